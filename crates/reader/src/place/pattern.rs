//! What the words around a name say: “Salem, Ore.”, “in Salem”, “Mr. London”.

use lexicon::{Candidate, Gazetteer, Name, NameClass, Written};
use record::{Span, Syntax, TokenKind};

use super::sense::lies_in;

/// Whether the tokens `first..end` most likely name a place: the gazetteer knows the name, and the
/// words around it do not say that it is a person or an organisation.
///
/// `Jordan said` and `Mr. London` are people; `in Reading` and `Reading, England` are places. This
/// is cheap enough to ask of every capitalised phrase.
pub fn looks_like_toponym(
    text: &str,
    syntax: &Syntax,
    first: usize,
    end: usize,
    gazetteer: &Gazetteer,
) -> bool {
    let tokens = &syntax.tokens;
    if first >= end || end > tokens.len() {
        return false;
    }
    let span = tokens[first].span.cover(tokens[end - 1].span);
    let Some(name) = text.get(span.range()) else {
        return false;
    };
    let Some(found) = gazetteer.find(name) else {
        return false;
    };
    if gazetteer.candidates(name).next().is_none() || !tokens[first].capital {
        return false;
    }
    let word = |index: usize| {
        let token = tokens.get(index)?;
        text.get(token.span.range())
    };
    let before = first.checked_sub(1).and_then(word).unwrap_or("");
    let after = word(end).unwrap_or("");
    if is_one_of(before, &TITLES) {
        return false;
    }
    let strong = gazetteer.is_place(name);
    // “in Jordan” is a place even where “Jordan said” is not, and “near Reading” too.
    if is_one_of(before, &PLACE_WORDS) {
        return strong || found.class != NameClass::Word || !is_sentence_like(name);
    }
    if container(text, span, gazetteer).is_some() {
        return true;
    }
    if found.class == NameClass::Person {
        // A given name before, or a surname after, or a verb that people do.
        let previous_is_name = first > 0
            && tokens[first - 1].capital
            && tokens[first - 1].kind == TokenKind::Word
            && tokens[first - 1].space_after;
        let next_is_name = tokens.get(end).is_some_and(|next| {
            next.capital && next.kind == TokenKind::Word && tokens[end - 1].space_after
        });
        if previous_is_name || next_is_name || is_one_of(after, &PERSON_VERBS) {
            return false;
        }
    }
    strong
}

/// The division or country that follows a name after a comma or in parentheses: “Salem, Ore.”,
/// “Salem (Oregon)”.
pub(super) fn container(text: &str, span: Span, gazetteer: &Gazetteer) -> Option<Candidate> {
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
            return best_container(name, words, found, gazetteer);
        }
    }
    None
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

/// Whether all of a name is one word in title case, as at the start of a sentence.
fn is_sentence_like(name: &str) -> bool {
    !name.contains(' ')
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Words before a place.
const PLACE_WORDS: [&str; 20] = [
    "in",
    "at",
    "near",
    "from",
    "to",
    "outside",
    "around",
    "across",
    "through",
    "throughout",
    "into",
    "toward",
    "towards",
    "via",
    "inside",
    "within",
    "downtown",
    "northern",
    "southern",
    "central",
];

/// Words before a person's name.
const TITLES: [&str; 30] = [
    "Mr.",
    "Mrs.",
    "Ms.",
    "Miss",
    "Dr.",
    "Prof.",
    "Sir",
    "Lord",
    "Lady",
    "Sen.",
    "Rep.",
    "Gov.",
    "Gen.",
    "Col.",
    "Maj.",
    "Capt.",
    "Lt.",
    "Sgt.",
    "Rev.",
    "Judge",
    "Justice",
    "President",
    "Senator",
    "Secretary",
    "Minister",
    "General",
    "Colonel",
    "Mr",
    "Mrs",
    "Dr",
];

/// Verbs that people do and places seldom.
const PERSON_VERBS: [&str; 14] = [
    "said",
    "says",
    "told",
    "added",
    "asked",
    "replied",
    "wrote",
    "tweeted",
    "testified",
    "recalled",
    "joked",
    "insisted",
    "noted",
    "explained",
];
