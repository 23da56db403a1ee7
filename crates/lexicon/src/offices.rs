use crate::LexiconError;
use crate::codes::{Codes, sectors};
use crate::names::Names;
use crate::table::{Row, Shape, Source, rows};

/// Titles, and the offices that they name.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    offices: Vec<Office>,
    names: Names<u32>,
}

/// One title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Office {
    /// The title, in the case of a title before a name.
    pub title: String,
    /// The office of the tables of holders.
    pub office: Option<String>,
    /// PLOVER sectors of who holds it.
    pub sectors: Vec<String>,
    /// The only country that uses the title.
    pub country: Option<String>,
    /// What the title says of who bears it.
    pub gender: Option<Gender>,
}

/// What words say of a person's gender.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    /// A woman.
    Female,
    /// A man.
    Male,
}

/// `offices.tsv`.
pub(crate) const SHAPE: Shape = Shape {
    columns: &[
        "title", "aliases", "office", "sectors", "country", "gender", "source",
    ],
    key: &[0],
};

impl Offices {
    /// Parses the layers of the table.
    pub(crate) fn parse(sources: &[Source<'_>], codes: &Codes) -> Result<Self, LexiconError> {
        let mut offices = Vec::new();
        let mut forms = Vec::new();
        for row in rows(sources, &SHAPE)? {
            for form in row.list(1).chain([row.cell(0)]) {
                forms.push((form.to_owned(), offices.len() as u32));
                // "foreign minister Ann Aker": titles stand in lower case too.
                if !form.contains('.') && form.len() > 3 {
                    let lower = form.to_lowercase();
                    // "Opposition leader Ann Aker" opens a sentence.
                    let mut letters = lower.chars();
                    if let Some(first) = letters.next() {
                        let capital = first.to_uppercase().chain(letters).collect();
                        forms.push((capital, offices.len() as u32));
                    }
                    forms.push((lower, offices.len() as u32));
                }
            }
            offices.push(office(&row, codes)?);
        }
        let names = Names::new(forms.iter().map(|(form, office)| (form.as_str(), *office)));
        Ok(Self { offices, names })
    }

    /// The longest title that starts at `start`, and where it ends.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, &Office)> {
        let (end, office) = self.names.at(text, start).next()?;
        Some((end, &self.offices[*office as usize]))
    }
}

pub(crate) fn office(row: &Row<'_>, codes: &Codes) -> Result<Office, LexiconError> {
    let gender = match row.cell(5) {
        "" => None,
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => return Err(row.problem("the gender is not known", "write m, f or nothing")),
    };
    Ok(Office {
        title: row.required(0)?.to_owned(),
        office: row.optional(2),
        sectors: sectors(row, 3)?,
        country: codes.country(row, 4)?,
        gender,
    })
}
