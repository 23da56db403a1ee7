use record::EntityType;

use crate::LexiconError;
use crate::names::Names;
use crate::table::rows;

/// Words for people who act without a name: "rebels", "riot police", "villagers".
#[derive(Clone, Debug, Default)]
pub struct Generics {
    generics: Vec<Generic>,
    names: Names<u32>,
}

/// One kind of people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Generic {
    /// The words that the table leads with.
    pub words: String,
    /// What they are.
    pub kind: EntityType,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
}

impl Generics {
    /// Parses `generics.tsv`.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        const COLUMNS: &[&str] = &["words", "forms", "type", "sectors", "source"];
        let mut generics = Vec::new();
        let mut forms = Vec::new();
        for row in rows(file, text, COLUMNS)? {
            let words = row.required(0)?;
            let kind = EntityType::from_name(row.cell(2)).ok_or_else(|| {
                row.problem(
                    "the type is not known",
                    "write person, group or organization",
                )
            })?;
            for form in row.list(1).chain([words]) {
                forms.push((form.to_owned(), generics.len() as u32));
                let mut letters = form.chars();
                if let Some(first) = letters.next() {
                    let capital = first.to_uppercase().chain(letters).collect();
                    forms.push((capital, generics.len() as u32));
                }
            }
            generics.push(Generic {
                words: words.to_owned(),
                kind,
                sectors: row.list(3).map(str::to_owned).collect(),
            });
        }
        let names = Names::new(
            forms
                .iter()
                .map(|(form, generic)| (form.as_str(), *generic)),
        );
        Ok(Self { generics, names })
    }

    /// The longest of these words that starts at `start`, and where it ends.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, &Generic)> {
        let (end, generic) = self.names.at(text, start).next()?;
        Some((end, &self.generics[*generic as usize]))
    }
}
