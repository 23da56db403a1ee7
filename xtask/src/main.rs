//! Chores of the project: `cargo xtask --help`.
#![expect(
    clippy::print_stderr,
    reason = "a chore reports to the person who started it"
)]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of Dateline; all run offline, with Rust alone, unless they say otherwise.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything that must hold before a change is taken: format, lints, tests, specs, own gold
    Test(xtask::test::Arguments),
    /// The house rules alone: crate edges, file sizes, code map, comments, words
    Tidy,
    /// Reads the articles of `specs/` and compares what comes out with what they say
    Spec(xtask::specs::Arguments),
    /// Scores Dateline: our own gold, or with `--data` every data set there
    Eval(xtask::eval::Arguments),
    /// Speed, start-up time and memory over a fixed corpus of our own writing
    Bench(xtask::bench::Arguments),
    /// Writes the files that are generated from code: the code map and the schema
    Codegen(xtask::codegen::Arguments),
    /// Builds tables of `lexicon/` from public sources
    Lexicon(Rest),
    /// Builds the gazetteer from `GeoNames`
    Gazetteer(Rest),
}

/// Arguments that the chore reads for itself.
#[derive(clap::Args)]
struct Rest {
    /// Handed on as they are
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Test(arguments) => xtask::test::run(&arguments),
        Chore::Tidy => xtask::tidy::run(),
        Chore::Spec(arguments) => xtask::specs::run(&arguments),
        Chore::Eval(arguments) => xtask::eval::run(&arguments),
        Chore::Bench(arguments) => xtask::bench::run(&arguments),
        Chore::Codegen(arguments) => xtask::codegen::run(&arguments),
        Chore::Lexicon(rest) => xtask::lexicon::run(&rest.arguments),
        Chore::Gazetteer(rest) => xtask::gazetteer::run(&rest.arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
