//! Events of a sentence by type, and by type with the countries of those who take part.

use std::collections::BTreeSet;

use record::wire::{Event, Reading};
use serde_json::Value;

use super::Scored;
use super::count::{f1, ratio};
use super::sets::Pair;

/// Type, countries of actors, countries of recipients, whether it goes both ways.
struct Act {
    kind: String,
    actors: BTreeSet<String>,
    recipients: BTreeSet<String>,
    reciprocal: bool,
}

/// Scores the events of a set; `merged` for the set that puts two types into one.
pub(super) fn score(pairs: &[Pair], merged: bool, path: &str) -> Scored {
    let all: Vec<(Vec<Act>, Vec<Act>)> = pairs
        .iter()
        .map(|pair| (gold(&pair.gold, merged), system(pair, merged)))
        .collect();
    let gold_count: usize = all.iter().map(|(gold, _)| gold.len()).sum();
    let emitted: usize = all.iter().map(|(_, system)| system.len()).sum();
    let silent = all.iter().filter(|(_, system)| system.is_empty()).count();
    let spoke = all.iter().filter(|(_, system)| !system.is_empty());
    let right = spoke
        .clone()
        .filter(|(gold, system)| gold.iter().any(|g| system.iter().any(|e| hit(0, g, e))))
        .count();
    let sentence_precision = ratio(right, spoke.count());
    let percent = |share: f64| format!("{:5.1}", 100.0 * share);
    let mut scored = Scored::default();
    scored.lines.push(format!(
        "{path}: {} sentences, {gold_count} gold events, {emitted} emitted, silent on {silent} ({}%), P(sent) {}%",
        all.len(),
        percent(silent as f64 / all.len().max(1) as f64).trim(),
        percent(sentence_precision).trim(),
    ));
    scored.lines.push("level   recall  prec    F1".to_owned());
    for (level, name, figure) in [
        (0, "type", "type recall"),
        (1, "+src", ""),
        (2, "+dyad", "dyad recall"),
    ] {
        let found: usize = all
            .iter()
            .map(|(gold, system)| {
                let found = gold
                    .iter()
                    .filter(|g| system.iter().any(|e| hit(level, g, e)));
                found.count()
            })
            .sum();
        let correct: usize = all
            .iter()
            .map(|(gold, system)| {
                let correct = system
                    .iter()
                    .filter(|e| gold.iter().any(|g| hit(level, g, e)));
                correct.count()
            })
            .sum();
        let (recall, precision) = (ratio(found, gold_count), ratio(correct, emitted));
        scored.lines.push(format!(
            "{name:<6}  {}  {}  {}",
            percent(recall),
            percent(precision),
            percent(f1(precision, recall))
        ));
        if !figure.is_empty() {
            scored.figures.push((figure, 100.0 * recall));
        }
        if level == 0 {
            scored.figures.push(("P(sent)", 100.0 * sentence_precision));
        }
    }
    scored
}

fn hit(level: u8, gold: &Act, event: &Act) -> bool {
    if gold.kind != event.kind {
        return false;
    }
    if level == 0 {
        return true;
    }
    let meet = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_disjoint(b);
    if gold.reciprocal {
        let wanted = &gold.actors | &gold.recipients;
        let found = &event.actors | &event.recipients;
        if wanted.is_empty() {
            return true;
        }
        if level == 1 || wanted.len() == 1 {
            return meet(&found, &wanted);
        }
        return meet(&event.actors, &wanted)
            && meet(&event.recipients, &wanted)
            && (&found & &wanted).len() >= 2;
    }
    if !gold.actors.is_empty() && !meet(&event.actors, &gold.actors) {
        return false;
    }
    level == 1 || gold.recipients.is_empty() || meet(&event.recipients, &gold.recipients)
}

fn gold(document: &Value, merged: bool) -> Vec<Act> {
    let alone = std::slice::from_ref(document);
    let rows = document["events"].as_array().map_or(alone, Vec::as_slice);
    rows.iter()
        .filter_map(|row| {
            let said = |name: &str| row[name].as_str().filter(|word| !word.is_empty());
            let kind = said("event").or_else(|| said("plover"))?;
            Some(Act {
                kind: current(kind, merged).to_owned(),
                actors: countries(&row["source"]),
                recipients: countries(&row["target"]),
                reciprocal: row["reciprocal"].as_bool().unwrap_or_default(),
            })
        })
        .collect()
}

fn countries(value: &Value) -> BTreeSet<String> {
    let code = |one: &Value| match one {
        Value::Object(actor) => actor.get("code")?.as_str().and_then(country),
        other => other.as_str().and_then(country),
    };
    match value {
        Value::Array(all) => all.iter().filter_map(code).collect(),
        Value::Null | Value::Object(_) => BTreeSet::new(),
        one => code(one).into_iter().collect(),
    }
}

fn system(pair: &Pair, merged: bool) -> Vec<Act> {
    let Some(reading) = &pair.reading else {
        return Vec::new();
    };
    reading
        .events
        .iter()
        .filter(|event| !event.r#type.is_empty())
        .map(|event| act(event, reading, merged))
        .collect()
}

fn act(event: &Event, reading: &Reading, merged: bool) -> Act {
    let of = |ids: &[String]| -> BTreeSet<String> {
        ids.iter()
            .filter_map(|id| reading.entities.iter().find(|entity| entity.id == *id))
            .filter_map(|entity| country(entity.country.as_deref()?))
            .collect()
    };
    let actors = of(&event.actors);
    Act {
        kind: current(&event.r#type, merged).to_owned(),
        recipients: if event.reciprocal {
            actors.clone()
        } else {
            of(&event.recipients)
        },
        actors,
        reciprocal: false,
    }
}

/// Types as the ontology has named them since 2021.
fn current(kind: &str, merged: bool) -> &str {
    match kind {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "SACTION" => "SANCTION",
        "CONCEDE" | "RETREAT" if merged => "YIELD",
        other => other,
    }
}

/// The country of an actor's code: its first three letters, retired and private ones mapped.
fn country(code: &str) -> Option<String> {
    let code: String = code.trim().to_uppercase().chars().take(3).collect();
    if code.is_empty() || code.starts_with(['-', '~', '*', '_']) {
        return None;
    }
    let mapped = match code.as_str() {
        "JAP" => "JPN",
        "ITL" => "ITA",
        "VTN" => "VNM",
        "PAL" => "PSE",
        "ROM" => "ROU",
        "ZAR" => "COD",
        "TMP" => "TLS",
        "YUG" | "SCG" => "SRB",
        "GER" => "DEU",
        "KSV" => "XKX",
        "INT" | "UNO" => "IGO",
        other => other,
    };
    Some(mapped.to_owned())
}
