use std::ops::Range;

use crate::Span;

/// The words of a document: sentences, and in them tokens.
///
/// Tokens follow Universal Dependencies for English: clitics (`n't`, `'s`), punctuation marks and
/// the parts of hyphenated compounds stand alone; `U.S.`, numbers and addresses are whole.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// In text order; only blocks that are content are cut into sentences.
    pub sentences: Vec<Sentence>,
    /// Of all sentences, in text order.
    pub tokens: Vec<Token>,
}

impl Syntax {
    /// The tokens of one sentence.
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        &self.tokens[self.sentences[sentence].tokens()]
    }

    /// The sentence that holds the byte at `offset`, if one does.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let index = self
            .sentences
            .partition_point(|s| s.span.end as usize <= offset);
        self.sentences
            .get(index)
            .is_some_and(|s| s.span.holds(offset))
            .then_some(index)
    }

    /// The position of the first token that ends after `offset`.
    pub fn token_from(&self, offset: usize) -> usize {
        self.tokens
            .partition_point(|token| token.span.end as usize <= offset)
    }
}

/// One sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands, without white space at the edges.
    pub span: Span,
    /// Position of its block in the document.
    pub block: u32,
    /// Position of its first token.
    pub first_token: u32,
    /// One past the position of its last token.
    pub end_token: u32,
}

impl Sentence {
    /// Positions of its tokens in [`Syntax::tokens`].
    pub fn tokens(self) -> Range<usize> {
        self.first_token as usize..self.end_token as usize
    }
}

/// One word, number or mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What its characters are.
    pub kind: TokenKind,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether white space follows it.
    pub space_after: bool,
}

/// What a token's characters are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TokenKind {
    /// Letters, with or without marks and digits inside.
    Word,
    /// A number, with or without separators.
    Number,
    /// A mark that opens a quotation.
    OpenQuote,
    /// A mark that closes a quotation.
    CloseQuote,
    /// Any other punctuation mark.
    Punctuation,
    /// A currency, percent or other sign.
    Symbol,
    /// A web address, mail address, file name or handle.
    Address,
}
