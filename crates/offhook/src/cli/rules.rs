//! The arguments of `offhook rules` and `offhook mql`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::EngineArguments;

#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    #[command(subcommand)]
    pub(crate) command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Parse and check rule files of any kind; exit with status 2 when one is wrong
    Check(CheckArguments),
    /// Say which rules match which mail, which are undecided and why, and what each costs
    Run(RunArguments),
    /// Run the tests that rules carry; exit with status 1 when one fails
    Test(TestArguments),
    /// Format the `source` of rule files in place
    Fmt(FmtArguments),
    /// Show for one mail what every part of a rule came to
    Explain(ExplainRuleArguments),
}

/// Output that programs may want too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ToolFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Directories or files: rules, signals, advice, weights
    #[arg(value_name = "DIR", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the result
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ToolFormat,

    /// Go on watching, and check again whatever changes
    #[arg(long, conflicts_with = "format")]
    pub(crate) watch: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Mail: files, mbox, Maildir or directories; `-` is standard input
    #[arg(value_name = "MAIL", required = true)]
    pub(crate) mails: Vec<PathBuf>,

    /// How to print the result
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ToolFormat,

    /// List every undecided rule and the time of every rule
    #[arg(long, short)]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// A rule pack, or any directory of rules that carry `tests:`
    #[arg(value_name = "DIR", default_value = "rules")]
    pub(crate) directory: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Rule files or directories of them; `-` formats standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Change nothing; show what would change and exit with status 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainRuleArguments {
    /// A rule file or a plain program (`.mql`)
    #[arg(value_name = "RULE")]
    pub(crate) rule: PathBuf,

    /// The mail; `-` is standard input
    #[arg(value_name = "MAIL")]
    pub(crate) mail: PathBuf,

    /// How to print the tree
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ToolFormat,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct MqlArguments {
    #[command(subcommand)]
    pub(crate) command: MqlCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MqlCommand {
    /// Evaluate an expression and print its value as JSON
    ///
    /// Without --mdm or --mail the message is empty. What the value lacked is named on standard error.
    /// Exit status: 0 when there is a value, null included; 2 when the expression is wrong or something
    /// cannot be read.
    Eval(EvalExpressionArguments),
}

#[derive(Debug, Args)]
pub(crate) struct EvalExpressionArguments {
    /// The expression; `-` reads it from standard input
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    pub(crate) expression: String,

    /// A message data model as JSON, such as `offhook parse` prints
    #[arg(long, value_name = "FILE", conflicts_with = "mail")]
    pub(crate) mdm: Option<PathBuf>,

    /// A mail
    #[arg(long, value_name = "FILE")]
    pub(crate) mail: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}
