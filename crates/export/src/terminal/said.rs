//! Who says what on the terminal: quotations by speaker, then who says what about what.

use record::{Claim, Reading};

use super::layout::{Ink, NO_BREAK, Page, piece, width};
use super::padding;
use crate::phrases;
use crate::said::{self, Matrix, Speaker, Topic};

/// The most rows of “who says what about what”; the rest are counted.
const MOST_ROWS: usize = 24;

/// Where what is said starts: behind “indirect”, the longest kind.
const INDENT: usize = 14;

pub(super) fn show(page: &mut Page, reading: &Reading) {
    let speakers = said::speakers(reading);
    if speakers.is_empty() {
        return;
    }
    page.heading("Claims", "who says what");
    for speaker in &speakers {
        heading(page, reading, speaker);
        for id in &speaker.claims {
            claim(page, reading, &reading.claims[id.index()]);
        }
    }
    about(page, reading, &speakers);
}

fn heading(page: &mut Page, reading: &Reading, speaker: &Speaker) {
    let name = phrases::cut_at_word(&speaker.name(reading), 100);
    let mut facts = speaker.known(reading);
    facts.push(speaker.extent().replace(' ', &NO_BREAK.to_string()));
    let line = [
        piece(name, Ink::Who),
        piece(format!("{NO_BREAK} {}", facts.join(" · ")), Ink::Plain),
    ];
    page.lines(2, 4, &line, 3);
}

/// One line for what is said, and one for its circumstances where any are known.
fn claim(page: &mut Page, reading: &Reading, claim: &Claim) {
    let kind = claim.kind.as_str();
    let cue = phrases::words(reading, &claim.cue);
    let mut line = vec![piece(
        format!("{kind}{}", padding(INDENT - 4 - width(kind))),
        Ink::Faint,
    )];
    match said::marked_act(claim) {
        Some(act) if cue.is_empty() => line.push(piece(format!("{act}: "), Ink::Strong)),
        Some(act) => {
            line.push(piece(act, Ink::Strong));
            line.push(piece(format!(" ({cue}): "), Ink::Plain));
        }
        None if cue.is_empty() => {}
        None => line.push(piece(format!("{cue}: "), Ink::Plain)),
    }
    line.push(piece(phrases::content(reading, claim), Ink::Plain));
    page.lines(4, INDENT, &line, 1);
    let facts = said::circumstances(reading, claim);
    if !facts.is_empty() {
        page.lines(INDENT, INDENT, &[piece(facts.join(" · "), Ink::Faint)], 2);
    }
}

/// A row of “who says what about what”.
struct Row<'a> {
    speaker: usize,
    /// One topic, or several of which one thing is said each, and in the same way: a row each
    /// would bury the others.
    topics: Vec<&'a Topic>,
    acts: String,
}

fn about(page: &mut Page, reading: &Reading, speakers: &[Speaker]) {
    let matrix = said::matrix(reading, speakers);
    let rows = rows(reading, &matrix);
    if rows.is_empty() {
        return;
    }
    // The rows that tell most stay where there are too many, in the order of their speakers.
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| rows[*index].topics[0].rank(reading));
    let left_out = order.split_off(order.len().min(MOST_ROWS));
    order.sort_unstable();

    page.heading("About", "who says what about what");
    let names: Vec<_> = matrix
        .iter()
        .map(|(speaker, _)| phrases::cut(&speaker.short_name(reading), 28))
        .collect();
    let shown = order
        .iter()
        .map(|index| width(&names[rows[*index].speaker]));
    let column = shown.max().unwrap_or(0);
    let mut last = None;
    for index in order {
        let row = &rows[index];
        let name = match last.replace(row.speaker) {
            Some(last) if last == row.speaker => "",
            _ => names[row.speaker].as_str(),
        };
        let topics: Vec<_> = row.topics.iter().map(|topic| topic.name(reading)).collect();
        let each = if topics.len() > 1 { " each" } else { "" };
        let line = [
            piece(name, Ink::Who),
            piece(padding(column - width(name)), Ink::Plain),
            piece(" → ", Ink::Faint),
            piece(topics.join(", "), Ink::Who),
            piece(format!(": {}{each}", row.acts), Ink::Plain),
        ];
        page.lines(2, column + 5, &line, 3);
    }
    let more: usize = left_out.iter().map(|index| rows[*index].topics.len()).sum();
    if more > 0 {
        let words = format!("and {more} more; the HTML report has them all");
        page.lines(2, 4, &[piece(words, Ink::Faint)], 1);
    }
}

fn rows<'a>(reading: &Reading, matrix: &'a Matrix<'_>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (speaker, (_, topics)) in matrix.iter().enumerate() {
        let first = rows.len();
        for topic in topics {
            let acts = acts(reading, topic);
            let alike = rows[first..]
                .iter_mut()
                .find(|row| topic.claims.len() == 1 && row.acts == acts);
            match alike {
                Some(row) => row.topics.push(topic),
                None => rows.push(Row {
                    speaker,
                    topics: vec![topic],
                    acts,
                }),
            }
        }
    }
    rows
}

/// “accuses 2, states 1”.
fn acts(reading: &Reading, topic: &Topic) -> String {
    topic
        .acts(reading)
        .iter()
        .map(|(act, claims)| format!("{act} {}", claims.len()))
        .collect::<Vec<_>>()
        .join(", ")
}
