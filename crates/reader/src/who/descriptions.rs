//! Nouns that describe somebody or something, as far as pronouns must agree with them.

use lexicon::{Gender, Lexicon};
use record::{
    DependencyRelation as Relation, EntityType, Span, Syntax, Token, TokenKind, Tree, Upos,
};

use super::referents::Traits;
use super::words::Words;

/// Nouns for one human being that tell more than their office.
const MEN: &[&str] = &[
    "man",
    "boy",
    "father",
    "son",
    "brother",
    "husband",
    "uncle",
    "grandfather",
    "nephew",
    "king",
    "prince",
    "businessman",
    "policeman",
    "gunman",
    "spokesman",
    "chairman",
    "congressman",
    "widower",
    "grandson",
    "gentleman",
    "lord",
    "monk",
    "actor",
    "waiter",
    "dad",
    "guy",
];
const WOMEN: &[&str] = &[
    "woman",
    "girl",
    "mother",
    "daughter",
    "sister",
    "wife",
    "aunt",
    "grandmother",
    "niece",
    "queen",
    "princess",
    "businesswoman",
    "policewoman",
    "spokeswoman",
    "chairwoman",
    "congresswoman",
    "widow",
    "granddaughter",
    "lady",
    "nun",
    "actress",
    "waitress",
    "mum",
    "mom",
    "girlfriend",
    "bride",
];
const PERSONS: &[&str] = &[
    "person",
    "judge",
    "priest",
    "cleric",
    "hostage",
    "witness",
    "victim",
    "child",
    "baby",
    "teenager",
    "adult",
    "colleague",
    "patient",
    "voter",
    "customer",
    "worker",
    "guest",
    "prisoner",
    "refugee",
    "migrant",
    "neighbour",
    "neighbor",
    "passenger",
    "soldier",
    "parent",
    "partner",
    "speaker",
    "reader",
    "user",
    "member",
    "citizen",
    "applicant",
    "defendant",
    "plaintiff",
    "counsel",
    "justice",
    "nurse",
    "pilot",
    "tourist",
    "fan",
];
/// Bodies of people: “it” and “they” both.
const BODIES: &[&str] = &[
    "police",
    "team",
    "family",
    "company",
    "firm",
    "group",
    "crowd",
    "army",
    "staff",
    "crew",
    "party",
    "council",
    "committee",
    "board",
    "club",
    "band",
    "government",
    "parliament",
    "court",
    "jury",
    "congress",
    "ministry",
    "agency",
    "union",
    "bank",
    "couple",
    "public",
    "majority",
    "organisation",
    "organization",
    "community",
    "school",
    "university",
    "hospital",
    "department",
];
/// Nouns that pronouns do not take up: times, and what only measures or stands in for others.
const EMPTY: &[&str] = &[
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "morning",
    "evening",
    "night",
    "afternoon",
    "decade",
    "century",
    "moment",
    "time",
    "today",
    "tomorrow",
    "yesterday",
    "way",
    "example",
    "fact",
    "course",
    "lot",
    "bit",
    "kind",
    "sort",
    "number",
    "percent",
    "mile",
    "kilometre",
    "kilometer",
    "metre",
    "meter",
    "dollar",
    "addition",
    "order",
    "case",
    "part",
    "everything",
    "something",
    "nothing",
    "anything",
    "everyone",
    "someone",
    "anyone",
    "end",
    "front",
    "place",
    "regard",
    "respect",
    "instance",
    "terms",
    "rest",
    "side",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "weekend",
];

/// What pronouns must agree with to mean the description at a token; none where it is no noun that
/// heads a phrase of its own.
pub(super) fn traits(words: &Words<'_>, tree: &Tree, token: usize) -> Option<Traits> {
    let syntax = words.syntax;
    let here = syntax.tokens[token];
    if here.upos != Upos::Noun || here.kind != TokenKind::Word {
        return None;
    }
    // Parts of other nouns, and what is said of a subject (“she is a doctor”), stand for nobody.
    if matches!(
        here.relation,
        Relation::Compound
            | Relation::AdjectivalModifier
            | Relation::DescriptiveModifier
            | Relation::Fixed
            | Relation::UnmarkedOblique
            | Relation::UnmarkedNominalModifier
            | Relation::Flat
            | Relation::Vocative
    ) || tree
        .children(token)
        .any(|child| syntax.tokens[child].relation == Relation::Copula)
    {
        return None;
    }
    let lemma = lemma(syntax, words.text, token);
    if EMPTY.contains(&lemma) {
        return None;
    }
    let lexicon = words.knowledge.lexicon;
    let generic = generic(lexicon, words.text, here);
    let body = is_body(lemma, generic);
    if is_plural(syntax, here) {
        return Some(Traits {
            many: true,
            ..Traits::default()
        });
    }
    if body {
        return Some(Traits {
            thing: true,
            many: true,
            ..Traits::default()
        });
    }
    let gender = if MEN.contains(&lemma) {
        Some(Gender::Male)
    } else if WOMEN.contains(&lemma) {
        Some(Gender::Female)
    } else {
        None
    };
    let person = is_person(lemma, generic, lexicon);
    Some(Traits {
        person,
        thing: !person,
        many: false,
        gender,
    })
}

/// What kind of bearer words without a name describe: one person, several, a body, or something.
///
/// A noun that no list knows is several when it is plural, since it is people who say and do
/// things; in the singular it may be anything.
pub(crate) fn kind(syntax: &Syntax, lexicon: &Lexicon, text: &str, span: Span) -> EntityType {
    let first = syntax.token_from(span.start as usize);
    let mut tokens = first..syntax.tokens.len();
    tokens.end = tokens
        .clone()
        .find(|token| syntax.tokens[*token].span.start >= span.end)
        .unwrap_or(tokens.end);
    let outside = |token: &usize| {
        let head = syntax.tokens[*token].head.map(|head| head as usize);
        head.is_none_or(|head| !tokens.contains(&head))
    };
    let Some(head) = tokens.clone().find(outside) else {
        return EntityType::Other;
    };
    let here = syntax.tokens[head];
    let feats = syntax.symbols.get(here.feats);
    let lemma = lemma(syntax, text, head);
    let generic = generic(lexicon, text, here);
    match here.upos {
        Upos::Pronoun if feats.contains("Gender=") && !feats.contains("Gender=Neut") => {
            EntityType::Person
        }
        _ if is_plural(syntax, here) || here.upos == Upos::Numeral => EntityType::Group,
        _ if is_person(lemma, generic, lexicon) => EntityType::Person,
        _ if is_body(lemma, generic) => generic.unwrap_or(EntityType::Organization),
        _ => EntityType::Other,
    }
}

/// The sectors that words without a name tell, by the last of them that tells any: “Syrian rebel
/// factions” are rebels, and an attorney general is no soldier.
pub(crate) fn sectors(syntax: &Syntax, lexicon: &Lexicon, text: &str, span: Span) -> Vec<String> {
    let first = syntax.token_from(span.start as usize);
    let mut last = 0;
    let mut told = Vec::new();
    for token in &syntax.tokens[first..] {
        if token.span.end > span.end {
            break;
        }
        let start = token.span.start as usize;
        let generic = lexicon.generics.at(text, start);
        let generic = generic.map(|(end, generic)| (end, &generic.sectors));
        let office = lexicon.offices.at(text, start);
        let office = office.map(|(end, office)| (end, &office.sectors));
        for (end, sectors) in [generic, office].into_iter().flatten() {
            if end > last && end <= span.end as usize && !sectors.is_empty() {
                last = end;
                told.clone_from(sectors);
            }
        }
    }
    told
}

/// The kind of an actor that a generic word names, one or several as the word stands here: the
/// lexicon has “judges” among the courts, and a boy among civilians.
pub(super) fn actor_kind(words: &Words<'_>, head: usize, listed: EntityType) -> EntityType {
    let syntax = words.syntax;
    let lemma = lemma(syntax, words.text, head);
    let person = is_person(lemma, None, words.knowledge.lexicon)
        || AGENTS.iter().any(|end| lemma.ends_with(end)) && !COLLECTIVES.contains(&lemma);
    if !person {
        return listed;
    }
    if is_plural(syntax, syntax.tokens[head]) {
        EntityType::Group
    } else {
        EntityType::Person
    }
}

/// How nouns end that name who does something.
const AGENTS: [&str; 9] = ["man", "er", "or", "ist", "ee", "ian", "ant", "ent", "rebel"];

/// Nouns with such an end that name many, or a body.
const COLLECTIVES: [&str; 5] = [
    "newspaper",
    "broadcaster",
    "parliament",
    "government",
    "infantry",
];

/// Whether a token is for several.
fn is_plural(syntax: &Syntax, token: Token) -> bool {
    let feats = syntax.symbols.get(token.feats);
    feats.contains("Number=Plur") || feats.contains("Number=Ptan")
}

/// The dictionary form of a token, or the token where there is none.
fn lemma<'a>(syntax: &'a Syntax, text: &'a str, token: usize) -> &'a str {
    match syntax.lemma(token) {
        "" => syntax.tokens[token].span.of(text),
        lemma => lemma,
    }
}

/// What the generic actors of the lexicon say of one word.
fn generic(lexicon: &Lexicon, text: &str, token: Token) -> Option<EntityType> {
    lexicon
        .generics
        .at(text, token.span.start as usize)
        .filter(|(end, _)| *end == token.span.end as usize)
        .map(|(_, generic)| generic.kind)
}

fn is_body(lemma: &str, generic: Option<EntityType>) -> bool {
    BODIES.contains(&lemma) || matches!(generic, Some(EntityType::Organization | EntityType::Group))
}

fn is_person(lemma: &str, generic: Option<EntityType>, lexicon: &Lexicon) -> bool {
    [MEN, WOMEN, PERSONS]
        .iter()
        .any(|list| list.contains(&lemma))
        || generic == Some(EntityType::Person)
        || lexicon.words.classes(lemma).is_role()
}
