//! What Dateline knows: the formats of its lexicon and gazetteer, parsed and checked.
//!
//! The knowledge itself lives in `lexicon/` at the root of the repository, in files that people
//! read and edit. This crate parses them and answers look-ups; it does no I/O, so whoever uses it
//! hands the files over as text.

pub mod cues;
mod error;
pub mod frames;
mod gazetteer;
mod ontology;
mod toml_file;

use frames::FramesBuilder;

pub use error::LexiconError;
pub use frames::Frames;
pub use gazetteer::{Candidate, Folded, Gazetteer, Name, NameClass, Written, fold};
pub use ontology::{EventType, Mode, Ontology};

/// A file of the lexicon: its name below `lexicon/` and what it holds.
pub type File<'a> = (&'a str, &'a str);

/// Everything that the reader knows, apart from the gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Words that attribute.
    pub cues: cues::Cues,
    /// Event types, modes and contexts.
    pub ontology: Ontology,
    /// Which words tell an event, and where its roles stand.
    pub frames: Frames,
}

impl Lexicon {
    /// Parses the files of a lexicon, in any order.
    pub fn parse(files: &[File<'_>]) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for &(name, text) in files {
            match name {
                "ontology.toml" => lexicon.ontology = Ontology::parse(name, text)?,
                _ if name.starts_with("cues/") => lexicon.cues.add_file((name, text))?,
                _ => {}
            }
        }
        lexicon.frames = frames(files, &lexicon.ontology)?;
        Ok(lexicon)
    }
}

/// The frames, which need the function words and the ontology before them.
fn frames(files: &[File<'_>], ontology: &Ontology) -> Result<Frames, LexiconError> {
    let Some(&(name, text)) = files.iter().find(|(name, _)| *name == "words.toml") else {
        return Ok(Frames::default());
    };
    let mut builder = FramesBuilder::new(name, text)?;
    for &(name, text) in files {
        if name.starts_with("frames/") {
            builder.add(name, text, ontology)?;
        }
    }
    Ok(builder.finish())
}
