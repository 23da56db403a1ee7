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
mod words;

use record::{ReadingBuilder, Syntax};

use crate::Knowledge;
pub(crate) use names::is_direction;
use words::Words;

/// Adds the entities.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax, knowledge: Knowledge<'_>) {
    let document = &builder.reading().document;
    let words = Words::new(&document.text, syntax, knowledge);
    let mut found = names::find(&words, document);
    seen::weigh(&mut found, &words, document);
    kinds::settle(&mut found, &words);
    let mut drafts = entities::join(found, &words, document.published.interval);
    actors::add_holders(&mut drafts, &words, document.published.interval);
    pronouns::add(&mut drafts, &words);
    for draft in drafts {
        if let Err(refused) = builder.entity(draft.entity) {
            builder.refuse(&refused);
        }
    }
}

/// Adds the people whom only words describe (“Syrian rebels”), once the places are known.
pub fn read_unnamed(builder: &mut ReadingBuilder, syntax: &Syntax, knowledge: Knowledge<'_>) {
    let reading = builder.reading();
    let words = Words::new(&reading.document.text, syntax, knowledge);
    let mut unnamed = actors::unnamed(reading, &words);
    compounds::add(&mut unnamed, reading, &words);
    for entity in unnamed {
        if let Err(refused) = builder.entity(entity) {
            builder.refuse(&refused);
        }
    }
}
