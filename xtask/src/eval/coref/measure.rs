//! MUC and B³: two measures of how alike two ways are to sort mentions into clusters.

use std::collections::BTreeMap;

use super::super::count::f1;

/// Sums of one measure over documents: parts and wholes of precision and of recall.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Sums {
    precision: [f64; 2],
    recall: [f64; 2],
}

impl Sums {
    /// Precision, recall and F1.
    pub(super) fn prf(&self) -> [f64; 3] {
        let share = |[part, whole]: [f64; 2]| if whole == 0.0 { 0.0 } else { part / whole };
        let (precision, recall) = (share(self.precision), share(self.recall));
        [precision, recall, f1(precision, recall)]
    }

    /// Adds a document, whose clusters list the mentions in them; one of a single mention counts
    /// nothing.
    pub(super) fn add(&mut self, measure: Measure, system: &[Vec<usize>], gold: &[Vec<usize>]) {
        for (sums, key, other) in [
            (&mut self.precision, system, gold),
            (&mut self.recall, gold, system),
        ] {
            let other = places(other);
            for cluster in key.iter().filter(|cluster| cluster.len() > 1) {
                let (part, whole) = measure(cluster, &other);
                sums[0] += part;
                sums[1] += whole;
            }
        }
    }
}

/// What a cluster of one side is worth before the clusters of the other, and what it could be.
pub(super) type Measure = fn(&[usize], &BTreeMap<usize, usize>) -> (f64, f64);

/// The cluster of each mention, without those of one mention.
fn places(clusters: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    let clusters = clusters.iter().filter(|cluster| cluster.len() > 1);
    clusters
        .enumerate()
        .flat_map(|(place, cluster)| cluster.iter().map(move |mention| (*mention, place)))
        .collect()
}

/// How many parts of the other side a cluster falls into, mentions that are in none each a part.
fn parts(
    cluster: &[usize],
    other: &BTreeMap<usize, usize>,
) -> BTreeMap<Result<usize, usize>, usize> {
    let mut parts = BTreeMap::new();
    for mention in cluster {
        *parts
            .entry(other.get(mention).copied().ok_or(*mention))
            .or_insert(0) += 1;
    }
    parts
}

/// MUC counts links: a cluster needs one fewer than it has mentions, and each part more into
/// which the other side cuts it is a link that is lost.
pub(super) fn muc(cluster: &[usize], other: &BTreeMap<usize, usize>) -> (f64, f64) {
    let size = cluster.len();
    let parts = parts(cluster, other).len();
    ((size - parts) as f64, (size - 1) as f64)
}

/// B³ counts mentions: each is worth the share of its cluster that the other side has put with it;
/// a mention that the other side does not have is worth nothing.
pub(super) fn b_cubed(cluster: &[usize], other: &BTreeMap<usize, usize>) -> (f64, f64) {
    let size = cluster.len() as f64;
    let part = parts(cluster, other)
        .into_iter()
        .filter(|(part, _)| part.is_ok())
        .map(|(_, count)| (count * count) as f64 / size)
        .sum();
    (part, size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(measure: Measure, system: &[Vec<usize>], gold: &[Vec<usize>]) -> String {
        let mut sums = Sums::default();
        sums.add(measure, system, gold);
        sums.prf().map(|figure| format!("{figure:.4}")).join(" ")
    }

    /// Gold {1 2 3} {4 5}; system {1 2} {3 4 5}.
    ///
    /// MUC: the gold's first cluster falls into two parts, so one of its two links is found; the
    /// second is whole: recall (1 + 1) / (2 + 1) = 2/3. The system's {1 2} is whole, {3 4 5} falls
    /// into two parts: precision (1 + 1) / (1 + 2) = 2/3.
    ///
    /// B³: recall of 1 and 2 is 2/3 each, of 3 is 1/3, of 4 and 5 is 1 each: (5/3 + 2) / 5 =
    /// 11/15. Precision of 1 and 2 is 1 each, of 3 is 1/3, of 4 and 5 is 2/3 each: 11/15.
    #[test]
    fn a_mention_in_the_wrong_cluster() {
        let (gold, system) = ([vec![1, 2, 3], vec![4, 5]], [vec![1, 2], vec![3, 4, 5]]);
        assert_eq!(scored(muc, &system, &gold), "0.6667 0.6667 0.6667");
        assert_eq!(scored(b_cubed, &system, &gold), "0.7333 0.7333 0.7333");
    }

    /// Gold {1 2 3 4}; system {1 2} {8 9} {4}: two mentions that the gold does not have, and one
    /// alone, which counts as if it had not been found.
    ///
    /// MUC: of three links one is found: the gold's cluster falls into {1 2}, 3 and 4: recall
    /// (4 - 3) / 3 = 1/3; the system's {1 2} is whole and {8 9} falls into two: precision 1/2.
    ///
    /// B³: recall (2/4 + 2/4 + 0 + 0) / 4 = 1/4; precision (1 + 1 + 0 + 0) / 4 = 1/2.
    #[test]
    fn mentions_that_only_one_side_has() {
        let (gold, system) = ([vec![1, 2, 3, 4]], [vec![1, 2], vec![8, 9], vec![4]]);
        assert_eq!(scored(muc, &system, &gold), "0.5000 0.3333 0.4000");
        assert_eq!(scored(b_cubed, &system, &gold), "0.5000 0.2500 0.3333");
    }

    #[test]
    fn nothing_is_worth_nothing() {
        assert_eq!(scored(muc, &[], &[]), "0.0000 0.0000 0.0000");
        assert_eq!(scored(b_cubed, &[vec![1]], &[]), "0.0000 0.0000 0.0000");
    }
}
