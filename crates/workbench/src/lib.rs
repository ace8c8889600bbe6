//! What those do who look after offhook, beside judging mail as it comes: write rules of their own, try them on mail that is held,
//! and have long work done.
//!
//! A rule is checked, tested and back-tested before it may be enabled ([`Workbench::enable`]). Its file is then written beside the
//! others of the operator's directory and the engine takes all of them anew, or none; what it was before is kept as a version.
//! Rules of the pack are not touched.
//!
//! Long work is a [`Job`]: one at a time, between the messages that the doors judge, with its progress, and a result that is kept
//! for a day. Jobs are kept in memory and end with the process.
//!
//! Whoever runs this is behind [`Bench`]. There is no protocol here and no page.

mod bench;
mod change;
mod draft;
mod jobs;
mod own_rules;
mod record;
mod rule_files;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use store::Digest;
use tokio::sync::watch;

pub use bench::{Bench, Made};
pub use change::{ChangeError, Enabling};
pub use draft::{Checkup, Mistake};
pub use jobs::{
    Backtest, BacktestResult, Call, Corpus, Import, ImportFrom, ImportResult, Job, JobId,
    JobResult, JobState, NotBegun, Rejudged, Rescan, RescanResult, Task, Tried, Upload,
};
pub use own_rules::{OwnRule, OwnState};
pub use record::{new_record, verdict};
pub use rule_files::{FileError, is_rule_name};

use jobs::Jobs;
use rule_files::RuleFolder;

/// What an operator may set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The directory of the operator's own rules that may be changed here. It is one of those that the engine reads.
    pub rules: Option<PathBuf>,
    /// The directory below which mail may be imported from.
    pub import: Option<PathBuf>,
}

/// The operator's own rules, and the jobs.
#[derive(Debug)]
pub struct Workbench {
    bench: Arc<dyn Bench>,
    settings: Settings,
    /// Absent where no directory is set.
    folder: Option<RuleFolder>,
    /// Held by the one who changes rules.
    changing: Mutex<()>,
    jobs: Arc<Jobs>,
}

impl Workbench {
    /// A workbench on `bench`.
    pub fn new(bench: Arc<dyn Bench>, settings: Settings) -> Self {
        Self {
            folder: settings.rules.clone().map(RuleFolder::new),
            jobs: Arc::new(Jobs::new(Arc::clone(&bench), settings.import.clone())),
            changing: Mutex::new(()),
            settings,
            bench,
        }
    }

    /// What is set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Puts `task` in the queue; `by` is who wants it.
    pub fn begin(&self, task: Task, by: &str) -> Result<JobId, NotBegun> {
        self.jobs.begin(task, by)
    }

    /// All jobs that are kept, newest first.
    pub fn jobs(&self) -> Vec<Job> {
        self.jobs.all()
    }

    /// One job.
    pub fn job(&self, id: JobId) -> Option<Job> {
        self.jobs.one(id)
    }

    /// Has a job end that waits or is at work; whether there is such a job.
    pub fn cancel(&self, id: JobId) -> bool {
        self.jobs.cancel(id)
    }

    /// What the newest finished back-test of this very text of a rule came to.
    pub fn tried(&self, file: &str, text: &str) -> Option<Arc<BacktestResult>> {
        self.jobs.tried(file, &Digest::of(text.as_bytes()))
    }

    /// Changes whenever something has become of a job.
    pub fn job_news(&self) -> watch::Receiver<u64> {
        self.jobs.news()
    }

    /// What may be imported: names of files and folders directly below the directory that is set, sorted.
    pub fn importable(&self) -> Vec<String> {
        self.jobs.importable()
    }
}
