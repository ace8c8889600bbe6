//! `offhook ladder`: recall on each rung of the ladder of disguises, false accusations of each twin.

use std::io::Write as _;

use super::input;
use crate::Outcome;
use crate::cli::LadderArguments;

pub(crate) fn run(arguments: &LadderArguments) -> anyhow::Result<Outcome> {
    let engine = input::engine(&arguments.engine)?;
    let knowledge = mutate::Knowledge::builtin()?;
    let ladder = measure::climb(&engine, &knowledge, &arguments.directory)?;
    let mut out = std::io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &ladder)?;
        writeln!(out)?;
    } else {
        write!(out, "{ladder}")?;
    }
    Ok(Outcome::Clean)
}
