//! A message held back from one recipient.

use std::str::FromStr;

use serde::Serialize;

use crate::id::{Digest, EntryId, InvalidId, RecordId};
use crate::record::{UnixSeconds, Verdict};

/// Between whom a message goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The sender; empty for bounces.
    pub mail_from: String,
    /// The recipients from whom it is held back. Each gets an entry of its own.
    pub recipients: Vec<String>,
}

/// What became of an entry. The numbers are kept in databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// It is there.
    Held = 0,
    /// It was delivered after all.
    Released = 1,
    /// A person removed it.
    Deleted = 2,
    /// It was there for as long as the settings say.
    Expired = 3,
}

impl EntryState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Held, Self::Released, Self::Deleted, Self::Expired];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Released => "released",
            Self::Deleted => "deleted",
            Self::Expired => "expired",
        }
    }
}

impl FromStr for EntryState {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut all = Self::ALL.into_iter();
        all.find(|it| it.name() == text).ok_or(InvalidId)
    }
}

/// A message held back from one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is called.
    pub id: EntryId,
    /// The record of its verdict.
    pub record: RecordId,
    /// The digest of its bytes.
    pub content: Digest,
    /// How many bytes it has.
    pub bytes: u64,
    /// The sender in the envelope; empty for bounces.
    pub mail_from: String,
    /// The recipient.
    pub recipient: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The subject, where subjects are kept.
    pub subject: Option<String>,
    /// The address in From.
    pub from: String,
    /// Why it is held, in a sentence; `None` where quotes are not kept.
    pub cause: Option<String>,
    /// What became of it.
    pub state: EntryState,
    /// Since when it is held.
    pub held: UnixSeconds,
    /// When its state last changed.
    pub changed: Option<UnixSeconds>,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When its recipient was told of it.
    pub told: Option<UnixSeconds>,
    /// Until when it can be brought back, where it was deleted and its bytes are still there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<UnixSeconds>,
}

/// Which entries are asked for: those of which everything that is set here holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// The state.
    pub state: Option<EntryState>,
    /// The recipient.
    pub recipient: Option<String>,
    /// The record.
    pub record: Option<RecordId>,
    /// The digest of the bytes.
    pub content: Option<Digest>,
    /// Held since before this second.
    pub held_before: Option<UnixSeconds>,
    /// Only those whose recipients have not been told of them.
    pub untold: bool,
}

/// What came of holding a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// An entry for each recipient, in their order.
    pub entries: Vec<EntryId>,
    /// Whether all of it was held already, as when a mail server comes again because it heard no answer. Nothing was added then.
    pub was_held: bool,
}

/// A held message with its bytes, as they would be released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The entry.
    pub entry: Entry,
    /// The bytes.
    pub bytes: Vec<u8>,
}
