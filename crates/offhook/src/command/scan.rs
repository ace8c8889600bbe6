//! `offhook scan`: judging mail, in parallel, in the order it was found.

use std::io::{IsTerminal as _, Write};

use anyhow::Context as _;
use detect::Report;
use indicatif::{ProgressBar, ProgressStyle};
use mail::source::{Input, SourceError};

use super::judging::Judge;
use crate::Outcome;
use crate::cli::{Format, ScanArguments};
use crate::show::{overview, story};

/// Mails judged in one go: enough to keep all cores busy, few enough to bound memory.
const BATCH_MAILS: usize = 64;
/// Bytes of raw mail after which a batch is judged. With one mail of 25 MB on top, and what judging it
/// takes, the process stays under 100 MB.
const BATCH_BYTES: usize = 8 << 20;
/// Up to so many mails are shown with their whole report.
const FEW: usize = 3;

pub(crate) fn run(arguments: &ScanArguments) -> anyhow::Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.unwrap_or(0))
        .build()
        .context("cannot start the threads")?;
    let judge_mail = Judge::new(&arguments.engine, &arguments.history)?;
    let progress = progress(arguments);
    let mut printer = Printer::new(arguments);
    let mut unreadable = 0;
    let mut batch = Vec::new();
    let mut bytes = 0;
    let judge = |batch: &mut Vec<Input>, printer: &mut Printer| -> anyhow::Result<()> {
        let reports = pool.install(|| judge_mail.judge_all(batch));
        progress.suspend(|| judge_mail.tell_faults());
        progress.inc(reports.len() as u64);
        batch.clear();
        progress.suspend(|| reports.into_iter().try_for_each(|it| printer.add(it)))
    };
    for item in mail::source::read(&arguments.paths) {
        match item {
            Ok(input) => {
                bytes += input.bytes.len();
                batch.push(input);
                if batch.len() >= BATCH_MAILS || bytes >= BATCH_BYTES {
                    judge(&mut batch, &mut printer)?;
                    bytes = 0;
                }
            }
            Err(error) => {
                unreadable += 1;
                name_unreadable(&progress, &error);
            }
        }
    }
    judge(&mut batch, &mut printer)?;
    progress.finish_and_clear();
    printer.finish()?;
    Ok(outcome(arguments, &printer, unreadable))
}

fn outcome(arguments: &ScanArguments, printer: &Printer, unreadable: usize) -> Outcome {
    if unreadable > 0 {
        Outcome::Incomplete
    } else if arguments.exit_zero || printer.counts.all_benign() {
        Outcome::Clean
    } else {
        Outcome::Found
    }
}

fn name_unreadable(progress: &ProgressBar, error: &SourceError) {
    progress.suspend(|| anstream::eprintln!("offhook: {error}"));
}

/// A count that runs on standard error, only where somebody watches it.
fn progress(arguments: &ScanArguments) -> ProgressBar {
    if arguments.format != Format::Text || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} mails, {per_sec}") {
        bar.set_style(style);
    }
    bar
}

/// Prints reports as they come. In text, the first few are kept back: they are shown whole when there
/// are no more.
struct Printer {
    format: Format,
    verbose: bool,
    kept: Vec<Report>,
    counts: overview::Counts,
}

impl Printer {
    fn new(arguments: &ScanArguments) -> Self {
        Self {
            format: arguments.format,
            verbose: arguments.verbose,
            kept: Vec::new(),
            counts: overview::Counts::default(),
        }
    }

    fn add(&mut self, report: Report) -> anyhow::Result<()> {
        self.counts.add(&report);
        match self.format {
            Format::Json => self.kept.push(report),
            Format::Jsonl => write_json_line(&report)?,
            Format::Text if self.verbose => self.write_whole(&report)?,
            Format::Text if self.counts.total() <= FEW => self.kept.push(report),
            Format::Text => {
                let mut out = anstream::stdout().lock();
                for kept in self.kept.drain(..) {
                    overview::write_line(&mut out, &kept)?;
                }
                overview::write_line(&mut out, &report)?;
            }
        }
        Ok(())
    }

    fn write_whole(&self, report: &Report) -> anyhow::Result<()> {
        let mut out = anstream::stdout().lock();
        if self.counts.total() > 1 {
            writeln!(out)?;
        }
        story::write(&mut out, report)?;
        Ok(())
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        match self.format {
            Format::Json => {
                let mut out = std::io::stdout().lock();
                serde_json::to_writer_pretty(&mut out, &self.kept)?;
                writeln!(out)?;
            }
            Format::Jsonl => {}
            Format::Text => {
                for (index, report) in std::mem::take(&mut self.kept).iter().enumerate() {
                    let mut out = anstream::stdout().lock();
                    if index > 0 {
                        writeln!(out)?;
                    }
                    story::write(&mut out, report)?;
                }
                if self.counts.total() > 1 {
                    overview::write_summary(&mut anstream::stdout().lock(), &self.counts)?;
                }
            }
        }
        Ok(())
    }
}

fn write_json_line(report: &Report) -> anyhow::Result<()> {
    let mut line = serde_json::to_vec(report)?;
    line.push(b'\n');
    std::io::stdout().lock().write_all(&line)?;
    Ok(())
}
