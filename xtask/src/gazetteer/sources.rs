//! What each public source and hand-written file gives to the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, bail};
use lexicon::fold;
use serde::Deserialize;

use super::spelling::{DIRECTIONS, is_english_like, region_feature, short_division, spelled_out};
use super::table::{cells, csv, read, rows};
use super::{Place, Points, Tables};

/// Cities from this size on are kept everywhere.
const SMALLEST_CITY: u64 = 5_000;

/// Where English is what the local newspapers write, towns from five hundred on are kept.
const ENGLISH_PRESS: [&str; 6] = ["AU", "CA", "GB", "IE", "NZ", "US"];
const SMALLEST_TOWN: u64 = 500;

/// Cities from this size on keep their other names.
const SMALLEST_WITH_ALTERNATES: u64 = 15_000;

#[derive(Deserialize)]
pub(super) struct Country {
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

impl Tables {
    pub(super) fn countries(
        &mut self,
        cities: &Path,
        places: &Path,
    ) -> Result<BTreeMap<String, Country>> {
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
            // Folding never makes an `@`, so no text can ask for this key.
            let key = format!("@{}", country.iso3.to_lowercase());
            self.names
                .entry(key)
                .or_default()
                .entry(id)
                .or_default()
                .insert(String::new());
            for name in names.split(';') {
                self.name(name, id, "~");
            }
        }
        if let Some(code) = points.keys().next() {
            bail!("countries.tsv: `{code}` is no country of GeoNames");
        }
        Ok(countries)
    }

    pub(super) fn cities_and_divisions(
        &mut self,
        folder: &Path,
        data: &Path,
        places: &Path,
        countries: &BTreeMap<String, Country>,
    ) -> Result<()> {
        let text = read(&folder.join("cities1000.json"))?;
        let mut cities: BTreeMap<String, City> = serde_json::from_str(&text)?;
        // Middles of divisions are those of the larger places.
        let large: BTreeSet<u32> = cities.values().map(|city| city.geonameid).collect();
        let text = read(&folder.join("cities500.json"))?;
        let small: BTreeMap<String, City> = serde_json::from_str(&text)?;
        for (key, city) in small {
            if ENGLISH_PRESS.contains(&city.countrycode.as_str()) {
                cities.entry(key).or_insert(city);
            }
        }
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

        let mut towns: BTreeMap<String, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
        let mut capitals = BTreeSet::new();
        for city in by_size {
            let Some(country) = countries.get(&city.countrycode) else {
                continue;
            };
            let code = format!("{}.{}", city.countrycode, city.admin1code);
            let within = towns
                .entry(code.clone())
                .or_insert_with(|| (Vec::new(), Vec::new()));
            if large.contains(&city.geonameid) {
                within.0.push(city.latitude);
                within.1.push(city.longitude);
            }

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
            } else if let Some((latitudes, longitudes)) = towns.get(&code) {
                ((middle(latitudes), middle(longitudes)), String::new())
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
            for name in [&name, &plain, &short_division(&name)] {
                // “Western” alone is no name in English, whatever Zambia calls its province.
                if !DIRECTIONS.contains(&fold(name).as_str()) {
                    self.name(name, id, "");
                }
            }
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
        let mut points = Points::new();
        let text = read(&data.join("places/natural_earth_admin1_points.csv"))?;
        for line in text.lines().skip(1) {
            let cells = csv(line);
            if let (Ok(latitude), Ok(longitude)) = (cells[4].parse(), cells[5].parse()) {
                let name = short_division(&cells[3]);
                let key = fold(&name).as_str().to_owned();
                points
                    .entry((cells[1].clone(), key))
                    .or_insert((name, (latitude, longitude)));
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
            let (Some((_, point)), Some(country)) = (
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
        self.former = points;
        Ok(())
    }

    /// Divisions that only Natural Earth has: most were merged since (“Oppland”), and news of their
    /// time, and the people who live there, still call them so.
    pub(super) fn former_divisions(&mut self, countries: &BTreeMap<String, Country>) {
        for ((country, key), (name, point)) in std::mem::take(&mut self.former) {
            // “Norway minor island” is no name; one word that is a name already needs no other.
            let named = name
                .chars()
                .all(|letter| !letter.is_ascii_digit() && letter != '(');
            let Some(country) = countries.get(&country).filter(|_| named) else {
                continue;
            };
            if self.names.contains_key(&key)
                || self.common.contains(&key)
                || DIRECTIONS.contains(&key.as_str())
                || key.len() < 4
            {
                continue;
            }
            self.add_own(&name, point, "ADM2", &country.iso3);
        }
    }

    /// A place that GeoNames has no row for, under an id of our own.
    fn add_own(
        &mut self,
        name: &str,
        (latitude, longitude): (f64, f64),
        feature: &str,
        country: &str,
    ) {
        let id = self.own_id();
        let place = Place {
            name: name.to_owned(),
            latitude,
            longitude,
            feature: feature.to_owned(),
            country: country.to_owned(),
            admin1: String::new(),
            population: 0,
        };
        self.places.insert(id, place);
        self.name(name, id, "");
    }

    pub(super) fn counties(&mut self, data: &Path) -> Result<()> {
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

    pub(super) fn regions(&mut self, data: &Path, places: &Path) -> Result<()> {
        let mut own = rows(&places.join("regions.tsv"))?;
        own.extend(rows(&places.join("sites.tsv"))?);
        for row in own {
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
            self.add_own(&name, (latitude, longitude), feature, "");
        }
        Ok(())
    }

    pub(super) fn further_names(&mut self, places: &Path) -> Result<()> {
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
}

/// The middle of what most of some coordinates span; a few may be filed under a wrong division.
fn middle(coordinates: &[f64]) -> f64 {
    let mut sorted = coordinates.to_vec();
    sorted.sort_by(f64::total_cmp);
    let outside = sorted.len() / 12;
    f64::midpoint(sorted[outside], sorted[sorted.len() - 1 - outside])
}
