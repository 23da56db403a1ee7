//! Who a noun group names: an entity that is known already, or one described by the group's words.

use lexicon::frames::Classes;
use record::{EntityId, EntityType, MentionForm, Reading, Span};

use super::groups::Group;
use super::line::{Line, Tag};

/// Somebody with a part in an event.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Party {
    pub(super) who: Who,
    /// The words that name it there.
    pub(super) span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Who {
    /// An entity of the reading.
    Known(EntityId),
    /// People or a body that only these words describe.
    Described {
        name: String,
        country: Option<String>,
    },
    /// “I” and “we” of a quotation: whoever is quoted.
    Speaker,
}

/// The mentions of a document in text order.
pub(super) struct Mentions {
    list: Vec<(Span, EntityId, MentionForm)>,
}

impl Mentions {
    pub(super) fn new(reading: &Reading) -> Self {
        let mut list: Vec<_> = reading
            .entities
            .iter()
            .enumerate()
            .flat_map(|(index, entity)| {
                entity
                    .mentions
                    .iter()
                    .map(move |mention| (mention.span, EntityId(index as u32), mention.form))
            })
            .collect();
        list.sort_by_key(|(span, entity, _)| (span.start, span.end, *entity));
        Self { list }
    }

    /// The mentions that start inside a span, or just before it and reach in.
    pub(super) fn within(
        &self,
        span: Span,
    ) -> impl Iterator<Item = &(Span, EntityId, MentionForm)> {
        let first = self
            .list
            .partition_point(|(mention, ..)| mention.start < span.start)
            .saturating_sub(3);
        self.list[first..]
            .iter()
            .take_while(move |(mention, ..)| mention.start < span.end)
            .filter(move |(mention, ..)| mention.overlaps(span))
    }
}

/// Nouns that only count the people named after “of”.
const COUNTERS: &[&str] = &[
    "hundreds",
    "thousands",
    "dozens",
    "scores",
    "tens",
    "number",
    "group",
    "groups",
    "majority",
    "series",
    "crowd",
    "crowds",
    "one",
    "some",
    "many",
    "most",
    "two",
    "three",
    "four",
    "several",
    "pair",
    "handful",
];

/// Looks up who is named where in one sentence.
pub(super) struct Cast<'a> {
    pub(super) line: &'a Line<'a>,
    pub(super) groups: &'a [Group],
    pub(super) mentions: &'a Mentions,
    pub(super) reading: &'a Reading,
    /// Groups that are times.
    pub(super) timed: &'a [bool],
}

impl Cast<'_> {
    /// Whom a group names, if it can act: by its head.
    pub(super) fn party(&self, position: usize) -> Option<Party> {
        if self.timed[position] {
            return None;
        }
        let group = &self.groups[position];
        let line = self.line;
        let head = line.tokens[group.head].span;
        // “Secretary of State John Kerry”: the name stands in the phrase that follows the title.
        if let Some(named) = self.named_after(position) {
            return Some(named);
        }
        if line.tags[group.head] == Tag::Pronoun {
            return self.pronoun(group);
        }
        // “Hundreds of students”, “a group of rebels”: whoever is counted acts.
        if line.is_any(group.head, COUNTERS)
            && line.is(group.end, "of")
            && self
                .groups
                .get(position + 1)
                .is_some_and(|next| next.start == group.end + 1)
        {
            return self.party(position + 1);
        }
        let agent = line.classes(group.head).any(Classes::AGENT);
        let mention = self
            .mentions
            .within(head)
            .filter(|(_, entity, form)| {
                !(agent && *form == MentionForm::Demonym) && self.acts(*entity)
            })
            .max_by_key(|(span, ..)| span.len());
        if let Some(&(span, entity, _)) = mention {
            return Some(Party {
                who: Who::Known(entity),
                span,
            });
        }
        if agent {
            return Some(self.described(position));
        }
        (line.tags[group.head] == Tag::Name && !self.covered(group))
            .then(|| self.described(position))
    }

    /// Whom the modifiers of a group name: its possessor first, then anyone else inside.
    pub(super) fn modifier(&self, position: usize, before: usize) -> Option<Party> {
        let group = &self.groups[position];
        let end = before.min(group.end);
        if group.start >= end {
            return None;
        }
        let span = self.line.span(group.start, end);
        let possessor =
            (group.possessor > group.start).then(|| self.line.span(group.start, group.possessor));
        let inside = |within: Span| {
            self.mentions
                .within(within)
                .filter(|(mention, entity, _)| within.contains(*mention) && self.acts(*entity))
                .last()
                .map(|&(span, entity, _)| Party {
                    who: Who::Known(entity),
                    span,
                })
        };
        if let Some(party) = possessor.and_then(inside) {
            return Some(party);
        }
        if let Some(party) = inside(span) {
            return Some(party);
        }
        // “the rebels' attack”, “police brutality”: an agent noun before the head.
        let agent = (group.start..end).rev().find(|&token| {
            token != group.head
                && self.line.tags[token] == Tag::Noun
                && self.line.classes(token).any(Classes::AGENT)
        })?;
        let start =
            (group.start..=agent).find(|&token| self.line.tags[token] != Tag::Determiner)?;
        Some(self.describe(start, agent + 1, None))
    }

    /// Whether a group's head can act at all, or is something done or made.
    pub(super) fn is_event_noun(&self, position: usize) -> bool {
        let head = self.groups[position].head;
        !self.line.classes(head).any(Classes::AGENT)
            && self.line.word(head).is_some_and(|word| {
                word.candidates
                    .iter()
                    .any(|candidate| candidate.form.any(Classes::NOUN))
            })
    }

    /// The coordinated groups that start at a position: “Britain, France and Italy”.
    pub(super) fn coordinated(&self, position: usize) -> Vec<usize> {
        let mut all = vec![position];
        let mut at = position;
        let mut pending: Vec<usize> = Vec::new();
        while at + 1 < self.groups.len() && all.len() + pending.len() < 24 {
            let (this, next) = (&self.groups[at], &self.groups[at + 1]);
            let between = this.end..next.start;
            let joins = |token: usize| {
                self.line.tags[token] == Tag::Conjunction && !self.line.is(token, "but")
            };
            let comma = |token: usize| self.line.is(token, ",");
            let adverb = |token: usize| matches!(self.line.tags[token], Tag::Adverb);
            if between.is_empty() {
                break;
            }
            let conjunction = between.clone().any(joins);
            let only = between
                .clone()
                .all(|token| joins(token) || comma(token) || adverb(token));
            if only && conjunction {
                all.append(&mut pending);
                all.push(at + 1);
            } else if only && between.clone().any(comma) {
                // An apposition has its own determiner: “Kerry, the secretary of state, and Lavrov”.
                if matches!(self.line.tags[next.start], Tag::Determiner) {
                    if let Some(resumed) = self.after_apposition(at + 1) {
                        at = resumed - 1;
                        continue;
                    }
                    break;
                }
                pending.push(at + 1);
            } else if between.len() == 1
                && self.line.tags[between.start] == Tag::Preposition
                && self
                    .line
                    .is_any(between.start, &["of", "in", "from", "for", "at"])
            {
                // “the leaders of France and Germany”: what follows joins the nearer noun; stay.
            } else {
                break;
            }
            at += 1;
        }
        // “U.S., Russia hold talks”: headlines leave the “and” out before the verb.
        if let [only] = pending.as_slice() {
            let verb = self.line.tag(self.groups[*only].end) == Some(Tag::Verb);
            let name = |group: &Group| self.line.tokens[group.head].capital;
            if verb && all.len() == 1 && name(&self.groups[*only]) && name(&self.groups[position]) {
                all.push(*only);
            }
        }
        all
    }

    /// The group after the comma that closes an apposition, if “and” follows.
    fn after_apposition(&self, position: usize) -> Option<usize> {
        let mut at = position;
        while at < position + 3 {
            let end = self.groups.get(at)?.end;
            if self.line.is(end, ",")
                && self.line.tag(end + 1) == Some(Tag::Conjunction)
                && self.groups.get(at + 1)?.start == end + 2
            {
                return Some(at + 1);
            }
            at += 1;
        }
        None
    }

    fn acts(&self, entity: EntityId) -> bool {
        let entity = &self.reading.entities[entity.index()];
        !matches!(entity.kind, EntityType::Product | EntityType::Work)
    }

    /// Whether the group is an entity's mention.
    pub(super) fn is_mention(&self, group: &Group) -> bool {
        self.covered(group)
    }

    fn covered(&self, group: &Group) -> bool {
        self.mentions
            .within(self.line.span(group.start, group.end))
            .next()
            .is_some()
    }

    fn pronoun(&self, group: &Group) -> Option<Party> {
        let span = self.line.span(group.start, group.end);
        if let Some(&(span, entity, _)) = self.mentions.within(span).next() {
            return Some(Party {
                who: Who::Known(entity),
                span,
            });
        }
        match self.line.lower(group.head) {
            "we" | "i" | "us" | "me" => Some(Party {
                who: Who::Speaker,
                span,
            }),
            "he" | "she" | "they" | "them" | "him" => Some(Party {
                who: Who::Described {
                    name: self.line.lower(group.head).to_owned(),
                    country: None,
                },
                span,
            }),
            _ => None,
        }
    }

    /// A name in the “of” phrase after a title: “Secretary of State John Kerry”.
    fn named_after(&self, position: usize) -> Option<Party> {
        let group = &self.groups[position];
        let next = self.groups.get(position + 1)?;
        let of = next.start == group.end + 1 && self.line.is(group.end, "of");
        if !of || !self.line.tokens[group.head].capital {
            return None;
        }
        let span = self.line.span(next.start, next.end);
        self.mentions
            .within(span)
            .find(|(_, entity, _)| self.reading.entities[entity.index()].kind == EntityType::Person)
            .map(|&(span, entity, _)| Party {
                who: Who::Known(entity),
                span,
            })
    }

    fn described(&self, position: usize) -> Party {
        let group = &self.groups[position];
        let start = (group.start..group.head)
            .find(|&token| self.line.tags[token] != Tag::Determiner)
            .unwrap_or(group.head);
        let mut country = self.country_within(self.line.span(group.start, group.end));
        let mut at = position;
        // “refugees in Liberia”, “members of the army of Chad”: the phrases right after place it.
        while country.is_none() && at + 1 < self.groups.len() && at < position + 3 {
            let (this, next) = (&self.groups[at], &self.groups[at + 1]);
            let attached =
                next.start == this.end + 1 && self.line.is_any(this.end, &["of", "in", "from"]);
            if !attached {
                break;
            }
            country = self.country_within(self.line.span(next.start, next.end));
            at += 1;
        }
        self.describe(start, group.head + 1, country)
    }

    fn describe(&self, start: usize, end: usize, country: Option<String>) -> Party {
        let span = self.line.span(start, end);
        let country = country.or_else(|| self.country_within(span));
        Party {
            who: Who::Described {
                name: span.of(self.line.text).to_owned(),
                country,
            },
            span,
        }
    }

    fn country_within(&self, span: Span) -> Option<String> {
        self.mentions
            .within(span)
            .find_map(|(_, entity, _)| self.reading.entities[entity.index()].country.clone())
    }
}
