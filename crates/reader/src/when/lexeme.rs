//! Tokens to lexemes: what each word or number can be in a time expression.
//!
//! Lexemes are cut finer than tokens where dates need it (`third-quarter`, `5pm`, `1939–45`) and
//! coarser where a date in digits is one thing (`12/05/2016`), so that the grammar does not depend
//! on how a tokenizer treats hyphens and slashes.

use record::{Span, Token, TokenKind};

use super::words::{LONGEST, Word};

/// A piece of the text and what it can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Lexeme {
    /// Where it stands.
    pub(super) span: Span,
    /// What it can be.
    pub(super) word: Word,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// Whether it ends in a full stop of its own (“Dec.”).
    pub(super) dotted: bool,
}

/// Fills `lexemes` with those of one sentence.
pub(super) fn fill(text: &str, tokens: &[Token], lexemes: &mut Vec<Lexeme>) {
    lexemes.clear();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        index += 1;
        let words = token.span.of(text);
        let first = words.as_bytes().first().copied().unwrap_or(0);
        if first.is_ascii_digit() {
            if let Some((date, end)) = digit_date(text, token.span.start as usize) {
                let span = Span::new(token.span.start as usize, end);
                push(lexemes, span, date);
                while tokens
                    .get(index)
                    .is_some_and(|next| (next.span.start as usize) < end)
                {
                    index += 1;
                }
                continue;
            }
            // “2 1/2 years”, however a tokenizer cuts it.
            let start = token.span.start as usize;
            if let Some(rest) = text[start..].strip_prefix("1/2")
                && !rest.starts_with(|next: char| next == '/' || next.is_ascii_digit())
            {
                let span = Span::new(start, start + "1/2".len());
                push(lexemes, span, Word::OneHalf);
                while tokens
                    .get(index)
                    .is_some_and(|next| next.span.start < span.end)
                {
                    index += 1;
                }
                continue;
            }
            numeral(text, token.span, lexemes);
            continue;
        }
        match token.kind {
            TokenKind::Word | TokenKind::Number
                if !first.is_ascii_punctuation() && !words.starts_with(['’', '‘', '½']) =>
            {
                word(text, *token, lexemes);
            }
            TokenKind::Address => push(lexemes, token.span, Word::Other),
            _ => {
                let class = mark(words);
                // `'` `80s` and `'80s` are the same; so are `’` `89` and `'89`.
                let glued = !token.space_after && matches!(words, "'" | "’" | "‘" | "`");
                if let Some(short) = apostrophe_number(words) {
                    push(lexemes, token.span, short);
                } else if let Some(next) = tokens.get(index).filter(|_| glued)
                    && let Some(short) = short_number(next.span.of(text))
                {
                    push(lexemes, token.span.cover(next.span), short);
                    index += 1;
                } else {
                    push(lexemes, token.span, class);
                }
            }
        }
    }
}

fn push(lexemes: &mut Vec<Lexeme>, span: Span, word: Word) {
    lexemes.push(Lexeme {
        span,
        word,
        capital: false,
        dotted: false,
    });
}

fn mark(words: &str) -> Word {
    match words {
        "," => Word::Comma,
        "-" | "–" | "—" | "--" | "‑" | "−" => Word::Hyphen,
        "." => Word::FullStop,
        "'s" | "’s" | "'" | "’" => Word::Possessive,
        "'ll" | "’ll" => Word::FutureCue,
        "(" | "[" => Word::Open,
        "½" => Word::OneHalf,
        "%" | "$" | "€" | "£" | "¥" => Word::Measure,
        _ => Word::Mark,
    }
}

/// A word token, cut at its hyphens.
fn word(text: &str, token: Token, lexemes: &mut Vec<Lexeme>) {
    let words = token.span.of(text);
    if words.len() > 48 || !words.contains(['-', '–', '‑']) {
        lexemes.push(simple(words, token.span));
        return;
    }
    let mut start = token.span.start as usize;
    for piece in words.split_inclusive(['-', '–', '‑']) {
        let bare = piece.trim_end_matches(['-', '–', '‑']);
        if !bare.is_empty() {
            let span = Span::new(start, start + bare.len());
            if bare.as_bytes()[0].is_ascii_digit() {
                numeral(text, span, lexemes);
            } else {
                lexemes.push(simple(bare, span));
            }
        }
        if bare.len() < piece.len() {
            push(
                lexemes,
                Span::new(start + bare.len(), start + piece.len()),
                Word::Hyphen,
            );
        }
        start += piece.len();
    }
}

fn simple(words: &str, span: Span) -> Lexeme {
    let bytes = words.as_bytes();
    let dotted = bytes.last() == Some(&b'.');
    let bare = &bytes[..bytes.len() - usize::from(dotted)];
    let mut lower = [0; LONGEST];
    let mut found = Word::Other;
    if bare.len() <= LONGEST && bare.is_ascii() {
        let lower = &mut lower[..bare.len()];
        lower.copy_from_slice(bare);
        lower.make_ascii_lowercase();
        found = std::str::from_utf8(lower).map_or(Word::Other, Word::find);
    } else if words == "o’clock" {
        found = Word::OClock;
    }
    // The tokenizer leaves some possessives whole: “Wednesday's ruling”.
    if found == Word::Other
        && let Some(bare) = words.strip_suffix("’s").or(words.strip_suffix("'s"))
    {
        return simple(
            bare,
            Span {
                end: span.start + bare.len() as u32,
                ..span
            },
        );
    }
    // Regular past forms are too many to list: “Rebels shelled the town on Tuesday”.
    if found == Word::Other && bare.len() > 4 && bare.ends_with(b"ed") && bytes[0] >= b'a' {
        found = Word::PastCue;
    }
    Lexeme {
        span,
        word: found,
        capital: words.chars().next().is_some_and(char::is_uppercase),
        dotted,
    }
}

/// A token that begins with a digit.
fn numeral(text: &str, span: Span, lexemes: &mut Vec<Lexeme>) {
    let words = span.of(text);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = words.split_at(digits);
    let value = if digits <= 6 {
        number.parse().unwrap_or(0)
    } else {
        0
    };
    let class = match rest {
        "" if digits <= 6 => Word::Digits(value, digits as u8),
        _ if digits <= 3 && thousands(rest).is_some() => {
            Word::Digits(value * 1000 + thousands(rest).unwrap_or(0), 0)
        }
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" if digits <= 2 => {
            Word::Ordinal(value)
        }
        "s" if digits == 4 && value % 10 == 0 => Word::Decade(value as i32),
        "s" if digits == 2 && value % 10 == 0 => Word::ShortDecade(value as u8),
        "'s" | "’s" if digits == 4 && value % 10 == 0 => Word::Decade(value as i32),
        "/2" if value == 1 => Word::OneHalf,
        "hrs" | "h" if digits == 4 && value < 2400 && value % 100 < 60 => {
            Word::Clock((value / 100 * 60 + value % 100) as u16, true)
        }
        _ => match clock(words) {
            Some(clock) => clock,
            None if rest.starts_with(['-', '–', '‑']) && digits <= 6 && words.len() < 48 => {
                let hyphen = rest.chars().next().map_or(1, char::len_utf8);
                let start = span.start as usize;
                push(
                    lexemes,
                    Span::new(start, start + digits),
                    Word::Digits(value, digits as u8),
                );
                push(
                    lexemes,
                    Span::new(start + digits, start + digits + hyphen),
                    Word::Hyphen,
                );
                let tail = &rest[hyphen..];
                if !tail.is_empty() {
                    let tail_span = Span::new(start + digits + hyphen, span.end as usize);
                    if tail.as_bytes()[0].is_ascii_digit() && !tail.contains(['-', '–', '‑']) {
                        numeral(text, tail_span, lexemes);
                    } else {
                        let token = Token::new(tail_span, TokenKind::Word);
                        if !tail.as_bytes()[0].is_ascii_digit() {
                            word(text, token, lexemes);
                        }
                    }
                }
                return;
            }
            None => Word::Quantity,
        },
    };
    push(lexemes, span, class);
}

/// The rest of a number such as `1,460`.
fn thousands(rest: &str) -> Option<u32> {
    let digits = rest.strip_prefix(',').filter(|digits| digits.len() == 3)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// `10:30`, `10:30am`, `5pm`, `5:30p.m.`, `03:00hrs`.
fn clock(words: &str) -> Option<Word> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let mut hour: u32 = words[..digits].parse().ok().filter(|_| digits <= 2)?;
    let mut rest = &words[digits..];
    let mut minute = 0;
    let mut exact = false;
    if let Some(after) = rest.strip_prefix([':', '.']) {
        minute = after.get(..2)?.parse().ok()?;
        rest = &after[2..];
        exact = true;
        if let Some(seconds) = rest.strip_prefix(':') {
            seconds.get(..2)?.parse::<u32>().ok()?;
            rest = &seconds[2..];
        } else if words.as_bytes()[digits] == b'.' && rest.is_empty() {
            return None;
        }
    }
    let said = match rest {
        "am" | "a.m." | "a.m" | "AM" => {
            hour = hour.checked_sub(if hour == 12 { 12 } else { 0 })?;
            true
        }
        "pm" | "p.m." | "p.m" | "PM" => {
            hour += if hour < 12 { 12 } else { 0 };
            true
        }
        "hrs" | "h" => true,
        "" if exact => false,
        _ => return None,
    };
    (hour < 24 && minute < 60).then_some(Word::Clock((hour * 60 + minute) as u16, said))
}

/// `2016-12-05`, `2016/12/05`, `12/05/2016`, `5.12.2016`, with or without a time behind `T`.
///
/// Two small numbers are read in the American order, month first, where both orders are possible.
fn digit_date(text: &str, start: usize) -> Option<(Word, usize)> {
    let bytes = text.as_bytes();
    let number = |from: usize| -> Option<(i32, usize)> {
        let rest = bytes.get(from..)?;
        let count = rest
            .iter()
            .take(5)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if count == 0 || count > 4 {
            return None;
        }
        let value = rest[..count]
            .iter()
            .fold(0, |sum, b| sum * 10 + i32::from(b - b'0'));
        Some((value, from + count))
    };
    let (first, end) = number(start)?;
    let sign = *bytes.get(end)?;
    if !matches!(sign, b'-' | b'/' | b'.') {
        return None;
    }
    let (second, after) = number(end + 1)?;
    if bytes.get(after) != Some(&sign) {
        return None;
    }
    let (third, finish) = number(after + 1)?;
    let lengths = (end - start, after - end - 1, finish - after - 1);
    let (year, month, day) = match lengths {
        (4, 1..=2, 1..=2) => (first, second, third),
        (1..=2, 1..=2, 4) if sign == b'.' => (third, second, first),
        (1..=2, 1..=2, 4) if first > 12 => (third, second, first),
        (1..=2, 1..=2, 4) => (third, first, second),
        (1..=2, 1..=2, 2) if sign == b'/' => {
            let year = if third < 40 { 2000 } else { 1900 } + third;
            if first > 12 {
                (year, second, first)
            } else {
                (year, first, second)
            }
        }
        _ => return None,
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year == 0 {
        return None;
    }
    let date = Word::IsoDate(year, month as u8, day as u8);
    match bytes.get(finish) {
        Some(b'T') if bytes.get(finish + 1).is_some_and(u8::is_ascii_digit) => {
            let tail = bytes[finish..].iter().take(32);
            let time = tail
                .take_while(|b| b.is_ascii_digit() || b"T:.Z+-".contains(b))
                .count();
            // A sentence's own full stop is not part of the time.
            let time = time - usize::from(bytes[finish + time - 1] == b'.');
            Some((date, finish + time))
        }
        Some(b) if b.is_ascii_alphanumeric() || *b == sign && sign != b'.' => None,
        _ => Some((date, finish)),
    }
}

/// `'80s`, `'89`.
fn apostrophe_number(words: &str) -> Option<Word> {
    let rest = words.strip_prefix(['\'', '’', '‘', '`'])?;
    short_number(rest)
}

fn short_number(words: &str) -> Option<Word> {
    let bytes = words.as_bytes();
    let two = bytes.len() >= 2 && bytes[0].is_ascii_digit() && bytes[1].is_ascii_digit();
    if !two {
        return None;
    }
    let value = (bytes[0] - b'0') * 10 + bytes[1] - b'0';
    match &words[2..] {
        "s" if value.is_multiple_of(10) => Some(Word::ShortDecade(value)),
        "" => Some(Word::ShortYear(value)),
        _ => None,
    }
}
