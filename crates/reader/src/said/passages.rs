//! The text as this question sees it: items, each a token or a whole quotation, in passages.
//!
//! A passage is a sentence in which a quotation, however many sentences it holds, counts as one
//! item: “We came. We left,” she said. So a cue outside the marks and the quotation that it
//! belongs to always stand in one passage.

use std::ops::Range;

use lexicon::cues::{Cue, CueKind, Form};
use record::{BlockKind, Document, Span, Syntax};

use super::quotes::Quote;
use super::words::{Class, class, lower};
use crate::Knowledge;

/// A passage longer than this is cut, so that looking at the whole of one is bounded work.
const LONGEST_PASSAGE: usize = 400;

/// A token, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) class: Class,
    /// Position of the quotation, when it is one.
    pub(super) quote: Option<u32>,
    /// Sentence of its last token.
    sentence: u32,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
}

/// A sentence outside quotation marks.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) items: Range<usize>,
    /// Position of its block.
    pub(super) block: u32,
    /// Whether its words are written with capitals (a headline).
    pub(super) headline: bool,
}

/// All items and passages of a document.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    pub(super) text: &'a str,
    pub(super) syntax: &'a Syntax,
    pub(super) items: Vec<Item>,
    pub(super) list: Vec<Passage>,
    pub(super) quotes: &'a [Quote],
    pub(super) knowledge: Knowledge<'a>,
}

/// A cue at its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit<'a> {
    pub(super) cue: &'a Cue,
    pub(super) form: Form,
    /// Position of the cue's first word.
    pub(super) at: usize,
    /// One past the position of its last word.
    pub(super) end: usize,
}

impl<'a> Passages<'a> {
    pub(super) fn new(
        document: &Document,
        text: &'a str,
        syntax: &'a Syntax,
        quotes: &'a [Quote],
        knowledge: Knowledge<'a>,
    ) -> Self {
        let mut passages = Self {
            text,
            syntax,
            items: items(text, syntax, quotes),
            list: Vec::new(),
            quotes,
            knowledge,
        };
        passages.cut(document, syntax);
        passages
    }

    /// The same text with every token an item of its own: the position of an item is then that of
    /// its token.
    pub(super) fn of_tokens(&self, document: &Document) -> Self {
        let mut passages = Self {
            items: items(self.text, self.syntax, &[]),
            list: Vec::new(),
            ..*self
        };
        passages.cut(document, self.syntax);
        passages
    }

    /// The tokens of a range of items.
    pub(super) fn tokens(&self, range: &Range<usize>) -> Range<usize> {
        let span = self.span(range);
        let start = self.syntax.token_from(span.start as usize);
        start..self.syntax.token_from(span.end as usize - 1) + 1
    }

    /// The passage of a token.
    pub(super) fn passage_of(&self, token: usize) -> usize {
        let start = self.syntax.tokens[token].span.start;
        let item = self.items.partition_point(|item| item.span.end <= start);
        let passage = self
            .list
            .partition_point(|passage| passage.items.end <= item);
        passage.min(self.list.len().saturating_sub(1))
    }

    /// Whether any of the span is in quotation marks.
    pub(super) fn quoted(&self, span: Span) -> bool {
        let next = self
            .quotes
            .partition_point(|quote| quote.span.end <= span.start);
        self.quotes
            .get(next)
            .is_some_and(|quote| quote.span.start < span.end)
    }

    /// The words of an item.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.items[at].span.of(self.text)
    }

    /// Whether there is an item at `at` and it is one of these words, which are in lower case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let mut buffer = [0; 24];
        self.items
            .get(at)
            .and_then(|item| lower(item.span.of(self.text), &mut buffer))
            .is_some_and(|word| words.contains(&word))
    }

    /// The words of a range of items, from the first to the last.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        self.items[range.start]
            .span
            .cover(self.items[range.end.max(range.start + 1) - 1].span)
    }

    /// The cues that the item can start, longest first.
    pub(super) fn cues(&self, at: usize, end: usize) -> impl Iterator<Item = Hit<'a>> {
        let mut buffer = [0; 24];
        let found = if self.items[at].quote.is_some() {
            None
        } else {
            lower(self.word(at), &mut buffer).map(|word| self.knowledge.lexicon.cues.of(word))
        };
        found.into_iter().flatten().filter_map(move |(cue, form)| {
            let last = at + 1 + cue.rest.len();
            let rest = last <= end
                && cue
                    .rest
                    .iter()
                    .zip(at + 1..)
                    .all(|(word, at)| self.word(at).eq_ignore_ascii_case(word));
            rest.then_some(Hit {
                cue,
                form,
                at,
                end: last,
            })
        })
    }

    fn cut(&mut self, document: &Document, syntax: &Syntax) {
        let mut start = 0;
        for at in 0..self.items.len() {
            let next = at + 1;
            if next < self.items.len()
                && next - start < LONGEST_PASSAGE
                && !self.boundary(start, at, syntax)
            {
                continue;
            }
            let block = syntax.sentences[self.items[at].sentence as usize].block;
            self.list.push(Passage {
                items: start..next,
                block,
                headline: matches!(
                    document.blocks[block as usize].kind,
                    BlockKind::Headline | BlockKind::Subhead
                ),
            });
            start = next;
        }
    }

    /// Whether a passage ends after the item at `at`.
    fn boundary(&self, start: usize, at: usize, syntax: &Syntax) -> bool {
        let (item, next) = (self.items[at], self.items[at + 1]);
        let block = |item: &Item| syntax.sentences[item.sentence as usize].block;
        if block(&item) != block(&next) {
            return true;
        }
        // A quotation at the head of a line is not part of the line above it, unless that breaks off.
        let leads = next
            .quote
            .is_some_and(|quote| self.quotes[quote as usize].leads);
        let broken = matches!(
            item.class,
            Class::Stop | Class::CloseBracket | Class::Mark | Class::Quote
        );
        // “We leave.” — Ana Kovač, and the next line another.
        let credited = at > start + 1
            && self.items[start].quote.is_some()
            && self.items[start + 1].class == Class::Dash;
        if leads && (broken || credited) {
            return true;
        }
        let Some(quote) = item.quote else {
            return item.sentence != next.first_sentence(syntax);
        };
        let quote = &self.quotes[quote as usize];
        let last = quote
            .inner
            .of(self.text)
            .trim_end_matches(['’', '\'', '”', '"', ')'])
            .chars()
            .next_back();
        match last {
            Some('.' | '…') => next.capital || next.quote.is_some(),
            Some('?' | '!') => next.quote.is_some() || next.capital && !self.says_soon(at + 1),
            Some(',') => false,
            _ => next.capital && item.sentence != next.first_sentence(syntax),
        }
    }

    /// “Is it over?” Kovač asked reporters. A verb of saying with nothing of its own to say.
    fn says_soon(&self, from: usize) -> bool {
        let end = self.items.len().min(from + 9);
        for at in from..end {
            let class = self.items[at].class;
            if matches!(class, Class::Comma | Class::Stop | Class::Quote) {
                return false;
            }
            if let Some(hit) = self
                .cues(at, end)
                .find(|hit| hit.cue.kind == CueKind::Verb && hit.form != Form::Gerund)
            {
                let after = self.items.get(hit.end).map(|item| item.class);
                return hit.cue.takes.quote()
                    && after.is_none_or(|class| {
                        matches!(
                            class,
                            Class::Comma
                                | Class::Stop
                                | Class::Time
                                | Class::Preposition
                                | Class::Subordinator
                        ) || hit.cue.takes.person()
                    });
            }
        }
        false
    }
}

impl Item {
    fn first_sentence(&self, syntax: &Syntax) -> u32 {
        // A quotation can hold several sentences; it starts in this one.
        match self.quote {
            Some(_) => syntax
                .sentence_at(self.span.start as usize)
                .map_or(self.sentence, |sentence| sentence as u32),
            None => self.sentence,
        }
    }
}

fn items(text: &str, syntax: &Syntax, quotes: &[Quote]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(syntax.tokens.len());
    let mut quote = 0;
    for (number, sentence) in syntax.sentences.iter().enumerate() {
        for (position, token) in syntax.tokens_of(number).iter().enumerate() {
            while quotes
                .get(quote)
                .is_some_and(|quote| quote.span.end <= token.span.start)
            {
                quote += 1;
            }
            match quotes.get(quote) {
                Some(open) if open.span.start < token.span.end => match items.last_mut() {
                    Some(last) if last.quote == Some(quote as u32) => {
                        last.sentence = number as u32;
                    }
                    _ => items.push(Item {
                        span: open.span,
                        class: Class::Quote,
                        quote: Some(quote as u32),
                        sentence: number as u32,
                        capital: open.inner.of(text).starts_with(|c: char| !c.is_lowercase()),
                    }),
                },
                _ => items.push(Item {
                    span: token.span,
                    class: class(token, text, position == 0),
                    quote: None,
                    sentence: number as u32,
                    capital: token.capital,
                }),
            }
        }
        debug_assert!(sentence.first_token <= sentence.end_token);
    }
    items
}
