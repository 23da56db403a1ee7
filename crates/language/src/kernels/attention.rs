//! Products of every row with every other row of a sentence: scores of arcs, and attention.
//!
//! Four rows are worked on at a time, against sixteen others side by side, so that a number that is
//! loaded serves four times and no sum has to cross lanes. Each product of two rows is summed in
//! order from the first number to the last, whichever rows stand beside it.

use super::floats::{LANES, Lanes, exp, total};
use super::on_every_path;

/// Rows that are worked on together.
pub(crate) const TOGETHER: usize = 4;

/// Writes the first `size` numbers of each row of a table so that sixteen rows stand side by side:
/// of the first sixteen rows the first numbers, then their second numbers; then the next sixteen.
/// Rows that the last sixteen lack are zeros.
pub(crate) fn side_by_side(table: &[f32], stride: usize, size: usize, columns: &mut Vec<f32>) {
    let rows = table.len().div_ceil(stride);
    columns.clear();
    columns.resize(rows.next_multiple_of(LANES) * size, 0.0);
    for (block, columns) in table
        .chunks(LANES * stride)
        .zip(columns.chunks_exact_mut(LANES * size))
    {
        for (lane, row) in block.chunks(stride).enumerate() {
            for (x, lanes) in row[..size].iter().zip(columns.as_chunks_mut::<LANES>().0) {
                lanes[lane] = *x;
            }
        }
    }
}

/// Products of `N` rows with all rows that stand side by side in `columns`.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled into the copy for each path")]
fn block<const N: usize>(rows: [&[f32]; N], columns: &[f32], out: &mut [f32]) {
    let size = rows[0].len();
    let stride = out.len() / N;
    for (at, columns) in columns.chunks_exact(LANES * size).enumerate() {
        let mut sums: [Lanes; N] = [[0.0; LANES]; N];
        for (number, column) in columns.as_chunks::<LANES>().0.iter().enumerate() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                // Outside the loop over lanes, or the check of the index keeps it from being one
                // instruction.
                let x = row[number];
                for lane in 0..LANES {
                    sum[lane] += x * column[lane];
                }
            }
        }
        for (row, sum) in sums.iter().enumerate() {
            out[row * stride + at * LANES..][..LANES].copy_from_slice(sum);
        }
    }
}

/// The sums of `values` (a chunk of each row, from `at` on), each weighted by its number in a row
/// of `weights`, into the rows of `out`.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled into the copy for each path")]
fn weighted<const N: usize>(
    weights: [&[f32]; N],
    values: &[f32],
    stride: usize,
    size: usize,
    out: [&mut [f32]; N],
) {
    let mut out = out;
    for at in (0..size).step_by(LANES) {
        let mut sums: [Lanes; N] = [[0.0; LANES]; N];
        for (row, values) in values.chunks(stride).enumerate() {
            let values = &values[at..][..LANES];
            for (sum, weights) in sums.iter_mut().zip(weights) {
                let weight = weights[row];
                for lane in 0..LANES {
                    sum[lane] += weight * values[lane];
                }
            }
        }
        for (out, sum) in out.iter_mut().zip(&sums) {
            out[at..][..LANES].copy_from_slice(sum);
        }
    }
}

/// Turns products into weights that sum to 1: `i` is the row of the query, `distance` has a number
/// for a key 16 before it to 16 after it. What is past `rows` becomes 0.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled into the copy for each path")]
fn weigh(i: usize, rows: usize, scale: f32, distance: &[f32], weights: &mut [f32]) {
    let mut largest = f32::NEG_INFINITY;
    for (j, weight) in weights[..rows].iter_mut().enumerate() {
        let apart = (j + 16).saturating_sub(i).min(32);
        let score = *weight * scale + distance[apart];
        *weight = score;
        largest = if score > largest { score } else { largest };
    }
    weights[rows..].fill(f32::NEG_INFINITY);
    let mut sum = [0.0; LANES];
    for chunk in weights.as_chunks_mut::<LANES>().0 {
        for lane in 0..LANES {
            chunk[lane] = exp(chunk[lane] - largest);
            sum[lane] += chunk[lane];
        }
    }
    let inverse = 1.0 / total(sum);
    for weight in weights {
        *weight *= inverse;
    }
}

on_every_path! {
    /// Products of each row (its first `size` numbers, `stride` apart) with all rows that stand
    /// side by side in `columns`; `out` has a row of so many numbers for each.
    pub(crate) fn products(rows: &[f32], stride: usize, size: usize, columns: &[f32], out: &mut [f32]) {
        let count = columns.len() / size;
        for (rows, out) in rows.chunks(TOGETHER * stride).zip(out.chunks_mut(TOGETHER * count)) {
            if rows.len() > (TOGETHER - 1) * stride {
                let rows: [&[f32]; TOGETHER] = std::array::from_fn(|row| &rows[row * stride..][..size]);
                block(rows, columns, out);
            } else {
                for (row, out) in rows.chunks(stride).zip(out.chunks_exact_mut(count)) {
                    block([&row[..size]], columns, out);
                }
            }
        }
    }

    /// Self-attention within one sentence, for one head.
    ///
    /// `projected` begins with the head's first query and has `stride` numbers a word; its keys
    /// stand side by side in `keys`; its values begin `values` further on. `distance` is as in
    /// [`weigh`]. `weights` is a buffer. `out` begins where the head's first output belongs and has
    /// `width` numbers a word.
    pub(crate) fn attend(
        projected: &[f32],
        stride: usize,
        values: usize,
        size: usize,
        keys: &[f32],
        distance: &[f32],
        weights: &mut [f32],
        out: &mut [f32],
        width: usize,
    ) {
        let rows = projected.len().div_ceil(stride);
        let count = keys.len() / size;
        let scale = 1.0 / (size as f32).sqrt();
        let values = &projected[values..];
        let mut first = 0;
        for (queries, out) in projected.chunks(TOGETHER * stride).zip(out.chunks_mut(TOGETHER * width)) {
            if first + TOGETHER <= rows {
                let weights = &mut weights[..TOGETHER * count];
                block::<TOGETHER>(std::array::from_fn(|row| &queries[row * stride..][..size]), keys, weights);
                for (row, weights) in weights.chunks_exact_mut(count).enumerate() {
                    weigh(first + row, rows, scale, distance, weights);
                }
                let mut out = out.chunks_mut(width);
                weighted::<TOGETHER>(
                    std::array::from_fn(|row| &weights[row * count..][..count]),
                    values,
                    stride,
                    size,
                    std::array::from_fn(|_| out.next().unwrap_or_default()),
                );
            } else {
                let weights = &mut weights[..count];
                for (row, (query, out)) in queries.chunks(stride).zip(out.chunks_mut(width)).enumerate() {
                    block([&query[..size]], keys, weights);
                    weigh(first + row, rows, scale, distance, weights);
                    weighted([weights], values, stride, size, [out]);
                }
            }
            first += TOGETHER;
        }
    }
}
