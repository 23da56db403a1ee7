//! Names of rules and model together; the model's are set by hand.

use lexicon::Gazetteer;
use record::{
    Block, BlockKind, Document, MentionForm, Name, NameKind, Sentence, Span, Syntax, Token,
    TokenKind,
};

use super::tests::lexicon;
use super::*;

/// Text and words of lines in which brackets mark what the model sees: `[PER Ann Aker] spoke .`
/// Every line is a sentence, and every word stands between spaces.
fn marked(lines: &str) -> (String, Syntax) {
    let mut text = String::new();
    let mut syntax = Syntax::default();
    for line in lines.lines() {
        let first = syntax.tokens.len() as u32;
        let mut open = None;
        for mut word in line.split(' ') {
            let position = syntax.tokens.len() as u32;
            if let Some(kind) = word.strip_prefix('[') {
                open = NameKind::from_name(kind).map(|kind| (position, kind));
                continue;
            }
            let closes = word.ends_with(']');
            word = word.trim_end_matches(']');
            let start = text.len();
            text.push_str(word);
            let span = Span::new(start, text.len());
            text.push(' ');
            let letters = word.starts_with(char::is_alphabetic);
            let kind = if letters {
                TokenKind::Word
            } else {
                TokenKind::Punctuation
            };
            let mut token = Token::new(span, kind);
            token.capital = word.starts_with(char::is_uppercase);
            token.space_after = true;
            syntax.tokens.push(token);
            if closes && let Some((first_token, kind)) = open.take() {
                syntax.names.push(Name {
                    first_token,
                    end_token: position + 1,
                    kind,
                });
            }
        }
        let tokens = &syntax.tokens[first as usize..];
        syntax.sentences.push(Sentence {
            span: tokens[0].span.cover(tokens[tokens.len() - 1].span),
            block: 0,
            first_token: first,
            end_token: syntax.tokens.len() as u32,
        });
    }
    (text, syntax)
}

/// Names and demonyms in text order, each with its kind.
fn read_marked(lines: &str) -> Vec<String> {
    let (text, syntax) = marked(lines);
    let document = Document {
        blocks: vec![Block::new(BlockKind::Paragraph, Span::new(0, text.len()))],
        text: text.clone(),
        ..Document::default()
    };
    let mut builder = ReadingBuilder::new(document, &syntax);
    let knowledge = Knowledge {
        lexicon: lexicon(),
        gazetteer: &Gazetteer::default(),
    };
    read(&mut builder, &syntax, knowledge);
    let mut found = Vec::new();
    for entity in &builder.finish().entities {
        for mention in &entity.mentions {
            if matches!(mention.form, MentionForm::Name | MentionForm::Demonym) {
                let kind = entity.kind.as_str();
                found.push((mention.span, format!("{kind} {}", mention.span.of(&text))));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn the_model_and_the_lexicon_are_weighed() {
    for (lines, expected) in [
        // Names that no rule finds.
        (
            "They asked [ORG aker steel] for a word .",
            vec!["organization aker steel"],
        ),
        (
            "A [NORP Veldian] dancer and a [NORP Norwegian] one left .",
            vec!["group Veldian", "place Norwegian"],
        ),
        // What comes after a place's name in small letters, and what belongs to it.
        (
            "Warm water fills the [LOC Velda equatorial] basin .",
            vec!["place Velda"],
        ),
        // An address is nobody.
        ("See [PER https://example.org/a.png] for more .", vec![]),
        // The model's span and kind, where the lexicon knows nothing.
        (
            "Police stopped the [MISC Ostrava Queen] Tuesday .",
            vec!["other Ostrava Queen"],
        ),
        (
            "The board of [ORG Velda Dorn] met .",
            vec!["organization Velda Dorn"],
        ),
        (
            "It was signed by [PER Oda Vik] [PER Bo Berg] and others .",
            vec!["person Oda Vik", "person Bo Berg"],
        ),
        // A title is no part of a name, and no name by itself.
        (
            "Later [PER Mr Berg] met [PER the Prime Minister] .",
            vec!["person Berg"],
        ),
        // The lexicon's names stay, seen or not.
        (
            "[PER Oda Vik] left Norway .",
            vec!["person Oda Vik", "place Norway"],
        ),
        // As parts of longer names, only places are named too.
        (
            "He asked the [ORG Norway Kelp] .",
            vec!["place Norway", "organization Norway Kelp"],
        ),
        (
            "He asked the [ORG Norwegian Salmon Union] .",
            vec!["organization Norwegian Salmon Union"],
        ),
        // A country's name may be a person's.
        (
            "[PER Jordan] smiled and [PER Oda Vik] left .",
            vec!["person Jordan", "person Oda Vik"],
        ),
        // What the model does not see in a text where it sees names is dropped.
        (
            "[PER Oda Vik] praised the Shiny Thing .",
            vec!["person Oda Vik"],
        ),
        // Except behind a title.
        (
            "[PER Oda Vik] praised President Dornik .",
            vec!["person Oda Vik", "person Dornik"],
        ),
        // What only a capital makes a name of.
        (
            "[ORG Fast] service !\nIt is [ORG VERY] good , wrote [PER Oda Vik] .",
            vec!["person Oda Vik"],
        ),
        // What stands behind a spaced hyphen.
        (
            "It was sent by [PER Oda Vik - Engineer] today .",
            vec!["person Oda Vik"],
        ),
        // A name cut in the middle, and marks at its edges.
        (
            "The [ORG Bureau of the] [ORG Office of Tides] and [LOC Veldamark ,] too .",
            vec![
                "organization Bureau of the Office of Tides",
                "place Veldamark",
            ],
        ),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(read_marked(lines), expected, "{lines}");
    }
}

#[test]
fn a_document_agrees_with_itself() {
    for (lines, expected) in [
        (
            "[ORG Dornik] grew .\nHe left [ORG Dornik] .\nThen [PER Dornik] fell .",
            vec!["organization Dornik"; 3],
        ),
        // Unseen here, but seen elsewhere.
        (
            "[ORG Dornik] grew .\nHe left Dornik behind .",
            vec!["organization Dornik"; 2],
        ),
        (
            "The [ORG Aker Shipping Union] ( [LOC ASU] ) met .\nThe [LOC ASU] agreed .",
            vec![
                "organization Aker Shipping Union",
                "organization ASU",
                "organization ASU",
            ],
        ),
        // Only persons talk.
        (
            "[ORG Dornik] said no .\nThen [PER Dornik] left .",
            vec!["person Dornik"; 2],
        ),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(read_marked(lines), expected, "{lines}");
    }
}

#[test]
fn marks_in_these_tests_are_read() {
    let (text, syntax) = marked("[PER Ann Aker] spoke .\nWe left [LOC Oslo] .");
    assert_eq!(text, "Ann Aker spoke . We left Oslo . ");
    let names: Vec<_> = syntax
        .names
        .iter()
        .map(|name| syntax.span_of(*name))
        .collect();
    assert_eq!(
        names.iter().map(|span| span.of(&text)).collect::<Vec<_>>(),
        ["Ann Aker", "Oslo"]
    );
}
