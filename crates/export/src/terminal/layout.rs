//! Lines that fit the terminal: widths as terminals count them, wrapping, cutting, colour.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// What a terminal can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether to write colour and weight. Nothing is told by them alone.
    pub colour: bool,
}

/// A way to write words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    Plain,
    Strong,
    Faint,
    Heading,
    Who,
    Warning,
    Trigger,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::Heading => "1;36",
            Self::Who => "1",
            Self::Warning => "33",
            Self::Trigger => "1;4",
        }
    }
}

/// Words with their ink, wrapped together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) ink: Ink,
}

pub(super) fn piece(text: impl Into<String>, ink: Ink) -> Piece {
    Piece {
        text: text.into(),
        ink,
    }
}

/// A space that wrapping leaves alone; it is written as any other.
pub(super) const NO_BREAK: char = '\u{a0}';

/// Columns that the text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Lines under construction.
#[derive(Debug)]
pub(super) struct Page {
    screen: Screen,
    out: String,
}

impl Page {
    pub(super) fn new(screen: Screen) -> Self {
        Self {
            screen,
            out: String::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A heading over the full width.
    pub(super) fn heading(&mut self, words: &str, note: &str) {
        self.blank();
        let mut pieces = vec![piece(words.to_uppercase(), Ink::Heading)];
        if !note.is_empty() {
            pieces.push(piece(format!("{NO_BREAK}{NO_BREAK}{note}"), Ink::Faint));
        }
        self.lines(0, 2, &pieces, usize::MAX);
    }

    /// Pieces wrapped at white space into at most `most` lines: the first line starts at column
    /// `first`, the others at column `rest`. What does not fit ends in `…`.
    pub(super) fn lines(&mut self, first: usize, rest: usize, pieces: &[Piece], most: usize) {
        let mut column = first;
        let mut lines = 1;
        self.indent(first);
        let mut fresh = true;
        let mut space = false;
        let room = self.screen.width.saturating_sub(rest).max(8);
        for (number, part) in pieces.iter().enumerate() {
            let mut open = false;
            let last = part.text.split(' ').count() - 1;
            for (index, word) in part.text.split(' ').enumerate() {
                space |= index > 0;
                for bit in chop(word, room) {
                    let wide = width(bit);
                    if wide == 0 && bit.is_empty() {
                        continue;
                    }
                    let gap = usize::from(space && !fresh);
                    // The last line keeps a column for the mark of what is left out.
                    let reserve = usize::from(lines == most);
                    // A mark that closes a word stands in a piece of its own, and stays with it.
                    let tail = if index == last {
                        glued(&pieces[number + 1..])
                    } else {
                        0
                    };
                    let whole = if wide + tail > room {
                        wide
                    } else {
                        wide + tail
                    };
                    if !fresh && column + gap + whole + reserve > self.screen.width {
                        if lines == most {
                            self.close(&mut open);
                            self.out.push('…');
                            self.blank();
                            return;
                        }
                        self.close(&mut open);
                        self.blank();
                        self.indent(rest);
                        (column, fresh, space) = (rest, true, false);
                        lines += 1;
                    }
                    if space && !fresh {
                        self.out.push(' ');
                        column += 1;
                    }
                    space = false;
                    if !open {
                        open = self.open(part.ink);
                    }
                    self.out
                        .extend(bit.chars().map(|character| match character {
                            NO_BREAK => ' ',
                            other => other,
                        }));
                    column += wide;
                    fresh = false;
                }
            }
            self.close(&mut open);
        }
        self.blank();
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn open(&mut self, ink: Ink) -> bool {
        let code = ink.code();
        if !self.screen.colour || code.is_empty() {
            return false;
        }
        self.out.push_str("\u{1b}[");
        self.out.push_str(code);
        self.out.push('m');
        true
    }

    fn close(&mut self, open: &mut bool) {
        if std::mem::take(open) {
            self.out.push_str("\u{1b}[0m");
        }
    }
}

/// Columns of what follows a piece's last word without white space.
fn glued(pieces: &[Piece]) -> usize {
    let mut columns = 0;
    for piece in pieces {
        let first = piece.text.split(' ').next().unwrap_or_default();
        columns += width(first);
        if first.len() < piece.text.len() {
            break;
        }
    }
    columns
}

/// A word in bits that fit a line each.
fn chop(word: &str, columns: usize) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut taken = 0;
        let end = rest
            .char_indices()
            .find(|(_, character)| {
                taken += character.width().unwrap_or(0);
                taken > columns
            })
            .map_or(rest.len(), |(offset, _)| offset);
        let (bit, after) = rest.split_at(end.max(1).min(rest.len()));
        rest = after;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(width: usize, most: usize, text: &str) -> String {
        let mut page = Page::new(Screen {
            width,
            colour: false,
        });
        page.lines(0, 2, &[piece(text, Ink::Plain)], most);
        page.finish()
    }

    #[test]
    fn lines_fit() {
        for (width, most, text, expected) in [
            (20, 9, "", "\n"),
            (20, 9, "one two", "one two\n"),
            (
                20,
                9,
                "ministers met in the port city",
                "ministers met in the\n  port city\n",
            ),
            (
                20,
                1,
                "ministers met in the port city",
                "ministers met in…\n",
            ),
            (12, 9, "abcdefghijklmnop", "abcdefghij\n  klmnop\n"),
            (12, 9, "外交部长在汉堡会谈", "外交部长在\n  汉堡会谈\n"),
        ] {
            assert_eq!(wrapped(width, most, text), expected, "{text} in {width}");
        }
        for width in 1..40 {
            let text = "a few words, some of them extraordinarily long, 外交部长 and 😀 too";
            let lines = wrapped(width.max(10), 99, text);
            assert!(
                lines
                    .lines()
                    .all(|line| super::width(line) <= width.max(10))
            );
        }
    }

    #[test]
    fn a_closing_mark_stays_with_its_word() {
        let mut page = Page::new(Screen {
            width: 20,
            colour: false,
        });
        let pieces =
            ["they met in ", "[Bergen]", ",”", " she said"].map(|text| piece(text, Ink::Plain));
        page.lines(0, 2, &pieces, 9);
        assert_eq!(page.finish(), "they met in\n  [Bergen],” she\n  said\n");
    }

    #[test]
    fn colour_closes_what_it_opens() {
        let mut page = Page::new(Screen {
            width: 20,
            colour: true,
        });
        page.lines(0, 2, &[piece("ministers met in the port", Ink::Strong)], 9);
        assert_eq!(
            page.finish(),
            "\u{1b}[1mministers met in the\u{1b}[0m\n  \u{1b}[1mport\u{1b}[0m\n"
        );
    }
}
