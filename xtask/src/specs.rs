//! Specifications that an editor can read: an article in, expectations about its record out.
//!
//! `specs/README.md` explains the format. `cargo test` runs every file of `specs/` through
//! `xtask/tests/specs.rs`; `cargo xtask spec` runs them with the same messages, one file at a
//! time, and `--draft` prints what Dateline makes of an article, to start a spec from. The same
//! lines are the gold of `eval/own/`, where they are counted instead ([`crate::eval`]).

mod check;
mod describe;
mod file;
mod grammar;
mod parse;
mod rows;
mod text;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use dateline::{Dateline, Given};
use record::Reading;

pub use check::{Checker, Question, Verdict};
pub use file::{Article, Line, Spec, specs};
pub use grammar::{Expectation, Words};

use crate::root;

/// Arguments of `cargo xtask spec`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files of specs; all of `specs/` when none is given
    files: Vec<PathBuf>,
    /// Prints the record of each article as lines to copy from, and checks nothing
    #[arg(long)]
    draft: bool,
}

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    let files = match arguments.files.as_slice() {
        [] => files(&root().join("specs"))?,
        files => files.to_vec(),
    };
    let reader = Dateline::new();
    let (mut run, mut failed, mut ignored) = (0, 0, 0);
    for path in files {
        for spec in read(&path)? {
            if arguments.draft {
                println!("## {}\n\n```record", spec.name);
                for line in describe::Describe(&spec.article.read(&reader)).all() {
                    println!("{line}");
                }
                println!("```\n");
            } else if let Some(reason) = &spec.ignore {
                ignored += 1;
                let now = match spec.run(&shown(&path), &reader) {
                    Ok(()) => "; it holds now: take the line out",
                    Err(_) => "",
                };
                println!("ignored: {} ({reason}{now})", spec.name);
            } else {
                run += 1;
                if let Err(report) = spec.run(&shown(&path), &reader) {
                    failed += 1;
                    println!("{report}");
                }
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of {run} specs failed");
    }
    if !arguments.draft {
        println!("{run} specs hold, {ignored} ignored");
    }
    Ok(())
}

/// The files of specs in a folder, without its README, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    Ok(files)
}

/// The specs of a file.
pub fn read(path: &Path) -> Result<Vec<Spec>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    specs(&shown(path), &text)
}

fn shown(path: &Path) -> String {
    let short = path.strip_prefix(root()).unwrap_or(path);
    short.display().to_string()
}

impl Article {
    /// Reads it, as a line of JSON Lines would be.
    pub fn read(&self, reader: &Dateline) -> Reading {
        let mut line = serde_json::Map::new();
        for (name, value) in &self.fields {
            line.insert(name.clone(), value.as_str().into());
        }
        let body = if self.html { "html" } else { "text" };
        line.insert(body.to_owned(), self.body.as_str().into());
        let line = serde_json::Value::Object(line).to_string();
        reader.read(dateline::json_line(line.as_bytes(), &Given::default()))
    }
}

impl Spec {
    /// Reads the article and checks every line; the error is a report for people.
    pub fn run(&self, file: &str, reader: &Dateline) -> Result<(), String> {
        let reading = self.article.read(reader);
        let checker = Checker::new(&reading);
        let mut report = String::new();
        for line in &self.expectations {
            let verdict = checker.check(&line.expectation);
            if verdict.holds {
                continue;
            }
            let _ = write!(
                report,
                "\n{file}:{}: {}\n    wanted  {}\n",
                line.number, self.name, line.text
            );
            if verdict.found.is_empty() {
                let _ = writeln!(report, "    found   nothing like it");
            }
            for found in &verdict.found {
                let _ = writeln!(report, "    found   {found}");
            }
            let _ = writeln!(report, "    help:   {}", verdict.help);
        }
        if report.is_empty() {
            Ok(())
        } else {
            Err(report)
        }
    }
}
