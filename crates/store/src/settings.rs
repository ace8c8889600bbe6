//! How a store is kept.

use std::path::PathBuf;
use std::time::Duration;

/// How a store is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether records keep subjects.
    pub keep_subjects: bool,
    /// Whether records keep what was quoted from mail.
    pub keep_quotes: bool,
    /// Whether messages are encrypted when they are written. Those that lie there stay as they are and are read either way.
    pub encrypt: bool,
    /// Bytes of all messages held.
    pub most_bytes: u64,
    /// A `postgres://` URL; the rows are in a SQLite file in the directory where none is named.
    pub database: Option<String>,
    /// The file with the key; `key` in the directory where none is named.
    pub key_file: Option<PathBuf>,
    /// How long another process's lock is waited for.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keep_subjects: true,
            keep_quotes: true,
            encrypt: false,
            most_bytes: 10 << 30,
            database: None,
            key_file: None,
            patience: Duration::from_secs(5),
        }
    }
}
