//! A history that may fail: what goes wrong with it is told once, and no message waits for it again and again.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use history::{
    About, Conclusion, HistoryError, Knowledge, MessageKey, Observation, Settings, Store,
    TaughtLabel, Teaching, TeachingRecord, UnixSeconds,
};

/// Messages that are judged without asking after a fault. A locked file is waited for; if each message waited,
/// the mail would stand still. Counted in messages, so that no clock decides what is asked.
const REST: usize = 256;

/// The history that messages are judged with.
#[derive(Debug)]
pub struct Memory {
    /// Empty as long as it cannot be opened.
    store: OnceLock<Box<dyn Store>>,
    /// Where it lies and how it is kept, to open it again; `None` where it was handed over open.
    place: Option<(String, Settings)>,
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
    /// cannot be opened that is a fault like any other: messages lack the history, and after a rest it is tried again.
    pub fn open(place: &str, settings: Settings) -> Self {
        let memory = Self {
            store: OnceLock::new(),
            place: Some((place.to_owned(), settings)),
            resting: AtomicUsize::new(0),
            faults: Mutex::default(),
        };
        if let Err(error) = memory.store() {
            memory.rest(&error);
        }
        memory
    }

    /// The history `store`.
    pub fn of(store: Box<dyn Store>) -> Self {
        Self {
            store: OnceLock::from(store),
            place: None,
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

    /// Keeps what `actor` says of a message at `now`, and notes the message where it is not noted yet. Whether that is
    /// news; `None` upon a fault.
    pub fn teach(
        &self,
        observation: &Observation,
        label: TaughtLabel,
        actor: &str,
        now: UnixSeconds,
    ) -> Option<bool> {
        let about = About::Message(observation.message);
        self.ask(0, |store| {
            let said = words(store, observation.message, actor)?;
            if said.last().is_some_and(|it| it.label == label) {
                return Ok(false);
            }
            store.learn(std::slice::from_ref(observation))?;
            let teaching = Teaching {
                actor: actor.to_owned(),
                time: now,
                about,
                label,
                note: None,
            };
            store.teach(&teaching)?;
            Ok(true)
        })
    }

    /// Takes back all that `actor` said of `message`. Whether there was anything; `None` upon a fault.
    pub fn forget(&self, message: MessageKey, actor: &str, now: UnixSeconds) -> Option<bool> {
        self.ask(0, |store| {
            let said = words(store, message, actor)?;
            for it in &said {
                store.undo(it.id, actor, now)?;
            }
            Ok(!said.is_empty())
        })
    }

    /// What `question` finds in the books, for whoever looks into them by hand. `None` upon a fault.
    pub fn look<T>(
        &self,
        question: impl FnOnce(&dyn Store) -> Result<T, HistoryError>,
    ) -> Option<T> {
        self.ask(0, question)
    }

    /// The store, opened if it is not open yet; `None` where there is none to open.
    fn store(&self) -> Result<Option<&dyn Store>, HistoryError> {
        if let (None, Some((place, settings))) = (self.store.get(), &self.place) {
            let store = history::open(place, settings.clone())?;
            // Where another thread was faster, its store is as good.
            let _ = self.store.set(store);
        }
        Ok(self.store.get().map(|it| &**it))
    }

    fn rest(&self, error: &HistoryError) {
        self.resting.store(REST, Ordering::Relaxed);
        self.note_fault(error);
    }

    fn ask<T>(
        &self,
        messages: usize,
        question: impl FnOnce(&dyn Store) -> Result<T, HistoryError>,
    ) -> Option<T> {
        let rest = |left: usize| (left > 0).then(|| left.saturating_sub(messages));
        let resting = self
            .resting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, rest);
        if resting.is_ok() {
            return None;
        }
        let answer = self
            .store()
            .and_then(|store| store.map(question).transpose());
        match answer {
            Ok(answer) => answer,
            Err(error) => {
                self.rest(&error);
                None
            }
        }
    }

    fn note_fault(&self, error: &HistoryError) {
        let text = error.to_string();
        // A server that goes down says so in one way and is gone in another: one fault.
        let fault = match error {
            HistoryError::Unreachable { place, .. } => format!("unreachable {place}"),
            _ => text.clone(),
        };
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        if faults.known.insert(fault) {
            faults.untold.push(text);
        }
    }
}

/// What `actor` said of `message` and did not take back, oldest first.
fn words(
    store: &dyn Store,
    message: MessageKey,
    actor: &str,
) -> Result<Vec<TeachingRecord>, HistoryError> {
    let all = store.teachings_of(message)?.into_iter();
    let said = all.filter(|it| it.actor == actor && it.undone.is_none());
    Ok(said.collect())
}
