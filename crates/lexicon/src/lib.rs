//! What Dateline knows: the formats of its lexicon and gazetteer, parsed and checked.
//!
//! The knowledge itself lives in `lexicon/` at the root of the repository, in files that people
//! read and edit. This crate parses them and answers look-ups; it does no I/O, so whoever uses it
//! hands the files over as text.

mod error;
mod gazetteer;

pub use error::LexiconError;
pub use gazetteer::Gazetteer;

/// A file of the lexicon: its name below `lexicon/` and what it holds.
pub type File<'a> = (&'a str, &'a str);

/// Everything that the reader knows, apart from the gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Parses the files of a lexicon.
    pub fn parse(files: &[File<'_>]) -> Result<Self, LexiconError> {
        let _ = files;
        Ok(Self {})
    }
}
