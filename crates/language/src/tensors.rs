//! Named arrays of a model file, read in place.
//!
//! The container is safetensors: eight bytes with the length of a JSON header (little endian),
//! the header, then the data. Nothing is copied and nothing is trusted: every view is checked
//! for its kind, its shape, its end and its alignment before it is handed out.

use std::collections::BTreeMap;

use bytemuck::Pod;
use serde_json::Value;

/// Packed weights are read in units of this many bytes, which is one cache line.
pub(crate) const LINE: usize = 64;

/// A model file that cannot be used, with what was expected of it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes do not begin with a safetensors header.
    #[error("not a safetensors file: {0}")]
    Container(String),
    /// The file is of another format or version.
    #[error("expected a model of format `{expected}`, found `{found}`")]
    Format {
        /// The format this program reads.
        expected: &'static str,
        /// What the file says it is.
        found: String,
    },
    /// The header lacks an entry, or an entry makes no sense.
    #[error("metadata `{key}`: expected {expected}")]
    Metadata {
        /// The key in `__metadata__`.
        key: String,
        /// What should be there.
        expected: String,
    },
    /// An array is not in the file.
    #[error("missing tensor `{0}`")]
    Missing(String),
    /// An array has another type than the format says.
    #[error("tensor `{name}`: expected type {expected}, found {found}")]
    Type {
        /// Name of the array.
        name: String,
        /// The type in safetensors notation.
        expected: &'static str,
        /// What the header says.
        found: String,
    },
    /// An array has another shape than its neighbours ask for.
    #[error("tensor `{name}`: expected shape {expected}, found {found:?}")]
    Shape {
        /// Name of the array.
        name: String,
        /// The expected lengths; a letter stands for any length.
        expected: String,
        /// What the header says.
        found: Vec<usize>,
    },
    /// The file ends before the array does, as after a broken copy.
    #[error("tensor `{name}` ends at byte {end}, but the file has {length}: it is truncated")]
    Truncated {
        /// Name of the array.
        name: String,
        /// Where it should end, counted from the start of the file.
        end: usize,
        /// Length of the file.
        length: usize,
    },
    /// An array does not begin where numbers of its type can be read in place.
    #[error("tensor `{name}`: expected to begin at a multiple of {expected} bytes")]
    Misaligned {
        /// Name of the array.
        name: String,
        /// The alignment.
        expected: usize,
    },
    /// The numbers in an array contradict the format.
    #[error("tensor `{name}`: expected {expected}")]
    Content {
        /// Name of the array.
        name: String,
        /// What the numbers should be.
        expected: String,
    },
}

/// The arrays and the metadata of one file.
pub(crate) struct Tensors {
    bytes: &'static [u8],
    /// Where the data begins.
    data: usize,
    entries: BTreeMap<String, Entry>,
    metadata: BTreeMap<String, String>,
}

struct Entry {
    kind: String,
    shape: Vec<usize>,
    start: usize,
    end: usize,
}

/// A number type that a file may hold.
pub(crate) trait Element: Pod {
    /// Its name in a safetensors header.
    const KIND: &'static str;
}

impl Element for i8 {
    const KIND: &'static str = "I8";
}
impl Element for u8 {
    const KIND: &'static str = "U8";
}
impl Element for i32 {
    const KIND: &'static str = "I32";
}
impl Element for u32 {
    const KIND: &'static str = "U32";
}
impl Element for f32 {
    const KIND: &'static str = "F32";
}

impl Tensors {
    /// Reads the header; the data is not touched.
    pub(crate) fn from_bytes(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let container = |problem: &str| ModelError::Container(problem.to_owned());
        let (length, rest) = bytes
            .split_first_chunk::<8>()
            .ok_or_else(|| container("shorter than the eight bytes of the header length"))?;
        let length = usize::try_from(u64::from_le_bytes(*length))
            .ok()
            .filter(|&length| length <= rest.len())
            .ok_or_else(|| container("the header is longer than the file"))?;
        let header: Value = serde_json::from_slice(&rest[..length])
            .map_err(|error| ModelError::Container(format!("the header is not JSON ({error})")))?;
        let Value::Object(header) = header else {
            return Err(container("the header is not a JSON object"));
        };
        let mut entries = BTreeMap::new();
        let mut metadata = BTreeMap::new();
        for (name, value) in header {
            if name == "__metadata__" {
                let Value::Object(values) = value else {
                    return Err(container("`__metadata__` is not a JSON object"));
                };
                for (key, value) in values {
                    let Value::String(value) = value else {
                        return Err(container("`__metadata__` holds a value that is no string"));
                    };
                    metadata.insert(key, value);
                }
                continue;
            }
            let entry = Entry::read(&value).ok_or_else(|| {
                ModelError::Container(format!(
                    "`{name}` lacks `dtype`, `shape` or `data_offsets`, or they disagree"
                ))
            })?;
            entries.insert(name, entry);
        }
        Ok(Self {
            bytes,
            data: 8 + length,
            entries,
            metadata,
        })
    }

    /// The text of a metadata entry.
    pub(crate) fn metadata(&self, key: &str) -> Result<&str, ModelError> {
        self.metadata
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| ModelError::Metadata {
                key: key.to_owned(),
                expected: "an entry in the header".to_owned(),
            })
    }

    /// The lengths of an array.
    pub(crate) fn shape(&self, name: &str) -> Result<&[usize], ModelError> {
        Ok(&self.entry(name)?.shape)
    }

    /// An array of exactly these lengths.
    pub(crate) fn array<T: Element>(
        &self,
        name: &str,
        shape: &[usize],
    ) -> Result<&'static [T], ModelError> {
        let entry = self.entry(name)?;
        if entry.shape != shape {
            return Err(ModelError::Shape {
                name: name.to_owned(),
                expected: format!("{shape:?}"),
                found: entry.shape.clone(),
            });
        }
        self.view(name, entry, align_of::<T>())
    }

    /// Whether the file holds an array of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// A list of any length.
    pub(crate) fn list<T: Element>(&self, name: &str) -> Result<&'static [T], ModelError> {
        let entry = self.entry(name)?;
        if entry.shape.len() != 1 {
            return Err(ModelError::Shape {
                name: name.to_owned(),
                expected: "[n]".to_owned(),
                found: entry.shape.clone(),
            });
        }
        self.view(name, entry, align_of::<T>())
    }

    /// A table of rows of any number and length, both above zero.
    pub(crate) fn table<T: Element>(
        &self,
        name: &str,
    ) -> Result<(&'static [T], usize, usize), ModelError> {
        let entry = self.entry(name)?;
        match entry.shape[..] {
            [rows, columns] if rows > 0 && columns > 0 => {
                Ok((self.view(name, entry, align_of::<T>())?, rows, columns))
            }
            _ => Err(ModelError::Shape {
                name: name.to_owned(),
                expected: "[rows, columns]".to_owned(),
                found: entry.shape.clone(),
            }),
        }
    }

    /// The weights of a layer, packed as `[outputs / 16, inputs / 4, 16, 4]` and aligned to a
    /// cache line.
    pub(crate) fn packed(
        &self,
        name: &str,
        blocks: usize,
        groups: usize,
    ) -> Result<&'static [i8], ModelError> {
        let weights: &[i8] = self.array(name, &[blocks, groups, 16, 4])?;
        if !weights.as_ptr().addr().is_multiple_of(LINE) {
            return Err(ModelError::Misaligned {
                name: name.to_owned(),
                expected: LINE,
            });
        }
        Ok(weights)
    }

    fn entry(&self, name: &str) -> Result<&Entry, ModelError> {
        self.entries
            .get(name)
            .ok_or_else(|| ModelError::Missing(name.to_owned()))
    }

    fn view<T: Element>(
        &self,
        name: &str,
        entry: &Entry,
        alignment: usize,
    ) -> Result<&'static [T], ModelError> {
        if entry.kind != T::KIND {
            return Err(ModelError::Type {
                name: name.to_owned(),
                expected: T::KIND,
                found: entry.kind.clone(),
            });
        }
        let end = self.data.saturating_add(entry.end);
        let bytes = self
            .bytes
            .get(self.data.saturating_add(entry.start)..end)
            .ok_or_else(|| ModelError::Truncated {
                name: name.to_owned(),
                end,
                length: self.bytes.len(),
            })?;
        let length: Option<usize> = entry
            .shape
            .iter()
            .try_fold(size_of::<T>(), |product, &n| product.checked_mul(n));
        if length != Some(bytes.len()) {
            return Err(ModelError::Shape {
                name: name.to_owned(),
                expected: format!("{} bytes in all", bytes.len()),
                found: entry.shape.clone(),
            });
        }
        bytemuck::try_cast_slice(bytes).map_err(|_| ModelError::Misaligned {
            name: name.to_owned(),
            expected: alignment,
        })
    }
}

impl Entry {
    fn read(value: &Value) -> Option<Self> {
        let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let [start, end] = &value.get("data_offsets")?.as_array()?[..] else {
            return None;
        };
        let entry = Self {
            kind: value.get("dtype")?.as_str()?.to_owned(),
            shape: value
                .get("shape")?
                .as_array()?
                .iter()
                .map(number)
                .collect::<Option<_>>()?,
            start: number(start)?,
            end: number(end)?,
        };
        (entry.start <= entry.end).then_some(entry)
    }
}
