//! Words of an expectation, found in the text of a reading whatever its line breaks.

use record::Span;

use super::grammar::Words;

/// A text with each run of white space as one space, and the way back.
pub(super) struct Text<'a> {
    original: &'a str,
    squeezed: String,
    /// Offset in the original of each byte of `squeezed`, and of its end.
    back: Vec<u32>,
}

impl<'a> Text<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let mut squeezed = String::with_capacity(original.len());
        let mut back = Vec::with_capacity(original.len() + 1);
        let mut space = false;
        for (offset, character) in original.char_indices() {
            if character.is_whitespace() {
                if !space {
                    squeezed.push(' ');
                    back.push(offset as u32);
                }
                space = true;
            } else {
                squeezed.push(character);
                back.extend((0..character.len_utf8()).map(|byte| (offset + byte) as u32));
                space = false;
            }
        }
        back.push(original.len() as u32);
        Self {
            original,
            squeezed,
            back,
        }
    }

    /// The words of a span.
    pub(super) fn of(&self, span: Span) -> &'a str {
        span.of(self.original)
    }

    /// The places that are meant: one where a number is given, else every one.
    pub(super) fn places(&self, words: &Words) -> Vec<Span> {
        let mut all = self.occurrences(&squeeze(&words.text));
        if let Some(number) = words.occurrence {
            all = all.get(number - 1).copied().into_iter().collect();
        }
        all
    }

    fn occurrences(&self, words: &str) -> Vec<Span> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some((start, end)) = self.next(words, from) {
            found.push(Span {
                start: self.back[start],
                end: self.end(end),
            });
            from = end;
        }
        if found.is_empty() && words.contains('…') {
            let parts = parts(words);
            let mut from = 0;
            while let Some((start, mut end)) = self.next(parts[0], from) {
                let mut whole = true;
                for part in &parts[1..] {
                    match self.next(part, end) {
                        Some((_, after)) => end = after,
                        None => whole = false,
                    }
                }
                if !whole {
                    break;
                }
                found.push(Span {
                    start: self.back[start],
                    end: self.end(end),
                });
                from = end;
            }
        }
        found
    }

    /// The end in the original of what ends at `end` in the squeezed text.
    fn end(&self, end: usize) -> u32 {
        // The byte before it is the last of a character that is not white space, since words are
        // trimmed; so the original's next byte is one further.
        self.back[end - 1] + 1
    }

    /// The next place of some words, not in the middle of longer ones.
    fn next(&self, words: &str, from: usize) -> Option<(usize, usize)> {
        if words.is_empty() {
            return None;
        }
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut from = from;
        while let Some(at) = self.squeezed[from..].find(words) {
            let (start, end) = (from + at, from + at + words.len());
            let before = letter(self.squeezed[..start].chars().next_back());
            let after = letter(self.squeezed[end..].chars().next());
            let cut = before && letter(words.chars().next())
                || after && letter(words.chars().next_back());
            if !cut {
                return Some((start, end));
            }
            from = start + words.chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// Whether a span is these words, at the place that is meant; an article in front of either is
    /// neither here nor there.
    pub(super) fn is(&self, span: Span, words: &Words) -> bool {
        let bare = |text| bare(text).unwrap_or(text);
        (fits(self.of(span), &words.text) || fits(bare(self.of(span)), bare(&words.text)))
            && (words.occurrence.is_none()
                || self.places(words).iter().any(|place| place.overlaps(span)))
    }

    /// Whether a span shares a character with these words, at the place that is meant.
    pub(super) fn touches(&self, span: Span, words: &Words) -> bool {
        self.places(words).iter().any(|place| place.overlaps(span))
    }
}

/// A noun phrase without its article, if it has one.
fn bare(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(char::is_whitespace)?;
    ["the", "a", "an", "The", "A", "An"]
        .contains(&first)
        .then(|| rest.trim_start())
}

/// White space as single spaces, none at the edges.
pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is these words, in which `…` stands for words left out.
pub(super) fn fits(text: &str, words: &str) -> bool {
    let (text, words) = (squeeze(text), squeeze(words));
    if text == words {
        return true;
    }
    if !words.contains('…') {
        return false;
    }
    let parts = parts(&words);
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return true;
    };
    if !words.starts_with('…') && !text.starts_with(first) {
        return false;
    }
    if !words.ends_with('…') && !text.ends_with(last) {
        return false;
    }
    let mut from = 0;
    parts.iter().all(|part| match text[from..].find(part) {
        Some(at) => {
            from += at + part.len();
            true
        }
        None => false,
    })
}

/// Marks that may stand at the edge of what is said without changing who says what.
const EDGE: &[char] = &[
    ' ', '\n', '\t', '\u{a0}', '"', '“', '”', '„', '«', '»', '‘', '’', '\'', '`', '.', ',', ';',
    ':', '!', '?', '—', '–', '-', '(', ')', '[', ']',
];

/// Like [`fits`], quotation marks and punctuation at the edges apart.
pub(super) fn says(text: &str, words: &str) -> bool {
    fits(text.trim_matches(EDGE), words.trim_matches(EDGE))
}

fn parts(words: &str) -> Vec<&str> {
    words
        .split('…')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, occurrence: Option<usize>) -> Words {
        Words {
            text: text.to_owned(),
            occurrence,
        }
    }

    #[test]
    fn words_are_found_over_line_breaks_and_not_inside_others() {
        let original = "He said the\nheir, “Žižek”, is he.";
        let text = Text::new(original);
        let found = |w: &str, n| -> Vec<&str> {
            let places = text.places(&words(w, n));
            places.iter().map(|span| span.of(original)).collect()
        };
        assert_eq!(found("the heir", None), ["the\nheir"]);
        assert_eq!(found("he", None), ["he"]);
        assert_eq!(found("Žižek", None), ["Žižek"]);
        assert_eq!(found("said … is", None), ["said the\nheir, “Žižek”, is"]);
        assert_eq!(found("he", Some(2)), [""; 0]);
        assert_eq!(found("heir, “", None), ["heir, “"]);
    }

    #[test]
    fn words_left_out() {
        for (text, words, right) in [
            ("We are working on it.", "We are … it.", true),
            ("We are working on it.", "We are …", true),
            ("We are working on it.", "… on it.", true),
            ("We are working on it.", "We … on", false),
            ("We are working on it.", "working …", false),
            ("a\nb", "a b", true),
        ] {
            assert_eq!(fits(text, words), right, "{text} / {words}");
        }
        assert!(says("“We are working,”", "We are working"));
    }
}
