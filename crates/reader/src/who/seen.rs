//! Names that the trained model sees, weighed against those that rules cut.
//!
//! The model knows how names look in running text; the rules know the lexicon. So a model's name
//! stands where the lexicon knows nothing, and a name of the lexicon stands unless it is a part of
//! a longer one. Where no model has parsed the document, nothing changes.
//!
//! This module must not invent: every name is one that the rules or the model found.

use std::ops::Range;

use lexicon::Meaning;
use record::{Document, EntityType, MentionForm, Name as Seen, NameKind, TokenKind};

use super::kinds::kind_of_head;
use super::names::{Name, Title, capital_title_before, mode, nation_of_title, title_before};
use super::runs::Capitals;
use super::votes::Votes;
use super::words::Words;

/// Weighs the names of the rules against those of the model; both are in text order.
pub(super) fn weigh(names: &mut Vec<Name>, words: &Words<'_>, document: &Document) {
    let seen = mended(words);
    let parsed = words.syntax.tokens.iter().any(|token| token.head.is_some());
    if seen.is_empty() && !parsed {
        return;
    }
    let weigher = Weigher {
        words,
        document,
        votes: Votes::new(&seen, words),
    };
    let rules = std::mem::take(names);
    let mut rules = rules.into_iter().peekable();
    let mut seen = seen.into_iter().peekable();
    let (mut cut, mut found) = (Vec::new(), Vec::new());
    loop {
        // All names that touch each other, of both kinds.
        let first = [
            rules.peek().map(|name| name.tokens.clone()),
            seen.peek().map(|name| name.tokens()),
        ];
        let Some(mut reach) = first
            .into_iter()
            .flatten()
            .min_by_key(|tokens| tokens.start)
        else {
            break;
        };
        cut.clear();
        found.clear();
        loop {
            if let Some(name) = rules.next_if(|name| name.tokens.start < reach.end) {
                reach.end = reach.end.max(name.tokens.end);
                cut.push(name);
            } else if let Some(name) = seen.next_if(|name| name.tokens().start < reach.end) {
                reach.end = reach.end.max(name.tokens().end);
                found.push(name);
            } else {
                break;
            }
        }
        if found.is_empty() {
            names.extend(cut.drain(..).filter_map(|name| weigher.unseen(name)));
        } else {
            weigher.meet(&mut cut, &found, names);
        }
    }
    names.sort_by_key(|name| name.tokens.start);
}

/// The model's names, with the small words and marks at their edges put right.
fn mended(words: &Words<'_>) -> Vec<Seen> {
    let joins = |index: u32| matches!(words.get(index as usize), "of" | "for" | "the" | "and");
    let mark = |index: u32| {
        let word = words.get(index as usize);
        matches!(word, "-" | "," | ":" | ";" | "'" | "’" | "'s" | "’s")
    };
    let mut mended: Vec<Seen> = Vec::with_capacity(words.syntax.names.len());
    for &(mut name) in &words.syntax.names {
        if name.tokens().len() == 1 && is_address(words.get(name.first_token as usize)) {
            continue;
        }
        // “Secretariat for Rights of the | Office of the President” is one name that the model
        // has cut in the middle.
        if let Some(last) = mended.last_mut()
            && last.end_token == name.first_token
            && last.kind == name.kind
            && name.kind != NameKind::Person
            && joins(last.end_token - 1)
        {
            last.end_token = name.end_token;
            continue;
        }
        while name.end_token > name.first_token + 1
            && (mark(name.first_token)
                || joins(name.first_token) && words.get(name.first_token as usize) != "the")
        {
            name.first_token += 1;
        }
        mended.push(name);
    }
    let mut mended: Vec<Seen> = mended
        .into_iter()
        .flat_map(|name| parted(name, words))
        .collect();
    for name in &mut mended {
        let small = |index: u32| {
            let word = words.get(index as usize);
            joins(index) || mark(index) || matches!(word, "on" | "in" | "against" | "to")
        };
        // A stop inside a sentence belongs to what it shortens: “Norman, Okla. –”.
        let next = name.end_token as usize;
        let first = name.first_token as usize;
        if name.kind == NameKind::Location
            && next == first + 1
            && first > 0
            && words.get(first - 1) == ","
            && words.get(first).len() < 6
            && words.get(next) == "."
            && words.is_glued(next)
            && words.syntax.sentence_of(next) == words.syntax.sentence_of(next + 1)
        {
            name.end_token += 1;
        }
        // “Pacific equatorial waters” are in the Pacific; “Gaza strip” is a name to its end.
        let tail = |index: u32| {
            let index = index as usize;
            name.kind == NameKind::Location
                && words.is_capital(name.first_token as usize)
                && words.token(index).kind == TokenKind::Word
                && !words.token(index).capital
                && !words.heads_place(index)
        };
        while name.end_token > name.first_token + 1
            && (small(name.end_token - 1) || tail(name.end_token - 1))
        {
            name.end_token -= 1;
        }
    }
    mended
}

/// Whether a word is the address of a page; who has a site is named beside it.
fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with("www.")
}

/// Two names that the model saw as one.
///
/// “Oslo Norway” in a message is a town and its country, as it would be with the comma; what
/// stands behind a spaced hyphen (“Ann Aker - Engineer”) belongs to no name.
fn parted(name: Seen, words: &Words<'_>) -> Vec<Seen> {
    let tokens = name.tokens();
    let at = |first: usize, end: usize| Seen {
        first_token: first as u32,
        end_token: end as u32,
        ..name
    };
    if name.kind == NameKind::Person
        && let Some(hyphen) = tokens.clone().skip(1).find(|index| {
            matches!(words.get(*index), "-" | "–" | "—" | "--")
                && !words.is_glued(*index)
                && !words.is_glued(*index + 1)
        })
    {
        return vec![at(tokens.start, hyphen)];
    }
    let gazetteer = words.knowledge.gazetteer;
    // “Oslo Fjord” has its head behind.
    if name.kind == NameKind::Location
        && tokens.len() < 6
        && kind_of_head(&tokens, words).is_none()
        && !words.is_usual(tokens.end - 1)
        && gazetteer.find(words.span_text(&tokens)).is_none()
    {
        let holds = |index: &usize| {
            let (inner, outer) = (tokens.start..*index, *index..tokens.end);
            let outer = gazetteer.find(words.span_text(&outer));
            outer.is_some_and(|outer| {
                let mut outer = outer.candidates();
                outer.any(|place| place.is_country() || place.is_admin1())
            }) && words.token(*index - 1).kind == TokenKind::Word
                && gazetteer
                    .find(words.span_text(&inner))
                    .is_some_and(|inner| inner.candidates().any(|place| place.is_settlement()))
        };
        if let Some(middle) = (tokens.start + 1..tokens.end).find(holds) {
            return vec![at(tokens.start, middle), at(middle, tokens.end)];
        }
    }
    vec![name]
}

struct Weigher<'w, 'a> {
    words: &'w Words<'a>,
    document: &'w Document,
    votes: Votes,
}

impl Weigher<'_, '_> {
    /// Decides between names of the rules and of the model that touch each other.
    fn meet(&self, cut: &mut Vec<Name>, seen: &[Seen], names: &mut Vec<Name>) {
        let mut stands = vec![true; cut.len()];
        for seen in seen {
            let tokens = seen.tokens();
            let strong = cut.iter().any(|name| {
                overlap(&name.tokens, &tokens)
                    && !name.meanings.is_empty()
                    && !is_part(&name.tokens, &tokens)
            });
            let mut title = None;
            for (name, stands) in cut.iter_mut().zip(&mut stands) {
                if !overlap(&name.tokens, &tokens) {
                    continue;
                }
                if !strong {
                    *stands = self.is_inner_place(name, *seen);
                    if *stands {
                        name.kind = Some(EntityType::Place);
                    } else {
                        title = title.or(name.title.take());
                    }
                } else if name.meanings.is_empty() {
                    *stands = false;
                } else if name.tokens == tokens {
                    self.choose(name, seen.kind);
                }
            }
            if !strong {
                names.extend(self.new_name(*seen, title));
            }
        }
        let stays = cut.drain(..).zip(stands);
        names.extend(stays.filter_map(|(name, stands)| stands.then_some(name)));
    }

    /// “Aker County” in “Aker County Fire Department”: the place is named too.
    fn is_inner_place(&self, name: &Name, seen: Seen) -> bool {
        if !matches!(seen.kind, NameKind::Organization | NameKind::Facility)
            || !is_part(&name.tokens, &seen.tokens())
            || name.title.is_some()
        {
            return false;
        }
        let words = self.words;
        match name.meanings.first() {
            Some(Meaning::Country(_) | Meaning::Region) => name.form == MentionForm::Name,
            Some(_) => false,
            // There are hamlets called Commerce and Supreme.
            None if super::heads_office(words.get(name.tokens.end))
                && !words
                    .knowledge
                    .gazetteer
                    .is_well_known(words.span_text(&name.tokens)) =>
            {
                false
            }
            None => {
                kind_of_head(&name.tokens, words) == Some(EntityType::Place)
                    || words
                        .knowledge
                        .gazetteer
                        .is_place(words.span_text(&name.tokens))
            }
        }
    }

    /// Lets the model choose between the meanings of a name: “Jordan” may be a person.
    fn choose(&self, name: &mut Name, kind: NameKind) {
        let kind = self.votes.kind(self.words, &name.tokens).unwrap_or(kind);
        let fits = |meaning: &Meaning| self.fits(*meaning, kind);
        if name.meanings.iter().any(fits) {
            name.meanings.sort_by_key(|meaning| !fits(meaning));
            return;
        }
        let place = matches!(
            name.meanings.first(),
            Some(Meaning::Country(_) | Meaning::Region)
        );
        if name.tokens.len() == 1 && kind == NameKind::Person && place {
            name.meanings.clear();
            name.form = MentionForm::Name;
            name.kind = Some(EntityType::Person);
        }
    }

    /// Whether a meaning of the lexicon is of this kind.
    fn fits(&self, meaning: Meaning, kind: NameKind) -> bool {
        match (kind, meaning) {
            (NameKind::Person, Meaning::Person(_))
            | (NameKind::Location, Meaning::Country(_) | Meaning::Region)
            | (NameKind::Nationality, Meaning::Demonym(_) | Meaning::People) => true,
            (_, Meaning::Body(index)) => {
                let kinds = match kind {
                    NameKind::Organization | NameKind::Nationality => {
                        [EntityType::Organization, EntityType::Group]
                    }
                    NameKind::Location | NameKind::Facility => {
                        [EntityType::Place, EntityType::Facility]
                    }
                    _ => return false,
                };
                kinds.contains(&self.words.knowledge.lexicon.bodies.all()[index as usize].kind)
            }
            _ => false,
        }
    }

    /// A name as the model sees it, without title and article; none when nothing is left.
    fn new_name(&self, seen: Seen, mut title: Option<Title>) -> Option<Name> {
        let words = self.words;
        let mut tokens = seen.tokens();
        let sentence = words.syntax.sentence_of(tokens.start)?;
        let sentence = words.syntax.sentences[sentence];
        while tokens.len() > 1 && matches!(words.get(tokens.start), "the" | "a" | "an") {
            tokens.start += 1;
        }
        if seen.kind == NameKind::Person {
            let article = usize::from(words.get(tokens.start) == "The");
            while tokens.start + article < tokens.end
                && let Some((next, office)) = words.title(tokens.start + article, tokens.end)
            {
                // “The Premier” alone names nobody.
                if next == tokens.end {
                    return None;
                }
                title = title.or(Some(Title::of(tokens.start + article..next, office)));
                tokens.start = next;
            }
        }
        let mut kind = self.votes.kind(words, &tokens).unwrap_or(seen.kind);
        // “the Internet”, “VERY”, “Fast service”: a capital makes no name of them.
        let only = tokens.start;
        if tokens.len() == 1
            && kind != NameKind::Person
            && (words.classes(only).is_common()
                || words.is_all_capitals(only) && words.get(only).len() > 2 && words.is_usual(only)
                || only == sentence.tokens().start
                    && words.is_usual(only)
                    && !self.votes.is_inside(words, &tokens))
            && words.named(only, tokens.end).is_none()
        {
            return None;
        }
        // “Mr. Oakes” is no town.
        let titled = title
            .as_ref()
            .is_some_and(|title| title.tokens.end == tokens.start);
        if titled && kind == NameKind::Location && kind_of_head(&tokens, words).is_none() {
            kind = NameKind::Person;
        }
        let thing = matches!(
            kind,
            NameKind::Organization | NameKind::Miscellaneous | NameKind::Person
        );
        if thing && tokens.len() > 1 {
            kind = match kind_of_head(&tokens, words) {
                Some(EntityType::Facility) => NameKind::Facility,
                Some(EntityType::Place) => NameKind::Location,
                _ => kind,
            };
        }
        if kind != NameKind::Person {
            title = None;
        } else if title.is_none() {
            title = capital_title_before(words, tokens.start, &sentence.tokens())
                .or_else(|| title_before(words, tokens.start, &sentence.tokens()));
        }
        if let Some(title) = title.as_mut().filter(|title| title.country.is_none()) {
            title.country = nation_of_title(words, title.tokens.start, &sentence.tokens());
        }
        let meanings = match words.named(tokens.start, tokens.end) {
            Some((next, mut meanings)) if next == tokens.end => {
                meanings.retain(|meaning| self.fits(*meaning, kind));
                meanings
            }
            _ => Vec::new(),
        };
        let (kind, form) = match meanings.first() {
            Some(Meaning::Demonym(_)) => (EntityType::Place, MentionForm::Demonym),
            Some(Meaning::Body(index)) => {
                let bodies = words.knowledge.lexicon.bodies.all();
                (bodies[*index as usize].kind, MentionForm::Name)
            }
            _ => (self.entity_type(kind, &tokens), MentionForm::Name),
        };
        Some(Name {
            tokens,
            kind: Some(kind),
            form,
            meanings,
            title,
            capitals: mode(words, self.document, sentence),
            first: false,
        })
    }

    fn entity_type(&self, kind: NameKind, tokens: &Range<usize>) -> EntityType {
        match kind {
            NameKind::Person => EntityType::Person,
            NameKind::Organization => EntityType::Organization,
            NameKind::Location => EntityType::Place,
            NameKind::Facility => EntityType::Facility,
            NameKind::Nationality => EntityType::Group,
            NameKind::Miscellaneous => match kind_of_head(tokens, self.words) {
                Some(EntityType::Work) => EntityType::Work,
                _ => EntityType::Other,
            },
        }
    }

    /// What becomes of a name that the model does not see.
    ///
    /// A title or a lexicon speaks for it; else the model must have seen it elsewhere.
    fn unseen(&self, mut name: Name) -> Option<Name> {
        if name.title.is_some() {
            return Some(name);
        }
        if !name.meanings.is_empty() {
            // “Time flies”: a usual word that is a magazine's name elsewhere.
            let usual = name.tokens.len() == 1 && self.words.is_usual(name.tokens.start);
            return (!usual || name.capitals != Capitals::Names).then_some(name);
        }
        let kind = self.votes.kind(self.words, &name.tokens)?;
        name.kind = Some(self.entity_type(kind, &name.tokens));
        Some(name)
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether a name is a part of a longer one: “Norway” in “Bank of Norway”.
fn is_part(part: &Range<usize>, whole: &Range<usize>) -> bool {
    whole.start <= part.start && part.end <= whole.end && part.len() < whole.len()
}
