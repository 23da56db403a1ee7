//! A dump of `GeoNames` laid under the tables of the gazetteer, for villages.
//!
//! A row of `allCountries.txt`, or of one country's file, has nineteen cells between tabs. What is
//! kept: populated places, divisions, regions and islands, under their name, its form in plain
//! letters, and the other names that English news could write. A place that the tables have already
//! is left as it is there, because its names were chosen by hand.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{before_tab, fold, without_header};

/// A dump that is being read; a row of it is a hundred bytes here.
#[derive(Debug)]
pub struct Import<'a> {
    /// The tables that the dump is laid under.
    places: &'a str,
    names: &'a str,
    known: Vec<u32>,
    countries: HashMap<String, String>,
    rows: Vec<Row>,
    /// Cells and keys, one after another.
    cells: String,
    keys: Vec<Key>,
    /// Names of first-order divisions by country and code.
    divisions: HashMap<String, String>,
}

#[derive(Debug)]
struct Row {
    id: u32,
    /// In `cells`: name, latitude, longitude, feature, country; then the division's key.
    start: usize,
    middle: usize,
    end: usize,
    population: u64,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    start: usize,
    length: u8,
    id: u32,
    mark: &'static str,
}

/// The two tables that an import makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tables {
    /// `gazetteer.tsv`.
    pub places: String,
    /// `index.tsv`.
    pub names: String,
}

impl<'a> Import<'a> {
    /// An import under two tables; `countries` are pairs of ISO 3166-1 codes, alpha-2 and alpha-3.
    pub fn new<'c>(
        places: &'a str,
        names: &'a str,
        countries: impl IntoIterator<Item = (&'c str, &'c str)>,
    ) -> Self {
        let pairs = countries.into_iter();
        let known = without_header(places).lines();
        Self {
            places,
            names,
            known: known
                .filter_map(|line| before_tab(line).parse().ok())
                .collect(),
            countries: pairs
                .map(|(two, three)| (two.into(), three.into()))
                .collect(),
            rows: Vec::new(),
            cells: String::new(),
            keys: Vec::new(),
            divisions: HashMap::new(),
        }
    }

    /// Takes a row, without its line feed; says whether it was kept, or what is wrong with it.
    pub fn row(&mut self, line: &str) -> Result<bool, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            id,
            name,
            plain,
            others,
            latitude,
            longitude,
            class,
            feature,
            country,
            _,
            division,
            ..,
        ] = cells[..]
        else {
            return Err(format!(
                "a row of GeoNames has nineteen cells between tabs, this one has {}",
                cells.len()
            ));
        };
        let number = |cell: &str, what: &str, limit: f64| match cell.parse::<f64>() {
            Ok(degrees) if degrees.abs() <= limit => Ok((degrees * 1_000.0).round() / 1_000.0),
            _ => Err(format!("`{cell}` is no {what}")),
        };
        let id: u32 = match id.parse() {
            Ok(id) if id > 0 && id < super::Candidate::OWN_IDS => id,
            _ => return Err(format!("`{id}` is no id of GeoNames")),
        };
        let latitude = number(latitude, "latitude", 90.0)?;
        let longitude = number(longitude, "longitude", 180.0)?;
        let division = format!("{country}.{division}");
        if feature == "ADM1" {
            self.divisions.insert(division.clone(), name.to_owned());
        }
        if !kept(class, feature) || self.known.binary_search(&id).is_ok() {
            return Ok(false);
        }
        let country = self.countries.get(country).map_or("", String::as_str);
        let start = self.cells.len();
        let written = write!(
            self.cells,
            "{name}\t{latitude}\t{longitude}\t{feature}\t{country}"
        );
        debug_assert!(written.is_ok(), "writing to a string does not fail");
        let middle = self.cells.len();
        self.cells.push_str(&division);
        self.rows.push(Row {
            id,
            start,
            middle,
            end: self.cells.len(),
            population: cells
                .get(14)
                .and_then(|cell| cell.parse().ok())
                .unwrap_or(0),
        });
        self.key(name, id, false);
        self.key(plain, id, plain != name);
        for other in others.split(',').filter(|other| is_english_like(other)) {
            self.key(other, id, true);
        }
        Ok(true)
    }

    /// How many places were kept.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn key(&mut self, name: &str, id: u32, alternate: bool) {
        let key = fold(name);
        let key = key.as_str();
        // What is no word, and what is a number or a single letter, names no place in a text.
        if key.len() < 2 || !key.contains(char::is_alphabetic) {
            return;
        }
        let mark = match (spelling_mark(name), alternate) {
            ("^", true) => "^~",
            (".", true) => ".~",
            (_, true) => "~",
            (mark, false) => mark,
        };
        let start = self.cells.len();
        self.cells.push_str(key);
        self.keys.push(Key {
            start,
            length: key.len() as u8,
            id,
            mark,
        });
    }

    /// The tables. `class` says of a folded name whether its words are something else as well:
    /// `word` or `person`.
    pub fn finish(mut self, class: impl Fn(&str) -> Option<&'static str>) -> Tables {
        self.rows.sort_by_key(|row| row.id);
        self.rows.dedup_by_key(|row| row.id);
        let cells = self.cells.as_str();
        let of = |key: &Key| &cells[key.start..key.start + usize::from(key.length)];
        // Marks that ask for less sort first, and the first of an id is kept.
        self.keys
            .sort_by(|a, b| (of(a), a.id, a.mark.len()).cmp(&(of(b), b.id, b.mark.len())));
        self.keys.dedup_by(|b, a| a.id == b.id && of(a) == of(b));
        Tables {
            places: self.place_table(),
            names: name_table(self.names, &self.keys, of, class),
        }
    }

    fn place_table(&self) -> String {
        let mut table = String::new();
        let mut count = 0;
        let mut old = without_header(self.places).lines().peekable();
        let mut new = self.rows.iter().peekable();
        loop {
            let next = old.peek().map(|line| before_tab(line).parse().unwrap_or(0));
            let row = match (next, new.peek()) {
                (None, None) => break,
                (Some(id), Some(row)) if id < row.id => None,
                (Some(_), None) => None,
                _ => new.next(),
            };
            count += 1;
            let Some(row) = row else {
                table.push_str(old.next().unwrap_or_default());
                table.push('\n');
                continue;
            };
            let division = self.divisions.get(&self.cells[row.middle..row.end]);
            let written = writeln!(
                table,
                "{}\t{}\t{}\t{}",
                row.id,
                &self.cells[row.start..row.middle],
                division.map_or("", String::as_str),
                row.population
            );
            debug_assert!(written.is_ok(), "writing to a string does not fail");
        }
        format!("{}{count}\n{table}", super::PLACES_HEAD)
    }
}

fn name_table<'k>(
    old: &'k str,
    keys: &'k [Key],
    of: impl Fn(&Key) -> &'k str,
    class: impl Fn(&str) -> Option<&'static str>,
) -> String {
    let mut table = String::new();
    let mut count = 0;
    let mut old = without_header(old).lines().peekable();
    let mut new = keys.chunk_by(|a, b| of(a) == of(b)).peekable();
    loop {
        let old_key = old.peek().map(|line| before_tab(line));
        let new_key = new.peek().map(|keys| of(&keys[0]));
        let (key, from_old, from_new) = match (old_key, new_key) {
            (None, None) => break,
            (Some(old), Some(new)) => (old.min(new), old <= new, new <= old),
            (Some(old), None) => (old, true, false),
            (None, Some(new)) => (new, false, true),
        };
        let mut cells = from_old
            .then(|| old.next())
            .flatten()
            .unwrap_or_default()
            .split('\t')
            .skip(1);
        table.push_str(key);
        table.push('\t');
        let ids = cells.next().unwrap_or_default();
        table.push_str(ids);
        let mut space = if ids.is_empty() { "" } else { " " };
        for key in from_new.then(|| new.next()).flatten().unwrap_or_default() {
            let written = write!(table, "{space}{}{}", key.mark, key.id);
            debug_assert!(written.is_ok(), "writing to a string does not fail");
            space = " ";
        }
        if let Some(class) = cells.next().or_else(|| class(key)) {
            table.push('\t');
            table.push_str(class);
        }
        table.push('\n');
        count += 1;
    }
    format!("{}{count}\n{table}", super::NAMES_HEAD)
}

/// Towns and villages, divisions, and regions and islands: not hotels, not streams.
fn kept(class: &str, feature: &str) -> bool {
    match class {
        "P" => !matches!(feature, "PPLH" | "PPLQ" | "PPLW"),
        "A" => feature.starts_with("ADM") && !feature.ends_with('H'),
        "L" => matches!(feature, "RGN" | "RGNH" | "AREA" | "MILB" | "CST"),
        "T" => matches!(
            feature,
            "ISL" | "ISLS" | "MT" | "MTS" | "PASS" | "PEN" | "CAPE" | "DSRT" | "VAL" | "PLAT"
        ),
        "H" => matches!(feature, "LK" | "SEA" | "GULF" | "STRT" | "DLTA" | "BAY"),
        "S" => matches!(feature, "AIRP" | "AIRB" | "DAM" | "CMP" | "CMPRF" | "PO"),
        _ => false,
    }
}

/// The mark of how a name must be written to stand for its place: in capitals (`US`), with its full
/// stop (`Calif.`), or anyhow.
pub fn spelling_mark(name: &str) -> &'static str {
    let letters = name.chars().filter(|letter| letter.is_alphabetic());
    if letters.clone().count() <= 4 && letters.clone().all(char::is_uppercase) {
        "^"
    } else if name.ends_with('.') {
        "."
    } else {
        ""
    }
}

/// Whether an alternate name can stand in English news: Latin letters, a capital, no code.
pub fn is_english_like(name: &str) -> bool {
    let latin = name.chars().all(|letter| {
        !letter.is_alphabetic() || letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter)
    });
    latin
        && name.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
        && name.starts_with(char::is_uppercase)
        && name.contains(char::is_lowercase)
        && !name.contains(|letter: char| letter.is_numeric() || "(),/;:=".contains(letter))
        && name.split(' ').count() <= 4
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::Import;

    const PLACES: &str = "# head\n5\tSalem\t44.9\t-123\tPPL\tUSA\tOregon\t175535\n";
    const NAMES: &str = "# head\nsalem\t5\nsay\t5\tword\n";

    fn row(id: u32, name: &str, others: &str, class: &str, feature: &str, code: &str) -> String {
        format!(
            "{id}\t{name}\t{name}\t{others}\t36.12345\t37.5\t{class}\t{feature}\tSY\t\t{code}\t\t\t\t120\t\t\t\t2024-01-01"
        )
    }

    fn import() -> Import<'static> {
        Import::new(PLACES, NAMES, [("SY", "SYR")])
    }

    #[test]
    fn villages_lie_under_what_is_known() {
        let mut import = import();
        for (line, kept) in [
            (
                row(9, "Tell Zayn", "Tall Zayn,تل زين,TZN", "P", "PPL", "09"),
                true,
            ),
            (row(7, "Salem", "", "P", "PPL", "09"), true),
            (row(8, "Hama Governorate", "", "A", "ADM1", "09"), true),
            (row(5, "Salem", "Chosen Otherwise", "P", "PPL", ""), false),
            (row(6, "Grand Hotel", "", "S", "HTL", "09"), false),
        ] {
            assert_eq!(import.row(&line), Ok(kept), "{line}");
        }
        let tables = import.finish(|key| (key == "salem").then_some("person"));
        let leak = |text: String| &*text.leak();
        let gazetteer = Gazetteer::new(leak(tables.places), leak(tables.names));
        assert_eq!(gazetteer.check(), Ok(()));
        let found: Vec<_> = gazetteer.candidates("Tall Zayn").collect();
        assert_eq!((found.len(), found[0].id, found[0].alternate), (1, 9, true));
        assert_eq!(
            (found[0].country, found[0].admin1),
            ("SYR", "Hama Governorate")
        );
        assert_eq!((found[0].latitude, found[0].population), (36.123, 120));
        let salems: Vec<u32> = gazetteer
            .candidates("Salem")
            .map(|place| place.id)
            .collect();
        assert_eq!(salems, [5, 7]);
        assert!(gazetteer.find("Chosen Otherwise").is_none());
        assert!(gazetteer.find("Grand Hotel").is_none());
    }

    #[test]
    fn a_row_that_is_none_is_told() {
        let mut import = import();
        for line in [
            "",
            "1\tA\tA",
            &row(9, "A", "", "P", "PPL", "").replace("36.12345", "north"),
            &row(9, "A", "", "P", "PPL", "").replace("37.5", "375"),
            &row(9, "A", "", "P", "PPL", "").replacen('9', "x", 1),
        ] {
            assert!(import.row(line).is_err(), "{line}");
        }
        assert!(import.is_empty());
    }
}
