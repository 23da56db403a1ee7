//! Pairs quotation marks: which stretches of the content are in quotation marks.
//!
//! Says nothing of who speaks, or whether anybody does. Works on characters, not tokens, so that
//! damaged text (`stronghold.“We are`) cannot mislead it. Time and memory are linear in the text.

use record::{Document, Span};

/// A stretch in quotation marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quote {
    /// With its marks.
    pub(super) span: Span,
    /// Without its marks; never empty.
    pub(super) inner: Span,
    /// Position of its block in the document.
    pub(super) block: u32,
    /// Whether it is the first thing in its block or line.
    pub(super) leads: bool,
    /// Whether it takes up a quotation that the paragraph before left open.
    pub(super) continues: bool,
    /// Whether it is in single marks.
    pub(super) single: bool,
}

/// Finds the quotations in the content blocks, in text order, apart from each other. Quotations
/// inside quotations are not listed.
pub(super) fn find(document: &Document) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut left_open = false;
    for (block, span) in document
        .content_blocks()
        .map(|(index, block)| (index as u32, block.span))
    {
        let marks = marks(&document.text, span);
        let mut pairing = Pairing {
            text: &document.text,
            block,
            end: span.end as usize,
            marks: &marks,
            open: None,
            left_open,
            quotes: &mut quotes,
        };
        pairing.run();
        left_open = pairing.left_open;
    }
    quotes
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    Open,
    Close,
    /// It can be either; whether a quotation is open decides.
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    shape: Shape,
    single: bool,
    /// „ is closed by “.
    low: bool,
    /// Whether it is the first thing in its block or line.
    leads: bool,
    /// Whether a letter or digit stands right before it.
    after_word: bool,
    /// Whether nothing or white space stands right before it.
    after_space: bool,
    /// Whether a letter or digit follows it.
    before_word: bool,
}

fn marks(text: &str, span: Span) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let (start, end) = (span.start as usize, span.end as usize);
    let mut marks = Vec::new();
    let mut at = start;
    while at < end {
        let (length, single, fixed, low) = match &bytes[at..end] {
            [b'"', ..] => (1, false, None, false),
            [b'\'', b'\'', ..] => (2, false, Some(Shape::Close), false),
            [b'\'', ..] => (1, true, None, false),
            [b'`', b'`', ..] => (2, false, Some(Shape::Open), false),
            [0xE2, 0x80, 0x9C | 0x9F, ..] => (3, false, Some(Shape::Open), false),
            [0xE2, 0x80, 0x9D, ..] => (3, false, Some(Shape::Close), false),
            [0xE2, 0x80, 0x9E, ..] => (3, false, Some(Shape::Open), true),
            [0xE2, 0x80, 0x98 | 0x9B, ..] => (3, true, Some(Shape::Open), false),
            [0xE2, 0x80, 0x99, ..] => (3, true, Some(Shape::Close), false),
            [0xC2, 0xAB, ..] => (2, false, Some(Shape::Open), false),
            [0xC2, 0xBB, ..] => (2, false, Some(Shape::Close), false),
            _ => {
                at += 1;
                continue;
            }
        };
        let before = text[start..at].chars().next_back();
        let after = text[at + length..end].chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'".contains(c))
            && after.is_some_and(|c| !c.is_whitespace());
        let closes = before.is_some_and(|c| !c.is_whitespace())
            && after.is_none_or(|c| !c.is_alphanumeric());
        let shape = fixed.unwrap_or(match (opens, closes) {
            (true, false) => Shape::Open,
            (false, true) => Shape::Close,
            _ => Shape::Either,
        });
        // “5'11"” has no quotation.
        let inches =
            shape == Shape::Close && fixed.is_none() && before.is_some_and(char::is_numeric);
        let after_word = before.is_some_and(char::is_alphanumeric);
        let before_word = after.is_some_and(char::is_alphanumeric);
        let apostrophe = single && after_word && before_word;
        if !apostrophe {
            marks.push(Mark {
                start: at,
                end: at + length,
                shape: if inches { Shape::Either } else { shape },
                single,
                low,
                leads: text[start..at]
                    .chars()
                    .rev()
                    .find(|c| *c == '\n' || !c.is_whitespace())
                    .is_none_or(|c| c == '\n'),
                after_word,
                after_space: before.is_none_or(char::is_whitespace),
                before_word,
            });
        }
        at += length;
    }
    marks
}

#[derive(Clone, Copy)]
struct Opened {
    mark: Mark,
    continues: bool,
}

struct Pairing<'a> {
    text: &'a str,
    block: u32,
    end: usize,
    marks: &'a [Mark],
    open: Option<Opened>,
    /// Whether the block before ended with a quotation open.
    left_open: bool,
    quotes: &'a mut Vec<Quote>,
}

impl Pairing<'_> {
    fn run(&mut self) {
        let mut carried = std::mem::take(&mut self.left_open);
        let mut index = 0;
        while index < self.marks.len() {
            let mark = self.marks[index];
            index += 1;
            if mark.single {
                if self.open.is_none()
                    && let Some(close) = self.single_close(index - 1)
                {
                    self.push(mark, self.marks[close].end, self.marks[close].start, false);
                    index = close + 1;
                }
                continue;
            }
            let continues = carried && mark.leads;
            match (self.open, mark.shape) {
                (None, Shape::Open) => self.open = Some(Opened { mark, continues }),
                // ”We will come back, with the wrong mark in front.
                (None, Shape::Close) if mark.before_word && mark.after_space => {
                    self.open = Some(Opened { mark, continues });
                }
                (None, Shape::Either) if !mark.after_word || mark.before_word => {
                    self.open = Some(Opened { mark, continues });
                }
                // A closing mark with nothing to close.
                (None, _) => {}
                (Some(opened), Shape::Open) if opened.mark.low && !mark.low => self.close(mark),
                (Some(opened), Shape::Open) => {
                    if mark.leads {
                        // A new line inside one block takes the quotation up again.
                        self.close_before(mark.start);
                        self.open = Some(Opened {
                            mark,
                            continues: true,
                        });
                    } else if let Some(after) = self.nested(index) {
                        index = after;
                    } else {
                        // The writer forgot to close the one before.
                        let _ = opened;
                        self.close_before(mark.start);
                        self.open = Some(Opened {
                            mark,
                            continues: false,
                        });
                    }
                }
                (Some(_), Shape::Close | Shape::Either) => self.close(mark),
            }
            carried = false;
        }
        if self.open.is_some() {
            self.close_before(self.end);
            self.left_open = true;
        }
    }

    /// Two openers and then two closers before any other opener: a quotation inside a quotation.
    /// Gives the position after the inner closer.
    fn nested(&self, index: usize) -> Option<usize> {
        let mut double = (index..self.marks.len()).filter(|&at| !self.marks[at].single);
        let (first, second) = (double.next()?, double.next()?);
        let closes = |at: usize| self.marks[at].shape == Shape::Close;
        (closes(first) && closes(second)).then_some(first + 1)
    }

    fn close(&mut self, mark: Mark) {
        if let Some(opened) = self.open.take() {
            self.push(opened.mark, mark.end, mark.start, opened.continues);
        }
    }

    fn close_before(&mut self, end: usize) {
        if let Some(opened) = self.open.take() {
            self.push(opened.mark, end, end, opened.continues);
        }
    }

    fn push(&mut self, mark: Mark, end: usize, inner_end: usize, continues: bool) {
        let mut inner = Span::new(mark.end, inner_end.max(mark.end)).trim(self.text);
        let mut start = mark.start;
        let mut continues = continues;
        if let Some(name) = speaker(inner.of(self.text)) {
            // “MODERATOR: Shall we start?” is said by the moderator; the name is not said at all.
            start = inner.start as usize + name;
            inner = Span::new(start, inner.end as usize).trim(self.text);
            start = inner.start as usize;
            continues = false;
        }
        if inner.of(self.text).contains(char::is_alphanumeric) {
            self.quotes.push(Quote {
                span: Span::new(start, end).trim(self.text),
                inner,
                block: self.block,
                leads: mark.leads && start == mark.start,
                continues,
                single: mark.single,
            });
        }
    }

    /// The mark that closes the single mark at `open`, if it opens a quotation: the workers’
    /// in ‘the workers’ party’ closes nothing when a surer closer follows.
    fn single_close(&self, open: usize) -> Option<usize> {
        let mark = self.marks[open];
        let opens = mark.shape == Shape::Open && !mark.after_word;
        let elided = ["em ", "til ", "tis ", "twas ", "cause ", "n' ", "n’ "];
        let rest = &self.text[mark.end..];
        if !opens
            || rest.starts_with(|c: char| c.is_ascii_digit())
            || elided.iter().any(|word| rest.starts_with(word))
        {
            return None;
        }
        let mut best = None;
        let mut doubles = 0;
        for (at, other) in self.marks.iter().enumerate().skip(open + 1) {
            if !other.single {
                doubles += 1;
                continue;
            }
            if other.leads || other.shape == Shape::Open && !other.after_word {
                break;
            }
            if other.before_word || doubles % 2 == 1 {
                continue;
            }
            let before = self.text[..other.start].chars().next_back();
            let possessive = before == Some('s')
                && self.text[other.end..].starts_with(' ')
                && self.text[other.end + 1..].starts_with(char::is_lowercase);
            if !possessive {
                return Some(at);
            }
            best = best.or(Some(at));
        }
        best
    }
}

/// The length of a name in capitals and its colon at the head of a quotation.
fn speaker(inner: &str) -> Option<usize> {
    let colon = inner.bytes().take(40).position(|byte| byte == b':')?;
    let name = &inner[..colon];
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let plain = name
        .chars()
        .all(|c| c.is_uppercase() || " .-’'".contains(c));
    (plain && capitals > 2 && inner[colon + 1..].starts_with(' ')).then_some(colon + 1)
}

#[cfg(test)]
mod tests {
    use record::{Block, BlockKind};

    use super::*;

    fn document(text: &str) -> Document {
        let mut blocks = Vec::new();
        let mut start = 0;
        for paragraph in text.split("\n\n") {
            let span = Span::new(start, start + paragraph.len()).trim(text);
            if !span.is_empty() {
                blocks.push(Block::new(BlockKind::Paragraph, span));
            }
            start += paragraph.len() + 2;
        }
        Document {
            text: text.to_owned(),
            blocks,
            ..Document::default()
        }
    }

    fn inner(text: &str) -> Vec<String> {
        find(&document(text))
            .iter()
            .map(|quote| {
                let plus = if quote.continues { "+" } else { "" };
                format!("{plus}{}", quote.inner.of(text))
            })
            .collect()
    }

    #[test]
    fn marks_are_paired() {
        for (text, expected) in [
            ("“Yes,” she said. “No.”", &["Yes,", "No."][..]),
            ("\"Yes,\" she said. \"No.\"", &["Yes,", "No."]),
            ("``Yes,'' she said.", &["Yes,"]),
            ("«Oui», dit-elle.", &["Oui"]),
            ("„Ja“, sagte sie.", &["Ja"]),
            (
                "‘Yes,’ she said, ‘the workers’ party won’t go.’",
                &["Yes,", "the workers’ party won’t go."],
            ),
            ("'Yes,' she said.", &["Yes,"]),
            ("The workers' party and the miners' union met.", &[]),
            ("It’s the ’90s, don’t you know.", &[]),
            ("He is 6'2\" tall and said \"no\".", &["no"]),
            (
                "“He told me ‘never again’ and left,” she said.",
                &["He told me ‘never again’ and left,"],
            ),
            (
                "“He told me “never again” and left,” she said.",
                &["He told me “never again” and left,"],
            ),
            ("the hold.“We try,” he said.”The next", &["We try,"]),
            (
                "the hold.\"We try,\" he said.\"We go on.\"The next",
                &["We try,", "We go on."],
            ),
            ("“We try and never end", &["We try and never end"]),
            ("“We try. “We go,” he said.", &["We try.", "We go,"]),
            ("”We try,” he said.", &["We try,"]),
            (
                "“One.\n\n“Two.\n\n“Three,” he said.",
                &["One.", "+Two.", "+Three,"],
            ),
            ("“One.\n“Two,” he said.", &["One.", "+Two,"]),
            ("“One.\n\nThen “two” came.", &["One.", "two"]),
            ("“ ” \"\" “…”", &[]),
            ("“", &[]),
            ("", &[]),
        ] {
            assert_eq!(inner(text), expected, "{text}");
        }
    }

    #[test]
    fn a_hundred_thousand_marks_take_no_time() {
        for mark in [
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "’",
            " \" ",
            " 'a",
            "“a ",
            "‘a “b ",
        ] {
            let text = mark.repeat(100_000);
            let _ = find(&document(&text));
        }
    }
}
