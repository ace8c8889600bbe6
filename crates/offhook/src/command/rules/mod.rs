//! `offhook rules`: writing, checking and trying rules.

mod check;
mod check_report;
mod explain;
mod fmt;
mod run;
mod test;

use crate::Outcome;
use crate::cli::{RulesArguments, RulesCommand};

pub(crate) fn run(arguments: &RulesArguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        RulesCommand::Check(arguments) => check::run(arguments),
        RulesCommand::Run(arguments) => run::run(arguments),
        RulesCommand::Test(arguments) => test::run(arguments),
        RulesCommand::Fmt(arguments) => fmt::run(arguments),
        RulesCommand::Explain(arguments) => explain::run(arguments),
    }
}
