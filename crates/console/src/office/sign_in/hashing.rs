//! Passwords are compared by a few threads of their own: each comparison takes 19 MiB and a processor for some tens of milliseconds, and
//! who asks is unknown. An allocator keeps what a thread has freed for that thread, so many threads would keep it many times.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use store::{PasswordHash, StoreError};
use tokio::sync::oneshot;
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

type Work = Box<dyn FnOnce() + Send>;

/// Where passwords are compared and hashed.
#[derive(Debug)]
pub(crate) struct Hashing(SyncSender<Work>);

impl Default for Hashing {
    fn default() -> Self {
        let (sender, waiting) = sync_channel(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..AT_ONCE {
            let waiting = Arc::clone(&waiting);
            // Without a thread nobody is answered in time, which is said then.
            let _ = Builder::new()
                .name("hashing".to_owned())
                .spawn(move || work_off(&waiting));
        }
        Self(sender)
    }
}

/// Does what waits, until nobody can ask any more.
fn work_off(waiting: &Mutex<Receiver<Work>>) {
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(work) = next else {
            return;
        };
        // Whoever waits for it hears that it was not answered.
        let _ = catch_unwind(AssertUnwindSafe(work));
    }
}

impl Hashing {
    async fn done<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move || {
            // Nobody may be waiting any longer.
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        });
        self.0.try_send(work).map_err(|_| Busy)?;
        let answered = timeout(PATIENCE, answered).await.map_err(|_| Busy)?;
        answered.map_err(|_| Busy)
    }

    /// Whether `hash` is that of `password`.
    pub(crate) async fn is_of(&self, hash: PasswordHash, password: String) -> Result<bool, Busy> {
        self.done(move || hash.is_of(&password)).await
    }

    /// The hash of `password`.
    pub(crate) async fn hash(
        &self,
        password: String,
    ) -> Result<Result<PasswordHash, StoreError>, Busy> {
        self.done(move || PasswordHash::of(&password)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_is_turned_away_and_the_rest_is_answered() {
        let hashing = Hashing::default();
        // Every thread is held up, and as many wait as may.
        let (release, held) = sync_channel::<()>(0);
        let held = Arc::new(Mutex::new(held));
        let (started, starts) = sync_channel::<()>(AT_ONCE);
        for _ in 0..AT_ONCE {
            let (held, started) = (Arc::clone(&held), started.clone());
            let work: Work = Box::new(move || {
                started.send(()).unwrap();
                let _ = held.lock().unwrap().recv();
            });
            hashing.0.try_send(work).unwrap();
        }
        for _ in 0..AT_ONCE {
            starts.recv().unwrap();
        }
        for _ in 0..WAITING {
            hashing.0.try_send(Box::new(|| ())).unwrap();
        }
        let hash = PasswordHash::nobodys();
        let asked = hashing.is_of(hash.clone(), "x".to_owned()).await;
        assert_eq!(asked, Err(Busy));
        // Once they go on, and though one of them fails, the next is answered.
        drop(release);
        while hashing
            .0
            .try_send(Box::new(|| panic!("to be survived")))
            .is_err()
        {
            tokio::task::yield_now().await;
        }
        let mut answer = Err(Busy);
        while answer == Err(Busy) {
            answer = hashing.is_of(hash.clone(), "x".to_owned()).await;
        }
        assert_eq!(answer, Ok(false));
    }
}
