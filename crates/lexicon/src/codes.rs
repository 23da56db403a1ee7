//! The codes that rows of the lexicon may name: countries, what stands for none, sectors.

use crate::table::Row;
use crate::{Countries, LexiconError};

/// What stands in the place of a country where an actor has none.
pub const NO_COUNTRY: [&str; 7] = ["IGO", "NGO", "MNC", "IMG", "ISM", "UNO", "EUR"];

/// PLOVER sectors, and NGO, which PLOVER has for a country, beside them.
pub const SECTORS: [&str; 25] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED",
    "MIL", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF",
];

/// The countries that the lexicon knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    countries: Vec<String>,
}

impl Codes {
    pub(crate) fn of(countries: &Countries) -> Self {
        let countries = countries.all().iter();
        Self::new(countries.map(|country| country.iso3.clone()).collect())
    }

    pub(crate) fn new(mut countries: Vec<String>) -> Self {
        countries.sort();
        Self { countries }
    }

    /// The country of a row, or what stands for none. A lexicon without countries takes any.
    pub(crate) fn country(
        &self,
        row: &Row<'_>,
        column: usize,
    ) -> Result<Option<String>, LexiconError> {
        let code = row.cell(column);
        let known = |code: &str| {
            self.countries.is_empty()
                || NO_COUNTRY.contains(&code)
                || self
                    .countries
                    .binary_search_by(|other| other.as_str().cmp(code))
                    .is_ok()
        };
        if code.is_empty() || known(code) {
            return Ok(row.optional(column));
        }
        Err(row.problem(
            format!("`{code}` is no country"),
            &format!(
                "use a code of countries.tsv, or one of {}",
                NO_COUNTRY.join(", ")
            ),
        ))
    }
}

/// The sectors of a row.
pub(crate) fn sectors(row: &Row<'_>, column: usize) -> Result<Vec<String>, LexiconError> {
    let known = |code: &&str| SECTORS.contains(code);
    if let Some(wrong) = row.list(column).find(|code| !known(code)) {
        return Err(row.problem(
            format!("`{wrong}` is no sector"),
            &format!("use {}", SECTORS.join(", ")),
        ));
    }
    Ok(row.list(column).map(str::to_owned).collect())
}
