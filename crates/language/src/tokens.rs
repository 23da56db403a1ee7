//! Text to tokens, in one pass from left to right.

use record::{Span, Token, TokenKind};

use crate::abbreviations::{self, Abbreviation};
use crate::words;

/// Adds the tokens of `text[start..end]`; both must lie on characters.
pub(crate) fn scan(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner {
        text: &text[..end],
        at: start,
        start,
        first: tokens.len(),
        tokens,
        no_address_before: start,
        double_open: false,
        single_open: false,
    };
    while scanner.at < end {
        scanner.next();
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    first: usize,
    tokens: &'a mut Vec<Token>,
    /// A stretch without white space that was looked at and held no address is not looked at
    /// again from its middle, which keeps text without spaces linear.
    no_address_before: usize,
    /// Whether a straight double mark would close a quotation here.
    double_open: bool,
    /// Whether a curly single mark would close a quotation here.
    single_open: bool,
}

impl Scanner<'_> {
    fn next(&mut self) {
        let Some(character) = self.peek() else { return };
        if character.is_whitespace() {
            if let Some(token) = self.tokens[self.first..].last_mut() {
                token.space_after = true;
            }
            self.at += character.len_utf8();
        } else if let Some(end) = self.address() {
            self.push(end, TokenKind::Address);
        } else if character.is_ascii_digit()
            || matches!(character, '.' | ',')
                && !self.before_is(char::is_alphanumeric)
                && self.after(self.at + 1).is_some_and(|c| c.is_ascii_digit())
        {
            self.number();
        } else if is_letter(character) {
            self.word();
        } else {
            self.mark(character);
        }
    }

    fn peek(&self) -> Option<char> {
        self.after(self.at)
    }

    fn after(&self, offset: usize) -> Option<char> {
        self.text.get(offset..)?.chars().next()
    }

    fn before_is(&self, test: impl Fn(char) -> bool) -> bool {
        self.text[self.start..self.at]
            .chars()
            .next_back()
            .is_some_and(test)
    }

    fn push(&mut self, end: usize, kind: TokenKind) {
        debug_assert!(end > self.at, "a token holds something");
        let capital = self.peek().is_some_and(char::is_uppercase);
        let span = Span::new(self.at, end);
        self.tokens.push(Token {
            capital,
            ..Token::new(span, kind)
        });
        self.at = end;
    }

    /// The end of a web address, mail address or handle that starts here.
    fn address(&mut self) -> Option<usize> {
        let rest = &self.text.as_bytes()[self.at..];
        let first = rest[0];
        let could_start = first.is_ascii_alphanumeric() || first == b'@';
        if self.at < self.no_address_before || !could_start || self.before_is(is_letter) {
            return None;
        }
        let plain = |byte: &&u8| byte.is_ascii_alphanumeric();
        let letters = rest.iter().skip(1).take(256).take_while(plain).count() + 1;
        if first != b'@' && !matches!(rest.get(letters), Some(b':' | b'@' | b'.' | b'_' | b'-')) {
            return None;
        }
        let graphic = |byte: &&u8| byte.is_ascii_graphic() && !b"\"'<>()[]{}|,;".contains(byte);
        let length = rest
            .iter()
            .take(LONGEST_ADDRESS)
            .take_while(graphic)
            .count();
        let end = address_length(&self.text[self.at..self.at + length]);
        if end.is_none() {
            self.no_address_before = self.at + length;
        }
        end.map(|length| self.at + length)
    }

    /// A number with its separators: `70,000`, `3.5`, `10:15`, `12/05/2016`, `2016-12-08`, `19th`.
    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        let mut end = self.at;
        let mut hyphens = 0;
        let mut hyphen_at = None;
        while end < bytes.len() {
            let next_is_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            match bytes[end] {
                b'0'..=b'9' => end += 1,
                b'.' | b',' | b':' | b'/' if next_is_digit => end += 1,
                b'-' if next_is_digit && end > self.at => {
                    hyphens += 1;
                    hyphen_at.get_or_insert(end);
                    end += 1;
                }
                _ => break,
            }
        }
        // Two hyphens or more make a date or a telephone number; one joins two numbers (`5-4`,
        // `1990-1995`), unless it is a short telephone number (`345-9945`).
        if let Some(hyphen) = hyphen_at
            && hyphens == 1
            && !(hyphen - self.at == 3 && end - hyphen == 5)
        {
            end = hyphen;
        }
        let suffix_end = self.text[end..]
            .char_indices()
            .find(|(_, c)| !is_letter(*c) && !c.is_ascii_digit())
            .map_or(self.text.len(), |(offset, _)| end + offset);
        if !words::is_unit(&self.text[end..suffix_end]) && !self.meridiem(end) {
            // `19th`, `1990s`, `4x4`: one token to the end of the word.
            end = suffix_end;
        }
        self.push(end, TokenKind::Number);
    }

    /// Whether `a.m.` or `p.m.` starts here.
    fn meridiem(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        rest.len() >= 4
            && matches!(rest[0] | 0x20, b'a' | b'p')
            && rest[1] == b'.'
            && rest[2] | 0x20 == b'm'
    }

    /// A word, with the stops, apostrophes and hyphens that belong to it.
    fn word(&mut self) {
        let mut end = self.at;
        let mut last_hyphen = None;
        let mut letters = 0;
        for (offset, character) in self.text[self.at..].char_indices() {
            let at = self.at + offset;
            if is_letter(character) || character.is_ascii_digit() || character == '_' {
                letters += 1;
                end = at + character.len_utf8();
                continue;
            }
            let next = self.after(at + character.len_utf8());
            let joins = match character {
                '\'' | '’' | 'ʼ' => {
                    next.is_some_and(is_letter)
                        && self.clitic(at).is_none()
                        && self.negation(self.at, at).is_none()
                        || letters == 1 && next.is_some_and(char::is_uppercase)
                }
                '&' => {
                    next.is_some_and(char::is_uppercase) && all_capitals(&self.text[self.at..at])
                }
                '-' | '‑' => {
                    let prefix = &self.text[self.at..at];
                    next.is_some_and(is_letter)
                        && last_hyphen.is_none()
                        && prefix.len() <= 7
                        && words::holds_its_hyphen(&prefix.to_ascii_lowercase())
                }
                '\u{ad}' | '\u{200d}' | '\u{200c}' => next.is_some_and(is_letter),
                _ => false,
            };
            if !joins {
                break;
            }
            if matches!(character, '-' | '‑') {
                last_hyphen = Some(at);
            }
            end = at + character.len_utf8();
        }
        let stopped = self.stop(end);
        let start = self.at;
        // `can’t` is `ca` and `n’t`, `cannot` is `can` and `not`.
        if stopped.is_none()
            && let Some(cut) = self.negation(start, end)
        {
            if cut > start {
                self.push(cut, TokenKind::Word);
            }
            let clitic = self.clitic_end(cut);
            self.push(clitic, TokenKind::Word);
            return;
        }
        self.push(stopped.unwrap_or(end), TokenKind::Word);
        while let Some(end) = self.clitic(self.at) {
            self.push(end, TokenKind::Word);
        }
    }

    /// Where `n’t` starts when the word that ends at `end` is followed by `’t`, and where the
    /// second word starts in `cannot` or `gonna`.
    fn negation(&self, start: usize, end: usize) -> Option<usize> {
        let whole = &self.text.as_bytes()[start..end];
        if let Some((_, cut)) = words::JOINED
            .iter()
            .find(|(word, _)| whole.eq_ignore_ascii_case(word.as_bytes()))
        {
            return Some(start + cut);
        }
        let rest = &self.text[end..];
        let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'))?;
        let after = &rest[mark.len_utf8()..];
        let t = after.starts_with('t') || after.starts_with('T');
        let ends = !after.get(1..)?.chars().next().is_some_and(is_letter);
        let word = &self.text[start..end];
        (t && ends && word.ends_with(['n', 'N']) && word.len() > 1).then(|| end - 1)
    }

    /// The end of the clitic that starts at `cut`, which [`Self::negation`]
    /// found: `n’t`, `not`, `na`, `ta`.
    fn clitic_end(&self, cut: usize) -> usize {
        let rest = &self.text[cut..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let mark = rest[letters..].chars().next();
        match mark.filter(|c| letters == 1 && matches!(c, '\'' | '’')) {
            Some(mark) => cut + letters + mark.len_utf8() + 1,
            None => cut + letters,
        }
    }

    /// The end of a clitic that starts at `at`: `’s`, `’re`, `’ve`, `’ll`, `’d`, `’m`.
    fn clitic(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let mark = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '’' | 'ʼ'))?;
        let after = &rest[mark.len_utf8()..];
        let letters = after
            .bytes()
            .take(3)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let word = &after.as_bytes()[..letters];
        let known = [b"s".as_slice(), b"re", b"ve", b"ll", b"d", b"m"]
            .iter()
            .any(|clitic| clitic.eq_ignore_ascii_case(word));
        let boundary = !after[letters..].chars().next().is_some_and(is_letter);
        (known && boundary && at > self.start).then(|| at + mark.len_utf8() + letters)
    }

    /// The end of the word that ends at `end`, with its stop, when the stop belongs to it.
    fn stop(&self, end: usize) -> Option<usize> {
        if self.after(end) != Some('.') {
            return None;
        }
        let word = &self.text[self.at..end];
        let after = self.after(end + 1);
        let one_letter = word.chars().nth(1).is_none();
        // `U.S.`, `a.m.`, `Ph.D.`, `U.S.-led`: letters and stops in turn.
        if word.chars().count() <= 2 && after.is_some_and(char::is_alphabetic) {
            let mut at = end + 1;
            let mut parts = 1;
            loop {
                let letter = self.after(at).filter(|c| c.is_alphabetic());
                let Some(letter) = letter else { break };
                let next = at + letter.len_utf8();
                if self.after(next) == Some('.') {
                    at = next + 1;
                    parts += 1;
                } else if parts > 1 || one_letter || self.after(next).is_some_and(is_letter) {
                    break;
                } else {
                    at = next;
                    parts += 1;
                    break;
                }
            }
            if parts > 1 {
                return Some(at);
            }
        }
        let next_word = self.text[end + 1..].trim_start();
        let spaced = after.is_none_or(char::is_whitespace);
        let next = next_word.chars().next();
        if let Some(kind) = abbreviations::kind(word) {
            let holds = match kind {
                Abbreviation::BeforeName => next.is_some(),
                Abbreviation::BeforeNumber => next.is_some_and(|c| c.is_ascii_digit() || c == '#'),
                Abbreviation::AfterComma => self.tokens[self.first..]
                    .last()
                    .is_some_and(|token| matches!(token.span.of(self.text), "," | "(")),
                Abbreviation::Any => true,
            };
            let listed =
                after.is_some_and(|c| matches!(c, ',' | ';' | ':' | ')' | '-' | '’' | '\''));
            return (holds && (spaced || listed || after.is_some_and(|c| c.is_ascii_digit())))
                .then_some(end + 1);
        }
        // An initial: `John F. Okoye`. A capital alone before a word that starts sentences is more
        // often the end of one (“Plan B. The …”), except for the pronoun, which is no initial.
        if one_letter && word != "I" && word.chars().all(char::is_uppercase) && next.is_some() {
            let following: String = next_word
                .chars()
                .take_while(|c| is_letter(*c))
                .take(12)
                .collect();
            let name = next.is_some_and(char::is_uppercase)
                && !words::starts_sentences(&following.to_lowercase());
            return name.then_some(end + 1);
        }
        None
    }

    /// Punctuation and signs.
    fn mark(&mut self, character: char) {
        let end = self.at + character.len_utf8();
        let run = |same: &dyn Fn(char) -> bool| {
            self.at
                + self.text[self.at..]
                    .char_indices()
                    .find(|(_, c)| !same(*c))
                    .map_or(self.text.len() - self.at, |(offset, _)| offset)
        };
        match character {
            '.' => self.push(run(&|c| c == '.' || c == '…'), TokenKind::Punctuation),
            '!' | '?' => self.push(run(&|c| c == '!' || c == '?'), TokenKind::Punctuation),
            '-' | '*' | '=' | '_' | '~' => {
                let end = run(&|c| c == character);
                let kind = if character == '-' {
                    TokenKind::Punctuation
                } else {
                    TokenKind::Symbol
                };
                self.push(end, kind);
            }
            '“' | '„' | '«' | '‟' | '〝' => {
                self.double_open = true;
                self.push(end, TokenKind::OpenQuote);
            }
            '”' | '»' | '〞' => {
                self.double_open = false;
                self.push(end, TokenKind::CloseQuote);
            }
            '"' | '″' => self.double(end),
            '`' => {
                let end = run(&|c| c == '`');
                self.double_open |= end - self.at > 1;
                self.push(end, TokenKind::OpenQuote);
            }
            '‘' | '‚' | '‹' => self.single_start(end),
            '’' | '\'' | '›' | '′' => self.single(character, end),
            '$' | '€' | '£' | '¥' | '%' | '+' | '<' | '>' | '|' | '^' | '°' | '#' | '&' | '@' =>
            {
                self.push(end, TokenKind::Symbol);
            }
            _ if character.is_ascii_punctuation() || is_punctuation(character) => {
                self.push(end, TokenKind::Punctuation);
            }
            // Emoji, ideographs without spaces, control characters: one at a time.
            _ => self.push(end, TokenKind::Symbol),
        }
    }

    /// A straight double mark opens a quotation when white space or an opening mark stands before
    /// it and a word after it, closes one when the reverse holds, and else takes turns: in
    /// `left."We go` the mark after the stop opens.
    fn double(&mut self, end: usize) {
        let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([{—–".contains(c));
        let before = edge(self.text[self.start..self.at].chars().next_back());
        let after = self
            .after(end)
            .is_none_or(|c| c.is_whitespace() || ".,;:!?)]}—–".contains(c));
        let opens = match (before, after) {
            (true, false) => true,
            (false, true) => false,
            _ => !self.double_open,
        };
        self.double_open = opens;
        self.push(
            end,
            if opens {
                TokenKind::OpenQuote
            } else {
                TokenKind::CloseQuote
            },
        );
    }

    /// `‘` opens a quotation, except before letters that are cut short (`‘em`, `‘90s`).
    fn single_start(&mut self, end: usize) {
        if self.after(end).is_some_and(|c| c.is_ascii_digit()) {
            self.short_year(end);
            return;
        }
        self.single_open = true;
        self.push(end, TokenKind::OpenQuote);
    }

    /// `’` and `'` close a quotation that is open, else are apostrophes; a straight one before a
    /// word and after white space opens a quotation.
    fn single(&mut self, character: char, end: usize) {
        if self.text[self.at..].starts_with("''") {
            let opens = !self.double_open;
            self.double_open = opens;
            let kind = if opens {
                TokenKind::OpenQuote
            } else {
                TokenKind::CloseQuote
            };
            self.push(self.at + 2, kind);
            return;
        }
        let next = self.after(end);
        let before_is_edge = !self.before_is(|c| !c.is_whitespace() && !"([{—–“\"".contains(c));
        if before_is_edge && next.is_some_and(|c| c.is_ascii_digit()) {
            self.short_year(end);
        } else if before_is_edge && next.is_some_and(is_letter) {
            self.single_open = true;
            self.push(end, TokenKind::OpenQuote);
        } else if self.single_open && !next.is_some_and(is_letter) {
            self.single_open = false;
            self.push(end, TokenKind::CloseQuote);
        } else if !self.before_is(is_letter) && character != '′' && !next.is_some_and(is_letter) {
            self.push(end, TokenKind::CloseQuote);
        } else {
            // The plural possessive: `the governments’ statement`.
            self.push(end, TokenKind::Punctuation);
        }
    }

    /// `’90s`.
    fn short_year(&mut self, end: usize) {
        let rest = &self.text[end..];
        let length = rest
            .bytes()
            .take(8)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        self.push(end + length, TokenKind::Word);
    }
}

/// A longer stretch is not looked at as one address.
const LONGEST_ADDRESS: usize = 2048;

/// How many bytes of a stretch without white space are an address, if it starts with one.
fn address_length(stretch: &str) -> Option<usize> {
    let word = stretch.trim_end_matches(['.', '!', '?', ':', '*', '-']);
    if word.contains("://") || word.starts_with("www.") {
        return Some(word.len());
    }
    if let Some(handle) = word.strip_prefix('@') {
        let length = handle
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count();
        let starts = handle.starts_with(|c: char| c.is_ascii_alphabetic());
        return starts.then_some(length + 1);
    }
    let host = word.split(['/', '?', '#']).next().unwrap_or(word);
    let name = host.rsplit_once('@').map_or(host, |(_, name)| name);
    let (stem, ending) = name.rsplit_once('.')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    // `a.m` and `U.S.us` are no hosts: some part of one has more than a letter.
    let long_part = host.contains('@') || stem.split('.').any(|part| part.len() > 1);
    (stem.bytes().all(plain) && !stem.is_empty() && long_part && words::is_top_domain(ending))
        .then_some(word.len())
}

/// Letters of any script that uses spaces, and marks that join them.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !is_ideograph(character)
        || matches!(character, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{5b0}'..='\u{5c7}')
}

/// Scripts written without spaces, one token a character.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_punctuation(character: char) -> bool {
    matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{a1}' | '\u{a7}'
        | '\u{b6}' | '\u{b7}' | '\u{bf}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
        | '\u{60c}' | '\u{61b}' | '\u{61f}')
}

fn all_capitals(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_uppercase)
}
