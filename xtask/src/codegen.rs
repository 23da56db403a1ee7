//! Files that are generated from code, so that they cannot go stale: the code map in
//! `ARCHITECTURE.md` and the schema of a reading.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::root;

/// Arguments of `cargo xtask codegen`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Writes nothing; fails where a file is not what code says
    #[arg(long)]
    check: bool,
}

/// Where the code map stands in `ARCHITECTURE.md`.
const MAP_STARTS: &str = "<!-- code map: written by `cargo xtask codegen` -->\n";
const MAP_ENDS: &str = "<!-- end of the code map -->\n";

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    let mut stale = Vec::new();
    for (path, wanted) in generated()? {
        let full = root().join(&path);
        if fs::read_to_string(&full).unwrap_or_default() == wanted {
            continue;
        }
        if arguments.check {
            stale.push(path.display().to_string());
        } else {
            if let Some(folder) = full.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&full, wanted).with_context(|| full.display().to_string())?;
            println!("wrote {}", path.display());
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    bail!("stale: {}; run `cargo xtask codegen`", stale.join(", "))
}

/// Every generated file: its path from the root, and what it should hold.
pub fn generated() -> Result<Vec<(PathBuf, String)>> {
    Ok(vec![
        (PathBuf::from("ARCHITECTURE.md"), architecture()?),
        (
            PathBuf::from("docs/reading.schema.json"),
            record::wire::schema(),
        ),
    ])
}

/// `ARCHITECTURE.md` with a fresh code map.
fn architecture() -> Result<String> {
    let path = root().join("ARCHITECTURE.md");
    let text = fs::read_to_string(&path).context("ARCHITECTURE.md")?;
    let (before, rest) = text
        .split_once(MAP_STARTS)
        .context("ARCHITECTURE.md has no line that starts the code map")?;
    let (_, after) = rest
        .split_once(MAP_ENDS)
        .context("ARCHITECTURE.md has no line that ends the code map")?;
    Ok(format!(
        "{before}{MAP_STARTS}{}{MAP_ENDS}{after}",
        code_map()?
    ))
}

/// One heading a crate and one line a module, each with the first sentence of its own doc.
fn code_map() -> Result<String> {
    let mut map = String::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("crates"))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.join("Cargo.toml").is_file())
        .collect();
    folders.sort();
    folders.push(root().join("xtask"));
    for folder in folders {
        let source = folder.join("src");
        let main = ["lib.rs", "main.rs"]
            .map(|name| source.join(name))
            .into_iter()
            .find(|path| path.is_file())
            .with_context(|| format!("{} has no lib.rs or main.rs", folder.display()))?;
        let name = folder.strip_prefix(root())?.display().to_string();
        writeln!(map, "\n### `{name}`\n{}\n", first_sentence(&main)?)?;
        let mut modules = Vec::new();
        collect(&source, &mut modules)?;
        for module in modules {
            if module == main || module.ends_with("main.rs") {
                continue;
            }
            let sentence = first_sentence(&module)?;
            let shown = module.strip_prefix(&folder)?.display();
            if sentence.is_empty() {
                writeln!(map, "- `{shown}`")?;
            } else {
                writeln!(map, "- `{shown}`: {sentence}")?;
            }
        }
    }
    map.push('\n');
    Ok(map)
}

/// The Rust files of a folder and of the folders in it, sorted by path.
pub(crate) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The first sentence of a module's doc: all of its first paragraph up to a full stop. A module
/// of one type may leave the doc to the type; it is then named without a sentence.
fn first_sentence(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut words = String::new();
    for line in text.lines() {
        let Some(doc) = line.strip_prefix("//!") else {
            break;
        };
        let doc = doc.trim();
        if doc.is_empty() {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(doc);
    }
    let end = words
        .match_indices(". ")
        .map(|(index, _)| index + 1)
        .find(|index| words[*index..].trim_start().starts_with(char::is_uppercase));
    words.truncate(end.unwrap_or(words.len()));
    Ok(words)
}
