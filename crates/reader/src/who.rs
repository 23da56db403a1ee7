//! Who is spoken of: names, demonyms, titles and pronouns become entities.
//!
//! Four steps: runs of capitalised words are found ([`runs`]) and cut into names ([`names`]),
//! each name is told what it names ([`kinds`]), names of one bearer are joined into entities
//! ([`entities`]) and looked up in the lexicon by the date of publication ([`link`]), and pronouns
//! and titles that stand for a person are added ([`pronouns`]).
//!
//! Merging is shy: two names that may mean two bearers stay two entities, because a wrong merge
//! puts words into the wrong mouth. Nothing is guessed: who is not in the lexicon keeps the kind
//! and country that the document's own words give.

mod entities;
mod kinds;
mod link;
mod names;
mod pronouns;
mod runs;
#[cfg(test)]
mod tests;
mod words;

use record::{EntityId, Reading, ReadingBuilder, Span, Syntax};

use crate::Knowledge;
use words::Words;

/// Adds the entities.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax, knowledge: Knowledge<'_>) {
    let document = builder.reading().document.clone();
    let words = Words::new(&document.text, syntax, knowledge);
    let mut found = names::find(&words, &document);
    kinds::settle(&mut found, &words);
    let published = document.published.interval;
    let mut drafts = entities::join(found, &words, published);
    pronouns::add(&mut drafts, &words);
    for draft in drafts {
        if let Err(refused) = builder.entity(draft.entity) {
            builder.refuse(&refused);
        }
    }
}

/// The mentions of a reading in text order, for looking up who is spoken of where.
#[derive(Clone, Debug, Default)]
pub struct MentionIndex {
    mentions: Vec<(Span, EntityId)>,
}

impl MentionIndex {
    /// Indexes the mentions that a reading holds now.
    pub fn new(reading: &Reading) -> Self {
        let mut mentions: Vec<_> = (0..)
            .zip(&reading.entities)
            .flat_map(|(index, entity)| {
                let spans = entity.mentions.iter().map(|mention| mention.span);
                spans.map(move |span| (span, EntityId(index)))
            })
            .collect();
        mentions.sort_unstable();
        Self { mentions }
    }

    /// The mentions that overlap a span, in text order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (Span, EntityId)> {
        // Names of one text hardly overlap, so that one step back finds what reaches in.
        let first = self
            .mentions
            .partition_point(|(other, _)| other.start < span.start);
        self.mentions[first.saturating_sub(1)..]
            .iter()
            .take_while(move |(other, _)| other.start < span.end)
            .filter(move |(other, _)| other.overlaps(span))
            .copied()
    }

    /// The entity that a phrase is about: the last mention in it, which in English is its head
    /// ("Russian Foreign Minister Sergei Lavrov").
    pub fn head(&self, span: Span) -> Option<EntityId> {
        self.within(span).last().map(|(_, entity)| entity)
    }
}

/// The entity of the last mention in a span. Looks at every mention of the reading: whoever asks
/// often makes a [`MentionIndex`] once.
pub fn entity_at(reading: &Reading, span: Span) -> Option<EntityId> {
    MentionIndex::new(reading).head(span)
}
