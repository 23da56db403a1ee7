//! Entities are looked up in the lexicon, by the date of publication.

use std::collections::BTreeMap;

use lexicon::cues::CueKind;
use lexicon::{Held, Lexicon, Meaning, is_reign};
use record::{DateInterval, DependencyRelation as Relation, Entity, EntityBasis, EntityType, Upos};

use crate::Knowledge;

use super::entities::folded;
use super::names::Name;
use super::words::Words;

/// Who or what a name means in the lexicon.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Linked {
    /// A country, by position.
    Country(u32),
    /// An organisation, by position.
    Body(u32),
    /// A holder of an office.
    Person {
        /// Position in the lexicon.
        index: u32,
        /// From 0 to 1.
        score: f32,
        /// The country, where an office tells one.
        country: Option<String>,
        /// PLOVER sectors on the day of publication.
        sectors: Vec<String>,
    },
}

/// Offices whose holders news names by family name alone.
const LEADERS: [&str; 3] = ["head of state", "head of government", "supreme leader"];

/// The holder of an office that a person's name means on the day of publication.
///
/// Of several bearers of a name, only those count whose term covers the day; when that leaves more
/// than one, or the day is not known, the name stays without a link.
pub(super) fn person(
    name: &Name,
    text: &str,
    words: &Words<'_>,
    published: Option<DateInterval>,
    countries: &BTreeMap<u32, usize>,
) -> Option<Linked> {
    let lexicon = words.knowledge.lexicon;
    let mut bearers: Vec<u32> = name
        .meanings
        .iter()
        .filter_map(|meaning| match meaning {
            Meaning::Person(index) => Some(*index),
            _ => None,
        })
        .collect();
    bearers.sort_unstable();
    bearers.dedup();
    if !bearers.is_empty() {
        if let (Some(published), true) = (published, bearers.len() > 1) {
            bearers.retain(|index| held(lexicon, *index, published) != Held::No);
        }
        if let (Some(published), true) = (published, bearers.len() > 1) {
            // Who certainly held an office comes before those who may have.
            let sure = bearers
                .iter()
                .map(|index| (sureness(lexicon, *index, published), *index));
            bearers = clearest(sure)
                .map(|(_, index)| vec![index])
                .unwrap_or_default();
        }
        let [only] = bearers.as_slice() else {
            return None;
        };
        return Some(linked(lexicon, *only, published, 0.95));
    }
    if name.tokens.len() > 1 {
        return None;
    }
    by_family_name(name, text, words, published?, countries)
}

/// "Secretary of State Aker" with nobody of a full name: the title and the day tell who; "Aker"
/// alone means a leader in office when the document names the leader's country.
fn by_family_name(
    name: &Name,
    text: &str,
    words: &Words<'_>,
    published: DateInterval,
    countries: &BTreeMap<u32, usize>,
) -> Option<Linked> {
    let lexicon = words.knowledge.lexicon;
    let start = name.tokens.start;
    if text.chars().count() < 3 || words.classes(start).is_given() && name.title.is_none() {
        return None;
    }
    let title = name.title.as_ref();
    let family = folded(text);
    if title.is_some_and(|title| is_reign(words.span_text(&title.tokens))) {
        return by_name_of_reign(&family, name, words, published);
    }
    let office = title.and_then(|title| title.office.as_deref());
    if title.is_some() && office.is_none() && title.is_some_and(|title| !title.sectors.is_empty()) {
        return None;
    }
    let mut found: Vec<(f32, u32)> = Vec::new();
    for term in lexicon.holders.by_family_name(&family) {
        let fits = match office {
            Some("head of state" | "head of government") => LEADERS.contains(&term.office.as_str()),
            Some(office) => term.office == office,
            None => LEADERS.contains(&term.office.as_str()),
        };
        let here = match title.and_then(|title| title.country.as_deref()) {
            Some(country) => term.country == country,
            None => lexicon
                .countries
                .position(&term.country)
                .is_some_and(|index| countries.contains_key(&index)),
        };
        if fits && here && term.covers(published.start, published.end) != Held::No {
            found.push((term.sureness(published.start), term.person));
        }
    }
    let (sure, person) = clearest(found)?;
    Some(linked(lexicon, person, Some(published), 0.8 * sure))
}

/// “King Haakon”: whoever of that name reigned on the day, when only one did.
fn by_name_of_reign(
    name: &str,
    written: &Name,
    words: &Words<'_>,
    published: DateInterval,
) -> Option<Linked> {
    let lexicon = words.knowledge.lexicon;
    let country = written.title.as_ref()?.country.as_deref();
    let terms = lexicon.holders.by_name_of_reign(name);
    let found = terms.filter(|term| {
        country.is_none_or(|country| term.country == country)
            && term.covers(published.start, published.end) != Held::No
    });
    let (sure, person) = clearest(found.map(|term| (term.sureness(published.start), term.person)))?;
    Some(linked(lexicon, person, Some(published), 0.8 * sure))
}

/// How many times as often the most named country may be named as the one whose body is meant.
const ABOUT: usize = 4;

/// The body that a name means.
///
/// A name that bodies of several countries bear (“Congress”) means one only where the text is
/// about its country: it is named, and no other is named far more often. Where no country is named
/// words will do and letters will not: an “RBI” in the sports pages is no bank.
pub(super) fn body(
    index: u32,
    kind: EntityType,
    text: &str,
    lexicon: &Lexicon,
    countries: &BTreeMap<u32, usize>,
) -> Option<Linked> {
    let body = &lexicon.bodies.all()[index as usize];
    // Who is called a place is no firm: boats go up the Amazon.
    let placed = |kind| matches!(kind, EntityType::Place | EntityType::Facility);
    if placed(kind) && !placed(body.kind) {
        return None;
    }
    let meant = !body.shares(text) || {
        let whose = body.country.as_deref();
        let whose = whose.and_then(|code| lexicon.countries.position(code));
        let named = whose.and_then(|index| countries.get(&index)).copied();
        match (named, countries.values().max()) {
            (Some(named), Some(most)) => named * ABOUT >= *most,
            (None, Some(_)) => false,
            (_, None) => text.chars().any(char::is_lowercase),
        }
    };
    meant.then_some(Linked::Body(index))
}

/// The person of the highest sureness, when no other comes near.
pub(super) fn clearest(persons: impl IntoIterator<Item = (f32, u32)>) -> Option<(f32, u32)> {
    let mut best: Vec<(f32, u32)> = Vec::new();
    for (sure, person) in persons {
        match best.iter_mut().find(|(_, known)| *known == person) {
            Some(known) => known.0 = known.0.max(sure),
            None => best.push((sure, person)),
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    match best.as_slice() {
        [first] => Some(*first),
        [first, second, ..] if first.0 > second.0 + 0.15 => Some(*first),
        _ => None,
    }
}

/// How sure it is that somebody held an office on the day of publication.
fn sureness(lexicon: &Lexicon, index: u32, published: DateInterval) -> f32 {
    let person = lexicon.holders.person(index);
    let terms = lexicon.holders.terms_of(person);
    terms
        .map(|term| term.sureness(published.start))
        .fold(0.0, f32::max)
}

fn held(lexicon: &Lexicon, index: u32, published: DateInterval) -> Held {
    let person = lexicon.holders.person(index);
    let terms = lexicon.holders.terms_of(person);
    terms
        .map(|term| term.covers(published.start, published.end))
        .max()
        .unwrap_or(Held::No)
}

pub(super) fn linked(
    lexicon: &Lexicon,
    index: u32,
    published: Option<DateInterval>,
    score: f32,
) -> Linked {
    let person = lexicon.holders.person(index);
    let mut country: Option<String> = None;
    let mut one = true;
    let mut sectors: Vec<String> = Vec::new();
    let mut past = false;
    let mut leads = false;
    let mut holds = false;
    for term in lexicon.holders.terms_of(person) {
        let now = published.map(|day| term.covers(day.start, day.end));
        if let Some(held) = now
            && held != Held::No
        {
            if sectors.is_empty() {
                sectors.push("GOV".to_owned());
            }
            if term.office == "defence minister" {
                sectors.push("MIL".to_owned());
            }
            leads |= LEADERS.contains(&term.office.as_str());
        }
        past |= published.is_some_and(|day| term.over_before(day.start));
        one &= country.as_ref().is_none_or(|known| *known == term.country);
        // Of several countries, that of the first office held on the day: rows entered by hand come
        // first, so that a president of France is not one of Andorra.
        let now = now.is_some_and(|held| held != Held::No);
        if country.is_none() || now && !holds {
            country = Some(term.country.clone());
        }
        holds |= now;
    }
    // A head of government who keeps the ministry of defence is no soldier.
    sectors.truncate(if leads { 1 } else { 2 });
    // Who has left an office and holds none is one of the elites.
    if sectors.is_empty() && past {
        sectors = vec!["ELI".to_owned()];
    }
    if !one && sectors.first().is_none_or(|sector| sector != "GOV") {
        country = None;
    }
    // Whose office is open in the lexicon may have left it since; who it is stays as it was.
    let score = match published.map(|day| sureness(lexicon, index, day)) {
        Some(sure) if sectors.iter().any(|sector| sector == "GOV") => score * (0.6 + 0.4 * sure),
        _ => score,
    };
    Linked::Person {
        index,
        score,
        country,
        sectors,
    }
}

/// Fills in what the lexicon says.
pub(super) fn describe(entity: &mut Entity, linked: &Linked, lexicon: &Lexicon) {
    entity.basis = EntityBasis::Lexicon;
    match linked {
        Linked::Country(index) => {
            let country = &lexicon.countries.all()[*index as usize];
            entity.kind = EntityType::Place;
            entity.name.clone_from(&country.name);
            entity.country = Some(country.iso3.clone());
            entity.lexicon = Some(format!("country/{}", country.iso3.to_lowercase()));
            entity.wikidata.clone_from(&country.wikidata);
            entity.wikipedia = Some(country.wikipedia.clone());
        }
        Linked::Body(index) => {
            let body = &lexicon.bodies.all()[*index as usize];
            entity.name.clone_from(&body.name);
            entity.country.clone_from(&body.country);
            entity.sectors.clone_from(&body.sectors);
            entity.lexicon = Some(body.key.clone());
            entity.wikidata.clone_from(&body.wikidata);
            entity.wikipedia.clone_from(&body.wikipedia);
        }
        Linked::Person {
            index,
            country,
            sectors,
            ..
        } => {
            let person = lexicon.holders.person(*index);
            entity.name.clone_from(&person.name);
            entity.country.clone_from(country);
            entity.sectors.clone_from(sectors);
            entity.lexicon = Some(person.key());
            entity.wikidata.clone_from(&person.wikidata);
            entity.wikipedia.clone_from(&person.wikipedia);
        }
    }
}

/// The country of a seat of government ("Moscow"), when the greatest place of that name is it.
fn country_of_capital(name: &str, knowledge: Knowledge<'_>) -> Option<u32> {
    let countries = &knowledge.lexicon.countries;
    let country = countries.by_capital(name)?;
    let greatest = knowledge
        .gazetteer
        .candidates(name)
        .max_by_key(|candidate| candidate.population)?;
    (greatest.country == country.iso3)
        .then(|| countries.position(&country.iso3))
        .flatten()
}

/// Says whose seat of government a place is.
pub(super) fn describe_capital(entity: &mut Entity, knowledge: Knowledge<'_>) {
    if let Some(index) = country_of_capital(&entity.name, knowledge) {
        let country = &knowledge.lexicon.countries.all()[index as usize];
        entity.country = Some(country.iso3.clone());
        entity.basis = EntityBasis::Lexicon;
    }
}

/// A seat of government that speaks means its country: “Ankara rejected the plan”.
pub(super) fn speaking_capital(name: &Name, text: &str, words: &Words<'_>) -> Option<Linked> {
    let syntax = words.syntax;
    let mut at = name.tokens.end - 1;
    // “Washington and Moscow said”: what is true of the first is true of both.
    for _ in 0..4 {
        let token = syntax.tokens[at];
        let head = token.head? as usize;
        let inside = name.tokens.contains(&head) || token.relation == Relation::Conjunct;
        if !inside {
            let mut cues = words.knowledge.lexicon.cues.of(words.get(head));
            let speaks = token.relation == Relation::Subject
                && syntax.tokens[head].upos == Upos::Verb
                && cues.any(|(cue, _)| cue.kind == CueKind::Verb);
            return speaks
                .then(|| country_of_capital(text, words.knowledge))
                .flatten()
                .map(Linked::Country);
        }
        at = head;
    }
    None
}

/// What the words of an organisation's own name tell: the country in front or at the end, the
/// sector in the head ("Norwegian Foreign Ministry", "Central Bank of Norway").
pub(super) fn describe_organization(entity: &mut Entity, lexicon: &Lexicon) {
    let name = entity.name.clone();
    let country_at = |start: usize, whole: bool| {
        let mut names = lexicon.names.at(&name, start);
        names.find_map(|(end, meaning)| match meaning {
            Meaning::Country(index) | Meaning::Demonym(index) if !whole || end == name.len() => {
                Some(lexicon.countries.all()[*index as usize].iso3.clone())
            }
            _ => None,
        })
    };
    let mut last_of = [" in ", " of the ", " of "].iter().filter_map(|of| {
        let start = name.rfind(of)? + of.len();
        country_at(start, true)
    });
    entity.country = country_at(0, false).or_else(|| last_of.next());
    let of = [" of ", " for "];
    let head_end = of.iter().filter_map(|word| name.find(word)).min();
    let before = &name[..head_end.unwrap_or(name.len())];
    let start = before.rfind(' ').map_or(0, |space| space + 1);
    if let Some((end, generic)) = lexicon.generics.at(before, start)
        && end == before.len()
    {
        entity.sectors.clone_from(&generic.sectors);
    }
}
