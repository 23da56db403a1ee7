//! Counting that all scorers share.

use unicode_normalization::char::is_combining_mark;

/// Precision, recall and F1, from 0 to 1; nothing of nothing is 0.
pub(super) fn prf(right: usize, system: usize, right_gold: usize, gold: usize) -> [f64; 3] {
    let precision = ratio(right, system);
    let recall = ratio(right_gold, gold);
    [precision, recall, f1(precision, recall)]
}

/// The harmonic mean.
pub(super) fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    }
}

/// A share; of nothing it is 0.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// How many items two multisets share.
pub(super) fn shared<T: Ord + Clone>(one: &[T], other: &[T]) -> usize {
    let (mut one, mut other) = (one.to_vec(), other.to_vec());
    one.sort();
    other.sort();
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both
}

/// Pairs one to one, the greatest weight first; among equals the earlier row, then column.
pub(super) fn pairs<W: Ord + Copy>(mut candidates: Vec<(W, usize, usize)>) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    let mut pairs = Vec::new();
    for (_, row, column) in candidates {
        let taken = |taken: &mut Vec<bool>, at: usize| {
            if taken.len() <= at {
                taken.resize(at + 1, false);
            }
            taken[at]
        };
        if taken(&mut rows, row) || taken(&mut columns, column) {
            continue;
        }
        rows[row] = true;
        columns[column] = true;
        pairs.push((row, column));
    }
    pairs
}

/// A letter, digit or low line, as word patterns count them.
pub(super) fn is_word(character: char) -> bool {
    is_letter_or_digit(character) || character == '_'
}

/// A character of the categories of letters and numbers. Vowel signs and letters in circles are
/// alphabetic to Unicode, but of other categories, by which the referee goes.
pub(super) fn is_letter_or_digit(character: char) -> bool {
    let circled = ('Ⓐ'..='ⓩ').contains(&character) || ('🄰'..='🆉').contains(&character);
    character.is_alphanumeric() && !is_combining_mark(character) && !circled
}

/// Half-open ranges of the words of a text.
pub(super) fn words(text: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (index, character) in text.iter().enumerate() {
        match (is_word(*character), start) {
            (true, None) => start = Some(index),
            (false, Some(first)) => {
                words.push((first, index));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|first| (first, text.len())));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_pair_first() {
        let found = pairs(vec![(1, 0, 0), (3, 0, 1), (2, 1, 1), (1, 1, 0)]);
        assert_eq!(found, [(0, 1), (1, 0)]);
        assert_eq!(pairs(vec![(1, 1, 0), (1, 0, 0)]), [(0, 0)]);
    }

    #[test]
    fn shared_items_count_as_often_as_in_both() {
        assert_eq!(shared(&[1, 1, 2], &[1, 1, 1, 3]), 2);
        assert_eq!(shared::<u8>(&[], &[]), 0);
    }

    #[test]
    fn words_of_a_text() {
        let text: Vec<char> = "It’s 5_a.".chars().collect();
        assert_eq!(words(&text), [(0, 2), (3, 4), (5, 8)]);
    }
}
