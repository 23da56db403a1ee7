use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{Issue, Span};

/// A page as Dateline keeps it: the whole text, cut into blocks, and what the page says of itself.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The caller's id, else the SHA-256 of the source bytes.
    pub id: String,
    /// Where it came from.
    pub uri: Option<String>,
    /// The address that the page gives as its own.
    pub canonical: Option<String>,
    /// Who published it, as the page or the caller says.
    pub publisher: Option<String>,
    /// The news agency whose copy it is.
    pub agency: Option<String>,
    /// `text/plain` or `text/html`.
    pub media_type: String,
    /// The headline.
    pub title: Option<String>,
    /// Reporters by name.
    pub byline: Vec<String>,
    /// The section of the paper.
    pub section: Option<String>,
    /// Keywords that the page gives.
    pub keywords: Vec<String>,
    /// ISO 639-1 code; `None` when it cannot be told.
    pub language: Option<String>,
    /// What kind of page this is.
    pub page_type: PageType,
    /// The words of a correction notice.
    pub correction_notice: Option<String>,
    /// When it was published.
    pub published: Published,
    /// When it was last changed, as the page says.
    pub updated: Option<String>,
    /// When it was fetched, as the caller says.
    pub retrieved: Option<String>,
    /// Where each value above came from, by its name in the wire format.
    pub basis: BTreeMap<&'static str, Basis>,
    /// The whole text; never altered.
    pub text: String,
    /// Sorted, apart, and covering all of `text` but white space.
    pub blocks: Vec<Block>,
    /// Spans that the caller says are toponyms; when given, just these are resolved as places.
    pub toponyms: Option<Vec<Span>>,
    /// What was noticed while the bytes became a document.
    pub issues: Vec<Issue>,
}

impl Document {
    /// The block that holds the byte at `offset`, if any does.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let index = self
            .blocks
            .partition_point(|block| block.span.end as usize <= offset);
        self.blocks
            .get(index)
            .filter(|block| block.span.holds(offset))
    }

    /// The blocks that are mined, with their positions.
    pub fn content_blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.content)
    }
}

/// A stretch of the text with one job on the page.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Its job.
    pub kind: BlockKind,
    /// Where it stands, without white space at the edges.
    pub span: Span,
    /// Whether it belongs to the story; noise is kept and never mined.
    pub content: bool,
    /// Position of the block whose words this one repeats.
    pub repeat_of: Option<usize>,
    /// The agency of a passage inside a local story.
    pub credit: Option<String>,
    /// When an entry of a live page was posted.
    pub published: Option<DateInterval>,
    /// ISO 639-1 code where it differs from the document's.
    pub language: Option<String>,
    /// A table's cells, row by row.
    pub rows: Option<Vec<Vec<Span>>>,
}

impl Block {
    /// A block whose `content` follows from its kind.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self {
            kind,
            span,
            content: kind.is_content(),
            repeat_of: None,
            credit: None,
            published: None,
            language: None,
            rows: None,
        }
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All values, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in the wire format.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire,)* }
            }

            /// The value of that name in the wire format.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    };
}
pub(crate) use names;

names! {
    /// What a block is for on its page.
    BlockKind {
        /// The headline.
        Headline "headline",
        /// A heading inside the story.
        Subhead "subhead",
        /// Who wrote it.
        Byline "byline",
        /// “HAMBURG, Dec 8 (Reuters) -” where it stands alone.
        Dateline "dateline",
        /// A paragraph of the story.
        Paragraph "paragraph",
        /// What stands under a picture.
        Caption "caption",
        /// Who made a picture or a passage.
        Credit "credit",
        /// A list of the story.
        List "list",
        /// A table of the story.
        Table "table",
        /// A block quotation.
        Quote "quote",
        /// An interviewer's question.
        Question "question",
        /// One post of a live page.
        Entry "entry",
        /// A correction notice.
        Correction "correction",
        /// The publisher's advertisement for itself or others.
        Promotion "promotion",
        /// A form to fill in.
        Form "form",
        /// Menus, share bars, related links.
        Navigation "navigation",
        /// A reader's comment.
        Comment "comment",
        /// Words that stand elsewhere on the page too.
        Repeat "repeat",
        /// None of these.
        Other "other",
    }
}

impl BlockKind {
    /// Whether a block of this kind belongs to the story.
    pub fn is_content(self) -> bool {
        matches!(
            self,
            Self::Headline
                | Self::Subhead
                | Self::Dateline
                | Self::Paragraph
                | Self::Caption
                | Self::List
                | Self::Table
                | Self::Quote
                | Self::Question
                | Self::Entry
                | Self::Correction
        )
    }
}

names! {
    /// What kind of page a document is.
    PageType {
        /// One story.
        Article "article",
        /// A page of dated posts.
        Live "live",
        /// A list of stories.
        Index "index",
        /// Pictures with captions.
        Gallery "gallery",
        /// The start of a story that must be paid for.
        Stub "stub",
        /// A page that says that there is none.
        Error "error",
        /// None of these.
        Other "other",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that makes the type has no place for it"
)]
impl Default for PageType {
    fn default() -> Self {
        Self::Article
    }
}

names! {
    /// Where a value of a document came from.
    Basis {
        /// The caller gave it.
        Given "given",
        /// JSON-LD on the page.
        JsonLd "json-ld",
        /// A meta element.
        Meta "meta",
        /// A `time` element.
        TimeElement "time",
        /// The page's address.
        Url "url",
        /// The words of the page.
        Text "text",
        /// The page's mark-up.
        Markup "markup",
        /// Worked out from other evidence.
        Inferred "inferred",
    }
}

names! {
    /// Where a publication date came from.
    DateBasis {
        /// The caller gave it.
        Given "given",
        /// The page's metadata.
        Metadata "metadata",
        /// The page's address.
        Url "url",
        /// A dateline or a date line in the text.
        Dateline "dateline",
        /// Evidence inside the story.
        Inferred "inferred",
        /// It is not known.
        Unknown "unknown",
    }
}

/// Days from `start` to `end`, both included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DateInterval {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl DateInterval {
    /// One day.
    pub fn day(date: Date) -> Self {
        Self {
            start: date,
            end: date,
        }
    }

    /// The one day that it is, if it is one.
    pub fn single(self) -> Option<Date> {
        (self.start == self.end).then_some(self.start)
    }

    /// The days in both, if there are any.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start <= end).then_some(Self { start, end })
    }
}

/// When a document was published, and how that is known.
#[derive(Clone, PartialEq, Debug)]
pub struct Published {
    /// The interval that the evidence supports; `None` when it supports none.
    pub interval: Option<DateInterval>,
    /// The time zone, as written.
    pub zone: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
    /// Where it came from.
    pub basis: DateBasis,
    /// The words that show it.
    pub evidence: Vec<Span>,
}

impl Default for Published {
    fn default() -> Self {
        Self {
            interval: None,
            zone: None,
            confidence: 0.0,
            basis: DateBasis::Unknown,
            evidence: Vec::new(),
        }
    }
}
