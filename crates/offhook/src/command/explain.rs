//! `offhook explain`: the long story of one mail.

use anyhow::Context as _;
use detect::Verdict;

use mail::source::Input;

use super::input;
use super::judging::Judge;
use crate::Outcome;
use crate::cli::ExplainArguments;
use crate::show::story;

pub(crate) fn run(arguments: &ExplainArguments) -> anyhow::Result<Outcome> {
    let raw = input::read(&arguments.file)?;
    let judge = Judge::new(&arguments.engine, &arguments.history)?;
    let input = Input {
        name: arguments.file.display().to_string(),
        bytes: raw,
    };
    let reports = judge.judge_all(&[input]);
    judge.tell_faults();
    let report = reports.first().context("the mail was not judged")?;
    story::write(&mut anstream::stdout().lock(), report)?;
    Ok(if report.verdict == Verdict::Benign {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}
