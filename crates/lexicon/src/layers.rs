//! The files of a lexicon in layers: what is generated, what was entered by hand, and what a user
//! lays over both.

use crate::table::Source;
use crate::{File, LexiconError};

/// Files whose rows, or whose words, are laid over those of the file with the same name.
const TABLES: [&str; 12] = [
    "countries.tsv",
    "organisations.tsv",
    "groups.tsv",
    "metonyms.tsv",
    "agencies.tsv",
    HOLDERS[0],
    HOLDERS[1],
    "shared-offices.tsv",
    "offices.tsv",
    "generics.tsv",
    "name-words.tsv",
    "given-names.txt",
];
const HOLDERS: [&str; 2] = ["holders.tsv", "holders-by-hand.tsv"];

/// What the files of a lexicon may be called; a name that ends in `/` is that of a folder.
pub const FILES: &str = "countries.tsv, organisations.tsv, groups.tsv, metonyms.tsv, agencies.tsv, \
    holders.tsv, holders-by-hand.tsv, shared-offices.tsv, offices.tsv, generics.tsv, \
    name-words.tsv, given-names.txt, common-words.txt, ontology.toml, words.toml, cues/*.tsv, \
    frames/*.toml";

/// The layer of a user's files; below it are what is generated (0) and, over that, what people
/// entered by hand (1), and a user's file of the latter name lies over the others in the same way.
pub(crate) const OVERLAY: u8 = 2;

/// The files of all layers.
pub(crate) struct Layers<'a> {
    base: &'a [File<'a>],
    over: &'a [File<'a>],
}

impl<'a> Layers<'a> {
    /// Refuses files over the others that no lexicon has.
    pub(crate) fn new(base: &'a [File<'a>], over: &'a [File<'a>]) -> Result<Self, LexiconError> {
        let unknown = over.iter().find(|(name, _)| !is_known(name, base));
        if let Some((name, _)) = unknown {
            return Err(unknown_name(name));
        }
        Ok(Self { base, over })
    }

    /// Both layers of a table.
    pub(crate) fn table(&self, name: &str) -> Vec<Source<'a>> {
        self.sources(|file| file == name)
    }

    /// Both layers of the tables of holders.
    pub(crate) fn holders(&self) -> Vec<Source<'a>> {
        self.sources(|file| HOLDERS.contains(&file))
    }

    /// The files whose names start so, those of the higher layer in place of those below.
    pub(crate) fn whole(&self, start: &str) -> impl Iterator<Item = File<'a>> {
        let named = |name: &str| name.starts_with(start);
        let over: Vec<File<'a>> = files(self.over, named).collect();
        let covered = over.clone();
        let base = files(self.base, named);
        let below = base.filter(move |(name, _)| !covered.iter().any(|(other, _)| other == name));
        below.collect::<Vec<_>>().into_iter().chain(over)
    }

    fn sources(&self, named: impl Fn(&str) -> bool) -> Vec<Source<'a>> {
        let mut sources = Vec::new();
        for (file, text) in files(self.base, &named) {
            let layer = u8::from(file == HOLDERS[1]);
            sources.push(Source { file, text, layer });
        }
        for (file, text) in files(self.over, &named) {
            let layer = OVERLAY + u8::from(file == HOLDERS[1]);
            sources.push(Source { file, text, layer });
        }
        sources
    }
}

fn files<'a>(
    files: &'a [File<'a>],
    named: impl Fn(&str) -> bool,
) -> impl Iterator<Item = File<'a>> {
    files.iter().copied().filter(move |(name, _)| named(name))
}

fn is_known(name: &str, base: &[File<'_>]) -> bool {
    TABLES.contains(&name)
        || matches!(name, "common-words.txt" | "ontology.toml" | "words.toml")
        || name.starts_with("frames/") && name.rsplit('.').next() == Some("toml")
        || name.starts_with("cues/") && base.iter().any(|(other, _)| *other == name)
}

pub(crate) fn unknown_name(name: &str) -> LexiconError {
    LexiconError {
        file: name.to_owned(),
        line: 1,
        problem: "no file of a lexicon has this name".to_owned(),
        remedy: format!("take it out of the folder, or name it as one of {FILES}"),
    }
}
