//! The rows of a reading.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Span;

/// Somebody or something.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2`, ….
    pub id: String,
    /// `person`, `organization`, `place`, `group`, `facility`, `product`, `work` or `other`.
    pub r#type: String,
    /// The fullest name.
    pub name: String,
    /// Titles as the text gives them.
    pub titles: Vec<String>,
    /// Ids of a compound's parts.
    pub members: Vec<String>,
    /// ISO 3166-1 alpha-3 or a PLOVER non-state code.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// `lexicon`, `title`, `context` or `text`.
    pub basis: String,
    /// Key of the lexicon's row.
    pub lexicon: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title on the English Wikipedia.
    pub wikipedia: Option<String>,
    /// Where it is spoken of.
    pub mentions: Vec<Mention>,
}

/// One place where an entity is spoken of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `name`, `demonym`, `nominal` or `pronoun`.
    pub form: String,
    /// From 0 to 1.
    pub score: f64,
}

/// A time expression.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, ….
    pub id: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub r#type: String,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier.
    pub r#mod: Option<String>,
    /// First day, ISO 8601.
    pub from: Option<String>,
    /// Last day, included.
    pub to: Option<String>,
    /// `published`, `explicit` or the id of another expression.
    pub anchor: String,
}

/// A toponym.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// `p1`, `p2`, ….
    pub id: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The entity that it is.
    pub entity: Option<String>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `GeoNames` feature code.
    pub feature: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// `point`, `city`, `admin2`, `admin1`, `country` or `region`.
    pub precision: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
}

/// Somebody's word.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// `c1`, `c2`, ….
    pub id: String,
    /// `direct`, `indirect` or `mixed`.
    pub kind: String,
    /// `assert`, `deny`, `demand`, `threaten`, `promise`, `praise`, `accuse`, `regret`, `ask`,
    /// `expect`.
    pub act: String,
    /// How firmly the source stands behind it.
    pub strength: String,
    /// Whether the cue is negated.
    pub negated: bool,
    /// Who says it.
    pub source: Source,
    /// The words of saying.
    pub cue: Cue,
    /// What is said.
    pub content: Content,
    /// Ids of entities.
    pub addressees: Vec<String>,
    /// By what means.
    pub channel: Option<String>,
    /// Id of a time.
    pub time: Option<String>,
    /// Id of a place.
    pub place: Option<String>,
    /// The claims that report this one, innermost first.
    pub within: Vec<String>,
    /// From 0 to 1.
    pub confidence: f64,
}

/// Who says a claim.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The words; empty when the text names none.
    pub spans: Vec<Span>,
    /// Ids of entities.
    pub entities: Vec<String>,
    /// Whether the name is kept back.
    pub anonymous: bool,
}

/// The words of saying.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// The words.
    pub spans: Vec<Span>,
    /// Dictionary form.
    pub lemma: String,
}

/// What is said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// The words.
    pub spans: Vec<Span>,
}

/// Who did what to whom.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2`, ….
    pub id: String,
    /// Stable: a hash of document, type, trigger words and participants' words.
    pub key: String,
    /// PLOVER type.
    pub r#type: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Nearest CAMEO code.
    pub cameo: Option<String>,
    /// Whether everyone acts on everyone.
    pub reciprocal: bool,
    /// Ids of entities; all of them for a reciprocal act.
    pub actors: Vec<String>,
    /// Ids of entities.
    pub recipients: Vec<String>,
    /// Everyone who has a part.
    pub participants: Vec<Participant>,
    /// What was asked, promised, threatened or refused.
    pub object: Option<Object>,
    /// To other events.
    pub relations: Vec<Relation>,
    /// When it happened.
    pub date: EventDate,
    /// Where it happened.
    pub places: Vec<EventPlace>,
    /// `happened`, `ongoing`, `planned`, `possible`, `conditional`, `denied`, `did_not_happen`.
    pub status: String,
    /// History retold, not the news.
    pub background: bool,
    /// Who stands behind it.
    pub vouched: Vec<Vouched>,
    /// Every claim in any chain.
    pub claims: Vec<String>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// The first telling.
    pub evidence: Evidence,
    /// Each place where the document tells it.
    pub tellings: Vec<Telling>,
    /// From 0 to 1.
    pub confidence: f64,
}

/// An entity's part in an event, as it was at the time.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// Id of an entity.
    pub entity: String,
    /// `actor`, `recipient`, `instrument`, `theme`, `origin` or `destination`.
    pub role: String,
    /// The words.
    pub spans: Vec<Span>,
    /// Its country at the time.
    pub country: Option<String>,
    /// Its sectors at the time.
    pub sectors: Vec<String>,
    /// Its title at the time.
    pub title: Option<String>,
}

/// What an act of speech is about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Object {
    /// Id of the row of its own.
    pub event: Option<String>,
    /// Its PLOVER type.
    pub r#type: Option<String>,
    /// The words.
    pub spans: Vec<Span>,
    /// `do` or `refrain`.
    pub polarity: String,
}

/// A tie to another event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Id of the other event.
    pub to: String,
    /// `object`, `cause`, `part` or `follows`.
    pub kind: String,
}

/// When an event happened.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EventDate {
    /// First day, ISO 8601.
    pub start: Option<String>,
    /// Last day, included.
    pub end: Option<String>,
    /// `day`, `week`, `month`, `year`, `longer` or `unknown`.
    pub precision: String,
    /// Id of the expression.
    pub time: Option<String>,
    /// `attached`, `sentence`, `document`, `not_after_published` or `unknown`.
    pub basis: String,
}

/// A place of an event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EventPlace {
    /// Id of a place.
    pub place: String,
    /// `at`, `from` or `to`.
    pub role: String,
    /// `attached`, `sentence`, `dateline` or `document`.
    pub basis: String,
}

/// One voucher of an event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Vouched {
    /// Ids of claims, innermost first; empty for the reporter's own voice.
    pub chain: Vec<String>,
    /// `asserts`, `denies` or `doubts`.
    pub stance: String,
    /// Position in `tellings`.
    pub telling: u32,
}

/// A number that belongs to an event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// What is counted.
    pub what: String,
    /// Id of an entity.
    pub of: Option<String>,
    /// Best value.
    pub value: Option<f64>,
    /// Least.
    pub low: Option<f64>,
    /// Most.
    pub high: Option<f64>,
    /// `exactly`, `about`, `at_least` or `up_to`.
    pub relation: String,
    /// Unit.
    pub unit: Option<String>,
    /// Ids of claims.
    pub claims: Vec<String>,
    /// The words.
    pub spans: Vec<Span>,
}

/// The first telling's sentence and trigger.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The sentence.
    pub sentence: Span,
    /// The words that name the act.
    pub trigger: Vec<Span>,
}

/// One place where the document tells an event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Telling {
    /// The sentence.
    pub sentence: Span,
    /// The words that name the act.
    pub trigger: Vec<Span>,
    /// The words of each participant.
    pub participants: Vec<Vec<Span>>,
}
