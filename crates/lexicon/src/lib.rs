//! What Dateline knows: the formats of its lexicon and gazetteer, parsed and checked.
//!
//! The knowledge itself lives in `lexicon/` at the root of the repository, in files that people
//! read and edit. This crate parses them and answers look-ups; it does no I/O, so whoever uses it
//! hands the files over as text.

mod bodies;
mod countries;
pub mod cues;
mod error;
pub mod frames;
mod gazetteer;
mod generics;
mod holders;
mod names;
mod offices;
mod ontology;
mod spelling;
mod table;
mod toml_file;
mod words;

use frames::FramesBuilder;

pub use bodies::{Bodies, Body, BodyTable};
pub use countries::{Countries, Country};
pub use error::LexiconError;
pub use frames::Frames;
pub use gazetteer::{Candidate, Folded, Gazetteer, Name, NameClass, Written, fold};
pub use generics::{Generic, Generics};
pub use holders::{Held, Holders, Person, Term};
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
        let mut lexicon = Self::default();
        for &(name, text) in files {
            match name {
                "ontology.toml" => lexicon.ontology = Ontology::parse(name, text)?,
                "countries.tsv" => lexicon.countries = Countries::parse(name, text)?,
                "organisations.tsv" => lexicon.bodies.add(BodyTable::Organisation, name, text)?,
                "groups.tsv" => lexicon.bodies.add(BodyTable::Group, name, text)?,
                "metonyms.tsv" => lexicon.bodies.add(BodyTable::Metonym, name, text)?,
                "agencies.tsv" => lexicon.bodies.add(BodyTable::Agency, name, text)?,
                "holders.tsv" | "holders-by-hand.tsv" => lexicon.holders.add(name, text)?,
                "offices.tsv" => lexicon.offices = Offices::parse(name, text)?,
                "generics.tsv" => lexicon.generics = Generics::parse(name, text)?,
                "name-words.tsv" => lexicon.words.add_classes(name, text)?,
                "given-names.txt" => lexicon.words.add_list("given", text),
                "common-words.txt" => lexicon.words.add_list("usual", text),
                _ if name.starts_with("cues/") => lexicon.cues.add_file((name, text))?,
                _ => {}
            }
        }
        lexicon.words.finish();
        lexicon.holders.finish();
        lexicon.names = lexicon.all_names();
        lexicon.frames = frames(files, &lexicon.ontology)?;
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
        // News writes "Bashar al-Assad", "Bashar Al-Assad" and "Bashar Assad".
        let mut variants: Vec<(String, u32)> = Vec::new();
        for (index, person) in (0..).zip(self.holders.persons()) {
            for name in person.aliases.iter().chain([&person.name]) {
                names.push((name, Meaning::Person(index)));
                if name.contains(" al-") {
                    variants.push((name.replace(" al-", " Al-"), index));
                    variants.push((name.replace(" al-", " al "), index));
                    variants.push((name.replace(" al-", " "), index));
                }
            }
        }
        let variants = variants.iter();
        names.extend(variants.map(|(name, index)| (name.as_str(), Meaning::Person(*index))));
        names.extend(self.words.named().map(|(word, classes)| {
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
