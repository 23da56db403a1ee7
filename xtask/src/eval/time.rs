//! Times as `TempEval`-3 scores them: spans strictly and by overlap, type and value of the overlapping.

use super::Scored;
use super::count::prf;
use super::sets::Pair;

/// Start, end, type, value.
type Timex = (i64, i64, String, String);

/// Scores the times of a set.
pub(super) fn score(pairs: &[Pair]) -> Scored {
    let (mut system_count, mut gold_count) = (0, 0);
    // Strict, relaxed, type, value, strict and value: of the system's, of the gold's.
    let mut counts = [[0_usize; 2]; 5];
    for pair in pairs {
        let gold = gold(pair);
        let system = system(pair);
        gold_count += gold.len();
        system_count += system.len();
        for (side, these, those) in [(0, &system, &gold), (1, &gold, &system)] {
            for this in these {
                let equal = |other: &&Timex| (this.0, this.1) == (other.0, other.1);
                counts[0][side] += usize::from(those.iter().any(|other| equal(&other)));
                counts[4][side] +=
                    usize::from(those.iter().any(|other| equal(&other) && this.3 == other.3));
                let mut best: Option<((i64, i64), &Timex)> = None;
                for other in those.iter().filter(|o| this.0 < o.1 && o.0 < this.1) {
                    let weight = (this.1.min(other.1) - this.0.max(other.0), -other.0);
                    if best.is_none_or(|(most, _)| weight > most) {
                        best = Some((weight, other));
                    }
                }
                if let Some((_, other)) = best {
                    counts[1][side] += 1;
                    counts[2][side] += usize::from(this.2 == other.2);
                    counts[3][side] += usize::from(this.3 == other.3);
                }
            }
        }
    }
    let mut scored = Scored::default();
    scored.lines.push(format!(
        "{{'gold': {gold_count}, 'system': {system_count}, 'docs': {}}}",
        pairs.len()
    ));
    for (name, [right, right_gold]) in ["strict", "relaxed", "type", "value", "strict+value"]
        .into_iter()
        .zip(counts)
    {
        let [p, r, f] = prf(right, system_count, right_gold, gold_count).map(|x| 100.0 * x);
        scored
            .lines
            .push(format!("{name:<13} P {p:.2} R {r:.2} F1 {f:.2}"));
        if matches!(name, "strict" | "relaxed" | "value") {
            scored.figures.push((name, f));
        }
    }
    let of = |part: usize| {
        if counts[1][1] == 0 {
            0.0
        } else {
            100.0 * part as f64 / counts[1][1] as f64
        }
    };
    scored.lines.push(format!(
        "value acc on relaxed {:.2}  type acc {:.2}",
        of(counts[3][1]),
        of(counts[2][1])
    ));
    scored
}

fn gold(pair: &Pair) -> Vec<Timex> {
    let rows = pair.gold["timex"].as_array().into_iter().flatten();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    trimmed(
        pair,
        rows.map(|row| {
            let (start, end) = (&row["start"], &row["end"]);
            (
                start.as_i64().unwrap_or_default(),
                end.as_i64().unwrap_or_default(),
                word(&row["type"]),
                word(&row["value"]),
            )
        })
        .collect(),
    )
}

fn system(pair: &Pair) -> Vec<Timex> {
    let rows = pair.reading.iter().flat_map(|reading| &reading.times);
    let here = rows.filter(|row| row.start >= pair.shift);
    trimmed(
        pair,
        here.map(|row| {
            let (start, end) = (
                row.start - pair.shift,
                i64::from(row.end) - i64::from(pair.shift),
            );
            (i64::from(start), end, row.r#type.clone(), row.value.clone())
        })
        .collect(),
    )
}

fn trimmed(pair: &Pair, mut rows: Vec<Timex>) -> Vec<Timex> {
    let space = |at: i64| {
        pair.text
            .get(at as usize)
            .is_some_and(|c| c.is_whitespace())
    };
    for row in &mut rows {
        while row.0 < row.1 && space(row.0) {
            row.0 += 1;
        }
        while row.1 > row.0 && space(row.1 - 1) {
            row.1 -= 1;
        }
    }
    rows.sort();
    rows
}
