//! From scores of heads to one tree with one root.
//!
//! Each word takes its best head. Only when that makes no tree, or one with several roots, the
//! best tree with one root is searched (Chu and Liu; Edmonds), by growing a path of best arcs and
//! contracting the cycles it closes, in time quadratic in the words.

/// The search for a tree, with its buffers.
#[derive(Default, Debug)]
pub(crate) struct Trees {
    /// For each word, the walk that reached it first.
    walks: Vec<u32>,
    /// `weights[into * size + from]`: the best arc between two components, in the units of the
    /// scores, less what it would replace inside the component it enters.
    weights: Vec<f64>,
    /// The words that this arc joins.
    arcs: Vec<Arc>,
    slots: Vec<Slot>,
    nodes: Vec<Node>,
    path: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Arc {
    dependent: u16,
    head: u16,
}

/// A row and column of the matrix: a word, or the cycle contracted into the row of one of its
/// words.
#[derive(Clone, Copy, Debug)]
struct Slot {
    state: State,
    node: usize,
    /// Weight of the arc chosen to enter it.
    chosen: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Waiting,
    OnPath,
    /// Its chosen arcs lead to the root.
    Done,
    /// Contracted into another slot.
    Gone,
}

/// A word, or a cycle of nodes.
#[derive(Clone, Copy, Default, Debug)]
struct Node {
    /// The cycle it was contracted into; 0 for none.
    cycle: usize,
    /// The arc that enters it.
    chosen: Arc,
}

impl Trees {
    /// Finds the heads of the words of a sentence.
    ///
    /// `scores` has a row of `stride` numbers for each word: number 0 for the root as its head,
    /// number `i` for the `i`-th word; a word's number for itself is not looked at. `heads` takes
    /// the chosen numbers.
    pub(crate) fn find(&mut self, scores: &[f32], stride: usize, heads: &mut [u32]) {
        let size = heads.len() + 1;
        for (word, head) in heads.iter_mut().enumerate() {
            let row = &scores[word * stride..][..size];
            *head = best(row, word + 1) as u32;
        }
        if !self.is_tree(heads) {
            self.search(scores, stride, heads);
        }
    }

    /// Whether every word reaches the root, and one word alone has it as its head.
    fn is_tree(&mut self, heads: &[u32]) -> bool {
        if heads.iter().filter(|&&head| head == 0).count() != 1 {
            return false;
        }
        self.walks.clear();
        self.walks.resize(heads.len(), 0);
        for word in 0..heads.len() {
            let walk = word as u32 + 1;
            let mut at = word;
            while self.walks[at] == 0 {
                self.walks[at] = walk;
                match heads[at] {
                    0 => break,
                    head => at = head as usize - 1,
                }
            }
            // The walk came round to itself, and the root's word is no part of a round.
            if self.walks[at] == walk && heads[at] != 0 {
                return false;
            }
        }
        true
    }

    fn search(&mut self, scores: &[f32], stride: usize, heads: &mut [u32]) {
        let size = heads.len() + 1;
        self.begin(scores, stride, size);
        for start in 1..size {
            if self.slots[start].state != State::Waiting {
                continue;
            }
            self.path.clear();
            self.path.push(start);
            self.slots[start].state = State::OnPath;
            while let Some(&into) = self.path.last() {
                let from = self.choose(into, size);
                match self.slots[from].state {
                    State::Waiting => {
                        self.slots[from].state = State::OnPath;
                        self.path.push(from);
                    }
                    State::OnPath => self.contract(from, size),
                    State::Done | State::Gone => {
                        for &slot in &self.path {
                            self.slots[slot].state = State::Done;
                        }
                        break;
                    }
                }
            }
        }
        self.expand(size);
        for (node, head) in self.nodes[1..].iter().zip(heads) {
            *head = u32::from(node.chosen.head);
        }
    }

    /// Fills the matrix. Arcs from the root lose more than any tree could gain by a second one.
    fn begin(&mut self, scores: &[f32], stride: usize, size: usize) {
        self.weights.clear();
        self.weights.resize(size * size, f64::NEG_INFINITY);
        self.arcs.clear();
        self.arcs.resize(size * size, Arc::default());
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for into in 1..size {
            for from in (0..size).filter(|&from| from != into) {
                let score = finite(scores[(into - 1) * stride + from]);
                least = least.min(score);
                most = most.max(score);
                self.weights[into * size + from] = score;
                self.arcs[into * size + from] = Arc {
                    dependent: into as u16,
                    head: from as u16,
                };
            }
        }
        let penalty = (most - least) * size as f64 + 1.0;
        for into in 1..size {
            self.weights[into * size] -= penalty;
        }
        self.slots.clear();
        self.slots.extend((0..size).map(|node| Slot {
            state: if node == 0 {
                State::Done
            } else {
                State::Waiting
            },
            node,
            chosen: 0.0,
        }));
        self.nodes.clear();
        self.nodes.resize(size, Node::default());
    }

    /// Chooses the best arc into a slot, and returns the slot it comes from.
    fn choose(&mut self, into: usize, size: usize) -> usize {
        let row = &self.weights[into * size..][..size];
        let mut best = 0;
        for (from, slot) in self.slots.iter().enumerate() {
            if from != into && slot.state != State::Gone && row[from] > row[best] {
                best = from;
            }
        }
        let slot = &mut self.slots[into];
        slot.chosen = row[best];
        self.nodes[slot.node].chosen = self.arcs[into * size + best];
        best
    }

    /// Contracts the end of the path, from the slot `keep` on, which the last one closed to a
    /// cycle; the cycle takes the place of `keep`.
    fn contract(&mut self, keep: usize, size: usize) {
        let first = self
            .path
            .iter()
            .position(|&slot| slot == keep)
            .expect("a slot in state OnPath is on the path");
        let cycle = self.nodes.len();
        self.nodes.push(Node::default());
        for at in first..self.path.len() {
            let slot = self.path[at];
            self.nodes[self.slots[slot].node].cycle = cycle;
            self.slots[slot].state = State::Gone;
        }
        for other in 0..size {
            if self.slots[other].state == State::Gone {
                continue;
            }
            self.weights[keep * size + other] -= self.slots[keep].chosen;
            for &slot in &self.path[first + 1..] {
                let weight = self.weights[slot * size + other] - self.slots[slot].chosen;
                if weight > self.weights[keep * size + other] {
                    self.weights[keep * size + other] = weight;
                    self.arcs[keep * size + other] = self.arcs[slot * size + other];
                }
                let weight = self.weights[other * size + slot];
                if weight > self.weights[other * size + keep] {
                    self.weights[other * size + keep] = weight;
                    self.arcs[other * size + keep] = self.arcs[other * size + slot];
                }
            }
        }
        self.path.truncate(first + 1);
        self.slots[keep] = Slot {
            state: State::OnPath,
            node: cycle,
            chosen: 0.0,
        };
    }

    /// Opens the cycles, the last first: the arc into a cycle replaces the arc into the node of it
    /// that it enters.
    fn expand(&mut self, size: usize) {
        for cycle in (size..self.nodes.len()).rev() {
            let arc = self.nodes[cycle].chosen;
            let mut node = usize::from(arc.dependent);
            while self.nodes[node].cycle != cycle {
                node = self.nodes[node].cycle;
            }
            self.nodes[node].chosen = arc;
        }
    }
}

/// The position of the greatest number, the first of equal ones, leaving one position out.
fn best(row: &[f32], without: usize) -> usize {
    let mut best = usize::from(without == 0);
    for (at, &score) in row.iter().enumerate() {
        if score > row[best] && at != without {
            best = at;
        }
    }
    best
}

/// A score that can be reckoned with, whatever a damaged model yields.
fn finite(score: f32) -> f64 {
    let score = if score > -1e9 { score } else { -1e9 };
    f64::from(if score < 1e9 { score } else { 1e9 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Trees;

    /// The best total of any tree with one root, by trying all heads.
    fn brute_force(scores: &[f32], words: usize) -> f32 {
        let size = words + 1;
        let mut best = f32::NEG_INFINITY;
        for code in 0..size.pow(words as u32) {
            let heads: Vec<usize> = (0..words as u32)
                .map(|word| code / size.pow(word) % size)
                .collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|&&head| head == 0).count() == 1
            && (0..heads.len()).all(|word| {
                let mut at = word + 1;
                (0..heads.len()).any(|_| {
                    at = heads[at - 1];
                    at == 0
                })
            })
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        let size = heads.len() + 1;
        heads
            .iter()
            .enumerate()
            .map(|(word, &head)| scores[word * size + head])
            .sum()
    }

    proptest! {
        #[test]
        fn finds_the_best_tree_with_one_root(
            words in 1..6_usize,
            scores in proptest::collection::vec(-20_i8..20, 30),
        ) {
            let scores: Vec<f32> = scores[..words * (words + 1)]
                .iter()
                .map(|&score| f32::from(score) / 4.0)
                .collect();
            let mut heads = vec![9; words];
            let mut trees = Trees::default();
            trees.find(&scores, words + 1, &mut heads);
            let heads: Vec<usize> = heads.iter().map(|&head| head as usize).collect();
            prop_assert!(is_tree(&heads), "{heads:?}");
            let (found, best) = (total(&scores, &heads), brute_force(&scores, words));
            prop_assert!((found - best).abs() < 1e-6, "{found} of {best}");
        }

        #[test]
        fn any_scores_make_a_tree(
            words in 1..40_usize,
            bits in proptest::collection::vec(any::<u32>(), 40 * 41),
            common in any::<bool>(),
        ) {
            let scores: Vec<f32> = bits
                .iter()
                .map(|&bits| if common { (bits % 3) as f32 } else { f32::from_bits(bits) })
                .collect();
            let mut heads = vec![9; words];
            Trees::default().find(&scores, words + 1, &mut heads);
            let heads: Vec<usize> = heads.iter().map(|&head| head as usize).collect();
            prop_assert!(is_tree(&heads), "{heads:?}");
        }
    }

    #[test]
    fn the_longest_window_with_nested_cycles_is_quick() {
        // Neighbours prefer each other, pairs prefer pairs, and so on up.
        let words = 256;
        let scores: Vec<f32> = (0..words * (words + 1))
            .map(|at| {
                let (word, head) = (at / (words + 1) + 1, at % (words + 1));
                -((word ^ head) as f32)
            })
            .collect();
        let mut heads = vec![0; words];
        Trees::default().find(&scores, words + 1, &mut heads);
        let heads: Vec<usize> = heads.iter().map(|&head| head as usize).collect();
        assert!(is_tree(&heads));
    }
}
