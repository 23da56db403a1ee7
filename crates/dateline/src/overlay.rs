//! What a user knows better: files laid over the embedded lexicon.

use lexicon::{File, Finding, Gap, Lexicon, LexiconError};
use record::Generator;
use sha2::{Digest as _, Sha256};

use crate::embedded::LEXICON;
use crate::generator;

/// Files with the names and the format of those of `lexicon/`, to lie over the embedded ones.
///
/// A row replaces the one with its key, further rows are added; names of an added row come before
/// those of the rows below. The keys: `iso3` of countries; `name` of organisations, groups,
/// metonyms and agencies; `person`, `country`, `office` and `start` of holders; `title` of offices;
/// `words` of generics. Name words, given names and common words are only added. Of cues, frames,
/// `words.toml` and `ontology.toml`, a file replaces the one of its name.
///
/// ```
/// use dateline::{Dateline, Given, LanguageModel, Overlay};
///
/// let text = "name\taliases\ttype\tcountry\tsectors\twikidata\twikipedia\tsource\n\
///     Blue Front\t\torganization\tMLI\tREB\t\t\tours\n";
/// let overlay = Overlay::new([("groups.tsv".to_owned(), text.to_owned())]);
/// let dateline = Dateline::with_overlay(LanguageModel::embedded(), &overlay)?;
/// let reading = dateline.read_text("The Blue Front left the town.", &Given::default());
/// assert_eq!(reading.entities[0].country.as_deref(), Some("MLI"));
/// # Ok::<(), dateline::LexiconError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Overlay {
    files: Vec<(String, String)>,
}

impl Overlay {
    /// Takes files by their names below the folder, with `/` between folders, and their text.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        // The order of a folder must not show in a reading.
        files.sort();
        Self { files }
    }

    /// Everything that is wrong or doubtful in these files, or without files in those that are
    /// embedded.
    pub fn check(&self) -> Vec<Finding> {
        lexicon::check(LEXICON, &self.borrowed())
    }

    /// In how many countries a holder of each of these offices is known in the middle of each
    /// year.
    pub fn coverage(
        &self,
        offices: &[&str],
        years: std::ops::RangeInclusive<i16>,
    ) -> Result<Vec<(i16, Vec<usize>)>, LexiconError> {
        let lexicon = self.lexicon()?;
        let held = |year, office: &&str| lexicon::held_by_year(&lexicon.holders, office, year);
        Ok(years
            .map(|year| {
                (
                    year,
                    offices.iter().map(|office| held(year, office)).collect(),
                )
            })
            .collect())
    }

    /// The years without a known holder of an office, by country.
    pub fn gaps(
        &self,
        office: &str,
        years: std::ops::RangeInclusive<i16>,
    ) -> Result<Vec<Gap>, LexiconError> {
        let lexicon = self.lexicon()?;
        Ok(lexicon::gaps(
            &lexicon,
            office,
            *years.start(),
            *years.end(),
        ))
    }

    pub(crate) fn lexicon(&self) -> Result<Lexicon, LexiconError> {
        Lexicon::overlaid(LEXICON, &self.borrowed())
    }

    /// The versions of all that makes a reading, these files included.
    pub(crate) fn generator(&self, model: &str) -> Generator {
        let mut generator = generator::with_model(model);
        if self.files.is_empty() {
            return generator;
        }
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let version = generator::version("+overlay", &hash.finalize());
        generator.lexicon.push_str(&version);
        let of_events = |(name, _): &(String, String)| {
            name == "ontology.toml" || name == "words.toml" || name.starts_with("frames/")
        };
        if self.files.iter().any(of_events) {
            generator.ontology.push_str(&version);
        }
        generator
    }

    fn borrowed(&self) -> Vec<File<'_>> {
        let files = self.files.iter();
        files
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_has_no_error() {
        let errors: Vec<String> = Overlay::default()
            .check()
            .iter()
            .filter(|finding| finding.is_error)
            .map(|finding| finding.problem.to_string())
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }

    #[test]
    fn the_embedded_lexicon_may_lie_over_itself() {
        let own = LEXICON
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let twice = Overlay::new(own).lexicon().expect("it is right");
        let once = Overlay::default().lexicon().expect("it is right");
        assert_eq!(twice.names.len(), once.names.len());
        assert_eq!(twice.bodies.all().len(), once.bodies.all().len());
        assert_eq!(twice.holders.terms().len(), once.holders.terms().len());
    }

    #[test]
    fn readings_name_the_overlay() {
        let of = |files: &[(&str, &str)]| {
            let owned = files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            Overlay::new(owned).generator("m").lexicon
        };
        let (none, one, other) = (of(&[]), of(&[("a", "b")]), of(&[("a", "c")]));
        assert!(one.starts_with(&none) && one != other && one.contains("+overlay+sha256:"));
        assert_eq!(of(&[("a", "b"), ("c", "d")]), of(&[("c", "d"), ("a", "b")]));
    }
}
