//! What the quarantine says of itself.

use serde::Serialize;

use crate::entry::Message;
use crate::id::Digest;

/// An entry that only its holder may release, until [`Store::finish_release`](crate::Store::finish_release) or
/// [`Store::give_back`](crate::Store::give_back), or ten minutes later.
#[derive(Debug)]
pub struct Claim {
    /// The message to be delivered.
    pub message: Message,
}

/// How much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Entries held.
    pub held: u64,
    /// Bytes of the messages held, each counted once.
    pub bytes: u64,
}

/// What was found when rows and files were compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Files that no row speaks of and temporary files, removed since they are older than an hour.
    pub removed: u64,
    /// Files that no row speaks of and that are older than the database: it may have been lost, so they stay.
    pub strange: Vec<String>,
    /// Messages that rows speak of and whose files are missing.
    pub missing: Vec<Digest>,
}
