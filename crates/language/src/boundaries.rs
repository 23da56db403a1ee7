//! Words to sentences: a small network over the words of a passage.
//!
//! It says which words start a sentence, from what the words are and from what stands between them,
//! so that it finds sentences in text without stops too. No sentence crosses a passage, and none
//! starts inside a token.

use std::ops::Range;

use record::Token;

use crate::LONGEST_SENTENCE;
use crate::embedding::{FormText, shortened};
use crate::kernels::Path;
use crate::layers::Buffers;
use crate::segment::ends;
use crate::stack::Stack;
use crate::tables::{Dictionary, HASH32, Table, hash32};
use crate::tensors::{ModelError, Tensors};

/// Words that the network reads at once.
const BATCH: usize = 1024;

/// Rows of `sentences.switches`, each added to the words for which it is on.
#[derive(Clone, Copy)]
enum Switch {
    NoSpaceBefore,
    Joined,
    Quoted,
    Bracketed,
    OpensStraightQuotation,
    PassageHasNoCapitals,
    PassageHasNoSmallLetters,
    PassageHasNoStops,
    PassageHasFewStops,
}

const SWITCHES: usize = Switch::PassageHasFewStops as usize + 1;

/// The trained sentence model.
#[derive(Clone, Debug)]
pub(crate) struct Boundaries {
    dictionary: Dictionary,
    words: Table,
    suffixes: Table,
    suffix_mask: u32,
    shapes: Table,
    shape_mask: u32,
    switches: &'static [f32],
    stack: Stack,
    /// A word starts a sentence when the network says at least this.
    threshold: f32,
    /// Words of a long passage that are read at once.
    pub(crate) window: usize,
}

/// Buffers.
#[derive(Default, Debug)]
pub(crate) struct Passages {
    text: FormText,
    /// The switches of each word of the passages at hand, a bit each.
    switches: Vec<u16>,
    rows: Vec<f32>,
    ends: Vec<usize>,
    /// What the network says of each word.
    starts: Vec<f32>,
}

/// The words of passages: a passage is the tokens from one of `passages` to the next one.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) passages: &'a [usize],
}

impl Boundaries {
    /// Reads the arrays under `sentences.`.
    pub(crate) fn read(tensors: &Tensors) -> Result<Self, ModelError> {
        let words = Table::read(tensors, "sentences.words")?;
        let suffixes = Table::read(tensors, "sentences.suffixes")?;
        let shapes = Table::read(tensors, "sentences.shapes")?;
        let width = words.width();
        suffixes.expect("sentences.suffixes", suffixes.count(), width)?;
        shapes.expect("sentences.shapes", shapes.count(), width)?;
        let threshold = tensors.metadata("sentences.threshold")?;
        let threshold = threshold
            .parse()
            .ok()
            .filter(|number: &f32| number.is_finite());
        Ok(Self {
            dictionary: Dictionary::read(tensors, "sentences.words", words.count())?,
            suffix_mask: suffixes.mask("sentences.suffixes")?,
            shape_mask: shapes.mask("sentences.shapes")?,
            switches: tensors.array("sentences.switches", &[SWITCHES, width])?,
            stack: Stack::read(tensors, "sentences", width, 1)?,
            words,
            suffixes,
            shapes,
            window: BATCH,
            threshold: threshold.ok_or_else(|| ModelError::Metadata {
                key: "sentences.threshold".to_owned(),
                expected: "a number".to_owned(),
            })?,
        })
    }

    /// Adds to `starts` the position of the first token of every sentence.
    pub(crate) fn find(
        &self,
        path: Path,
        passages: &mut Passages,
        buffers: &mut Buffers,
        words: Words<'_>,
        starts: &mut Vec<usize>,
    ) {
        let Words {
            text,
            tokens,
            passages: firsts,
        } = words;
        passages.starts.clear();
        passages.starts.resize(tokens.len(), f32::NEG_INFINITY);
        passages.switches.clear();
        passages.rows.clear();
        passages.ends.clear();
        let width = self.stack.width();
        // Passages that are read together: from which token on.
        let mut batch = 0;
        for (&first, end) in firsts.iter().zip(ends(firsts, tokens.len())) {
            switch(text, &tokens[first..end], &mut passages.switches);
            if end - first > self.window {
                self.read_batch(path, passages, buffers, batch);
                self.read_long(path, passages, buffers, words, first..end);
                batch = end;
                continue;
            }
            for at in first..end {
                self.push(words, at, passages);
            }
            passages.ends.push(passages.rows.len() / width);
            if passages.rows.len() >= BATCH * width {
                self.read_batch(path, passages, buffers, batch);
                batch = end;
            }
        }
        self.read_batch(path, passages, buffers, batch);
        for (&first, end) in firsts.iter().zip(ends(firsts, tokens.len())) {
            self.decide(&passages.starts, tokens, first, end, starts);
        }
    }

    /// Reads the passages whose rows are ready; `first` is the token of the first row.
    fn read_batch(&self, path: Path, passages: &mut Passages, buffers: &mut Buffers, first: usize) {
        let (outputs, stride) = self
            .stack
            .apply(path, &mut passages.rows, &passages.ends, buffers);
        for (start, output) in passages.starts[first..]
            .iter_mut()
            .zip(outputs.chunks_exact(stride))
        {
            *start = output[0];
        }
        passages.rows.clear();
        passages.ends.clear();
    }

    /// Reads a long passage in windows.
    fn read_long(
        &self,
        path: Path,
        passages: &mut Passages,
        buffers: &mut Buffers,
        words: Words<'_>,
        passage: Range<usize>,
    ) {
        let reach = self.stack.reach();
        let mut first = passage.start;
        while first < passage.end {
            let seen = passage.start.max(first.saturating_sub(reach));
            let decided = passage.end.min(first + self.window);
            let end = passage.end.min(decided + reach);
            for at in seen..end {
                self.push(words, at, passages);
            }
            let (outputs, stride) =
                self.stack
                    .apply(path, &mut passages.rows, &[end - seen], buffers);
            for at in first..decided {
                passages.starts[at] = outputs[(at - seen) * stride];
            }
            passages.rows.clear();
            first = decided;
        }
    }

    /// Adds the row of the token at `at`.
    fn push(&self, words: Words<'_>, at: usize, passages: &mut Passages) {
        let Passages {
            text: form,
            switches,
            rows,
            ..
        } = passages;
        let start = rows.len();
        let width = self.stack.width();
        rows.resize(start + width, 0.0);
        let row = &mut rows[start..];
        let word = words.tokens[at].span.of(words.text);
        form.read(shortened(word));
        self.words.add(self.dictionary.find(form.normal()), row);
        let suffix = hash32(HASH32, last_three(form.normal()).as_bytes()) & self.suffix_mask;
        self.suffixes.add(suffix as usize, row);
        let shape = hash32(HASH32, form.shape().as_bytes()) & self.shape_mask;
        self.shapes.add(shape as usize, row);
        for (switch, values) in self.switches.chunks_exact(width).enumerate() {
            if switches[at] >> switch & 1 == 1 {
                for (value, added) in row.iter_mut().zip(values) {
                    *value += added;
                }
            }
        }
    }

    /// Cuts one passage by what the network says.
    fn decide(
        &self,
        says: &[f32],
        tokens: &[Token],
        first: usize,
        end: usize,
        starts: &mut Vec<usize>,
    ) {
        let mut sentence = first;
        starts.push(first);
        let mut at = first + 1;
        while at < end {
            if says[at] >= self.threshold && !tokens[at].joined {
                sentence = at;
                starts.push(at);
            } else if at - sentence == LONGEST_SENTENCE {
                let likeliest = (sentence + LONGEST_SENTENCE / 2..=at)
                    .filter(|&at| !tokens[at].joined)
                    .max_by(|&a, &b| says[a].total_cmp(&says[b]))
                    .unwrap_or(at);
                sentence = likeliest;
                starts.push(likeliest);
            }
            at += 1;
        }
    }
}

/// Adds the switches of the words of a passage.
fn switch(text: &str, tokens: &[Token], switches: &mut Vec<u16>) {
    let first = switches.len();
    let (mut quoted, mut depth) = (false, 0_usize);
    let (mut upper, mut lower, mut stops) = (false, false, 0);
    let mut space_before = true;
    for token in tokens {
        let word = token.span.of(text);
        let mut on = 0;
        let mut turn = |switch: Switch, state: bool| on |= u16::from(state) << switch as u16;
        turn(Switch::NoSpaceBefore, !space_before);
        turn(Switch::Joined, token.joined);
        match word {
            "“" | "``" | "„" | "«" => quoted = true,
            "”" | "''" | "»" => quoted = false,
            "\"" => {
                quoted = !quoted;
                turn(Switch::OpensStraightQuotation, quoted);
            }
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "." | "!" | "?" | "..." | "…" | "!!" | "!!!" | "??" | "?!" => stops += 1,
            _ => {
                let letter = word.chars().next();
                upper |= letter.is_some_and(char::is_uppercase);
                lower |= letter.is_some_and(char::is_lowercase);
            }
        }
        turn(Switch::Quoted, quoted);
        turn(Switch::Bracketed, depth > 0);
        switches.push(on);
        space_before = token.space_after;
    }
    let mut on = 0;
    let mut turn = |switch: Switch, state: bool| on |= u16::from(state) << switch as u16;
    turn(Switch::PassageHasNoCapitals, !upper);
    turn(Switch::PassageHasNoSmallLetters, !lower);
    turn(Switch::PassageHasNoStops, stops == 0);
    turn(Switch::PassageHasFewStops, tokens.len() > 40 * (stops + 1));
    for switches in &mut switches[first..] {
        *switches |= on;
    }
}

fn last_three(word: &str) -> &str {
    word.char_indices()
        .rev()
        .nth(2)
        .map_or(word, |(at, _)| &word[at..])
}
