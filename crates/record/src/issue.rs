use crate::Span;

/// Something about a document that its reader must know: damage, conflict, loss of trust.
///
/// Bad input is never an error below `sources`; it becomes an issue of the reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    /// What kind of trouble.
    pub code: IssueCode,
    /// One line for a person, without a full stop.
    pub message: String,
    /// Where, when it has a place in the text.
    pub span: Option<Span>,
}

impl Issue {
    /// An issue with the code's own message.
    pub fn new(code: IssueCode, span: Option<Span>) -> Self {
        Self {
            code,
            message: code.message().to_owned(),
            span,
        }
    }

    /// An issue with a message that says more than the code does.
    pub fn with_message(code: IssueCode, message: impl Into<String>, span: Option<Span>) -> Self {
        Self {
            code,
            message: message.into(),
            span,
        }
    }
}

macro_rules! codes {
    ($($name:ident $code:literal $message:literal;)*) => {
        /// Every issue that a reading can carry. Codes are stable: one is never used again for
        /// another trouble. D01 is the document and its bytes, D02 its parts, D03 its dates, D04
        /// the rows.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum IssueCode {
            $(#[doc = $message] $name,)*
        }

        impl IssueCode {
            /// All codes, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, such as `D0101`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The standing message.
            pub fn message(self) -> &'static str {
                match self { $(Self::$name => $message,)* }
            }
        }
    };
}

codes! {
    Empty "D0101" "the document holds no text";
    InvalidEncoding "D0102" "some bytes are not valid in the document's encoding and were replaced";
    ControlCharacters "D0103" "the text holds control characters";
    NotJson "D0104" "the line is not a JSON object with a text or html field";
    TooLarge "D0105" "the document is larger than Dateline reads and was cut";
    BadField "D0106" "a field of the input line has a value that cannot be used";
    Binary "D0107" "the input does not look like text";
    NotEnglish "D0108" "the document is not in English and its words were not read";
    NoStory "D0201" "no story was found on the page";
    UnclosedQuotation "D0202" "a quotation is opened and never closed";
    Repeated "D0203" "a passage stands twice";
    DeepNesting "D0204" "the page is nested deeper than Dateline follows";
    NoDate "D0301" "the publication date is unknown";
    DateConflict "D0302" "two signs of the publication date disagree";
    ImpossibleDate "D0303" "a date that cannot be";
    RefusedRow "D0401" "a row was refused because it does not point at words";
    TooMany "D0402" "more rows than Dateline keeps of one document";
    Failed "D0403" "Dateline failed on this document and kept its text unread";
}
