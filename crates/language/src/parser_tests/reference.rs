//! The networks once more, as plainly as the format is written: one sentence, `f64`, nothing
//! shared with the code under test but the container and the inventories.
//!
//! Rounding to bytes can fall to the other side where a sum differs in its last bits, so decisions
//! are compared by what they are worth: each must be as good as the best one, to within a margin.

use crate::ParsedWord;
use crate::tensors::{Element, Tensors};

/// How much worse than the best a decision may seem.
const MARGIN: f64 = 0.05;

pub(super) struct Reference {
    tensors: Tensors,
}

type Row = Vec<f64>;

impl Reference {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut copy = vec![0; bytes.len() + 64];
        let shift = copy.as_ptr().align_offset(64);
        copy[shift..shift + bytes.len()].copy_from_slice(bytes);
        let copy: &'static [u8] = copy.leak();
        Self {
            tensors: Tensors::from_bytes(&copy[shift..shift + bytes.len()])
                .expect("a file as the format says"),
        }
    }

    /// Checks what was found for one sentence.
    pub(super) fn check(&self, forms: &[String], parsed: &[ParsedWord]) {
        let x = self.encode(forms);
        let heads: Vec<Row> = x.iter().map(|x| self.linear("heads", x)).collect();
        let slice = |row: usize, before: &[&str], name: &str| -> Row {
            let start: usize = before.iter().map(|name| self.size(name)).sum();
            heads[row][start..start + self.size(name)].to_vec()
        };
        let relu = |row: Row| -> Row { row.into_iter().map(|x| x.max(0.0)).collect() };
        let words = 1..=forms.len();

        let mut names = Vec::new();
        let mut arcs = Vec::new();
        for row in words.clone() {
            let found = parsed[row - 1];
            let tags = self.linear("tags", &relu(slice(row, &[], "tag")));
            let mut at = 0;
            for (key, choice) in [
                ("upos", found.upos),
                ("xpos", found.xpos),
                ("feats", found.feats),
                ("lemmas", found.lemma),
            ] {
                let count = self.lines(key).len();
                good(&tags[at..at + count], usize::from(choice), key);
                at += count;
            }
            names.push(self.linear("names", &relu(slice(row, &["tag"], "name"))));
            let dependent = relu(slice(row, &["tag", "name"], "dependent"));
            let u = self.linear("arc", &dependent);
            let distance = self.floats("distance");
            arcs.push(
                (0..heads.len())
                    .map(|head| {
                        let h = relu(slice(head, &["tag", "name", "dependent"], "head"));
                        let apart = (head as i32 - row as i32).clamp(-32, 32) + 32;
                        dot(&u, &h) + distance[apart as usize]
                    })
                    .collect::<Row>(),
            );
            let head = found.head as usize;
            let four = ["tag", "name", "dependent", "head"];
            let five = ["tag", "name", "dependent", "head", "label_dependent"];
            let a = slice(row, &four, "label_dependent");
            let b = slice(head, &five, "label_head");
            let z = relu(a.iter().zip(&b).map(|(a, b)| a + b).collect());
            let mut labels = self.linear("labels", &z);
            labels.truncate(self.lines("relations").len());
            let root = self.lines("relations").iter().position(|r| r == "root");
            if head == 0 {
                assert_eq!(Some(usize::from(found.relation)), root);
            } else {
                labels[root.expect("there is one")] = f64::NEG_INFINITY;
                good(&labels, usize::from(found.relation), "relation");
            }
        }
        self.check_names(&names, parsed);
        check_heads(&arcs, parsed);
    }

    fn check_names(&self, logits: &[Row], parsed: &[ParsedWord]) {
        let tags = self.lines("names");
        let allowed = |before: Option<usize>, tag: usize| match tags[tag].strip_prefix("I-") {
            None => true,
            Some(kind) => before.is_some_and(|before| tags[before][1..] == format!("-{kind}")),
        };
        let mut best: Vec<(usize, f64)> = Vec::new();
        for row in logits {
            let next = (0..tags.len()).filter_map(|tag| {
                let before = best
                    .iter()
                    .filter(|(before, _)| allowed(Some(*before), tag))
                    .map(|(_, total)| *total)
                    .reduce(f64::max);
                let start = (best.is_empty() && allowed(None, tag)).then_some(0.0);
                Some((tag, before.or(start)? + row[tag]))
            });
            best = next.collect();
        }
        let most = best
            .iter()
            .map(|(_, total)| *total)
            .fold(f64::MIN, f64::max);
        let mut total = 0.0;
        let mut before = None;
        for (row, word) in logits.iter().zip(parsed) {
            let tag = usize::from(word.name);
            assert!(allowed(before, tag));
            before = Some(tag);
            total += row[tag];
        }
        assert!(total > most - MARGIN, "names: {total} of {most}");
    }

    fn encode(&self, forms: &[String]) -> Vec<Row> {
        let mut rows = vec![self.floats("root")];
        for form in forms {
            rows.push(self.linear("input", &self.look_up(form)));
        }
        let mut x: Vec<Row> = rows
            .iter()
            .map(|row| self.norm("input.norm", row))
            .collect();
        let layers = self.tensors.metadata("layers").expect("there");
        for (index, layer) in layers.split(' ').enumerate() {
            let name = format!("layers.{index}");
            let h: Vec<Row> = x
                .iter()
                .map(|row| self.norm(&format!("{name}.norm"), row))
                .collect();
            let number: usize = layer[1..].parse().expect("a number");
            let change = if layer.starts_with('c') {
                self.convolve(&name, &h, number)
            } else {
                self.attend(&name, &h, number)
            };
            for (x, change) in x.iter_mut().zip(change) {
                for (x, change) in x.iter_mut().zip(change) {
                    *x += change;
                }
            }
        }
        x.iter().map(|row| self.norm("final.norm", row)).collect()
    }

    fn convolve(&self, name: &str, h: &[Row], dilation: usize) -> Vec<Row> {
        let width = h[0].len();
        let row = |at: i64| {
            usize::try_from(at)
                .ok()
                .and_then(|at| h.get(at).cloned())
                .unwrap_or(vec![0.0; width])
        };
        (0..h.len() as i64)
            .map(|t| {
                let n = dilation as i64;
                let y = self.linear(name, &[row(t - n), row(t), row(t + n)].concat());
                (0..width)
                    .map(|i| y[i] / (1.0 + (-y[width + i]).exp()))
                    .collect()
            })
            .collect()
    }

    fn attend(&self, name: &str, h: &[Row], heads: usize) -> Vec<Row> {
        let width = h[0].len();
        let size = width / heads;
        let distance = self.floats(&format!("{name}.distance"));
        let qkv: Vec<Row> = h
            .iter()
            .map(|h| self.linear(&format!("{name}.project"), h))
            .collect();
        (0..h.len())
            .map(|i| {
                let mut joined = Vec::new();
                for head in 0..heads {
                    let part = |row: &Row, which: usize| {
                        row[which * width + head * size..][..size].to_vec()
                    };
                    let weights: Row = (0..h.len())
                        .map(|j| {
                            let apart = (j as i32 - i as i32).clamp(-16, 16) + 16;
                            let score = dot(&part(&qkv[i], 0), &part(&qkv[j], 1));
                            score / (size as f64).sqrt() + distance[head * 33 + apart as usize]
                        })
                        .map(f64::exp)
                        .collect();
                    let sum: f64 = weights.iter().sum();
                    for at in 0..size {
                        joined.push(
                            (0..h.len())
                                .map(|j| weights[j] / sum * part(&qkv[j], 2)[at])
                                .sum(),
                        );
                    }
                }
                self.linear(&format!("{name}.join"), &joined)
            })
            .collect()
    }

    fn look_up(&self, form: &str) -> Row {
        let normal: String = form
            .to_lowercase()
            .chars()
            .map(|c| match c {
                '0'..='9' => '0',
                '’' => '\'',
                c => c,
            })
            .collect();
        let offsets: Vec<usize> = self
            .array::<u32>("word.offsets")
            .iter()
            .map(|&o| o as usize)
            .collect();
        let bytes = self.array::<u8>("word.bytes");
        let word = (1..offsets.len() - 1)
            .find(|&id| bytes[offsets[id]..offsets[id + 1]] == *normal.as_bytes())
            .unwrap_or(0);
        let mut row = self.row("word", word);

        let short: String = normal.chars().take(24).collect();
        let marked: Vec<char> = format!("^{short}$").chars().collect();
        let buckets = self.array::<f32>("gram.scale").len() as u32;
        let mut grams = std::collections::BTreeSet::new();
        for n in 2..=5 {
            for gram in marked.windows(n) {
                let gram: String = gram.iter().collect();
                grams.insert(hash(&format!("{n}{gram}")) % buckets);
            }
        }
        let rows: Vec<Row> = grams
            .iter()
            .map(|&gram| self.row("gram", gram as usize))
            .collect();
        for at in 0..rows[0].len() {
            row.push(rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64);
        }

        let mut shape: Vec<char> = Vec::new();
        for c in form.chars() {
            let class = match c {
                c if c.is_uppercase() => 'X',
                c if c.is_lowercase() => 'x',
                '0'..='9' => 'd',
                c => c,
            };
            if !shape.ends_with(&[class, class]) {
                shape.push(class);
            }
        }
        let shape: String = shape.into_iter().take(10).collect();
        let buckets = self.array::<f32>("shape.scale").len() as u32;
        row.extend(self.row("shape", (hash(&shape) % buckets) as usize));
        row
    }

    fn row(&self, table: &str, row: usize) -> Row {
        let scale = f64::from(self.array::<f32>(&format!("{table}.scale"))[row]);
        let width = self
            .tensors
            .shape(&format!("{table}.table"))
            .expect("there")[1];
        self.array::<i8>(&format!("{table}.table"))[row * width..][..width]
            .iter()
            .map(|&x| f64::from(x) * scale)
            .collect()
    }

    fn linear(&self, name: &str, x: &[f64]) -> Row {
        let input_scale = f64::from(self.array::<f32>(&format!("{name}.input_scale"))[0]);
        let quantised: Row = x
            .iter()
            .map(|x| (x / input_scale).clamp(-127.0, 127.0).round_ties_even())
            .collect();
        let weights = self.array::<i8>(&format!("{name}.weight"));
        let scale = self.floats(&format!("{name}.scale"));
        let bias = self.floats(&format!("{name}.bias"));
        (0..bias.len())
            .map(|output| {
                let sum: f64 = (0..x.len())
                    .map(|input| {
                        let block = output / 16 * (x.len() / 4) + input / 4;
                        let at = block * 64 + output % 16 * 4 + input % 4;
                        f64::from(weights[at]) * quantised[input]
                    })
                    .sum();
                sum * scale[output] + bias[output]
            })
            .collect()
    }

    fn norm(&self, name: &str, x: &[f64]) -> Row {
        let weight = self.floats(&format!("{name}.weight"));
        let bias = self.floats(&format!("{name}.bias"));
        let mean = x.iter().sum::<f64>() / x.len() as f64;
        let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / x.len() as f64;
        (0..x.len())
            .map(|i| (x[i] - mean) / (variance + 1e-5).sqrt() * weight[i] + bias[i])
            .collect()
    }

    fn size(&self, name: &str) -> usize {
        let sizes = self.tensors.metadata("sizes").expect("there");
        sizes
            .split(' ')
            .find_map(|entry| entry.strip_prefix(name)?.strip_prefix('='))
            .and_then(|size| size.parse().ok())
            .expect("a size")
    }

    fn lines(&self, key: &str) -> Vec<String> {
        let lines = self.tensors.metadata(key).expect("there");
        lines.lines().map(str::to_owned).collect()
    }

    fn array<T: Element>(&self, name: &str) -> &'static [T] {
        let shape = self.tensors.shape(name).expect("there");
        self.tensors.array(name, shape).expect("of that type")
    }

    fn floats(&self, name: &str) -> Row {
        self.array::<f32>(name)
            .iter()
            .map(|&x| f64::from(x))
            .collect()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn good(values: &[f64], choice: usize, what: &str) {
    let best = values.iter().copied().fold(f64::MIN, f64::max);
    assert!(
        values[choice] > best - MARGIN,
        "{what}: {choice} of {values:?}"
    );
}

/// No change of one head to a word outside the word's own subtree makes a better tree.
fn check_heads(scores: &[Row], parsed: &[ParsedWord]) {
    let heads: Vec<usize> = parsed.iter().map(|word| word.head as usize).collect();
    for word in 0..heads.len() {
        for other in 1..=heads.len() {
            let mut at = other;
            while at != 0 && at != word + 1 {
                at = heads[at - 1];
            }
            if at == 0 && heads[word] != 0 {
                let (now, then) = (scores[word][heads[word]], scores[word][other]);
                assert!(
                    then < now + MARGIN,
                    "head {other} of word {word}: {then} above {now}"
                );
            }
        }
    }
}
