//! The rules behind the tags of a [`Line`]: verb or noun, helper or full verb, “to” and “that”.
//!
//! Each token is tagged from its own word, the tags before it and the words right after it.

use lexicon::frames::Classes;
use record::{Token, TokenKind};

use super::line::{Line, NUMBER_WORDS, Tag};

impl Line<'_> {
    /// Headlines capitalise every long word, so that capitals say nothing there.
    pub(super) fn is_title_case(&self) -> bool {
        let long = |token: &&Token| token.kind == TokenKind::Word && token.span.len() > 3;
        let (mut all, mut capital) = (0, 0);
        for token in self.tokens.iter().skip(1).filter(long) {
            all += 1;
            capital += usize::from(token.capital);
        }
        all >= 3 && capital * 10 >= all * 7
    }

    pub(super) fn tag_of(&self, index: usize, title_case: bool) -> Tag {
        let token = &self.tokens[index];
        let classes = self.classes(index);
        let lower = self.lower(index);
        match token.kind {
            TokenKind::Number => return Tag::Number,
            TokenKind::Symbol => return Tag::Number,
            TokenKind::OpenQuote | TokenKind::CloseQuote | TokenKind::Punctuation => {
                return Tag::Mark;
            }
            TokenKind::Address => return Tag::Noun,
            TokenKind::Word => {}
        }
        if lower == "'s" || lower == "’s" {
            return self.clitic(index);
        }
        if lower == "'" || lower == "’" {
            return Tag::Possessive;
        }
        if index >= 2
            && self.is(index - 1, "-")
            && !self.tokens[index - 1].space_after
            && !self.tokens[index - 2].space_after
        {
            // “rebel-held”, “cease-fire”: the second half of a compound is no verb.
            return if classes.any(Classes::NOUN) || !classes.any(Classes::ANY_VERB) {
                Tag::Noun
            } else {
                Tag::Adjective
            };
        }
        if token.capital && index > 0 && !title_case && lower != "i" && !self.after_opening(index) {
            return Tag::Name;
        }
        if NUMBER_WORDS.contains(&lower) {
            return Tag::Number;
        }
        if let Some(tag) = self.function_word(index, classes) {
            return tag;
        }
        if lower.len() > 4
            && lower.ends_with("ly")
            && !classes.any(Classes::NOUN.with(Classes::ANY_VERB))
        {
            return if token.capital && index > 0 {
                Tag::Name
            } else {
                Tag::Adverb
            };
        }
        let form = if classes.any(Classes::ANY_VERB) || token.capital {
            classes
        } else {
            guessed_form(lower)
        };
        if form.any(Classes::ANY_VERB) {
            self.verb_or_noun(index, form, title_case)
        } else if token.capital
            && (index > 0 || self.word(index).is_none())
            && !classes.any(Classes::NOUN)
        {
            Tag::Name
        } else {
            Tag::Noun
        }
    }

    /// A capital after an opening mark starts a sentence of its own.
    fn after_opening(&self, index: usize) -> bool {
        let before = &self.tokens[index - 1];
        matches!(before.kind, TokenKind::OpenQuote | TokenKind::CloseQuote)
            || self.is_any(index - 1, &[":", "--", "—", "–", "{", "("])
            || (index == 1 && self.tags[0] == Tag::Mark)
    }

    /// “'s” is “is” before a participle or a determiner, else the genitive.
    fn clitic(&self, index: usize) -> Tag {
        let before_pronoun = index > 0 && self.tags[index - 1] == Tag::Pronoun;
        if before_pronoun
            || self
                .next_classes(index)
                .any(Classes::DETERMINER.with(Classes::NEGATION))
        {
            Tag::Auxiliary
        } else {
            Tag::Possessive
        }
    }

    fn function_word(&self, index: usize, classes: Classes) -> Option<Tag> {
        let lower = self.lower(index);
        let previous = index.checked_sub(1).map(|at| self.tags[at]);
        let next = self.next_classes(index);
        if self.bounds_number(index) {
            return Some(Tag::Adverb);
        }
        if lower == "to" {
            let verb = next.any(Classes::BASE) && !next.any(Classes::DETERMINER);
            let noun_after_all = next.any(Classes::NOUN)
                && self.is_any(index.wrapping_sub(1), &["visit", "trip", "response"]);
            return Some(if verb && !noun_after_all {
                Tag::To
            } else {
                Tag::Preposition
            });
        }
        if lower == "that" {
            return Some(match previous {
                Some(Tag::Noun | Tag::Name)
                    if next.any(Classes::ANY_VERB.with(Classes::ANY_AUXILIARY)) =>
                {
                    Tag::Relative
                }
                Some(Tag::Verb | Tag::Noun | Tag::Name | Tag::Adverb | Tag::Conjunction) => {
                    Tag::Subordinator
                }
                _ if next.any(Classes::DETERMINER.with(Classes::SUBJECT_PRONOUN)) => {
                    Tag::Subordinator
                }
                _ => Tag::Determiner,
            });
        }
        if matches!(
            lower,
            "after" | "before" | "since" | "until" | "as" | "once"
        ) {
            // “After Turkey attacked” opens a clause, “after the attack” does not: look for a
            // finite verb before the next comma.
            return Some(
                if self.finite_verb_soon(index + 1) || next.any(Classes::ING) {
                    Tag::Subordinator
                } else {
                    Tag::Preposition
                },
            );
        }
        if classes.any(Classes::RELATIVE) {
            return Some(Tag::Relative);
        }
        if classes.any(Classes::NEGATION)
            && !classes.any(Classes::DETERMINER)
            && !classes.any(Classes::PREPOSITION)
        {
            return Some(Tag::Negation);
        }
        // “Kerry and Steinmeier both meeting Lavrov”.
        if matches!(lower, "both" | "all" | "each")
            && next.any(Classes::ING)
            && matches!(previous, Some(Tag::Name | Tag::Noun))
        {
            return Some(Tag::Adverb);
        }
        if classes.any(Classes::DETERMINER) {
            return Some(Tag::Determiner);
        }
        if classes.any(Classes::MODAL) {
            return Some(Tag::Auxiliary);
        }
        if classes.any(Classes::BE.with(Classes::HAVE).with(Classes::DO)) {
            return Some(if self.verb_follows(index, classes) {
                Tag::Auxiliary
            } else {
                Tag::Verb
            });
        }
        if classes.any(Classes::PRONOUN) {
            return Some(Tag::Pronoun);
        }
        if classes.any(Classes::CONJUNCTION) {
            return Some(Tag::Conjunction);
        }
        if classes.any(Classes::SUBORDINATOR) {
            return Some(Tag::Subordinator);
        }
        if classes.any(Classes::PREPOSITION) {
            return Some(Tag::Preposition);
        }
        if classes.any(Classes::ADVERB) {
            return Some(Tag::Adverb);
        }
        None
    }

    /// “About”, “at least”, “up to” before a number belong to it and govern nothing.
    fn bounds_number(&self, index: usize) -> bool {
        let number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| {
                token.kind == TokenKind::Number
                    || token.kind == TokenKind::Symbol
                    || NUMBER_WORDS.contains(&self.lower(at))
            })
        };
        match self.lower(index) {
            "about" | "around" | "over" | "under" | "nearly" | "some" => number(index + 1),
            "at" => self.is_any(index + 1, &["least", "most"]) && number(index + 2),
            "least" | "most" => index > 0 && self.is(index - 1, "at") && number(index + 1),
            "up" => self.is(index + 1, "to") && number(index + 2),
            "to" => index > 0 && self.is(index - 1, "up") && number(index + 1),
            "than" | "as" => number(index + 1),
            "more" | "fewer" | "less" => self.is(index + 1, "than") && number(index + 2),
            _ => false,
        }
    }

    fn next_classes(&self, index: usize) -> Classes {
        if index + 1 < self.len() {
            {
                let classes = self.classes(index + 1);
                if classes == Classes::NONE && !self.tokens[index + 1].capital {
                    guessed_form(self.lower(index + 1))
                } else {
                    classes
                }
            }
        } else {
            Classes::NONE
        }
    }

    /// Whether a form of be, have or do helps another verb.
    fn verb_follows(&self, index: usize, classes: Classes) -> bool {
        let wanted = if classes.any(Classes::BE) {
            Classes::PARTICIPLE.with(Classes::ING).with(Classes::BE)
        } else if classes.any(Classes::HAVE) {
            Classes::PARTICIPLE.with(Classes::BE)
        } else {
            Classes::BASE
        };
        for at in index + 1..(index + 5).min(self.len()) {
            let next = self.classes(at);
            let form = if next.any(Classes::ANY_VERB) {
                next
            } else {
                guessed_form(self.lower(at))
            };
            if form.any(wanted)
                && !(next.any(Classes::NOUN)
                    && at > index + 1
                    && self.is_any(at - 1, &["a", "an", "the"]))
            {
                return true;
            }
            let skipped = self.is_any(at, &["“", "\"", "‘"])
                || next.any(Classes::NEGATION.with(Classes::ADVERB))
                || self.lower(at).ends_with("ly")
                || next.any(Classes::SUBJECT_PRONOUN) && at == index + 1;
            if !skipped {
                return false;
            }
        }
        false
    }

    /// Whether a finite verb stands after a noun group that starts at `from`.
    fn finite_verb_soon(&self, from: usize) -> bool {
        for at in from..(from + 9).min(self.len()) {
            let classes = self.classes(at);
            if self.is_any(at, &[",", ";", ":", "."])
                || classes.any(Classes::RELATIVE)
                || self.is(at, "but")
            {
                return false;
            }
            let finite = classes.any(
                Classes::BE
                    .with(Classes::HAVE)
                    .with(Classes::MODAL)
                    .with(Classes::PAST),
            ) || classes.any(Classes::PRESENT) && !classes.any(Classes::NOUN)
                || classes.any(Classes::BASE)
                    && !classes.any(Classes::AGENT)
                    && self.plural_before(at);
            let adjectival = at + 1 < self.len() && at == from
                || self
                    .classes(at.saturating_sub(1))
                    .any(Classes::DETERMINER.with(Classes::PREPOSITION));
            if at > from && finite && !adjectival && !self.tokens[at].capital {
                return true;
            }
        }
        false
    }

    /// Decides between the verb and the noun (or adjective) that a form can be.
    fn verb_or_noun(&self, index: usize, form: Classes, title_case: bool) -> Tag {
        let noun = self.classes(index).any(Classes::NOUN);
        let previous = self.previous_tag(index);
        let next = self.next_classes(index);
        let next_capital = index + 1 < self.len() && self.tokens[index + 1].capital && !title_case;
        let next_mark =
            index + 1 >= self.len() || self.tokens[index + 1].kind == TokenKind::Punctuation;
        let next_opens_group = next.any(Classes::DETERMINER.with(Classes::PRONOUN)) || next_capital;
        let next_word = index + 1 < self.len() && self.tokens[index + 1].kind == TokenKind::Word;
        let next_closed = next_mark
            || next.any(
                Classes::PREPOSITION
                    .with(Classes::CONJUNCTION)
                    .with(Classes::ANY_AUXILIARY)
                    .with(Classes::SUBORDINATOR),
            );
        match previous {
            Some(Tag::To | Tag::Auxiliary) if form.any(Classes::BASE) => return Tag::Verb,
            Some(Tag::Auxiliary) if form.any(Classes::PARTICIPLE.with(Classes::ING)) => {
                return Tag::Verb;
            }
            Some(Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Adjective) => {
                let adjective = form
                    .any(Classes::PAST.with(Classes::PARTICIPLE).with(Classes::ING))
                    && !next_closed
                    && !noun;
                let seizes = form.any(Classes::PAST) && previous == Some(Tag::Number);
                return if seizes && next_opens_group {
                    Tag::Verb
                } else if adjective {
                    Tag::Adjective
                } else {
                    Tag::Noun
                };
            }
            _ => {}
        }
        if form.any(Classes::PAST.with(Classes::PARTICIPLE)) {
            // “Newly appointed Prime Minister Ade”: nothing before it can be the subject.
            if self.previous_tag(index).is_none() && index > 0 && next_capital {
                return Tag::Adjective;
            }
            let between = matches!(previous, Some(Tag::Preposition | Tag::Verb))
                && next_word
                && !next_closed
                && !next_opens_group;
            if noun && matches!(previous, Some(Tag::Preposition)) {
                return Tag::Noun;
            }
            return if between { Tag::Adjective } else { Tag::Verb };
        }
        if form.any(Classes::ING) {
            return match previous {
                Some(Tag::Noun | Tag::Name | Tag::Preposition | Tag::Verb | Tag::Conjunction)
                | None
                    if noun =>
                {
                    if next_opens_group
                        || self.is(index + 1, "with") && previous != Some(Tag::Preposition)
                    {
                        Tag::Verb
                    } else {
                        Tag::Noun
                    }
                }
                _ if noun && next_closed && !matches!(previous, Some(Tag::Mark)) => Tag::Noun,
                _ => Tag::Verb,
            };
        }
        if !noun {
            // “a five-day pause”, “in support”: a bare form inside a noun group is its head.
            let inside = form.any(Classes::BASE)
                && match previous {
                    Some(Tag::Preposition) => true,
                    Some(Tag::Noun) => !self.plural_before(index) && !next_opens_group,
                    _ => false,
                };
            return if inside { Tag::Noun } else { Tag::Verb };
        }
        if classes_agent(self.classes(index)) {
            return Tag::Noun;
        }
        match previous {
            Some(Tag::Preposition) => Tag::Noun,
            Some(Tag::Pronoun | Tag::Relative) => Tag::Verb,
            Some(Tag::Conjunction)
                if next_opens_group && index >= 2 && self.tags[index - 2] == Tag::Verb =>
            {
                Tag::Verb
            }
            Some(Tag::Name | Tag::Noun | Tag::Adverb) if next_opens_group => Tag::Verb,
            // “Egypt arrests journalists”, “rebels attack villages” in headlines and leads.
            Some(Tag::Name | Tag::Noun)
                if form.any(Classes::PRESENT) && next_word && !next_closed =>
            {
                Tag::Verb
            }
            Some(Tag::Name)
                if title_case
                    && form.any(Classes::BASE)
                    && next_word
                    && !next.any(Classes::PREPOSITION.with(Classes::CONJUNCTION)) =>
            {
                Tag::Verb
            }
            Some(Tag::Noun)
                if self.plural_before(index)
                    && next_word
                    && !next_mark
                    && form.any(Classes::BASE)
                    && !next.any(Classes::CONJUNCTION) =>
            {
                Tag::Verb
            }
            _ => Tag::Noun,
        }
    }

    fn previous_tag(&self, index: usize) -> Option<Tag> {
        let mut at = index;
        while at > 0 {
            at -= 1;
            match self.tags[at] {
                Tag::Adverb | Tag::Negation => {}
                tag => return Some(tag),
            }
        }
        None
    }

    fn plural_before(&self, index: usize) -> bool {
        index > 0 && {
            let before = self.lower(index - 1);
            before.len() > 3 && before.ends_with('s') && !before.ends_with("ss")
                || self.is_any(index - 1, &["people", "police", "troops", "men", "women"])
        }
    }
}

/// “Forces” and “guards” are people before they are verbs.
fn classes_agent(classes: Classes) -> bool {
    classes.any(Classes::AGENT)
}

/// What the ending of a word that no list holds says of it.
fn guessed_form(lower: &str) -> Classes {
    if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") {
        Classes::PAST.with(Classes::PARTICIPLE)
    } else if lower.len() > 5 && lower.ends_with("ing") {
        Classes::ING
    } else {
        Classes::NONE
    }
}
