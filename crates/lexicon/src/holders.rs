use jiff::civil::Date;

use crate::LexiconError;
use crate::bodies::slug;
use crate::table::{Row, rows};

/// Who held which office when.
#[derive(Clone, Debug, Default)]
pub struct Holders {
    persons: Vec<Person>,
    terms: Vec<Term>,
    /// Last words of names, folded, and whose they are.
    families: Vec<(Box<str>, u32)>,
}

/// A person who holds or held an office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The name as news writes it.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// Title of the English Wikipedia's page.
    pub wikipedia: Option<String>,
    /// Positions of the person's terms, in the order of the files.
    terms: Vec<u32>,
}

impl Person {
    /// `person/` and the name in letters for an address.
    pub fn key(&self) -> String {
        format!("person/{}", slug(&self.name))
    }
}

/// One stretch in an office.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Position of the person.
    pub person: u32,
    /// ISO 3166-1 alpha-3, or UNO, EUR, IGO.
    pub country: String,
    /// `head of state`, `head of government`, `foreign minister`, ….
    pub office: String,
    /// The title as the source gives it.
    pub title: String,
    start: Bounds,
    end: Option<Bounds>,
    asof: Option<Bounds>,
}

/// First and last day that a partial date can mean, as YYYYMMDD.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bounds {
    first: u32,
    last: u32,
}

/// Whether a term covers a stretch of days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Held {
    /// It was over before, or began after.
    No,
    /// It may: the stretch is not known well, or the term was open when its source last looked.
    Maybe,
    /// All of it.
    Yes,
}

impl Term {
    /// Whether it covers the days from `from` to `to`, both included.
    pub fn covers(&self, from: Date, to: Date) -> Held {
        let (from, to) = (number(from), number(to));
        let over = self.end.is_some_and(|end| end.last < from);
        if over || self.start.first > to {
            return Held::No;
        }
        let lasted = match (self.end, self.asof) {
            (Some(end), _) => end.first >= to,
            (None, Some(asof)) => asof.last >= to,
            (None, None) => false,
        };
        if lasted && self.start.last <= from {
            Held::Yes
        } else {
            Held::Maybe
        }
    }

    /// Whether it was over before `day`.
    pub fn over_before(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end.last < number(day))
    }
}

fn number(date: Date) -> u32 {
    let (year, month, day) = (date.year(), date.month(), date.day());
    // The calendar ends in the year 9999, and no office reaches back before the year 1.
    u32::try_from(year).unwrap_or(0) * 10_000
        + u32::from(month.unsigned_abs()) * 100
        + u32::from(day.unsigned_abs())
}

impl Holders {
    /// Parses a table of holders and adds its rows.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), LexiconError> {
        const COLUMNS: &[&str] = &[
            "person",
            "aliases",
            "country",
            "office",
            "title",
            "start",
            "end",
            "asof",
            "wikidata",
            "wikipedia",
            "source",
        ];
        let mut known: std::collections::BTreeMap<(String, String), u32> = (0..)
            .zip(&self.persons)
            .map(|(index, person)| {
                (
                    identity(
                        &person.name,
                        person.wikidata.as_deref(),
                        self.terms[person.terms[0] as usize].country.as_str(),
                    ),
                    index,
                )
            })
            .collect();
        for row in rows(file, text, COLUMNS)? {
            let name = row.required(0)?;
            let wikidata = row.optional(8);
            let term = Term {
                person: 0,
                country: row.required(2)?.to_owned(),
                office: row.required(3)?.to_owned(),
                title: row.cell(4).to_owned(),
                start: bounds(&row, 5)?.unwrap_or(Bounds {
                    first: 0,
                    last: 99_999_999,
                }),
                end: bounds(&row, 6)?,
                asof: bounds(&row, 7)?,
            };
            // Without an id, only the same name in the same country is the same person.
            let identity = identity(name, wikidata.as_deref(), &term.country);
            let index = *known.entry(identity).or_insert_with(|| {
                self.persons.push(Person {
                    name: name.to_owned(),
                    aliases: Vec::new(),
                    wikidata,
                    wikipedia: None,
                    terms: Vec::new(),
                });
                self.persons.len() as u32 - 1
            });
            let person = &mut self.persons[index as usize];
            person.terms.push(self.terms.len() as u32);
            self.terms.push(Term {
                person: index,
                ..term
            });
            for alias in row.list(1).chain([name]) {
                if alias != person.name && !person.aliases.iter().any(|other| other == alias) {
                    person.aliases.push(alias.to_owned());
                }
            }
            person.wikipedia = person.wikipedia.take().or(row.optional(9));
        }
        Ok(())
    }

    /// All persons, in the order of the files.
    pub fn persons(&self) -> &[Person] {
        &self.persons
    }

    /// The person at a position.
    pub fn person(&self, index: u32) -> &Person {
        &self.persons[index as usize]
    }

    /// The terms of one person.
    pub fn terms_of<'a>(&'a self, person: &'a Person) -> impl Iterator<Item = &'a Term> {
        person
            .terms
            .iter()
            .map(|index| &self.terms[*index as usize])
    }

    /// The terms of all persons whose name ends in this family name, in folded letters.
    pub fn by_family_name<'a>(&'a self, folded: &str) -> impl Iterator<Item = &'a Term> {
        let first = self
            .families
            .partition_point(|(name, _)| name.as_ref() < folded);
        let end = self
            .families
            .partition_point(|(name, _)| name.as_ref() <= folded);
        self.families[first..end]
            .iter()
            .flat_map(|(_, person)| self.terms_of(self.person(*person)))
    }

    /// Makes the look-up by family name ready once all files are in.
    pub(crate) fn finish(&mut self) {
        let mut families = Vec::new();
        for (index, person) in (0..).zip(&self.persons) {
            for name in person.aliases.iter().chain([&person.name]) {
                let last = name.rsplit([' ', '-']).next().unwrap_or(name);
                let folded: String = last.chars().map(crate::spelling::folded).collect();
                families.push((folded.into_boxed_str(), index));
            }
        }
        families.sort_unstable();
        families.dedup();
        self.families = families;
    }

    /// The persons who held an office on all the days from `from` to `to`; on an uncertain
    /// edge, all who may have.
    pub fn holding(&self, country: &str, office: &str, from: Date, to: Date) -> Vec<u32> {
        let mut persons: Vec<u32> = self
            .terms
            .iter()
            .filter(|term| term.country == country && term.office == office)
            .filter(|term| term.covers(from, to) != Held::No)
            .map(|term| term.person)
            .collect();
        persons.sort_unstable();
        persons.dedup();
        persons
    }
}

fn identity(name: &str, wikidata: Option<&str>, country: &str) -> (String, String) {
    match wikidata {
        Some(id) => (id.to_owned(), String::new()),
        None => (name.to_owned(), country.to_owned()),
    }
}

fn bounds(row: &Row<'_>, column: usize) -> Result<Option<Bounds>, LexiconError> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let digits: u32 = cell
        .replace('-', "")
        .parse()
        .map_err(|_| row.problem("a date is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"))?;
    Ok(Some(match cell.len() {
        4 => Bounds {
            first: digits * 10_000 + 101,
            last: digits * 10_000 + 1231,
        },
        7 => Bounds {
            first: digits * 100 + 1,
            last: digits * 100 + 31,
        },
        10 => Bounds {
            first: digits,
            last: digits,
        },
        _ => {
            return Err(row.problem("a date is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"));
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_term_covers_its_days() {
        let header = "person\taliases\tcountry\toffice\ttitle\tstart\tend\tasof\twikidata\twikipedia\tsource\n";
        let text = format!(
            "{header}Ann Aker\tA. Aker\tNOR\tforeign minister\tx\t2010-05\t2014-03-02\t\tQ1\t\town\n\
             Ann Aker\t\tNOR\thead of government\tx\t2014-03-02\t\t2020-01-01\tQ1\t\town\n"
        );
        let mut holders = Holders::default();
        holders
            .add("holders.tsv", &text)
            .expect("the rows are right");
        assert_eq!(holders.persons().len(), 1);
        let terms: Vec<_> = holders.terms_of(&holders.persons()[0]).collect();
        for (term, day, expected) in [
            (0, date(2010, 4, 30), Held::No),
            (0, date(2010, 5, 3), Held::Maybe),
            (0, date(2012, 1, 1), Held::Yes),
            (0, date(2014, 3, 3), Held::No),
            (1, date(2019, 1, 1), Held::Yes),
            (1, date(2021, 1, 1), Held::Maybe),
        ] {
            assert_eq!(terms[term].covers(day, day), expected, "{term} on {day}");
        }
        let day = date(2012, 1, 1);
        assert_eq!(holders.holding("NOR", "foreign minister", day, day), [0]);
        assert!(holders.holding("NOR", "head of state", day, day).is_empty());
    }
}
