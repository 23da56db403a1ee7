//! Who is spoken of: names, demonyms and titles become entities.

use record::{ReadingBuilder, Syntax};

use crate::Knowledge;

/// Adds the rows of this question.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax, knowledge: Knowledge<'_>) {
    let _ = (builder, syntax, knowledge);
}
