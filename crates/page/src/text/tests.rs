//! Whole texts of our own writing, with the damage that scraping leaves, and the blocks they hold.

use super::*;

/// Checks blocks written as `kind: first words … last words` against a text.
fn check(text: &str, expected: &[(&str, &str)]) {
    let pieces: Vec<Piece> = paragraphs(text)
        .into_iter()
        .map(|span| Piece {
            span,
            kind: None,
            furniture: false,
        })
        .collect();
    let (blocks, _) = blocks(text, &pieces, None);
    let found: Vec<(&str, &str)> = blocks
        .iter()
        .map(|block| (block.kind.as_str(), block.span.of(text)))
        .collect();
    for (found, expected) in found.iter().zip(expected) {
        let (head, tail) = expected.1.split_once('…').unwrap_or((expected.1, ""));
        assert!(
            found.0 == expected.0 && found.1.starts_with(head) && found.1.ends_with(tail),
            "expected {expected:?}, found {found:?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "found {found:#?}");
}

#[test]
fn word_lists_are_sorted() {
    assert!(OF_DATE_LINES.is_sorted());
    assert!(dates::ZONES.is_sorted());
}

#[test]
fn a_scraped_page_with_every_damage() {
    check(
        "Norway, Ruritania Resume Fishing Talks as Envoy Sees ‘Opening’\n\n\
         Norway, Ruritania resume fishing talks as envoy sees ‘opening’\n\n\
         By Jane Doe and John Roe\n\n\
         The two countries went back to the table in Bergen on Tuesday after a month of silence, the \
         Norwegian foreign ministry said.“We see an opening,” envoy Kari Roe told reporters. She \
         called the latest offer a “serious step after years of drift.”Envoy Answers\n\n\
         FILE — In this Monday, March 7, 2016 file photo, trawlers lie in the harbour of Bergen, \
         Norway. The fleet has not left port for weeks. Owners say that losses mount. (AP \
         Photo/Jane Doe, File)\n\
         “We want an end to this dispute,” Roe said on Tuesday. Talks were to go on overnight.\n\n\
         Capturing the quota would give the coastal towns a future, analysts said. See it here \
         first, wherever you are, on the Meridian app. The ministry, which hosts the talks, called \
         the offer fair.\n\n\
         Leave a Reply\n\n\
         Your email address will not be published. Required fields are marked *\n\n\
         Name *\n\nEmail *\n\nPost Comment",
        &[
            ("headline", "Norway, Ruritania Resume…"),
            ("repeat", "Norway, Ruritania resume…"),
            ("byline", "By Jane Doe and John Roe"),
            ("paragraph", "The two countries…years of drift.”"),
            ("subhead", "Envoy Answers"),
            ("caption", "FILE — In this Monday…losses mount."),
            ("credit", "(AP Photo/Jane Doe, File)"),
            ("paragraph", "“We want an end…overnight."),
            ("paragraph", "Capturing the quota…analysts said."),
            ("promotion", "See it here first…app."),
            ("paragraph", "The ministry, which…fair."),
            ("form", "Leave a Reply"),
            ("form", "Your email address…*"),
            ("form", "Name *"),
            ("form", "Email *"),
            ("form", "Post Comment"),
        ],
    );
}

#[test]
fn captions_in_the_middle_of_a_line() {
    check(
        "Two trawlers sank off the coast on Friday night, the coast guard said. FILE PHOTO: Trawlers lie in \
         the harbour. REUTERS may have more. (REUTERS/Jane Doe) Rescuers searched until dawn.",
        &[
            ("paragraph", "Two trawlers…said."),
            ("caption", "FILE PHOTO:…more."),
            ("credit", "(REUTERS/Jane Doe)"),
            ("paragraph", "Rescuers searched until dawn."),
        ],
    );
    check(
        "Crowds wait at the harbour in Bergen (Jane Doe/Getty Images)\n\nThe boats came in at noon.",
        &[
            ("caption", "Crowds wait at the harbour in Bergen"),
            ("credit", "(Jane Doe/Getty Images)"),
            ("paragraph", "The boats came in at noon."),
        ],
    );
}

#[test]
fn agency_copy_keeps_its_parts() {
    check(
        "Update 2 - Ruritania signs fishing accord\n\
         Published: 9 March 2016 10:15 GMT\n\
         BERGEN, Norway (Reuters) - Ruritania signed an accord on fishing with Norway on Wednesday.\n\
         What the accord says\n\
         The text runs to forty pages, officials said.\n\
         Read more: Trawlers stay in port\n\
         (Reporting by Jane Doe; Editing by John Roe)",
        &[
            ("headline", "Update 2…"),
            ("dateline", "Published: 9 March 2016 10:15 GMT"),
            ("paragraph", "BERGEN, Norway…Wednesday."),
            ("subhead", "What the accord says"),
            ("paragraph", "The text runs…said."),
            ("promotion", "Read more: Trawlers stay in port"),
            ("credit", "(Reporting by Jane Doe; Editing by John Roe)"),
        ],
    );
}

#[test]
fn menus_links_and_comments_are_not_the_story() {
    check(
        "Home | World | Sport | Weather\n\n\
         Share\n\nTweet\n\n\
         Ferry sinks off northern coast\n\n\
         A ferry with ninety people on board sank on Friday off the northern coast, police said.\n\n\
         Related stories\n\n\
         Captain held after collision\n\n\
         Storm closes ports\n\n\
         2 Comments\n\n\
         Ola says:\n\n\
         This was bound to happen.\n\n\
         Reply",
        &[
            ("navigation", "Home…"),
            ("navigation", "Share"),
            ("navigation", "Tweet"),
            ("headline", "Ferry sinks…"),
            ("paragraph", "A ferry…said."),
            ("navigation", "Related stories"),
            ("navigation", "Captain held after collision"),
            ("navigation", "Storm closes ports"),
            ("comment", "2 Comments"),
            ("comment", "Ola says:"),
            ("comment", "This was bound to happen."),
            ("comment", "Reply"),
        ],
    );
}

#[test]
fn interviews_corrections_and_lists() {
    check(
        "Five questions for the envoy\n\n\
         Q: Will you sign the accord this week?\n\n\
         A: We will sign when the text is ready, and not a day earlier than that.\n\n\
         • The quota falls by a tenth.\n\n\
         • The ban ends in May.\n\n\
         Correction: the envoy's name is Kari Roe, not Karin.",
        &[
            ("headline", "Five questions…"),
            ("question", "Q: Will…"),
            ("paragraph", "A: We will…"),
            ("list", "• The quota…"),
            ("list", "• The ban…"),
            ("correction", "Correction:…"),
        ],
    );
}

#[test]
fn a_single_sentence_is_a_paragraph() {
    check(
        "Ruritania signs fishing accord",
        &[("paragraph", "Ruritania…")],
    );
    check(
        "Join us, he told the crowd on Friday.",
        &[("paragraph", "Join us…")],
    );
    check(
        "“Follow us on Facebook,” the rebels wrote.",
        &[("paragraph", "“Follow…")],
    );
}
