//! What a reading is: the document, its syntax, and the rows found in it.
//!
//! This crate knows nothing of how a reading is made or where it is kept. Inside Dateline every
//! offset is a UTF-8 byte offset ([`Span`]); [`wire`] holds the format that leaves the process,
//! where offsets are Unicode code points, and converts once, at that edge.

mod builder;
pub mod conllu;
mod document;
mod ids;
mod issue;
mod reading;
mod span;
mod syntax;
pub mod wire;

pub use builder::{ReadingBuilder, RefusedRow};
pub use document::{
    Basis, Block, BlockKind, DateBasis, DateInterval, Document, PageType, Published,
};
pub use ids::{ClaimId, EntityId, EventId, PlaceId, TimeId};
pub use issue::{Issue, IssueCode};
pub use jiff::civil::Date;
pub use reading::{
    Anchor, Claim, ClaimKind, Entity, EntityBasis, EntityType, Event, EventDate, EventDateBasis,
    EventPlace, EventPlaceBasis, EventPlaceRole, EventPrecision, Generator, Mention, MentionForm,
    Object, Participant, Place, PlacePrecision, Polarity, Quantity, QuantityRelation, Reading,
    Relation, RelationKind, Role, Source, SpeechAct, Stance, Status, Telling, Time, TimeType,
    Vouched,
};
pub use span::Span;
pub use syntax::{
    DependencyRelation, Name, NameKind, Sentence, SpeechCue, Symbol, Symbols, Syntax, Token,
    TokenKind, Tree, Upos,
};
