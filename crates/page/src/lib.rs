//! Bytes to [`Document`]: text and HTML in; blocks, metadata and damage found, nothing deleted.
//!
//! This crate does no I/O and never fails: bad input is a document with issues. It judges what a
//! page is and what its parts are for; what the words mean is for the crates after it.

mod assemble;
mod dates;
mod decode;
mod html;
mod jsonl;
mod language;
mod signs;
mod text;
mod words;

use record::Document;

pub use jsonl::json_line;
pub use text::lines::paragraphs;

/// What the caller knows of a document before it is read.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Id to carry; else the SHA-256 of the source bytes.
    pub id: Option<String>,
    /// Where it came from.
    pub uri: Option<String>,
    /// A headline that is not part of the text; it goes in front, followed by two line feeds.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published, as an ISO 8601 date or time.
    pub published: Option<String>,
    /// Spans that are toponyms, in code points of the text as given.
    pub toponyms: Option<Vec<[usize; 2]>>,
}

/// A document from plain text.
///
/// The text is kept as it was decoded. A given title goes in front, unless the text begins with it.
pub fn text(bytes: &[u8], given: &Given) -> Document {
    let decoded = decode::plain(bytes);
    assemble::plain(bytes, decoded, given)
}

/// A document from a page of HTML.
///
/// The text is what a browser shows of the page, block by block. A given title stands for the
/// headline and is not put in front.
pub fn html(bytes: &[u8], given: &Given) -> Document {
    html::document(bytes, given)
}
