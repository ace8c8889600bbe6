//! `offhook explain`: the long story of one mail.

use detect::Verdict;

use super::input;
use crate::Outcome;
use crate::cli::ExplainArguments;
use crate::show::story;

pub(crate) fn run(arguments: &ExplainArguments) -> anyhow::Result<Outcome> {
    let raw = input::read(&arguments.file)?;
    let engine = input::engine(&arguments.engine)?;
    let report = engine.judge(&arguments.file.display().to_string(), &raw);
    story::write(&mut anstream::stdout().lock(), &report)?;
    Ok(if report.verdict == Verdict::Benign {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}
