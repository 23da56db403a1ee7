use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::LexiconError;
use crate::bodies::slug;
use crate::codes::Codes;
use crate::shared::Shared;
use crate::table::{Row, Shape, Source, rows};

/// Who held which office when.
#[derive(Clone, Debug, Default)]
pub struct Holders {
    persons: Vec<Person>,
    terms: Vec<Term>,
    /// Last words of names, folded, and whose they are.
    families: Vec<(Box<str>, u32)>,
    /// First names of those who reign, as families.
    reigns: Vec<(Box<str>, u32)>,
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

    /// How sure it is, from 0 to 1, that the term covered a day that it may have covered. An open
    /// end is vouched for only until its `asof`; from then on this falls by a tenth a year.
    pub fn sureness(&self, day: Date) -> f32 {
        match (self.covers(day, day), self.unvouched(day)) {
            (Held::No, _) => 0.0,
            (Held::Yes, _) => 1.0,
            (Held::Maybe, Some(years)) => (0.9 - years * 0.1).max(0.3),
            (Held::Maybe, None) => 0.9,
        }
    }

    /// How many years `day` lies behind what a source vouches for, where the end is open.
    fn unvouched(&self, day: Date) -> Option<f32> {
        if self.end.is_some() {
            return None;
        }
        let asof = self.asof.unwrap_or(self.start).last.min(number(day));
        let years = |day: u32| (day / 10_000 * 12 + day / 100 % 100) as f32 / 12.0;
        Some(years(number(day)) - years(asof))
    }

    /// Whether a source vouches for it on a day, as far as the precision of its dates goes.
    pub fn is_vouched(&self, day: Date) -> bool {
        let until = self.end.or(self.asof);
        self.covers(day, day) != Held::No && until.is_some_and(|until| until.last >= number(day))
    }

    /// Whether both cover more than a month and a half together, whatever the missing parts of
    /// their dates are.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let days = |day: u32| day / 10_000 * 372 + day / 100 % 100 * 31 + day % 100;
        let end = |term: &Self| term.end.or(term.asof).map_or(0, |end| days(end.first));
        let start = |term: &Self| match term.start.first {
            0 => end(term),
            _ => days(term.start.last),
        };
        end(self).min(end(other)) > start(self).max(start(other)) + 45
    }

    /// Whether a source last looked before the term began.
    pub(crate) fn is_unvouched(&self) -> bool {
        self.end.is_none() && self.asof.is_some_and(|asof| asof.last < self.start.first)
    }

    /// Whether it was over before `day`.
    pub fn over_before(&self, day: Date) -> bool {
        self.end.is_some_and(|end| end.last < number(day))
    }
}

/// A year, as days are counted here.
const YEAR: u32 = 10_000;

/// How titles begin whose bearers are called by their first names.
const REIGNS: [&str; 8] = [
    "King", "Queen", "Monarch", "Sultan", "Emir", "Amir", "Emperor", "Pope",
];

/// Whether a title is one of those.
pub fn is_reign(title: &str) -> bool {
    let first = title.split(' ').next().unwrap_or_default();
    REIGNS.iter().any(|known| first.eq_ignore_ascii_case(known))
}

/// The tables of holders. Somebody who held an office twice has two rows with two starts.
pub(crate) const SHAPE: Shape = Shape {
    columns: &[
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
    ],
    key: &[0, 2, 3, 5],
};

/// The term that a row tells; whose it is, is not settled yet.
pub(crate) fn term(row: &Row<'_>, codes: &Codes) -> Result<Term, LexiconError> {
    row.required(0)?;
    let country = row.required(2)?.to_owned();
    codes.country(row, 2)?;
    let (start, mut end) = (bounds(row, 5)?, bounds(row, 6)?);
    let asof = bounds(row, 7)?;
    // Without a start and an end the row tells only that somebody was in office on a day.
    if let (None, None, Some(asof)) = (start, end, asof) {
        end = Some(Bounds {
            first: asof.first,
            last: asof.last + YEAR,
        });
    }
    if let (Some(start), Some(end)) = (start, end)
        && end.last < start.first
    {
        return Err(row.problem(
            format!(
                "the term ends ({}) before it begins ({})",
                row.cell(6),
                row.cell(5)
            ),
            "put the earlier day into `start`",
        ));
    }
    Ok(Term {
        person: 0,
        country,
        office: row.required(3)?.to_owned(),
        title: row.cell(4).to_owned(),
        start: start.unwrap_or(Bounds {
            first: 0,
            last: 99_999_999,
        }),
        end,
        asof,
    })
}

fn number(date: Date) -> u32 {
    let (year, month, day) = (date.year(), date.month(), date.day());
    // The calendar ends in the year 9999, and no office reaches back before the year 1.
    u32::try_from(year).unwrap_or(0) * 10_000
        + u32::from(month.unsigned_abs()) * 100
        + u32::from(day.unsigned_abs())
}

impl Holders {
    /// Parses the layers of the tables of holders.
    pub(crate) fn parse(sources: &[Source<'_>], codes: &Codes) -> Result<Self, LexiconError> {
        let mut holders = Self::default();
        let mut known: BTreeMap<(String, String), u32> = BTreeMap::new();
        // Persons whom a row entered by hand has named.
        let mut written: BTreeSet<u32> = BTreeSet::new();
        for row in rows(sources, &SHAPE)? {
            let term = term(&row, codes)?;
            let name = row.required(0)?;
            let wikidata = row.optional(8);
            // Without an id on both sides, the same name in the same country is the same person,
            // whether it is the first or another one.
            let by_name = (name.to_owned(), term.country.clone());
            let by_id = wikidata.clone().map(|id| (id, String::new()));
            let by_alias = row
                .list(1)
                .map(|alias| (alias.to_owned(), term.country.clone()));
            // A king of fourteen realms, and a president of islands far away, is one person: the
            // same name from the same day on.
            let day = (term.start.first == term.start.last).then_some(term.start.first);
            let by_term = day.map(|day| (name.to_owned(), format!("{day} {}", term.office)));
            let mut names = std::iter::once(by_name.clone())
                .chain(by_alias)
                .chain(by_term.clone());
            let person = by_id.as_ref().and_then(|id| known.get(id)).or_else(|| {
                names.find_map(|name| known.get(&name)).filter(|person| {
                    wikidata.is_none() || holders.persons[**person as usize].wikidata.is_none()
                })
            });
            let index = if let Some(person) = person {
                *person
            } else {
                holders.persons.push(Person {
                    name: name.to_owned(),
                    aliases: Vec::new(),
                    wikidata: None,
                    wikipedia: None,
                    terms: Vec::new(),
                });
                holders.persons.len() as u32 - 1
            };
            known.entry(by_name).or_insert(index);
            if let Some(by_term) = by_term {
                known.entry(by_term).or_insert(index);
            }
            for alias in row.list(1) {
                let by_alias = (alias.to_owned(), term.country.clone());
                known.entry(by_alias).or_insert(index);
            }
            if let Some(id) = by_id {
                known.entry(id).or_insert(index);
            }
            let person = &mut holders.persons[index as usize];
            person.terms.push(holders.terms.len() as u32);
            holders.terms.push(Term {
                person: index,
                ..term
            });
            // Who enters a row by hand writes the name as news does, and so do rows with an id.
            let by_hand = matches!(row.cell(10), "own" | "editor");
            let usual = by_hand
                || person.wikidata.is_none() && wikidata.is_some() && !written.contains(&index);
            if by_hand {
                written.insert(index);
            }
            let other = if usual && person.name != name {
                std::mem::replace(&mut person.name, name.to_owned())
            } else {
                name.to_owned()
            };
            person.aliases.retain(|alias| *alias != person.name);
            for alias in row.list(1).chain([other.as_str()]) {
                if alias != person.name && !person.aliases.iter().any(|other| other == alias) {
                    person.aliases.push(alias.to_owned());
                }
            }
            person.wikidata = person.wikidata.take().or(wikidata);
            person.wikipedia = person.wikipedia.take().or(row.optional(9));
        }
        Ok(holders)
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
        called(&self.families, folded)
            .iter()
            .flat_map(|(_, person)| self.terms_of(self.person(*person)))
    }

    /// The terms of all who reign or reigned and are called by this first name, in folded letters:
    /// kings, queens and popes have no family name.
    pub fn by_name_of_reign<'a>(&'a self, folded: &str) -> impl Iterator<Item = &'a Term> {
        called(&self.reigns, folded)
            .iter()
            .flat_map(|(_, person)| self.terms_of(self.person(*person)))
            .filter(|term| is_reign(&term.title))
    }

    /// Ends the terms that a successor's has ended, and makes the look-up by family name ready.
    pub(crate) fn finish(&mut self, shared: &Shared) {
        self.succeed(shared);
        let (mut families, mut given) = (Vec::new(), Vec::new());
        for (index, person) in (0..).zip(&self.persons) {
            for name in person.aliases.iter().chain([&person.name]) {
                let last = name.rsplit([' ', '-']).next().unwrap_or(name);
                let folded: String = last.chars().map(crate::spelling::folded).collect();
                families.push((folded.into_boxed_str(), index));
                if self.terms_of(person).any(|term| is_reign(&term.title)) {
                    let first = name.split(' ').next().unwrap_or(name);
                    let folded: String = first.chars().map(crate::spelling::folded).collect();
                    given.push((folded.into_boxed_str(), index));
                }
            }
        }
        families.sort_unstable();
        families.dedup();
        self.families = families;
        given.sort_unstable();
        given.dedup();
        self.reigns = given;
    }

    /// A term that was open when its source last looked is over when the next person's began,
    /// unless the office is one that several hold at once.
    fn succeed(&mut self, shared: &Shared) {
        let mut order: Vec<u32> = (0..self.terms.len() as u32)
            .filter(|index| {
                let term = &self.terms[*index as usize];
                // An organisation's head has a title of its own, and other offices have many.
                !matches!(term.office.as_str(), "other" | "head of organisation")
                    && term.start.first > 0
            })
            .collect();
        order.sort_by_key(|index| {
            let term = &self.terms[*index as usize];
            (&term.country, &term.office, term.start.first, *index)
        });
        for (place, &index) in order.iter().enumerate() {
            let term = &self.terms[index as usize];
            let (None, Some(asof)) = (term.end, term.asof) else {
                continue;
            };
            let next = order[place + 1..]
                .iter()
                .map(|other| &self.terms[*other as usize])
                .take_while(|other| {
                    (&other.country, &other.office) == (&term.country, &term.office)
                })
                .find(|other| other.person != term.person && other.start.first > asof.first);
            if let Some(next) = next
                && !shared.is_shared(&term.country, &term.office, next.start.first)
            {
                let end = Bounds {
                    first: asof.first,
                    last: next.start.last,
                };
                self.terms[index as usize].end = Some(end);
            }
        }
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

    /// All terms, in the order of the files.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// The entries of one name in a list that is in the order of names.
fn called<'a>(list: &'a [(Box<str>, u32)], folded: &str) -> &'a [(Box<str>, u32)] {
    let first = list.partition_point(|(name, _)| name.as_ref() < folded);
    let end = list.partition_point(|(name, _)| name.as_ref() <= folded);
    &list[first..end]
}

fn bounds(row: &Row<'_>, column: usize) -> Result<Option<Bounds>, LexiconError> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        row.problem(
            format!("`{cell}` is no day"),
            "write YYYY, YYYY-MM or YYYY-MM-DD",
        )
    };
    let mut parts = cell.split('-');
    let mut part = |digits: usize, most: u32| match parts.next() {
        None => Ok(None),
        Some(part) if part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number = part.parse().map_err(|_| wrong())?;
            (1..=most)
                .contains(&number)
                .then_some(Some(number))
                .ok_or_else(wrong)
        }
        Some(_) => Err(wrong()),
    };
    let (year, month, day) = (part(4, 9999)?, part(2, 12)?, part(2, 31)?);
    if parts.next().is_some() {
        return Err(wrong());
    }
    let year = year.ok_or_else(wrong)? * 10_000;
    Ok(Some(match (month, day) {
        (None, _) => Bounds {
            first: year + 101,
            last: year + 1231,
        },
        (Some(month), None) => Bounds {
            first: year + month * 100 + 1,
            last: year + month * 100 + 31,
        },
        (Some(month), Some(day)) => {
            let day = year + month * 100 + day;
            Bounds {
                first: day,
                last: day,
            }
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
        let mut holders = Holders::parse(
            &[Source {
                file: "holders.tsv",
                text: &text,
                layer: 0,
            }],
            &Codes::default(),
        )
        .expect("the rows are right");
        holders.finish(&Shared::default());
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

    fn parsed(rows: &str) -> Result<Holders, LexiconError> {
        let text = format!(
            "person\taliases\tcountry\toffice\ttitle\tstart\tend\tasof\twikidata\twikipedia\tsource\n{rows}"
        );
        let source = Source {
            file: "holders.tsv",
            text: &text,
            layer: 0,
        };
        let mut holders = Holders::parse(&[source], &Codes::default())?;
        holders.finish(&Shared::default());
        Ok(holders)
    }

    #[test]
    fn an_open_end_is_trusted_less_with_every_year() {
        let holders = parsed("Ann Aker\t\tNOR\thead of state\tx\t2014-03-02\t\t2020-01\t\t\town\n")
            .expect("the row is right");
        let sure = |year, month| holders.terms()[0].sureness(date(year, month, 1));
        assert!((sure(2019, 1) - 1.0).abs() < 0.01);
        assert!((sure(2020, 7) - 0.85).abs() < 0.01, "{}", sure(2020, 7));
        assert!(sure(2023, 1) < sure(2021, 1) && sure(2021, 1) < sure(2020, 7));
        assert!((sure(2050, 1) - 0.3).abs() < 0.01);
        assert!(sure(2010, 1) < 0.01);
    }

    #[test]
    fn a_successor_ends_an_open_term() {
        let holders = parsed(
            "Ann Aker\t\tNOR\thead of state\tx\t2014-03-02\t\t2020-01-01\t\t\town\n\
             Bo Berg\t\tNOR\thead of state\tx\t2022-05-01\t\t2023-01-01\t\t\town\n",
        )
        .expect("the rows are right");
        let on = |day| holders.holding("NOR", "head of state", day, day);
        assert_eq!(on(date(2019, 1, 1)), [0]);
        assert_eq!(on(date(2021, 1, 1)), [0], "nobody knows better");
        assert_eq!(on(date(2022, 6, 1)), [1]);
    }

    #[test]
    fn days_are_days() {
        for start in [
            "2016-13",
            "2016-00-01",
            "16",
            "2016-1",
            "2016-01-01-01",
            "May 2016",
        ] {
            let row = format!("Ann Aker\t\tNOR\tx\tx\t{start}\t\t\t\t\town\n");
            let error = parsed(&row).expect_err("no day");
            assert!(error.to_string().contains("is no day"), "{error}");
        }
        let turned = parsed("Ann Aker\t\tNOR\tx\tx\t2016\t2015-12\t\t\t\town\n");
        assert_eq!(turned.expect_err("it ends first").line, 2);
    }
}
