//! Attributions: source, cue and content by exact span, by overlap and by word; whole ones; and
//! direct quotations alone.

use serde_json::Value;

use super::Scored;
use super::count::{is_letter_or_digit, pairs, prf, shared, words};
use super::sets::Pair;

/// Half-open ranges, in order.
type Spans = Vec<(usize, usize)>;

/// Source, cue, content.
type Attribution = [Spans; 3];

const ROLES: [&str; 3] = ["source", "cue", "content"];
const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// What may stand at the edge of a span without making it another.
const EDGE: &str = " \t\r\n\u{a0}\"“”„«»‘’'`.,;:!?—–-…()[]";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Direct,
    Mixed,
    Indirect,
}

#[derive(Default)]
struct Counts {
    /// By role: gold units, system units, exact, overlapping, and words of gold, system, both.
    roles: [[usize; 7]; 3],
    gold: usize,
    system: usize,
    exact: usize,
    partial: usize,
    who_what: usize,
    /// By kind of gold: how many, and how many found.
    kinds: [[usize; 2]; 3],
    direct: Direct,
}

#[derive(Default)]
struct Direct {
    gold: usize,
    with_source: usize,
    system: usize,
    system_right: usize,
    found: usize,
    exact: usize,
    found_with_source: usize,
    speaker: usize,
    speaker_exact: usize,
}

/// Scores the claims of a set.
pub(super) fn score(set: &[Pair]) -> Scored {
    let mut counts = Counts::default();
    for pair in set {
        count(pair, &mut counts);
    }
    report(&counts, set.len())
}

fn count(pair: &Pair, counts: &mut Counts) {
    let text = &pair.text;
    let inside = quoted(text);
    let (gold, system) = (gold(pair), system(pair));
    let spoken = words(text);
    for (role, sums) in counts.roles.iter_mut().enumerate() {
        let units = |all: &[Attribution]| -> Vec<Spans> {
            let units = all.iter().map(|one| one[role].clone());
            units.filter(|spans| !spans.is_empty()).collect()
        };
        let (gold, system) = (units(&gold), units(&system));
        sums[0] += gold.len();
        sums[1] += system.len();
        sums[2] += shared(&gold, &system);
        sums[3] += matched(&gold, &system, overlap).len();
        let (gold, system) = (cover(text, &gold), cover(text, &system));
        for (first, _) in &spoken {
            sums[4] += usize::from(gold[*first]);
            sums[5] += usize::from(system[*first]);
            sums[6] += usize::from(gold[*first] && system[*first]);
        }
    }
    let whole = matched(&gold, &system, |a, b| {
        if overlap(&a[CONTENT], &b[CONTENT]) > 0 || overlap(&a[CUE], &b[CUE]) > 0 {
            (0..3).map(|role| overlap(&a[role], &b[role])).sum()
        } else {
            0
        }
    });
    counts.gold += gold.len();
    counts.system += system.len();
    let mut hit = vec![false; gold.len()];
    for (a, b) in whole {
        let (one, other) = (&gold[a], &system[b]);
        let same = |role: usize| {
            one[role].is_empty() && other[role].is_empty() || overlap(&one[role], &other[role]) > 0
        };
        counts.exact += usize::from(one == other);
        counts.partial += usize::from((0..3).all(same));
        hit[a] = same(SOURCE) && same(CONTENT);
        counts.who_what += usize::from(hit[a]);
    }
    let kinds = |all: &[Attribution]| -> Vec<Kind> {
        let each = all.iter().map(|one| kind(text, &inside, &one[CONTENT]));
        each.collect()
    };
    let (gold_kinds, system_kinds) = (kinds(&gold), kinds(&system));
    for (kind, hit) in gold_kinds.iter().zip(hit) {
        counts.kinds[*kind as usize][0] += 1;
        counts.kinds[*kind as usize][1] += usize::from(hit);
    }
    let pick = |all: &[Attribution], kinds: &[Kind], wanted: fn(Kind) -> bool| {
        let kept = all.iter().zip(kinds).filter(|(_, kind)| wanted(**kind));
        kept.map(|(one, _)| one.clone()).collect::<Vec<_>>()
    };
    let quotes = pick(&gold, &gold_kinds, |kind| kind == Kind::Direct);
    let candidates = pick(&system, &system_kinds, |kind| kind != Kind::Indirect);
    let direct_system = pick(&system, &system_kinds, |kind| kind == Kind::Direct);
    let sums = &mut counts.direct;
    sums.gold += quotes.len();
    sums.with_source += quotes.iter().filter(|one| !one[SOURCE].is_empty()).count();
    sums.system += direct_system.len();
    let found = matched(&quotes, &candidates, |a, b| {
        let both = overlap(&a[CONTENT], &b[CONTENT]);
        if both * 2 >= length(&a[CONTENT]) {
            both
        } else {
            0
        }
    });
    for (a, b) in found {
        let (one, other) = (&quotes[a], &candidates[b]);
        sums.found += 1;
        sums.exact += usize::from(one[CONTENT] == other[CONTENT]);
        if !one[SOURCE].is_empty() {
            sums.found_with_source += 1;
            sums.speaker += usize::from(overlap(&one[SOURCE], &other[SOURCE]) > 0);
            sums.speaker_exact += usize::from(one[SOURCE] == other[SOURCE]);
        }
    }
    sums.system_right += matched(&gold, &direct_system, |a, b| {
        overlap(&a[CONTENT], &b[CONTENT])
    })
    .len();
}

fn report(counts: &Counts, documents: usize) -> Scored {
    let mut scored = Scored::default();
    scored.lines.push(format!(
        "== all: {documents} documents, gold {} attributions, system {}",
        counts.gold, counts.system
    ));
    let mut row = |name: &str, figure: Option<&'static str>, prf: [f64; 3]| {
        let [p, r, f] = prf.map(|x| 100.0 * x);
        scored
            .lines
            .push(format!("{name:<22} P {p:5.1}  R {r:5.1}  F1 {f:5.1}"));
        if let Some(figure) = figure {
            scored.figures.push((figure, f));
        }
    };
    for (role, [gold, system, exact, over, gold_words, system_words, both]) in
        ROLES.into_iter().zip(counts.roles)
    {
        row(
            &format!("{role} exact"),
            None,
            prf(exact, system, exact, gold),
        );
        row(
            &format!("{role} overlap"),
            None,
            prf(over, system, over, gold),
        );
        let tokens = prf(both, system_words, both, gold_words);
        row(&format!("{role} token"), None, tokens);
    }
    let whole = |right: usize| prf(right, counts.system, right, counts.gold);
    row("attribution exact", None, whole(counts.exact));
    row("attribution partial", None, whole(counts.partial));
    row("who-what", Some("who-what"), whole(counts.who_what));
    let percent = |part: usize, of: usize| {
        if of == 0 {
            0.0
        } else {
            100.0 * part as f64 / of as f64
        }
    };
    let direct = &counts.direct;
    let found = percent(direct.found, direct.gold);
    let speaker = percent(direct.speaker, direct.with_source);
    scored.lines.push(format!(
        "direct quotes only     gold {} found {found:.1} content_exact {:.1} speaker_of_found {:.1} speaker_end_to_end {speaker:.1} speaker_exact_end_to_end {:.1} system {} precision_any_attribution {:.1}",
        direct.gold,
        percent(direct.exact, direct.gold),
        percent(direct.speaker, direct.found_with_source),
        percent(direct.speaker_exact, direct.with_source),
        direct.system,
        percent(direct.system_right, direct.system),
    ));
    scored.figures.push(("direct found", found));
    scored.figures.push(("direct speaker", speaker));
    let kinds: Vec<_> = ["direct", "mixed", "indirect"]
        .into_iter()
        .zip(counts.kinds)
        .map(|(name, [all, hit])| format!("{name} {:.1} (n={all})", percent(hit, all)))
        .collect();
    scored
        .lines
        .push(format!("who-what recall by kind {}", kinds.join(" ")));
    scored
}

fn gold(pair: &Pair) -> Vec<Attribution> {
    let rows = pair.gold["attributions"].as_array().into_iter().flatten();
    rows.map(|row| {
        ROLES.map(|role| {
            let spans = row[role].as_array().into_iter().flatten();
            let at = |value: &Value| value.as_u64().unwrap_or_default() as usize;
            let spans = spans.map(|span| (at(&span[0]), at(&span[1]))).collect();
            trimmed(&pair.text, spans)
        })
    })
    .collect()
}

fn system(pair: &Pair) -> Vec<Attribution> {
    let part = |spans: &[[u32; 2]]| {
        let here = spans.iter().filter(|span| span[0] >= pair.shift);
        let here = here.map(|[start, end]| {
            (
                (start - pair.shift) as usize,
                end.saturating_sub(pair.shift) as usize,
            )
        });
        trimmed(&pair.text, here.collect())
    };
    let claims = pair.reading.iter().flat_map(|reading| &reading.claims);
    claims
        .map(|claim| {
            [
                part(&claim.source.spans),
                part(&claim.cue.spans),
                part(&claim.content.spans),
            ]
        })
        .collect()
}

/// Spans without edge characters; those that only such characters part become one.
fn trimmed(text: &[char], mut spans: Spans) -> Spans {
    let edge = |at: usize| {
        text.get(at)
            .is_some_and(|character| EDGE.contains(*character))
    };
    spans.sort_unstable();
    let mut kept = Spans::new();
    for (mut start, mut end) in spans {
        while start < end && edge(start) {
            start += 1;
        }
        while end > start && edge(end - 1) {
            end -= 1;
        }
        if start >= end {
            continue;
        }
        match kept.last_mut() {
            Some(last) if (last.1..start).all(edge) => last.1 = end,
            _ => kept.push((start, end)),
        }
    }
    kept
}

/// Characters inside quotation marks, paragraph by paragraph; an open quotation runs to the end
/// of its paragraph.
fn quoted(text: &[char]) -> Vec<bool> {
    let mut inside = vec![false; text.len() + 1];
    for (start, end) in paragraphs(text) {
        let mut open = None;
        let mut at = start;
        while at < end {
            let twice = at + 1 < end && text[at] == text[at + 1];
            let (opens, closes, length) = match text[at] {
                '“' => (true, false, 1),
                '”' => (false, true, 1),
                '"' => (true, true, 1),
                '`' if twice => (true, false, 2),
                '\'' if twice => (false, true, 2),
                _ => {
                    at += 1;
                    continue;
                }
            };
            match open {
                None if opens => open = Some(at),
                Some(first) if closes => {
                    inside[first..at + length].fill(true);
                    open = None;
                }
                _ => {}
            }
            at += length;
        }
        if let Some(first) = open {
            inside[first..end].fill(true);
        }
    }
    inside
}

fn paragraphs(text: &[char]) -> Spans {
    let mut paragraphs = Spans::new();
    let mut start = 0;
    for (index, character) in text.iter().enumerate() {
        if *character == '\n' {
            paragraphs.push((start, index));
            start = index + 1;
        }
    }
    paragraphs.push((start, text.len()));
    paragraphs.retain(|(start, end)| start < end);
    paragraphs
}

fn kind(text: &[char], inside: &[bool], content: &Spans) -> Kind {
    let positions = content.iter().flat_map(|(start, end)| *start..*end);
    let letters: Vec<_> = positions
        .filter(|at| text.get(*at).is_some_and(|c| is_letter_or_digit(*c)))
        .collect();
    if letters.is_empty() {
        return Kind::Indirect;
    }
    let share = letters.iter().filter(|at| inside[**at]).count() as f64 / letters.len() as f64;
    if share > 0.98 {
        Kind::Direct
    } else if share < 0.02 {
        Kind::Indirect
    } else {
        Kind::Mixed
    }
}

fn matched<T>(gold: &[T], system: &[T], weight: impl Fn(&T, &T) -> usize) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, one) in gold.iter().enumerate() {
        for (j, other) in system.iter().enumerate() {
            let weight = weight(one, other);
            if weight > 0 {
                candidates.push((weight, i, j));
            }
        }
    }
    pairs(candidates)
}

fn overlap(one: &Spans, other: &Spans) -> usize {
    let each = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    each.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0)))
        .sum()
}

fn length(spans: &Spans) -> usize {
    spans.iter().map(|(start, end)| end - start).sum()
}

fn cover(text: &[char], units: &[Spans]) -> Vec<bool> {
    let mut covered = vec![false; text.len() + 1];
    for (start, end) in units.iter().flatten() {
        covered[(*start).min(text.len())..(*end).min(text.len())].fill(true);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::super::count::is_word;
    use super::*;

    #[test]
    fn quotations_are_found_by_paragraph() {
        let text: Vec<char> = "“a” b ``c'' \"d\ne “f".chars().collect();
        let inside = quoted(&text);
        let letters: String = text
            .iter()
            .zip(&inside)
            .filter(|(character, inside)| **inside && is_word(**character))
            .map(|(character, _)| *character)
            .collect();
        assert_eq!(letters, "acdf");
    }

    #[test]
    fn spans_parted_by_marks_are_one() {
        let text: Vec<char> = "“We go,” he said.".chars().collect();
        assert_eq!(trimmed(&text, vec![(0, 4), (4, 8)]), [(1, 6)]);
        assert_eq!(trimmed(&text, vec![(0, 1)]), Spans::new());
    }
}
