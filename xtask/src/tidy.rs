//! The house rules that a compiler does not check: `cargo xtask tidy`, and as tests in
//! `xtask/tests/tidy.rs`, so that `cargo test` is the gate.
//!
//! Each rule is a function that returns what breaks it, one line a breach, each with its remedy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{codegen, root};

/// A rule: its name, and what finds the breaches.
pub type Rule = (&'static str, fn() -> Result<Vec<String>>);

/// Every rule.
pub const RULES: &[Rule] = &[
    ("crates use only what the design lets them", edges),
    ("files stay short", sizes),
    ("generated files are what code says", stale),
    ("comments follow the house", comments),
    ("files name no machine", words),
    ("the lexicon is embedded whole and parses", lexicon),
];

/// Runs all rules.
pub fn run() -> Result<()> {
    let mut broken = 0;
    for (name, rule) in RULES {
        let breaches = rule()?;
        println!(
            "{} {name}",
            if breaches.is_empty() { "ok  " } else { "FAIL" }
        );
        for breach in &breaches {
            println!("     {breach}");
        }
        broken += breaches.len();
    }
    if broken > 0 {
        bail!("{broken} breaches of the house rules");
    }
    Ok(())
}

/// Which crate may use which: the table of the design. Crates not named here (`cli`, the Python
/// wheel, this one) may use any.
const EDGES: &[(&str, &[&str])] = &[
    ("record", &[]),
    ("lexicon", &["record"]),
    ("page", &["record"]),
    ("language", &["record"]),
    ("reader", &["record", "lexicon", "language"]),
    (
        "dateline",
        &["record", "lexicon", "page", "language", "reader"],
    ),
    ("sources", &["record", "page"]),
    ("story", &["record"]),
    ("store", &["record", "story"]),
    ("export", &["record", "store"]),
    ("desk", &["dateline", "sources", "story", "store", "export"]),
];

/// Crate edges outside the table, of any kind: a test that reaches round the table would soon
/// take the code with it.
fn edges() -> Result<Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .context("cargo metadata")?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let ours: Vec<_> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let mut breaches = Vec::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        if !fs::read_to_string(manifest)?.contains("[lints]\nworkspace = true") {
            breaches.push(format!(
                "{name} does not take the lints of the workspace; add `[lints] workspace = true`"
            ));
        }
        let Some((_, allowed)) = EDGES.iter().find(|(one, _)| *one == short(name)) else {
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let other = dependency["name"].as_str().unwrap_or_default();
            if ours.contains(&other) && !allowed.contains(&short(other)) {
                breaches.push(format!(
                    "{name} uses {other}; the design lets it use {}",
                    if allowed.is_empty() {
                        "nothing of ours".to_owned()
                    } else {
                        allowed.join(", ")
                    }
                ));
            }
        }
    }
    Ok(breaches)
}

/// The folder's name of a crate.
fn short(name: &str) -> &str {
    name.strip_prefix("dateline-").unwrap_or(name)
}

/// Lines of code, tests apart, beyond which a file must say why.
const LONG: usize = 600;
/// Lines beyond which a file must be a table, tests or generated.
const TOO_LONG: usize = 1000;
/// How a file says why it is long, in one of its first lines.
const REASON: &str = "// tidy: over 600 lines because ";

fn sizes() -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for path in files_with("rs")? {
        let text = fs::read_to_string(root().join(&path))?;
        let code = text.split("\n#[cfg(test)]\nmod tests {").next();
        let lines = code.unwrap_or_default().lines().count();
        let reason = text.lines().take(5).find_map(|l| l.strip_prefix(REASON));
        let shown = path.display();
        let tests = path.components().any(|part| part.as_os_str() == "tests");
        if lines > LONG && reason.is_none() && !tests {
            breaches.push(format!(
                "{shown} has {lines} lines: split it, or begin it with `{REASON}…`"
            ));
        } else if lines > TOO_LONG && !tests {
            let reason = reason.unwrap_or_default();
            if !["table", "test", "generated"]
                .iter()
                .any(|w| reason.contains(w))
            {
                breaches.push(format!(
                    "{shown} has {lines} lines: only tables, tests and generated code may"
                ));
            }
        }
    }
    Ok(breaches)
}

fn stale() -> Result<Vec<String>> {
    let mut breaches = Vec::new();
    for (path, wanted) in codegen::generated()? {
        if fs::read_to_string(root().join(&path)).unwrap_or_default() != wanted {
            breaches.push(format!(
                "{} is not what code says: run `cargo xtask codegen`",
                path.display()
            ));
        }
    }
    Ok(breaches)
}

/// Work left undone needs an issue's number to be found again, and rules of dashes say nothing.
fn comments() -> Result<Vec<String>> {
    // Put together here, so that this file does not break its own rule.
    let marks = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["X", "XX"].concat(),
    ];
    let mut breaches = Vec::new();
    for path in files_with("rs")? {
        let text = fs::read_to_string(root().join(&path))?;
        for (number, line) in text.lines().enumerate() {
            let Some((_, comment)) = line.split_once("//") else {
                continue;
            };
            let at = format!("{}:{}", path.display(), number + 1);
            for mark in &marks {
                let named = |rest: &str| rest.starts_with("(#") || rest.starts_with(" #");
                let word = comment
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|w| w == mark);
                let rest = comment.split_once(mark.as_str()).map(|(_, rest)| rest);
                if word && !rest.is_some_and(named) {
                    breaches.push(format!(
                        "{at}: {mark} without an issue, as in `{mark}(#12)`"
                    ));
                }
            }
            let comment = comment.trim_start_matches('/').trim();
            let rule = ["---", "===", "***", "###", "───", "━━━"];
            if line.trim_start().starts_with("//")
                && (line.trim_start().starts_with("/////")
                    || rule.iter().any(|rule| comment.starts_with(rule)))
                && !line.trim_start().starts_with("///")
                && !line.trim_start().starts_with("//!")
            {
                breaches.push(format!("{at}: a banner comment; split the file instead"));
            }
        }
    }
    Ok(breaches)
}

/// Paths of one machine mean nothing on another, and data that cannot ship cannot be pointed at,
/// except where the command that measures on it is shown.
fn words() -> Result<Vec<String>> {
    let machine = [
        ["/wo", "rk/main"].concat(),
        ["/wo", "rk/shared"].concat(),
        ["/wo", "rk/."].concat(),
        ["/tm", "p/wt"].concat(),
        ["/ro", "ot/"].concat(),
    ];
    let outside = ["../sha", "red"].concat();
    let mut breaches = Vec::new();
    for path in tracked()? {
        let Ok(text) = fs::read_to_string(root().join(&path)) else {
            continue; // A table or an image; only text can name a path.
        };
        for (number, line) in text.lines().enumerate() {
            let at = format!("{}:{}", path.display(), number + 1);
            if let Some(word) = machine.iter().find(|word| line.contains(word.as_str())) {
                breaches.push(format!("{at}: `{word}` is a path of one machine"));
            }
            let elsewhere =
                line.matches(&outside).count() > line.matches(&format!("{outside}/data")).count();
            if elsewhere {
                breaches.push(format!("{at}: only `{outside}/data` may be named there"));
            }
        }
    }
    Ok(breaches)
}

/// A file of `lexicon/` that nobody embeds teaches the reader nothing.
fn lexicon() -> Result<Vec<String>> {
    // What is embedded, and what the chores that build tables read.
    let mut users = String::new();
    for path in [
        "crates/dateline/src/embedded.rs",
        "xtask/src/gazetteer.rs",
        "xtask/src/gazetteer/sources.rs",
        "xtask/src/lexicon.rs",
    ] {
        users.push_str(&fs::read_to_string(root().join(path))?);
    }
    let named = |path: &Path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        users.contains(&format!("{file}\""))
    };
    let known = ["md", "txt"]; // Notes for people, not read by the program.
    let mut breaches = Vec::new();
    for path in tracked()? {
        let Ok(name) = path.strip_prefix("lexicon") else {
            continue;
        };
        let note = path
            .extension()
            .is_some_and(|extension| known.iter().any(|one| extension == *one));
        if !note && !named(name) {
            breaches.push(format!(
                "{} is neither embedded by crates/dateline/src/embedded.rs nor built from by xtask",
                path.display()
            ));
        }
    }
    // Parses everything, and says the file and line when it cannot.
    let _ = dateline::Dateline::new();
    Ok(breaches)
}

fn files_with(extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = tracked()?;
    files.retain(|path| path.extension().is_some_and(|one| one == extension));
    Ok(files)
}

/// Files of the repository, from its root: what git knows or would take, and without git all but
/// build folders.
fn tracked() -> Result<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output();
    let mut files = match listed {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout)?
            .split_terminator('\0')
            .map(PathBuf::from)
            .collect(),
        _ => {
            let mut files = Vec::new();
            walk(&root(), &mut files)?;
            files
        }
    };
    files.retain(|path| root().join(path).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if ["target", ".git", "node_modules"]
            .iter()
            .any(|one| name == *one)
        {
            continue;
        }
        if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path.strip_prefix(root())?.to_owned());
        }
    }
    Ok(())
}
