//! `offhook config`: checking and showing the configuration.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use toml::Table;

use crate::Outcome;
use crate::cli::{ConfigArguments, ConfigCommand};
use crate::config::{self, Loaded};

pub(crate) fn run(arguments: &ConfigArguments, named: Option<&Path>) -> anyhow::Result<Outcome> {
    match &arguments.command {
        ConfigCommand::Check { file } => check(&config::load(file.as_deref().or(named))?),
        ConfigCommand::Show => show(&config::load(named)?),
        ConfigCommand::Default => {
            std::io::stdout()
                .lock()
                .write_all(config::REFERENCE.as_bytes())?;
            Ok(Outcome::Clean)
        }
    }
}

fn check(loaded: &Loaded) -> anyhow::Result<Outcome> {
    let mut out = anstream::stdout().lock();
    let problems = config::problems(loaded);
    for problem in &problems {
        writeln!(out, "error: {problem}")?;
    }
    let name = match &loaded.file {
        Some(path) => path.display().to_string(),
        None => "no file, defaults only".to_owned(),
    };
    writeln!(
        out,
        "{name}: {} set, {} errors",
        loaded.origins.len(),
        problems.len()
    )?;
    Ok(if problems.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}

/// Each setting on a line, as it would be written, with where it comes from.
fn show(loaded: &Loaded) -> anyhow::Result<Outcome> {
    let values = Table::try_from(&loaded.configuration).context("cannot show the configuration")?;
    let mut out = anstream::stdout().lock();
    for key in config::known() {
        let section = values.get(&key.section).and_then(|it| it.as_table());
        let value = section.and_then(|it| it.get(&key.name));
        let value = value.map_or_else(|| "(not set)".to_owned(), ToString::to_string);
        let path = key.path();
        let origin = loaded.origins.get(&path);
        let origin = origin.map_or_else(|| "default".to_owned(), ToString::to_string);
        writeln!(out, "{path} = {value}  # {origin}")?;
    }
    Ok(Outcome::Clean)
}
