//! A gazetteer of the user's own: a dump of `GeoNames` under the embedded one, for villages.

use std::sync::Arc;

use lexicon::{Gazetteer, GazetteerImport, Lexicon, LexiconError};
use sha2::{Digest as _, Sha256};

use crate::{embedded, generator};

pub use lexicon::GazetteerTables;

/// A gazetteer to read with; cheap to copy. Its tables live as long as the program.
#[derive(Clone, Debug)]
pub struct Places {
    pub(crate) gazetteer: Gazetteer,
    /// What readings say of it, where it is not the embedded one.
    pub(crate) version: Option<Arc<str>>,
}

impl Places {
    /// What is built in.
    pub fn embedded() -> Self {
        Self {
            gazetteer: Gazetteer::new(embedded::PLACES, embedded::PLACE_NAMES),
            version: None,
        }
    }

    /// Tables that [`PlacesImport`] made; refused where they are not whole.
    pub fn of_tables(tables: GazetteerTables) -> Result<Self, LexiconError> {
        let mut hash = Sha256::new();
        for table in [&tables.places, &tables.names] {
            hash.update((table.len() as u64).to_le_bytes());
            hash.update(table.as_bytes());
        }
        let version = generator::version("import", &hash.finalize());
        Ok(Self {
            gazetteer: Gazetteer::of_import(tables.places.leak(), tables.names.leak())?,
            version: Some(version.into()),
        })
    }
}

/// A dump of `GeoNames` that is being laid under the embedded gazetteer.
#[derive(Debug)]
pub struct PlacesImport {
    import: GazetteerImport<'static>,
    lexicon: Lexicon,
}

impl PlacesImport {
    /// An import that has read nothing yet.
    pub fn new() -> Self {
        let lexicon = Lexicon::parse(embedded::LEXICON).expect("tests parse the embedded lexicon");
        let countries = lexicon.countries.all().iter();
        let codes = countries.map(|country| (country.iso2.as_str(), country.iso3.as_str()));
        Self {
            import: GazetteerImport::new(embedded::PLACES, embedded::PLACE_NAMES, codes),
            lexicon,
        }
    }

    /// Takes a row of the dump, without its line feed; says whether it was kept, or what is wrong
    /// with it.
    pub fn row(&mut self, line: &str) -> Result<bool, String> {
        self.import.row(line)
    }

    /// How many places were kept so far.
    pub fn places(&self) -> usize {
        self.import.len()
    }

    /// The tables, with the embedded ones in them.
    pub fn finish(self) -> GazetteerTables {
        let words = &self.lexicon.words;
        self.import.finish(|key| {
            let mut all = key.split(' ').peekable();
            let first = words.classes(all.peek().copied().unwrap_or_default());
            let mut capital = key.to_owned();
            capital[..key.chars().next().map_or(0, char::len_utf8)].make_ascii_uppercase();
            // A name of several words is a word only if all of them are.
            if all.all(|word| words.classes(word).is_usual()) {
                Some("word")
            } else if first.is_given() || words.classes(&capital).is_given() {
                Some("person")
            } else {
                None
            }
        })
    }
}

impl Default for PlacesImport {
    fn default() -> Self {
        Self::new()
    }
}
