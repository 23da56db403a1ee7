//! Model files with random weights, for tests: every array in the right place and of the right
//! shape, and numbers in the range of trained ones.

use std::collections::BTreeMap;

use record::{DependencyRelation, NameKind, Upos};
use serde_json::{Value, json};

use crate::tensors::LINE;

/// Random numbers from a seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// From −1 to 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0
    }
}

/// Sizes of a network.
#[derive(Clone, Debug)]
pub(crate) struct Dimensions {
    /// Rows and width of the word table, the n-gram table and the shape table.
    pub(crate) tables: [(usize, usize); 3],
    pub(crate) width: usize,
    pub(crate) layers: &'static str,
    pub(crate) tag: usize,
    pub(crate) name: usize,
    pub(crate) arc: usize,
    pub(crate) label: usize,
    /// UPOS, XPOS, FEATS, lemma scripts.
    pub(crate) classes: [usize; 4],
    pub(crate) relations: usize,
}

impl Dimensions {
    pub(crate) const SMALL: Self = Self {
        tables: [(40, 20), (64, 12), (16, 4)],
        width: 32,
        layers: "c1 a2 c2 a1",
        tag: 16,
        name: 32,
        arc: 32,
        label: 16,
        classes: [5, 7, 3, 9],
        relations: 6,
    };

    /// As large as the shipped model.
    pub(crate) const REAL: Self = Self {
        tables: [(42_000, 128), (32_768, 96), (512, 32)],
        width: 256,
        layers: "c1 c2 a4 c1 c2 a4",
        tag: 192,
        name: 128,
        arc: 192,
        label: 192,
        classes: [17, 50, 200, 400],
        relations: DependencyRelation::ALL.len(),
    };
}

/// The `id`-th word of the vocabulary of a random model.
pub(crate) fn word(id: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ren", "su", "tor", "vel", "dé", "ni", "pa", "gor", "hu", "bel", "sha",
        "ti", "0",
    ];
    let mut word = String::new();
    let mut rest = id;
    loop {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
        if rest == 0 {
            return word;
        }
    }
}

/// Writes a model file.
#[derive(Default)]
pub(crate) struct Writer {
    metadata: BTreeMap<String, String>,
    tensors: Vec<(String, &'static str, Vec<usize>, Vec<u8>)>,
}

impl Writer {
    pub(crate) fn metadata(&mut self, key: &str, value: impl Into<String>) {
        self.metadata.insert(key.to_owned(), value.into());
    }

    pub(crate) fn tensor<T: crate::tensors::Element>(
        &mut self,
        name: &str,
        shape: &[usize],
        values: &[T],
    ) {
        assert_eq!(values.len(), shape.iter().product::<usize>(), "{name}");
        self.tensors.push((
            name.to_owned(),
            T::KIND,
            shape.to_vec(),
            bytemuck::cast_slice(values).to_vec(),
        ));
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.tensors.retain(|tensor| tensor.0 != name);
    }

    /// Puts one number in the place of all floats.
    pub(crate) fn replace_floats(&mut self, value: f32) {
        for (_, kind, _, bytes) in &mut self.tensors {
            if *kind == "F32" {
                for bytes in bytes.as_chunks_mut::<4>().0 {
                    *bytes = value.to_le_bytes();
                }
            }
        }
    }

    /// A layer whose outputs are about as large as its inputs, which lie within ±`range`.
    pub(crate) fn linear(
        &mut self,
        random: &mut Random,
        name: &str,
        inputs: usize,
        outputs: usize,
        range: f32,
    ) {
        let padded = outputs.next_multiple_of(16);
        let (blocks, groups) = (padded / 16, inputs / 4);
        let mut weights = vec![0_i8; padded * inputs];
        let mut sums = vec![0_i32; padded];
        for (output, sum) in sums.iter_mut().enumerate().take(outputs) {
            for input in 0..inputs {
                let weight = random.below(255) as i32 - 127;
                *sum -= 128 * weight;
                let at = ((output / 16 * groups + input / 4) * 16 + output % 16) * 4 + input % 4;
                weights[at] = weight as i8;
            }
        }
        let input_scale = range / 127.0;
        let scale = input_scale / (73.0 * (inputs as f32).sqrt());
        let only = |value: f32, at: usize| if at < outputs { value } else { 0.0 };
        let scales: Vec<f32> = (0..padded)
            .map(|at| only(scale * (1.0 + 0.3 * random.unit()), at))
            .collect();
        let bias: Vec<f32> = (0..padded)
            .map(|at| only(0.3 * random.unit(), at))
            .collect();
        self.tensor(
            &format!("{name}.weight"),
            &[blocks, groups, 16, 4],
            &weights,
        );
        self.tensor(&format!("{name}.scale"), &[padded], &scales);
        self.tensor(&format!("{name}.bias"), &[padded], &bias);
        self.tensor(&format!("{name}.offset"), &[padded], &sums);
        self.tensor(&format!("{name}.input_scale"), &[1], &[input_scale]);
    }

    /// Rows of bytes with a scale each.
    fn table(&mut self, random: &mut Random, name: &str, rows: usize, width: usize) {
        let table: Vec<i8> = (0..rows * width)
            .map(|_| (random.below(255) as i32 - 127) as i8)
            .collect();
        let scale: Vec<f32> = (0..rows)
            .map(|_| (1.0 + 0.5 * random.unit()) / 127.0)
            .collect();
        self.tensor(&format!("{name}.table"), &[rows, width], &table);
        self.tensor(&format!("{name}.scale"), &[rows], &scale);
    }

    pub(crate) fn norm(&mut self, random: &mut Random, name: &str, width: usize) {
        let weight: Vec<f32> = (0..width).map(|_| 1.0 + 0.2 * random.unit()).collect();
        let bias: Vec<f32> = (0..width).map(|_| 0.2 * random.unit()).collect();
        self.tensor(&format!("{name}.weight"), &[width], &weight);
        self.tensor(&format!("{name}.bias"), &[width], &bias);
    }

    /// The file. Arrays whose length in bytes is a multiple of a cache line come first, so that
    /// each begins at one without gaps.
    pub(crate) fn bytes(mut self) -> Vec<u8> {
        self.tensors.sort_by_key(|(_, kind, _, bytes)| {
            (bytes.len() % LINE != 0, matches!(*kind, "I8" | "U8"))
        });
        let mut header = serde_json::Map::new();
        header.insert("__metadata__".to_owned(), json!(self.metadata));
        let mut data = Vec::new();
        for (name, kind, shape, bytes) in self.tensors {
            let entry = json!({
                "dtype": kind,
                "shape": shape,
                "data_offsets": [data.len(), data.len() + bytes.len()],
            });
            header.insert(name, entry);
            data.extend(bytes);
        }
        let mut header = Value::Object(header).to_string();
        while !(8 + header.len()).is_multiple_of(LINE) {
            header.push(' ');
        }
        let mut file = (header.len() as u64).to_le_bytes().to_vec();
        file.extend(header.into_bytes());
        file.extend(data);
        file
    }
}

/// Numbered names, one a line.
fn lines(count: usize, name: impl Fn(usize) -> String) -> String {
    (0..count).map(name).collect::<Vec<_>>().join("\n")
}

/// A whole model.
pub(crate) fn writer(random: &mut Random, sizes: &Dimensions) -> Writer {
    let mut writer = Writer::default();
    writer.metadata("format", crate::model::FORMAT);
    writer.metadata("layers", sizes.layers);
    let [upos, xpos, feats, lemmas] = sizes.classes;
    writer.metadata("upos", lines(upos, |i| Upos::ALL[i].as_str().to_owned()));
    writer.metadata("xpos", lines(xpos, |i| format!("X{i}")));
    writer.metadata("feats", lines(feats, |i| format!("F={i}")));
    writer.metadata("lemmas", lines(lemmas, |i| format!("l|{}|{i}", i % 3)));
    let relations = [DependencyRelation::Case, DependencyRelation::Root]
        .iter()
        .chain(DependencyRelation::ALL)
        .map(|relation| relation.as_str());
    let mut distinct: Vec<&str> = Vec::new();
    for relation in relations {
        if !distinct.contains(&relation) {
            distinct.push(relation);
        }
    }
    writer.metadata("relations", distinct[..sizes.relations].join("\n"));
    let kinds = NameKind::ALL.iter().map(|kind| kind.as_str());
    let names = kinds.map(|kind| format!("\nB-{kind}\nI-{kind}"));
    writer.metadata("names", format!("O{}", names.collect::<String>()));
    writer.metadata(
        "sizes",
        format!(
            "tag={} name={} dependent={} head={} label_dependent={} label_head={}",
            sizes.tag, sizes.name, sizes.arc, sizes.arc, sizes.label, sizes.label
        ),
    );
    for (name, (rows, width)) in ["word", "gram", "shape"].iter().zip(sizes.tables) {
        writer.table(random, name, rows, width);
    }
    vocabulary(&mut writer, "word", sizes.tables[0].0);
    segmenter(&mut writer, random);
    let width = sizes.width;
    let table_width = sizes.tables.iter().map(|table| table.1).sum();
    let root: Vec<f32> = (0..width).map(|_| random.unit()).collect();
    writer.tensor("root", &[width], &root);
    writer.linear(random, "input", table_width, width, 1.5);
    writer.norm(random, "input.norm", width);
    for (index, layer) in sizes.layers.split(' ').enumerate() {
        let name = format!("layers.{index}");
        writer.norm(random, &format!("{name}.norm"), width);
        if layer.starts_with('c') {
            writer.linear(random, &name, 3 * width, 2 * width, 4.0);
        } else {
            let heads: usize = layer[1..].parse().expect("a number of heads");
            let distance: Vec<f32> = (0..heads * 33).map(|_| random.unit()).collect();
            writer.tensor(&format!("{name}.distance"), &[heads, 33], &distance);
            writer.linear(random, &format!("{name}.project"), width, 3 * width, 4.0);
            writer.linear(random, &format!("{name}.join"), width, width, 2.0);
        }
    }
    writer.norm(random, "final.norm", width);
    let stacked = sizes.tag + sizes.name + 2 * sizes.arc + 2 * sizes.label;
    writer.linear(random, "heads", width, stacked, 4.0);
    writer.linear(random, "tags", sizes.tag, sizes.classes.iter().sum(), 3.0);
    writer.linear(random, "names", sizes.name, 13, 3.0);
    writer.linear(random, "arc", sizes.arc, sizes.arc, 3.0);
    writer.linear(random, "labels", sizes.label, sizes.relations, 3.0);
    let distance: Vec<f32> = (0..65).map(|_| random.unit()).collect();
    writer.tensor("distance", &[65], &distance);
    speech(&mut writer, random, width, sizes.relations);
    writer
}

/// The layers that mark who says what.
fn speech(writer: &mut Writer, random: &mut Random, width: usize, relations: usize) {
    let size = 16;
    writer.linear(random, "speech.input", 2 * width, 32, 4.0);
    writer.linear(random, "speech.cue", 32, 3, 3.0);
    writer.linear(random, "speech.pair", 32, 2 * size, 3.0);
    writer.linear(random, "speech.roles", size, 3, 3.0);
    for (name, rows) in [("speech.way", 1 + 7 * relations), ("speech.distance", 65)] {
        let values: Vec<f32> = (0..rows * size).map(|_| random.unit()).collect();
        writer.tensor(name, &[rows, size], &values);
    }
}

/// The tokenizer and the sentence model.
fn segmenter(writer: &mut Writer, random: &mut Random) {
    let letters = " !\"'(),-.0?abcdefghijklmnopqrstuvwxyz’“”";
    writer.metadata("tokenizer.letters", letters);
    writer.metadata("sentences.threshold", "0.5");
    let width = 16;
    writer.table(random, "tokenizer", 17 + letters.chars().count(), width);
    writer.table(random, "sentences.words", 30, width);
    writer.table(random, "sentences.suffixes", 32, width);
    writer.table(random, "sentences.shapes", 16, width);
    vocabulary(writer, "sentences.words", 30);
    let switches: Vec<f32> = (0..9 * width).map(|_| random.unit()).collect();
    writer.tensor("sentences.switches", &[9, width], &switches);
    for (name, outputs) in [("tokenizer", 3), ("sentences", 1)] {
        writer.metadata(&format!("{name}.layers"), "c1 c3");
        for layer in 0..2 {
            let name = format!("{name}.layers.{layer}");
            writer.norm(random, &format!("{name}.norm"), width);
            writer.linear(random, &name, 3 * width, 2 * width, 4.0);
        }
        writer.norm(random, &format!("{name}.final.norm"), width);
        writer.linear(random, &format!("{name}.out"), width, outputs, 4.0);
    }
}

/// The look-up of words, as a trainer writes it.
fn vocabulary(writer: &mut Writer, name: &str, count: usize) {
    let slots = (2 * count).next_power_of_two();
    let mut table = vec![0_u32; slots];
    let mut bytes = Vec::new();
    let mut offsets = vec![0_u32];
    for id in 0..count {
        if id > 0 {
            let word = word(id);
            let mut slot = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            }) as usize
                % slots;
            while table[slot] != 0 {
                slot = (slot + 1) % slots;
            }
            table[slot] = id as u32;
            bytes.extend(word.into_bytes());
        }
        offsets.push(bytes.len() as u32);
    }
    writer.tensor(&format!("{name}.slots"), &[slots], &table);
    writer.tensor(&format!("{name}.bytes"), &[bytes.len()], &bytes);
    writer.tensor(&format!("{name}.offsets"), &[count + 1], &offsets);
}
