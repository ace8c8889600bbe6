//! What was read in pictures lately: campaigns repeat the same picture. It lives as long as its reader.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use super::Picture;

/// Pictures that are remembered in one generation; two of them are held.
const PICTURES: usize = 512;
/// Longer texts are not remembered.
const TEXT_BYTES: usize = 16 << 10;

pub(crate) type Key = [u8; 32];

/// Texts by picture. When the young generation is full, the old one is forgotten and takes its place, so that
/// what is asked for now and then stays.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    generations: Mutex<Generations>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Key, String>,
    old: HashMap<Key, String>,
}

impl Cache {
    pub(crate) fn key(picture: &Picture) -> Key {
        let mut hash = Sha256::new();
        hash.update(picture.header());
        hash.update(&picture.luma);
        hash.finalize().into()
    }

    pub(crate) fn get(&self, key: &Key) -> Option<String> {
        let mut held = self.lock();
        if let Some(text) = held.young.get(key) {
            return Some(text.clone());
        }
        let text = held.old.remove(key)?;
        held.insert(*key, text.clone());
        Some(text)
    }

    pub(crate) fn insert(&self, key: Key, text: &str) {
        if text.len() <= TEXT_BYTES {
            self.lock().insert(key, text.to_owned());
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Generations> {
        // Nothing can be half done in there.
        self.generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, key: Key, text: String) {
        if self.young.len() >= PICTURES {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        Sha256::digest(number.to_le_bytes()).into()
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let cache = Cache::default();
        for number in 0..10 * PICTURES {
            cache.insert(key(number), "text");
            assert_eq!(cache.get(&key(0)).as_deref(), Some("text"), "{number}");
        }
        assert_eq!(cache.get(&key(1)), None);
        let held = cache.lock();
        assert!(held.young.len() + held.old.len() <= 2 * PICTURES);
    }

    #[test]
    fn a_long_text_is_not_remembered() {
        let cache = Cache::default();
        cache.insert(key(1), &"x".repeat(TEXT_BYTES + 1));
        assert_eq!(cache.get(&key(1)), None);
    }
}
