//! What a name can mean, and how likely each meaning is before the document is heard.

use lexicon::{Candidate, Gazetteer, Name, Written, fold};

/// A name of the document with its possible meanings.
pub(super) struct Group {
    pub(super) senses: Vec<Sense>,
    /// The division or country that follows the name after a comma.
    pub(super) container: Option<Candidate>,
    /// The name without spaces, to be found in the name of a paper.
    pub(super) key: String,
    /// Whether its senses are only where what is named stands, not what is named.
    pub(super) site: bool,
    /// Whether the words themselves say that it is a place, so that no support is needed: a county's
    /// name, or where an elected person is from.
    is_said: bool,
    /// Positions of groups that stand beside it in a list.
    pub(super) peers: Vec<usize>,
}

/// One thing that a name can mean.
pub(super) struct Sense {
    pub(super) place: Candidate,
    /// How likely it is without context, in powers of ten of inhabitants.
    pub(super) prior: f64,
    /// The prior with what the document says.
    pub(super) score: f64,
    /// Its share of all senses of the name, 0 to 1.
    pub(super) belief: f64,
    favoured: bool,
}

/// What a name means.
pub(super) enum Meaning<'a> {
    /// Nothing that is known.
    Unknown,
    /// This, with how sure that is.
    Is(&'a Sense, f32),
    /// An unknown place in this division or country.
    Within(&'a Candidate),
}

/// Names that are two in one are no longer than this.
const LONGEST_DOUBLE: usize = 48;

/// Senses that are weighed for one name; the largest places stay.
const MOST_SENSES: usize = 24;

impl Group {
    /// The meanings of a name, in a container if one follows it.
    pub(super) fn of(words: &str, container: Option<Candidate>, gazetteer: &Gazetteer) -> Self {
        let mut senses = senses(words, gazetteer);
        let mut site = false;
        if senses.is_empty() && words.len() < LONGEST_DOUBLE {
            senses = of_first(words, gazetteer);
            if senses.is_empty() {
                senses = of_site(words, gazetteer);
                site = true;
            }
        }
        if let Some(container) = &container {
            senses.retain(|sense| lies_in(&sense.place, container));
        } else if is_compass_point(words) {
            // “the West” is no town in Texas, unless Texas follows.
            senses.clear();
        }
        let mut group = Self::with(senses, container, words);
        group.site = site;
        group
    }

    /// The counties of a name that stands before “county” or “counties”.
    pub(super) fn of_counties(words: &str, gazetteer: &Gazetteer) -> Option<Self> {
        let mut county = fold(words);
        county.push_words("county");
        let found = gazetteer.find_folded(county.as_str())?;
        let senses = found.candidates().map(Sense::new).collect();
        Some(Self::with(senses, None, county.as_str()))
    }

    /// The one meaning of a demonym.
    pub(super) fn of_country(code: &str, gazetteer: &Gazetteer) -> Self {
        let senses = gazetteer.country(code).map(Sense::new);
        Self::with(senses.into_iter().collect(), None, "")
    }

    fn with(mut senses: Vec<Sense>, container: Option<Candidate>, words: &str) -> Self {
        senses.sort_by(|a, b| {
            b.prior
                .total_cmp(&a.prior)
                .then_with(|| a.place.id.cmp(&b.place.id))
        });
        senses.dedup_by_key(|sense| sense.place.id);
        senses.truncate(MOST_SENSES);
        let mut group = Self {
            senses,
            container,
            key: fold(words).as_str().replace(' ', ""),
            site: false,
            is_said: words.to_lowercase().ends_with("county") || party(words).is_some(),
            peers: Vec::new(),
        };
        group.share();
        group
    }

    /// Whether its container is known and nothing of that name in it.
    pub(super) fn is_lost(&self) -> bool {
        self.senses.is_empty() && self.container.is_none()
    }

    /// Takes the group out of the document, when another stands for it.
    pub(super) fn retire(&mut self) {
        self.senses.clear();
    }

    /// Notes a group that stands beside this one in a list.
    pub(super) fn join(&mut self, group: usize) {
        const MOST: usize = 6;
        if self.peers.len() < MOST && !self.peers.contains(&group) {
            self.peers.push(group);
        }
    }

    /// Takes the word of another name that this one, after a comma, holds it.
    pub(super) fn favour(&mut self, id: u32) {
        const WORTH: f64 = 3.0;
        for sense in &mut self.senses {
            if sense.place.id == id && !sense.favoured {
                sense.favoured = true;
                sense.prior += WORTH;
                sense.score = sense.prior;
            }
        }
        self.share();
    }

    /// The best sense.
    pub(super) fn best(&self) -> Option<&Sense> {
        self.senses.iter().reduce(|best, sense| {
            if sense.score > best.score {
                sense
            } else {
                best
            }
        })
    }

    /// What the name means, after all has been weighed.
    pub(super) fn meaning(&self) -> Meaning<'_> {
        match (self.best(), &self.container) {
            (Some(best), None) if best.is_unsupported() && !self.is_said => Meaning::Unknown,
            (Some(best), _) => Meaning::Is(best, confidence(best)),
            (None, Some(container)) => Meaning::Within(container),
            (None, None) => Meaning::Unknown,
        }
    }

    /// Shares belief out by score.
    pub(super) fn share(&mut self) {
        let best = self.best().map_or(0.0, |sense| sense.score);
        let mut total = 0.0;
        for sense in &mut self.senses {
            // A rational stand-in for a soft maximum, the same on every machine.
            let behind = 1.0 + 2.0 * (best - sense.score);
            sense.belief = 1.0 / (behind * behind * behind);
            total += sense.belief;
        }
        for sense in &mut self.senses {
            sense.belief /= total;
        }
    }
}

/// Support from which on a document speaks for a place.
const SUPPORTED: f64 = 0.5;

impl Sense {
    /// What the document says for it.
    fn support(&self) -> f64 {
        self.score - self.prior
    }

    /// Whether it is a small place that nothing in the document speaks for, and the only one of
    /// its name. Three in four of these were something else (“Crescent”, a street, is no town in
    /// Oklahoma); a name that several towns bear is more likely meant as one.
    fn is_unsupported(&self) -> bool {
        const SMALL: f64 = 5.0;
        let local = self.place.is_settlement() || self.place.feature == "ADM2";
        local && self.belief > 0.97 && self.prior < SMALL && self.support() < SUPPORTED
    }

    fn new(place: Candidate) -> Self {
        let prior = prior(&place);
        Self {
            place,
            prior,
            score: prior,
            belief: 0.0,
            favoured: false,
        }
    }
}

/// Whether a place lies in a division or country.
pub(super) fn lies_in(place: &Candidate, container: &Candidate) -> bool {
    if container.is_country() {
        place.country == container.country && !place.is_country()
    } else {
        place.country == container.country && place.admin1 == container.admin1 && !place.is_admin1()
    }
}

/// The candidates for a name; where it has none, for its core (“northern Idlib province”).
fn senses(words: &str, gazetteer: &Gazetteer) -> Vec<Sense> {
    let words = words.trim_end_matches("'s").trim_end_matches("’s");
    let mut core = words;
    loop {
        let mut senses: Vec<Sense> = gazetteer.candidates(core).map(Sense::new).collect();
        if senses.is_empty() {
            // An abbreviation that is called a toponym needs no stop and no comma, but its capitals:
            // “La” is not Los Angeles.
            let found = gazetteer.find(core).filter(|_| core == words);
            senses = found
                .into_iter()
                .flat_map(Name::candidates)
                .filter(|place| place.written != Written::Capitals)
                .map(Sense::new)
                .collect();
        }
        if !senses.is_empty() {
            // “Laurel” can be the county that an earlier sentence called so in full.
            let mut county = fold(core);
            county.push_words("county");
            let counties = gazetteer.find_folded(county.as_str());
            senses.extend(
                counties
                    .into_iter()
                    .flat_map(Name::candidates)
                    .map(|mut place| {
                        place.alternate = true;
                        Sense::new(place)
                    }),
            );
            return senses;
        }
        match without_description(core) {
            Some(shorter) => core = shorter,
            None => return senses,
        }
    }
}

/// A name without a word that only describes: “northern Idlib province”, “City of Leeds”; without
/// the party of who is elected there (“D-Elm City”).
fn without_description(name: &str) -> Option<&str> {
    const BEFORE: [&str; 25] = [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "downtown",
        "greater",
        "metro",
        "mainland",
        "inner",
        "upstate",
    ];
    // “City of Leeds”, but a city hall lies in no town that is called Hall.
    const BEFORE_OF: [&str; 7] = [
        "city", "state", "province", "town", "republic", "village", "county",
    ];
    const AFTER: [&str; 18] = [
        "province",
        "governorate",
        "region",
        "district",
        "city",
        "county",
        "state",
        "oblast",
        "area",
        "prefecture",
        "municipality",
        "town",
        "village",
        "island",
        "territory",
        "parish",
        "peninsula",
        "republic",
    ];
    let is = |word: &str, list: &[&str]| list.iter().any(|one| word.eq_ignore_ascii_case(one));
    if let Some(rest) = party(name) {
        return Some(rest);
    }
    if let Some((first, rest)) = name.split_once([' ', '-']) {
        if is(first, &BEFORE) {
            return Some(rest.trim_start());
        }
        if is(first, &BEFORE_OF)
            && let Some(rest) = rest.strip_prefix("of ")
        {
            return Some(rest.trim_start());
        }
    }
    let (rest, last) = name.rsplit_once(' ')?;
    is(last, &AFTER).then(|| rest.trim_end())
}

fn is_compass_point(word: &str) -> bool {
    ["north", "south", "east", "west"]
        .iter()
        .any(|direction| word.eq_ignore_ascii_case(direction))
}

/// Where something stands that bears the name of its town: “Manila Cathedral”. A street or square
/// bears any town's name.
fn of_site(words: &str, gazetteer: &Gazetteer) -> Vec<Sense> {
    match words.rsplit_once(' ') {
        Some((first, last)) if SITES.contains(&last) && gazetteer.is_well_known(first) => {
            gazetteer.candidates(first).map(Sense::new).collect()
        }
        _ => Vec::new(),
    }
}

/// What stands in the town whose name it bears.
const SITES: [&str; 19] = [
    "Airport",
    "Castle",
    "Cathedral",
    "Gardens",
    "Governorate",
    "Harbor",
    "Harbour",
    "Hospital",
    "Museum",
    "Palace",
    "Port",
    "Prison",
    "Stadium",
    "Station",
    "University",
    "Waterfront",
    "Valley",
    "Zoo",
    "Mosque",
];

/// What stands behind a party and a hyphen: “D-Elm City”.
fn party(name: &str) -> Option<&str> {
    ["D-", "R-", "I-"]
        .iter()
        .find_map(|party| name.strip_prefix(party))
}

/// The candidates of the first of two names in one: “Kaduna Kaduna State”, where the second holds
/// the first, and “Fargo-Moorhead”, twins that lie together.
fn of_first(words: &str, gazetteer: &Gazetteer) -> Vec<Sense> {
    const SHORTEST: usize = 4;
    if let Some((first, second)) = words.split_once(['-', '–', '/'])
        && first.len() >= SHORTEST
        && second.starts_with(char::is_uppercase)
    {
        return gazetteer.candidates(first).map(Sense::new).collect();
    }
    for (space, _) in words.match_indices(' ').take(4) {
        let (first, second) = (&words[..space], &words[space + 1..]);
        let containers = senses(second, gazetteer);
        let containers = || {
            let places = containers.iter().map(|sense| &sense.place);
            places.filter(|place| place.is_admin1() || place.is_country())
        };
        let inner: Vec<Sense> = gazetteer
            .candidates(first)
            .filter(|place| containers().any(|container| lies_in(place, container)))
            .map(Sense::new)
            .collect();
        if !inner.is_empty() {
            return inner;
        }
    }
    Vec::new()
}

/// How likely a place is to be meant, in powers of ten of inhabitants.
fn prior(place: &Candidate) -> f64 {
    let base = match place.feature {
        "PPLC" => powers_of_ten(place.population) + 1.0,
        "PPLA" => powers_of_ten(place.population) + 0.4,
        "ADM1" if matches!(place.country, "USA" | "CAN" | "AUS" | "GBR" | "IND") => 6.3,
        "ADM1" => 5.2,
        "ADM2" => 4.2,
        "CONT" => 8.5,
        "PCLH" => 7.0,
        _ if place.is_region() => 7.0,
        feature if feature.starts_with("PCL") => 8.5,
        feature if feature.starts_with("PPL") => powers_of_ten(place.population),
        _ => 5.5,
    };
    if place.alternate && (place.is_settlement() || place.feature == "ADM2") {
        base - 0.8
    } else {
        base
    }
}

/// The decimal logarithm, close enough and the same on every machine; at least 2.5.
fn powers_of_ten(number: u64) -> f64 {
    let number = number.max(300);
    let power = number.ilog2();
    let twos = f64::from(power) + number as f64 / (1_u64 << power) as f64 - 1.0;
    twos * std::f64::consts::LOG10_2
}

/// How often a place like this was the right one, measured on four sets of news.
fn confidence(sense: &Sense) -> f32 {
    let place = &sense.place;
    let sure = if place.is_country() {
        0.95
    } else if place.is_admin1() || place.feature == "ADM2" {
        between(
            &[(0.0, 0.1), (0.5, 0.4), (0.6, 0.8), (1.0, 0.98)],
            sense.belief,
        )
    } else if place.is_settlement() {
        let rivals = [
            (0.0, 0.2),
            (0.5, 0.5),
            (0.75, 0.68),
            (0.9, 0.8),
            (0.95, 0.88),
            (1.0, 0.97),
        ];
        let alone = sense.support() < SUPPORTED;
        let faint = sense.prior < 4.0 && sense.support() < 2.5;
        between(&rivals, sense.belief) * if alone || faint { 0.7 } else { 1.0 }
    } else {
        0.85
    };
    sure as f32
}

/// The value at `x` on the line through points that rise from left to right.
fn between(points: &[(f64, f64)], x: f64) -> f64 {
    let mut left = points[0];
    for &right in points {
        if x <= right.0 && right.0 > left.0 {
            return left.1 + (right.1 - left.1) * (x - left.0) / (right.0 - left.0);
        }
        left = right;
    }
    left.1
}
