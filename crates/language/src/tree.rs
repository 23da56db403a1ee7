//! From scores of heads to one tree with one root.

/// Scores of heads for the words of one sentence, and the buffers of the search.
#[derive(Default, Debug)]
pub(crate) struct Trees {}
