//! Captions and who made their pictures, as far as words alone show them.
//!
//! Agencies write both after patterns: a caption opens with “FILE —” or speaks of “this photo”,
//! and closes with a credit in brackets, “(AP Photo/Jane Doe, File)”.

use record::Span;

use crate::words;

/// Whether a sentence opens a caption.
pub(crate) fn opens_caption(sentence: &str) -> bool {
    let sentence = sentence.trim_start();
    // “FILE” is in capitals, with a dash, colon or the word photo: “File the papers” opens none.
    if let Some(rest) = sentence
        .strip_prefix("FILE")
        .or(sentence.strip_prefix("(FILE"))
    {
        let rest = rest.trim_start();
        return rest.starts_with(['-', '–', '—', '_', ':', ')', 'S'])
            || words::begins(rest, &["photo", "picture", "image", "pic"]);
    }
    if let Some(rest) = words::after(sentence, "in this")
        .or(words::after(sentence, "this"))
        .or(words::after(sentence, "in an"))
    {
        // “In this Friday, June 3, 2016 photo, …” and “This image made from video shows …”.
        let head = &rest[..rest.floor_char_boundary(70)];
        return words::holds(head, PICTURES);
    }
    words::begins(sentence, OPENINGS)
        && OPENINGS.iter().any(|opening| {
            words::after(sentence, opening)
                .is_some_and(|rest| rest.trim_start().starts_with([':', '|', '-', '–', '—']))
        })
        || words::begins(
            sentence,
            &[
                "image caption",
                "media caption",
                "pictured above",
                "pictured here",
            ],
        )
}

const PICTURES: &[&str] = &[
    "file image",
    "file photo",
    "frame grab",
    "handout photo",
    "handout picture",
    "image made",
    "image provided",
    "image released",
    "image taken",
    "photo",
    "photo made",
    "photograph",
    "satellite image",
    "still image",
    "undated image",
    "video grab",
];

const OPENINGS: &[&str] = &[
    "above",
    "caption",
    "file photo",
    "file picture",
    "photo",
    "photo caption",
    "picture",
    "pictured",
];

/// The first picture credit in brackets, brackets included, in bytes of `text`.
pub(crate) fn bracketed_credit(text: &str) -> Option<Span> {
    let mut from = 0;
    while let Some(at) = text[from..].find('(') {
        let open = from + at;
        let window = &text[open..text.floor_char_boundary(open + 160)];
        if let Some(close) = window.find(')')
            && is_picture_credit(&window[1..close])
        {
            return Some(Span::new(open, open + close + 1));
        }
        from = open + 1;
    }
    None
}

/// The credit that opens a sentence without brackets: “Photo: AP” in “… in Oslo. Photo: AP The envoy
/// said …”. In bytes of the sentence.
pub(crate) fn opening_credit(sentence: &str) -> Option<Span> {
    let rest = LABELS
        .iter()
        .find_map(|label| words::after(sentence, label)?.strip_prefix(':'))?;
    let rest = rest.trim_start();
    let agency = rest
        .split(char::is_whitespace)
        .next()?
        .trim_end_matches([',', '.']);
    let known = agency
        .split('/')
        .any(|part| words::is_in(part, PICTURE_AGENCIES));
    let start = sentence.len() - rest.len();
    known.then(|| Span::new(0, start + agency.len()))
}

/// The credit at the end of a caption without brackets: “Boats in port. Photo: Jane Doe”.
/// In bytes of the caption.
pub(crate) fn closing_credit(caption: &str) -> Option<Span> {
    let mut found = None;
    for (at, c) in caption.char_indices() {
        let before = caption[..at].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = &caption[at..];
        let label = || {
            CLOSING.iter().any(|label| {
                words::after(rest, label).is_some_and(|rest| rest.trim_start().starts_with(':'))
            })
        };
        if c == '©' || c.is_uppercase() && label() {
            found = Some(at);
            break;
        }
    }
    let at = found.filter(|at| words::count(&caption[*at..], 13) <= 12)?;
    Some(Span::new(at, caption.len()))
}

/// Labels of a credit at the end of a caption, in the languages whose pages are common.
const CLOSING: &[&str] = &[
    "bild",
    "credit",
    "foto",
    "image",
    "image credit",
    "photo",
    "photo credit",
    "photograph",
    "picture",
    "quelle",
    "source",
];

/// Whether the words in brackets, or a line of its own, say who made a picture.
pub(crate) fn is_picture_credit(words_inside: &str) -> bool {
    let inside = words_inside.trim();
    if words::count(inside, 16) > 15 {
        return false;
    }
    let slash = inside.contains('/');
    slash && words::holds(inside, PICTURE_AGENCIES) && !inside.contains("://")
        || words::holds(
            inside,
            &[
                "getty images",
                "photo by",
                "photos by",
                "picture by",
                "image by",
                "photograph by",
                "ap photo",
            ],
        )
        || words::begins(inside, LABELS)
            && LABELS.iter().any(|label| {
                words::after(inside, label)
                    .is_some_and(|rest| rest.trim_start().starts_with([':', '|', '/']))
            })
        || words::begins(
            inside,
            &[
                "image copyright",
                "courtesy of",
                "photo courtesy",
                "image source",
            ],
        )
}

const PICTURE_AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "ap photo",
    "bloomberg",
    "epa",
    "getty",
    "images",
    "photo",
    "photos",
    "pool",
    "reuters",
    "shutterstock",
    "sipa",
    "tass",
    "xinhua",
];

/// What stands before a photographer's name.
const LABELS: &[&str] = &[
    "credit",
    "image",
    "image credit",
    "images",
    "photo",
    "photo credit",
    "photograph",
    "photographer",
    "photos",
    "picture",
    "picture credit",
    "pictures",
];

/// Whether a paragraph of its own is a picture credit without brackets: “Photo: Jane Doe/Agency”,
/// “REUTERS/Jane Doe”.
pub(crate) fn is_credit_line(text: &str) -> bool {
    words::count(text, 13) <= 12
        && !text.trim_start_matches('(').contains('(')
        && !words::ends_with_stop(text.trim_end_matches('.'))
        && is_picture_credit(text.trim_matches(['(', ')', '.', '[', ']']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_open_in_known_ways() {
        for sentence in [
            "FILE — In this Tuesday, May 3, 2011 file photo, a tanker burns.",
            "FILE PHOTO: A tanker burns off the coast.",
            "FILE - A tanker burns.",
            "In this Friday, June 3, 2016 photo, boys fish in the canal.",
            "This image made from video shows the wreck.",
            "Pictured: the wreck of the tanker.",
            "Image caption The wreck of the tanker",
        ] {
            assert!(opens_caption(sentence), "{sentence}");
        }
        for sentence in [
            "File the papers by Monday, the court said.",
            "In this war, nobody has won.",
            "This government will fall, he said.",
            "The photo shows nothing.",
            "Photographers waited outside.",
        ] {
            assert!(!opens_caption(sentence), "{sentence}");
        }
    }

    #[test]
    fn credits_are_found_in_brackets() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                bracketed_credit(text).map(|span| span.of(text)),
                expected,
                "{text}"
            );
        };
        check(
            "A tanker burns. (AP Photo/Jane Doe, File) Oil rose.",
            Some("(AP Photo/Jane Doe, File)"),
        );
        check(
            "Crowds in Oslo (Jane Doe/Getty Images)",
            Some("(Jane Doe/Getty Images)"),
        );
        check(
            "Crowds in Oslo. (Photo: Jane Doe)",
            Some("(Photo: Jane Doe)"),
        );
        check(
            "Crowds in Oslo (REUTERS/Jane Doe).",
            Some("(REUTERS/Jane Doe)"),
        );
        check("OSLO (Reuters) - Crowds (some armed) met.", None);
        check("The vote (on the bill and/or the plan) failed.", None);
        check("((((((", None);
    }

    #[test]
    fn credits_without_brackets_open_a_sentence() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                opening_credit(text).map(|span| span.of(text)),
                expected,
                "{text}"
            );
        };
        assert!(PICTURE_AGENCIES.is_sorted());
        check("Photo: AP The envoy met reporters.", Some("Photo: AP"));
        check("Picture: Doe/Reuters", Some("Picture: Doe/Reuters"));
        check("Photo: the envoy meets reporters.", None);
    }

    #[test]
    fn credits_close_a_caption() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                closing_credit(text).map(|span| span.of(text)),
                expected,
                "{text}"
            );
        };
        check("Boats in port. Photo: Jane Doe", Some("Photo: Jane Doe"));
        check(
            "Boats in port © Jane Doe | Agency",
            Some("© Jane Doe | Agency"),
        );
        check("Boats in the photo: none left port.", None);
    }

    #[test]
    fn credit_lines_stand_alone() {
        for (line, expected) in [
            ("Photo: Jane Doe/AFP", true),
            ("REUTERS/Jane Doe", true),
            ("Image copyright Getty Images", true),
            ("Getty/Jane Doe", true),
            ("Photos of the wreck were shown.", false),
            ("The photo was made by a passer-by.", false),
        ] {
            assert_eq!(is_credit_line(line), expected, "{line}");
        }
    }
}
