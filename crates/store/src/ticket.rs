//! Release tickets: what tells the milter that a message was let go here and is not to be judged again.
//!
//! `X-Offhook-Release: v1; id=…; expires=…; nonce=…; mac=…`. The MAC binds it to the digest of the bytes without that field and
//! to one recipient; the store knows each ticket that it wrote and lets it be used once.

use data_encoding::HEXLOWER_PERMISSIVE;

use crate::id::{Digest, EntryId};
use crate::key::Key;
use crate::record::UnixSeconds;

/// The name of the field.
pub const FIELD: &str = "X-Offhook-Release";
/// Characters of a field that are looked at.
const LONGEST: usize = 500;

/// A ticket as it stands in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ticket {
    /// The entry that is released; 0 where it is none, as for mail of our own.
    pub(crate) entry: EntryId,
    pub(crate) expires: UnixSeconds,
    pub(crate) nonce: [u8; 16],
    pub(crate) mac: [u8; 32],
}

/// Whether a ticket counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redeemed {
    /// It does, and has been used up by this.
    Valid(EntryId),
    /// It is none, or for another message or recipient.
    Forged,
    /// Its time is over.
    Expired,
    /// It has been used before.
    Used,
}

impl Ticket {
    pub(crate) fn new(
        key: &Key,
        entry: EntryId,
        content: &Digest,
        recipient: &str,
        expires: UnixSeconds,
        nonce: [u8; 16],
    ) -> Self {
        let mut ticket = Self {
            entry,
            expires,
            nonce,
            mac: [0; 32],
        };
        ticket.mac = ticket.signed(content, recipient, |parts| key.mac(parts));
        ticket
    }

    /// Whether the store whose `key` this is wrote it for these bytes and this recipient.
    pub(crate) fn is_for(&self, key: &Key, content: &Digest, recipient: &str) -> bool {
        self.signed(content, recipient, |parts| key.is_mac(parts, &self.mac))
    }

    fn signed<T>(&self, content: &Digest, recipient: &str, with: impl FnOnce(&[&[u8]]) -> T) -> T {
        with(&[
            &content.0,
            recipient.to_lowercase().as_bytes(),
            &self.nonce,
            &self.expires.to_be_bytes(),
            &self.entry.0.to_be_bytes(),
        ])
    }

    /// The value of the field, on one line: nothing that passes it on has a place to break it.
    pub(crate) fn value(&self) -> String {
        format!(
            "v1; id={}; expires={}; nonce={}; mac={}",
            self.entry,
            self.expires,
            HEXLOWER_PERMISSIVE.encode(&self.nonce),
            HEXLOWER_PERMISSIVE.encode(&self.mac)
        )
    }

    /// Reads the value of a field; `None` for anything but what [`Ticket::value`] writes, white space apart.
    pub(crate) fn parse(value: &str) -> Option<Self> {
        if value.len() > LONGEST {
            return None;
        }
        let mut parts = value.split(';').map(str::trim);
        if parts.next() != Some("v1") {
            return None;
        }
        let mut of = |name: &str| parts.next()?.strip_prefix(name)?.strip_prefix('=');
        let ticket = Self {
            entry: of("id")?.parse().ok()?,
            expires: of("expires")?.parse().ok()?,
            nonce: hexadecimal(of("nonce")?)?,
            mac: hexadecimal(of("mac")?)?,
        };
        parts.next().is_none().then_some(ticket)
    }
}

fn hexadecimal<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}
