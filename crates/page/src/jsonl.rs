//! One line of JSON Lines to a [`Document`].

use record::{Document, Issue, IssueCode};
use serde_json::{Map, Value};

use crate::{
    Given, assemble,
    decode::{self, Decoded},
};

/// A document from one line of JSON Lines:
/// `{"id","text" or "html","title","uri","publisher","published","toponyms"}`.
///
/// What `given` holds stands in for fields that the line lacks. A line that is no JSON object with
/// a `text` or `html` makes an empty document with an issue; a field of the wrong type is left out
/// with an issue.
pub fn json_line(line: &[u8], given: &Given) -> Document {
    let mut issues = Vec::new();
    let Some(fields) = object(line, &mut issues) else {
        return not_json(line, given, issues);
    };
    let mut here = Given {
        id: identifier(&fields, &mut issues).or_else(|| given.id.clone()),
        uri: string(&fields, "uri", &mut issues).or_else(|| given.uri.clone()),
        title: string(&fields, "title", &mut issues).or_else(|| given.title.clone()),
        publisher: string(&fields, "publisher", &mut issues).or_else(|| given.publisher.clone()),
        published: string(&fields, "published", &mut issues).or_else(|| given.published.clone()),
        toponyms: toponyms(&fields, &mut issues).or_else(|| given.toponyms.clone()),
    };
    let text = string(&fields, "text", &mut issues);
    let html = string(&fields, "html", &mut issues);
    let mut document = match (text, html) {
        (Some(text), _) => {
            let source = text.clone();
            let text = decode::cut(text, &mut issues);
            assemble::plain(
                source.as_bytes(),
                Decoded {
                    text,
                    issues: Vec::new(),
                },
                &here,
            )
        }
        (None, Some(html)) => {
            if here.toponyms.take().is_some() {
                issues.push(bad_field("toponyms", "cannot be given for html"));
            }
            crate::html(html.as_bytes(), &here)
        }
        (None, None) => return not_json(line, &here, issues),
    };
    document.issues.splice(0..0, issues);
    document
}

fn not_json(line: &[u8], given: &Given, mut issues: Vec<Issue>) -> Document {
    let given = Given {
        title: None,
        toponyms: None,
        ..given.clone()
    };
    issues.push(Issue::new(IssueCode::NotJson, None));
    let empty = Decoded {
        text: String::new(),
        issues,
    };
    assemble::plain(line, empty, &given)
}

/// The object on the line. Bytes that are not UTF-8 and halves of surrogate pairs, which other
/// programs write, are replaced rather than losing the document.
fn object(line: &[u8], issues: &mut Vec<Issue>) -> Option<Map<String, Value>> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let parsed = serde_json::from_slice(line).or_else(|_| {
        let text = String::from_utf8_lossy(line);
        let mended = replace_lone_surrogates(&text);
        let parsed = serde_json::from_str(&mended);
        if parsed.is_ok() {
            issues.push(Issue::new(IssueCode::InvalidEncoding, None));
        }
        parsed
    });
    match parsed {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

/// Replaces each escape of half a surrogate pair, such as `\ud83d` alone, with U+FFFD.
fn replace_lone_surrogates(json: &str) -> String {
    let escape = |at: usize| -> Option<u16> {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        let start = at + found;
        mended.push_str(&json[at..start]);
        at = match escape(start) {
            Some(0xd800..=0xdbff) if matches!(escape(start + 6), Some(0xdc00..=0xdfff)) => {
                mended.push_str(&json[start..start + 12]);
                start + 12
            }
            Some(0xd800..=0xdfff) => {
                mended.push_str("\\ufffd");
                start + 6
            }
            // An escaped backslash must not be taken for the start of another escape.
            _ => {
                let next = json[start + 1..].chars().next().map_or(0, char::len_utf8);
                mended.push_str(&json[start..start + 1 + next]);
                start + 1 + next
            }
        };
    }
    mended.push_str(&json[at..]);
    mended
}

fn string(
    fields: &Map<String, Value>,
    name: &'static str,
    issues: &mut Vec<Issue>,
) -> Option<String> {
    match fields.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(value)) => Some(value.clone()),
        Some(_) => {
            issues.push(bad_field(name, "is not a string"));
            None
        }
    }
}

fn identifier(fields: &Map<String, Value>, issues: &mut Vec<Issue>) -> Option<String> {
    match fields.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string(fields, "id", issues),
    }
}

fn toponyms(fields: &Map<String, Value>, issues: &mut Vec<Issue>) -> Option<Vec<[usize; 2]>> {
    let value = fields.get("toponyms").filter(|value| !value.is_null())?;
    let Some(list) = value.as_array() else {
        issues.push(bad_field("toponyms", "is not a list of [start, end]"));
        return None;
    };
    let mut spans = Vec::with_capacity(list.len());
    for pair in list {
        let offsets = pair.as_array().map(Vec::as_slice);
        let offset = |value: &Value| {
            value
                .as_u64()
                .and_then(|offset| usize::try_from(offset).ok())
        };
        match offsets {
            Some([start, end]) if offset(start).is_some() && offset(end).is_some() => {
                spans.push([offset(start).unwrap_or(0), offset(end).unwrap_or(0)]);
            }
            _ => issues.push(bad_field(
                "toponyms",
                "holds something else than [start, end]",
            )),
        }
    }
    Some(spans)
}

fn bad_field(name: &str, problem: &str) -> Issue {
    Issue::with_message(IssueCode::BadField, format!("`{name}` {problem}"), None)
}

#[cfg(test)]
mod tests {
    use record::{BlockKind, DateBasis};

    use super::*;

    fn read(line: &str) -> Document {
        json_line(line.as_bytes(), &Given::default())
    }

    fn codes(document: &Document) -> Vec<IssueCode> {
        document.issues.iter().map(|issue| issue.code).collect()
    }

    #[test]
    fn fields_reach_the_document() {
        let document = read(
            r#"{"id": 7, "text": "The envoys met in Bergen.", "title": "Talks resume", "uri": "https://news.example/a",
                "publisher": "Meridian", "published": "2016-03-09T10:00:00+01:00", "toponyms": [[18, 24]]}"#,
        );
        assert_eq!(document.id, "7");
        assert_eq!(document.text, "Talks resume\n\nThe envoys met in Bergen.");
        assert_eq!(document.blocks[0].kind, BlockKind::Headline);
        assert_eq!(document.title.as_deref(), Some("Talks resume"));
        assert_eq!(document.publisher.as_deref(), Some("Meridian"));
        assert_eq!(document.published.basis, DateBasis::Given);
        assert_eq!(document.published.zone.as_deref(), Some("+01:00"));
        let toponyms = document.toponyms.clone().unwrap_or_default();
        assert_eq!(
            toponyms
                .iter()
                .map(|span| span.of(&document.text))
                .collect::<Vec<_>>(),
            ["Bergen"]
        );
        assert_eq!(codes(&document), []);
    }

    #[test]
    fn a_title_is_not_doubled() {
        let document = read(
            r#"{"text": "Talks resume. The envoys met.", "title": "Talks resume", "toponyms": [[0, 5]]}"#,
        );
        assert_eq!(document.text, "Talks resume. The envoys met.");
        let blocks: Vec<&str> = document
            .blocks
            .iter()
            .map(|block| block.span.of(&document.text))
            .collect();
        assert_eq!(blocks, ["Talks resume.", "The envoys met."]);
        let toponym = document
            .toponyms
            .as_ref()
            .map(|spans| spans[0].of(&document.text));
        assert_eq!(toponym, Some("Talks"));
        let other = read(r#"{"text": "Talkshow ends.", "title": "Talks"}"#);
        assert_eq!(other.text, "Talks\n\nTalkshow ends.");
    }

    #[test]
    fn bad_lines_and_fields_are_issues() {
        for (line, expected) in [
            ("not json", &[IssueCode::NotJson, IssueCode::Empty][..]),
            ("", &[IssueCode::NotJson, IssueCode::Empty]),
            (r#"["text"]"#, &[IssueCode::NotJson, IssueCode::Empty]),
            (r#"{"id": "a"}"#, &[IssueCode::NotJson, IssueCode::Empty]),
            (r#"{"text": ""}"#, &[IssueCode::Empty]),
            (r#"{"text": "One.", "title": 3}"#, &[IssueCode::BadField]),
            (
                r#"{"text": "One.", "published": "soon"}"#,
                &[IssueCode::BadField],
            ),
            (
                r#"{"text": "One.", "toponyms": [[0, 9], [2, 1], "x"]}"#,
                &[IssueCode::BadField; 3],
            ),
            (
                r#"{"text": "One \ud83d two \\ud83d."}"#,
                &[IssueCode::InvalidEncoding],
            ),
            (r#"{"text": "One \ud83d\ude00."}"#, &[]),
            (
                r#"{"text": "A\u0000B is a longer line than that."}"#,
                &[IssueCode::ControlCharacters],
            ),
        ] {
            assert_eq!(codes(&read(line)), expected, "of {line}");
        }
        assert_eq!(read("").id.len(), 64);
        assert_ne!(read("x").id, read("y").id);
    }
}
