//! When a page was published, and whose copy it is, as far as the page says so itself.
//!
//! Signs are weighed in a fixed order: what the caller gives, metadata, the address, a line of
//! the text. Those that disagree by more than a day become an issue. A date that must be worked
//! out from the story (“Thursday”, “Dec 8”) is left to the reader.

use jiff::ToSpan as _;
use record::{
    Basis, BlockKind, DateBasis, DateInterval, Document, Issue, IssueCode, Published, Span,
};

use crate::{Given, assemble::Metadata, dates, words};

/// Sets the publication date of a document, and the date of its last change.
pub(crate) fn publication(document: &mut Document, metadata: &Metadata, given: &Given) {
    let mut signs: Vec<Published> = Vec::new();
    if let Some(value) = given
        .published
        .as_deref()
        .filter(|value| !value.trim().is_empty())
    {
        match parse(value) {
            Some(date) => signs.push(sign(date, DateBasis::Given, 1.0)),
            None => document.issues.push(bad_date("published", value)),
        }
    }
    if let Some((value, _)) = &metadata.published {
        match parse(value) {
            Some(date) => signs.push(sign(date, DateBasis::Metadata, 0.98)),
            None => document
                .issues
                .push(bad_date("the page's publication date", value)),
        }
    }
    if let Some((value, basis)) = &metadata.updated {
        document.updated = Some(value.clone());
        document.basis.insert("updated", *basis);
    }
    let addresses = [document.uri.as_deref(), document.canonical.as_deref()];
    let address = addresses.into_iter().flatten().find_map(dates::in_address);
    signs.extend(address.map(|date| sign((date, None), DateBasis::Url, 0.95)));
    signs.extend(in_text(document));
    let Some(chosen) = signs.first().cloned() else {
        return;
    };
    for other in &signs[1..] {
        if let (Some(one), Some(two)) = (chosen.interval, other.interval)
            && !near(one, two)
        {
            let message = format!(
                "{} ({}) and {} ({}) disagree",
                one.start, chosen.basis, two.start, other.basis
            );
            let span = other.evidence.first().copied();
            document
                .issues
                .push(Issue::with_message(IssueCode::DateConflict, message, span));
        }
    }
    let from = match (chosen.basis, &metadata.published) {
        (DateBasis::Given, _) => Basis::Given,
        (DateBasis::Metadata, Some((_, basis))) => *basis,
        (DateBasis::Url, _) => Basis::Url,
        _ => Basis::Text,
    };
    document.basis.insert("published", from);
    document.published = chosen;
}

fn parse(value: &str) -> Option<(DateInterval, Option<String>)> {
    dates::iso(value)
        .or_else(|| dates::find(value).map(|found| (DateInterval::day(found.date), found.zone)))
}

fn sign(
    (interval, zone): (DateInterval, Option<String>),
    basis: DateBasis,
    confidence: f32,
) -> Published {
    Published {
        interval: Some(interval),
        zone,
        confidence,
        basis,
        evidence: Vec::new(),
    }
}

fn bad_date(field: &str, value: &str) -> Issue {
    let shown: String = value.chars().take(40).collect();
    Issue::with_message(
        IssueCode::BadField,
        format!("{field} is not a date: `{shown}`"),
        None,
    )
}

/// Whether two intervals overlap or lie a day apart: a story filed before midnight is published
/// after it.
fn near(one: DateInterval, two: DateInterval) -> bool {
    let day = 1.day();
    let widened = DateInterval {
        start: one.start.saturating_sub(day),
        end: one.end.saturating_add(day),
    };
    widened.intersect(two).is_some()
}

/// The date in a line of its own or in the dateline of the story, with its year.
fn in_text(document: &Document) -> Option<Published> {
    let text = &document.text;
    let found = |span: Span, confidence: f32| -> Option<Published> {
        let date = dates::find(span.of(text))?;
        let start = span.start as usize;
        Some(Published {
            evidence: vec![Span::new(
                start + date.span.start as usize,
                start + date.span.end as usize,
            )],
            ..sign(
                (DateInterval::day(date.date), date.zone),
                DateBasis::Dateline,
                confidence,
            )
        })
    };
    let lines = || {
        document
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.kind == BlockKind::Dateline)
    };
    let labelled = lines().find(|(_, block)| {
        words::begins(
            block.span.of(text),
            &["published", "posted", "first published", "issued"],
        )
    });
    if let Some(published) = labelled.and_then(|(_, block)| found(block.span, 0.95)) {
        return Some(published);
    }
    // A bare date far down the page may be that of any related story.
    let on_top = |(index, _): &(usize, &record::Block)| *index < 8;
    let changed = |span: Span| {
        words::begins(
            span.of(text),
            &["updated", "last updated", "modified", "last modified"],
        )
    };
    let mut tops: Vec<Span> = lines()
        .filter(on_top)
        .map(|(_, block)| block.span)
        .collect();
    tops.sort_by_key(|span| changed(*span));
    for span in tops {
        let confidence = if changed(span) { 0.6 } else { 0.9 };
        if let Some(published) = found(span, confidence) {
            return Some(published);
        }
    }
    let paragraphs = document
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph);
    paragraphs.take(2).find_map(|block| {
        let head = head(block.span.of(text))?;
        let start = block.span.start as usize;
        found(Span::new(start, start + head.len()), 0.9)
    })
}

/// The dateline at the start of a paragraph: “HAMBURG, Dec. 8, 2016 (AP)”, up to the dash.
fn head(paragraph: &str) -> Option<&str> {
    let window = &paragraph[..paragraph.floor_char_boundary(120)];
    let end = ["—", "–", " - ", " _ ", " -- ", "--", ") "]
        .iter()
        .filter_map(|dash| window.find(dash))
        .min()?;
    let mut head = &window[..end];
    if window[end..].starts_with(')') {
        head = &window[..=end];
    }
    let first = words::words(head).next()?;
    let capitals = first.chars().count() > 2 && !first.contains(char::is_lowercase);
    (capitals || head.contains('('))
        .then_some(head)
        .filter(|head| words::count(head, 15) < 15)
}

/// The news agency that the dateline of a paragraph names in brackets.
pub(crate) fn agency(paragraph: &str) -> Option<&'static str> {
    let head = head(paragraph)?;
    let open = head.rfind('(')?;
    let name = head[open + 1..]
        .trim_end_matches([')', ' ', '/', '.'])
        .trim();
    AGENCIES
        .iter()
        .find(|(known, _)| words::after(name, known).is_some())
        .map(|(_, name)| *name)
}

/// Agencies as datelines write them, in lower case, and their names.
const AGENCIES: &[(&str, &str)] = &[
    ("aap", "Australian Associated Press"),
    ("afp", "Agence France-Presse"),
    ("agence france-presse", "Agence France-Presse"),
    ("ani", "Asian News International"),
    ("ansa", "ANSA"),
    ("ap", "Associated Press"),
    ("apa", "APA"),
    ("associated press", "Associated Press"),
    ("bernama", "Bernama"),
    ("bloomberg", "Bloomberg"),
    ("cp", "The Canadian Press"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("ians", "Indo-Asian News Service"),
    ("interfax", "Interfax"),
    ("irna", "IRNA"),
    ("itar-tass", "TASS"),
    ("kuna", "KUNA"),
    ("kyodo", "Kyodo News"),
    ("pti", "Press Trust of India"),
    ("reuters", "Reuters"),
    ("ria novosti", "RIA Novosti"),
    ("sana", "SANA"),
    ("tass", "TASS"),
    ("the canadian press", "The Canadian Press"),
    ("thomson reuters foundation", "Thomson Reuters Foundation"),
    ("unb", "United News of Bangladesh"),
    ("united press international", "United Press International"),
    ("upi", "United Press International"),
    ("wam", "WAM"),
    ("xinhua", "Xinhua"),
    ("yonhap", "Yonhap"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        page: &str,
        uri: Option<&str>,
        expected: Option<(&str, DateBasis, &str)>,
        conflict: bool,
    ) {
        let given = Given {
            uri: uri.map(str::to_owned),
            ..Given::default()
        };
        let document = crate::text(page.as_bytes(), &given);
        let published = &document.published;
        let found = published.interval.map(|days| {
            let evidence = published
                .evidence
                .first()
                .map_or("", |span| span.of(&document.text));
            (days.start.to_string(), published.basis, evidence)
        });
        let expected = expected.map(|(date, basis, words)| (date.to_owned(), basis, words));
        assert_eq!(found, expected, "of {page}");
        let conflicts = document
            .issues
            .iter()
            .any(|issue| issue.code == IssueCode::DateConflict);
        assert_eq!(conflicts, conflict, "of {page}");
    }

    #[test]
    fn a_page_says_when_it_was_published() {
        let story = "Talks Resume\n\nThe envoys met in Bergen on Wednesday for the first time in a month, officials said.";
        check(story, None, None, false);
        check(
            story,
            Some("https://news.example/2016/03/09/talks"),
            Some(("2016-03-09", DateBasis::Url, "")),
            false,
        );
        let dated = format!("March 10, 2016\n\n{story}");
        check(
            &dated,
            None,
            Some(("2016-03-10", DateBasis::Dateline, "March 10, 2016")),
            false,
        );
        check(
            &dated,
            Some("https://news.example/2016/03/09/talks"),
            Some(("2016-03-09", DateBasis::Url, "")),
            false,
        );
        check(
            &dated,
            Some("https://news.example/2016/03/19/talks"),
            Some(("2016-03-19", DateBasis::Url, "")),
            true,
        );
        let both =
            format!("{story}\n\nUpdated: 12 March 2016\n\nPublished: 9 March 2016 10:15 GMT");
        check(
            &both,
            None,
            Some(("2016-03-09", DateBasis::Dateline, "9 March 2016")),
            false,
        );
        let wire = "BERGEN, Norway, March 9, 2016 (AP) — The envoys met on Wednesday.";
        check(
            wire,
            None,
            Some(("2016-03-09", DateBasis::Dateline, "March 9, 2016")),
            false,
        );
        check(
            "BERGEN, March 9 (Reuters) - The envoys met on Wednesday.",
            None,
            None,
            false,
        );
        check(
            "The war began on Sept. 1, 1939 - a Friday.",
            None,
            None,
            false,
        );
    }

    #[test]
    fn an_agency_signs_its_dateline() {
        for (paragraph, expected) in [
            (
                "BERGEN, March 9 (Reuters) - The envoys met.",
                Some("Reuters"),
            ),
            (
                "BERGEN, Norway (AP) _ The envoys met.",
                Some("Associated Press"),
            ),
            (
                "BERGEN (AFP) — The envoys met.",
                Some("Agence France-Presse"),
            ),
            ("The envoys (both from Bergen) met on Wednesday.", None),
            ("The envoys met - twice - in Bergen.", None),
        ] {
            assert_eq!(agency(paragraph), expected, "{paragraph}");
        }
    }
}
