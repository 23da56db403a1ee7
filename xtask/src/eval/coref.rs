//! Coreference within a document: which names and pronouns mean the same bearer.
//!
//! The gold is a treebank whose MISC field has `Entity=`, as GUM's: nested brackets, the first
//! field of each the number of the entity. The text of each of its documents is read as any other
//! text, and the mentions of the reading's entities are held against the gold's clusters.
//!
//! - **Names and pronouns only.** A mention of the gold counts when its head word, the one that
//!   hangs on a word outside it, is tagged as a proper noun, or is a pronoun of the third person
//!   ([`PRONOUNS`]); one of the reading when its head word is a proper noun to the gold, or when
//!   its form is pronoun and its word is on the same list.
//!   Descriptions (“the minister”) and adjectives (“Syrian”) count on neither side.
//! - **Matched by head.** The gold's spans reach over titles, appositions and relative clauses, ours
//!   hold the name alone. So both go by their head word in the gold's tree, where all words of a
//!   flat name are one, and white space does not count. Of several mentions of the gold with one
//!   head the shortest that holds ours counts, else the longest; each matches once.
//! - **No singletons**: a cluster that has one mention left counts on neither side.
//! - The figure is the mean of [`muc`] and [`b_cubed`] over all documents together, for precision,
//!   recall and F1 each.

mod measure;

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Instant;

use anyhow::{Context as _, Result};
use dateline::{Dateline, Given};
use rayon::prelude::*;
use record::conllu::{Reader, Sentence};
use record::{MentionForm, Reading};
use sha2::{Digest as _, Sha256};

use super::Scored;
use super::floors::short_hash;
use super::language::{Row, is_space, raw_text};
use super::sets::{Set, bytes};
use measure::{Sums, b_cubed, muc};

/// Pronouns of the third person.
const PRONOUNS: [&str; 19] = [
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "themself",
    "'em",
    "’em",
];

/// Scores a treebank with entities; none when it has none.
pub(super) fn treebank(reader: &Dateline, set: &Set, errors: bool) -> Result<Option<Row>> {
    let file = String::from_utf8(bytes(&set.path)?)?;
    if !file.contains("global.Entity") {
        return Ok(None);
    }
    let gold: Vec<Sentence> = Reader::new(&file)
        .collect::<Result<_, _>>()
        .with_context(|| set.path.display().to_string())?;
    let starts = |sentence: &Sentence<'_>| {
        let mut comments = sentence.comments.iter();
        comments.any(|comment| comment.starts_with("# newdoc"))
    };
    let documents: Vec<&[Sentence]> = gold.chunk_by(|_, next| !starts(next)).collect();
    let texts: Vec<String> = documents.iter().map(|part| raw_text(part, false)).collect();
    let started = Instant::now();
    let readings: Vec<Reading> = texts
        .par_iter()
        .map(|text| reader.read_text(text, &Given::default()))
        .collect();
    let seconds = started.elapsed().as_secs_f64();
    let mut sums = [Sums::default(); 2];
    for (document, reading) in documents.iter().zip(&readings) {
        let words = Words::new(document);
        let golden = golden(document, &words);
        let found = found(reading, &words);
        let (system, gold) = clusters(&found, &golden);
        for (sums, measure) in sums.iter_mut().zip([muc, b_cubed]) {
            sums.add(measure, &system, &gold);
        }
        if errors {
            show(&words, &golden, &found, &gold, &system);
        }
    }
    let mut hash = Sha256::new();
    hash.update(&file);
    Ok(Some(Row {
        name: set.name.clone(),
        sentences: documents.len(),
        words: gold.iter().map(|sentence| sentence.words.len()).sum(),
        seconds,
        sha256: short_hash(hash),
        scored: scored(sums),
        refereed: false,
    }))
}

fn scored(sums: [Sums; 2]) -> Scored {
    let both = sums.map(|sums| sums.prf().map(|figure| figure * 100.0));
    let mean: Vec<f64> = (0..3)
        .map(|at| f64::midpoint(both[0][at], both[1][at]))
        .collect();
    let line = |name: &str, prf: &[f64]| {
        format!(
            "{name:<6} P {:.1}  R {:.1}  F1 {:.1}",
            prf[0], prf[1], prf[2]
        )
    };
    Scored {
        lines: vec![
            line("MUC", &both[0]),
            line("B3", &both[1]),
            line("mean", &mean),
        ],
        figures: vec![
            ("mean", mean[2]),
            ("precision", mean[0]),
            ("recall", mean[1]),
        ],
    }
}

/// The words of a document of the gold, counted through.
struct Words {
    forms: Vec<String>,
    upos: Vec<String>,
    /// Heads, where they stand in the same sentence.
    heads: Vec<Option<usize>>,
    /// The word that stands for all words of a flat name; others stand for themselves.
    names: Vec<usize>,
    /// Where they stand among the characters that are not white space.
    places: Vec<Range<usize>>,
}

impl Words {
    fn new(sentences: &[Sentence<'_>]) -> Self {
        let mut words = Self {
            forms: Vec::new(),
            upos: Vec::new(),
            heads: Vec::new(),
            names: Vec::new(),
            places: Vec::new(),
        };
        let mut at = 0;
        for sentence in sentences {
            let first = words.forms.len();
            for surface in sentence.surface() {
                let solid = |form: &str| form.chars().filter(|c| !is_space(*c)).count();
                let end = at + solid(surface.form);
                let inside = surface
                    .words
                    .clone()
                    .map(|number| &sentence.words[number as usize - 1]);
                let spelt =
                    inside.clone().map(|word| word.form).collect::<String>() == surface.form;
                for word in inside {
                    let next = if spelt { at + solid(word.form) } else { end };
                    words.places.push(at..next);
                    at = if spelt { next } else { at };
                }
                at = end;
            }
            for word in &sentence.words {
                let head = word.head.filter(|head| *head > 0);
                words.heads.push(head.map(|head| first + head as usize - 1));
                words.forms.push(word.form.to_owned());
                words.upos.push(word.upos.to_owned());
                let flat = word.relation.starts_with("flat") && head.is_some();
                let index = words.names.len();
                words.names.push(match words.heads[index] {
                    Some(head) if flat => head,
                    _ => index,
                });
            }
        }
        words
    }

    /// The head word of a stretch of words.
    fn head(&self, stretch: &Range<usize>) -> usize {
        let outside =
            |index: &usize| self.heads[*index].is_none_or(|head| !stretch.contains(&head));
        let head = stretch.clone().find(outside).unwrap_or(stretch.start);
        self.names[head]
    }

    fn is_pronoun(&self, index: usize) -> bool {
        self.upos[index] == "PRON" && is_pronoun(&self.forms[index])
    }

    /// The words that a stretch of characters touches.
    fn at(&self, characters: &Range<usize>) -> Range<usize> {
        let first = self
            .places
            .partition_point(|place| place.end <= characters.start);
        let end = self
            .places
            .partition_point(|place| place.start < characters.end);
        first..end.max(first)
    }

    fn text(&self, stretch: &Range<usize>) -> String {
        self.forms[stretch.clone()].join(" ")
    }
}

fn is_pronoun(form: &str) -> bool {
    PRONOUNS.contains(&form.to_lowercase().as_str())
}

/// A mention: its words, their head, and the entity that it is said to mean.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Mention {
    words: Range<usize>,
    head: usize,
    entity: usize,
}

/// The mentions that the gold marks, in text order.
fn golden(sentences: &[Sentence<'_>], words: &Words) -> Vec<Mention> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut mentions = Vec::new();
    let all = sentences.iter().flat_map(|sentence| &sentence.words);
    let mut open: Vec<(String, usize)> = Vec::new();
    for (index, word) in all.enumerate() {
        let mut fields = word.rest.misc.split('|');
        let Some(marks) = fields.find_map(|field| field.strip_prefix("Entity=")) else {
            continue;
        };
        for mark in brackets(marks) {
            let (id, opens) = match mark {
                Bracket::Open(id) => (id, true),
                Bracket::Close(id) => (id, false),
            };
            if opens {
                open.push((id.to_owned(), index));
                continue;
            }
            // “)” without a number closes what was opened last.
            let last = open
                .iter()
                .rposition(|(other, _)| id.is_empty() || other == id);
            let Some((id, first)) = last.map(|last| open.remove(last)) else {
                continue;
            };
            // Parts of one mention that stand apart are written `12[1/2]`.
            let number = id.split('[').next().unwrap_or_default().to_owned();
            let next = numbers.len();
            let entity = *numbers.entry(number).or_insert(next);
            let stretch = first..index + 1;
            let head = words.head(&stretch);
            if words.upos[head] == "PROPN" || words.is_pronoun(head) {
                mentions.push(Mention {
                    words: stretch,
                    head,
                    entity,
                });
            }
        }
    }
    mentions.sort_by_key(|mention| (mention.words.start, mention.words.end));
    mentions
}

enum Bracket<'a> {
    Open(&'a str),
    Close(&'a str),
}

/// `(3-person-new-…(4-place-…)7)` as brackets with their numbers.
fn brackets(marks: &str) -> Vec<Bracket<'_>> {
    let mut found = Vec::new();
    let mut rest = marks;
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let id = opened[..end].split('-').next().unwrap_or_default();
            found.push(Bracket::Open(id));
            rest = &opened[end..];
        } else {
            let end = rest.find(')').unwrap_or(rest.len());
            found.push(Bracket::Close(&rest[..end]));
            rest = rest.get(end + 1..).unwrap_or_default();
        }
    }
    found
}

/// The mentions of a reading that count, in text order.
fn found(reading: &Reading, words: &Words) -> Vec<Mention> {
    let text = &reading.document.text;
    // Characters that are not white space before each byte.
    let mut solid = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for character in text.chars() {
        solid.extend(std::iter::repeat_n(count, character.len_utf8()));
        count += usize::from(!is_space(character));
    }
    solid.push(count);
    let mut mentions = Vec::new();
    for (entity, row) in reading.entities.iter().enumerate() {
        for mention in &row.mentions {
            let span = mention.span;
            let stretch = words.at(&(solid[span.start as usize]..solid[span.end as usize]));
            if stretch.is_empty() {
                continue;
            }
            let head = words.head(&stretch);
            let pronoun = mention.form == MentionForm::Pronoun && is_pronoun(span.of(text));
            let counts = pronoun || words.upos[head] == "PROPN";
            if counts {
                mentions.push(Mention {
                    words: stretch,
                    head,
                    entity,
                });
            }
        }
    }
    mentions.sort_by_key(|mention| (mention.words.start, mention.words.end, mention.entity));
    mentions.dedup();
    mentions
}

/// Clusters of both sides, where one number means one mention.
fn clusters(found: &[Mention], gold: &[Mention]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut taken = vec![false; gold.len()];
    let mut system: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, mention) in found.iter().enumerate() {
        let holds = |one: &Mention| {
            one.words.start <= mention.words.start && mention.words.end <= one.words.end
        };
        let same = gold
            .iter()
            .enumerate()
            .filter(|(place, one)| !taken[*place] && one.head == mention.head)
            .min_by_key(|(_, one)| {
                let length = one.words.len();
                if holds(one) {
                    (0, length)
                } else {
                    (1, usize::MAX - length)
                }
            })
            .map(|(place, _)| place);
        if let Some(place) = same {
            taken[place] = true;
        }
        let key = same.unwrap_or(gold.len() + index);
        system.entry(mention.entity).or_default().push(key);
    }
    let mut golden: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, mention) in gold.iter().enumerate() {
        golden.entry(mention.entity).or_default().push(place);
    }
    (
        system.into_values().collect(),
        golden.into_values().collect(),
    )
}

/// Prints the clusters of a document: each of the gold, with what the reading made of it.
fn show(
    words: &Words,
    golden: &[Mention],
    found: &[Mention],
    gold: &[Vec<usize>],
    system: &[Vec<usize>],
) {
    let text = |key: &usize| match golden.get(*key) {
        Some(mention) => words.text(&mention.words),
        None => format!("*{}", words.text(&found[*key - golden.len()].words)),
    };
    let start = |key: &usize| match golden.get(*key) {
        Some(mention) => mention.words.start,
        None => found[*key - golden.len()].words.start,
    };
    let mark = |key: &usize, clusters: &[Vec<usize>]| {
        let place = clusters.iter().position(|cluster| cluster.contains(key));
        place.map_or_else(|| "-".to_owned(), |place| place.to_string())
    };
    for (side, clusters, other) in [("gold", gold, system), ("ours", system, gold)] {
        for (place, cluster) in clusters.iter().enumerate() {
            if cluster.len() > 1 {
                let mentions: Vec<_> = cluster
                    .iter()
                    .map(|key| format!("{} [{}@{}]", text(key), mark(key, other), start(key)))
                    .collect();
                println!("    {side} {place}: {}", mentions.join(" | "));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sentences of our own: “Minister Ann Aker left Oslo. She likes it.”
    const DOCUMENT: &str = "\
# newdoc id = own
# global.Entity = GRP-etype
1\tMinister\tminister\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person
2\tAnn\tAnn\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tAker\tAker\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
5\tOslo\tOslo\tPROPN\tNNP\t_\t4\tobj\t_\tEntity=(2-place)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person)
2\tlikes\tlike\tVERB\tVBZ\t_\t0\troot\t_\t_
3\tthe\tthe\tDET\tDT\t_\t4\tdet\t_\tEntity=(3-place
4\ttown\ttown\tNOUN\tNN\t_\t2\tobj\t_\tEntity=3)|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

";

    #[test]
    fn names_and_pronouns_are_matched_by_their_heads() {
        let sentences: Vec<Sentence> = Reader::new(DOCUMENT).collect::<Result<_, _>>().unwrap();
        let words = Words::new(&sentences);
        let gold = golden(&sentences, &words);
        let mention = |words: Range<usize>, head, entity| Mention {
            words,
            head,
            entity,
        };
        assert_eq!(
            gold,
            [
                mention(0..3, 0, 0),
                mention(4..5, 4, 1),
                mention(6..7, 6, 0)
            ]
        );
        // “Aker” is the head of nothing, but a word of the flat name that “Minister” stands for;
        // “town” is a description.
        assert_eq!(words.head(&(2..3)), 0);
        assert_eq!(words.at(&(11..15)), 2..3);
        let found = [
            mention(2..3, 0, 7),
            mention(6..7, 6, 7),
            mention(8..9, 8, 7),
        ];
        let (system, gold) = clusters(&found, &gold);
        assert_eq!(system, [[0, 2, 5]]);
        assert_eq!(gold, [vec![0, 2], vec![1]]);
    }

    #[test]
    fn brackets_nest() {
        let shown: Vec<String> = brackets("(3-person-new(4[1/2]-place-a_%28b%29)7)")
            .into_iter()
            .map(|bracket| match bracket {
                Bracket::Open(id) => format!("+{id}"),
                Bracket::Close(id) => format!("-{id}"),
            })
            .collect();
        assert_eq!(shown, ["+3", "+4[1/2]", "-", "-7"]);
    }
}
