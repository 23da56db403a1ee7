//! Where documents come from: files, folders, standard input, JSON Lines; streaming.
//!
//! [`Inputs`] is an iterator: it holds one document at a time, whatever the size of the folder or
//! the file of lines. What a document's bytes mean is for `page` to say; this crate only finds
//! where one document ends and the next begins. A place that cannot be read is an
//! [`Unreadable`] among the inputs, and the iterator goes on.

mod format;
mod input;
mod inputs;

pub use format::Format;
pub use input::{Input, Kind, SIZE_LIMIT};
pub use inputs::{Inputs, Options, size_of};

/// A place that was named as an input and cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The file or folder is missing, locked, or fails while it is read; mend it and read again.
    #[error("`{name}`: {problem}")]
    File {
        /// As the user named it, or as it was found below a folder.
        name: String,
        /// What the system says.
        problem: std::io::Error,
    },
    /// A folder that leads back into itself by a symbolic link; it is read once.
    #[error("`{name}`: a link leads back to a folder that holds it")]
    Loop {
        /// The link.
        name: String,
    },
    /// A pipe or device inside a folder: reading one could wait for ever. Name it by itself.
    #[error("`{name}`: neither a file nor a folder; name it by itself to read it")]
    NotFile {
        /// Where it stands.
        name: String,
    },
    /// An address on the web.
    #[error(
        "`{name}`: Dateline does not fetch pages from the web yet; save the page and read the file"
    )]
    Address {
        /// The address.
        name: String,
    },
}

impl Unreadable {
    fn file(name: &str, problem: std::io::Error) -> Self {
        Self::File {
            name: name.to_owned(),
            problem,
        }
    }
}
