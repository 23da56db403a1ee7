//! Every span of every reading, checked: `cargo xtask eval --data DIR --spans`.
//!
//! For each document of the folder: the line of JSON reads back to the same line; every span in it
//! is a stretch of the text with no white space at its edges; blocks are sorted, apart, and cover
//! all but white space; and the bytes are the same with one, two and eight threads.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use dateline::{Dateline, Given};
use rayon::prelude::*;
use record::wire::Reading;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::sets::bytes;

#[derive(Default, Clone)]
struct Checked {
    spans: usize,
    blocks: usize,
    problems: Vec<String>,
    sha256: Vec<u8>,
}

/// Checks all documents of a folder.
pub(super) fn check(reader: &Dateline, data: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(data, &mut files)?;
    let (mut documents, mut spans, mut blocks, mut problems) = (0, 0, 0, Vec::new());
    let pools: Vec<_> = [1, 2, 8]
        .into_iter()
        .map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build())
        .collect::<Result<_, _>>()?;
    for file in &files {
        let inputs = inputs(file)?;
        let mut runs = pools.iter().map(|pool| {
            pool.install(|| {
                inputs
                    .par_iter()
                    .map(|i| examine(reader, i))
                    .collect::<Vec<_>>()
            })
        });
        let first = runs.next().unwrap_or_default();
        for run in runs {
            let same = run
                .iter()
                .zip(&first)
                .all(|(one, other)| one.sha256 == other.sha256);
            if !same {
                problems.push(format!("{}: other bytes with more threads", file.display()));
            }
        }
        documents += first.len();
        for (index, checked) in first.into_iter().enumerate() {
            spans += checked.spans;
            blocks += checked.blocks;
            let place = format!("{}:{}", file.display(), index + 1);
            problems.extend(
                checked
                    .problems
                    .into_iter()
                    .map(|p| format!("{place}: {p}")),
            );
        }
    }
    println!(
        "{} files, {documents} documents, {blocks} blocks, {spans} spans, {} problems; the same bytes with 1, 2 and 8 threads",
        files.len(),
        problems.len()
    );
    if !problems.is_empty() {
        let shown: Vec<_> = problems.iter().take(40).map(String::as_str).collect();
        bail!("{}", shown.join("\n"));
    }
    Ok(())
}

/// Files that hold documents.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.to_string_lossy().into_owned();
        let kind = [
            ".jsonl",
            ".jsonl.gz",
            ".html",
            ".html.gz",
            ".txt",
            ".txt.gz",
        ];
        if path.is_dir() {
            collect(&path, files)?;
        } else if kind.iter().any(|ending| name.ends_with(ending)) {
            files.push(path);
        }
    }
    Ok(())
}

/// Lines of JSON Lines that hold text or a page; a page as one such line; a text's lines as one
/// each.
fn inputs(file: &Path) -> Result<Vec<String>> {
    let bytes = bytes(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let name = file.to_string_lossy();
    if name.contains(".html") {
        return Ok(vec![serde_json::json!({ "html": text }).to_string()]);
    }
    if name.contains(".txt") {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        return Ok(lines
            .map(|line| serde_json::json!({ "text": line }).to_string())
            .collect());
    }
    let mut inputs = Vec::new();
    for line in text.lines() {
        let Ok(Value::Object(mut row)) = serde_json::from_str(line) else {
            continue;
        };
        if row
            .get("text")
            .or(row.get("html"))
            .is_some_and(Value::is_string)
        {
            // Gold may use the names of the input for other things.
            row.retain(|key, _| {
                ["id", "text", "html", "title", "uri", "published"].contains(&key.as_str())
            });
            inputs.push(Value::Object(row).to_string());
        }
    }
    Ok(inputs)
}

fn examine(reader: &Dateline, input: &str) -> Checked {
    let line = catch_unwind(AssertUnwindSafe(|| {
        let document = dateline::json_line(input.as_bytes(), &Given::default());
        Reading::new(&reader.read(document), reader.generator()).to_line()
    }));
    let Ok(line) = line else {
        return Checked {
            problems: vec!["it panics".to_owned()],
            ..Checked::default()
        };
    };
    let mut checked = Checked {
        sha256: Sha256::digest(line.as_bytes()).to_vec(),
        ..Checked::default()
    };
    match serde_json::from_str::<Reading>(&line) {
        Ok(back) if back.to_line() == line => {}
        Ok(_) => checked
            .problems
            .push("the line reads back as another".to_owned()),
        Err(error) => checked
            .problems
            .push(format!("the line does not read back: {error}")),
    }
    let value: Value = serde_json::from_str(&line).unwrap_or_default();
    let text: Vec<char> = value["document"]["text"]
        .as_str()
        .unwrap_or_default()
        .chars()
        .collect();
    walk(&value, &text, &mut checked);
    self::blocks(&value["document"]["blocks"], &text, &mut checked);
    checked
}

/// Every pair of whole numbers is a span, whether a list or `start` and `end`.
fn walk(value: &Value, text: &[char], checked: &mut Checked) {
    match value {
        Value::Array(items) => {
            if let [start, end] = items.as_slice()
                && let (Some(start), Some(end)) = (start.as_u64(), end.as_u64())
            {
                span(start, end, text, checked);
                return;
            }
            for item in items {
                walk(item, text, checked);
            }
        }
        Value::Object(fields) => {
            let number = |name: &str| fields.get(name).and_then(Value::as_u64);
            if let (Some(start), Some(end)) = (number("start"), number("end")) {
                span(start, end, text, checked);
            }
            for item in fields.values() {
                walk(item, text, checked);
            }
        }
        _ => {}
    }
}

fn span(start: u64, end: u64, text: &[char], checked: &mut Checked) {
    checked.spans += 1;
    let words = text.get(start as usize..end as usize).unwrap_or_default();
    let edge = |character: Option<&char>| character.is_none_or(|c| c.is_whitespace());
    if edge(words.first()) || edge(words.last()) {
        checked
            .problems
            .push(format!("the span {start}..{end} is not words"));
    }
}

fn blocks(blocks: &Value, text: &[char], checked: &mut Checked) {
    let mut covered = 0;
    let gap = |from: usize, to: usize, checked: &mut Checked| {
        if let Some(at) = text
            .get(from..to)
            .and_then(|g| g.iter().position(|c| !c.is_whitespace()))
        {
            checked
                .problems
                .push(format!("no block holds character {}", from + at));
        }
    };
    for block in blocks.as_array().into_iter().flatten() {
        checked.blocks += 1;
        let at = |name: &str| block[name].as_u64().unwrap_or_default() as usize;
        let (start, end) = (at("start"), at("end"));
        if start < covered {
            checked
                .problems
                .push(format!("the block at {start} begins inside another"));
        }
        gap(covered, start.max(covered), checked);
        covered = covered.max(end);
    }
    gap(covered, text.len(), checked);
}
