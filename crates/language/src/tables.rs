//! Tables of rows in a model file, and how words find their row.

use crate::tensors::{ModelError, Tensors};

/// Rows of bytes with a scale each.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    rows: &'static [i8],
    scale: &'static [f32],
    width: usize,
}

impl Table {
    /// Reads `NAME.table` and `NAME.scale`.
    pub(crate) fn read(tensors: &Tensors, name: &str) -> Result<Self, ModelError> {
        let (rows, count, width) = tensors.table(&format!("{name}.table"))?;
        Ok(Self {
            rows,
            scale: tensors.array(&format!("{name}.scale"), &[count])?,
            width,
        })
    }

    /// Length of a row.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub(crate) fn count(&self) -> usize {
        self.scale.len()
    }

    /// Refuses a table of another size.
    pub(crate) fn expect(&self, name: &str, count: usize, width: usize) -> Result<(), ModelError> {
        if self.count() == count && self.width == width {
            return Ok(());
        }
        Err(ModelError::Shape {
            name: format!("{name}.table"),
            expected: format!("[{count}, {width}]"),
            found: vec![self.count(), self.width],
        })
    }

    /// What turns a hash into a row: one less than the number of rows, a power of two.
    pub(crate) fn mask(&self, name: &str) -> Result<u32, ModelError> {
        match u32::try_from(self.count()) {
            Ok(count) if count.is_power_of_two() => Ok(count - 1),
            _ => Err(ModelError::Content {
                name: format!("{name}.table"),
                expected: format!("a power of two of rows, not {}", self.count()),
            }),
        }
    }

    /// Adds a row to `out`.
    pub(crate) fn add(&self, row: usize, out: &mut [f32]) {
        let scale = self.scale[row];
        let row = &self.rows[row * self.width..][..self.width];
        for (out, value) in out.iter_mut().zip(row) {
            *out += f32::from(*value) * scale;
        }
    }
}

/// The words that have a row: a hash table with open addressing, read in place.
#[derive(Clone, Debug)]
pub(crate) struct Dictionary {
    slots: &'static [u32],
    bytes: &'static [u8],
    offsets: &'static [u32],
}

impl Dictionary {
    /// Reads `NAME.slots`, `NAME.bytes` and `NAME.offsets` of a table with `count` rows.
    pub(crate) fn read(tensors: &Tensors, name: &str, count: usize) -> Result<Self, ModelError> {
        let content = |part: &str, expected: String| ModelError::Content {
            name: format!("{name}.{part}"),
            expected,
        };
        let slots: &[u32] = tensors.list(&format!("{name}.slots"))?;
        if !slots.len().is_power_of_two() {
            return Err(content("slots", "a power of two of slots".to_owned()));
        }
        if slots.iter().any(|&id| id as usize >= count) || !slots.contains(&0) {
            return Err(content(
                "slots",
                format!("numbers below {count}, and an empty slot"),
            ));
        }
        let bytes: &[u8] = tensors.list(&format!("{name}.bytes"))?;
        let offsets: &[u32] = tensors.array(&format!("{name}.offsets"), &[count + 1])?;
        if !offsets.is_sorted() || offsets[count] as usize > bytes.len() {
            return Err(content(
                "offsets",
                format!("ascending numbers up to {}", bytes.len()),
            ));
        }
        Ok(Self {
            slots,
            bytes,
            offsets,
        })
    }

    /// The row of a normalised form; 0 for one that has none.
    pub(crate) fn find(&self, normal: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash64(normal.as_bytes()) as usize & mask;
        for _ in 0..self.slots.len() {
            let id = self.slots[slot] as usize;
            if id == 0 {
                break;
            }
            let start = self.offsets[id] as usize;
            let end = self.offsets[id + 1] as usize;
            if &self.bytes[start..end] == normal.as_bytes() {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        0
    }
}

/// The hash of nothing, from which [`hash32`] starts.
pub(crate) const HASH32: u32 = 0x811c_9dc5;

/// FNV-1a of 32 bits, going on from `hash`.
pub(crate) fn hash32(hash: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// FNV-1a of 64 bits.
pub(crate) fn hash64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
