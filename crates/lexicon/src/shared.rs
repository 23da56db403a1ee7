//! Offices that several people hold at once, so that two holders are no contradiction.

use crate::LexiconError;
use crate::codes::Codes;
use crate::table::{Row, Shape, Source, rows};

/// The rows of `shared-offices.tsv`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared {
    offices: Vec<(String, String, u32, u32)>,
}

/// `shared-offices.tsv`.
pub(crate) const SHAPE: Shape = Shape {
    columns: &["country", "office", "from", "to", "why", "source"],
    key: &[0, 1, 2],
};

impl Shared {
    /// Parses the layers of the table.
    pub(crate) fn parse(sources: &[Source<'_>], codes: &Codes) -> Result<Self, LexiconError> {
        let offices = rows(sources, &SHAPE)?
            .iter()
            .map(|row| office(row, codes))
            .collect::<Result<_, _>>()?;
        Ok(Self { offices })
    }

    /// Whether several hold the office at once on a day, given as YYYYMMDD.
    pub(crate) fn is_shared(&self, country: &str, office: &str, day: u32) -> bool {
        let year = day / 10_000;
        self.offices.iter().any(|(other, shared, from, to)| {
            other == country && shared == office && (*from..=*to).contains(&year)
        })
    }
}

pub(crate) fn office(
    row: &Row<'_>,
    codes: &Codes,
) -> Result<(String, String, u32, u32), LexiconError> {
    let year = |column: usize, empty: u32| match row.cell(column) {
        "" => Ok(empty),
        year if year.len() == 4 => year
            .parse()
            .map_err(|_| row.problem(format!("`{year}` is no year"), "write YYYY")),
        year => Err(row.problem(format!("`{year}` is no year"), "write YYYY")),
    };
    let country = row.required(0)?.to_owned();
    codes.country(row, 0)?;
    Ok((
        country,
        row.required(1)?.to_owned(),
        year(2, 0)?,
        year(3, 9999)?,
    ))
}
