//! One name has one kind in a document: what most of its mentions tell decides.

use std::collections::BTreeMap;
use std::ops::Range;

use record::{Name as Seen, NameKind};

use super::entities::folded;
use super::kinds::{is_placed, kind_of_head, person_follows};
use super::names::title_before;
use super::words::Words;

const KINDS: usize = NameKind::ALL.len();

/// How much each clue weighs. The model is right more often than one word beside the name, and a
/// name of the gazetteer that it calls a person or a company is more often the place.
const MODEL: u32 = 2;
const NEIGHBOUR: u32 = 2;
const GAZETTEER: u32 = 3;
/// “Aker Shipping Union (ASU)”: a short name is what the long one before it is.
const ACRONYM: u32 = 8;

/// What speaks for each kind of each name of a document.
pub(super) struct Votes {
    counts: BTreeMap<String, [u32; KINDS]>,
}

impl Votes {
    /// Counts the clues of names as the model sees them.
    pub(super) fn new(seen: &[Seen], words: &Words<'_>) -> Self {
        let mut counts: BTreeMap<String, [u32; KINDS]> = BTreeMap::new();
        for name in seen {
            let tokens = name.tokens();
            let row = counts.entry(folded(words.span_text(&tokens))).or_default();
            row[name.kind as usize] += MODEL;
            // “in Aker Hospital” makes no town of a hospital.
            if tokens.len() == 1 || kind_of_head(&tokens, words).is_none() {
                if is_placed(tokens.start, words) {
                    row[NameKind::Location as usize] += NEIGHBOUR;
                }
                if person_follows(&tokens, words) {
                    row[NameKind::Person as usize] += NEIGHBOUR;
                }
                let sentence = words.syntax.sentence_of(tokens.start);
                let titled = sentence.is_some_and(|sentence| {
                    let sentence = words.syntax.sentences[sentence].tokens();
                    title_before(words, tokens.start, &sentence).is_some()
                });
                if titled {
                    row[NameKind::Person as usize] += NEIGHBOUR;
                }
            }
            let doubted = matches!(
                name.kind,
                NameKind::Person | NameKind::Organization | NameKind::Miscellaneous
            );
            if doubted
                && tokens.len() < 6
                && words.knowledge.gazetteer.is_place(words.span_text(&tokens))
            {
                row[NameKind::Location as usize] += GAZETTEER;
            }
        }
        for pair in seen.windows(2) {
            let (long, short) = (pair[0].tokens(), pair[1].tokens());
            let initial = |index: usize| words.get(index).chars().next();
            if short.len() == 1
                && long.len() > 1
                && long.end + 1 == short.start
                && words.get(long.end) == "("
                && words.is_all_capitals(short.start)
                && initial(long.start) == initial(short.start)
            {
                let row = counts.entry(folded(words.get(short.start))).or_default();
                row[pair[0].kind as usize] += ACRONYM;
            }
        }
        Self { counts }
    }

    /// The kind that most speaks for; none for a text that the model never sees, or when two are
    /// even.
    pub(super) fn kind(&self, words: &Words<'_>, tokens: &Range<usize>) -> Option<NameKind> {
        let counts = self.counts.get(&folded(words.span_text(tokens)))?;
        let most = counts.iter().copied().max()?;
        let mut kinds = NameKind::ALL
            .iter()
            .zip(counts)
            .filter(|(_, count)| **count == most);
        let (kind, _) = kinds.next()?;
        kinds.next().is_none().then_some(*kind)
    }
}
