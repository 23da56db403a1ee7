//! Plain text to paragraphs, by blank lines and line feeds; nothing is judged here.
//!
//! A single line feed means one of two things, and a text means the same one throughout. In
//! copy that was wrapped at a column (`… to the\nborder …`) it joins; in copy with a paragraph a
//! line it separates. Wrapped copy shows in that many of its lines go on in lower case and none
//! is long.

use record::Span;

/// Paragraphs of plain text, without white space at the edges: what is parted by empty lines, and by
/// line feeds unless the text was wrapped at a column.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines: Vec<Span> = lines(text).collect();
    let wrap = wrap_column(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut last: Option<Span> = None;
    for line in lines {
        if line.is_empty() {
            last = None;
            continue;
        }
        match (wrap, last, paragraphs.last_mut()) {
            (Some(column), Some(above), Some(paragraph)) if joins(text, above, line, column) => {
                *paragraph = paragraph.cover(line);
            }
            _ => paragraphs.push(line),
        }
        last = Some(line);
    }
    paragraphs
}

/// Lines without white space at the edges; a line of white space is empty.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}'])
        .filter_map(move |line| {
            let span = Span::new(start, start + line.len());
            // The line feed of “\r\n” ends no line of its own.
            let second_half = line == "\n" && text[..start].ends_with('\r');
            start += line.len();
            (!second_half).then(|| span.trim(text))
        })
}

/// The longest that lines of wrapped copy are here, in characters, with the indent left out.
const WIDEST_COLUMN: usize = 130;

/// The column at which the text was wrapped, or `None` when each line is a paragraph.
fn wrap_column(text: &str, lines: &[Span]) -> Option<usize> {
    let mut lengths = Vec::new();
    let (mut follow, mut go_on) = (0, 0);
    for pair in lines.windows(2) {
        let [above, line] = pair else { continue };
        if above.is_empty() || line.is_empty() {
            continue;
        }
        lengths.push(above.of(text).chars().count());
        follow += 1;
        let first = line.of(text).chars().next();
        go_on += usize::from(first.is_some_and(char::is_lowercase));
    }
    if follow == 0 || go_on * 4 < follow {
        return None;
    }
    // The widest line may hold an address that could not be broken: one line in ten may be wider.
    lengths.sort_unstable();
    let column = lengths[(lengths.len() - 1) * 9 / 10];
    (column <= WIDEST_COLUMN).then_some(column)
}

/// Whether `line` goes on with the paragraph of the line above it, in copy wrapped at `column`.
fn joins(text: &str, above: Span, line: Span, column: usize) -> bool {
    let words = line.of(text);
    if words.starts_with(char::is_lowercase) {
        return true;
    }
    if words.starts_with(['•', '*', '–', '—']) || words.starts_with("- ") {
        return false;
    }
    // A line is left short only where a paragraph ends: the next word would have fitted.
    let first = words.split(char::is_whitespace).next().unwrap_or("");
    let length = above.of(text).chars().count() + 1 + first.chars().count();
    length * 20 > column * 19
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|p| p.of(text)).collect();
        assert_eq!(found, expected, "of {text:?}");
    }

    #[test]
    fn lines_are_paragraphs_or_wrapped() {
        check("", &[]);
        check(" \n\n ", &[]);
        check("One.\n\nTwo.", &["One.", "Two."]);
        check("One.\r\n\r\n Two. \r\n", &["One.", "Two."]);
        check("One.\r\rTwo.", &["One.", "Two."]);
        check(
            "Headline here\nThe first paragraph of the story.\nThe second one.",
            &[
                "Headline here",
                "The first paragraph of the story.",
                "The second one.",
            ],
        );
        check(
            "Ferry sinks off island\n\
             A ferry with about ninety people on board sank late on\n\
             Friday off the northern coast, and rescuers said that\n\
             most passengers had been found.\n\
             The harbour master said that the search would go on\n\
             until nightfall.",
            &[
                "Ferry sinks off island",
                "A ferry with about ninety people on board sank late on\n\
                 Friday off the northern coast, and rescuers said that\n\
                 most passengers had been found.",
                "The harbour master said that the search would go on\n\
                 until nightfall.",
            ],
        );
    }
}
