//! What commands that read or parse begin with: a language model, and threads.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use dateline::LanguageModel;

/// The model of a file, else the one that is built in; or what is wrong with it.
pub(crate) fn language_model(path: Option<&Path>) -> Result<LanguageModel, String> {
    let Some(path) = path else {
        return Ok(LanguageModel::embedded());
    };
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("--model `{name}`: {error}"))?;
    LanguageModel::from_bytes(&bytes)
        .map_err(|error| format!("--model `{name}` is no model that this version reads: {error}"))
}

/// As many threads as are asked for, else as `rayon` chooses.
pub(crate) fn threads(number: Option<u16>) -> anyhow::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(number.map_or(0, usize::from))
        .build()
        .context("cannot start the threads")
}
