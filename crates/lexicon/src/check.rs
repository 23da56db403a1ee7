//! What is wrong, and what is doubtful, in the files of a lexicon: all of it, not the first only.

use std::collections::BTreeMap;

use crate::bodies::{self, BodyTable};
use crate::codes::Codes;
use crate::error::LexiconError;
use crate::holders::{self, Term};
use crate::layers::{Layers, OVERLAY, unknown_name};
use crate::shared::Shared;
use crate::spelling::folded;
use crate::table::{Row, Shape, Source, all_rows};
use crate::{File, Lexicon, countries, generics, offices, shared, words};

/// Something that a check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Whether the lexicon cannot be used, or contradicts itself; else it is a thing to look at.
    pub is_error: bool,
    /// Where, what, and what to do about it.
    pub problem: LexiconError,
}

/// Checks the files of a lexicon, and those that lie over them. Where there are some over them,
/// what concerns only the files below is left out.
pub fn check(files: &[File<'_>], over: &[File<'_>]) -> Vec<Finding> {
    let mut checker = Checker {
        layer: if over.is_empty() { 0 } else { OVERLAY },
        findings: Vec::new(),
    };
    let (over, unknown): (Vec<_>, Vec<_>) = over
        .iter()
        .partition(|file| Layers::new(files, std::slice::from_ref(file)).is_ok());
    for (name, _) in unknown {
        checker.error(unknown_name(name));
    }
    // Only known names are left.
    let Ok(layers) = Layers::new(files, &over) else {
        return checker.findings;
    };
    checker.all(&layers);
    if checker.findings.iter().all(|finding| !finding.is_error)
        && let Err(error) = Lexicon::overlaid(files, &over)
    {
        // What is left are the cues, the frames, the function words and the ontology.
        checker.error(error);
    }
    let order = |finding: &Finding| {
        let problem = &finding.problem;
        (problem.file.clone(), problem.line, problem.problem.clone())
    };
    checker.findings.sort_by_cached_key(order);
    checker.findings.dedup();
    checker.findings
}

struct Checker {
    /// The layer whose rows are checked.
    layer: u8,
    findings: Vec<Finding>,
}

/// Country, office, and title where only that tells the office.
type OfficeKey<'a> = (&'a str, &'a str, &'a str);

/// Who bears a name: in words, and the row.
type Bearer<'r, 'a> = (String, &'r Row<'a>);

impl Checker {
    fn all(&mut self, layers: &Layers<'_>) {
        let countries = self.rows(&layers.table("countries.tsv"), &countries::SHAPE);
        self.each(&countries, |row| countries::country(row).map(drop));
        let codes = Codes::new(countries.iter().map(|row| row.cell(0).to_owned()).collect());

        let mut named: BTreeMap<&str, Vec<Bearer<'_, '_>>> = BTreeMap::new();
        for row in &countries {
            for name in row.list(3).chain(row.list(4)).chain([row.cell(2)]) {
                bear(&mut named, name, row.cell(2), row);
            }
        }
        let tables: Vec<(BodyTable, Vec<Row<'_>>)> = BodyTable::FILES
            .iter()
            .map(|(file, table)| (*table, self.rows(&layers.table(file), &bodies::SHAPE)))
            .collect();
        for (table, rows) in &tables {
            self.each(rows, |row| bodies::body(*table, row, &codes).map(drop));
            for row in rows {
                for name in row.list(1).chain([row.cell(0)]) {
                    bear(&mut named, name, row.cell(0), row);
                }
            }
        }
        self.homonyms(&named, "only the first is ever meant");

        let rows = self.rows(&layers.table("shared-offices.tsv"), &shared::SHAPE);
        self.each(&rows, |row| shared::office(row, &codes).map(drop));
        let shared = Shared::parse(&layers.table("shared-offices.tsv"), &codes).unwrap_or_default();
        let holders = self.rows(&layers.holders(), &holders::SHAPE);
        self.each(&holders, |row| holders::term(row, &codes).map(drop));
        let titles = self.rows(&layers.table("offices.tsv"), &offices::SHAPE);
        self.each(&titles, |row| offices::office(row, &codes).map(drop));
        self.holders(&holders, &titles, &codes, &shared);

        let generics = self.rows(&layers.table("generics.tsv"), &generics::SHAPE);
        self.each(&generics, |row| generics::generic(row).map(drop));
        for rows in [&titles, &generics] {
            let mut forms: BTreeMap<&str, Vec<Bearer<'_, '_>>> = BTreeMap::new();
            for row in rows {
                for form in row.list(1).chain([row.cell(0)]) {
                    bear(&mut forms, form, row.cell(0), row);
                }
            }
            self.homonyms(&forms, "only the first is read");
        }
        let rows = self.rows(&layers.table("name-words.tsv"), &words::SHAPE);
        self.each(&rows, |row| words::class(row).map(drop));
    }

    /// The rows of a table whose form is right; the others, and repeated ones, are reported.
    fn rows<'a>(&mut self, sources: &[Source<'a>], shape: &Shape) -> Vec<Row<'a>> {
        let (rows, problems) = all_rows(sources, shape);
        for problem in problems {
            self.error(problem);
        }
        let mut first: BTreeMap<(u8, Vec<&str>), (&str, usize)> = BTreeMap::new();
        for row in rows.iter().filter(|_| !shape.key.is_empty()) {
            let (file, line) = *first
                .entry((row.layer(), row.key(shape)))
                .or_insert(row.place());
            if (file, line) != row.place() && row.layer() >= self.layer {
                let key = row.key(shape).join(", ");
                self.error(row.problem(
                    format!("`{key}` stands already in {file}:{line}"),
                    "make one row of the two",
                ));
            }
        }
        rows
    }

    fn each(&mut self, rows: &[Row<'_>], parse: impl Fn(&Row<'_>) -> Result<(), LexiconError>) {
        for row in rows {
            if let Err(problem) = parse(row) {
                self.error(problem);
            }
        }
    }

    /// Names that several rows bear.
    fn homonyms(&mut self, named: &BTreeMap<&str, Vec<Bearer<'_, '_>>>, effect: &str) {
        for (name, bearers) in named {
            let Some(((first, row), others)) = bearers.split_first() else {
                continue;
            };
            for (other, again) in others {
                // Of two, the one that is checked says so.
                let (reported, by) = if again.layer() >= self.layer {
                    (again, row)
                } else if row.layer() >= self.layer {
                    (row, again)
                } else {
                    continue;
                };
                let (file, line) = by.place();
                let problem = if first == other {
                    format!("`{name}` stands for {first} twice, also in {file}:{line}")
                } else {
                    let (mine, theirs) = if std::ptr::eq(reported, again) {
                        (other, first)
                    } else {
                        (first, other)
                    };
                    format!("`{name}` is {mine} here and {theirs} in {file}:{line}; {effect}")
                };
                self.warning(reported.problem(problem, "take it out of one of the two rows"));
            }
        }
    }

    /// Terms that contradict each other, and offices that no title names.
    fn holders(&mut self, rows: &[Row<'_>], titles: &[Row<'_>], codes: &Codes, shared: &Shared) {
        let mut offices: BTreeMap<OfficeKey<'_>, Vec<(Term, &Row<'_>)>> = BTreeMap::new();
        let known = |office: &str| {
            matches!(office, "other" | "vice president")
                || titles.iter().any(|title| title.cell(2) == office)
        };
        for row in rows {
            let Ok(term) = holders::term(row, codes) else {
                continue;
            };
            let office = row.cell(3);
            if row.layer() >= self.layer && !known(office) {
                self.warning(row.problem(
                    format!("no title of offices.tsv names the office `{office}`"),
                    "use an office of that table, or `other`",
                ));
            }
            if row.layer() >= self.layer && term.is_unvouched() {
                self.warning(row.problem(
                    format!("the open term begins after `asof`, {}", row.cell(7)),
                    "write the last day that somebody vouches for into `asof`",
                ));
            }
            // Of an organisation, and of the offices without a name, the title tells which.
            let title = match office {
                "other" | "head of organisation" => row.cell(4),
                _ => "",
            };
            let key = (row.cell(2), office, title);
            offices.entry(key).or_default().push((term, row));
        }
        for ((country, office, _), terms) in offices {
            for (place, (term, row)) in terms.iter().enumerate() {
                for (other, again) in &terms[place + 1..] {
                    let checked = row.layer().max(again.layer()) >= self.layer;
                    if checked && term.overlaps(other) && !same_person(row, again) {
                        self.overlap(country, office, row, again, shared);
                    }
                }
            }
        }
    }

    fn overlap(
        &mut self,
        country: &str,
        office: &str,
        row: &Row<'_>,
        again: &Row<'_>,
        shared: &Shared,
    ) {
        let start = row.cell(5).max(again.cell(5));
        let year = start.get(..4).and_then(|year| year.parse::<u32>().ok());
        if shared.is_shared(country, office, year.unwrap_or(0) * 10_000) {
            return;
        }
        let (reported, by) = if again.layer() >= self.layer {
            (again, row)
        } else {
            (row, again)
        };
        let (file, line) = by.place();
        let problem = reported.problem(
            format!(
                "{} and {} ({file}:{line}) are both {office} of {country} from {start} on",
                reported.cell(0),
                by.cell(0)
            ),
            if family(reported.cell(0)) == family(by.cell(0)) {
                "if they are one person, give both rows one Wikidata id"
            } else {
                "end one of the terms, or put the office into shared-offices.tsv"
            },
        );
        // Generated tables hold some hundred such rows, which are looked at one by one.
        if self.layer > 0 {
            self.error(problem);
        } else {
            self.warning(problem);
        }
    }

    fn error(&mut self, problem: LexiconError) {
        self.findings.push(Finding {
            is_error: true,
            problem,
        });
    }

    fn warning(&mut self, problem: LexiconError) {
        self.findings.push(Finding {
            is_error: false,
            problem,
        });
    }
}

fn bear<'r, 'a>(
    named: &mut BTreeMap<&'r str, Vec<Bearer<'r, 'a>>>,
    name: &'r str,
    bearer: &str,
    row: &'r Row<'a>,
) {
    if !name.is_empty() {
        let bearers = named.entry(name).or_default();
        bearers.push((bearer.to_owned(), row));
    }
}

fn same_person(row: &Row<'_>, other: &Row<'_>) -> bool {
    let ids = (row.cell(8), other.cell(8));
    if !ids.0.is_empty() && ids.0 == ids.1 {
        return true;
    }
    let names = |row: &Row<'_>| -> Vec<String> {
        let names = row.list(1).chain([row.cell(0)]);
        names
            .map(|name| name.chars().map(folded).collect())
            .collect()
    };
    let others = names(other);
    names(row).iter().any(|name| others.contains(name))
}

fn family(name: &str) -> String {
    let last = name.rsplit([' ', '-']).next().unwrap_or(name);
    last.chars().map(folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTRIES: File<'_> = (
        "countries.tsv",
        "iso3\tiso2\tname\tnames\tdemonyms\tcapital\twikidata\tgeonames\twikipedia\tsource\n\
         NOR\tNO\tNorway\t\tNorwegian\tOslo\t\t\t\town\n\
         SWE\tSE\tSweden\t\tSwedish\tStockholm\t\t\t\town\n",
    );
    const HOLDERS: &str =
        "person\taliases\tcountry\toffice\ttitle\tstart\tend\tasof\twikidata\twikipedia\tsource\n";
    const BODIES: &str = "name\taliases\ttype\tcountry\tsectors\twikidata\twikipedia\tsource\n";

    /// What the check says of rows over a small lexicon: `E` or `W`, file, line, problem.
    fn found(file: &str, text: &str) -> Vec<String> {
        let base = [
            COUNTRIES,
            (
                "groups.tsv",
                &*format!("{BODIES}Blue Front\tBF\torganization\tNOR\tREB\t\t\town\n"),
            ),
        ];
        check(&base, &[(file, text)])
            .iter()
            .map(|finding| {
                let letter = if finding.is_error { 'E' } else { 'W' };
                let LexiconError {
                    file,
                    line,
                    problem,
                    ..
                } = &finding.problem;
                format!("{letter} {file}:{line} {problem}")
            })
            .collect()
    }

    #[test]
    fn terms_are_checked_against_each_other() {
        let rows = "Ann Aker\t\tNOR\tother\tx\t2010-01-01\t2015-01-01\t\t\t\town\n\
                    Bo Berg\t\tNOR\tother\tx\t2014-01-01\t2016-01-01\t\t\t\town\n\
                    Ann Aker\t\tNRO\tother\tx\t2010\t\t\t\t\town\n\
                    Ann Aker\t\tNOR\tother\tx\t2016\t2015\t\t\t\town\n\
                    Cy Dahl\t\tNOR\tother\ty\t2016\t2017\t\t\t\town\n\
                    Cy Dahl\t\tNOR\tother\ty\t2016\t2018\t\t\t\town\n";
        let found = found("holders.tsv", &format!("{HOLDERS}{rows}"));
        assert_eq!(
            found,
            [
                "E holders.tsv:3 Bo Berg and Ann Aker (holders.tsv:2) are both other of NOR from 2014-01-01 on",
                "E holders.tsv:4 `NRO` is no country",
                "E holders.tsv:5 the term ends (2015) before it begins (2016)",
                "E holders.tsv:7 `Cy Dahl, NOR, other, 2016` stands already in holders.tsv:6",
            ]
        );
    }

    #[test]
    fn names_that_two_rows_share_are_told() {
        let rows = "Bank Forum\tBF;Norway\torganization\tSWE\tBUX\t\t\town\n";
        let found = found("organisations.tsv", &format!("{BODIES}{rows}"));
        assert_eq!(
            found,
            [
                "W organisations.tsv:2 `BF` is Bank Forum here and Blue Front in groups.tsv:2; only the first is ever meant",
                "E organisations.tsv:2 `BUX` is no sector",
                "W organisations.tsv:2 `Norway` is Bank Forum here and Norway in countries.tsv:2; only the first is ever meant",
            ]
        );
    }

    #[test]
    fn a_file_that_no_lexicon_has_is_told() {
        let found = found("organizations.tsv", BODIES);
        assert_eq!(
            found,
            ["E organizations.tsv:1 no file of a lexicon has this name"]
        );
    }
}
