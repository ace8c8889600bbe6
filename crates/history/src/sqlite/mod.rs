//! The history in one SQLite file, with a write-ahead log: one writer, any number of readers.
//!
//! A process that is killed loses the message it was writing, and nothing before it. After a loss of power the
//! last messages may be missing; the file is sound (`synchronous = NORMAL`).

mod book;
mod fault;
mod migration;
mod open;
mod own;
mod read;
mod shelf;
mod upkeep;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::answer::Answers;
use crate::backend::Backend;
use crate::error::HistoryError;
use crate::export::Line;
use crate::observation::{Conclusion, MessageKey, UnixSeconds};
use crate::own::{OwnBooks, OwnBoxes};
use crate::plan::Plan;
use crate::settings::Settings;
use crate::store::Summary;
use crate::subject::Keys;
use crate::teaching::{Teaching, TeachingId, TeachingRecord};

use shelf::Shelf;
use upkeep::Doomed;

/// Readers that are kept open when they are not in use.
const IDLE_READERS: usize = 16;

/// A SQLite file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    file: PathBuf,
    place: String,
    settings: Settings,
    keys: Keys,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl Sqlite {
    pub(crate) fn open(file: &Path, settings: Settings) -> Result<Self, HistoryError> {
        let place = file.display().to_string();
        if file.as_os_str().is_empty() || place.starts_with(':') || place.starts_with("file:") {
            return Err(HistoryError::Address {
                place,
                detail: "a path or a postgres:// URL is expected".to_owned(),
            });
        }
        let mut writer = open::connect(file, settings.patience)?;
        let keys = open::prepare(&mut writer, file, &settings)?;
        Ok(Self {
            file: file.to_owned(),
            place,
            keys,
            settings,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
        })
    }

    /// Runs `work` in one transaction of the writer; what fails leaves nothing.
    fn write<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        let writer = lock(&self.writer);
        let run = || {
            let writing = Writing::begin(&writer)?;
            let result = work(&writer)?;
            writing.commit()?;
            Ok(result)
        };
        run().map_err(|it| self.fault(&it))
    }

    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, HistoryError> {
        let idle = lock(&self.readers).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => open::connect(&self.file, self.settings.patience)?,
        };
        let result = work(&reader).map_err(|it| self.fault(&it));
        let mut readers = lock(&self.readers);
        if result.is_ok() && readers.len() < IDLE_READERS {
            readers.push(reader);
        }
        result
    }

    fn fault(&self, error: &rusqlite::Error) -> HistoryError {
        fault::at(&self.place, error)
    }

    fn not_found(&self, what: impl Into<String>) -> HistoryError {
        HistoryError::NotFound {
            place: self.place.clone(),
            what: what.into(),
        }
    }

    fn remove(&self, doomed: Doomed) -> Result<u64, HistoryError> {
        let mut removed = 0;
        let mut after = 0;
        loop {
            // Looked for outside of the transaction that removes: nobody waits for the search.
            let messages = Self::read(self, |it| upkeep::doomed(it, doomed, after))?;
            let Some(last) = messages.last() else { break };
            after = *last;
            removed += self.write(|it| upkeep::remove(it, &messages))?;
        }
        // What was removed must not linger in the log.
        let writer = lock(&self.writer);
        let emptied = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        emptied.map_err(|it| self.fault(&it))?;
        Ok(removed)
    }
}

/// A transaction that writes. As rusqlite's, but its statements are compiled once, which is felt with every message.
struct Writing<'c> {
    connection: &'c Connection,
}

impl<'c> Writing<'c> {
    fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        Ok(Self { connection })
    }

    fn commit(self) -> rusqlite::Result<()> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if !self.connection.is_autocommit() {
            // SQLite rolls back by itself where this fails, at the latest when the connection is closed.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

/// A thread that panicked left no transaction open: dropping one rolls it back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Backend for Sqlite {
    fn keys(&self) -> &Keys {
        &self.keys
    }

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn read(&self, plan: &Plan) -> Result<Answers, HistoryError> {
        Self::read(self, |it| read::answers(it, plan))
    }

    fn read_own(&self, plan: &Plan, own: &OwnBoxes) -> Result<OwnBooks, HistoryError> {
        Self::read(self, |it| own::books(it, plan, own))
    }

    fn read_and_note(&self, plan: &Plan) -> Result<Answers, HistoryError> {
        // Both on the connection that writes: any other loses its cache with every message that is noted.
        self.write(|it| {
            let mut books = Shelf::new(it);
            let answers = read::answers_within(&mut books, plan)?;
            write::note(&mut books, plan)?;
            books.put_back()?;
            Ok(answers)
        })
    }

    fn note(&self, plans: &[Plan]) -> Result<usize, HistoryError> {
        self.write(|it| {
            let mut books = Shelf::new(it);
            let mut added = 0;
            for plan in plans {
                added += usize::from(write::note(&mut books, plan)?);
                books.make_room()?;
            }
            books.put_back()?;
            Ok(added)
        })
    }

    fn known(&self, messages: &[MessageKey]) -> Result<Vec<bool>, HistoryError> {
        Self::read(self, |it| {
            let sql = "SELECT EXISTS (SELECT 1 FROM message WHERE key = ?1)";
            let mut statement = it.prepare_cached(sql)?;
            let mut is_known =
                |key: &MessageKey| statement.query_row([key.0.as_slice()], |row| row.get(0));
            messages.iter().map(&mut is_known).collect()
        })
    }

    fn conclude(&self, conclusions: &[&Conclusion]) -> Result<(), HistoryError> {
        self.write(|it| {
            let mut books = Shelf::new(it);
            for conclusion in conclusions {
                write::conclude(&mut books, conclusion)?;
                books.make_room()?;
            }
            books.put_back()
        })
    }

    fn teach(&self, id: TeachingId, teaching: &Teaching) -> Result<(), HistoryError> {
        let subject = teaching.about.subject(&self.keys);
        let writer = lock(&self.writer);
        let run = || -> rusqlite::Result<bool> {
            let writing = Writing::begin(&writer)?;
            let is_there = upkeep::teach(&writer, id, teaching, subject)?;
            if is_there {
                writing.commit()?;
            }
            Ok(is_there)
        };
        if run().map_err(|it| self.fault(&it))? {
            Ok(())
        } else {
            Err(self.not_found(teaching.about.text()))
        }
    }

    fn undo(&self, id: TeachingId, actor: &str, now: UnixSeconds) -> Result<(), HistoryError> {
        if self.write(|it| upkeep::undo(it, id, actor, now))? {
            Ok(())
        } else {
            Err(self.not_found(format!("teaching {}", id.0)))
        }
    }

    fn teachings(&self, about: Option<&str>) -> Result<Vec<TeachingRecord>, HistoryError> {
        Self::read(self, |it| upkeep::teachings(it, about))
    }

    fn purge(&self, mailbox: i64) -> Result<u64, HistoryError> {
        self.remove(Doomed::OfMailbox(mailbox))
    }

    fn expire(&self, before: UnixSeconds) -> Result<u64, HistoryError> {
        self.remove(Doomed::Before(before))
    }

    fn lines(&self, mailbox: Option<i64>, after: i64) -> Result<Vec<(i64, Line)>, HistoryError> {
        Self::read(self, |it| upkeep::lines(it, mailbox, after))
    }

    fn summary(&self) -> Result<Summary, HistoryError> {
        let (messages, first, last) = Self::read(self, |it| {
            it.query_row(
                "SELECT count(*), min(time), max(time) FROM message",
                [],
                |row| Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?)),
            )
        })?;
        Ok(Summary {
            place: self.place.clone(),
            schema: open::SCHEMA,
            messages: messages.unsigned_abs(),
            first,
            last,
            key: open::key_file(&self.file, &self.settings)
                .display()
                .to_string(),
        })
    }
}
