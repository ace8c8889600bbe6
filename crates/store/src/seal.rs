//! What is encrypted at rest, with AES-256-GCM: messages where that is set, secrets of second factors always.
//!
//! An encrypted file begins with a mark and a random nonce of 96 bits; the digest of the plain bytes is authenticated with it, so that
//! files cannot change places. One key may encrypt 2^32 files before nonces are likely to repeat.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::error::StoreError;
use crate::id::Digest;
use crate::key::{self, Key};

/// No line of a mail header begins so.
const MARK: &[u8] = b"\0offhook sealed 1\n";

/// Encrypts and decrypts files.
pub(crate) struct Seal(LessSafeKey);

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal(..)")
    }
}

impl Seal {
    pub(crate) fn new(key: &Key, use_: &str) -> Result<Self, StoreError> {
        let key = UnboundKey::new(&AES_256_GCM, key.for_use(use_).bytes());
        key.map(|it| Self(LessSafeKey::new(it)))
            .map_err(|_| failed())
    }

    /// `bytes`, whose digest is `digest`, as they are written.
    pub(crate) fn close(&self, bytes: &[u8], digest: &Digest) -> Result<Vec<u8>, StoreError> {
        let nonce: [u8; NONCE_LEN] = key::random()?;
        let mut sealed = bytes.to_vec();
        let nonce_of_it = Nonce::assume_unique_for_key(nonce);
        self.0
            .seal_in_place_append_tag(nonce_of_it, Aad::from(digest.0), &mut sealed)
            .map_err(|_| failed())?;
        Ok([MARK, &nonce, &sealed].concat())
    }

    /// The plain bytes of what has to be sealed; `None` where it is not, was changed or was sealed by another key.
    pub(crate) fn open_sealed(&self, file: Vec<u8>, digest: &Digest) -> Option<Vec<u8>> {
        let is_sealed = file.starts_with(MARK);
        self.open(file, digest).filter(|_| is_sealed)
    }

    /// The plain bytes of a file, sealed or not; `None` where it is sealed and was changed or sealed by another key.
    pub(crate) fn open(&self, mut file: Vec<u8>, digest: &Digest) -> Option<Vec<u8>> {
        let Some(rest) = file.strip_prefix(MARK) else {
            return Some(file);
        };
        let (nonce, _) = rest.split_first_chunk::<NONCE_LEN>()?;
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let start = MARK.len() + NONCE_LEN;
        let opened = self
            .0
            .open_within(nonce, Aad::from(digest.0), &mut file, start..);
        let length = opened.ok()?.len();
        file.truncate(length);
        Some(file)
    }
}

fn failed() -> StoreError {
    StoreError::Database {
        place: "system".to_owned(),
        detail: "encryption failed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_whole_and_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let key = key::read_or_create(&folder.path().join("a")).unwrap();
        let other = key::read_or_create(&folder.path().join("b")).unwrap();
        let (seal, other) = (
            Seal::new(&key, "messages").unwrap(),
            Seal::new(&other, "messages").unwrap(),
        );
        let plain = b"From: a@example.net\r\n\r\nhello\r\n".to_vec();
        let digest = Digest::of(&plain);
        let sealed = seal.close(&plain, &digest).unwrap();
        assert_ne!(sealed, seal.close(&plain, &digest).unwrap());
        assert!(!sealed.windows(5).any(|it| it == b"hello"));
        assert_eq!(seal.open(sealed.clone(), &digest), Some(plain.clone()));
        assert_eq!(seal.open(sealed.clone(), &Digest::of(b"x")), None);
        assert_eq!(other.open(sealed.clone(), &digest), None);
        for at in [MARK.len(), sealed.len() / 2, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(seal.open(changed, &digest), None, "{at}");
        }
        assert_eq!(
            seal.open(sealed[..sealed.len() - 1].to_vec(), &digest),
            None
        );
        assert_eq!(seal.open(sealed[..MARK.len() + 3].to_vec(), &digest), None);
        // What was written before encryption was switched on.
        assert_eq!(seal.open(plain.clone(), &digest), Some(plain));
    }
}
