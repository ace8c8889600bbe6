//! `offhook completions` and `offhook man`.

use std::io::Write as _;

use clap::CommandFactory as _;

use crate::Outcome;
use crate::cli::{Cli, CompletionsArguments, ManArguments};

pub(crate) fn completions(arguments: &CompletionsArguments) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "offhook", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Clean)
}

pub(crate) fn man(arguments: &ManArguments) -> anyhow::Result<Outcome> {
    if let Some(directory) = &arguments.directory {
        std::fs::create_dir_all(directory)?;
        clap_mangen::generate_to(Cli::command(), directory)?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        std::io::stdout().lock().write_all(&page)?;
    }
    Ok(Outcome::Clean)
}
