//! Several who are meant together: “the two ministers”, “the six governments”.
//!
//! Such words mean those whom the text has just named, when it has named just so many that can be
//! meant: joined by commas and “and”, or else all of the sentence or the one before. Where the
//! number does not fit they mean nobody; who they are is not guessed.

use std::collections::BTreeMap;

use record::{
    DependencyRelation as Relation, Entity, EntityId, EntityType, Mention, MentionForm, Reading,
    Span,
};

use super::descriptions;
use super::words::Words;

/// Nouns for persons.
const PERSONS: [&str; 14] = [
    "man",
    "woman",
    "leader",
    "minister",
    "president",
    "official",
    "diplomat",
    "general",
    "candidate",
    "politician",
    "rival",
    "lawmaker",
    "commander",
    "envoy",
];

/// Nouns for states and their governments.
const STATES: [&str; 7] = [
    "country",
    "nation",
    "state",
    "government",
    "power",
    "neighbour",
    "neighbor",
];

/// Nouns for bodies; “both parties” are mostly those of a country, which nobody has named.
const BODIES: [&str; 6] = [
    "company",
    "firm",
    "party",
    "group",
    "organisation",
    "organization",
];

/// Numbers that news writes out, from two.
const NUMBERS: [&str; 9] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// Gives the compounds among the actors without a name their members, and adds the others.
pub(super) fn add(unnamed: &mut Vec<Entity>, reading: &Reading, words: &Words<'_>) {
    let mut places = None;
    for sentence in 0..words.syntax.sentences.len() {
        for at in words.syntax.sentences[sentence].tokens() {
            let Some((span, head, count)) = numbered(words, at) else {
                continue;
            };
            let lemma = words.syntax.lemma(head);
            let kinds: &[EntityType] = if PERSONS.contains(&lemma) {
                &[EntityType::Person]
            } else if STATES.contains(&lemma) {
                &[EntityType::Place]
            } else if BODIES.contains(&lemma) {
                &[EntityType::Organization, EntityType::Group]
            } else {
                continue;
            };
            let fits = |id: EntityId| {
                let entity = &reading.entities[id.index()];
                // A city is no government.
                let state = entity.kind != EntityType::Place || entity.lexicon.is_some();
                kinds.contains(&entity.kind) && state
            };
            let Some((members, score)) = meant(
                places.get_or_insert_with(|| named(reading, words)),
                words,
                sentence,
                at,
                count,
                fits,
            ) else {
                continue;
            };
            let known = unnamed.iter_mut().find(|entity| {
                let mut mentions = entity.mentions.iter();
                mentions.len() == 1 && mentions.any(|mention| mention.span.overlaps(span))
            });
            let text = span.of(words.text).split_whitespace();
            let name = text.collect::<Vec<_>>().join(" ");
            if let Some(known) = known {
                known.members = members;
                known.name = name;
                known.kind = EntityType::Group;
                known.mentions[0].span = span;
                known.mentions[0].score = score;
                continue;
            }
            let mut entity = Entity::new(EntityType::Group, name);
            let lexicon = words.knowledge.lexicon;
            entity.sectors = descriptions::sectors(words.syntax, lexicon, words.text, span);
            entity.members = members;
            entity.mentions.push(Mention {
                span,
                form: MentionForm::Nominal,
                score,
            });
            unnamed.push(entity);
        }
    }
}

/// “the two ministers”, “both countries”: their words without the article, the noun, how many.
fn numbered(words: &Words<'_>, at: usize) -> Option<(Span, usize, usize)> {
    let word = words.get(at);
    let definite = at.checked_sub(1).is_some_and(|before| {
        matches!(
            words.get(before),
            "the" | "The" | "these" | "These" | "those"
        )
    });
    let count = match NUMBERS.iter().position(|number| *number == word) {
        Some(place) if definite => place + 2,
        None if matches!(word, "both" | "Both") => 2,
        _ => return None,
    };
    // “the two foreign ministers”
    let head = (at + 1..at + 4).find(|head| words.token_is_plural(*head))?;
    let between = (at + 1..head).all(|index| !words.is_capital(index));
    let next = words.get(head + 1);
    let whole = between && !matches!(next, "of" | "who" | "that" | "in" | "from");
    whole.then(|| (words.span(&(at..head + 1)), head, count))
}

/// A name, a pronoun or a title in the text.
struct Place {
    token: usize,
    /// The first of those that it is joined with by “and”.
    first: usize,
    entity: EntityId,
}

fn named(reading: &Reading, words: &Words<'_>) -> Vec<Place> {
    let syntax = words.syntax;
    let mut places = Vec::new();
    for (index, entity) in reading.entities.iter().enumerate() {
        for mention in &entity.mentions {
            if mention.form == MentionForm::Demonym {
                continue;
            }
            let token = syntax.token_from(mention.span.start as usize);
            let end = mention.span.end;
            let mut first = token;
            for _ in 0..16 {
                let here = syntax.tokens[first];
                let Some(head) = here.head.map(|head| head as usize) else {
                    break;
                };
                let inside = first >= token && syntax.tokens[head].span.end <= end;
                if here.relation != Relation::Conjunct && !(inside && head >= token) {
                    break;
                }
                first = head;
            }
            places.push(Place {
                token,
                first,
                entity: EntityId(index as u32),
            });
        }
    }
    places.sort_by_key(|place| place.token);
    places
}

/// Those who can be meant, when they are just as many, and how sure that is: surer of those that
/// the text joins itself.
fn meant(
    named: &[Place],
    words: &Words<'_>,
    sentence: usize,
    at: usize,
    count: usize,
    fits: impl Fn(EntityId) -> bool,
) -> Option<(Vec<EntityId>, f32)> {
    let sentences = &words.syntax.sentences;
    for back in 0..3 {
        let tokens = sentences.get(sentence.checked_sub(back)?)?.tokens();
        let here = named.iter().filter(|place| {
            tokens.contains(&place.token) && place.token < at && fits(place.entity)
        });
        let mut joined: BTreeMap<usize, Vec<EntityId>> = BTreeMap::new();
        let mut all: Vec<EntityId> = Vec::new();
        for place in here {
            for list in [joined.entry(place.first).or_default(), &mut all] {
                if !list.contains(&place.entity) {
                    list.push(place.entity);
                }
            }
        }
        let mut lists = joined.into_values().rev();
        if let Some(list) = lists.find(|list| list.len() == count) {
            return Some((list, 0.8));
        }
        if back < 2 && all.len() == count {
            return Some((all, 0.5));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use lexicon::Gazetteer;
    use record::{Block, BlockKind, Document, ReadingBuilder};

    use super::super::tests::lexicon;
    use crate::{Knowledge, trained, who};

    /// The compounds of a text, each with its members' names.
    fn compounds(text: &str) -> Vec<String> {
        let document = Document {
            blocks: vec![Block::new(
                BlockKind::Paragraph,
                record::Span::new(0, text.len()),
            )],
            text: text.to_owned(),
            ..Document::default()
        };
        let syntax = trained::syntax(&document);
        let knowledge = Knowledge {
            lexicon: lexicon(),
            gazetteer: &Gazetteer::default(),
        };
        let mut builder = ReadingBuilder::new(document, &syntax);
        let described = who::read(&mut builder, &syntax, knowledge);
        who::read_unnamed(&mut builder, &syntax, knowledge, &described);
        let reading = builder.finish();
        let compounds = reading.entities.iter().filter(|it| !it.members.is_empty());
        compounds
            .map(|compound| {
                let members = compound.members.iter();
                let members: Vec<_> = members
                    .map(|id| reading.entities[id.index()].name.as_str())
                    .collect();
                format!("{} = {}", compound.name, members.join(", "))
            })
            .collect()
    }

    #[test]
    fn those_who_sign_are_several() {
        for (text, expected) in [
            (
                "Helena Brandvold and Peter Oakes sent a letter. “We are tired,” they wrote.",
                vec!["Helena Brandvold and Peter Oakes = Helena Brandvold, Peter Oakes"],
            ),
            // What they do is told of them as before.
            (
                "Helena Brandvold and Peter Oakes met. They left in the evening.",
                vec![],
            ),
        ] {
            assert_eq!(compounds(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_means_just_so_many() {
        for (text, expected) in [
            (
                "Norway, Sweden and Finland signed on Monday. The three countries will share ships.",
                vec!["three countries = Norway, Sweden, Finland"],
            ),
            (
                "Helena Brandvold met Peter Oakes in Bergen. The two ministers shook hands.",
                vec!["two ministers = Helena Brandvold, Peter Oakes"],
            ),
            (
                "Norway and Sweden met in Oslo. Both governments declined to comment.",
                vec!["Both governments = Norway, Sweden"],
            ),
            // One too few, and others than those who were named.
            (
                "Norway and Sweden met. The three countries will share ships.",
                vec![],
            ),
            (
                "Norway and Sweden met. Two other countries stayed away.",
                vec![],
            ),
        ] {
            assert_eq!(compounds(text), expected, "{text}");
        }
    }
}
