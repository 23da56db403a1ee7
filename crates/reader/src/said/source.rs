//! The noun phrase that names a source, found over items beside a cue.
//!
//! Only where the words stand; who they mean is for `resolve`.

use std::ops::Range;

use super::passages::Passages;
use super::words::Class;

/// No noun phrase is longer than this many items.
const LONGEST: usize = 45;

impl Passages<'_> {
    /// The class of an item; past the end of the text it is a stop.
    pub(super) fn class(&self, at: usize) -> Class {
        self.items.get(at).map_or(Class::Stop, |item| item.class)
    }

    /// The noun phrase that ends at `last`, looking no further back than `low`.
    pub(super) fn phrase_before(&self, low: usize, last: usize) -> Option<Range<usize>> {
        match self.class(last) {
            Class::Pronoun | Class::Relative | Class::That => Some(last..last + 1),
            Class::Determiner
                if self.is(
                    last,
                    &["some", "many", "others", "both", "all", "most", "this"],
                ) =>
            {
                Some(last..last + 1)
            }
            Class::Comma => self.with_apposition(low, last),
            Class::CloseBracket
            | Class::Name
            | Class::Noun
            | Class::Number
            | Class::Gerund
            | Class::Participle => self.plain_before(low, last),
            _ => None,
        }
    }

    /// “Adams, the envoy, …”: `last` is the comma after the apposition.
    fn with_apposition(&self, low: usize, last: usize) -> Option<Range<usize>> {
        let floor = low.max(last.saturating_sub(LONGEST));
        let mut comma = last.checked_sub(1)?;
        loop {
            if comma <= floor || matches!(self.class(comma), Class::Stop | Class::Semicolon) {
                return None;
            }
            if self.class(comma) == Class::Comma {
                let before = self.class(comma - 1);
                // “Rania Adams, 45, of Leeds,” and “Leeds, England,” have more than one.
                if (before.head() || before == Class::CloseBracket)
                    && let Some(range) = self
                        .plain_before(low, comma - 1)
                        .filter(|range| self.class(range.end - 1) != Class::Number)
                {
                    let more = range.start > floor
                        && self.class(range.start - 1) == Class::Comma
                        && range.start >= 2
                        && self.class(range.start - 2) == Class::Name
                        && self.class(range.start) != Class::Name;
                    if !more {
                        return Some(range.start..last);
                    }
                }
            }
            comma -= 1;
        }
    }

    fn plain_before(&self, low: usize, last: usize) -> Option<Range<usize>> {
        let floor = low.max(last.saturating_sub(LONGEST));
        let mut start = last + 1;
        let mut and = None;
        loop {
            if start == floor {
                break;
            }
            let at = start - 1;
            let right = (start <= last).then(|| self.class(start));
            let left = (at > floor).then(|| self.class(at - 1));
            let left_head = left.is_some_and(|class| class.head() || class == Class::CloseBracket);
            let take = match self.class(at) {
                Class::Name | Class::Noun | Class::Number | Class::Hyphen | Class::Genitive => {
                    right != Some(Class::Determiner) && right != Some(Class::Pronoun)
                        || self.class(at) == Class::Hyphen
                }
                Class::Determiner => right != Some(Class::Pronoun),
                Class::Gerund => right.is_none_or(Class::nominal) && left != Some(Class::Comma),
                Class::Participle => {
                    let verb = left_head
                        && !left
                            .is_some_and(|class| class == Class::Name && self.adjective(at - 1));
                    right.is_some_and(Class::nominal) && right != Some(Class::Determiner) && !verb
                }
                Class::Adverb => right == Some(Class::Participle) && !left_head,
                Class::Time => right == Some(Class::Noun) && left == Some(Class::Determiner),
                Class::Mark => left == Some(Class::Noun) || left == Some(Class::Name),
                Class::Quote => {
                    left == Some(Class::Name) && right == Some(Class::Name)
                        || left == Some(Class::Determiner) && right == Some(Class::Noun)
                }
                // “officials briefed on the matter”
                Class::Preposition | Class::To
                    if and.is_none()
                        && right.is_some()
                        && matches!(left, Some(Class::Participle | Class::Gerund))
                        && at > floor + 1
                        && matches!(
                            self.class(at - 2),
                            Class::Noun | Class::Name | Class::Pronoun
                        ) =>
                {
                    start = at - 1;
                    continue;
                }
                Class::Preposition | Class::To => {
                    left_head && right.is_some() && self.class(at - 1) != Class::Pronoun
                }
                Class::And => {
                    let joins = left_head && right.is_some();
                    if joins && and.is_none() {
                        and = Some(at);
                    }
                    joins
                }
                Class::Comma => and.is_some() && left_head && right.is_some(),
                Class::CloseBracket => {
                    match (floor..at)
                        .rev()
                        .find(|&open| self.class(open) == Class::OpenBracket)
                    {
                        Some(open) => {
                            start = open;
                            continue;
                        }
                        None => false,
                    }
                }
                _ => false,
            };
            if !take {
                break;
            }
            start = at;
        }
        if start > last {
            return None;
        }
        // What stopped the scan: a verb makes the first part of “met Ade and Kovač said” its object.
        let stopper = (start > floor).then(|| self.class(start - 1));
        let verb = stopper.is_some_and(|class| {
            class.verbal() || matches!(class, Class::Participle | Class::Gerund)
        });
        if verb {
            if let Some(antecedent) = self.relative_clause(floor, start - 1) {
                start = antecedent;
            } else if let Some(and) = and {
                start = and + 1;
            }
        }
        while start <= last
            && matches!(
                self.class(start),
                Class::Preposition
                    | Class::To
                    | Class::And
                    | Class::Comma
                    | Class::Adverb
                    | Class::Hyphen
                    | Class::Genitive
                    | Class::Mark
            )
        {
            start += 1;
        }
        let heads =
            (start..=last).any(|at| self.class(at).head() || self.class(at) == Class::Determiner);
        heads.then_some(start..last + 1)
    }

    /// “officials who met him said”: `verb` is “met”; gives where “officials” starts.
    fn relative_clause(&self, floor: usize, verb: usize) -> Option<usize> {
        let nearest = floor.max(verb.saturating_sub(12));
        for at in (nearest..verb).rev() {
            match self.class(at) {
                Class::Relative if at > floor => {
                    return self
                        .plain_before_once(floor, at - 1)
                        .map(|range| range.start);
                }
                Class::Comma | Class::Stop | Class::Semicolon | Class::Colon => return None,
                _ => {}
            }
        }
        None
    }

    /// As `plain_before`, without looking into relative clauses again, so that work stays bounded.
    fn plain_before_once(&self, floor: usize, last: usize) -> Option<Range<usize>> {
        let mut start = last + 1;
        while start > floor {
            let at = start - 1;
            let class = self.class(at);
            let of = class == Class::Preposition && at > floor && self.class(at - 1).head();
            if !(class.nominal() || of) {
                break;
            }
            start = at;
        }
        (start <= last).then_some(start..last + 1)
    }

    /// “Syrian”, “Chinese”: a capital adjective, after which a word in -ed is an adjective too.
    fn adjective(&self, at: usize) -> bool {
        let word = self.word(at);
        ["ian", "ean", "ese", "ish", "can", "raqi", "aeli"]
            .iter()
            .any(|end| word.ends_with(end))
    }

    /// The noun phrase that starts at `first`, with its appositions, before `end`: what follows an
    /// inverted “said” or “according to”.
    pub(super) fn phrase_after(&self, first: usize, end: usize) -> Option<Range<usize>> {
        let end = end.min(first + LONGEST);
        if first >= end {
            return None;
        }
        if self.class(first) == Class::Pronoun {
            return Some(first..first + 1);
        }
        let mut at = self.run_after(first, end);
        if at == first || !(first..at).any(|at| self.class(at).head()) {
            return None;
        }
        // “said an official who asked not to be named”
        let relative = at < end
            && (self.class(at) == Class::Relative
                || self.class(at) == Class::That
                    && at + 1 < end
                    && (self.class(at + 1).verbal() || self.class(at + 1) == Class::Participle));
        if relative {
            at = (at + 1..end)
                .find(|&at| {
                    matches!(
                        self.class(at),
                        Class::Comma | Class::Stop | Class::Quote | Class::Semicolon | Class::Dash
                    )
                })
                .unwrap_or(end);
        }
        // Appositions and relative clauses.
        while at + 1 < end && self.class(at) == Class::Comma {
            let next = self.class(at + 1);
            let relative = next == Class::Relative;
            let stop = (at + 1..end)
                .find(|&at| {
                    matches!(
                        self.class(at),
                        Class::Comma
                            | Class::Stop
                            | Class::Quote
                            | Class::Semicolon
                            | Class::Dash
                            | Class::Colon
                    )
                })
                .unwrap_or(end);
            let verbal = (at + 1..stop).any(|at| self.class(at).verbal());
            let apposition = matches!(
                next,
                Class::Determiner | Class::Noun | Class::Number | Class::Name
            ) && !verbal
                && self.run_after(at + 1, end) + 1 >= stop.min(at + 2)
                && self.run_after(at + 1, end) > at + 1
                && self.class(self.run_after(at + 1, end) - 1).head();
            if relative {
                at = stop;
            } else if apposition {
                at = self.run_after(at + 1, end);
                if at < stop {
                    break;
                }
            } else {
                break;
            }
        }
        Some(first..at)
    }

    /// One past the noun phrase without appositions that starts at `first`.
    fn run_after(&self, first: usize, end: usize) -> usize {
        let mut at = first;
        while at < end {
            let next = (at + 1 < end).then(|| self.class(at + 1));
            let before = (at > first).then(|| self.class(at - 1));
            let take = match self.class(at) {
                Class::Name | Class::Noun | Class::Number | Class::Hyphen | Class::Genitive => true,
                Class::Determiner | Class::Participle => before.is_none_or(|class| {
                    !class.head()
                        || class == Class::Name
                            && self.class(at) == Class::Participle
                            && next == Some(Class::Noun)
                }),
                Class::Gerund => before
                    .is_some_and(|class| matches!(class, Class::Determiner | Class::Preposition)),
                Class::Adverb => next == Some(Class::Participle),
                Class::Preposition => {
                    let of = self.is(at, &["of"]);
                    let office = self.is(at, &["for", "at", "from", "with", "in"])
                        && before == Some(Class::Noun)
                        && !self.is(at - 1, &["reporters", "statement", "interview"]);
                    (of || office) && next.is_some_and(Class::nominal) && before.is_some()
                }
                Class::To => self.is(
                    at.saturating_sub(1),
                    &[
                        "ambassador",
                        "adviser",
                        "advisor",
                        "envoy",
                        "spokesman",
                        "aide",
                    ],
                ),
                Class::And => {
                    before.is_some_and(Class::head)
                        && matches!(next, Some(Class::Name | Class::Noun | Class::Determiner))
                }
                Class::OpenBracket => {
                    match (at..end.min(at + 12))
                        .find(|&close| self.class(close) == Class::CloseBracket)
                    {
                        Some(close) => {
                            at = close + 1;
                            continue;
                        }
                        None => false,
                    }
                }
                Class::Quote => before == Some(Class::Name) && next == Some(Class::Name),
                Class::Mark => before == Some(Class::Noun),
                Class::Time => {
                    before == Some(Class::Determiner)
                        || self.is(at, &["may", "june", "april", "august"])
                            && next == Some(Class::Name)
                }
                _ => false,
            };
            if !take {
                break;
            }
            at += 1;
        }
        at
    }

    /// The subject of the clause that the passage starts with: for “… and said”, “…, adding”.
    pub(super) fn first_subject(&self, low: usize, before: usize) -> Option<Range<usize>> {
        let mut from = low;
        // “On Monday, after the vote, the envoy left and said …”: skip what comes before.
        loop {
            while from < before
                && matches!(
                    self.class(from),
                    Class::Adverb
                        | Class::Time
                        | Class::And
                        | Class::But
                        | Class::Comma
                        | Class::Mark
                        | Class::Dash
                )
            {
                from += 1;
            }
            if from < before
                && matches!(
                    self.class(from),
                    Class::Preposition
                        | Class::Subordinator
                        | Class::To
                        | Class::Gerund
                        | Class::Participle
                )
            {
                match (from..before).find(|&at| self.class(at) == Class::Comma) {
                    Some(comma) => {
                        from = comma + 1;
                        continue;
                    }
                    None => return None,
                }
            }
            break;
        }
        if from >= before {
            return None;
        }
        if self.class(from) == Class::Pronoun {
            return Some(from..from + 1);
        }
        let verb = (from + 1..before).find(|&at| {
            let class = self.class(at);
            class.verbal()
                || class == Class::Participle
                    && (self.class(at - 1).head() || self.class(at - 1) == Class::Comma)
                || class == Class::Relative
                || matches!(
                    class,
                    Class::Quote | Class::Semicolon | Class::Dash | Class::Colon
                )
                || self.cues(at, before).next().is_some() && self.class(at - 1).head()
        })?;
        let mut last = verb - 1;
        while last > from
            && matches!(
                self.class(last),
                Class::Adverb | Class::Time | Class::Preposition | Class::Negation | Class::Mark
            )
        {
            last -= 1;
        }
        self.phrase_before(from, last)
            .filter(|range| range.start == from)
            .or_else(|| self.phrase_after(from, verb))
    }
}
