//! The parser against a plain reading of the model file, and against itself.

use std::time::Instant;

use proptest::prelude::*;

use crate::kernels::product::{Packed, multiply};
use crate::kernels::{Path, floats};
use crate::random_model::{Dimensions, Random, word, writer};
use crate::{Model, ModelError, ParsedWord, Scratch, parse};

mod reference;

fn small_bytes(seed: u64) -> Vec<u8> {
    writer(&mut Random::new(seed), &Dimensions::SMALL).bytes()
}

fn small(seed: u64) -> Model {
    Model::from_copy(&small_bytes(seed)).expect("a model as the format says")
}

/// Sentences of words in and out of the vocabulary.
fn random_text(random: &mut Random, lengths: &[usize]) -> (Vec<String>, Vec<usize>) {
    let mut forms = Vec::new();
    let mut ends = Vec::new();
    for &length in lengths {
        for _ in 0..length {
            let id = random.below(70);
            forms.push(match random.below(4) {
                0 => word(id).to_uppercase(),
                1 => format!("{}’s-{}", word(id), random.below(300)),
                _ => word(id),
            });
        }
        ends.push(forms.len());
    }
    (forms, ends)
}

fn parse_with(
    model: &Model,
    scratch: &mut Scratch,
    forms: &[String],
    ends: &[usize],
) -> Vec<ParsedWord> {
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let mut parsed = Vec::new();
    parse(model, scratch, &forms, ends, &mut parsed, &mut Vec::new());
    parsed
}

fn parse_new(model: &Model, forms: &[String], ends: &[usize]) -> Vec<ParsedWord> {
    parse_with(model, &mut Scratch::new(model), forms, ends)
}

/// Every sentence is one tree, and the relation says which word is its root.
fn check_trees(model: &Model, parsed: &[ParsedWord], ends: &[usize]) {
    let mut start = 0;
    for &end in ends {
        let words = &parsed[start..end];
        start = end;
        let roots = words.iter().filter(|word| word.head == 0).count();
        assert_eq!(roots, usize::from(!words.is_empty()));
        for (at, word) in words.iter().enumerate() {
            assert!(word.head as usize <= words.len());
            let relation = &model.relations()[usize::from(word.relation)];
            assert_eq!(relation == "root", word.head == 0, "word {at}");
        }
        // A word whose head is known to reach the root reaches it.
        let mut reaches = vec![false; words.len()];
        let mut path = Vec::new();
        for first in 0..words.len() {
            let mut at = first;
            while !reaches[at] {
                path.push(at);
                assert!(path.len() <= words.len(), "a circle");
                match words[at].head {
                    0 => break,
                    head => at = head as usize - 1,
                }
            }
            for at in path.drain(..) {
                reaches[at] = true;
            }
        }
    }
}

#[test]
fn decisions_are_those_of_a_plain_reading_of_the_file() {
    for seed in 0..6 {
        let bytes = small_bytes(seed);
        let model = Model::from_copy(&bytes).expect("a model as the format says");
        let mut random = Random::new(seed + 100);
        let lengths: Vec<usize> = (0..8).map(|_| 1 + random.below(14)).collect();
        let (forms, ends) = random_text(&mut random, &lengths);
        let parsed = parse_new(&model, &forms, &ends);
        let reference = reference::Reference::read(&bytes);
        let mut start = 0;
        for &end in &ends {
            reference.check(&forms[start..end], &parsed[start..end]);
            start = end;
        }
    }
}

#[test]
fn products_are_equal_on_every_path() {
    let mut random = Random::new(7);
    for _ in 0..150 {
        let (rows, blocks, groups) = (random.below(14), 1 + random.below(9), 1 + random.below(40));
        // All extremes are among the bytes, also those that quantisation never makes.
        let extreme = random.below(3) == 0;
        let mut byte = || {
            let byte = random.next() as u8;
            if extreme {
                [0, 127, 128, 255][usize::from(byte % 4)]
            } else {
                byte
            }
        };
        let inputs: Vec<u8> = (0..rows * groups * 4).map(|_| byte()).collect();
        let weights: Vec<i8> = (0..blocks * groups * 64).map(|_| byte() as i8).collect();
        let mut offset = vec![0; blocks * 16];
        for (at, weight) in weights.iter().enumerate() {
            offset[at / (groups * 64) * 16 + at / 4 % 16] -= 128 * i32::from(*weight);
        }
        let scale: Vec<f32> = offset.iter().map(|_| random.unit() / 100.0).collect();
        let bias: Vec<f32> = offset.iter().map(|_| random.unit()).collect();
        let matrix = Packed {
            weights: &weights,
            offset: &offset,
            scale: &scale,
            bias: &bias,
            groups,
        };
        let on = |path| {
            let mut out = vec![0.0; rows * blocks * 16];
            multiply(path, matrix, &inputs, &mut out);
            out.into_iter().map(f32::to_bits).collect::<Vec<_>>()
        };
        let expected = on(Path::SCALAR);
        for path in Path::available() {
            assert_eq!(on(path), expected, "{path:?}, {rows} × {blocks} × {groups}");
        }
    }
}

#[test]
fn cues_are_equal_on_every_path_and_in_every_batch() {
    let mut random = Random::new(13);
    let (forms, ends) = random_text(&mut random, &[1, 30, 5, 300, 2, 17, 40, 255, 256, 1, 700]);
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let model = small(13);
    let cues = |model: &Model, forms: &[&str], ends: &[usize]| {
        let (mut parsed, mut cues) = (Vec::new(), Vec::new());
        let mut scratch = Scratch::new(model);
        parse(model, &mut scratch, forms, ends, &mut parsed, &mut cues);
        cues
    };
    let expected = cues(&model.clone().on_path(Path::SCALAR), &forms, &ends);
    assert!(expected.len() > 30, "{} cues", expected.len());
    for path in Path::available() {
        assert_eq!(cues(&model.clone().on_path(path), &forms, &ends), expected);
    }
    let (mut alone, mut start) = (Vec::new(), 0);
    for &end in &ends {
        let own = cues(&model, &forms[start..end], &[end - start]);
        for cue in own {
            assert!(cue.cue.contains(&cue.word) && cue.cue.end <= end - start);
            assert!(cue.source.end <= end - start && !cue.content.is_empty());
            assert!(cue.content.is_sorted_by(|a, b| a.end <= b.start));
            assert!(cue.content.iter().all(|piece| piece.end <= end - start));
            assert!(cue.told + cue.wide <= 1.001);
            alone.push(cue.moved(start));
        }
        start = end;
    }
    assert_eq!(alone, expected);
}

#[test]
fn parses_are_equal_on_every_path() {
    let mut random = Random::new(3);
    let (forms, ends) = random_text(&mut random, &[1, 30, 5, 300, 2, 17, 4, 255, 256, 1]);
    let model = small(3);
    let expected = parse_new(&model.clone().on_path(Path::SCALAR), &forms, &ends);
    for path in Path::available() {
        let model = model.clone().on_path(path);
        let mut scratch = Scratch::new(&model);
        assert_eq!(parse_with(&model, &mut scratch, &forms, &ends), expected);
        check_trees(&model, &expected, &ends);
    }
}

#[test]
fn layers_are_equal_on_every_path() {
    let mut random = Random::new(4);
    let (forms, ends) = random_text(&mut random, &[9, 1, 33, 16]);
    let model = small(4);
    let on = |path| {
        let model = model.clone().on_path(path);
        let mut scratch = Scratch::new(&model);
        parse_with(&model, &mut scratch, &forms, &ends);
        let floats = [scratch.heads(), scratch.scores(), scratch.logits()];
        floats.map(|floats| floats.iter().map(|x| x.to_bits()).collect::<Vec<_>>())
    };
    let expected = on(Path::SCALAR);
    for path in Path::available() {
        assert!(on(path) == expected, "{path:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn packing_and_caching_change_nothing(
        seed in any::<u64>(),
        lengths in proptest::collection::vec(0..60_usize, 1..12),
        long in proptest::option::of(240..700_usize),
    ) {
        let model = small(1);
        let mut lengths = lengths;
        lengths.extend(long);
        let (forms, ends) = random_text(&mut Random::new(seed), &lengths);
        let together = parse_new(&model, &forms, &ends);
        check_trees(&model, &together, &ends);
        let mut used = Scratch::new(&model);
        let mut start = 0;
        for &end in &ends {
            let forms = &forms[start..end];
            let alone = parse_with(&model, &mut used, forms, &[end - start]);
            prop_assert_eq!(&alone, &together[start..end]);
            start = end;
        }
        prop_assert_eq!(parse_with(&model, &mut used, &forms, &ends), together);
    }

    #[test]
    fn any_form_is_read(
        forms in proptest::collection::vec(any::<String>(), 1..20),
    ) {
        let model = small(2);
        let ends = [forms.len()];
        let parsed = parse_new(&model, &forms, &ends);
        check_trees(&model, &parsed, &ends);
        for (form, word) in forms.iter().zip(&parsed) {
            let mut lemma = String::new();
            model.lemmas()[usize::from(word.lemma)].apply(form, &mut lemma);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_refused_or_read_but_never_panics(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        header in any::<bool>(),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = small_bytes(5);
        let length = u64::from_le_bytes(*bytes.first_chunk().expect("a header length")) as usize;
        let place = at.index(if header { 8 + length } else { bytes.len() });
        bytes[place] = byte;
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        match Model::from_copy(&bytes) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok(model) => {
                let (forms, ends) = random_text(&mut Random::new(1), &[7, 1, 3]);
                parse_new(&model, &forms, &ends);
            }
        }
    }

    #[test]
    fn wrong_numbers_in_the_header_never_panic(
        at in any::<prop::sample::Index>(),
        digit in 0..10_u8,
    ) {
        let mut bytes = small_bytes(5);
        let length = u64::from_le_bytes(*bytes.first_chunk().expect("a header length")) as usize;
        let digits: Vec<usize> = (8..8 + length)
            .filter(|&at| bytes[at].is_ascii_digit())
            .collect();
        bytes[digits[at.index(digits.len())]] = b'0' + digit;
        if let Ok(model) = Model::from_copy(&bytes) {
            let (forms, ends) = random_text(&mut Random::new(1), &[7, 1, 3]);
            parse_new(&model, &forms, &ends);
        }
    }
}

#[test]
fn numbers_that_are_none_never_panic() {
    // All floats of the file become NaN or infinite.
    for bits in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 3e38] {
        let mut writer = writer(&mut Random::new(5), &Dimensions::SMALL);
        writer.replace_floats(bits);
        let model = Model::from_copy(&writer.bytes()).expect("floats are not looked at");
        let (forms, ends) = random_text(&mut Random::new(1), &[7, 1, 300]);
        let expected = parse_new(&model.clone().on_path(Path::SCALAR), &forms, &ends);
        check_trees(&model, &expected, &ends);
        for path in Path::available() {
            let model = model.clone().on_path(path);
            assert_eq!(parse_new(&model, &forms, &ends), expected, "{path:?}");
        }
    }
}

#[test]
fn errors_name_what_was_expected() {
    let check = |change: &dyn Fn(&mut crate::random_model::Writer), expected: &str| {
        let mut writer = writer(&mut Random::new(5), &Dimensions::SMALL);
        change(&mut writer);
        let error = Model::from_copy(&writer.bytes()).expect_err(expected);
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(
        &|w| w.metadata("format", "other-1"),
        "`dateline-language-1`, found `other-1`",
    );
    check(&|w| w.metadata("layers", "c1 x2"), "`cN`");
    check(&|w| w.metadata("layers", "c1 a3 c2 a1"), "3 heads");
    check(
        &|w| w.metadata("layers", "c1 a2 c2 a1 c1"),
        "missing tensor `layers.4.norm.weight`",
    );
    check(&|w| w.metadata("sizes", "tag=16"), "`label_head=…`");
    check(
        &|w| {
            w.metadata(
                "sizes",
                "tag=48 name=32 dependent=32 head=32 label_dependent=16 label_head=16",
            );
        },
        "tensor `heads.weight`: expected shape [11, 8, 16, 4], found [9, 8, 16, 4]",
    );
    check(&|w| w.metadata("upos", ""), "metadata `upos`");
    check(
        &|w| w.metadata("lemmas", "l|0|\nbad"),
        "`CASE|CUT|ADD`, found `bad`",
    );
    check(&|w| w.metadata("relations", "nsubj\nobj"), "`root`");
    check(&|w| w.metadata("names", "B-PER\nI-PER"), "`O`");
    check(&|w| w.remove("root"), "missing tensor `root`");
    check(&|w| w.remove("word.slots"), "missing tensor `word.slots`");
    check(
        &|w| {
            w.remove("distance");
            w.tensor("distance", &[65], &[0_i32; 65]);
        },
        "expected type F32, found I32",
    );
    check(
        &|w| {
            w.remove("labels.offset");
            w.tensor("labels.offset", &[16], &[1_i32; 16]);
        },
        "-128 times",
    );
    check(
        &|w| {
            w.remove("word.slots");
            w.tensor("word.slots", &[2], &[0_u32, 40]);
        },
        "numbers below 40",
    );
    let error = |bytes: &[u8]| Model::from_copy(bytes).expect_err("damaged").to_string();
    assert!(error(b"").contains("not a safetensors file"));
    assert!(error(b"12345678").contains("longer than the file"));
    assert!(error(b"\x02\0\0\0\0\0\0\0[]").contains("not a JSON object"));
    let bytes = small_bytes(5);
    let cut = error(&bytes[..bytes.len() - 1]);
    assert!(cut.contains("it is truncated"), "{cut}");
    // One byte more of header moves every array.
    let mut moved = bytes.clone();
    moved.insert(
        8 + u64::from_le_bytes(*bytes.first_chunk().expect("long")) as usize,
        b' ',
    );
    moved[0] += 1;
    assert!(matches!(
        Model::from_copy(&moved),
        Err(ModelError::Misaligned { .. })
    ));
}

#[test]
fn nothing_and_very_much_are_parsed() {
    let model = small(6);
    assert_eq!(parse_new(&model, &[], &[]), []);
    assert_eq!(parse_new(&model, &[], &[0, 0]), []);
    let (forms, ends) = random_text(&mut Random::new(6), &[5000, 0, 1]);
    let parsed = parse_new(&model, &forms, &ends);
    assert_eq!(parsed.len(), 5001);
    check_trees(&model, &parsed, &ends);
    // Name tags go on only where a name has begun.
    let mut before = "O";
    for word in &parsed[..5000] {
        let tag = model.names()[usize::from(word.name)].as_str();
        if let Some(kind) = tag.strip_prefix("I-") {
            assert!(before.ends_with(kind) && before != "O", "{before} {tag}");
        }
        before = tag;
    }
    let huge = [
        "é".repeat(1_000_000),
        "\0".repeat(300),
        "🦀".to_owned(),
        String::new(),
    ];
    check_trees(&model, &parse_new(&model, &huge, &[4]), &[4]);
}

#[test]
fn a_full_cache_changes_nothing() {
    let model = small(7);
    let (forms, ends) = random_text(&mut Random::new(7), &[12]);
    let mut scratch = Scratch::new(&model);
    let expected = parse_with(&model, &mut scratch, &forms, &ends);
    let many: Vec<String> = (0..20_000).map(|number| format!("x{number}y")).collect();
    let many_ends: Vec<usize> = (1..=100).map(|sentence| sentence * 200).collect();
    parse_with(&model, &mut scratch, &many, &many_ends);
    assert_eq!(parse_with(&model, &mut scratch, &forms, &ends), expected);
}

#[test]
fn exponentials_are_close() {
    for step in -8700..8800 {
        let x = step as f32 / 100.0;
        let (found, exact) = (floats::exp(x), f64::from(x).exp());
        let error = (f64::from(found) - exact).abs() / exact;
        assert!(error < 2.5e-7, "{x}: {found}, {error}");
    }
    let bits = |x| floats::exp(x).to_bits();
    assert_eq!(bits(f32::NEG_INFINITY), bits(-87.0));
    assert_eq!(bits(f32::NAN), bits(-87.0));
}

/// `cargo test --release -p dateline-language -- --ignored --nocapture speed`
#[test]
#[ignore = "a measurement, not a test"]
fn speed() {
    let mut random = Random::new(1);
    for (columns, outputs) in [(768, 512), (256, 768), (256, 1088), (192, 672), (192, 64)] {
        let rows = 192;
        let inputs: Vec<u8> = (0..rows * columns).map(|_| random.next() as u8).collect();
        let weights: Vec<i8> = (0..outputs * columns)
            .map(|_| random.next() as i8)
            .collect();
        let numbers = vec![0.5; outputs];
        let offset = vec![0; outputs];
        let matrix = Packed {
            weights: &weights,
            offset: &offset,
            scale: &numbers,
            bias: &numbers,
            groups: columns / 4,
        };
        let mut out = vec![0.0; rows * outputs];
        for path in Path::available() {
            let start = Instant::now();
            let mut times = 0;
            while start.elapsed().as_millis() < 200 {
                multiply(path, matrix, &inputs, &mut out);
                times += 1;
            }
            let products = (times * rows * columns * outputs) as f64;
            let speed = products / start.elapsed().as_secs_f64() / 1e9;
            println!("{columns} to {outputs}, {path:?}: {speed:.0} GMAC/s");
        }
    }
    let model = Model::from_copy(&writer(&mut random, &Dimensions::REAL).bytes())
        .expect("a model as the format says");
    // As in running text, few forms make most of it and some are seen once.
    let mut forms = Vec::new();
    let mut ends = Vec::new();
    for _ in 0..4000 {
        for _ in 0..8 + random.below(30) {
            let rare = random.below(100) < 8;
            let rank = (random.unit().abs().powi(6) * 42_000.0) as usize;
            forms.push(if rare {
                word(100_000 + random.below(900_000))
            } else {
                word(rank)
            });
        }
        ends.push(forms.len());
    }
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    // The scalar path takes minutes, and is there to be right.
    for path in Path::available().into_iter().skip(1) {
        let model = model.clone().on_path(path);
        let mut scratch = Scratch::new(&model);
        let mut parsed = Vec::new();
        for _ in 0..2 {
            parsed.clear();
            let start = Instant::now();
            parse(
                &model,
                &mut scratch,
                &forms,
                &ends,
                &mut parsed,
                &mut Vec::new(),
            );
            let speed = forms.len() as f64 / start.elapsed().as_secs_f64();
            println!("{path:?}: {speed:.0} words/s");
        }
    }
}
