//! Which words of a passage are verbs of saying, and who their subject is.

use std::ops::Range;

use lexicon::cues::{CueKind, Form};

use super::attribute::Reader;
use super::passages::Hit;
use super::words::Class;

/// A verb cue with its verb group and its subject.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub(super) hit: Hit<'a>,
    /// Where the verb group starts.
    pub(super) group: usize,
    pub(super) negated: bool,
    pub(super) passive: bool,
    pub(super) infinitive: bool,
    pub(super) source: Option<Range<usize>>,
    /// Whether the source stands after the verb.
    pub(super) inverted: bool,
    /// Whether the source was taken from an earlier clause.
    pub(super) shared: bool,
}

impl Found<'_> {
    /// Where the clause starts.
    pub(super) fn start(&self) -> usize {
        match &self.source {
            Some(source) if !self.inverted && !self.shared => source.start.min(self.group),
            _ => self.group,
        }
    }

    /// Where what follows the verb and an inverted source starts.
    pub(super) fn after(&self) -> usize {
        match &self.source {
            Some(source) if self.inverted => source.end,
            _ => self.hit.end,
        }
    }
}

impl<'b> Reader<'_, 'b> {
    /// All verbs of the passage that can be cues.
    pub(super) fn verbs(&self) -> Vec<Found<'b>> {
        let mut found: Vec<Found<'b>> = Vec::new();
        let mut at = self.low;
        while at < self.high {
            match self
                .words
                .cues(at, self.high)
                .find_map(|hit| self.verb(hit))
            {
                Some(mut verb) => {
                    at = verb.hit.end;
                    self.find_source(&mut verb, &found);
                    found.push(verb);
                }
                None => at += 1,
            }
        }
        found
    }

    fn verb(&self, hit: Hit<'b>) -> Option<Found<'b>> {
        if hit.cue.kind != CueKind::Verb {
            return None;
        }
        let item = self.words.items[hit.at];
        if item.capital && !self.headline && hit.at > self.low {
            let sure = self.words.is(hit.at, &["said", "says"]);
            if !sure {
                return None;
            }
        }
        // The verb group, leftwards: “has also not said”.
        let mut group = hit.at;
        let (mut negated, mut be, mut auxiliary, mut infinitive) = (false, false, false, false);
        while group > self.low {
            match self.class(group - 1) {
                Class::Adverb => {}
                Class::Negation => negated = true,
                Class::Be => be = true,
                Class::Auxiliary => auxiliary = true,
                Class::To => {
                    infinitive = true;
                    group -= 1;
                    break;
                }
                Class::Time
                    if group > self.low + 1 && self.class(group - 2) != Class::Preposition => {}
                // “The minister on Monday said”
                Class::Time if group > self.low + 2 && self.class(group - 3).head() => group -= 1,
                _ => break,
            }
            group -= 1;
        }
        let before = (group > self.low).then(|| self.class(group - 1));
        let next = (hit.end < self.high).then(|| self.class(hit.end));
        let noun = self
            .words
            .cues(hit.at, self.high)
            .any(|other| other.cue.kind == CueKind::Noun)
            || hit.cue.takes.noun();
        // “the so-called peace”
        let compound = group == hit.at && before == Some(Class::Hyphen);
        let fine = !compound
            && match hit.form {
                _ if matches!(before, Some(Class::Determiner)) && !auxiliary && !be => false,
                Form::Past | Form::Participle => {
                    // “the accused man”, “her said plans”
                    let adjective = before == Some(Class::Genitive)
                        || before == Some(Class::Preposition)
                        || hit.form == Form::Participle && !auxiliary && !be;
                    !adjective
                }
                Form::Gerund => !matches!(before, Some(Class::Genitive)) && next.is_some(),
                Form::Base => {
                    let subject = infinitive
                        || auxiliary
                        || matches!(before, Some(Class::Pronoun | Class::Relative))
                        || !noun && before.is_some_and(Class::head);
                    subject && before != Some(Class::Genitive)
                }
                Form::S => {
                    let subject = before.is_none_or(|class| {
                        class.head()
                            || matches!(
                                class,
                                Class::Relative
                                    | Class::That
                                    | Class::Quote
                                    | Class::Comma
                                    | Class::And
                                    | Class::CloseBracket
                            )
                    });
                    let unsure = noun && !matches!(before, Some(Class::Pronoun | Class::Relative));
                    subject
                        && (!unsure
                            || matches!(
                                next,
                                Some(
                                    Class::That
                                        | Class::Quote
                                        | Class::Colon
                                        | Class::Pronoun
                                        | Class::Determiner
                                )
                            ) && before == Some(Class::Name))
                }
            };
        fine.then_some(Found {
            hit,
            group,
            negated,
            passive: be && matches!(hit.form, Form::Past | Form::Participle),
            infinitive,
            source: None,
            inverted: false,
            shared: false,
        })
    }

    fn find_source(&self, verb: &mut Found<'b>, earlier: &[Found<'b>]) {
        let before = (verb.group > self.low).then(|| self.class(verb.group - 1));
        let say = verb.hit.cue.takes.quote();
        let finite = !matches!(verb.hit.form, Form::Gerund | Form::Base) && !verb.infinitive;
        // “…,” said Kovač
        let comma_after_quote = before == Some(Class::Comma)
            && verb.group >= self.low + 2
            && self.class(verb.group - 2) == Class::Quote;
        if finite && say && !verb.passive {
            let opens = before.is_none() || matches!(before, Some(Class::Quote | Class::Dash));
            let after_clause = before == Some(Class::Comma)
                && self.words.is(
                    verb.hit.at,
                    &[
                        "said", "says", "reported", "reports", "added", "wrote", "writes",
                    ],
                );
            if opens || comma_after_quote || after_clause {
                let next = verb.hit.end;
                let subject = next < self.high
                    && !matches!(
                        self.class(next),
                        Class::Preposition | Class::Subordinator | Class::Time
                    );
                if subject && let Some(source) = self.words.phrase_after(next, self.high) {
                    let rest = (source.end < self.high).then(|| self.class(source.end));
                    // The offer was withdrawn, said an official: a whole clause comes before.
                    let told = (self.low..verb.group).any(|at| self.class(at).verbal())
                        && !(self.low..verb.group).any(|at| self.class(at) == Class::Relative);
                    let names = self.class(source.start) == Class::Name
                        || opens
                        || comma_after_quote
                        || told;
                    let stops = rest.is_none_or(|class| !class.verbal() && class != Class::That);
                    if stops && names {
                        verb.source = Some(source);
                        verb.inverted = true;
                        return;
                    }
                }
            }
        }
        if verb.passive {
            return;
        }
        let coordinated = match before {
            None
            | Some(
                Class::And | Class::But | Class::Subordinator | Class::Dash | Class::Semicolon,
            ) => true,
            Some(Class::Comma) => verb.hit.form == Form::Gerund || verb.infinitive,
            _ => {
                verb.infinitive || verb.hit.form == Form::Gerund && !before.is_some_and(Class::head)
            }
        };
        if !coordinated {
            verb.source = self
                .words
                .phrase_before(self.low, verb.group - 1)
                .filter(|source| source.end <= verb.group);
            let gerund = verb.hit.form == Form::Gerund;
            let be = (verb.group..verb.hit.at).any(|at| self.class(at) == Class::Be);
            if verb.source.is_some()
                && !(gerund && !be && self.class(verb.group - 1) != Class::Name)
            {
                return;
            }
            verb.source = None;
        }
        verb.shared = true;
        verb.source = earlier
            .iter()
            .rev()
            .find_map(|other| other.source.clone())
            .or_else(|| self.words.first_subject(self.low, verb.group));
    }
}
