use page::Given;
use record::{Document, Issue, IssueCode};

/// The most bytes of one document that are read; what is beyond is left out, with an issue.
///
/// A line of 100 MB must read; a file of video that was named by mistake must not fill the
/// memory.
pub const SIZE_LIMIT: usize = 256 * 1024 * 1024;

/// One document's bytes, and what is known of it before it is read.
#[derive(Clone, Debug)]
pub struct Input {
    /// For messages: the file, and the line where a file holds several documents.
    pub name: String,
    /// The path as the user gave it; `None` for standard input.
    pub path: Option<String>,
    /// What the bytes are.
    pub kind: Kind,
    /// The document.
    pub bytes: Vec<u8>,
    /// Whether the document is longer than [`SIZE_LIMIT`] and was cut there.
    pub cut: bool,
}

/// What one document's bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// A JSON object with a `text` or `html` field.
    Json,
}

impl Input {
    /// The document that the bytes hold. Bad bytes give a document with issues.
    pub fn document(&self, given: &Given) -> Document {
        let mut document = match self.kind {
            Kind::Text => page::text(&self.bytes, given),
            Kind::Html => page::html(&self.bytes, given),
            Kind::Json => page::json_line(&self.bytes, given),
        };
        let noticed = |issue: &Issue| issue.code == IssueCode::TooLarge;
        if self.cut && !document.issues.iter().any(noticed) {
            document.issues.push(Issue::new(IssueCode::TooLarge, None));
        }
        document
    }
}
