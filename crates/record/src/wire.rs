//! The reading as it leaves the process: `dateline/reading/1`.
//!
//! Offsets here are Unicode code points, half open. Every key is always present: unknown is
//! `null`, empty is `[]`. The types are apart from the inner ones, so that either can change
//! without the other.

mod convert;
mod rows;
mod sentence;

pub use sentence::sentence;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use rows::{
    Claim, Content, Cue, Entity, Event, EventDate, EventPlace, Evidence, Mention, Object,
    Participant, Place, Quantity, Relation, Source, Telling, Time, Vouched,
};

/// The name of this format; a change of meaning takes a new number.
pub const SCHEMA: &str = "dateline/reading/1";

/// Code points, half open: `[start, end)`.
pub type Span = [u32; 2];

/// One document, read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// Always `dateline/reading/1`.
    pub schema: String,
    /// What made it.
    pub generator: Generator,
    /// What was read.
    pub document: Document,
    /// Sentences of the content blocks.
    pub sentences: Vec<Span>,
    /// Who and what is spoken of.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Toponyms.
    pub places: Vec<Place>,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What a user must know.
    pub issues: Vec<Issue>,
}

impl Reading {
    /// The wire form of a reading.
    pub fn new(reading: &crate::Reading, generator: &crate::Generator) -> Self {
        convert::reading(reading, generator)
    }

    /// One line of JSON, without the line feed.
    ///
    /// Other marks that some readers end a line at are escaped, so that a line stays one line.
    pub fn to_line(&self) -> String {
        let line = serde_json::to_string(self).expect("wire types hold only what JSON can");
        if !line.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
            return line;
        }
        line.replace('\u{85}', "\\u0085")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029")
    }
}

/// The JSON Schema of a reading, as a pretty-printed document with a final line feed.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Reading);
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

/// The versions that made a reading.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// Always `dateline`.
    pub name: String,
    /// Version of Dateline.
    pub version: String,
    /// Hash of the options that change a reading.
    pub options: String,
    /// Language model and its hash.
    pub language_model: String,
    /// Ontology and its hash.
    pub ontology: String,
    /// Hash of the lexicon.
    pub lexicon: String,
    /// Hash of the gazetteer.
    pub gazetteer: String,
}

/// The page, its text and what it says of itself.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// The caller's id, else the SHA-256 of the source bytes.
    pub id: String,
    /// SHA-256 of `text` as UTF-8.
    pub text_sha256: String,
    /// Where it came from.
    pub uri: Option<String>,
    /// The address that the page gives as its own.
    pub canonical: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The news agency whose copy it is.
    pub agency: Option<String>,
    /// `text/plain` or `text/html`.
    pub media_type: String,
    /// The headline.
    pub title: Option<String>,
    /// Reporters by name.
    pub byline: Vec<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// Keywords that the page gives.
    pub keywords: Vec<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// `article`, `live`, `index`, `gallery`, `stub`, `error` or `other`.
    pub page_type: String,
    /// The words of a correction notice.
    pub correction_notice: Option<String>,
    /// When it was published.
    pub published: Published,
    /// When it was last changed.
    pub updated: Option<String>,
    /// When it was fetched.
    pub retrieved: Option<String>,
    /// Where each value above came from.
    pub basis: BTreeMap<String, String>,
    /// The whole text.
    pub text: String,
    /// What each stretch of the text is.
    pub blocks: Vec<Block>,
}

/// When a document was published, as an interval when that is all the page supports.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// First day it can be, ISO 8601.
    pub start: Option<String>,
    /// Last day it can be, included.
    pub end: Option<String>,
    /// Time zone, as written.
    pub zone: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// `given`, `metadata`, `url`, `dateline`, `inferred` or `unknown`.
    pub basis: String,
    /// The words that show it.
    pub evidence: Vec<Span>,
}

/// A stretch of the text with one job on the page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// `headline`, `paragraph`, `caption`, `promotion`, ….
    pub kind: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Whether it belongs to the story.
    pub content: bool,
    /// Position of the block whose words this one repeats.
    pub repeat_of: Option<u32>,
    /// The agency of a passage inside a local story.
    pub credit: Option<String>,
    /// When an entry of a live page was posted.
    pub published: Option<[String; 2]>,
    /// ISO 639-1 code where it differs from the document's.
    pub language: Option<String>,
    /// A table's cells.
    pub rows: Option<Vec<Vec<Span>>>,
}

/// Something a user of the reading must know.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// Stable code.
    pub code: String,
    /// One line for a person.
    pub message: String,
    /// Where, when it has a place in the text.
    pub span: Option<Span>,
}
