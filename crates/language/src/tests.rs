use std::cell::RefCell;
use std::sync::OnceLock;

use proptest::prelude::*;
use record::{Block, BlockKind, Document, Span};

use super::*;

/// The model that ships.
pub(crate) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../models/english.safetensors"
        );
        Model::from_copy(&std::fs::read(path).expect("the model is there")).expect("it is whole")
    })
}

/// Words and sentences by the model that ships; no tags, which these tests do not look at.
fn read(document: &Document) -> Syntax {
    let model = model();
    thread_local!(static SCRATCH: RefCell<Option<Scratch>> = const { RefCell::new(None) });
    SCRATCH.with_borrow_mut(|scratch| {
        segment(
            model,
            scratch.get_or_insert_with(|| Scratch::new(model)),
            document,
        )
    })
}

fn document(text: &str, kind: BlockKind) -> Document {
    let span = Span::new(0, text.len()).trim(text);
    let blocks = if span.is_empty() {
        Vec::new()
    } else {
        vec![Block::new(kind, span)]
    };
    Document {
        text: text.to_owned(),
        blocks,
        ..Document::default()
    }
}

/// One sentence a line, tokens parted by single spaces.
fn segmented(text: &str) -> String {
    let syntax = read(&document(text, BlockKind::Paragraph));
    let lines = (0..syntax.sentences.len()).map(|sentence| {
        let words = syntax
            .tokens_of(sentence)
            .iter()
            .map(|token| token.span.of(text));
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(segmented(text), expected, "of: {text}");
}

#[test]
fn words_and_clitics() {
    check("She can't go.", "She ca n't go .");
    check("They cannot stay.", "They can not stay .");
    check(
        "Mali’s army won’t say it’s over.",
        "Mali ’s army wo n’t say it ’s over .",
    );
    check("He’s gonna CANNOT", "He ’s gon na CAN NOT");
    check("O'Neill visited Sana'a.", "O'Neill visited Sana'a .");
    check("The governments’ note", "The governments ’ note");
    check(
        "We'd say they've met; I'm sure.",
        "We 'd say they 've met ; I 'm sure .",
    );
    check("DON'T SHOOT", "DO N'T SHOOT");
}

#[test]
fn compounds_are_split_and_prefixes_hold() {
    check(
        "a cease-fire and a five-day pause",
        "a cease - fire and a five - day pause",
    );
    check(
        "anti-government non-state ex-minister",
        "anti-government non-state ex-minister",
    );
    check("U.S.-led forces", "U.S. - led forces");
    check("Bashar Al-Assad", "Bashar Al - Assad");
    check("and/or", "and / or");
}

#[test]
fn numbers() {
    check("70,000 men, 3.5 percent", "70,000 men , 3.5 percent");
    check("$50 or 12% at 10:15", "$ 50 or 12 % at 10:15");
    check("12/05/2016 and 2016-12-08", "12/05/2016 and 2016-12-08");
    check("a 5-4 vote in 1990-1995", "a 5 - 4 vote in 1990 - 1995");
    check(
        "the 19th, the 1990s, the ’90s",
        "the 19th , the 1990s , the ’90s",
    );
    check("at 5pm, 300km away", "at 5 pm , 300 km away");
    check(
        "at 9.30 a.m. on Dec. 5, 2016.",
        "at 9.30 a.m. on Dec. 5 , 2016 .",
    );
    check("the M23 and G20", "the M23 and G20");
}

#[test]
fn addresses() {
    check(
        "See https://example.org/a?b=c. Then go.",
        "See https://example.org/a?b=c .\nThen go .",
    );
    check(
        "Write to desk@example.com, or @desk.",
        "Write to desk@example.com , or @desk .",
    );
    check("on example.com now", "on example.com now");
}

#[test]
fn abbreviations_and_initials() {
    check("Gen. Ade met Sen. Lee.", "Gen. Ade met Sen. Lee .");
    check("the U.S. Senate met.", "the U.S. Senate met .");
    check(
        "He left the U.S. The rest stayed.",
        "He left the U.S.\nThe rest stayed .",
    );
    check("John F. Okoye spoke.", "John F. Okoye spoke .");
    check(
        "It was Plan B. The rest failed.",
        "It was Plan B .\nThe rest failed .",
    );
    check(
        "It fell on Dec. 5. Then it rose.",
        "It fell on Dec. 5 .\nThen it rose .",
    );
    check(
        "No. He did not. No. 10 said so.",
        "No .\nHe did not .\nNo. 10 said so .",
    );
    check(
        "in Jackson, Miss., on Monday",
        "in Jackson , Miss. , on Monday",
    );
    check(
        "Acme Inc. said so at 10 a.m. Monday.",
        "Acme Inc. said so at 10 a.m. Monday .",
    );
}

#[test]
fn glued_sentences_come_apart() {
    check(
        "They left.“We go,” he said.",
        "They left .\n“ We go , ” he said .",
    );
    check(
        "They left.\"We go,\" he said.",
        "They left .\n\" We go , \" he said .",
    );
    check("“We go.”The army stayed.", "“ We go . ”\nThe army stayed .");
    check(
        "They left the town.The army stayed.",
        "They left the town .\nThe army stayed .",
    );
}

#[test]
fn quotations() {
    check("“Why?” he asked.", "“ Why ? ” he asked .");
    check("“Never!” Okoye said.", "“ Never ! ” Okoye said .");
    check(
        "“We wait.” Then they left.",
        "“ We wait . ”\nThen they left .",
    );
    check(
        "He said: 'We wait.' They left.",
        "He said : ' We wait . '\nThey left .",
    );
    check("``We wait,'' he said.", "`` We wait , '' he said .");
    check("“He told me ‘go’ twice.”", "“ He told me ‘ go ’ twice . ”");
}

#[test]
fn ellipses() {
    check(
        "It went on ... and on. … Then it stopped.",
        "It went on ... and on . …\nThen it stopped .",
    );
    check("Wait… The end.", "Wait …\nThe end .");
}

#[test]
fn kinds_of_quotation_marks() {
    let text = "\"a\" ‘b’ “c” d's e’";
    let syntax = read(&document(text, BlockKind::Paragraph));
    let open = syntax
        .tokens
        .iter()
        .filter(|t| t.kind == record::TokenKind::OpenQuote)
        .count();
    let close = syntax
        .tokens
        .iter()
        .filter(|t| t.kind == record::TokenKind::CloseQuote)
        .count();
    assert_eq!((open, close), (3, 3));
}

#[test]
fn lines_of_a_list_are_sentences() {
    let text = "one thing\nanother thing";
    assert_eq!(read(&document(text, BlockKind::List)).sentences.len(), 2);
    assert_eq!(
        read(&document(text, BlockKind::Paragraph)).sentences.len(),
        1
    );
}

#[test]
fn a_headline_is_cut_at_stops_only() {
    for (text, sentences) in [
        ("Leaders agree on ceasefire for eastern Ukraine", 1),
        ("Okafor Wins Second Term Opposition Cries Foul", 1),
        ("“We Will Not Leave” Farmers Tell Minister", 1),
        ("Who sold the port? Nobody will say", 2),
    ] {
        let found = read(&document(text, BlockKind::Headline)).sentences.len();
        assert_eq!(found, sentences, "of: {text}");
    }
}

#[test]
fn long_input_is_cut_and_takes_linear_time() {
    for piece in [
        "a", "“", "'", "\"", ".", "a.", "U.", "1-", "x@", "é", "a-", "😀", "a’", "\u{0}",
    ] {
        let text = piece.repeat(10_000);
        let syntax = read(&document(&text, BlockKind::Paragraph));
        let longest = syntax
            .sentences
            .iter()
            .map(|sentence| sentence.tokens().len())
            .max();
        assert!(longest <= Some(LONGEST_SENTENCE), "{piece}");
    }
}

proptest! {
    #[test]
    fn tokens_cover_all_but_white_space(text in "\\PC{0,80}|[ a-zA-Z.’'“”\"0-9,\\-@/\n…!?]{0,120}") {
        let document = document(&text, BlockKind::Paragraph);
        let syntax = read(&document);
        let mut end = 0;
        for token in &syntax.tokens {
            prop_assert!(text[end..token.span.start as usize].trim().is_empty());
            prop_assert!(!token.span.is_empty());
            end = token.span.end as usize;
        }
        prop_assert!(text[end..].trim().is_empty());
        let mut next = 0;
        for sentence in &syntax.sentences {
            prop_assert_eq!(sentence.first_token, next);
            prop_assert!(sentence.end_token > sentence.first_token);
            next = sentence.end_token;
        }
        prop_assert_eq!(next as usize, syntax.tokens.len());
    }
}
