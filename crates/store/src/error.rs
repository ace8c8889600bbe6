//! What can go wrong with a store, each with the file it happened at.

use crate::entry::EntryState;
use crate::id::{Digest, EntryId};

/// Why the store could not be read or written.
///
/// `place` is the file or directory. Whoever holds a message back must not answer for it after any of these.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process held the lock for longer than was waited.
    #[error("store {place} is locked by another process")]
    Locked {
        /// The file.
        place: String,
    },
    /// No space is left on the disk.
    #[error("store {place} cannot grow: no space is left")]
    Full {
        /// The file.
        place: String,
    },
    /// The quarantine holds as much as it may.
    #[error("the quarantine is full: {held} of {most} bytes are held")]
    QuarantineFull {
        /// Bytes held.
        held: u64,
        /// Bytes that may be held.
        most: u64,
    },
    /// It may be read but not written.
    #[error("store {place} is read-only")]
    ReadOnly {
        /// The file.
        place: String,
    },
    /// It is damaged, or no database.
    #[error("store {place} is damaged or is no database: {detail}")]
    Corrupt {
        /// The file.
        place: String,
        /// What the database says.
        detail: String,
    },
    /// The database was removed or replaced while it was in use: what is written into it nobody would find.
    #[error("store {place} is no longer where it was opened")]
    Gone {
        /// The file.
        place: String,
    },
    /// Nobody answers, or the connection broke and could not be made again.
    #[error("store {place} cannot be reached: {detail}")]
    Unreachable {
        /// The host and database.
        place: String,
        /// What was said or seen last.
        detail: String,
    },
    /// The address given is no URL that is understood.
    #[error("{place} is no place for a store: {detail}")]
    Address {
        /// What was given, without a password.
        place: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A database of some other program.
    #[error("{place} is a database of another program, not a store")]
    Foreign {
        /// The file.
        place: String,
    },
    /// A newer offhook wrote it.
    #[error(
        "store {place} has schema {found}, and this offhook knows schemas up to {known}: \
         use a newer offhook"
    )]
    NewerSchema {
        /// The file.
        place: String,
        /// Its version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The key is gone, or is another store's.
    #[error("store {place} was written with another key than {key} holds; restore that file")]
    WrongKey {
        /// The database.
        place: String,
        /// The key's file.
        key: String,
    },
    /// An account of that name, or for that person, is there already.
    #[error("there is an account {name} already")]
    Taken {
        /// The name.
        name: String,
    },
    /// A text that is longer than may be kept.
    #[error("{what} is longer than {most} bytes")]
    TooLong {
        /// What.
        what: String,
        /// Bytes that it may have.
        most: usize,
    },
    /// What was asked for is not there.
    #[error("the store holds no {what}")]
    NotFound {
        /// What was looked for.
        what: String,
    },
    /// An entry that is no longer held.
    #[error("entry {entry} is {} already", state.name())]
    Settled {
        /// The entry.
        entry: EntryId,
        /// What became of it.
        state: EntryState,
    },
    /// A deleted entry whose message is gone, or was held anew.
    #[error("entry {entry} can no longer be brought back: its message is gone, or is held anew")]
    TooLate {
        /// The entry.
        entry: EntryId,
    },
    /// An entry that somebody is releasing at this moment.
    #[error("entry {entry} is being released")]
    Claimed {
        /// The entry.
        entry: EntryId,
    },
    /// The bytes of a message are not what was stored.
    #[error("the message {digest} in {place} is damaged: {detail}")]
    Damaged {
        /// The message.
        digest: Digest,
        /// Its file.
        place: String,
        /// How.
        detail: &'static str,
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
    #[error("store {place}: {detail}")]
    Database {
        /// The file.
        place: String,
        /// What the database says.
        detail: String,
    },
}

impl StoreError {
    /// A fault of the file `place`.
    pub(crate) fn file(place: &std::path::Path, source: std::io::Error) -> Self {
        let place = place.display().to_string();
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::Full { place }
            }
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { place },
            _ => Self::File { place, source },
        }
    }

    pub(crate) fn not_found(what: impl Into<String>) -> Self {
        Self::NotFound { what: what.into() }
    }
}
