//! Quantities: the dead and wounded, the detained and displaced, percentages, money, lengths of time.

use lexicon::frames::Classes;
use record::{Quantity, QuantityRelation};

use super::groups::Group;
use super::line::{Line, NUMBER_WORDS, Tag};

/// Finds the quantities among the noun groups from `from` to `to`.
pub(super) fn quantities(
    line: &Line<'_>,
    groups: &[Group],
    from: usize,
    to: usize,
) -> Vec<Quantity> {
    let first = groups.partition_point(|group| group.end <= from);
    groups[first..]
        .iter()
        .take_while(|group| group.start < to)
        .filter_map(|group| quantity(line, group))
        .collect()
}

fn quantity(line: &Line<'_>, group: &Group) -> Option<Quantity> {
    let number = (group.start..group.end).find(|&token| amount(line, token).is_some())?;
    let (mut value, mut high) = amount(line, number)?;
    let mut end = number + 1;
    while let Some((_, factor)) = MULTIPLIERS.iter().find(|(word, _)| line.is(end, word)) {
        value *= factor;
        high = high.map(|high| high * factor);
        end += 1;
    }
    let mut start = number;
    let relation = bound(line, &mut start);
    let unit = unit(line, start, number, end, group);
    let (what, unit) = match unit {
        Unit::Percent => ("percent", Some("percent")),
        Unit::Money(currency) => ("money", Some(currency)),
        Unit::Time(unit) => ("duration", Some(unit)),
        Unit::People => (people(line, group), Some("people")),
        Unit::None => return None,
    };
    if matches!(unit, Some("percent" | "USD" | "EUR" | "GBP"))
        && end < group.end
        && (line.is_any(end, &["percent", "%", "dollars", "euros", "pounds"]))
    {
        end += 1;
    }
    if what == "percent" && line.is(end, "percent") || line.is(end, "%") {
        end += 1;
    }
    let exact = high.is_none();
    let (low, high) = match (relation, high) {
        (_, Some(high)) => (Some(value), Some(high)),
        (QuantityRelation::AtLeast, None) => (Some(value), None),
        (QuantityRelation::UpTo, None) => (None, Some(value)),
        (_, None) => (Some(value), Some(value)),
    };
    Some(Quantity {
        what: what.to_owned(),
        of: None,
        value: exact.then_some(value),
        low,
        high,
        relation: if exact {
            relation
        } else {
            QuantityRelation::About
        },
        unit: unit.map(str::to_owned),
        claims: Vec::new(),
        spans: vec![line.span(start, end.max(start + 1).min(line.len()))],
    })
}

enum Unit {
    Percent,
    Money(&'static str),
    Time(&'static str),
    People,
    None,
}

fn unit(line: &Line<'_>, start: usize, number: usize, end: usize, group: &Group) -> Unit {
    if line.is_any(end, &["percent", "%"]) || line.is(end, "per") && line.is(end + 1, "cent") {
        return Unit::Percent;
    }
    let before = number
        .checked_sub(1)
        .filter(|_| number > start || number > 0);
    for (sign, currency) in [
        ("$", "USD"),
        ("us$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥", "JPY"),
    ] {
        if before.is_some_and(|at| line.is(at, sign)) {
            return Unit::Money(currency);
        }
    }
    for (word, currency) in [
        ("dollars", "USD"),
        ("euros", "EUR"),
        ("pounds", "GBP"),
        ("rubles", "RUB"),
        ("yen", "JPY"),
    ] {
        if line.is(end, word) {
            return Unit::Money(currency);
        }
    }
    let unit_token = if line.is(end, "-") { end + 1 } else { end };
    for (word, plural, unit) in [
        ("day", "days", "day"),
        ("week", "weeks", "week"),
        ("month", "months", "month"),
        ("year", "years", "year"),
        ("hour", "hours", "hour"),
    ] {
        if line.is_any(unit_token, &[word, plural])
            && !line.is_any(unit_token + 1, &["ago", "old", "-"])
        {
            return Unit::Time(unit);
        }
    }
    let agent = line.classes(group.head).any(Classes::AGENT);
    let bare = group.head < end;
    if agent
        || bare
            && (line.is(end, "were")
                || line.is(end, "wounded")
                || line.is(end, "dead")
                || line.is(end, "injured"))
    {
        Unit::People
    } else {
        Unit::None
    }
}

/// What happened to the people counted, from the verb next to them.
fn people(line: &Line<'_>, group: &Group) -> &'static str {
    let from = group.start.saturating_sub(6);
    let to = (group.end + 6).min(line.len());
    let nearest = (from..to)
        .filter(|&token| line.tags[token] == Tag::Verb || line.is(token, "dead"))
        .filter_map(|token| {
            let lower = line.lower(token);
            FATES
                .iter()
                .find(|(stem, _)| lower.starts_with(stem))
                .map(|(_, what)| {
                    let distance = group
                        .start
                        .saturating_sub(token)
                        .max((token + 1).saturating_sub(group.end));
                    (distance, *what)
                })
        })
        .min_by_key(|(distance, _)| *distance);
    nearest.map_or("people", |(_, what)| what)
}

const FATES: &[(&str, &str)] = &[
    ("kill", "killed"),
    ("dead", "killed"),
    ("die", "killed"),
    ("execut", "killed"),
    ("massacr", "killed"),
    ("behead", "killed"),
    ("wound", "wounded"),
    ("injur", "wounded"),
    ("hurt", "wounded"),
    ("arrest", "detained"),
    ("detain", "detained"),
    ("jail", "detained"),
    ("imprison", "detained"),
    ("displac", "displaced"),
    ("flee", "displaced"),
    ("fled", "displaced"),
    ("evacuat", "displaced"),
    ("deport", "deported"),
    ("expel", "expelled"),
    ("abduct", "abducted"),
    ("kidnap", "abducted"),
    ("releas", "released"),
    ("freed", "released"),
    ("free", "released"),
    ("deploy", "deployed"),
];

const MULTIPLIERS: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
];

/// The value of a number token; for loose words, the least and the most that they mean.
fn amount(line: &Line<'_>, token: usize) -> Option<(f64, Option<f64>)> {
    let lower = line.lower(token);
    match lower {
        "dozens" => return Some((24.0, Some(99.0))),
        "scores" => return Some((40.0, Some(199.0))),
        "hundreds" => return Some((200.0, Some(999.0))),
        "thousands" => return Some((2000.0, Some(9999.0))),
        "dozen" => return Some((12.0, None)),
        "hundred" | "thousand" | "million" | "billion" => return None,
        _ => {}
    }
    if let Some(position) = NUMBER_WORDS.iter().position(|word| *word == lower) {
        return match position {
            0..=19 => Some((position as f64 + 1.0, None)),
            20..=26 => Some(((position as f64 - 17.0) * 10.0, None)),
            _ => None,
        };
    }
    if !lower.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let digits: String = lower
        .chars()
        .filter(|character| *character != ',')
        .take(20)
        .collect();
    digits
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
        .map(|value| (value, None))
}

/// The words before a number that bound it; moves `start` to them.
fn bound(line: &Line<'_>, start: &mut usize) -> QuantityRelation {
    if *start > 0
        && line.tags[*start - 1] == Tag::Number
        && line.is_any(*start - 1, &["$", "€", "£", "¥"])
    {
        *start -= 1;
    }
    let at = *start;
    let pair =
        |first: &str, second: &str| at >= 2 && line.is(at - 2, first) && line.is(at - 1, second);
    for (first, second, relation) in [
        ("at", "least", QuantityRelation::AtLeast),
        ("more", "than", QuantityRelation::AtLeast),
        ("no", "fewer", QuantityRelation::AtLeast),
        ("up", "to", QuantityRelation::UpTo),
        ("as", "many", QuantityRelation::UpTo),
        ("fewer", "than", QuantityRelation::UpTo),
        ("less", "than", QuantityRelation::UpTo),
        ("at", "most", QuantityRelation::UpTo),
    ] {
        if pair(first, second) {
            *start = at - 2;
            return relation;
        }
    }
    for (words, relation) in [
        (&["over"][..], QuantityRelation::AtLeast),
        (
            &[
                "about",
                "around",
                "some",
                "nearly",
                "roughly",
                "approximately",
                "almost",
            ][..],
            QuantityRelation::About,
        ),
    ] {
        if at > 0 && line.is_any(at - 1, words) {
            *start = at - 1;
            return relation;
        }
    }
    QuantityRelation::Exactly
}
