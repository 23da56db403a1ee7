use crate::LexiconError;
use crate::table::{Row, Shape, Source, rows};

/// Every country and territory.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    countries: Vec<Country>,
}

/// One country.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-3; `XKX` for Kosovo.
    pub iso3: String,
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// The name that news uses.
    pub name: String,
    /// Other names.
    pub names: Vec<String>,
    /// Adjectives and nouns of nationality.
    pub demonyms: Vec<String>,
    /// The seat of government, in its spellings.
    pub capitals: Vec<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Title of the English Wikipedia's page.
    pub wikipedia: String,
}

/// `countries.tsv`.
pub(crate) const SHAPE: Shape = Shape {
    columns: &[
        "iso3",
        "iso2",
        "name",
        "names",
        "demonyms",
        "capital",
        "wikidata",
        "geonames",
        "wikipedia",
        "source",
    ],
    key: &[0],
};

impl Countries {
    /// Parses the layers of the table.
    pub(crate) fn parse(sources: &[Source<'_>]) -> Result<Self, LexiconError> {
        let mut countries = rows(sources, &SHAPE)?
            .iter()
            .map(country)
            .collect::<Result<Vec<_>, _>>()?;
        countries.sort_by(|a, b| a.iso3.cmp(&b.iso3));
        Ok(Self { countries })
    }

    /// All countries, by code.
    pub fn all(&self) -> &[Country] {
        &self.countries
    }

    /// The country of an ISO 3166-1 alpha-3 code.
    pub fn by_code(&self, iso3: &str) -> Option<&Country> {
        self.countries
            .binary_search_by(|country| country.iso3.as_str().cmp(iso3))
            .ok()
            .map(|index| &self.countries[index])
    }

    /// The position of a country in [`Countries::all`].
    pub fn position(&self, iso3: &str) -> Option<u32> {
        let found = self
            .countries
            .binary_search_by(|country| country.iso3.as_str().cmp(iso3));
        found.ok().map(|index| index as u32)
    }

    /// The country whose seat of government has this name.
    pub fn by_capital(&self, name: &str) -> Option<&Country> {
        self.countries
            .iter()
            .find(|country| country.capitals.iter().any(|capital| capital == name))
    }
}

pub(crate) fn country(row: &Row<'_>) -> Result<Country, LexiconError> {
    let iso3 = row.required(0)?;
    if iso3.len() != 3 || !iso3.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(row.problem("the code is not three capitals", "use ISO 3166-1 alpha-3"));
    }
    let geonames = match row.cell(7) {
        "" => None,
        id => Some(
            id.parse()
                .map_err(|_| row.problem("the GeoNames id is not a number", "write digits only"))?,
        ),
    };
    let name = row.required(2)?.to_owned();
    Ok(Country {
        iso3: iso3.to_owned(),
        iso2: row.cell(1).to_owned(),
        wikipedia: row.optional(8).unwrap_or_else(|| name.clone()),
        name,
        names: row.list(3).map(str::to_owned).collect(),
        demonyms: row.list(4).map(str::to_owned).collect(),
        capitals: row.list(5).map(str::to_owned).collect(),
        wikidata: row.optional(6),
        geonames,
    })
}
