//! Actors without a name: holders of an office by their title and country, and words for people.
//!
//! “The French president” is whoever held the office on the day of publication; “Syrian rebels”
//! are themselves, with the sector that the lexicon gives their word. Nobody is guessed: a title
//! whose country the text does not give names nobody, and rebels whom it does not place have no
//! country.

use std::collections::BTreeMap;

use record::{
    DateInterval, DependencyRelation as Relation, Entity, EntityType, Mention, MentionForm,
    Reading, Span, TokenKind, Upos,
};

use super::descriptions;
use super::entities::Draft;
use super::link::{self, Linked};
use super::words::Words;

/// Adds the office holders whom titles without a name mean, and what appositions say of people.
pub(super) fn add_holders(
    drafts: &mut Vec<Draft>,
    words: &Words<'_>,
    published: Option<DateInterval>,
) {
    let entities = drafts.iter().map(|draft| &draft.entity);
    let mut finder = Finder::new(entities, words, published);
    finder.walk(Finder::title);
    let Finder { new, found, .. } = finder;
    drafts.extend(new);
    for (draft, mention) in found {
        drafts[draft].entity.mentions.push(mention);
    }
    for draft in drafts.iter_mut() {
        draft.entity.mentions.sort_by_key(|mention| mention.span);
        draft.entity.mentions.dedup_by_key(|mention| mention.span);
    }
    describe_by_apposition(drafts, words);
    drafts.sort_by_key(|draft| draft.entity.mentions.first().map(|mention| mention.span));
}

/// The people whom only words describe. Where they are, the places of the document tell, so this
/// comes after those are known.
pub(super) fn unnamed(reading: &Reading, words: &Words<'_>) -> Vec<Entity> {
    let mut finder = Finder::new(reading.entities.iter(), words, None);
    for place in &reading.places {
        if let Some(named) = finder.names.get_mut(&place.span.start)
            && named.country.is_none()
        {
            named.country.clone_from(&place.country);
        }
    }
    finder.walk(Finder::generic);
    let Finder {
        mut new,
        found,
        drafts,
        ..
    } = finder;
    for (draft, mention) in found {
        if let Some(draft) = draft.checked_sub(drafts) {
            new[draft].entity.mentions.push(mention);
        }
    }
    new.into_iter().map(|draft| draft.entity).collect()
}

struct Finder<'w, 'a> {
    words: &'w Words<'a>,
    published: Option<DateInterval>,
    /// Names by where they start: where they end, which draft, its country, whether it is one.
    names: BTreeMap<u32, Named>,
    /// The drafts of office holders by the keys of their rows in the lexicon, and of actors that
    /// were added by their words and country.
    known: BTreeMap<String, usize>,
    /// How many drafts there were before.
    drafts: usize,
    /// The drafts that come after those.
    new: Vec<Draft>,
    /// Mentions, with the positions of their drafts.
    found: Vec<(usize, Mention)>,
}

#[derive(Clone, Debug)]
struct Named {
    end: u32,
    country: Option<String>,
    is_place: bool,
}

impl<'w, 'a> Finder<'w, 'a> {
    fn new<'e>(
        entities: impl Iterator<Item = &'e Entity>,
        words: &'w Words<'a>,
        published: Option<DateInterval>,
    ) -> Self {
        let mut names = BTreeMap::new();
        let mut known = BTreeMap::new();
        let mut drafts = 0;
        for (index, entity) in entities.enumerate() {
            drafts = index + 1;
            for mention in &entity.mentions {
                let named = Named {
                    end: mention.span.end,
                    country: entity.country.clone(),
                    is_place: entity.kind == EntityType::Place,
                };
                names.insert(mention.span.start, named);
            }
            if let (EntityType::Person, Some(key)) = (entity.kind, &entity.lexicon) {
                known.insert(key.clone(), index);
            }
        }
        Self {
            words,
            published,
            names,
            known,
            drafts,
            new: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Adds a mention to the actor with this key, whom `make` makes where there is none.
    fn mention(&mut self, key: String, mention: Mention, make: impl FnOnce() -> Draft) {
        let next = self.drafts + self.new.len();
        let draft = *self.known.entry(key).or_insert(next);
        if draft == next {
            self.new.push(make());
        }
        self.found.push((draft, mention));
    }

    /// Looks at the words that start at each token; `look` gives the token after an actor.
    fn walk(&mut self, look: fn(&mut Self, usize, usize, usize) -> Option<usize>) {
        let words = self.words;
        for sentence in &words.syntax.sentences {
            let tokens = sentence.tokens();
            let mut at = tokens.start;
            while at < tokens.end {
                let here = words.token(at);
                let opens = at == tokens.start || words.token(at - 1).kind == TokenKind::OpenQuote;
                let plain = here.kind == TokenKind::Word && (!here.capital || opens);
                let found = if plain && !self.is_named(at) {
                    look(self, at, tokens.start, tokens.end)
                } else {
                    None
                };
                at = found.unwrap_or(at + 1);
            }
        }
    }

    fn is_named(&self, token: usize) -> bool {
        let span = self.words.token(token).span;
        let before = self.names.range(..=span.start).next_back();
        before.is_some_and(|(_, named)| named.end >= span.end)
    }

    /// “The French president”, “the president of France”, “France's president”.
    fn title(&mut self, token: usize, first: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let (next, office) = words.title(token, end)?;
        let office = office.office.as_deref()?;
        if next < end && (words.is_capital(next) || words.get(next) == "-") {
            return None;
        }
        let head = words.token(next - 1);
        if matches!(
            head.relation,
            Relation::Compound | Relation::Apposition | Relation::Flat | Relation::Parataxis
        ) || self.has_copula(next - 1)
        {
            return None;
        }
        let (start, country) = self
            .nation_before(token, first)
            .or_else(|| Some((token, self.nation_after(next, end, false)?)))?;
        // “The former French president” is another man.
        let before = start.checked_sub(1).filter(|before| *before >= first);
        let past = |word: usize| {
            matches!(
                words.get(word),
                "former" | "ex" | "Former" | "late" | "deputy" | "then" | "-" | "next" | "a" | "A"
            )
        };
        if before.is_some_and(past) || (start..token).any(past) {
            return None;
        }
        let linked = self.holder(&country, office)?;
        let Linked::Person { index, score, .. } = &linked else {
            return None;
        };
        let lexicon = words.knowledge.lexicon;
        let span = words.span(&(start..next));
        let mention = Mention {
            span,
            form: MentionForm::Nominal,
            score: *score,
        };
        let key = lexicon.holders.person(*index).key();
        self.mention(key, mention, || {
            let mut entity = Entity::new(EntityType::Person, String::new());
            link::describe(&mut entity, &linked, lexicon);
            entity.titles.push(span.of(words.text).to_owned());
            Draft {
                entity,
                gender: None,
                offices: vec![office.to_owned()],
                firm: false,
            }
        });
        Some(next)
    }

    /// Who held the office on the day of publication, when that is one person.
    fn holder(&self, country: &str, office: &str) -> Option<Linked> {
        let published = self.published?;
        let lexicon = self.words.knowledge.lexicon;
        let persons = lexicon
            .holders
            .holding(country, office, published.start, published.end);
        let terms = persons.iter().map(|person| {
            let terms = lexicon.holders.terms_of(lexicon.holders.person(*person));
            let here = terms.filter(|term| term.office == office && term.country == country);
            let sure = here
                .map(|term| term.sureness(published.start))
                .fold(0.0_f32, f32::max);
            (sure, *person)
        });
        let (sure, person) = link::clearest(terms)?;
        Some(link::linked(lexicon, person, Some(published), 0.8 * sure))
    }

    /// The country that stands before a title, and where it starts.
    fn nation_before(&self, token: usize, first: usize) -> Option<(usize, String)> {
        let words = self.words;
        let mut last = token.checked_sub(1).filter(|last| *last >= first)?;
        // “France's new president”: small words between the two.
        for _ in 0..2 {
            if words.is_possessive(last) || matches!(words.get(last), "new" | "current") {
                last = last.checked_sub(1).filter(|last| *last >= first)?;
            }
        }
        let end = words.token(last).span.end;
        let before = self.names.range(..end).next_back();
        let (start, named) = before.filter(|(_, named)| named.end == end)?;
        let country = named.country.clone()?;
        Some((words.syntax.token_from(*start as usize), country))
    }

    /// The country of whoever is named in the phrases right after a noun: “of France”, “in the
    /// north of Mali”, “of the army of Chad”; not where those who may be `abroad` are.
    fn nation_after(&self, token: usize, end: usize, abroad: bool) -> Option<String> {
        let words = self.words;
        let mut phrases = 0;
        for at in token..end.min(token + 8) {
            if abroad && words.get(at) == "in" {
                return None;
            }
            if matches!(words.get(at), "of" | "in" | "from") {
                phrases += 1;
            } else if let Some(named) = self.names.get(&words.token(at).span.start)
                && named.country.is_some()
            {
                return named.country.clone();
            }
            let token = words.token(at);
            let part = words.get(at) == "-"
                || token.kind == TokenKind::Word
                    && !matches!(
                        token.upos,
                        Upos::Auxiliary | Upos::Pronoun | Upos::CoordinatingConjunction
                    );
            if phrases == 0 || phrases > 2 || !part {
                return None;
            }
        }
        None
    }

    fn has_copula(&self, token: usize) -> bool {
        let syntax = self.words.syntax;
        syntax
            .children(token)
            .any(|child| syntax.tokens[child].relation == Relation::Copula)
    }

    /// “Syrian rebels”, “riot police”.
    fn generic(&mut self, token: usize, first: usize, end: usize) -> Option<usize> {
        let words = self.words;
        let lexicon = words.knowledge.lexicon;
        let from = words.token(token).span.start as usize;
        let (offset, generic) = lexicon.generics.at(words.text, from)?;
        let next = (token..end.min(token + 6))
            .find(|index| words.token(*index).span.end as usize >= offset)?
            + 1;
        let head = words.token(next - 1);
        let part = matches!(
            head.relation,
            Relation::Subject
                | Relation::PassiveSubject
                | Relation::Object
                | Relation::IndirectObject
                | Relation::Agent
                | Relation::Oblique
                | Relation::Conjunct
                | Relation::Possessor
                | Relation::NominalModifier
        ) || head.head.is_none();
        let noun = matches!(head.upos, Upos::Noun | Upos::ProperNoun);
        let followed = next < end && (words.is_capital(next) || words.get(next) == "-");
        // “A spokesman, Karl Weiss,” is Karl Weiss.
        let named = words.syntax.children(next - 1).any(|child| {
            let child = words.token(child);
            child.capital && matches!(child.relation, Relation::Apposition | Relation::Flat)
        });
        if named
            || head.span.end as usize != offset
            || !part
            || !noun
            || followed
            || self.has_copula(next - 1)
        {
            return None;
        }
        let start = self.phrase_start(token, next - 1, first)?;
        let span = words.span(&(start..next));
        // Soldiers in a country may be anybody's.
        let abroad = generic.sectors.iter().any(|sector| sector == "MIL");
        let country = self
            .within(span)
            .or_else(|| self.names.get(&span.start)?.country.clone())
            .or_else(|| Some(self.nation_before(start, first)?.1))
            .or_else(|| self.nation_after(next, end, abroad));
        let mut entity = Entity::new(
            descriptions::actor_kind(words, next - 1, generic.kind),
            span.of(words.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        );
        entity.country = country;
        entity.sectors.clone_from(&generic.sectors);
        let mention = Mention {
            span,
            form: MentionForm::Nominal,
            score: 0.6,
        };
        self.mention(key(&entity), mention, || Draft {
            entity,
            gender: None,
            offices: Vec::new(),
            firm: false,
        });
        Some(next)
    }

    /// Where the words begin that say what kind of people they are; none where a name among them
    /// says more (“Hezbollah fighters”).
    fn phrase_start(&self, token: usize, head: usize, first: usize) -> Option<usize> {
        let words = self.words;
        let mut start = token;
        while start > first {
            let before = words.token(start - 1);
            let modifies = matches!(
                before.relation,
                Relation::AdjectivalModifier
                    | Relation::Compound
                    | Relation::DescriptiveModifier
                    | Relation::NumericModifier
            ) && before
                .head
                .is_some_and(|to| (start..=head).contains(&(to as usize)));
            if !matches!(before.kind, TokenKind::Word | TokenKind::Number) || !modifies {
                break;
            }
            start -= 1;
        }
        // “Iraqi and Kurdish forces”: both say what forces they are.
        if let Some(before) = start.checked_sub(1).filter(|before| *before > first)
            && words.token(before).relation == Relation::Conjunct
            && let Some(other) = words.token(before).head.map(|to| to as usize)
            && (first..before).contains(&other)
            && words.token(other).relation == Relation::AdjectivalModifier
        {
            start = other;
        }
        // “Al-Qaeda-linked rebels”: what stands before the hyphen tells more.
        if start > first && (words.get(start - 1) == "-" || words.is_glued(start)) {
            return None;
        }
        let span = words.span(&(start..head + 1));
        let other = self
            .names
            .range(span.start..span.end)
            .any(|(_, named)| !named.is_place);
        (!other).then(|| self.owner(start, first).unwrap_or(start))
    }

    /// Where the name begins whose the words from `start` on are: “Romania's government”, “Okoro's
    /// forces”.
    fn owner(&self, start: usize, first: usize) -> Option<usize> {
        let words = self.words;
        let mark = start.checked_sub(1).filter(|mark| *mark > first)?;
        if !words.is_possessive(mark) {
            return None;
        }
        let end = words.token(mark - 1).span.end;
        let (from, named) = self.names.range(..end).next_back()?;
        let from = words.syntax.token_from(*from as usize);
        (named.end == end && from >= first).then_some(from)
    }

    /// The country of a place or nationality inside a span.
    fn within(&self, span: Span) -> Option<String> {
        self.names
            .range(span.start..span.end)
            .find_map(|(_, named)| named.country.clone().filter(|_| named.is_place))
    }
}

/// By what two actors without a name are one in a document: their words and their country.
fn key(entity: &Entity) -> String {
    let country = entity.country.as_deref().unwrap_or("");
    format!("{country} {}", entity.name.to_lowercase())
}

/// “Nadia Berrada, a Moroccan journalist,”: unknown people are what the text says they are.
fn describe_by_apposition(drafts: &mut [Draft], words: &Words<'_>) {
    let nations: BTreeMap<u32, String> = drafts
        .iter()
        .filter(|draft| draft.entity.kind == EntityType::Place)
        .filter_map(|draft| Some((draft, draft.entity.country.clone()?)))
        .flat_map(|(draft, country)| {
            let mentions = draft.entity.mentions.iter();
            mentions.map(move |mention| (mention.span.start, country.clone()))
        })
        .collect();
    for draft in drafts {
        let entity = &mut draft.entity;
        if entity.kind != EntityType::Person || entity.lexicon.is_some() {
            continue;
        }
        let Some(mention) = entity
            .mentions
            .iter()
            .find(|mention| mention.form == MentionForm::Name)
        else {
            continue;
        };
        let comma = words.syntax.token_from(mention.span.end as usize);
        if words.get(comma) != "," || !matches!(words.get(comma + 1), "a" | "an" | "the") {
            continue;
        }
        let start = comma + 2;
        for at in start..(start + 4).min(words.syntax.tokens.len()) {
            let token = words.token(at);
            if token.kind != TokenKind::Word {
                break;
            }
            if entity.country.is_none()
                && let Some(country) = nations.get(&token.span.start)
            {
                entity.country = Some(country.clone());
                continue;
            }
            let generic = words
                .knowledge
                .lexicon
                .generics
                .at(words.text, token.span.start as usize);
            if let Some((end, generic)) = generic.filter(|_| !token.capital) {
                // “The ruling party's newspaper” is no party.
                if words.is_possessive(words.syntax.token_from(end)) {
                    break;
                }
                if entity.sectors.is_empty() {
                    entity.sectors.clone_from(&generic.sectors);
                }
                let first = words.token(start).span.start as usize;
                let described = &words.text[first..end];
                if entity.titles.is_empty() {
                    entity.titles.push(described.to_owned());
                }
                break;
            }
        }
    }
}
