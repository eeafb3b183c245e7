//! What can be wrong in `checks.txt`, in one place.

/// A relation that cannot be understood. Its text shows the line and points at the character.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {problem}\n{picture}")]
pub struct RelationError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, what was expected, and what may have been meant.
    pub problem: String,
    /// The line with a mark under the character.
    pub picture: String,
}
