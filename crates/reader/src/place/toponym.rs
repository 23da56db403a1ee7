//! The toponyms of a document, grouped by name: one name means one place throughout.

use std::collections::BTreeMap;

use lexicon::{Candidate, Gazetteer, Lexicon, Meaning, Written, fold};
use record::{EntityId, EntityType, MentionForm, Reading, Span};

use super::inside;
use super::pattern;
use super::placed;
use super::sense::Group;
use crate::Knowledge;

/// Toponyms in text order, and the names they share.
pub(super) struct Toponyms {
    pub(super) toponyms: Vec<Toponym>,
    pub(super) groups: Vec<Group>,
}

/// One place where a name stands.
pub(super) struct Toponym {
    pub(super) span: Span,
    pub(super) entity: Option<EntityId>,
    /// Position of its group.
    pub(super) group: usize,
}

/// Collects the caller's toponyms, or the names of places that were found.
pub(super) fn collect(reading: &Reading, knowledge: Knowledge<'_>) -> Toponyms {
    let gazetteer = knowledge.gazetteer;
    let mut named = named_places(reading);
    if reading.document.toponyms.is_none() {
        placed::add(reading, knowledge, &mut named);
        inside::add(reading, knowledge, &mut named);
        placed::add_facilities(reading, &mut named);
        named.extend(geographic_demonyms(reading, knowledge.gazetteer).map(|span| (span, None)));
        named.sort_unstable();
    }
    let mut spans: Vec<(Span, Option<EntityId>)> = match &reading.document.toponyms {
        None => named,
        Some(given) => given
            .iter()
            .map(|&span| {
                let at = named.partition_point(|(other, _)| *other < span);
                let same = named.get(at).filter(|(other, _)| *other == span);
                (span, same.and_then(|(_, entity)| *entity))
            })
            .collect(),
    };
    spans.sort_unstable();
    spans.dedup_by_key(|(span, _)| *span);

    let given = reading.document.toponyms.is_some();
    let text = &reading.document.text;
    let mut groups = Groups::default();
    let mut toponyms = Vec::new();
    // The container of the last toponym, and where its name starts when it is one itself.
    let mut announced: Option<(usize, Candidate)> = None;
    for (span, entity) in spans {
        let Some(words) = text.get(span.range()) else {
            continue;
        };
        let container = pattern::container(text, span, gazetteer);
        // “Turkish” is a toponym where a caller or the next word says so; then it stands for the
        // country.
        let country = nation(words, knowledge.lexicon).filter(|_| given || entity.is_none());
        let group = if let Some(country) = country {
            groups.of_country(country, gazetteer)
        } else if container.is_none()
            && pattern::are_counties(&text[span.end as usize..])
            && let Some(group) = groups.of_counties(words, gazetteer)
        {
            group
        } else {
            groups.of(words, container, gazetteer)
        };
        if let Some((start, container)) = announced
            && start == span.start as usize
        {
            groups.groups[group].favour(container.id);
        }
        if let Some(last) = toponyms.last()
            && announced.is_none()
        {
            let last: &Toponym = last;
            if last.group != group && is_list(text, last.span, span) {
                groups.groups[group].join(last.group);
                groups.groups[last.group].join(group);
            }
        }
        announced = container.map(|container| (span.end as usize + ", ".len(), container));
        toponyms.push(Toponym {
            span,
            entity,
            group,
        });
    }
    groups.settle(&mut toponyms);
    // “Georgian troops” say that Tbilisi's Georgia is meant, though the word is no toponym.
    for code in nations(reading, knowledge.lexicon) {
        groups.of_country(code, gazetteer);
    }
    Toponyms {
        toponyms,
        groups: groups.groups,
    }
}

/// Names of places that `who` found, in text order.
fn named_places(reading: &Reading) -> Vec<(Span, Option<EntityId>)> {
    let mut spans = Vec::new();
    for (index, entity) in reading.entities.iter().enumerate() {
        if entity.kind != EntityType::Place {
            continue;
        }
        let names = entity.mentions.iter();
        for mention in names.filter(|mention| mention.form == MentionForm::Name) {
            // “US$3 million” speaks of money.
            let rest = &reading.document.text[mention.span.end as usize..];
            if !rest.starts_with('$') && !mention.span.of(&reading.document.text).ends_with('$') {
                spans.push((mention.span, Some(EntityId(index as u32))));
            }
        }
    }
    spans.sort_unstable();
    spans
}

/// Demonyms before a word for a part of the Earth: the “Turkish” of “the Turkish border” says
/// where, that of “the Turkish minister” whose.
fn geographic_demonyms<'a>(
    reading: &'a Reading,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = Span> + 'a {
    let text = &reading.document.text;
    let entities = reading.entities.iter();
    // “African” and “Texan” are the names of groups.
    let mentions = entities.flat_map(move |entity| {
        let mentions = entity.mentions.iter();
        mentions.filter(move |mention| match mention.form {
            MentionForm::Demonym => true,
            MentionForm::Name if entity.kind == EntityType::Group => {
                gazetteer.find(mention.span.of(text)).is_some_and(|name| {
                    name.candidates()
                        .any(|place| place.written == Written::Demonym)
                })
            }
            _ => false,
        })
    });
    mentions
        .map(|mention| mention.span)
        .filter(|span| pattern::is_of_land(&text[span.end as usize..]))
}

/// The countries whose demonyms the document uses, in text order.
fn nations<'a>(reading: &Reading, lexicon: &'a Lexicon) -> Vec<&'a str> {
    let mut demonyms: Vec<Span> = Vec::new();
    for entity in &reading.entities {
        let mentions = entity.mentions.iter();
        let found = mentions.filter(|mention| mention.form == MentionForm::Demonym);
        demonyms.extend(found.map(|mention| mention.span));
    }
    demonyms.sort_unstable();
    let text = &reading.document.text;
    let mut codes = Vec::new();
    for span in demonyms {
        if let Some(code) = nation(span.of(text), lexicon)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    codes
}

/// Whether two toponyms stand next to each other in a list.
fn is_list(text: &str, first: Span, second: Span) -> bool {
    let between = text.get(first.end as usize..second.start as usize);
    matches!(
        between,
        Some(", " | ", and " | " and " | ", or " | " or " | " and the " | ", the ")
    )
}

/// The code of the country that a word of nationality means.
pub(super) fn nation<'a>(words: &str, lexicon: &'a Lexicon) -> Option<&'a str> {
    let mut meanings = lexicon.names.at(words, 0);
    meanings.find_map(|(end, meaning)| match meaning {
        Meaning::Demonym(index) if end == words.len() => {
            let country = lexicon.countries.all().get(*index as usize)?;
            Some(country.iso3.as_str())
        }
        _ => None,
    })
}

#[derive(Default)]
struct Groups {
    groups: Vec<Group>,
    /// By folded name and the id of the container that follows it, 0 for none.
    by_name: BTreeMap<(String, u32), usize>,
}

impl Groups {
    fn of(&mut self, words: &str, container: Option<Candidate>, gazetteer: &Gazetteer) -> usize {
        let key = fold(words).as_str().to_owned();
        let key = (key, container.map_or(0, |container| container.id));
        *self.by_name.entry(key).or_insert_with(|| {
            self.groups.push(Group::of(words, container, gazetteer));
            self.groups.len() - 1
        })
    }

    fn of_counties(&mut self, words: &str, gazetteer: &Gazetteer) -> Option<usize> {
        let key = (format!("{}#", fold(words).as_str()), 0);
        if let Some(&group) = self.by_name.get(&key) {
            return Some(group);
        }
        self.groups.push(Group::of_counties(words, gazetteer)?);
        self.by_name.insert(key, self.groups.len() - 1);
        Some(self.groups.len() - 1)
    }

    fn of_country(&mut self, code: &str, gazetteer: &Gazetteer) -> usize {
        let key = (format!("@{code}"), 0);
        *self.by_name.entry(key).or_insert_with(|| {
            self.groups.push(Group::of_country(code, gazetteer));
            self.groups.len() - 1
        })
    }

    /// A name alone means what it means where a container follows it: after “Paris, Texas”, a
    /// plain “Paris” is that one too, unless the text also speaks of another.
    fn settle(&mut self, toponyms: &mut [Toponym]) {
        let mut becomes: BTreeMap<usize, usize> = BTreeMap::new();
        for ((name, container), &group) in &self.by_name {
            if *container != 0
                && let Some(&plain) = self.by_name.get(&(name.clone(), 0))
            {
                let first = |group| toponyms.iter().position(|toponym| toponym.group == group);
                let earlier = becomes
                    .get(&plain)
                    .is_none_or(|&chosen| first(group) < first(chosen));
                if earlier && !self.groups[group].is_lost() {
                    becomes.insert(plain, group);
                }
            }
        }
        for toponym in toponyms {
            if let Some(&group) = becomes.get(&toponym.group) {
                toponym.group = group;
            }
        }
        for plain in becomes.keys() {
            self.groups[*plain].retire();
        }
    }
}
