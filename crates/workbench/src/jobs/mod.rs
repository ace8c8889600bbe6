//! Long work: a bounded queue, one worker, and what came of each job.

mod backtest;
mod corpus;
mod import;
mod job;
mod rescan;
mod worker;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use store::Digest;
use tokio::sync::watch;

use crate::bench::Bench;
pub use backtest::{Backtest, BacktestResult, Call, Tried};
pub use corpus::Corpus;
pub use import::{Import, ImportFrom, ImportResult, Upload};
use job::Control;
pub use job::{Job, JobId, JobResult, JobState, NotBegun, Task};
pub use rescan::{Rejudged, Rescan, RescanResult};

/// Jobs that may wait.
const WAITING: usize = 8;
/// Jobs that are kept once they have ended, the newest.
const KEPT: usize = 50;
/// Seconds for which what came of a job is kept.
const KEPT_SECONDS: i64 = 86_400;

/// All jobs of the process.
#[derive(Debug)]
pub(crate) struct Jobs {
    bench: Arc<dyn Bench>,
    import: Option<PathBuf>,
    state: Mutex<State>,
    /// Told when a job has come into the queue.
    come: Condvar,
    news: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    last: u64,
    /// The newest last.
    all: VecDeque<Entry>,
    has_worker: bool,
}

/// A job, and what only the worker needs.
#[derive(Debug)]
struct Entry {
    job: Job,
    /// Taken by the worker.
    task: Option<Task>,
    control: Arc<Control>,
}

impl Jobs {
    pub(crate) fn new(bench: Arc<dyn Bench>, import: Option<PathBuf>) -> Self {
        Self {
            bench,
            import,
            state: Mutex::default(),
            come: Condvar::new(),
            news: watch::Sender::new(0),
        }
    }

    pub(crate) fn begin(self: &Arc<Self>, task: Task, by: &str) -> Result<JobId, NotBegun> {
        task.check(self.import.as_deref())?;
        let mut state = self.lock();
        let waiting = state.all.iter().filter(|it| it.task.is_some()).count();
        if waiting >= WAITING {
            return Err(NotBegun::Full);
        }
        if !state.has_worker {
            worker::start(Arc::clone(self)).map_err(|_| NotBegun::NoWorker)?;
            state.has_worker = true;
        }
        state.forget(Timestamp::now().as_second());
        state.last += 1;
        let id = JobId(state.last);
        state.all.push_back(Entry {
            job: Job::new(id, &task, by),
            task: Some(task),
            control: Arc::default(),
        });
        drop(state);
        self.come.notify_one();
        self.tell();
        Ok(id)
    }

    pub(crate) fn all(&self) -> Vec<Job> {
        let mut state = self.lock();
        state.forget(Timestamp::now().as_second());
        state.all.iter().rev().map(|it| it.job.clone()).collect()
    }

    pub(crate) fn one(&self, id: JobId) -> Option<Job> {
        let state = self.lock();
        let found = state.all.iter().find(|it| it.job.id == id);
        found.map(|it| it.job.clone())
    }

    pub(crate) fn cancel(&self, id: JobId) -> bool {
        let mut state = self.lock();
        let mut all = state.all.iter_mut();
        let Some(entry) = all.find(|it| it.job.id == id && !it.job.has_ended()) else {
            return false;
        };
        entry.control.cancel();
        if entry.task.take().is_some() {
            entry.job.end(JobState::Cancelled, None);
        }
        drop(state);
        self.tell();
        true
    }

    pub(crate) fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    pub(crate) fn importable(&self) -> Vec<String> {
        import::importable(self.import.as_deref())
    }

    /// What the newest finished back-test of this very text of the rule in `file` came to.
    pub(crate) fn tried(&self, file: &str, text: &Digest) -> Option<Arc<BacktestResult>> {
        let state = self.lock();
        let ended = state
            .all
            .iter()
            .rev()
            .filter(|it| it.job.state == JobState::Done);
        let mut results = ended.filter_map(|it| match it.job.result.as_ref()? {
            JobResult::Backtest(result) => Some(Arc::clone(result)),
            _ => None,
        });
        results.find(|it| it.file == file && it.digest == *text)
    }

    fn tell(&self) {
        self.news.send_modify(|it| *it = it.wrapping_add(1));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Forgets what ended long ago, or before too many others.
    fn forget(&mut self, now: i64) {
        let old = |it: &Entry| {
            let ended = it.job.ended;
            ended.is_some_and(|it| it.saturating_add(KEPT_SECONDS) < now)
        };
        self.all.retain(|it| !old(it));
        let ended = |it: &Entry| it.job.has_ended();
        let mut over = self.all.iter().filter(|it| ended(it)).count();
        over = over.saturating_sub(KEPT);
        self.all.retain(|it| {
            let goes = over > 0 && ended(it);
            over -= usize::from(goes);
            !goes
        });
    }
}
