use std::collections::HashMap;

use crate::LexiconError;
use crate::table::{Row, Shape, Source, rows};

/// Words that tell what a name names, and capitalised words that name nothing.
#[derive(Clone, Debug, Default)]
pub struct NameWords {
    words: HashMap<Box<str>, WordClasses>,
}

/// The classes of one word, as bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct WordClasses(u16);

macro_rules! classes {
    ($($(#[$doc:meta])* $method:ident $name:literal $bit:literal,)*) => {
        impl WordClasses {
            $($(#[$doc])* pub fn $method(self) -> bool { self.0 & (1 << $bit) != 0 })*

            fn bit(name: &str) -> Option<u16> {
                match name {
                    $($name => Some(1 << $bit),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// It names nothing, whatever its case: a weekday, a month, a pronoun, a language.
    is_common "common" 0,
    /// A name with this word at its head is an organisation: "Ministry", "Council".
    heads_organization "organisation" 1,
    /// A name with this word at its head is a facility: "Airport".
    heads_facility "facility" 2,
    /// A name with this word at its head is a place: "Province", "River".
    heads_place "place" 3,
    /// A name with this word at its head is an event, law or treaty: "War", "Act".
    heads_work "work" 4,
    /// People of a religion, ethnic group or region: "Kurds", "Sunni", "European".
    is_people "people" 5,
    /// It stands inside names before a lower-case "of" or "for": "Bank of", "Ministry for".
    takes_of "of" 6,
    /// It is a region: "Middle East", "Africa".
    is_region "region" 7,
    /// A given name.
    is_given "given" 8,
    /// What a person is or does, in lower case before or after a name.
    is_role "role" 9,
    /// It connects the parts of a person's name: "bin", "van".
    is_connector "connector" 10,
    /// A word that is written in lower case nearly always; kept in lower case.
    is_usual "usual" 11,
    /// A given name of women.
    is_female "female" 12,
    /// A given name of men.
    is_male "male" 13,
}

/// `name-words.tsv`; a class takes words from as many rows as there are.
pub(crate) const SHAPE: Shape = Shape {
    columns: &["class", "words", "source"],
    key: &[],
};

pub(crate) fn class(row: &Row<'_>) -> Result<WordClasses, LexiconError> {
    WordClasses::bit(row.cell(0))
        .map(WordClasses)
        .ok_or_else(|| row.problem("the class is not known", "use a class of the header"))
}

impl NameWords {
    /// Adds the rows of `name-words.tsv`.
    pub(crate) fn add_classes(&mut self, sources: &[Source<'_>]) -> Result<(), LexiconError> {
        for row in rows(sources, &SHAPE)? {
            let class = class(&row)?;
            for word in row.list(1) {
                self.add(word, class);
            }
        }
        Ok(())
    }

    /// Adds a list of one word a line, all of one class.
    pub(crate) fn add_list(&mut self, class: &str, text: &str) {
        let bits = WordClasses(WordClasses::bit(class).unwrap_or_default());
        for word in text.lines().map(str::trim) {
            if !word.is_empty() && !word.starts_with('#') {
                self.add(word, bits);
            }
        }
    }

    fn add(&mut self, word: &str, classes: WordClasses) {
        self.words.entry(word.into()).or_default().0 |= classes.0;
    }

    /// What is known of a word, in just this case.
    pub fn classes(&self, word: &str) -> WordClasses {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Regions and peoples, which are names by themselves, in the order of the alphabet.
    pub(crate) fn named(&self) -> Vec<(&str, WordClasses)> {
        let words = self.words.iter().map(|(word, classes)| (&**word, *classes));
        let mut named: Vec<_> = words
            .filter(|(word, classes)| {
                (classes.is_region() || classes.is_people()) && !word.is_empty()
            })
            .collect();
        named.sort_unstable();
        named
    }
}
