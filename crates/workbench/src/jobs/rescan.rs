//! Judging held mail again by the rules of now. Nothing changes by it: it shows what would be held or let through today.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::{Entry, EntryId, Verdict};

use super::corpus;
use super::job::JobResult;
use super::worker::{Stopped, Work};
use crate::record::verdict;

/// Messages that are kept of those whose verdict is another.
const LISTED: usize = 500;

/// All that is held is judged again, without the history: it has seen each of them already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rescan;

/// A held message whose verdict is another today.
#[derive(Debug, Clone)]
pub struct Rejudged {
    /// The entry.
    pub entry: EntryId,
    /// For whom it is held.
    pub recipient: String,
    /// Who wrote it.
    pub sender: String,
    /// What it is about.
    pub subject: String,
    /// The verdict that it was held for.
    pub before: Verdict,
    /// The verdict of today.
    pub now: Verdict,
}

/// What came of judging again.
#[derive(Debug, Clone, Default)]
pub struct RescanResult {
    /// Messages that were judged.
    pub mails: u64,
    /// Messages that are no longer held, or could not be read.
    pub unread: u64,
    /// How many went from which verdict to which other.
    pub moved: BTreeMap<(Verdict, Verdict), u64>,
    /// Those whose verdict is another, newest first.
    pub changed: Vec<Rejudged>,
}

pub(super) fn run(work: &Work<'_>) -> Result<JobResult, Stopped> {
    let mut result = RescanResult::default();
    let went = judge_all(work, &mut result);
    let result = JobResult::Rescan(Arc::new(result));
    match went {
        Ok(()) => Ok(result),
        Err(stopped) => Err(stopped.with(result)),
    }
}

fn judge_all(work: &Work<'_>, result: &mut RescanResult) -> Result<(), Stopped> {
    let store = work.bench().store().map_err(Stopped::failed)?;
    // One engine for all: what changes in between is for the next time.
    let engine = work.bench().engine();
    let held = corpus::held(&store).map_err(Stopped::failed)?;
    work.expect(held.len() as u64);
    for entry in held {
        work.go_on()?;
        match corpus::bytes(&store, &entry).map_err(Stopped::failed)? {
            None => result.unread += 1,
            Some(bytes) => {
                let report = engine.judge_delivered("held", &bytes, &corpus::envelope(&entry));
                result.note(entry, verdict(report.verdict));
            }
        }
        work.advance();
    }
    Ok(())
}

impl RescanResult {
    fn note(&mut self, entry: Entry, now: Verdict) {
        self.mails += 1;
        if entry.verdict == now {
            return;
        }
        *self.moved.entry((entry.verdict, now)).or_default() += 1;
        if self.changed.len() < LISTED {
            self.changed.push(Rejudged {
                entry: entry.id,
                recipient: entry.recipient,
                sender: entry.from,
                subject: entry.subject.unwrap_or_default(),
                before: entry.verdict,
                now,
            });
        }
    }
}
