//! What a token's characters are, and which way quotation marks point.

use std::ops::Range;

use record::{Token, TokenKind};

/// Sets kind and capital of the tokens of one passage of `text`.
pub(crate) fn mark(text: &str, passage: Range<usize>, tokens: &mut [Token]) {
    let mut quotes = Quotes::default();
    for token in tokens {
        let word = token.span.of(text);
        let (from, to) = (token.span.start as usize, token.span.end as usize);
        let around = Around {
            before: text[passage.start..from].chars().next_back(),
            after: text[to..passage.end].chars().next(),
            joined: token.joined,
        };
        token.capital = word.chars().next().is_some_and(char::is_uppercase);
        token.kind = quotes.kind(word, around);
    }
}

/// What stands next to a token.
#[derive(Clone, Copy)]
struct Around {
    before: Option<char>,
    after: Option<char>,
    joined: bool,
}

/// Which quotations are open.
#[derive(Default)]
struct Quotes {
    double: bool,
    single: bool,
}

impl Quotes {
    fn kind(&mut self, word: &str, around: Around) -> TokenKind {
        let mut characters = word.chars();
        let (Some(first), second) = (characters.next(), characters.next()) else {
            return TokenKind::Symbol;
        };
        match first {
            '“' | '„' | '«' | '‟' | '〝' if second.is_none() => self.turn_double(true),
            '”' | '»' | '〞' if second.is_none() => self.turn_double(false),
            '`' if word.bytes().all(|byte| byte == b'`') => {
                self.double |= second.is_some();
                TokenKind::OpenQuote
            }
            '"' | '″' if second.is_none() => {
                let opens = around.opens().unwrap_or(!self.double);
                self.turn_double(opens)
            }
            '\'' if word == "''" => self.turn_double(!self.double),
            '‘' | '‚' | '‹' if second.is_none() => self.turn_single(true),
            '’' | '\'' | '›' | '′' if second.is_none() => self.single(first, around),
            _ => plain(word, first, second),
        }
    }

    fn turn_double(&mut self, opens: bool) -> TokenKind {
        self.double = opens;
        quote(opens)
    }

    fn turn_single(&mut self, opens: bool) -> TokenKind {
        self.single = opens;
        quote(opens)
    }

    /// `’` and `'` close a quotation that is open; the possessive of a plural (`the governments’
    /// note`) is an apostrophe, and a straight mark between white space and a word opens.
    fn single(&mut self, mark: char, around: Around) -> TokenKind {
        if around.opens() == Some(true) {
            self.turn_single(true)
        } else if self.single {
            self.turn_single(false)
        } else if around.joined || mark == '′' || around.before.is_some_and(char::is_alphabetic) {
            TokenKind::Punctuation
        } else {
            TokenKind::CloseQuote
        }
    }
}

impl Around {
    /// Whether a mark that points nowhere opens a quotation: in `left."We go` neither side says.
    fn opens(self) -> Option<bool> {
        let before = self
            .before
            .is_none_or(|c| c.is_whitespace() || "([{—–“\"".contains(c));
        let after = self
            .after
            .is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–”\"".contains(c));
        (before != after).then_some(before)
    }
}

fn quote(opens: bool) -> TokenKind {
    if opens {
        TokenKind::OpenQuote
    } else {
        TokenKind::CloseQuote
    }
}

/// The kind of a token that is no quotation mark.
fn plain(word: &str, first: char, second: Option<char>) -> TokenKind {
    if is_address(word) {
        return TokenKind::Address;
    }
    let marked = matches!(first, '.' | ',' | '\'' | '’' | '‘' | '-' | '+');
    if first.is_ascii_digit() || marked && second.is_some_and(|c| c.is_ascii_digit()) {
        // `’90s` stands for a word, `.5` for a number.
        return if matches!(first, '\'' | '’' | '‘') {
            TokenKind::Word
        } else {
            TokenKind::Number
        };
    }
    if first.is_alphabetic() || second.is_some() && word.chars().any(char::is_alphabetic) {
        return TokenKind::Word;
    }
    if first.is_numeric() {
        return TokenKind::Number;
    }
    let symbol = match first {
        '$' | '€' | '£' | '¥' | '%' | '+' | '<' | '>' | '|' | '^' | '°' | '#' | '&' | '@' | '*'
        | '=' | '_' | '~' => true,
        _ => !(first.is_ascii_punctuation() || is_punctuation(first)),
    };
    if symbol {
        TokenKind::Symbol
    } else {
        TokenKind::Punctuation
    }
}

/// Whether a token is a web or mail address, a host or a handle: `example.org`, `@desk`.
fn is_address(word: &str) -> bool {
    if word.contains("://") || word.starts_with("www.") {
        return true;
    }
    if let Some((name, _)) = word.split_once('@') {
        return word.len() > 1 && (name.is_empty() || word.contains('.'));
    }
    let host = word.split(['/', '?', '#']).next().unwrap_or(word);
    let Some((stem, top)) = host.rsplit_once('.') else {
        return false;
    };
    // `a.m` and `U.S` are no hosts: the last part of one has several small letters, and some part
    // before it more than a letter.
    top.len() > 1
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && stem
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
        && stem.split('.').any(|part| part.len() > 1)
}

fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{a1}' | '\u{a7}'
        | '\u{b6}' | '\u{b7}' | '\u{bf}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
        | '\u{60c}' | '\u{61b}' | '\u{61f}')
}

#[cfg(test)]
mod tests {
    use record::Span;

    use super::*;

    /// Kinds of tokens that single spaces or `·` (nothing) part.
    #[track_caller]
    fn check(parted: &str, expected: &str) {
        let text = parted.replace('·', "");
        let mut tokens = Vec::new();
        let mut at = 0;
        for chunk in parted.split(' ') {
            for word in chunk.split('·') {
                let span = Span::new(at, at + word.len());
                tokens.push(Token::new(span, TokenKind::Word));
                at += word.len();
            }
            at += 1;
        }
        mark(&text, 0..text.len(), &mut tokens);
        let letters: String = tokens
            .iter()
            .map(|token| match token.kind {
                TokenKind::Word => 'w',
                TokenKind::Number => 'n',
                TokenKind::OpenQuote => '(',
                TokenKind::CloseQuote => ')',
                TokenKind::Punctuation => 'p',
                TokenKind::Symbol => 's',
                TokenKind::Address => 'a',
            })
            .collect();
        assert_eq!(letters, expected, "{parted}");
    }

    #[test]
    fn kinds() {
        check("\"·a·\" ‘·b·’ “·c·” d·'s e·’", "(w)(w)(w)wwwp");
        check("left·.·\"·We go·,·\" he said·.", "wp(wwp)wwp");
        check("the governments·’ note", "wwpw");
        check("``·We wait·,·'' he said", "(wwp)ww");
        check("70,000 3.5 $·50 12·% 19th ’90s .5 -·5", "nnsnnsnwnpn");
        check(
            "example.org www.a.de a.m. U.S. x@y.org @desk https://a/b e.g",
            "aawwaaaw",
        );
        check("do·n't … -- ( ) 😀 • +", "wwppppsps");
        check("\u{301} ½", "sn");
    }
}
