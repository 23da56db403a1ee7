//! One sentence with a rough tag for each token.
//!
//! A stand-in for the trained tagger: it only has to tell a verb from a noun well enough for
//! “police attack” and “the police attack”, and where a noun group ends. It must not look at what
//! the words mean.

use lexicon::Frames;
use lexicon::frames::{Classes, Word};
use record::{Syntax, Token};

/// What a token does in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    /// A common noun, or an adjective that no rule tells from one.
    Noun,
    /// A capitalised word that is not merely the first of its sentence.
    Name,
    /// A participle before a noun (“the planned visit”).
    Adjective,
    /// A full verb.
    Verb,
    /// Be, have, do and the modals before a full verb.
    Auxiliary,
    Determiner,
    /// The mark of the genitive.
    Possessive,
    Preposition,
    /// “To” before a verb.
    To,
    Pronoun,
    Conjunction,
    /// A word or mark that opens a subordinate clause; “that” after a verb.
    Subordinator,
    /// Who, which, that after a noun.
    Relative,
    Adverb,
    Negation,
    /// A number, a currency or a percent sign.
    Number,
    Mark,
}

/// A sentence, its tokens' dictionary entries and tags.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) tags: Vec<Tag>,
    words: Vec<Option<&'a Word>>,
    lower: String,
    bounds: Vec<u32>,
}

impl<'a> Line<'a> {
    /// Tags a sentence.
    pub(super) fn new(
        text: &'a str,
        syntax: &'a Syntax,
        sentence: usize,
        frames: &'a Frames,
    ) -> Self {
        let tokens = syntax.tokens_of(sentence);
        let mut line = Self {
            text,
            tokens,
            tags: Vec::with_capacity(tokens.len()),
            words: Vec::with_capacity(tokens.len()),
            lower: String::new(),
            bounds: Vec::with_capacity(tokens.len() + 1),
        };
        line.bounds.push(0);
        for token in tokens {
            for character in token.span.of(text).chars() {
                line.lower.extend(character.to_lowercase());
            }
            line.bounds.push(line.lower.len() as u32);
        }
        for index in 0..tokens.len() {
            line.words.push(frames.word(line.lower(index)));
        }
        let title_case = line.is_title_case();
        for index in 0..tokens.len() {
            let tag = line.tag_of(index, title_case);
            line.tags.push(tag);
        }
        line
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token in lower case.
    pub(super) fn lower(&self, index: usize) -> &str {
        &self.lower[self.bounds[index] as usize..self.bounds[index + 1] as usize]
    }

    /// The token's classes in the lexicon.
    pub(super) fn classes(&self, index: usize) -> Classes {
        self.words[index].map_or(Classes::NONE, |word| word.classes)
    }

    /// The token's entry in the lexicon.
    pub(super) fn word(&self, index: usize) -> Option<&'a Word> {
        self.words[index]
    }

    pub(super) fn tag(&self, index: usize) -> Option<Tag> {
        self.tags.get(index).copied()
    }

    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        index < self.len() && self.lower(index) == word
    }

    /// Whether the token is one of these, in lower case.
    pub(super) fn is_any(&self, index: usize, words: &[&str]) -> bool {
        index < self.len() && words.contains(&self.lower(index))
    }

    /// The words of a range of tokens, as a span of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> record::Span {
        self.tokens[start].span.cover(self.tokens[end - 1].span)
    }

    /// The first token of the verb group that the verb at `index` closes.
    pub(super) fn verb_group(&self, index: usize) -> usize {
        let mut start = index;
        while start > 0 {
            match self.tags[start - 1] {
                Tag::Auxiliary | Tag::Negation | Tag::To => start -= 1,
                // “will be “destroyed””: quotation marks do not part a verb from its helpers.
                Tag::Mark
                    if start >= 2
                        && self.is_any(start - 1, &["“", "\"", "‘", "”"])
                        && self.tags[start - 2] == Tag::Auxiliary =>
                {
                    start -= 1;
                }
                Tag::Adverb if start >= 2 && !matches!(self.tags[start - 2], Tag::Mark) => {
                    start -= 1;
                }
                _ => break,
            }
        }
        while start < index && self.tags[start] == Tag::Adverb {
            start += 1;
        }
        start
    }
}

/// Numbers in words.
pub(super) const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
];
