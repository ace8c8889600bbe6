//! `offhook`: the open engine that catches the scam mail other filters deliver.

mod cli;
mod command;
mod config;
mod show;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};

/// A mail is read into many small pieces that are gone with it: this allocator takes a tenth off the time of a mail.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command found: decides the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Everything is benign, or the command has nothing to judge.
    Clean,
    /// Something is not benign, or a check failed.
    Found,
    /// Something could not be read; the rest was done.
    Incomplete,
}

/// What a shell reports for a process that SIGPIPE ended. Not 0, which says that everything is benign.
const CLOSED_PIPE: u8 = 141;

fn main() -> ExitCode {
    // A worker starts for each mail with attachments: nothing is loaded or parsed for it.
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|it| it == "worker") {
        return content::serve(arguments);
    }
    let result = run(Cli::parse());
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::from(CLOSED_PIPE),
        Err(error) => {
            anstream::eprintln!("offhook: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let mut command = cli.command;
    let named = cli.config.as_deref();
    if let Some(engine) = command.engine_mut() {
        engine.configuration = config::load_checked(named)?;
    }
    match command {
        Command::Scan(arguments) => command::scan::run(&arguments),
        Command::Explain(arguments) => command::explain::run(&arguments),
        Command::Extract(arguments) => {
            command::extract::run(&arguments, &config::load_checked(named)?.content)
        }
        Command::Parse(arguments) => command::parse::run(&arguments),
        Command::Numbers(arguments) => command::numbers::run(&arguments),
        Command::Brands(mut arguments) => {
            let configured = config::load_checked(named)?.data.directories;
            arguments.data.splice(..0, configured);
            command::brands::run(&arguments)
        }
        Command::Rules(arguments) => command::rules::run(&arguments),
        Command::Config(arguments) => command::config::run(&arguments, named),
        Command::Mql(arguments) => command::mql::run(&arguments),
        Command::Lsp => command::lsp::run(),
        Command::Eval(arguments) => command::eval::run(&arguments),
        Command::Ladder(arguments) => command::ladder::run(&arguments),
        Command::Mutate(arguments) => command::mutate::run(&arguments),
        Command::Fit(arguments) => command::fit::run(&arguments),
        Command::Intent(arguments) => command::intent::run(&arguments),
        Command::Learn(arguments) => command::learn::run(&arguments),
        Command::History(arguments) => {
            command::history::run(&arguments, &config::load_checked(named)?)
        }
        Command::Quarantine(arguments) => {
            command::quarantine::run(&arguments, &config::load_checked(named)?)
        }
        Command::Records(arguments) => {
            command::records::run(&arguments, &config::load_checked(named)?)
        }
        Command::Token(arguments) => command::token::run(&arguments, &config::load_checked(named)?),
        Command::Account(arguments) => {
            command::account::run(&arguments, &config::load_checked(named)?)
        }
        Command::Serve(arguments) => command::serve::run(&arguments.engine, cli.config.clone()),
        Command::Doctor(arguments) => command::doctor::run(&arguments, named),
        Command::Web(arguments) => command::web::run(&arguments, cli.config.clone()),
        Command::Completions(arguments) => command::completions::completions(&arguments),
        Command::Man(arguments) => command::completions::man(&arguments),
    }
}

/// A reader such as `head` that has seen enough is no error worth a message.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|it| {
        let io = it
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        // Its source is not the error of the pipe but what that one comes from.
        let json = || it.downcast_ref::<serde_json::Error>()?.io_error_kind();
        io.or_else(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
