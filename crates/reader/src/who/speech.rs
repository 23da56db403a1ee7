//! Who speaks, as far as it tells whom a pronoun means: whoever spoke last speaks on, and nobody
//! calls himself by his name.

use std::ops::Range;

use lexicon::cues::CueKind;
use record::{DependencyRelation as Relation, Mention, Span, TokenKind, Tree};

use super::referents::standing;
use super::words::Words;

/// Pronouns that mean no single entity with a name.
#[derive(Default, Debug)]
pub(super) struct Unnamed {
    /// Those that mean several of the drafts together.
    pub(super) several: Vec<(Vec<usize>, Vec<Mention>)>,
    /// Those that mean what a noun describes, in text order.
    pub(super) described: Vec<Described>,
}

/// A pronoun, and the noun that describes whom it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Described {
    pub(crate) pronoun: Span,
    pub(crate) noun: Span,
}

/// The verb of saying whose subject stands at a token, if it is one's.
pub(super) fn saying(words: &Words<'_>, tree: &Tree, token: usize) -> Option<usize> {
    let stands = standing(words.syntax, tree, token);
    let head = tree.head(stands)?;
    let mut cues = words.knowledge.lexicon.cues.of(words.get(head));
    let says = cues.any(|(cue, _)| cue.kind == CueKind::Verb);
    (says && words.token(stands).relation == Relation::Subject).then_some(head)
}

/// Whether a sentence has a quotation mark.
pub(super) fn quotes(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|index| {
        matches!(
            words.token(index).kind,
            TokenKind::OpenQuote | TokenKind::CloseQuote
        )
    })
}

/// The names, by their head tokens, that the subject at a token cannot bear: those that stand below
/// its verb after it (“He praised Aker”), and those in quotation marks beside a verb of saying
/// (“Aker lied,” he said). `quoted` says whether the sentence starts inside a quotation.
pub(super) fn barred(
    words: &Words<'_>,
    tree: &Tree,
    tokens: &Range<usize>,
    index: usize,
    quoted: bool,
    heads: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let relation = words.token(standing(words.syntax, tree, index)).relation;
    if !matches!(relation, Relation::Subject | Relation::PassiveSubject) {
        return Vec::new();
    }
    let Some(verb) = tree.head(standing(words.syntax, tree, index)) else {
        return Vec::new();
    };
    let says = saying(words, tree, index).is_some();
    let mut inside = quoted;
    let mut marks = Vec::new();
    for token in tokens.clone() {
        match words.token(token).kind {
            TokenKind::OpenQuote => inside = true,
            TokenKind::CloseQuote => inside = false,
            _ => {}
        }
        marks.push(inside);
    }
    heads
        .filter(|&head| {
            let below = head > index && tree.ancestors(head).any(|above| above == verb);
            below || says && marks.get(head - tokens.start) == Some(&true)
        })
        .collect()
}
