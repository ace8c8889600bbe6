//! Passwords are compared by a few at once: each takes 19 MiB and a processor for some tens of milliseconds, and who asks is unknown.

use std::sync::Arc;
use std::time::Duration;

use store::{PasswordHash, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// Hashes that are worked out at once.
const AT_ONCE: usize = 2;
/// Those that may wait for one of them.
const WAITING: usize = 64;
/// How long they wait.
const PATIENCE: Duration = Duration::from_secs(10);

/// Too many want a password compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many want a password compared")]
pub(crate) struct Busy;

/// Where passwords are compared and hashed.
#[derive(Debug)]
pub(crate) struct Hashing {
    working: Arc<Semaphore>,
    waiting: Semaphore,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            working: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Semaphore::new(WAITING),
        }
    }
}

impl Hashing {
    async fn place(&self) -> Result<OwnedSemaphorePermit, Busy> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Busy)?;
        let place = timeout(PATIENCE, Arc::clone(&self.working).acquire_owned()).await;
        place.map_err(|_| Busy)?.map_err(|_| Busy)
    }

    /// Whether `hash` is that of `password`.
    pub(crate) async fn is_of(&self, hash: PasswordHash, password: String) -> Result<bool, Busy> {
        let place = self.place().await?;
        let comparing = spawn_blocking(move || {
            let _held = place;
            hash.is_of(&password)
        });
        comparing.await.map_err(|_| Busy)
    }

    /// The hash of `password`.
    pub(crate) async fn hash(
        &self,
        password: String,
    ) -> Result<Result<PasswordHash, StoreError>, Busy> {
        let place = self.place().await?;
        let hashing = spawn_blocking(move || {
            let _held = place;
            PasswordHash::of(&password)
        });
        hashing.await.map_err(|_| Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_is_turned_away_and_the_rest_is_answered() {
        let hashing = Hashing::default();
        let places: Vec<_> = (0..AT_ONCE)
            .map(|_| Arc::clone(&hashing.working).try_acquire_owned().unwrap())
            .collect();
        // All places at work are taken, and as many wait as may.
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| hashing.waiting.try_acquire().unwrap())
            .collect();
        let hash = PasswordHash::nobodys();
        let asked = hashing.is_of(hash.clone(), "x".to_owned()).await;
        assert_eq!(asked, Err(Busy));
        drop((places, waiting));
        assert_eq!(hashing.is_of(hash, "x".to_owned()).await, Ok(false));
    }
}
