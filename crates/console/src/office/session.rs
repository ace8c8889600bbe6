//! Who is signed in. Sessions are kept in memory only, and of each only the digest of its secret.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};

/// How long a session lasts.
const LIFE: Duration = Duration::from_hours(8);
/// How long it lasts without being used.
const IDLE: Duration = Duration::from_mins(30);
/// Sessions of one token; the longest unused goes.
const OF_ONE: usize = 10;
/// Sessions of all.
const ALL: usize = 1000;

type Key = [u8; 32];

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<Key, Session>>);

#[derive(Debug, Clone, Copy)]
struct Session {
    /// The number of the token that was shown.
    token: i64,
    begun: Instant,
    used: Instant,
}

impl Session {
    fn lives(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.begun) < LIFE
            && now.saturating_duration_since(self.used) < IDLE
    }
}

/// The system has no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system has no random numbers")]
pub(super) struct NoRandomness;

impl Sessions {
    /// Begins a session; its secret, 256 random bits in hexadecimal digits.
    pub(super) fn begin(&self, token: i64, now: Instant) -> Result<String, NoRandomness> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
        let secret = hexadecimal(&bytes);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, it| it.lives(now));
        make_room(&mut all, OF_ONE, |it| it.token == token);
        make_room(&mut all, ALL, |_| true);
        let session = Session {
            token,
            begun: now,
            used: now,
        };
        all.insert(key(&secret), session);
        Ok(secret)
    }

    /// The number of the token behind a session that lives. It counts as used.
    pub(super) fn token(&self, secret: &str, now: Instant) -> Option<i64> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(secret);
        let session = all.get_mut(&key)?;
        if !session.lives(now) {
            all.remove(&key);
            return None;
        }
        session.used = now;
        Some(session.token)
    }

    /// Ends a session.
    pub(super) fn end(&self, secret: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&key(secret));
    }
}

/// Leaves fewer than `most` of those that `counted` says, the longest unused first.
fn make_room(all: &mut HashMap<Key, Session>, most: usize, counted: impl Fn(&Session) -> bool) {
    while all.values().filter(|it| counted(it)).count() >= most {
        let matching = all.iter().filter(|it| counted(it.1));
        let Some(oldest) = matching.min_by_key(|it| it.1.used).map(|it| *it.0) else {
            return;
        };
        all.remove(&oldest);
    }
}

fn key(secret: &str) -> Key {
    Sha256::digest(secret.as_bytes()).into()
}

/// The secret that the forms of a session hold. Whoever knows it does not know the session's own.
pub(super) fn form_secret(secret: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"offhook console form\0")
        .chain_update(secret.as_bytes())
        .finalize();
    hexadecimal(&digest)
}

/// Whether both are the same; how long this takes tells nothing of where they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 15]);
    digits
        .filter_map(|it| char::from_digit(it.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end_by_themselves() {
        let sessions = Sessions::default();
        let start = Instant::now();
        let minutes = |it| start + Duration::from_mins(it);
        let secret = sessions.begin(7, start).unwrap();
        assert_eq!(secret.len(), 64);
        for each in (20..=460).step_by(20) {
            assert_eq!(sessions.token(&secret, minutes(each)), Some(7));
        }
        assert_eq!(sessions.token(&secret, minutes(480)), None);
        let idle = sessions.begin(7, start).unwrap();
        assert_eq!(sessions.token(&idle, minutes(30)), None);
        assert_eq!(sessions.token(&idle, minutes(1)), None);
        let ended = sessions.begin(7, start).unwrap();
        sessions.end(&ended);
        assert_eq!(sessions.token(&ended, start), None);
        assert_eq!(sessions.token("", start), None);
    }

    #[test]
    fn one_token_pushes_nobody_elses_sessions_out() {
        let sessions = Sessions::default();
        let now = Instant::now();
        let other = sessions.begin(1, now).unwrap();
        for _ in 0..2000 {
            sessions.begin(2, now).unwrap();
        }
        assert_eq!(sessions.token(&other, now), Some(1));
        assert_eq!(sessions.0.lock().unwrap().len(), OF_ONE + 1);
    }

    #[test]
    fn forms_do_not_give_the_session_away() {
        assert_ne!(form_secret("a"), form_secret("b"));
        assert!(is_same("ab", "ab") && !is_same("ab", "abc"));
    }
}
