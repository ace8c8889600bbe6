//! The store of a running server: opened when it is first needed, and again where that failed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use store::Store;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use super::settings::{OpenError, QuarantineSettings, StoreSettings, open_store};

/// How long a store that could not be opened is left alone.
const REST: Duration = Duration::from_secs(10);

/// Threads that may wait for the store at once.
const AT_ONCE: usize = 32;
/// How long an answer waits for one of them, and for what it does. A database that says nothing must not hold mail up for ever.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why something was not done with the store.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unkept {
    #[error(transparent)]
    Open(#[from] Arc<OpenError>),
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error("too many wait for the store")]
    Busy,
    #[error("the store does not answer")]
    Silent,
}

/// A store, or the reason why there is none at this moment.
#[derive(Debug)]
pub(crate) struct Keeping {
    store: StoreSettings,
    quarantine: QuarantineSettings,
    state: Mutex<State>,
    places: Arc<Semaphore>,
    news: watch::Sender<u64>,
}

#[derive(Debug)]
enum State {
    Closed,
    Open(Arc<Store>),
    Failed(Instant, Arc<OpenError>),
}

impl Keeping {
    pub(crate) fn new(store: StoreSettings, quarantine: QuarantineSettings) -> Self {
        Self {
            store,
            quarantine,
            state: Mutex::new(State::Closed),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            news: watch::Sender::new(0),
        }
    }

    /// Whether anything is to be kept.
    pub(crate) fn is_set(&self) -> bool {
        self.store.directory.is_some()
    }

    /// Changes whenever verdicts have been recorded. Whoever listens asks the store himself: nothing is kept for him.
    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Says that verdicts have been recorded.
    pub(crate) fn note_news(&self) {
        self.news.send_modify(|it| *it = it.wrapping_add(1));
    }

    pub(crate) fn store_settings(&self) -> &StoreSettings {
        &self.store
    }

    pub(crate) fn settings(&self) -> &QuarantineSettings {
        &self.quarantine
    }

    /// Has `work` done with the store, on a thread that may wait for it. After an error it may still come to be done.
    pub(crate) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Store) -> Result<T, store::StoreError> + Send + 'static,
    ) -> Result<T, Unkept> {
        let place = timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        let Ok(Ok(place)) = place else {
            return Err(Unkept::Busy);
        };
        let keeping = Arc::clone(self);
        let working = tokio::task::spawn_blocking(move || {
            let _held = place;
            Ok(work(&*keeping.store()?)?)
        });
        match timeout(PATIENCE, working).await {
            Ok(Ok(done)) => done,
            Ok(Err(_)) | Err(_) => Err(Unkept::Silent),
        }
    }

    /// The store. Waits for the disk.
    pub(crate) fn store(&self) -> Result<Arc<Store>, Arc<OpenError>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &*state {
            State::Open(store) => return Ok(Arc::clone(store)),
            State::Failed(when, error) if when.elapsed() < REST => return Err(Arc::clone(error)),
            State::Closed | State::Failed(..) => {}
        }
        match open_store(&self.store, &self.quarantine) {
            Ok(store) => {
                let store = Arc::new(store);
                *state = State::Open(Arc::clone(&store));
                Ok(store)
            }
            Err(error) => {
                if !matches!(error, OpenError::NotSet) {
                    tracing::error!(%error, "the store cannot be opened");
                }
                let error = Arc::new(error);
                *state = State::Failed(Instant::now(), Arc::clone(&error));
                Err(error)
            }
        }
    }
}
