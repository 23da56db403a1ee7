//! [`Document`] to [`Syntax`]: sentences and tokens, by rule.
//!
//! Tokens follow Universal Dependencies for English, so that a trained model can sit on them.
//! The rules hold on damaged text too: sentences glued without a space, curly and straight
//! quotation marks side by side, marks that are never closed. Time is linear in the text.
//!
//! This crate reads only blocks that are content, never changes the text, and never fails.

mod abbreviations;
mod annotate;
mod boundaries;
mod embedding;
mod kernels;
mod kinds;
mod layers;
mod lemma;
mod letters;
mod linear;
mod model;
mod names;
mod parser;
mod segment;
mod sentences;
mod stack;
mod tables;
mod tensors;
mod tokenizer;
mod tokens;
mod tree;
mod windows;
mod words;

pub use annotate::annotate;
pub use kernels::Path;
pub use lemma::LemmaScript;
pub use model::{Model, ModelError};
pub use parser::{ParsedWord, Scratch, parse};
pub use segment::segment;

use record::{BlockKind, Document, Sentence, Syntax};

/// A longer sentence is cut where a start is likeliest in the second half of what fits, so that
/// whatever looks at a whole sentence does bounded work on text without stops.
pub const LONGEST_SENTENCE: usize = 300;

/// Cuts the content of a document into sentences and tokens.
///
/// ```
/// let text = "Dr. Ade didn’t sign.“We wait,” she said.";
/// let document = record::Document {
///     text: text.to_owned(),
///     blocks: vec![record::Block::new(
///         record::BlockKind::Paragraph,
///         record::Span::new(0, text.len()),
///     )],
///     ..record::Document::default()
/// };
/// let syntax = language::analyse(&document);
/// let words = |sentence| -> Vec<&str> {
///     syntax.tokens_of(sentence).iter().map(|token| token.span.of(text)).collect()
/// };
/// assert_eq!(words(0), ["Dr.", "Ade", "did", "n’t", "sign", "."]);
/// assert_eq!(words(1), ["“", "We", "wait", ",", "”", "she", "said", "."]);
/// ```
pub fn analyse(document: &Document) -> Syntax {
    let mut syntax = Syntax::default();
    for (index, block) in document.content_blocks() {
        let lines = matches!(block.kind, BlockKind::List | BlockKind::Table);
        let mut start = block.span.start as usize;
        for line in block
            .span
            .of(&document.text)
            .split_inclusive(|c| lines && c == '\n')
        {
            passage(
                &document.text,
                start,
                start + line.len(),
                index,
                &mut syntax,
            );
            start += line.len();
        }
    }
    syntax
}

/// Adds the sentences and tokens of one stretch of text that no sentence crosses.
fn passage(text: &str, start: usize, end: usize, block: usize, syntax: &mut Syntax) {
    let mut first = syntax.tokens.len();
    tokens::scan(text, start, end, &mut syntax.tokens);
    let all = syntax.tokens.len();
    while first < all {
        let limit = all.min(first + LONGEST_SENTENCE);
        let next = sentences::end_of_first(text, &syntax.tokens[first..all], limit - first);
        let tokens = &syntax.tokens[first..first + next];
        syntax.sentences.push(Sentence {
            span: tokens[0].span.cover(tokens[next - 1].span),
            block: block as u32,
            first_token: first as u32,
            end_token: (first + next) as u32,
        });
        first += next;
    }
}

#[cfg(test)]
mod parser_tests;
#[cfg(test)]
mod random_model;
#[cfg(test)]
mod segment_tests;
#[cfg(test)]
mod tests;
