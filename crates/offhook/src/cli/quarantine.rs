//! What is kept of mail: the quarantine, records, tokens.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct QuarantineArguments {
    #[command(subcommand)]
    pub(crate) command: QuarantineCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// List held mail, newest first
    List {
        /// Only entries of this state
        #[arg(long, default_value = "held", value_parser = ["held", "released", "deleted", "expired", "all"])]
        state: String,
        /// Only mail to this recipient
        #[arg(long, value_name = "ADDRESS")]
        recipient: Option<String>,
        /// As many at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        /// Only what comes after this entry in the list
        #[arg(long, value_name = "ID")]
        after: Option<store::EntryId>,
        /// Print JSON, one line an entry
        #[arg(long)]
        json: bool,
    },
    /// Show one entry and the text of its message, with links made harmless
    Show {
        /// The entry
        id: store::EntryId,
        /// Print the bytes of the message and nothing else
        #[arg(long)]
        raw: bool,
    },
    /// Deliver messages after all
    Release(Chosen),
    /// Delete messages
    Delete(Chosen),
    /// Bring back what was deleted in the last fifteen minutes; it is held as before
    Restore(Chosen),
    /// Let messages go that have been held for long
    Expire {
        /// An age such as 30d or 4w; that of the settings where none is given
        #[arg(long, value_name = "AGE")]
        older_than: Option<String>,
    },
    /// Tell each recipient what was newly held back and is not malicious
    Digest {
        /// Print the mails and send none
        #[arg(long)]
        dry_run: bool,
    },
    /// Compare rows and files; exit with status 1 when a message is missing
    Check,
}

/// Entries that something is done to.
#[derive(Debug, Args)]
pub(crate) struct Chosen {
    /// The entries
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<store::EntryId>,

    /// Who does it; else the name of the account
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,

    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RecordsArguments {
    #[command(subcommand)]
    pub(crate) command: RecordsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RecordsCommand {
    /// List records, newest first
    List(RecordFilter),
    /// List records that hold words in subject, sender or quotes
    Search {
        /// Words that all have to be there; `invo*` is any word that begins so
        #[arg(value_name = "WORD", required = true)]
        words: Vec<String>,
        #[command(flatten)]
        filter: RecordFilter,
    },
    /// Show one record with its whole report
    Show {
        /// The record
        id: store::RecordId,
    },
    /// Remove all that is kept of mail to one mailbox, held mail too
    Purge {
        /// The mailbox
        #[arg(long, value_name = "ADDRESS")]
        mailbox: String,
    },
    /// Remove old records
    Expire {
        /// An age such as 90d, 12w or 2y; that of the settings where none is given
        #[arg(long, value_name = "AGE")]
        older_than: Option<String>,
    },
    /// Fill an empty store with made-up records, to see how a full one behaves
    Seed {
        /// How many, each a minute before the next
        #[arg(value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
        count: u64,
    },
}

/// Which records.
#[derive(Debug, Args)]
pub(crate) struct RecordFilter {
    /// Only of this verdict
    #[arg(long, value_parser = ["malicious", "suspicious", "undecided", "benign"])]
    pub(crate) verdict: Option<String>,

    /// Only of this kind of attack, such as callback_phishing
    #[arg(long, value_name = "TYPE")]
    pub(crate) attack_type: Option<String>,

    /// Only with a claim to be this brand
    #[arg(long, value_name = "ID")]
    pub(crate) brand: Option<String>,

    /// Only with this number, as in +18055550142
    #[arg(long, value_name = "E164")]
    pub(crate) number: Option<String>,

    /// Only from this domain
    #[arg(long, value_name = "DOMAIN")]
    pub(crate) sender_domain: Option<String>,

    /// Only what the rule of this name matched
    #[arg(long, value_name = "NAME")]
    pub(crate) rule: Option<String>,

    /// Only to this recipient
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) recipient: Option<String>,

    /// Only through this door: milter, spamd, rspamd
    #[arg(long)]
    pub(crate) door: Option<String>,

    /// Only judged at or after this time, such as 2026-11-30T08:00:00Z
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<jiff::Timestamp>,

    /// Only judged before this time
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<jiff::Timestamp>,

    /// As many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,

    /// Only what comes after this record in the list
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<store::RecordId>,

    /// Print JSON, one line a record
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct TokenArguments {
    #[command(subcommand)]
    pub(crate) command: TokenCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and print it, which happens once
    Create {
        /// What it is for
        name: String,
        /// What it may
        #[arg(long, value_enum)]
        role: RoleArgument,
        /// For how long it counts, such as 90d; for ever where nothing is said
        #[arg(long, value_name = "AGE")]
        expires: Option<String>,
    },
    /// List all tokens
    List,
    /// Have a token count no longer
    Revoke {
        /// Its number, as `list` shows it
        id: i64,
    },
}

/// What a token may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArgument {
    /// Have messages judged
    Check,
    /// Look at records and held mail, release what is not malicious
    Analyst,
    /// Everything
    Admin,
}
