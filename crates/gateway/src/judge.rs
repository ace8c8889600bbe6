//! One engine for all doors: a bounded number of workers, a bounded queue before them.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use detect::{Engine, Report};
use identity::Envelope;
use tokio::sync::Semaphore;

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

/// Judges messages of all doors.
#[derive(Debug)]
pub(crate) struct Judge {
    engine: RwLock<Arc<Engine>>,
    /// Places in the queue, those at work included.
    places: Arc<Semaphore>,
    workers: Arc<Semaphore>,
    metrics: Arc<Metrics>,
}

impl Judge {
    pub(crate) fn new(engine: Engine, workers: usize, queue: usize, metrics: Arc<Metrics>) -> Self {
        Self {
            engine: RwLock::new(Arc::new(engine)),
            places: Arc::new(Semaphore::new(workers.saturating_add(queue))),
            workers: Arc::new(Semaphore::new(workers)),
            metrics,
        }
    }

    /// Messages that wait or are at work from here on are judged by `engine`.
    pub(crate) fn replace(&self, engine: Engine) {
        *self.engine.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(engine);
    }

    fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.engine.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Judges `raw`, once there is a worker for it. Where the caller gives up, the worker still counts as busy until it
    /// has finished.
    pub(crate) async fn judge(&self, raw: Arc<Vec<u8>>, envelope: Envelope) -> Outcome {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            self.metrics.note_busy();
            return Outcome::Busy;
        };
        let Ok(worker) = Arc::clone(&self.workers).acquire_owned().await else {
            return Outcome::Failed;
        };
        let engine = self.engine();
        let judged = tokio::task::spawn_blocking(move || {
            let _held = (place, worker);
            judge(&engine, &raw, &envelope)
        });
        match judged.await {
            Ok(report) => {
                self.metrics.note_judged(report.elapsed_us);
                Outcome::Judged(Box::new(report))
            }
            Err(error) => {
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

fn judge(engine: &Engine, raw: &[u8], envelope: &Envelope) -> Report {
    let start = Instant::now();
    let mut report = engine.judge_delivered("message", raw, envelope);
    test_string::raise(&mut report, raw, engine.catalogue());
    report.elapsed_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    report
}
