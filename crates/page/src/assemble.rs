//! Text, blocks and metadata to a [`Document`]: the last step, the same for every kind of input.

use record::{Basis, Block, BlockKind, Document, Issue, IssueCode, PageType, Span};
use sha2::{Digest as _, Sha256};

use crate::{
    Given,
    decode::{self, Decoded},
    language, signs,
    text::{self, Piece},
    words,
};

/// What a page's mark-up says of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) title: Option<(String, Basis)>,
    pub(crate) byline: Option<(Vec<String>, Basis)>,
    pub(crate) publisher: Option<(String, Basis)>,
    pub(crate) section: Option<(String, Basis)>,
    pub(crate) keywords: Vec<String>,
    pub(crate) canonical: Option<String>,
    pub(crate) language: Option<(String, Basis)>,
    pub(crate) published: Option<(String, Basis)>,
    pub(crate) updated: Option<(String, Basis)>,
    pub(crate) page_type: Option<PageType>,
}

/// A text cut into pieces, on its way to a document.
pub(crate) struct Draft<'a> {
    /// What the id is a hash of, when none is given.
    pub(crate) source: &'a [u8],
    pub(crate) media_type: &'static str,
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    /// Where the headline is known to stand.
    pub(crate) title: Option<Span>,
    pub(crate) metadata: Metadata,
    pub(crate) issues: Vec<Issue>,
}

/// A document from decoded plain text.
pub(crate) fn plain(source: &[u8], decoded: Decoded, given: &Given) -> Document {
    let Decoded { mut text, issues } = decoded;
    let title = given
        .title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty());
    let mut shift = 0;
    let mut headline = None;
    if let Some(title) = title {
        let lead = text.len() - text.trim_start().len();
        if begins_with(&text[lead..], title) {
            headline = Some(Span::new(lead, lead + title.len()));
        } else {
            text.insert_str(0, "\n\n");
            text.insert_str(0, title);
            shift = title.chars().count() + 2;
            headline = Some(Span::new(0, title.len()));
        }
    }
    let pieces = pieces(&text, headline);
    let mut document = document(
        Draft {
            source,
            media_type: "text/plain",
            text,
            pieces,
            title: headline,
            metadata: Metadata::default(),
            issues,
        },
        given,
    );
    if let Some(toponyms) = &given.toponyms {
        document.toponyms = Some(byte_spans(
            &document.text,
            toponyms,
            shift,
            &mut document.issues,
        ));
    }
    document
}

/// Whether the text begins with the title as whole words.
fn begins_with(text: &str, title: &str) -> bool {
    text.strip_prefix(title)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Paragraphs of plain text; a title at its start is cut off from the paragraph that it stands in.
fn pieces(text: &str, headline: Option<Span>) -> Vec<Piece> {
    let piece = |span| Piece {
        span,
        kind: None,
        furniture: false,
    };
    let mut pieces = Vec::new();
    let mut rest = 0;
    if let Some(headline) = headline {
        // A stop after the title goes with it: “Talks resume. The envoys met …”.
        let stop = text[headline.end as usize..]
            .chars()
            .take_while(|c| !c.is_whitespace() && !c.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>();
        rest = headline.end as usize + stop;
        pieces.push(Piece {
            span: Span::new(headline.start as usize, rest),
            kind: Some(BlockKind::Headline),
            furniture: false,
        });
    }
    pieces.extend(text::paragraphs(&text[rest..]).into_iter().map(|span| {
        piece(Span::new(
            span.start as usize + rest,
            span.end as usize + rest,
        ))
    }));
    pieces
}

/// The document of a draft, with all that can be said of it before its words are read.
pub(crate) fn document(draft: Draft<'_>, given: &Given) -> Document {
    let Draft {
        source,
        media_type,
        text,
        pieces,
        title,
        metadata,
        mut issues,
    } = draft;
    issues.extend(decode::character_issues(&text));
    let binary = issues.iter().any(|issue| issue.code == IssueCode::Binary);
    let (blocks, noticed) = if binary {
        let whole = Span::new(0, text.len()).trim(&text);
        (vec![Block::new(BlockKind::Other, whole)], Vec::new())
    } else {
        text::blocks(&text, &pieces, title)
    };
    issues.extend(noticed);
    let mut document = Document {
        id: given.id.clone().unwrap_or_else(|| hash(source)),
        uri: given.uri.clone(),
        media_type: media_type.to_owned(),
        text,
        blocks,
        issues,
        ..Document::default()
    };
    describe(&mut document, &metadata, given);
    signs::publication(&mut document, &metadata, given);
    document.page_type = metadata.page_type.unwrap_or_else(|| page_type(&document));
    document
}

/// SHA-256 of the source, in hexadecimal.
pub(crate) fn hash(source: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(source)
        .iter()
        .fold(String::with_capacity(64), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// Title, byline, publisher, agency, language and the like, each with where it came from. What the
/// caller gives goes before what the page's mark-up says, and that before its words.
fn describe(document: &mut Document, metadata: &Metadata, given: &Given) {
    let basis = &mut document.basis;
    let mut choose =
        |name: &'static str, options: [Option<(String, Basis)>; 3]| -> Option<String> {
            let (value, from) = options
                .into_iter()
                .flatten()
                .find(|(value, _)| !value.trim().is_empty())?;
            basis.insert(name, from);
            Some(value)
        };
    let given_value = |value: &Option<String>| {
        value
            .clone()
            .map(|value| (value.trim().to_owned(), Basis::Given))
    };
    let text = document.text.as_str();
    let words_of = |kind: BlockKind| {
        let block = document.blocks.iter().find(|block| block.kind == kind)?;
        Some((block.span.of(text).to_owned(), Basis::Text))
    };
    let agency = document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline))
        .take(4)
        .find_map(|block| signs::agency(block.span.of(text)));
    document.title = choose(
        "title",
        [
            given_value(&given.title),
            metadata.title.clone(),
            words_of(BlockKind::Headline),
        ],
    );
    document.publisher = choose(
        "publisher",
        [
            given_value(&given.publisher),
            metadata.publisher.clone(),
            None,
        ],
    );
    document.section = choose("section", [metadata.section.clone(), None, None]);
    document.agency = choose(
        "agency",
        [
            agency.map(|name| (name.to_owned(), Basis::Text)),
            None,
            None,
        ],
    );
    let found = language::of(text).map(|code| (code.to_owned(), Basis::Inferred));
    document.language = choose("language", [found, metadata.language.clone(), None]);
    document.canonical.clone_from(&metadata.canonical);
    document.keywords.clone_from(&metadata.keywords);
    if let Some((people, from)) = &metadata.byline {
        document.byline.clone_from(people);
        document.basis.insert("byline", *from);
    } else {
        let bylines = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Byline);
        document.byline = bylines
            .filter_map(|block| text::byline(block.span.of(text)))
            .flatten()
            .collect();
        if !document.byline.is_empty() {
            document.basis.insert("byline", Basis::Text);
        }
    }
    document.correction_notice = words_of(BlockKind::Correction).map(|(words, _)| words);
    if document
        .language
        .as_deref()
        .is_some_and(|code| code != "en")
    {
        document
            .issues
            .push(Issue::new(IssueCode::NotEnglish, None));
    }
}

/// What kind of page the words show, without any mark-up.
fn page_type(document: &Document) -> PageType {
    let text = &document.text;
    let mut story = 0;
    let mut first = None;
    for (_, block) in document.content_blocks() {
        first = first.or(Some(block.span.of(text)));
        story += words::count(block.span.of(text), 200);
        if story >= 200 {
            return PageType::Article;
        }
    }
    let Some(first) = first else {
        return PageType::Other;
    };
    if words::begins(first, ERRORS) && story < 120 {
        return PageType::Error;
    }
    let walled = document.blocks.iter().any(|block| {
        let words = block.span.of(text);
        words.len() < 400 && words::holds(words, WALLS)
    });
    if walled {
        PageType::Stub
    } else {
        PageType::Article
    }
}

const ERRORS: &[&str] = &[
    "403 forbidden",
    "404",
    "404 not found",
    "access denied",
    "error 404",
    "internal server error",
    "not found",
    "oops",
    "page not found",
    "sorry, the page",
    "sorry, this page",
    "the page you",
    "this page could not be found",
    "this page isn't available",
];

const WALLS: &[&str] = &[
    "already a subscriber",
    "for subscribers only",
    "only available to subscribers",
    "subscribe to continue",
    "subscribe to keep reading",
    "subscribe to read",
    "subscribers only",
    "to continue reading",
    "to read the full",
];

/// Toponyms from code points of the text as given to bytes of the document's text.
fn byte_spans(
    text: &str,
    given: &[[usize; 2]],
    shift: usize,
    issues: &mut Vec<Issue>,
) -> Vec<Span> {
    let mut order: Vec<usize> = given
        .iter()
        .flatten()
        .map(|offset| offset.saturating_add(shift))
        .collect();
    order.sort_unstable();
    order.dedup();
    // One walk over the text turns all offsets, so that a long list costs no more than a short one.
    let mut bytes = Vec::with_capacity(order.len());
    let mut characters = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut passed = 0;
    for offset in &order {
        let Some(at) = characters.nth(offset - passed) else {
            break;
        };
        bytes.push(at);
        passed = offset + 1;
    }
    let byte = |offset: usize| -> Option<usize> {
        let index = order.binary_search(&offset.saturating_add(shift)).ok()?;
        bytes.get(index).copied()
    };
    let mut spans = Vec::with_capacity(given.len());
    for &[start, end] in given {
        let span = byte(start)
            .zip(byte(end))
            .filter(|(start, end)| start < end);
        match span.map(|(start, end)| Span::new(start, end).trim(text)) {
            Some(span) if !span.is_empty() => spans.push(span),
            _ => issues.push(Issue::with_message(
                IssueCode::BadField,
                format!("the toponym {start}..{end} does not point at words"),
                None,
            )),
        }
    }
    spans.sort_unstable();
    spans.dedup();
    spans
}
