//! Reading a TOML file of the lexicon, with errors that name file and line.

use serde::de::DeserializeOwned;

use crate::LexiconError;

/// Parses a whole file into `T`.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|error| LexiconError {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_at(text, span.start)),
        problem: error.message().replace('\n', " "),
        remedy: "see the comment at the top of the file for the keys".to_owned(),
    })
}

/// The line, from 1, of a byte offset.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    before.split(|byte| *byte == b'\n').count()
}

/// The line, from 1, of the first occurrence of `words`, or the first line.
pub(crate) fn line_of(text: &str, words: &str) -> usize {
    text.find(words).map_or(1, |offset| line_at(text, offset))
}
