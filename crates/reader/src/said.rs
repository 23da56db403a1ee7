//! Who says what, according to whom.
//!
//! Reads quotations and cues over tokens: direct, mixed and indirect speech with its source, its
//! cue and its content. It does not judge whether what is said is so, and it records mere
//! statements only; what a statement tells of is for `did`.

mod according;
mod attribute;
mod content;
mod control;
mod learned;
mod nest;
mod orphans;
mod passages;
mod quotes;
mod resolve;
mod source;
#[cfg(test)]
mod tests;
mod verbs;
mod voices;
mod words;

use record::{ReadingBuilder, Syntax};

use crate::Knowledge;
use crate::who::Described;

/// Adds the claims.
pub(crate) fn read(
    builder: &mut ReadingBuilder,
    syntax: &Syntax,
    knowledge: Knowledge<'_>,
    described: &[Described],
) {
    let document = &builder.reading().document;
    let quotes = quotes::find(document);
    let text = document.text.clone();
    let passages = passages::Passages::new(document, &text, syntax, &quotes, knowledge);
    let mut attributions = Vec::new();
    for index in 0..passages.list.len() {
        attributions.extend(attribute::passage(&passages, index));
    }
    let tokens = passages.of_tokens(document);
    learned::join(&passages, &tokens, &mut attributions);
    nest::settle(&tokens, &mut attributions);
    orphans::adopt(&passages, &mut attributions);
    learned::drop_echoes(&passages, &tokens, &mut attributions);
    resolve::add(builder, &tokens, attributions, described);
}
