//! How often each of many may do something within a stretch of time.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts for each key within stretches of equal length that begin on the clock.
#[derive(Debug)]
pub(crate) struct Quota<K> {
    seconds: i64,
    /// 0 is as often as it likes.
    most: u32,
    counted: Mutex<(i64, BTreeMap<K, u32>)>,
}

/// Keys that are counted within one stretch. Where there are more, it begins anew.
const MOST_KEYS: usize = 100_000;

impl<K: Ord> Quota<K> {
    /// `most` times in `seconds`.
    pub(crate) fn new(most: u32, seconds: i64) -> Self {
        Self {
            seconds: seconds.max(1),
            most,
            counted: Mutex::default(),
        }
    }

    /// Counts once for `key`; the seconds until it may again, where it was too often.
    pub(crate) fn take(&self, key: K, now: i64) -> Result<(), u64> {
        if self.most == 0 {
            return Ok(());
        }
        let stretch = now.div_euclid(self.seconds);
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.0 != stretch || counted.1.len() >= MOST_KEYS {
            *counted = (stretch, BTreeMap::new());
        }
        let count = counted.1.entry(key).or_default();
        *count = count.saturating_add(1);
        if *count <= self.most {
            return Ok(());
        }
        let left = self.seconds - now.rem_euclid(self.seconds);
        Err(left.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_own_count_and_a_new_one_in_the_next_stretch() {
        let quota = Quota::new(2, 3600);
        assert_eq!(
            (quota.take("pat", 0), quota.take("pat", 1)),
            (Ok(()), Ok(()))
        );
        assert_eq!(quota.take("pat", 10), Err(3590));
        assert_eq!(
            (quota.take("lee", 10), quota.take("pat", 3600)),
            (Ok(()), Ok(()))
        );
        let unbounded = Quota::new(0, 60);
        assert!((0..1000).all(|_| unbounded.take("pat", 0).is_ok()));
    }

    #[test]
    fn the_table_is_bounded() {
        let quota = Quota::new(1, 60);
        for key in 0..2 * MOST_KEYS {
            let _ = quota.take(key, 0);
        }
        assert!(quota.counted.lock().unwrap().1.len() <= MOST_KEYS);
    }
}
