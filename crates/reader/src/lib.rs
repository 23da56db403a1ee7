//! [`Syntax`] to [`Reading`]: one module for each of a reporter's questions.
//!
//! Each module reads the document and its syntax, and what the modules before it found, and adds
//! its own rows through the [`ReadingBuilder`]. Data flows one way: `when`, `who`, `place`,
//! `said`, `did`.

pub mod did;
pub mod place;
pub mod said;
pub mod when;
pub mod who;

use lexicon::{Gazetteer, Lexicon};
use record::{Document, Reading, ReadingBuilder, Syntax};

/// What the reader knows of the world; borrowed, so that only the facade embeds it.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// Countries, organisations, office holders, cues, frames.
    pub lexicon: &'a Lexicon,
    /// Places.
    pub gazetteer: &'a Gazetteer,
}

/// Reads a document.
pub fn read(document: Document, syntax: &Syntax, knowledge: Knowledge<'_>) -> Reading {
    let mut builder = ReadingBuilder::new(document, syntax);
    when::read(&mut builder, syntax);
    let described = who::read(&mut builder, syntax, knowledge);
    place::read(&mut builder, syntax, knowledge);
    who::read_unnamed(&mut builder, syntax, knowledge, &described);
    said::read(&mut builder, syntax, knowledge, &described);
    did::read(&mut builder, syntax, knowledge);
    builder.finish()
}

#[cfg(test)]
mod trained {
    //! Syntax by the model that ships, for tests.

    use std::cell::RefCell;
    use std::sync::OnceLock;

    use language::{Model, Scratch};
    use record::{Document, Syntax};

    pub(crate) fn syntax(document: &Document) -> Syntax {
        static MODEL: OnceLock<Model> = OnceLock::new();
        let model = MODEL.get_or_init(|| {
            let path = concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../models/english.safetensors"
            );
            let bytes = std::fs::read(path).expect("the model is there");
            Model::from_copy(&bytes).expect("it is whole")
        });
        thread_local!(static SCRATCH: RefCell<Option<Scratch>> = const { RefCell::new(None) });
        SCRATCH.with_borrow_mut(|scratch| {
            language::analyse(
                model,
                scratch.get_or_insert_with(|| Scratch::new(model)),
                document,
            )
        })
    }
}
