//! `cargo xtask bench`: words and pages a second, start-up time and peak memory.
//!
//! The corpus is pinned: the articles of `examples/` and `eval/own/`, repeated in order until
//! there is enough, so that two versions read the same bytes. Times on a shared machine are
//! noise; the ratios to the bars are what to look at, and the best of three runs is shown.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::{root, specs};

/// Arguments of `cargo xtask bench`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// A binary that is built already; else the release binary is built first
    #[arg(long)]
    bin: Option<PathBuf>,
    /// Megabytes of text to read
    #[arg(long, default_value_t = 4)]
    megabytes: usize,
}

/// Words a second that one core must read at this stage.
const WORDS_BAR: f64 = 50_000.0;
/// Seconds that the command may take to start.
const START_BAR: f64 = 0.2;

/// Words between white space that one core must parse in a second, how much faster two must be,
/// the seconds that the command may take to start, and the megabytes that it may use.
const PARSE_BAR: f64 = 20_000.0;
const SCALE_BAR: f64 = 1.8;
const PARSE_START_BAR: f64 = 0.15;
const PARSE_MEMORY_BAR: f64 = 200.0;

/// What is run.
const READ: &[&str] = &["read", "--input-format", "jsonl", "--format", "jsonl"];
const PARSE: &[&str] = &["parse", "--input-format", "jsonl", "--format", "conllu"];

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    let binary = if let Some(path) = &arguments.bin {
        path.clone()
    } else {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--package", "dateline-cli"])
            .current_dir(root())
            .status()?;
        if !built.success() {
            bail!("the release binary does not build");
        }
        root().join("target/release/dateline")
    };
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder)?;
    let bytes = arguments.megabytes * 1_000_000;
    let (texts, pages) = (texts()?, pages()?);
    let text = Corpus::write(&folder.join("text.jsonl"), "text", &texts, bytes)?;
    let html = Corpus::write(&folder.join("html.jsonl"), "html", &pages, bytes)?;
    let empty = folder.join("empty.jsonl");
    fs::write(&empty, "")?;

    let start = best(&binary, READ, &empty, 1)?;
    let one = best(&binary, READ, &text.path, 1)?;
    let two = best(&binary, READ, &text.path, 2)?;
    let paged = best(&binary, READ, &html.path, 1)?;
    let net = |run: &Measured| (run.seconds - start.seconds).max(1e-6);
    let words_one = text.words as f64 / net(&one);
    let words_two = text.words as f64 / net(&two);
    println!(
        "corpus: {} documents, {} words of text; {} pages of HTML",
        text.documents, text.words, html.documents
    );
    println!(
        "{:<28}{:>12}{:>12}{:>8}",
        "measure", "value", "bar", "ratio"
    );
    row(
        "words/s, 1 thread",
        &format!("{words_one:.0}"),
        &format!("{WORDS_BAR:.0}"),
        words_one / WORDS_BAR,
    );
    row(
        "words/s, 2 threads",
        &format!("{words_two:.0}"),
        "1 thread",
        words_two / words_one,
    );
    println!(
        "{:<28}{:>12.0}",
        "pages/s, 1 thread",
        html.documents as f64 / net(&paged)
    );
    row(
        "start-up, s",
        &format!("{:.3}", start.seconds),
        &format!("{START_BAR}"),
        START_BAR / start.seconds,
    );
    for (name, run) in [
        ("at start", &start),
        ("text, 1 thread", &one),
        ("text, 2 threads", &two),
    ] {
        match run.peak {
            Some(kilobytes) => println!(
                "{:<28}{:>12.0}",
                format!("peak MB, {name}"),
                kilobytes as f64 / 1000.0
            ),
            None => println!("{:<28}{:>12}", format!("peak MB, {name}"), "unknown"),
        }
    }
    parse(&binary, &text, &empty)
}

/// A line of the table.
fn row(name: &str, value: &str, bar: &str, ratio: f64) {
    println!("{name:<28}{value:>12}{bar:>12}{ratio:>8.2}");
}

/// The rows of `dateline parse`.
fn parse(binary: &Path, text: &Corpus, empty: &Path) -> Result<()> {
    let start = best(binary, PARSE, empty, 1)?;
    let one = best(binary, PARSE, &text.path, 1)?;
    let two = best(binary, PARSE, &text.path, 2)?;
    let speed = |run: &Measured| text.words as f64 / (run.seconds - start.seconds).max(1e-6);
    let peak = one.peak.max(two.peak).unwrap_or(0) as f64 / 1000.0;
    for (name, value, digits, bar, ratio) in [
        (
            "parse: words/s, 1 thread",
            speed(&one),
            0,
            PARSE_BAR,
            speed(&one) / PARSE_BAR,
        ),
        (
            "parse: 2 threads to 1",
            speed(&two) / speed(&one),
            2,
            SCALE_BAR,
            speed(&two) / speed(&one) / SCALE_BAR,
        ),
        (
            "parse: start-up, s",
            start.seconds,
            3,
            PARSE_START_BAR,
            PARSE_START_BAR / start.seconds,
        ),
        (
            "parse: peak MB",
            peak,
            0,
            PARSE_MEMORY_BAR,
            PARSE_MEMORY_BAR / peak.max(1.0),
        ),
    ] {
        row(name, &format!("{value:.digits$}"), &bar.to_string(), ratio);
    }
    Ok(())
}

struct Corpus {
    path: PathBuf,
    documents: usize,
    words: usize,
}

impl Corpus {
    /// Documents repeated in order up to a size, as JSON Lines.
    fn write(path: &Path, field: &str, bodies: &[String], bytes: usize) -> Result<Self> {
        if bodies.iter().all(String::is_empty) {
            bail!("there is nothing to read for `{field}`");
        }
        let mut out = std::io::BufWriter::new(fs::File::create(path)?);
        let (mut documents, mut words, mut written) = (0, 0, 0);
        for body in bodies.iter().cycle() {
            if written >= bytes {
                break;
            }
            let id = format!("{field}-{documents}");
            writeln!(out, "{}", json!({ "id": id, field: body }))?;
            documents += 1;
            words += body.split_whitespace().count();
            written += body.len().max(1);
        }
        out.flush()?;
        Ok(Self {
            path: path.to_owned(),
            documents,
            words,
        })
    }
}

/// Files of `examples/` with an ending, in order of their names.
fn examples(ending: &str) -> Result<Vec<String>> {
    let mut paths: Vec<_> = fs::read_dir(root().join("examples"))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|one| one == ending))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            // One page is in an old encoding, as an example of it; here only its size counts.
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

fn texts() -> Result<Vec<String>> {
    let mut texts = examples("txt")?;
    for file in specs::files(&root().join("eval/own"))? {
        let articles = specs::read(&file)?.into_iter().map(|spec| spec.article);
        texts.extend(articles.filter(|a| !a.html).map(|article| article.body));
    }
    Ok(texts)
}

fn pages() -> Result<Vec<String>> {
    examples("html")
}

struct Measured {
    seconds: f64,
    /// Kilobytes.
    peak: Option<u64>,
}

/// The fastest of three runs; its memory is the most of the three.
fn best(binary: &Path, command: &[&str], input: &Path, threads: usize) -> Result<Measured> {
    let mut best = measure(binary, command, input, threads)?;
    for _ in 0..2 {
        let run = measure(binary, command, input, threads)?;
        best.seconds = best.seconds.min(run.seconds);
        best.peak = best.peak.max(run.peak);
    }
    Ok(best)
}

fn measure(binary: &Path, command: &[&str], input: &Path, threads: usize) -> Result<Measured> {
    let started = Instant::now();
    let mut child = Command::new(binary)
        .args(command)
        .arg("--threads")
        .arg(threads.to_string())
        .arg(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| binary.display().to_string())?;
    // Where the system tells a process's peak under /proc it is asked while the process lives.
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    let exit = loop {
        peak = peak.max(high_water(&status));
        if let Some(exit) = child.try_wait()? {
            break exit;
        }
        thread::sleep(Duration::from_millis(1));
    };
    let seconds = started.elapsed().as_secs_f64();
    if !exit.success() {
        bail!(
            "{} {} {} and ended with {exit}",
            binary.display(),
            command.join(" "),
            input.display()
        );
    }
    Ok(Measured { seconds, peak })
}

fn high_water(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
