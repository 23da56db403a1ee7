/// A file of the lexicon that cannot be used: which, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}: {problem}; {remedy}")]
pub struct LexiconError {
    /// Name of the file below `lexicon/`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, in one clause.
    pub problem: String,
    /// How to mend it, in one clause.
    pub remedy: String,
}
