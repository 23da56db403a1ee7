//! The tokens of a document as this question sees them.

use std::ops::Range;

use lexicon::{Meaning, Office, WordClasses};
use record::{Span, Syntax, Token, TokenKind, Upos};

use crate::Knowledge;

/// Tokens, their text, and what the lexicon says of them.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) syntax: &'a Syntax,
    pub(super) knowledge: Knowledge<'a>,
    /// Classes of capitalised words as they stand; of others only what connects and rules.
    classes: Vec<WordClasses>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, syntax: &'a Syntax, knowledge: Knowledge<'a>) -> Self {
        let classes = syntax
            .tokens
            .iter()
            .map(|token| {
                if token.kind == TokenKind::Word && token.span.len() < 40 {
                    knowledge.lexicon.words.classes(token.span.of(text))
                } else {
                    WordClasses::default()
                }
            })
            .collect();
        Self {
            text,
            syntax,
            knowledge,
            classes,
        }
    }

    pub(super) fn token(&self, index: usize) -> Token {
        self.syntax.tokens[index]
    }

    pub(super) fn get(&self, index: usize) -> &'a str {
        match self.syntax.tokens.get(index) {
            Some(token) => token.span.of(self.text),
            None => "",
        }
    }

    pub(super) fn classes(&self, index: usize) -> WordClasses {
        self.classes.get(index).copied().unwrap_or_default()
    }

    /// Whether the token is the mark of possession.
    pub(super) fn is_possessive(&self, index: usize) -> bool {
        matches!(self.get(index), "'s" | "’s" | "'" | "’")
    }

    /// Whether the word is usual in lower case, however it stands here.
    pub(super) fn is_usual(&self, index: usize) -> bool {
        let word = self.get(index);
        if word.len() > 30 {
            return false;
        }
        let lower = word.to_lowercase();
        self.knowledge.lexicon.words.classes(&lower).is_usual()
    }

    /// Whether a token is a noun for several.
    pub(super) fn token_is_plural(&self, index: usize) -> bool {
        self.syntax.tokens.get(index).is_some_and(|token| {
            token.upos == Upos::Noun && self.syntax.symbols.get(token.feats).contains("Number=Plur")
        })
    }

    /// Whether a word at the end of a name makes a place of it, in whatever case it stands.
    pub(super) fn heads_place(&self, index: usize) -> bool {
        let word = self.get(index);
        let mut letters = word.chars();
        let Some(first) = letters.next() else {
            return false;
        };
        let capital: String = first.to_uppercase().chain(letters).collect();
        let classes = self.knowledge.lexicon.words.classes(&capital);
        classes.heads_place() || classes.heads_facility()
    }

    pub(super) fn is_capital(&self, index: usize) -> bool {
        self.syntax
            .tokens
            .get(index)
            .is_some_and(|token| token.kind == TokenKind::Word && token.capital)
    }

    /// Whether it is written in capitals throughout, and is longer than one letter.
    pub(super) fn is_all_capitals(&self, index: usize) -> bool {
        let word = self.get(index);
        word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
            && !word.chars().any(char::is_lowercase)
    }

    /// Whether a token follows the one before without white space.
    pub(super) fn is_glued(&self, index: usize) -> bool {
        index > 0
            && self
                .syntax
                .tokens
                .get(index - 1)
                .is_some_and(|token| !token.space_after)
    }

    /// Whether a token starts a line after a short one, as in lists and signatures; lines as long
    /// as a paragraph's are wrapped, and names run over their ends.
    pub(super) fn is_new_line(&self, index: usize) -> bool {
        let (Some(before), Some(token)) = (
            index.checked_sub(1).map(|before| self.token(before)),
            self.syntax.tokens.get(index),
        ) else {
            return false;
        };
        let (end, start) = (before.span.end as usize, token.span.start as usize);
        if before.space_after && self.text[end..start].contains('\n') {
            let line = self.text[..end].bytes().rev().take(60);
            return line.clone().any(|byte| byte == b'\n') || end < 60;
        }
        false
    }

    pub(super) fn span(&self, tokens: &Range<usize>) -> Span {
        let first = self.token(tokens.start).span;
        first.cover(self.token(tokens.end - 1).span)
    }

    pub(super) fn span_text(&self, tokens: &Range<usize>) -> &'a str {
        self.span(tokens).of(self.text)
    }

    /// The longest name of the lexicon that starts at a token and ends with one before `end`,
    /// with the token after it and all that it can mean.
    pub(super) fn named(&self, start: usize, end: usize) -> Option<(usize, Vec<Meaning>)> {
        let from = self.token(start).span.start as usize;
        let mut longest: Option<(usize, usize)> = None;
        let mut meanings = Vec::new();
        for (offset, meaning) in self.knowledge.lexicon.names.at(self.text, from) {
            match longest {
                Some((known, _)) if offset == known => meanings.push(*meaning),
                Some((known, _)) if offset < known => break,
                _ => {
                    if let Some(next) = self.token_ending(start, end, offset) {
                        longest = Some((offset, next));
                        meanings = vec![*meaning];
                    }
                }
            }
        }
        longest.map(|(_, next)| (next, meanings))
    }

    /// The longest title that starts at a token, with the token after it.
    pub(super) fn title(&self, start: usize, end: usize) -> Option<(usize, &'a Office)> {
        let lexicon = self.knowledge.lexicon;
        let from = self.token(start).span.start as usize;
        let (offset, office) = lexicon.offices.at(self.text, from)?;
        Some((self.token_ending(start, end, offset)?, office))
    }

    fn token_ending(&self, start: usize, end: usize, offset: usize) -> Option<usize> {
        let end = end.min(start + 24);
        let mut index = start;
        while index < end {
            let stop = self.token(index).span.end as usize;
            if stop >= offset {
                // A stop that ends a line may stay at its last word: “on CNN.”
                let whole = stop == offset || self.text.get(offset..stop) == Some(".");
                return whole.then_some(index + 1);
            }
            index += 1;
        }
        None
    }
}
