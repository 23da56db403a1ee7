//! Chores of the project: tests, specs, evaluation, benches, generated files, tables.
//!
//! Nothing here is part of Dateline: what a reader of pages needs lives under `crates/`.
#![expect(
    clippy::print_stdout,
    reason = "a chore reports to the person who started it"
)]

pub mod bench;
pub mod codegen;
pub mod eval;
pub mod gazetteer;
pub mod lexicon;
pub mod specs;
pub mod test;
pub mod tidy;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root of the repository")
        .to_owned()
}
