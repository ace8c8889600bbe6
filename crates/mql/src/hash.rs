//! A fast hasher for keys that no sender of mail chooses: addresses and small numbers.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`FastHasher`]s.
pub(crate) type BuildFastHasher = BuildHasherDefault<FastHasher>;

/// Multiplies and rotates, word by word.
#[derive(Default)]
pub(crate) struct FastHasher(u64);

/// An odd number with well mixed bits (the golden ratio).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl FastHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for FastHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        for byte in rest {
            self.add(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, it: u8) {
        self.add(it.into());
    }

    fn write_u16(&mut self, it: u16) {
        self.add(it.into());
    }

    fn write_u32(&mut self, it: u32) {
        self.add(it.into());
    }

    fn write_u64(&mut self, it: u64) {
        self.add(it);
    }

    fn write_usize(&mut self, it: usize) {
        self.add(it as u64);
    }

    fn finish(&self) -> u64 {
        // The upper bits are the well mixed ones, and tables look at the lower.
        self.0.rotate_left(32)
    }
}
