use std::path::Path;

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One document of plain text.
    Text,
    /// One page of HTML.
    Html,
    /// One JSON object a line, each a document.
    JsonLines,
    /// One JSON object that runs over several lines: one document.
    Json,
}

/// How much of a file is looked at to tell what it is.
pub(crate) const LOOK: usize = 64 * 1024;

impl Format {
    /// Tells what a file holds from its name, and where the name does not say, from its start.
    ///
    /// The name rules, because a text may quote a tag in its first words; a `.json` file is
    /// looked at all the same, as such names are in use for both one object and many.
    pub(crate) fn guess(name: &str, start: &[u8]) -> Self {
        let extension = Path::new(name)
            .extension()
            .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("jsonl" | "ndjson") => Self::JsonLines,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("json") => match first_object(start) {
                Object::Goes { .. }
                | Object::Ends {
                    on_first_line: false,
                } => Self::Json,
                Object::Ends { .. } | Object::None => Self::JsonLines,
            },
            _ => Self::of_content(start),
        }
    }

    fn of_content(start: &[u8]) -> Self {
        if opens_html(start) {
            return Self::Html;
        }
        match first_object(start) {
            Object::Ends {
                on_first_line: true,
            }
            | Object::Goes {
                on_first_line: true,
            } => Self::JsonLines,
            Object::Ends { .. } | Object::Goes { .. } => Self::Json,
            Object::None => Self::Text,
        }
    }
}

/// Whether a file starts as a page does. NUL bytes are passed over, so that UTF-16 reads too.
fn opens_html(start: &[u8]) -> bool {
    let letters: Vec<u8> = start
        .iter()
        .take(2048)
        .filter(|byte| byte.is_ascii() && **byte != 0)
        .map(u8::to_ascii_lowercase)
        .collect();
    let mut rest = letters.as_slice();
    loop {
        rest = rest.trim_ascii_start();
        let (opening, closing): (&[u8], &[u8]) = if rest.starts_with(b"<!--") {
            (b"<!--", b"-->")
        } else if rest.starts_with(b"<?xml") {
            (b"<?xml", b">")
        } else {
            let openings: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
            return openings.iter().any(|opening| rest.starts_with(opening));
        };
        let Some(end) = find(&rest[opening.len()..], closing) else {
            return false;
        };
        rest = &rest[opening.len() + end + closing.len()..];
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// The JSON object at the start of a file, when it has a `text` or `html` field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Object {
    /// There is none.
    None,
    /// It goes on beyond what was looked at.
    Goes { on_first_line: bool },
    /// It ends there.
    Ends { on_first_line: bool },
}

/// Looks for a field `text` or `html` of the object that the bytes start with. Only strings and
/// brackets are told apart; whether it is sound JSON is for `page` to say.
fn first_object(start: &[u8]) -> Object {
    let body = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let body = body.trim_ascii_start();
    if !body.starts_with(b"{") {
        return Object::None;
    }
    let (mut depth, mut found, mut on_first_line) = (0_usize, false, true);
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return if found {
                        Object::Ends { on_first_line }
                    } else {
                        Object::None
                    };
                }
            }
            b'\n' => on_first_line = false,
            b'"' => {
                let opened = at + 1;
                at = end_of_string(body, opened);
                let words = body.get(opened..at).unwrap_or_default();
                let after = body.get(at + 1..).unwrap_or_default().trim_ascii_start();
                found |=
                    depth == 1 && (words == b"text" || words == b"html") && after.starts_with(b":");
            }
            _ => {}
        }
        at += 1;
    }
    if found {
        Object::Goes { on_first_line }
    } else {
        Object::None
    }
}

/// The position of the mark that closes a string, or the end of the bytes.
fn end_of_string(body: &[u8], opened: usize) -> usize {
    let mut at = opened;
    while at < body.len() && body[at] != b'"' {
        at += 1 + usize::from(body[at] == b'\\');
    }
    at.min(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_and_the_first_bytes_tell_the_format() {
        use Format::{Html, Json, JsonLines, Text};
        for (name, start, expected) in [
            ("a.txt", "Ministers met in Oslo.", Text),
            ("a", "", Text),
            ("a.HTML", "", Html),
            ("a.htm", "{\"text\":1}", Html),
            ("a.jsonl", "", JsonLines),
            ("a.ndjson", "<html>", JsonLines),
            ("a", "<!DOCTYPE html><p>", Html),
            ("a", "\n <!-- saved --> <HTML lang=en>", Html),
            ("a", "<?xml version=\"1.0\"?>\n<html>", Html),
            ("a", "\u{feff}<html>", Html),
            ("a", "<\0h\0t\0m\0l\0>\0", Html),
            ("a.txt", "<p>A tag at the start of a text", Text),
            ("a", "<!-- never closed", Text),
            ("-", "{\"id\": 1, \"text\": \"Oslo\"}\n{", JsonLines),
            ("-", "{\"id\": 1, \"html\": \"<p>", JsonLines),
            ("-", "{\"title\": \"the \\\"text\\\": none\"}\n", Text),
            ("-", "{\"a\": {\"text\": 1}}\n", Text),
            ("-", "{ braces open a text", Text),
            ("a.json", "{\n  \"text\": \"Oslo\"\n}\n", Json),
            (
                "a.json",
                "{\"text\": \"Oslo\"}\n{\"text\": \"Bergen\"}",
                JsonLines,
            ),
            ("a.json", "[]", JsonLines),
        ] {
            assert_eq!(
                Format::guess(name, start.as_bytes()),
                expected,
                "{name}: {start}"
            );
        }
    }
}
