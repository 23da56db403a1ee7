//! What a pronoun wants of the one it means: gender, number, and how near it must be.

use lexicon::Gender;

use super::referents::Traits;

/// What a pronoun wants of the one it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    One(Gender),
    Thing,
    Many,
}

impl Wanted {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "he" | "him" | "his" | "himself" => Self::One(Gender::Male),
            "she" | "her" | "hers" | "herself" => Self::One(Gender::Female),
            "it" | "its" | "itself" => Self::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => Self::Many,
            _ => return None,
        })
    }

    pub(super) fn fits(self, traits: Traits) -> bool {
        match self {
            Self::One(gender) => traits.person && traits.gender.is_none_or(|known| known == gender),
            Self::Thing => traits.thing,
            Self::Many => traits.many,
        }
    }

    /// How much an entity must be on the reader's mind: “it” means a deed or a thing without a
    /// name so often that only what has just been the subject will do.
    pub(super) fn least(self, speaks: bool) -> f32 {
        match self {
            Self::Thing if !speaks => 430.0,
            Self::Thing | Self::One(_) | Self::Many => 0.0,
        }
    }

    /// How many sentences back it may look.
    pub(super) fn reach(self) -> usize {
        match self {
            Self::One(_) => 3,
            Self::Thing => 1,
            Self::Many => 2,
        }
    }
}
