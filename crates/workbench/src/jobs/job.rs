//! A job as it is shown, and as it is told to stop.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use store::UnixSeconds;

use super::{
    Backtest, BacktestResult, Import, ImportFrom, ImportResult, Rescan, RescanResult, import,
};
use crate::rule_files::{MOST_BYTES, is_rule_name};

/// What a job is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for JobId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What is to be done.
#[derive(Debug)]
pub enum Task {
    /// A rule is tried on mail.
    Backtest(Backtest),
    /// Held mail is judged again.
    Rescan(Rescan),
    /// Mail is judged and recorded.
    Import(Import),
}

/// Why a job is not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotBegun {
    /// Too many wait.
    #[error("too many jobs wait; cancel one, or wait for one to end")]
    Full,
    /// The name of a rule's file is none, or the rule is too long.
    #[error("this is no rule that could be tried")]
    NoRule,
    /// No directory to import from is set.
    #[error(
        "no directory to import from is set: name one as `import_directory` in [console] of the settings"
    )]
    NoImport,
    /// What is to be imported is not below that directory.
    #[error("there is no such file or folder below the directory to import from")]
    Elsewhere,
    /// The system starts no thread.
    #[error("the system starts no thread for it")]
    NoWorker,
}

/// Where a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// It waits for those before it.
    Waiting,
    /// It is at work.
    Running,
    /// It is done.
    Done,
    /// Somebody stopped it; what it had come to by then is kept.
    Cancelled,
    /// It could not go on; why.
    Failed(String),
}

impl JobState {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed(_) => "failed",
        }
    }
}

/// What came of a job.
#[derive(Debug, Clone)]
pub enum JobResult {
    /// Of trying a rule.
    Backtest(Arc<BacktestResult>),
    /// Of judging held mail again.
    Rescan(Arc<RescanResult>),
    /// Of importing mail.
    Import(Arc<ImportResult>),
}

/// A job as it is at one moment.
#[derive(Debug, Clone)]
pub struct Job {
    /// What it is called.
    pub id: JobId,
    /// `backtest`, `rescan` or `import`.
    pub kind: &'static str,
    /// What it is about: a rule's file, what is imported.
    pub about: String,
    /// Who wants it.
    pub by: String,
    /// Since when it is in the queue.
    pub asked: UnixSeconds,
    /// When it ended.
    pub ended: Option<UnixSeconds>,
    /// Where it is.
    pub state: JobState,
    /// Messages that are done.
    pub done: u64,
    /// Messages in all, as far as that is known.
    pub of: Option<u64>,
    /// Whether it rests since the doors need every worker.
    pub rests: bool,
    /// What came of it.
    pub result: Option<JobResult>,
}

impl Job {
    pub(super) fn new(id: JobId, task: &Task, by: &str) -> Self {
        let (kind, about) = match task {
            Task::Backtest(it) => ("backtest", it.file.clone()),
            Task::Rescan(_) => ("rescan", String::new()),
            Task::Import(it) => ("import", it.about()),
        };
        Self {
            id,
            kind,
            about,
            by: by.to_owned(),
            asked: Timestamp::now().as_second(),
            ended: None,
            state: JobState::Waiting,
            done: 0,
            of: None,
            rests: false,
            result: None,
        }
    }

    /// Whether nothing more becomes of it.
    pub fn has_ended(&self) -> bool {
        self.ended.is_some()
    }

    pub(super) fn end(&mut self, state: JobState, result: Option<JobResult>) {
        self.state = state;
        self.result = result;
        self.rests = false;
        self.ended = Some(Timestamp::now().as_second());
    }
}

impl Task {
    /// Whether it can be begun at all.
    pub(super) fn check(&self, import: Option<&Path>) -> Result<(), NotBegun> {
        let inside = |name: &str| import::inside(import, name).map(|_| ());
        match self {
            Self::Backtest(it) => {
                if !is_rule_name(&it.file) || it.text.len() > MOST_BYTES {
                    return Err(NotBegun::NoRule);
                }
                it.also.as_deref().map_or(Ok(()), inside)
            }
            Self::Rescan(_) => Ok(()),
            Self::Import(it) => match &it.from {
                ImportFrom::Folder(name) => inside(name),
                ImportFrom::Upload(_) => Ok(()),
            },
        }
    }
}

/// By which a job is told to stop.
#[derive(Debug, Default)]
pub(super) struct Control(AtomicBool);

impl Control {
    pub(super) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
