//! Looking at words without allocating: the scanners that all rules of this crate share.
//!
//! Words are compared without regard to ASCII case, and a curly apostrophe counts as a straight
//! one, because the same slogan is set both ways.

use record::Span;

/// The words of a text: runs of letters and digits, with apostrophes and hyphens inside.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .map(|word| word.trim_matches(['\'', '’', '-']))
        .filter(|word| !word.is_empty())
}

/// The number of words, counting no further than `limit`.
pub(crate) fn count(text: &str, limit: usize) -> usize {
    words(text).take(limit).count()
}

/// Whether `word` is in `sorted`, a sorted list in lower case.
pub(crate) fn is_in(word: &str, sorted: &[&str]) -> bool {
    let mut buffer = [0; 24];
    lower(word, &mut buffer).is_some_and(|word| sorted.binary_search(&word).is_ok())
}

/// The entry of `sorted`, a sorted list in lower case, that is `word`.
pub(crate) fn find<'a>(word: &str, sorted: &[&'a str]) -> Option<&'a str> {
    let mut buffer = [0; 24];
    let index = sorted.binary_search(&lower(word, &mut buffer)?).ok()?;
    Some(sorted[index])
}

/// The number of words of `text` that are in `sorted`.
pub(crate) fn count_in(text: &str, sorted: &[&str]) -> usize {
    words(text).filter(|word| is_in(word, sorted)).count()
}

/// What follows `phrase` in `text`, when `text` begins with it as whole words.
pub(crate) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    // Most phrases fail on their first letter, which is always ASCII.
    if !text
        .as_bytes()
        .first()?
        .eq_ignore_ascii_case(phrase.as_bytes().first()?)
    {
        return None;
    }
    let mut rest = text.chars();
    for expected in phrase.chars() {
        let found = match rest.next()? {
            '’' => '\'',
            '\u{a0}' => ' ',
            found => found.to_ascii_lowercase(),
        };
        if found != expected {
            return None;
        }
    }
    let rest = rest.as_str();
    let joins = |c: char| c.is_alphanumeric();
    let inside = phrase.ends_with(joins) && rest.starts_with(joins);
    (!inside).then_some(rest)
}

/// Whether `text` begins with one of the phrases, as whole words.
pub(crate) fn begins(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| after(text, phrase).is_some())
}

/// Whether `text` holds one of the phrases, as whole words. For short texts: the cost is their
/// length times the number of phrases.
pub(crate) fn holds(text: &str, phrases: &[&str]) -> bool {
    let mut start = true;
    for (at, c) in text.char_indices() {
        if start && c.is_alphanumeric() && begins(&text[at..], phrases) {
            return true;
        }
        start = !c.is_alphanumeric();
    }
    false
}

/// Whether every longer word begins with a capital or a digit, as in a title.
pub(crate) fn is_title_case(text: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    let mut some = false;
    let all = words(text).enumerate().all(|(index, word)| {
        some |= capital(word);
        capital(word) || index > 0 && word.chars().count() < 5 && is_in(word, SMALL_WORDS)
    });
    some && all
}

/// Words that titles leave in lower case.
const SMALL_WORDS: &[&str] = &[
    "a", "al", "an", "and", "as", "at", "bin", "but", "by", "da", "de", "del", "der", "di", "du",
    "el", "for", "from", "how", "if", "in", "into", "is", "it", "its", "la", "le", "nor", "of",
    "off", "on", "or", "over", "per", "so", "than", "that", "the", "to", "up", "v", "van", "via",
    "von", "vs", "with", "yet",
];

/// Whether the text ends a sentence: a stop, with or without closing marks after it.
pub(crate) fn ends_with_stop(text: &str) -> bool {
    text.trim_end()
        .trim_end_matches(is_closing)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

/// Marks that close after a stop.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»')
}

/// Sentences of a paragraph, roughly: good enough to find where a slogan begins and ends.
///
/// A sentence ends at a stop and what closes after it, when white space and no lower-case letter
/// follow, or when the next sentence is glued on (`stronghold.“We`). It never ends at an initial
/// or after a short abbreviation.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = RoughSentence> {
    let mut start = 0;
    let mut quoted = Quotation::default();
    std::iter::from_fn(move || {
        let rest = &text[start..];
        start += rest.len() - rest.trim_start().len();
        if start >= text.len() {
            return None;
        }
        let begins_quoted = quoted.is_open();
        let end = end_of_sentence(text, start, &mut quoted);
        let span = Span::new(start, end);
        start = end;
        Some(RoughSentence {
            span,
            quoted: begins_quoted || quoted.is_open(),
        })
    })
}

/// One of the [`sentences`], in bytes of the text that was scanned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoughSentence {
    pub(crate) span: Span,
    /// Whether it lies in a quotation that began before it or ends after it.
    pub(crate) quoted: bool,
}

/// Whether a quotation is open at a point of a paragraph.
#[derive(Clone, Copy, Default, Debug)]
struct Quotation {
    curly: u32,
    straight: bool,
}

impl Quotation {
    fn is_open(self) -> bool {
        self.curly > 0 || self.straight
    }

    fn pass(&mut self, c: char) {
        match c {
            '“' | '„' | '«' => self.curly += 1,
            '”' | '»' => self.curly = self.curly.saturating_sub(1),
            '"' => self.straight = !self.straight,
            _ => {}
        }
    }
}

fn end_of_sentence(text: &str, start: usize, quoted: &mut Quotation) -> usize {
    let mut characters = text[start..].char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        quoted.pass(c);
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let stop = start + at;
        let mut end = stop + c.len_utf8();
        let mut closed = false;
        while let Some((_, next)) = characters.peek().copied() {
            if !is_closing(next) && !matches!(next, '.' | '!' | '?' | '…') {
                break;
            }
            // A straight mark closes only what is open.
            if next == '"' && !quoted.straight {
                break;
            }
            closed |= is_closing(next);
            quoted.pass(next);
            end += next.len_utf8();
            characters.next();
        }
        let rest = &text[end..];
        let Some(next) = rest.chars().next() else {
            return text.len();
        };
        let ends = if next.is_whitespace() {
            let word = rest.trim_start().chars().next();
            word.is_some_and(|c| !c.is_lowercase())
                && (closed || !is_abbreviation(text, start, stop))
        } else {
            // “a threat.”Envoy” and “the city.The minister”, but not “U.S.” or “example.Com”.
            let before = text[start..stop].chars().next_back();
            let glued = next.is_uppercase() || matches!(next, '“' | '"');
            glued
                && (closed || before.is_some_and(char::is_lowercase))
                && !is_address(text, start, stop)
        };
        if ends {
            return end;
        }
    }
    text.len()
}

/// Whether the stop belongs to an abbreviation: one or two letters, or one of a few longer ones.
fn is_abbreviation(text: &str, start: usize, stop: usize) -> bool {
    let word = last_word(&text[start..stop]);
    let word = word.trim_start_matches(['(', '“', '"', '‘', '\'']);
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    word.contains('.') && word.len() < 8
        || capital && letters.next().is_none()
        || capital && is_in(word, ABBREVIATIONS)
}

const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "brig", "capt", "cmdr", "col", "cpl", "dec", "dr", "feb", "fr", "gen",
    "gov", "jan", "jr", "jul", "jun", "lt", "maj", "mr", "mrs", "ms", "no", "nov", "oct", "prof",
    "rep", "rev", "sen", "sep", "sept", "sgt", "sr", "st",
];

fn is_address(text: &str, start: usize, stop: usize) -> bool {
    let word = last_word(&text[start..stop]);
    word.contains("://") || word.starts_with("www") || word.contains('@')
}

/// The last word, or the end of one too long to be a word.
fn last_word(text: &str) -> &str {
    let text = &text[text.ceil_char_boundary(text.len().saturating_sub(80))..];
    text.rsplit(char::is_whitespace).next().unwrap_or("")
}

fn lower<'a>(word: &str, buffer: &'a mut [u8; 24]) -> Option<&'a str> {
    let mut length = 0;
    for c in word.chars() {
        let c = if c == '’' {
            '\''
        } else {
            c.to_ascii_lowercase()
        };
        let end = length + c.len_utf8();
        c.encode_utf8(buffer.get_mut(length..end)?);
        length = end;
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        let mut sorted = ABBREVIATIONS.to_vec();
        sorted.sort_unstable();
        assert_eq!(ABBREVIATIONS, sorted);
        let mut sorted = SMALL_WORDS.to_vec();
        sorted.sort_unstable();
        assert_eq!(SMALL_WORDS, sorted);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert_eq!(after("Read more: Storm", "read more"), Some(": Storm"));
        assert_eq!(after("Don’t miss it", "don't miss"), Some(" it"));
        assert_eq!(after("Sharehold", "share"), None);
        assert!(holds("Please sign up here", &["sign up"]));
        assert!(!holds("Please resign up", &["sign up"]));
    }

    #[test]
    fn sentences_survive_glue_and_abbreviations() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = sentences(text).map(|s| s.span.of(text)).collect();
            assert_eq!(found, expected);
        };
        check("One. Two? Three", &["One.", "Two?", "Three"]);
        check(
            "“We agree.”The envoy left.",
            &["“We agree.”", "The envoy left."],
        );
        check(
            "They hold the port.“We stay,” he said.",
            &["They hold the port.", "“We stay,” he said."],
        );
        check(
            "Gen. Ali of the U.S. Army met J. Doe.",
            &["Gen. Ali of the U.S. Army met J. Doe."],
        );
        check(
            "He said \"Go.\" She left.",
            &["He said \"Go.\"", "She left."],
        );
        check(
            "See www.Example.Com for more.",
            &["See www.Example.Com for more."],
        );
    }
}
