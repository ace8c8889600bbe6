//! What a mailbox and an organisation have seen before: senders, genuine orders, numbers, campaigns, verdicts.
//!
//! Every message leaves one row in the books of each subject it touches, and every answer is computed from those
//! rows as far as they lie before the message in question. So a question asked again has the same answer, a message
//! noted twice counts once, and a mailbox that is purged, a year that expires or a person's word that is taken back
//! leaves nothing behind. Where SQLite keeps totals of a busy subject, they only ever answer what the rows would: a test
//! compares its answers with PostgreSQL's, which keeps none.
//!
//! What keeps the books from being poisoned:
//!
//! - Mail without an authenticated sender has books of its own; it neither gains nor spoils the name it uses.
//! - Nothing here says "trusted". Being known never cancels a contradiction.
//! - Listed, neutral and widely used genuine numbers get no bad name, and neighbours alone give none.
//! - A verdict that rests on the history does not feed it.
//! - A message adds a bounded number of rows.
//!
//! This crate knows rows and subjects, not mail. `detect` makes the [`Observation`].

mod answer;
mod backend;
mod error;
mod export;
mod key;
mod knowledge;
mod ledger;
mod observation;
mod own;
mod plan;
mod postgres;
mod reputation;
mod settings;
mod simhash;
mod sqlite;
mod store;
mod subject;
mod teaching;

pub use error::HistoryError;
pub use export::{Line, MessageLine, SeenIn};
pub use knowledge::{
    COMMON_DAYS, COUNT_CAP, Campaign, Knowledge, MAILBOX_CAP, NumberRecord, ORDER_WINDOW_DAYS,
    OrderCheck, OrderState, PREVALENCE_DAYS, Prevalence, Profile, RECENT, Seen, VerdictCounts,
};
pub use observation::{
    Conclusion, Contact, Direction, InvalidKey, MessageKey, NumberSeen, Observation, SenderSeen,
    Standing, UnixSeconds, Verdict, format_time, parse_time,
};
pub use own::{MOST_MAILBOXES, Own, OwnMail, OwnOrder, OwnSender};
pub use settings::Settings;
pub use simhash::simhash;
pub use store::{Look, SenderBooks, Store, Summary, open};
pub use teaching::{About, TaughtLabel, Teaching, TeachingId, TeachingRecord};
