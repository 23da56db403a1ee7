use crate::LexiconError;

/// One row of a table: its cells, and where it stands for error messages.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    cells: Vec<&'a str>,
    file: &'a str,
    line: usize,
}

impl<'a> Row<'a> {
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

/// The rows of a tab-separated file. Lines that start with `#` are comments; the first other line
/// names the columns, and must name just these.
pub(crate) fn rows<'a>(
    file: &'a str,
    text: &'a str,
    columns: &[&str],
) -> Result<Vec<Row<'a>>, LexiconError> {
    let mut rows = Vec::new();
    let mut header = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let row = Row {
            cells: line.split('\t').collect(),
            file,
            line: index + 1,
        };
        if !header {
            if row.cells != columns {
                return Err(row.problem(
                    "the first row does not name the columns",
                    &format!("start the table with: {}", columns.join(" ")),
                ));
            }
            header = true;
        } else if row.cells.len() == columns.len() {
            rows.push(row);
        } else {
            let count = row.cells.len();
            return Err(row.problem(
                format!("{count} columns instead of {}", columns.len()),
                "separate the cells by single tabs, empty ones too",
            ));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_checked() {
        let good = rows("x.tsv", "# note\na\tb\n1\t\n", &["a", "b"]).expect("the table is right");
        assert_eq!((good.len(), good[0].cell(0), good[0].cell(1)), (1, "1", ""));
        for (text, line) in [("a\tc\n", 1), ("a\tb\n\n1\n", 3), ("a\tb\n1\t2\t3\n", 2)] {
            let error = rows("x.tsv", text, &["a", "b"]).expect_err("the table is wrong");
            assert_eq!(error.line, line, "{error}");
        }
    }
}
