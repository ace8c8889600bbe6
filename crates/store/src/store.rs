//! A store: a directory with a database, a key and messages.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::backend::{Backend, Holding, Row, Settling};
use crate::entry::{Entry, EntryFilter, EntryState, Envelope, Held, Message};
use crate::error::StoreError;
use crate::files::{self, Files};
use crate::filter::{Filter, Kind, Page, Term};
use crate::id::{Digest, EntryId, RecordId};
use crate::key::{self, Key};
use crate::postgres::Postgres;
use crate::quarantine::{Audit, Claim, Usage};
use crate::record::{
    Feedback, NewRecord, QueuedReport, Record, ReportAnswer, ReportFilter, UnixSeconds, UserReport,
};
use crate::rule;
use crate::scrub;
use crate::seal::Seal;
use crate::settings::Settings;
use crate::sqlite::Sqlite;
use crate::tally::{Counted, Period, Tally};

/// Seconds for which a claim counts.
const CLAIM: UnixSeconds = 600;
/// Seconds for which a deleted entry can be brought back, at least.
pub const UNDO_SECONDS: UnixSeconds = 900;
/// Bytes of a report that are kept.
const MOST_REPORT: usize = 4 << 20;

/// Everything that is kept of mail. It may be shared by any number of threads, and its directory by any number of processes.
#[derive(Debug)]
pub struct Store {
    directory: PathBuf,
    settings: Settings,
    pub(crate) key: Key,
    files: Files,
    pub(crate) rows: Box<dyn Backend>,
}

impl Store {
    /// Opens the store in `directory`, which is made where it is not there. `now` dates a store that is made by this.
    pub fn open(
        directory: &Path,
        settings: Settings,
        now: UnixSeconds,
    ) -> Result<Self, StoreError> {
        files::make(directory)?;
        let file = directory.join("store.sqlite");
        let key_file = settings.key_file.clone();
        let key_file = key_file.unwrap_or_else(|| directory.join("key"));
        let rows: Box<dyn Backend> = match &settings.database {
            Some(url) => Box::new(Postgres::open(url, &settings, now)?),
            None => Box::new(Sqlite::open(&file, &settings, now)?),
        };
        let key = match rows.fingerprint()? {
            None => {
                let key = key::read_or_create(&key_file)?;
                rows.set_fingerprint(&key.fingerprint())?;
                Some(key)
            }
            Some(_) => key::read(&key_file)?,
        };
        // Looked at again: another process may have made the store at the same time.
        let known = rows.fingerprint()?;
        let key = key.filter(|it| known == Some(it.fingerprint()));
        let key = key.ok_or_else(|| StoreError::WrongKey {
            place: rows.place().to_owned(),
            key: key_file.display().to_string(),
        })?;
        Ok(Self {
            files: Files::open(directory, Seal::new(&key, "messages")?, settings.encrypt)?,
            directory: directory.to_owned(),
            key,
            settings,
            rows,
        })
    }

    /// Where it lies.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Where the database is.
    pub fn place(&self) -> &str {
        self.rows.place()
    }

    /// Keeps records: all of them or none. Their ids, in order.
    pub fn add(&self, records: Vec<NewRecord>) -> Result<Vec<RecordId>, StoreError> {
        let rows: Result<Vec<Row>, _> = records.into_iter().map(|it| self.row(it)).collect();
        let mut rows = rows?;
        self.rows.add(&mut rows)?;
        Ok(rows.iter().map(|it| it.id).collect())
    }

    fn row(&self, record: NewRecord) -> Result<Row, StoreError> {
        let record = scrub::scrubbed(record, &self.settings);
        let rules = rule::matched(&record.report);
        Ok(Row {
            id: RecordId::fresh(record.time)?,
            terms: scrub::terms(&record, &rules),
            rules,
            text: scrub::text(&record),
            record,
        })
    }

    /// One record.
    pub fn record(&self, id: RecordId) -> Result<Option<Record>, StoreError> {
        self.rows.record(id)
    }

    /// The whole report of a record.
    pub fn report(&self, id: RecordId) -> Result<Option<serde_json::Value>, StoreError> {
        let Some(packed) = self.rows.report(id)? else {
            return Ok(None);
        };
        let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, MOST_REPORT);
        let bytes = bytes.map_err(|_| self.corrupt("a report cannot be unpacked"))?;
        let report = serde_json::from_slice(&bytes);
        report
            .map(Some)
            .map_err(|_| self.corrupt("a report is no JSON"))
    }

    fn corrupt(&self, detail: &str) -> StoreError {
        StoreError::Corrupt {
            place: self.place().to_owned(),
            detail: detail.to_owned(),
        }
    }

    /// Records, newest first.
    pub fn records(&self, filter: &Filter, page: &Page) -> Result<Vec<Record>, StoreError> {
        self.rows.records(filter, page)
    }

    /// For each of `filters` the newest records that are found by the first thing it asks for, newest first and at most
    /// `limit`: in one question, where asking each by itself would take too long.
    pub fn newest_of(
        &self,
        filters: &[Filter],
        limit: usize,
    ) -> Result<Vec<Vec<Record>>, StoreError> {
        let terms = filters.iter().map(|it| it.terms().into_iter().next());
        // What asks for nothing finds nothing: no record has an empty name for its verdict.
        let terms = terms.map(|it| it.unwrap_or((Kind::Verdict, String::new())));
        let terms: Vec<Term> = terms.collect();
        self.rows.newest_of(&terms, limit.clamp(1, 1000))
    }

    /// Those of `numbers`, in E.164, that stand in some record, and in how many of them, counted up to `most`. The first 1000 of
    /// `numbers` are looked for.
    pub fn numbers_seen(
        &self,
        numbers: &[String],
        most: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let asked = numbers.get(..numbers.len().min(1000)).unwrap_or_default();
        self.rows.numbers_seen(asked, most.clamp(1, 1000))
    }

    /// How many records there are. With a million of them this takes a while.
    pub fn count_records(&self) -> Result<u64, StoreError> {
        self.rows.count_records()
    }

    /// Removes the records of before `before`, some at a time: there may be many, and others want the database too. Between two times
    /// `goes_on` is asked whether to go on, and may take its time. How many were removed.
    pub fn expire_records(
        &self,
        before: UnixSeconds,
        mut goes_on: impl FnMut() -> bool,
    ) -> Result<u64, StoreError> {
        let before = RecordId::first_of(before);
        let mut removed = 0;
        loop {
            let some = self.rows.expire_records(before)?;
            removed += some;
            if some == 0 || !goes_on() {
                return Ok(removed);
            }
        }
    }

    /// Removes everything that is kept of mail to `mailbox`: records, entries whatever their state, bytes, reports made by it. Of a
    /// message to several, only this recipient. How many records and entries.
    pub fn purge(&self, mailbox: &str) -> Result<u64, StoreError> {
        let mailbox = mailbox.to_lowercase();
        let contents = self.rows.purge_entries(&mailbox)?;
        for it in &contents {
            self.forget(it)?;
        }
        Ok(contents.len() as u64 + self.rows.purge_records(&mailbox)?)
    }

    /// Keeps a person's word.
    pub fn say(&self, feedback: &Feedback) -> Result<(), StoreError> {
        if self.rows.record(feedback.record)?.is_none() {
            return Err(StoreError::not_found(format!("record {}", feedback.record)));
        }
        let mut feedback = feedback.clone();
        scrub::cut(&mut feedback.by);
        feedback.note.iter_mut().for_each(scrub::cut);
        self.rows.say(&feedback)
    }

    /// What persons said of a record, oldest first.
    pub fn feedback(&self, record: RecordId) -> Result<Vec<Feedback>, StoreError> {
        self.rows.feedback(record)
    }

    /// Keeps a reader's report.
    pub fn add_user_report(&self, report: &UserReport) -> Result<(), StoreError> {
        let mut report = report.clone();
        scrub::cut(&mut report.by);
        report.note.iter_mut().for_each(scrub::cut);
        report.message_id.iter_mut().for_each(scrub::cut);
        self.rows.add_user_report(&report)
    }

    /// What readers reported, newest first.
    pub fn user_reports(&self, limit: usize) -> Result<Vec<UserReport>, StoreError> {
        let queued = self
            .rows
            .user_reports(&ReportFilter::default(), &Page::first(limit))?;
        Ok(queued.into_iter().map(|it| it.report).collect())
    }

    /// What readers reported and what was done about it, newest first.
    pub fn queued_reports(
        &self,
        filter: &ReportFilter,
        page: &Page<i64>,
    ) -> Result<Vec<QueuedReport>, StoreError> {
        self.rows.user_reports(filter, page)
    }

    /// Keeps what a person has done about a report that waits. Whether it waited: nobody is answered twice.
    pub fn answer_report(&self, report: i64, answer: &ReportAnswer) -> Result<bool, StoreError> {
        let mut answer = answer.clone();
        scrub::cut(&mut answer.by);
        self.rows.answer_report(report, &answer)
    }

    /// How many records there are, by span and value; both in ascending order. What has none is left out.
    pub fn tallies(&self, counted: Counted, period: &Period) -> Result<Vec<Tally>, StoreError> {
        self.rows.tallies(counted, period)
    }

    /// The values with the most records in a period, and how many; at most `limit` of them, and never more than 1000.
    pub fn most(
        &self,
        counted: Counted,
        period: &Period,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        self.rows.most(counted, period, limit.clamp(1, 1000))
    }

    /// Holds a message: once this returns, it is on the disk with an entry for each recipient. Where it was held for a recipient already,
    /// that entry stands. `bytes` are what would be released; `record` is kept too, unless all of it was held already. `cause` is a
    /// sentence for people.
    ///
    /// After an error nothing may be answered for: the message is the mail server's still.
    pub fn hold(
        &self,
        bytes: &[u8],
        envelope: &Envelope,
        mut record: NewRecord,
        cause: Option<&str>,
    ) -> Result<Held, StoreError> {
        let digest = Digest::of(bytes);
        record.content = digest;
        let now = record.time;
        let row = self.row(record)?;
        let cause = cause.filter(|_| self.settings.keep_quotes);
        let mut holding = Holding {
            row,
            first_entry: EntryId::fresh(now)?,
            mail_from: envelope.mail_from.clone(),
            recipients: envelope.recipients.clone(),
            bytes: bytes.len() as u64,
            most_bytes: self.settings.most_bytes,
            cause: cause.map(str::to_owned),
        };
        scrub::cut(&mut holding.mail_from);
        holding.cause.iter_mut().for_each(scrub::cut);
        let is_new = !(self.rows.has_content(&digest)? && self.files.exists(&digest));
        if is_new {
            self.has_room(bytes.len() as u64)?;
            self.files.write(&digest, bytes)?;
        }
        let ensure = || {
            // Somebody may have removed them as nobody's in the meantime.
            if self.files.exists(&digest) {
                Ok(())
            } else {
                self.files.write(&digest, bytes)
            }
        };
        let held = self.rows.hold(&mut holding, &ensure);
        if held.is_err() && is_new {
            // Where this fails as well, the next audit removes them.
            let _ = self.forget(&digest);
        }
        held
    }

    fn has_room(&self, bytes: u64) -> Result<(), StoreError> {
        let held = self.rows.usage()?.bytes;
        let most = self.settings.most_bytes;
        if held.saturating_add(bytes) > most {
            return Err(StoreError::QuarantineFull { held, most });
        }
        Ok(())
    }

    /// Removes bytes that no entry needs.
    fn forget(&self, content: &Digest) -> Result<(), StoreError> {
        self.rows
            .forget_content(content, &|| self.files.remove(content))
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        self.rows.entry(id)
    }

    /// Entries, newest first.
    pub fn entries(
        &self,
        filter: &EntryFilter,
        page: &Page<EntryId>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.rows.entries(filter, page)
    }

    /// A held message with its bytes, compared with their digest.
    pub fn message(&self, id: EntryId) -> Result<Message, StoreError> {
        let entry = self.known(id)?;
        if entry.state != EntryState::Held {
            return Err(StoreError::Settled {
                entry: id,
                state: entry.state,
            });
        }
        let bytes = self.files.read(&entry.content)?;
        Ok(Message { entry, bytes })
    }

    fn known(&self, id: EntryId) -> Result<Entry, StoreError> {
        let entry = self.rows.entry(id)?;
        entry.ok_or_else(|| StoreError::not_found(format!("entry {id}")))
    }

    /// Claims an entry in order to release it. Of several who try at once, one succeeds.
    pub fn claim(&self, id: EntryId, now: UnixSeconds) -> Result<Claim, StoreError> {
        if !self.rows.claim(id, now, now.saturating_add(CLAIM))? {
            return Err(self.why_not(id)?);
        }
        let message = self.message(id);
        if message.is_err() {
            self.rows.give_back(id)?;
        }
        message.map(|message| Claim { message })
    }

    fn why_not(&self, id: EntryId) -> Result<StoreError, StoreError> {
        let entry = self.known(id)?;
        Ok(match entry.state {
            EntryState::Held => StoreError::Claimed { entry: id },
            state => StoreError::Settled { entry: id, state },
        })
    }

    /// Says that a claimed message has been delivered: somebody else answers for it now.
    pub fn finish_release(
        &self,
        claim: &Claim,
        actor: &str,
        reason: Option<&str>,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        let how = Settling {
            state: EntryState::Released,
            actor,
            reason,
            now,
            undo_until: None,
        };
        let entry = &claim.message.entry;
        self.rows.settle(entry.id, &how, false)?;
        self.forget(&entry.content)
    }

    /// Says that a claimed message could not be delivered: it is held as before.
    pub fn give_back(&self, claim: &Claim) -> Result<(), StoreError> {
        self.rows.give_back(claim.message.entry.id)
    }

    /// Deletes an entry. It can be brought back for [`UNDO_SECONDS`]; after that, [`Store::forget_deleted`] removes the bytes
    /// where no other entry needs them.
    pub fn delete(
        &self,
        id: EntryId,
        actor: &str,
        reason: Option<&str>,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        let how = Settling {
            state: EntryState::Deleted,
            actor,
            reason,
            now,
            undo_until: Some(now.saturating_add(UNDO_SECONDS)),
        };
        if self.rows.settle(id, &how, true)? {
            Ok(())
        } else {
            Err(self.why_not(id)?)
        }
    }

    /// Brings back an entry that was deleted: it is held as before. A link that its recipient was sent stays void.
    pub fn restore(
        &self,
        id: EntryId,
        actor: &str,
        reason: Option<&str>,
        now: UnixSeconds,
    ) -> Result<(), StoreError> {
        let how = Settling {
            state: EntryState::Held,
            actor,
            reason,
            now,
            undo_until: None,
        };
        if self.rows.restore(id, &how)? {
            return Ok(());
        }
        let entry = self.known(id)?;
        Err(match entry.state {
            EntryState::Deleted => StoreError::TooLate { entry: id },
            state => StoreError::Settled { entry: id, state },
        })
    }

    /// Removes the bytes of deleted entries that can no longer be brought back. How many entries.
    pub fn forget_deleted(&self, now: UnixSeconds) -> Result<u64, StoreError> {
        let mut forgotten = 0;
        loop {
            let entries = self.rows.forgettable(now)?;
            if entries.is_empty() {
                return Ok(forgotten);
            }
            for (entry, content) in &entries {
                self.rows
                    .forget_deleted(*entry, content, &|| self.files.remove(content))?;
                forgotten += 1;
            }
        }
    }

    /// Lets entries expire that are held since before `before`. How many.
    pub fn expire_entries(&self, before: UnixSeconds, now: UnixSeconds) -> Result<u64, StoreError> {
        let how = Settling {
            state: EntryState::Expired,
            actor: "offhook",
            reason: None,
            now,
            undo_until: None,
        };
        let filter = EntryFilter {
            state: Some(EntryState::Held),
            held_before: Some(before),
            ..EntryFilter::default()
        };
        let mut expired = 0;
        let mut page = Page::first(500);
        loop {
            let entries = self.rows.entries(&filter, &page)?;
            let Some(last) = entries.last() else { break };
            page = Page::after(last.id, 500);
            for it in &entries {
                // One that is being released at this moment expires the next time.
                if self.rows.settle(it.id, &how, true)? {
                    expired += 1;
                    self.forget(&it.content)?;
                }
            }
        }
        Ok(expired)
    }

    /// Notes that the recipients of `entries` have been told of them.
    pub fn tell(&self, entries: &[EntryId], now: UnixSeconds) -> Result<(), StoreError> {
        self.rows.tell(entries, now)
    }

    /// How much there is.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        self.rows.usage()
    }

    /// Compares rows and files: removes files that nothing speaks of, once they are an hour old, and names messages whose
    /// files are missing. Files that are older than the database are left: it may be the database that was lost.
    pub fn audit(&self) -> Result<Audit, StoreError> {
        let mut audit = Audit::default();
        for path in self.files.leftovers()? {
            audit.removed += u64::from(std::fs::remove_file(path).is_ok());
        }
        let created = self.rows.created()?.unsigned_abs();
        for (digest, written) in self.files.old()? {
            if self.rows.has_content(&digest)? {
                continue;
            }
            let written = written.duration_since(UNIX_EPOCH).unwrap_or_default();
            if written.as_secs() < created {
                audit.strange.push(digest.to_string());
            } else {
                self.forget(&digest)?;
                audit.removed += 1;
            }
        }
        let mut after = None;
        loop {
            let contents = self.rows.contents(after.as_ref())?;
            let Some(last) = contents.last() else { break };
            after = Some(*last);
            let missing = contents.iter().filter(|it| !self.files.exists(it));
            audit.missing.extend(missing);
        }
        Ok(audit)
    }
}
