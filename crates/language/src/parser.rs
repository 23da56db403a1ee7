//! Tags, lemmas, names and trees for the words of sentences.
//!
//! Sentences are parsed in batches, one after another in the same rows, because a weight that is
//! loaded once then serves many words. What is computed for a word never depends on the batch.

use std::ops::Range;

use crate::embedding::Words;
use crate::kernels::{Path, attention, floats};
use crate::layers::Buffers;
use crate::linear::Linear;
use crate::model::{Layer, Model, Network, Sizes};
use crate::names::Names;
use crate::segment::SegmentScratch;
use crate::speech::{ParsedCue, SpeechScratch};
use crate::tree::Trees;
use crate::windows::{self, WINDOW, Window};

/// Rows of a batch, unless one sentence alone has more: enough to reuse weights, few enough for
/// the rows to stay in the second-level cache.
const BATCH: usize = 192;

/// What the model says about one word. Numbers refer to the inventories of [`Model`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ParsedWord {
    /// In [`Model::upos`].
    pub upos: u16,
    /// In [`Model::xpos`].
    pub xpos: u16,
    /// In [`Model::feats`].
    pub feats: u16,
    /// In [`Model::lemmas`].
    pub lemma: u16,
    /// In [`Model::relations`].
    pub relation: u16,
    /// In [`Model::names`].
    pub name: u16,
    /// Position of the head in the sentence, counted from 1; 0 for the root of the sentence.
    pub head: u32,
}

/// Everything a thread needs to parse: buffers and the cache of forms, for one model.
#[derive(Debug)]
pub struct Scratch {
    pub(crate) words: Words,
    pub(crate) buffers: Buffers,
    pub(crate) segment: SegmentScratch,
    windows: Vec<Window>,
    /// One past the last row of each window.
    ends: Vec<usize>,
    rows: Vec<f32>,
    /// The rows before the first layer.
    first: Vec<f32>,
    heads: Vec<f32>,
    bytes: Vec<u8>,
    logits: Vec<f32>,
    scores: Vec<f32>,
    label: Vec<f32>,
    /// For each word of the batch, the row of its head in its window.
    chosen: Vec<u32>,
    /// For each word of the batch, what is found, with its head counted in its window.
    found: Vec<ParsedWord>,
    names: Names,
    trees: Trees,
    speech: SpeechScratch,
    lengths: Vec<usize>,
}

impl Scratch {
    /// Empty buffers; they grow to what the longest batch needs and stay there.
    pub fn new(model: &Model) -> Self {
        Self {
            words: Words::new(&model.embedding),
            buffers: Buffers::default(),
            segment: SegmentScratch::default(),
            windows: Vec::new(),
            ends: Vec::new(),
            rows: Vec::new(),
            first: Vec::new(),
            heads: Vec::new(),
            bytes: Vec::new(),
            logits: Vec::new(),
            scores: Vec::new(),
            label: Vec::new(),
            chosen: Vec::new(),
            found: Vec::new(),
            names: Names::default(),
            trees: Trees::default(),
            speech: SpeechScratch::default(),
            lengths: Vec::new(),
        }
    }
}

/// Parses sentences and appends one [`ParsedWord`] to `parsed` for each form, and the cues of
/// speech to `cues`, in text order, with positions counted as `forms` are.
///
/// `forms` are the words of all sentences, `ends` says where each sentence ends (one past its last
/// form). Every sentence that is not empty becomes one tree. A sentence of more than 256 words is
/// parsed in overlapping windows.
///
/// # Panics
/// If `ends` are not ascending or the last one is not the number of forms, or if `scratch` was
/// made for another model.
pub fn parse(
    model: &Model,
    scratch: &mut Scratch,
    forms: &[&str],
    ends: &[usize],
    parsed: &mut Vec<ParsedWord>,
    cues: &mut Vec<ParsedCue>,
) {
    assert!(ends.is_sorted(), "sentences end in text order");
    assert_eq!(
        ends.last().copied().unwrap_or(0),
        forms.len(),
        "the last sentence ends with the last form"
    );
    let first = parsed.len();
    parsed.resize(first + forms.len(), ParsedWord::default());
    let parsed = &mut parsed[first..];
    let mut rows = 0;
    for sentence in sentences(ends) {
        for window in windows::windows(sentence) {
            let more = window.words.len() + 1;
            if rows + more > BATCH && rows > 0 {
                scratch.parse_batch(model, forms, parsed, cues);
                rows = 0;
            }
            rows += more;
            scratch.windows.push(window);
        }
    }
    if rows > 0 {
        scratch.parse_batch(model, forms, parsed, cues);
    }
    for sentence in sentences(ends) {
        if sentence.len() > WINDOW {
            windows::join(&model.parser, &mut parsed[sentence]);
        }
    }
}

fn sentences(ends: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    ends.iter().map(move |&end| {
        let sentence = start..end;
        start = end;
        sentence
    })
}

impl Scratch {
    /// Parses the windows that wait, and forgets them.
    fn parse_batch(
        &mut self,
        model: &Model,
        forms: &[&str],
        parsed: &mut [ParsedWord],
        cues: &mut Vec<ParsedCue>,
    ) {
        let (path, network) = (model.path, &model.parser);
        self.read(model, forms);
        self.encode(path, network);
        self.tag(path, network);
        self.name(path, network);
        self.find_heads(path, network);
        self.label(path, network);
        self.find_cues(path, network, cues);
        let mut word = 0;
        for window in self.windows.drain(..) {
            for at in window.words.clone() {
                if window.taken.contains(&at) {
                    let found = &mut parsed[at];
                    *found = self.found[word];
                    if found.head != 0 {
                        found.head += (window.words.start - window.sentence) as u32;
                    }
                }
                word += 1;
            }
        }
    }

    /// Fills the rows: for each window the root's, then one for each word.
    fn read(&mut self, model: &Model, forms: &[&str]) {
        let network = &model.parser;
        let words: usize = self.windows.iter().map(|window| window.words.len()).sum();
        self.words.reserve(words);
        self.found.clear();
        self.found.resize(words, ParsedWord::default());
        let rows = &mut self.buffers.values;
        rows.clear();
        self.ends.clear();
        for window in &self.windows {
            rows.extend_from_slice(network.root);
            for form in &forms[window.words.clone()] {
                let number = self.words.number(model.path, &model.embedding, form);
                rows.extend_from_slice(self.words.vector(number));
            }
            self.ends.push(rows.len() / network.width);
        }
        network.input_norm.apply(model.path, rows, &mut self.rows);
        if network.speech.is_some() {
            self.first.clone_from(&self.rows);
        }
    }

    /// Runs the layers, and leaves the activated heads of all rows in `heads`.
    fn encode(&mut self, path: Path, network: &Network) {
        for layer in &network.layers {
            match layer {
                Layer::Convolution(layer) => {
                    layer.apply(path, &mut self.rows, &self.ends, &mut self.buffers);
                }
                Layer::Attention(layer) => {
                    layer.apply(path, &mut self.rows, &self.ends, &mut self.buffers);
                }
            }
        }
        let buffers = &mut self.buffers;
        network
            .final_norm
            .apply(path, &self.rows, &mut buffers.normal);
        network
            .heads
            .apply(path, &buffers.normal, &mut buffers.bytes, &mut self.heads);
        let sizes = network.sizes;
        let activated = sizes.tag + sizes.name + 2 * sizes.arc;
        for row in self.heads.chunks_exact_mut(sizes.total()) {
            floats::cut_negative(path, &mut row[..activated]);
        }
    }

    /// Puts a slice of the activated heads of all words through a layer, into `logits`.
    fn multiply_words(&mut self, path: Path, layer: &Linear, sizes: Sizes, slice: Range<usize>) {
        self.bytes.clear();
        self.bytes.resize(self.found.len() * slice.len(), 0);
        let rows = word_rows(&self.heads, sizes.total(), &self.ends);
        for (row, bytes) in rows.zip(self.bytes.chunks_exact_mut(slice.len())) {
            layer.quantise(path, &row[slice.clone()], bytes);
        }
        layer.multiply(path, &self.bytes, &mut self.logits);
    }

    /// Chooses part of speech, tag, features and lemma script.
    fn tag(&mut self, path: Path, network: &Network) {
        let sizes = network.sizes;
        self.multiply_words(path, &network.tags, sizes, 0..sizes.tag);
        let stride = network.tags.stride();
        for (found, logits) in self.found.iter_mut().zip(self.logits.chunks_exact(stride)) {
            let [upos, xpos, feats, lemma] = network.classes;
            let (upos, logits) = logits.split_at(upos);
            let (xpos, logits) = logits.split_at(xpos);
            let (feats, logits) = logits.split_at(feats);
            found.upos = floats::greatest(path, upos) as u16;
            found.xpos = floats::greatest(path, xpos) as u16;
            found.feats = floats::greatest(path, feats) as u16;
            found.lemma = floats::greatest(path, &logits[..lemma]) as u16;
        }
    }

    /// Chooses name tags.
    fn name(&mut self, path: Path, network: &Network) {
        let sizes = network.sizes;
        let slice = sizes.tag..sizes.tag + sizes.name;
        self.multiply_words(path, &network.name_tags, sizes, slice);
        let stride = network.name_tags.stride();
        let mut start = 0;
        for window in &self.windows {
            let words = start..start + window.words.len();
            start = words.end;
            let found = &mut self.found[words.clone()];
            let logits = &self.logits[words.start * stride..words.end * stride];
            self.names
                .find(path, &network.name_steps, logits, stride, |word, tag| {
                    found[word].name = tag as u16;
                });
        }
    }

    /// Chooses heads.
    fn find_heads(&mut self, path: Path, network: &Network) {
        let sizes = network.sizes;
        let (total, size) = (sizes.total(), sizes.arc);
        let dependent = sizes.tag + sizes.name;
        self.multiply_words(path, &network.arc, sizes, dependent..dependent + size);
        self.chosen.clear();
        self.chosen.resize(self.found.len(), 0);
        let (mut start, mut first_row) = (0, 0);
        for (window, &end_row) in self.windows.iter().zip(&self.ends) {
            let words = start..start + window.words.len();
            start = words.end;
            let stride = (words.len() + 1).next_multiple_of(floats::LANES);
            self.scores.resize(words.len() * stride, 0.0);
            let heads = &self.heads[first_row * total + dependent + size..end_row * total];
            first_row = end_row;
            attention::side_by_side(heads, total, size, &mut self.buffers.keys);
            attention::products(
                path,
                &self.logits[words.start * size..words.end * size],
                size,
                size,
                &self.buffers.keys,
                &mut self.scores,
            );
            for (word, scores) in self.scores.chunks_exact_mut(stride).enumerate() {
                for (head, score) in scores[..=words.len()].iter_mut().enumerate() {
                    // The word's own row is one further on, after the root's.
                    let apart = (head + 32).saturating_sub(word + 1).min(64);
                    *score += network.distance[apart];
                }
            }
            self.trees
                .find(&self.scores, stride, &mut self.chosen[words.clone()]);
        }
        for (found, &head) in self.found.iter_mut().zip(&self.chosen) {
            found.head = head;
        }
    }

    /// Chooses relations.
    fn label(&mut self, path: Path, network: &Network) {
        let sizes = network.sizes;
        let (total, size) = (sizes.total(), sizes.label);
        let dependent = sizes.tag + sizes.name + 2 * sizes.arc;
        self.bytes.clear();
        self.bytes.resize(self.found.len() * size, 0);
        self.label.resize(size, 0.0);
        let (mut word, mut first_row) = (0, 0);
        for &end_row in &self.ends {
            for row in first_row + 1..end_row {
                let head = first_row + self.chosen[word] as usize;
                let a = &self.heads[row * total + dependent..][..size];
                let b = &self.heads[head * total + dependent + size..][..size];
                floats::add_and_cut(path, a, b, &mut self.label);
                let bytes = &mut self.bytes[word * size..][..size];
                network.labels.quantise(path, &self.label, bytes);
                word += 1;
            }
            first_row = end_row;
        }
        network.labels.multiply(path, &self.bytes, &mut self.logits);
        let (stride, count) = (network.labels.stride(), network.labels.outputs());
        let root = network.root_relation;
        for (found, logits) in self
            .found
            .iter_mut()
            .zip(self.logits.chunks_exact_mut(stride))
        {
            found.relation = if found.head == 0 {
                root
            } else {
                // At least one other relation is finite, or the first one is taken.
                logits[root] = f32::NEG_INFINITY;
                match floats::greatest(path, &logits[..count]) {
                    relation if relation == root => network.loose_relation,
                    relation => relation,
                }
            } as u16;
        }
    }

    /// Finds the cues of speech; of overlapping windows each gives those of the words that it takes.
    fn find_cues(&mut self, path: Path, network: &Network, cues: &mut Vec<ParsedCue>) {
        let Some(speech) = &network.speech else {
            return;
        };
        let windows = &self.windows;
        self.lengths.clear();
        self.lengths
            .extend(windows.iter().map(|window| window.words.len()));
        let rows = (&*self.buffers.normal, &*self.first, network.width);
        self.speech.find(
            path,
            speech,
            rows,
            &self.found,
            &self.lengths,
            |window, cue| {
                let Window { words, taken, .. } = &windows[window];
                if taken.contains(&(words.start + cue.word)) {
                    cues.push(cue.moved(words.start));
                }
            },
        );
    }
}

#[cfg(test)]
impl Scratch {
    /// Of the last batch: the activated heads of all rows.
    pub(crate) fn heads(&self) -> &[f32] {
        &self.heads
    }

    /// Of the last window: the scores of arcs.
    pub(crate) fn scores(&self) -> &[f32] {
        &self.scores
    }

    /// Of the last batch: the scores of relations.
    pub(crate) fn logits(&self) -> &[f32] {
        &self.logits
    }
}

/// The rows that stand for words, without the one for the root before each window.
fn word_rows<'r>(
    rows: &'r [f32],
    stride: usize,
    ends: &'r [usize],
) -> impl Iterator<Item = &'r [f32]> {
    let mut start = 0;
    ends.iter().flat_map(move |&end| {
        let words = &rows[(start + 1) * stride..end * stride];
        start = end;
        words.chunks_exact(stride)
    })
}
