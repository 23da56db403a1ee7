//! Toponyms: recognised by span, resolved by distance.

use serde_json::Value;

use super::Scored;
use super::count::{f1, prf, ratio};
use super::sets::Pair;

/// Half the way round the Earth: the error of a place that is not resolved, in kilometres.
const FARTHEST: f64 = 20039.0;
/// A hundred miles: within this, a place counts as found.
const NEAR: f64 = 161.0;

struct Toponym {
    start: i64,
    end: i64,
    point: Option<(f64, f64)>,
}

impl Toponym {
    fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    fn same(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

/// Scores the places of a set; of those that were handed over, only how they are resolved.
pub(super) fn score(pairs: &[Pair], given: &[Pair]) -> Scored {
    let mut scored = Scored::default();
    let all = lines(pairs, &mut scored.figures, false);
    scored.lines.extend(all);
    for line in lines(given, &mut scored.figures, true) {
        if line.starts_with("resolve_all") {
            scored.lines.push(format!("given spans: {line}"));
        }
    }
    scored
}

fn lines(pairs: &[Pair], figures: &mut Vec<(&'static str, f64)>, given: bool) -> Vec<String> {
    let (mut gold_count, mut system_count) = (0, 0);
    let (mut strict, mut relaxed) = ([0; 2], [0; 2]);
    let (mut all, mut found, mut matched) = (Vec::new(), Vec::new(), Vec::new());
    let (mut right, mut end_system, mut end_gold) = (0, 0, 0);
    for pair in pairs {
        let (gold, system) = (gold(pair), system(pair));
        gold_count += gold.len();
        system_count += system.len();
        for (side, these, those) in [(0, &system, &gold), (1, &gold, &system)] {
            for this in these {
                strict[side] += usize::from(those.iter().any(|other| this.same(other)));
                relaxed[side] += usize::from(those.iter().any(|other| this.overlaps(other)));
            }
        }
        for toponym in &gold {
            let Some(point) = toponym.point else { continue };
            // Of several rows with one span the last counts.
            let here = system.iter().rev().find(|other| other.same(toponym));
            let error = here
                .and_then(|other| other.point)
                .map(|other| kilometres(point, other));
            all.push(error.unwrap_or(FARTHEST));
            found.extend(error);
            end_gold += 1;
            let least = system
                .iter()
                .filter(|other| other.overlaps(toponym))
                .filter_map(|other| other.point)
                .map(|other| kilometres(point, other))
                .reduce(f64::min);
            if let Some(least) = least {
                matched.push(least);
                right += usize::from(least <= NEAR);
            }
        }
        for toponym in system.iter().filter(|toponym| toponym.point.is_some()) {
            let mut partners = gold
                .iter()
                .filter(|other| other.overlaps(toponym))
                .peekable();
            let unscored = partners.peek().is_some() && partners.all(|other| other.point.is_none());
            end_system += usize::from(!unscored);
        }
    }
    let mut lines = vec![format!(
        "{{'docs': {}, 'gold': {gold_count}, 'system': {system_count}, 'gold_with_coords': {}}}",
        pairs.len(),
        all.len()
    )];
    for (name, [right, right_gold]) in [("strict", strict), ("relaxed", relaxed)] {
        let [p, r, f] = prf(right, system_count, right_gold, gold_count).map(|x| 100.0 * x);
        lines.push(format!("recognition {name:<8} P {p:.2} R {r:.2} F1 {f:.2}"));
        if !given && name == "relaxed" {
            figures.push(("relaxed", f));
        }
    }
    for (name, errors) in [
        ("resolve_all", &mut all),
        ("resolve_found", &mut found),
        ("e2e_matched", &mut matched),
    ] {
        if errors.is_empty() {
            lines.push(format!("{name:<14} none"));
            continue;
        }
        errors.sort_by(f64::total_cmp);
        let count = errors.len();
        let near = errors.iter().filter(|error| **error <= NEAR).count();
        let near = 100.0 * near as f64 / count as f64;
        let mean = errors.iter().sum::<f64>() / count as f64;
        let median = if count % 2 == 1 {
            errors[count / 2]
        } else {
            f64::midpoint(errors[count / 2 - 1], errors[count / 2])
        };
        lines.push(format!(
            "{name:<14} n {count} acc@161 {near:.2} mean {mean:.1} km median {median:.1} km AUC {:.3}",
            area(errors)
        ));
        if given && name == "resolve_all" {
            figures.push(("given acc@161", near));
        }
    }
    let (p, r) = (ratio(right, end_system), ratio(right, end_gold));
    let f = 100.0 * f1(p, r);
    if !given {
        figures.push(("end to end", f));
    }
    lines.push(format!(
        "end-to-end (overlap & <=161km) P {:.2} R {:.2} F1 {f:.2}",
        100.0 * p,
        100.0 * r
    ));
    lines
}

fn gold(pair: &Pair) -> Vec<Toponym> {
    let rows = pair.gold["toponyms"].as_array().into_iter().flatten();
    let whole = |value: &Value| value.as_i64().unwrap_or_default();
    rows.map(|row| Toponym {
        start: whole(&row["start"]),
        end: whole(&row["end"]),
        point: row["lat"].as_f64().zip(row["lon"].as_f64()),
    })
    .collect()
}

fn system(pair: &Pair) -> Vec<Toponym> {
    let rows = pair.reading.iter().flat_map(|reading| &reading.places);
    let here = rows.filter(|row| row.start >= pair.shift);
    here.map(|row| Toponym {
        start: i64::from(row.start) - i64::from(pair.shift),
        end: i64::from(row.end) - i64::from(pair.shift),
        point: row.latitude.zip(row.longitude),
    })
    .collect()
}

fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), one.1.to_radians());
    let (c, d) = (other.0.to_radians(), other.1.to_radians());
    let h = ((c - a) / 2.0).sin().powi(2) + a.cos() * c.cos() * ((d - b) / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

/// The area under the curve of logarithmic errors, sorted: 0 is best, 1 worst.
fn area(errors: &[f64]) -> f64 {
    if errors.len() < 2 {
        return 0.0;
    }
    let curve: Vec<f64> = errors
        .iter()
        .map(|e| (1.0 + e.min(FARTHEST)).ln())
        .collect();
    let sum: f64 = curve.windows(2).map(|w| f64::midpoint(w[0], w[1])).sum();
    sum / (FARTHEST.ln() * (curve.len() - 1) as f64)
}
