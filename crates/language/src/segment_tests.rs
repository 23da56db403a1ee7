//! Words and sentences by networks of random weights: what holds whatever the networks say.

use std::sync::LazyLock;

use proptest::prelude::*;
use record::{Block, BlockKind, Document, Span, Syntax};

use crate::random_model::{Dimensions, Random, writer};
use crate::{LONGEST_SENTENCE, Model, Path, Scratch, segment};

fn model() -> Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let bytes = writer(&mut Random::new(5), &Dimensions::SMALL).bytes();
        Model::from_copy(&bytes).expect("a model as the format says")
    });
    MODEL.clone()
}

/// A document whose paragraphs are parted by empty lines.
fn document(text: &str) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let span = Span::new(start, start + part.len()).trim(text);
        if !span.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph, span));
        }
        start += part.len();
    }
    Document {
        text: text.to_owned(),
        blocks,
        ..Document::default()
    }
}

fn cut(model: &Model, text: &str) -> Syntax {
    segment(model, &mut Scratch::new(model), &document(text))
}

fn check_equal(one: &Syntax, other: &Syntax, why: &str) {
    assert!(one.tokens == other.tokens, "{why}: other tokens");
    assert!(one.sentences == other.sentences, "{why}: other sentences");
}

/// Text of words, marks and spaces, of `words` chunks.
fn random_text(random: &mut Random, words: usize, spaced: usize) -> String {
    let pieces = [
        "we", "don’t", "U.S.", ".", ",", "”", "“", "(", "said", "’s", "é", "10", "-", "?", "Ade",
        "e\u{301}", "😀", "مر",
    ];
    let mut text = String::new();
    for _ in 0..words {
        text.push_str(pieces[random.below(pieces.len())]);
        if random.below(100) < spaced {
            text.push(' ');
        }
        if random.below(400) < spaced {
            text.push_str("\n\n");
        }
    }
    text
}

#[test]
fn what_is_remembered_changes_nothing() {
    let model = model();
    let random = &mut Random::new(1);
    let mut scratch = Scratch::new(&model);
    for _ in 0..10 {
        let text = random_text(random, 500, 50);
        let again = segment(&model, &mut scratch, &document(&text));
        check_equal(&again, &cut(&model, &text), "after other texts");
    }
    let mut forgetful = model.clone();
    forgetful.segmenter.tokenizer.longest_remembered = 0;
    let text = random_text(random, 2000, 50);
    check_equal(&cut(&model, &text), &cut(&forgetful, &text), "forgetful");
}

#[test]
fn windows_change_nothing() {
    let whole = model();
    let mut parts = whole.clone();
    parts.segmenter.tokenizer.window = 7;
    parts.segmenter.boundaries.window = 5;
    let random = &mut Random::new(2);
    for (words, spaced) in [(600, 0), (600, 2), (900, 60)] {
        let text = random_text(random, words, spaced);
        check_equal(&cut(&whole, &text), &cut(&parts, &text), "windows");
    }
}

#[test]
fn paths_are_equal() {
    let model = model();
    let text = random_text(&mut Random::new(3), 1000, 30);
    let expected = cut(&model, &text);
    for path in Path::available() {
        let found = cut(&model.clone().on_path(path), &text);
        check_equal(&expected, &found, &format!("{path:?}"));
    }
}

#[test]
fn lines_of_a_list_are_passages() {
    let model = model();
    let mut list = document("one thing\nanother thing");
    list.blocks[0].kind = BlockKind::List;
    let syntax = segment(&model, &mut Scratch::new(&model), &list);
    assert!(syntax.sentences.iter().any(|s| s.span.start == 10));
    assert!(!syntax.tokens.iter().any(|t| t.span.holds(9)));
}

#[test]
fn attached_characters_start_no_token() {
    let text = "e\u{301}e\u{301}.\u{200d}e\u{301} 👍\u{1f3fd}👍\u{1f3fd}\u{fe0f}".repeat(50);
    for token in cut(&model(), &text).tokens {
        let first = token.span.of(&text).chars().next();
        let attached = first.is_some_and(crate::letters::is_attached);
        assert!(!attached, "{first:?}");
    }
}

#[test]
fn sentences_are_cut_and_long_text_takes_linear_time() {
    let model = model();
    for piece in [
        "a", "“", "'", "\"", ".", "a. ", "U.", "1-", "x@", "é", "a-", "😀", "a’ ", "\u{0}",
    ] {
        let text = piece.repeat(10_000);
        let longest = cut(&model, &text)
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
        let document = document(&text);
        let model = model();
        let syntax = segment(&model, &mut Scratch::new(&model), &document);
        let mut end = 0;
        for token in &syntax.tokens {
            prop_assert!(text[end..token.span.start as usize].trim().is_empty());
            prop_assert!(!token.span.is_empty());
            prop_assert!(!token.joined || end == token.span.start as usize);
            end = token.span.end as usize;
        }
        prop_assert!(text[end..].trim().is_empty());
        let mut next = 0;
        for sentence in &syntax.sentences {
            prop_assert_eq!(sentence.first_token, next);
            prop_assert!(sentence.end_token > sentence.first_token);
            prop_assert!(!syntax.tokens[next as usize].joined);
            next = sentence.end_token;
        }
        prop_assert_eq!(next as usize, syntax.tokens.len());
    }
}
