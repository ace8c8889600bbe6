//! The one trait of both stores.

use std::path::Path;

use crate::error::HistoryError;
use crate::export::Line;
use crate::knowledge::{Campaign, Knowledge, NumberRecord, OrderCheck, Profile};
use crate::observation::{Conclusion, MessageKey, Observation, UnixSeconds};
use crate::own::{Own, OwnMail, OwnOrder, OwnSender};
use crate::settings::Settings;
use crate::teaching::{Teaching, TeachingId, TeachingRecord};
use crate::{postgres, sqlite};

/// A history. It may be shared by any number of threads, and the database by any number of processes.
///
/// What it answers about a message is what was known before that message was received. The message's own
/// record is left out, so that asking again gives the same answer.
pub trait Store: Send + Sync + std::fmt::Debug {
    /// What is known, without adding anything.
    fn recall(&self, observation: &Observation) -> Result<Knowledge, HistoryError>;

    /// What is known, and notes the message, if it is not noted yet. On PostgreSQL this is one round trip.
    fn observe(&self, observation: &Observation) -> Result<Knowledge, HistoryError>;

    /// Notes messages without asking anything; all of them or none. Returns how many are new.
    fn learn(&self, observations: &[Observation]) -> Result<usize, HistoryError>;

    /// Which of `messages` are noted already.
    fn known(&self, messages: &[MessageKey]) -> Result<Vec<bool>, HistoryError>;

    /// Notes the verdicts on messages that were observed; others are passed over. A later verdict on the same
    /// message takes the place of the earlier. All of them or none; one round trip on PostgreSQL.
    fn conclude(&self, conclusions: &[Conclusion]) -> Result<(), HistoryError>;

    /// Whether genuine mail of `brand` in `mailbox`, received before `now`, names one of the order `ids`.
    fn order_state(
        &self,
        mailbox: &str,
        brand: &str,
        ids: &[String],
        now: UnixSeconds,
    ) -> Result<OrderCheck, HistoryError>;

    /// The books of an address or, without `@`, of a domain.
    fn sender(&self, look: &Look<'_>) -> Result<SenderBooks, HistoryError>;

    /// The books of a number in E.164.
    fn number(&self, look: &Look<'_>) -> Result<NumberRecord, HistoryError>;

    /// The books of the text or the shape with this hash.
    fn campaign(&self, hash: u64, now: UnixSeconds) -> Result<Campaign, HistoryError>;

    /// What is known of a message from one's own mailboxes alone, as if the organisation had no others, at `own.now`. The messages
    /// `without` are left out: the one that is asked about, by whatever key it may be noted. Nothing is added. Texts that are nearly the
    /// same are not looked for.
    fn recall_own(
        &self,
        observation: &Observation,
        own: &Own<'_>,
        without: &[MessageKey],
    ) -> Result<Knowledge, HistoryError>;

    /// What one's own mailboxes hold of an address or, without `@`, of a domain.
    fn own_sender(&self, name: &str, own: &Own<'_>) -> Result<OwnSender, HistoryError>;

    /// What one's own mailboxes hold of a number in E.164.
    fn own_number(&self, e164: &str, own: &Own<'_>) -> Result<OwnMail, HistoryError>;

    /// Whether genuine mail of `brand` in one's own mailboxes names the order `id`.
    fn own_order(&self, brand: &str, id: &str, own: &Own<'_>) -> Result<OwnOrder, HistoryError>;

    /// Keeps a person's word. It counts for messages received after `teaching.time`.
    fn teach(&self, teaching: &Teaching) -> Result<TeachingId, HistoryError>;

    /// Takes a person's word back; everything answers as if it had never been given.
    fn undo(&self, teaching: TeachingId, actor: &str, now: UnixSeconds)
    -> Result<(), HistoryError>;

    /// All that persons said, undone or not, oldest first.
    fn teachings(&self) -> Result<Vec<TeachingRecord>, HistoryError>;

    /// All that persons said of `message` itself, undone or not, oldest first.
    fn teachings_of(&self, message: MessageKey) -> Result<Vec<TeachingRecord>, HistoryError>;

    /// Removes all that was learnt from mail of `mailbox`. Returns the number of messages.
    fn purge(&self, mailbox: &str) -> Result<u64, HistoryError>;

    /// Removes all that was learnt from mail received before `before`. Returns the number of messages.
    fn expire(&self, before: UnixSeconds) -> Result<u64, HistoryError>;

    /// Hands over everything, message by message; of one mailbox where one is named.
    fn export(
        &self,
        mailbox: Option<&str>,
        write: &mut dyn FnMut(&Line) -> std::io::Result<()>,
    ) -> Result<(), HistoryError>;

    /// What is kept where.
    fn summary(&self) -> Result<Summary, HistoryError>;

    /// The file, or the host and database.
    fn place(&self) -> &str;
}

/// A look into the books by hand.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// What is looked for.
    pub name: &'a str,
    /// Whose view is shown beside that of the whole organisation.
    pub mailbox: Option<&'a str>,
    /// As seen by a message received now.
    pub now: UnixSeconds,
}

/// Both books of a sender: of mail that somebody vouches for and of the rest.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SenderBooks {
    /// Authenticated mail.
    pub authenticated: Profile,
    /// Other mail in its name.
    pub claimed: Profile,
}

/// What a history holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// The file, or the host and database.
    pub place: String,
    /// The schema's version.
    pub schema: i64,
    /// Messages noted.
    pub messages: u64,
    /// When the first of them was received.
    pub first: Option<UnixSeconds>,
    /// When the last of them was received.
    pub last: Option<UnixSeconds>,
    /// Where the key lies that protects order ids and mailboxes.
    pub key: String,
}

/// Opens the history at `place`, a `postgres://` URL or the path of a SQLite file, and creates it where there
/// is none.
pub fn open(place: &str, settings: Settings) -> Result<Box<dyn Store>, HistoryError> {
    if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        Ok(Box::new(postgres::Postgres::open(place, settings)?))
    } else {
        Ok(Box::new(sqlite::Sqlite::open(Path::new(place), settings)?))
    }
}
