//! Our own sentences, and what must hold on any text.

use lexicon::{Gazetteer, Lexicon};
use proptest::prelude::*;
use record::{Block, BlockKind, ClaimKind, Document, Reading, ReadingBuilder, Span};

use crate::Knowledge;

const FILES: [lexicon::File<'static>; 6] = [
    (
        "cues/verbs.tsv",
        include_str!("../../../../lexicon/cues/verbs.tsv"),
    ),
    (
        "cues/nouns.tsv",
        include_str!("../../../../lexicon/cues/nouns.tsv"),
    ),
    (
        "cues/adjectives.tsv",
        include_str!("../../../../lexicon/cues/adjectives.tsv"),
    ),
    (
        "cues/phrases.tsv",
        include_str!("../../../../lexicon/cues/phrases.tsv"),
    ),
    (
        "cues/sources.tsv",
        include_str!("../../../../lexicon/cues/sources.tsv"),
    ),
    (
        "cues/channels.tsv",
        include_str!("../../../../lexicon/cues/channels.tsv"),
    ),
];

fn lexicon() -> Lexicon {
    let mut lexicon = Lexicon::default();
    for file in FILES {
        lexicon
            .cues
            .add_file(file)
            .expect("the files of the repository parse");
    }
    lexicon
}

fn read(text: &str, lexicon: &Lexicon) -> Reading {
    let mut document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(start, start + paragraph.len()).trim(text);
        if !span.is_empty() {
            document.blocks.push(Block::new(BlockKind::Paragraph, span));
        }
        start += paragraph.len() + 2;
    }
    let syntax = crate::trained::syntax(&document);
    let mut builder = ReadingBuilder::new(document, &syntax);
    let gazetteer = Gazetteer::default();
    super::read(
        &mut builder,
        &syntax,
        Knowledge {
            lexicon,
            gazetteer: &gazetteer,
        },
        &[],
    );
    builder.finish()
}

/// One line a claim: `source | cue | content`, pieces joined by ` … `.
fn lines(text: &str) -> Vec<String> {
    let reading = read(text, &lexicon());
    let words = |spans: &[Span]| -> String {
        let pieces: Vec<_> = spans.iter().map(|span| span.of(text)).collect();
        pieces.join(" … ")
    };
    reading
        .claims
        .iter()
        .map(|claim| {
            format!(
                "{} | {} | {}",
                words(&claim.source.spans),
                words(&claim.cue),
                words(&claim.content)
            )
        })
        .collect()
}

#[test]
fn quotations_find_their_speakers() {
    for (text, expected) in [
        (
            "“We will wait,” Adeyemi told reporters on Tuesday.",
            &["Adeyemi | told | “We will wait,”"][..],
        ),
        (
            "“We will wait,” said Tola Adeyemi, a spokesman for the port.",
            &["Tola Adeyemi, a spokesman for the port | said | “We will wait,”"],
        ),
        (
            "\"We will wait,\" the harbour master said.",
            &["the harbour master | said | \"We will wait,\""],
        ),
        (
            "The harbour master said: “We will wait.”",
            &["The harbour master | said | “We will wait.”"],
        ),
        (
            "Adeyemi told the council, “We will wait.”",
            &["Adeyemi | told | “We will wait.”"],
        ),
        (
            "“We will wait,” she said, “but not for long.”",
            &["she | said | “We will wait,” … “but not for long.”"],
        ),
        (
            "“We will wait,” Adeyemi said. “But not for long.” The port is shut.",
            &["Adeyemi | said | “We will wait,” … “But not for long.”"],
        ),
        (
            "“We will wait,” Adeyemi said.\n\n“But not for long.”",
            &[
                "Adeyemi | said | “We will wait,”",
                "Adeyemi |  | “But not for long.”",
            ],
        ),
        (
            "“We will wait.\n\n“But not for long,” Adeyemi said.",
            &["Adeyemi | said | “But not for long,”"],
        ),
        (
            "“Is it over?” Adeyemi asked the crew.",
            &["Adeyemi | asked | “Is it over?”"],
        ),
        (
            "The port stays shut.“We will wait,” Adeyemi said.“We are ready,” according to the statement.",
            &[
                "Adeyemi | said | “We will wait,”",
                "the statement | according to | “We are ready,”",
            ],
        ),
        (
            "ADEYEMI: “We will wait.”",
            &["ADEYEMI | : | “We will wait.”"],
        ),
        (
            "“We will wait.” — Tola Adeyemi",
            &["Tola Adeyemi | — | “We will wait.”"],
        ),
        (
            "“MODERATOR: Will you wait?\n\n“ADEYEMI: We will.”",
            &["MODERATOR | : | Will you wait?", "ADEYEMI | : | We will.”"],
        ),
        (
            "Adeyemi wrote:\n\n“We will wait.”",
            &["Adeyemi | wrote | “We will wait.”"],
        ),
        (
            "“We will wait,” Adeyemi said, adding that “time is short.”",
            &[
                "Adeyemi | said | “We will wait,”",
                "Adeyemi | adding | “time is short.”",
            ],
        ),
        (
            "“Yes,” Ade said. “No,” replied Weiss.",
            &["Ade | said | “Yes,”", "Weiss | replied | “No,”"],
        ),
        (
            "Asked who would pay, Weiss said, “Not us.”",
            &[" | Asked | who would pay", "Weiss | said | “Not us.”"],
        ),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn words_in_marks_belong_to_whoever_uses_them() {
    for (text, expected) in [
        (
            "Weiss met the envoy and said he was “hopeful” about the ferry.",
            &["Weiss | said | he was “hopeful” about the ferry"][..],
        ),
        (
            "Weiss, the meeting’s host, called the delay “absurd.”",
            &["Weiss, the meeting’s host | called | the delay “absurd.”"],
        ),
        (
            "Weiss called the delay “absurd” and left.",
            &["Weiss | called | the delay “absurd”"],
        ),
        (
            "The talks broke up, with Weiss citing the “myth of free ports.”",
            &["Weiss | citing | the “myth of free ports.”"],
        ),
        (
            "Weiss called for “full repair” of the quay.",
            &["Weiss | called for | “full repair” of the quay"],
        ),
        (
            "Weiss said in Bergen on Monday that the “pirates” will be “caught” if they “dare.”",
            &["Weiss | said | the “pirates” will be “caught” if they “dare.”"],
        ),
        ("The so-called “free port” is four miles long.", &[]),
        ("The crew of the “Marlin” went home.", &[]),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn speech_without_marks_is_found() {
    for (text, expected) in [
        (
            "The ministry said that the port was closed.",
            &["The ministry | said | the port was closed"][..],
        ),
        (
            "The port was closed, the ministry said in a statement.",
            &["the ministry | said | The port was closed"],
        ),
        (
            "According to the ministry, the port was closed.",
            &["the ministry | According to | the port was closed"],
        ),
        (
            "The port was closed, according to two officials.",
            &["two officials | according to | The port was closed"],
        ),
        (
            "The port, the ministry said, would open soon.",
            &["the ministry | said | The port … would open soon"],
        ),
        (
            "Officials who had seen the plan said the port would open.",
            &["Officials who had seen the plan | said | the port would open"],
        ),
        (
            "Ade said the port was open, but Weiss said it was closed.",
            &[
                "Ade | said | the port was open",
                "Weiss | said | it was closed",
            ],
        ),
        (
            "The offer was withdrawn, said an official who asked not to be named.",
            &["an official who asked not to be named | said | The offer was withdrawn"],
        ),
        (
            "There were reports that the port was closed.",
            &[" | reports | the port was closed"],
        ),
        (
            "Ade’s claim that the port was open is wrong.",
            &["Ade’s | claim | the port was open is wrong"],
        ),
        ("The minister met the mayor in Bergen.", &[]),
    ] {
        assert_eq!(lines(text), expected, "{text}");
    }
}

#[test]
fn claims_report_claims() {
    let text = "The deal was close, Ade said, Radio Sol reported. Weiss said the ferry would sail, Radio Sol said.";
    let reading = read(text, &lexicon());
    let chains: Vec<_> = reading
        .claims
        .iter()
        .map(|claim| {
            let source = claim.source.spans[0].of(text);
            let outer = claim
                .within
                .iter()
                .map(|id| reading.claims[id.index()].source.spans[0].of(text));
            (source, outer.collect::<Vec<_>>())
        })
        .collect();
    assert!(chains.contains(&("Ade", vec!["Radio Sol"])), "{chains:?}");
    assert!(chains.contains(&("Weiss", vec!["Radio Sol"])), "{chains:?}");
}

#[test]
fn a_statement_speaks_for_whoever_issued_it() {
    let text = "The port council and the ferry union issued a joint statement Monday. “We are ready,” according to the statement.";
    let reading = read(text, &lexicon());
    let claim = &reading.claims[0];
    let names: Vec<_> = claim
        .source
        .entities
        .iter()
        .map(|id| reading.entities[id.index()].name.as_str())
        .collect();
    assert_eq!(names, ["port council", "ferry union"]);
    assert_eq!(claim.kind, ClaimKind::Direct);
}

#[test]
fn a_clause_says_to_whom_and_how() {
    let text = "“We will wait,” an official told reporters in an interview.";
    let reading = read(text, &lexicon());
    let claim = &reading.claims[0];
    assert!(claim.source.anonymous);
    assert_eq!(claim.channel.as_deref(), Some("interview"));
    assert_eq!(claim.addressees.len(), 1);
}

#[test]
fn long_damage_takes_no_time() {
    let lexicon = lexicon();
    for piece in [
        "“",
        "\"",
        "“a” ",
        "“a,” he said. ",
        "he said ",
        "said, ",
        "and ",
        "( ",
        "according to ",
        ": ",
        "reports of ",
        "X, ",
        "“a” — B\n",
        "who ",
    ] {
        let _ = read(&piece.repeat(20_000), &lexicon);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_is_too_bad(pieces in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "'", "‘", "’", "``", "''", "«", "»", "said", "told", "Ade", "the envoy", ",", ".", ":", "?", "that", "and",
        "who", "according to", "claim", "reports of", "allegedly", "\n\n", "\n", "—", "(", ")", "he", "-", "was", "of", "called", "😀", "\0", "é", "NAME: ",
    ]), 0..60), spaced in any::<bool>()) {
        let text = pieces.join(if spaced { " " } else { "" });
        let reading = read(&text, &lexicon());
        prop_assert!(reading.issues.is_empty(), "{:?}", reading.issues);
    }

    #[test]
    fn no_string_is_too_bad(text in ".{0,80}") {
        let reading = read(&text, &lexicon());
        prop_assert!(reading.issues.is_empty(), "{:?}", reading.issues);
    }
}
