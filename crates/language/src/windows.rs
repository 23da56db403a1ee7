//! Sentences too long to be parsed at once.
//!
//! A sentence of more than [`WINDOW`] words is parsed in windows of so many words that begin every
//! [`STEP`] words; the last one ends with the sentence. Each window is parsed as if it were a
//! sentence. A word takes its tags, its head and its relation from the window in which it stands
//! farthest from the edge: of the overlap of two windows, the first half is the earlier window's.
//!
//! To keep one tree: the first word that its window calls the root is the root of the sentence.
//! Words that other windows call the root are attached to it. Where heads taken from two windows
//! go round in a circle, its first word is attached to the root (or becomes it, where there is
//! none). What is attached so has the relation `parataxis`. A name tag `I-X` that follows neither
//! `B-X` nor `I-X` becomes `B-X`.

use std::ops::Range;

use crate::model::{NameStep, Network};
use crate::parser::ParsedWord;

/// Most words that are parsed at once.
pub(crate) const WINDOW: usize = 256;
/// Words from the start of one window to that of the next.
const STEP: usize = WINDOW / 2;
/// Words of an overlap that each of two windows decides.
const SHARE: usize = (WINDOW - STEP) / 2;

/// Words that are parsed as one sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    /// Position of the first word of the sentence.
    pub(crate) sentence: usize,
    /// Positions of the words.
    pub(crate) words: Range<usize>,
    /// The words among them that take what is found.
    pub(crate) taken: Range<usize>,
}

/// The windows of a sentence.
pub(crate) fn windows(sentence: Range<usize>) -> impl Iterator<Item = Window> {
    let Range { start, end } = sentence;
    let count = match end.saturating_sub(start) {
        0 => 0,
        words => words.saturating_sub(WINDOW).div_ceil(STEP) + 1,
    };
    (0..count).map(move |index| {
        let first = start + index * STEP;
        let (begins, ends) = (index == 0, index + 1 == count);
        Window {
            sentence: start,
            words: first..if ends { end } else { first + WINDOW },
            taken: if begins { start } else { first + SHARE }..if ends {
                end
            } else {
                first + STEP + SHARE
            },
        }
    })
}

/// Makes one tree of what the windows of one sentence gave.
pub(crate) fn join(network: &Network, words: &mut [ParsedWord]) {
    let attach = |word: &mut ParsedWord, root: usize| {
        word.head = root as u32 + 1;
        word.relation = network.loose_relation as u16;
    };
    let mut root = words.iter().position(|word| word.head == 0);
    if let Some(root) = root {
        for word in &mut words[root + 1..] {
            if word.head == 0 {
                attach(word, root);
            }
        }
    }
    // For each word, the walk towards the root that came by first, counted from 1.
    let mut walks = vec![0_u32; words.len()];
    for start in 0..words.len() {
        let walk = start as u32 + 1;
        let mut at = start;
        while walks[at] == 0 {
            walks[at] = walk;
            match words[at].head {
                0 => break,
                head => at = head as usize - 1,
            }
        }
        if walks[at] != walk || words[at].head == 0 {
            continue;
        }
        let mut first = at;
        let mut next = words[at].head as usize - 1;
        while next != at {
            first = first.min(next);
            next = words[next].head as usize - 1;
        }
        if let Some(root) = root {
            attach(&mut words[first], root);
        } else {
            words[first].head = 0;
            words[first].relation = network.root_relation as u16;
            root = Some(first);
        }
    }
    let mut before = None;
    for word in words {
        let tag = usize::from(word.name);
        if let NameStep::Inside { begin } = network.name_steps[tag]
            && before != Some(tag)
            && before != begin
            && let Some(begin) = begin
        {
            word.name = begin as u16;
        }
        before = Some(usize::from(word.name));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{STEP, WINDOW, windows};

    #[test]
    fn a_short_sentence_is_one_window() {
        assert_eq!(windows(5..5).count(), 0);
        for words in [1, 2, WINDOW] {
            let all: Vec<_> = windows(5..5 + words).collect();
            assert_eq!(all.len(), 1);
            assert_eq!(all[0].words, 5..5 + words);
            assert_eq!(all[0].taken, 5..5 + words);
        }
        assert_eq!(windows(0..WINDOW + 1).count(), 2);
        assert_eq!(windows(0..WINDOW + STEP).count(), 2);
        assert_eq!(windows(0..WINDOW + STEP + 1).count(), 3);
    }

    proptest! {
        #[test]
        fn every_word_is_taken_once(start in 0..9_usize, words in 0..3000_usize) {
            let mut at = start;
            for window in windows(start..start + words) {
                prop_assert!(window.words.len() <= WINDOW);
                prop_assert_eq!(window.taken.start, at);
                prop_assert!(window.words.start <= window.taken.start);
                prop_assert!(window.taken.end <= window.words.end);
                prop_assert!(!window.taken.is_empty());
                at = window.taken.end;
            }
            prop_assert_eq!(at, start + words);
        }
    }
}
