//! [`Document`] to [`Syntax`]: sentences, words, tags, lemmas, dependency trees and names.
//!
//! Three small trained networks do it, all in one file: one cuts words (`tokenizer`), one finds
//! where sentences start (`boundaries`), one tags, parses, names (`parser`) and marks who says what
//! (`speech`). Words and
//! labels follow Universal Dependencies for English. Training is in `training/`, the card of the
//! weights is `models/README.md`.
//!
//! This crate reads only blocks that are content, never changes the text, and never fails. Time is
//! linear in the text. The same model gives the same numbers on every processor.

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
mod speech;
mod stack;
mod tables;
mod tensors;
mod tokenizer;
mod tree;
mod windows;

pub use annotate::annotate;
pub use kernels::Path;
pub use lemma::LemmaScript;
pub use model::{Model, ModelError};
pub use parser::{ParsedWord, Scratch, parse};
pub use segment::segment;
pub use speech::ParsedCue;

use record::{Document, Syntax};

/// A longer sentence is cut where a start is likeliest in the second half of what fits, so that
/// whatever looks at a whole sentence does bounded work on text without stops.
pub const LONGEST_SENTENCE: usize = 300;

/// Cuts the content of a document into sentences and words, and gives them tags, lemmas, trees and
/// names. `scratch` holds buffers and remembered forms of one thread; it changes no result.
pub fn analyse(model: &Model, scratch: &mut Scratch, document: &Document) -> Syntax {
    let mut syntax = segment(model, scratch, document);
    annotate(model, scratch, &document.text, &mut syntax);
    syntax
}

#[cfg(test)]
mod parser_tests;
#[cfg(test)]
mod random_model;
#[cfg(test)]
mod segment_tests;
#[cfg(test)]
mod tests;
