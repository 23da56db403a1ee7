//! How the values of a reading are said to a person; shared by the terminal and the HTML report.

use record::{
    Claim, Date, DateBasis, Document, Entity, EntityId, Event, EventDateBasis, EventPlaceRole,
    EventPrecision, Place, Polarity, Quantity, Reading, Role, Source, Span, Stance, Status,
};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The headline, or the start of the text of a document without one.
pub(crate) fn title(reading: &Reading) -> String {
    if let Some(title) = &reading.document.title {
        return one_line(title);
    }
    let text = &reading.document.text;
    let first = reading.document.content_blocks().next();
    let words = first.map_or(text.as_str(), |(_, block)| block.span.of(text));
    let end = words
        .char_indices()
        .nth(400)
        .map_or(words.len(), |(at, _)| at);
    match one_line(&words[..end]) {
        empty if empty.is_empty() => "(no text)".to_owned(),
        words => cut(&words, 90),
    }
}

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

/// When an event happened, and on what ground; no ground for what is not dated.
pub(crate) fn event_date(event: &Event) -> (String, &'static str) {
    let date = &event.date;
    let basis = match date.basis {
        EventDateBasis::Attached => "dated by its own words",
        EventDateBasis::Sentence => "dated by its sentence",
        EventDateBasis::Document => "dated by the story around it",
        EventDateBasis::NotAfterPublished => "only bounded by publication",
        EventDateBasis::Unknown => "",
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

/// Every voucher of an event: “according to Kerry, as told by the AP; denied by Moscow”. Claims
/// inside claims are said from the inside out.
pub(crate) fn according(reading: &Reading, event: &Event) -> String {
    let mut vouchers: Vec<String> = Vec::new();
    for vouched in &event.vouched {
        let chain: Vec<_> = vouched
            .chain
            .iter()
            .map(|id| source(reading, &reading.claims[id.index()].source))
            .collect();
        let who = chain.join(", as told by ");
        let said = match (vouched.stance, chain.is_empty()) {
            (Stance::Asserts, true) => "in the report's own voice".to_owned(),
            (Stance::Asserts, false) => format!("according to {who}"),
            (Stance::Denies, true) => "denied by the report itself".to_owned(),
            (Stance::Denies, false) => format!("denied by {who}"),
            (Stance::Doubts, true) => "doubted by the report itself".to_owned(),
            (Stance::Doubts, false) => format!("doubted by {who}"),
        };
        if !vouchers.contains(&said) {
            vouchers.push(said);
        }
    }
    vouchers.join("; ")
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

/// What an act of speech is about.
pub(crate) fn object(reading: &Reading, event: &Event) -> Option<String> {
    let object = event.object.as_ref()?;
    let to = match object.polarity {
        Polarity::Do => "about",
        Polarity::Refrain => "against",
    };
    let kind = object.kind.as_deref().unwrap_or("an act");
    let words = match object.spans.as_slice() {
        [] => String::new(),
        spans => format!(" “{}”", cut(&words(reading, spans), 60)),
    };
    Some(format!("{to} {kind}{words}"))
}

/// The numbers of an event, as “killed: “at least 38 people””.
pub(crate) fn quantities(reading: &Reading, event: &Event) -> Vec<String> {
    let said = |quantity: &Quantity| {
        let words = cut(&words(reading, &quantity.spans), 40);
        format!("{}: “{words}”", quantity.what)
    };
    event.quantities.iter().map(said).collect()
}

/// Part of a sentence that is shown as evidence.
#[derive(Debug)]
pub(crate) struct EvidencePart {
    pub(crate) words: String,
    /// Whether these are the words that name the act.
    pub(crate) trigger: bool,
}

/// The sentence that tells an event first, cut at its trigger. A long sentence is shown from a
/// little before the act, and ends a little after it.
pub(crate) fn evidence(reading: &Reading, event: &Event) -> Vec<EvidencePart> {
    const BEFORE: usize = 90;
    const AFTER: usize = 220;
    let Some(telling) = event.tellings.first() else {
        return Vec::new();
    };
    let text = &reading.document.text;
    let sentence = telling.sentence;
    let mut parts = Vec::new();
    let mut at = sentence.start;
    if let Some(trigger) = telling.trigger.first() {
        let before = &text[at as usize..trigger.start.max(at) as usize];
        if let Some((back, _)) = before.char_indices().rev().nth(BEFORE) {
            let word = before[back..]
                .find(' ')
                .map_or(back, |space| back + space + 1);
            at += word as u32;
            parts.push(part("… ", false));
        }
    }
    for trigger in &telling.trigger {
        if trigger.start < at || trigger.end > sentence.end {
            continue;
        }
        parts.push(part(&text[at as usize..trigger.start as usize], false));
        parts.push(part(trigger.of(text), true));
        at = trigger.end;
    }
    let rest = &text[at as usize..sentence.end as usize];
    match rest.char_indices().nth(AFTER) {
        None => parts.push(part(rest, false)),
        Some((end, _)) => {
            let word = rest[..end].rfind(' ').unwrap_or(end);
            parts.push(part(&rest[..word], false));
            parts.push(part("…", false));
        }
    }
    parts
}

/// Words keep the white space at their edges, so that the parts of a sentence still join.
fn part(text: &str, trigger: bool) -> EvidencePart {
    let mut words = one_line(text);
    if text.starts_with(char::is_whitespace) {
        words.insert(0, ' ');
    }
    if text.ends_with(char::is_whitespace) && words != " " {
        words.push(' ');
    }
    EvidencePart { words, trigger }
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

/// The text, cut to fit some columns, with `…` for what is left out.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut taken = 0;
    let mut kept = String::new();
    for character in text.chars() {
        taken += character.width().unwrap_or(0);
        if taken + 1 > columns {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// As [`cut`], between words where there are any.
pub(crate) fn cut_at_word(text: &str, columns: usize) -> String {
    let cut = cut(text, columns);
    let Some(kept) = cut.strip_suffix('…').filter(|_| cut != text) else {
        return cut;
    };
    if text[kept.len()..].starts_with(char::is_whitespace) {
        return cut;
    }
    match kept.rfind(char::is_whitespace) {
        Some(space) => format!("{}…", kept[..space].trim_end()),
        None => cut,
    }
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
    fn cut_says_that_something_is_left_out() {
        assert_eq!(cut("Hamburg", 7), "Hamburg");
        assert_eq!(cut("Hamburg", 6), "Hambu…");
        assert_eq!(cut("the port", 5), "the…");
        assert_eq!(cut("外交部", 4), "外…");
        assert_eq!(cut_at_word("the port", 7), "the…");
        assert_eq!(cut_at_word("the port", 4), "the…");
        assert_eq!(cut_at_word("the port", 8), "the port");
        assert_eq!(cut_at_word("outlandish", 4), "out…");
    }

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(
            one_line(" a\n\tb\u{1b}[31mc\u{202e}d\u{9b}"),
            "a b\u{fffd}[31mc\u{fffd}d\u{fffd}"
        );
    }
}
