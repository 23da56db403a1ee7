//! Dateline reads news pages and keeps a record of who did what to whom, according to whom.
//!
//! This crate is the facade that others depend on: page, language and reader in one call, with
//! the lexicon and gazetteer embedded.

use lexicon::{Gazetteer, Lexicon};
pub use page::{Given, json_line};
use reader::Knowledge;
use record::{Document, Generator, Reading};

mod embedded;

/// A reader with all that it knows; make one and share it between threads.
#[derive(Clone, Debug)]
pub struct Dateline {
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    generator: Generator,
}

impl Dateline {
    /// A reader with the embedded lexicon and gazetteer.
    pub fn new() -> Self {
        let lexicon = Lexicon::parse(embedded::LEXICON).expect("tests parse the embedded lexicon");
        Self {
            lexicon,
            gazetteer: Gazetteer::new(embedded::PLACES, embedded::PLACE_NAMES),
            generator: embedded::generator(),
        }
    }

    /// Reads a document.
    pub fn read(&self, document: Document) -> Reading {
        let syntax = language::analyse(&document);
        let knowledge = Knowledge {
            lexicon: &self.lexicon,
            gazetteer: &self.gazetteer,
        };
        reader::read(document, &syntax, knowledge)
    }

    /// Reads plain text.
    pub fn read_text(&self, text: &str, given: &Given) -> Reading {
        self.read(page::text(text.as_bytes(), given))
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
        assert_eq!(Dateline::new().gazetteer.check(), Ok(()));
    }
}
