//! `offhook eval`: labelled mail in, recall and false accusations out.

use std::io::Write as _;

use super::judging::Judge;
use crate::Outcome;
use crate::cli::{EngineArguments, EvalArguments};

pub(crate) fn run(arguments: &EvalArguments) -> anyhow::Result<Outcome> {
    let engine = EngineArguments {
        without_brands: arguments.without_brands,
        ..arguments.engine.clone()
    };
    let judge = Judge::new(&engine, &arguments.history)?;
    let evaluation = measure::evaluate(&arguments.directory, |batch| judge.judge_all(batch))?;
    judge.tell_faults();
    let mut out = std::io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &evaluation)?;
        writeln!(out)?;
    } else {
        write!(out, "{evaluation}")?;
    }
    Ok(if evaluation.unreadable.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}
