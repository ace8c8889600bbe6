//! What is told to the history about one message, and what is said of it afterwards.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Seconds since 1970-01-01T00:00:00Z.
pub type UnixSeconds = i64;

/// What identifies one message in one mailbox: a digest of what does not change when it is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MessageKey(pub [u8; 16]);

impl std::fmt::Display for MessageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|it| write!(f, "{it:02x}"))
    }
}

impl std::str::FromStr for MessageKey {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        let mut key = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return Err(InvalidKey);
        }
        for (byte, at) in key.iter_mut().zip((0..32).step_by(2)) {
            let digits = text.get(at..at + 2).ok_or(InvalidKey)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| InvalidKey)?;
        }
        Ok(Self(key))
    }
}

impl MessageKey {
    /// The digest (SHA-256, cut to 16 bytes) of `parts`, each with its length.
    pub fn of<P: AsRef<[u8]>>(parts: &[P]) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        let mut key = Self::default();
        for (to, from) in key.0.iter_mut().zip(digest.finalize()) {
            *to = from;
        }
        key
    }
}

/// The second that `text`, a time as RFC 3339 writes it, names.
pub fn parse_time(text: &str) -> Option<UnixSeconds> {
    text.parse::<jiff::Timestamp>()
        .ok()
        .map(jiff::Timestamp::as_second)
}

/// `time` as RFC 3339 writes it, in UTC.
pub fn format_time(time: UnixSeconds) -> String {
    jiff::Timestamp::from_second(time).map_or_else(|_| time.to_string(), |it| it.to_string())
}

/// A message key is 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a message key is 32 hexadecimal digits")]
pub struct InvalidKey;

/// Which way a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From outside, or nothing is known.
    #[default]
    Inbound,
    /// From the organisation to somebody outside.
    Outbound,
    /// Within the organisation.
    Internal,
}

/// What the history needs to know of one message. Values are in clear; the store hashes what must not be
/// kept so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observation {
    /// What identifies it.
    pub message: MessageKey,
    /// When the mailbox's own host took it in: the trusted Received line, never `Date`.
    pub received: UnixSeconds,
    /// The mailbox it was delivered to, by a trusted field; kept as a keyed hash.
    pub mailbox: Option<String>,
    /// Which way it went.
    pub direction: Direction,
    /// Who sent it.
    pub sender: Option<SenderSeen>,
    /// The first address of `Reply-To`, where it is not the sender's.
    pub reply_to: Option<String>,
    /// To whom the organisation wrote. Counts for outgoing mail of an authenticated sender only.
    pub contacts: Vec<Contact>,
    /// The brand that this mail is genuine mail of: it authenticates as the brand, and no stranger wrote a
    /// part of it.
    pub genuine_brand: Option<String>,
    /// The brand it claims to be from, genuine or not.
    pub claimed_brand: Option<String>,
    /// Order and invoice ids as written.
    pub order_ids: Vec<String>,
    /// Phone numbers.
    pub numbers: Vec<NumberSeen>,
    /// [`crate::simhash`] of its text.
    pub text: Option<u64>,
    /// A digest of the shape of its HTML.
    pub template: Option<u64>,
    /// The subject line; kept only where the operator says so.
    pub subject_line: Option<String>,
}

/// The sender of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderSeen {
    /// The From address.
    pub address: String,
    /// The From domain.
    pub domain: String,
    /// Whether From is authenticated: DMARC passes, or SPF or DKIM does in alignment.
    pub authenticated: bool,
}

/// Somebody the organisation wrote to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The address.
    pub address: String,
    /// The domain; `None` for a mailbox provider, where an address says nothing of its neighbours.
    pub domain: Option<String>,
}

/// A phone number of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberSeen {
    /// In E.164.
    pub e164: String,
    /// Whose it is.
    pub standing: Standing,
}

/// Whose a number is, as the registry knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing speaks for it.
    #[default]
    Other,
    /// A brand's own, with a source.
    Listed,
    /// An emergency line, a regulator, a bank's central blocking line: nobody's lure.
    Neutral,
}

/// The verdict on a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing speaks against it.
    Benign,
    /// Not decided.
    Undecided,
    /// A person should check.
    Suspicious,
    /// Somebody pretends.
    Malicious,
}

impl Verdict {
    /// As stored; 0 is "not judged". From 3 on it is bad.
    pub(crate) fn code(self) -> i16 {
        match self {
            Self::Benign => 1,
            Self::Undecided => 2,
            Self::Suspicious => 3,
            Self::Malicious => 4,
        }
    }

    pub(crate) fn from_code(code: i16) -> Option<Self> {
        match code {
            1 => Some(Self::Benign),
            2 => Some(Self::Undecided),
            3 => Some(Self::Suspicious),
            4 => Some(Self::Malicious),
            _ => None,
        }
    }
}

/// How a message was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    /// The message, observed before.
    pub message: MessageKey,
    /// The verdict.
    pub verdict: Verdict,
    /// 0..1.
    pub score: f64,
    /// Kinds of attack.
    pub attack_types: Vec<String>,
    /// Ids of the rules that matched.
    pub rules: Vec<String>,
    /// Whether the verdict would be another without the history. It is kept, but gives nobody a bad
    /// name: otherwise one mistake would confirm itself.
    pub rests_on_history: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_as_written() {
        let key = MessageKey([7, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        assert_eq!(key.to_string().parse(), Ok(key));
        for bad in [
            "",
            "07",
            "zz00000000000000000000000000000000",
            "éééééééééééééééé",
        ] {
            assert_eq!(bad.parse::<MessageKey>(), Err(InvalidKey), "{bad}");
        }
    }
}
