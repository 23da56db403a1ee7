//! Rows: from the drafts of a sentence to events of the reading.

use std::collections::HashMap;

use lexicon::Lexicon;
use record::{
    Entity, EntityId, Event, EventDateBasis, EventPlaceRole, Mention, MentionForm, Object,
    Participant, Reading, ReadingBuilder, Role, Span, Status, Syntax, Telling, Vouched,
};

use crate::who::descriptions;

use super::clauses::Clauses;
use super::compose::Draft;
use super::confidence;
use super::dates::Times;
use super::groups::Group;
use super::line::{Line, Tag};
use super::merge::Merged;
use super::parties::{Party, Who};
use super::places::Toponyms;
use super::quantities::quantities;
use super::vouchers::{Contents, stance};

/// What the rows of one sentence are made from.
pub(super) struct Sentence<'a> {
    pub(super) span: Span,
    pub(super) block: usize,
    pub(super) line: &'a Line<'a>,
    pub(super) clauses: &'a Clauses,
    pub(super) groups: &'a [Group],
    pub(super) times: &'a Times<'a>,
    pub(super) toponyms: &'a Toponyms,
    pub(super) contents: &'a Contents,
    pub(super) topic: f32,
}

/// The rows of a document so far; entities that only words describe are made at the end.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<(Event, Vec<(Role, Party)>)>,
}

impl Rows {
    /// Adds the row of a draft, if it is sure enough.
    pub(super) fn add(&mut self, reading: &Reading, sentence: &Sentence<'_>, draft: &Draft<'_>) {
        let line = sentence.line;
        let trigger = &draft.trigger;
        let confidence = confidence::confidence(draft, trigger, sentence.topic);
        if confidence < confidence::LEAST {
            return;
        }
        let trigger_spans = spans(line, &trigger.matched);
        let first = trigger_spans[0];
        let chain = sentence.contents.chain(reading, first);
        let mut parties: Vec<(Role, Party)> = Vec::new();
        for (role, list) in [
            (Role::Actor, &draft.roles.actors),
            (Role::Recipient, &draft.roles.recipients),
        ] {
            for party in list {
                let known = match party.who {
                    Who::Speaker => chain
                        .first()
                        .map(|claim| &reading.claims[claim.index()].source.entities)
                        .into_iter()
                        .flatten()
                        .map(|&entity| Party {
                            who: Who::Known(entity),
                            span: party.span,
                        })
                        .collect(),
                    _ => vec![party.clone()],
                };
                for party in known {
                    if !parties.iter().any(|(_, other)| other.who == party.who) {
                        parties.push((role, party));
                    }
                }
            }
        }
        // “The rebels will be destroyed if they stay”, said by a minister, is the minister's threat.
        if draft.kind == "THREATEN" && !parties.iter().any(|(role, _)| *role == Role::Actor) {
            let source = chain
                .first()
                .map(|claim| &reading.claims[claim.index()].source);
            if let Some(source) = source {
                for (&entity, &span) in source.entities.iter().zip(&source.spans) {
                    let party = Party {
                        who: Who::Known(entity),
                        span,
                    };
                    parties.push((Role::Actor, party));
                }
            }
        }
        let status = self::status(draft, reading, &chain);
        let own_clause = sentence.clauses.of(trigger.start);
        let same_clause = |span: Span| {
            let token = line
                .tokens
                .partition_point(|token| token.span.end <= span.start);
            sentence.clauses.of(token) == own_clause
        };
        let date = sentence
            .times
            .date_of(reading, sentence.span, first, same_clause, status);
        let background = background(reading, sentence, draft, &date);
        let governed = |span: Span| -> Option<EventPlaceRole> {
            if !same_clause(span) {
                return None;
            }
            let token = line
                .tokens
                .partition_point(|token| token.span.end <= span.start);
            let group = sentence.groups.iter().find(|group| group.holds(token))?;
            let preposition = group.after?;
            if preposition + 1 < trigger.start && group.end + 3 < trigger.start {
                return None;
            }
            match line.lower(preposition) {
                "in" | "at" | "near" | "outside" | "inside" | "around" | "across"
                | "throughout" => Some(EventPlaceRole::At),
                // “Talks on Syria” are about it, wherever they are held.
                "on" if may_be_on(reading, span, &draft.kind) => Some(EventPlaceRole::At),
                "from" => Some(EventPlaceRole::From),
                "to" | "into" | "toward" | "towards" => Some(EventPlaceRole::To),
                "of" if trigger.kind == lexicon::frames::UnitKind::Noun
                    && preposition == trigger.end =>
                {
                    Some(EventPlaceRole::At)
                }
                _ => None,
            }
        };
        let named = |span: Span| parties.iter().any(|(_, party)| party.span.overlaps(span));
        let places = sentence.toponyms.of(sentence.span, governed, named);
        let (from, to) = window(sentence, draft);
        let mut quantities = quantities(line, sentence.groups, from, to);
        for quantity in &mut quantities {
            quantity.claims.clone_from(&chain);
        }
        let vouched = Vouched {
            stance: chain.first().map_or(record::Stance::Asserts, |claim| {
                stance(&reading.claims[claim.index()])
            }),
            chain,
            telling: 0,
        };
        let object = draft.object.as_ref().map(|object| Object {
            event: None,
            kind: object.kind.clone(),
            spans: vec![line.span(object.start, object.end)],
            polarity: object.polarity,
        });
        let event = Event {
            kind: draft.kind.clone(),
            modes: draft.mode.iter().cloned().collect(),
            contexts: draft.contexts.clone(),
            quad: draft.quad,
            cameo: Some(draft.cameo.clone()),
            reciprocal: trigger.frame.reciprocal
                && draft.kind == trigger.frame.event_type
                && parties.len() > 1,
            participants: Vec::new(),
            object,
            relations: Vec::new(),
            date,
            places,
            status,
            background,
            vouched: vec![vouched],
            quantities,
            tellings: vec![Telling {
                sentence: sentence.span,
                trigger: trigger_spans,
                participants: parties.iter().map(|(_, party)| vec![party.span]).collect(),
            }],
            confidence,
        };
        self.rows.push((event, parties));
    }

    /// Makes the entities that only words describe, and merges the rows.
    pub(super) fn into_events(
        self,
        builder: &mut ReadingBuilder,
        syntax: &Syntax,
        lexicon: &Lexicon,
        merged: &mut Merged,
    ) {
        let mut described: HashMap<(String, Option<String>), EntityId> = HashMap::new();
        for (mut event, parties) in self.rows {
            for (role, party) in parties {
                let entity = match party.who {
                    Who::Known(entity) => Some(entity),
                    Who::Described { name, country } => {
                        let text = &builder.reading().document.text;
                        let kind = descriptions::kind(syntax, lexicon, text, party.span);
                        let mut entity = Entity::new(kind, name);
                        entity.country = country;
                        entity.sectors = descriptions::sectors(syntax, lexicon, text, party.span);
                        describe(builder, &mut described, entity, party.span)
                    }
                    Who::Speaker => None,
                };
                let Some(entity) = entity else {
                    continue;
                };
                let row = &builder.reading().entities[entity.index()];
                event.participants.push(Participant {
                    entity,
                    role,
                    spans: vec![party.span],
                    country: row.country.clone(),
                    sectors: row.sectors.clone(),
                    title: row.titles.first().cloned(),
                });
            }
            merged.add(event);
        }
    }
}

fn describe(
    builder: &mut ReadingBuilder,
    described: &mut HashMap<(String, Option<String>), EntityId>,
    mut entity: Entity,
    span: Span,
) -> Option<EntityId> {
    let pronoun = matches!(entity.name.as_str(), "he" | "she" | "they" | "them" | "him");
    let form = if pronoun {
        MentionForm::Pronoun
    } else {
        MentionForm::Nominal
    };
    let mention = Mention {
        span,
        form,
        score: 0.6,
    };
    let key = (entity.name.to_lowercase(), entity.country.clone());
    if let Some(&known) = described.get(&key).filter(|_| !pronoun) {
        let there = builder.reading().entities[known.index()]
            .mentions
            .iter()
            .any(|mention| mention.span == span);
        if !there && let Err(refused) = builder.mention(known, mention) {
            builder.refuse(&refused);
        }
        return Some(known);
    }
    entity.mentions.push(mention);
    match builder.entity(entity) {
        Ok(id) => {
            described.insert(key, id);
            Some(id)
        }
        Err(refused) => {
            builder.refuse(&refused);
            None
        }
    }
}

/// Runs of matched tokens as spans.
fn spans(line: &Line<'_>, matched: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut previous = usize::MAX;
    for &token in matched {
        let span = line.tokens[token].span;
        match spans.last_mut() {
            Some(last) if previous + 1 == token => *last = last.cover(span),
            _ => spans.push(span),
        }
        previous = token;
    }
    spans
}

fn status(draft: &Draft<'_>, reading: &Reading, chain: &[record::ClaimId]) -> Status {
    let denied = chain
        .first()
        .is_some_and(|claim| stance(&reading.claims[claim.index()]) == record::Stance::Denies);
    if denied && matches!(draft.reality.status, Status::Happened | Status::Ongoing) {
        Status::Denied
    } else {
        draft.reality.status
    }
}

/// History retold: the past perfect, a date long before publication, or a picture's caption.
fn background(
    reading: &Reading,
    sentence: &Sentence<'_>,
    draft: &Draft<'_>,
    date: &record::EventDate,
) -> bool {
    const NEWS_DAYS: i32 = 45;
    let published = reading.document.published.interval;
    let dated = matches!(
        date.basis,
        EventDateBasis::Attached | EventDateBasis::Sentence
    );
    let old = match (published, date.end) {
        (Some(published), Some(end)) if dated => end
            .until(published.start)
            .is_ok_and(|age| age.get_days() > NEWS_DAYS),
        _ => false,
    };
    let caption = reading
        .document
        .blocks
        .get(sentence.block)
        .is_some_and(|block| block.kind == record::BlockKind::Caption);
    let dated_to_news = dated
        && published.is_some_and(|published| {
            date.start.is_some_and(|start| {
                start >= published.start
                    || start
                        .until(published.start)
                        .is_ok_and(|age| age.get_days() <= 1)
            })
        });
    draft.reality.earlier && !dated_to_news || old || caption && !dated_to_news
}

/// The tokens that an event's numbers may stand in: its clause, from its subject on.
fn window(sentence: &Sentence<'_>, draft: &Draft<'_>) -> (usize, usize) {
    let clause = sentence.clauses.of(draft.trigger.start);
    let start = sentence.clauses.list[clause]
        .start
        .min(draft.trigger.start)
        .max(draft.trigger.start.saturating_sub(16));
    let end = (draft.trigger.end..sentence.line.len().min(draft.trigger.end + 20))
        .find(|&token| {
            sentence.clauses.of(token) != clause && sentence.line.tags[token] != Tag::Mark
        })
        .unwrap_or_else(|| sentence.line.len().min(draft.trigger.end + 20));
    (start, end)
}

/// Whether something can happen on a place: on a square, an island or a coast, and an attack on any.
fn may_be_on(reading: &Reading, span: Span, kind: &str) -> bool {
    let violent = matches!(kind, "ASSAULT" | "MOBILIZE" | "COERCE");
    let mut places = reading.places.iter().filter(|place| place.span == span);
    let wide = places.any(|place| {
        let feature = place.feature.as_deref().unwrap_or("PPL");
        ["PPL", "PCL", "ADM", "CONT", "RGN"]
            .iter()
            .any(|wide| feature.starts_with(wide))
    });
    violent || !wide
}
