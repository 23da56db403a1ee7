use lexicon::{Gazetteer, Lexicon};
use record::{Block, BlockKind, DateInterval, Document, Entity, EntityType, MentionForm, Span};

use super::*;

const FILES: &[lexicon::File<'static>] = &[
    (
        "countries.tsv",
        include_str!("../../../../lexicon/countries.tsv"),
    ),
    (
        "organisations.tsv",
        include_str!("../../../../lexicon/organisations.tsv"),
    ),
    (
        "cues/verbs.tsv",
        include_str!("../../../../lexicon/cues/verbs.tsv"),
    ),
    ("groups.tsv", include_str!("../../../../lexicon/groups.tsv")),
    (
        "metonyms.tsv",
        include_str!("../../../../lexicon/metonyms.tsv"),
    ),
    (
        "agencies.tsv",
        include_str!("../../../../lexicon/agencies.tsv"),
    ),
    (
        "holders.tsv",
        include_str!("../../../../lexicon/holders.tsv"),
    ),
    (
        "holders-by-hand.tsv",
        include_str!("../../../../lexicon/holders-by-hand.tsv"),
    ),
    (
        "offices.tsv",
        include_str!("../../../../lexicon/offices.tsv"),
    ),
    (
        "generics.tsv",
        include_str!("../../../../lexicon/generics.tsv"),
    ),
    (
        "name-words.tsv",
        include_str!("../../../../lexicon/name-words.tsv"),
    ),
    (
        "given-names.txt",
        include_str!("../../../../lexicon/given-names.txt"),
    ),
    (
        "common-words.txt",
        include_str!("../../../../lexicon/common-words.txt"),
    ),
];

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::parse(FILES).expect("the lexicon is right"))
}

/// The entities of a text published on a day.
fn entities(text: &str, published: Option<&str>) -> Vec<Entity> {
    let mut document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let span = Span::new(0, text.len()).trim(text);
    if !span.is_empty() {
        document.blocks = vec![Block::new(BlockKind::Paragraph, span)];
    }
    document.published.interval =
        published.map(|day| DateInterval::day(day.parse().expect("tests give days")));
    let syntax = crate::trained::syntax(&document);
    let mut builder = ReadingBuilder::new(document, &syntax);
    let knowledge = Knowledge {
        lexicon: lexicon(),
        gazetteer: &Gazetteer::default(),
    };
    read(&mut builder, &syntax, knowledge);
    let reading = builder.finish();
    assert!(reading.issues.is_empty(), "{:?}", reading.issues);
    reading.entities
}

/// Names with the first letter of their kind, in text order.
fn names(text: &str) -> Vec<String> {
    let mut found: Vec<_> = entities(text, None)
        .into_iter()
        .flat_map(|entity| {
            let kind = entity.kind;
            let name = |mention: &record::Mention| {
                matches!(mention.form, MentionForm::Name | MentionForm::Demonym).then(|| {
                    (
                        mention.span,
                        format!("{}:{}", &kind.as_str()[..1], mention.span.of(text)),
                    )
                })
            };
            entity.mentions.iter().filter_map(name).collect::<Vec<_>>()
        })
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn names_are_cut_and_typed() {
    for (text, expected) in [
        (
            "The minister met Ann Aker in Norway.",
            vec!["p:Ann Aker", "p:Norway"],
        ),
        (
            "Russian Foreign Minister Sergei Lavrov spoke.",
            vec!["p:Russian", "p:Sergei Lavrov"],
        ),
        (
            "U.S. Secretary of State John Kerry flew home.",
            vec!["p:U.S.", "p:John Kerry"],
        ),
        (
            "The U.S., U.K., France, Germany, Italy and Canada agreed.",
            vec![
                "p:U.S.",
                "p:U.K.",
                "p:France",
                "p:Germany",
                "p:Italy",
                "p:Canada",
            ],
        ),
        (
            "The Norwegian Foreign Ministry declined.",
            vec!["o:Norwegian Foreign Ministry"],
        ),
        (
            "He joined the Ministry of Trade and Industry.",
            vec!["o:Ministry of Trade and Industry"],
        ),
        (
            "They fled from the Lord's Resistance Army.",
            vec!["o:Lord's Resistance Army"],
        ),
        (
            "Fighters of al-Qaida and Hamas clashed.",
            vec!["o:al-Qaida", "o:Hamas"],
        ),
        (
            "A Kremlin-backed group took Syrian oil.",
            vec!["f:Kremlin", "p:Syrian"],
        ),
        ("Meanwhile, nobody came on Monday in May.", vec![]),
        ("Rebels left. Protesters stayed.", vec![]),
        ("He gave us it; it is in US dollars.", vec!["p:US"]),
        (
            "The treaty of 1990 was signed near Kerem Road.",
            vec!["f:Kerem Road"],
        ),
        ("", vec![]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn one_bearer_is_one_entity() {
    for (text, names) in [
        (
            "Ann Aker spoke. Aker left. Mr. Aker slept.",
            vec!["Ann Aker"],
        ),
        (
            "Britain and the U.K. are one; so are British ships.",
            vec!["United Kingdom"],
        ),
        (
            "The Associated Press asked. The AP wrote it.",
            vec!["Associated Press"],
        ),
        ("Ann Aker met Bo Aker.", vec!["Ann Aker", "Bo Aker"]),
    ] {
        let found: Vec<_> = entities(text, None).into_iter().map(|e| e.name).collect();
        assert_eq!(found, names, "{text}");
    }
}

#[test]
fn the_day_tells_who_holds_an_office() {
    let person = |text: &str, day: Option<&str>| {
        let found = entities(text, day);
        let person = found.into_iter().find(|e| e.kind == EntityType::Person);
        let person = person.expect("the text names a person");
        (person.lexicon, person.country, person.sectors.join(" "))
    };
    let kerry = Some("person/john-kerry".to_owned());
    let usa = Some("USA".to_owned());
    for (text, day, expected) in [
        (
            "John Kerry spoke.",
            Some("2016-12-08"),
            (kerry.clone(), usa.clone(), "GOV"),
        ),
        (
            "John Kerry spoke.",
            Some("2020-05-01"),
            (kerry.clone(), usa.clone(), "ELI"),
        ),
        ("John Kerry spoke.", None, (kerry.clone(), usa.clone(), "")),
        (
            "Secretary of State Kerry spoke.",
            Some("2016-12-08"),
            (kerry, usa.clone(), "GOV"),
        ),
        (
            "Secretary of State Kerry spoke.",
            Some("2020-05-01"),
            (None, usa, "GOV"),
        ),
        ("Ann Aker spoke.", Some("2016-12-08"), (None, None, "")),
    ] {
        let (lexicon, country, sectors) = expected;
        let expected = (lexicon, country, sectors.to_owned());
        assert_eq!(person(text, day), expected, "{text} on {day:?}");
    }
}

#[test]
fn pronouns_and_titles_stand_for_persons() {
    let text = "Norwegian Foreign Minister Ann Aker arrived. She met Bo Berg. The minister smiled.";
    let found = entities(text, None);
    let words: Vec<_> = found
        .iter()
        .find(|entity| entity.name == "Ann Aker")
        .map(|entity| entity.mentions.iter().map(|m| m.span.of(text)).collect())
        .unwrap_or_default();
    assert_eq!(words, ["Ann Aker", "She", "The minister"]);
}

#[test]
fn any_text_is_read() {
    for piece in [
        "A",
        "Al-",
        "Bank of ",
        "U.S. ",
        "the Ministry of and ",
        "“He ",
        "\u{0}X ",
        "é’s ",
        "Xx\n",
        "of the ",
    ] {
        let text = piece.repeat(3000);
        entities(&text, Some("2016-12-08"));
    }
}

/// The forms that stand for an entity of this name.
fn mentions(text: &str, name: &str) -> Vec<String> {
    let found = entities(text, None);
    let entity = found.iter().find(|entity| entity.name == name);
    let mentions = entity.into_iter().flat_map(|entity| &entity.mentions);
    mentions.map(|m| m.span.of(text).to_owned()).collect()
}

#[test]
fn a_pronoun_that_may_mean_two_stays_without_one() {
    let text = "Robert Tolland and David Marsh met on Monday. He smiled.";
    assert_eq!(mentions(text, "Robert Tolland"), ["Robert Tolland"]);
    assert_eq!(mentions(text, "David Marsh"), ["David Marsh"]);
}

#[test]
fn a_description_may_be_meant_instead_of_a_name() {
    let text = "Helena Brandvold hired a lawyer. The man lost his licence.";
    assert_eq!(mentions(text, "Helena Brandvold"), ["Helena Brandvold"]);
}
