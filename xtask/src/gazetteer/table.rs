//! Files of cells.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The text of a file.
pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The lines of a table without its comments.
pub(super) fn rows(path: &Path) -> Result<Vec<String>> {
    let text = read(path)?;
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

/// The cells of a row, as many as must be.
pub(super) fn cells<const N: usize>(row: &str) -> Result<[String; N]> {
    let cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
    let count = cells.len();
    cells
        .try_into()
        .map_err(|_| anyhow::anyhow!("`{row}` has {count} cells, not {N}"))
}

/// The cells of a line of comma-separated values.
pub(super) fn csv(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells
                .last_mut()
                .expect("there is always a cell")
                .push(character),
        }
    }
    cells
}
