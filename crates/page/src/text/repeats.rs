//! Blocks whose words stand on the page already: the headline again, a paragraph pasted twice.

use std::collections::HashMap;

use record::{Block, BlockKind, Issue, IssueCode};

use crate::words;

/// A page that says the same a thousand times needs no thousand notes; its blocks show each.
const MOST_ISSUES: usize = 100;

/// Marks repeats. The first of equal blocks stays what it is; later ones point at it.
///
/// Short lines may well stand twice (“No comment.” in an interview), so that a repeat of anything
/// but the headline takes five words.
pub(crate) fn mark(text: &str, blocks: &mut [Block], headline: Option<usize>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut first: HashMap<u128, usize> = HashMap::with_capacity(blocks.len());
    for (index, block) in blocks.iter_mut().enumerate() {
        let words = block.span.of(text);
        let count = words::count(words, 5);
        let Some(fingerprint) = fingerprint(words) else {
            continue;
        };
        let known = *first.entry(fingerprint).or_insert(index);
        let of_headline = Some(known) == headline && count >= 2;
        if known == index || !(of_headline || count >= 5) || !block.content {
            continue;
        }
        if !of_headline && issues.len() < MOST_ISSUES {
            issues.push(Issue::new(IssueCode::Repeated, Some(block.span)));
        }
        *block = Block {
            repeat_of: Some(known),
            ..Block::new(BlockKind::Repeat, block.span)
        };
    }
    issues
}

/// A hash of the words without case, spacing and punctuation; `None` when there are none.
/// Two 64-bit FNV-1a lanes keep chance collisions out of reach.
fn fingerprint(text: &str) -> Option<u128> {
    const PRIME: u64 = 0x0100_0000_01b3;
    let (mut a, mut b) = (0xcbf2_9ce4_8422_2325_u64, 0x6c62_272e_07bb_0142_u64);
    let mut some = false;
    let mut feed = |c: char| {
        a = (a ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
        b = (b.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(PRIME);
    };
    for word in words::words(text) {
        some = true;
        for c in word.chars() {
            for c in if c == '’' { '\'' } else { c }.to_lowercase() {
                feed(c);
            }
        }
        feed(' ');
    }
    some.then_some(u128::from(a) << 64 | u128::from(b))
}

#[cfg(test)]
mod tests {
    use record::Span;

    use super::*;

    #[test]
    fn the_same_words_are_a_repeat() {
        let lines = [
            "Ferry Sinks",
            "FERRY SINKS!",
            "No comment.",
            "No comment.",
            "It sank on Friday at noon.",
            "It sank, on Friday at noon",
        ];
        let text = lines.join("\n");
        let mut start = 0;
        let mut blocks: Vec<Block> = lines
            .iter()
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start += line.len() + 1;
                Block::new(BlockKind::Paragraph, span)
            })
            .collect();
        let issues = mark(&text, &mut blocks, Some(0));
        let repeats: Vec<Option<usize>> = blocks.iter().map(|block| block.repeat_of).collect();
        assert_eq!(repeats, [None, Some(0), None, None, None, Some(4)]);
        assert_eq!(issues.len(), 1);
        assert!(!blocks[1].content && blocks[1].kind == BlockKind::Repeat);
    }
}
