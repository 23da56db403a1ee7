//! Names of one bearer are joined into entities.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{Gender, Meaning, unaccented};
use record::{DateInterval, Entity, EntityBasis, EntityType, Mention, MentionForm, Span};

use super::link::{self, Linked};
use super::names::{Name, Title};
use super::runs::Capitals;
use super::slips::is_slip;
use super::words::Words;

/// An entity in the making.
pub(super) struct Draft {
    pub(super) entity: Entity,
    pub(super) gender: Option<Gender>,
    /// The offices that its titles name, and the last words of its titles.
    pub(super) offices: Vec<String>,
    /// Whether its name says that it is a firm.
    pub(super) firm: bool,
}

/// What two names must share to be one bearer without further thought.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Country(u32),
    Body(u32),
    Person(u32),
    Words(u8, String),
}

/// Joins names into entities, in the order of their first mentions.
pub(super) fn join(
    names: Vec<Name>,
    words: &Words<'_>,
    published: Option<DateInterval>,
) -> Vec<Draft> {
    let mut joiner = Joiner {
        words,
        published,
        drafts: Vec::new(),
        by_key: BTreeMap::new(),
        by_last_word: BTreeMap::new(),
        by_first_word: BTreeMap::new(),
        by_tail: BTreeMap::new(),
        by_storm: BTreeMap::new(),
        by_acronym: BTreeMap::new(),
        by_short_form: BTreeMap::new(),
        countries: BTreeMap::new(),
    };
    for name in &names {
        if let Some(Meaning::Country(index) | Meaning::Demonym(index)) = name.meanings.first() {
            *joiner.countries.entry(*index).or_default() += 1;
        }
    }
    let names = cut_in_headings(names, words);
    // Full names first: a headline may say "Aker" before the story says "Ann Aker".
    let person = |name: &Name| name.kind == Some(EntityType::Person);
    let longer = names.iter().filter(|name| person(name));
    let tails: BTreeSet<String> = longer.flat_map(|name| tails(name, words)).collect();
    let (full, short): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| {
        let tail = || tails.contains(&folded(words.span_text(&name.tokens)));
        !person(name) || name.tokens.len() > 1 && !tail()
    });
    for name in full.into_iter().chain(short) {
        joiner.add(&name);
    }
    let mut drafts = joiner.drafts;
    for draft in &mut drafts {
        draft.entity.mentions.sort_by_key(|mention| mention.span);
        draft.entity.mentions.dedup_by_key(|mention| mention.span);
    }
    drafts.sort_by_key(|draft| draft.entity.mentions.first().map(|mention| mention.span));
    drafts
}

/// What is left of a person's name without its first words, as long as it is no single word.
fn tails(name: &Name, words: &Words<'_>) -> Vec<String> {
    let tokens = &name.tokens;
    let starts = tokens.start + 1..tokens.end.saturating_sub(1);
    starts
        .map(|start| folded(words.span_text(&(start..tokens.end))))
        .collect()
}

/// “Aker Retort” over a paragraph is Aker's retort where the story has an “Ann Aker”, and nobody
/// else who is called so: nobody's name begins with another's family name.
fn cut_in_headings(mut names: Vec<Name>, words: &Words<'_>) -> Vec<Name> {
    let full = |name: &&Name| name.kind == Some(EntityType::Person) && name.tokens.len() > 1;
    let last = |name: &Name| folded(words.get(name.tokens.end - 1));
    let in_text = names.iter().filter(full);
    let families: BTreeSet<String> = in_text
        .filter(|name| name.capitals == Capitals::Names)
        .map(last)
        .collect();
    for name in &mut names {
        let first = folded(words.get(name.tokens.start));
        let known = full(&&*name) && name.meanings.is_empty() && name.title.is_none();
        if known
            && name.capitals != Capitals::Names
            && families.contains(&first)
            && !families.contains(&last(name))
        {
            name.tokens.end = name.tokens.start + 1;
        }
    }
    names
}

struct Joiner<'w, 'a> {
    words: &'w Words<'a>,
    published: Option<DateInterval>,
    drafts: Vec<Draft>,
    by_key: BTreeMap<Key, usize>,
    /// Persons by the last word of a full name.
    by_last_word: BTreeMap<String, Vec<usize>>,
    /// Persons by the first word of a full name.
    by_first_word: BTreeMap<String, Vec<usize>>,
    /// Persons by what is left of a longer name without its first words: “Ibn Said” of “Ali Ibn Said”.
    by_tail: BTreeMap<String, Vec<usize>>,
    /// Storms by the names that they are given.
    by_storm: BTreeMap<String, usize>,
    /// Organisations by the first letters of their names.
    by_acronym: BTreeMap<String, usize>,
    /// Firms and other organisations by what is left of their names without “Corp.” and “Party”.
    by_short_form: BTreeMap<String, Vec<usize>>,
    /// Countries that the document names, and how often.
    countries: BTreeMap<u32, usize>,
}

impl Joiner<'_, '_> {
    fn add(&mut self, name: &Name) {
        let Some(kind) = name.kind else { return };
        let span = self.words.span(&name.tokens);
        let text = span.of(self.words.text);
        let linked = self.linked(name, kind, text);
        let key = match &linked {
            Some(Linked::Country(index)) => Key::Country(*index),
            Some(Linked::Body(index)) => Key::Body(*index),
            Some(Linked::Person { index, .. }) => Key::Person(*index),
            None => Key::Words(kind as u8, folded(text)),
        };
        let known = self
            .by_key
            .get(&key)
            .copied()
            .or_else(|| self.same_bearer(name, kind, span, text, linked.as_ref()));
        let draft = match known {
            Some(draft) => draft,
            None => self.create(kind, name, text, linked.as_ref()),
        };
        self.by_key.entry(key).or_insert(draft);
        self.remember(draft, name, kind, text);
        let score = score(name, linked.as_ref());
        let draft = &mut self.drafts[draft];
        draft.entity.mentions.push(Mention {
            span,
            form: name.form,
            score,
        });
        let spelled = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if draft.entity.lexicon.is_none()
            && name.form == MentionForm::Name
            && spelled.len() > draft.entity.name.len()
        {
            draft.entity.name = spelled;
        }
        if let Some(title) = &name.title {
            entitle(draft, title, self.words);
        }
    }

    fn linked(&self, name: &Name, kind: EntityType, text: &str) -> Option<Linked> {
        if kind == EntityType::Person {
            return link::person(name, text, self.words, self.published, &self.countries);
        }
        let found = name.meanings.iter().find_map(|meaning| match meaning {
            Meaning::Country(index) | Meaning::Demonym(index) => Some(Linked::Country(*index)),
            Meaning::Body(index) => {
                let lexicon = self.words.knowledge.lexicon;
                link::body(*index, kind, text, lexicon, &self.countries)
            }
            _ => None,
        });
        found.or_else(|| {
            (kind == EntityType::Place)
                .then(|| link::speaking_capital(name, text, self.words))
                .flatten()
        })
    }

    /// Another name of somebody that the document has named.
    fn same_bearer(
        &self,
        name: &Name,
        kind: EntityType,
        span: Span,
        text: &str,
        linked: Option<&Linked>,
    ) -> Option<usize> {
        if kind == EntityType::Person {
            let last = folded(self.words.get(name.tokens.end - 1));
            let Some(bearers) = self.by_last_word.get(&last) else {
                let bare = name.tokens.len() == 1 && linked.is_none() && name.title.is_none();
                let other = bare.then(|| {
                    let storm = self.by_storm.get(&last).copied();
                    storm.or_else(|| self.by_short_form(name, kind, text))
                });
                let known = self.by_given_name(name, &last).or(other.flatten());
                return known.or_else(|| self.by_slip(name, &last));
            };
            if name.tokens.len() > 1 {
                // "Ann Aker" after "Ann B. Aker": first and last words agree, and no other fits.
                let first = folded(self.words.get(name.tokens.start));
                let mut same = bearers.iter().filter(|draft| {
                    let known = &self.drafts[**draft].entity;
                    folded(&known.name).split(' ').next() == Some(first.as_str())
                        && (linked.is_none() || known.lexicon.is_none())
                });
                let only = same.next().copied().filter(|_| same.next().is_none());
                // “Ibn Said” after “Ali Ibn Said”: a family name of two words.
                let tail = linked.is_none().then(|| self.by_tail.get(&folded(text)));
                return only.or(match tail.flatten().map(Vec::as_slice) {
                    Some([bearer]) => Some(*bearer),
                    _ => None,
                });
            }
            if let [only] = bearers.as_slice() {
                return Some(*only);
            }
            // Of several, the one named last before this.
            return bearers
                .iter()
                .filter_map(|draft| {
                    let before = self.drafts[*draft].entity.mentions.iter();
                    let last = before.filter(|m| m.span < span).map(|m| m.span).max()?;
                    Some((last, *draft))
                })
                .max()
                .map(|(_, draft)| draft);
        }
        if linked.is_none()
            && let Some(full) = self.by_short_form(name, kind, text)
        {
            return Some(full);
        }
        // “Aker” after “Cyclone Aker”.
        if kind != EntityType::Organization && linked.is_none() && name.tokens.len() == 1 {
            return self.by_storm.get(&folded(text)).copied();
        }
        let acronym = name.tokens.len() == 1 && self.words.is_all_capitals(name.tokens.start);
        if kind == EntityType::Organization && acronym && linked.is_none() {
            return self.by_acronym.get(text).copied();
        }
        None
    }

    /// “Brandvold” and “Brandvold Corp.” are one firm, “Solheim” after “Solheim Bank” is the bank.
    fn by_short_form(&self, name: &Name, kind: EntityType, text: &str) -> Option<usize> {
        if kind == EntityType::Organization
            && let Some((short, true)) = short_form(&name.tokens, self.words)
        {
            let key = Key::Words(kind as u8, short);
            return self.by_key.get(&key).copied();
        }
        let full = self.by_short_form.get(&folded(text))?;
        let [only] = full.as_slice() else { return None };
        // What the model takes for no organisation must be called a firm to be one.
        let firm = self.drafts[*only].firm;
        (kind == EntityType::Organization || firm && kind != EntityType::Place).then_some(*only)
    }

    /// “Ilse” after “Ilse Brandvold”, when nobody else of the document has that first name.
    fn by_given_name(&self, name: &Name, first: &str) -> Option<usize> {
        let only = name.tokens.len() == 1 && name.title.is_none();
        let bearers = self.by_first_word.get(first).filter(|_| only)?;
        match bearers.as_slice() {
            [bearer] => Some(*bearer),
            _ => None,
        }
    }

    /// “Brandvld” after “Ilse Brandvold”, when it is one slip of the pen from one family name.
    fn by_slip(&self, name: &Name, family: &str) -> Option<usize> {
        let mut near = (self.by_last_word.iter())
            .filter(|(other, _)| name.tokens.len() == 1 && is_slip(family, other))
            .flat_map(|(_, bearers)| bearers);
        let only = near.next().copied();
        only.filter(|_| near.next().is_none())
    }

    fn create(
        &mut self,
        kind: EntityType,
        name: &Name,
        text: &str,
        linked: Option<&Linked>,
    ) -> usize {
        let mut entity = Entity::new(kind, text.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(linked) = linked {
            link::describe(&mut entity, linked, self.words.knowledge.lexicon);
        } else if kind == EntityType::Place {
            link::describe_capital(&mut entity, self.words.knowledge);
        } else if kind == EntityType::Organization {
            link::describe_organization(&mut entity, self.words.knowledge.lexicon);
            if entity.country.is_none() {
                entity.country = self.possessor(name);
            }
        }
        self.drafts.push(Draft {
            entity,
            gender: None,
            offices: Vec::new(),
            firm: false,
        });
        self.drafts.len() - 1
    }

    /// “Ukraine's Ministry of Defence” is Ukraine's.
    fn possessor(&self, name: &Name) -> Option<String> {
        let words = self.words;
        let mark = name.tokens.start.checked_sub(1)?;
        if !words.is_possessive(mark) {
            return None;
        }
        (mark.saturating_sub(4)..mark).find_map(|from| {
            let (stop, meanings) = words.named(from, mark)?;
            meanings.iter().find_map(|meaning| match meaning {
                Meaning::Country(index) if stop == mark => {
                    let all = words.knowledge.lexicon.countries.all();
                    Some(all[*index as usize].iso3.clone())
                }
                _ => None,
            })
        })
    }

    fn remember(&mut self, draft: usize, name: &Name, kind: EntityType, text: &str) {
        if kind == EntityType::Person && name.tokens.len() > 1 {
            let last = folded(self.words.get(name.tokens.end - 1));
            let bearers = self.by_last_word.entry(last).or_default();
            if !bearers.contains(&draft) {
                bearers.push(draft);
            }
            let first = folded(self.words.get(name.tokens.start));
            let bearers = self.by_first_word.entry(first).or_default();
            if !bearers.contains(&draft) {
                bearers.push(draft);
            }
            for tail in tails(name, self.words) {
                let bearers = self.by_tail.entry(tail).or_default();
                if !bearers.contains(&draft) {
                    bearers.push(draft);
                }
            }
        }
        if kind == EntityType::Person {
            let draft = &mut self.drafts[draft];
            draft.gender = draft.gender.or(gender(self.words, name.tokens.start));
        }
        let storm = name.tokens.len() == 2
            && matches!(
                self.words.get(name.tokens.start),
                "Hurricane" | "Typhoon" | "Cyclone" | "Storm"
            );
        if storm {
            let word = folded(self.words.get(name.tokens.start + 1));
            self.by_storm.entry(word).or_insert(draft);
        }
        if kind == EntityType::Organization
            && let Some((short, firm)) = short_form(&name.tokens, self.words)
        {
            self.drafts[draft].firm |= firm;
            let full = self.by_short_form.entry(short).or_default();
            if !full.contains(&draft) {
                full.push(draft);
            }
        }
        if kind == EntityType::Organization && name.tokens.len() > 2 {
            let letters = text.split([' ', '-', '\n']).filter_map(|word| {
                let letter = word.chars().next()?;
                letter.is_uppercase().then_some(letter)
            });
            let acronym: String = letters.collect();
            if acronym.len() > 2 {
                self.by_acronym.entry(acronym).or_insert(draft);
            }
        }
    }
}

/// What follows a firm's name where it stands in full.
const FIRMS: [&str; 22] = [
    "Corp.",
    "Corp",
    "Corporation",
    "Inc.",
    "Inc",
    "Incorporated",
    "Co.",
    "Company",
    "Cos.",
    "Ltd.",
    "Ltd",
    "Limited",
    "PLC",
    "plc",
    "LLC",
    "AG",
    "GmbH",
    "S.A.",
    "SA",
    "NV",
    "Group",
    "Holdings",
];

/// An organisation's name without what says that it is one, in folded letters, and whether that
/// says that it is a firm; none where nothing says so, or nothing is left that names it.
fn short_form(tokens: &std::ops::Range<usize>, words: &Words<'_>) -> Option<(String, bool)> {
    let mut end = tokens.end;
    while end > tokens.start + 1 && FIRMS.contains(&words.get(end - 1)) {
        end -= 1;
        if words.get(end - 1) == "," && end > tokens.start + 1 {
            end -= 1;
        }
    }
    let firm = end < tokens.end;
    if !firm && end > tokens.start + 1 && words.classes(end - 1).heads_organization() {
        end -= 1;
    }
    let left = tokens.start..end;
    let names = left.clone().any(|index| !words.is_usual(index));
    (end < tokens.end && names).then(|| (folded(words.span_text(&left)), firm))
}

/// What a given name tells, as far as nearly all its bearers are of one gender.
fn gender(words: &Words<'_>, token: usize) -> Option<Gender> {
    let classes = words.classes(token);
    match (classes.is_female(), classes.is_male()) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    }
}

/// How sure it is that a name means its entity.
fn score(name: &Name, linked: Option<&Linked>) -> f32 {
    match linked {
        Some(Linked::Person { score, .. }) => *score,
        Some(_) => 0.95,
        None if name.title.is_some() => 0.9,
        None => 0.7,
    }
}

/// Adds what a title tells.
pub(super) fn entitle(draft: &mut Draft, title: &Title, words: &Words<'_>) {
    let text = words.span_text(&title.tokens);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    draft.gender = draft.gender.or(title.gender);
    let form_of_address =
        title.sectors.is_empty() && title.office.is_none() && title.gender.is_some();
    if form_of_address && title.tokens.len() == 1 {
        return;
    }
    let entity = &mut draft.entity;
    if entity.country.is_none() && title.country.is_some() {
        entity.country.clone_from(&title.country);
        entity.basis = EntityBasis::Title;
    }
    if entity.sectors.is_empty() && !title.sectors.is_empty() && entity.lexicon.is_none() {
        entity.sectors.clone_from(&title.sectors);
        entity.basis = EntityBasis::Title;
    }
    if let Some(last) = words.span_text(&title.tokens).rsplit([' ', '\n']).next() {
        let last = last.to_lowercase();
        if !draft.offices.contains(&last) {
            draft.offices.push(last);
        }
    }
    if let Some(office) = &title.office
        && !draft.offices.contains(office)
    {
        draft.offices.push(office.clone());
    }
    if !entity.titles.contains(&text) {
        entity.titles.push(text);
    }
}

/// Letters without marks and case.
pub(crate) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            folded.push(' ');
        } else if letter.is_alphanumeric() {
            folded.extend(unaccented(letter).to_lowercase());
        }
    }
    folded
}
