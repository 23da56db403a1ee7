//! Float arithmetic in one fixed order.
//!
//! A sum of many numbers runs in sixteen lanes (lane `l` adds elements `l`, `l + 16`, …), and the
//! lanes are added as a balanced tree: `l` and `l + 8`, then `l` and `l + 4`, `+ 2`, `+ 1`.

use super::on_every_path;

/// Numbers that are worked on side by side; every row is a multiple of this long.
pub(crate) const LANES: usize = 16;

pub(super) type Lanes = [f32; LANES];

/// Adds the lanes of a sum in the fixed order.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled into the copy for each path")]
pub(super) fn total(lanes: Lanes) -> f32 {
    let mut sum = lanes;
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            sum[lane] += sum[lane + half];
        }
        half /= 2;
    }
    sum[0]
}

/// e to the power of `x`, to within two units in the last place, by products and sums alone.
///
/// The power of two is split off with a round to even by adding 1.5 × 2²³, the rest is a Taylor
/// polynomial of degree six on ±ln 2 / 2.
#[inline(always)]
#[allow(clippy::inline_always, reason = "compiled into the copy for each path")]
pub(crate) fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0;
    // Comparisons instead of `clamp`, so that NaN becomes the lower bound on every path.
    let x = if x > -87.0 { x } else { -87.0 };
    let x = if x < 88.0 { x } else { 88.0 };
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let power = shifted - SHIFT;
    // ln 2 in two parts, the first exact in few bits.
    let r = x - power * 0.693_359_4 - power * -2.121_944_4e-4;
    let mut p = 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    let scale = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    p * scale
}

/// The byte that stands for `x` at a scale whose reciprocal is `inverse`: rounded half to even,
/// kept within ±127, moved up by 128.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled into the copy for each path")]
fn byte(x: f32, inverse: f32) -> u8 {
    let x = x * inverse;
    let x = if x > -127.0 { x } else { -127.0 };
    let x = if x < 127.0 { x } else { 127.0 };
    // Adding 1.5 × 2²³ leaves the rounded integer in the low bits.
    ((x + 12_582_912.0).to_bits() as u8).wrapping_add(128)
}

on_every_path! {
    /// Turns floats into bytes.
    pub(crate) fn quantise(inverse: f32, values: &[f32], bytes: &mut [u8]) {
        for (value, out) in values.iter().zip(bytes) {
            *out = byte(*value, inverse);
        }
    }

    /// Brings each row of `width` floats to mean 0 and variance 1, then scales and shifts it.
    pub(crate) fn normalise(weight: &[f32], bias: &[f32], rows: &[f32], out: &mut [f32]) {
        let width = weight.len();
        for (row, out) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mut sum = [0.0; LANES];
            for chunk in row.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    sum[lane] += chunk[lane];
                }
            }
            let mean = total(sum) / width as f32;
            let mut sum = [0.0; LANES];
            for chunk in row.as_chunks::<LANES>().0 {
                for lane in 0..LANES {
                    let difference = chunk[lane] - mean;
                    sum[lane] += difference * difference;
                }
            }
            let inverse = 1.0 / (total(sum) / width as f32 + 1e-5).sqrt();
            for (((out, x), weight), bias) in out.iter_mut().zip(row).zip(weight).zip(bias) {
                *out = (*x - mean) * inverse * *weight + *bias;
            }
        }
    }

    /// Adds to each row of `rows` the first half of the row of `values`, each number let through
    /// by the logistic function of its partner in the second half.
    pub(crate) fn add_gated(width: usize, values: &[f32], rows: &mut [f32]) {
        for (row, values) in rows.chunks_exact_mut(width).zip(values.chunks_exact(2 * width)) {
            let (value, gate) = values.split_at(width);
            for ((x, value), gate) in row.iter_mut().zip(value).zip(gate) {
                *x += *value * (1.0 / (1.0 + exp(-*gate)));
            }
        }
    }

    /// Adds numbers one by one.
    pub(crate) fn add(values: &[f32], rows: &mut [f32]) {
        for (x, value) in rows.iter_mut().zip(values) {
            *x += *value;
        }
    }

    /// Cuts numbers below zero off.
    pub(crate) fn cut_negative(rows: &mut [f32]) {
        for x in rows {
            *x = if *x > 0.0 { *x } else { 0.0 };
        }
    }

    /// Adds two rows, and cuts what is below zero off.
    pub(crate) fn add_and_cut(a: &[f32], b: &[f32], out: &mut [f32]) {
        for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
            let x = *a + *b;
            *out = if x > 0.0 { x } else { 0.0 };
        }
    }

    /// The position of the greatest number, the first of equal ones.
    pub(crate) fn greatest(values: &[f32]) -> usize {
        let (chunks, rest) = values.as_chunks::<LANES>();
        let mut lanes = [f32::NEG_INFINITY; LANES];
        for chunk in chunks {
            for lane in 0..LANES {
                lanes[lane] = if chunk[lane] > lanes[lane] { chunk[lane] } else { lanes[lane] };
            }
        }
        let mut greatest = f32::NEG_INFINITY;
        for &x in lanes.iter().chain(rest) {
            greatest = if x > greatest { x } else { greatest };
        }
        // None is equal where all are NaN, which only a damaged model computes.
        #[expect(clippy::float_cmp, reason = "the number itself is looked for")]
        values.iter().position(|&x| x == greatest).unwrap_or(0)
    }
}
