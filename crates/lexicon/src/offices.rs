use crate::LexiconError;
use crate::names::Names;
use crate::table::rows;

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

impl Offices {
    /// Parses `offices.tsv`.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        const COLUMNS: &[&str] = &[
            "title", "aliases", "office", "sectors", "country", "gender", "source",
        ];
        let mut offices = Vec::new();
        let mut forms = Vec::new();
        for row in rows(file, text, COLUMNS)? {
            let gender = match row.cell(5) {
                "" => None,
                "f" => Some(Gender::Female),
                "m" => Some(Gender::Male),
                _ => return Err(row.problem("the gender is not known", "write m, f or nothing")),
            };
            let title = row.required(0)?;
            for form in row.list(1).chain([title]) {
                forms.push((form.to_owned(), offices.len() as u32));
                // "foreign minister Ann Aker": titles stand in lower case too.
                if !form.contains('.') && form.len() > 3 {
                    forms.push((form.to_lowercase(), offices.len() as u32));
                }
            }
            offices.push(Office {
                title: title.to_owned(),
                office: row.optional(2),
                sectors: row.list(3).map(str::to_owned).collect(),
                country: row.optional(4),
                gender,
            });
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
