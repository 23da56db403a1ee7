//! Word classes by closed lists and endings: just enough to find noun phrases beside a cue.
//!
//! A word in no list is taken for a noun or adjective, which is what most words of a news text
//! beside a verb of saying are. This module looks at one token at a time; a trained tagger will
//! take its place.

use record::{Token, TokenKind};

/// What a token can be for a noun phrase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Determiner,
    Pronoun,
    /// `who`, `which`, `whom`.
    Relative,
    That,
    Preposition,
    To,
    And,
    But,
    Subordinator,
    /// A form of “be”.
    Be,
    /// Any other auxiliary.
    Auxiliary,
    Negation,
    Adverb,
    /// `Thursday`, `March`, `yesterday`.
    Time,
    /// A finite verb by its form.
    Verb,
    /// A word in `-ed`: a verb, or an adjective before a noun.
    Participle,
    /// A word in `-ing`.
    Gerund,
    Name,
    Noun,
    Number,
    /// `'s` and `’` after a noun; may be short for “is” as well.
    Genitive,
    Comma,
    Stop,
    Colon,
    Semicolon,
    Dash,
    Hyphen,
    OpenBracket,
    CloseBracket,
    /// A quotation mark that belongs to no quotation.
    Mark,
    /// A whole quotation, when it stands for one item among tokens.
    Quote,
}

impl Class {
    /// Whether a word of this class can stand inside a noun phrase, seen from its end.
    pub(super) fn nominal(self) -> bool {
        matches!(
            self,
            Self::Determiner
                | Self::Participle
                | Self::Gerund
                | Self::Name
                | Self::Noun
                | Self::Number
                | Self::Genitive
                | Self::Hyphen
        )
    }

    /// Whether a noun phrase can end with it.
    pub(super) fn head(self) -> bool {
        matches!(self, Self::Name | Self::Noun | Self::Number | Self::Pronoun)
    }

    /// Whether it shows that a clause has a verb.
    pub(super) fn verbal(self) -> bool {
        matches!(self, Self::Be | Self::Auxiliary | Self::Verb)
    }
}

/// Lower-cases a word into `buffer`; `None` when it is longer than any word looked up.
pub(super) fn lower<'a>(word: &str, buffer: &'a mut [u8; 24]) -> Option<&'a str> {
    let bytes = word.as_bytes();
    let place = buffer.get_mut(..bytes.len())?;
    place.copy_from_slice(bytes);
    place.make_ascii_lowercase();
    std::str::from_utf8(place).ok()
}

/// The class of a token; `first` when it opens a sentence, where a capital says nothing.
pub(super) fn class(token: &Token, text: &str, first: bool) -> Class {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number => return Class::Number,
        TokenKind::OpenQuote | TokenKind::CloseQuote => return Class::Mark,
        TokenKind::Address => return Class::Name,
        TokenKind::Punctuation | TokenKind::Symbol => return punctuation(word),
        TokenKind::Word => {}
    }
    let mut buffer = [0; 24];
    let Some(word) = lower(word, &mut buffer) else {
        return if token.capital {
            Class::Name
        } else {
            Class::Noun
        };
    };
    let listed = closed(word);
    if let Some(class) = listed {
        // “May said” is about a person more often than about a month or a wish.
        let name =
            token.capital && !first && matches!(word, "may" | "will" | "march" | "might" | "us");
        return if name { Class::Name } else { class };
    }
    if token.capital && !(first && (word.ends_with("ly") || word.ends_with("ing"))) {
        return Class::Name;
    }
    match word {
        _ if word.ends_with("ly") && word.len() > 4 && !NOUNS_IN_LY.contains(&word) => {
            Class::Adverb
        }
        _ if word.ends_with("ing") && word.len() > 5 => Class::Gerund,
        _ if word.ends_with("ed") && word.len() > 4 => Class::Participle,
        _ => Class::Noun,
    }
}

const NOUNS_IN_LY: [&str; 9] = [
    "family", "ally", "assembly", "supply", "reply", "rally", "italy", "monopoly", "anomaly",
];

fn punctuation(word: &str) -> Class {
    match word {
        "," => Class::Comma,
        "." | "!" | "?" | "…" | "..." | "...." => Class::Stop,
        ":" => Class::Colon,
        ";" => Class::Semicolon,
        "—" | "–" | "--" | "---" | "―" => Class::Dash,
        "-" => Class::Hyphen,
        "(" | "[" | "{" => Class::OpenBracket,
        ")" | "]" | "}" => Class::CloseBracket,
        "$" | "€" | "£" | "%" | "#" | "@" => Class::Number,
        "&" => Class::Name,
        _ if word.starts_with("..") => Class::Stop,
        _ if word.starts_with("--") => Class::Dash,
        _ => Class::Mark,
    }
}

fn closed(word: &str) -> Option<Class> {
    Some(match word {
        "a" | "an" | "the" | "this" | "these" | "those" | "some" | "any" | "each" | "every"
        | "no" | "another" | "both" | "all" | "many" | "several" | "few" | "most" | "more"
        | "other" | "his" | "its" | "their" | "our" | "my" | "your" | "such" | "her" | "half" => {
            Class::Determiner
        }
        "he" | "she" | "they" | "it" | "we" | "i" | "you" | "him" | "them" | "us" | "me"
        | "himself" | "herself" | "themselves" | "itself" | "everyone" | "everybody"
        | "someone" | "somebody" | "nobody" | "anyone" | "others" => Class::Pronoun,
        "who" | "which" | "whom" | "whose" => Class::Relative,
        "that" => Class::That,
        "to" => Class::To,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "into" | "during"
        | "about" | "against" | "under" | "over" | "between" | "among" | "through" | "within"
        | "without" | "despite" | "amid" | "amidst" | "near" | "toward" | "towards" | "across"
        | "behind" | "beyond" | "outside" | "inside" | "upon" | "via" | "per" | "like"
        | "around" | "following" | "regarding" | "including" | "throughout" | "alongside"
        | "ahead" => Class::Preposition,
        "and" | "or" | "nor" => Class::And,
        "but" | "yet" => Class::But,
        "because" | "when" | "while" | "if" | "as" | "although" | "though" | "since" | "unless"
        | "until" | "before" | "after" | "where" | "whether" | "how" | "why" | "what" | "once"
        | "whereas" | "than" | "so" | "whenever" | "whatever" => Class::Subordinator,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "’re" | "'re" | "’m"
        | "'m" => Class::Be,
        "has" | "have" | "had" | "having" | "do" | "does" | "did" | "will" | "would" | "can"
        | "could" | "may" | "might" | "must" | "shall" | "should" | "’ve" | "'ve" | "’ll"
        | "'ll" | "’d" | "'d" | "wo" | "ca" => Class::Auxiliary,
        "not" | "n't" | "n’t" | "never" => Class::Negation,
        "'s" | "’s" => Class::Genitive,
        "there" | "also" | "then" | "again" | "later" | "now" | "too" | "still" | "just"
        | "even" | "only" | "already" | "meanwhile" | "however" | "soon" | "always" | "often"
        | "ever" | "once-" | "further" | "instead" | "perhaps" | "earlier" | "ago" | "back"
        | "very" | "thus" | "therefore" | "nevertheless" | "moreover" | "far" | "here" | "well"
        | "indeed" | "hence" | "afterward" | "afterwards" | "elsewhere" | "first" | "long" => {
            Class::Adverb
        }
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
        | "january" | "february" | "march" | "april" | "june" | "july" | "august" | "september"
        | "october" | "november" | "december" | "jan." | "feb." | "mar." | "apr." | "aug."
        | "sept." | "sep." | "oct." | "nov." | "dec." | "today" | "yesterday" | "tomorrow"
        | "tonight" => Class::Time,
        _ if verb(word) => Class::Verb,
        _ => return None,
    })
}

/// Finite forms of frequent verbs that are seldom nouns; regular past forms are known by their
/// ending.
fn verb(word: &str) -> bool {
    matches!(
        word,
        "met"
            | "went"
            | "came"
            | "took"
            | "gave"
            | "got"
            | "made"
            | "became"
            | "began"
            | "broke"
            | "brought"
            | "built"
            | "chose"
            | "drew"
            | "drove"
            | "fell"
            | "fought"
            | "flew"
            | "grew"
            | "held"
            | "kept"
            | "led"
            | "left"
            | "lost"
            | "paid"
            | "ran"
            | "rose"
            | "sat"
            | "saw"
            | "sent"
            | "sold"
            | "spent"
            | "stood"
            | "struck"
            | "threw"
            | "won"
            | "wore"
            | "stuck"
            | "caught"
            | "hid"
            | "laid"
            | "lay"
            | "rode"
            | "shook"
            | "slept"
            | "spoke"
            | "stole"
            | "taught"
            | "tore"
            | "woke"
            | "heard"
            | "knew"
            | "thought"
            | "felt"
            | "understood"
            | "meant"
            | "sought"
            | "bought"
            | "seized"
            | "agreed"
            | "comes"
            | "goes"
            | "makes"
            | "takes"
            | "gives"
            | "gets"
            | "becomes"
            | "begins"
            | "remains"
            | "seems"
            | "appears"
            | "includes"
            | "keeps"
            | "knows"
            | "thinks"
            | "believes"
            | "wants"
            | "feels"
            | "means"
            | "provides"
            | "allows"
            | "requires"
            | "continues"
            | "says"
            | "said"
            | "told"
            | "tells"
            | "wrote"
            | "writes"
            | "lets"
            | "helps"
            | "expects"
            | "hopes"
            | "plans"
            | "needs"
            | "became-"
            | "arose"
            | "bore"
            | "sees"
            | "tries"
            | "brings"
            | "puts"
            | "holds"
            | "leaves"
            | "loses"
            | "died"
            | "tied"
            | "used"
    )
}

#[cfg(test)]
mod tests {
    use record::Span;

    use super::*;

    #[test]
    fn words_have_classes() {
        for (word, expected) in [
            ("the", Class::Determiner),
            ("who", Class::Relative),
            ("Kovač", Class::Name),
            ("officials", Class::Noun),
            ("quickly", Class::Adverb),
            ("family", Class::Noun),
            ("armed", Class::Participle),
            ("referring", Class::Gerund),
            ("met", Class::Verb),
            ("Thursday", Class::Time),
            ("n’t", Class::Negation),
            ("a-word-that-is-longer-than-any-list", Class::Noun),
        ] {
            let token = Token {
                capital: word.starts_with(char::is_uppercase),
                ..Token::new(Span::new(0, word.len()), TokenKind::Word)
            };
            assert_eq!(class(&token, word, false), expected, "{word}");
        }
    }
}
