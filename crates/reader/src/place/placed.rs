//! Names that the text puts on the map, whatever kind of name they seemed: “Norman, Okla.”, “a
//! warehouse in Regina”, “Barrow and Oconee counties”.
//!
//! Many towns have the names of people. Such a name is written down as a toponym only; who it is
//! was settled before, and stays.

use std::collections::BTreeSet;

use lexicon::fold;
use record::{Entity, EntityType, MentionForm, Reading, Span};

use super::pattern;
use super::sense::lies_in;
use crate::Knowledge;

/// Adds the names that seemed no places, and the states behind names; `spans` holds the toponyms
/// found so far.
pub(super) fn add<T: Default>(
    reading: &Reading,
    knowledge: Knowledge<'_>,
    spans: &mut Vec<(Span, T)>,
) {
    let gazetteer = knowledge.gazetteer;
    let text = &reading.document.text;
    let mut placed = Vec::new();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for entity in &reading.entities {
        // Whether the document never says more than this one name.
        let mut others = names_of(entity).map(|span| span.of(text));
        let one = others.next();
        let alone = others.all(|other| Some(other) == one);
        for span in names_of(entity) {
            let name = span.of(text);
            let container = pattern::contained(text, span, gazetteer);
            let held = container.as_ref().is_some_and(|(container, _)| {
                gazetteer
                    .candidates(name)
                    .any(|place| lies_in(&place, container))
            });
            if let Some((_, behind)) = container.filter(|_| held) {
                placed.push(behind);
            }
            let seemed_other = entity.kind != EntityType::Place;
            let counted = seemed_other
                && pattern::are_counties(&text[span.end as usize..])
                && gazetteer.find(&format!("{name} county")).is_some();
            if counted {
                placed.push(span);
            } else if seemed_other
                && (held || is_put_somewhere(entity, alone, span, text, knowledge))
            {
                placed.push(span);
                names.insert(fold(name).as_str().to_owned());
            }
        }
    }
    // What was a town once is one all along.
    if !names.is_empty() {
        for entity in &reading.entities {
            let spans = names_of(entity).filter(|_| entity.kind != EntityType::Place);
            placed.extend(spans.filter(|span| names.contains(fold(span.of(text)).as_str())));
        }
    }
    super::inside::add_all(placed, spans);
}

/// Adds the facilities that the text puts in a place: “at the Aker Clinic in Oslo”.
pub(super) fn add_facilities<T: Default>(reading: &Reading, spans: &mut Vec<(Span, T)>) {
    let text = &reading.document.text;
    let mut places: Vec<Span> = spans.iter().map(|(span, _)| *span).collect();
    places.sort_unstable();
    let facilities = reading.entities.iter().filter(|entity| {
        // The Kremlin acts; what a lexicon knows is no mere building.
        let building = matches!(entity.kind, EntityType::Facility | EntityType::Organization);
        building && entity.lexicon.is_none()
    });
    let mut placed = Vec::new();
    let named = facilities.flat_map(|entity| names_of(entity).map(move |span| (entity, span)));
    for (entity, span) in named {
        let mut before = text[..span.start as usize].split_whitespace().rev();
        let stands = before.by_ref().take(2).any(|word| {
            matches!(
                word,
                "at" | "At" | "in" | "In" | "near" | "outside" | "inside" | "from" | "to"
            )
        });
        let next = places.get(places.partition_point(|place| place.start < span.end));
        let between = next.and_then(|next| text.get(span.end as usize..next.start as usize));
        let put = between.is_some_and(pattern::puts_in);
        // Something happens “at the Velda Centre in Oslo”, whatever else the centre is.
        if entity.kind == EntityType::Organization {
            let mut before = text[..span.start as usize].split_whitespace().rev();
            let article = before
                .clone()
                .next()
                .is_some_and(|word| matches!(word, "the" | "The"));
            let word = before.nth(usize::from(article)).unwrap_or("");
            if matches!(word, "at" | "At" | "outside" | "inside") && between == Some(" in ") {
                placed.push(span);
            }
            continue;
        }
        let owned = places
            .partition_point(|place| place.end <= span.start)
            .checked_sub(1)
            .and_then(|last| text.get(places[last].end as usize..span.start as usize))
            .is_some_and(|between| matches!(between, "'s " | "’s "));
        if stands && put || owned {
            placed.push(span);
        }
    }
    super::inside::add_all(placed, spans);
}

fn names_of(entity: &Entity) -> impl Iterator<Item = Span> + '_ {
    let names = entity.mentions.iter();
    names
        .filter(|mention| mention.form == MentionForm::Name)
        .map(|mention| mention.span)
}

/// Whether the words around a name make it a place's: “a warehouse in Regina”, “Regina police”,
/// “within the European Union”. “Trust in Clinton” has her first name somewhere.
fn is_put_somewhere(
    entity: &Entity,
    alone: bool,
    span: Span,
    text: &str,
    knowledge: Knowledge<'_>,
) -> bool {
    let gazetteer = knowledge.gazetteer;
    let name = span.of(text);
    let mut before = text[..span.start as usize].split_whitespace().rev();
    let mut word = before.next().unwrap_or("");
    if entity.kind == EntityType::Organization {
        if word == "the" {
            word = before.next().unwrap_or("");
        }
        let inside = matches!(word, "in" | "within" | "across" | "throughout" | "outside");
        return inside && gazetteer.candidates(name).any(|place| place.is_region());
    }
    if entity.kind != EntityType::Person || entity.lexicon.is_some() || name.contains(' ') {
        return false;
    }
    let after = text[span.end as usize..].strip_prefix(' ').unwrap_or("");
    let next = after
        .split(|letter: char| !letter.is_alphabetic())
        .next()
        .unwrap_or("");
    let put = matches!(word, "in" | "near" | "outside" | "downtown" | "throughout")
        || matches!(next, "police" | "residents" | "area" | "suburb");
    put && alone
        && gazetteer
            .candidates(name)
            .any(|place| place.is_settlement())
}
