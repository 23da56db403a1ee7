//! The lines of a record block: one expectation a line, in words that an editor would use.
//!
//! `specs/README.md` explains the language; its examples are parsed by a test here.

use record::{Date, DateInterval};

/// What must be so.
#[derive(Clone, PartialEq, Debug)]
pub enum Expectation {
    /// `title "…"` or `title unknown`; likewise `publisher` and `agency`.
    Field(Field, Option<Words>),
    /// `byline "…" "…"` or `byline unknown`.
    Byline(Vec<Words>),
    /// `published 2016-12-08 inferred`.
    Published(Published),
    /// `page live`.
    Page(String),
    /// `block caption "…"`: a block of this kind with these words.
    Block(String, Words),
    /// `no block promotion`: no block of this kind.
    NoBlock(String),
    /// `noise "…"`: the words stand only where nothing is mined.
    Noise(Words),
    /// `story "…"`: the words stand in the story.
    Story(Words),
    /// `issue D0302`.
    Issue(String),
    /// `no issue`, `no issue D0302`.
    NoIssue(Option<String>),
    /// `sentence "…"`: just this is a sentence.
    Sentence(Words),
    /// `no sentence "…"`.
    NoSentence(Words),
    /// `events 2`: so many rows and no more.
    Count(Rows, usize),
    /// `entity person "John Kerry" USA GOV`.
    Entity(Entity),
    /// `no entity person "…"`.
    NoEntity(Option<String>, Words),
    /// `same "Kerry" = "he"`: one entity.
    Same(Vec<Words>),
    /// `apart "Kerry" / "Lavrov"`: entities that are not one.
    Apart(Vec<Words>),
    /// `time "late Wednesday" DATE 2016-12-07`.
    Time(Time),
    /// `no time`, `no time "…"`.
    NoTime(Option<Words>),
    /// `place "Aleppo" SYR 170063`.
    Place(Place),
    /// `no place`, `no place "…"`.
    NoPlace(Option<Words>),
    /// `claim direct "Kerry" = John Kerry, told: "…"`.
    Claim(Box<Claim>),
    /// `no claim`, `no claim "…"`: nobody is made to say these words.
    NoClaim(Option<Words>),
    /// `event CONSULT/visit happened "met": John Kerry + Sergei Lavrov; on 2016-12-07`.
    Event(Box<Event>),
    /// `no event`, `no event ASSAULT`, `no event "met"`.
    NoEvent(Option<String>, Option<Words>),
}

/// Words of the article: a stretch between quotation marks, and which of its occurrences is meant.
/// ` … ` stands for words left out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Words {
    /// As written between the marks.
    pub text: String,
    /// `#2`: the second place where they stand; any place when not said.
    pub occurrence: Option<usize>,
}

/// A value of the document that is one string.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Field {
    Title,
    Publisher,
    Agency,
}

/// A table of the reading.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Rows {
    Blocks,
    Sentences,
    Entities,
    Times,
    Places,
    Claims,
    Events,
}

/// When the page was published.
#[derive(Clone, PartialEq, Debug)]
pub enum Published {
    /// `unknown`.
    Unknown,
    /// A day or an interval, and how it is known.
    Is(DateInterval, Option<String>),
    /// `not 2014`: neither this nor any part of it.
    Not(DateInterval),
}

/// What an entity must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// `person`, `place`, ….
    pub kind: String,
    /// Its name, or words that mention it.
    pub words: Words,
    /// `USA`; `-` for none; not checked when not said.
    pub country: Option<String>,
    /// Sectors, all of which it must have.
    pub sectors: Vec<String>,
    /// `title "…"`.
    pub title: Option<Words>,
    /// `wikidata Q22316`.
    pub wikidata: Option<String>,
}

/// What a time expression must mean.
#[derive(Clone, PartialEq, Debug)]
pub struct Time {
    /// Its words.
    pub words: Words,
    /// `DATE`, `TIME`, `DURATION`, `SET`.
    pub kind: Option<String>,
    /// TIMEX3 value.
    pub value: Option<String>,
    /// `days 2016-12-05..2016-12-11`.
    pub days: Option<DateInterval>,
}

/// What a toponym must be.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Its words.
    pub words: Words,
    /// ISO 3166-1 alpha-3; `-` for none.
    pub country: Option<String>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// `near 36.2 37.2`: within 50 km.
    pub near: Option<(f64, f64)>,
    /// `unresolved`: the words are a place, and which one is not known.
    pub unresolved: bool,
}

/// Who must say what.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// `direct`, `indirect`, `mixed`.
    pub kind: String,
    /// The words that name the source; `nobody` when the text names none.
    pub source: Option<Words>,
    /// Who that is.
    pub names: Vec<Words>,
    /// The words of saying.
    pub cue: Option<Words>,
    /// What is said.
    pub content: Vec<Words>,
    /// `act deny`.
    pub act: Option<String>,
    /// `to reporters`.
    pub addressees: Vec<Words>,
    /// `within Interfax`: whose claim reports this one.
    pub within: Option<Words>,
    /// `anonymous`: the source's name is kept back.
    pub anonymous: bool,
}

/// Who must have done what to whom.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Event {
    /// PLOVER type.
    pub kind: String,
    /// PLOVER mode; `-` for none.
    pub mode: Option<String>,
    /// `happened`, `planned`, ….
    pub status: Option<String>,
    /// The words that tell it.
    pub trigger: Option<Words>,
    /// Actors; `None` when not said.
    pub actors: Option<Names>,
    /// Recipients; `None` when not said.
    pub recipients: Option<Names>,
    /// `on …` and `by …`.
    pub date: Option<EventDate>,
    /// `at`, `from`, `to`, and a place; no words for `at nowhere`.
    pub places: Vec<(String, Option<Words>)>,
    /// Stance and sources, outermost first; no source for the reporter.
    pub vouched: Vec<(String, Vec<Words>)>,
    /// `object RETREAT refrain "…"`.
    pub object: Option<Object>,
    /// `background` or `news`.
    pub background: Option<bool>,
    /// `count killed 12`.
    pub quantities: Vec<(String, f64)>,
    /// `with "…"`.
    pub instruments: Vec<Words>,
}

/// Names of entities.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Names {
    /// Each of them.
    pub names: Vec<Words>,
    /// `+ …`: there may be more.
    pub more: bool,
}

/// When an event must have happened.
#[derive(Clone, PartialEq, Debug)]
pub enum EventDate {
    /// `on unknown`.
    Unknown,
    /// `on 2016-12-07`.
    On(DateInterval),
    /// `by 2016-12-08`: no later than the page was published.
    By(Date),
}

/// What an act of speech must be about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Object {
    /// PLOVER type.
    pub kind: Option<String>,
    /// Not to do it.
    pub refrain: bool,
    /// The words.
    pub words: Option<Words>,
}
