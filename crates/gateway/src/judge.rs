//! One engine for all doors: a bounded number of workers, a bounded queue before them.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use detect::{Arrival, Delivery, Engine, Memory, Report};
use identity::Envelope;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio::task::JoinError;

use crate::metrics::Metrics;
use crate::test_string;

/// How judging went.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// There is a verdict.
    Judged(Box<Report>),
    /// The queue is full.
    Busy,
    /// The engine failed over this message.
    Failed,
}

/// A message as a door hands it over.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) raw: Arc<Vec<u8>>,
    pub(crate) envelope: Envelope,
    /// Whose mailbox it goes to, if it is one only.
    pub(crate) mailbox: Option<String>,
    /// Bytes at the start that the door has put there.
    pub(crate) added: usize,
    /// Whether it comes from one's own people or machines.
    pub(crate) is_own: bool,
}

impl Incoming {
    /// A message that arrived in `envelope`. With several recipients it is nobody's in particular.
    pub(crate) fn new(raw: Arc<Vec<u8>>, envelope: Envelope) -> Self {
        let mailbox = match envelope.recipients.as_slice() {
            [one] => Some(one.to_lowercase()),
            _ => None,
        };
        Self {
            raw,
            envelope,
            mailbox,
            added: 0,
            is_own: false,
        }
    }

    /// How the history is to know it. The time is that of this host: what the message says of it a sender may have
    /// written, and whoever dates his mail back is judged without all that was seen since.
    pub(crate) fn arrival(&self) -> Arrival {
        let mut delivery = Delivery {
            mailbox: self.mailbox.clone(),
            is_own: self.is_own,
            ..Delivery::default()
        };
        // A message that comes again after it was put off has another line of ours before it and is the same.
        let sent = self.raw.get(self.added..).unwrap_or_default();
        let key = detect::message_key(sent, &delivery);
        delivery.received = Some(Timestamp::now().as_second());
        if self.is_own {
            // Where it goes to is no mailbox of the organisation; it is its writer's.
            delivery.mailbox = None;
        }
        Arrival {
            key,
            delivery,
            envelope: self.envelope.clone(),
        }
    }
}

/// Judges messages of all doors.
#[derive(Debug)]
pub(crate) struct Judge {
    engine: RwLock<Arc<Engine>>,
    /// Held by the one who makes another engine.
    changing: Mutex<()>,
    memory: Option<Arc<Memory>>,
    /// Places in the queue, those at work included.
    places: Arc<Semaphore>,
    all_places: usize,
    workers: Arc<Semaphore>,
    metrics: Arc<Metrics>,
}

impl Judge {
    pub(crate) fn new(
        engine: Engine,
        memory: Option<Arc<Memory>>,
        workers: usize,
        queue: usize,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            engine: RwLock::new(Arc::new(engine)),
            changing: Mutex::new(()),
            memory,
            places: Arc::new(Semaphore::new(workers.saturating_add(queue))),
            all_places: workers.saturating_add(queue),
            workers: Arc::new(Semaphore::new(workers)),
            metrics,
        }
    }

    /// Messages that are judged from here on are judged by the engine that `make` makes of the present one. Nobody else makes
    /// another in the meantime. Waits for whoever does.
    pub(crate) fn change<E>(
        &self,
        make: impl FnOnce(&Engine) -> Result<Engine, E>,
    ) -> Result<(), E> {
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let engine = Arc::new(make(&self.engine())?);
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = engine;
        Ok(())
    }

    /// Whether a worker has nothing to do.
    pub(crate) fn has_idle_worker(&self) -> bool {
        self.workers.available_permits() > 0
    }

    pub(crate) fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Messages that wait or are at work.
    pub(crate) fn waiting(&self) -> usize {
        self.all_places
            .saturating_sub(self.places.available_permits())
    }

    /// Messages that may wait or be at work.
    pub(crate) fn places(&self) -> usize {
        self.all_places
    }

    pub(crate) fn memory(&self) -> Option<Arc<Memory>> {
        self.memory.clone()
    }

    /// Does `work`, once there is a worker for it; `None` where the queue is full. Where the caller gives up, the worker
    /// still counts as busy until it has finished.
    pub(crate) async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<Result<T, JoinError>> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let worker = Arc::clone(&self.workers).acquire_owned().await.ok()?;
        let working = tokio::task::spawn_blocking(move || {
            let _held = (place, worker);
            work()
        });
        Some(working.await)
    }

    /// Judges a message.
    pub(crate) async fn judge(&self, incoming: Incoming) -> Outcome {
        let (engine, memory) = (self.engine(), self.memory());
        let metrics = Arc::clone(&self.metrics);
        let work = move || judge(&engine, memory.as_deref(), &incoming, &metrics);
        match self.at_work(work).await {
            None => {
                self.metrics.note_busy();
                Outcome::Busy
            }
            Some(Ok(report)) => {
                self.metrics.note_judged(&report);
                Outcome::Judged(Box::new(report))
            }
            Some(Err(error)) => {
                // The text of a panic may quote the mail: it is not logged.
                tracing::error!(
                    panicked = error.is_panic(),
                    "the engine failed over a message"
                );
                self.metrics.note_failed();
                Outcome::Failed
            }
        }
    }
}

fn judge(
    engine: &Engine,
    memory: Option<&Memory>,
    incoming: &Incoming,
    metrics: &Metrics,
) -> Report {
    let start = Instant::now();
    let raw = incoming.raw.as_slice();
    let mut report = match memory {
        Some(memory) => judge_with(memory, engine, incoming, metrics),
        None => engine.judge_delivered(NAME, raw, &incoming.envelope),
    };
    test_string::raise(&mut report, raw, engine.catalogue());
    report.elapsed_us = microseconds(start);
    report
}

fn microseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}

/// What the message is called in its report.
pub(crate) const NAME: &str = "message";

/// Judges a message in the light of the history, which is told of it. Where the history fails, the verdict stands
/// without it and says so.
fn judge_with(memory: &Memory, engine: &Engine, incoming: &Incoming, metrics: &Metrics) -> Report {
    let draft = engine.draft_delivered(NAME, &incoming.raw, &incoming.arrival());
    let own = draft.conclusion();
    let start = Instant::now();
    let known = draft.observation().and_then(|it| memory.observe(it));
    let asked = microseconds(start);
    let is_noted = known.is_some();
    metrics.note_history(is_noted);
    let mut finished = engine.finish(draft, known);
    let start = Instant::now();
    if is_noted {
        let conclusion = finished.conclusion.or(own);
        memory.conclude(conclusion.as_slice());
    }
    finished.report.stages.history = asked.saturating_add(microseconds(start));
    for fault in memory.take_faults() {
        tracing::warn!(fault, "the history fails; judging without it");
    }
    finished.report
}
