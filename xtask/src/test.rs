//! `cargo xtask test`: everything that must hold before a change is taken.
//!
//! Rust alone and offline: format, lints, and every test, among them the specs, the house rules
//! and our own gold. `--full` adds what needs more than Rust; continuous integration calls that.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::root;

/// Arguments of `cargo xtask test`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Also what needs more than Rust; says what it installs
    #[arg(long)]
    full: bool,
}

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    step("format", &["fmt", "--all", "--check"])?;
    step(
        "lints",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    if arguments.full {
        fuzz_targets()?;
    }
    // Tests come last, so that what they say of themselves ends the output.
    step(
        "tests, specs, house rules, own gold",
        &["test", "--workspace"],
    )?;
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    println!("everything holds, after {minutes:.1} minutes");
    Ok(())
}

fn step(name: &str, arguments: &[&str]) -> Result<()> {
    println!("== {name}: cargo {}", arguments.join(" "));
    cargo(&root(), arguments)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .status()
        .context("cargo")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}

/// The fuzz targets must at least compile; running them takes a nightly compiler and `cargo-fuzz`.
/// Their own dependency is fetched from crates.io the first time.
fn fuzz_targets() -> Result<()> {
    println!(
        "== fuzz targets compile (fetches libfuzzer-sys and its build needs from crates.io when they are not here)"
    );
    cargo(&root().join("fuzz"), &["check", "--quiet"])
}
