//! What can go wrong with a store, each with the file or host it happened at.

/// Why the history could not be read or written.
///
/// `place` is the file, or the host and database; a password never shows. None of these is a reason to
/// hold a message up: it gets its verdict with `history` among what was missing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// Another process held the lock for longer than was waited.
    #[error("history {place} is locked by another process")]
    Locked {
        /// The file or host.
        place: String,
    },
    /// No space is left.
    #[error("history {place} cannot grow: no space is left")]
    Full {
        /// The file or host.
        place: String,
    },
    /// It may be read but not written.
    #[error("history {place} is read-only")]
    ReadOnly {
        /// The file or host.
        place: String,
    },
    /// It is damaged, or no database.
    #[error("history {place} is damaged or is no database: {detail}")]
    Corrupt {
        /// The file or host.
        place: String,
        /// What the database says.
        detail: String,
    },
    /// A database of some other program.
    #[error("{place} is a database of another program, not a history")]
    Foreign {
        /// The file or host.
        place: String,
    },
    /// A newer offhook wrote it.
    #[error(
        "history {place} has schema {found}, and this offhook knows schemas up to {known}: \
         use a newer offhook"
    )]
    NewerSchema {
        /// The file or host.
        place: String,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The key beside the database is gone, or is another database's.
    #[error("history {place} was written with another key than {key} holds; restore that file")]
    WrongKey {
        /// The database.
        place: String,
        /// The key's file.
        key: String,
    },
    /// Nobody answers, or the connection broke and could not be made again.
    #[error("history {place} cannot be reached: {detail}")]
    Unreachable {
        /// The host and database.
        place: String,
        /// What was said or seen last.
        detail: String,
    },
    /// The address given is neither a file nor a URL that is understood.
    #[error("{place} is no place for a history: {detail}")]
    Address {
        /// What was given, without a password.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Teaching or undoing by nobody, or by somebody who may not.
    #[error("{actor:?} may not teach this history")]
    NotAuthorised {
        /// Who asked.
        actor: String,
    },
    /// What was to be taught or undone is not in this history.
    #[error("history {place} holds no {what}")]
    NotFound {
        /// The file or host.
        place: String,
        /// What was looked for.
        what: String,
    },
    /// A file could not be read or written.
    #[error("cannot use {place}: {source}")]
    File {
        /// The file.
        place: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// Anything else the database says.
    #[error("history {place}: {detail}")]
    Database {
        /// The file or host.
        place: String,
        /// What the database says.
        detail: String,
    },
}

impl HistoryError {
    pub(crate) fn file(place: &std::path::Path, source: std::io::Error) -> Self {
        Self::File {
            place: place.display().to_string(),
            source,
        }
    }
}
