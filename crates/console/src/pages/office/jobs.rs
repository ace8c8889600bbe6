//! The list of jobs, and the forms that begin one.

use askama::Template;
use workbench::{Job, JobState};

use super::{LINE, OfficeFrame, time};
use crate::hostile_text::{shortened, visible};
use crate::pages::written;
use crate::words::Words;

/// A job in a row.
pub(crate) struct JobRow {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) kind: String,
    pub(crate) about: String,
    pub(crate) by: String,
    pub(crate) asked: String,
    /// `waiting`, `running`, `done`, `cancelled`, `failed`.
    pub(crate) state: &'static str,
    pub(crate) state_word: String,
    /// Why it failed.
    pub(crate) why: String,
    pub(crate) done: u64,
    /// How many there are; 0 where that is not known yet.
    pub(crate) of: u64,
    pub(crate) progress: String,
    pub(crate) rests: bool,
    /// What is said once it has ended.
    pub(crate) said: String,
    pub(crate) may_cancel: bool,
}

impl JobRow {
    pub(crate) fn of(words: &Words, job: &Job, may_cancel: bool) -> Self {
        let state = job.state.name();
        let kind = words.say(&format!("console-job-{}", job.kind));
        let (done, of) = (job.done.to_string(), job.of.unwrap_or_default().to_string());
        let state_word = words.say(&format!("console-job-state-{state}"));
        Self {
            id: job.id.to_string(),
            href: format!("/console/jobs/{}", job.id),
            about: shortened(&job.about, LINE),
            by: visible(&job.by),
            asked: time(job.asked),
            why: match &job.state {
                JobState::Failed(why) => visible(why),
                _ => String::new(),
            },
            done: job.done,
            of: job.of.unwrap_or_default(),
            progress: if job.of.is_some() {
                words.fill("console-job-progress", &[("done", &done), ("of", &of)])
            } else {
                String::new()
            },
            rests: job.rests,
            said: if job.has_ended() {
                let values = [("kind", kind.as_str()), ("state", &state_word)];
                words.fill("console-job-said", &values)
            } else {
                String::new()
            },
            may_cancel,
            state,
            state_word,
            kind,
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        !matches!(self.state, "waiting" | "running")
    }
}

/// What a visitor may begin.
pub(crate) struct Offer {
    /// What lies in the directory to import from.
    pub(crate) importable: Vec<String>,
    pub(crate) may_import: bool,
    pub(crate) has_directory: bool,
    pub(crate) megabytes: usize,
}

#[derive(Template)]
#[template(path = "console/jobs.html")]
struct JobsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    rows: Vec<JobRow>,
    offer: &'p Offer,
    form: &'p str,
    upload_help: String,
}

/// The page.
pub(crate) fn jobs(frame: &OfficeFrame, rows: Vec<JobRow>, offer: &Offer) -> String {
    let words = &frame.words;
    let megabytes = offer.megabytes.to_string();
    written(&JobsPage {
        frame,
        words,
        rows,
        offer,
        form: frame.form(),
        upload_help: words.with("console-import-upload-help", "megabytes", &megabytes),
    })
}

#[derive(Template)]
#[template(path = "console/live_job.html")]
struct LiveJob<'p> {
    words: &'p Words,
    it: JobRow,
    form: &'p str,
}

/// A job as a row of the page that is open already.
pub(crate) fn live_job(words: &Words, it: JobRow, form: &str) -> String {
    written(&LiveJob { words, it, form })
}
