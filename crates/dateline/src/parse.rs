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

/// The paragraphs of a plain text: what stands between lines without words. One longer than
/// 256 KiB is cut after the last white space that fits, or where there is none, between two
/// characters.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].len() - text[at..].trim_start().len();
        if at == text.len() {
            return None;
        }
        let start = at;
        let limit = text.len().min(start + LONGEST_PARAGRAPH);
        let mut end = start;
        for line in text[start..].split_inclusive('\n') {
            if line.trim().is_empty() || end >= limit {
                break;
            }
            end += line.len();
        }
        if end > limit {
            let limit = text.floor_char_boundary(limit);
            let space = text[start..limit].rfind(char::is_whitespace);
            end = space.map_or(limit, |space| start + space);
        }
        at = end;
        Some(Span::new(start, end).trim(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs() {
        for (text, expected) in [
            ("", &[][..]),
            (" \n\t\n ", &[]),
            ("One.", &["One."]),
            ("One.\nTwo.\n\n Three. \n", &["One.\nTwo.", "Three."]),
            ("One.\r\n\r\n\u{a0}\nTwo.\r\n", &["One.", "Two."]),
            ("\n\nOne.\n \nTwo.", &["One.", "Two."]),
        ] {
            let found: Vec<_> = paragraphs(text).map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn paragraphs_without_end_are_cut() {
        let words = "word ".repeat(LONGEST_PARAGRAPH / 2);
        let lines = "a line\n".repeat(LONGEST_PARAGRAPH / 2);
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
