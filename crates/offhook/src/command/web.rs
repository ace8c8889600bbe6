//! `offhook web`: the page "Is this a scam?" alone, for a desktop.

use std::path::PathBuf;

use crate::Outcome;
use crate::cli::WebArguments;
use crate::command::serve;

/// Serves the page until it is told to end. No other door is open, and nothing is kept.
pub(crate) fn run(arguments: &WebArguments, named: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let mut settings = serve::settings(&arguments.engine.configuration);
    settings.milter.listen.clear();
    settings.spamd.listen.clear();
    settings.http.listen.clear();
    settings.history = None;
    settings.editable_rules = None;
    settings.store = gateway::StoreSettings::default();
    settings.abuse = gateway::AbuseSettings::default();
    if !arguments.listen.is_empty() {
        settings.web.listen.clone_from(&arguments.listen);
    }
    for address in settings
        .web
        .listen
        .iter()
        .filter(|it| !it.starts_with("unix:"))
    {
        anstream::eprintln!("Open http://{address}/ in a browser. Ctrl+C ends it.");
    }
    serve::serve(&arguments.engine, settings, named)
}
