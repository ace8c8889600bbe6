//! The one thread that does the jobs, one after the other, and lets the doors go first.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use super::job::Control;
use super::{JobId, JobResult, JobState, Jobs, Task, backtest, import, rescan};
use crate::bench::Bench;

/// Between two looks whether the doors leave a worker.
const PAUSE: Duration = Duration::from_millis(20);
/// Between two looks whether the process ends, while there is nothing to do.
const LOOK: Duration = Duration::from_millis(500);

pub(super) fn start(jobs: Arc<Jobs>) -> io::Result<()> {
    let thread = thread::Builder::new().name("jobs".to_owned());
    thread.spawn(move || while one(&jobs) {}).map(|_| ())
}

/// Does the next job; whether there may be another.
fn one(jobs: &Jobs) -> bool {
    let mut state = jobs.lock();
    let (id, task, control) = loop {
        if jobs.bench.is_closing() {
            return false;
        }
        let next = state.all.iter_mut().find_map(|it| {
            let task = it.task.take()?;
            it.job.state = JobState::Running;
            Some((it.job.id, task, Arc::clone(&it.control)))
        });
        if let Some(next) = next {
            break next;
        }
        let waited = jobs.come.wait_timeout(state, LOOK);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
    };
    drop(state);
    jobs.tell();
    let work = Work {
        jobs,
        id,
        control: &control,
    };
    // A message over which the engine fails ends this job and no other. The text of the panic may quote it and is not kept.
    let ended = catch_unwind(AssertUnwindSafe(|| match task {
        Task::Backtest(it) => backtest::run(&it, &work),
        Task::Rescan(_) => rescan::run(&work),
        Task::Import(it) => import::run(&it, &work),
    }));
    let (state, result) = match ended {
        Ok(Ok(result)) => (JobState::Done, Some(result)),
        Ok(Err(Stopped { why, result })) => (why, result),
        Err(_) => (
            JobState::Failed("the engine failed over a message".to_owned()),
            None,
        ),
    };
    work.change(|it| it.end(state, result));
    true
}

/// Why a job ends before it is done, and what it has come to.
#[derive(Debug)]
pub(super) struct Stopped {
    why: JobState,
    result: Option<JobResult>,
}

impl Stopped {
    #[expect(clippy::needless_pass_by_value, reason = "`map_err` hands errors over")]
    pub(super) fn failed(why: impl ToString) -> Self {
        Self {
            why: JobState::Failed(why.to_string()),
            result: None,
        }
    }

    /// With what has been found by then.
    pub(super) fn with(mut self, result: JobResult) -> Self {
        self.result = Some(result);
        self
    }
}

/// A job at work.
pub(super) struct Work<'j> {
    jobs: &'j Jobs,
    id: JobId,
    control: &'j Control,
}

impl Work<'_> {
    pub(super) fn bench(&self) -> &dyn Bench {
        &*self.jobs.bench
    }

    pub(super) fn import(&self) -> Option<&std::path::Path> {
        self.jobs.import.as_deref()
    }

    /// Says how many messages there are.
    pub(super) fn expect(&self, of: u64) {
        self.change(|it| it.of = Some(of));
    }

    /// One more message is done.
    pub(super) fn advance(&self) {
        self.change(|it| it.done += 1);
    }

    /// Waits until the doors leave a worker; why the job is to end, where it is.
    pub(super) fn go_on(&self) -> Result<(), Stopped> {
        let mut rests = false;
        loop {
            self.look()?;
            if self.bench().is_idle() {
                break;
            }
            if !rests {
                rests = true;
                self.change(|it| it.rests = true);
            }
            thread::sleep(PAUSE);
        }
        if rests {
            self.change(|it| it.rests = false);
        }
        Ok(())
    }

    /// Whether the job is to end.
    pub(super) fn look(&self) -> Result<(), Stopped> {
        let why = if self.control.is_cancelled() {
            JobState::Cancelled
        } else if self.bench().is_closing() {
            JobState::Failed("the server has ended".to_owned())
        } else {
            return Ok(());
        };
        Err(Stopped { why, result: None })
    }

    fn change(&self, change: impl FnOnce(&mut super::Job)) {
        let mut state = self.jobs.lock();
        if let Some(entry) = state.all.iter_mut().find(|it| it.job.id == self.id) {
            change(&mut entry.job);
        }
        drop(state);
        self.jobs.tell();
    }
}
