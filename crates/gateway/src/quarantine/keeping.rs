//! The store of a running server: opened when it is first needed, and again where that failed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use store::Store;

use super::settings::{OpenError, QuarantineSettings, StoreSettings, open_store};

/// How long a store that could not be opened is left alone.
const REST: Duration = Duration::from_secs(10);

/// A store, or the reason why there is none at this moment.
#[derive(Debug)]
pub(crate) struct Keeping {
    store: StoreSettings,
    quarantine: QuarantineSettings,
    state: Mutex<State>,
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
        }
    }

    /// Whether anything is to be kept.
    pub(crate) fn is_set(&self) -> bool {
        self.store.directory.is_some()
    }

    pub(crate) fn store_settings(&self) -> &StoreSettings {
        &self.store
    }

    pub(crate) fn settings(&self) -> &QuarantineSettings {
        &self.quarantine
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
