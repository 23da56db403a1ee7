//! Text or given words to sentences with tags, trees and names, without a reading.

use record::{Block, BlockKind, Document, Span, Syntax, conllu};

use crate::LanguageModel;

/// A parser; make one and share it between threads.
#[derive(Clone, Debug)]
pub struct Parser {
    model: LanguageModel,
}

impl Parser {
    /// A parser with a model.
    pub fn new(model: LanguageModel) -> Self {
        Self { model }
    }

    /// Cuts text into sentences and words, and parses them. Lines without words part paragraphs;
    /// every paragraph is a block, and none is passed over.
    pub fn parse_text(&self, text: &str) -> Syntax {
        let document = Document {
            text: text.to_owned(),
            blocks: paragraphs(text)
                .map(|span| Block::new(BlockKind::Paragraph, span))
                .collect(),
            ..Document::default()
        };
        self.model
            .lend(|model, scratch| language::analyse(model, scratch, &document))
    }

    /// Parses words that are given, sentence by sentence.
    pub fn parse_words(&self, sentences: &[conllu::Sentence<'_>]) -> Syntax {
        let (text, mut syntax) = conllu::to_syntax(sentences);
        self.model
            .lend(|model, scratch| language::annotate(model, scratch, &text, &mut syntax));
        syntax
    }
}

/// A paragraph longer than this is cut, so that one without end is read in bounded memory.
const LONGEST_PARAGRAPH: usize = 256 * 1024;

/// The paragraphs of a plain text, as a page of plain text is cut: at empty lines, and at each line
/// feed unless the text was wrapped at a column. One longer than 256 KiB is cut after the last white
/// space that fits, or where there is none, between two characters.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let paragraphs = page::paragraphs(text).into_iter();
    paragraphs.flat_map(|paragraph| pieces(text, paragraph))
}

fn pieces(text: &str, paragraph: Span) -> impl Iterator<Item = Span> + '_ {
    let (mut at, end) = (paragraph.start as usize, paragraph.end as usize);
    std::iter::from_fn(move || {
        at += text[at..end].len() - text[at..end].trim_start().len();
        if at == end {
            return None;
        }
        let start = at;
        at = if end - start <= LONGEST_PARAGRAPH {
            end
        } else {
            let limit = text.floor_char_boundary(start + LONGEST_PARAGRAPH);
            let space = text[start..limit].rfind(char::is_whitespace);
            space.map_or(limit, |space| start + space)
        };
        Some(Span::new(start, at).trim(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_part_paragraphs() {
        for (text, expected) in [
            ("", &[][..]),
            (" \n\t\n ", &[]),
            ("One.", &["One."]),
            ("One.\nTwo.\n\n Three. \n", &["One.", "Two.", "Three."]),
            (
                "It was wrapped\nat a column.\nThen it\nended.",
                &["It was wrapped\nat a column.\nThen it\nended."],
            ),
            ("One.\r\n\r\n\u{a0}\nTwo.\r\n", &["One.", "Two."]),
            ("\n\nOne.\n \nTwo.", &["One.", "Two."]),
            (
                "Regards,\nAda Bello\nTel. 12",
                &["Regards,", "Ada Bello", "Tel. 12"],
            ),
        ] {
            let found: Vec<_> = paragraphs(text).map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_without_end_are_cut() {
        let words = "word ".repeat(LONGEST_PARAGRAPH / 2);
        let lines = "a line ".repeat(LONGEST_PARAGRAPH / 2);
        let unbroken = "é".repeat(LONGEST_PARAGRAPH);
        for text in [&words, &lines, &unbroken] {
            let found: Vec<_> = paragraphs(text).collect();
            assert!(found.len() > 1);
            assert!(found.iter().all(|span| span.len() <= LONGEST_PARAGRAPH));
            let kept: String = found.iter().map(|span| span.of(text)).collect();
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bare(&kept), bare(text));
        }
    }
}
