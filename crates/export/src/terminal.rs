//! A reading that an analyst can scan: what the page is, who is in it, what happened and who says
//! so, each with the words that say it.

mod layout;
mod said;

use record::{Entity, EntityType, Event, MentionForm, Reading, Role, Span, Status, Time};

pub use layout::Screen;
use layout::{Ink, NO_BREAK, Page, Piece, piece, width};

use crate::phrases;

/// The most rows of a list that names are scanned in; the rest are counted.
const MOST_ENTITIES: usize = 24;

/// The most lines that one quotation takes.
const MOST_QUOTED: usize = 3;

/// A reading in lines that fit the screen, with a line feed at the end of each.
pub fn reading(reading: &Reading, screen: Screen) -> String {
    let screen = Screen {
        width: screen.width.clamp(40, 110),
        ..screen
    };
    let mut page = Page::new(screen);
    document(&mut page, reading);
    issues(&mut page, reading);
    who(&mut page, reading);
    events(&mut page, reading);
    said::show(&mut page, reading);
    when_and_where(&mut page, reading);
    page.finish()
}

fn document(page: &mut Page, reading: &Reading) {
    let document = &reading.document;
    page.lines(0, 0, &[piece(phrases::title(reading), Ink::Strong)], 4);
    let mut made_by: Vec<String> = Vec::new();
    made_by.extend(document.publisher.clone());
    made_by.extend(
        document
            .agency
            .as_ref()
            .map(|agency| format!("copy of {agency}")),
    );
    if !document.byline.is_empty() {
        made_by.push(format!("by {}", phrases::list(&document.byline)));
    }
    made_by.extend(document.uri.clone());
    if !made_by.is_empty() {
        let line = phrases::one_line(&made_by.join(" · "));
        page.lines(0, 2, &[piece(line, Ink::Plain)], 3);
    }
    let (days, basis) = phrases::published(document);
    let mut line = vec![
        piece("Published ", Ink::Plain),
        piece(days, Ink::Strong),
        piece(format!(", {basis}"), Ink::Plain),
    ];
    let evidence: Vec<_> = document
        .published
        .evidence
        .iter()
        .map(|span| format!("“{}”", quoted(reading, *span)))
        .collect();
    if !evidence.is_empty() {
        line.push(piece(
            format!(" by the words {}", evidence.join(", ")),
            Ink::Plain,
        ));
    }
    page.lines(0, 2, &line, 3);
}

fn quoted(reading: &Reading, span: Span) -> String {
    phrases::cut(&phrases::one_line(span.of(&reading.document.text)), 60)
}

fn issues(page: &mut Page, reading: &Reading) {
    for issue in &reading.issues {
        let code = issue.code.code();
        let message = phrases::one_line(&issue.message);
        let words = issue.span.map_or(String::new(), |span| {
            format!(": “{}”", quoted(reading, span))
        });
        let line = format!("{code} {message}{words}");
        page.lines(
            0,
            2,
            &[piece("! ", Ink::Warning), piece(line, Ink::Warning)],
            2,
        );
    }
}

fn who(page: &mut Page, reading: &Reading) {
    let mut entities: Vec<&Entity> = reading
        .entities
        .iter()
        .filter(|entity| entity.kind != EntityType::Place && !entity.mentions.is_empty())
        .collect();
    if entities.is_empty() {
        return;
    }
    page.heading("Who", "");
    // Whoever is named, or spoken of again, has a row; “gunmen” in passing are listed after them.
    let has_row =
        |entity: &Entity| entity.mentions.len() > 1 || entity.mentions[0].form == MentionForm::Name;
    // A stable sort keeps the text's order among entities that are spoken of as often.
    entities.sort_by_key(|entity| (!has_row(entity), std::cmp::Reverse(entity.mentions.len())));
    let rows = entities.partition_point(|entity| has_row(entity));
    let shown = &entities[..rows.min(MOST_ENTITIES)];
    let names: Vec<_> = shown
        .iter()
        .map(|entity| phrases::cut(&phrases::one_line(&entity.name), 34))
        .collect();
    let column = names.iter().map(|name| width(name)).max().unwrap_or(0);
    for (entity, name) in shown.iter().zip(names) {
        let pad = padding(column + 2 - width(&name));
        let times = match entity.mentions.len() {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let mut facts = vec![entity.kind.as_str().to_owned()];
        let codes = phrases::codes(entity);
        if !codes.is_empty() {
            facts.push(codes);
        }
        facts.extend(entity.titles.first().map(|title| phrases::one_line(title)));
        facts.push(times);
        let start = [piece(name, Ink::Who), piece(pad, Ink::Plain)];
        let mut line: Vec<Piece> = start.into();
        line.push(piece(facts.join(" · "), Ink::Plain));
        page.lines(2, column + 4, &line, 2);
    }
    let others: Vec<_> = entities[shown.len()..]
        .iter()
        .filter(|entity| entity.mentions[0].form != MentionForm::Pronoun)
        .map(|entity| phrases::cut(&phrases::one_line(&entity.name), 34))
        .collect();
    if !others.is_empty() {
        let also = format!("also {}", others.join(", "));
        page.lines(2, 4, &[piece(also, Ink::Plain)], 4);
    }
}

/// Columns of padding, which wrapping leaves alone.
fn padding(columns: usize) -> String {
    std::iter::repeat_n(NO_BREAK, columns).collect()
}

fn events(page: &mut Page, reading: &Reading) {
    let (news, background): (Vec<&Event>, Vec<&Event>) =
        reading.events.iter().partition(|event| !event.background);
    for (heading, note, rows) in [
        ("Events", "", news),
        ("Background", "history retold, not the news", background),
    ] {
        if rows.is_empty() {
            continue;
        }
        page.heading(heading, note);
        for row in rows {
            event(page, reading, row);
        }
    }
}

/// Where the second column of the events starts.
const INDENT: usize = 17;

fn event(page: &mut Page, reading: &Reading, event: &Event) {
    let (date, basis) = phrases::event_date(event);
    let mut line = Vec::new();
    let first = 2;
    if width(&date) <= INDENT - first - 2 {
        let pad = padding(INDENT - first - width(&date));
        line.push(piece(format!("{date}{pad}"), Ink::Strong));
    } else {
        line.push(piece(date + &padding(2), Ink::Strong));
    }
    line.push(piece(event.kind.clone(), Ink::Heading));
    if !event.modes.is_empty() {
        line.push(piece(format!(" {}", event.modes.join(", ")), Ink::Plain));
    }
    line.push(piece(padding(2), Ink::Plain));
    line.extend(parties(reading, event));
    page.lines(first, INDENT, &line, 4);

    let mut facts = Vec::new();
    if event.status != Status::Happened {
        facts.push(phrases::status(event.status).to_uppercase());
    }
    facts.extend(phrases::object(reading, event));
    facts.extend(phrases::event_places(reading, event));
    facts.extend(phrases::quantities(reading, event));
    facts.push(basis.to_owned());
    facts.push(phrases::according(reading, event));
    facts.retain(|fact| !fact.is_empty());
    page.lines(INDENT, INDENT, &[piece(facts.join(" · "), Ink::Plain)], 4);
    page.lines(INDENT, INDENT + 1, &evidence(reading, event), MOST_QUOTED);
}

/// “A and B with each other”, “A → B”.
fn parties(reading: &Reading, event: &Event) -> Vec<Piece> {
    let actors = phrases::names(reading, event, Role::Actor);
    let recipients = phrases::names(reading, event, Role::Recipient);
    let actors = if actors.is_empty() {
        piece("(nobody named)", Ink::Faint)
    } else {
        piece(phrases::list(&actors), Ink::Who)
    };
    let mut line = vec![actors];
    if event.reciprocal {
        line.push(piece(" with each other", Ink::Plain));
    }
    if !recipients.is_empty() {
        line.push(piece(" → ", Ink::Plain));
        line.push(piece(phrases::list(&recipients), Ink::Who));
    }
    for (role, word) in [
        (Role::Theme, "concerning"),
        (Role::Instrument, "with"),
        (Role::Origin, "from"),
        (Role::Destination, "to"),
    ] {
        let names = phrases::names(reading, event, role);
        if !names.is_empty() {
            let words = format!(" {word} {}", phrases::list(&names));
            line.push(piece(words, Ink::Plain));
        }
    }
    line
}

/// The sentence around the trigger, with the trigger marked: in brackets, and underlined where
/// the screen can.
fn evidence(reading: &Reading, event: &Event) -> Vec<Piece> {
    let mut line = vec![piece("“", Ink::Faint)];
    line.extend(phrases::evidence(reading, event).into_iter().map(|part| {
        if part.trigger {
            piece(format!("[{}]", part.words), Ink::Trigger)
        } else {
            piece(part.words, Ink::Faint)
        }
    }));
    line.push(piece("”", Ink::Faint));
    line
}

fn when_and_where(page: &mut Page, reading: &Reading) {
    let text = &reading.document.text;
    let mut times = Vec::new();
    for time in &reading.times {
        push_once(&mut times, time_words(time, text));
    }
    let mut places = Vec::new();
    for place in &reading.places {
        let words = phrases::one_line(place.span.of(text));
        let inside: Vec<_> = place.admin1.iter().chain(&place.country).cloned().collect();
        let inside = if inside.is_empty() {
            "not resolved".to_owned()
        } else {
            inside.join(", ")
        };
        push_once(&mut places, format!("{words} ({inside})"));
    }
    for (heading, rows) in [("When", times), ("Where", places)] {
        if !rows.is_empty() {
            page.heading(heading, "");
            let words = rows
                .into_iter()
                .map(|(words, count)| match count {
                    1 => words,
                    count => format!("{words} ×{count}"),
                })
                .collect::<Vec<_>>();
            page.lines(2, 2, &[piece(words.join(" · "), Ink::Plain)], 12);
        }
    }
}

fn time_words(time: &Time, text: &str) -> String {
    let words = phrases::one_line(time.span.of(text));
    let value = match (time.from, time.to) {
        (None, None) => time.value.clone(),
        (from, to) => phrases::days(from, to),
    };
    if words == value {
        words
    } else {
        format!("{words} = {value}")
    }
}

/// Counts rows that read alike, in the order of the first of them.
fn push_once(rows: &mut Vec<(String, usize)>, words: String) {
    match rows.iter_mut().find(|(seen, _)| *seen == words) {
        Some((_, count)) => *count += 1,
        None => rows.push((words, 1)),
    }
}

#[cfg(test)]
mod tests {
    use record::Document;

    use super::*;

    #[test]
    fn an_empty_reading_says_so() {
        let screen = Screen {
            width: 80,
            colour: false,
        };
        let reading = super::reading(&Reading::default(), screen);
        assert_eq!(
            reading,
            "(no text)\nPublished unknown, no sign of it on the page\n"
        );
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        let document = Document {
            title: Some("Ministers\u{1b}[2J meet".to_owned()),
            ..Document::default()
        };
        let screen = Screen {
            width: 80,
            colour: true,
        };
        let reading = Reading {
            document,
            ..Reading::default()
        };
        assert!(!super::reading(&reading, screen).contains("\u{1b}[2J"));
    }
}
