//! One name has one kind in a document: what most of its mentions tell decides.

use std::collections::{BTreeMap, BTreeSet};
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
/// A given name alone.
const GIVEN: u32 = 3;
/// A hamlet of the name is the weakest of clues: there is one for most companies and families.
const HAMLET: u32 = 1;
/// “Aker Shipping Union (ASU)”: a short name is what the long one before it is.
const ACRONYM: u32 = 8;

/// “The village of Kalat”: the text says what it is.
const SAID: u32 = 8;

/// What speaks for each kind of each name of a document.
pub(super) struct Votes {
    counts: BTreeMap<String, [u32; KINDS]>,
    /// Names that stand inside a sentence, where only a name has a capital.
    inside: BTreeSet<String>,
}

impl Votes {
    /// Counts the clues of names as the model sees them.
    pub(super) fn new(seen: &[Seen], words: &Words<'_>) -> Self {
        let mut counts: BTreeMap<String, [u32; KINDS]> = BTreeMap::new();
        let mut inside = BTreeSet::new();
        for name in seen {
            let tokens = name.tokens();
            let text = folded(words.span_text(&tokens));
            let first = words
                .syntax
                .sentence_of(tokens.start)
                .is_some_and(|at| words.syntax.sentences[at].tokens().start == tokens.start);
            if !first && words.is_capital(tokens.start) {
                inside.insert(text.clone());
            }
            let row = counts.entry(text).or_default();
            row[name.kind as usize] += MODEL;
            // “in Aker Hospital” makes no town of a hospital.
            if tokens.len() == 1 || kind_of_head(&tokens, words).is_none() {
                if is_placed(tokens.start, words) {
                    row[NameKind::Location as usize] += NEIGHBOUR;
                }
                if is_said_to_be_a_place(tokens.start, words) {
                    row[NameKind::Location as usize] += SAID;
                }
                if person_follows(&tokens, words) {
                    row[NameKind::Person as usize] += NEIGHBOUR;
                }
                if is_called(&tokens, words) {
                    row[NameKind::Person as usize] += GIVEN;
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
            ) || name.kind == NameKind::Nationality
                && words.named(tokens.start, tokens.end).is_none();
            // “the Aker plan”, when an Aker governs: his mountain is not meant.
            let leader = name.kind == NameKind::Person && holds_office(&tokens, words);
            if doubted && !leader && tokens.len() < 6 {
                row[NameKind::Location as usize] += gazetteer(words, &tokens);
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
        Self { counts, inside }
    }

    /// Whether the model sees a name of these words inside a sentence.
    pub(super) fn is_inside(&self, words: &Words<'_>, tokens: &Range<usize>) -> bool {
        self.inside.contains(&folded(words.span_text(tokens)))
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

/// How much the gazetteer says for a place.
fn gazetteer(words: &Words<'_>, tokens: &Range<usize>) -> u32 {
    let gazetteer = words.knowledge.gazetteer;
    let text = words.span_text(tokens);
    if !gazetteer.is_place(text) {
        0
    } else if gazetteer.is_well_known(text) {
        GAZETTEER
    } else {
        HAMLET
    }
}

fn is_said_to_be_a_place(token: usize, words: &Words<'_>) -> bool {
    token >= 2
        && words.get(token - 1) == "of"
        && matches!(
            words.get(token - 2),
            "village"
                | "villages"
                | "hamlet"
                | "town"
                | "city"
                | "suburb"
                | "outskirts"
                | "district"
                | "neighbourhood"
                | "neighborhood"
                | "province"
                | "governorate"
                | "island"
                | "port"
        )
}

/// “Vicky,” in a message: a given name alone, that is no usual word, is a person's.
fn is_called(tokens: &Range<usize>, words: &Words<'_>) -> bool {
    tokens.len() == 1
        && words.classes(tokens.start).is_given()
        && !words.is_usual(tokens.start)
        && gazetteer(words, tokens) < GAZETTEER
}

/// Whether somebody of this family name has held an office.
fn holds_office(tokens: &Range<usize>, words: &Words<'_>) -> bool {
    let holders = &words.knowledge.lexicon.holders;
    let text = folded(words.span_text(tokens));
    tokens.len() == 1 && holders.by_family_name(&text).next().is_some()
}
