//! Data sets: which there are, what is read of them, and how a reading stands beside its gold.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use dateline::{Dateline, Given};
use rayon::prelude::*;
use record::wire::Reading;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::floors::short_hash;

/// A data set of the folder.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// `events`, `said`, `names`, `when`, `places`, `extract`, `stories` or `language`.
    pub(super) area: &'static str,
    /// Its own name, without split and ending.
    pub(super) name: String,
    /// A file, or for `extract` a folder.
    pub(super) path: PathBuf,
    /// Whether the referee scores it too; the others are for development only.
    pub(super) refereed: bool,
}

/// A document with its gold and its reading.
pub(super) struct Pair {
    /// What the gold's offsets count in.
    pub(super) text: Vec<char>,
    pub(super) gold: Value,
    /// `None` where the gold's text is not in the reading's.
    pub(super) reading: Option<Reading>,
    /// Code points that stand before the gold's text in the reading's.
    pub(super) shift: u32,
}

/// A data set, read.
pub(super) struct Run {
    pub(super) pairs: Vec<Pair>,
    pub(super) seconds: f64,
    pub(super) words: usize,
    /// Of the gold and its pages.
    pub(super) sha256: String,
}

/// Areas in the order of the table.
const AREAS: [&str; 8] = [
    "events", "said", "names", "when", "places", "extract", "stories", "language",
];

/// Annotated by other rules than ours; never scored.
const OTHER_SCHEMES: [(&str, &str); 2] = [("events", "meantime"), ("names", "gum_named")];

/// The data sets of a folder, those of `only` where it names areas.
pub(super) fn sets(data: &Path, only: &[String]) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for area in AREAS {
        let folder = data.join(area);
        if !folder.is_dir() || !only.is_empty() && !only.iter().any(|one| one == area) {
            continue;
        }
        let mut paths: Vec<_> = fs::read_dir(&folder)?
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        for path in paths {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let name = file.split('.').next().unwrap_or_default().to_owned();
            let gold = match area {
                "extract" => gold_file(&path).is_some(),
                "language" => file.contains("-dev") || file.contains("-test"),
                _ => {
                    file.ends_with(".jsonl")
                        && !file.contains(".train.")
                        && !file.contains(".test.")
                }
            };
            if gold && !OTHER_SCHEMES.contains(&(area, name.as_str())) {
                let refereed = area == "extract" || file.ends_with(".dev.jsonl");
                sets.push(Set {
                    area,
                    name,
                    path,
                    refereed,
                });
            }
        }
    }
    Ok(sets)
}

fn gold_file(folder: &Path) -> Option<PathBuf> {
    ["gold.json", "ground-truth.json"]
        .into_iter()
        .map(|name| folder.join(name))
        .find(|path| path.is_file())
}

/// Bytes of a file, unpacked where its name ends in `.gz`.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>> {
    let raw = fs::read(path).with_context(|| path.display().to_string())?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(raw);
    }
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(raw.as_slice())
        .read_to_end(&mut bytes)
        .with_context(|| path.display().to_string())?;
    Ok(bytes)
}

/// The lines of a file of JSON Lines.
pub(super) fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = String::from_utf8(bytes(path)?)?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).with_context(|| path.display().to_string()))
        .collect()
}

impl Set {
    /// Gold of the set, and the lines that are read: `toponyms` hands over the gold's places.
    pub(super) fn documents(&self, toponyms: bool) -> Result<(Vec<(Value, Value)>, String)> {
        let mut hash = Sha256::new();
        let mut documents = Vec::new();
        if self.area == "extract" {
            let gold = gold_file(&self.path).context("the set has no gold")?;
            let gold = fs::read(gold)?;
            hash.update(&gold);
            let gold: BTreeMap<String, Value> = serde_json::from_slice(&gold)?;
            for (id, mut page) in gold {
                let html = [".html.gz", ".html"]
                    .map(|ending| self.path.join("html").join(format!("{id}{ending}")))
                    .into_iter()
                    .find(|path| path.is_file());
                let mut line = Map::new();
                line.insert("id".to_owned(), id.as_str().into());
                if let Some(html) = html {
                    let html = bytes(&html)?;
                    hash.update(&html);
                    let html = String::from_utf8_lossy(&html).into_owned();
                    line.insert("html".to_owned(), html.into());
                    line.insert("uri".to_owned(), page["url"].clone());
                }
                page["id"] = id.into();
                documents.push((page, Value::Object(line)));
            }
        } else {
            hash.update(fs::read(&self.path)?);
            let mut places: BTreeMap<String, usize> = BTreeMap::new();
            for gold in lines(&self.path)? {
                let mut line = input(&gold);
                if toponyms {
                    let spans = gold["toponyms"].as_array().into_iter().flatten();
                    let spans = spans
                        .map(|one| Value::from(vec![one["start"].clone(), one["end"].clone()]));
                    line["toponyms"] = spans.collect();
                }
                // Of two lines with one id the later counts, as for the referee.
                let id = gold["id"].as_str().unwrap_or_default().to_owned();
                let index = *places.entry(id).or_insert(documents.len());
                if index < documents.len() {
                    documents[index] = (gold, line);
                } else {
                    documents.push((gold, line));
                }
            }
        }
        Ok((documents, short_hash(hash)))
    }

    /// Reads the set.
    pub(super) fn read(&self, reader: &Dateline, toponyms: bool) -> Result<Run> {
        let (documents, sha256) = self.documents(toponyms)?;
        let inputs: Vec<(Value, String)> = documents
            .into_iter()
            .map(|(gold, line)| (gold, line.to_string()))
            .collect();
        let started = Instant::now();
        let readings: Vec<Option<Reading>> = inputs
            .par_iter()
            .map(|(_, line)| {
                let bare = self.area == "extract" && !line.contains("\"html\"");
                (!bare).then(|| {
                    let document = dateline::json_line(line.as_bytes(), &Given::default());
                    Reading::new(&reader.read(document), reader.generator())
                })
            })
            .collect();
        let seconds = started.elapsed().as_secs_f64();
        let words = readings
            .iter()
            .flatten()
            .map(|reading| reading.document.text.split_whitespace().count())
            .sum();
        let pairs = inputs
            .into_iter()
            .zip(readings)
            .map(|((gold, _), reading)| pair(gold, reading))
            .collect();
        Ok(Run {
            pairs,
            seconds,
            words,
            sha256,
        })
    }
}

/// A reading beside its gold: where the gold's text stands in it.
pub(super) fn pair(gold: Value, reading: Option<Reading>) -> Pair {
    let mut shift = 0;
    let mut reading = reading;
    let text = gold["text"].as_str().unwrap_or_default();
    if let Some(read) = &reading
        && gold["text"].is_string()
    {
        match read.document.text.find(text) {
            Some(at) => shift = read.document.text[..at].chars().count() as u32,
            None => reading = None,
        }
    }
    Pair {
        text: text.chars().collect(),
        gold,
        reading,
        shift,
    }
}

/// What is handed over of a document: its words, and what a caller would know of it.
pub(super) fn input(gold: &Value) -> Value {
    let mut line = Map::new();
    let text = gold["text"].as_str().unwrap_or_default();
    line.insert("id".to_owned(), gold["id"].clone());
    line.insert("text".to_owned(), text.into());
    let said = |name: &str| gold.get(name).filter(|value| truthy(value));
    let when = ["published", "dct", "date"].into_iter().find_map(said);
    let when = match when {
        Some(Value::String(when)) => when.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    // The first of January 2000 is the gold's way to say that there is no date.
    if let Some(date) = date(&when).filter(|date| date != "2000-01-01") {
        line.insert("published".to_owned(), date.into());
    }
    for (key, field) in [("url", "uri"), ("domain", "publisher")] {
        if let Some(value) = said(field).or_else(|| said(key)) {
            line.insert(field.to_owned(), value.clone());
        }
    }
    if let Some(Value::String(title)) = said("title")
        && !text.starts_with(title.as_str())
    {
        line.insert("title".to_owned(), title.as_str().into());
    }
    Value::Object(line)
}

fn truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}

/// `2016-12-08` of a string that begins with it, with or without hyphens.
fn date(text: &str) -> Option<String> {
    let mut digits = String::new();
    let mut characters = text.chars().peekable();
    for length in [4, 2, 2] {
        if !digits.is_empty() {
            characters.next_if_eq(&'-');
            digits.push('-');
        }
        for _ in 0..length {
            digits.push(characters.next_if(char::is_ascii_digit)?);
        }
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_gold() {
        for (text, expected) in [
            ("2016-12-08", Some("2016-12-08")),
            ("20161208", Some("2016-12-08")),
            ("2016-12-08T10:00", Some("2016-12-08")),
            ("2016-1208", Some("2016-12-08")),
            ("2016", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }
}
