//! What the words after a name say: “Salem, Ore.”, “Paris, Texas”.

use lexicon::{Candidate, Gazetteer, Name, Written};
use record::Span;

use super::sense::lies_in;

/// The division or country that follows a name after a comma or in parentheses: “Salem, Ore.”,
/// “Salem (Oregon)”.
pub(super) fn container(text: &str, span: Span, gazetteer: &Gazetteer) -> Option<Candidate> {
    contained(text, span, gazetteer).map(|(container, _)| container)
}

/// The same, with where its own name stands.
pub(super) fn contained(
    text: &str,
    span: Span,
    gazetteer: &Gazetteer,
) -> Option<(Candidate, Span)> {
    // The longest name of a division or country is well under this.
    const LONGEST: usize = 48;
    let rest = text.get(span.end as usize..)?;
    let rest = rest
        .strip_prefix(", ")
        .or_else(|| rest.strip_prefix(" ("))?;
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let rest = &rest[..end];
    if !rest.chars().next()?.is_uppercase() {
        return None;
    }
    // Up to four words, the longest that names a division or country.
    let mut ends: Vec<usize> = Vec::with_capacity(4);
    for (index, character) in rest.char_indices() {
        if ends.len() == 4 || matches!(character, ',' | ';' | ')' | '\n' | '"' | '“' | '”') {
            ends.push(index);
            break;
        }
        if character == ' ' {
            ends.push(index);
        } else if index + character.len_utf8() == rest.len() {
            ends.push(rest.len());
        }
    }
    ends.truncate(4);
    let name = span.of(text);
    for &end in ends.iter().rev() {
        let words = rest[..end].trim_end_matches(['\'', '’', '-', '—', ':']);
        let words = words
            .strip_suffix("'s")
            .or_else(|| words.strip_suffix("’s"))
            .unwrap_or(words);
        if let Some(found) = gazetteer.find(words) {
            let start = span.end as usize + ", ".len();
            let container = best_container(name, words, found, gazetteer)?;
            // A dash after a dateline's state is none of it.
            let words =
                words.trim_end_matches(|letter: char| letter != '.' && !letter.is_alphanumeric());
            return Some((container, Span::new(start, start + words.len())));
        }
    }
    None
}

/// Whether the words after a name make it one of a list of counties: “Elm, Oak and Ash counties”.
pub(super) fn are_counties(mut rest: &str) -> bool {
    const MOST: usize = 8;
    for _ in 0..MOST {
        if rest.starts_with(" counties") || rest.starts_with(" county") {
            return true;
        }
        let Some(next) = [", and ", ", ", " and ", " or ", "/"]
            .iter()
            .find_map(|joint| rest.strip_prefix(joint))
        else {
            return false;
        };
        // The capitalised words of the next name.
        rest = next;
        let mut words = 0;
        loop {
            let word = rest.strip_prefix(' ').filter(|_| words > 0).unwrap_or(rest);
            if !word.starts_with(char::is_uppercase) || words == 3 {
                break;
            }
            let end = word
                .find(|letter: char| !letter.is_alphanumeric() && letter != '.')
                .unwrap_or(word.len());
            rest = &word[end..];
            words += 1;
        }
        if words == 0 {
            return false;
        }
    }
    false
}

/// Whether the words between two toponyms put the first in or near the second.
pub(super) fn puts_in(between: &str) -> bool {
    const KINDS: [&str; 16] = [
        "area",
        "borough",
        "camp",
        "district",
        "neighborhood",
        "neighbourhood",
        "outskirts",
        "quarter",
        "section",
        "side",
        "slum",
        "suburb",
        "town",
        "township",
        "village",
        "ward",
    ];
    let words = between.trim_start_matches(',').trim_end();
    let mut words = words.split(' ').filter(|word| !word.is_empty());
    let first = words.next();
    let joint = match first {
        None => return between == ", ",
        Some(kind) if KINDS.contains(&kind) => words.next(),
        first => first,
    };
    matches!(joint, Some("in" | "near" | "outside" | "of"))
        && words.all(|word| word == "the")
        && (first != Some("of"))
}

/// Whether the words after a demonym begin with one for a part of the Earth: “ border”, “ coastal
/// town”.
pub(super) fn is_of_land(rest: &str) -> bool {
    let mut words = rest
        .strip_prefix([' ', '-'])
        .unwrap_or("")
        .split(|letter: char| !letter.is_alphabetic());
    let land = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        LAND.contains(&word) || LAND.contains(&one)
    };
    words.next().is_some_and(|word| {
        land(word) || MODIFIERS.contains(&word) && words.next().is_some_and(land)
    })
}

/// What can stand between a demonym and the land.
const MODIFIERS: [&str; 11] = [
    "coastal",
    "lakeside",
    "seaside",
    "northern",
    "southern",
    "eastern",
    "western",
    "port",
    "capital",
    "mountain",
    "controlled",
];

/// Words for parts of the Earth, in the singular.
const LAND: [&str; 38] = [
    "airspace",
    "bank",
    "bay",
    "beach",
    "border",
    "capital",
    "city",
    "coast",
    "coastline",
    "coasts",
    "countryside",
    "desert",
    "district",
    "enclave",
    "exclave",
    "frontier",
    "harbour",
    "highlands",
    "hinterland",
    "interior",
    "island",
    "lowlands",
    "mainland",
    "mountain",
    "peninsula",
    "port",
    "province",
    "region",
    "river",
    "shore",
    "soil",
    "suburb",
    "territory",
    "territories",
    "town",
    "village",
    "waters",
    "cities",
];

/// The name of a place behind a party and a hyphen: where who was elected is from, “Ann Aker,
/// D-Elm City,”. Where the name starts after `from`, and where it ends.
pub(super) fn constituency(
    text: &str,
    from: usize,
    gazetteer: &Gazetteer,
) -> Option<(usize, usize)> {
    const LONGEST: usize = 40;
    let rest = text.get(from..)?;
    let end = rest
        .char_indices()
        .take(LONGEST)
        .find(|(_, letter)| matches!(letter, ',' | ';' | ')' | '(' | '\n' | ':'))
        .map(|(end, _)| end)?;
    let name = &rest[..end];
    let county = format!("{name} county");
    let known = name.starts_with(char::is_uppercase)
        && (gazetteer.find(name).is_some() || gazetteer.find(&county).is_some());
    known.then_some((from, from + end))
}

/// The division or country that `found` is behind a name, if it is one there and not the next of a
/// list (“Kentucky, Georgia and Ohio”, “Moscow, Kyiv”).
fn best_container(
    name: &str,
    words: &str,
    found: Name,
    gazetteer: &Gazetteer,
) -> Option<Candidate> {
    let capitals = !words.chars().any(char::is_lowercase);
    let mut inner: Vec<Candidate> = Vec::new();
    let mut large = false;
    for candidate in gazetteer.candidates(name) {
        large |= candidate.is_country()
            || candidate.population > 300_000
            || (candidate.is_admin1() && !candidate.alternate);
        inner.push(candidate);
    }
    let mut best: Option<(u8, Candidate)> = None;
    for place in found.candidates() {
        let abbreviated = place.written != Written::Anyhow;
        // “Ore.” at the end of a sentence may have lost its stop; postal codes are in capitals.
        let written = match place.written {
            Written::Anyhow | Written::Abbreviated => true,
            Written::Capitals | Written::AfterComma => capitals || words.len() > 2,
            Written::Demonym => false,
        };
        if !written || !(place.is_admin1() || place.is_country()) {
            continue;
        }
        let holds = inner.iter().any(|candidate| lies_in(candidate, &place));
        let is_state = place.is_admin1() && matches!(place.country, "USA" | "CAN" | "AUS");
        // What is itself a state or country needs more than a comma before another: a list looks
        // the same.
        let peer = inner.iter().any(|candidate| {
            candidate.is_country() && !place.is_country()
                || candidate.is_country() && place.is_country()
                || candidate.is_admin1() && place.is_admin1()
                || candidate.id == place.id
        });
        if peer && !(holds && abbreviated) {
            continue;
        }
        // A place that the gazetteer lacks can only be placed by a container that leaves no doubt.
        if !holds && (large || !(is_state || (place.is_country() && inner.is_empty()))) {
            continue;
        }
        let rank = u8::from(holds) * 4 + u8::from(is_state) * 2 + u8::from(place.is_country());
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, place));
        }
    }
    best.map(|(_, place)| place)
}
