//! `offhook eval`: labelled mail in, recall and false accusations out.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use measure::{Comparison, Evaluation, Label, Rival, Source, Stored};

use super::judging::Judge;
use crate::Outcome;
use crate::cli::{EngineArguments, EvalArguments};

pub(crate) fn run(arguments: &EvalArguments) -> anyhow::Result<Outcome> {
    let before = arguments.compare.as_deref().map(stored).transpose()?;
    let engine = EngineArguments {
        without_brands: arguments.without_brands,
        ..arguments.engine.clone()
    };
    let judge = Judge::new(&engine, &arguments.history)?;
    let sources = sources(arguments)?;
    let mut rivals = rivals(&arguments.versus)?;
    let evaluation = measure::evaluate(sources, judge.margin(), &mut rivals, |batch| {
        judge.judge_all(batch)
    });
    judge.tell_faults();
    let comparison = before.map(|it| measure::compare(&it.mails, &evaluation.mails));
    if let Some(file) = &arguments.html {
        let page = measure::page(&evaluation, comparison.as_ref());
        std::fs::write(file, page).with_context(|| format!("cannot write {}", file.display()))?;
    }
    print(&evaluation, comparison.as_ref(), arguments.json)?;
    Ok(if evaluation.unreadable.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}

fn sources(arguments: &EvalArguments) -> anyhow::Result<impl Iterator<Item = Source>> {
    let directory = arguments.directory.as_deref();
    let directory = directory.map(measure::labelled_directory).transpose()?;
    let given = [
        (&arguments.genuine, Label::Genuine),
        (&arguments.callback, Label::Callback),
        (&arguments.phish, Label::Phish),
    ];
    let given = given
        .into_iter()
        .flat_map(|(paths, label)| measure::labelled_paths(paths, label));
    Ok(directory.into_iter().flatten().chain(given))
}

/// The other filters that are named in pairs of kind and place.
fn rivals(named: &[String]) -> anyhow::Result<Vec<Rival>> {
    named
        .chunks(2)
        .map(|pair| match pair {
            [kind, place] if kind == "spamd" => Ok(Rival::spamd(place)?),
            [kind, place] if kind == "rspamd" => Ok(Rival::rspamd(place)?),
            _ => bail!("--vs takes `spamd HOST:PORT` or `rspamd http://HOST:PORT`"),
        })
        .collect()
}

fn stored(file: &Path) -> anyhow::Result<Stored> {
    let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_slice(&text)
        .with_context(|| format!("{} is no evaluation stored with --json", file.display()))
}

fn print(
    evaluation: &Evaluation,
    comparison: Option<&Comparison>,
    json: bool,
) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        let mut value = serde_json::to_value(evaluation)?;
        if let (Some(object), Some(comparison)) = (value.as_object_mut(), comparison) {
            object.insert("comparison".to_owned(), serde_json::to_value(comparison)?);
        }
        serde_json::to_writer_pretty(&mut out, &value)?;
        writeln!(out)?;
    } else {
        write!(out, "{evaluation}")?;
        if let Some(comparison) = comparison {
            write!(out, "{comparison}")?;
        }
    }
    Ok(())
}
