//! What an operator may set.

use std::path::PathBuf;
use std::time::Duration;

/// How a history is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether genuine orders are remembered (as keyed hashes). Off by default.
    pub orders: bool,
    /// Whether subject lines are kept with the verdicts. Off by default.
    pub subject_lines: bool,
    /// Who may teach; empty: everybody who gives a name.
    pub teachers: Vec<String>,
    /// The file of the key for order ids and mailboxes. By default it lies beside a SQLite file, with
    /// `.key` behind its name, and inside a PostgreSQL database.
    pub key_file: Option<PathBuf>,
    /// How long to wait for another process or for the server.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            orders: false,
            subject_lines: false,
            teachers: Vec::new(),
            key_file: None,
            patience: Duration::from_secs(5),
        }
    }
}
