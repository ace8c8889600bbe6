//! People who sign in, to the console or on the page for everybody.

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct AccountArguments {
    #[command(subcommand)]
    pub(crate) command: AccountCommand,

    /// Who does it; else the name of the account on this host
    #[arg(long, value_name = "NAME", global = true)]
    pub(crate) by: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Make an account; the password is asked for, or read as one line from standard input
    Create {
        /// What its owner types: a-z 0-9 . _ - + @
        name: store::AccountName,
        /// What it may
        #[arg(long, value_enum)]
        role: AccountRole,
        /// What people call its owner
        #[arg(long, value_name = "TEXT")]
        display_name: Option<String>,
        /// A mailbox that belongs to it; may be given several times
        #[arg(long = "mailbox", value_name = "ADDRESS")]
        mailboxes: Vec<store::Mailbox>,
    },
    /// List all accounts
    List,
    /// Give an account another password, which ends its sessions
    Password {
        /// The account
        name: store::AccountName,
    },
    /// Have an account open nothing, and end its sessions
    Disable {
        /// The account
        name: store::AccountName,
    },
    /// Have a disabled account open again what it did
    Enable {
        /// The account
        name: store::AccountName,
    },
    /// Forget failed attempts to sign in, which may have locked the account
    Unlock {
        /// The account
        name: store::AccountName,
    },
    /// Change what an account may
    Role {
        /// The account
        name: store::AccountName,
        /// What it may from here on
        #[arg(value_enum)]
        role: AccountRole,
    },
    /// Set the mailboxes of which the owner of an account is told what is known; none takes all away
    Mailboxes {
        /// The account
        name: store::AccountName,
        /// The mailboxes, instead of those it has
        #[arg(value_name = "ADDRESS")]
        mailboxes: Vec<store::Mailbox>,
    },
    /// Remove an account; what was done with it stays on record
    Remove {
        /// The account
        name: store::AccountName,
    },
    /// Take the authenticator and the recovery codes away from somebody who lost them
    TotpReset {
        /// The account
        name: store::AccountName,
    },
    /// List what was done to accounts, newest first
    Events {
        /// As many at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
    },
}

/// What an account may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccountRole {
    /// Be told on the page for everybody what one's own mailboxes have seen; no console
    Reader,
    /// Look at records and held mail, release what is not malicious
    Analyst,
    /// Everything
    Admin,
}
