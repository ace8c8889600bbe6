//! How often somebody may try to sign in with one name, whoever he is and wherever he comes from.
//!
//! Attempts are counted for every name, also for one that is no account's: so neither what is answered nor how long it takes tells
//! which names there are. What is kept of a name is a keyed hash, since people type passwords into the wrong field.

use crate::record::UnixSeconds;

/// Attempts that may fail without a wait.
const FREE: i64 = 3;
/// From so many on the name is locked.
const MOST: i64 = 10;
/// Seconds for which it is then locked, after each attempt more.
const LOCKED: UnixSeconds = 15 * 60;
/// Seconds after which an attempt is forgotten.
pub(crate) const FORGOTTEN: UnixSeconds = 24 * 3600;
/// Names that are remembered. Those with the fewest attempts go first.
pub(crate) const NAMES: i64 = 20_000;

/// What is known of the attempts with one name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tried {
    pub(crate) failures: i64,
    pub(crate) locked_until: Option<UnixSeconds>,
    pub(crate) time: UnixSeconds,
}

impl Tried {
    pub(crate) fn is_locked(&self, now: UnixSeconds) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }

    /// With one more attempt at `now`, which counts as failed until it has succeeded: several at once do not get around it.
    pub(crate) fn once_more(&self, now: UnixSeconds) -> Self {
        let before = if now.saturating_sub(self.time) > FORGOTTEN {
            0
        } else {
            self.failures
        };
        let failures = before.saturating_add(1);
        let wait = match failures {
            ..=FREE => None,
            MOST.. => Some(LOCKED),
            some => Some(1 << (some - FREE - 1)),
        };
        Self {
            failures,
            locked_until: wait.map(|it| now.saturating_add(it)),
            time: now,
        }
    }
}

/// An attempt to sign in that was let through, to be settled once it is known how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// By which the name is known.
    pub(crate) name: [u8; 32],
    /// The lock that this attempt set.
    pub(crate) locked_until: Option<UnixSeconds>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_the_tenth_locks() {
        let mut tried = Tried::default();
        let mut now = 1_000_000;
        let mut waits = Vec::new();
        for _ in 0..12 {
            tried = tried.once_more(now);
            let until = tried.locked_until.unwrap_or(now);
            waits.push(until - now);
            assert_eq!(tried.is_locked(now), until > now);
            assert!(!tried.is_locked(until));
            now = until;
        }
        assert_eq!(waits, [0, 0, 0, 1, 2, 4, 8, 16, 32, 900, 900, 900]);
        assert_eq!(tried.once_more(now + FORGOTTEN + 1).failures, 1);
    }
}
