mod labels;
mod symbols;
mod tree;

use std::ops::Range;

use crate::Span;

pub use labels::{DependencyRelation, NameKind, Upos};
pub use symbols::{Symbol, Symbols};
pub use tree::Tree;

/// The words of a document: sentences, in them tokens with their tags and trees, and names.
///
/// Tokens follow Universal Dependencies for English: clitics (`n't`, `'s`), punctuation marks and
/// the parts of hyphenated compounds stand alone; `U.S.`, numbers and addresses are whole.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    /// In text order; only blocks that are content are cut into sentences.
    pub sentences: Vec<Sentence>,
    /// Of all sentences, in text order.
    pub tokens: Vec<Token>,
    /// Names that the model sees, in text order and apart; none crosses a sentence.
    pub names: Vec<Name>,
    /// Cues of speech, thought and intention that the model sees, in text order; what belongs to
    /// one stands in its sentence.
    pub cues: Vec<SpeechCue>,
    /// The strings of lemmas, tags and features.
    pub symbols: Symbols,
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

    /// The sentence of a token.
    pub fn sentence_of(&self, token: usize) -> Option<usize> {
        let index = self
            .sentences
            .partition_point(|sentence| sentence.end_token as usize <= token);
        self.sentences
            .get(index)
            .is_some_and(|sentence| sentence.first_token as usize <= token)
            .then_some(index)
    }

    /// The lemma of a token; empty where it is not known.
    pub fn lemma(&self, token: usize) -> &str {
        self.symbols.get(self.tokens[token].lemma)
    }

    /// The Penn tag of a token; empty where it is not known.
    pub fn xpos(&self, token: usize) -> &str {
        self.symbols.get(self.tokens[token].xpos)
    }

    /// The token of a sentence that has no head; the first where there are several.
    pub fn root_of(&self, sentence: usize) -> Option<usize> {
        self.sentences
            .get(sentence)?
            .tokens()
            .find(|&token| self.tokens[token].head.is_none())
    }

    /// The head of a token, the head of that, and so on to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let head = |token: usize| self.tokens.get(token)?.head.map(|head| head as usize);
        let sentence = self.sentence_of(token).map(|index| self.sentences[index]);
        // Where heads run in a circle, no walk is longer than the sentence.
        let longest = sentence.map_or(0, |sentence| sentence.tokens().len());
        std::iter::successors(head(token), move |&token| head(token)).take(longest)
    }

    /// The tokens whose head is `token`, in text order. This looks at the whole sentence; for
    /// many tokens of one sentence make a [`Tree`].
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.sentence_of(token).map(|index| self.sentences[index]);
        sentence
            .map_or(0..0, Sentence::tokens)
            .filter(move |&child| self.tokens[child].head == Some(token as u32))
    }

    /// The words of a name.
    pub fn span_of(&self, name: Name) -> Span {
        self.tokens[name.first_token as usize]
            .span
            .cover(self.tokens[name.end_token as usize - 1].span)
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
    /// Whether it continues the surface token of the word before, as `n’t` does after `did`.
    pub joined: bool,
    /// Its part of speech.
    pub upos: Upos,
    /// What it is to its head.
    pub relation: DependencyRelation,
    /// Position of its head in [`Syntax::tokens`]; none for the root of a sentence.
    pub head: Option<u32>,
    /// Its dictionary form, in [`Syntax::symbols`].
    pub lemma: Symbol,
    /// Its tag in the Penn Treebank's inventory, in [`Syntax::symbols`].
    pub xpos: Symbol,
    /// Its features as in CoNLL-U (`Number=Sing|Person=3`), in [`Syntax::symbols`].
    pub feats: Symbol,
}

impl Token {
    /// A token of which no more is known: untagged, without a head.
    pub fn new(span: Span, kind: TokenKind) -> Self {
        Self {
            span,
            kind,
            capital: false,
            space_after: false,
            joined: false,
            upos: Upos::Other,
            relation: DependencyRelation::Unspecified,
            head: None,
            lemma: Symbol::NONE,
            xpos: Symbol::NONE,
            feats: Symbol::NONE,
        }
    }
}

/// A run of tokens that names somebody or something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// Position of its first token.
    pub first_token: u32,
    /// One past the position of its last token.
    pub end_token: u32,
    /// What it names.
    pub kind: NameKind,
}

impl Name {
    /// Positions of its tokens in [`Syntax::tokens`].
    pub fn tokens(self) -> Range<usize> {
        self.first_token as usize..self.end_token as usize
    }
}

/// Words that attribute something to somebody (“said”, “according to”, “fears of”), as the model
/// sees them, with what belongs to them. Ranges are of positions in [`Syntax::tokens`].
#[derive(Clone, PartialEq, Debug)]
pub struct SpeechCue {
    /// The token that heads the cue.
    pub token: u32,
    /// The tokens of the cue, with auxiliaries and adverbs: “has repeatedly said”.
    pub cue: Range<u32>,
    /// The tokens that name the source; empty where the sentence names none.
    pub source: Range<u32>,
    /// What is attributed, in one to three pieces, in text order.
    pub content: Vec<Range<u32>>,
    /// The chance, 0 to 1, that words or thoughts are told: “said that …”.
    pub told: f32,
    /// The chance, 0 to 1, that speech or attitude is told of without them: “spoke about …”.
    pub wide: f32,
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
