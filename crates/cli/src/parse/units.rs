//! Documents in pieces of a size that a thread parses at a time. How a document is cut depends on
//! the document alone, so that the number of threads changes nothing.

use std::iter::Peekable;

use record::conllu::{self, Reader};
use record::{IssueCode, Span};
use sources::{Input, Kind};

/// Bytes of text or CoNLL-U in a unit, about: some thousand words.
const UNIT: usize = 16 * 1024;
/// Sentences of a unit of CoNLL-U.
const UNIT_WORDS: usize = 3000;

/// What is parsed at a time.
pub(super) enum Unit<'a> {
    /// Paragraphs of a text.
    Text(Paragraphs<'a>),
    /// Sentences whose words are given.
    Words(Vec<conllu::Sentence<'a>>),
}

/// Paragraphs that follow each other.
pub(super) struct Paragraphs<'a> {
    /// Number of the document, from 1.
    pub(super) document: usize,
    /// The document's name, where they are its first.
    pub(super) name: Option<&'a str>,
    /// How many paragraphs stand before them.
    pub(super) before: usize,
    /// How many code points stand before them.
    pub(super) offset: usize,
    /// From the first word to where the next unit begins.
    pub(super) text: &'a str,
}

/// A document's text, and how it is to be read.
pub(super) struct Text {
    /// As messages name it.
    pub(super) name: String,
    id: Option<String>,
    conllu: bool,
    content: String,
}

/// Decodes an input. `conllu` says whether it is CoNLL-U; where it is unknown, the name tells.
pub(super) fn text(input: Input, conllu: Option<bool>) -> Result<Text, String> {
    let named = |name: &str| {
        let name = name.as_bytes();
        let ending = name.len().saturating_sub(".conllu".len());
        name[ending..].eq_ignore_ascii_case(b".conllu")
    };
    let conllu = conllu.unwrap_or_else(|| named(&input.name)) && input.kind == Kind::Text;
    let (id, text) = match input.kind {
        Kind::Html => {
            return Err(format!(
                "`{}` is a page of HTML; `dateline read --format text` makes text of it",
                input.name
            ));
        }
        Kind::Json => {
            let document = dateline::json_line(&input.bytes, &dateline::Given::default());
            let bad = |code: IssueCode| document.issues.iter().any(|issue| issue.code == code);
            if bad(IssueCode::NotJson) && document.text.is_empty() {
                return Err(format!("`{}`: no JSON object with a `text`", input.name));
            }
            (Some(document.id), document.text)
        }
        Kind::Text if conllu => match String::from_utf8(input.bytes) {
            Ok(text) => (None, text),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let lines = error.as_bytes()[..valid]
                    .iter()
                    .filter(|byte| **byte == b'\n');
                return Err(format!(
                    "`{}`: line {}: not UTF-8",
                    input.name,
                    lines.count() + 1
                ));
            }
        },
        Kind::Text => {
            let text = match String::from_utf8(input.bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            };
            let bare = text.strip_prefix('\u{feff}').map(str::to_owned);
            (input.path, bare.unwrap_or(text))
        }
    };
    Ok(Text {
        name: input.name,
        id,
        conllu,
        content: text,
    })
}

impl Text {
    /// The pieces of the document, which is the `number`th.
    pub(super) fn units(&self, number: usize) -> Units<'_> {
        Units {
            rest: if self.conllu {
                Rest::Words(Reader::new(&self.content))
            } else {
                let paragraphs: Box<dyn Iterator<Item = Span>> =
                    Box::new(dateline::paragraphs(&self.content));
                Rest::Text {
                    document: number,
                    id: self.id.as_deref().unwrap_or_default(),
                    text: &self.content,
                    paragraphs: paragraphs.peekable(),
                    before: 0,
                    at: 0,
                    code_points: 0,
                }
            },
            problem: None,
        }
    }
}

/// The units of a document, in order.
pub(super) struct Units<'a> {
    rest: Rest<'a>,
    /// Why there are no more, where the document is bad.
    pub(super) problem: Option<conllu::ConlluError>,
}

enum Rest<'a> {
    Words(Reader<'a>),
    Text {
        document: usize,
        id: &'a str,
        text: &'a str,
        paragraphs: Peekable<Box<dyn Iterator<Item = Span> + 'a>>,
        before: usize,
        /// Where code points are counted up to.
        at: usize,
        code_points: usize,
    },
}

impl<'a> Iterator for Units<'a> {
    type Item = Unit<'a>;

    fn next(&mut self) -> Option<Unit<'a>> {
        match &mut self.rest {
            Rest::Words(reader) => {
                let (mut sentences, mut words) = (Vec::new(), 0);
                while words < UNIT_WORDS {
                    match reader.next() {
                        Some(Ok(sentence)) => {
                            words += sentence.words.len();
                            sentences.push(sentence);
                        }
                        Some(Err(problem)) => {
                            self.problem = Some(problem);
                            break;
                        }
                        None => break,
                    }
                }
                (!sentences.is_empty()).then_some(Unit::Words(sentences))
            }
            Rest::Text {
                document,
                id,
                text,
                paragraphs,
                before,
                at,
                code_points,
            } => {
                let start = paragraphs.peek()?.start as usize;
                let (mut count, mut end) = (0, start);
                while end - start < UNIT
                    && let Some(paragraph) = paragraphs.next()
                {
                    count += 1;
                    end = paragraph.end as usize;
                }
                let end = paragraphs
                    .peek()
                    .map_or(text.len(), |next| next.start as usize);
                *code_points += text[*at..start].chars().count();
                *at = start;
                let unit = Paragraphs {
                    document: *document,
                    name: (*before == 0).then_some(*id),
                    before: *before,
                    offset: *code_points,
                    text: &text[start..end],
                };
                *before += count;
                Some(Unit::Text(unit))
            }
        }
    }
}
