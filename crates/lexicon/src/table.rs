//! Tables of tab-separated cells, in layers: what is built in, and what a user lays over it.

use std::collections::BTreeMap;

use crate::LexiconError;

/// A file, and which layer it belongs to; a higher one lies over a lower one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) layer: u8,
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// The names of its columns.
    pub(crate) columns: &'static [&'static str],
    /// The columns by which a row of a higher layer replaces rows of a lower one; none where rows
    /// are only added.
    pub(crate) key: &'static [usize],
}

/// One row of a table: its cells, and where it stands for error messages.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    cells: Vec<&'a str>,
    file: &'a str,
    line: usize,
    layer: u8,
}

impl<'a> Row<'a> {
    /// The layer that it stands in.
    pub(crate) fn layer(&self) -> u8 {
        self.layer
    }

    /// The file and the line that it stands in.
    pub(crate) fn place(&self) -> (&'a str, usize) {
        (self.file, self.line)
    }

    /// The cells that tell it from other rows.
    pub(crate) fn key(&self, shape: &Shape) -> Vec<&'a str> {
        shape.key.iter().map(|column| self.cell(*column)).collect()
    }

    /// A cell, without white space at its edges.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or("").trim()
    }

    /// A cell that must not be empty.
    pub(crate) fn required(&self, column: usize) -> Result<&'a str, LexiconError> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Err(self.problem(format!("column {} is empty", column + 1), "fill it in"));
        }
        Ok(cell)
    }

    /// A cell that may be empty.
    pub(crate) fn optional(&self, column: usize) -> Option<String> {
        let cell = self.cell(column);
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    /// The parts of a cell that holds a list.
    pub(crate) fn list(&self, column: usize) -> impl Iterator<Item = &'a str> {
        self.cell(column)
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }

    /// An error about this row.
    pub(crate) fn problem(&self, problem: impl Into<String>, remedy: &str) -> LexiconError {
        LexiconError {
            file: self.file.to_owned(),
            line: self.line,
            problem: problem.into(),
            remedy: remedy.to_owned(),
        }
    }
}

/// The rows of a table, the highest layer first; rows that a higher layer replaces are left out.
/// Lines that start with `#` are comments; the first other line of each file names the columns.
pub(crate) fn rows<'a>(
    sources: &[Source<'a>],
    shape: &Shape,
) -> Result<Vec<Row<'a>>, LexiconError> {
    let (rows, problems) = all_rows(sources, shape);
    match problems.into_iter().next() {
        Some(problem) => Err(problem),
        None => Ok(rows),
    }
}

/// As [`rows`], with everything that is wrong with the others.
pub(crate) fn all_rows<'a>(
    sources: &[Source<'a>],
    shape: &Shape,
) -> (Vec<Row<'a>>, Vec<LexiconError>) {
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for source in sources {
        file_rows(source, shape, &mut rows, &mut problems);
    }
    // A lexicon without a second layer pays nothing for it.
    if rows.iter().any(|row| row.layer > 0) {
        let mut over: BTreeMap<Vec<&str>, u8> = BTreeMap::new();
        for row in rows
            .iter()
            .filter(|row| row.layer > 0 && !shape.key.is_empty())
        {
            let highest = over.entry(row.key(shape)).or_default();
            *highest = row.layer.max(*highest);
        }
        rows.retain(|row| {
            over.get(&row.key(shape))
                .is_none_or(|over| *over <= row.layer)
        });
        rows.sort_by_key(|row| std::cmp::Reverse(row.layer));
    }
    (rows, problems)
}

fn file_rows<'a>(
    source: &Source<'a>,
    shape: &Shape,
    rows: &mut Vec<Row<'a>>,
    problems: &mut Vec<LexiconError>,
) {
    let columns = shape.columns;
    let mut header = false;
    for (index, line) in source.text.lines().enumerate() {
        // A spreadsheet puts a mark before the first letter.
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let row = Row {
            cells: line.split('\t').collect(),
            file: source.file,
            line: index + 1,
            layer: source.layer,
        };
        if !header {
            if row.cells != columns {
                problems.push(row.problem(
                    "the first row does not name the columns",
                    &format!(
                        "start the table with these words, tabs between them: {}",
                        columns.join(" ")
                    ),
                ));
                return;
            }
            header = true;
        } else if row.cells.len() == columns.len() {
            rows.push(row);
        } else {
            let count = row.cells.len();
            problems.push(row.problem(
                format!("{count} columns instead of {}", columns.len()),
                "separate the cells by single tabs, empty ones too",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        columns: &["a", "b"],
        key: &[0],
    };

    fn source(text: &str, layer: u8) -> Source<'_> {
        Source {
            file: "x.tsv",
            text,
            layer,
        }
    }

    #[test]
    fn tables_are_checked() {
        let good = [source("# note\na\tb\n1\t\n", 0)];
        let good = rows(&good, &SHAPE).expect("the table is right");
        assert_eq!((good.len(), good[0].cell(0), good[0].cell(1)), (1, "1", ""));
        for (text, line) in [("a\tc\n", 1), ("a\tb\n\n1\n", 3), ("a\tb\n1\t2\t3\n", 2)] {
            let error = rows(&[source(text, 0)], &SHAPE).expect_err("the table is wrong");
            assert_eq!(error.line, line, "{error}");
        }
    }

    #[test]
    fn a_row_over_another_with_its_key_replaces_it() {
        let layers = [
            source("a\tb\n1\told\n2\tkept\n", 0),
            source("\u{feff}a\tb\n1\tnew\n3\tadded\n", 1),
        ];
        let rows = rows(&layers, &SHAPE).expect("both are right");
        let cells: Vec<_> = rows.iter().map(|row| (row.cell(0), row.cell(1))).collect();
        assert_eq!(cells, [("1", "new"), ("3", "added"), ("2", "kept")]);
    }
}
