//! Products of byte matrices.

use super::Path;

/// A packed matrix of bytes: for each block of 16 outputs, for each group of 4 inputs, the 4
/// weights of each of the 16 outputs.
#[derive(Clone, Copy)]
pub(crate) struct Packed<'m> {
    /// `[blocks][groups][16][4]`.
    pub(crate) weights: &'m [i8],
    /// −128 times the sum of each output's weights, which undoes that inputs are moved up by 128.
    pub(crate) offset: &'m [i32],
    /// What one unit of an output's sum is worth.
    pub(crate) scale: &'m [f32],
    /// Added to each output.
    pub(crate) bias: &'m [f32],
    /// Inputs by four.
    pub(crate) groups: usize,
}

/// Multiplies rows of `4 * groups` bytes with a packed matrix: one row of floats for each, as
/// long as the matrix has outputs (padded to 16).
pub(crate) fn multiply(path: Path, matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
    let _ = path;
    scalar(matrix, inputs, out);
}

fn scalar(matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
    let columns = 4 * matrix.groups;
    let outputs = matrix.bias.len();
    for (row, out) in inputs
        .chunks_exact(columns)
        .zip(out.chunks_exact_mut(outputs))
    {
        let blocks = matrix.weights.chunks_exact(16 * columns);
        for (block, weights) in blocks.enumerate() {
            let mut sums = [0_i32; 16];
            for (group, inputs) in weights
                .as_chunks::<64>()
                .0
                .iter()
                .zip(row.as_chunks::<4>().0)
            {
                for (sum, weights) in sums.iter_mut().zip(group.as_chunks::<4>().0) {
                    for (weight, input) in weights.iter().zip(inputs) {
                        *sum = sum.wrapping_add(i32::from(*weight) * i32::from(*input));
                    }
                }
            }
            for (lane, sum) in sums.into_iter().enumerate() {
                let at = 16 * block + lane;
                out[at] =
                    sum.wrapping_add(matrix.offset[at]) as f32 * matrix.scale[at] + matrix.bias[at];
            }
        }
    }
}
