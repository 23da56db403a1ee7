//! Text to words: a small network over characters, remembered by chunk.
//!
//! A chunk is a run of characters without white space. The network says after which of its
//! characters a word ends, and whether the next word continues the token, as `n't` does in
//! `don't`. It sees the chunk and what class of character its neighbours turn to it, so the answer
//! is the same wherever that chunk stands and common chunks are read once. What is remembered never
//! changes a result.

use std::collections::HashMap;
use std::ops::Range;

use crate::kernels::Path;
use crate::layers::Buffers;
use crate::letters::{Alphabet, Neighbour, is_attached};
use crate::stack::Stack;
use crate::tables::Table;
use crate::tensors::{ModelError, Tensors};

/// A chunk of more bytes is not remembered: its answer has one bit for each.
const LONGEST_REMEMBERED: usize = 64;
/// Chunks that are remembered before all are forgotten.
const MOST_REMEMBERED: usize = 1 << 15;
/// Chunks that are looked up before their words are written.
const GROUP: usize = 1024;
/// Rows that the network reads at once.
const BATCH: usize = 512;
/// Characters of a long chunk that are cut at once.
const WINDOW: usize = 1024;

/// What the network says of a character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    /// The word goes on.
    Inside,
    /// The token ends here.
    Token,
    /// The word ends here, the token goes on.
    Word,
}

/// The trained tokenizer.
#[derive(Clone, Debug)]
pub(crate) struct Tokenizer {
    alphabet: Alphabet,
    table: Table,
    stack: Stack,
    /// Characters of a long chunk that are cut at once.
    pub(crate) window: usize,
    /// A chunk of more bytes is not remembered.
    pub(crate) longest_remembered: usize,
}

/// What is remembered, and buffers.
#[derive(Default, Debug)]
pub(crate) struct Chunks {
    /// Positions in `cuts` by key: both neighbours' classes, then the chunk with digits as `0`.
    known: HashMap<Box<[u8]>, u32>,
    cuts: Vec<Cuts>,
    /// The chunks whose words are to be written next.
    group: Vec<Chunk>,
    /// Those of the group that nobody remembers, with their place in `cuts`.
    pending: Vec<(Chunk, usize)>,
    key: Vec<u8>,
    rows: Vec<f32>,
    ends: Vec<usize>,
    offsets: Vec<usize>,
}

/// Where the words of a chunk end, a bit for each byte.
#[derive(Clone, Copy, Default, Debug)]
struct Cuts {
    /// A word ends with this byte.
    ends: u64,
    /// And the next word continues the token.
    joins: u64,
}

/// Where a chunk stands and what it stands between.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    start: usize,
    end: usize,
    before: Neighbour,
    after: Neighbour,
    /// Place of its answer in `cuts`; none for a chunk that is too long.
    answer: Option<u32>,
    /// Whether it is the first of its passage.
    first: bool,
}

/// A word as it is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Word {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Whether it continues the token of the word before.
    pub(crate) joined: bool,
    /// Whether white space or the end of the passage follows.
    pub(crate) space_after: bool,
    /// Whether it is the first of its passage.
    pub(crate) first: bool,
}

impl Tokenizer {
    /// Reads the arrays under `tokenizer.`.
    pub(crate) fn read(tensors: &Tensors) -> Result<Self, ModelError> {
        let alphabet = Alphabet::read(tensors)?;
        let table = Table::read(tensors, "tokenizer")?;
        table.expect("tokenizer", alphabet.rows(), table.width())?;
        let stack = Stack::read(tensors, "tokenizer", table.width(), 3)?;
        Ok(Self {
            alphabet,
            table,
            stack,
            window: WINDOW,
            longest_remembered: LONGEST_REMEMBERED,
        })
    }

    /// Finds the words of passages of `text`, in order. Passages must lie on characters.
    pub(crate) fn cut(
        &self,
        path: Path,
        chunks: &mut Chunks,
        buffers: &mut Buffers,
        text: &str,
        passages: impl Iterator<Item = Range<usize>>,
        mut emit: impl FnMut(Word),
    ) {
        for passage in passages {
            let text = &text[..passage.end];
            let mut last = None;
            let mut next = next_chunk(text, passage.start);
            while let Some(range) = next {
                next = next_chunk(text, range.end);
                let after = next.clone().and_then(|next| text[next].chars().next());
                chunks.push(text, range.clone(), [last, after], self.longest_remembered);
                last = text[range].chars().next_back();
                if chunks.group.len() == GROUP {
                    self.write(path, chunks, buffers, text, &mut emit);
                }
            }
        }
        self.write(path, chunks, buffers, text, &mut emit);
    }

    /// Reads the pending chunks, then writes the words of the group.
    fn write(
        &self,
        path: Path,
        chunks: &mut Chunks,
        buffers: &mut Buffers,
        text: &str,
        emit: &mut impl FnMut(Word),
    ) {
        self.read_pending(path, chunks, buffers, text);
        let group = std::mem::take(&mut chunks.group);
        for &chunk in &group {
            let mut words = Words::new(chunk, emit);
            match chunk.answer {
                Some(answer) => {
                    let Cuts { mut ends, joins } = chunks.cuts[answer as usize];
                    while ends != 0 {
                        let bit = ends.trailing_zeros();
                        let joins = joins >> bit & 1 == 1;
                        words.end(
                            chunk.start + bit as usize + 1,
                            if joins { Label::Word } else { Label::Token },
                        );
                        ends &= ends - 1;
                    }
                }
                None => self.read_long(path, chunks, buffers, text, chunk, &mut words),
            }
        }
        chunks.group = group;
        chunks.group.clear();
        if chunks.cuts.len() > MOST_REMEMBERED {
            chunks.known.clear();
            chunks.cuts.clear();
        }
    }

    /// Answers the chunks that nobody remembers.
    fn read_pending(&self, path: Path, chunks: &mut Chunks, buffers: &mut Buffers, text: &str) {
        let mut done = 0;
        while done < chunks.pending.len() {
            chunks.rows.clear();
            chunks.ends.clear();
            let first = done;
            while done < chunks.pending.len() && chunks.rows.len() < BATCH * self.stack.width() {
                let (chunk, _) = chunks.pending[done];
                self.push(chunk.before as u16, &mut chunks.rows);
                for character in text[chunk.start..chunk.end].chars() {
                    self.push(self.alphabet.row(character), &mut chunks.rows);
                }
                self.push(chunk.after as u16, &mut chunks.rows);
                chunks.ends.push(chunks.rows.len() / self.stack.width());
                done += 1;
            }
            let (outputs, stride) = self
                .stack
                .apply(path, &mut chunks.rows, &chunks.ends, buffers);
            let mut row = 0;
            for ((chunk, answer), &end) in chunks.pending[first..done].iter().zip(&chunks.ends) {
                let cuts = &mut chunks.cuts[*answer];
                let mut labels = Labels::default();
                let mut characters = text[chunk.start..chunk.end].chars().peekable();
                let mut at = 0;
                while let Some(character) = characters.next() {
                    row += 1;
                    at += character.len_utf8();
                    let label = labels.next(&outputs[row * stride..], characters.peek().copied());
                    if label != Label::Inside {
                        cuts.ends |= 1 << (at - 1);
                    }
                    if label == Label::Word {
                        cuts.joins |= 1 << (at - 1);
                    }
                }
                row = end;
            }
        }
        chunks.pending.clear();
    }

    /// Reads a long chunk in windows.
    fn read_long(
        &self,
        path: Path,
        chunks: &mut Chunks,
        buffers: &mut Buffers,
        text: &str,
        chunk: Chunk,
        words: &mut Words<impl FnMut(Word)>,
    ) {
        let reach = self.stack.reach();
        // The window's first character, and how many at its start are only looked at.
        let (mut first, mut seen) = (chunk.start, 0);
        let mut labels = Labels::default();
        loop {
            chunks.rows.clear();
            chunks.offsets.clear();
            if first == chunk.start {
                self.push(chunk.before as u16, &mut chunks.rows);
            }
            let lead = chunks.rows.len() / self.stack.width();
            let mut rest = text[first..chunk.end].char_indices();
            for (at, character) in rest.by_ref().take(seen + self.window + reach) {
                self.push(self.alphabet.row(character), &mut chunks.rows);
                chunks.offsets.push(first + at);
            }
            let whole = rest.next().is_none();
            let mut decided = seen + self.window;
            if whole {
                self.push(chunk.after as u16, &mut chunks.rows);
                decided = chunks.offsets.len();
                chunks.offsets.push(chunk.end);
            }
            let count = chunks.rows.len() / self.stack.width();
            let (outputs, stride) = self.stack.apply(path, &mut chunks.rows, &[count], buffers);
            for at in seen..decided {
                let end = chunks.offsets[at + 1];
                let next = text[end..chunk.end].chars().next();
                let label = labels.next(&outputs[(lead + at) * stride..], next);
                if label != Label::Inside {
                    words.end(end, label);
                }
            }
            if whole {
                return;
            }
            seen = reach.min(decided);
            first = chunks.offsets[decided - seen];
        }
    }

    fn push(&self, row: u16, rows: &mut Vec<f32>) {
        let start = rows.len();
        rows.resize(start + self.stack.width(), 0.0);
        self.table.add(usize::from(row), &mut rows[start..]);
    }
}

impl Chunks {
    /// Adds a chunk to the group, and to the pending ones if nobody remembers it.
    fn push(
        &mut self,
        text: &str,
        range: Range<usize>,
        [last, next]: [Option<char>; 2],
        longest: usize,
    ) {
        let characters = &text[range.clone()];
        let mut chunk = Chunk {
            start: range.start,
            end: range.end,
            before: Neighbour::of(last),
            after: Neighbour::of(next),
            answer: None,
            first: last.is_none(),
        };
        // Most chunks are letters, and what stands around those does not matter.
        if characters.chars().all(char::is_alphabetic) {
            chunk.before = Neighbour::Nothing;
            chunk.after = Neighbour::Nothing;
        }
        if characters.len() <= longest {
            self.key.clear();
            self.key.extend([chunk.before as u8, chunk.after as u8]);
            self.key.extend(
                characters
                    .bytes()
                    .map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }),
            );
            let answer = self.known.get(self.key.as_slice()).copied();
            chunk.answer = Some(answer.unwrap_or_else(|| {
                let answer = self.cuts.len();
                self.cuts.push(Cuts::default());
                self.pending.push((chunk, answer));
                self.known
                    .insert(self.key.clone().into_boxed_slice(), answer as u32);
                answer as u32
            }));
        }
        self.group.push(chunk);
    }
}

/// The next run of characters without white space.
fn next_chunk(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text[from..].find(|c: char| !c.is_whitespace())?;
    let length = text[start..].find(char::is_whitespace);
    Some(start..length.map_or(text.len(), |length| start + length))
}

/// Turns what the network says into labels.
#[derive(Default)]
struct Labels {
    /// A cut before an attached character, which moves to after it.
    carried: Option<Label>,
}

impl Labels {
    /// The label of a character before `next`.
    fn next(&mut self, logits: &[f32], next: Option<char>) -> Label {
        let mut label = if next.is_none() {
            Label::Token
        } else if logits[0] >= logits[1] && logits[0] >= logits[2] {
            self.carried.unwrap_or(Label::Inside)
        } else if logits[1] >= logits[2] {
            Label::Token
        } else {
            Label::Word
        };
        self.carried = None;
        if label != Label::Inside && next.is_some_and(is_attached) {
            self.carried = Some(label);
            label = Label::Inside;
        }
        label
    }
}

/// The words of one chunk, handed on as they end.
struct Words<'a, F> {
    chunk: Chunk,
    start: usize,
    joined: bool,
    emit: &'a mut F,
}

impl<'a, F: FnMut(Word)> Words<'a, F> {
    fn new(chunk: Chunk, emit: &'a mut F) -> Self {
        Self {
            chunk,
            start: chunk.start,
            joined: false,
            emit,
        }
    }

    fn end(&mut self, end: usize, label: Label) {
        (self.emit)(Word {
            start: self.start,
            end,
            joined: self.joined,
            space_after: end == self.chunk.end,
            first: self.chunk.first && self.start == self.chunk.start,
        });
        self.start = end;
        self.joined = label == Label::Word;
    }
}
