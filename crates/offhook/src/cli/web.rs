//! The arguments of `offhook web`.

use clap::Args;

use super::EngineArguments;

#[derive(Debug, Args)]
pub(crate) struct WebArguments {
    /// Where to listen, in place of the configured address: ADDRESS:PORT or unix:/PATH
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Vec<String>,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}
