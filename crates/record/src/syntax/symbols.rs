//! Strings that recur, kept once: lemmas, language-specific tags, features.

/// A string of a [`Symbols`]; equal strings of one table are equal symbols.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Symbol(pub u32);

impl Symbol {
    /// The empty string, which stands for “not known”.
    pub const NONE: Self = Self(0);
}

/// The strings of one document, each kept once.
///
/// Symbols are numbered in the order in which their strings were first seen. Looking up a string
/// that is there allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    /// All strings one after the other.
    text: String,
    /// Symbol `n` ends at `ends[n - 1]` and starts where the one before it ends; 0 is the empty
    /// string and is not stored.
    ends: Vec<u32>,
    /// Open addressing with linear probing; 0 is a free slot. The length is a power of two, or
    /// zero.
    slots: Vec<u32>,
}

impl Symbols {
    /// The symbol of a string, which is added where it is new.
    pub fn intern(&mut self, string: &str) -> Symbol {
        if string.is_empty() {
            return Symbol::NONE;
        }
        // At most two thirds of the slots are taken, so that a probe soon meets a free one.
        if self.slots.len() * 2 <= (self.ends.len() + 1) * 3 {
            self.grow();
        }
        match self.find(string) {
            Ok(symbol) => symbol,
            Err(slot) => {
                self.text.push_str(string);
                self.ends.push(self.text.len() as u32);
                self.slots[slot] = self.ends.len() as u32;
                Symbol(self.ends.len() as u32)
            }
        }
    }

    /// The symbol of a string, if it has one.
    pub fn symbol(&self, string: &str) -> Option<Symbol> {
        if string.is_empty() {
            return Some(Symbol::NONE);
        }
        if self.slots.is_empty() {
            return None;
        }
        self.find(string).ok()
    }

    /// The string of a symbol that this table gave out.
    pub fn get(&self, symbol: Symbol) -> &str {
        let Some(index) = (symbol.0 as usize).checked_sub(1) else {
            return "";
        };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// How many strings it holds, besides the empty one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds none besides the empty one.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The symbol of a string, or the slot where it belongs. There are slots.
    fn find(&self, string: &str) -> Result<Symbol, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(string) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                taken if self.get(Symbol(taken)) == string => return Ok(Symbol(taken)),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(64);
        self.slots.clear();
        self.slots.resize(len, 0);
        for symbol in 1..=self.ends.len() as u32 {
            let mut slot = hash(self.get(Symbol(symbol))) as usize & (len - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (len - 1);
            }
            self.slots[slot] = symbol;
        }
    }
}

/// FNV-1a with its bits mixed at the end: the strings are words, and slots take the low bits.
fn hash(string: &str) -> u64 {
    let fnv = string
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    fnv ^ (fnv >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_are_one_symbol() {
        let mut symbols = Symbols::default();
        assert_eq!(symbols.symbol("go"), None);
        let given: Vec<Symbol> = (0..1000)
            .map(|n| symbols.intern(&format!("word {}", n % 400)))
            .collect();
        assert_eq!(symbols.len(), 400);
        for (n, &symbol) in given.iter().enumerate() {
            assert_eq!(symbol, given[n % 400]);
            assert_eq!(symbols.get(symbol), format!("word {}", n % 400));
            assert_eq!(symbols.symbol(&format!("word {}", n % 400)), Some(symbol));
        }
        assert_eq!(symbols.symbol("word 400"), None);
    }

    #[test]
    fn the_empty_string_is_none() {
        let mut symbols = Symbols::default();
        assert_eq!(symbols.intern(""), Symbol::NONE);
        assert_eq!(symbols.get(Symbol::NONE), "");
        assert_eq!(symbols.intern("a"), Symbol(1));
        assert!(!symbols.is_empty());
    }
}
