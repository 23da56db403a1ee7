use record::EntityType;

use crate::LexiconError;
use crate::codes::sectors;
use crate::names::Names;
use crate::table::{Row, Shape, Source, rows};

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

/// `generics.tsv`.
pub(crate) const SHAPE: Shape = Shape {
    columns: &["words", "forms", "type", "sectors", "source"],
    key: &[0],
};

impl Generics {
    /// Parses the layers of the table.
    pub(crate) fn parse(sources: &[Source<'_>]) -> Result<Self, LexiconError> {
        let mut generics = Vec::new();
        let mut forms = Vec::new();
        for row in rows(sources, &SHAPE)? {
            for form in row.list(1).chain([row.cell(0)]) {
                forms.push((form.to_owned(), generics.len() as u32));
                let mut letters = form.chars();
                if let Some(first) = letters.next() {
                    let capital = first.to_uppercase().chain(letters).collect();
                    forms.push((capital, generics.len() as u32));
                }
            }
            generics.push(generic(&row)?);
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

pub(crate) fn generic(row: &Row<'_>) -> Result<Generic, LexiconError> {
    let kind = EntityType::from_name(row.cell(2)).ok_or_else(|| {
        row.problem(
            format!("`{}` is no type", row.cell(2)),
            "write person, group or organization",
        )
    })?;
    Ok(Generic {
        words: row.required(0)?.to_owned(),
        kind,
        sectors: sectors(row, 3)?,
    })
}
