//! Names of places, and what they can mean.
//!
//! Two tables under `lexicon/places/`, used where they lie, so that start-up costs nothing:
//! `gazetteer.tsv` has a line a place, sorted by id, and `index.tsv` has a line a folded name,
//! sorted by bytes, with the ids that it can stand for. Both are rebuilt by `cargo xtask
//! gazetteer`; look-ups are binary searches over the lines and allocate nothing.
//!
//! The gazetteer says what a name can mean, never what it means in a text.

mod fold;
mod import;

use std::cmp::Ordering;

pub use fold::{Folded, fold};
pub use import::{Import, Tables, is_english_like, spelling_mark};

use crate::LexiconError;

/// How the tables of an import begin; the number of their rows follows.
const PLACES_HEAD: &str = "# Made by `dateline gazetteer import`: places, ";
const NAMES_HEAD: &str = "# Made by `dateline gazetteer import`: names, ";

/// Names of places, and what they can mean.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gazetteer {
    places: &'static str,
    names: &'static str,
}

/// A place that a name can stand for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Candidate {
    /// Id in the table; at [`Candidate::OWN_IDS`] and above it is not `GeoNames`'.
    pub id: u32,
    /// Its usual name.
    pub name: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// `GeoNames` feature code.
    pub feature: &'static str,
    /// ISO 3166-1 alpha-3; empty where none or more than one claims it.
    pub country: &'static str,
    /// Name of the first-order division it lies in or is; may be empty.
    pub admin1: &'static str,
    /// Inhabitants; 0 where not known.
    pub population: u64,
    /// Whether the name is not its usual one.
    pub alternate: bool,
    /// How the name must be written to stand for it.
    pub written: Written,
}

/// How a name must be written to stand for a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written {
    /// Anyhow.
    Anyhow,
    /// In capitals (`US`, `UAE`): “us” is a pronoun.
    Capitals,
    /// With a full stop (`Miss.`, `Ill.`), or after another place and a comma.
    Abbreviated,
    /// Only after another place and a comma (`Salem, OR`).
    AfterComma,
    /// It is no name, but what belongs to the place is called so (`European`).
    Demonym,
}

/// What else the words of a name are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameClass {
    /// Nothing else of note.
    Plain,
    /// A common word (`Reading`, `Nice`, `Of`).
    Word,
    /// A given name or surname (`Jordan`, `Lincoln`, `Florence`).
    Person,
}

/// A name that the gazetteer knows.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// What else these words are.
    pub class: NameClass,
    ids: &'static str,
    gazetteer: Gazetteer,
}

impl Candidate {
    /// The first id that is the project's own, for places that `GeoNames` does not list.
    pub const OWN_IDS: u32 = 1_000_000_000;

    /// The id, where it is `GeoNames`'.
    pub fn geonames(&self) -> Option<u32> {
        (self.id < Self::OWN_IDS).then_some(self.id)
    }

    /// Whether it is a country or dependent territory.
    pub fn is_country(&self) -> bool {
        self.feature.starts_with("PCL")
    }

    /// Whether it is a first-order division.
    pub fn is_admin1(&self) -> bool {
        self.feature == "ADM1"
    }

    /// Whether it is a continent, sea or other region larger than most countries.
    pub fn is_region(&self) -> bool {
        matches!(self.feature, "RGN" | "CONT" | "SEA" | "OCN" | "GULF")
    }

    /// Whether it is a town or a part of one.
    pub fn is_settlement(&self) -> bool {
        self.feature.starts_with("PPL")
    }
}

impl Name {
    /// What it can stand for.
    pub fn candidates(self) -> impl Iterator<Item = Candidate> {
        self.ids
            .split(' ')
            .filter_map(move |entry| self.gazetteer.entry(entry))
    }
}

impl Gazetteer {
    /// A gazetteer over its two tables.
    pub fn new(places: &'static str, names: &'static str) -> Self {
        Self {
            places: without_header(places),
            names: without_header(names),
        }
    }

    /// What the gazetteer knows of a name, in whatever case and however written.
    pub fn find(&self, name: &str) -> Option<Name> {
        self.find_folded(fold(name).as_str())
    }

    /// The same for a name that is folded already.
    pub fn find_folded(&self, key: &str) -> Option<Name> {
        if key.is_empty() {
            return None;
        }
        let line = find_line(self.names, |line| before_tab(line).cmp(key))?;
        let mut cells = line.split('\t').skip(1);
        let ids = cells.next()?;
        let class = match cells.next() {
            Some("word") => NameClass::Word,
            Some("person") => NameClass::Person,
            _ => NameClass::Plain,
        };
        Some(Name {
            class,
            ids,
            gazetteer: *self,
        })
    }

    /// What a name, as written, can stand for.
    pub fn candidates(&self, name: &str) -> impl Iterator<Item = Candidate> + use<> {
        let spelling = Spelling::of(name);
        self.find(name)
            .into_iter()
            .flat_map(Name::candidates)
            .filter(move |candidate| spelling.allows(candidate.written))
    }

    /// Whether these words, by themselves, most likely name a place.
    ///
    /// A name that is also a common word or a personal name counts only when it stands for a
    /// country, a region, a first-order division of the United States or a city of half a million (`Jordan`,
    /// `Washington`, not `Reading` or `Lincoln`); context has to decide about the rest, and about
    /// hamlets: there is one for most surnames and firms.
    pub fn is_place(&self, name: &str) -> bool {
        let spelling = Spelling::of(name);
        if !spelling.capital {
            return false;
        }
        let Some(found) = self.find(name) else {
            return false;
        };
        let plain = found.class == NameClass::Plain;
        found.candidates().any(|candidate| {
            let hamlet = candidate.feature == "PPL" && candidate.population < HAMLET;
            spelling.allows(candidate.written)
                && (plain && !hamlet
                    || candidate.is_country()
                    || candidate.is_region()
                    || (candidate.is_admin1() && candidate.country == "USA")
                    || (candidate.population >= 500_000 && !candidate.alternate))
        })
    }

    /// Whether more than hamlets have this name: a country, a region, a first-order division, or a
    /// town of 50,000 whose usual name it is. There is a hamlet for most companies and families.
    pub fn is_well_known(&self, name: &str) -> bool {
        const TOWN: u64 = 50_000;
        self.candidates(name).any(|place| {
            place.is_country()
                || place.is_region()
                || place.is_admin1()
                || place.population >= TOWN && !place.alternate
        })
    }

    /// How many of the first words together make the longest name of a place, 0 for none.
    ///
    /// `words` are the tokens from where the name would start; at most eight are looked at.
    pub fn longest<'a>(&self, words: impl IntoIterator<Item = &'a str>) -> usize {
        let mut key = fold("");
        let mut longest = 0;
        for (index, word) in words.into_iter().take(8).enumerate() {
            key.push_words(word);
            let prefix = key.as_str();
            if prefix.is_empty() {
                // “The” alone folds to nothing, and a name can follow it.
                if index == 0 {
                    continue;
                }
                break;
            }
            let from = lower_bound(self.names, |line| before_tab(line).cmp(prefix));
            let Some(rest) = self.names[from..].strip_prefix(prefix) else {
                break;
            };
            if rest.starts_with('\t') {
                longest = index + 1;
            }
        }
        longest
    }

    /// The country or territory with an ISO 3166-1 alpha-3 code.
    pub fn country(&self, code: &str) -> Option<Candidate> {
        let mut key = *b"@   ";
        if code.len() != 3 {
            return None;
        }
        key[1..].copy_from_slice(code.as_bytes());
        key.make_ascii_lowercase();
        self.find_folded(std::str::from_utf8(&key).ok()?)?
            .candidates()
            .next()
    }

    /// The place with an id.
    pub fn place(&self, id: u32) -> Option<Candidate> {
        let line = find_line(self.places, |line| {
            before_tab(line).parse::<u32>().unwrap_or(0).cmp(&id)
        })?;
        let mut cells = line.split('\t');
        Some(Candidate {
            id: cells.next()?.parse().ok()?,
            name: cells.next()?,
            latitude: cells.next()?.parse().ok()?,
            longitude: cells.next()?.parse().ok()?,
            feature: cells.next()?,
            country: cells.next()?,
            admin1: cells.next()?,
            population: cells.next()?.parse().unwrap_or(0),
            alternate: false,
            written: Written::Anyhow,
        })
    }

    /// A gazetteer over tables that [`Import`] made, if both are whole: their heads say how many
    /// lines they have.
    pub fn of_import(places: &'static str, names: &'static str) -> Result<Self, LexiconError> {
        for (file, table, head) in [
            ("gazetteer.tsv", places, PLACES_HEAD),
            ("index.tsv", names, NAMES_HEAD),
        ] {
            let count = table
                .strip_prefix(head)
                .and_then(|rest| rest.lines().next()?.parse::<usize>().ok());
            let lines = table.bytes().filter(|&byte| byte == b'\n').count();
            if count.is_none_or(|count| count + 1 != lines) || !table.ends_with('\n') {
                return Err(LexiconError {
                    file: file.to_owned(),
                    line: if count.is_none() { 1 } else { lines + 1 },
                    problem: match count {
                        None => "this is no table of an imported gazetteer".to_owned(),
                        Some(count) => {
                            format!(
                                "the table was cut off: {count} rows are said, others are there"
                            )
                        }
                    },
                    remedy: "import it again with `dateline gazetteer import`".to_owned(),
                });
            }
        }
        Ok(Self::new(places, names))
    }

    /// Checks that both tables are sorted and that every name's places exist.
    pub fn check(&self) -> Result<(), LexiconError> {
        let mut previous = 0;
        for (index, line) in self.places.lines().enumerate() {
            let id = before_tab(line).parse::<u32>().unwrap_or(0);
            if id <= previous || self.place(id).is_none() {
                return Err(problem("gazetteer.tsv", index, line));
            }
            previous = id;
        }
        let mut previous = "";
        for (index, line) in self.names.lines().enumerate() {
            let key = before_tab(line);
            let found = self.find_folded(key);
            let whole = found.is_some_and(|name| {
                name.ids.split(' ').count() == name.candidates().count() && !name.ids.is_empty()
            });
            if key <= previous || !whole {
                return Err(problem("index.tsv", index, line));
            }
            previous = key;
        }
        Ok(())
    }

    /// A place from an id with the marks in front that say how the name must be written.
    fn entry(&self, entry: &str) -> Option<Candidate> {
        let id = entry.trim_start_matches(['~', '^', '.', ',', '=']);
        let mut candidate = self.place(id.parse().ok()?)?;
        for mark in entry[..entry.len() - id.len()].chars() {
            match mark {
                '~' => candidate.alternate = true,
                '^' => candidate.written = Written::Capitals,
                '.' => candidate.written = Written::Abbreviated,
                '=' => candidate.written = Written::Demonym,
                _ => candidate.written = Written::AfterComma,
            }
        }
        Some(candidate)
    }
}

/// Places with fewer inhabitants are hamlets.
const HAMLET: u64 = 1_000;

/// What the spelling of a name allows it to stand for.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    capital: bool,
    capitals: bool,
    stop: bool,
}

impl Spelling {
    fn of(name: &str) -> Self {
        Self {
            capital: name.chars().any(char::is_uppercase),
            capitals: !name.chars().any(char::is_lowercase),
            stop: name.contains('.'),
        }
    }

    fn allows(self, written: Written) -> bool {
        match written {
            Written::Anyhow => true,
            Written::Capitals => self.capitals,
            Written::Abbreviated => self.stop,
            Written::AfterComma | Written::Demonym => false,
        }
    }
}

fn problem(file: &str, index: usize, line: &str) -> LexiconError {
    LexiconError {
        file: format!("places/{file}"),
        line: index + 2,
        problem: format!("`{line}` is out of order or incomplete"),
        remedy: "rebuild the table with `cargo xtask gazetteer`".to_owned(),
    }
}

fn without_header(mut table: &str) -> &str {
    while table.starts_with('#') {
        table = table.split_once('\n').map_or("", |(_, rest)| rest);
    }
    table
}

fn before_tab(line: &str) -> &str {
    line.split('\t').next().unwrap_or(line)
}

/// The line that `compare` calls equal, in a table that it orders.
fn find_line(table: &str, compare: impl Fn(&str) -> Ordering) -> Option<&str> {
    let from = lower_bound(table, &compare);
    let line = table[from..].lines().next()?;
    (compare(line) == Ordering::Equal).then_some(line)
}

/// Where the first line starts that `compare` does not call less.
fn lower_bound(table: &str, compare: impl Fn(&str) -> Ordering) -> usize {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    // Both ends are starts of lines, or the end of the table.
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(low, |position| low + position + 1);
        let end = bytes[middle..]
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(bytes.len(), |position| middle + position);
        match compare(&table[start..end]) {
            Ordering::Less => low = (end + 1).min(bytes.len()),
            Ordering::Equal | Ordering::Greater => high = start,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACES: &str = "# a header\n\
        1\tSalem\t44.9\t-123\tPPLA\tUSA\tOregon\t175535\n\
        2\tOregon\t44\t-120.5\tADM1\tUSA\tOregon\t0\n\
        3\tUnited States\t39.76\t-98.5\tPCL\tUSA\t\t0\n\
        4\tReading\t51.45\t-0.97\tPPL\tGBR\tEngland\t244070\n\
        7\tNew York City\t40.7\t-74\tPPL\tUSA\tNew York\t8804190\n\
        1000000000\tSahel\t15\t5\tRGN\t\t\t0\n";
    const NAMES: &str = "# a header\n\
        new york\t~7\n\
        new york city\t7\n\
        or\t,2\tword\n\
        ore\t.2\tword\n\
        oregon\t2\n\
        reading\t4\tword\n\
        sahel\t1000000000\n\
        salem\t1\n\
        us\t^~3\tword\n";

    fn gazetteer() -> Gazetteer {
        Gazetteer::new(PLACES, NAMES)
    }

    #[test]
    fn the_tables_are_checked() {
        assert_eq!(gazetteer().check(), Ok(()));
        assert!(Gazetteer::new(PLACES, "b\t1\na\t1\n").check().is_err());
        assert!(Gazetteer::new(PLACES, "a\t99\n").check().is_err());
        assert!(Gazetteer::new("2\ta\n", "").check().is_err());
        assert_eq!(Gazetteer::default().check(), Ok(()));
    }

    #[test]
    fn spelling_decides_what_a_name_can_mean() {
        for (name, ids) in [
            ("SALEM", &[1][..]),
            ("New York", &[7]),
            ("US", &[3]),
            ("U.S.", &[3]),
            ("us", &[]),
            ("Us", &[]),
            ("Ore.", &[2]),
            ("Ore", &[]),
            ("OR", &[]),
            ("the Sahel", &[1_000_000_000]),
            ("Zzyzx", &[]),
            ("aaa", &[]),
            ("", &[]),
        ] {
            let found: Vec<u32> = gazetteer().candidates(name).map(|place| place.id).collect();
            assert_eq!(found, ids, "{name}");
        }
        assert_eq!(
            gazetteer()
                .candidates("Sahel")
                .next()
                .and_then(|c| c.geonames()),
            None
        );
    }

    #[test]
    fn words_and_surnames_need_more_than_a_name() {
        for (name, expected) in [
            ("Salem", true),
            ("Reading", false),
            ("US", true),
            ("us", false),
            ("salem", false),
            ("New York", true),
        ] {
            assert_eq!(gazetteer().is_place(name), expected, "{name}");
        }
    }

    #[test]
    fn the_longest_name_wins() {
        for (words, expected) in [
            (&["New", "York", "City", "Council"][..], 3),
            (&["New", "York", "said"], 2),
            (&["New", "ideas"], 0),
            (&["the", "Sahel"], 2),
            (&["the"], 0),
            (&[], 0),
        ] {
            assert_eq!(
                gazetteer().longest(words.iter().copied()),
                expected,
                "{words:?}"
            );
        }
    }
}
