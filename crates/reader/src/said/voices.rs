//! Whom the words of a source mean: an entity that `who` found, or one described by its own words.
//!
//! Names are never made up here. A source without a name becomes an entity of its own, with the
//! country and sectors that its words say, or none.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use record::{
    Entity, EntityId, EntityType, Mention, MentionForm, Reading, ReadingBuilder, Span, Upos,
};

use crate::who::{Described, descriptions, folded, is_slip};

use super::passages::Passages;
use super::words::{Class, lower};

/// Finds and makes the entities of sources, in text order.
pub(super) struct Voices<'a, 'b> {
    words: &'a Passages<'b>,
    /// Of all entities that were there before, sorted.
    mentions: Vec<(Span, EntityId, MentionForm)>,
    /// Entities made here, by their words in lower case.
    made: BTreeMap<String, EntityId>,
    /// Statements and reports that the text tells of: the item of the noun, and who issued it.
    issued: Vec<(usize, Range<usize>)>,
    /// Pronouns that mean somebody without a name.
    described: &'a [Described],
    /// Whom the sources so far meant, by their items; the last counts.
    heard: BTreeMap<usize, Rc<[EntityId]>>,
}

/// Whom a source means.
#[derive(Clone, Debug, Default)]
pub(super) struct Voice {
    pub(super) entities: Vec<EntityId>,
    pub(super) anonymous: bool,
}

impl<'a, 'b> Voices<'a, 'b> {
    pub(super) fn new(
        words: &'a Passages<'b>,
        reading: &Reading,
        described: &'a [Described],
    ) -> Self {
        let mut mentions: Vec<_> = reading
            .entities
            .iter()
            .enumerate()
            .flat_map(|(index, entity)| {
                let id = EntityId(index as u32);
                entity
                    .mentions
                    .iter()
                    .map(move |mention| (mention.span, id, mention.form))
            })
            .collect();
        mentions.sort_unstable();
        Self {
            words,
            mentions,
            made: BTreeMap::new(),
            issued: issued(words),
            described,
            heard: BTreeMap::new(),
        }
    }

    /// Whom the source at `phrase` means.
    pub(super) fn source(&mut self, builder: &mut ReadingBuilder, phrase: &Range<usize>) -> Voice {
        let mut voice = Voice::default();
        for part in self.parts(phrase) {
            self.part(builder, &part, &mut voice);
        }
        let meant: Rc<[EntityId]> = voice.entities.as_slice().into();
        self.heard
            .extend(phrase.clone().map(|at| (at, Rc::clone(&meant))));
        voice
    }

    /// Whom the words are said to.
    pub(super) fn addressee(
        &mut self,
        builder: &mut ReadingBuilder,
        phrase: &Range<usize>,
    ) -> Vec<EntityId> {
        self.source(builder, phrase).entities
    }

    fn class(&self, at: usize) -> Class {
        self.words.class(at)
    }

    /// “France, Germany and Italy” are three; “the minister of trade and industry” is one.
    fn parts(&self, phrase: &Range<usize>) -> Vec<Range<usize>> {
        let one = vec![phrase.clone()];
        let and = phrase.clone().find(|&at| self.class(at) == Class::And);
        let Some(and) = and else { return one };
        let attached = (phrase.start..and).any(|at| {
            matches!(
                self.class(at),
                Class::Preposition | Class::To | Class::Relative
            )
        });
        if attached {
            return one;
        }
        // “Rania Adams, editor and founder of the paper” is one.
        let comma = (phrase.start..and).find(|&at| self.class(at) == Class::Comma);
        if let Some(comma) = comma.filter(|&comma| comma > phrase.start)
            && self.class(comma - 1) == Class::Name
            && self.class(comma + 1) == Class::Noun
        {
            return one;
        }
        let mut parts = Vec::new();
        let mut start = phrase.start;
        for at in phrase.clone() {
            if matches!(self.class(at), Class::And | Class::Comma) {
                if at > start {
                    parts.push(start..at);
                }
                start = at + 1;
            }
        }
        if start < phrase.end {
            parts.push(start..phrase.end);
        }
        let alike = parts.len() > 2
            && parts.iter().any(|part| {
                self.class(part.start) == Class::Determiner
                    && self.class(self.head(part)) == Class::Noun
            });
        if alike { one } else { parts }
    }

    /// The last item of the phrase before anything is attached to it.
    fn head(&self, phrase: &Range<usize>) -> usize {
        let end = (phrase.start + 1..phrase.end)
            .find(|&at| {
                matches!(
                    self.class(at),
                    Class::Preposition
                        | Class::To
                        | Class::Comma
                        | Class::Relative
                        | Class::That
                        | Class::OpenBracket
                )
            })
            .unwrap_or(phrase.end);
        (phrase.start..end)
            .rev()
            .find(|&at| self.class(at).head())
            .unwrap_or(end - 1)
    }

    fn part(&mut self, builder: &mut ReadingBuilder, phrase: &Range<usize>, voice: &mut Voice) {
        let head = self.head(phrase);
        if self.class(phrase.start) == Class::Pronoun && phrase.len() == 1 {
            return self.pronoun(builder, phrase.start, voice);
        }
        if matches!(self.class(phrase.start), Class::Relative | Class::That) && phrase.len() == 1 {
            let mut before = phrase.start.saturating_sub(1);
            if self.class(before) == Class::Comma {
                before = before.saturating_sub(1);
            }
            // “Adams (R), who”
            if self.class(before) == Class::CloseBracket {
                let open = (before.saturating_sub(6)..before)
                    .rev()
                    .find(|&at| self.class(at) == Class::OpenBracket);
                before = open.map_or(before, |open| open.saturating_sub(1));
            }
            let found = self.mention_at(self.words.items[before].span);
            voice.entities.extend(found.map(|(id, _)| id));
            return;
        }
        let noun = self.noun(head);
        let named = self.class(head) == Class::Name;
        if let Some(id) = self.titled(builder, phrase, head) {
            push(&mut voice.entities, id);
            return;
        }
        let found = self
            .mention_at(self.words.items[head].span)
            .filter(|&(_, form)| named || form != MentionForm::Demonym);
        // “A spokesman, Karl Weiss,”: words for somebody without a name give way to a name.
        let unnamed = |id: EntityId| {
            let mentions = &builder.reading().entities[id.index()].mentions;
            mentions
                .iter()
                .all(|mention| mention.form == MentionForm::Nominal)
        };
        let described = found.filter(|(id, _)| unnamed(*id));
        if let (Some((id, _)), None) = (found, described) {
            push(&mut voice.entities, id);
            return;
        }
        // “the envoy, Rania Adams,” and “a spokesman, Karl Weiss”
        if !named {
            let person = (head + 1..phrase.end)
                .filter(|&at| self.class(at) == Class::Name)
                .take_while(|&at| (head..at).all(|at| self.class(at) != Class::Relative))
                .filter(|&at| (head..at).any(|at| self.class(at) == Class::Comma))
                .find_map(|at| {
                    self.mention_at(self.words.items[at].span)
                        .filter(|&(id, form)| {
                            form == MentionForm::Name
                                && builder.reading().entities[id.index()].kind == EntityType::Person
                        })
                });
            let person = person
                .map(|(id, _)| id)
                .or_else(|| self.apposed(builder, phrase));
            if let Some(id) = person {
                push(&mut voice.entities, id);
                return;
            }
        }
        if noun.is_some_and(|noun| noun.kind == EntityType::Work) {
            let issuers = self.issuers(builder, phrase, head);
            if !issuers.is_empty() {
                voice.entities.extend(issuers);
                return;
            }
        }
        voice.anonymous |= !named && noun.is_some_and(|noun| noun.anonymous);
        if let Some((id, _)) = described {
            push(&mut voice.entities, id);
            return;
        }
        if let Some(id) = self.describe(builder, phrase, head) {
            push(&mut voice.entities, id);
        }
    }

    /// “In the words of the envoy, Rania Adams, …”: the person whom a comma adds to the phrase.
    fn apposed(&self, builder: &ReadingBuilder, phrase: &Range<usize>) -> Option<EntityId> {
        let comma = phrase.end;
        let definite = self
            .words
            .is(phrase.start, &["the", "his", "her", "its", "their"]);
        let items = self.words.items.len();
        if !definite || comma + 1 >= items || self.class(comma) != Class::Comma {
            return None;
        }
        let end = (comma + 1..items.min(comma + 6)).find(|&at| self.class(at) != Class::Name)?;
        if end == comma + 1 || self.class(end) != Class::Comma {
            return None;
        }
        let (id, form) = self.mention_at(self.words.items[end - 1].span)?;
        let person = builder.reading().entities[id.index()].kind == EntityType::Person;
        (person && form == MentionForm::Name).then_some(id)
    }

    /// “Secretary of State Rania Adams”: the person after a title that has an “of” in it.
    fn titled(
        &self,
        builder: &ReadingBuilder,
        phrase: &Range<usize>,
        head: usize,
    ) -> Option<EntityId> {
        let end = (head + 1..phrase.end)
            .find(|&at| {
                !matches!(
                    self.class(at),
                    Class::Name | Class::Preposition | Class::Hyphen
                )
            })
            .unwrap_or(phrase.end);
        let title = self.class(head) == Class::Name
            && end > head + 2
            && self.words.is(head + 1, &["of", "for"])
            && self.class(end - 1) == Class::Name;
        let (id, form) = title
            .then(|| self.mention_at(self.words.items[end - 1].span))
            .flatten()?;
        let person = builder.reading().entities[id.index()].kind == EntityType::Person;
        (person && form == MentionForm::Name).then_some(id)
    }

    fn noun(&self, at: usize) -> Option<&'b lexicon::cues::SourceNoun> {
        let mut buffer = [0; 24];
        lower(self.words.word(at), &mut buffer)
            .and_then(|word| self.words.knowledge.lexicon.cues.source(word))
    }

    /// The entity with the best mention over `span`: a name before a description before a demonym.
    fn mention_at(&self, span: Span) -> Option<(EntityId, MentionForm)> {
        let end = self
            .mentions
            .partition_point(|(other, ..)| other.start < span.end);
        let rank = |form: MentionForm| match form {
            MentionForm::Name => 3,
            MentionForm::Nominal => 2,
            MentionForm::Pronoun => 1,
            MentionForm::Demonym => 0,
        };
        self.mentions[end.saturating_sub(16)..end]
            .iter()
            .filter(|(other, ..)| other.overlaps(span))
            .max_by_key(|(other, _, form)| (rank(*form), other.len()))
            .map(|&(_, id, form)| (id, form))
    }

    fn pronoun(&mut self, builder: &mut ReadingBuilder, at: usize, voice: &mut Voice) {
        let span = self.words.items[at].span;
        if let Some((id, _)) = self.mention_at(span) {
            voice.entities.push(id);
            return;
        }
        let Ok(meant) = self
            .described
            .binary_search_by_key(&span, |one| one.pronoun)
        else {
            return;
        };
        let Some(id) = self.by_noun(builder, self.described[meant].noun) else {
            return;
        };
        let mention = Mention {
            span,
            form: MentionForm::Pronoun,
            score: 0.6,
        };
        match builder.mention(id, mention) {
            Ok(()) => voice.entities.push(id),
            Err(refused) => builder.refuse(&refused),
        }
    }

    /// Whom a noun describes: whoever it meant as a source (“The ministry's report says … It
    /// says”), or an entity by now, which a source may have made.
    fn by_noun(&self, builder: &ReadingBuilder, noun: Span) -> Option<EntityId> {
        let items = &self.words.items;
        let at = items.partition_point(|item| item.span.end <= noun.start);
        if let Some([only]) = self.heard.get(&at).map(|meant| &**meant) {
            return Some(*only);
        }
        if let Some((id, _)) = self.mention_at(noun) {
            return Some(id);
        }
        let mut made = self.made.values().copied();
        made.find(|id| {
            let mentions = &builder.reading().entities[id.index()].mentions;
            mentions.iter().any(|it| it.span.overlaps(noun))
        })
    }

    /// Who is behind a statement or report: a name beside it, or whoever the text says issued it.
    fn issuers(
        &mut self,
        builder: &mut ReadingBuilder,
        phrase: &Range<usize>,
        head: usize,
    ) -> Vec<EntityId> {
        // “a statement from the ministry”, “a report by the council”
        let from = (head + 1..phrase.end)
            .find(|&at| self.class(at) == Class::Preposition && self.words.is(at, &["from", "by"]));
        if let Some(from) = from.filter(|&from| from + 1 < phrase.end) {
            return self.inner(builder, &(from + 1..phrase.end));
        }
        // “the ministry’s statement”
        let genitive = (phrase.start..head)
            .rev()
            .find(|&at| self.class(at) == Class::Genitive);
        if let Some(genitive) = genitive.filter(|&genitive| genitive > phrase.start) {
            return self.inner(builder, &(phrase.start..genitive));
        }
        let word = self.words.word(head);
        let definite = self
            .words
            .is(phrase.start, &["the", "this", "its", "their"]);
        let plain = head == phrase.start + 1
            || head == phrase.start + 2 && self.words.is(phrase.start + 1, &["joint"]);
        let place = self.issued.partition_point(|&(at, _)| at < phrase.start);
        if definite && plain {
            let issuer = self.issued[..place]
                .iter()
                .rev()
                .find(|&&(at, _)| self.words.word(at).eq_ignore_ascii_case(word))
                .map(|(_, issuer)| issuer.clone());
            if let Some(issuer) = issuer {
                return self.inner(builder, &issuer);
            }
        }
        Vec::new()
    }

    fn inner(&mut self, builder: &mut ReadingBuilder, phrase: &Range<usize>) -> Vec<EntityId> {
        let mut voice = Voice::default();
        for part in self.parts(phrase) {
            let head = self.head(&part);
            let work = self
                .noun(head)
                .is_some_and(|noun| noun.kind == EntityType::Work);
            if !work {
                self.part(builder, &part, &mut voice);
            }
        }
        voice.entities
    }

    /// An entity for a source without a name.
    fn describe(
        &mut self,
        builder: &mut ReadingBuilder,
        phrase: &Range<usize>,
        head: usize,
    ) -> Option<EntityId> {
        let end = (head + 1..phrase.end)
            .find(|&at| matches!(self.class(at), Class::Comma | Class::Relative | Class::That))
            .unwrap_or(phrase.end);
        let first = (phrase.start..head)
            .find(|&at| self.class(at) != Class::Determiner)
            .unwrap_or(head);
        // “U.S. Secretary of State John Okoye”: a name straight after its title is whom the phrase
        // means, though “of” stands inside the title. “A spokesman for John Okoye” is somebody else.
        let last = self.words.span(&(end - 1..end));
        if let Some((id, MentionForm::Name)) = self.mention_at(last)
            && builder.reading().entities[id.index()].kind == EntityType::Person
            && let Some(&(name, ..)) = self
                .mentions
                .iter()
                .rev()
                .find(|(span, other, _)| *other == id && span.overlaps(last))
            && let Some(before) = (phrase.start..end)
                .rev()
                .find(|&at| self.words.items[at].span.end <= name.start)
            && self.words.items[before].capital
        {
            return Some(id);
        }
        let span = self.words.span(&(phrase.start..end));
        let name = self.words.span(&(first..end)).of(self.words.text);
        let key = name.to_lowercase();
        // A capital at the head of a sentence makes no name: “Residents said”.
        let named = self.class(head) == Class::Name
            && self.words.syntax.tokens[head].upos == Upos::ProperNoun;
        // “Holder said” where the story has one Eric Holder, and the word alone looked like none.
        if named && let Some(id) = the_only(&builder.reading().entities, name) {
            let mention = Mention {
                span: self.words.span(&(first..end)),
                form: MentionForm::Name,
                score: 0.7,
            };
            if let Err(refused) = builder.mention(id, mention) {
                builder.refuse(&refused);
            }
            return Some(id);
        }
        let mention = Mention {
            span,
            form: if named {
                MentionForm::Name
            } else {
                MentionForm::Nominal
            },
            score: 0.7,
        };
        if let Some(&id) = self.made.get(&key) {
            if let Err(refused) = builder.mention(id, mention) {
                builder.refuse(&refused);
            }
            return Some(id);
        }
        let noun = self.noun(head);
        let sectors = (phrase.start..end)
            .rev()
            .filter_map(|at| self.noun(at).and_then(|noun| noun.sector.as_deref()))
            .next_back()
            .map(str::to_owned);
        // The country only where the words say it: “a Turkish official”.
        let country = (phrase.start..end).find_map(|at| {
            let (id, form) = self.mention_at(self.words.items[at].span)?;
            let entity = &builder.reading().entities[id.index()];
            (form == MentionForm::Demonym)
                .then(|| entity.country.clone())
                .flatten()
        });
        let words = self.words;
        let kind = noun.map_or(
            if named {
                EntityType::Other
            } else {
                descriptions::kind(words.syntax, words.knowledge.lexicon, words.text, span)
            },
            |noun| noun.kind,
        );
        let sectors = match sectors {
            Some(sector) => vec![sector],
            None => descriptions::sectors(words.syntax, words.knowledge.lexicon, words.text, span),
        };
        let entity = Entity {
            country,
            sectors,
            mentions: vec![mention],
            ..Entity::new(kind, name.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        match builder.entity(entity) {
            Ok(id) => {
                self.made.insert(key, id);
                Some(id)
            }
            Err(refused) => {
                builder.refuse(&refused);
                None
            }
        }
    }
}

/// The one person of this family name, if there is just one; if there is none, the one of a name
/// that is a slip of the pen away.
fn the_only(entities: &[Entity], family: &str) -> Option<EntityId> {
    let only = |bears: &dyn Fn(&str) -> bool| {
        let mut bearers = entities.iter().enumerate().filter(|(_, entity)| {
            let last = entity.name.rsplit_once(' ').map(|(_, last)| last);
            entity.kind == EntityType::Person && last.is_some_and(bears)
        });
        let (index, _) = bearers.next()?;
        Some((index, bearers.next().is_none()))
    };
    let spelled = folded(family);
    let found =
        only(&|last| last == family).or_else(|| only(&|last| is_slip(&folded(last), &spelled)));
    found
        .filter(|(_, alone)| *alone)
        .map(|(index, _)| EntityId(index as u32))
}

fn push(entities: &mut Vec<EntityId>, id: EntityId) {
    if !entities.contains(&id) {
        entities.push(id);
    }
}

/// “Chad and Niger issued a joint statement”: nouns of this kind after a verb of issuing.
fn issued(words: &Passages<'_>) -> Vec<(usize, Range<usize>)> {
    let mut issued = Vec::new();
    for passage in &words.list {
        for at in passage.items.clone() {
            let verb =
                words.items[at].class == Class::Participle || words.items[at].class == Class::Verb;
            if !verb
                || !words.is(
                    at,
                    &[
                        "issued",
                        "released",
                        "published",
                        "signed",
                        "made",
                        "sent",
                        "posted",
                        "wrote",
                    ],
                )
            {
                continue;
            }
            let noun = (at + 1..passage.items.end.min(at + 9)).find(|&noun| {
                words.is(
                    noun,
                    &[
                        "statement",
                        "declaration",
                        "communique",
                        "letter",
                        "report",
                        "document",
                        "study",
                    ],
                )
            });
            let Some(noun) = noun else { continue };
            let issuer = (at > passage.items.start)
                .then(|| words.phrase_before(passage.items.start, at - 1))
                .flatten()
                .or_else(|| words.first_subject(passage.items.start, at));
            issued.extend(issuer.map(|issuer| (noun, issuer)));
        }
    }
    issued.sort_by_key(|(noun, _)| *noun);
    issued
}
