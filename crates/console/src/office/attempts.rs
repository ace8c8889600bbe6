//! How often somebody may try to sign in.
//!
//! A token has 160 random bits and is not guessed; attempts with one name are counted by the store, wherever they come from. What this
//! spares is the noise, and those who mistype are not kept waiting.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::rate::{CLIENTS, network};

/// Attempts that cost nothing.
const FREE: u32 = 3;
/// The longest wait.
const LONGEST: Duration = Duration::from_mins(15);
/// After so long without an attempt a client is forgotten.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// Clients that have tried.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<HashMap<IpAddr, Tried>>);

#[derive(Debug, Clone, Copy)]
struct Tried {
    count: u32,
    /// When it was last tried.
    at: Instant,
}

impl Tried {
    /// How long after the last attempt the next is heard: twice as long each time.
    fn wait(self) -> Duration {
        match self.count.checked_sub(FREE) {
            None => Duration::ZERO,
            Some(over) => Duration::from_secs(1_u64 << over.min(20)).min(LONGEST),
        }
    }
}

impl Attempts {
    /// Counts an attempt as failed until [`forget`](Self::forget) says otherwise; how long to wait, where it comes too soon.
    pub(super) fn begin(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let client = network(client);
        if all.len() >= CLIENTS && !all.contains_key(&client) {
            all.retain(|_, it| now.saturating_duration_since(it.at) < FORGOTTEN);
            let oldest = all.iter().min_by_key(|it| it.1.at).map(|it| *it.0);
            if let Some(oldest) = oldest.filter(|_| all.len() >= CLIENTS) {
                all.remove(&oldest);
            }
        }
        let tried = all.entry(client).or_insert(Tried { count: 0, at: now });
        let passed = now.saturating_duration_since(tried.at);
        if passed > FORGOTTEN {
            tried.count = 0;
        }
        let wait = tried.wait();
        let left = wait.saturating_sub(passed);
        if tried.count > 0 && !left.is_zero() {
            return Err(left);
        }
        tried.count = tried.count.saturating_add(1);
        tried.at = now;
        Ok(())
    }

    /// The attempt was a good one.
    pub(super) fn forget(&self, client: IpAddr) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&network(client));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_fails_waits_longer_each_time() {
        let attempts = Attempts::default();
        let client = "192.0.2.1".parse().unwrap();
        let mut now = Instant::now();
        for _ in 0..FREE {
            assert_eq!(attempts.begin(client, now), Ok(()));
        }
        let mut waits = Vec::new();
        for _ in 0..14 {
            let wait = attempts.begin(client, now).unwrap_err();
            waits.push(wait.as_secs());
            now += wait;
            assert_eq!(attempts.begin(client, now), Ok(()));
        }
        assert_eq!(waits[..5], [1, 2, 4, 8, 16]);
        assert_eq!(waits.last(), Some(&LONGEST.as_secs()));
        // Others are not kept waiting, nor is who has got in.
        assert_eq!(attempts.begin("192.0.2.2".parse().unwrap(), now), Ok(()));
        attempts.forget(client);
        assert_eq!(attempts.begin(client, now), Ok(()));
    }

    #[test]
    fn the_table_is_bounded() {
        let attempts = Attempts::default();
        let now = Instant::now();
        for index in 0..10_050_u32 {
            let _ = attempts.begin(std::net::Ipv4Addr::from_bits(index).into(), now);
        }
        assert!(attempts.0.lock().unwrap().len() <= CLIENTS);
    }
}
