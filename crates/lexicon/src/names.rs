use crate::spelling::{first_word_hash, folded, unaccented};

/// Names to look up in running text, longest first, by the hash of their first word.
///
/// Marks on letters do not count, and white space in a name matches any white space. Case counts,
/// except where the text is all capitals.
#[derive(Clone, Debug)]
pub struct Names<T> {
    entries: Vec<Entry<T>>,
    /// For each value of a few of the hash's bits, where its entries start; speeds the search up.
    starts: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    hash: u64,
    name: Box<str>,
    meaning: T,
}

const SLOT_BITS: u32 = 12;

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl<T> Names<T> {
    /// An index over names and what they mean; a name may mean several things.
    pub fn new<'a>(names: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut entries: Vec<_> = names
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, meaning)| Entry {
                hash: first_word_hash(name),
                name: name.into(),
                meaning,
            })
            .collect();
        // The sort is stable: of equal names, the first given stays first.
        entries.sort_by(|a, b| {
            let place = |entry: &Entry<T>| (Self::slot(entry.hash), entry.hash);
            (place(a), b.name.len(), &a.name).cmp(&(place(b), a.name.len(), &b.name))
        });
        let mut starts = vec![0; (1 << SLOT_BITS) + 1];
        for entry in &entries {
            starts[Self::slot(entry.hash) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Self { entries, starts }
    }

    /// The names that start at `start` and end where a word ends, longest first, with the offset
    /// of their end. All meanings of one name follow each other.
    pub fn at<'a>(&'a self, text: &'a str, start: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let rest = text.get(start..).unwrap_or("");
        let hash = first_word_hash(rest);
        let slot = Self::slot(hash);
        let bucket = &self.entries[self.starts[slot] as usize..self.starts[slot + 1] as usize];
        bucket
            .iter()
            .filter(move |entry| entry.hash == hash)
            .filter_map(move |entry| {
                matched(&entry.name, rest).map(|length| (start + length, &entry.meaning))
            })
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn slot(hash: u64) -> usize {
        // The low bits of FNV are the well-mixed ones.
        ((hash ^ (hash >> 32)) & ((1 << SLOT_BITS) - 1)) as usize
    }
}

/// Length of the start of `text` that spells `name`, if one does.
fn matched(name: &str, text: &str) -> Option<usize> {
    let mut letters = text.char_indices().peekable();
    let mut cased = true;
    let mut lower = false;
    for wanted in name.chars() {
        if wanted == ' ' {
            let mut spaces = 0;
            while letters
                .next_if(|(_, letter)| letter.is_whitespace())
                .is_some()
            {
                spaces += 1;
            }
            if spaces == 0 {
                return None;
            }
            continue;
        }
        let (_, letter) = letters.next()?;
        if letter != wanted && unaccented(letter) != unaccented(wanted) {
            if folded(letter) != folded(wanted) {
                return None;
            }
            cased = false;
        }
        lower |= letter.is_lowercase();
    }
    let end = letters.peek().map_or(text.len(), |(end, _)| *end);
    let word_goes_on = letters
        .next()
        .is_some_and(|(_, letter)| letter.is_alphanumeric())
        && name.chars().next_back().is_some_and(char::is_alphanumeric);
    // "RUSSIA" is Russia, "us" is not the U.S., and "it" in capitals is not worth the risk.
    let spelled = cased || !lower && name.len() > 3;
    (spelled && !word_goes_on).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whole() {
        let names = Names::new([
            ("United States", 1),
            ("United States of America", 2),
            ("US", 3),
            ("Côte d'Ivoire", 4),
            ("Russia", 5),
            ("U.S.", 6),
        ]);
        for (text, expected) in [
            ("United States of America", vec![2, 1]),
            ("United\n States, and", vec![1]),
            ("United Statesman", vec![]),
            ("US and", vec![3]),
            ("us and", vec![]),
            ("USA", vec![]),
            ("Cote d’Ivoire", vec![4]),
            ("RUSSIA", vec![5]),
            ("russia", vec![]),
            ("U.S.", vec![6]),
            ("", vec![]),
        ] {
            let found: Vec<_> = names.at(text, 0).map(|(_, meaning)| *meaning).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(names.at("in Russia", 3).next(), Some((9, &5)));
        assert_eq!(names.at("é", 1).next(), None);
    }
}
