//! What was seen before: looking into it, teaching it, removing from it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    /// The history: a SQLite file or a postgres:// URL
    #[arg(long, value_name = "FILE|URL", global = true)]
    pub(crate) history: Option<String>,

    #[command(subcommand)]
    pub(crate) command: HistoryCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HistoryCommand {
    /// Show what is known
    Show {
        #[command(subcommand)]
        what: ShowCommand,
    },
    /// Remove all that mail to one mailbox has taught
    Purge {
        /// The mailbox
        #[arg(long, value_name = "ADDRESS")]
        mailbox: String,
    },
    /// Remove all that old mail has taught
    Expire {
        /// An age such as 90d, 12w or 2y
        #[arg(long, value_name = "AGE")]
        older_than: String,
    },
    /// Print everything as JSON, one line a message
    Export {
        /// Only mail to this mailbox
        #[arg(long, value_name = "ADDRESS")]
        mailbox: Option<String>,
    },
    /// Say what mail, a sender or a number really is; it counts for mail received afterwards
    Teach(TeachArguments),
    /// Show what persons said, when, and whether it was taken back
    Teachings,
    /// Take back what a person said; everything answers as if it had never been said
    TakeBack {
        /// The numbers that `teachings` shows
        #[arg(value_name = "ID", required = true)]
        ids: Vec<i64>,
        /// Who takes it back; else the name of the account
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TeachArguments {
    /// What it is
    #[arg(long, value_enum)]
    pub(crate) verdict: TaughtVerdict,

    /// Who says so; else the name of the account
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,

    /// A number, with country code, as in +18055550142
    #[arg(long, value_name = "E164")]
    pub(crate) number: Vec<String>,

    /// An address or a domain, in mail that authenticates
    #[arg(long, value_name = "ADDRESS|DOMAIN")]
    pub(crate) sender: Vec<String>,

    /// The mailbox the mail was judged or learnt with, if one was named then
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mailbox: Option<String>,

    /// Mail that the history knows: files, mbox files or directories
    #[arg(value_name = "MAIL", required_unless_present_any = ["number", "sender"])]
    pub(crate) mails: Vec<PathBuf>,
}

/// What a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TaughtVerdict {
    /// Somebody pretends
    Scam,
    /// It is what it says
    Genuine,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ShowCommand {
    /// An address or a domain
    Sender {
        /// The address or the domain
        name: String,
        /// Show also what this mailbox alone has seen
        #[arg(long, value_name = "ADDRESS")]
        mailbox: Option<String>,
    },
    /// A phone number
    Number {
        /// With country code, as in +18055550142
        e164: String,
        /// Show also what this mailbox alone has seen
        #[arg(long, value_name = "ADDRESS")]
        mailbox: Option<String>,
    },
    /// Whether a mailbox holds a genuine mail about an order
    Order {
        /// The brand's id, as `offhook brands list` shows it
        brand: String,
        /// The order id
        id: String,
        /// The mailbox
        #[arg(long, value_name = "ADDRESS")]
        mailbox: String,
    },
    /// Mail with one text or of one shape
    Campaign {
        /// Its hash, as exported
        hash: String,
    },
}
