//! Cues that are no verbs: “according to”, “the claim that”, “allegedly”.

use std::ops::Range;

use lexicon::cues::{CueKind, Form};

use super::attribute::{Attribution, Reader};
use super::passages::Hit;
use super::verbs::Found;
use super::words::Class;

impl<'b> Reader<'_, 'b> {
    /// “according to the ministry”
    pub(super) fn according(&mut self) {
        for at in self.low..self.high {
            let Some(hit) = self
                .words
                .cues(at, self.high)
                .find(|hit| hit.cue.kind == CueKind::Before)
            else {
                continue;
            };
            let clause_before = self
                .out
                .iter()
                .rev()
                .find(|other| other.clause.start < at)
                .map_or(self.low, |other| other.clause.end.min(at));
            let left = self.open_of(clause_before);
            let before = (at > self.low).then(|| self.class(at - 1));
            // A source at the head of a clause ends at the first comma: According to the ministry,
            // the road is closed.
            let heads = left >= at
                || matches!(
                    before,
                    Some(Class::And | Class::But | Class::That | Class::Subordinator)
                );
            let comma = (hit.end..self.high).find(|&at| self.class(at) == Class::Comma);
            let limit = match comma.filter(|_| heads) {
                Some(comma) if self.class(comma + 1) != Class::Relative => comma,
                _ => self.high,
            };
            let Some(source) = self.words.phrase_after(hit.end, limit) else {
                continue;
            };
            let mut attribution = Attribution::new(self.index, hit.cue, hit.at..hit.end);
            let mut start = at;
            let resumes = (source.end + 1 < self.high && self.class(source.end) == Class::Comma)
                .then_some(source.end + 1);
            if heads {
                let Some(from) = resumes else { continue };
                let end = self.next_following(from);
                if from >= end {
                    continue;
                }
                attribution.content.push(self.words.span(&(from..end)));
                attribution.quoted = self.class(end - 1) == Class::Quote;
            } else {
                let comma = before == Some(Class::Comma);
                if comma {
                    start = at - 1;
                }
                if left >= start {
                    continue;
                }
                attribution.content.push(self.words.span(&(left..start)));
                attribution.quoted = self.class(start - 1) == Class::Quote;
                // The road, according to the ministry, is closed.
                let split = !self.clause(left, start) && comma;
                if let Some(from) =
                    resumes.filter(|&from| split && from < self.next_following(from))
                {
                    let rest = from..self.next_following(from);
                    attribution.content.push(self.words.span(&rest));
                }
            }
            attribution.clause = start..source.end;
            attribution.source = Some(source);
            attribution.follows = true;
            attribution.confidence = 0.85;
            self.out.push(attribution);
        }
        self.out.sort_by_key(|attribution| attribution.clause.start);
    }

    /// “the envoy’s claim that …”, “there were reports of …”, “allegedly”.
    pub(super) fn nouns(&mut self, verbs: &[Found<'b>]) {
        for at in self.low..self.high {
            if verbs.iter().any(|verb| verb.hit.at == at) {
                continue;
            }
            let hit = self
                .words
                .cues(at, self.high)
                .find(|hit| matches!(hit.cue.kind, CueKind::Noun | CueKind::Adverb));
            let Some(hit) = hit else { continue };
            let found = match hit.cue.kind {
                CueKind::Adverb => self.around(at),
                _ => self.noun_content(&hit).map(|content| vec![content]),
            };
            let Some(content) = found else { continue };
            let mut attribution = Attribution::new(self.index, hit.cue, at..hit.end);
            for range in &content {
                attribution.content.push(self.words.span(range));
            }
            if hit.cue.kind == CueKind::Noun {
                let (source, cue) = self.noun_source(&hit);
                attribution.negated = cue.start > self.low && self.words.is(cue.end - 1, &["no"]);
                attribution.source = source;
                attribution.cue = Some(cue);
            }
            attribution.clause = at..hit.end;
            attribution.confidence = if attribution.source.is_some() {
                0.4
            } else {
                0.6
            };
            self.out.push(attribution);
        }
    }

    fn noun_content(&self, hit: &Hit<'b>) -> Option<Range<usize>> {
        let takes = hit.cue.takes;
        let end = self.next_following(hit.end);
        let from = hit.end + 1;
        if from >= end {
            return None;
        }
        let clause_end = |from: usize| {
            (from + 2..end)
                .find(|&at| {
                    self.class(at) == Class::Semicolon
                        || self.class(at) == Class::Comma
                            && at + 1 < end
                            && matches!(self.class(at + 1), Class::But | Class::And | Class::Gerund)
                })
                .unwrap_or(end)
        };
        match self.class(hit.end) {
            // “the report that was published” says nothing of what it reports.
            Class::That if takes.that() && !self.class(from).verbal() => {
                Some(from..clause_end(from))
            }
            Class::Preposition if takes.of() && self.words.is(hit.end, &["of"]) => {
                let plural = hit.form == Form::S || !takes.thing();
                plural
                    .then(|| from..self.phrase_end(from, end))
                    .filter(|range| !range.is_empty())
            }
            Class::Preposition if takes.matter() && self.words.is(hit.end, &["about"]) => {
                Some(from..self.phrase_end(from, end)).filter(|range| !range.is_empty())
            }
            Class::Preposition if takes.purpose() && self.words.is(hit.end, &["for"]) => {
                Some(from..self.phrase_end(from, end)).filter(|range| !range.is_empty())
            }
            Class::To if takes.infinitive() => Some(hit.end..clause_end(hit.end)),
            // “There were reports the road was closed.”
            class if class.nominal() || class == Class::Pronoun => {
                let exists = (self.low..hit.at).rev().take(4).any(|at| {
                    self.class(at) == Class::Be
                        && at > self.low
                        && self.words.is(at - 1, &["there"])
                });
                (exists && takes.that() && self.clause(hit.end, end))
                    .then(|| hit.end..clause_end(hit.end))
            }
            _ => None,
        }
    }

    /// Where a noun phrase with all that is attached to it ends: at a verb or a mark.
    fn phrase_end(&self, from: usize, end: usize) -> usize {
        (from..end)
            .find(|&at| {
                let class = self.class(at);
                class.verbal()
                    || matches!(
                        class,
                        Class::Stop
                            | Class::Semicolon
                            | Class::Dash
                            | Class::But
                            | Class::That
                            | Class::Subordinator
                            | Class::Colon
                    )
                    || class == Class::Comma && !(at + 1 < end && self.class(at + 1).nominal())
            })
            .unwrap_or(end)
    }

    /// Who stands behind a noun, and the words of the cue: “Ade’s claim”, “his hope”, “a Reuters
    /// report”, “she expressed the belief”.
    fn noun_source(&self, hit: &Hit<'b>) -> (Option<Range<usize>>, Range<usize>) {
        let cue = hit.at..hit.end;
        let floor = self.low.max(hit.at.saturating_sub(5));
        for at in (floor..hit.at).rev() {
            match self.class(at) {
                Class::Genitive if at > self.low => {
                    let source = self.words.phrase_before(self.low, at - 1);
                    return (source.map(|source| source.start..at + 1), cue);
                }
                Class::Determiner => {
                    if self
                        .words
                        .is(at, &["his", "her", "their", "its", "my", "our", "your"])
                    {
                        return (Some(at..at + 1), cue);
                    }
                    let verb = at.checked_sub(1).filter(|&verb| verb >= self.low);
                    let says = verb.filter(|&verb| {
                        self.words.is(
                            verb,
                            &[
                                "expressed",
                                "made",
                                "voiced",
                                "raised",
                                "issued",
                                "repeated",
                                "denied",
                                "rejected",
                                "dismissed",
                                "expresses",
                                "makes",
                                "raises",
                            ],
                        )
                    });
                    if let Some(verb) = says.filter(|&verb| verb > self.low) {
                        let source = self.words.phrase_before(self.low, verb - 1);
                        return (source, verb..hit.end);
                    }
                    let named =
                        at + 1 < hit.at && (at + 1..hit.at).all(|at| self.class(at) == Class::Name);
                    return (named.then_some(at..hit.at), cue);
                }
                class if class.nominal() => {}
                Class::Participle | Class::Verb
                    if self
                        .words
                        .is(at, &["expressed", "raised", "voiced", "made"]) =>
                {
                    let source = (at > self.low)
                        .then(|| self.words.phrase_before(self.low, at - 1))
                        .flatten();
                    return (source, at..hit.end);
                }
                _ => break,
            }
        }
        let named = hit.at > self.low && self.class(hit.at - 1) == Class::Name;
        let source = named
            .then(|| self.words.phrase_before(self.low, hit.at - 1))
            .flatten();
        (source, cue)
    }

    /// The clause around an adverb: the convoy *allegedly* carried arms.
    fn around(&self, at: usize) -> Option<Vec<Range<usize>>> {
        let breaks = |at: usize| {
            matches!(
                self.class(at),
                Class::Comma
                    | Class::Semicolon
                    | Class::Stop
                    | Class::That
                    | Class::Dash
                    | Class::Relative
                    | Class::Subordinator
                    | Class::Colon
            )
        };
        let mut left = at;
        while left > self.low && !breaks(left - 1) && self.class(left - 1) != Class::Preposition {
            left -= 1;
        }
        if left > self.low && self.class(left - 1) == Class::Preposition {
            left = at;
        }
        let right = (at + 1..self.high)
            .find(|&at| breaks(at))
            .unwrap_or(self.high);
        let mut content = Vec::new();
        if left < at {
            content.push(left..at);
        }
        if at + 1 < right {
            content.push(at + 1..right);
        }
        (!content.is_empty()).then_some(content)
    }
}
