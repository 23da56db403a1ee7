//! What commands begin with: a language model, a lexicon and a gazetteer of the user's own, threads.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use dateline::{GazetteerTables, LanguageModel, Overlay, Places};

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

/// The files of a folder that lie over the lexicon, without hidden ones and the gazetteer's; or
/// what is wrong with them.
pub(crate) fn overlay(folder: Option<&Path>) -> Result<Overlay, String> {
    let Some(folder) = folder else {
        return Ok(Overlay::default());
    };
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, below)) = folders.pop() {
        let fail = |error: std::io::Error| format!("lexicon `{}`: {error}", path.display());
        for entry in fs::read_dir(&path).map_err(fail)? {
            let path = entry.map_err(fail)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{below}{name}");
            // A folder of frames and cues is one deep; what lies deeper is somebody's own.
            if path.is_dir() {
                if matches!(name.as_str(), "cues" | "frames") {
                    folders.push((path, format!("{name}/")));
                }
                continue;
            }
            let of_lexicon = [".tsv", ".toml", ".txt"]
                .iter()
                .any(|end| name.ends_with(end));
            if of_lexicon && !name.starts_with('.') {
                let bytes = fs::read(&path)
                    .map_err(|error| format!("lexicon `{}`: {error}", path.display()))?;
                files.push((name, text(&path, bytes)?));
            }
        }
    }
    if files.is_empty() {
        return Err(format!(
            "lexicon `{}` holds no file of a lexicon; its files are named {}",
            folder.display(),
            dateline::LEXICON_FILES
        ));
    }
    Ok(Overlay::new(files))
}

/// The gazetteer of a folder, else the one that is built in; or what is wrong with it.
pub(crate) fn places(folder: Option<&Path>) -> Result<Places, String> {
    let Some(folder) = folder else {
        return Ok(Places::embedded());
    };
    let table = |name: &str| {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| {
            let path = path.display();
            format!(
                "--gazetteer `{path}`: {error}; `dateline gazetteer import` writes such a folder"
            )
        })?;
        text(&path, bytes)
    };
    let tables = GazetteerTables {
        places: table("gazetteer.tsv")?,
        names: table("index.tsv")?,
    };
    Places::of_tables(tables)
        .map_err(|error| format!("--gazetteer `{}`: {error}", folder.display()))
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..good];
        let line = before.split(|byte| *byte == b'\n').count();
        format!(
            "{}:{line}: this is no UTF-8; save the file as UTF-8",
            path.display()
        )
    })
}

/// As many threads as are asked for, else as `rayon` chooses.
pub(crate) fn threads(number: Option<u16>) -> anyhow::Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(number.map_or(0, usize::from))
        .build()
        .context("cannot start the threads")
}
