//! What the networks are built of: normalisation, gated convolution, self-attention.
//!
//! Layers work on the rows of several sentences at once. `ends` says where each sentence ends
//! (one past its last row, counted in rows); no layer looks across such an end, so what stands
//! beside a sentence in a batch never changes what is computed for it.

use crate::kernels::{Path, attention, floats};
use crate::linear::Linear;
use crate::tensors::{ModelError, Tensors};

/// The byte that stands for zero.
const ZERO: u8 = 128;

/// Buffers of the layers, kept from call to call so that nothing is allocated in the loop.
#[derive(Default, Debug)]
pub(crate) struct Buffers {
    pub(crate) normal: Vec<f32>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) wide: Vec<u8>,
    pub(crate) values: Vec<f32>,
    pub(crate) attended: Vec<f32>,
    pub(crate) weights: Vec<f32>,
    pub(crate) keys: Vec<f32>,
}

/// Layer normalisation.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    weight: &'static [f32],
    bias: &'static [f32],
}

impl Norm {
    /// Reads `NAME.weight` and `NAME.bias`.
    pub(crate) fn read(tensors: &Tensors, name: &str, width: usize) -> Result<Self, ModelError> {
        if width == 0 || !width.is_multiple_of(floats::LANES) {
            return Err(ModelError::Content {
                name: format!("{name}.weight"),
                expected: format!("a width that is a multiple of 16, not {width}"),
            });
        }
        Ok(Self {
            weight: tensors.array(&format!("{name}.weight"), &[width])?,
            bias: tensors.array(&format!("{name}.bias"), &[width])?,
        })
    }

    /// Normalises rows into `out`, which is made as long as needed.
    pub(crate) fn apply(&self, path: Path, rows: &[f32], out: &mut Vec<f32>) {
        out.resize(rows.len(), 0.0);
        floats::normalise(path, self.weight, self.bias, rows, out);
    }
}

/// A gated convolution over three rows, added to its input.
///
/// `h = norm(x); y = W·[h(t−N); h(t); h(t+N)] + b; x += y[..d] · σ(y[d..])`, with zeros outside the
/// sentence.
#[derive(Clone, Debug)]
pub(crate) struct GatedConvolution {
    norm: Norm,
    linear: Linear,
    dilation: usize,
    width: usize,
}

impl GatedConvolution {
    /// Reads `NAME.norm.*` and the linear layer `NAME.*` from three rows to two.
    pub(crate) fn read(
        tensors: &Tensors,
        name: &str,
        width: usize,
        dilation: usize,
    ) -> Result<Self, ModelError> {
        Ok(Self {
            norm: Norm::read(tensors, &format!("{name}.norm"), width)?,
            linear: Linear::read(
                tensors,
                name,
                width.saturating_mul(3),
                width.saturating_mul(2),
            )?,
            dilation,
            width,
        })
    }

    /// Changes `rows` in place.
    pub(crate) fn apply(
        &self,
        path: Path,
        rows: &mut [f32],
        ends: &[usize],
        buffers: &mut Buffers,
    ) {
        let width = self.width;
        let count = rows.len() / width;
        self.norm.apply(path, rows, &mut buffers.normal);
        buffers.bytes.resize(rows.len(), 0);
        self.linear
            .quantise(path, &buffers.normal, &mut buffers.bytes);
        buffers.wide.resize(count * 3 * width, 0);
        let mut start = 0;
        for &end in ends {
            for row in start..end {
                let wide = &mut buffers.wide[row * 3 * width..][..3 * width];
                let (before, wide) = wide.split_at_mut(width);
                let (here, after) = wide.split_at_mut(width);
                match row.checked_sub(self.dilation).filter(|&at| at >= start) {
                    Some(at) => before.copy_from_slice(&buffers.bytes[at * width..][..width]),
                    None => before.fill(ZERO),
                }
                here.copy_from_slice(&buffers.bytes[row * width..][..width]);
                let at = row + self.dilation;
                if at < end {
                    after.copy_from_slice(&buffers.bytes[at * width..][..width]);
                } else {
                    after.fill(ZERO);
                }
            }
            start = end;
        }
        self.linear
            .multiply(path, &buffers.wide, &mut buffers.values);
        floats::add_gated(path, width, &buffers.values, rows);
    }
}

/// Self-attention with a bias by distance, added to its input.
#[derive(Clone, Debug)]
pub(crate) struct Attention {
    norm: Norm,
    project: Linear,
    join: Linear,
    distance: &'static [f32],
    heads: usize,
    width: usize,
}

impl Attention {
    /// Reads `NAME.norm.*`, the linear layers `NAME.project.*` (to queries, keys, values) and
    /// `NAME.join.*`, and `NAME.distance`.
    pub(crate) fn read(
        tensors: &Tensors,
        name: &str,
        width: usize,
        heads: usize,
    ) -> Result<Self, ModelError> {
        if heads == 0 || !width.is_multiple_of(heads * floats::LANES) {
            return Err(ModelError::Content {
                name: format!("{name}.project.weight"),
                expected: format!("{heads} heads of a multiple of 16, not a width of {width}"),
            });
        }
        Ok(Self {
            norm: Norm::read(tensors, &format!("{name}.norm"), width)?,
            project: Linear::read(
                tensors,
                &format!("{name}.project"),
                width,
                width.saturating_mul(3),
            )?,
            join: Linear::read(tensors, &format!("{name}.join"), width, width)?,
            distance: tensors.array(&format!("{name}.distance"), &[heads, 33])?,
            heads,
            width,
        })
    }

    /// Changes `rows` in place.
    pub(crate) fn apply(
        &self,
        path: Path,
        rows: &mut [f32],
        ends: &[usize],
        buffers: &mut Buffers,
    ) {
        let width = self.width;
        self.norm.apply(path, rows, &mut buffers.normal);
        self.project.apply(
            path,
            &buffers.normal,
            &mut buffers.bytes,
            &mut buffers.values,
        );
        buffers.attended.resize(rows.len(), 0.0);
        let mut start = 0;
        for &end in ends {
            let needed = attention::TOGETHER * (end - start).next_multiple_of(floats::LANES);
            if buffers.weights.len() < needed {
                buffers.weights.resize(needed, 0.0);
            }
            let size = width / self.heads;
            let projected = &buffers.values[start * 3 * width..end * 3 * width];
            let attended = &mut buffers.attended[start * width..end * width];
            for (head, distance) in self.distance.chunks_exact(33).enumerate() {
                let at = head * size;
                let keys = &projected[width + at..];
                attention::side_by_side(keys, 3 * width, size, &mut buffers.keys);
                attention::attend(
                    path,
                    &projected[at..],
                    3 * width,
                    2 * width,
                    size,
                    &buffers.keys,
                    distance,
                    &mut buffers.weights,
                    &mut attended[at..],
                    width,
                );
            }
            start = end;
        }
        self.join.apply(
            path,
            &buffers.attended,
            &mut buffers.bytes,
            &mut buffers.values,
        );
        floats::add(path, &buffers.values, rows);
    }
}
