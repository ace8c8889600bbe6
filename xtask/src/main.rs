//! The repository's own chores: `cargo run -p xtask -- fuzz` builds and runs the fuzz targets.

mod fuzz;

use clap::{Parser, Subcommand};

/// The repository's own chores.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Fuzz the readers of bytes
    Fuzz(fuzz::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Fuzz(arguments) => fuzz::run(&arguments),
    }
}
