//! Dates that a caller, a page's metadata, its address or a line of its text give in full.
//!
//! Only whole dates count. “Thursday” and “Dec 8” are for the reader, who knows the story; a
//! page does not.

use jiff::civil::Date;
use record::{DateInterval, Span};

use crate::words;

/// An ISO 8601 date or time, with its zone as written: `2016-12-08`, `20161208`,
/// `2016-12-08T10:15:00+01:00`, `2016-12`, `2016`.
pub(crate) fn iso(value: &str) -> Option<(DateInterval, Option<String>)> {
    let value = value.trim();
    let digits = |from: usize, to: usize| -> Option<i16> {
        let part = value.get(from..to)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let year = digits(0, 4)?;
    let rest = value.get(4..)?;
    let (month, day, end) = if rest.starts_with(['-', '/']) {
        let month = digits(5, 7)?;
        match value.get(7..8) {
            Some("-" | "/") => (month, digits(8, 10)?, 10),
            None => return month_of(year, month).map(|interval| (interval, None)),
            _ => return None,
        }
    } else if rest.is_empty() {
        let interval = DateInterval {
            start: Date::new(year, 1, 1).ok()?,
            end: Date::new(year, 12, 31).ok()?,
        };
        return Some((interval, None));
    } else {
        (digits(4, 6)?, digits(6, 8)?, 8)
    };
    let date = day_of(year, month, day)?;
    let time = &value[end..];
    if !time.is_empty() && !time.starts_with(['T', 't', ' ', ',', '+', 'Z', 'z']) {
        return None;
    }
    Some((DateInterval::day(date), zone(time)))
}

/// The zone at the end of a time: `Z`, `+01:00`, `GMT`.
fn zone(time: &str) -> Option<String> {
    let time = time.trim();
    if time.ends_with(['Z', 'z']) {
        return Some("Z".to_owned());
    }
    if let Some(at) = time.rfind(['+', '-', '\u{2212}'])
        && time[at..]
            .chars()
            .skip(1)
            .all(|c| c.is_ascii_digit() || c == ':')
        && time.len() - at >= 3
    {
        return Some(time[at..].to_owned());
    }
    words::words(time)
        .find(|word| is_zone(word))
        .map(str::to_owned)
}

fn is_zone(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase()) && words::is_in(word, ZONES)
}

pub(crate) const ZONES: &[&str] = &[
    "aest", "bst", "cdt", "cest", "cet", "cst", "eat", "edt", "eest", "eet", "est", "et", "gmt",
    "hkt", "ist", "jst", "mdt", "msk", "mst", "pdt", "pkt", "pst", "pt", "sast", "sgt", "utc",
    "wat",
];

/// A full date in a short text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FullDate {
    pub(crate) date: Date,
    /// The words, in bytes of the text.
    pub(crate) span: Span,
    pub(crate) zone: Option<String>,
}

/// The first full date in a text: “Dec. 8, 2016”, “8 December 2016”, “2016-12-08”.
pub(crate) fn find(text: &str) -> Option<FullDate> {
    let head = &text[..text.floor_char_boundary(300)];
    let mut parts: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in head.char_indices().chain([(head.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                parts.push((from, &head[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    parts.windows(3).find_map(|window| {
        let [(from, first), (_, second), (at, third)] = window else {
            return None;
        };
        let number = |word: &str| word.parse::<i16>().ok();
        let (year, month, day) = if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
            let month = number(second)
                .filter(|_| second.len() == 2)
                .or_else(|| self::month(second))?;
            (number(first)?, month, number(third.get(..2)?)?)
        } else if let Some(month) = month(first) {
            (number(third)?, month, day_number(second)?)
        } else {
            (number(third)?, month(second)?, day_number(first)?)
        };
        let date = day_of(year, month, day)?;
        // A time may be joined on: “2016-12-08T10:15”.
        let last = third
            .find(|c: char| !c.is_ascii_digit())
            .filter(|_| first.len() == 4);
        Some(FullDate {
            date,
            span: Span::new(*from, at + last.unwrap_or(third.len())),
            zone: words::words(head)
                .find(|word| is_zone(word))
                .map(str::to_owned),
        })
    })
}

/// The number of a month's name, in full or short.
pub(crate) fn month(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let found = |name: &str| name == word || word.len() == 3 && name.starts_with(&word);
    MONTHS
        .iter()
        .position(|name| found(name))
        .map(|index| index as i16 + 1)
}

/// `8`, `08`, `8th`.
fn day_number(word: &str) -> Option<i16> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let fits = suffix.is_empty()
        || ["st", "nd", "rd", "th"]
            .iter()
            .any(|known| suffix.eq_ignore_ascii_case(known));
    fits.then(|| digits.parse().ok())?
}

/// The date in a page's address: `/2016/12/08/`, `/2016/dec/08/`, `/2016-12-08-`, `-20161208`;
/// `/2016/12/` gives the month.
pub(crate) fn in_address(address: &str) -> Option<DateInterval> {
    let path = address.split("://").last().unwrap_or(address);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or("");
    let parts: Vec<&str> = path
        .split(['/', '-', '_', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str, length: std::ops::RangeInclusive<usize>| -> Option<i16> {
        (length.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    let year = |part: &str| number(part, 4..=4).filter(|year| (1990..2100).contains(year));
    let month = |part: &str| number(part, 1..=2).or_else(|| self::month(part));
    let day = parts.windows(3).find_map(|window| {
        let [a, b, c] = window else { return None };
        day_of(year(a)?, month(b)?, number(c, 1..=2)?)
    });
    let run_together = || {
        parts.iter().find_map(|part| {
            (part.len() == 8).then_some(())?;
            let year = year(part.get(..4)?)?;
            day_of(
                year,
                number(part.get(4..6)?, 2..=2)?,
                number(part.get(6..)?, 2..=2)?,
            )
        })
    };
    if let Some(day) = day.or_else(run_together) {
        return Some(DateInterval::day(day));
    }
    let parts: Vec<&str> = path.split('/').collect();
    parts.windows(2).find_map(|window| {
        let [a, b] = window else { return None };
        month_of(year(a)?, month(b)?)
    })
}

fn day_of(year: i16, month: i16, day: i16) -> Option<Date> {
    (1800..2200).contains(&year).then_some(())?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn month_of(year: i16, month: i16) -> Option<DateInterval> {
    let start = day_of(year, month, 1)?;
    Some(DateInterval {
        start,
        end: start.last_of_month(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_and_times() {
        let check = |value: &str, expected: Option<(&str, &str, Option<&str>)>| {
            let found =
                iso(value).map(|(days, zone)| (days.start.to_string(), days.end.to_string(), zone));
            let expected = expected.map(|(start, end, zone)| {
                (start.to_owned(), end.to_owned(), zone.map(str::to_owned))
            });
            assert_eq!(found, expected, "of {value}");
        };
        let day = Some(("2016-12-08", "2016-12-08", None));
        check("2016-12-08", day);
        check("20161208", day);
        check("2016/12/08", day);
        check("2016-12-08 10:15", day);
        check(
            "2016-12-08T10:15:00Z",
            Some(("2016-12-08", "2016-12-08", Some("Z"))),
        );
        check(
            "2016-12-08T10:15:00+01:00",
            Some(("2016-12-08", "2016-12-08", Some("+01:00"))),
        );
        check(
            "2016-12-08T10:15:00-0500",
            Some(("2016-12-08", "2016-12-08", Some("-0500"))),
        );
        check(
            "2016-12-08 10:15 GMT",
            Some(("2016-12-08", "2016-12-08", Some("GMT"))),
        );
        check("2016-12", Some(("2016-12-01", "2016-12-31", None)));
        check("2016", Some(("2016-01-01", "2016-12-31", None)));
        for bad in [
            "",
            "2016-13-01",
            "2016-02-30",
            "soon",
            "12/08/2016",
            "2016-12-08x",
            "é016-12-08",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn full_dates_in_words() {
        let check = |text: &str, expected: Option<(&str, &str)>| {
            let found = find(text).map(|found| (found.date.to_string(), found.span.of(text)));
            assert_eq!(
                found,
                expected.map(|(date, words)| (date.to_owned(), words)),
                "of {text}"
            );
        };
        check(
            "Published: 8 December 2016 10:15 GMT",
            Some(("2016-12-08", "8 December 2016")),
        );
        check(
            "Thursday, Dec. 8, 2016",
            Some(("2016-12-08", "Dec. 8, 2016")),
        );
        check(
            "December 8th, 2016",
            Some(("2016-12-08", "December 8th, 2016")),
        );
        check(
            "Updated 2016-12-08T10:15",
            Some(("2016-12-08", "2016-12-08")),
        );
        check("Sept 3 2019", Some(("2019-09-03", "Sept 3 2019")));
        check("8 Dec", None);
        check("Feb. 30, 2016", None);
        check("May we 2016", None);
    }

    #[test]
    fn dates_in_addresses() {
        let check = |address: &str, expected: Option<(&str, &str)>| {
            let found =
                in_address(address).map(|days| (days.start.to_string(), days.end.to_string()));
            assert_eq!(
                found,
                expected.map(|(a, b)| (a.to_owned(), b.to_owned())),
                "of {address}"
            );
        };
        check(
            "https://news.example/2016/12/08/talks",
            Some(("2016-12-08", "2016-12-08")),
        );
        check(
            "https://news.example/world/2016/dec/8/talks",
            Some(("2016-12-08", "2016-12-08")),
        );
        check(
            "https://news.example/a-2016-12-08-b.html",
            Some(("2016-12-08", "2016-12-08")),
        );
        check(
            "https://news.example/talks-20161208",
            Some(("2016-12-08", "2016-12-08")),
        );
        check(
            "https://news.example/2016/12/talks",
            Some(("2016-12-01", "2016-12-31")),
        );
        check("https://news.example/world-12345678", None);
        check("https://2016.example/12/08", None);
    }
}
