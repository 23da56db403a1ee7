//! Toponyms inside longer names: “Kumasi” in “Kumasi Water Board”, “Utrecht” in “University of
//! Utrecht”, and airports, squares and bridges that the gazetteer knows.
//!
//! They are written down as toponyms only: the organisation stays who acts, and an event's place
//! is never taken from inside its name.

use lexicon::Gazetteer;
use record::{Entity, EntityType, MentionForm, Reading, Span};

use super::pattern;
use super::toponym::nation;
use crate::Knowledge;
use crate::who::heads_office;
use crate::who::is_direction;

/// The longest toponym that a longer name begins or ends with, in words.
const LONGEST: usize = 4;

/// Adds the toponyms inside names of organisations and facilities; `spans` holds those found so
/// far.
pub(super) fn add<T: Default>(
    reading: &Reading,
    knowledge: Knowledge<'_>,
    spans: &mut Vec<(Span, T)>,
) {
    let text = &reading.document.text;
    let mut inner = Vec::new();
    for entity in &reading.entities {
        if !may_hold(entity) {
            continue;
        }
        let names = entity.mentions.iter();
        for mention in names.filter(|mention| mention.form == MentionForm::Name) {
            let name = mention.span.of(text);
            // The White House and the Kremlin act; a lexicon says so.
            let whole = entity.kind == EntityType::Facility
                && entity.lexicon.is_none()
                && is_known(name, knowledge.gazetteer);
            if whole {
                inner.push(mention.span);
                continue;
            }
            if let Some((start, end)) = toponym(name, knowledge) {
                let from = mention.span.start as usize;
                inner.push(Span::new(from + start, from + end));
            }
        }
    }
    for party in [", D-", ", R-", "(D-", "(R-"] {
        for (at, _) in text.match_indices(party) {
            let from = at + party.len();
            if let Some((start, end)) = pattern::constituency(text, from, knowledge.gazetteer) {
                inner.push(Span::new(start, end));
            }
        }
    }
    add_all(inner, spans);
}

/// Adds the spans that touch none that is there.
pub(super) fn add_all<T: Default>(mut inner: Vec<Span>, spans: &mut Vec<(Span, T)>) {
    inner.sort_unstable();
    inner.dedup();
    let mut found: Vec<_> = spans.iter().map(|(span, _)| *span).collect();
    found.sort_unstable();
    for span in inner {
        let at = found.partition_point(|other| other.end <= span.start);
        let clash = found.get(at).is_some_and(|other| other.start < span.end);
        if !clash {
            found.insert(at, span);
            spans.push((span, T::default()));
        }
    }
}

fn may_hold(entity: &Entity) -> bool {
    matches!(
        entity.kind,
        EntityType::Organization | EntityType::Facility | EntityType::Work | EntityType::Other
    )
}

fn is_known(name: &str, gazetteer: &Gazetteer) -> bool {
    name.contains(' ') && gazetteer.is_place(name)
}

/// Where the toponym inside a name stands.
fn toponym(name: &str, knowledge: Knowledge<'_>) -> Option<(usize, usize)> {
    let words: Vec<(usize, &str)> = words(name).collect();
    if words.len() < 2 {
        return None;
    }
    behind(name, &words, knowledge).or_else(|| before(name, &words, knowledge))
}

/// “University of Utrecht”, “Embassy in Riga”, “University of Utrecht Faculty of Law”.
fn behind(name: &str, words: &[(usize, &str)], knowledge: Knowledge<'_>) -> Option<(usize, usize)> {
    let gazetteer = knowledge.gazetteer;
    let joints = words
        .iter()
        .enumerate()
        .filter(|(_, (_, word))| matches!(*word, "of" | "in" | "at" | "for"))
        .map(|(joint, _)| joint);
    for joint in joints.rev() {
        let mut first = joint + 1;
        if words.get(first).is_some_and(|(_, word)| *word == "the") {
            first += 1;
        }
        let last = words.len().min(first + LONGEST);
        // “Museum of Northern Ghana”: the direction is no part of the name where it is unknown.
        let directed = words.get(first).is_some_and(|(_, word)| is_direction(word));
        for from in first..=first + usize::from(directed) {
            for to in (from + 1..=last).rev() {
                let whole = to == words.len();
                let (start, end) = (words[from].0, words[to - 1].0 + words[to - 1].1.len());
                let end = if whole { name.len() } else { end };
                let toponym = &name[start..end];
                if gazetteer.is_place(toponym)
                    && is_seat(toponym, to - from, knowledge)
                    && (whole || gazetteer.is_well_known(toponym))
                {
                    return Some((start, end));
                }
            }
        }
    }
    None
}

/// “Kumasi Water Board” lies in Kumasi, and so do “the Kumasi police”; teams and companies travel,
/// but say where from.
fn before(name: &str, words: &[(usize, &str)], knowledge: Knowledge<'_>) -> Option<(usize, usize)> {
    let gazetteer = knowledge.gazetteer;
    let lexicon = &knowledge.lexicon.words;
    let joint = words
        .iter()
        .rposition(|(_, word)| matches!(*word, "of" | "in" | "at" | "for"));
    let head = match joint {
        Some(joint) => words.get(joint.checked_sub(1)?)?.1,
        None => words.last()?.1,
    };
    let mut letters = head.chars();
    let first = letters.next()?;
    let head: String = first.to_uppercase().chain(letters).collect();
    let classes = lexicon.classes(&head);
    let heads = classes.heads_organization() || classes.heads_facility();
    let article = usize::from(matches!(words[0].1, "The" | "the"));
    let directed = article + usize::from(is_direction(words.get(article)?.1));
    for first in article..=directed {
        let most = joint.unwrap_or(words.len() - 1).min(first + LONGEST);
        let Some(&(start, _)) = words.get(first) else {
            break;
        };
        for next in (first + 1..=most).rev() {
            let (at, word) = words[next - 1];
            let end = at + word.len();
            let toponym = &name[start..end];
            let follower = words.get(next).map_or("", |(_, word)| word);
            // “Commerce Ministry”, “Supreme Court”: there are hamlets of these names.
            let office = heads_office(follower);
            let usual = next == first + 1
                && (lexicon.classes(&toponym.to_lowercase()).is_usual()
                    || office && !gazetteer.is_well_known(toponym));
            // “University of Utrecht”, “Canadian Press”: no towns in Mississippi and Texas.
            let other = next == first + 1
                && (lexicon.classes(toponym).heads_organization()
                    || lexicon.classes(toponym).heads_facility()
                    || nation(toponym, knowledge.lexicon).is_some());
            if usual || other {
                continue;
            }
            // “Kumasi Giants”: a team is of a town that everybody knows.
            let known = heads || gazetteer.is_well_known(toponym);
            if known && gazetteer.is_place(toponym) {
                return Some((start, end));
            }
        }
    }
    None
}

/// Whether what follows “of” in a name can be where the named is: not in “Chamber of Commerce” or
/// “Bank of America”, though there is a Commerce in Texas, and America is a name of the country.
fn is_seat(toponym: &str, words: usize, knowledge: Knowledge<'_>) -> bool {
    let gazetteer = knowledge.gazetteer;
    let usual = words == 1
        && knowledge
            .lexicon
            .words
            .classes(&toponym.to_lowercase())
            .is_usual();
    (!usual || gazetteer.is_well_known(toponym)) && toponym != "America"
}

/// The words of a name with where they start, without the marks of possession at their ends.
fn words(name: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    name.split(char::is_whitespace).filter_map(move |word| {
        let start = from;
        from += word.len()
            + name[start + word.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        let word = word
            .strip_suffix("'s")
            .or_else(|| word.strip_suffix("’s"))
            .unwrap_or(word);
        (!word.is_empty()).then_some((start, word))
    })
}
