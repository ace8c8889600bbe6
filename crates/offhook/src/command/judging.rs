//! Judging mail for `scan`, `explain` and `eval`: with the history where there is one, batch by batch.
//!
//! All mails of a batch are noted before any of them is asked about, so that the answers do not depend on the
//! number of threads. What is known of a mail is what was received before it: mail judged in the order of its
//! receipt is judged the same a second time.

use std::path::Path;
use std::time::Instant;

use anyhow::bail;
use detect::{Delivery, Draft, Engine, Memory, Report};
use history::{Observation, UnixSeconds};
use mail::source::Input;
use rayon::prelude::*;

use super::input;
use crate::cli::{EngineArguments, HistoryFlags};
use crate::config::Configuration;

/// Judges mail.
pub(crate) struct Judge {
    engine: Engine,
    memory: Option<Memory>,
    mailbox: Option<String>,
}

impl Judge {
    /// Loads what the arguments name.
    pub(crate) fn new(arguments: &EngineArguments, flags: &HistoryFlags) -> anyhow::Result<Self> {
        let configuration = &arguments.configuration;
        let place = place(flags.history.as_deref(), configuration);
        let memory = place.map(|it| Memory::open(it, settings(flags.orders, configuration)));
        let judge = Self {
            engine: input::engine(arguments)?,
            memory,
            mailbox: flags.mailbox.clone(),
        };
        judge.tell_faults();
        Ok(judge)
    }

    /// The sum of weights from which a mail is flagged.
    pub(crate) fn margin(&self) -> f64 {
        self.engine.margin()
    }

    /// Judges one batch, in its order.
    pub(crate) fn judge_all(&self, batch: &[Input]) -> Vec<Report> {
        let Some(memory) = &self.memory else {
            return batch
                .par_iter()
                .map(|it| timed(|| self.engine.judge(&it.name, &it.bytes)))
                .collect();
        };
        let drafts: Vec<(Draft, u64)> = batch.par_iter().map(|it| self.draft(it)).collect();
        let observations: Vec<Observation> = drafts
            .iter()
            .filter_map(|(draft, _)| draft.observation().cloned())
            .collect();
        let conclusions: Vec<_> = drafts
            .iter()
            .filter_map(|(draft, _)| draft.conclusion())
            .collect();
        let is_noted = memory.note(&observations, &conclusions);
        let finished: Vec<_> = drafts
            .into_par_iter()
            .map(|(draft, spent)| {
                let start = Instant::now();
                let observation = draft.observation().filter(|_| is_noted);
                let known = observation.and_then(|it| memory.recall(it));
                let asked = microseconds(start);
                let mut finished = self.engine.finish(draft, known);
                finished.report.stages.history = asked;
                finished.report.elapsed_us = spent.saturating_add(microseconds(start));
                finished
            })
            .collect();
        let (reports, changed): (Vec<_>, Vec<_>) = finished
            .into_iter()
            .map(|it| (it.report, it.conclusion))
            .unzip();
        let changed: Vec<_> = changed.into_iter().flatten().collect();
        memory.conclude(&changed);
        reports
    }

    /// What went wrong with the history, each fault once.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.memory
            .as_ref()
            .map(Memory::take_faults)
            .unwrap_or_default()
    }

    /// Names on standard error what went wrong with the history.
    pub(crate) fn tell_faults(&self) {
        for fault in self.faults() {
            anstream::eprintln!("offhook: {fault}; judging without it");
        }
    }

    fn draft(&self, input: &Input) -> (Draft, u64) {
        let start = Instant::now();
        let delivery = delivery(input, self.mailbox.as_deref());
        let draft = self.engine.draft(&input.name, &input.bytes, &delivery);
        (draft, microseconds(start))
    }
}

/// The history that is meant: that of the command line, else that of the settings.
pub(crate) fn place<'a>(
    named: Option<&'a str>,
    configuration: &'a Configuration,
) -> Option<&'a str> {
    named.or(configuration.history.url.as_deref())
}

/// As [`place`], where there has to be one.
pub(crate) fn required_place<'a>(
    named: Option<&'a str>,
    configuration: &'a Configuration,
) -> anyhow::Result<&'a str> {
    let Some(place) = place(named, configuration) else {
        bail!(
            "say which history with --history FILE, --history postgres://… or `url` in [history] of the settings"
        );
    };
    Ok(place)
}

/// How the history is kept.
pub(crate) fn settings(orders: bool, configuration: &Configuration) -> history::Settings {
    history::Settings {
        orders: orders || configuration.history.orders,
        ..history::Settings::default()
    }
}

/// What is known of a mail beside its bytes.
pub(crate) fn delivery(input: &Input, mailbox: Option<&str>) -> Delivery {
    Delivery {
        mailbox: mailbox.map(str::to_owned),
        received: delivered_at(Path::new(&input.name)),
        is_own: false,
    }
}

/// When a message of a Maildir was delivered: its name begins with the seconds.
fn delivered_at(path: &Path) -> Option<UnixSeconds> {
    let folder = path.parent()?.file_name()?;
    if folder != "cur" && folder != "new" {
        return None;
    }
    let name = path.file_name()?.to_str()?;
    let (seconds, _) = name.split_once('.')?;
    let seconds: UnixSeconds = seconds.parse().ok()?;
    (seconds > 0).then_some(seconds)
}

fn timed(judge: impl FnOnce() -> Report) -> Report {
    let start = Instant::now();
    let mut report = judge();
    report.elapsed_us = microseconds(start);
    report
}

fn microseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_maildir_says_when_a_message_was_delivered() {
        let of = |name: &str| delivered_at(Path::new(name));
        assert_eq!(of("box/cur/1795000000.M1P2.host:2,S"), Some(1_795_000_000));
        assert_eq!(of("box/new/1795000000.x"), Some(1_795_000_000));
        assert_eq!(of("box/1795000000.eml"), None);
        assert_eq!(of("box/cur/letter.eml"), None);
        assert_eq!(of("-"), None);
    }
}
