//! How the values of a reading are said to a person; shared by the terminal and the HTML report.

use record::{
    Claim, Date, DateBasis, Document, Entity, EntityId, Event, EventDateBasis, EventPlaceRole,
    EventPrecision, Place, Reading, Role, Source, Span, Stance, Status,
};

/// A stretch of days as short as it can be said: a day, a month, a year, or both ends.
pub(crate) fn days(start: Option<Date>, end: Option<Date>) -> String {
    match (start, end) {
        (Some(start), Some(end)) if start == end => start.to_string(),
        (Some(start), Some(end)) => {
            let whole_months = start.day() == 1 && end.day() == end.days_in_month();
            if whole_months && start.first_of_month() == end.first_of_month() {
                format!("{:04}-{:02}", start.year(), start.month())
            } else if whole_months
                && start.year() == end.year()
                && (start.month(), end.month()) == (1, 12)
            {
                format!("{:04}", start.year())
            } else {
                format!("{start} to {end}")
            }
        }
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("by {end}"),
        (None, None) => "date unknown".to_owned(),
    }
}

/// When a document was published: the days and where they come from.
pub(crate) fn published(document: &Document) -> (String, &'static str) {
    let published = &document.published;
    let basis = match published.basis {
        DateBasis::Given => "given by the caller",
        DateBasis::Metadata => "from the page's metadata",
        DateBasis::Url => "from the page's address",
        DateBasis::Dateline => "from the dateline",
        DateBasis::Inferred => "inferred",
        DateBasis::Unknown => "no sign of it on the page",
    };
    let days = match published.interval {
        Some(interval) => days(Some(interval.start), Some(interval.end)),
        None => "unknown".to_owned(),
    };
    (days, basis)
}

/// When an event happened, and on what ground.
pub(crate) fn event_date(event: &Event) -> (String, &'static str) {
    let date = &event.date;
    let basis = match date.basis {
        EventDateBasis::Attached => "dated by its own words",
        EventDateBasis::Sentence => "dated by its sentence",
        EventDateBasis::Document => "dated by the story around it",
        EventDateBasis::NotAfterPublished => "only bounded by publication",
        EventDateBasis::Unknown => "not dated",
    };
    let said = if date.start.is_none() && date.end.is_none() {
        "undated".to_owned()
    } else {
        days(date.start, date.end)
    };
    let rough = match date.precision {
        EventPrecision::Week => " (week)",
        _ => "",
    };
    (format!("{said}{rough}"), basis)
}

/// A status in words.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Happened => "happened",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::Possible => "possible",
        Status::Conditional => "conditional",
        Status::Denied => "denied",
        Status::DidNotHappen => "did not happen",
    }
}

/// The names of everyone with a role in an event, each once.
pub(crate) fn names(reading: &Reading, event: &Event, role: Role) -> Vec<String> {
    let mut names = Vec::new();
    for participant in event.participants.iter().filter(|part| part.role == role) {
        let name = entity_name(reading, participant.entity);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// “A and B”, “A, B and C”.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An entity's name on one line.
pub(crate) fn entity_name(reading: &Reading, id: EntityId) -> String {
    one_line(&reading.entities[id.index()].name)
}

/// Country and sectors, as `USA GOV`.
pub(crate) fn codes(entity: &Entity) -> String {
    entity
        .country
        .iter()
        .chain(&entity.sectors)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Who says a claim: the names of whom the words mean, else the words, else that none is named.
pub(crate) fn source(reading: &Reading, source: &Source) -> String {
    if !source.entities.is_empty() {
        let names: Vec<_> = source
            .entities
            .iter()
            .map(|id| entity_name(reading, *id))
            .collect();
        return list(&names);
    }
    if source.spans.is_empty() {
        return "a source that the text does not name".to_owned();
    }
    words(reading, &source.spans)
}

/// Every voucher of an event, as “according to …” goes on. Claims inside claims are said from
/// the inside out.
pub(crate) fn vouchers(reading: &Reading, event: &Event) -> Vec<String> {
    let mut vouchers = Vec::new();
    for vouched in &event.vouched {
        let verb = match vouched.stance {
            Stance::Asserts => "",
            Stance::Denies => "denied by ",
            Stance::Doubts => "doubted by ",
        };
        let chain: Vec<_> = vouched
            .chain
            .iter()
            .map(|id| source(reading, &reading.claims[id.index()].source))
            .collect();
        let said = if chain.is_empty() {
            format!("{verb}the report itself")
        } else {
            format!("{verb}{}", chain.join(", as told by "))
        };
        if !vouchers.contains(&said) {
            vouchers.push(said);
        }
    }
    vouchers
}

/// The places of an event, as “at Aleppo”.
pub(crate) fn event_places(reading: &Reading, event: &Event) -> Vec<String> {
    let mut places = Vec::new();
    for place in &event.places {
        let role = match place.role {
            EventPlaceRole::At => "at",
            EventPlaceRole::From => "from",
            EventPlaceRole::To => "to",
        };
        let said = format!(
            "{role} {}",
            place_name(reading, &reading.places[place.place.index()])
        );
        if !places.contains(&said) {
            places.push(said);
        }
    }
    places
}

/// A toponym's entity by name, else its words.
pub(crate) fn place_name(reading: &Reading, place: &Place) -> String {
    match place.entity {
        Some(id) => entity_name(reading, id),
        None => one_line(place.span.of(&reading.document.text)),
    }
}

/// What a claim says, each stretch after the other.
pub(crate) fn content(reading: &Reading, claim: &Claim) -> String {
    words(reading, &claim.content)
}

/// The words of some spans, with “…” where text between them is left out.
pub(crate) fn words(reading: &Reading, spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| one_line(span.of(&reading.document.text)))
        .collect::<Vec<_>>()
        .join(" … ")
}

/// Text that is safe on one line of a terminal or a table: white space runs become one space, and
/// control and direction marks become `�`, so that a page cannot steer the terminal that shows it.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.trim().chars() {
        if character.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if steers(character) {
            line.push('\u{fffd}');
        } else {
            line.push(character);
        }
    }
    line
}

/// Whether a character acts on a terminal instead of being shown by it.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_short() {
        let date = |text: &str| text.parse::<Date>().ok();
        for (start, end, said) in [
            ("2016-12-07", "2016-12-07", "2016-12-07"),
            ("2015-09-01", "2015-09-30", "2015-09"),
            ("2016-02-01", "2016-02-29", "2016-02"),
            ("2016-02-01", "2016-02-28", "2016-02-01 to 2016-02-28"),
            ("2014-01-01", "2014-12-31", "2014"),
            ("2014-01-01", "2015-12-31", "2014-01-01 to 2015-12-31"),
            ("", "2016-12-08", "by 2016-12-08"),
            ("2016-12-08", "", "from 2016-12-08"),
            ("", "", "date unknown"),
        ] {
            assert_eq!(days(date(start), date(end)), said);
        }
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(
            one_line(" a\n\tb\u{1b}[31mc\u{202e}d\u{9b}"),
            "a b\u{fffd}[31mc\u{fffd}d\u{fffd}"
        );
    }
}
