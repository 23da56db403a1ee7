//! Small readings: who stands under which heading, and who speaks of whom.

use record::{
    Claim, ClaimId, ClaimKind, Document, Entity, EntityId, EntityType, Mention, MentionForm,
    Reading, Source, Span, SpeechAct,
};

use super::*;

/// A reading of a text whose entities are given by name and the form of their words. Every place
/// where the words stand is a mention.
fn reading(text: &str, entities: &[(&str, MentionForm)]) -> Reading {
    let mention = |form, (start, words): (usize, &str)| Mention {
        span: Span::new(start, start + words.len()),
        form,
        score: 1.0,
    };
    let entities = entities.iter().map(|(name, form)| Entity {
        mentions: text
            .match_indices(name)
            .map(|found| mention(*form, found))
            .collect(),
        ..Entity::new(EntityType::Group, (*name).to_owned())
    });
    Reading {
        entities: entities.collect(),
        document: Document {
            text: text.to_owned(),
            ..Document::default()
        },
        ..Reading::default()
    }
}

/// Adds a claim by the words of its source, the numbers of whom they mean, and its content.
fn claim<'a>(
    reading: &'a mut Reading,
    source: &str,
    who: &[u32],
    act: SpeechAct,
    content: &str,
) -> &'a mut Claim {
    let span = |words: &str| {
        let start = reading
            .document
            .text
            .find(words)
            .expect("words of the text");
        Span::new(start, start + words.len())
    };
    let source = if source.is_empty() {
        Vec::new()
    } else {
        vec![span(source)]
    };
    let claim = Claim {
        kind: ClaimKind::Indirect,
        act,
        strength: "states".to_owned(),
        negated: false,
        source: Source {
            spans: source,
            entities: who.iter().copied().map(EntityId).collect(),
            anonymous: false,
        },
        cue: Vec::new(),
        cue_lemma: String::new(),
        content: vec![span(content)],
        addressees: Vec::new(),
        channel: None,
        time: None,
        place: None,
        within: Vec::new(),
        confidence: 0.9,
    };
    reading.claims.push(claim);
    reading.claims.last_mut().expect("just added")
}

/// Each speaker with the extent of what is said.
fn headings(reading: &Reading) -> Vec<String> {
    speakers(reading)
        .iter()
        .map(|speaker| format!("{}: {}", speaker.name(reading), speaker.extent()))
        .collect()
}

/// Each speaker with whom and what they speak of.
fn pairs(reading: &Reading) -> Vec<String> {
    let speakers = speakers(reading);
    let mut pairs = Vec::new();
    for (speaker, topics) in matrix(reading, &speakers) {
        for topic in topics {
            let acts = topic.acts(reading);
            let acts: Vec<_> = acts
                .iter()
                .map(|(act, claims)| format!("{act} {}", claims.len()))
                .collect();
            pairs.push(format!(
                "{} → {}: {}",
                speaker.name(reading),
                topic.name(reading),
                acts.join(", ")
            ));
        }
    }
    pairs
}

use MentionForm::{Name, Nominal, Pronoun};
use SpeechAct::{Accuse, Assert, Demand, Deny};

#[test]
fn whoever_says_most_comes_first_and_nobody_last() {
    let text = "It rained, snow fell. Ana said hail came, Bo said fog came, Bo said sun came.";
    let mut reading = reading(text, &[("Ana", Name), ("Bo", Name)]);
    claim(&mut reading, "", &[], Assert, "It rained");
    claim(&mut reading, "", &[], Assert, "snow fell");
    claim(&mut reading, "Bo", &[1], Assert, "fog came");
    claim(&mut reading, "Bo", &[1], Assert, "sun came");
    claim(&mut reading, "Ana", &[0], Assert, "hail came");
    assert_eq!(
        headings(&reading),
        ["Bo: 2 claims", "Ana: 1 claim", "No source named: 2 claims"]
    );
    reading.claims.remove(2);
    assert_eq!(
        headings(&reading),
        ["Ana: 1 claim", "Bo: 1 claim", "No source named: 2 claims"]
    );
}

#[test]
fn sources_without_a_name_stand_under_their_words() {
    let text = "Two tired officials said it rained. They said fog came. We say hail came. we go.";
    let mut reading = reading(text, &[("officials", Nominal), ("They", Pronoun)]);
    claim(
        &mut reading,
        "Two tired officials",
        &[0],
        Assert,
        "it rained",
    )
    .source
    .anonymous = true;
    claim(&mut reading, "They", &[1], Assert, "fog came");
    claim(&mut reading, "We", &[], Assert, "hail came");
    claim(&mut reading, "we", &[], Assert, "go");
    assert_eq!(
        headings(&reading),
        [
            "“We”: 2 claims",
            "“Two tired officials”: 1 claim",
            "“They”: 1 claim"
        ]
    );
    let known = |index: usize| speakers(&reading)[index].known(&reading);
    assert_eq!(known(0), ["it is not clear who that is"]);
    assert_eq!(known(1), ["name kept back"]);
}

#[test]
fn a_joint_statement_is_one_voice() {
    let text =
        "Bo, Ana and Cy said it rained. The three ministers said fog came. Ana said hail came.";
    let names = ["Ana", "Bo", "Cy", "The three ministers"].map(|name| (name, Name));
    let mut reading = reading(text, &names);
    reading.entities[3].members = [1, 0, 2].map(EntityId).to_vec();
    claim(
        &mut reading,
        "Bo, Ana and Cy",
        &[1, 0, 2],
        Assert,
        "it rained",
    );
    claim(
        &mut reading,
        "The three ministers",
        &[3],
        Assert,
        "fog came",
    );
    claim(&mut reading, "Ana", &[0], Assert, "hail came");
    assert_eq!(
        headings(&reading),
        [
            "Bo, Ana and Cy: 2 claims",
            "Ana: 1 claim, 2 more with others"
        ]
    );
    let joint = &speakers(&reading)[0];
    assert_eq!(joint.short_name(&reading), "Bo and 2 others");
    assert_eq!(joint.known(&reading), ["jointly"]);
}

#[test]
fn acts_are_counted_by_whom_they_are_about() {
    let text = "Ana said Bo lied, she said Bo stole. Ana said Bo went to Cy. Ana said Ana saw Cy.";
    let mut reading = reading(text, &[("Ana", Name), ("Bo", Name), ("Cy", Name)]);
    claim(&mut reading, "Ana", &[0], Accuse, "Bo lied");
    claim(&mut reading, "Ana", &[0], Accuse, "Bo stole");
    claim(&mut reading, "Ana", &[0], Assert, "Bo went to Cy");
    claim(&mut reading, "Ana", &[0], Deny, "Ana saw Cy").negated = true;
    assert_eq!(
        pairs(&reading),
        [
            "Ana → Bo: accuses 2, states 1",
            "Ana → Cy: does not deny 1, states 1"
        ]
    );
}

#[test]
fn what_is_passed_on_is_the_inner_speakers() {
    let text = "The wire said rebels accuse Moravia. Rebels rest.";
    let names = [("The wire", Name), ("rebels", Nominal), ("Moravia", Name)];
    let mut reading = reading(text, &names);
    claim(
        &mut reading,
        "The wire",
        &[0],
        Assert,
        "rebels accuse Moravia",
    );
    claim(&mut reading, "rebels", &[1], Accuse, "Moravia").within = vec![ClaimId(0)];
    assert_eq!(
        pairs(&reading),
        [
            "The wire → rebels: states 1",
            "“rebels” → Moravia: accuses 1"
        ]
    );
    assert_eq!(
        circumstances(&reading, &reading.claims[1]),
        ["as told by The wire"]
    );
}

#[test]
fn words_inside_words_and_bare_pronouns_are_nobody() {
    let text = "Ana said Moravian rebels met them in Moravia.";
    let names = [
        ("Ana", Name),
        ("Moravia", Name),
        ("Moravian rebels", Nominal),
        ("them", Pronoun),
    ];
    let mut reading = reading(text, &names);
    claim(
        &mut reading,
        "Ana",
        &[0],
        Assert,
        "Moravian rebels met them",
    );
    assert_eq!(pairs(&reading), ["Ana → Moravian rebels: states 1"]);
}

#[test]
fn a_demand_is_about_whomever_it_is_made_of() {
    let text = "Ana urged Bo to leave. Ana told Bo it rained.";
    let mut reading = reading(text, &[("Ana", Name), ("Bo", Name)]);
    claim(&mut reading, "Ana", &[0], Demand, "to leave").addressees = vec![EntityId(1)];
    claim(&mut reading, "Ana", &[0], Assert, "it rained").addressees = vec![EntityId(1)];
    assert_eq!(pairs(&reading), ["Ana → Bo: demands 1"]);
    assert_eq!(circumstances(&reading, &reading.claims[0]), ["to Bo"]);
}

#[test]
fn links_show_the_words_around_whom_they_are_about() {
    let text = "Ana said that in the long wet autumn of the floods the ferrymen of Bo had \
                carried everybody over the river and back again without a fare.";
    let mut reading = reading(text, &[("Ana", Name), ("Bo", Name)]);
    claim(&mut reading, "Ana", &[0], Assert, &text[9..]);
    let bo = reading.entities[1].mentions[0].span;
    let claim = &reading.claims[0];
    assert_eq!(
        around(&reading, claim, Some(bo)),
        "… floods the ferrymen of Bo had carried everybody over the…"
    );
    assert_eq!(
        around(&reading, claim, None),
        "that in the long wet autumn of the floods the ferrymen of Bo…"
    );
}
