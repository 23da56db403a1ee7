//! Who says what beside the article: quotations by speaker, and who says what about what.

use std::fmt::Write as _;

use record::{Claim, ClaimKind, Reading};

use super::escape::escape;
use super::rows::{bdi, close, line, open};
use crate::phrases;
use crate::said::{self, Matrix, Speaker};

/// Every claim under a heading for whoever makes it.
pub(super) fn claims(page: &mut String, reading: &Reading, speakers: &[Speaker]) {
    if speakers.is_empty() {
        page.push_str("<ul><li class=\"none\">None found.</li></ul>\n");
    }
    for speaker in speakers {
        heading(page, reading, speaker);
        page.push_str("<ul>\n");
        for id in &speaker.claims {
            claim(page, reading, id.index(), &reading.claims[id.index()]);
        }
        page.push_str("</ul>\n");
    }
}

fn heading(page: &mut String, reading: &Reading, speaker: &Speaker) {
    let mut facts: Vec<_> = speaker
        .known(reading)
        .iter()
        .map(|fact| bdi(fact))
        .collect();
    facts.push(speaker.extent());
    let _ = writeln!(
        page,
        "<h4>{} <span class=\"facts\">{}</span></h4>",
        bdi(&speaker.name(reading)),
        facts.join(" · ")
    );
}

fn claim(page: &mut String, reading: &Reading, index: usize, claim: &Claim) {
    let mut also: Vec<String> = claim.within.iter().map(ToString::to_string).collect();
    also.extend(claim.time.map(|time| time.to_string()));
    also.extend(claim.place.map(|place| place.to_string()));
    open(page, &format!("c{}", index + 1), &also, "");
    let cue = phrases::words(reading, &claim.cue);
    let cue = match cue.as_str() {
        "" => String::new(),
        cue => format!("<mark>{}</mark>", escape(cue)),
    };
    let act = said::marked_act(claim).map(|act| format!("<b>{act}</b>"));
    let saying = match (act, cue.is_empty()) {
        (Some(act), true) => format!("{act}: "),
        (Some(act), false) => format!("{act} ({cue}): "),
        (None, true) => String::new(),
        (None, false) => format!("{cue}: "),
    };
    // Words that are not the speaker's own begin in the middle of the page's sentence.
    let dots = match claim.kind {
        ClaimKind::Direct => "",
        _ => "…",
    };
    let content = escape(&phrases::content(reading, claim));
    line(
        page,
        "quote",
        &format!("<bdi>{saying}{dots}{content}</bdi>"),
    );
    let mut facts = vec![claim.kind.as_str().to_owned()];
    let circumstances = said::circumstances(reading, claim);
    facts.extend(circumstances.iter().map(|fact| bdi(fact)));
    line(page, "facts", &facts.join(" · "));
    close(page);
}

/// Pairs of a speaker and what is spoken of.
pub(super) fn pairs(matrix: &Matrix<'_>) -> usize {
    matrix.iter().map(|(_, topics)| topics.len()).sum()
}

/// A table with a group of rows for each speaker. Its links lead to the words of the claims, with
/// the script or without it.
pub(super) fn about(page: &mut String, reading: &Reading, number: usize, matrix: &Matrix<'_>) {
    if matrix.is_empty() {
        page.push_str("<p class=\"none\">No claim speaks of anybody.</p>\n");
        return;
    }
    page.push_str(
        "<table>\n<caption>Who says what about what</caption>\n<thead><tr>\
         <th scope=\"col\">About</th><th scope=\"col\">What is done by speaking, how often, in \
         what words</th></tr></thead>\n",
    );
    for (speaker, topics) in matrix {
        let _ = writeln!(
            page,
            "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"2\">{}</th></tr>",
            bdi(&speaker.name(reading))
        );
        for topic in topics {
            let name = bdi(&topic.name(reading));
            let _ = write!(page, "<tr><th scope=\"row\">{name}</th><td>");
            for (act, claims) in topic.acts(reading) {
                let _ = write!(page, "<p><b>{act}</b> {}", claims.len());
                for (id, span) in claims {
                    let claim = &reading.claims[id.index()];
                    let words = bdi(&said::around(reading, claim, span));
                    let _ = write!(
                        page,
                        " <a href=\"#reading-{number}-{id}\" data-to=\"{id}\">{words}</a>"
                    );
                }
                page.push_str("</p>");
            }
            page.push_str("</td></tr>\n");
        }
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n");
}
