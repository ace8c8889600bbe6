//! Those who are at the provider at this moment: what was made up for each, by a cookie that only comes back with him.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

use crate::office::session::{NoRandomness, random};

/// How long somebody may take there.
const LIFE: Duration = Duration::from_mins(10);
/// How many may be there; the one that is there for the longest is forgotten.
const MOST: usize = 1000;
/// The cookie, as that of the session is named.
const GUARDED: &str = "__Host-offhook-openid";
const PLAIN: &str = "offhook-openid";

/// What was made up for one who left for the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Started {
    /// Comes back with him (RFC 6749 section 10.12).
    pub(super) state: String,
    /// Comes back in the token.
    pub(super) nonce: String,
    /// Is shown when the code is exchanged (RFC 7636).
    pub(super) verifier: String,
    begun: Instant,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Pending(Mutex<HashMap<[u8; 32], Started>>);

impl Pending {
    /// Somebody leaves: the secret of his cookie, and what was made up.
    pub(super) fn begin(&self, now: Instant) -> Result<(String, Started), NoRandomness> {
        let secret = random()?;
        let started = Started {
            state: random()?,
            nonce: random()?,
            verifier: random()?,
            begun: now,
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, it| now.saturating_duration_since(it.begun) < LIFE);
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|it| it.1.begun).map(|it| *it.0);
            oldest.and_then(|it| all.remove(&it));
        }
        all.insert(key(&secret), started.clone());
        Ok((secret, started))
    }

    /// Somebody comes back, which counts once.
    pub(super) fn take(&self, secret: &str, now: Instant) -> Option<Started> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let started = all.remove(&key(secret))?;
        (now.saturating_duration_since(started.begun) < LIFE).then_some(started)
    }
}

fn key(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

/// The secret that a request names.
pub(super) fn secret(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE);
    let each = all.iter().filter_map(|it| it.to_str().ok());
    let mut pairs = each
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='));
    let found = pairs.find(|(name, _)| matches!(*name, GUARDED | PLAIN));
    found.map(|it| it.1)
}

/// The field that hands a browser its secret, or takes it away. Unlike the session's it is sent where another site leads here, since the
/// provider does.
pub(super) fn cookie(secret: Option<&str>, is_encrypted: bool) -> String {
    let (name, rest) = if is_encrypted {
        (GUARDED, "Path=/; Secure")
    } else {
        (PLAIN, "Path=/console/openid")
    };
    let value = secret.unwrap_or_default();
    let age = if secret.is_some() { LIFE.as_secs() } else { 0 };
    format!("{name}={value}; {rest}; HttpOnly; SameSite=Lax; Max-Age={age}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_back_does_so_once_and_in_time() {
        let pending = Pending::default();
        let now = Instant::now();
        let (secret, started) = pending.begin(now).unwrap();
        assert_eq!(pending.take("other", now), None);
        assert_eq!(pending.take(&secret, now), Some(started));
        assert_eq!(pending.take(&secret, now), None);
        let (secret, _) = pending.begin(now).unwrap();
        assert_eq!(pending.take(&secret, now + LIFE), None);
        for _ in 0..MOST + 10 {
            pending.begin(now).unwrap();
        }
        assert!(pending.0.lock().unwrap().len() <= MOST);
    }
}
