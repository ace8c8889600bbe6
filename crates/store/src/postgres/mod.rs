//! Rows in a PostgreSQL database (14 or later), in a schema of its own called `offhook_store`.
//!
//! One connection, made again where it was lost: a store is asked by few at once, and what writes waits for the same locks
//! anyway. The bytes of messages stay files; several hosts that share a database have to share the directory too.

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

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use postgres::{Client, Config, Transaction};

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

/// Times that something is done again which collided with another.
const TRIES: usize = 4;

/// A PostgreSQL database.
pub(crate) struct Postgres {
    config: Config,
    place: String,
    patience: Duration,
    client: Mutex<Option<Client>>,
    /// By which the key is known again, once that has been asked.
    fingerprint: OnceLock<String>,
}

impl std::fmt::Debug for Postgres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Postgres")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl Postgres {
    pub(crate) fn open(
        url: &str,
        settings: &Settings,
        now: UnixSeconds,
    ) -> Result<Self, StoreError> {
        let (config, place) = open::config(url, settings.patience)?;
        let mut client = open::connect(&config, &place)?;
        open::prepare(&mut client, &place, now)?;
        Ok(Self {
            config,
            place,
            patience: settings.patience,
            client: Mutex::new(Some(client)),
            fingerprint: OnceLock::new(),
        })
    }

    /// Runs `work` in one transaction; what fails leaves nothing. What collides with another is done again.
    fn run<T>(
        &self,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let mut place = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        let is_well = place
            .as_mut()
            .is_some_and(|it| it.is_valid(self.patience).is_ok());
        if !is_well {
            *place = None;
        }
        let client = match place.as_mut() {
            Some(client) => client,
            None => place.insert(self.connect()?),
        };
        let mut tries = 0;
        loop {
            tries += 1;
            let done = client
                .transaction()
                .map_err(Fault::from)
                .and_then(|mut transaction| {
                    let done = work(&mut transaction)?;
                    transaction.commit()?;
                    Ok(done)
                });
            match done {
                Err(fault) if fault.is_collision() && tries < TRIES => {}
                other => return other.map_err(|it| it.at(&self.place)),
            }
        }
    }

    fn connect(&self) -> Result<Client, StoreError> {
        let mut client = open::connect(&self.config, &self.place)?;
        // Another store in its place has another key, with which nothing that is written from here could be read.
        if let Some(known) = self.fingerprint.get() {
            let sql =
                "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'fingerprint' AND value = $1)";
            let row = client.query_one(sql, &[known]);
            let is_same = row.and_then(|it| it.try_get(0));
            if !is_same.map_err(|it| fault::at(&self.place, &it))? {
                return Err(StoreError::Gone {
                    place: self.place.clone(),
                });
            }
        }
        Ok(client)
    }

    fn meta(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.run(|it| {
            let row = it.query_opt("SELECT value FROM meta WHERE name = $1", &[&name])?;
            Ok(row.map(|it| it.try_get(0)).transpose()?)
        })
    }
}

impl Backend for Postgres {
    fn place(&self) -> &str {
        &self.place
    }

    fn created(&self) -> Result<UnixSeconds, StoreError> {
        let text = self.meta("created")?;
        Ok(text.and_then(|it| it.parse().ok()).unwrap_or(0))
    }

    fn fingerprint(&self) -> Result<Option<String>, StoreError> {
        let found = self.meta("fingerprint")?;
        if let Some(found) = &found {
            // What was found first stays.
            let _ = self.fingerprint.set(found.clone());
        }
        Ok(found)
    }

    fn set_fingerprint(&self, fingerprint: &str) -> Result<(), StoreError> {
        self.run(|it| {
            let sql = "INSERT INTO meta (name, value) VALUES ('fingerprint', $1) \
                       ON CONFLICT DO NOTHING";
            it.execute(sql, &[&fingerprint])?;
            Ok(())
        })
    }

    fn add(&self, rows: &mut [Row]) -> Result<(), StoreError> {
        self.run(|it| records::add(it, rows))
    }

    fn record(&self, id: RecordId) -> Result<Option<Record>, StoreError> {
        self.run(|it| search::record(it, id))
    }

    fn report(&self, id: RecordId) -> Result<Option<Vec<u8>>, StoreError> {
        self.run(|it| search::report(it, id))
    }

    fn records(&self, filter: &Filter, page: &Page) -> Result<Vec<Record>, StoreError> {
        self.run(|it| search::records(it, filter, page))
    }

    fn count_records(&self) -> Result<u64, StoreError> {
        self.run(|it| {
            let count: i64 = it
                .query_one("SELECT count(*) FROM record", &[])?
                .try_get(0)?;
            Ok(count.cast_unsigned())
        })
    }

    fn expire_records(&self, before: RecordId) -> Result<u64, StoreError> {
        self.run(|it| records::expire(it, before))
    }

    fn purge_records(&self, recipient: &str) -> Result<u64, StoreError> {
        let mut touched = 0;
        loop {
            match self.run(|it| records::purge(it, recipient))? {
                0 => return Ok(touched),
                some => touched += some,
            }
        }
    }

    fn say(&self, feedback: &Feedback) -> Result<(), StoreError> {
        self.run(|it| records::say(it, feedback))
    }

    fn feedback(&self, record: RecordId) -> Result<Vec<Feedback>, StoreError> {
        self.run(|it| records::feedback(it, record))
    }

    fn rule_sums(&self, week: i64, month: i64) -> Result<Sums, StoreError> {
        self.run(|it| rules::sums(it, week, month))
    }

    fn words_on_rules(&self, limit: usize) -> Result<Vec<Said>, StoreError> {
        self.run(|it| rules::words(it, limit))
    }

    fn add_rule_version(&self, version: &RuleVersion) -> Result<i64, StoreError> {
        self.run(|it| rules::add_version(it, version))
    }

    fn rule_versions(&self, file: Option<&str>) -> Result<Vec<RuleVersion>, StoreError> {
        self.run(|it| rules::versions(it, file))
    }

    fn add_user_report(&self, report: &UserReport) -> Result<(), StoreError> {
        self.run(|it| user_reports::add(it, report))
    }

    fn user_reports(
        &self,
        filter: &ReportFilter,
        page: &Page<i64>,
    ) -> Result<Vec<QueuedReport>, StoreError> {
        self.run(|it| user_reports::list(it, filter, page))
    }

    fn answer_report(&self, report: i64, answer: &ReportAnswer) -> Result<bool, StoreError> {
        self.run(|it| user_reports::answer(it, report, answer))
    }

    fn newest_of(&self, terms: &[Term], limit: usize) -> Result<Vec<Vec<Record>>, StoreError> {
        self.run(|it| search::newest_of(it, terms, limit.cast_signed() as i64))
    }

    fn numbers_seen(
        &self,
        numbers: &[String],
        most: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        self.run(|it| search::numbers_seen(it, numbers, most.cast_signed() as i64))
    }

    fn tallies(&self, counted: Counted, period: &Period) -> Result<Vec<Tally>, StoreError> {
        self.run(|it| tally::each(it, counted, period))
    }

    fn most(
        &self,
        counted: Counted,
        period: &Period,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        self.run(|it| tally::most(it, counted, period, limit.cast_signed() as i64))
    }

    fn has_content(&self, content: &Digest) -> Result<bool, StoreError> {
        self.run(|it| quarantine::has_content(it, content))
    }

    fn hold(&self, holding: &mut Holding, ensure: Within<'_>) -> Result<Held, StoreError> {
        self.run(|it| quarantine::hold(it, holding, ensure))
    }

    fn forget_content(&self, content: &Digest, remove: Within<'_>) -> Result<(), StoreError> {
        self.run(|it| quarantine::forget(it, content, remove))
    }

    fn forget_deleted(
        &self,
        entry: EntryId,
        content: &Digest,
        remove: Within<'_>,
    ) -> Result<(), StoreError> {
        self.run(|it| {
            quarantine::end_undo(it, entry)?;
            quarantine::forget(it, content, remove)
        })
    }

    fn forgettable(&self, now: UnixSeconds) -> Result<Vec<(EntryId, Digest)>, StoreError> {
        self.run(|it| quarantine::forgettable(it, now))
    }

    fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        self.run(|it| quarantine::entry(it, id))
    }

    fn entries(
        &self,
        filter: &EntryFilter,
        page: &Page<EntryId>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.run(|it| quarantine::entries(it, filter, page))
    }

    fn claim(&self, id: EntryId, now: UnixSeconds, until: UnixSeconds) -> Result<bool, StoreError> {
        self.run(|it| quarantine::claim(it, id, now, until))
    }

    fn give_back(&self, id: EntryId) -> Result<(), StoreError> {
        self.run(|it| quarantine::give_back(it, id))
    }

    fn settle(&self, id: EntryId, how: &Settling<'_>, unclaimed: bool) -> Result<bool, StoreError> {
        self.run(|it| quarantine::settle(it, id, how, unclaimed))
    }

    fn restore(&self, id: EntryId, how: &Settling<'_>) -> Result<bool, StoreError> {
        self.run(|it| quarantine::restore(it, id, how))
    }

    fn purge_entries(&self, recipient: &str) -> Result<Vec<Digest>, StoreError> {
        self.run(|it| quarantine::purge(it, recipient))
    }

    fn tell(&self, entries: &[EntryId], now: UnixSeconds) -> Result<(), StoreError> {
        self.run(|it| quarantine::tell(it, entries, now))
    }

    fn usage(&self) -> Result<Usage, StoreError> {
        self.run(quarantine::usage)
    }

    fn contents(&self, after: Option<&Digest>) -> Result<Vec<Digest>, StoreError> {
        self.run(|it| quarantine::contents(it, after))
    }

    fn add_ticket(
        &self,
        nonce: &[u8; 16],
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError> {
        self.run(|it| secrets::add_ticket(it, nonce, entry, expires))
    }

    fn use_ticket(&self, nonce: &[u8; 16], now: UnixSeconds) -> Result<Redeemed, StoreError> {
        self.run(|it| secrets::use_ticket(it, nonce, now))
    }

    fn add_link(
        &self,
        link: &Digest,
        entry: EntryId,
        expires: UnixSeconds,
    ) -> Result<(), StoreError> {
        self.run(|it| secrets::add_link(it, link, entry, expires))
    }

    fn link(&self, link: &Digest, now: UnixSeconds) -> Result<Option<EntryId>, StoreError> {
        self.run(|it| secrets::link(it, link, now))
    }

    fn expire_secrets(&self, before: UnixSeconds) -> Result<(), StoreError> {
        self.run(|it| secrets::expire(it, before))
    }

    fn add_token(&self, token: &NewToken<'_>) -> Result<i64, StoreError> {
        self.run(|it| secrets::add_token(it, token))
    }

    fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        self.run(secrets::tokens)
    }

    fn revoke(&self, token: i64, now: UnixSeconds) -> Result<bool, StoreError> {
        self.run(|it| secrets::revoke(it, token, now))
    }

    fn token(&self, digest: &Digest) -> Result<Option<Token>, StoreError> {
        self.run(|it| secrets::token(it, digest))
    }

    fn note_use(&self, token: i64, now: UnixSeconds) -> Result<(), StoreError> {
        self.run(|it| secrets::note_use(it, token, now))
    }
}
