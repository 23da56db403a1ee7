//! A small reading, made by hand so that it stays as it is, as a person sees it.

use export::terminal::Screen;
use record::{
    Anchor, Block, BlockKind, Claim, ClaimId, ClaimKind, DateBasis, DateInterval, Document, Entity,
    EntityType, Event, EventDate, EventDateBasis, EventPlace, EventPlaceBasis, EventPlaceRole,
    EventPrecision, Issue, IssueCode, Mention, MentionForm, Participant, Place, Published, Reading,
    ReadingBuilder, Role, Source, Span, SpeechAct, Stance, Status, Syntax, Telling, Time, TimeType,
    Vouched,
};

const TEXT: &str = "\
Envoys meet in Oslo

OSLO, March 14 - Kari Nordmann met Jón Jónsson in Oslo on Thursday. “We agree on cod,” she said. \
Jónsson, by phone, accused Norway of haste.

Sign up for our <newsletter>";

fn span(words: &str) -> Span {
    let start = TEXT.rfind(words).expect("the words are in the text");
    Span::new(start, start + words.len())
}

fn entity(kind: EntityType, name: &str, country: &str, mentions: &[&str]) -> Entity {
    Entity {
        country: Some(country.to_owned()),
        mentions: mentions
            .iter()
            .map(|words| Mention {
                span: span(words),
                form: MentionForm::Name,
                score: 1.0,
            })
            .collect(),
        ..Entity::new(kind, name.to_owned())
    }
}

fn reading() -> Reading {
    let day = "2024-03-14".parse().expect("a date");
    let published = "2024-03-15".parse().expect("a date");
    let block = |kind, words: &str| Block::new(kind, span(words));
    let body = &TEXT[span("OSLO, March").start as usize..span("\n\nSign").start as usize];
    let document = Document {
        title: Some("Envoys meet in Oslo".to_owned()),
        publisher: Some("Example Wire".to_owned()),
        text: TEXT.to_owned(),
        blocks: vec![
            block(BlockKind::Headline, "Envoys meet in Oslo"),
            block(BlockKind::Paragraph, body),
            block(BlockKind::Promotion, "Sign up for our <newsletter>"),
        ],
        published: Published {
            interval: Some(DateInterval::day(published)),
            basis: DateBasis::Inferred,
            confidence: 0.9,
            evidence: vec![span("March 14")],
            zone: None,
        },
        ..Document::default()
    };
    let mut builder = ReadingBuilder::new(document, &Syntax::default());
    let time = builder
        .time(Time {
            span: span("Thursday"),
            kind: TimeType::Date,
            value: "2024-03-14".to_owned(),
            modifier: None,
            from: Some(day),
            to: Some(day),
            anchor: Anchor::Published,
        })
        .expect("a row");
    let kari = entity(
        EntityType::Person,
        "Kari Nordmann",
        "NOR",
        &["Kari Nordmann", "she"],
    );
    let kari = builder.entity(kari).expect("a row");
    let jon = entity(EntityType::Person, "Jón Jónsson", "ISL", &["Jón Jónsson"]);
    let jon = builder.entity(jon).expect("a row");
    let oslo = entity(EntityType::Place, "Oslo", "NOR", &["Oslo"]);
    let oslo = builder.entity(oslo).expect("a row");
    let place = builder
        .place(Place {
            span: span("Oslo"),
            entity: Some(oslo),
            geonames: Some(3_143_244),
            point: Some((59.91, 10.74)),
            feature: None,
            country: Some("NOR".to_owned()),
            admin1: None,
            precision: None,
            confidence: 0.9,
        })
        .expect("a row");
    builder
        .claim(Claim {
            kind: ClaimKind::Direct,
            act: SpeechAct::Assert,
            strength: "states".to_owned(),
            negated: false,
            source: Source {
                spans: vec![span("she")],
                entities: vec![kari],
                anonymous: false,
            },
            cue: vec![span("said")],
            cue_lemma: "say".to_owned(),
            content: vec![span("“We agree on cod,”")],
            addressees: Vec::new(),
            channel: None,
            time: None,
            place: None,
            within: Vec::new(),
            confidence: 0.9,
        })
        .expect("a row");
    let norway = entity(EntityType::Place, "Norway", "NOR", &["Norway"]);
    builder.entity(norway).expect("a row");
    builder
        .claim(Claim {
            kind: ClaimKind::Indirect,
            act: SpeechAct::Accuse,
            strength: "accuses".to_owned(),
            negated: false,
            source: Source {
                spans: vec![span("Jónsson")],
                entities: vec![jon],
                anonymous: false,
            },
            cue: vec![span("accused")],
            cue_lemma: "accuse".to_owned(),
            content: vec![span("Norway of haste")],
            addressees: vec![kari],
            channel: Some("phone".to_owned()),
            time: Some(time),
            place: None,
            within: vec![ClaimId(0)],
            confidence: 0.9,
        })
        .expect("a row");
    let part = |entity, words| Participant {
        entity,
        role: Role::Actor,
        spans: vec![span(words)],
        country: None,
        sectors: Vec::new(),
        title: None,
    };
    builder
        .event(Event {
            kind: "CONSULT".to_owned(),
            modes: vec!["visit".to_owned()],
            contexts: Vec::new(),
            quad: 1,
            cameo: None,
            reciprocal: true,
            participants: vec![part(kari, "Kari Nordmann"), part(jon, "Jón Jónsson")],
            object: None,
            relations: Vec::new(),
            date: EventDate {
                start: Some(day),
                end: Some(day),
                precision: EventPrecision::Day,
                time: Some(time),
                basis: EventDateBasis::Attached,
            },
            places: vec![EventPlace {
                place,
                role: EventPlaceRole::At,
                basis: EventPlaceBasis::Attached,
            }],
            status: Status::Happened,
            background: false,
            vouched: vec![Vouched {
                chain: Vec::new(),
                stance: Stance::Asserts,
                telling: 0,
            }],
            quantities: Vec::new(),
            tellings: vec![Telling {
                sentence: span("Kari Nordmann met Jón Jónsson in Oslo on Thursday."),
                trigger: vec![span("met")],
                participants: Vec::new(),
            }],
            confidence: 0.9,
        })
        .expect("a row");
    builder.issue(Issue::new(
        IssueCode::Repeated,
        Some(span("Envoys meet in Oslo")),
    ));
    builder.finish()
}

#[test]
fn the_terminal_tells_it_in_lines() {
    let shown = export::terminal::reading(
        &reading(),
        Screen {
            width: 72,
            colour: false,
        },
    );
    let expected = "\
Envoys meet in Oslo
Example Wire
Published 2024-03-15, inferred by the words “March 14”
! D0203 a passage stands twice: “Envoys meet in Oslo”

WHO
  Kari Nordmann  person · NOR · 2 times
  Jón Jónsson    person · ISL · once

EVENTS
  2024-03-14     CONSULT visit  Kari Nordmann and Jón Jónsson with each
                 other
                 at Oslo · dated by its own words · in the report's own
                 voice
                 “Kari Nordmann [met] Jón Jónsson in Oslo on Thursday.”

CLAIMS  who says what
  Kari Nordmann  NOR · 1 claim
    direct    said: “We agree on cod,”
  Jón Jónsson  ISL · 1 claim
    indirect  accused: Norway of haste
              to Kari Nordmann · via phone · Thursday (2024-03-14) · as
              told by Kari Nordmann

ABOUT  who says what about what
  Jón Jónsson → Norway: accuses 1

WHEN
  Thursday = 2024-03-14

WHERE
  Oslo (NOR)
";
    assert_eq!(shown, expected, "\n{shown}");
}

#[test]
fn the_page_marks_words_and_joins_them_to_rows() {
    let page = export::html::section(&reading(), 1);
    for part in [
        "<h2 class=\"headline\" dir=\"auto\">",
        "<span class=\"trigger\" data-i=\"v1:act\">met</span>",
        "data-i=\"e1:name v1:actor\">Kari Nordmann</span>",
        "data-i=\"c1:content\"><span id=\"reading-1-c1\"></span>“We agree on cod,”</span>",
        "<h4><bdi>Jón Jónsson</bdi> <span class=\"facts\"><bdi>ISL</bdi> · 1 claim</span></h4>",
        "<span class=\"facts\">indirect · <bdi>to Kari Nordmann</bdi> · <bdi>via phone</bdi>",
        "<tr><th scope=\"rowgroup\" colspan=\"2\"><bdi>Jón Jónsson</bdi></th></tr>",
        "<tr><th scope=\"row\"><bdi>Norway</bdi></th><td><p><b>accuses</b> 1 <a \
         href=\"#reading-1-c2\" data-to=\"c2\"><bdi>Norway of haste</bdi></a></p></td></tr>",
        "<span class=\"published\" data-i=\"published:evidence\">March 14</span>",
        "<span class=\"label\">promotion</span>",
        "Sign up for our &lt;newsletter&gt;",
        "data-id=\"v1\" data-also=\"t1 p1\"",
        "data-id=\"c1\"",
        "<mark>met</mark>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

#[test]
fn the_story_is_its_content_alone() {
    let story = export::text::story(&reading());
    assert!(
        story.starts_with("Envoys meet in Oslo\n\nOSLO, March 14"),
        "{story}"
    );
    assert!(!story.contains("newsletter"));
}
