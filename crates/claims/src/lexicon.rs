//! Phrases by concept and language, as data (`data/lexicon/*.toml`).

/// The compiled lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {}

/// The lexicon could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A file does not have the form it must have.
    #[error("{path}: {message}")]
    Malformed {
        /// The file.
        path: String,
        /// What is wrong, and where.
        message: String,
    },
}
