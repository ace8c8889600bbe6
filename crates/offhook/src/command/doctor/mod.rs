//! `offhook doctor`: whether the set-up does what it is there for, and what to do where it does not.

mod abilities;
mod doors;
mod mail_server;
mod store;

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use crate::Outcome;
use crate::cli::{DoctorArguments, EngineArguments};
use crate::command::input;
use crate::config::{self, Loaded};
use crate::show::style::{BAD, GOOD, OPEN};

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// As it should be.
    Good,
    /// It works, and less is found or done than could be.
    Warning,
    /// It does not do what the settings ask.
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    /// What was looked at.
    about: &'static str,
    state: State,
    /// How it is.
    found: String,
    /// What to do; empty where it is good.
    #[serde(skip_serializing_if = "str::is_empty")]
    advice: &'static str,
}

impl Finding {
    fn good(about: &'static str, found: impl Into<String>) -> Self {
        Self {
            about,
            state: State::Good,
            found: found.into(),
            advice: "",
        }
    }

    fn warning(about: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self {
            about,
            state: State::Warning,
            found: found.into(),
            advice,
        }
    }

    fn problem(about: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self {
            about,
            state: State::Problem,
            found: found.into(),
            advice,
        }
    }
}

pub(crate) fn run(arguments: &DoctorArguments, named: Option<&Path>) -> anyhow::Result<Outcome> {
    let loaded = config::load(named)?;
    let findings = examine(&loaded);
    let mut out = anstream::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &findings)?;
        writeln!(out)?;
    } else {
        for it in &findings {
            let (symbol, style) = match it.state {
                State::Good => ("✓ good   ", GOOD),
                State::Warning => ("! warning", OPEN),
                State::Problem => ("✗ problem", BAD),
            };
            writeln!(out, "{style}{symbol}{style:#} {}: {}", it.about, it.found)?;
            if !it.advice.is_empty() {
                writeln!(out, "            {}", it.advice)?;
            }
        }
        let count = |state| findings.iter().filter(|it| it.state == state).count();
        let (problems, warnings) = (count(State::Problem), count(State::Warning));
        writeln!(out, "\n{problems} problems, {warnings} warnings")?;
    }
    let has_problem = findings.iter().any(|it| it.state == State::Problem);
    Ok(if has_problem {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

fn examine(loaded: &Loaded) -> Vec<Finding> {
    let mut findings = settings(loaded);
    if findings.iter().any(|it| it.state == State::Problem) {
        // With wrong settings nothing else can be said.
        return findings;
    }
    let configuration = &loaded.configuration;
    let arguments = EngineArguments {
        configuration: configuration.clone(),
        ..EngineArguments::default()
    };
    match input::engine(&arguments) {
        Ok(engine) => findings.extend(abilities::examine(&engine, configuration)),
        Err(error) => findings.push(Finding::problem(
            "rules and data",
            format!("{error:#}"),
            "`offhook rules check` and `offhook brands check` show every error with its place.",
        )),
    }
    findings.extend(abilities::history(configuration));
    findings.extend(store::examine(configuration));
    findings.extend(doors::examine(configuration));
    findings.extend(mail_server::examine(configuration));
    findings
}

fn settings(loaded: &Loaded) -> Vec<Finding> {
    const ABOUT: &str = "settings";
    let problems = config::problems(loaded);
    if !problems.is_empty() {
        let advice = "Every setting stands with its meaning in docs/offhook.toml.";
        let findings = problems.into_iter();
        return findings
            .map(|it| Finding::problem(ABOUT, it, advice))
            .collect();
    }
    let file = loaded.file.as_ref().map(|it| it.display().to_string());
    let file = file.unwrap_or_else(|| "no file, defaults only".to_owned());
    let mut findings = vec![Finding::good(ABOUT, file)];
    let policy = &loaded.configuration.policy;
    let today = jiff::Timestamp::now()
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date();
    for it in policy.exceptions.iter().filter(|it| it.expires < today) {
        let named = [&it.domain, &it.number, &it.rule].into_iter().flatten();
        let named: Vec<&str> = named.map(String::as_str).collect();
        findings.push(Finding::warning(
            "policy",
            format!(
                "the exception for {} of {} has expired",
                named.join(" "),
                it.owner
            ),
            "Take it out of policy.exceptions, or give it another day.",
        ));
    }
    if policy.mode == gateway::Mode::Observe {
        findings.push(Finding::good(
            "policy",
            "observing: header fields only, nothing is held or refused",
        ));
    }
    findings
}
