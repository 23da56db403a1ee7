//! What Dateline knows: the formats of its lexicon and gazetteer, parsed and checked.
//!
//! The knowledge itself lives in `lexicon/` at the root of the repository, in files that people
//! read and edit. This crate parses them and answers look-ups; it does no I/O, so whoever uses it
//! hands the files over as text.

mod bodies;
mod check;
mod codes;
mod countries;
mod coverage;
pub mod cues;
mod error;
pub mod frames;
mod gazetteer;
mod generics;
mod holders;
mod layers;
mod names;
mod offices;
mod ontology;
mod shared;
mod spelling;
mod table;
mod toml_file;
mod words;

use codes::Codes;
use frames::FramesBuilder;
use layers::Layers;
use shared::Shared;

pub use bodies::{Bodies, Body, BodyTable};
pub use check::{Finding, check};
pub use codes::{NO_COUNTRY, SECTORS};
pub use countries::{Countries, Country};
pub use coverage::{Gap, gaps, held_by_year};
pub use error::LexiconError;
pub use frames::Frames;
pub use gazetteer::{
    Candidate, Folded, Gazetteer, Import as GazetteerImport, Name, NameClass,
    Tables as GazetteerTables, Written, fold, is_english_like, spelling_mark,
};
pub use generics::{Generic, Generics};
pub use holders::{Held, Holders, Person, Term, is_reign};
pub use layers::FILES;
pub use names::Names;
pub use offices::{Gender, Office, Offices};
pub use ontology::{EventType, Mode, Ontology};
pub use spelling::unaccented;
pub use words::{NameWords, WordClasses};

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
    /// Countries and territories.
    pub countries: Countries,
    /// Organisations, armed groups, metonyms, news agencies and outlets.
    pub bodies: Bodies,
    /// Who held which office when.
    pub holders: Holders,
    /// Titles.
    pub offices: Offices,
    /// Words for people who act without a name.
    pub generics: Generics,
    /// Words that tell what a name names.
    pub words: NameWords,
    /// All names of the tables above, to look up in running text.
    pub names: Names<Meaning>,
}

/// What a name of the lexicon means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Meaning {
    /// A country by name: its position in [`Countries::all`].
    Country(u32),
    /// A country by an adjective or noun of nationality.
    Demonym(u32),
    /// An organisation, group, metonym or outlet: its position in [`Bodies::all`].
    Body(u32),
    /// A person: the position in [`Holders::persons`].
    Person(u32),
    /// A region, continent or sea.
    Region,
    /// A people, religion or political camp.
    People,
}

impl Lexicon {
    /// Parses the files of a lexicon, in any order.
    pub fn parse(files: &[File<'_>]) -> Result<Self, LexiconError> {
        Self::of(&Layers::new(files, &[])?)
    }

    /// Parses the files of a lexicon, and those that a user lays over them. There a row replaces
    /// the one with its key, further rows are added, and lists of words grow; of cues, frames,
    /// function words and the ontology, a file replaces the one of its name.
    pub fn overlaid(files: &[File<'_>], over: &[File<'_>]) -> Result<Self, LexiconError> {
        Self::of(&Layers::new(files, over)?)
    }

    fn of(layers: &Layers<'_>) -> Result<Self, LexiconError> {
        let mut lexicon = Self {
            countries: Countries::parse(&layers.table("countries.tsv"))?,
            ..Self::default()
        };
        let codes = Codes::of(&lexicon.countries);
        for (file, table) in BodyTable::FILES {
            lexicon.bodies.add(table, &layers.table(file), &codes)?;
        }
        lexicon.holders = Holders::parse(&layers.holders(), &codes)?;
        let shared = Shared::parse(&layers.table("shared-offices.tsv"), &codes)?;
        lexicon.holders.finish(&shared);
        lexicon.offices = Offices::parse(&layers.table("offices.tsv"), &codes)?;
        lexicon.generics = Generics::parse(&layers.table("generics.tsv"))?;
        lexicon.words.add_classes(&layers.table("name-words.tsv"))?;
        for (file, class) in [("given-names.txt", "given"), ("common-words.txt", "usual")] {
            for source in layers.table(file) {
                lexicon.words.add_list(class, source.text);
            }
        }
        for file in layers.whole("cues/") {
            lexicon.cues.add_file(file)?;
        }
        for (name, text) in layers.whole("ontology.toml") {
            lexicon.ontology = Ontology::parse(name, text)?;
        }
        lexicon.names = lexicon.all_names();
        lexicon.frames = frames(layers, &lexicon.ontology)?;
        Ok(lexicon)
    }

    /// The country that a code or any of its names and demonyms means: "USA", "U.S.", "American".
    pub fn country_of(&self, words: &str) -> Option<&Country> {
        self.countries.by_code(words).or_else(|| {
            self.names
                .at(words, 0)
                .find_map(|(end, meaning)| match meaning {
                    Meaning::Country(index) | Meaning::Demonym(index) if end == words.len() => {
                        Some(&self.countries.all()[*index as usize])
                    }
                    _ => None,
                })
        })
    }

    fn all_names(&self) -> Names<Meaning> {
        let mut names: Vec<(&str, Meaning)> = Vec::new();
        for (index, country) in (0..).zip(self.countries.all()) {
            names.push((&country.name, Meaning::Country(index)));
            let others = country.names.iter();
            names.extend(others.map(|name| (name.as_str(), Meaning::Country(index))));
            let demonyms = country.demonyms.iter();
            names.extend(demonyms.map(|name| (name.as_str(), Meaning::Demonym(index))));
        }
        for (index, body) in (0..).zip(self.bodies.all()) {
            names.push((&body.name, Meaning::Body(index)));
            let aliases = body.aliases.iter();
            names.extend(aliases.map(|name| (name.as_str(), Meaning::Body(index))));
        }
        // News writes "Bashar al-Assad", "Bashar Al-Assad" and "Bashar Assad", and so do sources.
        let mut variants: Vec<(String, u32)> = Vec::new();
        for (index, person) in (0..).zip(self.holders.persons()) {
            for name in person.aliases.iter().chain([&person.name]) {
                names.push((name, Meaning::Person(index)));
                let usual = name.replace(" Al-", " al-");
                if usual.contains(" al-") {
                    for article in [" al-", " Al-", " al ", " "] {
                        variants.push((usual.replace(" al-", article), index));
                    }
                }
            }
        }
        let variants = variants.iter();
        names.extend(variants.map(|(name, index)| (name.as_str(), Meaning::Person(*index))));
        names.extend(self.words.named().into_iter().map(|(word, classes)| {
            let meaning = if classes.is_region() {
                Meaning::Region
            } else {
                Meaning::People
            };
            (word, meaning)
        }));
        Names::new(names)
    }
}

/// The frames, which need the function words and the ontology before them.
fn frames(layers: &Layers<'_>, ontology: &Ontology) -> Result<Frames, LexiconError> {
    let Some((name, text)) = layers.whole("words.toml").next() else {
        return Ok(Frames::default());
    };
    let mut builder = FramesBuilder::new(name, text)?;
    for (name, text) in layers.whole("frames/") {
        builder.add(name, text, ontology)?;
    }
    Ok(builder.finish())
}
