//! Which of the sources' names English news could write, and how.

/// Whether an alternate name can stand in English news, and begins with no foreign word for what
/// it is.
pub(super) fn is_english_like(name: &str) -> bool {
    lexicon::is_english_like(name)
        && !FOREIGN_PREFIXES.iter().any(|prefix| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.starts_with(' '))
        })
}

/// A division's name without what kind of division it is.
pub(super) fn short_division(name: &str) -> String {
    let name = name.trim();
    // The District of Columbia has its capital's name in GeoNames.
    if name == "Washington, D.C." {
        return "District of Columbia".to_owned();
    }
    // “Province of Aklan”, “County of Powys”; “State of Palestine” keeps its words, as a country.
    let name = ["Province of ", "County of ", "Sir "]
        .into_iter()
        .find_map(|kind| name.strip_prefix(kind))
        .unwrap_or(name);
    match name.rsplit_once(' ') {
        Some((rest, last)) if DIVISION_WORDS.contains(&last) && rest.len() > 3 => rest.to_owned(),
        _ => name.to_owned(),
    }
}

/// The feature code of a kind of region.
pub(super) fn region_feature(kind: &str) -> Option<&'static str> {
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
pub(super) fn spelled_out(label: &str) -> String {
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

/// Names of divisions that say nothing alone.
pub(super) const DIRECTIONS: [&str; 22] = [
    "central",
    "center",
    "centre",
    "east",
    "eastern",
    "littoral",
    "north",
    "north central",
    "north east",
    "north eastern",
    "north west",
    "north western",
    "northern",
    "northwest",
    "coast",
    "plateau",
    "south",
    "south east",
    "southern",
    "upper",
    "west",
    "western",
];
