//! The dependency tree of a sentence, ready to be walked downwards.

use std::ops::Range;

use crate::{Span, Syntax};

/// The children and the extent of every token of one sentence.
///
/// Positions are those of [`Syntax::tokens`]. Building takes time linear in the sentence, and one
/// tree can be filled again for the next sentence without allocating. Heads that make no tree (a
/// token that is its own ancestor, a head in another sentence) are walked without harm: such a
/// token has no more than itself as extent.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    first: usize,
    root: Option<usize>,
    /// The parent of each token in the sentence, `u32::MAX` for none.
    heads: Vec<u32>,
    /// The children of token `n` of the sentence are `children[starts[n]..starts[n + 1]]`.
    starts: Vec<u32>,
    children: Vec<u32>,
    /// First and last token of the subtree.
    extents: Vec<(u32, u32)>,
    order: Vec<u32>,
}

impl Tree {
    /// The tree of a sentence.
    pub fn new(syntax: &Syntax, sentence: usize) -> Self {
        let mut tree = Self::default();
        tree.fill(syntax, sentence);
        tree
    }

    /// Makes this the tree of another sentence.
    pub fn fill(&mut self, syntax: &Syntax, sentence: usize) {
        let range = syntax.sentences[sentence].tokens();
        let tokens = &syntax.tokens[range.clone()];
        self.first = range.start;
        self.root = None;
        self.heads.clear();
        self.starts.clear();
        self.starts.resize(tokens.len() + 1, 0);
        for (index, token) in tokens.iter().enumerate() {
            let inside = |&head: &u32| range.contains(&(head as usize));
            let head = token.head.filter(inside);
            self.heads.push(head.unwrap_or(u32::MAX));
            match head {
                Some(head) => self.starts[head as usize - range.start + 1] += 1,
                None if self.root.is_none() => self.root = Some(range.start + index),
                None => {}
            }
        }
        for index in 0..tokens.len() {
            self.starts[index + 1] += self.starts[index];
        }
        self.list_children();
        self.measure();
    }

    /// Sorts tokens by head. `starts` is used as cursors and restored by the shift at the end.
    fn list_children(&mut self) {
        self.children.clear();
        self.children
            .resize(self.starts.last().map_or(0, |&end| end as usize), 0);
        for (index, &head) in self.heads.iter().enumerate() {
            if head != u32::MAX {
                let cursor = &mut self.starts[head as usize - self.first];
                self.children[*cursor as usize] = (self.first + index) as u32;
                *cursor += 1;
            }
        }
        // Each cursor has run to the start of the next token's children.
        let len = self.starts.len();
        self.starts.copy_within(0..len - 1, 1);
        self.starts[0] = 0;
    }

    /// Takes extents from the leaves upwards.
    fn measure(&mut self) {
        let len = self.heads.len();
        self.extents.clear();
        for index in 0..len {
            let position = (self.first + index) as u32;
            self.extents.push((position, position));
        }
        self.order.clear();
        for index in 0..len as u32 {
            if self.heads[index as usize] == u32::MAX {
                self.order.push(index);
            }
        }
        let mut next = 0;
        while let Some(&index) = self.order.get(next) {
            let children = self.starts[index as usize]..self.starts[index as usize + 1];
            for child in children {
                let child = self.children[child as usize] - self.first as u32;
                self.order.push(child);
            }
            next += 1;
        }
        for &index in self.order.iter().rev() {
            let head = self.heads[index as usize];
            if head != u32::MAX {
                let (first, last) = self.extents[index as usize];
                let extent = &mut self.extents[head as usize - self.first];
                *extent = (extent.0.min(first), extent.1.max(last));
            }
        }
    }

    /// The token that no other of the sentence heads; the first where there are several, none in
    /// an empty sentence.
    pub fn root(&self) -> Option<usize> {
        self.root
    }

    /// The head of a token of this sentence.
    pub fn head(&self, token: usize) -> Option<usize> {
        let head = self.heads[token - self.first];
        (head != u32::MAX).then_some(head as usize)
    }

    /// The tokens whose head is `token`, in text order.
    pub fn children(
        &self,
        token: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        let index = token - self.first;
        self.children[self.starts[index] as usize..self.starts[index + 1] as usize]
            .iter()
            .map(|&child| child as usize)
    }

    /// The smallest run of tokens that holds `token` and all that hangs on it. Where the tree
    /// crosses itself, tokens of other subtrees lie in the run too.
    pub fn extent(&self, token: usize) -> Range<usize> {
        let (first, last) = self.extents[token - self.first];
        first as usize..last as usize + 1
    }

    /// The words of [`Tree::extent`].
    pub fn span(&self, token: usize, syntax: &Syntax) -> Span {
        let extent = self.extent(token);
        syntax.tokens[extent.start]
            .span
            .cover(syntax.tokens[extent.end - 1].span)
    }

    /// The head of a token, the head of that, and so on to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        // Where heads run in a circle, no walk is longer than the sentence.
        std::iter::successors(self.head(token), |&head| self.head(head)).take(self.heads.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Sentence, Token, TokenKind};

    /// A sentence of one-letter words with these heads, after another sentence of two words.
    fn syntax(heads: &[Option<u32>]) -> Syntax {
        let mut syntax = Syntax::default();
        for index in 0..heads.len() + 2 {
            let span = Span::new(2 * index, 2 * index + 1);
            let mut token = Token::new(span, TokenKind::Word);
            if let Some(head) = index.checked_sub(2).and_then(|index| heads[index]) {
                token.head = Some(head + 2);
            }
            syntax.tokens.push(token);
        }
        for (first, end) in [(0, 2), (2, heads.len() + 2)] {
            syntax.sentences.push(Sentence {
                span: Span::new(2 * first, 2 * end),
                block: 0,
                first_token: first as u32,
                end_token: end as u32,
            });
        }
        syntax
    }

    #[test]
    fn a_tree_is_walked_both_ways() {
        // “Rebels near Idlib seized trucks”
        let syntax = syntax(&[Some(3), Some(2), Some(0), None, Some(3)]);
        let tree = Tree::new(&syntax, 1);
        assert_eq!(tree.root(), Some(5));
        assert_eq!(syntax.root_of(1), Some(5));
        for (token, children, extent) in [
            (2, vec![4], 2..5),
            (3, vec![], 3..4),
            (4, vec![3], 3..5),
            (5, vec![2, 6], 2..7),
            (6, vec![], 6..7),
        ] {
            assert_eq!(tree.children(token).collect::<Vec<_>>(), children);
            assert_eq!(syntax.children(token).collect::<Vec<_>>(), children);
            assert_eq!(tree.extent(token), extent);
        }
        assert_eq!(tree.ancestors(3).collect::<Vec<_>>(), [4, 2, 5]);
        assert_eq!(syntax.ancestors(3).collect::<Vec<_>>(), [4, 2, 5]);
        assert_eq!(tree.span(4, &syntax), Span::new(6, 9));
    }

    #[test]
    fn heads_that_are_no_tree_do_no_harm() {
        for heads in [
            &[Some(0)][..],
            &[Some(1), Some(0), None],
            &[Some(1), Some(2), Some(0)],
            &[None, None, Some(1)],
            &[Some(4_000_000), None],
            &[],
        ] {
            let syntax = syntax(heads);
            let mut tree = Tree::new(&syntax, 0);
            tree.fill(&syntax, 1);
            for token in syntax.sentences[1].tokens() {
                assert!(tree.extent(token).contains(&token));
                assert!(tree.ancestors(token).count() <= heads.len());
                assert!(syntax.ancestors(token).count() <= heads.len());
            }
        }
    }
}
