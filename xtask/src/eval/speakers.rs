//! Whose words a quotation is, by documents that were marked by hand: `eval/speakers.tsv`.
//!
//! A row is a quotation, by offsets alone, and the place of its speaker's name; `-` where the
//! document names nobody. A quotation is found when a claim holds at least half of it, and right
//! when the entities of that claim's source are just those whose names stand at the places given.
//! Of quotations that nobody named speaks, those are right whose source has no name.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use dateline::Dateline;
use record::wire::{Claim, Entity, Reading};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Scored;
use super::floors::short_hash;
use super::sets::{self, Pair};
use crate::root;
use crate::specs;

const FILE: &str = "eval/speakers.tsv";

/// Code points of a document's text.
type Stretch = (usize, usize);

/// A quotation that was marked.
struct Quotation {
    at: Stretch,
    /// Where the names of its speakers stand; none for nobody named.
    speakers: Vec<Stretch>,
}

/// A document of the sample.
struct Marked {
    /// The start of its text's hash.
    hash: String,
    quotations: Vec<Quotation>,
}

#[derive(Default)]
struct Counts {
    named: usize,
    named_found: usize,
    right: usize,
    unnamed_found: usize,
    unnamed_right: usize,
    lines: Vec<String>,
}

/// What a quotation was given.
enum Verdict {
    Missed,
    Right,
    /// With the names of those who got it.
    Wrong(String),
}

/// Documents, a hash of the sample, and the figures.
pub(super) fn score(
    reader: &Dateline,
    data: &Path,
    errors: bool,
) -> Result<(usize, String, Scored)> {
    let (sample, hash) = load()?;
    let mut counts = Counts::default();
    let mut texts = texts(data, &sample)?;
    for (id, marked) in &sample {
        let gold = texts
            .remove(id)
            .with_context(|| format!("{FILE}: no text of {id}"))?;
        let text = gold["text"].as_str().unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(text);
        if short_hash(hash) != marked.hash {
            bail!("{FILE}: the text of {id} is another than was marked");
        }
        let line = sets::input(&gold).to_string();
        let document = dateline::json_line(line.as_bytes(), &dateline::Given::default());
        let reading = Reading::new(&reader.read(document), reader.generator());
        count(id, &sets::pair(gold, Some(reading)), marked, &mut counts);
    }
    if errors {
        for line in &counts.lines {
            println!("{line}");
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let scored = Scored {
        figures: vec![
            ("right", share(counts.right, counts.named)),
            ("right of found", share(counts.right, counts.named_found)),
            ("found", share(counts.named_found, counts.named)),
            ("unnamed", share(counts.unnamed_right, counts.unnamed_found)),
        ],
        lines: counts.lines,
    };
    Ok((sample.len(), hash, scored))
}

fn load() -> Result<(BTreeMap<String, Marked>, String)> {
    let path = root().join(FILE);
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut hash = Sha256::new();
    hash.update(&text);
    let mut sample: BTreeMap<String, Marked> = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        let at = || format!("{FILE}:{}", number + 1);
        let cells: Vec<&str> = line.split('\t').collect();
        let [document, own, start, end, speakers] = cells.as_slice() else {
            bail!("{}: a row has five cells", at());
        };
        let marked = sample
            .entry((*document).to_owned())
            .or_insert_with(|| Marked {
                hash: (*own).to_owned(),
                quotations: Vec::new(),
            });
        if *start == "-" {
            continue;
        }
        let names = speakers.split(',').filter(|one| *one != "-").map(|one| {
            let (start, end) = one.split_once('-').with_context(at)?;
            Ok((start.parse()?, end.parse()?))
        });
        marked.quotations.push(Quotation {
            at: (
                start.parse().with_context(at)?,
                end.parse().with_context(at)?,
            ),
            speakers: names.collect::<Result<_>>()?,
        });
    }
    Ok((sample, short_hash(hash)))
}

/// The documents as the scorers of other sets get them, by id.
fn texts(data: &Path, sample: &BTreeMap<String, Marked>) -> Result<BTreeMap<String, Value>> {
    let mut texts = BTreeMap::new();
    let folder = data.join("said");
    let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    for entry in entries {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let Some((set, _)) = file.split_once('.').filter(|_| file.ends_with(".jsonl")) else {
            continue;
        };
        if !sample.keys().any(|id| id.starts_with(&format!("{set}:"))) {
            continue;
        }
        for line in sets::lines(&path)? {
            let id = line["id"].as_str().unwrap_or_default();
            texts.insert(format!("{set}:{id}"), line);
        }
    }
    for id in sample.keys().filter(|id| !id.contains(':')) {
        let (file, own) = id.split_once('#').unwrap_or((id.as_str(), ""));
        let path = root().join(file);
        let ending = path.extension().unwrap_or_default();
        let gold = if ending == "jsonl" {
            let mut lines = sets::lines(&path)?.into_iter();
            lines.find(|line| line["id"] == own)
        } else if ending == "md" {
            let article = specs::read(&path)?.into_iter().next();
            article.map(|spec| {
                let mut gold = json!({"id": file, "text": spec.article.body});
                for (field, value) in spec.article.fields {
                    gold[field] = value.into();
                }
                gold
            })
        } else {
            Some(json!({"id": file, "text": fs::read_to_string(&path)?}))
        };
        texts.extend(gold.map(|gold| (id.clone(), gold)));
    }
    Ok(texts)
}

fn count(id: &str, pair: &Pair, marked: &Marked, counts: &mut Counts) {
    for quotation in &marked.quotations {
        let named = !quotation.speakers.is_empty();
        let verdict = judge(pair, quotation);
        let found = usize::from(!matches!(verdict, Verdict::Missed));
        let right = usize::from(matches!(verdict, Verdict::Right));
        if named {
            counts.named += 1;
            counts.named_found += found;
            counts.right += right;
        } else {
            counts.unnamed_found += found;
            counts.unnamed_right += right;
        }
        let words = |at: Stretch| pair.text[at.0..at.1.min(pair.text.len())].iter();
        let start: String = words(quotation.at).take(40).collect();
        let speakers: Vec<String> = quotation
            .speakers
            .iter()
            .map(|at| words(*at).collect())
            .collect();
        let what = match verdict {
            Verdict::Right => continue,
            Verdict::Missed => "not found".to_owned(),
            Verdict::Wrong(who) => format!("to {who}"),
        };
        let speakers = if named {
            speakers.join(" and ")
        } else {
            "nobody named".to_owned()
        };
        let (from, to) = quotation.at;
        counts.lines.push(format!(
            "{id} {from}-{to} {start}…: {what}, is of {speakers}"
        ));
    }
}

fn judge(pair: &Pair, quotation: &Quotation) -> Verdict {
    let Some(reading) = &pair.reading else {
        return Verdict::Missed;
    };
    let Some(claim) = claim(reading, pair.shift as usize, quotation.at) else {
        return Verdict::Missed;
    };
    let of = |id: &String| reading.entities.iter().find(|entity| entity.id == *id);
    // Several who are meant together stand for each of them.
    let sources: Vec<&Entity> = claim
        .source
        .entities
        .iter()
        .filter_map(of)
        .flat_map(|entity| {
            let members: Vec<_> = entity.members.iter().filter_map(of).collect();
            if members.is_empty() {
                vec![entity]
            } else {
                members
            }
        })
        .collect();
    let right = if quotation.speakers.is_empty() {
        !sources.iter().any(|entity| names(entity).next().is_some())
    } else {
        sources.len() == quotation.speakers.len()
            && quotation.speakers.iter().all(|at| {
                let (start, end) = (at.0 + pair.shift as usize, at.1 + pair.shift as usize);
                sources
                    .iter()
                    .any(|entity| names(entity).any(|(first, last)| first < end && start < last))
            })
    };
    if right {
        return Verdict::Right;
    }
    let given: Vec<_> = sources.iter().map(|entity| entity.name.as_str()).collect();
    Verdict::Wrong(if given.is_empty() {
        "nobody".to_owned()
    } else {
        given.join(" and ")
    })
}

/// Where an entity is called by a name.
fn names(entity: &Entity) -> impl Iterator<Item = Stretch> + '_ {
    let names = entity
        .mentions
        .iter()
        .filter(|mention| mention.form == "name");
    names.map(|mention| (mention.start as usize, mention.end as usize))
}

/// The claim that holds most of a quotation, and at least half of it; of several the shortest.
fn claim(reading: &Reading, shift: usize, (start, end): Stretch) -> Option<&Claim> {
    let (start, end) = (start + shift, end + shift);
    let held = |claim: &Claim| -> usize {
        let pieces = claim.content.spans.iter();
        pieces
            .map(|[first, last]| {
                let (first, last) = (*first as usize, *last as usize);
                last.min(end).saturating_sub(first.max(start))
            })
            .sum()
    };
    let length = |claim: &Claim| -> u32 {
        let pieces = claim.content.spans.iter();
        pieces.map(|[first, last]| last - first).sum()
    };
    reading
        .claims
        .iter()
        .filter(|claim| held(claim) * 2 >= end - start)
        .max_by_key(|claim| (held(claim), std::cmp::Reverse(length(claim))))
}
