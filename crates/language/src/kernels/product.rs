//! Products of byte matrices.
//!
//! A tile of outputs, some rows by some blocks of 16, is summed in registers over all inputs, so
//! that a weight is loaded once for several rows. Inputs are at most 65,536 a row, which no sum of
//! `i32` overflows.

use super::{Instructions, Path};

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

impl Packed<'_> {
    fn blocks(&self) -> usize {
        self.bias.len() / 16
    }
}

/// Multiplies rows of `4 * groups` bytes with a packed matrix: one row of floats for each, as
/// long as the matrix has outputs (padded to 16).
///
/// `(sum + offset) * scale + bias`, where the sum is of bytes and the rest is rounded step by step.
pub(crate) fn multiply(path: Path, matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
    let rows = inputs.len() / (4 * matrix.groups);
    // The tiles below load without further checks.
    assert_eq!(inputs.len(), 4 * matrix.groups * rows);
    assert_eq!(out.len(), 16 * matrix.blocks() * rows);
    assert_eq!(matrix.weights.len(), 64 * matrix.blocks() * matrix.groups);
    assert_eq!(matrix.offset.len(), 16 * matrix.blocks());
    assert_eq!(matrix.scale.len(), 16 * matrix.blocks());
    assert_eq!(matrix.bias.len(), 16 * matrix.blocks());
    match path.0 {
        Instructions::Scalar => scalar(matrix, inputs, out),
        #[cfg(target_arch = "x86_64")]
        #[expect(
            unsafe_code,
            reason = "calls a copy compiled for instructions that the path stands for"
        )]
        // SAFETY: a `Path` exists only where the processor has its instructions.
        Instructions::Avx2 => unsafe { x86::avx2(matrix, inputs, out) },
        #[cfg(target_arch = "x86_64")]
        #[expect(
            unsafe_code,
            reason = "calls a copy compiled for instructions that the path stands for"
        )]
        // SAFETY: as above.
        Instructions::Avx512 => unsafe { x86::avx512(matrix, inputs, out) },
        #[cfg(target_arch = "aarch64")]
        Instructions::Neon => arm::neon(matrix, inputs, out),
    }
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
                        *sum += i32::from(*weight) * i32::from(*input);
                    }
                }
            }
            for (lane, sum) in sums.into_iter().enumerate() {
                let at = 16 * block + lane;
                out[at] = (sum + matrix.offset[at]) as f32 * matrix.scale[at] + matrix.bias[at];
            }
        }
    }
}

/// Calls a tile function for all rows and blocks: `$most` rows at a time, then what is left.
macro_rules! tiles {
    ($tile:ident, $matrix:ident, $inputs:ident, $out:ident, $first:ident, $blocks:literal, $most:literal: $($rows:literal)*) => {
        let columns = 4 * $matrix.groups;
        let rows = $inputs.len() / columns;
        let mut row = 0;
        while row < rows {
            match (rows - row).min($most) {
                $($rows => {
                    $tile::<$rows, $blocks>($matrix, $first, $inputs, row, $out);
                    row += $rows;
                })*
                _ => unreachable!("all numbers of rows up to the most are listed"),
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    #[allow(clippy::wildcard_imports, reason = "intrinsics have their own prefix")]
    use std::arch::x86_64::*;

    use super::Packed;

    /// Blocks whose weights are used together.
    const WIDE: usize = 4;

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    pub(super) fn avx512(matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
        let mut first = 0;
        while first + WIDE <= matrix.blocks() {
            tiles!(tile_avx512, matrix, inputs, out, first, 4, 6: 1 2 3 4 5 6);
            first += WIDE;
        }
        while first < matrix.blocks() {
            tiles!(tile_avx512, matrix, inputs, out, first, 1, 6: 1 2 3 4 5 6);
            first += 1;
        }
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    #[expect(
        unsafe_code,
        reason = "unchecked loads and stores in the innermost loop"
    )]
    fn tile_avx512<const ROWS: usize, const BLOCKS: usize>(
        matrix: Packed<'_>,
        first: usize,
        inputs: &[u8],
        row: usize,
        out: &mut [f32],
    ) {
        let groups = matrix.groups;
        debug_assert!((row + ROWS) * 4 * groups <= inputs.len());
        debug_assert!(first + BLOCKS <= matrix.blocks());
        let mut sums = [[_mm512_setzero_si512(); BLOCKS]; ROWS];
        // SAFETY: rows up to `row + ROWS` and blocks up to `first + BLOCKS` lie inside the slices,
        // whose lengths `multiply` has checked, and `group` is below `groups`.
        unsafe {
            let weights = matrix.weights.as_ptr().add(first * groups * 64);
            let inputs = inputs.as_ptr().add(row * groups * 4);
            for group in 0..groups {
                let mut loaded = [_mm512_setzero_si512(); BLOCKS];
                for (block, loaded) in loaded.iter_mut().enumerate() {
                    *loaded = _mm512_loadu_si512(weights.add((block * groups + group) * 64).cast());
                }
                for (row, sums) in sums.iter_mut().enumerate() {
                    let input = inputs.add((row * groups + group) * 4).cast::<[u8; 4]>();
                    let input = _mm512_set1_epi32(i32::from_le_bytes(*input));
                    for (sum, loaded) in sums.iter_mut().zip(loaded) {
                        *sum = _mm512_dpbusd_epi32(*sum, input, loaded);
                    }
                }
            }
        }
        for block in 0..BLOCKS {
            let at = 16 * (first + block);
            // SAFETY: the arrays have 16 numbers a block, `out` has as many for each row.
            unsafe {
                let offset = _mm512_loadu_si512(matrix.offset.as_ptr().add(at).cast());
                let scale = _mm512_loadu_ps(matrix.scale.as_ptr().add(at));
                let bias = _mm512_loadu_ps(matrix.bias.as_ptr().add(at));
                for (i, sums) in sums.iter().enumerate() {
                    let sum = _mm512_cvtepi32_ps(_mm512_add_epi32(sums[block], offset));
                    let value = _mm512_add_ps(_mm512_mul_ps(sum, scale), bias);
                    let out = out.as_mut_ptr().add((row + i) * matrix.bias.len() + at);
                    _mm512_storeu_ps(out, value);
                }
            }
        }
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
        for first in 0..matrix.blocks() {
            tiles!(tile_avx2, matrix, inputs, out, first, 1, 3: 1 2 3);
        }
    }

    /// Bytes are widened to `i16`, because the product of bytes that AVX2 has saturates.
    #[inline]
    #[target_feature(enable = "avx2")]
    #[expect(
        unsafe_code,
        reason = "unchecked loads and stores in the innermost loop"
    )]
    fn tile_avx2<const ROWS: usize, const BLOCKS: usize>(
        matrix: Packed<'_>,
        first: usize,
        inputs: &[u8],
        row: usize,
        out: &mut [f32],
    ) {
        let groups = matrix.groups;
        debug_assert!((row + ROWS) * 4 * groups <= inputs.len());
        debug_assert!(BLOCKS == 1 && first < matrix.blocks());
        // Four outputs a register, two partial sums for each.
        let mut sums = [[_mm256_setzero_si256(); 4]; ROWS];
        // SAFETY: rows up to `row + ROWS` and the block `first` lie inside the slices, whose
        // lengths `multiply` has checked, and `group` is below `groups`.
        unsafe {
            let weights = matrix.weights.as_ptr().add(first * groups * 64);
            let inputs = inputs.as_ptr().add(row * groups * 4);
            for group in 0..groups {
                let mut widened = [_mm256_setzero_si256(); ROWS];
                for (row, widened) in widened.iter_mut().enumerate() {
                    let input = inputs.add((row * groups + group) * 4).cast::<[u8; 4]>();
                    *widened = _mm256_cvtepu8_epi16(_mm_set1_epi32(i32::from_le_bytes(*input)));
                }
                for quarter in 0..4 {
                    let weights = weights.add(group * 64 + quarter * 16).cast();
                    let weights = _mm256_cvtepi8_epi16(_mm_loadu_si128(weights));
                    for (sums, input) in sums.iter_mut().zip(widened) {
                        let products = _mm256_madd_epi16(weights, input);
                        sums[quarter] = _mm256_add_epi32(sums[quarter], products);
                    }
                }
            }
        }
        for (i, sums) in sums.iter().enumerate() {
            for half in 0..2 {
                let at = 16 * first + 8 * half;
                // The partial sums lie side by side; adding them shuffles pairs of outputs.
                let sum = _mm256_hadd_epi32(sums[2 * half], sums[2 * half + 1]);
                let sum = _mm256_permute4x64_epi64::<0b11_01_10_00>(sum);
                // SAFETY: the arrays have 16 numbers a block, `out` has as many for each row.
                unsafe {
                    let offset = _mm256_loadu_si256(matrix.offset.as_ptr().add(at).cast());
                    let scale = _mm256_loadu_ps(matrix.scale.as_ptr().add(at));
                    let bias = _mm256_loadu_ps(matrix.bias.as_ptr().add(at));
                    let sum = _mm256_cvtepi32_ps(_mm256_add_epi32(sum, offset));
                    let value = _mm256_add_ps(_mm256_mul_ps(sum, scale), bias);
                    let out = out.as_mut_ptr().add((row + i) * matrix.bias.len() + at);
                    _mm256_storeu_ps(out, value);
                }
            }
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod arm {
    #[allow(clippy::wildcard_imports, reason = "intrinsics have their own prefix")]
    use std::arch::aarch64::*;

    use super::Packed;

    pub(super) fn neon(matrix: Packed<'_>, inputs: &[u8], out: &mut [f32]) {
        for first in 0..matrix.blocks() {
            tiles!(tile_neon, matrix, inputs, out, first, 1, 2: 1 2);
        }
    }

    /// Inputs are moved back to signed bytes, whose products fit `i16`, so that the offset, which
    /// undoes the move, is not needed.
    #[inline]
    #[expect(
        unsafe_code,
        reason = "unchecked loads and stores in the innermost loop"
    )]
    fn tile_neon<const ROWS: usize, const BLOCKS: usize>(
        matrix: Packed<'_>,
        first: usize,
        inputs: &[u8],
        row: usize,
        out: &mut [f32],
    ) {
        let groups = matrix.groups;
        debug_assert!((row + ROWS) * 4 * groups <= inputs.len());
        debug_assert!(BLOCKS == 1 && first < matrix.blocks());
        // SAFETY: NEON belongs to every aarch64 target. Rows up to `row + ROWS` and the block
        // `first` lie inside the slices, whose lengths `multiply` has checked; `group` is below
        // `groups`; the arrays have 16 numbers a block, and `out` has as many for each row.
        unsafe {
            // Two outputs a register, two partial sums for each.
            let mut sums = [[vdupq_n_s32(0); 8]; ROWS];
            let weights = matrix.weights.as_ptr().add(first * groups * 64);
            let inputs = inputs.as_ptr().add(row * groups * 4);
            for group in 0..groups {
                let mut signed = [vdupq_n_s8(0); ROWS];
                for (row, signed) in signed.iter_mut().enumerate() {
                    let input = inputs.add((row * groups + group) * 4).cast::<[u8; 4]>();
                    let input = vdupq_n_u32(u32::from_le_bytes(*input) ^ 0x8080_8080);
                    *signed = vreinterpretq_s8_u32(input);
                }
                for quarter in 0..4 {
                    let weights = vld1q_s8(weights.add(group * 64 + quarter * 16));
                    for (sums, input) in sums.iter_mut().zip(signed) {
                        let low = vmull_s8(vget_low_s8(weights), vget_low_s8(input));
                        let high = vmull_high_s8(weights, input);
                        sums[2 * quarter] = vpadalq_s16(sums[2 * quarter], low);
                        sums[2 * quarter + 1] = vpadalq_s16(sums[2 * quarter + 1], high);
                    }
                }
            }
            for (i, sums) in sums.iter().enumerate() {
                for quarter in 0..4 {
                    let at = 16 * first + 4 * quarter;
                    let sum = vpaddq_s32(sums[2 * quarter], sums[2 * quarter + 1]);
                    let scale = vld1q_f32(matrix.scale.as_ptr().add(at));
                    let bias = vld1q_f32(matrix.bias.as_ptr().add(at));
                    let value = vaddq_f32(vmulq_f32(vcvtq_f32_s32(sum), scale), bias);
                    let out = out.as_mut_ptr().add((row + i) * matrix.bias.len() + at);
                    vst1q_f32(out, value);
                }
            }
        }
    }
}
