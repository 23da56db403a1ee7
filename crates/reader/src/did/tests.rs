//! Whole sentences in, events out. All sentences are our own.

use lexicon::{Gazetteer, Lexicon};
use record::{Block, BlockKind, Document, Reading, ReadingBuilder, Role, Span, Status};

use crate::Knowledge;

/// The part of the lexicon that events need.
fn lexicon() -> Lexicon {
    macro_rules! files {
        ($($name:literal)*) => {
            &[$(($name, include_str!(concat!("../../../../lexicon/", $name)))),*]
        };
    }
    Lexicon::parse(files!(
        "ontology.toml" "words.toml"
        "frames/accuse.toml" "frames/agree.toml" "frames/aid.toml" "frames/assault.toml"
        "frames/coerce.toml" "frames/concede.toml" "frames/consult.toml" "frames/cooperate.toml"
        "frames/mobilize.toml" "frames/protest.toml" "frames/reject.toml" "frames/request.toml"
        "frames/retreat.toml" "frames/sanction.toml" "frames/support.toml" "frames/threaten.toml"
    ))
    .expect("the files are sound")
}

fn read(lexicon: &Lexicon, text: &str) -> Reading {
    let trimmed = Span::new(0, text.len()).trim(text);
    let document = Document {
        text: text.to_owned(),
        blocks: if trimmed.is_empty() {
            Vec::new()
        } else {
            vec![Block::new(BlockKind::Paragraph, trimmed)]
        },
        ..Document::default()
    };
    let syntax = crate::trained::syntax(&document);
    let gazetteer = Gazetteer::default();
    let mut builder = ReadingBuilder::new(document, &syntax);
    super::read(
        &mut builder,
        &syntax,
        Knowledge {
            lexicon,
            gazetteer: &gazetteer,
        },
    );
    builder.finish()
}

/// `TYPE/mode status: actors > recipients`, one a row.
fn told(reading: &Reading) -> Vec<String> {
    let words = |role: Role, event: &record::Event| -> String {
        event
            .participants
            .iter()
            .filter(|participant| participant.role == role)
            .map(|participant| participant.spans[0].of(&reading.document.text))
            .collect::<Vec<_>>()
            .join(" + ")
    };
    reading
        .events
        .iter()
        .map(|event| {
            let mode = event
                .modes
                .first()
                .map_or(String::new(), |mode| format!("/{mode}"));
            let object = event
                .object
                .as_ref()
                .and_then(|object| object.kind.as_ref())
                .map_or(String::new(), |kind| format!(" about {kind}"));
            format!(
                "{}{mode} {}: {} > {}{object}",
                event.kind,
                event.status.as_str(),
                words(Role::Actor, event),
                words(Role::Recipient, event)
            )
        })
        .collect()
}

#[test]
fn sentences_tell_events() {
    let lexicon = lexicon();
    let rows: &[(&str, &[&str])] = &[
        (
            "The army shelled the rebels near the river.",
            &["ASSAULT/heavy-weapons happened: army > rebels"],
        ),
        (
            "The rebels were shelled by the army.",
            &["ASSAULT/heavy-weapons happened: army > rebels"],
        ),
        (
            "Police arrested three protesters outside the ministry.",
            &["COERCE/arrest happened: Police > three protesters"],
        ),
        (
            "The minister and the ambassador met on the island.",
            &["CONSULT happened: minister + ambassador > "],
        ),
        (
            "The government agreed to release the prisoners.",
            &["AGREE happened: government > prisoners about RETREAT/release"],
        ),
        (
            "The rebels refused to withdraw from the town.",
            &["REJECT/yield happened: rebels >  about RETREAT/withdraw"],
        ),
        (
            "The president vowed to attack the militia.",
            &["THREATEN/violence happened: president > militia about ASSAULT"],
        ),
        (
            "The envoy urged the government to free the hostages.",
            &["REQUEST/yield happened: envoy > government about RETREAT/release"],
        ),
        (
            "The opposition condemned the government.",
            &["ACCUSE/disapprove happened: opposition > government"],
        ),
        (
            "The rebels who seized the bridge attacked the convoy.",
            &[
                "COERCE/seize happened: rebels > ",
                "ASSAULT happened: rebels > convoy",
            ],
        ),
        (
            "Police shelled protesters after they attacked the station.",
            &[
                "ASSAULT/heavy-weapons happened: Police > protesters",
                "ASSAULT happened: they > ",
            ],
        ),
        ("The law provides for the arrest of suspects.", &[]),
        ("Nothing of note was said at the market.", &[]),
    ];
    for (text, expected) in rows {
        assert_eq!(told(&read(&lexicon, text)), *expected, "{text}");
    }
}

#[test]
fn words_about_an_act_set_its_status() {
    let lexicon = lexicon();
    for (text, status) in [
        ("The army did not attack the rebels.", Status::DidNotHappen),
        ("The army may attack the rebels.", Status::Possible),
        ("The army is attacking the rebels.", Status::Ongoing),
        (
            "The ministers will meet the rebels on Friday.",
            Status::Planned,
        ),
        (
            "If the army attacked the rebels, nobody saw it.",
            Status::Conditional,
        ),
    ] {
        let reading = read(&lexicon, text);
        assert_eq!(
            reading.events.first().map(|event| event.status),
            Some(status),
            "{text}"
        );
    }
}

#[test]
fn an_event_told_twice_is_one_row_with_two_tellings() {
    let lexicon = lexicon();
    let reading = read(
        &lexicon,
        "The army attacked the rebels. At dawn the army attacked the rebels.",
    );
    assert_eq!(reading.events.len(), 1, "{:?}", told(&reading));
    assert_eq!(reading.events[0].tellings.len(), 2);
}

#[test]
fn no_text_breaks_it() {
    let lexicon = lexicon();
    for text in [
        "",
        " ",
        "“",
        "- - - -",
        "to",
        "to to to to to attack",
        "attack attack attack attack",
        "the the the of of of by by by",
        "talks between and and and",
        "\u{0}attacked\u{0}",
        "🦀 attacked 🦀, 🦀 and 🦀",
        "killed 99999999999999999999999999999999 people",
        "who who who which that that that",
    ] {
        let _ = read(&lexicon, text);
    }
    let long = "the army attacked, ".repeat(4_000);
    let _ = read(&lexicon, &long);
    let _ = read(&lexicon, &"“attacked".repeat(4_000));
}
