//! Where a paper is at home, as its address and name say.

use lexicon::{Gazetteer, fold};
use record::Document;

use super::sense::Group;

/// Where a paper is at home.
#[derive(Default)]
pub(super) struct Home {
    /// ISO 3166-1 alpha-3 of its country, from the address.
    pub(super) country: Option<&'static str>,
    /// The name in its address, without spaces (`columbiadailyherald`).
    pub(super) label: String,
    /// A place that its name begins with.
    pub(super) place: Option<Group>,
}

impl Home {
    /// Whether the paper bears a name of the text.
    pub(super) fn is_named_after(&self, group: &Group) -> bool {
        group.key.len() >= SHORTEST && self.label.contains(&group.key)
    }
}

/// A shorter name would be found in too many labels by accident.
const SHORTEST: usize = 5;

/// What the document's address and publisher say of its home.
pub(super) fn of(document: &Document, gazetteer: &Gazetteer) -> Home {
    let mut home = Home::default();
    let address = document.uri.as_deref().or(document.canonical.as_deref());
    let publisher = document.publisher.as_deref().unwrap_or("");
    let host = address.map_or("", host);
    for name in [host, publisher] {
        if name.len() > 120 {
            continue;
        }
        // The referrers of this world write a domain where a name should be.
        if name.contains('.') && !name.contains(' ') {
            let name = host_of(name);
            let mut parts = name.rsplit('.');
            let last = parts.next().unwrap_or("");
            home.country = home.country.or(country(last));
            let label = parts.find(|part| part.len() > 3).unwrap_or("");
            home.label
                .push_str(fold(label).as_str().replace(' ', "").as_str());
        } else {
            home.label
                .push_str(fold(name).as_str().replace(' ', "").as_str());
            let words = gazetteer.longest(name.split(' '));
            if words > 0 {
                let name: Vec<&str> = name.split(' ').take(words).collect();
                home.place = Some(Group::of(&name.join(" "), None, gazetteer));
            }
        }
        home.label.push('.');
    }
    if home.place.is_none() {
        home.place = named_by(&home.label, gazetteer);
    }
    home
}

/// The longest place that a label starts with, after words that papers put in front.
fn named_by(label: &str, gazetteer: &Gazetteer) -> Option<Group> {
    let label = label.split('.').next()?;
    let label = ["the", "online", "thisis", "my", "daily", "news"]
        .into_iter()
        .find_map(|word| label.strip_prefix(word))
        .unwrap_or(label);
    (SHORTEST..=label.len().min(24))
        .rev()
        .filter(|&end| label.is_char_boundary(end))
        .find_map(|end| {
            let found = gazetteer.find_folded(&label[..end])?;
            (found.class != lexicon::NameClass::Word)
                .then(|| Group::of(&label[..end], None, gazetteer))
        })
        .filter(|group| !group.senses.is_empty())
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or("")
}

fn host_of(name: &str) -> &str {
    name.strip_prefix("www.").unwrap_or(name)
}

/// The country of a top-level domain, where papers use it.
fn country(domain: &str) -> Option<&'static str> {
    let found = COUNTRIES.iter().find(|(code, _)| *code == domain);
    found.map(|(_, country)| *country)
}

const COUNTRIES: [(&str, &str); 62] = [
    ("ae", "ARE"),
    ("ar", "ARG"),
    ("at", "AUT"),
    ("au", "AUS"),
    ("bd", "BGD"),
    ("be", "BEL"),
    ("bg", "BGR"),
    ("br", "BRA"),
    ("bw", "BWA"),
    ("ca", "CAN"),
    ("ch", "CHE"),
    ("cl", "CHL"),
    ("cn", "CHN"),
    ("cy", "CYP"),
    ("cz", "CZE"),
    ("de", "DEU"),
    ("dk", "DNK"),
    ("ee", "EST"),
    ("eg", "EGY"),
    ("es", "ESP"),
    ("et", "ETH"),
    ("fi", "FIN"),
    ("fj", "FJI"),
    ("fr", "FRA"),
    ("gh", "GHA"),
    ("gr", "GRC"),
    ("hk", "HKG"),
    ("hr", "HRV"),
    ("hu", "HUN"),
    ("id", "IDN"),
    ("ie", "IRL"),
    ("il", "ISR"),
    ("in", "IND"),
    ("ir", "IRN"),
    ("it", "ITA"),
    ("jm", "JAM"),
    ("jp", "JPN"),
    ("ke", "KEN"),
    ("kr", "KOR"),
    ("lk", "LKA"),
    ("mt", "MLT"),
    ("my", "MYS"),
    ("na", "NAM"),
    ("ng", "NGA"),
    ("nl", "NLD"),
    ("no", "NOR"),
    ("np", "NPL"),
    ("nz", "NZL"),
    ("ph", "PHL"),
    ("pk", "PAK"),
    ("pl", "POL"),
    ("pt", "PRT"),
    ("ro", "ROU"),
    ("ru", "RUS"),
    ("se", "SWE"),
    ("sg", "SGP"),
    ("tr", "TUR"),
    ("tw", "TWN"),
    ("ua", "UKR"),
    ("ug", "UGA"),
    ("uk", "GBR"),
    ("za", "ZAF"),
];
