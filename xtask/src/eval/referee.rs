//! The referee beside our own scorers: the same lines must come out of both.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Runs the referee over the binary and compares its figures with ours, line by line.
pub(super) fn compare(
    script: &Path,
    binary: &Path,
    data: &Path,
    only: &[String],
    ours: &[(String, Vec<String>)],
) -> Result<()> {
    let mut command = Command::new("python3");
    command
        .arg(script)
        .arg("--bin")
        .arg(binary)
        .arg("--data")
        .arg(data);
    if !only.is_empty() {
        command.arg("--only").arg(only.join(","));
    }
    let output = command.output().context("python3")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut theirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut name = String::new();
    for line in text.lines() {
        match line.strip_prefix("== ") {
            Some(head) if head.contains('/') && !head.starts_with("all:") => {
                head.split_whitespace()
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut name);
            }
            _ => theirs.entry(name.clone()).or_default().push(figures(line)),
        }
    }
    let (mut same, mut differences) = (0, Vec::new());
    for (name, lines) in ours {
        let ours: Vec<_> = lines.iter().map(|line| figures(line)).collect();
        let theirs = theirs.get(name).cloned().unwrap_or_default();
        for index in 0..ours.len().max(theirs.len()) {
            let line = |lines: &[String]| lines.get(index).cloned().unwrap_or_default();
            let (one, other) = (line(&ours), line(&theirs));
            if one == other {
                same += 1;
            } else {
                differences.push(format!("{name}\n    ours     {one}\n    referee  {other}"));
            }
        }
    }
    println!("{same} lines of figures agree with the referee");
    if !differences.is_empty() {
        bail!(
            "{} lines differ from the referee:\n{}",
            differences.len(),
            differences.join("\n")
        );
    }
    Ok(())
}

/// A line without what is not a figure: the name of the file in front, and the spread of a
/// resampling that follows the referee's own random numbers.
fn figures(line: &str) -> String {
    let mut line = line.trim_end();
    if let Some((head, rest)) = line.split_once(": ")
        && (head.contains(".jsonl") || rest.contains("gold events,"))
        && !head.contains(' ')
    {
        line = rest;
    }
    for start in ["title exact", "F1 "] {
        if line
            .split_whitespace()
            .next()
            .is_some_and(|word| word.contains(".jsonl"))
            && let Some(at) = line.find(start)
        {
            line = &line[at..];
        }
    }
    let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        if let Some((value, spread)) = word.split_once('±')
            && spread.parse::<f64>().is_ok()
        {
            value.to_owned().clone_into(word);
        }
    }
    words.join(" ")
}
