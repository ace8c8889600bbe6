//! A history that may fail: what goes wrong with it is told once, and no message waits for it again and again.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use history::{Conclusion, HistoryError, Knowledge, Observation, Settings, Store};

/// Messages that are judged without asking after a fault. A locked file is waited for; if each message waited,
/// the mail would stand still. Counted in messages, so that no clock decides what is asked.
const REST: usize = 256;

/// The history that messages are judged with.
#[derive(Debug)]
pub struct Memory {
    /// `None` where it could not be opened.
    store: Option<Box<dyn Store>>,
    /// Messages still to be judged without asking.
    resting: AtomicUsize,
    faults: Mutex<Faults>,
}

#[derive(Debug, Default)]
struct Faults {
    known: BTreeSet<String>,
    untold: Vec<String>,
}

impl Memory {
    /// Opens the history at `place`: the path of a SQLite file, which is made, or a `postgres://` URL. Where it
    /// cannot be opened that is a fault like any other, and every message lacks the history.
    pub fn open(place: &str, settings: Settings) -> Self {
        match history::open(place, settings) {
            Ok(store) => Self::of(store),
            Err(error) => {
                let memory = Self {
                    store: None,
                    resting: AtomicUsize::new(0),
                    faults: Mutex::default(),
                };
                memory.note_fault(&error);
                memory
            }
        }
    }

    /// The history `store`.
    pub fn of(store: Box<dyn Store>) -> Self {
        Self {
            store: Some(store),
            resting: AtomicUsize::new(0),
            faults: Mutex::default(),
        }
    }

    /// What went wrong since this was asked last, each fault once.
    pub fn take_faults(&self) -> Vec<String> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut faults.untold)
    }

    /// What is known of a message, which is noted in the same round trip. `None` upon a fault.
    pub fn observe(&self, observation: &Observation) -> Option<Knowledge> {
        self.ask(1, |store| store.observe(observation))
    }

    /// What is known of a message that is noted already. `None` upon a fault.
    pub fn recall(&self, observation: &Observation) -> Option<Knowledge> {
        self.ask(1, |store| store.recall(observation))
    }

    /// Notes messages together, with what is concluded of each by itself. Whether they were noted.
    pub fn note(&self, observations: &[Observation], conclusions: &[Conclusion]) -> bool {
        let noted = self.ask(observations.len(), |store| {
            store.learn(observations)?;
            store.conclude(conclusions)
        });
        noted.is_some()
    }

    /// Keeps verdicts on messages that were noted.
    pub fn conclude(&self, conclusions: &[Conclusion]) {
        if !conclusions.is_empty() {
            self.ask(0, |store| store.conclude(conclusions));
        }
    }

    fn ask<T>(
        &self,
        messages: usize,
        question: impl FnOnce(&dyn Store) -> Result<T, HistoryError>,
    ) -> Option<T> {
        let store = self.store.as_deref()?;
        let rest = |left: usize| (left > 0).then(|| left.saturating_sub(messages));
        let resting = self
            .resting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, rest);
        if resting.is_ok() {
            return None;
        }
        match question(store) {
            Ok(answer) => Some(answer),
            Err(error) => {
                self.resting.store(REST, Ordering::Relaxed);
                self.note_fault(&error);
                None
            }
        }
    }

    fn note_fault(&self, error: &HistoryError) {
        let text = error.to_string();
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        if faults.known.insert(text.clone()) {
            faults.untold.push(text);
        }
    }
}
