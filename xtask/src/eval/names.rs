//! Names: spans and types, exactly and by overlap, and links to an encyclopedia.

use std::collections::{BTreeMap, BTreeSet};

use record::NameKind;
use serde_json::Value;

use super::Scored;
use super::count::{is_word, pairs as one_to_one, prf, shared};
use super::sets::Pair;

/// Start, end, type, identity.
type Name = (i64, i64, &'static str, Option<String>);

#[derive(Default)]
struct Counts {
    gold: usize,
    system: usize,
    exact: usize,
    span: usize,
    overlap: usize,
    links: usize,
    links_found: usize,
    links_right: usize,
    links_silent: usize,
    /// By type: right, system, gold.
    types: BTreeMap<&'static str, [usize; 3]>,
}

/// A document with the names that the language model found.
pub(super) struct Document {
    /// What offsets count in.
    pub(super) text: Vec<char>,
    pub(super) gold: Value,
    /// Start, end, kind.
    pub(super) found: Vec<(i64, i64, NameKind)>,
}

/// Which types are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Types {
    /// Persons, organisations, places and all others, which every set has.
    Four,
    /// As the set has them.
    Own,
}

/// Scores names that are given with their kinds.
pub(super) fn score_found(documents: &[Document], described: bool, types: Types) -> Scored {
    let golds: Vec<_> = documents
        .iter()
        .map(|document| gold(&document.text, &document.gold, described, types))
        .collect();
    let used: BTreeSet<_> = golds.iter().flatten().map(|name| name.2).collect();
    let mut counts = Counts::default();
    for (document, gold) in documents.iter().zip(&golds) {
        let found = document.found.iter().filter_map(|(start, end, kind)| {
            let kind = type_of(kind.as_str(), types)?;
            Some((1.0, (*start, *end, kind, None)))
        });
        let mut system = kept(&document.text, found.collect(), described);
        system.retain(|name| used.contains(name.2));
        count(gold, &system, &mut counts);
    }
    report(&counts, documents.len())
}

/// Scores the names of a set; `described` where its gold also marks nouns, and articles of names.
pub(super) fn score(pairs: &[Pair], described: bool) -> Scored {
    let golds: Vec<_> = pairs
        .iter()
        .map(|pair| gold(&pair.text, &pair.gold, described, Types::Four))
        .collect();
    // A type that the gold never marks is not held against the system.
    let used: BTreeSet<_> = golds.iter().flatten().map(|name| name.2).collect();
    let mut counts = Counts::default();
    for (pair, gold) in pairs.iter().zip(&golds) {
        let mut system = system(pair, described);
        system.retain(|name| used.contains(name.2));
        count(gold, &system, &mut counts);
    }
    report(&counts, pairs.len())
}

fn count(gold: &[Name], system: &[Name], counts: &mut Counts) {
    counts.gold += gold.len();
    counts.system += system.len();
    let typed = |names: &[Name]| -> Vec<_> { names.iter().map(|n| (n.0, n.1, n.2)).collect() };
    let spans = |names: &[Name]| -> Vec<_> { names.iter().map(|n| (n.0, n.1)).collect() };
    counts.exact += shared(&typed(gold), &typed(system));
    counts.span += shared(&spans(gold), &spans(system));
    for name in gold {
        counts.types.entry(name.2).or_default()[2] += 1;
    }
    for name in system {
        counts.types.entry(name.2).or_default()[1] += 1;
    }
    for (kind, sums) in &mut counts.types {
        let of = |names: &[Name]| -> Vec<_> {
            let names = names.iter().filter(|name| name.2 == *kind);
            names.map(|name| (name.0, name.1)).collect()
        };
        sums[0] += shared(&of(gold), &of(system));
    }
    let mut candidates = Vec::new();
    for (x, a) in gold.iter().enumerate() {
        for (y, b) in system.iter().enumerate() {
            if a.0 < b.1 && b.0 < a.1 {
                candidates.push((a.1.min(b.1) - a.0.max(b.0), x, y));
            }
        }
    }
    for (x, y) in one_to_one(candidates) {
        let (a, b) = (&gold[x], &system[y]);
        counts.overlap += usize::from(a.2 == b.2);
        if let Some(identity) = &a.3 {
            let given = b.3.as_deref();
            counts.links_found += 1;
            counts.links_right += usize::from(given.map(norm) == Some(norm(identity)));
            counts.links_silent += usize::from(given.is_none());
        }
    }
    counts.links += gold.iter().filter(|name| name.3.is_some()).count();
}

fn report(counts: &Counts, documents: usize) -> Scored {
    let mut scored = Scored::default();
    scored.lines.push(format!(
        "== all: {documents} documents, gold {}, system {}",
        counts.gold, counts.system
    ));
    for (name, right) in [
        ("exact span+type", counts.exact),
        ("exact span", counts.span),
        ("overlap+type", counts.overlap),
    ] {
        let [p, r, f] = prf(right, counts.system, right, counts.gold).map(|x| 100.0 * x);
        scored
            .lines
            .push(format!("{name:<16} P {p:5.1} R {r:5.1} F1 {f:5.1}"));
        match name {
            "exact span+type" => scored.figures.push(("exact", f)),
            "overlap+type" => scored.figures.push(("overlap", f)),
            _ => {}
        }
    }
    let types: Vec<_> = counts
        .types
        .iter()
        .filter(|(_, [_, _, gold])| *gold > 0)
        .map(|(kind, [right, system, gold])| {
            let [_, _, f] = prf(*right, *system, *right, *gold);
            format!("{kind} F1 {:.1} (gold {gold})", 100.0 * f)
        })
        .collect();
    scored.lines.push(format!("  {}", types.join("  ")));
    if counts.links > 0 {
        let of = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        scored.lines.push(format!(
            "  linking: {} gold links; accuracy on found {:.1} (no answer {:.1}); end-to-end recall {:.1}",
            counts.links,
            of(counts.links_right, counts.links_found),
            of(counts.links_silent, counts.links_found),
            of(counts.links_right, counts.links)
        ));
    }
    scored
}

/// The last part of an address, with low lines for spaces.
fn norm(identity: &str) -> String {
    let identity = identity.replace(' ', "_");
    identity.rsplit('/').next().unwrap_or_default().to_owned()
}

fn gold(text: &[char], gold: &Value, described: bool, types: Types) -> Vec<Name> {
    let rows = gold["entities"].as_array().into_iter().flatten();
    let mut names = Vec::new();
    for row in rows {
        let Some(kind) = type_of(row["type"].as_str().unwrap_or_default(), types) else {
            continue;
        };
        let (start, end) = (&row["start"], &row["end"]);
        let (start, end) = (
            start.as_i64().unwrap_or_default(),
            end.as_i64().unwrap_or_default(),
        );
        if described && !has_capital(text, start, end) {
            continue;
        }
        let link = |name: &str| row[name].as_str().filter(|l| !l.is_empty());
        let identity = link("identity").or_else(|| link("wikidata"));
        let sure = row.get("confidence").and_then(Value::as_f64);
        let name = (start, end, kind, identity.map(str::to_owned));
        names.push((sure.unwrap_or(1.0), name));
    }
    kept(text, names, described)
}

fn system(pair: &Pair, described: bool) -> Vec<Name> {
    let shift = i64::from(pair.shift);
    let entities = pair.reading.iter().flat_map(|reading| &reading.entities);
    let mut names = Vec::new();
    for entity in entities {
        let link = |link: &Option<String>| link.clone().filter(|link| !link.is_empty());
        let identity = link(&entity.wikipedia).or_else(|| link(&entity.wikidata));
        for mention in &entity.mentions {
            let (start, end) = (i64::from(mention.start), i64::from(mention.end));
            if !["name", "demonym"].contains(&mention.form.as_str()) || start < shift {
                continue;
            }
            let kind = match entity.r#type.as_str() {
                _ if mention.form == "demonym" => "MISC",
                "person" => "PER",
                "organization" => "ORG",
                "place" | "facility" => "LOC",
                _ => "MISC",
            };
            names.push((1.0, (start - shift, end - shift, kind, identity.clone())));
        }
    }
    kept(&pair.text, names, described)
}

/// Of overlapping names the longest, then the surest, then the first.
fn kept(text: &[char], mut names: Vec<(f64, Name)>, described: bool) -> Vec<Name> {
    if described {
        for (_, name) in &mut names {
            name.0 += article(text, name.0, name.1);
        }
    }
    names.sort_by(|(sure, a), (other, b)| {
        let length = (b.1 - b.0).cmp(&(a.1 - a.0));
        length.then(other.total_cmp(sure))
    });
    let mut kept = Vec::<Name>::new();
    // The end of each kept name by its start: kept ones are apart, so neighbours are enough.
    let mut ends = BTreeMap::<i64, i64>::new();
    for (_, name) in names {
        let before = ends.range(..name.1).next_back();
        let clash = before.is_some_and(|(_, end)| *end > name.0);
        if !clash {
            ends.insert(name.0, name.1);
            kept.push(name);
        }
    }
    kept.sort();
    kept.dedup();
    kept
}

/// The length of an article in front, with its space.
fn article(text: &[char], start: i64, end: i64) -> i64 {
    let words: String = text
        .get(start as usize..(end as usize).min(text.len()))
        .unwrap_or_default()
        .iter()
        .take(4)
        .collect();
    ["the ", "The ", "an ", "An ", "a ", "A "]
        .into_iter()
        .find(|article| words.starts_with(article))
        .map_or(0, |article| article.len() as i64)
}

/// Whether a word in a span begins with a capital of the Latin alphabet.
fn has_capital(text: &[char], start: i64, end: i64) -> bool {
    let words = text
        .get(start as usize..(end as usize).min(text.len()))
        .unwrap_or_default();
    let mut inside = false;
    words.iter().any(|character| {
        let begins = !inside && character.is_ascii_uppercase();
        inside = is_word(*character);
        begins
    })
}

fn type_of(name: &str, types: Types) -> Option<&'static str> {
    match types {
        Types::Four => kind(name),
        Types::Own => NameKind::from_name(name).map(NameKind::as_str),
    }
}

/// The names of types in the data sets, as four.
fn kind(name: &str) -> Option<&'static str> {
    Some(match name {
        "PER" | "ORG" | "LOC" | "MISC" => {
            return ["PER", "ORG", "LOC", "MISC"]
                .into_iter()
                .find(|one| *one == name);
        }
        _ => match name.to_lowercase().as_str() {
            "person" | "per" | "politician" => "PER",
            "organization" | "organisation" | "org" | "politicalparty" => "ORG",
            "place" | "location" | "loc" | "gpe" | "country" | "fac" | "facility" => "LOC",
            "nationality" | "norp" | "misc" | "oth" | "event" | "election" | "militaryplatform"
            | "pro" | "product" | "mix" => "MISC",
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_capitals() {
        let text: Vec<char> = "the United Nations said McDonald".chars().collect();
        assert_eq!(article(&text, 0, 18), 4);
        assert_eq!(article(&text, 4, 18), 0);
        for (start, end, has) in [
            (0, 3, false),
            (0, 18, true),
            (25, 32, false),
            (24, 32, true),
        ] {
            assert_eq!(has_capital(&text, start, end), has, "{start}..{end}");
        }
    }
}
