//! `offhook rules test`: the tests that rules carry.

use std::io::Write as _;

use detect::{Engine, Options};

use crate::Outcome;
use crate::cli::TestArguments;
use crate::show::style::{BAD, BOLD, DIM, counted};

/// Runs the tests of every rule; status 1 when one fails, 2 when a rule cannot be read.
pub(super) fn run(arguments: &TestArguments) -> anyhow::Result<Outcome> {
    let directory = arguments.directory.clone();
    let is_pack = directory.join("weights.toml").is_file();
    let engine = Engine::new(if is_pack {
        Options {
            pack: Some(directory),
            ..Options::default()
        }
    } else {
        Options {
            foreign_rules: vec![directory],
            ..Options::default()
        }
    })?;
    let rules = if is_pack {
        engine.pack().rules()
    } else {
        &engine.foreign().rules
    };
    let mut out = anstream::stdout().lock();
    for error in engine.foreign_errors() {
        writeln!(out, "{BAD}error{BAD:#}: {error}\n")?;
    }
    let (mut passed, mut failed, mut untested) = (0, 0, 0);
    for rule in rules {
        untested += usize::from(rule.file.tests.is_empty());
        for outcome in detect::run_rule_tests(&engine, rule) {
            let Some(failure) = outcome.failure else {
                passed += 1;
                continue;
            };
            failed += 1;
            writeln!(
                out,
                "{BAD}FAILED{BAD:#} {BOLD}{}{BOLD:#}\n  {DIM}{}{DIM:#}\n  test: {}\n    {}\n",
                outcome.rule,
                rule.path,
                outcome.test,
                failure.replace('\n', "\n    ")
            )?;
        }
    }
    let without = match untested {
        0 => String::new(),
        count => format!(" ({count} without tests)"),
    };
    writeln!(
        out,
        "{}{without}; {} passed, {failed} failed",
        counted(rules.len(), "rule"),
        counted(passed, "test")
    )?;
    Ok(if !engine.foreign_errors().is_empty() {
        Outcome::Incomplete
    } else if failed > 0 {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}
