//! The model file and the networks in it.
//!
//! This is the reference of the format `dateline-language-1`; `training/export.py` writes it.
//!
//! # Container
//! A [safetensors](https://github.com/huggingface/safetensors) file that is used where it lies.
//! The file begins at a multiple of 64 in memory (embedded with that alignment, or read by
//! [`Model::from_copy`]); each `weight` of a linear layer begins at a multiple of 64 and every
//! other array at a multiple of its numbers' size. A writer that pads the header to a multiple of
//! 64 and writes packed weights first, then arrays of four-byte numbers, then bytes has this
//! without gaps. Arrays that are not named here are left alone.
//!
//! `__metadata__` holds strings: `format`; `layers` (such as `c1 c2 a4`); `sizes` (`tag=192
//! name=128 dependent=192 head=192 label_dependent=192 label_head=192`, multiples of 16); and, one
//! a line, the inventories `upos`, `xpos`, `feats`, `lemmas` (see [`LemmaScript`]), `relations`
//! (with `root`) and `names` (`O`, `B-PER`, `I-PER`, …).
//!
//! # From form to numbers
//! A form of more than 256 bytes is read by the characters that fit these. *normal* is the form in
//! small letters, with `0` for every ASCII digit and `'` for `’`. Hashes are FNV-1a over UTF-8.
//!
//! | array | type and shape | what |
//! |---|---|---|
//! | `word.table`, `word.scale` | i8 `[n, w]`, f32 `[n]` | rows of words; row 0 is for unknown ones |
//! | `word.slots` | u32 `[2^k]` | numbers of words by 64-bit hash of *normal*, open addressing, next slot on collision; 0 is empty, and some slot is |
//! | `lemma.slots`, `lemma.bytes`, `lemma.offsets` | as for words | optional: keys are a form, a tab and a part of speech |
//! | `lemma.scripts` | u32 `[keys]` | number of the lemma script of each key, which goes before the network's |
//! | `word.bytes`, `word.offsets` | u8 `[b]`, u32 `[n + 1]` | word `i` is bytes `offsets[i]..offsets[i + 1]`; word 0 is empty |
//! | `gram.table`, `gram.scale` | i8 `[2^k, g]`, f32 `[2^k]` | rows of character n-grams |
//! | `shape.table`, `shape.scale` | i8 `[2^k, s]`, f32 `[2^k]` | rows of shapes |
//!
//! A row stands for its integers times its scale. N-grams are all runs of 2, 3, 4 and 5 characters
//! of `^`, the first 24 characters of *normal*, `$`; the row is the 32-bit hash of the ASCII digit
//! of the length and the run, modulo the rows. Distinct rows are added in ascending order and
//! divided by their number. A shape is the form with `X` for upper case, `x` for lower case, `d`
//! for ASCII digits and other characters as they are, runs cut to two, the first ten characters;
//! its row is its 32-bit hash modulo the rows. Word, n-gram and shape rows stand one after
//! another, `w + g + s` numbers.
//!
//! # Layers
//! A linear layer `NAME` from `c` inputs (a multiple of 4) to `r` outputs, padded with zeros to
//! `R`, the next multiple of 16:
//!
//! | array | type and shape | what |
//! |---|---|---|
//! | `NAME.weight` | i8 `[R/16, c/4, 16, 4]` | weight of output `16a + i`, input `4b + j` at `[a, b, i, j]` |
//! | `NAME.scale` | f32 `[R]` | scale of the output's weights times that of the inputs |
//! | `NAME.bias` | f32 `[R]` | added last |
//! | `NAME.offset` | i32 `[R]` | −128 times the sum of the output's weights |
//! | `NAME.input_scale` | f32 `[1]` | what one unit of an input byte is worth |
//!
//! Input bytes are `clamp(round(x × (1 / input_scale)), −127, 127) + 128`, rounded half to even,
//! with the reciprocal rounded to f32 once; outputs are `(sum + offset) × scale + bias` in f32,
//! each step rounded.
//!
//! Normalisation `NAME` has `NAME.weight` and `NAME.bias`, f32 `[d]`, and adds 1e-5 to the
//! variance. Sums of floats and `exp` follow one order, see `kernels/floats.rs`.
//!
//! # The parser
//! Rows of a sentence are `root` (f32 `[d]`) and, for each word, the layer `input` (`w + g + s` to
//! `d`); they are normalised by `input.norm`. Layer `i` of `layers` has the prefix `layers.i` and
//! adds to the rows:
//!
//! - `cN`, from `h` normalised by `layers.i.norm`: the linear layer `layers.i` (`3d` to `2d`) of
//!   `h(t − N), h(t), h(t + N)`, zeros outside the sentence; its first half times the logistic
//!   function of its second half.
//! - `aH`, from `h` normalised by `layers.i.norm`: self-attention of `H` heads, with the linear
//!   layers `layers.i.project` (`d` to queries, keys and values, `3d`) and `layers.i.join` (`d` to
//!   `d`), and `layers.i.distance`, f32 `[H, 33]`, added to `q·k / √(d/H)` at the key's row minus
//!   the query's, within ±16.
//!
//! The rows are normalised by `final.norm`, and the linear layer `heads` gives the slices `tag`,
//! `name`, `dependent`, `head` (all four with negative numbers cut off), `label_dependent` and
//! `label_head`. Of equal numbers the first is chosen.
//!
//! - `tags` from `tag`: UPOS, XPOS, FEATS, lemma scripts, one after another; the greatest of each.
//! - `names` from `name`: the sequence of name tags of the greatest sum in which `I-X` follows
//!   only `B-X` or `I-X`.
//! - `arc` from `dependent`, times `head` of another row or the root's, plus `distance` (f32
//!   `[65]`, the head's row minus the word's, within ±32): the tree with one root of the greatest
//!   sum.
//! - `labels` from `label_dependent` of a word plus `label_head` of its head, negative numbers cut
//!   off: the greatest relation but `root`, which is for the root alone.
//!
//! # Speech
//! Optional (`speech.rs`): the linear layers `speech.input` (`2d` to `m`: a word's row after
//! `final.norm` beside its row after `input.norm`; negative numbers cut off), `speech.cue` (`m` to
//! 3: no cue, a cue that tells words or thoughts, one that does not) and `speech.pair` (`m` to `2p`:
//! the word as a cue, the word beside a cue), `speech.way` (f32 `[1 + 7 × relations, p]`, a row for
//! each way in the tree) and `speech.distance` (f32 `[65, p]`, the word's row minus the cue's, within
//! ±32). The sum of the four rows of `p`, negative numbers cut off, goes through `speech.roles` (`p`
//! to 3: source, cue, content).
//!
//! # The tokenizer
//! Chunks without white space are read one by one. The rows of `tokenizer.table` (i8 `[n, d]`, with
//! `tokenizer.scale`, f32 `[n]`) are, in this order: 12 classes of neighbouring characters
//! (`letters.rs`), five of characters that are not in the alphabet, and one for each character of
//! the metadata entry `tokenizer.letters`, ascending, where `0` stands for all digits. A chunk is
//! the class of the character before it, its characters, the class of the character after it;
//! around a chunk of letters the first class stands on both sides.
//!
//! The convolutions `tokenizer.layers.i`, as the metadata entry `tokenizer.layers` lists them,
//! `tokenizer.final.norm` and the linear layer `tokenizer.out` give three numbers a character: the
//! word goes on, the token ends, the word ends and the token goes on.
//!
//! # The sentence model
//! The row of a word is the sum of its row in `sentences.words` (i8 `[n, d]`, found as the parser's
//! words are), the row of the last three characters of *normal* in `sentences.suffixes` (`[2^k,
//! d]`), the row of its shape in `sentences.shapes` (`[2^k, d]`), and of the rows of
//! `sentences.switches` (f32 `[9, d]`, `boundaries.rs`) that are on. The convolutions
//! `sentences.layers.i`, as the metadata entry `sentences.layers` lists them,
//! `sentences.final.norm` and the linear layer `sentences.out` give one number a word. From the
//! metadata entry `sentences.threshold` on, the word starts a sentence.

use crate::annotate::Labels;
use crate::embedding::Embedding;
use crate::kernels::{Path, floats::LANES};
use crate::layers::{Attention, GatedConvolution, Norm};
use crate::lemma::{KnownLemmas, LemmaScript};
use crate::linear::Linear;
use crate::segment::Segmenter;
use crate::speech::Speech;
pub use crate::tensors::ModelError;
use crate::tensors::{LINE, Tensors};

/// The format this program reads.
pub(crate) const FORMAT: &str = "dateline-language-1";

/// Most layers a network may have.
const MOST_LAYERS: usize = 64;

/// The trained networks, read in place from the bytes of a model file.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) path: Path,
    pub(crate) embedding: Embedding,
    pub(crate) segmenter: Segmenter,
    pub(crate) parser: Network,
    pub(crate) labels: Labels,
    upos: Vec<String>,
    xpos: Vec<String>,
    feats: Vec<String>,
    relations: Vec<String>,
    names: Vec<String>,
    lemmas: Vec<LemmaScript>,
    pub(crate) known_lemmas: Option<KnownLemmas>,
}

/// The network that tags, names and parses.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    pub(crate) width: usize,
    pub(crate) root: &'static [f32],
    pub(crate) input_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) final_norm: Norm,
    pub(crate) heads: Linear,
    pub(crate) sizes: Sizes,
    pub(crate) tags: Linear,
    pub(crate) name_tags: Linear,
    pub(crate) arc: Linear,
    pub(crate) distance: &'static [f32],
    pub(crate) labels: Linear,
    pub(crate) speech: Option<Speech>,
    /// How a name tag may follow.
    pub(crate) name_steps: Vec<NameStep>,
    /// Numbers of UPOS, XPOS, FEATS and lemma classes, in the order of the logits.
    pub(crate) classes: [usize; 4],
    /// Number of the relation `root`.
    pub(crate) root_relation: usize,
    /// What a word that has no place in the tree of a window is attached with.
    pub(crate) loose_relation: usize,
}

/// One layer of the encoder.
#[derive(Clone, Debug)]
pub(crate) enum Layer {
    Convolution(GatedConvolution),
    Attention(Attention),
}

/// What may stand before a name tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NameStep {
    /// Anything, and it may begin a sentence.
    Free,
    /// For `I-X`, the tags `B-X` (where there is one) and `I-X` itself.
    Inside { begin: Option<usize> },
}

/// Widths of the slices of the stacked heads, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sizes {
    pub(crate) tag: usize,
    pub(crate) name: usize,
    /// Of `dependent` and of `head`.
    pub(crate) arc: usize,
    /// Of `label_dependent` and of `label_head`.
    pub(crate) label: usize,
}

impl Model {
    /// Reads a model whose bytes stay for the life of the program: embedded ones, or a file's
    /// after `Vec::leak`. They must begin at a multiple of 64; see
    /// [`from_copy`](Self::from_copy) for bytes that may not.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let tensors = Tensors::from_bytes(bytes)?;
        let format = tensors.metadata("format").unwrap_or_default();
        if format != FORMAT {
            return Err(ModelError::Format {
                expected: FORMAT,
                found: format.to_owned(),
            });
        }
        let upos = inventory(&tensors, "upos")?;
        let xpos = inventory(&tensors, "xpos")?;
        let feats = inventory(&tensors, "feats")?;
        let relations = inventory(&tensors, "relations")?;
        let names = inventory(&tensors, "names")?;
        let lemmas = inventory(&tensors, "lemmas")?
            .iter()
            .map(|script| script.parse())
            .collect::<Result<Vec<LemmaScript>, String>>()
            .map_err(|expected| ModelError::Metadata {
                key: "lemmas".to_owned(),
                expected,
            })?;
        let classes = [upos.len(), xpos.len(), feats.len(), lemmas.len()];
        let parser = Network::read(&tensors, classes, &relations, &names)?;
        Ok(Self {
            path: Path::best(),
            embedding: Embedding::read(&tensors, parser.width)?,
            segmenter: Segmenter::read(&tensors)?,
            parser,
            labels: Labels::read(&upos, &relations, &names)?,
            upos,
            xpos,
            feats,
            relations,
            names,
            known_lemmas: KnownLemmas::read(&tensors, lemmas.len())?,
            lemmas,
        })
    }

    /// Reads a model from bytes of any alignment, as a file gives them.
    ///
    /// The bytes are copied to memory that is never given back: a program reads one model.
    pub fn from_copy(bytes: &[u8]) -> Result<Self, ModelError> {
        Self::from_bytes(aligned(bytes))
    }

    /// The same model on other instructions; results do not change.
    pub fn on_path(mut self, path: Path) -> Self {
        self.path = path;
        self
    }

    /// Universal parts of speech, by number.
    pub fn upos(&self) -> &[String] {
        &self.upos
    }

    /// Penn tags, by number.
    pub fn xpos(&self) -> &[String] {
        &self.xpos
    }

    /// Sets of features in CoNLL-U notation, by number.
    pub fn feats(&self) -> &[String] {
        &self.feats
    }

    /// Relations with subtypes, by number.
    pub fn relations(&self) -> &[String] {
        &self.relations
    }

    /// Name tags (`O`, `B-PER`, `I-PER`, …), by number.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Lemma scripts, by number.
    pub fn lemmas(&self) -> &[LemmaScript] {
        &self.lemmas
    }
}

/// A copy that begins where a cache line does, and that stays.
fn aligned(bytes: &[u8]) -> &'static [u8] {
    let room = vec![0; bytes.len() + LINE].leak();
    let start = room.as_ptr().addr().next_multiple_of(LINE) - room.as_ptr().addr();
    let place = &mut room[start..start + bytes.len()];
    place.copy_from_slice(bytes);
    place
}

/// A list of distinct names in the metadata, one a line.
fn inventory(tensors: &Tensors, key: &str) -> Result<Vec<String>, ModelError> {
    let names: Vec<String> = tensors.metadata(key)?.lines().map(str::to_owned).collect();
    if names.is_empty() || names.len() > usize::from(u16::MAX) {
        return Err(ModelError::Metadata {
            key: key.to_owned(),
            expected: "one to 65,535 lines".to_owned(),
        });
    }
    Ok(names)
}

impl Network {
    fn read(
        tensors: &Tensors,
        classes: [usize; 4],
        relations: &[String],
        names: &[String],
    ) -> Result<Self, ModelError> {
        let metadata = |key: &str, expected: &str| ModelError::Metadata {
            key: key.to_owned(),
            expected: expected.to_owned(),
        };
        let root: &[f32] = tensors.list("root")?;
        let width = root.len();
        let sizes = Sizes::read(tensors.metadata("sizes")?)
            .ok_or_else(|| metadata("sizes", "`tag=…`, `name=…`, `dependent=…`, `head=…`, `label_dependent=…`, `label_head=…`, multiples of 16, dependents as wide as heads"))?;
        let root_relation = relations
            .iter()
            .position(|relation| relation == "root")
            .filter(|_| relations.len() > 1)
            .ok_or_else(|| metadata("relations", "`root` and at least one other relation"))?;
        let loose_relation = ["parataxis", "dep"]
            .iter()
            .find_map(|name| relations.iter().position(|relation| relation == name))
            .unwrap_or(usize::from(root_relation == 0));
        if !names.iter().any(|name| name == "O") {
            return Err(metadata("names", "`O` among the tags"));
        }
        let mut layers = Vec::new();
        for (index, layer) in tensors.metadata("layers")?.split_whitespace().enumerate() {
            let kind = layer.chars().next();
            let number = layer
                .get(1..)
                .and_then(|number| number.parse::<usize>().ok())
                .filter(|number| (1..=256).contains(number) && index < MOST_LAYERS);
            let name = format!("layers.{index}");
            layers.push(match (kind, number) {
                (Some('c'), Some(dilation)) => {
                    Layer::Convolution(GatedConvolution::read(tensors, &name, width, dilation)?)
                }
                (Some('a'), Some(heads)) => {
                    Layer::Attention(Attention::read(tensors, &name, width, heads)?)
                }
                _ => {
                    return Err(metadata(
                        "layers",
                        "up to 64 of `cN` (dilation) and `aN` (heads)",
                    ));
                }
            });
        }
        Ok(Self {
            width,
            root,
            input_norm: Norm::read(tensors, "input.norm", width)?,
            layers,
            final_norm: Norm::read(tensors, "final.norm", width)?,
            heads: Linear::read(tensors, "heads", width, sizes.total())?,
            sizes,
            tags: Linear::read(tensors, "tags", sizes.tag, classes.iter().sum())?,
            name_tags: Linear::read(tensors, "names", sizes.name, names.len())?,
            arc: Linear::read(tensors, "arc", sizes.arc, sizes.arc)?,
            distance: tensors.array("distance", &[65])?,
            labels: Linear::read(tensors, "labels", sizes.label, relations.len())?,
            speech: Speech::read(tensors, width, relations.len())?,
            name_steps: NameStep::of(names),
            classes,
            root_relation,
            loose_relation,
        })
    }
}

impl NameStep {
    fn of(names: &[String]) -> Vec<Self> {
        let begin = |kind: &str| {
            names
                .iter()
                .position(|name| name.strip_prefix("B-") == Some(kind))
        };
        names
            .iter()
            .map(|name| match name.strip_prefix("I-") {
                Some(kind) => Self::Inside { begin: begin(kind) },
                None => Self::Free,
            })
            .collect()
    }
}

impl Sizes {
    fn read(text: &str) -> Option<Self> {
        let size = |key: &str| {
            text.split_whitespace()
                .filter_map(|entry| entry.split_once('='))
                .find(|entry| entry.0 == key)
                .and_then(|entry| entry.1.parse::<usize>().ok())
                .filter(|&size| size > 0 && size <= 1 << 16 && size % LANES == 0)
        };
        let sizes = Self {
            tag: size("tag")?,
            name: size("name")?,
            arc: size("dependent")?,
            label: size("label_dependent")?,
        };
        (size("head")? == sizes.arc && size("label_head")? == sizes.label).then_some(sizes)
    }

    /// Width of the stacked heads.
    pub(crate) fn total(self) -> usize {
        self.tag + self.name + 2 * self.arc + 2 * self.label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_begin_at_a_cache_line() {
        for length in [0, 1, 63, 64, 1000] {
            let bytes: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let copy = aligned(&bytes);
            assert_eq!(copy, bytes);
            assert_eq!(copy.as_ptr().addr() % 64, 0);
        }
    }
}
