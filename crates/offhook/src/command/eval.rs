//! `offhook eval`: labelled mail in, recall and false accusations out.

use std::io::Write as _;

use super::input;
use crate::Outcome;
use crate::cli::EvalArguments;

pub(crate) fn run(arguments: &EvalArguments) -> anyhow::Result<Outcome> {
    let engine = input::engine(&arguments.engine)?;
    let evaluation = measure::evaluate(&engine, &arguments.directory)?;
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
