//! Pronouns and bare titles that stand for somebody.
//!
//! The text is walked once. Names, descriptions and pronouns take their places among the
//! [`referents`](super::referents); a pronoun means the one of those that agree with it which is
//! most on the reader's mind, when no other comes near. Descriptions that are no entity take part,
//! so that “it” after “the plan” means no country. A pronoun that may mean two stays without one:
//! a wrong merge costs more than a missed one.

use std::ops::Range;

use record::{
    DependencyRelation as Relation, EntityType, Mention, MentionForm, Symbol, TokenKind, Tree,
};

use super::clauses;
use super::descriptions;
use super::entities::Draft;
use super::referents::{Referent, Traits, standing, weight};
use super::speech::{self, Described, Unnamed};
use super::wanted::Wanted;
use super::words::Words;

/// How many times as much the meant one must be on the reader's mind as the next.
const CLEAR: f32 = 1.1;

/// What the subject of the sentence before gains as what a subject means.
const PARALLEL: f32 = 180.0;

/// What a body loses as what “they” means, which is somebody else more often than not.
const BODY: f32 = 250.0;

/// What a document's many mentions of somebody add to each.
const PROMINENCE: f32 = 80.0;

/// How many sentences back one looks for who speaks.
const SPEAKS: usize = 5;

/// What it adds to have spoken last, for whoever speaks.
const VOICE: f32 = 200.0;

/// Adds mentions by pronoun and by title; gives the pronouns that mean nobody with a name.
pub(super) fn add(drafts: &mut [Draft], words: &Words<'_>) -> Unnamed {
    let names = names(drafts, words);
    let mut walk = Walk {
        words,
        names: &names,
        tree: Tree::default(),
        next: 0,
        referents: Vec::new(),
        quoted: false,
        speaker: None,
        tokens: 0..0,
        opened: false,
        here: 0,
        added: Vec::new(),
        unnamed: Unnamed::default(),
    };
    for sentence in 0..words.syntax.sentences.len() {
        walk.sentence(sentence, drafts);
    }
    for (draft, mention) in walk.added {
        drafts[draft].entity.mentions.push(mention);
    }
    for draft in drafts {
        draft.entity.mentions.sort_by_key(|mention| mention.span);
        draft.entity.mentions.dedup_by_key(|mention| mention.span);
    }
    let mut unnamed = walk.unnamed;
    unnamed.described.sort_unstable_by_key(|one| one.pronoun);
    unnamed
}

/// A name in the text, by its tokens.
struct Named {
    first: usize,
    end: usize,
    head: usize,
    draft: usize,
}

/// All names, in text order.
fn names(drafts: &[Draft], words: &Words<'_>) -> Vec<Named> {
    let syntax = words.syntax;
    let mut names = Vec::new();
    for (draft, row) in drafts.iter().enumerate() {
        for mention in &row.entity.mentions {
            if mention.form != MentionForm::Name {
                continue;
            }
            let first = syntax.token_from(mention.span.start as usize);
            let Some(sentence) = syntax.sentence_of(first) else {
                continue;
            };
            let last = syntax.token_from(mention.span.end as usize - 1);
            let end = (last + 1).min(syntax.sentences[sentence].end_token as usize);
            let outside = |token: &usize| {
                let head = syntax.tokens[*token].head.map(|head| head as usize);
                head.is_none_or(|head| !(first..end).contains(&head))
            };
            let head = (first..end).find(outside).unwrap_or(end - 1);
            names.push(Named {
                first,
                end,
                head,
                draft,
            });
        }
    }
    names.sort_by_key(|name| (name.first, std::cmp::Reverse(name.end), name.draft));
    names
}

struct Walk<'w, 'a> {
    words: &'w Words<'a>,
    names: &'w [Named],
    /// The tree of the sentence at hand.
    tree: Tree,
    next: usize,
    referents: Vec<Referent>,
    quoted: bool,
    /// Who speaks in the quotation at hand, or spoke the last one; an entity.
    speaker: Option<usize>,
    /// The sentence at hand, whether it starts inside a quotation, and the first of its names.
    tokens: Range<usize>,
    opened: bool,
    here: usize,
    added: Vec<(usize, Mention)>,
    unnamed: Unnamed,
}

impl Walk<'_, '_> {
    fn sentence(&mut self, sentence: usize, drafts: &mut [Draft]) {
        let words = self.words;
        let cut = words.syntax.sentences[sentence];
        self.tree.fill(words.syntax, sentence);
        let before = sentence
            .checked_sub(1)
            .map(|before| words.syntax.sentences[before]);
        if before.is_none_or(|before| before.block != cut.block) {
            self.quoted = false;
        }
        for referent in &mut self.referents {
            referent.fade();
        }
        self.referents
            .retain(|referent| referent.sentence + 6 >= sentence);
        let tokens = cut.tokens();
        self.tokens = tokens.clone();
        self.opened = self.quoted;
        self.here = self.next;
        if let Some(speaker) = self.speaker(&tokens) {
            self.speaker = Some(speaker);
        }
        let mut covered = tokens.start;
        for index in tokens.clone() {
            let token = words.token(index);
            match token.kind {
                TokenKind::OpenQuote => self.quoted = true,
                TokenKind::CloseQuote => self.quoted = false,
                _ => {}
            }
            while let Some(name) = self.names.get(self.next)
                && name.first <= index
            {
                self.next += 1;
                if name.first == index {
                    // The agency of “OSLO (Example Wire) -” is on nobody's mind.
                    let aside = index > 0
                        && words.get(index - 1) == "("
                        && name.end < tokens.end
                        && words.get(name.end) == ")";
                    if !aside {
                        self.see_name(sentence, name, drafts);
                    }
                    covered = covered.max(name.end);
                }
            }
            if index < covered || token.kind != TokenKind::Word {
                continue;
            }
            let mut buffer = [0; 12];
            let word = lower(words.get(index), &mut buffer);
            if let Some(wanted) = Wanted::of(word) {
                let reflexive = word.ends_with("self") || word.ends_with("selves");
                self.pronoun(sentence, index, wanted, reflexive, drafts);
            } else if word == "the"
                && let Some((end, draft)) = self.titled(index, drafts)
            {
                let head = end - 1;
                self.see_draft(sentence, head, draft, drafts);
                covered = end;
            } else if let Some(traits) = descriptions::traits(words, &self.tree, index) {
                self.describe(sentence, index, traits);
                if let Some(place) = self.described(index) {
                    self.heard(place, index);
                }
            }
        }
    }

    /// Who says what a sentence with a quotation in it quotes, when that is a name.
    fn speaker(&self, tokens: &Range<usize>) -> Option<usize> {
        let words = self.words;
        if !speech::quotes(words, tokens) {
            return None;
        }
        let names = self.names[self.next..]
            .iter()
            .take_while(|name| name.first < tokens.end);
        let mut speakers =
            names.filter(|name| speech::saying(words, &self.tree, name.head).is_some());
        speakers.next().map(|name| name.draft)
    }

    fn see_name(&mut self, sentence: usize, name: &Named, drafts: &[Draft]) {
        // “the minister, Ann Aker”: the description before is the same person.
        let relation = self.words.token(name.head).relation;
        let head = self.tree.head(name.head);
        let same = match (relation, head) {
            (Relation::Apposition | Relation::Flat, Some(head)) => self
                .referents
                .iter()
                .position(|one| one.is_description() && one.heads.contains(&head)),
            _ => None,
        };
        let described = same.map(|place| self.referents.remove(place));
        let place = self.see_draft(sentence, name.head, name.draft, drafts);
        // “The Akers” are several.
        let syntax = self.words.syntax;
        let feats = syntax.symbols.get(syntax.tokens[name.head].feats);
        let traits = &mut self.referents[place].traits;
        let article = name
            .first
            .checked_sub(1)
            .is_some_and(|before| matches!(self.words.get(before), "the" | "The"));
        if traits.person && article && feats.contains("Number=Plur") {
            (traits.person, traits.many) = (false, true);
        }
        if let Some(described) = described {
            self.referents[place].absorb(&described);
            let traits = &mut self.referents[place].traits;
            traits.gender = traits.gender.or(described.traits.gender);
        }
        self.heard(place, name.head);
        if relation == Relation::Conjunct {
            self.join(sentence, name.head, name.draft, drafts);
        }
    }

    /// “Aker and Berg” can be “they”.
    fn join(&mut self, sentence: usize, head: usize, draft: usize, drafts: &[Draft]) {
        let (syntax, tree) = (self.words.syntax, &self.tree);
        let first = standing(syntax, tree, head);
        let first_draft = (self.referents.iter())
            .find_map(|one| one.draft.filter(|_| one.heads.contains(&first)));
        // “Aker, Republican of Iowa, and Berg”: a party is none of the people.
        let person = |draft: usize| drafts[draft].entity.kind == EntityType::Person;
        let Some(first_draft) = first_draft.filter(|&one| person(one) == person(draft)) else {
            return;
        };
        let known = (self.referents.iter())
            .position(|one| !one.parts.is_empty() && one.heads.contains(&first));
        let mut parts = match known {
            Some(known) => self.referents.remove(known).parts,
            None => vec![first_draft],
        };
        if !parts.contains(&draft) {
            parts.push(draft);
        }
        // “Critics like Aker and Berg”
        let like = |child: usize| matches!(self.words.get(child), "like" | "including" | "such");
        if let Some(noun) = tree.head(first).filter(|_| tree.children(first).any(like))
            && let Some(place) = self.described(noun)
        {
            self.referents[place].examples.clone_from(&parts);
        }
        let again = self.referents.iter().position(|one| one.parts == parts);
        let mut several = again.map_or_else(
            || {
                let traits = Traits {
                    many: true,
                    ..Traits::default()
                };
                Referent::new(None, traits, Symbol::NONE)
            },
            |again| self.referents.remove(again),
        );
        several.parts = parts;
        several.see(sentence, first, weight(syntax, &self.tree, first));
        self.referents.push(several);
        self.heard(self.referents.len() - 1, first);
    }

    /// Whoever is the subject of a verb of saying is who spoke last.
    fn heard(&mut self, place: usize, head: usize) {
        if self.quoted || speech::saying(self.words, &self.tree, head).is_none() {
            return;
        }
        for (other, referent) in self.referents.iter_mut().enumerate() {
            referent.voice = other == place;
        }
    }

    /// The description whose noun stands at a token.
    fn described(&self, head: usize) -> Option<usize> {
        self.referents
            .iter()
            .position(|one| one.is_description() && one.heads.contains(&head))
    }

    fn see_draft(&mut self, sentence: usize, head: usize, draft: usize, drafts: &[Draft]) -> usize {
        let known = self
            .referents
            .iter()
            .position(|one| one.draft == Some(draft));
        let place = known.unwrap_or_else(|| {
            let draft_row = &drafts[draft];
            let mut referent = Referent::new(Some(draft), traits(draft_row), Symbol::NONE);
            referent.place = draft_row.entity.kind == EntityType::Place;
            let names = draft_row.entity.mentions.len() as f32;
            referent.standing = PROMINENCE * (names.sqrt() - 1.0).clamp(0.0, 4.0);
            self.referents.push(referent);
            self.referents.len() - 1
        });
        let weight = weight(self.words.syntax, &self.tree, head);
        self.referents[place].see(sentence, head, weight);
        place
    }

    /// A description: the same as an earlier one when it says “the” and has the same noun.
    fn describe(&mut self, sentence: usize, head: usize, traits: Traits) {
        let syntax = self.words.syntax;
        let token = syntax.tokens[head];
        // “Ann Aker, the minister”: no second one.
        if token.relation == Relation::Apposition
            && let Some(first) = self.tree.head(head)
            && let Some(place) = self
                .referents
                .iter()
                .position(|one| one.heads.contains(&first))
        {
            let known = &mut self.referents[place].traits;
            known.gender = known.gender.or(traits.gender);
            return;
        }
        let definite = self.tree.children(head).any(|child| {
            matches!(
                self.words.get(child),
                "the" | "The" | "this" | "This" | "that" | "these" | "These"
            )
        });
        let known = self.referents.iter().rposition(|one| {
            definite && one.is_description() && one.lemma == token.lemma && one.traits == traits
        });
        let place = known.unwrap_or_else(|| {
            self.referents
                .push(Referent::new(None, traits, token.lemma));
            self.referents.len() - 1
        });
        let weight = weight(syntax, &self.tree, head);
        self.referents[place].see(sentence, head, weight);
        self.referents[place].noun = head;
    }

    fn pronoun(
        &mut self,
        sentence: usize,
        index: usize,
        wanted: Wanted,
        reflexive: bool,
        drafts: &mut [Draft],
    ) {
        if wanted == Wanted::Thing && clauses::is_empty(self.words.syntax, &self.tree, index) {
            return;
        }
        let Some((place, score)) = self.antecedent(sentence, index, wanted, reflexive) else {
            return;
        };
        let syntax = self.words.syntax;
        let weight = weight(syntax, &self.tree, index);
        let referent = &mut self.referents[place];
        referent.see(sentence, index, weight);
        if let Wanted::One(gender) = wanted {
            referent.traits.gender = Some(gender);
        }
        let (draft, noun) = (referent.draft, referent.noun);
        let parts = if referent.parts.is_empty() {
            referent.examples.clone()
        } else {
            referent.parts.clone()
        };
        self.heard(place, index);
        let span = syntax.tokens[index].span;
        let mention = Mention {
            span,
            form: MentionForm::Pronoun,
            score,
        };
        if !parts.is_empty() {
            if speech::saying(self.words, &self.tree, index).is_none() {
                return;
            }
            let several = &mut self.unnamed.several;
            match several.iter_mut().find(|(known, _)| *known == parts) {
                Some((_, mentions)) => mentions.push(mention),
                None => several.push((parts, vec![mention])),
            }
            return;
        }
        let Some(draft) = draft else {
            self.unnamed.described.push(Described {
                pronoun: span,
                noun: syntax.tokens[noun].span,
            });
            return;
        };
        if let Wanted::One(gender) = wanted {
            drafts[draft].gender = Some(gender);
        }
        self.added.push((draft, mention));
    }

    /// The referent that a pronoun means, with a score.
    fn antecedent(
        &self,
        sentence: usize,
        index: usize,
        wanted: Wanted,
        reflexive: bool,
    ) -> Option<(usize, f32)> {
        let syntax = self.words.syntax;
        // “She blames herself” means the subject, where that is somebody known.
        let subject = reflexive
            .then(|| clauses::subject(syntax, &self.tree, index))
            .flatten()
            .filter(|subject| self.referents.iter().any(|one| one.heads.contains(subject)));
        let parallel = wanted != Wanted::Many && clauses::is_subject(syntax, &self.tree, index);
        let speaks = !self.quoted && speech::saying(self.words, &self.tree, index).is_some();
        // Who goes on speaking is whoever spoke; “he accused” has a subject like any other verb.
        let quotes = speaks && speech::quotes(self.words, &self.tokens);
        let barred = self.barred(index);
        let reach = if speaks { SPEAKS } else { wanted.reach() };
        let mut best: Option<(usize, f32)> = None;
        let mut next = 0.0_f32;
        for (place, one) in self.referents.iter().enumerate() {
            if !wanted.fits(one.traits)
                || one.sentence + reach < sentence
                || one.draft.is_some_and(|draft| barred.contains(&draft))
                || !reflexive && clauses::is_apart(syntax, &self.tree, index, &one.heads)
                || self.quoted && one.draft.is_some() && self.speaker == one.draft
                || !matches!(wanted, Wanted::One(_)) && one.place && !one.subject
            {
                continue;
            }
            if let Some(subject) = subject {
                if one.heads.contains(&subject) {
                    return Some((place, 0.9));
                }
                continue;
            }
            let mut weight = one.weight();
            if parallel && one.subject && one.sentence + 1 >= sentence {
                weight += PARALLEL;
            }
            if quotes && one.voice {
                weight += VOICE;
            }
            if one.draft.is_some() && wanted == Wanted::Many && one.traits.thing {
                weight -= BODY;
            }
            match best {
                Some((_, most)) if weight <= most => next = next.max(weight),
                _ => {
                    next = best.map_or(0.0, |(_, most)| most);
                    best = Some((place, weight));
                }
            }
        }
        let (place, most) = best.filter(|(_, most)| *most > 0.0)?;
        let share = most / (most + next);
        let clear = (speaks || most >= CLEAR * next) && most >= wanted.least(speaks);
        // Who means a description that is no entity is not written down.
        let sure = self.referents[place].draft.is_none() || clear;
        sure.then_some((place, 0.4 + 0.5 * share))
    }

    /// Who cannot be the subject at a token.
    fn barred(&self, index: usize) -> Vec<usize> {
        if self.quoted {
            return Vec::new();
        }
        let names = self.names[self.here..]
            .iter()
            .take_while(|name| name.first < self.tokens.end);
        let heads = names.clone().map(|name| name.head);
        let barred = speech::barred(
            self.words,
            &self.tree,
            &self.tokens,
            index,
            self.opened,
            heads,
        );
        names
            .filter(|name| barred.contains(&name.head))
            .map(|name| name.draft)
            .collect()
    }

    /// “the minister”, when just one person of the document bears that title: where it ends, and
    /// who.
    fn titled(&mut self, index: usize, drafts: &[Draft]) -> Option<(usize, usize)> {
        let words = self.words;
        let title = index + 1;
        // “the Secretary” is a title too, where it is no part of a name.
        let named = self.names.get(self.next);
        if title >= words.syntax.tokens.len() || named.is_some_and(|name| name.first <= title) {
            return None;
        }
        let end = words.syntax.tokens.len().min(title + 5);
        let (next, office) = words.title(title, end)?;
        if matches!(words.get(next), "of" | "for" | "-") || words.is_capital(next) {
            return None;
        }
        let last = words.get(next - 1).to_lowercase();
        let bears = |draft: &&(usize, &Draft)| {
            let offices = &draft.1.offices;
            match &office.office {
                Some(office) if next > title + 1 => offices.contains(office),
                _ => offices.contains(&last),
            }
        };
        let persons: Vec<_> = drafts.iter().enumerate().collect();
        let mut bearers = persons.iter().filter(bears);
        if let (Some((person, _)), None) = (bearers.next(), bearers.next()) {
            self.added.push((
                *person,
                Mention {
                    span: words.span(&(index..next)),
                    form: MentionForm::Nominal,
                    score: 0.8,
                },
            ));
            return Some((next, *person));
        }
        None
    }
}

/// What pronouns must agree with to mean an entity.
fn traits(draft: &Draft) -> Traits {
    let kind = draft.entity.kind;
    let person = kind == EntityType::Person;
    Traits {
        person,
        thing: !person,
        many: matches!(kind, EntityType::Organization | EntityType::Group),
        gender: draft.gender,
    }
}

/// A short word in lower case; a longer one is no pronoun.
fn lower<'b>(word: &str, buffer: &'b mut [u8; 12]) -> &'b str {
    let Some(room) = buffer.get_mut(..word.len()) else {
        return "";
    };
    room.copy_from_slice(word.as_bytes());
    room.make_ascii_lowercase();
    std::str::from_utf8(room).unwrap_or_default()
}
