//! What the tokenizer sees of a character.

use crate::tensors::{ModelError, Tensors};

/// Class of the character that a neighbouring chunk turns to a chunk; the first rows of the
/// tokenizer's table, in this order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Neighbour {
    /// There is none, or it does not matter.
    Nothing,
    Lower,
    Upper,
    Digit,
    Stop,
    Comma,
    Quote,
    Open,
    Close,
    Dash,
    Mark,
    Other,
}

impl Neighbour {
    /// How many classes there are.
    const COUNT: usize = Self::Other as usize + 1;

    /// The class of a character.
    pub(crate) fn of(character: Option<char>) -> Self {
        let Some(character) = character else {
            return Self::Nothing;
        };
        match character {
            '.' | '…' => Self::Stop,
            ',' => Self::Comma,
            '"' | '\'' | '“' | '”' | '‘' | '’' | '`' => Self::Quote,
            '(' | '[' | '{' => Self::Open,
            ')' | ']' | '}' => Self::Close,
            '-' | '–' | '—' => Self::Dash,
            '!' | '?' | ':' | ';' => Self::Mark,
            _ if character.is_uppercase() => Self::Upper,
            _ if character.is_alphabetic() => Self::Lower,
            _ if character.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// Rows after those of [`Neighbour`], for characters that are not in the alphabet: an upper-case
/// letter, another letter, a number, another character, an [attached](is_attached) one.
const UNKNOWN: u16 = Neighbour::COUNT as u16;
const FIRST_LETTER: u16 = UNKNOWN + 5;

/// The characters that the tokenizer tells apart.
#[derive(Clone, Debug)]
pub(crate) struct Alphabet {
    /// Rows of ASCII characters; 0 for none.
    ascii: [u16; 128],
    /// Other characters in ascending order, with their rows.
    others: Vec<(char, u16)>,
    /// Number of rows.
    rows: usize,
}

impl Alphabet {
    /// Reads the metadata entry `tokenizer.letters`: distinct characters in ascending order.
    pub(crate) fn read(tensors: &Tensors) -> Result<Self, ModelError> {
        let letters = tensors.metadata("tokenizer.letters")?;
        let mut alphabet = Self {
            ascii: [0; 128],
            others: Vec::new(),
            rows: usize::from(FIRST_LETTER),
        };
        let mut last = None;
        for letter in letters.chars() {
            if last >= Some(letter) || alphabet.rows > 8192 {
                return Err(ModelError::Metadata {
                    key: "tokenizer.letters".to_owned(),
                    expected: "up to 8192 characters in ascending order".to_owned(),
                });
            }
            last = Some(letter);
            let row = alphabet.rows as u16;
            match alphabet.ascii.get_mut(letter as usize) {
                Some(slot) => *slot = row,
                None => alphabet.others.push((letter, row)),
            }
            alphabet.rows += 1;
        }
        // Every digit is read as `0`.
        let zero = alphabet.ascii[usize::from(b'0')];
        alphabet.ascii[usize::from(b'0')..=usize::from(b'9')].fill(zero);
        Ok(alphabet)
    }

    /// How many rows the tokenizer's table must have.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The row of a character.
    pub(crate) fn row(&self, character: char) -> u16 {
        let known = match self.ascii.get(character as usize) {
            Some(&row) => row,
            None => self
                .others
                .binary_search_by_key(&character, |other| other.0)
                .map_or(0, |at| self.others[at].1),
        };
        if known != 0 {
            known
        } else if is_attached(character) {
            UNKNOWN + 4
        } else if character.is_uppercase() {
            UNKNOWN
        } else if character.is_alphabetic() {
            UNKNOWN + 1
        } else if character.is_numeric() {
            UNKNOWN + 2
        } else {
            UNKNOWN + 3
        }
    }
}

/// Combining marks, joiners and other characters without width of their own. They belong to the
/// character before, and so never start a token.
pub(crate) fn is_attached(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}')
}
