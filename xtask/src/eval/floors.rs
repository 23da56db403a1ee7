//! `eval/floors.toml`: below which figure no change may fall, and of which data.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::root;

/// Floors of one data set.
#[derive(Deserialize, Clone, Debug, Default, PartialEq)]
pub(super) struct Floor {
    /// How many documents it has.
    pub(super) documents: usize,
    /// The first half of the SHA-256 of its gold and pages.
    pub(super) data: String,
    /// By figure, in per cent.
    #[serde(default)]
    pub(super) figures: BTreeMap<String, f64>,
}

/// All floors, by `area.name`.
pub(super) type Floors = BTreeMap<String, Floor>;

const HEAD: &str = "\
# Floors of accuracy: `cargo xtask eval --gate` fails below them, and so does `cargo test` for `own`.
# A floor moves only in a commit that says why; `cargo xtask eval --pin` raises those that can rise.
# Figures are per cent; `data` is the start of the SHA-256 of what they were measured on.
";

fn path() -> PathBuf {
    root().join("eval/floors.toml")
}

pub(super) fn load() -> Result<Floors> {
    let text = fs::read_to_string(path()).unwrap_or_default();
    toml::from_str(&text).context("eval/floors.toml")
}

/// Raises floors to what was measured, rounded down to a tenth; never lowers one.
pub(super) fn pin(measured: &Floors) -> Result<()> {
    let mut floors = load()?;
    for (name, now) in measured {
        let floor = floors.entry(name.clone()).or_default();
        if (floor.documents, &floor.data) != (now.documents, &now.data) {
            floor.figures.clear(); // Other data: the old floors say nothing of it.
        }
        floor.documents = now.documents;
        floor.data.clone_from(&now.data);
        for (figure, value) in &now.figures {
            let value = (value * 10.0).floor() / 10.0;
            let old = floor.figures.entry(figure.clone()).or_insert(value);
            *old = old.max(value);
        }
    }
    let mut text = HEAD.to_owned();
    for (name, floor) in &floors {
        let _ = write!(
            text,
            "\n[\"{name}\"]\ndocuments = {}\ndata = \"{}\"\n[\"{name}\".figures]\n",
            floor.documents, floor.data
        );
        for (figure, value) in &floor.figures {
            let _ = writeln!(text, "\"{figure}\" = {value:.1}");
        }
    }
    fs::write(path(), text).context("eval/floors.toml")
}

/// The start of a hash: enough to tell one set of data from another.
pub(super) fn short_hash(hash: Sha256) -> String {
    let hash = hash.finalize();
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What lies below its floor.
pub(super) fn breaches(measured: &Floors, floors: &Floors) -> Vec<String> {
    let mut breaches = Vec::new();
    for (name, now) in measured {
        let Some(floor) = floors.get(name) else {
            continue;
        };
        if (floor.documents, &floor.data) != (now.documents, &now.data) {
            breaches.push(format!(
                "{name}: measured on {} documents ({}), the floor on {} ({})",
                now.documents, now.data, floor.documents, floor.data
            ));
            continue;
        }
        for (figure, least) in &floor.figures {
            match now.figures.get(figure) {
                Some(value) if *value >= *least => {}
                Some(value) => {
                    breaches.push(format!("{name}: {figure} {value:.1}, floor {least:.1}"));
                }
                None => breaches.push(format!("{name}: {figure} was not measured")),
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_of_its_data() {
        let floors: Floors = toml::from_str(
            "[\"when.a\"]\ndocuments = 2\ndata = \"x\"\n[\"when.a\".figures]\n\"value\" = 70.0\n",
        )
        .expect("the file is well formed");
        let now = |value: f64, data: &str| -> Floors {
            let figures = BTreeMap::from([("value".to_owned(), value)]);
            let floor = Floor {
                documents: 2,
                data: data.to_owned(),
                figures,
            };
            BTreeMap::from([("when.a".to_owned(), floor)])
        };
        for (value, data, breached) in [(70.0, "x", 0), (69.9, "x", 1), (80.0, "y", 1)] {
            let found = breaches(&now(value, data), &floors);
            assert_eq!(found.len(), breached, "{found:?}");
        }
    }
}
