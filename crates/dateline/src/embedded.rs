//! What is built into the binary.

use record::Generator;

/// The files of `lexicon/`.
pub(crate) const LEXICON: &[lexicon::File<'static>] = &[];

/// The versions of what is built in.
pub(crate) fn generator() -> Generator {
    Generator {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        ..Generator::default()
    }
}
