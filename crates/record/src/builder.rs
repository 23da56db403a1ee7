use crate::{
    Anchor, Claim, ClaimId, Document, Entity, EntityId, Event, EventId, Issue, IssueCode, Mention,
    Place, PlaceId, Reading, Span, Syntax, Time, TimeId,
};

/// Builds a [`Reading`], and refuses every row that cannot point at words.
///
/// A span is valid when it is not empty, lies in the text and on its characters, and does not
/// start or end with white space. A reference to another row is valid when that row was added
/// before. A refused row leaves the reading unchanged; [`ReadingBuilder::refuse`] notes it as an
/// issue, so that nothing is lost silently.
#[derive(Debug)]
pub struct ReadingBuilder {
    reading: Reading,
}

/// Why a row was refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RefusedRow {
    /// A span is empty, out of bounds, splits a character, or has white space at an edge.
    #[error("{row}: the span {start}..{end} does not point at words")]
    Span {
        /// What the row is.
        row: &'static str,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// The row has no words at all.
    #[error("{row}: the row points at no words")]
    NoWords {
        /// What the row is.
        row: &'static str,
    },
    /// The row names another that does not exist.
    #[error("{row}: {reference} does not exist")]
    Reference {
        /// What the row is.
        row: &'static str,
        /// The id that it names.
        reference: String,
    },
}

impl ReadingBuilder {
    /// Starts a reading of a document.
    pub fn new(document: Document, syntax: &Syntax) -> Self {
        let sentences = syntax
            .sentences
            .iter()
            .map(|sentence| sentence.span)
            .collect();
        let issues = document.issues.clone();
        Self {
            reading: Reading {
                document,
                sentences,
                issues,
                ..Reading::default()
            },
        }
    }

    /// What has been built so far.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The document, to set what the reader finds out about it.
    pub fn document_mut(&mut self) -> &mut Document {
        &mut self.reading.document
    }

    /// Adds an issue.
    pub fn issue(&mut self, issue: Issue) {
        self.reading.issues.push(issue);
    }

    /// Notes a refused row as an issue.
    pub fn refuse(&mut self, refused: &RefusedRow) {
        self.issue(Issue::with_message(
            IssueCode::RefusedRow,
            refused.to_string(),
            None,
        ));
    }

    /// Adds an entity; its members must have been added before.
    pub fn entity(&mut self, entity: Entity) -> Result<EntityId, RefusedRow> {
        const ROW: &str = "entity";
        if entity.mentions.is_empty() && entity.members.is_empty() {
            return Err(RefusedRow::NoWords { row: ROW });
        }
        self.spans(ROW, entity.mentions.iter().map(|mention| &mention.span))?;
        self.entities(ROW, &entity.members)?;
        self.reading.entities.push(entity);
        Ok(EntityId(self.reading.entities.len() as u32 - 1))
    }

    /// Adds a mention of an entity, in its place among the others.
    pub fn mention(&mut self, entity: EntityId, mention: Mention) -> Result<(), RefusedRow> {
        const ROW: &str = "mention";
        self.entities(ROW, &[entity])?;
        self.spans(ROW, [&mention.span])?;
        let mentions = &mut self.reading.entities[entity.index()].mentions;
        let place = mentions.partition_point(|other| other.span <= mention.span);
        mentions.insert(place, mention);
        Ok(())
    }

    /// Sets the country of an entity that has none, as other words of the document tell it.
    pub fn country(&mut self, entity: EntityId, country: &str) {
        if let Some(entity) = self.reading.entities.get_mut(entity.index())
            && entity.country.is_none()
        {
            entity.country = Some(country.to_owned());
        }
    }

    /// Adds a time expression.
    pub fn time(&mut self, time: Time) -> Result<TimeId, RefusedRow> {
        const ROW: &str = "time";
        self.spans(ROW, [&time.span])?;
        if let Anchor::Time(id) = time.anchor {
            exists(ROW, id.index() < self.reading.times.len(), id)?;
        }
        self.reading.times.push(time);
        Ok(TimeId(self.reading.times.len() as u32 - 1))
    }

    /// Adds a toponym.
    pub fn place(&mut self, place: Place) -> Result<PlaceId, RefusedRow> {
        const ROW: &str = "place";
        self.spans(ROW, [&place.span])?;
        self.entities(ROW, place.entity.as_slice())?;
        self.reading.places.push(place);
        Ok(PlaceId(self.reading.places.len() as u32 - 1))
    }

    /// Adds a claim; the claims that report it must have been added before.
    pub fn claim(&mut self, claim: Claim) -> Result<ClaimId, RefusedRow> {
        const ROW: &str = "claim";
        if claim.content.is_empty() {
            return Err(RefusedRow::NoWords { row: ROW });
        }
        self.spans(
            ROW,
            claim
                .source
                .spans
                .iter()
                .chain(&claim.cue)
                .chain(&claim.content),
        )?;
        self.entities(ROW, &claim.source.entities)?;
        self.entities(ROW, &claim.addressees)?;
        self.claims(ROW, &claim.within)?;
        if let Some(id) = claim.time {
            exists(ROW, id.index() < self.reading.times.len(), id)?;
        }
        if let Some(id) = claim.place {
            exists(ROW, id.index() < self.reading.places.len(), id)?;
        }
        self.reading.claims.push(claim);
        Ok(ClaimId(self.reading.claims.len() as u32 - 1))
    }

    /// Adds an event; events that it refers to must have been added before.
    pub fn event(&mut self, event: Event) -> Result<EventId, RefusedRow> {
        const ROW: &str = "event";
        if event
            .tellings
            .iter()
            .all(|telling| telling.trigger.is_empty())
        {
            return Err(RefusedRow::NoWords { row: ROW });
        }
        for telling in &event.tellings {
            self.spans(ROW, [&telling.sentence])?;
            self.spans(
                ROW,
                telling
                    .trigger
                    .iter()
                    .chain(telling.participants.iter().flatten()),
            )?;
        }
        for participant in &event.participants {
            self.entities(ROW, &[participant.entity])?;
            self.spans(ROW, &participant.spans)?;
        }
        if let Some(object) = &event.object {
            self.spans(ROW, &object.spans)?;
        }
        let object = event.object.iter().filter_map(|object| object.event);
        for id in object.chain(event.relations.iter().map(|relation| relation.to)) {
            exists(ROW, id.index() < self.reading.events.len(), id)?;
        }
        if let Some(id) = event.date.time {
            exists(ROW, id.index() < self.reading.times.len(), id)?;
        }
        for place in &event.places {
            let known = place.place.index() < self.reading.places.len();
            exists(ROW, known, place.place)?;
        }
        for vouched in &event.vouched {
            self.claims(ROW, &vouched.chain)?;
        }
        for quantity in &event.quantities {
            self.spans(ROW, &quantity.spans)?;
            self.claims(ROW, &quantity.claims)?;
            self.entities(ROW, quantity.of.as_slice())?;
        }
        self.reading.events.push(event);
        Ok(EventId(self.reading.events.len() as u32 - 1))
    }

    /// The finished reading.
    pub fn finish(self) -> Reading {
        self.reading
    }

    fn spans<'a>(
        &self,
        row: &'static str,
        spans: impl IntoIterator<Item = &'a Span>,
    ) -> Result<(), RefusedRow> {
        let text = &self.reading.document.text;
        for span in spans {
            let words = text
                .get(span.start as usize..span.end as usize)
                .unwrap_or("");
            let edge = |character: Option<char>| character.is_none_or(char::is_whitespace);
            if edge(words.chars().next()) || edge(words.chars().next_back()) {
                return Err(RefusedRow::Span {
                    row,
                    start: span.start,
                    end: span.end,
                });
            }
        }
        Ok(())
    }

    fn entities(&self, row: &'static str, ids: &[EntityId]) -> Result<(), RefusedRow> {
        ids.iter()
            .try_for_each(|id| exists(row, id.index() < self.reading.entities.len(), id))
    }

    fn claims(&self, row: &'static str, ids: &[ClaimId]) -> Result<(), RefusedRow> {
        ids.iter()
            .try_for_each(|id| exists(row, id.index() < self.reading.claims.len(), id))
    }
}

fn exists(
    row: &'static str,
    exists: bool,
    reference: impl std::fmt::Display,
) -> Result<(), RefusedRow> {
    if exists {
        Ok(())
    } else {
        Err(RefusedRow::Reference {
            row,
            reference: reference.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EntityType, Mention, MentionForm};

    fn builder(text: &str) -> ReadingBuilder {
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        ReadingBuilder::new(document, &Syntax::default())
    }

    fn entity(start: usize, end: usize) -> Entity {
        Entity {
            mentions: vec![Mention {
                span: Span {
                    start: start as u32,
                    end: end as u32,
                },
                form: MentionForm::Name,
                score: 1.0,
            }],
            ..Entity::new(EntityType::Person, "Kerry".to_owned())
        }
    }

    #[test]
    fn a_row_must_point_at_words() {
        let mut builder = builder("é Kerry met");
        assert_eq!(builder.entity(entity(3, 8)), Ok(EntityId(0)));
        for (start, end, why) in [
            (3, 3, "empty"),
            (2, 8, "white space before"),
            (3, 9, "white space after"),
            (1, 8, "inside a character"),
            (3, 80, "out of bounds"),
            (8, 3, "backwards"),
        ] {
            assert!(builder.entity(entity(start, end)).is_err(), "{why}");
        }
        assert_eq!(builder.reading().entities.len(), 1);
    }

    #[test]
    fn a_reference_must_exist() {
        let mut builder = builder("Kerry");
        let mut compound = entity(0, 5);
        compound.members = vec![EntityId(0)];
        assert!(matches!(
            builder.entity(compound.clone()),
            Err(RefusedRow::Reference { .. })
        ));
        builder.entity(entity(0, 5)).expect("the words are there");
        assert!(builder.entity(compound).is_ok());
    }
}
