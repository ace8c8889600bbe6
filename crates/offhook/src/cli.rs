//! The command line, declared once: help, man page and completions come from here.

mod account;
mod history;
mod intent;
mod quarantine;
mod rules;
mod web;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Configuration;
pub(crate) use account::{AccountArguments, AccountCommand, AccountRole};
pub(crate) use history::{
    HistoryArguments, HistoryCommand, ShowCommand, TaughtVerdict, TeachArguments,
};
pub(crate) use intent::{IntentArguments, IntentCommand, MeasureArguments, TrainArguments};
pub(crate) use quarantine::{
    Chosen, QuarantineArguments, QuarantineCommand, RecordFilter, RecordsArguments, RecordsCommand,
    RoleArgument, TokenArguments, TokenCommand,
};
pub(crate) use rules::{
    CheckArguments, EvalExpressionArguments, ExplainRuleArguments, FmtArguments, MqlArguments,
    MqlCommand, RulesArguments, RulesCommand, RunArguments, TestArguments, ToolFormat,
};
pub(crate) use web::WebArguments;

/// The open engine that catches the scam mail other filters deliver.
///
/// offhook reads mail, decides whether somebody is pretending to be someone else to make the reader
/// call, pay, click or reveal, and shows the evidence. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(
    name = "offhook",
    version,
    propagate_version = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    /// Read the settings from this file
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Judge mail: files, mbox, Maildir, directories or standard input
    Scan(ScanArguments),
    /// Tell the long story of one mail
    Explain(ExplainArguments),
    /// Show the files within a mail, and what is in each
    Extract(ExtractArguments),
    /// Show the message data model of one mail as JSON
    Parse(ParseArguments),
    /// List the phone numbers of a mail or of plain text
    Numbers(NumbersArguments),
    /// Look at what is known of brands
    Brands(BrandsArguments),
    /// Work with detection rules
    Rules(RulesArguments),
    /// Try expressions of the rule language
    Mql(MqlArguments),
    /// Help editors with rule files: a language server on standard input and output
    Lsp,
    /// Check and show the settings
    Config(ConfigArguments),
    /// Judge labelled mail and report recall and false accusations
    Eval(EvalArguments),
    /// Judge labelled callback mail in each disguise, and its genuine twins
    Ladder(LadderArguments),
    /// Write a mail in its disguises and as its genuine twins
    Mutate(MutateArguments),
    /// Fit the weights of the score to labelled mail, and say what that is worth on mail left out
    Fit(FitArguments),
    /// Train and measure the classifier of intent
    Intent(IntentArguments),
    /// Read existing mail into the history
    Learn(LearnArguments),
    /// Show, purge, expire or export what the history knows
    History(HistoryArguments),
    /// Look at held mail, release or delete it, tell its recipients
    Quarantine(QuarantineArguments),
    /// Find, show, purge or expire records of verdicts
    Records(RecordsArguments),
    /// Make, list or revoke tokens of the REST interface
    Token(TokenArguments),
    /// Make, list or change accounts of people who sign in to the console
    Account(AccountArguments),
    /// Check the set-up and say what to fix
    Doctor(DoctorArguments),
    /// Serve mail servers and filters: milter, spamd, Rspamd's protocol; and the page for readers
    Serve(ServeArguments),
    /// Serve the page "Is this a scam?" alone, for a browser on this machine
    Web(WebArguments),
    /// Print a completion script for a shell
    Completions(CompletionsArguments),
    /// Print the man page
    Man(ManArguments),
}

impl Command {
    /// What the command judges with, if it judges.
    pub(crate) fn engine_mut(&mut self) -> Option<&mut EngineArguments> {
        match self {
            Self::Scan(it) => Some(&mut it.engine),
            Self::Explain(it) => Some(&mut it.engine),
            Self::Parse(it) => Some(&mut it.engine),
            Self::Numbers(it) => Some(&mut it.engine),
            Self::Eval(it) => Some(&mut it.engine),
            Self::Ladder(it) => Some(&mut it.engine),
            Self::Fit(it) => Some(&mut it.engine),
            Self::Learn(it) => Some(&mut it.engine),
            Self::Serve(it) => Some(&mut it.engine),
            Self::Web(it) => Some(&mut it.engine),
            Self::Rules(it) => match &mut it.command {
                RulesCommand::Run(it) => Some(&mut it.engine),
                RulesCommand::Explain(it) => Some(&mut it.engine),
                _ => None,
            },
            Self::Mql(it) => {
                let MqlCommand::Eval(it) = &mut it.command;
                Some(&mut it.engine)
            }
            _ => None,
        }
    }
}

/// What every command that judges needs.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct EngineArguments {
    /// Show rules of others (a directory of MQL rule files) when they match; they do not score
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,

    /// Use this rule pack in place of the one built in
    #[arg(long, value_name = "DIR")]
    pub(crate) pack: Option<PathBuf>,

    /// Add brands, platforms, numbers and lists of your own
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Vec<PathBuf>,

    /// Trust the Authentication-Results of this host
    #[arg(long, value_name = "HOST")]
    pub(crate) trust: Vec<String>,

    /// A domain of your own organisation
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) org_domain: Vec<String>,

    /// Say which way the mail went
    #[arg(long, value_enum, value_name = "DIRECTION")]
    pub(crate) direction: Option<DirectionArgument>,

    /// Read national forms of phone numbers of these regions (ISO codes)
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) home_regions: Vec<String>,

    /// Judge as if no brand were known.
    #[arg(skip)]
    pub(crate) without_brands: bool,

    /// What the configuration says; options of the command line come on top.
    #[arg(skip)]
    pub(crate) configuration: Configuration,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DirectionArgument {
    Inbound,
    Outbound,
    Internal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
}

/// The history that mail is judged with.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct HistoryFlags {
    /// Judge with what was seen before and remember what is judged: a SQLite file, made where there is
    /// none, or a postgres:// URL
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) history: Option<String>,

    /// The mailbox that the mail was delivered to, where the mail does not say
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mailbox: Option<String>,

    /// Remember the orders that genuine mail of brands names, as keyed hashes
    #[arg(long)]
    pub(crate) orders: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ScanArguments {
    /// Files, mbox, Maildir or directories; `-` is standard input
    #[arg(value_name = "PATH", default_value = "-")]
    pub(crate) paths: Vec<PathBuf>,

    /// How to print the verdicts
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,

    /// Threads; all cores by default
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// Print the whole report of each mail, however many there are
    #[arg(long, short)]
    pub(crate) verbose: bool,

    /// Exit with status 0 even when something was found
    #[arg(long)]
    pub(crate) exit_zero: bool,

    #[command(flatten)]
    pub(crate) history: HistoryFlags,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The mail; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) history: HistoryFlags,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractArguments {
    /// A mail, or any other file; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Write the files to this directory, under names that are safe
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// How to print what was found
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ExtractFormat,

    /// Try this password on encrypted files
    #[arg(long, value_name = "PASSWORD")]
    pub(crate) password: Vec<String>,

    /// Do not read the text in pictures
    #[arg(long)]
    pub(crate) no_ocr: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// For people
    Text,
    /// The extraction as JSON
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ParseArguments {
    /// The mail; `-` is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct NumbersArguments {
    /// A mail or a text file; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) file: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct BrandsArguments {
    #[command(subcommand)]
    pub(crate) command: BrandsCommand,

    /// Add brands, platforms, numbers and lists of your own
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) data: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BrandsCommand {
    /// List all brands
    List,
    /// Show one brand
    Show {
        /// Its id or name
        brand: String,
    },
    /// Check the data; exit with status 1 when there is an error
    Check,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigArguments {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Check a file; exit with status 1 when a value is wrong, 2 when it cannot be read
    Check {
        /// The file; the one that would be read by default
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Show every setting with its value and where it comes from
    Show,
    /// Print a commented file with every setting and its default
    Default,
}

#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// A directory with `labels.csv`
    #[arg(value_name = "DIR", required_unless_present_any = ["genuine", "callback", "phish"])]
    pub(crate) directory: Option<PathBuf>,

    /// Genuine mail: files, directories, Maildir, mbox
    #[arg(long, value_name = "PATH")]
    pub(crate) genuine: Vec<PathBuf>,

    /// Callback phishing, likewise
    #[arg(long, value_name = "PATH")]
    pub(crate) callback: Vec<PathBuf>,

    /// Other phishing, likewise
    #[arg(long, value_name = "PATH")]
    pub(crate) phish: Vec<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Write a page with plots and tables to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,

    /// Show what changed since an evaluation stored with `--json`
    #[arg(long, value_name = "FILE")]
    pub(crate) compare: Option<PathBuf>,

    /// Have another filter judge the same mail: `spamd HOST:PORT` or `rspamd http://HOST:PORT`; can be given several times
    #[arg(long = "vs", num_args = 2, value_names = ["KIND", "PLACE"])]
    pub(crate) versus: Vec<String>,

    /// Judge as if no brand, platform or number were known: shows what that knowledge is worth
    #[arg(long)]
    pub(crate) without_brands: bool,

    #[command(flatten)]
    pub(crate) history: HistoryFlags,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct FitArguments {
    /// Directories with `labels.csv`; each family in one is a source that is left out in turn
    #[arg(value_name = "DIR", required = true)]
    pub(crate) directories: Vec<PathBuf>,

    /// Write the weights to this file; without it nothing is written
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct LadderArguments {
    /// A directory with `labels.csv`
    #[arg(value_name = "DIR")]
    pub(crate) directory: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct MutateArguments {
    /// The mail; `-` is standard input. Without one, what can be made is listed
    #[arg(value_name = "FILE", requires = "out")]
    pub(crate) file: Option<PathBuf>,

    /// Write the mails to this directory
    #[arg(long, value_name = "DIR", requires = "file")]
    pub(crate) out: Option<PathBuf>,

    /// Make only this one
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct LearnArguments {
    /// Files, mbox, Maildir or directories; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) history: HistoryFlags,

    /// This is mail that the organisation sent: its recipients become known contacts
    #[arg(long)]
    pub(crate) sent: bool,

    /// Threads; all cores by default
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    #[command(flatten)]
    pub(crate) engine: EngineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct DoctorArguments {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// A directory to write one page for each command to; standard output has the main page
    #[arg(long, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Cli::command().debug_assert();
    }
}
