//! What a database has to be able to do; everything else is the same for each and stands in [`crate::store`].

use crate::account::rows::AccountRows;
use crate::entry::{Entry, EntryFilter, EntryState, Held};
use crate::error::StoreError;
use crate::filter::{Filter, Page, Term};
use crate::id::{Digest, EntryId, RecordId};
use crate::quarantine::Usage;
use crate::record::{
    Feedback, NewRecord, QueuedReport, Record, ReportAnswer, ReportFilter, UnixSeconds, UserReport,
};
use crate::rule::{RuleVersion, Said, Sums};
use crate::tally::{Counted, Period, Tally};
use crate::ticket::Redeemed;
use crate::token::{Role, Token};

/// How hard reports are packed: from here on it costs more time and saves little.
const PACKING: u8 = 4;

/// A record as it is written.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: RecordId,
    pub(crate) record: NewRecord,
    pub(crate) terms: Vec<Term>,
    pub(crate) text: String,
    /// The names of the rules that matched.
    pub(crate) rules: Vec<String>,
}

impl Row {
    /// The report as it is kept.
    pub(crate) fn packed_report(&self) -> Vec<u8> {
        let report = self.record.report.to_string();
        miniz_oxide::deflate::compress_to_vec(report.as_bytes(), PACKING)
    }
}

/// A message as it is held.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) row: Row,
    pub(crate) first_entry: EntryId,
    pub(crate) mail_from: String,
    pub(crate) recipients: Vec<String>,
    pub(crate) bytes: u64,
    pub(crate) most_bytes: u64,
    pub(crate) cause: Option<String>,
}

/// What is done to an entry that is held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settling<'a> {
    pub(crate) state: EntryState,
    pub(crate) actor: &'a str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) now: UnixSeconds,
    /// Until when it can be brought back, where it can.
    pub(crate) undo_until: Option<UnixSeconds>,
}

/// A secret of which only the digest is kept: a token of the REST interface.
#[derive(Debug)]
pub(crate) struct NewToken<'a> {
    pub(crate) digest: Digest,
    pub(crate) name: &'a str,
    pub(crate) role: Role,
    pub(crate) created: UnixSeconds,
    pub(crate) expires: Option<UnixSeconds>,
}

/// Done while nobody else writes.
pub(crate) type Within<'a> = &'a dyn Fn() -> Result<(), StoreError>;

/// Rows of all kinds.
pub(crate) trait Backend: AccountRows + Send + Sync + std::fmt::Debug {
    fn place(&self) -> &str;
    /// When the database was made.
    fn created(&self) -> Result<UnixSeconds, StoreError>;
    /// By which the key is known again.
    fn fingerprint(&self) -> Result<Option<String>, StoreError>;
    /// Sets it, where there is none.
    fn set_fingerprint(&self, fingerprint: &str) -> Result<(), StoreError>;

    /// Adds all of `rows` or none. An id that is taken is counted up.
    fn add(&self, rows: &mut [Row]) -> Result<(), StoreError>;
    fn record(&self, id: RecordId) -> Result<Option<Record>, StoreError>;
    fn report(&self, id: RecordId) -> Result<Option<Vec<u8>>, StoreError>;
    fn records(&self, filter: &Filter, page: &Page) -> Result<Vec<Record>, StoreError>;
    /// How many there are; looks at all of them.
    fn count_records(&self) -> Result<u64, StoreError>;
    /// Removes some of the records before `before`; 0 once there are none.
    fn expire_records(&self, before: RecordId) -> Result<u64, StoreError>;
    /// Removes all records of one recipient alone, and the recipient from the others.
    fn purge_records(&self, recipient: &str) -> Result<u64, StoreError>;
    fn say(&self, feedback: &Feedback) -> Result<(), StoreError>;
    fn feedback(&self, record: RecordId) -> Result<Vec<Feedback>, StoreError>;
    /// What rules came to since the day `month`, and of that since `week`.
    fn rule_sums(&self, week: i64, month: i64) -> Result<Sums, StoreError>;
    /// People's words and the rules that they are about, newest first.
    fn words_on_rules(&self, limit: usize) -> Result<Vec<Said>, StoreError>;
    fn add_rule_version(&self, version: &RuleVersion) -> Result<i64, StoreError>;
    /// The versions of one rule, newest first; without a name, the newest of each.
    fn rule_versions(&self, file: Option<&str>) -> Result<Vec<RuleVersion>, StoreError>;
    fn add_user_report(&self, report: &UserReport) -> Result<(), StoreError>;
    fn user_reports(
        &self,
        filter: &ReportFilter,
        page: &Page<i64>,
    ) -> Result<Vec<QueuedReport>, StoreError>;
    /// Whether the report was there and waited; it is then answered.
    fn answer_report(&self, report: i64, answer: &ReportAnswer) -> Result<bool, StoreError>;
    /// For each of `terms` the newest records that are found by it, newest first; at most `limit`.
    fn newest_of(&self, terms: &[Term], limit: usize) -> Result<Vec<Vec<Record>>, StoreError>;
    /// Those of `numbers` that stand in some record, and in how many, counted up to `most`.
    fn numbers_seen(
        &self,
        numbers: &[String],
        most: usize,
    ) -> Result<Vec<(String, u64)>, StoreError>;
    /// Counters of each span and value, in their order.
    fn tallies(&self, counted: Counted, period: &Period) -> Result<Vec<Tally>, StoreError>;
    /// The values with the most records, and how many.
    fn most(
        &self,
        counted: Counted,
        period: &Period,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError>;

    /// Whether some entry needs these bytes.
    fn has_content(&self, content: &Digest) -> Result<bool, StoreError>;
    /// Adds entries durably; `ensure` sees to the bytes while nobody can remove them.
    fn hold(&self, holding: &mut Holding, ensure: Within<'_>) -> Result<Held, StoreError>;
    /// Has `remove` done where no entry needs these bytes, and while nobody can hold them again.
    fn forget_content(&self, content: &Digest, remove: Within<'_>) -> Result<(), StoreError>;
    /// Does the same after `entry`, which was deleted, no longer needs them.
    fn forget_deleted(
        &self,
        entry: EntryId,
        content: &Digest,
        remove: Within<'_>,
    ) -> Result<(), StoreError>;
    /// Some of the deleted entries that could be brought back until `now` or before.
    fn forgettable(&self, now: UnixSeconds) -> Result<Vec<(EntryId, Digest)>, StoreError>;
    fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError>;
    fn entries(&self, filter: &EntryFilter, page: &Page<EntryId>)
    -> Result<Vec<Entry>, StoreError>;
    /// Whether the entry is held and nobody else has claimed it; it is then claimed until `until`.
    fn claim(&self, id: EntryId, now: UnixSeconds, until: UnixSeconds) -> Result<bool, StoreError>;
    fn give_back(&self, id: EntryId) -> Result<(), StoreError>;
    /// Whether the entry was held, and unclaimed where `unclaimed` asks for that; its state is then another.
    fn settle(&self, id: EntryId, how: &Settling<'_>, unclaimed: bool) -> Result<bool, StoreError>;
    /// Whether the entry was deleted, can be brought back at this moment, and is not held anew; it is then held.
    fn restore(&self, id: EntryId, how: &Settling<'_>) -> Result<bool, StoreError>;
    /// Removes all entries of one recipient; the digests of their bytes.
    fn purge_entries(&self, recipient: &str) -> Result<Vec<Digest>, StoreError>;
    fn tell(&self, entries: &[EntryId], now: UnixSeconds) -> Result<(), StoreError>;
    fn usage(&self) -> Result<Usage, StoreError>;
    /// The bytes that rows speak of, in their order, after `after`.
    fn contents(&self, after: Option<&Digest>) -> Result<Vec<Digest>, StoreError>;

    fn add_ticket(
        &self,
        nonce: &[u8; 16],
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError>;
    fn use_ticket(&self, nonce: &[u8; 16], now: UnixSeconds) -> Result<Redeemed, StoreError>;
    fn add_link(
        &self,
        link: &Digest,
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError>;
    /// The entry behind a link whose time is not over and that was not used.
    fn link(&self, link: &Digest, now: UnixSeconds) -> Result<Option<EntryId>, StoreError>;
    /// Removes tickets and links whose time was over before `before`.
    fn expire_secrets(&self, before: UnixSeconds) -> Result<(), StoreError>;

    fn add_token(&self, token: &NewToken<'_>) -> Result<i64, StoreError>;
    fn tokens(&self) -> Result<Vec<Token>, StoreError>;
    /// Whether there was one that counted.
    fn revoke(&self, token: i64, now: UnixSeconds) -> Result<bool, StoreError>;
    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError>;
    fn note_use(&self, token: i64, now: UnixSeconds) -> Result<(), StoreError>;
}
