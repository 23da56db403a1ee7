//! Names that the text puts on the map, whatever kind of name they seemed: “Norman, Okla.”, “a
//! warehouse in Regina”.
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
            if seemed_other && (held || is_put_somewhere(entity, span, text, knowledge)) {
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

fn names_of(entity: &Entity) -> impl Iterator<Item = Span> + '_ {
    let names = entity.mentions.iter();
    names
        .filter(|mention| mention.form == MentionForm::Name)
        .map(|mention| mention.span)
}

/// Whether something is in a person of one word, of whom the document says no more: “a warehouse
/// in Regina”. “Trust in Clinton” has her first name somewhere.
fn is_put_somewhere(entity: &Entity, span: Span, text: &str, knowledge: Knowledge<'_>) -> bool {
    if entity.kind != EntityType::Person || entity.lexicon.is_some() {
        return false;
    }
    let name = span.of(text);
    let before = text[..span.start as usize].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    matches!(word, "in" | "near" | "outside" | "downtown" | "throughout")
        && names_of(entity).all(|other| other.of(text) == name)
        && !name.contains(' ')
        && knowledge
            .gazetteer
            .candidates(name)
            .any(|place| place.is_settlement())
}
