//! Who says what, as far as one sentence shows it: cues of speech, thought and intention, with
//! their sources and contents.
//!
//! A word's last vector in the parser beside its first one goes through one small layer. From that
//! come the chances that the word heads a cue and, for every word that may, what the other words of
//! its sentence are to it, given the way from one to the other in the tree. The stretches of the
//! greatest sums are taken. Work is linear in the text: a sentence is at most a window long, and at
//! most [`MOST_CUES`] of its words are looked at as cues.

use std::ops::Range;

use crate::kernels::{Path, floats};
use crate::linear::Linear;
use crate::parser::ParsedWord;
use crate::tensors::{ModelError, Tensors};

/// Kinds of ways in the tree; each comes with every relation.
const WAYS: usize = 7;
/// Words farther than this from a cue are as far.
const FAR: usize = 32;
/// Of a word as the head of a cue: none; a cue of words or thoughts that are told; one that tells
/// of speech or attitude without them.
const KINDS: usize = 3;
/// Source, cue, content.
const ROLES: usize = 3;
/// Words with a smaller chance than this are not looked at.
const LEAST: f32 = 0.4;
/// A second stretch of content must be worth this much.
const SECOND: f32 = 2.0;
/// Stands for a way that is not known yet.
const NO_WAY: u32 = u32::MAX;
/// Most words of one window that are looked at as cues, the first ones.
const MOST_CUES: usize = 64;

/// A cue as the model sees it. Positions are of words, counted as the forms are.
#[derive(Clone, PartialEq, Debug)]
pub struct ParsedCue {
    /// The word that heads the cue.
    pub word: usize,
    /// The words of the cue, `word` among them.
    pub cue: Range<usize>,
    /// The words that name the source; empty where the sentence names none.
    pub source: Range<usize>,
    /// What is said, in up to three pieces, in text order.
    pub content: Vec<Range<usize>>,
    /// The chance that words or thoughts are told.
    pub told: f32,
    /// The chance that speech or attitude is told of without them.
    pub wide: f32,
}

impl ParsedCue {
    /// The same cue, counted from `by` words earlier.
    pub(crate) fn moved(mut self, by: usize) -> Self {
        let pieces = self.content.iter_mut();
        for range in pieces.chain([&mut self.cue, &mut self.source]) {
            *range = range.start + by..range.end + by;
        }
        self.word += by;
        self
    }
}

/// The weights.
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    input: Linear,
    cue: Linear,
    pair: Linear,
    roles: Linear,
    way: &'static [f32],
    distance: &'static [f32],
    relations: usize,
    size: usize,
}

impl Speech {
    /// Reads the layers, or nothing from a file without them.
    pub(crate) fn read(
        tensors: &Tensors,
        width: usize,
        relations: usize,
    ) -> Result<Option<Self>, ModelError> {
        if !tensors.has("speech.distance") {
            return Ok(None);
        }
        let shape = |name: &str| Ok::<_, ModelError>(tensors.shape(name)?.to_vec());
        let size = match shape("speech.distance")?.as_slice() {
            &[rows, size] if rows == 2 * FAR + 1 && size.is_multiple_of(floats::LANES) => size,
            _ => {
                return Err(ModelError::Content {
                    name: "speech.distance".to_owned(),
                    expected: "65 rows of a multiple of 16".to_owned(),
                });
            }
        };
        let middle = shape("speech.input.bias")?.first().copied().unwrap_or(0);
        Ok(Some(Self {
            input: Linear::read(tensors, "speech.input", 2 * width, middle)?,
            cue: Linear::read(tensors, "speech.cue", middle, KINDS)?,
            pair: Linear::read(tensors, "speech.pair", middle, 2 * size)?,
            roles: Linear::read(tensors, "speech.roles", size, ROLES)?,
            way: tensors.array("speech.way", &[1 + WAYS * relations, size])?,
            distance: tensors.array("speech.distance", &[2 * FAR + 1, size])?,
            relations,
            size,
        }))
    }
}

/// Buffers, kept from call to call.
#[derive(Default, Debug)]
pub(crate) struct SpeechScratch {
    bytes: Vec<u8>,
    rows: Vec<f32>,
    logits: Vec<f32>,
    pairs: Vec<f32>,
    sum: Vec<f32>,
    roles: Vec<f32>,
    /// For each word of a window, how many steps above the cue it stands, plus one; 0 if it does not.
    above: Vec<u32>,
    /// For each word of a window, the number of its way from the cue.
    ways: Vec<u32>,
    chain: Vec<usize>,
}

impl SpeechScratch {
    /// Finds the cues of the windows of a batch.
    ///
    /// `last` and `first` hold the vectors of all rows, those of the roots included, `width` numbers
    /// a row; `words` what the parser found, with heads counted in each window; `lengths` the
    /// numbers of words of the windows. `cue` is called with the position of the window and the
    /// cue, counted in the window.
    pub(crate) fn find(
        &mut self,
        path: Path,
        speech: &Speech,
        (last, first, width): (&[f32], &[f32], usize),
        words: &[ParsedWord],
        lengths: &[usize],
        mut cue: impl FnMut(usize, ParsedCue),
    ) {
        self.bytes.clear();
        self.bytes.resize(words.len() * 2 * width, 0);
        let mut out = self.bytes.chunks_exact_mut(width);
        let mut row = 0;
        for &length in lengths {
            for at in row + 1..=row + length {
                for vectors in [last, first] {
                    let vector = &vectors[at * width..][..width];
                    if let Some(bytes) = out.next() {
                        speech.input.quantise(path, vector, bytes);
                    }
                }
            }
            row += length + 1;
        }
        speech.input.multiply(path, &self.bytes, &mut self.rows);
        floats::cut_negative(path, &mut self.rows);
        let stride = speech.input.stride();
        (speech.cue).apply(path, &self.rows, &mut self.bytes, &mut self.logits);
        let mut start = 0;
        for (window, &length) in lengths.iter().enumerate() {
            let range = start..start + length;
            start = range.end;
            let step = speech.cue.stride();
            let chances = self.logits[range.start * step..range.end * step]
                .chunks_exact(step)
                .map(chances)
                .enumerate();
            let likely: Vec<(usize, [f32; KINDS])> = chances
                .filter(|(_, [none, ..])| 1.0 - none >= LEAST)
                .take(MOST_CUES)
                .collect();
            if likely.is_empty() {
                continue;
            }
            let rows = &self.rows[range.start * stride..range.end * stride];
            (speech.pair).apply(path, rows, &mut self.bytes, &mut self.pairs);
            for (word, [_, told, wide]) in likely {
                self.find_ways(speech, &words[range.clone()], word);
                self.score(path, speech, word, length);
                let found = self.decode(word, length, told, wide);
                if !found.content.is_empty() {
                    cue(window, found);
                }
            }
        }
    }

    /// The number of the way from the cue to every word of its window.
    ///
    /// From 0 for the cue itself; then, for each kind and relation: 0 a child of the cue, 1 below
    /// such a child, 2 a child of the cue's head, 3 below such a child, 4 the cue's head, 5 a word
    /// above that, 6 any other. The relation is that of the branch which leads down to the word, and
    /// the cue's own for kinds 4 and 5.
    fn find_ways(&mut self, speech: &Speech, words: &[ParsedWord], cue: usize) {
        let head = |word: usize| (words[word].head as usize).checked_sub(1);
        self.above.clear();
        self.above.resize(words.len(), 0);
        let (mut at, mut steps) = (Some(cue), 1);
        while let Some(word) = at.filter(|&word| self.above[word] == 0) {
            self.above[word] = steps;
            steps += 1;
            at = head(word);
        }
        self.ways.clear();
        self.ways.resize(words.len(), NO_WAY);
        let number = |kind: usize, word: usize| {
            1 + (kind * speech.relations + usize::from(words[word].relation)) as u32
        };
        for (word, way) in self.ways.iter_mut().enumerate() {
            match self.above[word] {
                0 => {}
                1 => *way = 0,
                2 => *way = number(4, cue),
                _ => *way = number(5, cue),
            }
        }
        for word in 0..words.len() {
            // Down from what is known or above the cue; each word is passed once.
            let mut at = word;
            self.chain.clear();
            while self.ways[at] == NO_WAY {
                self.chain.push(at);
                match head(at) {
                    Some(next) if self.chain.len() <= words.len() => at = next,
                    _ => break,
                }
            }
            for &word in self.chain.iter().rev() {
                self.ways[word] = match head(word) {
                    Some(head) => match self.above[head] {
                        0 => {
                            // One further down the same branch.
                            let way = self.ways[head].saturating_sub(1) as usize;
                            let (kind, relation) = (way / speech.relations, way % speech.relations);
                            let kind = match kind {
                                0 | 1 => 1,
                                2 | 3 => 3,
                                other => other,
                            };
                            1 + (kind * speech.relations + relation) as u32
                        }
                        1 => number(0, word),
                        2 => number(2, word),
                        _ => number(6, word),
                    },
                    None => number(6, word),
                };
            }
        }
    }

    /// What every word of the window is to the cue: rows of three numbers in `roles`.
    fn score(&mut self, path: Path, speech: &Speech, cue: usize, length: usize) {
        let (size, stride) = (speech.size, speech.pair.stride());
        self.sum.resize(length * size, 0.0);
        let from = &self.pairs[cue * stride..][..size];
        for (word, sum) in self.sum.chunks_exact_mut(size).enumerate() {
            let to = &self.pairs[word * stride + size..][..size];
            let apart = (word + FAR).saturating_sub(cue).min(2 * FAR);
            let (way, distance) = (self.ways[word] as usize * size, apart * size);
            let way = speech.way.get(way..way + size).unwrap_or(from);
            sum.copy_from_slice(from);
            floats::add(path, to, sum);
            floats::add(path, way, sum);
            floats::add(path, &speech.distance[distance..distance + size], sum);
        }
        floats::cut_negative(path, &mut self.sum);
        (speech.roles).apply(path, &self.sum, &mut self.bytes, &mut self.roles);
        self.roles.truncate(length * speech.roles.stride());
    }

    fn decode(&self, word: usize, length: usize, told: f32, wide: f32) -> ParsedCue {
        let stride = self.roles.len() / length;
        let of = |role: usize| move |at: usize| self.roles[at * stride + role];
        let grown = |steps: &mut dyn Iterator<Item = usize>| {
            let (mut sum, mut best, mut end) = (0.0, 0.0, word);
            for at in steps {
                sum += of(1)(at);
                if sum > best {
                    (best, end) = (sum, at);
                }
            }
            end
        };
        let cue = grown(&mut (0..word).rev())..grown(&mut (word + 1..length)) + 1;
        let source = stretch(of(0), 0..length).1;
        let mut content = Vec::new();
        let (worth, first) = stretch(of(2), 0..length);
        if worth > 0.0 {
            for side in [0..first.start, first.end..length] {
                let (worth, more) = stretch(of(2), side);
                if worth > SECOND {
                    content.push(more);
                }
            }
            content.push(first);
            content.sort_unstable_by_key(|piece| piece.start);
        }
        ParsedCue {
            word,
            cue,
            source,
            content,
            told,
            wide,
        }
    }
}

/// Logits to chances.
fn chances(logits: &[f32]) -> [f32; KINDS] {
    let mut chances = [0.0; KINDS];
    let mut most = f32::NEG_INFINITY;
    for &logit in &logits[..KINDS] {
        most = if logit > most { logit } else { most };
    }
    let mut sum = 0.0;
    for (chance, logit) in chances.iter_mut().zip(logits) {
        *chance = floats::exp(*logit - most);
        sum += *chance;
    }
    for chance in &mut chances {
        *chance /= sum;
    }
    chances
}

/// The stretch of the greatest sum, the first of equal ones, and that sum; empty where no number
/// is above zero.
fn stretch(number: impl Fn(usize) -> f32, within: Range<usize>) -> (f32, Range<usize>) {
    let (mut sum, mut start) = (0.0, within.start);
    let (mut best, mut found) = (0.0, within.start..within.start);
    for at in within {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += number(at);
        if sum > best {
            (best, found) = (sum, start..at + 1);
        }
    }
    (best, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_stretch_is_found() {
        let find = |numbers: &[f32]| stretch(|at| numbers[at], 0..numbers.len()).1;
        assert_eq!(find(&[]), 0..0);
        assert_eq!(find(&[-1.0, -2.0]), 0..0);
        assert_eq!(find(&[-1.0, 2.0, -1.0, 3.0, -5.0, 3.0]), 1..4);
        assert_eq!(find(&[1.0, -1.0, 1.0]), 0..1);
        assert_eq!(find(&[f32::NAN, 1.0]), 0..0);
    }

    #[test]
    fn chances_add_up_to_one() {
        let [none, told, wide] = chances(&[1.0, 2.0, -3.0, 99.0]);
        assert!((none + told + wide - 1.0).abs() < 1e-5);
        assert!(told > none && none > wide);
    }
}
