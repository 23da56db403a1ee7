use std::borrow::Cow;

use super::{Multiword, Rest, Sentence, Word};

/// A line of CoNLL-U that breaks the format.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what should be there.
    pub problem: String,
}

/// The sentences of a file, one by one; after an error there are no more.
///
/// Comments without words after them, and empty nodes (`8.1`), are left out.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    /// A reader of a file's text.
    pub fn new(text: &'a str) -> Self {
        Self {
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            line: 0,
        }
    }

    /// The next line without its end, which counts as read.
    fn take_line(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line += 1;
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    fn sentence(&mut self) -> Result<Option<Sentence<'a>>, String> {
        let mut sentence = Sentence::default();
        // Heads can point forwards: they are looked at again when the sentence is whole.
        let mut heads = Vec::new();
        let first_line = self.line;
        while let Some(line) = self.take_line() {
            if line.trim().is_empty() {
                if sentence.words.is_empty() {
                    continue;
                }
                break;
            }
            if line.starts_with('#') {
                if !sentence.words.is_empty() {
                    return Err("a comment between words; comments come first".to_owned());
                }
                sentence.comments.push(Cow::Borrowed(line));
                continue;
            }
            row(line, &mut sentence)?;
            heads.resize(sentence.words.len(), self.line);
        }
        let count = sentence.words.len() as u32;
        if count == 0 {
            return if sentence.multiword.is_empty() {
                Ok(None)
            } else {
                Err("a multiword token without words".to_owned())
            };
        }
        if let Some(last) = sentence.multiword.last()
            && last.last > count
        {
            return Err(format!(
                "the multiword token {}-{} ends after the sentence's {count} words",
                last.first, last.last
            ));
        }
        for (word, line) in sentence.words.iter().zip(heads) {
            if word.head.is_some_and(|head| head > count) {
                self.line = line.max(first_line);
                return Err(format!("HEAD beyond the sentence's {count} words"));
            }
        }
        Ok(Some(sentence))
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Sentence<'a>, ConlluError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.sentence() {
            Ok(sentence) => sentence.map(Ok),
            Err(problem) => {
                self.rest = "";
                let line = self.line;
                Some(Err(ConlluError { line, problem }))
            }
        }
    }
}

/// Adds one line of ten fields to the sentence.
fn row<'a>(line: &'a str, sentence: &mut Sentence<'a>) -> Result<(), String> {
    let mut fields = line.split('\t');
    let mut row = [""; 10];
    let mut count = 0;
    for field in fields.by_ref() {
        if let Some(place) = row.get_mut(count) {
            *place = field;
        }
        count += 1;
    }
    if count != 10 {
        return Err(format!(
            "expected 10 fields with tabs between, found {count}"
        ));
    }
    let [id, form, lemma, upos, xpos, feats, head, relation, _, misc] = row;
    if form.trim().is_empty() {
        return Err("FORM is empty".to_owned());
    }
    let next = sentence.words.len() as u32 + 1;
    let inside = sentence.multiword.last().map_or(0, |token| token.last);
    let rest = Rest {
        misc,
        glued: misc.split('|').any(|item| item == "SpaceAfter=No"),
        ..Rest::default()
    };
    if let Some((first, last)) = id.split_once('-') {
        let (first, last) = (number(first)?, number(last)?);
        if first != next || last <= first || first <= inside {
            return Err(format!(
                "the multiword token `{id}` does not open at word {next}"
            ));
        }
        sentence.multiword.push(Multiword {
            first,
            last,
            form,
            rest,
        });
        return Ok(());
    }
    if let Some((before, part)) = id.split_once('.') {
        number(before)?;
        number(part)?;
        return Ok(());
    }
    if number(id)? != next {
        return Err(format!("expected ID {next}, found `{id}`"));
    }
    let known = |field: &'a str| if field == "_" { "" } else { field };
    let head = match head {
        "_" => None,
        head => Some(head.parse().map_err(|_| {
            format!(
                "HEAD is to be a word's number, 0 or `_`, found `{}`",
                shown(head)
            )
        })?),
    };
    sentence.words.push(Word {
        form,
        // The lemma and tag of the low line are the low line.
        lemma: if form == "_" { lemma } else { known(lemma) },
        upos: known(upos),
        xpos: known(xpos),
        feats: known(feats),
        head,
        relation: known(relation),
        rest,
    });
    Ok(())
}

fn number(field: &str) -> Result<u32, String> {
    field
        .parse()
        .map_err(|_| format!("ID is to be a number, found `{}`", shown(field)))
}

/// A field as a message shows it: the start of it, where it is long.
fn shown(field: &str) -> String {
    let mut characters = field.chars();
    let start: String = characters.by_ref().take(30).collect();
    match characters.next() {
        Some(_) => start + "…",
        None => start,
    }
}
