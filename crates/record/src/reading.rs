// tidy: over 600 lines because the rows of one reading are read side by side.

use jiff::civil::Date;

use crate::document::names;
use crate::{ClaimId, Document, EntityId, EventId, Issue, PlaceId, Span, TimeId};

/// One document, read: every row points at the words that say it.
///
/// Made by [`crate::ReadingBuilder`], which refuses rows without valid spans.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What was read.
    pub document: Document,
    /// Sentences of the content blocks, in text order.
    pub sentences: Vec<Span>,
    /// Who and what is spoken of.
    pub entities: Vec<Entity>,
    /// Time expressions, in text order.
    pub times: Vec<Time>,
    /// Toponyms, in text order.
    pub places: Vec<Place>,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// What a user of this reading must know.
    pub issues: Vec<Issue>,
}

/// The versions that made a reading.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Generator {
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

/// Somebody or something that the document names or describes.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// Person, organisation, ….
    pub kind: EntityType,
    /// The fullest name that the lexicon or the text gives.
    pub name: String,
    /// Titles as the text gives them.
    pub titles: Vec<String>,
    /// The parts of a compound (“the six governments”).
    pub members: Vec<EntityId>,
    /// ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG, ISM, UNO, EUR.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Where country and sectors came from.
    pub basis: EntityBasis,
    /// Key of the lexicon's row.
    pub lexicon: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title of the English Wikipedia's page.
    pub wikipedia: Option<String>,
    /// Where it is spoken of, in text order; never empty, except for a compound's.
    pub mentions: Vec<Mention>,
}

impl Entity {
    /// An entity of which nothing is known but what the text calls it.
    pub fn new(kind: EntityType, name: String) -> Self {
        Self {
            kind,
            name,
            titles: Vec::new(),
            members: Vec::new(),
            country: None,
            sectors: Vec::new(),
            basis: EntityBasis::Text,
            lexicon: None,
            wikidata: None,
            wikipedia: None,
            mentions: Vec::new(),
        }
    }
}

/// One place where an entity is spoken of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// By what kind of words.
    pub form: MentionForm,
    /// From 0 to 1: how sure it is that these words mean this entity.
    pub score: f32,
}

names! {
    /// What an entity is.
    EntityType {
        /// A human being.
        Person "person",
        /// A body with members and a name.
        Organization "organization",
        /// A country, city, region, river.
        Place "place",
        /// People without an organisation (“rebels”, “Kurds”).
        Group "group",
        /// A building, airport, camp.
        Facility "facility",
        /// A thing made and sold.
        Product "product",
        /// A book, law, treaty, newspaper issue.
        Work "work",
        /// Anything else with a name.
        Other "other",
    }
}

names! {
    /// By what kind of words an entity is mentioned.
    MentionForm {
        /// A name.
        Name "name",
        /// An adjective or noun of nationality.
        Demonym "demonym",
        /// A description.
        Nominal "nominal",
        /// A pronoun.
        Pronoun "pronoun",
    }
}

names! {
    /// Where an entity's country and sectors came from.
    EntityBasis {
        /// A row of the lexicon.
        Lexicon "lexicon",
        /// A title next to the name.
        Title "title",
        /// Other words of the document.
        Context "context",
        /// Only its own words.
        Text "text",
    }
}

/// A time expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier.
    pub modifier: Option<String>,
    /// First day, where it can be placed.
    pub from: Option<Date>,
    /// Last day, included.
    pub to: Option<Date>,
    /// What it was resolved against.
    pub anchor: Anchor,
}

names! {
    /// TIMEX3 types.
    TimeType {
        /// A day or longer.
        Date "DATE",
        /// Shorter than a day.
        Time "TIME",
        /// A length of time.
        Duration "DURATION",
        /// Something that recurs.
        Set "SET",
    }
}

/// What a time expression was resolved against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The publication date.
    Published,
    /// Another expression of the document.
    Time(TimeId),
    /// Nothing: it says its own date, or none.
    Explicit,
}

/// A toponym, resolved when the text allows.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// The entity that it is.
    pub entity: Option<EntityId>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// `GeoNames` feature code.
    pub feature: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-order division.
    pub admin1: Option<String>,
    /// How much ground the toponym covers.
    pub precision: Option<PlacePrecision>,
    /// From 0 to 1.
    pub confidence: f32,
}

names! {
    /// How much ground a toponym covers.
    PlacePrecision {
        /// A spot.
        Point "point",
        /// A town.
        City "city",
        /// A second-order division.
        Admin2 "admin2",
        /// A first-order division.
        Admin1 "admin1",
        /// A country.
        Country "country",
        /// Any larger or looser stretch.
        Region "region",
    }
}

/// Somebody's word: source, cue and content.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// In quotation marks or not.
    pub kind: ClaimKind,
    /// What is done by saying it.
    pub act: SpeechAct,
    /// How firmly the text lets the source stand behind it (`states`, `claims`, `hopes`, …).
    pub strength: String,
    /// Whether the cue is negated (“did not say”).
    pub negated: bool,
    /// Who says it.
    pub source: Source,
    /// The words of saying.
    pub cue: Vec<Span>,
    /// The dictionary form of the cue.
    pub cue_lemma: String,
    /// What is said.
    pub content: Vec<Span>,
    /// To whom.
    pub addressees: Vec<EntityId>,
    /// By what means (`interview`, `statement`, …).
    pub channel: Option<String>,
    /// When it was said.
    pub time: Option<TimeId>,
    /// Where it was said.
    pub place: Option<PlaceId>,
    /// The claims that report this one, innermost first.
    pub within: Vec<ClaimId>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Who says a claim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Source {
    /// The words; empty when the text names none.
    pub spans: Vec<Span>,
    /// Whom they mean; several for a joint statement.
    pub entities: Vec<EntityId>,
    /// Whether the text keeps the name back (“officials”, “people familiar with”).
    pub anonymous: bool,
}

names! {
    /// Whether a claim's content is in quotation marks.
    ClaimKind {
        /// Wholly.
        Direct "direct",
        /// Not at all.
        Indirect "indirect",
        /// In part.
        Mixed "mixed",
    }
}

names! {
    /// What is done by saying something.
    SpeechAct {
        /// Say that it is so.
        Assert "assert",
        /// Say that it is not so.
        Deny "deny",
        /// Want somebody to act.
        Demand "demand",
        /// Announce harm.
        Threaten "threaten",
        /// Bind oneself.
        Promise "promise",
        /// Speak well of.
        Praise "praise",
        /// Blame.
        Accuse "accuse",
        /// Be sorry.
        Regret "regret",
        /// Put a question.
        Ask "ask",
        /// Look ahead.
        Expect "expect",
    }
}

/// Who did what to whom.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// PLOVER type, in capitals.
    pub kind: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Nearest CAMEO code.
    pub cameo: Option<String>,
    /// Whether everyone acts on everyone (a meeting).
    pub reciprocal: bool,
    /// Everyone who has a part, in text order within a role.
    pub participants: Vec<Participant>,
    /// What was asked, promised, threatened or refused.
    pub object: Option<Object>,
    /// To other events.
    pub relations: Vec<Relation>,
    /// When it happened.
    pub date: EventDate,
    /// Where it happened.
    pub places: Vec<EventPlace>,
    /// Whether it happened at all.
    pub status: Status,
    /// History retold, not the news.
    pub background: bool,
    /// Who stands behind it.
    pub vouched: Vec<Vouched>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
    /// Each place where the document tells it; never empty, the first is the evidence.
    pub tellings: Vec<Telling>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// An entity's part in an event, as it was at the time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Participant {
    /// Who.
    pub entity: EntityId,
    /// In what role.
    pub role: Role,
    /// The words that name it there.
    pub spans: Vec<Span>,
    /// Its country at the time.
    pub country: Option<String>,
    /// Its sectors at the time.
    pub sectors: Vec<String>,
    /// Its title at the time.
    pub title: Option<String>,
}

names! {
    /// A participant's role.
    Role {
        /// Who does it.
        Actor "actor",
        /// To whom it is done.
        Recipient "recipient",
        /// With what.
        Instrument "instrument",
        /// What is moved, given, seized.
        Theme "theme",
        /// From where.
        Origin "origin",
        /// To where.
        Destination "destination",
    }
}

/// What an act of speech is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Object {
    /// The row of its own, if it has one.
    pub event: Option<EventId>,
    /// Its PLOVER type, with the mode after a slash where one is clear.
    pub kind: Option<String>,
    /// The words.
    pub spans: Vec<Span>,
    /// To do it, or not to.
    pub polarity: Polarity,
}

names! {
    /// Whether an object is to be done.
    Polarity {
        /// Do it.
        Do "do",
        /// Do not.
        Refrain "refrain",
    }
}

/// A tie to another event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Relation {
    /// The other event.
    pub to: EventId,
    /// What ties them.
    pub kind: RelationKind,
}

names! {
    /// What ties two events.
    RelationKind {
        /// The other is what this act of speech is about.
        Object "object",
        /// The other brought it about.
        Cause "cause",
        /// It is a part of the other.
        Part "part",
        /// It came after the other.
        Follows "follows",
    }
}

/// When an event happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EventDate {
    /// First day.
    pub start: Option<Date>,
    /// Last day, included.
    pub end: Option<Date>,
    /// How finely it is known.
    pub precision: EventPrecision,
    /// The expression that says so.
    pub time: Option<TimeId>,
    /// How it was found.
    pub basis: EventDateBasis,
}

impl EventDate {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Self {
            start: None,
            end: None,
            precision: EventPrecision::Unknown,
            time: None,
            basis: EventDateBasis::Unknown,
        }
    }
}

names! {
    /// How finely an event's date is known.
    EventPrecision {
        /// To the day.
        Day "day",
        /// To the week.
        Week "week",
        /// To the month.
        Month "month",
        /// To the year.
        Year "year",
        /// A longer stretch.
        Longer "longer",
        /// Not at all.
        Unknown "unknown",
    }
}

names! {
    /// How an event's date was found.
    EventDateBasis {
        /// The expression belongs to the event's own words.
        Attached "attached",
        /// It stands in the same sentence.
        Sentence "sentence",
        /// It rules this part of the document.
        Document "document",
        /// Only that it was before publication.
        NotAfterPublished "not_after_published",
        /// Not found.
        Unknown "unknown",
    }
}

/// A place of an event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EventPlace {
    /// Which toponym.
    pub place: PlaceId,
    /// At, from or to.
    pub role: EventPlaceRole,
    /// How it was found.
    pub basis: EventPlaceBasis,
}

names! {
    /// A place's role in an event.
    EventPlaceRole {
        /// It happened there.
        At "at",
        /// It started there.
        From "from",
        /// It ended there.
        To "to",
    }
}

names! {
    /// How an event's place was found.
    EventPlaceBasis {
        /// The toponym belongs to the event's own words.
        Attached "attached",
        /// It stands in the same sentence.
        Sentence "sentence",
        /// It is the dateline's.
        Dateline "dateline",
        /// It is what the document is about.
        Document "document",
    }
}

names! {
    /// Whether an event happened.
    Status {
        /// It did.
        Happened "happened",
        /// It is under way.
        Ongoing "ongoing",
        /// It is meant to.
        Planned "planned",
        /// It may.
        Possible "possible",
        /// It hangs on something else.
        Conditional "conditional",
        /// Somebody says it did not.
        Denied "denied",
        /// It did not.
        DidNotHappen "did_not_happen",
    }
}

/// One voucher of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vouched {
    /// The claims that carry it, innermost first; empty for the reporter's own voice.
    pub chain: Vec<ClaimId>,
    /// How the voucher stands to it.
    pub stance: Stance,
    /// Position of the telling in the event's list.
    pub telling: u32,
}

names! {
    /// How a voucher stands to an event.
    Stance {
        /// It is so.
        Asserts "asserts",
        /// It is not so.
        Denies "denies",
        /// It may not be so.
        Doubts "doubts",
    }
}

/// A number that belongs to an event.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// What is counted (`killed`, `wounded`, `duration`, `money`, …).
    pub what: String,
    /// Of whom.
    pub of: Option<EntityId>,
    /// The best value.
    pub value: Option<f64>,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// How the words bound it.
    pub relation: QuantityRelation,
    /// `people`, `percent`, `day`, `USD`, ….
    pub unit: Option<String>,
    /// The claims that carry it.
    pub claims: Vec<ClaimId>,
    /// The words.
    pub spans: Vec<Span>,
}

names! {
    /// How words bound a number.
    QuantityRelation {
        /// This number.
        Exactly "exactly",
        /// Near it.
        About "about",
        /// It or more.
        AtLeast "at_least",
        /// It or fewer.
        UpTo "up_to",
    }
}

/// One place where the document tells an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Telling {
    /// The sentence.
    pub sentence: Span,
    /// The words that name the act.
    pub trigger: Vec<Span>,
    /// The words of each participant there.
    pub participants: Vec<Vec<Span>>,
}
