//! `offhook serve`: the servers.

use std::path::PathBuf;

use anyhow::Context as _;

use crate::Outcome;
use crate::cli::EngineArguments;
use crate::command::{input, judging};
use crate::config::{self, Configuration};

/// Serves until it is told to end. `named` is the configuration file of the command line, which is read again on
/// SIGHUP; the addresses and bounds of the running server stay.
pub(crate) fn run(arguments: &EngineArguments, named: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let mut settings = settings(&arguments.configuration);
    settings.shown = config::shown(&config::load(named.as_deref())?)?;
    serve(arguments, settings, named)
}

/// As [`run`], with settings of the servers that may differ from those configured.
pub(crate) fn serve(
    arguments: &EngineArguments,
    settings: gateway::Settings,
    named: Option<PathBuf>,
) -> anyhow::Result<Outcome> {
    log_as(settings.serve.log);
    // The engine reads the directory anew whenever something was written to it, so it has to be there from the start.
    if let Some(directory) = &settings.editable_rules {
        std::fs::create_dir_all(directory)
            .with_context(|| format!("cannot make rules.editable ({})", directory.display()))?;
    }
    let engine = input::engine(arguments)?;
    let arguments = arguments.clone();
    let reload = move || {
        let again = || {
            let mut arguments = arguments.clone();
            arguments.configuration = config::load_checked(named.as_deref())?;
            let policy = arguments.configuration.policy.clone();
            Ok((input::engine(&arguments)?, policy))
        };
        again().map_err(|error: anyhow::Error| format!("{error:#}"))
    };
    gateway::serve(settings, engine, Box::new(reload)).context("the server stopped")?;
    Ok(Outcome::Clean)
}

/// Has everything from here on logged to standard error.
fn log_as(format: gateway::LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO);
    match format {
        gateway::LogFormat::Text => log.init(),
        gateway::LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// What the servers are told.
pub(crate) fn settings(configuration: &Configuration) -> gateway::Settings {
    gateway::Settings {
        serve: configuration.serve.clone(),
        policy: configuration.policy.clone(),
        milter: configuration.milter.clone(),
        spamd: configuration.spamd.clone(),
        http: configuration.http.clone(),
        abuse: gateway::AbuseSettings {
            answer_domains: answer_domains(configuration),
            ..configuration.abuse.clone()
        },
        store: configuration.store.clone(),
        quarantine: configuration.quarantine.clone(),
        web: configuration.web.clone(),
        console: configuration.console.clone(),
        openid: configuration.openid.clone(),
        editable_rules: configuration.rules.editable.clone(),
        shown: Vec::new(),
        history: judging::place(None, configuration).map(|place| {
            let settings = judging::settings(false, configuration);
            (place.to_owned(), settings)
        }),
        authserv_id: configuration.dns.authserv_id.clone(),
    }
}

/// Whose readers are answered: those that the settings name, else the organisation's.
fn answer_domains(configuration: &Configuration) -> Vec<String> {
    let named = &configuration.abuse.answer_domains;
    if named.is_empty() {
        configuration.organisation.domains.clone()
    } else {
        named.clone()
    }
}
