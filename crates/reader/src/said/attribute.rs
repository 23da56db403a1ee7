//! Who says what inside one passage: cues, their sources and their contents.
//!
//! Two kinds of clause: one that follows or splits what is said (“…,” Kovač said), found first,
//! and one that comes before it (Kovač said that …), which reaches up to the next of the first
//! kind. Quotations that no clause claims are left for `orphans`.

use std::ops::Range;

use lexicon::cues::{Cue, Form};
use record::{Span, SpeechAct};

use super::content::Right;
use super::passages::{Passage, Passages};
use super::verbs::Found;
use super::words::Class;

/// A cue with its source and content, before its source is resolved.
#[derive(Clone, Debug)]
pub(super) struct Attribution {
    /// Position of its passage.
    pub(super) passage: usize,
    /// Items of the source; `None` when the text names none.
    pub(super) source: Option<Range<usize>>,
    /// Words of the cue; empty when a quotation is carried on without one.
    pub(super) cue: Option<Range<usize>>,
    pub(super) lemma: String,
    pub(super) act: SpeechAct,
    pub(super) strength: String,
    pub(super) negated: bool,
    pub(super) content: Vec<Span>,
    /// Items of the whom-to phrase.
    pub(super) addressee: Option<Range<usize>>,
    /// Items of the clause: the source, the cue and what belongs to it, without the content.
    pub(super) clause: Range<usize>,
    /// Whether the content starts or ends with a quotation that can run on.
    pub(super) quoted: bool,
    /// Whether it follows or splits its content.
    pub(super) follows: bool,
    pub(super) confidence: f32,
}

impl Attribution {
    pub(super) fn new(passage: usize, cue: &Cue, hit: Range<usize>) -> Self {
        Self {
            passage,
            source: None,
            clause: hit.clone(),
            cue: Some(hit),
            lemma: cue.lemma(),
            act: cue.act,
            strength: cue.strength.to_string(),
            negated: false,
            content: Vec::new(),
            addressee: None,
            quoted: false,
            follows: false,
            confidence: 0.5,
        }
    }

    /// Turns positions of items into positions of tokens.
    pub(super) fn count_tokens(&mut self, words: &Passages<'_>) {
        let parts = [&mut self.source, &mut self.cue, &mut self.addressee];
        for part in parts.into_iter().flatten() {
            *part = words.tokens(part);
        }
        self.clause = words.tokens(&self.clause);
    }
}

/// Finds the attributions of one passage, in tokens.
pub(super) fn passage(words: &Passages<'_>, index: usize) -> Vec<Attribution> {
    let mut reader = Reader::new(words, index);
    reader.run();
    for attribution in &mut reader.out {
        attribution.count_tokens(words);
    }
    reader.out
}

/// The clause that ends a passage with a colon and says nothing yet: “Ade wrote:”.
pub(super) fn announcing(words: &Passages<'_>, index: usize) -> Option<Attribution> {
    let reader = Reader::new(words, index);
    let colon = reader.high.checked_sub(1)?;
    if colon <= reader.low || reader.class(colon) != Class::Colon {
        return None;
    }
    let verb = reader
        .verbs()
        .into_iter()
        .rfind(|verb| verb.hit.cue.takes.quote() && verb.source.is_some())?;
    let mut attribution = Attribution::new(index, verb.hit.cue, verb.hit.at..verb.hit.end);
    attribution.addressee = reader.addressee(&verb);
    attribution.source = verb.source;
    attribution.quoted = true;
    attribution.follows = true;
    attribution.confidence = 0.85;
    attribution.count_tokens(words);
    Some(attribution)
}

impl Passages<'_> {
    fn end_without_stop(&self, passage: &Passage) -> usize {
        let mut end = passage.items.end;
        while end > passage.items.start
            && matches!(self.items[end - 1].class, Class::Stop | Class::Mark)
        {
            end -= 1;
        }
        end
    }
}

pub(super) struct Reader<'a, 'b> {
    pub(super) words: &'a Passages<'b>,
    pub(super) index: usize,
    pub(super) low: usize,
    /// One past the last item before the final stop.
    pub(super) high: usize,
    pub(super) headline: bool,
    pub(super) out: Vec<Attribution>,
}

impl<'a, 'b> Reader<'a, 'b> {
    fn new(words: &'a Passages<'b>, index: usize) -> Self {
        let passage = &words.list[index];
        Self {
            words,
            index,
            low: passage.items.start,
            high: words.end_without_stop(passage),
            headline: passage.headline,
            out: Vec::new(),
        }
    }

    pub(super) fn class(&self, at: usize) -> Class {
        self.words.class(at)
    }

    fn run(&mut self) {
        if self.low >= self.high {
            return;
        }
        if self.line_with_speaker() {
            return;
        }
        let found = self.verbs();
        let mut used = vec![false; found.len()];
        self.following(&found, &mut used);
        self.according();
        self.leading(&found, &used);
    }

    /// `KOVAČ: “We leave.”` and `“We leave.” — Ana Kovač`
    fn line_with_speaker(&mut self) -> bool {
        let (mut low, high) = (self.low, self.high);
        while low < high && self.class(low) == Class::Mark {
            low += 1;
        }
        if low == high {
            return false;
        }
        let colon = (low..high.min(low + 12)).find(|&at| self.class(at) == Class::Colon);
        if let Some(colon) = colon.filter(|&colon| colon > low && colon + 1 < high) {
            let name = self.words.phrase_before(low, colon - 1);
            let whole = name
                .as_ref()
                .is_some_and(|name| name.start == low && self.class(colon - 1) == Class::Name);
            let quoted = self.class(colon + 1) == Class::Quote;
            if whole && (quoted || self.headline) {
                let content = self.words.span(&(colon + 1..high));
                self.mark(name, colon, content, quoted);
                return true;
            }
        }
        if self.class(low) == Class::Quote && low + 2 < high && self.class(low + 1) == Class::Dash {
            let name = self.words.phrase_after(low + 2, high);
            if name
                .as_ref()
                .is_some_and(|name| self.class(name.start) == Class::Name)
            {
                let content = self.words.items[low].span;
                self.mark(name, low + 1, content, true);
                return true;
            }
        }
        false
    }

    fn mark(&mut self, source: Option<Range<usize>>, at: usize, content: Span, quoted: bool) {
        self.out.push(Attribution {
            passage: self.index,
            source,
            clause: at..at + 1,
            cue: Some(at..at + 1),
            lemma: self.words.word(at).to_owned(),
            act: SpeechAct::Assert,
            strength: "states".to_owned(),
            negated: false,
            content: vec![content],
            addressee: None,
            quoted,
            follows: true,
            confidence: 0.7,
        });
    }

    /// Clauses that follow or split what is said.
    fn following(&mut self, found: &[Found<'b>], used: &mut [bool]) {
        let mut segment = self.low;
        for (position, verb) in found.iter().enumerate() {
            let takes = verb.hit.cue.takes;
            let start = verb.start();
            if start <= segment
                || verb.passive
                || verb.infinitive
                || verb.shared
                || verb.hit.form == Form::Gerund
            {
                continue;
            }
            let left = start - 1;
            let quote = match self.class(left) {
                Class::Quote => Some(left),
                Class::Comma | Class::Dash | Class::Stop
                    if left > segment && self.class(left - 1) == Class::Quote =>
                {
                    Some(left - 1)
                }
                _ => None,
            };
            let right = self.right(verb, self.high);
            let leads = quote.is_some_and(|quote| self.leads(segment, quote));
            let content = if let Some(quote) = quote.filter(|_| takes.quote()) {
                let direct_right = match right {
                    Some(Right::Quote(_)) => !leads,
                    Some(Right::Clause(_)) => !leads || !self.comma_inside(quote),
                    None => false,
                };
                if direct_right {
                    continue;
                }
                // Ade said it was “mad,” she said: the second clause has the quotation alone.
                let pronoun = verb
                    .source
                    .as_ref()
                    .is_some_and(|source| self.class(source.start) == Class::Pronoun)
                    && found[..position]
                        .iter()
                        .zip(used.iter())
                        .any(|(other, used)| {
                            !used && other.start() >= segment && other.source.is_some()
                        });
                let first = if leads {
                    self.first_quote(segment, quote)
                } else if pronoun {
                    quote
                } else {
                    self.open_of(segment)
                };
                self.words.span(&(first..quote + 1))
            } else if self.class(left) == Class::Comma
                && takes.quote()
                && takes.that()
                && verb.source.is_some()
                && left > segment
                && self.closes(verb)
                && !matches!(right, Some(Right::Quote(_)))
                && (self.clause(segment, left) || self.verb_resumes(verb.after()))
            {
                self.words.span(&(self.open_of(segment)..left))
            } else if self.class(left) == Class::Comma
                && left == segment
                && takes.that()
                && self.closes(verb)
                && self
                    .out
                    .last()
                    .is_some_and(|last| last.follows && last.clause.end == left)
            {
                // The road is open, Ade said, Radio Sol reported.
                let inner = self
                    .out
                    .last()
                    .and_then(|last| last.content.first().copied());
                let clause = self.words.items[left - 1].span;
                inner.map_or(clause, |inner| inner.cover(clause))
            } else {
                continue;
            };
            let next_start = found
                .get(position + 1)
                .map_or(self.high, |next| next.start().max(verb.after()));
            let mut attribution =
                Attribution::new(self.index, verb.hit.cue, verb.hit.at..verb.hit.end);
            attribution.content.push(content);
            let mut end = verb.after();
            // “…,” Kovač said, “…”
            let resumed = (end..next_start)
                .find(|&at| self.class(at) == Class::Quote)
                .filter(|&at| {
                    at > end
                        && matches!(
                            self.class(at - 1),
                            Class::Comma
                                | Class::Dash
                                | Class::Colon
                                | Class::Semicolon
                                | Class::Stop
                        )
                        && !(end..at)
                            .any(|at| self.class(at).verbal() || self.class(at) == Class::But)
                });
            let mut trailing = end;
            if let (Some(at), true) = (resumed, quote.is_some()) {
                attribution.content.push(self.words.items[at].span);
                trailing = at + 1;
                end = at;
            } else if quote.is_none() && end < self.high && self.class(end) == Class::Comma {
                // The deal, Kovač said, will hold.
                let reported = found
                    .get(position + 1)
                    .is_some_and(|next| next.start() == end + 1);
                if !reported
                    && self.clause(end + 1, self.high)
                    && end + 1 < self.high
                    && !matches!(
                        self.class(end + 1),
                        Class::And | Class::But | Class::Gerund | Class::Subordinator
                    )
                {
                    attribution
                        .content
                        .push(self.words.span(&(end + 1..self.high)));
                    trailing = self.high;
                }
            }
            attribution.source.clone_from(&verb.source);
            attribution.negated = verb.negated;
            attribution.addressee = self.addressee(verb);
            attribution.clause = left..end.max(verb.after());
            attribution.quoted = quote.is_some();
            attribution.follows = true;
            attribution.confidence = match (quote.is_some(), leads) {
                (true, true) => 0.95,
                (true, false) => 0.85,
                _ => 0.85,
            };
            self.out.push(attribution);
            used[position] = true;
            segment = trailing.max(verb.after());
        }
    }

    /// The port, the ministry said, would open: whether a comma and a verb stand at `at`.
    fn verb_resumes(&self, at: usize) -> bool {
        at + 1 < self.high && self.class(at) == Class::Comma && self.class(at + 1).verbal()
    }

    /// Whether the quotation is all that its segment holds before the clause.
    fn leads(&self, segment: usize, quote: usize) -> bool {
        (segment..quote).all(|at| {
            matches!(
                self.class(at),
                Class::Quote
                    | Class::And
                    | Class::But
                    | Class::Comma
                    | Class::Mark
                    | Class::Dash
                    | Class::Adverb
                    | Class::Stop
            )
        })
    }

    fn first_quote(&self, segment: usize, quote: usize) -> usize {
        (segment..quote)
            .find(|&at| self.class(at) == Class::Quote)
            .unwrap_or(quote)
    }

    fn comma_inside(&self, quote: usize) -> bool {
        self.class(quote + 1) == Class::Comma
            || self.words.items[quote]
                .span
                .of(self.words.text)
                .trim_end_matches(|c: char| {
                    !c.is_alphanumeric() && c != ',' && c != '?' && c != '!'
                })
                .ends_with([',', '?', '!'])
    }

    /// The segment without a conjunction at its head.
    pub(super) fn open_of(&self, segment: usize) -> usize {
        let mut at = segment;
        while at + 1 < self.high
            && matches!(
                self.class(at),
                Class::And
                    | Class::But
                    | Class::Comma
                    | Class::Mark
                    | Class::Dash
                    | Class::Semicolon
            )
        {
            at += 1;
        }
        at
    }

    /// Where the next clause that follows its content starts, or the passage ends.
    pub(super) fn next_following(&self, from: usize) -> usize {
        self.out
            .iter()
            .filter(|other| other.follows && other.clause.start >= from)
            .map(|other| other.clause.start)
            .min()
            .unwrap_or(self.high)
    }

    /// Clauses that come before what is said.
    fn leading(&mut self, found: &[Found<'b>], used: &[bool]) {
        for (position, verb) in found.iter().enumerate() {
            if used[position] || verb.inverted && verb.after() >= self.high {
                continue;
            }
            let mut end = self.next_following(verb.hit.end);
            // He said A, but she said B.
            if let Some(next) = found[position + 1..]
                .iter()
                .zip(&used[position + 1..])
                .find(|(next, used)| {
                    !**used && next.start() > verb.after() && next.start() <= end && {
                        let before = self.class(next.start() - 1);
                        matches!(before, Class::And | Class::But | Class::Semicolon)
                            || before == Class::Subordinator
                                && self.words.is(
                                    next.start() - 1,
                                    &["while", "though", "although", "as", "after", "before"],
                                )
                            || before == Class::Comma && next.hit.form == Form::Gerund
                    }
                })
            {
                let mut cut = next.0.start() - 1;
                if cut > verb.after() && self.class(cut - 1) == Class::Comma {
                    cut -= 1;
                }
                end = end.min(cut.max(verb.after()));
            }
            if verb.after() >= end {
                continue;
            }
            let Some((range, quoted, confidence)) = self.content(verb, end) else {
                continue;
            };
            let mut attribution =
                Attribution::new(self.index, verb.hit.cue, verb.hit.at..verb.hit.end);
            attribution.content.push(self.words.span(&range));
            attribution.source.clone_from(&verb.source);
            attribution.negated = verb.negated;
            attribution.addressee = self.addressee(verb);
            attribution.clause = verb.start()..range.start;
            attribution.quoted = quoted;
            attribution.confidence = confidence;
            self.out.push(attribution);
        }
    }
}
