//! `offhook lsp`: the language server on standard input and output.

use std::io::{BufReader, stdin, stdout};

use crate::Outcome;

/// Serves until the editor says to exit. Status 0 after an orderly shutdown, else 1.
pub(crate) fn run() -> anyhow::Result<Outcome> {
    let mut server = lsp::Server::new()?;
    let orderly = server.serve(&mut BufReader::new(stdin().lock()), &mut stdout().lock())?;
    Ok(if orderly {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}
