//! Content to passages, passages to words and sentences.
//!
//! A passage is what no sentence crosses: a block, or a line of a list or table.

use std::ops::Range;

use record::{BlockKind, Document, Sentence, Span, Syntax, Token, TokenKind};

use crate::LONGEST_SENTENCE;
use crate::boundaries::{Boundaries, Passages, Words};
use crate::kinds;
use crate::model::{Model, ModelError};
use crate::parser::Scratch;
use crate::tensors::Tensors;
use crate::tokenizer::{Chunks, Tokenizer};

/// The trained tokenizer and the trained sentence model.
#[derive(Clone, Debug)]
pub(crate) struct Segmenter {
    pub(crate) tokenizer: Tokenizer,
    pub(crate) boundaries: Boundaries,
}

/// What is remembered of chunks, and buffers.
#[derive(Default, Debug)]
pub(crate) struct SegmentScratch {
    chunks: Chunks,
    passages: Passages,
}

impl Segmenter {
    /// Reads both from a model file.
    pub(crate) fn read(tensors: &Tensors) -> Result<Self, ModelError> {
        Ok(Self {
            tokenizer: Tokenizer::read(tensors)?,
            boundaries: Boundaries::read(tensors)?,
        })
    }
}

/// Cuts the content of a document into sentences and tokens, which are not tagged yet.
///
/// # Panics
/// If `scratch` was made for another model.
pub fn segment(model: &Model, scratch: &mut Scratch, document: &Document) -> Syntax {
    let mut syntax = Syntax::default();
    let text = document.text.as_str();
    let passages = passages(document);
    let cut = cut(model, scratch, text, &passages, &mut syntax.tokens);
    let all = syntax.tokens.len();
    let firsts = cut.numbers.iter().zip(&cut.firsts);
    for ((&number, &first), end) in firsts.zip(ends(&cut.firsts, all)) {
        let tokens = &mut syntax.tokens[first..end];
        kinds::mark(text, passages[number].span.clone(), tokens);
    }
    let mut starts = Vec::new();
    model.segmenter.boundaries.find(
        model.path,
        &mut scratch.segment.passages,
        &mut scratch.buffers,
        Words {
            text,
            tokens: &syntax.tokens,
            passages: &cut.firsts,
        },
        &mut starts,
    );
    let mut passages = passages.iter();
    let mut passage = passages.next();
    for (&first, end) in starts.iter().zip(ends(&starts, all)) {
        let span = syntax.tokens[first].span.cover(syntax.tokens[end - 1].span);
        while passage.is_some_and(|passage| passage.span.end <= span.start as usize) {
            passage = passages.next();
        }
        let block = passage.map_or(0, |passage| passage.block);
        if let Some(before) = syntax.sentences.last_mut()
            && before.block == block
            && is_one_line(document.blocks[block as usize].kind)
            && !ends_with_a_stop(text, &syntax.tokens[before.tokens()])
            && end - before.first_token as usize <= LONGEST_SENTENCE
        {
            before.span = before.span.cover(span);
            before.end_token = end as u32;
            continue;
        }
        syntax.sentences.push(Sentence {
            span,
            block,
            first_token: first as u32,
            end_token: end as u32,
        });
    }
    syntax
}

/// For each passage that has words: its number and the position of its first token.
#[derive(Default)]
struct Cut {
    numbers: Vec<usize>,
    firsts: Vec<usize>,
}

/// Whether a block is cut at stops only. Where a headline ends the page says; the network, which
/// learned from headlines that lost their line end, guesses: “Leaders agree on ceasefire for
/// eastern Ukraine” is one sentence.
fn is_one_line(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Subhead)
}

fn ends_with_a_stop(text: &str, tokens: &[Token]) -> bool {
    tokens
        .iter()
        .rev()
        .map(|token| (token.kind, token.span.of(text)))
        .find(|(kind, word)| *kind != TokenKind::CloseQuote && !matches!(*word, ")" | "]"))
        .is_some_and(|(_, word)| word.ends_with(['.', '!', '?', '…', ':', ';', '|', '—', '–']))
}

fn cut(
    model: &Model,
    scratch: &mut Scratch,
    text: &str,
    passages: &[Passage],
    tokens: &mut Vec<Token>,
) -> Cut {
    let mut cut = Cut::default();
    let mut number = 0;
    model.segmenter.tokenizer.cut(
        model.path,
        &mut scratch.segment.chunks,
        &mut scratch.buffers,
        text,
        passages.iter().map(|passage| passage.span.clone()),
        |word| {
            if word.first {
                while passages[number].span.end <= word.start {
                    number += 1;
                }
                cut.numbers.push(number);
                cut.firsts.push(tokens.len());
            }
            let mut token = Token::new(Span::new(word.start, word.end), TokenKind::Word);
            token.joined = word.joined;
            token.space_after = word.space_after && word.end < passages[number].span.end;
            tokens.push(token);
        },
    );
    cut
}

/// Where runs end that start at `firsts`.
pub(crate) fn ends(firsts: &[usize], last: usize) -> impl Iterator<Item = usize> + '_ {
    firsts.iter().skip(1).copied().chain([last])
}

/// What no sentence crosses.
struct Passage {
    span: Range<usize>,
    block: u32,
}

/// The passages of a document, in text order.
fn passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (index, block) in document.content_blocks() {
        let lines = matches!(block.kind, BlockKind::List | BlockKind::Table);
        let mut start = block.span.start as usize;
        let parts = block
            .span
            .of(&document.text)
            .split_inclusive(|c| lines && c == '\n');
        for part in parts {
            passages.push(Passage {
                span: start..start + part.len(),
                block: index as u32,
            });
            start += part.len();
        }
    }
    passages
}
