//! A unit, parsed, and each of its sentences written out.

use std::borrow::Cow;

use dateline::Parser;
use export::tree::{self, Drawing};
use record::conllu::{CodePoints, Sentence};
use record::wire;

use super::units::{Paragraphs, Unit};
use crate::arguments::ParseFormat;

/// One sentence in the format that was asked for.
pub(super) enum Piece {
    /// Lines.
    Text(String),
    /// A tree, to be put below others.
    Drawing(Drawing),
}

/// Parses a unit and writes its sentences, each for itself.
pub(super) fn render(unit: Unit<'_>, parser: &Parser, format: ParseFormat) -> Vec<Piece> {
    match unit {
        Unit::Text(paragraphs) => text(&paragraphs, parser, format),
        Unit::Words(mut sentences) => {
            let syntax = parser.parse_words(&sentences);
            let mut pieces = Vec::with_capacity(sentences.len());
            for (sentence, cut) in sentences.iter_mut().zip(&syntax.sentences) {
                sentence.fill(&syntax, *cut);
                sentence.count_ranges();
                if sentence.comment("text").is_none() {
                    let text = format!("# text = {}", sentence.text());
                    sentence.comments.push(Cow::Owned(text));
                }
                pieces.push(piece(sentence, format));
            }
            pieces
        }
    }
}

fn text(unit: &Paragraphs<'_>, parser: &Parser, format: ParseFormat) -> Vec<Piece> {
    let syntax = parser.parse_text(unit.text);
    let mut offsets = CodePoints::new(unit.text, unit.offset);
    let mut pieces = Vec::with_capacity(syntax.sentences.len());
    let (mut block, mut in_block) = (None, 0);
    for (index, cut) in syntax.sentences.iter().enumerate() {
        let mut sentence = Sentence::of_text(unit.text, &syntax, index, &mut offsets);
        let comments = &mut sentence.comments;
        if index == 0
            && let Some(name) = unit.name
        {
            comments.push(if name.is_empty() {
                Cow::Borrowed("# newdoc")
            } else {
                Cow::Owned(format!("# newdoc id = {name}"))
            });
        }
        if block != Some(cut.block) {
            (block, in_block) = (Some(cut.block), 0);
            comments.push(Cow::Borrowed("# newpar"));
        }
        in_block += 1;
        comments.push(Cow::Owned(format!(
            "# sent_id = d{}-p{}-s{in_block}",
            unit.document,
            unit.before + cut.block as usize + 1
        )));
        let words = format!("# text = {}", sentence.text());
        sentence.comments.push(Cow::Owned(words));
        pieces.push(piece(&sentence, format));
    }
    pieces
}

fn piece(sentence: &Sentence<'_>, format: ParseFormat) -> Piece {
    match format {
        ParseFormat::Conllu => {
            let mut text = String::new();
            sentence.write(&mut text);
            Piece::Text(text)
        }
        ParseFormat::Json => Piece::Text(wire::sentence(sentence) + "\n"),
        ParseFormat::Svg => Piece::Drawing(tree::draw(sentence)),
    }
}
