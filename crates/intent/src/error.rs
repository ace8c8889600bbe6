//! What can be wrong with a model or with written text.

use thiserror::Error;

/// Why a model or a text to train on was refused.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum IntentError {
    /// The file does not begin as a model does.
    #[error("this is no model of intent")]
    NoModel,
    /// The file was written by another version of the format.
    #[error("the model has version {0} of the format; this program reads version {1}")]
    Version(u16, u16),
    /// The file is shorter or longer than a model of its kind.
    #[error("the model has {0} bytes and should have {1}")]
    Length(usize, usize),
    /// The file was changed after it was written.
    #[error("the model is damaged: its checksum is wrong")]
    Checksum,
    /// A figure in the file is none.
    #[error("the model holds a figure that is out of range")]
    Figure,
    /// Written text that does not read.
    #[error("{path}, line {line}: {what}")]
    Written {
        /// The file.
        path: String,
        /// The line, from one.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// Nothing to learn from.
    #[error("there is no text for `{0}` to train on")]
    NoText(&'static str),
}
