//! The language model: the one built in, or one from a file.

use std::sync::{Mutex, PoisonError};

use language::{Model, ModelError, Scratch};
use sha2::{Digest as _, Sha256};

/// A trained language model, to be shared between threads.
#[derive(Debug)]
pub struct LanguageModel {
    model: Model,
    version: String,
    /// Buffers and remembered word forms that no thread uses just now. They change no result.
    spare: Mutex<Vec<Scratch>>,
}

impl Clone for LanguageModel {
    fn clone(&self) -> Self {
        Self::new(self.model.clone(), self.version.clone())
    }
}

impl LanguageModel {
    /// The model that is built in.
    pub fn embedded() -> Self {
        let model =
            Model::from_bytes(crate::embedded::MODEL).expect("tests read the embedded model");
        let version = concat!("english+", env!("DATELINE_MODEL")).to_owned();
        Self::new(model, version)
    }

    /// A model from the bytes of a file. They are kept until the program ends.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let model = Model::from_copy(bytes)?;
        let version = crate::generator::version("file", &Sha256::digest(bytes));
        Ok(Self::new(model, version))
    }

    fn new(model: Model, version: String) -> Self {
        Self {
            model,
            version,
            spare: Mutex::new(Vec::new()),
        }
    }

    /// Lends the model to some work, with buffers that nobody else uses meanwhile.
    pub(crate) fn lend<T>(&self, work: impl FnOnce(&Model, &mut Scratch) -> T) -> T {
        // A panic elsewhere cannot leave the list half changed.
        let spare = || self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let scratch = spare().pop();
        let mut scratch = scratch.unwrap_or_else(|| Scratch::new(&self.model));
        let done = work(&self.model, &mut scratch);
        spare().push(scratch);
        done
    }

    /// Where the model is from, and the SHA-256 of its bytes.
    pub fn version(&self) -> &str {
        &self.version
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        for bytes in [&b""[..], b"PK\x03\x04 and so on", &[0xff; 100]] {
            assert!(LanguageModel::from_bytes(bytes).is_err());
        }
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Model::from_bytes(crate::embedded::MODEL).is_ok());
    }
}
