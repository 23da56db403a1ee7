//! Events of gold that marks every one with its words: type, trigger, participants, status.

use serde_json::Value;

use super::Scored;
use super::count::f1;
use super::sets::Pair;

type Spans = Vec<(i64, i64)>;

struct Act {
    kind: String,
    acceptable: Vec<String>,
    trigger: Spans,
    actors: Spans,
    recipients: Spans,
    status: String,
    core: bool,
    confidence: Option<f64>,
}

/// How far apart two triggers may stand, in characters.
const NEAR: i64 = 25;

/// Scores the events of a set.
pub(super) fn score(pairs: &[Pair]) -> Scored {
    let (mut gold_count, mut core, mut emitted) = (0, 0, 0);
    let (mut hit, mut core_hit, mut triggers, mut status, mut full) = (0, 0, 0, 0, 0);
    let mut parts = [[0_usize; 3]; 2];
    let mut confident: Vec<(f64, bool)> = Vec::new();
    for pair in pairs {
        let (gold, system) = (gold(pair), system(pair));
        gold_count += gold.len();
        core += gold.iter().filter(|act| act.core).count();
        emitted += system.len();
        triggers += matched(&gold, &system, false).len();
        let found = matched(&gold, &system, true);
        for (index, act) in system.iter().enumerate() {
            let right = found.iter().any(|(_, column)| *column == index);
            confident.extend(act.confidence.map(|confidence| (confidence, right)));
        }
        for (a, b) in found {
            let (one, other) = (&gold[a], &system[b]);
            hit += 1;
            core_hit += usize::from(one.core);
            let mut whole = true;
            for (part, (wanted, given)) in parts.iter_mut().zip([
                (&one.actors, &other.actors),
                (&one.recipients, &other.recipients),
            ]) {
                part[0] += given.iter().filter(|span| over(**span, wanted)).count();
                part[1] += given.len();
                part[2] += wanted.len();
                whole &= wanted.iter().all(|span| over(*span, given));
            }
            let same = one.status == other.status;
            status += usize::from(same);
            full += usize::from(one.core && whole && same);
        }
    }
    let of = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    let mut scored = Scored::default();
    scored.lines.push(format!(
        "{} sentences, {gold_count} gold events ({core} core), {emitted} emitted",
        pairs.len()
    ));
    let (p, r) = (of(hit, emitted), of(core_hit, core));
    let f = 100.0 * f1(p, r);
    scored.lines.push(format!(
        "events     P {:.1} core R {:.1} F1 {f:.1}  all R {:.1}  trigger all R {:.1}",
        100.0 * p,
        100.0 * r,
        100.0 * of(hit, gold_count),
        100.0 * of(triggers, gold_count)
    ));
    scored.figures.push(("events F1", f));
    for (name, [right, given, wanted]) in ["actors", "recipients"].into_iter().zip(parts) {
        let p = of(right, given);
        let r = of(right.min(wanted), wanted);
        let f = 100.0 * f1(p, r);
        scored.lines.push(format!(
            "{name:<10} P {:.1} R {:.1} F1 {f:.1}",
            100.0 * p,
            100.0 * r
        ));
        scored.figures.push((name, f));
    }
    let full = 100.0 * of(full, core);
    scored.lines.push(format!(
        "status {:.1}  full {full:.1}",
        100.0 * of(status, hit)
    ));
    scored.figures.push(("full", full));
    if !confident.is_empty() {
        scored.lines.push(calibration(&confident));
    }
    scored
}

fn calibration(all: &[(f64, bool)]) -> String {
    let mut error = 0.0;
    for bin in 0..10 {
        let (low, high) = (f64::from(bin) / 10.0, f64::from(bin + 1) / 10.0);
        let here: Vec<_> = all
            .iter()
            .filter(|(c, _)| *c >= low && (*c < high || bin == 9))
            .collect();
        if here.is_empty() {
            continue;
        }
        let count = here.len() as f64;
        let sure: f64 = here.iter().map(|(c, _)| c).sum::<f64>() / count;
        let right = here.iter().filter(|(_, right)| *right).count() as f64 / count;
        error += count / all.len() as f64 * (sure - right).abs();
    }
    let of = |wanted: bool| -> Vec<f64> {
        let these = all.iter().filter(|(_, right)| *right == wanted);
        these.map(|(c, _)| *c).collect()
    };
    let (right, wrong) = (of(true), of(false));
    let mut above = 0.0;
    for a in &right {
        for b in &wrong {
            if a > b {
                above += 1.0;
            } else if a.total_cmp(b).is_eq() {
                above += 0.5;
            }
        }
    }
    let pairs = right.len() * wrong.len();
    let area = if pairs == 0 {
        0.0
    } else {
        above / pairs as f64
    };
    format!(
        "confidence ECE {error:.3}  AUC {area:.3}  over {} events",
        all.len()
    )
}

fn matched(gold: &[Act], system: &[Act], typed: bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, one) in gold.iter().enumerate() {
        for (j, other) in system.iter().enumerate() {
            let gap = gap(&one.trigger, &other.trigger);
            let same = one.kind == other.kind;
            if gap <= NEAR && (!typed || same || one.acceptable.contains(&other.kind)) {
                candidates.push((-(gap + if same { 0 } else { 5 }), i, j));
            }
        }
    }
    super::count::pairs(candidates)
}

fn gap(one: &Spans, other: &Spans) -> i64 {
    let each = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    each.map(|(a, b)| (a.0.max(b.0) - a.1.min(b.1)).max(0))
        .min()
        .unwrap_or(1_000_000)
}

fn over(span: (i64, i64), others: &Spans) -> bool {
    others
        .iter()
        .any(|other| span.0 < other.1 && other.0 < span.1)
}

/// What goes on has happened.
fn folded(status: Option<&str>) -> String {
    match status {
        None | Some("ongoing") => "happened",
        Some(other) => other,
    }
    .to_owned()
}

fn gold(pair: &Pair) -> Vec<Act> {
    let rows = pair.gold["events"].as_array().into_iter().flatten();
    rows.map(|row| {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Act {
            kind: word(&row["event"]),
            acceptable: row["acceptable"]
                .as_array()
                .into_iter()
                .flatten()
                .map(word)
                .collect(),
            trigger: spans(&row["trigger"]),
            actors: spans(&row["actors"]),
            recipients: spans(&row["recipients"]),
            status: folded(row["status"].as_str()),
            core: row["core"].as_bool().unwrap_or(true),
            confidence: None,
        }
    })
    .collect()
}

/// One span or several.
fn spans(value: &Value) -> Spans {
    let span = |one: &Value| Some((one[0].as_i64()?, one[1].as_i64()?));
    match span(value) {
        Some(one) => vec![one],
        None => value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(span)
            .collect(),
    }
}

fn system(pair: &Pair) -> Vec<Act> {
    let shift = i64::from(pair.shift);
    let moved = |spans: &[[u32; 2]]| -> Spans {
        let each = spans
            .iter()
            .map(|[start, end]| (i64::from(*start), i64::from(*end)));
        each.map(|(start, end)| (start - shift, end - shift))
            .collect()
    };
    let events = pair.reading.iter().flat_map(|reading| &reading.events);
    events
        .map(|event| {
            let of = |role: &str| -> Spans {
                let these = event.participants.iter().filter(|p| p.role == role);
                these
                    .flat_map(|participant| moved(&participant.spans))
                    .collect()
            };
            Act {
                kind: event.r#type.clone(),
                acceptable: Vec::new(),
                trigger: moved(&event.evidence.trigger),
                actors: of("actor"),
                recipients: of("recipient"),
                status: folded(Some(&event.status)),
                core: true,
                confidence: Some(event.confidence),
            }
        })
        .collect()
}
