//! What records, entries and messages are called.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use data_encoding::HEXLOWER_PERMISSIVE;
use sha2::{Digest as _, Sha256};

use crate::error::StoreError;
use crate::key;

/// Bits below the milliseconds.
const RANDOM_BITS: u32 = 20;
/// Crockford's alphabet: in the order of its values, without letters that are taken for digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of 64 bits at 5 bits each.
const LENGTH: usize = 13;

/// A text that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 13 letters and digits")]
pub struct InvalidId;

macro_rules! ids {
    ($($(#[$outer:meta])* $name:ident;)*) => {$(
        $(#[$outer])*
        ///
        /// Milliseconds since 1970 and 20 random bits below them, so ids are in the order of their times. Printed as 13 letters
        /// and digits in the same order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// The smallest of the ids of `seconds` since 1970.
            pub fn first_of(seconds: i64) -> Self {
                Self(floor(seconds))
            }

            /// The second at which it was given, since 1970.
            pub fn seconds(self) -> i64 {
                i64::try_from((self.0 >> RANDOM_BITS) / 1000).unwrap_or(i64::MAX)
            }

            pub(crate) fn fresh(seconds: i64) -> Result<Self, StoreError> {
                fresh(seconds).map(Self)
            }

            pub(crate) fn to_row(self) -> i64 {
                self.0.cast_signed()
            }

            pub(crate) fn of_row(row: i64) -> Self {
                Self(row.cast_unsigned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&text(self.0))
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                number(text).map(Self).ok_or(InvalidId)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A record of one verdict.
    RecordId;
    /// A message held back from one recipient.
    EntryId;
}

fn floor(seconds: i64) -> u64 {
    // Both ends of what fits: the years 1970 and 2248.
    let milliseconds = seconds.clamp(0, (1 << 43) / 1000 - 1).cast_unsigned() * 1000;
    milliseconds << RANDOM_BITS
}

/// An id that no other call in this process gets.
fn fresh(seconds: i64) -> Result<u64, StoreError> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    // Milliseconds are counted up, not measured: a clock is asked for the second only.
    let count = COUNT.fetch_add(1, Ordering::Relaxed) % 1000;
    let random = u64::from(u32::from_be_bytes(key::random()?)) & ((1 << RANDOM_BITS) - 1);
    Ok(floor(seconds) + (count << RANDOM_BITS) + random)
}

fn text(number: u64) -> String {
    let digits = (0..LENGTH).rev().map(|at| {
        let value = (number >> (5 * at)) & 31;
        ALPHABET.get(value as usize).copied().unwrap_or(b'0')
    });
    digits.map(char::from).collect()
}

fn number(text: &str) -> Option<u64> {
    if text.len() != LENGTH {
        return None;
    }
    text.bytes().try_fold(0_u64, |number, it| {
        let it = it.to_ascii_lowercase();
        let value = ALPHABET.iter().position(|digit| *digit == it)?;
        number.checked_mul(32)?.checked_add(value as u64)
    })
}

/// The SHA-256 of a message's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// That of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER_PERMISSIVE.encode(&self.0))
    }
}

impl FromStr for Digest {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok();
        let bytes = bytes.and_then(|it| it.try_into().ok());
        bytes.map(Self).ok_or(InvalidId)
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_their_times_as_numbers_and_as_texts() {
        let ids: Vec<RecordId> = [0, 1, 1_795_000_000, 1_795_000_001, 8_000_000_000]
            .into_iter()
            .map(|it| RecordId::fresh(it).unwrap())
            .collect();
        assert!(ids.is_sorted());
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted(), "{texts:?}");
        for (id, text) in ids.iter().zip(&texts) {
            assert_eq!(text.parse(), Ok(*id));
            assert_eq!(text.to_uppercase().parse(), Ok(*id));
            assert!(id.to_row() >= 0);
        }
        assert_eq!(ids[2].seconds(), 1_795_000_000);
        for bad in ["", "0", "zzzzzzzzzzzzz", "000000000000u", "0000000000000\n"] {
            assert_eq!(bad.parse::<RecordId>(), Err(InvalidId), "{bad:?}");
        }
    }
}
