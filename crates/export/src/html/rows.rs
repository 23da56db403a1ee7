//! The rows of a reading, beside the article: events, claims, who, when, where, issues.

use std::fmt::Write as _;

use record::{Anchor, Entity, Event, Place, Reading, Role, Time};

use super::escape::escape;
use crate::{phrases, said};

/// The tables, by the name that their tab and their class have.
const TABS: [(&str, &str); 7] = [
    ("events", "Events"),
    ("claims", "Claims"),
    ("about", "About"),
    ("who", "Who"),
    ("when", "When"),
    ("where", "Where"),
    ("issues", "Issues"),
];

fn count(reading: &Reading, tab: &str) -> usize {
    match tab {
        "events" => reading.events.len(),
        "claims" => reading.claims.len(),
        "who" => reading.entities.len(),
        "when" => reading.times.len(),
        "where" => reading.places.len(),
        // Whatever is spoken of is spoken of in a claim, and those are counted before.
        "about" => 0,
        _ => reading.issues.len(),
    }
}

/// The first table with a row in it.
pub(super) fn first_tab(reading: &Reading) -> &'static str {
    TABS.iter()
        .map(|(tab, _)| *tab)
        .find(|tab| count(reading, tab) > 0)
        .unwrap_or("events")
}

/// All tables with their tabs. Without the script they stand one below the other.
pub(super) fn panel(page: &mut String, reading: &Reading, number: usize, first: &str) {
    let speakers = said::speakers(reading);
    let matrix = said::matrix(reading, &speakers);
    page.push_str("<aside class=\"rows\" aria-label=\"Rows of the reading\">\n");
    page.push_str("<div class=\"tabs\" role=\"tablist\" aria-label=\"Questions\">\n");
    for (tab, label) in TABS {
        let selected = tab == first;
        let _ = writeln!(
            page,
            "<button type=\"button\" role=\"tab\" data-tab=\"{tab}\" id=\"tab-{number}-{tab}\" \
             aria-controls=\"panel-{number}-{tab}\" aria-selected=\"{selected}\" \
             tabindex=\"{}\">{label} <span>{}</span></button>",
            if selected { 0 } else { -1 },
            match tab {
                "about" => super::said::pairs(&matrix),
                _ => count(reading, tab),
            }
        );
    }
    page.push_str("</div>\n");
    for (tab, label) in TABS {
        let _ = writeln!(
            page,
            "<div class=\"panel {tab}\" role=\"tabpanel\" id=\"panel-{number}-{tab}\" \
             aria-labelledby=\"tab-{number}-{tab}\">\n<h3>{label}</h3>"
        );
        match tab {
            "claims" => super::said::claims(page, reading, &speakers),
            "about" => super::said::about(page, reading, number, &matrix),
            _ => list(page, reading, tab),
        }
        page.push_str("</div>\n");
    }
    page.push_str("</aside>\n");
}

/// A table whose rows stand in one list.
fn list(page: &mut String, reading: &Reading, tab: &str) {
    page.push_str("<ul>\n");
    match tab {
        "events" => events(page, reading),
        "who" => who(page, reading),
        "when" => each(page, &reading.times, |page, index, time| {
            self::time(page, reading, index, time);
        }),
        "where" => each(page, &reading.places, |page, index, place| {
            self::place(page, reading, index, place);
        }),
        _ => issues(page, reading),
    }
    page.push_str("</ul>\n");
}

fn each<T>(page: &mut String, rows: &[T], mut row: impl FnMut(&mut String, usize, &T)) {
    if rows.is_empty() {
        page.push_str("<li class=\"none\">None found.</li>\n");
    }
    for (index, value) in rows.iter().enumerate() {
        row(page, index, value);
    }
}

/// Opens a row: a button, so that keys reach it. `also` names rows that light up with it.
pub(super) fn open(page: &mut String, id: &str, also: &[String], class: &str) {
    let _ = write!(
        page,
        "<li><button type=\"button\" class=\"row {class}\" data-id=\"{id}\" data-also=\"{}\" \
         aria-pressed=\"false\">",
        also.join(" ")
    );
}

pub(super) fn close(page: &mut String) {
    page.push_str("</button></li>\n");
}

/// A line of a row; nothing when there is nothing to say. `html` is escaped already.
pub(super) fn line(page: &mut String, class: &str, html: &str) {
    if !html.is_empty() {
        let _ = write!(page, "<span class=\"{class}\">{html}</span> ");
    }
}

fn events(page: &mut String, reading: &Reading) {
    if reading.events.is_empty() {
        page.push_str("<li class=\"none\">No event found.</li>\n");
    }
    let numbered = || reading.events.iter().enumerate();
    for (index, event) in numbered().filter(|(_, event)| !event.background) {
        self::event(page, reading, index, event);
    }
    if numbered().any(|(_, event)| event.background) {
        page.push_str("<li class=\"divider\">Background: history retold, not the news</li>\n");
    }
    for (index, event) in numbered().filter(|(_, event)| event.background) {
        self::event(page, reading, index, event);
    }
}

fn event(page: &mut String, reading: &Reading, index: usize, event: &Event) {
    let mut also: Vec<String> = Vec::new();
    let claims = event.vouched.iter().flat_map(|vouched| &vouched.chain);
    also.extend(claims.map(ToString::to_string));
    also.extend(event.date.time.map(|time| time.to_string()));
    also.extend(event.places.iter().map(|place| place.place.to_string()));
    also.dedup();
    let class = format!("quad{}", event.quad);
    open(page, &format!("v{}", index + 1), &also, &class);

    let (date, basis) = phrases::event_date(event);
    let modes = event
        .modes
        .iter()
        .map(|mode| escape(mode))
        .collect::<Vec<_>>();
    let kind = format!("<b>{}</b> {}", escape(&event.kind), modes.join(", "));
    line(page, "kind", &kind);
    line(page, "date", &escape(&date));
    line(page, "parties", &parties(reading, event));
    line(page, "quote", &evidence(reading, event));

    let mut facts = vec![format!(
        "<i class=\"status {}\">{}</i>",
        event.status.as_str(),
        phrases::status(event.status)
    )];
    facts.extend(phrases::object(reading, event).map(|object| bdi(&object)));
    facts.extend(
        phrases::event_places(reading, event)
            .iter()
            .map(|place| bdi(place)),
    );
    facts.extend(
        phrases::quantities(reading, event)
            .iter()
            .map(|number| bdi(number)),
    );
    facts.push(basis.to_owned());
    facts.push(bdi(&phrases::according(reading, event)));
    facts.retain(|fact| !fact.is_empty());
    line(page, "facts", &facts.join(" · "));
    close(page);
}

pub(super) fn bdi(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<bdi>{}</bdi>", escape(text))
}

fn parties(reading: &Reading, event: &Event) -> String {
    let names = |role| {
        let names: Vec<_> = phrases::names(reading, event, role)
            .iter()
            .map(|name| bdi(name))
            .collect();
        phrases::list(&names)
    };
    let actors = names(Role::Actor);
    let mut parties = if actors.is_empty() {
        "<em>nobody named</em>".to_owned()
    } else {
        actors
    };
    if event.reciprocal {
        parties.push_str(" <i>with each other</i>");
    }
    for (role, word) in [
        (Role::Recipient, "→"),
        (Role::Theme, "concerning"),
        (Role::Instrument, "with"),
        (Role::Origin, "from"),
        (Role::Destination, "to"),
    ] {
        let names = names(role);
        if !names.is_empty() {
            let _ = write!(parties, " <i>{word}</i> {names}");
        }
    }
    parties
}

/// The sentence with the words of the act marked.
fn evidence(reading: &Reading, event: &Event) -> String {
    let mut quote = String::from("“");
    for part in phrases::evidence(reading, event) {
        if part.trigger {
            let _ = write!(quote, "<mark>{}</mark>", escape(&part.words));
        } else {
            quote.push_str(&escape(&part.words));
        }
    }
    quote.push('”');
    format!("<bdi>{quote}</bdi>")
}

fn who(page: &mut String, reading: &Reading) {
    let mut entities: Vec<(usize, &Entity)> = reading.entities.iter().enumerate().collect();
    entities.sort_by_key(|(_, entity)| std::cmp::Reverse(entity.mentions.len()));
    if entities.is_empty() {
        page.push_str("<li class=\"none\">None found.</li>\n");
    }
    for (index, entity) in entities {
        let also: Vec<_> = entity.members.iter().map(ToString::to_string).collect();
        open(page, &format!("e{}", index + 1), &also, "");
        line(page, "parties", &bdi(&phrases::one_line(&entity.name)));
        let mentions = match entity.mentions.len() {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        line(page, "date", &mentions);
        let mut facts = vec![entity.kind.as_str().to_owned()];
        facts.extend(
            entity
                .titles
                .iter()
                .map(|title| bdi(&phrases::one_line(title))),
        );
        let codes = phrases::codes(entity);
        if !codes.is_empty() {
            facts.push(format!("<code>{}</code>", escape(&codes)));
        }
        facts.extend(entity.wikidata.as_deref().map(escape));
        line(page, "facts", &facts.join(" · "));
        close(page);
    }
}

fn time(page: &mut String, reading: &Reading, index: usize, time: &Time) {
    let also: Vec<_> = match time.anchor {
        Anchor::Time(id) => vec![id.to_string()],
        Anchor::Published | Anchor::Explicit => Vec::new(),
    };
    open(page, &format!("t{}", index + 1), &also, "");
    let words = phrases::one_line(time.span.of(&reading.document.text));
    line(page, "parties", &bdi(&words));
    let days = match (time.from, time.to) {
        (None, None) => "no days".to_owned(),
        (from, to) => phrases::days(from, to),
    };
    line(page, "date", &escape(&days));
    let mut facts = vec![
        time.kind.as_str().to_lowercase(),
        format!("<code>{}</code>", escape(&time.value)),
    ];
    facts.extend(time.modifier.as_deref().map(escape));
    facts.push(match time.anchor {
        Anchor::Published => "counted from publication".to_owned(),
        Anchor::Time(_) => "counted from another expression".to_owned(),
        Anchor::Explicit => "says it all itself".to_owned(),
    });
    line(page, "facts", &facts.join(" · "));
    close(page);
}

fn place(page: &mut String, reading: &Reading, index: usize, place: &Place) {
    let also: Vec<_> = place.entity.iter().map(ToString::to_string).collect();
    open(page, &format!("p{}", index + 1), &also, "");
    let words = phrases::one_line(place.span.of(&reading.document.text));
    line(page, "parties", &bdi(&words));
    let point = match place.point {
        Some((latitude, longitude)) => format!("{latitude:.2}, {longitude:.2}"),
        None => "not resolved".to_owned(),
    };
    line(page, "date", &point);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(place.admin1.as_deref().map(bdi));
    facts.extend(
        place
            .country
            .as_deref()
            .map(|code| format!("<code>{}</code>", escape(code))),
    );
    facts.extend(
        place
            .precision
            .map(|precision| precision.as_str().to_owned()),
    );
    facts.extend(place.geonames.map(|id| format!("GeoNames {id}")));
    line(page, "facts", &facts.join(" · "));
    close(page);
}

fn issues(page: &mut String, reading: &Reading) {
    each(page, &reading.issues, |page, index, issue| {
        open(page, &format!("i{}", index + 1), &[], "");
        line(page, "parties", &bdi(&phrases::one_line(&issue.message)));
        line(page, "date", issue.code.code());
        if let Some(span) = issue.span {
            let words = phrases::cut(&phrases::words(reading, &[span]), 160);
            line(page, "quote", &format!("“{}”", bdi(&words)));
        }
        close(page);
    });
}
