//! `offhook rules`: checking and testing rules.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use detect::{Engine, Options};

use crate::Outcome;
use crate::cli::{RulesArguments, RulesCommand};

pub(crate) fn run(arguments: &RulesArguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        RulesCommand::Test { directory } => test(directory),
        RulesCommand::Check { directories } => check(directories),
    }
}

/// Runs the tests of every rule of a pack; status 1 when one fails.
fn test(directory: &Path) -> anyhow::Result<Outcome> {
    let engine = Engine::new(Options {
        pack: Some(directory.to_owned()),
        ..Options::default()
    })?;
    let mut out = anstream::stdout().lock();
    let mut passed = 0;
    let mut failed = 0;
    for rule in engine.pack().rules() {
        for outcome in detect::run_rule_tests(&engine, rule) {
            match outcome.failure {
                None => passed += 1,
                Some(failure) => {
                    failed += 1;
                    writeln!(
                        out,
                        "{} ({}): {}\n    {failure}",
                        outcome.rule, rule.path, outcome.test
                    )?;
                }
            }
        }
    }
    writeln!(
        out,
        "{} rules; {passed} tests passed, {failed} failed",
        engine.pack().rules().len()
    )?;
    Ok(if failed == 0 {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}

/// Parses and checks rule files; status 2 when one is wrong.
fn check(directories: &[PathBuf]) -> anyhow::Result<Outcome> {
    let schema = Arc::new(model::schema()?);
    let mut out = anstream::stdout().lock();
    let mut wrong = 0;
    for directory in directories {
        let foreign = detect::load_foreign(&[directory], &schema)?;
        for error in &foreign.errors {
            writeln!(out, "{error}")?;
        }
        wrong += foreign.errors.len();
        let checked = foreign.rules.len() + foreign.errors.len();
        writeln!(
            out,
            "{}: {checked} rules checked, {} wrong",
            directory.display(),
            foreign.errors.len()
        )?;
    }
    Ok(if wrong == 0 {
        Outcome::Clean
    } else {
        Outcome::Incomplete
    })
}
