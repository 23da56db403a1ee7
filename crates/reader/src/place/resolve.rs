//! Names that stand together lie together: each name's senses are weighed by the others'.
//!
//! A sense is supported by the other names of the document: by a country or division that holds
//! it, by places near it, by the home of the paper. Support grows with each name and levels off.
//! A few rounds let “Columbia”, “Nashville” and “Tenn.” settle each other. Work is bounded: names
//! beyond a fixed number are weighed, but do not weigh on others.

use lexicon::Candidate;

use super::home::Home;
use super::sense::{Group, Sense};

/// Rounds until nothing moves any more, in practice.
const ROUNDS: usize = 5;
/// Names that support others, the first of the document.
const MOST_SUPPORTERS: usize = 40;
/// Senses of a supporter that are heard, the largest.
const MOST_HEARD: usize = 12;
/// What full support is worth, in powers of ten of inhabitants.
const FULL_SUPPORT: f64 = 6.0;
/// Support from this many names is half of full support.
const HALF_SUPPORT: f64 = 1.6;
/// A city of this size is spoken of everywhere, and says less of its neighbourhood: envoys in New
/// York and Geneva are not in two towns of one state.
const WORLD_CITY: u64 = 2_000_000;
const WORLD_CITY_WEIGHT: f64 = 0.7;
/// How much more a name counts that stands beside this one.
const PEER_WEIGHT: f64 = 1.0;
/// How much the home of the paper counts beside a name of the text.
const HOME_WEIGHT: f64 = 1.0;

/// How much it counts that the paper bears the name of the place (“The Paris News”).
const NAMESAKE_WEIGHT: f64 = 1.5;
/// Where papers named after a place are at home when their address does not say.
const LOCAL_PRESS: &str = "USA";

/// Weighs the senses of all names.
pub(super) fn resolve(groups: &mut [Group], home: &Home) {
    for _ in 0..ROUNDS {
        let scores: Vec<Vec<f64>> = groups
            .iter()
            .enumerate()
            .map(|(index, group)| {
                let senses = group.senses.iter();
                senses
                    .map(|sense| sense.prior + support(sense, index, groups, home))
                    .collect()
            })
            .collect();
        for (group, scores) in groups.iter_mut().zip(scores) {
            for (sense, score) in group.senses.iter_mut().zip(scores) {
                sense.score = score;
            }
            group.share();
        }
    }
}

/// What the rest of the document is worth to a sense.
fn support(sense: &Sense, own: usize, groups: &[Group], home: &Home) -> f64 {
    let mut sum = 0.0;
    let local = home.is_named_after(&groups[own]);
    if local
        && sense.place.country == home.country.unwrap_or(LOCAL_PRESS)
        && !sense.place.is_country()
    {
        sum += NAMESAKE_WEIGHT;
    }
    let others = groups.iter().enumerate().filter(|(index, _)| *index != own);
    for (_, group) in others.take(MOST_SUPPORTERS) {
        sum += heard(&sense.place, group);
        if group.senses.is_empty()
            && let Some(container) = &group.container
        {
            sum += relation(&sense.place, container);
        }
    }
    for &peer in &groups[own].peers {
        let senses = groups[peer].senses.iter().take(MOST_HEARD);
        sum += senses
            .map(|other| {
                let together = PEER_WEIGHT * relation(&sense.place, &other.place);
                other.belief * (together + likeness(&sense.place, &other.place))
            })
            .sum::<f64>();
    }
    if let Some(group) = home.place.as_ref().filter(|_| !local) {
        sum += HOME_WEIGHT * heard(&sense.place, group);
    }
    if home
        .country
        .is_some_and(|country| country == sense.place.country)
    {
        sum += HOME_WEIGHT * 0.5;
    }
    FULL_SUPPORT * sum / (sum + HALF_SUPPORT)
}

/// What one other name says for a place: the relation of its senses, each as likely as it is.
fn heard(place: &Candidate, group: &Group) -> f64 {
    let senses = group.senses.iter().take(MOST_HEARD);
    senses
        .map(|other| {
            let far = other.place.population > WORLD_CITY && other.place.id != place.id;
            let weight = if far { WORLD_CITY_WEIGHT } else { 1.0 };
            weight * other.belief * relation(place, &other.place)
        })
        .sum()
}

/// How well two places fit in one list: lists are of countries, of divisions or of towns.
fn likeness(place: &Candidate, other: &Candidate) -> f64 {
    let same_country = place.country == other.country;
    if place.is_admin1() && other.is_admin1() && same_country {
        0.8
    } else if place.is_country() && other.is_country() {
        0.5
    } else if place.is_settlement() && other.is_settlement() && same_country {
        0.3
    } else {
        0.0
    }
}

/// How closely two places belong together, 0 to about 2.
fn relation(place: &Candidate, other: &Candidate) -> f64 {
    let same_country = !place.country.is_empty() && place.country == other.country;
    let same_division = same_country && !place.admin1.is_empty() && place.admin1 == other.admin1;
    if other.id == place.id {
        return 1.5;
    }
    if other.is_country() || place.is_country() {
        return if same_country { 0.4 } else { 0.0 };
    }
    if other.is_admin1() || place.is_admin1() {
        return if same_division {
            1.0
        } else if same_country {
            // Divisions of one country come in lists; a town says less of a division elsewhere.
            if other.is_admin1() && place.is_admin1() {
                0.45
            } else {
                0.3
            }
        } else {
            0.0
        };
    }
    let kilometres = kilometres(place, other) / 80.0;
    let near = 1.0 / (1.0 + kilometres * kilometres);
    near + if same_division {
        0.5
    } else if same_country {
        0.2
    } else {
        0.0
    }
}

/// The distance, close enough for ranking and the same on every machine.
fn kilometres(a: &Candidate, b: &Candidate) -> f64 {
    const DEGREE: f64 = 111.2;
    let north = (a.latitude - b.latitude).abs();
    let mut east = (a.longitude - b.longitude).abs();
    if east > 180.0 {
        east = 360.0 - east;
    }
    // The cosine of the mean latitude, by its series.
    let x = (f64::midpoint(a.latitude, b.latitude)).to_radians();
    let square = x * x;
    let cosine = 1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0;
    let east = east * cosine.max(0.0);
    DEGREE * (north * north + east * east).sqrt()
}
