//! Name tags of a sentence: the best sequence in which every name begins.

use crate::kernels::{Path, floats};
use crate::model::NameStep;

/// The search for the best sequence, with its buffers.
#[derive(Default, Debug)]
pub(crate) struct Names {
    totals: Vec<f32>,
    next: Vec<f32>,
    /// For each word and tag, the tag before it.
    before: Vec<u16>,
}

impl Names {
    /// Chooses tags for the words of one sentence: `tag` is called with each word's position and
    /// tag, the last word first.
    ///
    /// `logits` has a row of `stride` numbers a word. A tag `I-X` stands only after `B-X` or `I-X`.
    pub(crate) fn find(
        &mut self,
        path: Path,
        steps: &[NameStep],
        logits: &[f32],
        stride: usize,
        mut tag: impl FnMut(usize, usize),
    ) {
        let tags = steps.len();
        let words = logits.len() / stride;
        self.before.clear();
        self.before.resize(words * tags, 0);
        self.totals.clear();
        for (word, row) in logits.chunks_exact(stride).enumerate() {
            let before = &mut self.before[word * tags..][..tags];
            let best = floats::greatest(path, &self.totals);
            self.next.clear();
            for (at, (step, logit)) in steps.iter().zip(row).enumerate() {
                let from = match *step {
                    NameStep::Free => best,
                    NameStep::Inside { begin } => match begin {
                        // With equal totals the name goes on as it is.
                        Some(begin) if word > 0 && self.totals[begin] > self.totals[at] => begin,
                        _ => at,
                    },
                };
                let total = match step {
                    NameStep::Inside { .. } if word == 0 => f32::NEG_INFINITY,
                    NameStep::Free if word == 0 => 0.0,
                    _ => self.totals[from],
                };
                before[at] = from as u16;
                self.next.push(total + *logit);
            }
            std::mem::swap(&mut self.totals, &mut self.next);
        }
        let mut at = floats::greatest(path, &self.totals);
        for word in (0..words).rev() {
            tag(word, at);
            at = usize::from(self.before[word * tags + at]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::kernels::Path;
    use crate::model::NameStep;

    /// Tags: O, B-A, I-A, B-B, I-B.
    const STEPS: [NameStep; 5] = [
        NameStep::Free,
        NameStep::Free,
        NameStep::Inside { begin: Some(1) },
        NameStep::Free,
        NameStep::Inside { begin: Some(3) },
    ];

    fn check(logits: &[[f32; 5]], expected: &[usize]) {
        let mut found = vec![9; logits.len()];
        Names::default().find(
            Path::SCALAR,
            &STEPS,
            logits.as_flattened(),
            5,
            |word, tag| found[word] = tag,
        );
        assert_eq!(found, expected, "{logits:?}");
    }

    #[test]
    fn a_name_begins_before_it_goes_on() {
        check(&[], &[]);
        check(&[[0.0, 0.0, 9.0, 1.0, 0.0]], &[3]);
        // The second word must be inside, so the first one begins, though it would rather not.
        check(
            &[[2.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 5.0, 0.0, 0.0]],
            &[1, 2],
        );
        // Not worth it here.
        check(
            &[[9.0, 1.0, 0.0, 0.0, 0.0], [4.0, 0.0, 5.0, 0.0, 0.0]],
            &[0, 0],
        );
        // One kind of name does not go on as another.
        check(
            &[[0.0, 5.0, 0.0, 4.0, 0.0], [0.0, 0.0, 0.0, 0.0, 3.0]],
            &[3, 4],
        );
        check(
            &[
                [0.0, 5.0, 0.0, 0.0, 0.0],
                [0.0, 1.0, 3.0, 0.0, 0.0],
                [0.0, 0.0, 3.0, 1.0, 0.0],
                [1.0, 0.0, 0.0, 0.0, 0.0],
            ],
            &[1, 2, 2, 0],
        );
    }
}
