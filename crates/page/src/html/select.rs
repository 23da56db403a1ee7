//! Which of a page's blocks are the story.
//!
//! Each block has a worth: words of running text count for the story, links and short bits
//! against it. The story is the element whose blocks are worth most together; elements hold
//! contiguous blocks, so that running sums give each element's worth at once.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::local_name;
use record::BlockKind;

use super::{
    render::{Rendered, Rough},
    tree::Tree,
};
use crate::words;

/// What was decided of each block, and where the story is.
pub(crate) struct Selection {
    /// First block of the story and one past the last.
    pub(crate) story: std::ops::Range<usize>,
    /// Whether each block lies in an element that is noise.
    pub(crate) noise: Vec<bool>,
    /// Whether each block lies among readers' comments.
    pub(crate) comments: Vec<bool>,
    /// Words of running text in the story.
    pub(crate) words: usize,
}

/// Selects the story of a page.
pub(crate) fn select(tree: &Tree, page: &Rendered) -> Selection {
    let running: Vec<usize> = page
        .blocks
        .iter()
        .map(|block| running_words(&page.text, block))
        .collect();
    let sums = prefix_sums(running.iter().map(|words| *words as i64));
    let total = sums[running.len()];
    let small = |words: i64| words * 5 < total * 2;
    let believed = believed_noise(page, &sums, small);
    let noise = covered(page, |element| {
        element
            .hints
            .noise
            .is_some_and(|word| believed.contains(word))
    });
    let comments = covered(page, |element| {
        element.hints.comments && small(sums[element.end] - sums[element.first])
    });
    let worth = |index: usize| {
        let block = &page.blocks[index];
        let count = count(block.span.of(&page.text)) as i64;
        if noise[index] || comments[index] {
            -(4 + count)
        } else if running[index] > 0 {
            running[index].min(200) as i64 * 2
        } else if is_linked(block) {
            -(6 + count)
        } else if block.kind.is_some_and(|kind| kind != BlockKind::List) {
            0
        } else {
            -2
        }
    };
    let worths = prefix_sums((0..page.blocks.len()).map(worth));
    let mut best = (0, 0..page.blocks.len());
    for element in &page.elements {
        let worth = worths[element.end] - worths[element.first];
        let weight = match *tree.name(element.node) {
            _ if element.hints.body => 13,
            local_name!("article") => 11,
            _ => 10,
        };
        // Later elements lie inside earlier ones: of two that are worth the same, the inner one.
        if worth * weight >= best.0 && worth > 0 {
            best = (worth * weight, element.first..element.end);
        }
    }
    let story = best.1;
    Selection {
        words: (sums[story.end] - sums[story.start]) as usize,
        story,
        noise,
        comments,
    }
}

/// Noise however long: the notice on cookies can outweigh a short story.
const SURE: &[&str] = &["consent", "cookie", "cookies", "gdpr"];

/// Words for noise that name little of the running text. A page that calls each of its paragraphs
/// “sidebar-grid” has a story there all the same.
fn believed_noise(
    page: &Rendered,
    sums: &[i64],
    small: impl Fn(i64) -> bool,
) -> BTreeSet<&'static str> {
    // Elements inside others of the same name are not counted twice.
    let mut named: BTreeMap<&'static str, (usize, i64)> = BTreeMap::new();
    for element in &page.elements {
        let Some(word) = element.hints.noise else {
            continue;
        };
        let (end, words) = named.entry(word).or_default();
        if element.first >= *end {
            *words += sums[element.end] - sums[element.first];
            *end = element.end;
        }
    }
    let total = sums[sums.len() - 1];
    named.retain(|word, (_, words)| {
        small(*words) || *words == 0 || SURE.contains(word) && *words * 10 < total * 9
    });
    named.into_keys().collect()
}

/// Whether most of a block is links.
pub(crate) fn is_linked(block: &Rough) -> bool {
    block.linked * 2 > block.span.len()
}

/// Words of a block of running text, else none.
fn running_words(text: &str, block: &Rough) -> usize {
    let line = block.span.of(text);
    let count = count(line);
    // A page may call the box around all of its story “author” or “date”.
    let label = matches!(block.kind, Some(BlockKind::Byline | BlockKind::Dateline)) && count > 25;
    let running = matches!(block.kind, None | Some(BlockKind::Quote | BlockKind::List));
    if is_linked(block) || !(running || label) {
        return 0;
    }
    let enough = if words::ends_with_stop(line) { 5 } else { 15 };
    // A list item is a link or a label more often than a sentence.
    let enough = if block.kind == Some(BlockKind::List) {
        enough + 10
    } else {
        enough
    };
    if count >= enough { count } else { 0 }
}

/// Words of a line, up to a limit. Two characters count for a word in scripts without spaces.
fn count(line: &str) -> usize {
    const LIMIT: usize = 400;
    let dense = |c: &char| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{9fff}');
    words::count(line, LIMIT) + line.chars().take(2 * LIMIT).filter(dense).count() / 2
}

fn prefix_sums(values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sums = vec![0];
    let mut sum = 0;
    for value in values {
        sum += value;
        sums.push(sum);
    }
    sums
}

/// Which blocks lie in an element of a kind.
fn covered(page: &Rendered, is: impl Fn(&super::render::Element) -> bool) -> Vec<bool> {
    let mut edges = vec![0i32; page.blocks.len() + 1];
    for element in page.elements.iter().filter(|element| is(element)) {
        edges[element.first] += 1;
        edges[element.end] -= 1;
    }
    let mut depth = 0;
    edges
        .iter()
        .take(page.blocks.len())
        .map(|edge| {
            depth += edge;
            depth > 0
        })
        .collect()
}
