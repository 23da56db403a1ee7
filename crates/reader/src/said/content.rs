//! What is said: where the content to the right of a cue starts and ends.

use std::ops::Range;

use lexicon::cues::CueKind;

use super::attribute::Reader;
use super::verbs::Found;
use super::words::Class;

/// What stands to the right of a cue.
pub(super) enum Right {
    /// A quotation.
    Quote(usize),
    /// A clause, or an infinitive.
    Clause(usize),
}

impl<'b> Reader<'_, 'b> {
    /// Whether the items can be a clause: they have a verb, or are long.
    pub(super) fn clause(&self, from: usize, to: usize) -> bool {
        let verbs = (from..to).any(|at| {
            let class = self.class(at);
            class.verbal()
                || class == Class::Participle
                || self
                    .words
                    .cues(at, to)
                    .next()
                    .is_some_and(|hit| hit.cue.kind == CueKind::Verb)
        });
        to > from + 2 && verbs || to > from + 6
    }

    /// Whether nothing is said to the right of the verb: it ends the sentence, but for when,
    /// where, how and to whom.
    pub(super) fn closes(&self, verb: &Found<'b>) -> bool {
        let mut at = verb.after();
        if let Some(addressee) = self.addressee(verb) {
            at = addressee.end;
        }
        while at < self.high {
            match self.class(at) {
                Class::Time | Class::Adverb | Class::Number => at += 1,
                Class::Preposition | Class::To | Class::Subordinator => {
                    let end = (at..self.high)
                        .find(|&at| {
                            matches!(
                                self.class(at),
                                Class::Comma
                                    | Class::Quote
                                    | Class::That
                                    | Class::Dash
                                    | Class::Semicolon
                            )
                        })
                        .unwrap_or(self.high);
                    if (at..end).any(|at| self.class(at).verbal())
                        && self.class(at) != Class::Subordinator
                    {
                        return false;
                    }
                    at = end;
                }
                Class::Comma | Class::Dash | Class::Semicolon | Class::OpenBracket => return true,
                _ => return false,
            }
        }
        true
    }

    /// What is said to the right of the verb and has a quotation in it, whether it ends in one, and
    /// how sure.
    pub(super) fn content(
        &self,
        verb: &Found<'b>,
        end: usize,
    ) -> Option<(Range<usize>, bool, f32)> {
        let takes = verb.hit.cue.takes;
        let last_quote = (verb.after()..end)
            .rev()
            .find(|&at| self.class(at) == Class::Quote)?;
        if verb.passive && verb.source.is_none() {
            let told = takes.person() && verb.hit.cue.takes.that();
            return match self.right(verb, end) {
                Some(Right::Clause(from)) if told => Some((from..end, false, 0.6)),
                Some(Right::Clause(from))
                    if takes.that() && self.class(from - 1) == Class::That =>
                {
                    Some((from..end, false, 0.6))
                }
                _ => None,
            };
        }
        let source = if verb.source.is_some() { 0.0 } else { 0.45 };
        match self.right(verb, end) {
            Some(Right::Quote(at))
                if takes.quote() || takes.object() || takes.that() || takes.naming() =>
            {
                let alone = at + 1 == end;
                Some((
                    at..end,
                    self.class(end - 1) == Class::Quote,
                    if alone { 0.9 - source } else { 0.8 - source },
                ))
            }
            Some(Right::Clause(from))
                if takes.that()
                    || takes.bare()
                    || takes.infinitive() && self.class(from) == Class::To =>
            {
                let weak = matches!(&*verb.hit.cue.strength, "believes" | "knows" | "shows");
                Some((
                    from..end,
                    self.class(end - 1) == Class::Quote,
                    if weak { 0.6 - source } else { 0.8 - source },
                ))
            }
            _ if takes.of() => {
                let of = (verb.after()..end).find(|&at| self.words.is(at, &["of"]))?;
                (of > verb.after() && of + 1 < end)
                    .then(|| (verb.after()..end, false, 0.75 - source))
            }
            // He called the plan “a joke” and left.
            _ if takes.naming() => Some((verb.after()..last_quote + 1, true, 0.75 - source)),
            _ if takes.object() => Some((verb.after()..end, false, 0.7 - source)),
            _ => None,
        }
    }

    /// Looks past whom, when and where for what is said.
    pub(super) fn right(&self, verb: &Found<'b>, end: usize) -> Option<Right> {
        let takes = verb.hit.cue.takes;
        let mut at = verb.after();
        if let Some(addressee) = self.addressee(verb) {
            at = addressee.end;
        }
        let start = at;
        let mut bare = None;
        let limit = end.min(at + 40);
        while at < limit {
            match self.class(at) {
                Class::Quote => {
                    return Some(match bare {
                        Some(from) if takes.bare() => Right::Clause(from),
                        Some(_) => return None,
                        None => Right::Quote(at),
                    });
                }
                Class::That if bare.is_none() => {
                    return (at + 1 < end).then_some(Right::Clause(at + 1));
                }
                Class::Colon if bare.is_none() => {
                    return (at + 1 < end).then(|| {
                        if self.class(at + 1) == Class::Quote {
                            Right::Quote(at + 1)
                        } else {
                            Right::Clause(at + 1)
                        }
                    });
                }
                Class::Comma | Class::Dash => {
                    if at + 1 < end && self.class(at + 1) == Class::Quote && bare.is_none() {
                        return Some(Right::Quote(at + 1));
                    }
                    // He said, however, that …
                    let close = (at + 1..limit.min(at + 14)).find(|&close| {
                        self.class(close) == Class::Comma
                            && close + 1 < end
                            && matches!(self.class(close + 1), Class::That | Class::Quote)
                    });
                    match close {
                        Some(close) if bare.is_none() => at = close,
                        _ if bare.is_some() => {}
                        _ => return None,
                    }
                }
                Class::Time | Class::Adverb | Class::Number if bare.is_none() && at + 1 < limit => {
                }
                Class::Preposition | Class::Subordinator if bare.is_none() => {
                    if self.class(at) == Class::Subordinator {
                        let whether = self
                            .words
                            .is(at, &["if", "whether", "how", "why", "what", "where"]);
                        if whether && at == start {
                            return Some(Right::Clause(at));
                        }
                    }
                    // A phrase of time, place or means, up to what may be said.
                    let stop = (at + 1..limit)
                        .find(|&next| {
                            let class = self.class(next);
                            class.verbal()
                                || matches!(
                                    class,
                                    Class::That
                                        | Class::Quote
                                        | Class::Comma
                                        | Class::Colon
                                        | Class::Pronoun
                                        | Class::Stop
                                )
                        })
                        .unwrap_or(limit);
                    if stop < limit && self.class(stop).verbal() {
                        bare = Some(self.after_means(at, stop));
                        at = stop;
                        continue;
                    }
                    at = stop;
                    continue;
                }
                Class::To if bare.is_none() => {
                    return takes.infinitive().then_some(Right::Clause(at));
                }
                // “denied asylum seekers entry” tells a deed; “denied the road was closed” does not.
                Class::Participle
                    if takes.object()
                        && at + 1 < limit
                        && !self.class(at + 1).nominal()
                        && self.class(at + 1) != Class::To =>
                {
                    bare = bare.or(Some(at));
                }
                class if class.verbal() || class == Class::Participle => {
                    if let Some(from) = bare {
                        return takes.bare().then_some(Right::Clause(from));
                    }
                    bare = Some(at);
                }
                Class::Stop | Class::Semicolon => break,
                Class::To if takes.infinitive() && bare.is_some() => {
                    return Some(Right::Clause(bare.unwrap_or(at)));
                }
                _ => bare = bare.or(Some(at)),
            }
            at += 1;
        }
        let long = bare.is_some_and(|from| end > from + 3);
        let sure = takes.bare() && !takes.object() && !takes.noun() && !takes.infinitive();
        (sure && long && verb.source.is_some()).then(|| Right::Clause(bare.unwrap_or(at)))
    }

    /// “said in a statement the road was closed”: where the clause starts, given that a verb
    /// stands at `verb` and the phrase of means or time at `from`.
    fn after_means(&self, from: usize, verb: usize) -> usize {
        let means = (from..verb).find(|&at| {
            self.class(at) == Class::Time
                || self.words.is(
                    at,
                    &[
                        "statement",
                        "interview",
                        "letter",
                        "speech",
                        "tweet",
                        "report",
                        "briefing",
                        "release",
                        "conference",
                    ],
                )
        });
        match means {
            Some(at) if at + 1 < verb => at + 1,
            _ => from,
        }
    }

    /// Whom the words are said to: told *reporters*, said *to the council*.
    pub(super) fn addressee(&self, verb: &Found<'b>) -> Option<Range<usize>> {
        let takes = verb.hit.cue.takes;
        let from = verb.after();
        if verb.inverted && !takes.person() {
            return None;
        }
        if takes.person() && from < self.high && !verb.passive {
            return match self.class(from) {
                Class::Pronoun => Some(from..from + 1),
                Class::Name
                | Class::Determiner
                | Class::Noun
                | Class::Number
                | Class::Participle => {
                    let mut end = from;
                    while end < self.high && end < from + 14 {
                        let class = self.class(end);
                        let nominal = class.nominal()
                            && !(class == Class::Determiner
                                && end > from
                                && self.class(end - 1).head());
                        let joint = matches!(class, Class::Preposition | Class::And)
                            && self.words.is(end, &["of", "and", "from"])
                            && end > from;
                        if !(nominal || joint) {
                            break;
                        }
                        end += 1;
                    }
                    // “told the paper the road was closed”: a second phrase is what is said.
                    (end > from).then_some(from..end)
                }
                _ => None,
            };
        }
        None
    }
}
