//! A linear layer in bytes.

use crate::kernels::product::{Packed, multiply};
use crate::kernels::{Path, floats};
use crate::tensors::{ModelError, Tensors};

/// More inputs could overflow the sums of byte products.
const MOST_INPUTS: usize = 1 << 16;

/// Floats in, floats out, a product of bytes in between.
///
/// Inputs are turned into bytes with one fixed scale, weights have a scale an output. In the file,
/// a layer `NAME` is the arrays `NAME.weight`, `.scale`, `.bias`, `.offset` and `.input_scale`
/// described in `model.rs`.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    weights: &'static [i8],
    scale: &'static [f32],
    bias: &'static [f32],
    offset: &'static [i32],
    /// One over the scale of the inputs.
    inverse: f32,
    inputs: usize,
    outputs: usize,
}

impl Linear {
    /// Reads a layer of exactly this size.
    pub(crate) fn read(
        tensors: &Tensors,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        if inputs == 0 || !inputs.is_multiple_of(4) || inputs > MOST_INPUTS || outputs == 0 {
            return Err(ModelError::Content {
                name: format!("{name}.weight"),
                expected: format!(
                    "a multiple of 4 inputs up to {MOST_INPUTS} and at least one output, \
                     not {inputs} and {outputs}"
                ),
            });
        }
        let padded = outputs.next_multiple_of(floats::LANES);
        let of = |part: &str| format!("{name}.{part}");
        let input_scale = tensors.array::<f32>(&of("input_scale"), &[1])?[0];
        let weights = tensors.packed(&of("weight"), padded / 16, inputs / 4)?;
        let offset: &[i32] = tensors.array(&of("offset"), &[padded])?;
        for (block, offset) in weights
            .chunks_exact(16 * inputs)
            .zip(offset.as_chunks::<16>().0)
        {
            if sums(block) != *offset {
                return Err(ModelError::Content {
                    name: of("offset"),
                    expected: "-128 times the sum of each output's weights".to_owned(),
                });
            }
        }
        Ok(Self {
            weights,
            scale: tensors.array(&of("scale"), &[padded])?,
            bias: tensors.array(&of("bias"), &[padded])?,
            offset,
            inverse: 1.0 / input_scale,
            inputs,
            outputs,
        })
    }

    /// Length of an output row that means something.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Length of an output row in memory: a multiple of 16.
    pub(crate) fn stride(&self) -> usize {
        self.bias.len()
    }

    /// Turns floats into the bytes that this layer takes.
    pub(crate) fn quantise(&self, path: Path, values: &[f32], bytes: &mut [u8]) {
        floats::quantise(path, self.inverse, values, bytes);
    }

    /// From rows of bytes, as long as the layer has inputs, to rows of [`stride`](Self::stride) floats;
    /// `out` is made as long as needed.
    pub(crate) fn multiply(&self, path: Path, bytes: &[u8], out: &mut Vec<f32>) {
        out.resize(bytes.len() / self.inputs * self.stride(), 0.0);
        let matrix = Packed {
            weights: self.weights,
            offset: self.offset,
            scale: self.scale,
            bias: self.bias,
            groups: self.inputs / 4,
        };
        multiply(path, matrix, bytes, out);
    }

    /// From rows of floats to rows of floats; `bytes` is only used in between.
    pub(crate) fn apply(
        &self,
        path: Path,
        values: &[f32],
        bytes: &mut Vec<u8>,
        out: &mut Vec<f32>,
    ) {
        bytes.resize(values.len(), 0);
        self.quantise(path, values, bytes);
        self.multiply(path, bytes, out);
    }
}

/// −128 times the sums of the weights of a block of sixteen outputs.
fn sums(block: &[i8]) -> [i32; 16] {
    let mut sums = [0; 16];
    for group in block.as_chunks::<64>().0 {
        for (sum, weights) in sums.iter_mut().zip(group.as_chunks::<4>().0) {
            *sum -= 128 * weights.iter().map(|&w| i32::from(w)).sum::<i32>();
        }
    }
    sums
}
