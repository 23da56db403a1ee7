//! How right Dateline is: `cargo xtask eval` over our own gold, `--data DIR` over every data set
//! whose command exists.
//!
//! The scorers are ports of the referee's, and agree with it to the digit: `--referee` runs both
//! and fails where they differ. Data sets are measured, never quoted.

mod coref;
mod count;
mod event_spans;
mod events;
mod extract;
mod floors;
mod language;
mod links;
mod names;
mod own;
mod place;
mod referee;
mod said;
mod sets;
mod spans;
mod speakers;
mod time;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use dateline::{Dateline, LanguageModel, Parser};

use floors::{Floor, Floors};
use sets::Set;

/// Arguments of `cargo xtask eval`.
#[derive(clap::Args, Debug, Default)]
pub struct Arguments {
    /// Folder of data sets, such as `../shared/data`; without it, our own gold is scored
    #[arg(long)]
    data: Option<PathBuf>,
    /// Only these areas: events, said, names, when, places, extract, coref, speakers, language
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Fails where a figure lies below its floor in `eval/floors.toml`
    #[arg(long)]
    gate: bool,
    /// Raises the floors to what is measured
    #[arg(long)]
    pin: bool,
    /// Prints every figure of each data set, as the referee does
    #[arg(long)]
    full: bool,
    /// Of our own gold, prints the lines that do not hold and the rows that are too much; of
    /// coreference, the clusters of both sides; of speakers, the quotations with a wrong one
    #[arg(long)]
    errors: bool,
    /// Scores the test files of treebanks too, which is done once, at the end
    #[arg(long)]
    test: bool,
    /// A language model to score instead of the one that is built in
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Runs this referee over `--bin` too, and fails where its figures differ
    #[arg(long, value_name = "referee.py", requires = "data")]
    referee: Option<PathBuf>,
    /// The binary that the referee runs
    #[arg(long, default_value = "target/release/dateline")]
    bin: PathBuf,
    /// Checks, instead of scoring, that every span of every document of the folder is right
    #[arg(long, requires = "data")]
    spans: bool,
}

/// What a scorer says of a data set.
#[derive(Default)]
struct Scored {
    /// Every figure, as the referee prints them.
    lines: Vec<String>,
    /// The figures that matter, in per cent.
    figures: Vec<(&'static str, f64)>,
}

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    let reader = Dateline::new();
    let Some(data) = &arguments.data else {
        let (table, measured) = own::score(&reader, arguments.errors)?;
        show_own(&table);
        return finish(arguments, &measured);
    };
    if arguments.spans {
        return spans::check(&reader, data);
    }
    let mut measured = Floors::new();
    let mut reports: Vec<(String, Vec<String>)> = Vec::new();
    println!("{:<26}{:>6}  {:>9}  figures", "data set", "docs", "words/s");
    let mut links = links::Links::load()?;
    for set in sets::sets(data, &arguments.only)? {
        let name = format!("{}.{}", set.area, set.name);
        if set.area == "language" {
            continue; // Scored below, by another command.
        }
        if set.area == "stories" {
            println!("{name:<26}{:>6}  {:>9}  not yet", "", "");
            continue;
        }
        let run = set.read(&reader, false)?;
        let scored = score(&set, &run, &reader)?;
        if set.area == "names" {
            links.add(&set.name, &run);
        }
        let lost = run
            .pairs
            .iter()
            .filter(|pair| pair.reading.is_none())
            .count();
        let rate = run.words as f64 / run.seconds.max(1e-9);
        let note = if lost > 0 {
            format!("  ({lost} without a reading that holds the gold's text)")
        } else {
            String::new()
        };
        show(arguments, &name, run.pairs.len(), rate, &scored, &note);
        let floor = floor(run.pairs.len(), run.sha256, &scored);
        measured.insert(name, floor);
        if set.refereed {
            reports.push((format!("{}/{}", set.area, file_name(&set)), scored.lines));
        }
    }
    if let Some((documents, scored)) = links.scored() {
        show(arguments, "links.checked", documents, 0.0, &scored, "");
        let floor = floor(documents, links::hash()?, &scored);
        measured.insert("links.checked".to_owned(), floor);
    }
    let asked = |area: &str| arguments.only.is_empty() || arguments.only.iter().any(|a| a == area);
    if asked("coref") {
        score_coref(arguments, &reader, data, &mut measured)?;
    }
    if asked("speakers") {
        let (documents, sample, scored) = speakers::score(&reader, data, arguments.errors)?;
        show(arguments, "speakers.own", documents, 0.0, &scored, "");
        measured.insert("speakers.own".to_owned(), floor(documents, sample, &scored));
    }
    if asked("language") {
        score_language(arguments, data, &mut measured, &mut reports)?;
    }
    if let Some(script) = &arguments.referee {
        referee::compare(script, &arguments.bin, data, &arguments.only, &reports)?;
    }
    finish(arguments, &measured)
}

/// Prints a line of the table, and what it sums up where all is asked for.
fn show(
    arguments: &Arguments,
    name: &str,
    documents: usize,
    rate: f64,
    scored: &Scored,
    note: &str,
) {
    let figures: Vec<_> = scored
        .figures
        .iter()
        .map(|(figure, value)| format!("{figure} {value:.1}"))
        .collect();
    let figures = figures.join("  ");
    println!("{name:<26}{documents:>6}  {rate:>9.0}  {figures}{note}");
    if arguments.full {
        for line in &scored.lines {
            println!("    {line}");
        }
    }
}

/// What a result is held against later.
fn floor(documents: usize, data: String, scored: &Scored) -> Floor {
    Floor {
        documents,
        data,
        figures: scored
            .figures
            .iter()
            .map(|(figure, value)| ((*figure).to_owned(), *value))
            .collect(),
    }
}

/// Shows a row of an area and keeps its figures.
fn take(arguments: &Arguments, area: &str, row: language::Row, measured: &mut Floors) {
    let name = format!("{area}.{}", row.name);
    let rate = row.words as f64 / row.seconds.max(1e-9);
    show(arguments, &name, row.sentences, rate, &row.scored, "");
    let floor = floor(row.sentences, row.sha256, &row.scored);
    measured.insert(name, floor);
}

/// Who is who within a document, by the treebanks that mark it.
fn score_coref(
    arguments: &Arguments,
    reader: &Dateline,
    data: &Path,
    measured: &mut Floors,
) -> Result<()> {
    for set in sets::sets(data, &["language".to_owned()])? {
        if set.name.contains("-test") && !arguments.test {
            continue;
        }
        if let Some(row) = coref::treebank(reader, &set, arguments.errors)? {
            take(arguments, "coref", row, measured);
        }
    }
    Ok(())
}

/// Treebanks, and names from the language model alone.
fn score_language(
    arguments: &Arguments,
    data: &Path,
    measured: &mut Floors,
    reports: &mut Vec<(String, Vec<String>)>,
) -> Result<()> {
    let model = match &arguments.model {
        Some(path) => {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            LanguageModel::from_bytes(&bytes)?
        }
        None => LanguageModel::embedded(),
    };
    let parser = Parser::new(model);
    let mut rows = Vec::new();
    for set in sets::sets(data, &["language".to_owned()])? {
        if set.name.contains("-test") && !arguments.test {
            continue;
        }
        let scored = language::treebank(&parser, &set)?;
        let refereed = scored.iter().filter(|row| row.refereed);
        let lines = refereed.flat_map(|row| row.scored.lines.clone()).collect();
        reports.push((format!("language/{}", file_name(&set)), lines));
        rows.extend(scored);
    }
    rows.extend(language::names(&parser, data)?);
    for row in rows {
        take(arguments, "language", row, measured);
    }
    Ok(())
}

/// Our own gold against its floors: the test that a change must pass.
pub fn own_gate() -> Result<Vec<String>> {
    let (table, measured) = own::score(&Dateline::new(), false)?;
    show_own(&table);
    Ok(floors::breaches(&measured, &floors::load()?))
}

fn file_name(set: &Set) -> String {
    let name = set.path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn score(set: &Set, run: &sets::Run, reader: &Dateline) -> Result<Scored> {
    let pairs = &run.pairs;
    Ok(match set.area {
        "when" => time::score(pairs),
        "said" => said::score(pairs),
        "names" => names::score(pairs, set.name == "re3d"),
        "places" => place::score(pairs, &set.read(reader, true)?.pairs),
        "events" if set.name.starts_with("press") => event_spans::score(pairs),
        "events" => events::score(pairs, set.name == "plv", &set.name),
        "extract" => extract::score(pairs),
        other => bail!("{other} has no scorer yet"),
    })
}

fn show_own(table: &[own::Row]) {
    println!(
        "{:<12}{:>6}{:>6}  {:>9}{:>9}{:>9}{:>9}",
        "own gold", "lines", "rows", "precision", "recall", "F1", "whole"
    );
    for row in table {
        let [p, r, f] = row.prf.map_or([const { String::new() }; 3], |prf| {
            prf.map(|x| format!("{x:.1}"))
        });
        println!(
            "{:<12}{:>6}{:>6}  {p:>9}{r:>9}{f:>9}{:>9.1}",
            row.question.name(),
            row.lines,
            row.rows,
            row.whole
        );
    }
}

fn finish(arguments: &Arguments, measured: &Floors) -> Result<()> {
    if arguments.pin {
        floors::pin(measured)?;
    }
    if arguments.gate {
        let breaches = floors::breaches(measured, &floors::load()?);
        if !breaches.is_empty() {
            bail!("below the floors:\n  {}", breaches.join("\n  "));
        }
        let held: BTreeMap<_, _> = measured.iter().collect();
        println!("{} data sets stand on their floors", held.len());
    }
    Ok(())
}
