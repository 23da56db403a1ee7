//! A stack of gated convolutions with a linear layer on top: the form of both the tokenizer and the
//! sentence model.
//!
//! What it says of a row depends on [`Stack::reach`] rows to each side and on no others, so a long
//! text is read in overlapping windows with the same result as in one.

use crate::kernels::Path;
use crate::layers::{Buffers, GatedConvolution, Norm};
use crate::linear::Linear;
use crate::tensors::{ModelError, Tensors};

/// Most layers a stack may have.
const MOST_LAYERS: usize = 16;
/// Widest gap between the rows that a convolution looks at.
const WIDEST: usize = 64;

/// The layers.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    layers: Vec<GatedConvolution>,
    norm: Norm,
    out: Linear,
    width: usize,
    reach: usize,
}

impl Stack {
    /// Reads `NAME.layers.0` and so on, `NAME.final.norm` and `NAME.out`; the metadata entry
    /// `NAME.layers` says which layers there are (`c1 c2 c4`).
    pub(crate) fn read(
        tensors: &Tensors,
        name: &str,
        width: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        let key = format!("{name}.layers");
        let mut layers = Vec::new();
        let mut reach = 0;
        for (index, layer) in tensors.metadata(&key)?.split_whitespace().enumerate() {
            let dilation = layer
                .strip_prefix('c')
                .and_then(|dilation| dilation.parse().ok())
                .filter(|dilation| (1..=WIDEST).contains(dilation) && index < MOST_LAYERS)
                .ok_or_else(|| ModelError::Metadata {
                    key: key.clone(),
                    expected: format!("up to {MOST_LAYERS} of `cN` with N up to {WIDEST}"),
                })?;
            let name = format!("{name}.layers.{index}");
            layers.push(GatedConvolution::read(tensors, &name, width, dilation)?);
            reach += dilation;
        }
        Ok(Self {
            layers,
            norm: Norm::read(tensors, &format!("{name}.final.norm"), width)?,
            out: Linear::read(tensors, &format!("{name}.out"), width, outputs)?,
            width,
            reach,
        })
    }

    /// How far a row is seen from.
    pub(crate) fn reach(&self) -> usize {
        self.reach
    }

    /// Length of a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Runs the layers over sequences that end at `ends`, counted in rows. Returns the outputs of
    /// all rows and the length of one row of them.
    pub(crate) fn apply<'a>(
        &self,
        path: Path,
        rows: &mut [f32],
        ends: &[usize],
        buffers: &'a mut Buffers,
    ) -> (&'a [f32], usize) {
        for layer in &self.layers {
            layer.apply(path, rows, ends, buffers);
        }
        self.norm.apply(path, rows, &mut buffers.normal);
        self.out.apply(
            path,
            &buffers.normal,
            &mut buffers.bytes,
            &mut buffers.values,
        );
        (&buffers.values, self.out.stride())
    }
}
