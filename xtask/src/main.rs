//! The repository's own chores: `cargo run -p xtask -- CHORE`.

mod fuzz;
mod instructions;
mod package;
mod sbom;

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
    /// Count instructions and allocations of judging the example mails, and fail where they have grown
    Instructions(instructions::Arguments),
    /// Build the Debian package (needs cargo-deb)
    Package(package::Arguments),
    /// Print the software bill of materials (CycloneDX)
    Sbom(sbom::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Fuzz(arguments) => fuzz::run(&arguments),
        Chore::Instructions(arguments) => instructions::run(&arguments),
        Chore::Package(arguments) => package::run(&arguments),
        Chore::Sbom(arguments) => sbom::run(&arguments),
    }
}
