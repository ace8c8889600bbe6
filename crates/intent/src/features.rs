//! From folded text to hashed features.
//!
//! The text is read as words and a few kinds of token that stand for any telephone number, sum, number, link or
//! address, since their digits say nothing of the intent. Each word gives itself, the pair with its predecessor, and
//! its groups of four letters. A feature counts once in a text.

use crate::token::{Kind, Token, Tokens};

/// Bits of a feature.
pub(crate) const BITS: u32 = 16;

/// How many features there are.
pub(crate) const BUCKETS: usize = 1 << BITS;

/// Bytes of a text that are looked at. A lure is short; more is padding, and costs time.
pub(crate) const MAX_BYTES: usize = 24_000;

/// Bytes of a word whose groups of letters are looked at.
const MAX_WORD: usize = 24;

/// What there is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extracted {
    /// Features.
    pub(crate) count: u32,
    /// Whether there is something that may be a telephone number.
    pub(crate) has_number: bool,
}

/// Tells `found` each feature (below [`BUCKETS`]) of the folded `texts`, which are read one after the other.
pub(crate) fn extract(texts: &[&str], found: impl FnMut(usize)) -> Extracted {
    let mut reader = Reader {
        seen: [0; BUCKETS / 64],
        count: 0,
        before: START,
        digits: 0,
        has_number: false,
        found,
    };
    let mut left = MAX_BYTES;
    for text in texts {
        let end = text.floor_char_boundary(left);
        let text = text.get(..end).unwrap_or_default();
        left -= text.len();
        for token in Tokens::new(text) {
            reader.token(token);
        }
    }
    Extracted {
        count: reader.count,
        has_number: reader.has_number,
    }
}

/// So many numbers, or digits in words, in a row are a telephone number that is split or spelled.
const SPELLED: u32 = 3;

/// The hash before the first token.
const START: u32 = 0x811c_9dc5;

struct Reader<F> {
    seen: [u64; BUCKETS / 64],
    count: u32,
    before: u32,
    /// Numbers and digits in words since the last other word.
    digits: u32,
    has_number: bool,
    found: F,
}

impl<F: FnMut(usize)> Reader<F> {
    fn token(&mut self, token: Token<'_>) {
        let hash = match token {
            Token::Word(word) => {
                self.letters(word);
                hash_of(START, word.as_bytes())
            }
            Token::Kind(kind) => kind_hash(kind),
        };
        self.digits = if token.is_digits() {
            self.digits + 1
        } else {
            0
        };
        if token == Token::Kind(Kind::Phone) || self.digits == SPELLED {
            self.has_number = true;
            self.emit(kind_hash(Kind::Phone));
        }
        self.emit(hash);
        self.emit(finish(
            self.before.wrapping_mul(0x9e37_79b1) ^ hash.rotate_left(7),
        ));
        self.before = hash;
    }

    /// The groups of four bytes of a word with its edges.
    fn letters(&mut self, word: &str) {
        if word.len() < 4 {
            return;
        }
        let mut group = u32::from(b'<');
        let mut filled = 1;
        let bytes = word.bytes().take(MAX_WORD);
        for byte in bytes.chain(std::iter::once(b'>')) {
            group = group << 8 | u32::from(byte);
            filled += 1;
            if filled >= 4 {
                self.emit(finish(group ^ 0x5bd1_e995));
            }
        }
    }

    fn emit(&mut self, hash: u32) {
        let bucket = (hash >> (32 - BITS)) as usize;
        let bit = 1_u64 << (bucket % 64);
        let Some(word) = self.seen.get_mut(bucket / 64) else {
            return;
        };
        if *word & bit == 0 {
            *word |= bit;
            self.count += 1;
            (self.found)(bucket);
        }
    }
}

fn kind_hash(kind: Kind) -> u32 {
    hash_of(START ^ 0xff, &[kind as u8])
}

/// FNV-1a, mixed once more so that its upper bits depend on every byte.
fn hash_of(start: u32, bytes: &[u8]) -> u32 {
    let hash = bytes.iter().fold(start, |state, byte| {
        (state ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    finish(hash)
}

/// The last steps of MurmurHash3.
fn finish(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(texts: &[&str]) -> Vec<usize> {
        let mut features = Vec::new();
        let extracted = extract(texts, |it| features.push(it));
        assert_eq!(extracted.count as usize, features.len());
        features
    }

    #[test]
    fn what_may_be_a_telephone_number_is_noticed() {
        for (text, expected) in [
            ("call +1 (888) 555-0142", true),
            ("call eight double zero, 264, 831", true),
            ("call novecientos dos, 264, 831", true),
            ("dial 8OO 7l4 2269 today", true),
            ("null acht null null", true),
            ("on 12.03.2026 at 10:30, room 4", false),
            ("two of five", false),
            ("it cost $1,299.00", false),
        ] {
            let folded = text::fold(text);
            assert_eq!(
                extract(&[folded.text()], |_| {}).has_number,
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_feature_counts_once() {
        let once = features(&["cancel the order"]);
        let thrice = features(&["cancel the order cancel the order", "cancel the order"]);
        // Only the pair across the joints is new.
        let new = thrice.iter().filter(|it| !once.contains(it)).count();
        assert_eq!(new, 1);
        let mut sorted = thrice.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), thrice.len());
    }

    #[test]
    fn texts_are_read_up_to_the_bound() {
        let late = |padding: usize| features(&[&"é ".repeat(padding / 3), "unmistakable"]);
        assert!(late(MAX_BYTES - 60).len() > 8);
        assert!(late(MAX_BYTES + 60).len() < 8);
        assert!(features(&[""]).is_empty() && features(&[" -- "]).is_empty());
    }

    #[test]
    fn buckets_are_used_evenly() {
        let words: String = (0..2_000_u32)
            .map(|it| {
                let letters =
                    [it / 676, it / 26 % 26, it % 26].map(|it| char::from(b'a' + it as u8));
                letters.iter().collect::<String>() + "xyz "
            })
            .collect();
        let mut used = features(&[&words]);
        assert!(used.iter().all(|it| *it < BUCKETS));
        used.sort_unstable();
        used.dedup();
        let upper = used.iter().filter(|it| **it >= BUCKETS / 2).count();
        let share = upper as f64 / used.len() as f64;
        assert!((0.45..0.55).contains(&share), "{share}");
    }
}
