//! Lines that say who wrote, edited, owns or corrected the story: bylines, credits, copyright and
//! correction notices.

use crate::words;

/// Names in a byline, or `None` when the line is not one. An empty list is a byline without names.
///
/// “By Jane Doe and John Roe, Associated Press” names two people; “By Friday, the rebels had left”
/// is a sentence.
pub(crate) fn byline(line: &str) -> Option<Vec<String>> {
    if words::count(line, 19) > 18 || line.contains('\n') {
        return None;
    }
    let line = line.trim();
    let rest = BY.iter().find_map(|by| words::after(line, by))?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '|']);
    let named = |word: &str| {
        !word.starts_with(char::is_lowercase) || word.starts_with("al-") || word.starts_with("el-")
    };
    let proper = words::words(rest).all(|word| named(word) || words::is_in(word, JOINING));
    let first = words::words(rest).next()?;
    if !proper
        || !named(first)
        || words::is_in(first, NO_NAME)
        || first.starts_with(|c: char| c.is_numeric())
    {
        return None;
    }
    Some(people(rest))
}

const BY: &[&str] = &[
    "by",
    "posted by",
    "story by",
    "text by",
    "words by",
    "written by",
];

/// Words of a byline in lower case.
const JOINING: &[&str] = &[
    "al",
    "and",
    "at",
    "bin",
    "contributor",
    "correspondent",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "du",
    "editor",
    "el",
    "for",
    "from",
    "ibn",
    "in",
    "la",
    "le",
    "of",
    "on",
    "reporter",
    "staff",
    "the",
    "van",
    "von",
    "with",
    "writer",
    "y",
];

/// Capitals after “By” that open a sentence.
const NO_NAME: &[&str] = &[
    "april",
    "august",
    "december",
    "february",
    "friday",
    "january",
    "july",
    "june",
    "march",
    "may",
    "monday",
    "november",
    "october",
    "saturday",
    "september",
    "sunday",
    "the",
    "thursday",
    "tuesday",
    "wednesday",
];

/// People named in a byline or an author field: parts between commas, “and”, “&”, “|” and “;”.
/// Roles, places and agencies are left out.
pub(crate) fn people(names: &str) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for part in names.split([',', ';', '|', '&', '/', '\n', '•', '·']) {
        let part = part
            .replace(" and ", "\n")
            .replace(" AND ", "\n")
            .replace(" And ", "\n")
            .replace(" und ", "\n");
        for name in part.split('\n') {
            let mut name = name.trim();
            for lead in ["by ", "By ", "BY ", "and ", "with ", "Von ", "Par ", "Por "] {
                name = name.strip_prefix(lead).unwrap_or(name).trim();
            }
            // “Jane Doe in London” and “John Roe for the Gazette”.
            for link in [
                " in ", " for ", " at ", " of ", " - ", " – ", " — ", " (", " | ",
            ] {
                name = name.split(link).next().unwrap_or(name).trim();
            }
            if is_person(name) && !people.iter().any(|known| known == name) {
                people.push(name.to_owned());
            }
        }
    }
    people
}

fn is_person(name: &str) -> bool {
    let count = words::count(name, 7);
    let has_digit = name.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':' | '_'));
    (2..=5).contains(&count)
        && !has_digit
        && words::count_in(name, NOT_PEOPLE) == 0
        && name.chars().next().is_some_and(char::is_uppercase)
}

/// Words that are in no person's name but in agencies', papers' and roles'.
const NOT_PEOPLE: &[&str] = &[
    "agence",
    "agencies",
    "agency",
    "associated",
    "bureau",
    "business",
    "chief",
    "columnist",
    "contributor",
    "correspondent",
    "daily",
    "desk",
    "editor",
    "editorial",
    "france-presse",
    "gazette",
    "guest",
    "herald",
    "international",
    "journal",
    "london",
    "magazine",
    "media",
    "network",
    "news",
    "newspaper",
    "newsroom",
    "online",
    "photographer",
    "post",
    "press",
    "producer",
    "report",
    "reporter",
    "reporters",
    "reporting",
    "reuters",
    "special",
    "staff",
    "team",
    "the",
    "times",
    "tribune",
    "tv",
    "update",
    "updated",
    "washington",
    "writer",
    "writers",
    "york",
];

/// Whether a sentence or paragraph says who reported, edited, made or owns the story.
pub(crate) fn is_credit(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| {
        matches!(c, '(' | '[' | '-' | '–' | '—' | '*' | '_' | '.') || c.is_whitespace()
    });
    if inner.len() > 600 {
        return false;
    }
    // A name follows: “Written by hand, the letter …” opens a sentence.
    let named = |rest: &str| {
        rest.trim_start()
            .starts_with(|c: char| c.is_uppercase() || matches!(c, ':' | '('))
    };
    if words::begins(inner, NOTES)
        || CREDITS
            .iter()
            .any(|credit| words::after(inner, credit).is_some_and(named))
    {
        return true;
    }
    // A bare © opens a notice; “Copyright” must be one: “Copyright law” is a subject.
    if inner.starts_with('©') && words::count(inner, 31) <= 30 {
        return true;
    }
    if let Some(rest) = words::after(inner, "copyright").or(words::after(inner, "(c)")) {
        return rest.trim_start().starts_with(['©', '(', ':'])
            || rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    }
    words::count(inner, 31) <= 30
        && words::holds(
            inner,
            &["all rights reserved", "may not be published, broadcast"],
        )
}

/// Openings of a credit, with a name after them.
const CREDITS: &[&str] = &[
    "additional reporting by",
    "additional reporting from",
    "compiled by",
    "compiled from",
    "editing by",
    "edited by",
    "graphics by",
    "photo by",
    "photographs by",
    "photography by",
    "photos by",
    "produced by",
    "reported by",
    "reporting and writing by",
    "reporting by",
    "translated by",
    "translation by",
    "with assistance by",
    "with files from",
    "with inputs from",
    "with reporting by",
    "with reporting from",
    "writing by",
    "written by",
];

/// Openings that need no name.
const NOTES: &[&str] = &[
    "associated press writer",
    "associated press writers",
    "this article was originally published",
    "this story was originally published",
    "to contact the editor",
    "to contact the editors",
    "to contact the reporter",
    "to contact the reporters",
    "to contact the author",
];

/// Whether a paragraph is a correction notice.
pub(crate) fn is_correction(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| {
        matches!(c, '(' | '[' | '*' | '-' | '–' | '—') || c.is_whitespace()
    });
    let label = |label: &str| {
        words::after(inner, label).is_some_and(|rest| {
            rest.trim_start()
                .starts_with([':', '-', '–', '—', '.', '('])
        })
    };
    if [
        "correction",
        "corrections",
        "clarification",
        "corrected",
        "correction appended",
    ]
    .iter()
    .any(|name| label(name))
    {
        return true;
    }
    let head = &inner[..inner.floor_char_boundary(200)];
    let note = label("editor's note") || label("editors' note") || label("note");
    let begins_earlier = words::begins(inner, EARLIER);
    begins_earlier
        || note
            && words::holds(
                head,
                &[
                    "an earlier version",
                    "a previous version",
                    "has been corrected",
                    "was corrected",
                    "correct",
                ],
            )
        || words::begins(
            inner,
            &["this article", "this story", "this report", "this post"],
        ) && words::holds(
            head,
            &[
                "has been corrected",
                "was corrected",
                "has been amended",
                "was amended",
                "was updated to correct",
            ],
        )
}

const EARLIER: &[&str] = &[
    "a previous version of this",
    "an earlier version of this",
    "an earlier version of the story",
    "earlier versions of this",
    "previous versions of this",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        for list in [JOINING, NO_NAME, NOT_PEOPLE] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn bylines_name_people() {
        let check = |line: &str, expected: Option<&[&str]>| {
            let found = byline(line);
            let found: Option<Vec<&str>> = found
                .as_ref()
                .map(|names| names.iter().map(String::as_str).collect());
            assert_eq!(found.as_deref(), expected, "{line}");
        };
        check("By Jane Doe", Some(&["Jane Doe"]));
        check("BY JANE DOE AND JOHN ROE", Some(&["JANE DOE", "JOHN ROE"]));
        check(
            "By Jane van der Doe, John Roe and Ali al-Roe, Associated Press",
            Some(&["Jane van der Doe", "John Roe", "Ali al-Roe"]),
        );
        check("By Jane Doe in Oslo", Some(&["Jane Doe"]));
        check("By Reuters Staff", Some(&[]));
        check("By Friday, the rebels had left.", None);
        check("By Friday the Rebels", None);
        check("By the river", None);
        check("Bystanders Cheered", None);
    }

    #[test]
    fn credits_and_corrections_are_told_from_news() {
        for text in [
            "Reporting by Jane Doe; Editing by John Roe",
            "(Reporting by Jane Doe in Oslo; Additional reporting by Ali Roe)",
            "Copyright 2016 The Meridian Ledger. All rights reserved.",
            "© 2016 Meridian",
            "With assistance by Jane Doe",
            "To contact the reporter on this story: Jane Doe in Oslo at jdoe@example.com",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in [
            "Copyright law is to change, the ministry said.",
            "Reporting restrictions were lifted.",
        ] {
            assert!(!is_credit(text), "{text}");
        }
        for text in [
            "Correction: the minister is Jane Doe, not Joan.",
            "CORRECTION (May 3): the figure is 12.",
            "An earlier version of this article misstated the date.",
            "Editor’s note: A previous version of this story gave the wrong age.",
            "This article was amended on 3 May 2016.",
        ] {
            assert!(is_correction(text), "{text}");
        }
        for text in [
            "Corrections officers struck on Monday.",
            "This article explains the vote.",
            "Editor’s note: Names were changed.",
        ] {
            assert!(!is_correction(text), "{text}");
        }
    }
}
