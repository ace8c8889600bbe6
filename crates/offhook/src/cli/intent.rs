//! The arguments of `offhook intent`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct IntentArguments {
    #[command(subcommand)]
    pub(crate) command: IntentCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum IntentCommand {
    /// Train a model on written text and on genuine mail, and say what it is worth on what it has not seen
    Train(TrainArguments),
    /// Say what a model answers to labelled mail
    Measure(MeasureArguments),
}

#[derive(Debug, Args)]
pub(crate) struct TrainArguments {
    /// Written text: a directory for each language
    #[arg(long, value_name = "DIR", default_value = "data/intent/text")]
    pub(crate) text: PathBuf,

    /// Genuine mail to learn from: a directory with `labels.csv`, whose scams are left out
    #[arg(long, value_name = "DIR")]
    pub(crate) mail: Vec<PathBuf>,

    /// Labelled scams and genuine mail near to them, not learnt from: they have a say in what counts as sure
    #[arg(long, value_name = "DIR")]
    pub(crate) near: Vec<PathBuf>,

    /// Write the model to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MeasureArguments {
    /// Directories with `labels.csv`
    #[arg(value_name = "DIR", required = true)]
    pub(crate) directories: Vec<PathBuf>,

    /// The model; the one built in by default
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
}
