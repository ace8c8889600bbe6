//! `offhook fit`: the weights of the score from labelled mail.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use detect::{Pack, Weights};
use measure::Record;

use super::judging::Judge;
use crate::Outcome;
use crate::cli::{FitArguments, HistoryFlags};

/// The file of a pack that holds its weights.
const WEIGHTS: &str = "weights.toml";

pub(crate) fn run(arguments: &FitArguments) -> anyhow::Result<Outcome> {
    let (name, text) = weights(arguments)?;
    let weights = Weights::parse(&name, &text)?;
    let judge = Judge::new(&arguments.engine, &HistoryFlags::default())?;
    let mut records: Vec<(String, Record)> = Vec::new();
    let mut is_complete = true;
    for directory in &arguments.directories {
        let mails = measure::labelled_directory(directory)?;
        let evaluation = measure::evaluate(mails, judge.margin(), &mut [], |batch| {
            judge.judge_all(batch)
        });
        is_complete &= evaluation.unreadable.is_empty();
        let named = evaluation.mails.into_iter();
        records.extend(named.map(|it| (source(directory, &it), it)));
    }
    judge.tell_faults();
    let fit = measure::fit(&records, &weights);
    let mut out = std::io::stdout().lock();
    write!(out, "{fit}")?;
    if let Some(file) = &arguments.out {
        let fitted = measure::rewritten(&text, &fit)?;
        // What was written must be read again.
        Weights::parse(&file.display().to_string(), &fitted)?;
        std::fs::write(file, fitted).with_context(|| format!("cannot write {}", file.display()))?;
    } else {
        writeln!(out, "\nNothing was written; --out FILE does.")?;
    }
    Ok(if is_complete {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}

/// The weights that the mail is judged with: their name and their text.
fn weights(arguments: &FitArguments) -> anyhow::Result<(String, String)> {
    let configured = arguments.engine.configuration.rules.pack.as_ref();
    let Some(pack) = arguments.engine.pack.as_ref().or(configured) else {
        return Ok((WEIGHTS.to_owned(), Pack::builtin_weights().to_owned()));
    };
    let file = pack.join(WEIGHTS);
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    Ok((file.display().to_string(), text))
}

/// A family of the mail in `directory`.
fn source(directory: &Path, record: &Record) -> String {
    let name = directory.file_name().unwrap_or_default().to_string_lossy();
    format!("{name}/{}/{}", record.label, record.family)
}
