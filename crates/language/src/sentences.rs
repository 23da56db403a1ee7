//! Tokens to sentences.

use record::{Token, TokenKind};

use crate::abbreviations::{self, Abbreviation};
use crate::words;

/// How many of the tokens belong to the first sentence: at least one, at most `limit`.
pub(crate) fn end_of_first(text: &str, tokens: &[Token], limit: usize) -> usize {
    let mut at = 0;
    while at + 1 < limit {
        if let Some(stop) = stop(text, tokens, at) {
            let mut end = at + 1;
            while end < limit && closes(text, &tokens[end]) {
                end += 1;
            }
            if end >= limit || starts(text, tokens, at, end, stop) {
                return end.min(limit);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    limit
}

/// How strongly a mark ends a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// `.`
    Full,
    /// `?` and `!`, which stand inside sentences too (“‘Why?’ he asked”).
    Asking,
    /// `…`
    Trailing,
    /// The stop of an abbreviation.
    Abbreviated,
}

fn stop(text: &str, tokens: &[Token], at: usize) -> Option<Stop> {
    let word = tokens[at].span.of(text);
    match word.as_bytes() {
        b"." => Some(Stop::Full),
        [b'.', ..] => Some(Stop::Trailing),
        [b'!' | b'?', ..] => Some(Stop::Asking),
        _ if word == "…" => Some(Stop::Trailing),
        [.., b'.'] if tokens[at].kind == TokenKind::Word => {
            let bare = &word[..word.len() - 1];
            let initial = bare.chars().nth(1).is_none();
            let title = abbreviations::kind(bare) == Some(Abbreviation::BeforeName);
            (!initial && !title).then_some(Stop::Abbreviated)
        }
        _ => None,
    }
}

/// Marks that close what the sentence opened, and so still belong to it.
fn closes(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::CloseQuote || matches!(token.span.of(text), ")" | "]" | "}")
}

/// Whether a sentence starts at `next`, after the stop at `at` and the marks that close it.
fn starts(text: &str, tokens: &[Token], at: usize, next: usize, stop: Stop) -> bool {
    let token = &tokens[next];
    let word = token.span.of(text);
    let after_quote = next > at + 1;
    match token.kind {
        TokenKind::OpenQuote => stop != Stop::Abbreviated || tokens[next - 1].space_after,
        TokenKind::CloseQuote => false,
        TokenKind::Number => stop == Stop::Full && tokens[next - 1].space_after || after_quote,
        TokenKind::Word if token.capital => match stop {
            Stop::Full | Stop::Trailing => true,
            Stop::Asking => !(after_quote && attributed(text, tokens, next)),
            Stop::Abbreviated => words::starts_sentences(&word.to_lowercase()),
        },
        TokenKind::Word => {
            // A full stop followed by a small letter ends a sentence in careless text, but not
            // after a quotation (“‘We go.’ said one”), nor in a dotted name.
            stop == Stop::Full && !after_quote && tokens[next - 1].space_after && {
                let line = &text[tokens[next - 1].span.end as usize..token.span.start as usize];
                line.contains("\n\n") || words::starts_sentences(word)
            }
        }
        TokenKind::Address => stop != Stop::Abbreviated,
        TokenKind::Punctuation => {
            matches!(word, "(" | "[" | "—" | "–" | "--" | "•" | "-")
                && matches!(stop, Stop::Full | Stop::Asking)
                && tokens.get(next + 1).is_some_and(|token| token.capital)
        }
        TokenKind::Symbol => stop == Stop::Full,
    }
}

/// Whether a quotation's question or exclamation goes on into its attribution: `“Never!” Okoye
/// said`.
fn attributed(text: &str, tokens: &[Token], next: usize) -> bool {
    tokens[next..]
        .iter()
        .take(6)
        .take_while(|token| token.kind == TokenKind::Word)
        .any(|token| {
            let word = token.span.of(text);
            words::says(word)
        })
}
