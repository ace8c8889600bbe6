//! `offhook learn`: existing mail into the history.
//!
//! Nothing is judged, and attachments are left unread. Mail that is known is passed over before it is parsed, so an interrupted run goes on where it
//! stopped, and a run over a mailbox that has grown reads what is new: the history itself is the checkpoint.

use std::io::{IsTerminal as _, Write as _};

use anyhow::Context as _;
use detect::{Delivery, Engine};
use history::{MessageKey, Observation, Store};
use indicatif::{ProgressBar, ProgressStyle};
use mail::source::Input;
use rayon::prelude::*;

use super::{input, judging};
use crate::Outcome;
use crate::cli::LearnArguments;

/// Mails read in one go and kept in one transaction.
const BATCH_MAILS: usize = 256;
/// Bytes of raw mail after which a batch is read.
const BATCH_BYTES: usize = 16 << 20;

pub(crate) fn run(arguments: &LearnArguments) -> anyhow::Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.unwrap_or(0))
        .build()
        .context("cannot start the threads")?;
    let configuration = &arguments.engine.configuration;
    let place = judging::required_place(arguments.history.history.as_deref(), configuration)?;
    let settings = judging::settings(arguments.history.orders, configuration);
    let store = history::open(place, settings)?;
    let engine = input::engine(&arguments.engine)?;
    let mut learner = Learner {
        arguments,
        engine: &engine,
        store: &*store,
        progress: progress(),
        counts: Counts::default(),
    };
    pool.install(|| learner.read_all())?;
    learner.progress.finish_and_clear();
    write!(std::io::stdout().lock(), "{}", learner.counts)?;
    Ok(if learner.counts.unreadable > 0 {
        Outcome::Incomplete
    } else {
        Outcome::Clean
    })
}

struct Learner<'l> {
    arguments: &'l LearnArguments,
    engine: &'l Engine,
    store: &'l dyn Store,
    progress: ProgressBar,
    counts: Counts,
}

#[derive(Debug, Default)]
struct Counts {
    read: usize,
    known: usize,
    new: usize,
    undated: usize,
    unreadable: usize,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "Read {} mails: {} new, {} known already.",
            self.read, self.new, self.known
        )?;
        if self.undated > 0 {
            writeln!(
                f,
                "{} are left out: nothing trusted says when they were received.",
                self.undated
            )?;
        }
        Ok(())
    }
}

impl Learner<'_> {
    fn read_all(&mut self) -> anyhow::Result<()> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for item in mail::source::read(&self.arguments.paths) {
            match item {
                Ok(input) => {
                    bytes += input.bytes.len();
                    batch.push(input);
                    if batch.len() >= BATCH_MAILS || bytes >= BATCH_BYTES {
                        self.learn(&batch)?;
                        batch.clear();
                        bytes = 0;
                    }
                }
                Err(error) => {
                    self.counts.unreadable += 1;
                    self.progress
                        .suspend(|| anstream::eprintln!("offhook: {error}"));
                }
            }
        }
        self.learn(&batch)
    }

    fn learn(&mut self, batch: &[Input]) -> anyhow::Result<()> {
        let deliveries: Vec<Delivery> = batch.iter().map(|it| self.delivery(it)).collect();
        let keys: Vec<_> = batch
            .par_iter()
            .zip(&deliveries)
            .map(|(input, delivery)| detect::message_key(&input.bytes, delivery))
            .collect();
        let known = self.store.known(&keys)?;
        let fresh: Vec<(&Input, &Delivery, MessageKey)> = batch
            .iter()
            .zip(&deliveries)
            .zip(keys)
            .zip(&known)
            .filter(|(_, is_known)| !**is_known)
            .map(|(((input, delivery), key), _)| (input, delivery, key))
            .collect();
        let observations: Vec<Option<Observation>> = fresh
            .par_iter()
            .map(|(input, delivery, key)| self.observation(input, delivery, *key))
            .collect();
        let dated: Vec<Observation> = observations.into_iter().flatten().collect();
        let new = self.store.learn(&dated)?;
        self.counts.read += batch.len();
        self.counts.new += new;
        self.counts.undated += fresh.len() - dated.len();
        // Two copies in one batch are one mail.
        self.counts.known += batch.len() - fresh.len() + dated.len() - new;
        self.progress.inc(batch.len() as u64);
        Ok(())
    }

    fn delivery(&self, input: &Input) -> Delivery {
        Delivery {
            is_own: self.arguments.sent,
            ..judging::delivery(input, self.arguments.history.mailbox.as_deref())
        }
    }

    fn observation(
        &self,
        input: &Input,
        delivery: &Delivery,
        key: MessageKey,
    ) -> Option<Observation> {
        self.engine.learn(key, &input.bytes, delivery)
    }
}

/// A count that runs on standard error, only where somebody watches it.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} mails, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
