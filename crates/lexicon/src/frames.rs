//! Frames: which words tell an event of which type, and where its actor and recipient stand.
//!
//! A frame groups verbs, nouns and fixed phrases that share type, mode and slots. Slots are named
//! by grammatical role (subject, object, a preposition, the genitive), not by position, so that
//! the same files serve a reader that walks dependency trees. The frames must not decide anything
//! about a text: they say what words can mean, and the reader weighs the sentence.

mod compile;
mod file;
mod inflect;

use std::collections::HashMap;

pub use compile::FramesBuilder;

/// All frames, found by the first word of a lexical unit.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    rows: Vec<Frame>,
    units: Vec<Unit>,
    words: HashMap<Box<str>, Word>,
}

/// Words that share an event type and the slots of its roles.
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    /// PLOVER type.
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Quad class of the type.
    pub quad: u8,
    /// The nearest CAMEO code.
    pub cameo: String,
    /// Where the actor of a verb stands.
    pub actor: Vec<Slot>,
    /// Where the recipient of a verb stands.
    pub recipient: Vec<Slot>,
    /// Where the actor of a noun stands.
    pub noun_actor: Vec<Slot>,
    /// Where the recipient of a noun stands.
    pub noun_recipient: Vec<Slot>,
    /// Whether everyone acts on everyone.
    pub reciprocal: bool,
    /// Whether it is an act of speech, whose complement is its object.
    pub speech: bool,
    /// Words nearby that show that something else is meant, in lower case.
    pub unless: Vec<String>,
    /// From 0 to 1: how often the words, found alone, mean this.
    pub reliability: f32,
}

/// A grammatical place next to a trigger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Slot {
    /// The subject of an active verb, and after “by” of a passive one.
    Subject,
    /// The object of an active verb, and the subject of a passive one.
    Object,
    /// The possessor or the modifier before a noun (“Russia's attack”, “the Russian attack”).
    Genitive,
    /// The noun phrase after this preposition.
    After(Box<str>),
}

/// A lexical unit: the words after the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Position of its frame.
    pub frame: u32,
    /// What kind of word it starts from.
    pub kind: UnitKind,
    /// What follows the first word.
    pub rest: Vec<Element>,
}

/// What kind of words a unit is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UnitKind {
    /// Its first word is a verb.
    Verb,
    /// Its last word is a noun.
    Noun,
    /// The words as they stand.
    Fixed,
}

/// One step of a unit's pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Element {
    /// A few words of any kind.
    Gap,
    /// One of these, in lower case.
    Word(Vec<Box<str>>),
}

/// What a lower-case form can be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Word {
    /// Word classes.
    pub classes: Classes,
    /// Units that start with it, longest first.
    pub candidates: Vec<Candidate>,
}

/// A unit that starts with a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Position of the unit.
    pub unit: u32,
    /// Which forms of the unit's first word this word is.
    pub form: Classes,
}

impl Frames {
    /// What a word in lower case can be.
    pub fn word(&self, lower: &str) -> Option<&Word> {
        self.words.get(lower)
    }

    /// A unit by its position.
    pub fn unit(&self, position: u32) -> &Unit {
        &self.units[position as usize]
    }

    /// The frame of a unit.
    pub fn frame_of(&self, unit: &Unit) -> &Frame {
        &self.rows[unit.frame as usize]
    }

    /// All frames, in the order of the files.
    pub fn all(&self) -> &[Frame] {
        &self.rows
    }

    /// The number of lexical units.
    pub fn unit_count(&self) -> usize {
        self.units.len()
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident $shift:literal)*) => {
        /// A set of word classes and verb forms.
        #[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
        pub struct Classes(u32);

        impl Classes {
            $($(#[$doc])* pub const $name: Self = Self(1 << $shift);)*

            /// Nothing.
            pub const NONE: Self = Self(0);

            /// Any form of a verb.
            pub const ANY_VERB: Self = Self(
                Self::BASE.0 | Self::PRESENT.0 | Self::PAST.0 | Self::PARTICIPLE.0 | Self::ING.0,
            );

            /// Any form of “be”, “have”, “do” and the modals.
            pub const ANY_AUXILIARY: Self =
                Self(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);

            /// Whether the two share a class.
            pub fn any(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// Both together.
            #[must_use]
            pub fn with(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
    };
}

classes! {
    /// The, a, this, his, several, ….
    DETERMINER 0
    /// Of, in, against, ….
    PREPOSITION 1
    /// He, them, ….
    PRONOUN 2
    /// He, they, …: what only a subject can be.
    SUBJECT_PRONOUN 3
    /// Forms of “be”, and “get” as a passive's helper.
    BE 4
    /// Forms of “have”.
    HAVE 5
    /// Forms of “do”.
    DO 6
    /// Will, may, ….
    MODAL 7
    /// Not, never, ….
    NEGATION 8
    /// And, or, but.
    CONJUNCTION 9
    /// When, because, ….
    SUBORDINATOR 10
    /// Who, which, that.
    RELATIVE 11
    /// If, unless, ….
    CONDITION 12
    /// Also, again, ….
    ADVERB 13
    /// A verb of saying.
    REPORTING 14
    /// A noun that the lexicon lists.
    NOUN 15
    /// A verb's dictionary form.
    BASE 16
    /// A verb's third person.
    PRESENT 17
    /// A verb's past.
    PAST 18
    /// A verb's participle.
    PARTICIPLE 19
    /// A verb's form in -ing.
    ING 20
    /// The plural of a noun.
    PLURAL 21
    /// A noun for people or a body that can act.
    AGENT 22
    /// A word of sport, shows or markets.
    OFF_TOPIC 23
    /// A noun for a text that lays down rules.
    RULE 24
}
