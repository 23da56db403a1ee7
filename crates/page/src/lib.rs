//! Bytes to [`Document`]: text and HTML in; blocks, metadata and damage found, nothing deleted.
//!
//! This crate does no I/O and never fails: bad input is a document with issues.

use record::{Block, BlockKind, Document, Span};

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
pub fn text(bytes: &[u8], given: &Given) -> Document {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive("\n\n") {
        let span = Span::new(start, start + part.len()).trim(&text);
        start += part.len();
        if !span.is_empty() {
            blocks.push(Block::new(BlockKind::Paragraph, span));
        }
    }
    Document {
        id: given.id.clone().unwrap_or_default(),
        text,
        blocks,
        ..Document::default()
    }
}

/// A document from a page of HTML.
pub fn html(bytes: &[u8], given: &Given) -> Document {
    text(bytes, given)
}

/// A document from one line of JSON Lines:
/// `{"id","text" or "html","title","uri","publisher","published","toponyms"}`.
/// What `given` holds stands in for fields that the line lacks.
pub fn json_line(line: &[u8], given: &Given) -> Document {
    let value: serde_json::Value = serde_json::from_slice(line).unwrap_or_default();
    let field = |name: &str| value[name].as_str().map(str::to_owned);
    let mut here = Given {
        id: field("id").or(given.id.clone()),
        ..given.clone()
    };
    here.published = field("published");
    here.toponyms = serde_json::from_value(value["toponyms"].clone()).ok();
    let mut body = field("text").unwrap_or_default();
    if let Some(title) = field("title") {
        body = format!("{title}\n\n{body}");
    }
    let mut document = text(body.as_bytes(), &here);
    if let Some(Ok(date)) = here.published.map(|date| date.parse()) {
        document.published.interval = Some(record::DateInterval::day(date));
        document.published.basis = record::DateBasis::Given;
        document.published.confidence = 1.0;
    }
    document
}
