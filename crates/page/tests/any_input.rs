//! Whatever the bytes are, a document comes out whose blocks are sorted, apart, and cover the text.

use page::Given;
use proptest::prelude::*;
use record::{Document, IssueCode};

fn check(document: &Document) -> Result<(), TestCaseError> {
    let mut covered = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        let words = document.text.get(start..end);
        prop_assert!(
            words.is_some(),
            "block {index} splits a character: {block:?}"
        );
        let words = words.unwrap_or("");
        prop_assert!(
            !words.is_empty() && words.trim() == words,
            "{block:?} {words:?}"
        );
        let gap = document.text.get(covered..start);
        prop_assert!(
            gap.is_some_and(|gap| gap.trim().is_empty()),
            "words between blocks: {gap:?}"
        );
        prop_assert!(block.repeat_of.is_none_or(|other| other < index));
        covered = end;
    }
    prop_assert!(document.text[covered..].trim().is_empty());
    for span in document
        .published
        .evidence
        .iter()
        .chain(document.toponyms.iter().flatten())
    {
        prop_assert!(document.text.get(span.range()).is_some());
    }
    Ok(())
}

/// Text of the stuff that rules look at, so that they fire on it in odd orders.
fn newsy() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "FILE — ",
        "In this photo",
        "(AP Photo/Jane Doe)",
        "(",
        ")",
        "“",
        "”",
        "\"",
        ".",
        "!",
        "?”",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "Envoy Answers",
        "Subscribe to our newsletter.",
        "Read more: ",
        "Leave a Reply",
        "Jane says:",
        "Reply",
        "2 Comments",
        "By Jane Doe",
        "BERGEN (AP) — ",
        "Dec. 8, 2016",
        "The talks went on",
        "été",
        "😀",
        "\u{2028}",
        "\u{a0}",
        "Q: ",
        "• ",
        "Correction: ",
        "©",
        "said",
        "Related",
        "Share",
        "|",
        "\0",
    ]);
    prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&page::text(&bytes, &Given::default()))?;
        check(&page::html(&bytes, &Given::default()))?;
        check(&page::json_line(&bytes, &Given::default()))?;
    }

    #[test]
    fn any_text(text in ".{0,200}", title in proptest::option::of(".{0,20}")) {
        let given = Given { title, ..Given::default() };
        check(&page::text(text.as_bytes(), &given))?;
    }

    #[test]
    fn newsy_text(text in newsy(), title in proptest::option::of(newsy())) {
        let document = page::text(text.as_bytes(), &Given::default());
        check(&document)?;
        prop_assert_eq!(&document.text, &text);
        let given = Given { title, ..Given::default() };
        let document = page::text(text.as_bytes(), &given);
        check(&document)?;
        prop_assert!(document.text.ends_with(&text));
    }

    #[test]
    fn any_toponyms(text in ".{0,40}", toponyms in prop::collection::vec(any::<[u8; 2]>(), 0..9)) {
        let spans: Vec<[usize; 2]> = toponyms.iter().map(|[a, b]| [usize::from(*a), usize::from(*b)]).collect();
        let line = serde_json::json!({"text": text, "title": "Talks", "toponyms": spans}).to_string();
        let document = page::json_line(line.as_bytes(), &Given::default());
        check(&document)?;
        let characters: Vec<char> = text.chars().collect();
        let wanted = spans.iter().filter(|[start, end]| {
            let words = characters.get(*start..*end);
            words.is_some_and(|words| words.iter().any(|c| !c.is_whitespace()))
        });
        let bad = document.issues.iter().filter(|issue| issue.code == IssueCode::BadField).count();
        prop_assert_eq!(wanted.count(), spans.len() - bad);
    }
}

#[test]
fn great_inputs_take_linear_time() {
    let size = 300_000;
    for piece in [
        "a",
        " ",
        "“",
        "\"",
        "(",
        "(AP Photo/Jane Doe) ",
        "word ",
        "A. ",
        "a.A",
        ".",
        "\n",
        "x\n",
        "FILE — In this photo. ",
        "|",
        "says: ",
        "Read more: x\n",
        "é",
        "\0",
        "{\"",
        "[[",
        "\\ud800",
    ] {
        let text = piece.repeat(size / piece.len());
        check(&page::text(text.as_bytes(), &Given::default())).expect("a sound document");
        check(&page::json_line(text.as_bytes(), &Given::default())).expect("a sound document");
    }
}
