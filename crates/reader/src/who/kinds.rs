//! What a name names: a person, an organisation, a place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use lexicon::Meaning;
use record::{DependencyRelation as Relation, EntityType, MentionForm, TokenKind};

use super::entities::folded;
use super::names::{Name, is_side};
use super::runs::Capitals;
use super::words::Words;

/// Gives every name its kind, and drops the capitalised words that are no names after all.
pub(super) fn settle(names: &mut Vec<Name>, words: &Words<'_>) {
    for name in names.iter_mut() {
        if name.kind.is_none() {
            name.kind = first_kind(name, words);
        }
    }
    let known = Known::new(names, words);
    names.retain_mut(|name| {
        let sure = name.kind.is_some();
        if let Some(kind) = known.kind(name, words)
            && (!sure
                || name.tokens.len() == 1
                    && name.meanings.is_empty()
                    && name.title.is_none()
                    && kind == EntityType::Person)
        {
            name.kind = Some(kind);
        }
        // “Elian” looks like a people's name, and is a boy's where there is an Elian Aker.
        if name.kind == Some(EntityType::Group)
            && name.tokens.len() == 1
            && name.meanings.is_empty()
            && known.given.contains(&words.get(name.tokens.start))
        {
            name.kind = Some(EntityType::Person);
            name.form = MentionForm::Name;
        }
        if matches!(name.kind, Some(EntityType::Person | EntityType::Place))
            && name.meanings.is_empty()
            && name.title.is_none()
            && is_called_a_body(name, words)
        {
            name.kind = Some(EntityType::Organization);
        }
        if name.meanings.is_empty()
            && let Some(tokens) = agency(name, words)
        {
            name.tokens = tokens;
            name.kind = Some(EntityType::Organization);
        }
        if name.kind.is_none() {
            name.kind = last_kind(name, words);
        }
        name.kind.is_some()
    });
}

/// The kind that the name and the words around it tell by themselves.
fn first_kind(name: &Name, words: &Words<'_>) -> Option<EntityType> {
    if let Some(meaning) = name.meanings.first() {
        let only = name.tokens.len() == 1;
        // "Time is short": a capital that the sentence gives makes no magazine of it.
        let common = only && words.is_usual(name.tokens.start);
        let unsure = name.first || name.capitals != Capitals::Names;
        return match meaning {
            Meaning::Country(_) | Meaning::Demonym(_) | Meaning::Region => Some(EntityType::Place),
            Meaning::People => Some(EntityType::Group),
            Meaning::Person(_) => Some(EntityType::Person),
            Meaning::Body(_) if common && unsure => None,
            Meaning::Body(index) => {
                Some(words.knowledge.lexicon.bodies.all()[*index as usize].kind)
            }
        };
    }
    let text = words.span_text(&name.tokens);
    let start = name.tokens.start;
    let several = name.tokens.len() > 1;
    let given = words.classes(start).is_given();
    if several && let Some(kind) = kind_of_head(&name.tokens, words) {
        let person = given && !matches!(kind, EntityType::Organization) && name.title.is_some();
        return Some(if person { EntityType::Person } else { kind });
    }
    if name.title.is_some() {
        return Some(EntityType::Person);
    }
    if several {
        match words.get(start) {
            "Camp" | "Fort" => return Some(EntityType::Facility),
            "USS" | "HMS" | "INS" | "FS" | "MV" | "RMS" | "SS" | "Operation" | "Hurricane"
            | "Typhoon" | "Cyclone" => {
                return Some(EntityType::Work);
            }
            side if is_side(side) && !words.is_usual(name.tokens.end - 1) => {
                return Some(EntityType::Place);
            }
            _ => {}
        }
    }
    let place = text.len() < 60 && words.knowledge.gazetteer.is_place(text);
    if place && !(several && given && person_follows(&name.tokens, words)) {
        return Some(EntityType::Place);
    }
    if several && (given || has_initial(name, words)) {
        return Some(EntityType::Person);
    }
    if !several && name.capitals != Capitals::All && words.is_all_capitals(start) {
        return (text.chars().count() <= 8).then_some(EntityType::Organization);
    }
    if name.capitals != Capitals::Names {
        return (given && !words.is_usual(start)).then_some(EntityType::Person);
    }
    if !several && name.first && words.is_usual(start) {
        return None;
    }
    if !several && words.classes(start).heads_organization() && words.is_usual(start) {
        return None;
    }
    let before = if start > 0 { words.get(start - 1) } else { "" };
    if is_placed(start, words) && text.len() < 60 {
        return Some(EntityType::Place);
    }
    if matches!(before, "at" | "from" | "to" | "into")
        && words.knowledge.gazetteer.find(text).is_some()
    {
        return Some(EntityType::Place);
    }
    if given || person_follows(&name.tokens, words) {
        return Some(EntityType::Person);
    }
    // "the Aker administration": a leader's name is a person's, whoever is meant.
    let leader = !several
        && !words.is_usual(start)
        && words
            .knowledge
            .lexicon
            .holders
            .by_family_name(&folded(text))
            .next()
            .is_some();
    leader.then_some(EntityType::Person)
}

/// The kind that the head of a name tells: "Ministry of Health", "Kerem Road".
pub(super) fn kind_of_head(tokens: &Range<usize>, words: &Words<'_>) -> Option<EntityType> {
    let head = tokens
        .clone()
        .skip(1)
        .find(|index| matches!(words.get(*index), "of" | "for" | "on" | "in" | "against"))
        .unwrap_or(tokens.end)
        - 1;
    let classes = words.classes(head);
    if classes.heads_organization()
        && !(classes.heads_facility() && words.classes(tokens.start).is_given())
    {
        Some(EntityType::Organization)
    } else if classes.heads_facility() {
        Some(EntityType::Facility)
    } else if classes.heads_place() {
        Some(EntityType::Place)
    } else if classes.heads_work() {
        Some(EntityType::Work)
    } else {
        None
    }
}

/// "Ann B. Aker".
fn has_initial(name: &Name, words: &Words<'_>) -> bool {
    name.tokens.clone().any(|index| {
        let word = words.get(index);
        word.len() == 2 && word.ends_with('.') && words.is_capital(index)
    })
}

/// "Aker said", "Aker, 51,": only persons speak like that and have an age.
pub(super) fn person_follows(tokens: &Range<usize>, words: &Words<'_>) -> bool {
    let after = tokens.end;
    let next = words.get(after);
    if next == "," {
        let number = words.get(after + 1);
        let age = words
            .syntax
            .tokens
            .get(after + 1)
            .is_some_and(|token| token.kind == TokenKind::Number)
            && number.len() == 2;
        return age && matches!(words.get(after + 2), "," | ".");
    }
    matches!(
        next,
        "said"
            | "says"
            | "told"
            | "added"
            | "who"
            | "asked"
            | "replied"
            | "explained"
            | "insisted"
            | "recalled"
            | "tweeted"
            | "argued"
            | "stressed"
    )
}

/// "in Aker", "near Aker": a name behind such a word is a place's, as a rule.
pub(super) fn is_placed(start: usize, words: &Words<'_>) -> bool {
    let before = start.checked_sub(1).map_or("", |before| words.get(before));
    matches!(
        before,
        "in" | "near" | "outside" | "across" | "around" | "throughout" | "toward" | "towards"
    )
}

/// A name that nothing tells the kind of.
fn last_kind(name: &Name, words: &Words<'_>) -> Option<EntityType> {
    if name.capitals != Capitals::Names {
        return None;
    }
    let several = name.tokens.len() > 1;
    let start = name.tokens.start;
    if !several && (name.first || !name.meanings.is_empty()) && words.is_usual(start) {
        return None;
    }
    if several {
        let usual = name
            .tokens
            .clone()
            .filter(|index| words.is_capital(*index))
            .all(|index| words.is_usual(index));
        let the = start > 0 && words.get(start - 1).eq_ignore_ascii_case("the");
        return Some(if the || usual || name.tokens.len() > 5 {
            if usual {
                EntityType::Other
            } else {
                EntityType::Organization
            }
        } else {
            EntityType::Person
        });
    }
    if words.classes(start).heads_organization() {
        return Some(EntityType::Organization);
    }
    if words.is_usual(start) {
        return None;
    }
    Some(EntityType::Organization)
}

/// What an apposition calls a body: “Dagens Blad, a newspaper”.
const BODIES: [&str; 20] = [
    "newspaper",
    "daily",
    "weekly",
    "tabloid",
    "magazine",
    "broadcaster",
    "channel",
    "station",
    "website",
    "agency",
    "company",
    "firm",
    "bank",
    "party",
    "group",
    "movement",
    "militia",
    "organisation",
    "organization",
    "charity",
];

/// Whether the words after a name say that it is a body's.
fn is_called_a_body(name: &Name, words: &Words<'_>) -> bool {
    let syntax = words.syntax;
    let children = name.tokens.clone().flat_map(|at| syntax.children(at));
    let mut called = children.filter(|child| {
        !name.tokens.contains(child) && syntax.tokens[*child].relation == Relation::Apposition
    });
    called.any(|child| BODIES.contains(&syntax.lemma(child)))
}

/// All words in the brackets of a dateline, when a name is the first of them: who sent the story
/// is an agency, whatever it is called (“OSLO (Harbour Wire) —”).
fn agency(name: &Name, words: &Words<'_>) -> Option<Range<usize>> {
    let start = name.tokens.start;
    let sentence = words.syntax.sentence_of(start)?;
    let sentence = words.syntax.sentences[sentence].tokens();
    let opens = words.get(start.checked_sub(1)?) == "(";
    if !opens || start > sentence.start + 10 {
        return None;
    }
    let end = (name.tokens.end..name.tokens.end + 4).find(|index| words.get(*index) == ")")?;
    let dash = matches!(words.get(end + 1), "-" | "–" | "—" | "--" | "_");
    let capitals = (start..end).all(|index| words.is_capital(index));
    (dash && capitals).then_some(start..end)
}

/// Words that the document has shown to name somebody.
struct Known<'a> {
    words: BTreeMap<String, EntityType>,
    /// First words of full names of persons.
    given: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(names: &[Name], words: &Words<'a>) -> Self {
        let mut known = BTreeMap::new();
        let full = |name: &&Name| name.kind == Some(EntityType::Person) && name.tokens.len() > 1;
        let full = names.iter().filter(full);
        let given = full.map(|name| words.get(name.tokens.start)).collect();
        for name in names {
            let Some(kind) = name.kind else { continue };
            let person = kind == EntityType::Person;
            if name.capitals == Capitals::Names && !name.first || person && name.tokens.len() > 1 {
                if person {
                    // "Bashar al-Assad" is "Assad" later.
                    let last = words.get(name.tokens.end - 1);
                    if last.chars().count() > 2 {
                        known.insert(last.to_lowercase(), kind);
                    }
                }
                if name.tokens.len() < 8 {
                    let text = words.span_text(&name.tokens).to_lowercase();
                    known.entry(text).or_insert(kind);
                }
            }
        }
        Self {
            words: known,
            given,
        }
    }

    fn kind(&self, name: &Name, words: &Words<'_>) -> Option<EntityType> {
        if name.tokens.len() > 8 {
            return None;
        }
        let text = words.span_text(&name.tokens).to_lowercase();
        if let Some(kind) = self.words.get(&text) {
            return Some(*kind);
        }
        // "al-Assad" for "Assad".
        let last = words.get(name.tokens.end - 1).to_lowercase();
        let article = !words.is_capital(name.tokens.start);
        self.words.get(&last).filter(|_| article).copied()
    }
}
