//! The files as they are written: `frames/*.toml` and `words.toml`.

use serde::Deserialize;

/// One file of frames: one PLOVER type.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameFile {
    #[serde(rename = "type")]
    pub(super) event_type: String,
    #[serde(rename = "frame")]
    pub(super) frames: Vec<FrameRow>,
}

/// One frame as it is written.
///
/// In a unit, `..` stands for a few words of any kind and `a|b_c` for “a” or “b c”. The
/// first word of a verb unit and the last of a noun unit take their inflected forms; every other
/// word may also stand in the plural.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameRow {
    /// What the frame means, for people.
    #[serde(rename = "says")]
    pub(super) _says: String,
    #[serde(default)]
    pub(super) verbs: Vec<String>,
    #[serde(default)]
    pub(super) nouns: Vec<String>,
    #[serde(default)]
    pub(super) words: Vec<String>,
    pub(super) mode: Option<String>,
    #[serde(default)]
    pub(super) contexts: Vec<String>,
    pub(super) cameo: Option<String>,
    pub(super) actor: Option<Vec<String>>,
    pub(super) recipient: Option<Vec<String>>,
    pub(super) noun_actor: Option<Vec<String>>,
    pub(super) noun_recipient: Option<Vec<String>>,
    #[serde(default)]
    pub(super) reciprocal: bool,
    #[serde(default)]
    pub(super) speech: bool,
    #[serde(default)]
    pub(super) unless: Vec<String>,
    pub(super) reliability: f32,
}

/// The words that hold a clause together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordFile {
    pub(super) determiner: Vec<String>,
    pub(super) preposition: Vec<String>,
    pub(super) pronoun: Vec<String>,
    pub(super) subject_pronoun: Vec<String>,
    pub(super) be: Vec<String>,
    pub(super) have: Vec<String>,
    #[serde(rename = "do")]
    pub(super) do_: Vec<String>,
    pub(super) modal: Vec<String>,
    pub(super) negation: Vec<String>,
    pub(super) conjunction: Vec<String>,
    pub(super) subordinator: Vec<String>,
    pub(super) relative: Vec<String>,
    pub(super) condition: Vec<String>,
    pub(super) adverb: Vec<String>,
    pub(super) reporting: Vec<String>,
    pub(super) verb: Vec<String>,
    pub(super) noun: Vec<String>,
    pub(super) agent: Vec<String>,
    pub(super) off_topic: Vec<String>,
    pub(super) rule: Vec<String>,
    pub(super) irregular: Vec<[String; 3]>,
    pub(super) doubling: Vec<String>,
}
