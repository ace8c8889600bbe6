//! Rows in one SQLite file with a write-ahead log: one writer, any number of readers.
//!
//! What is held is forced to the disk before it counts (`synchronous = FULL`). A record of a verdict may be lost with the power, not
//! with the process (`NORMAL`).

mod accounts;
mod fault;
mod open;
mod quarantine;
mod records;
mod rules;
mod search;
mod secrets;
mod tally;
mod user_reports;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::{Connection, OptionalExtension as _};

use crate::backend::{Backend, Holding, NewToken, Row, Settling, Within};
use crate::entry::{Entry, EntryFilter, Held};
use crate::error::StoreError;
use crate::filter::{Filter, Page, Term};
use crate::id::{Digest, EntryId, RecordId};
use crate::quarantine::Usage;
use crate::record::{
    Feedback, QueuedReport, Record, ReportAnswer, ReportFilter, UnixSeconds, UserReport,
};
use crate::rule::{RuleVersion, Said, Sums};
use crate::settings::Settings;
use crate::tally::{Counted, Period, Tally};
use crate::ticket::Redeemed;
use crate::token::Token;
use fault::Fault;
use open::Identity;

/// Readers that are kept open when they are not in use.
const IDLE_READERS: usize = 8;

/// What the fingerprint is called among what is kept of the store itself.
const FINGERPRINT: &str = "fingerprint";

/// What a transaction survives once it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Survives {
    /// The end of the process.
    Process,
    /// A loss of power.
    Power,
}

/// A connection and the file that it is to.
#[derive(Debug)]
struct Open {
    connection: Connection,
    identity: Option<Identity>,
    survives: Survives,
}

/// A SQLite file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    file: PathBuf,
    place: String,
    settings: Settings,
    writer: Mutex<Open>,
    readers: Mutex<Vec<Open>>,
    /// By which the key is known again, once that has been asked.
    fingerprint: OnceLock<String>,
}

impl Sqlite {
    pub(crate) fn open(
        file: &Path,
        settings: &Settings,
        now: UnixSeconds,
    ) -> Result<Self, StoreError> {
        let place = file.display().to_string();
        open::make(file)?;
        let mut connection = open::connect(file, settings.patience)?;
        open::prepare(&mut connection, &place, settings.patience, now)?;
        let writer = Open {
            connection,
            identity: open::identity(file),
            survives: Survives::Process,
        };
        Ok(Self {
            file: file.to_owned(),
            place,
            settings: settings.clone(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            fingerprint: OnceLock::new(),
        })
    }

    fn connect(&self) -> Result<Open, StoreError> {
        if !self.file.exists() {
            return Err(self.gone());
        }
        let connection = open::connect(&self.file, self.settings.patience)?;
        open::is_store(&connection, &self.place)?;
        // Another store in its place has another key, with which nothing that is written from here could be read.
        if let Some(known) = self.fingerprint.get() {
            let found = meta(&connection, FINGERPRINT);
            let found = found.map_err(|it| fault::at(&self.place, &it))?;
            if found.as_ref() != Some(known) {
                return Err(self.gone());
            }
        }
        Ok(Open {
            connection,
            identity: open::identity(&self.file),
            survives: Survives::Process,
        })
    }

    fn gone(&self) -> StoreError {
        StoreError::Gone {
            place: self.place.clone(),
        }
    }

    /// Runs `work` in one transaction; what fails leaves nothing. A file that was removed or replaced under an open
    /// connection takes what is written and is never seen again, so it is looked at before and after.
    fn write<T>(
        &self,
        survives: Survives,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let mut writer = lock(&self.writer);
        if writer.identity.is_none() || open::identity(&self.file) != writer.identity {
            *writer = self.connect()?;
        }
        let result = transaction(&mut writer, survives, work).map_err(|it| it.at(&self.place));
        if open::identity(&self.file) != writer.identity {
            return Err(self.gone());
        }
        result
    }

    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let identity = open::identity(&self.file);
        let idle = lock(&self.readers).pop();
        let reader = match idle.filter(|it| it.identity == identity) {
            Some(reader) => reader,
            None => self.connect()?,
        };
        let result = work(&reader.connection).map_err(|it| fault::at(&self.place, &it));
        let mut readers = lock(&self.readers);
        if result.is_ok() && readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        result
    }

    /// What was removed must not linger in the log.
    fn empty_log(&self) -> Result<(), StoreError> {
        let writer = lock(&self.writer);
        let emptied =
            writer
                .connection
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        emptied.map_err(|it| fault::at(&self.place, &it))
    }
}

fn transaction<T>(
    open: &mut Open,
    survives: Survives,
    work: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    if open.survives != survives {
        // Not possible within a transaction.
        let how = match survives {
            Survives::Process => "normal",
            Survives::Power => "full",
        };
        open.connection.pragma_update(None, "synchronous", how)?;
        open.survives = survives;
    }
    let connection = &open.connection;
    connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let undo = Undo(connection);
    let result = work(connection)?;
    connection.prepare_cached("COMMIT")?.execute([])?;
    drop(undo);
    Ok(result)
}

/// Rolls back what was not committed, also where a panic ends it.
struct Undo<'c>(&'c Connection);

impl Drop for Undo<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // SQLite rolls back by itself where this fails, at the latest when the connection is closed.
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

/// A thread that panicked left no transaction open.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn meta(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| {
            row.get(0)
        })
        .optional()
}

impl Backend for Sqlite {
    fn place(&self) -> &str {
        &self.place
    }

    fn created(&self) -> Result<UnixSeconds, StoreError> {
        let text = self.read(|it| meta(it, "created"))?;
        Ok(text.and_then(|it| it.parse().ok()).unwrap_or(0))
    }

    fn fingerprint(&self) -> Result<Option<String>, StoreError> {
        let found = self.read(|it| meta(it, FINGERPRINT))?;
        if let Some(found) = &found {
            // What was found first stays.
            let _ = self.fingerprint.set(found.clone());
        }
        Ok(found)
    }

    fn set_fingerprint(&self, fingerprint: &str) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| {
            let sql = "INSERT INTO meta (name, value) VALUES ('fingerprint', ?1) \
                       ON CONFLICT DO NOTHING";
            it.execute(sql, [fingerprint])?;
            Ok(())
        })
    }

    fn add(&self, rows: &mut [Row]) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| Ok(records::add(it, rows)?))
    }

    fn record(&self, id: RecordId) -> Result<Option<Record>, StoreError> {
        self.read(|it| search::record(it, id))
    }

    fn report(&self, id: RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|it| search::report(it, id))
    }

    fn records(&self, filter: &Filter, page: &Page) -> Result<Vec<Record>, StoreError> {
        self.read(|it| search::records(it, filter, page))
    }

    fn count_records(&self) -> Result<u64, StoreError> {
        let count: i64 = self.read(|it| {
            let sql = "SELECT count(*) FROM record";
            it.query_row(sql, [], |row| row.get(0))
        })?;
        Ok(count.cast_unsigned())
    }

    fn expire_records(&self, before: RecordId) -> Result<u64, StoreError> {
        let removed = self.write(Survives::Process, |it| Ok(records::expire(it, before)?))?;
        if removed == 0 {
            self.empty_log()?;
        }
        Ok(removed)
    }

    fn purge_records(&self, recipient: &str) -> Result<u64, StoreError> {
        let mut touched = 0;
        loop {
            let some = self.write(Survives::Process, |it| Ok(records::purge(it, recipient)?))?;
            if some == 0 {
                break;
            }
            touched += some;
        }
        self.empty_log()?;
        Ok(touched)
    }

    fn say(&self, feedback: &Feedback) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| Ok(records::say(it, feedback)?))
    }

    fn feedback(&self, record: RecordId) -> Result<Vec<Feedback>, StoreError> {
        self.read(|it| records::feedback(it, record))
    }

    fn rule_sums(&self, week: i64, month: i64) -> Result<Sums, StoreError> {
        self.read(|it| rules::sums(it, week, month))
    }

    fn words_on_rules(&self, limit: usize) -> Result<Vec<Said>, StoreError> {
        self.read(|it| rules::words(it, limit))
    }

    fn add_rule_version(&self, version: &RuleVersion) -> Result<i64, StoreError> {
        self.write(Survives::Power, |it| Ok(rules::add_version(it, version)?))
    }

    fn rule_versions(&self, file: Option<&str>) -> Result<Vec<RuleVersion>, StoreError> {
        self.read(|it| rules::versions(it, file))
    }

    fn add_user_report(&self, report: &UserReport) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| Ok(user_reports::add(it, report)?))
    }

    fn user_reports(
        &self,
        filter: &ReportFilter,
        page: &Page<i64>,
    ) -> Result<Vec<QueuedReport>, StoreError> {
        self.read(|it| user_reports::list(it, filter, page))
    }

    fn answer_report(&self, report: i64, answer: &ReportAnswer) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| {
            Ok(user_reports::answer(it, report, answer)?)
        })
    }

    fn newest_of(&self, terms: &[Term], limit: usize) -> Result<Vec<Vec<Record>>, StoreError> {
        let limit = limit.cast_signed() as i64;
        self.read(|it| {
            let each = terms.iter().map(|term| search::newest_of(it, term, limit));
            each.collect()
        })
    }

    fn numbers_seen(
        &self,
        numbers: &[String],
        most: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(|it| search::numbers_seen(it, numbers, most.cast_signed() as i64))
    }

    fn tallies(&self, counted: Counted, period: &Period) -> Result<Vec<Tally>, StoreError> {
        self.read(|it| tally::each(it, counted, period))
    }

    fn most(
        &self,
        counted: Counted,
        period: &Period,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        self.read(|it| tally::most(it, counted, period, limit.cast_signed() as i64))
    }

    fn has_content(&self, content: &Digest) -> Result<bool, StoreError> {
        self.read(|it| quarantine::has_content(it, content))
    }

    fn hold(&self, holding: &mut Holding, ensure: Within<'_>) -> Result<Held, StoreError> {
        self.write(Survives::Power, |it| quarantine::hold(it, holding, ensure))
    }

    fn forget_content(&self, content: &Digest, remove: Within<'_>) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| {
            quarantine::forget(it, content, remove)
        })
    }

    fn forget_deleted(
        &self,
        entry: EntryId,
        content: &Digest,
        remove: Within<'_>,
    ) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| {
            quarantine::end_undo(it, entry)?;
            quarantine::forget(it, content, remove)
        })
    }

    fn forgettable(&self, now: UnixSeconds) -> Result<Vec<(EntryId, Digest)>, StoreError> {
        self.read(|it| quarantine::forgettable(it, now))
    }

    fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        self.read(|it| quarantine::entry(it, id))
    }

    fn entries(
        &self,
        filter: &EntryFilter,
        page: &Page<EntryId>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.read(|it| quarantine::entries(it, filter, page))
    }

    fn claim(&self, id: EntryId, now: UnixSeconds, until: UnixSeconds) -> Result<bool, StoreError> {
        self.write(Survives::Process, |it| {
            Ok(quarantine::claim(it, id, now, until)?)
        })
    }

    fn give_back(&self, id: EntryId) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| Ok(quarantine::give_back(it, id)?))
    }

    fn settle(&self, id: EntryId, how: &Settling<'_>, unclaimed: bool) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| {
            Ok(quarantine::settle(it, id, how, unclaimed)?)
        })
    }

    fn restore(&self, id: EntryId, how: &Settling<'_>) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| Ok(quarantine::restore(it, id, how)?))
    }

    fn purge_entries(&self, recipient: &str) -> Result<Vec<Digest>, StoreError> {
        self.write(Survives::Power, |it| Ok(quarantine::purge(it, recipient)?))
    }

    fn tell(&self, entries: &[EntryId], now: UnixSeconds) -> Result<(), StoreError> {
        self.write(Survives::Power, |it| {
            Ok(quarantine::tell(it, entries, now)?)
        })
    }

    fn usage(&self) -> Result<Usage, StoreError> {
        self.read(quarantine::usage)
    }

    fn contents(&self, after: Option<&Digest>) -> Result<Vec<Digest>, StoreError> {
        self.read(|it| quarantine::contents(it, after))
    }

    fn add_ticket(
        &self,
        nonce: &[u8; 16],
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| {
            Ok(secrets::add_ticket(it, nonce, entry, expires)?)
        })
    }

    fn use_ticket(&self, nonce: &[u8; 16], now: UnixSeconds) -> Result<Redeemed, StoreError> {
        self.write(Survives::Power, |it| {
            Ok(secrets::use_ticket(it, nonce, now)?)
        })
    }

    fn add_link(
        &self,
        link: &Digest,
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| {
            Ok(secrets::add_link(it, link, entry, expires)?)
        })
    }

    fn link(&self, link: &Digest, now: UnixSeconds) -> Result<Option<EntryId>, StoreError> {
        self.read(|it| secrets::link(it, link, now))
    }

    fn expire_secrets(&self, before: UnixSeconds) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| Ok(secrets::expire(it, before)?))
    }

    fn add_token(&self, token: &NewToken<'_>) -> Result<i64, StoreError> {
        self.write(Survives::Power, |it| Ok(secrets::add_token(it, token)?))
    }

    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.read(secrets::tokens)
    }

    fn revoke(&self, token: i64, now: UnixSeconds) -> Result<bool, StoreError> {
        self.write(Survives::Power, |it| Ok(secrets::revoke(it, token, now)?))
    }

    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError> {
        self.read(|it| secrets::token(it, digest))
    }

    fn note_use(&self, token: i64, now: UnixSeconds) -> Result<(), StoreError> {
        self.write(Survives::Process, |it| {
            Ok(secrets::note_use(it, token, now)?)
        })
    }
}
