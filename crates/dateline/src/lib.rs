//! Dateline reads news pages and keeps a record of who did what to whom, according to whom.
//!
//! This crate is the facade that others depend on: page, language and reader in one call, with
//! the lexicon and gazetteer embedded.
//!
//! ```
//! use dateline::{Dateline, Given};
//!
//! let dateline = Dateline::new();
//! let line = br#"{"text": "The ministers met in Oslo on Thursday.", "published": "2024-03-15"}"#;
//! let reading = dateline.read_json_line(line, &Given::default());
//! let published = reading.document.published.interval.expect("it is given");
//! assert_eq!(published.start.to_string(), "2024-03-15");
//! assert!(dateline.line(&reading).starts_with(r#"{"schema":"dateline/reading/1""#));
//! ```
//!
//! A reader does no I/O and never fails on a document: bad input is a reading with issues. It is
//! cheap to share and costly to make, so make one and lend it to every thread.

mod embedded;
mod generator;
mod length;
mod model;
mod overlay;
mod parse;
mod places;

use lexicon::Lexicon;
use reader::Knowledge;

pub use generator::VERSIONS;
pub use language::ModelError;
pub use lexicon::{FILES as LEXICON_FILES, Finding, Gap, LexiconError};
pub use model::LanguageModel;
pub use overlay::Overlay;
pub use page::{Given, json_line};
pub use parse::{Parser, paragraphs};
pub use places::{GazetteerTables, Places, PlacesImport};
pub use record::{Document, Generator, Reading};

/// A reader with all that it knows; make one and share it between threads.
#[derive(Clone, Debug)]
pub struct Dateline {
    model: LanguageModel,
    lexicon: Lexicon,
    places: Places,
    generator: Generator,
}

impl Dateline {
    /// A reader with the embedded model, lexicon and gazetteer.
    pub fn new() -> Self {
        Self::with_model(LanguageModel::embedded())
    }

    /// A reader with another language model.
    pub fn with_model(model: LanguageModel) -> Self {
        Self::with_overlay(model, &Overlay::default()).expect("tests parse the embedded lexicon")
    }

    /// A reader with a language model, and with rows laid over the embedded lexicon. It refuses a
    /// file with an error as a whole; the error names the line and the remedy.
    pub fn with_overlay(model: LanguageModel, overlay: &Overlay) -> Result<Self, LexiconError> {
        Ok(Self {
            lexicon: overlay.lexicon()?,
            places: Places::embedded(),
            generator: overlay.generator(model.version()),
            model,
        })
    }

    /// The same reader with another gazetteer.
    pub fn with_places(mut self, places: Places) -> Self {
        if let Some(version) = &places.version {
            self.generator.gazetteer = version.to_string();
        }
        self.places = places;
        self
    }

    /// Reads plain text.
    pub fn read_text(&self, text: &str, given: &Given) -> Reading {
        self.read(page::text(text.as_bytes(), given))
    }

    /// Reads a page of HTML, in whatever encoding its bytes say.
    pub fn read_html(&self, page: &[u8], given: &Given) -> Reading {
        self.read(page::html(page, given))
    }

    /// Reads a JSON object with a `text` or `html` field, and perhaps `id`, `title`, `uri`,
    /// `publisher`, `published` and `toponyms`; `given` stands in for what it lacks.
    pub fn read_json_line(&self, line: &[u8], given: &Given) -> Reading {
        self.read(page::json_line(line, given))
    }

    /// Reads a document that `page` made.
    pub fn read(&self, mut document: Document) -> Reading {
        let syntax = self.model.lend(|model, scratch| {
            let mut syntax = language::segment(model, scratch, &document);
            document.issues.extend(length::limit(&mut syntax));
            language::annotate(model, scratch, &document.text, &mut syntax);
            syntax
        });
        let knowledge = Knowledge {
            lexicon: &self.lexicon,
            gazetteer: &self.places.gazetteer,
        };
        reader::read(document, &syntax, knowledge)
    }

    /// A reading as one line of JSON in the format `dateline/reading/1`, without the line feed.
    pub fn line(&self, reading: &Reading) -> String {
        record::wire::Reading::new(reading, &self.generator).to_line()
    }

    /// The versions that make this reader's readings.
    pub fn generator(&self) -> &Generator {
        &self.generator
    }
}

impl Default for Dateline {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_gazetteer_is_whole() {
        assert_eq!(Dateline::new().places.gazetteer.check(), Ok(()));
    }

    #[test]
    fn the_embedded_gazetteer_knows_the_names_of_news() {
        let gazetteer = Dateline::new().places.gazetteer;
        for name in [
            "Hong Kong",
            "HONG KONG",
            "Washington",
            "Georgia",
            "St. Louis",
            "U.S.",
            "US",
            "U.K.",
            "Britain",
            "New York",
            "N.Y.",
            "Calif.",
            "Kyiv",
            "Kiev",
            "Aleppo",
            "Gaza Strip",
            "the West Bank",
            "Donbas",
            "Crimea",
            "Golan Heights",
            "Kashmir",
            "Nagorno-Karabakh",
            "the Sahel",
            "Balkans",
            "Middle East",
            "Horn of Africa",
            "Côte d’Ivoire",
            "Ivory Coast",
            "DR Congo",
            "Holy See",
            "São Paulo",
            "Black Sea",
            "Strait of Hormuz",
            "Laurel County",
        ] {
            assert!(gazetteer.is_place(name), "{name}");
        }
        for name in [
            "us",
            "Us",
            "Of",
            "Are",
            "Police",
            "Nice",
            "Reading",
            "Lincoln",
            "Clinton",
            "Monday",
            "May",
            "March",
            "OR",
            "Miss",
            "",
            ".",
            "-",
            "\0",
            "Government",
        ] {
            assert!(!gazetteer.is_place(name), "{name}");
        }
    }
}
