//! What became of mail: a record of each verdict, the quarantine with its messages, and what and who opens either.
//!
//! A [`Store`] is one directory. In it lie a database (`store.sqlite`, where no PostgreSQL is named), a key, and the bytes of the messages that are held,
//! one file each. What keeps the quarantine from losing anything:
//!
//! - [`Store::hold`] returns only once the bytes and the rows that speak of them are on the disk: file, folder, log.
//! - Bytes are removed only in a transaction that has seen that no held entry needs them.
//! - What is read back is compared with its digest.
//!
//! This crate knows rows and bytes, neither mail nor protocols, and waits where its disk does.

mod account;
mod accounts;
mod backend;
mod entry;
mod error;
mod files;
mod filter;
mod id;
mod key;
mod postgres;
mod quarantine;
mod record;
mod rule;
mod scrub;
mod seal;
mod secrets;
mod seed;
mod settings;
mod sqlite;
mod store;
mod tally;
mod ticket;
mod token;
mod words;

pub use account::{
    Account, AccountDeed, AccountEvent, AccountName, Attempt, By, InvalidMailbox, InvalidName,
    Mailbox, NewAccount, OpenIdSubject, PasswordHash, TotpSecret, WeakPassword, check_password,
};
pub use accounts::{Beginning, Failures};
pub use entry::{Entry, EntryFilter, EntryState, Envelope, Held, Message};
pub use error::StoreError;
pub use filter::{Filter, Page};
pub use id::{Digest, EntryId, InvalidId, RecordId};
pub use quarantine::{Audit, Claim, Usage};
pub use record::{
    Feedback, Likeness, NewRecord, QueuedReport, Record, ReportAnswer, ReportFilter, UnixSeconds,
    UserReport, Verdict, Word,
};
pub use rule::{RuleCount, RuleState, RuleVersion};
pub use seed::seed;
pub use settings::Settings;
pub use store::{Store, UNDO_SECONDS};
pub use tally::{Counted, Period, Span, Tally, latency_bound, latency_bucket};
pub use ticket::{FIELD as TICKET_FIELD, Redeemed};
pub use token::{Role, Token, TokenSecret};
