//! From a word's form to numbers, remembered by form.
//!
//! A form is seen in three ways: its row in the word table, the mean of the rows of its character
//! n-grams, and the row of its shape. What the networks make of them depends on the form alone, so
//! it is kept in a bounded cache; what is in the cache never changes a result.

use crate::kernels::Path;
use crate::linear::Linear;
use crate::tables::{Dictionary, HASH32, Table, hash32, hash64};
use crate::tensors::{ModelError, Tensors};

/// A form longer than this many bytes is read by its first bytes only.
const LONGEST_FORM: usize = 256;

/// As much of a form as is read.
pub(crate) fn shortened(form: &str) -> &str {
    &form[..form.floor_char_boundary(LONGEST_FORM)]
}

/// Characters of a form that make n-grams.
const GRAM_CHARS: usize = 24;
/// Characters of a shape.
const SHAPE_CHARS: usize = 10;
/// Forms that are remembered before all are forgotten.
const MOST_FORMS: usize = 8192;
/// Slots of the index of remembered forms, a power of two.
const SLOTS: usize = 4 * MOST_FORMS;

/// The tables, and the layer that reads what is looked up in them.
#[derive(Clone, Debug)]
pub(crate) struct Embedding {
    words: Table,
    grams: Table,
    shapes: Table,
    dictionary: Dictionary,
    /// The first layer of the parser.
    input: Linear,
}

impl Embedding {
    /// Reads the tables, and `input` with as many outputs as the parser's rows are wide.
    pub(crate) fn read(tensors: &Tensors, outputs: usize) -> Result<Self, ModelError> {
        let words = Table::read(tensors, "word")?;
        let grams = Table::read(tensors, "gram")?;
        let shapes = Table::read(tensors, "shape")?;
        let width = words.width() + grams.width() + shapes.width();
        let embedding = Self {
            dictionary: Dictionary::read(tensors, "word", words.count())?,
            input: Linear::read(tensors, "input", width, outputs)?,
            words,
            grams,
            shapes,
        };
        embedding.grams.mask("gram")?;
        embedding.shapes.mask("shape")?;
        Ok(embedding)
    }

    /// Length of what is looked up for a form.
    fn width(&self) -> usize {
        self.words.width() + self.grams.width() + self.shapes.width()
    }

    /// Looks a form up in the three tables.
    fn look_up(&self, form: &str, text: &mut FormText, out: &mut [f32]) {
        out.fill(0.0);
        text.read(form);
        let (word, rest) = out.split_at_mut(self.words.width());
        let (gram, shape) = rest.split_at_mut(self.grams.width());
        self.words.add(self.dictionary.find(&text.normal), word);
        let mask = self.grams.count() as u32 - 1;
        text.find_grams(mask);
        for &bucket in &text.grams {
            self.grams.add(bucket as usize, gram);
        }
        let count = text.grams.len() as f32;
        for value in gram {
            *value /= count;
        }
        let mask = self.shapes.count() as u32 - 1;
        let bucket = hash32(HASH32, text.shape.as_bytes()) & mask;
        self.shapes.add(bucket as usize, shape);
    }
}

/// What is read off the characters of a form.
#[derive(Default, Debug)]
pub(crate) struct FormText {
    normal: String,
    shape: String,
    /// `^`, the first characters of the normal form, `$`.
    marked: String,
    /// Where the characters of `marked` begin, and its length.
    starts: Vec<usize>,
    grams: Vec<u32>,
}

impl FormText {
    /// Reads a form, forgetting the one before.
    pub(crate) fn read(&mut self, form: &str) {
        self.normal.clear();
        if form.contains('Σ') {
            // At the end of a word its small letter is another one, which `str` knows.
            self.normal.push_str(&form.to_lowercase());
            self.normal = self.normal.chars().map(plain).collect();
        } else {
            self.normal
                .extend(form.chars().flat_map(char::to_lowercase).map(plain));
        }
        self.marked.clear();
        self.marked.push('^');
        self.marked.extend(self.normal.chars().take(GRAM_CHARS));
        self.marked.push('$');
        self.starts.clear();
        self.starts
            .extend(self.marked.char_indices().map(|(at, _)| at));
        self.starts.push(self.marked.len());
        self.shape.clear();
        let (mut last, mut run, mut length) = ('\0', 0, 0);
        for c in form.chars() {
            let class = if c.is_uppercase() {
                'X'
            } else if c.is_lowercase() {
                'x'
            } else if c.is_ascii_digit() {
                'd'
            } else {
                c
            };
            run = if class == last && length > 0 {
                run + 1
            } else {
                1
            };
            last = class;
            if run <= 2 {
                self.shape.push(class);
                length += 1;
                if length == SHAPE_CHARS {
                    break;
                }
            }
        }
    }

    /// The form as words are looked up.
    pub(crate) fn normal(&self) -> &str {
        &self.normal
    }

    /// What the form looks like.
    pub(crate) fn shape(&self) -> &str {
        &self.shape
    }

    /// The distinct buckets of all n-grams of two to five characters, ascending.
    fn find_grams(&mut self, mask: u32) {
        self.grams.clear();
        let count = self.starts.len() - 1;
        for n in 2..=5 {
            let seed = hash32(HASH32, &[b'0' + n as u8]);
            for first in 0..(count + 1).saturating_sub(n) {
                let gram = &self.marked.as_bytes()[self.starts[first]..self.starts[first + n]];
                self.grams.push(hash32(seed, gram) & mask);
            }
        }
        self.grams.sort_unstable();
        self.grams.dedup();
    }
}

/// One digit for all digits, one apostrophe for both.
fn plain(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '’' => '\'',
        c => c,
    }
}

/// The forms seen of late, with what the first layer makes of them.
#[derive(Debug)]
pub(crate) struct Words {
    /// Positions in `forms` plus one, by hash; zero is an empty slot.
    slots: Vec<u32>,
    forms: Vec<(u64, usize)>,
    /// The bytes of the forms, one after another; a form ends where the next one begins.
    bytes: String,
    vectors: Vec<f32>,
    /// Numbers that are kept for a form.
    width: usize,
    text: FormText,
    looked_up: Vec<f32>,
    quantised: Vec<u8>,
    output: Vec<f32>,
}

impl Words {
    /// An empty cache for one model.
    pub(crate) fn new(embedding: &Embedding) -> Self {
        Self {
            slots: vec![0; SLOTS],
            forms: Vec::new(),
            bytes: String::new(),
            vectors: Vec::new(),
            width: embedding.input.outputs(),
            text: FormText::default(),
            looked_up: vec![0.0; embedding.width()],
            quantised: Vec::new(),
            output: Vec::new(),
        }
    }

    /// Makes room for `count` forms to come: until the next call, numbers of up to so many new
    /// forms stay valid.
    pub(crate) fn reserve(&mut self, count: usize) {
        if self.forms.len() + count > MOST_FORMS && !self.forms.is_empty() {
            self.slots.fill(0);
            self.forms.clear();
            self.bytes.clear();
            self.vectors.clear();
        }
    }

    /// The number of a form, which is read if it is new.
    pub(crate) fn number(&mut self, path: Path, embedding: &Embedding, form: &str) -> usize {
        let form = shortened(form);
        let hash = hash64(form.as_bytes());
        // The low bits choose the slot, mixed with the high ones, which FNV spreads better.
        let mut slot = (hash ^ (hash >> 32)) as usize % SLOTS;
        while let Some(known) = (self.slots[slot] as usize).checked_sub(1) {
            if self.forms[known].0 == hash && self.form(known) == form {
                return known;
            }
            slot = (slot + 1) % SLOTS;
        }
        let number = self.forms.len();
        // A batch never brings more forms than were made room for, so a slot stays empty.
        debug_assert!(number < SLOTS - 1, "more new forms than were reserved");
        self.slots[slot] = number as u32 + 1;
        self.forms.push((hash, self.bytes.len()));
        self.bytes.push_str(form);
        embedding.look_up(form, &mut self.text, &mut self.looked_up);
        let (quantised, output) = (&mut self.quantised, &mut self.output);
        embedding
            .input
            .apply(path, &self.looked_up, quantised, output);
        self.vectors.extend_from_slice(&output[..self.width]);
        number
    }

    /// What the first layer makes of a form.
    pub(crate) fn vector(&self, number: usize) -> &[f32] {
        &self.vectors[number * self.width..][..self.width]
    }

    fn form(&self, number: usize) -> &str {
        let end = self
            .forms
            .get(number + 1)
            .map_or(self.bytes.len(), |next| next.1);
        &self.bytes[self.forms[number].1..end]
    }
}
