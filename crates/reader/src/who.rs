//! Who is spoken of: names, demonyms, titles and pronouns become entities.
//!
//! Runs of capitalised words are found ([`runs`]) and cut into names ([`names`]), which are weighed
//! against the names that the trained model sees ([`seen`], [`votes`]). Each name is told what it
//! names ([`kinds`]), names of one bearer are joined into entities ([`entities`]) and looked up in
//! the lexicon by the date of publication ([`link`]), and pronouns and titles that stand for one of
//! them are added ([`pronouns`]): what is on the reader's mind ([`referents`]), descriptions among
//! it ([`descriptions`]), agrees with a pronoun or not, and the tree rules some out ([`clauses`]).
//! Actors that have no name come of titles and of words for people ([`actors`]), and several who are
//! meant together of their number ([`compounds`]).
//!
//! Merging is shy: two names that may mean two bearers stay two entities, because a wrong merge
//! puts words into the wrong mouth. Nothing is guessed: who is not in the lexicon keeps the kind
//! and country that the document's own words give.

mod actors;
mod clauses;
mod compounds;
pub(crate) mod descriptions;
mod entities;
mod kinds;
mod link;
mod names;
mod pronouns;
mod referents;
mod runs;
mod seen;
mod slips;
mod speech;
/// Whether the word before this one says which office it is, and so names a place only if that is
/// a well-known one: “Commerce Ministry”.
pub(crate) fn heads_office(word: &str) -> bool {
    matches!(
        word,
        "Ministry" | "Minister" | "Department" | "Secretary" | "Court"
    )
}

#[cfg(test)]
mod seen_tests;
#[cfg(test)]
mod tests;
mod votes;
mod wanted;
mod words;

use record::{Entity, EntityId, EntityType, Mention, MentionForm, ReadingBuilder, Span, Syntax};

use crate::Knowledge;
pub(crate) use entities::folded;
pub(crate) use names::is_direction;
pub(crate) use slips::is_slip;
pub(crate) use speech::Described;
use words::Words;

/// Adds the entities; gives the pronouns that mean somebody whom only words describe.
pub(crate) fn read(
    builder: &mut ReadingBuilder,
    syntax: &Syntax,
    knowledge: Knowledge<'_>,
) -> Vec<Described> {
    let document = &builder.reading().document;
    let words = Words::new(&document.text, syntax, knowledge);
    let mut found = names::find(&words, document);
    seen::weigh(&mut found, &words, document);
    kinds::settle(&mut found, &words);
    let mut drafts = entities::join(found, &words, document.published.interval);
    actors::add_holders(&mut drafts, &words, document.published.interval);
    let unnamed = pronouns::add(&mut drafts, &words);
    let mut ids: Vec<Option<EntityId>> = Vec::new();
    for draft in drafts {
        let added = builder.entity(draft.entity);
        ids.push(added.as_ref().ok().copied());
        if let Err(refused) = added {
            builder.refuse(&refused);
        }
    }
    for (parts, mentions) in unnamed.several {
        let members: Option<Vec<EntityId>> = parts.iter().map(|&part| ids[part]).collect();
        if let Some(members) = members {
            several(builder, members, mentions);
        }
    }
    unnamed.described
}

/// Adds several whom pronouns mean together.
fn several(builder: &mut ReadingBuilder, members: Vec<EntityId>, mentions: Vec<Mention>) {
    let entities = &builder.reading().entities;
    let names: Vec<_> = members
        .iter()
        .map(|id| entities[id.index()].name.as_str())
        .collect();
    let entity = Entity {
        members,
        mentions,
        ..Entity::new(EntityType::Group, names.join(" and "))
    };
    if let Err(refused) = builder.entity(entity) {
        builder.refuse(&refused);
    }
}

/// Adds the people whom only words describe (“Syrian rebels”), once the places are known.
pub(crate) fn read_unnamed(
    builder: &mut ReadingBuilder,
    syntax: &Syntax,
    knowledge: Knowledge<'_>,
    described: &[Described],
) {
    let reading = builder.reading();
    let words = Words::new(&reading.document.text, syntax, knowledge);
    let mut unnamed = actors::unnamed(reading, &words);
    compounds::add(&mut unnamed, reading, &words);
    add_described(&mut unnamed, described);
    for entity in unnamed {
        if let Err(refused) = builder.entity(entity) {
            builder.refuse(&refused);
        }
    }
}

/// Adds the pronouns that mean somebody without a name to those whose nouns they mean.
fn add_described(unnamed: &mut [Entity], described: &[Described]) {
    let mut known: Vec<(Span, usize)> = Vec::new();
    for (index, entity) in unnamed.iter().enumerate() {
        known.extend(entity.mentions.iter().map(|mention| (mention.span, index)));
    }
    known.sort_unstable();
    // How far the mentions up to each reach, so that a look back knows where to end.
    let mut reach = 0;
    let ends: Vec<u32> = (known.iter())
        .map(|(span, _)| {
            reach = reach.max(span.end);
            reach
        })
        .collect();
    for Described { pronoun, noun } in described {
        let before = known.partition_point(|(span, _)| span.start < noun.end);
        let over = (0..before)
            .rev()
            .take_while(|&at| ends[at] > noun.start)
            .filter(|&at| known[at].0.overlaps(*noun));
        if let Some(index) = over.map(|at| known[at].1).min() {
            unnamed[index].mentions.push(Mention {
                span: *pronoun,
                form: MentionForm::Pronoun,
                score: 0.6,
            });
        }
    }
    for entity in unnamed {
        entity.mentions.sort_by_key(|mention| mention.span);
    }
}
