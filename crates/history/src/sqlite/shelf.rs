//! The books that one transaction touches: each is read once and written once.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::book::{Book, DAYS, Digest, NEWEST, THICK, Unreadable, pack, unpack};
use crate::knowledge::{DAY, MAILBOX_CAP, RECENT};
use crate::ledger::{BAD, Sighting};
use crate::observation::UnixSeconds;
use crate::plan::Name;
use crate::simhash::bands;
use crate::subject::Kind;

/// Books that are held before those that changed are written.
const MOST_HELD: usize = 2_048;

/// A book as held.
#[derive(Debug, Default)]
struct Held {
    book: Book,
    /// Whether there is a row of it.
    is_stored: bool,
    is_changed: bool,
    /// Whether the row of a thick book's beginning is to be written.
    is_beginning_changed: bool,
    /// Whether it has to be made anew of all its sightings.
    is_thinned: bool,
}

/// The books that one transaction touches. Whoever changes any calls [`Shelf::put_back`] at the end.
#[derive(Debug)]
pub(super) struct Shelf<'c> {
    connection: &'c Connection,
    held: BTreeMap<i64, Held>,
}

/// What was packed cannot be read.
pub(super) fn damaged(error: Unreadable) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
}

pub(super) const COLUMNS: &str = "time, message, mailbox, verdict, origin, detail";

pub(super) fn sighting(row: &Row<'_>) -> rusqlite::Result<Sighting> {
    Ok(Sighting {
        time: row.get(0)?,
        message: row.get(1)?,
        mailbox: row.get(2)?,
        verdict: row.get(3)?,
        origin: row.get(4)?,
        detail: row.get(5)?,
    })
}

fn blob(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Sighting>> {
    unpack(row.get_ref(column)?.as_blob()?).map_err(damaged)
}

impl<'c> Shelf<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            held: BTreeMap::new(),
        }
    }

    pub(super) fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// The book of `subject`; an empty one where there is none.
    pub(super) fn book(&mut self, subject: i64) -> rusqlite::Result<&Book> {
        self.held(subject).map(|it| &it.book)
    }

    fn held(&mut self, subject: i64) -> rusqlite::Result<&mut Held> {
        use std::collections::btree_map::Entry;
        match self.held.entry(subject) {
            Entry::Occupied(it) => Ok(it.into_mut()),
            Entry::Vacant(slot) => Ok(slot.insert(read(self.connection, subject)?)),
        }
    }

    /// Gives a subject its name.
    pub(super) fn name(&mut self, name: &Name) -> rusqlite::Result<()> {
        let held = self.held(name.id)?;
        if !held.is_stored && held.book.kind == 0 {
            held.book.kind = name.kind;
            held.book.value.clone_from(&name.value);
            held.is_changed = true;
        }
        if held.book.block != name.block {
            held.book.block = name.block;
            held.is_changed = true;
        }
        Ok(())
    }

    /// Adds a sighting to the book of `subject`; `false` if its message stands there already.
    pub(super) fn enter(&mut self, subject: i64, it: Sighting) -> rusqlite::Result<bool> {
        let connection = self.connection;
        let held = self.held(subject)?;
        if held.book.digest.is_some() && !add_sighting(connection, subject, &it)? {
            return Ok(false);
        }
        let was_thick = held.book.digest.is_some();
        let beginning = beginning_end(&held.book);
        if !held.book.enter(it) && !was_thick {
            return Ok(false);
        }
        held.is_changed = true;
        if was_thick {
            held.is_beginning_changed |= beginning.is_some_and(|end| (it.time, it.message) < end);
        } else if held.book.digest.is_some() {
            held.is_beginning_changed = true;
            for it in &held.book.events {
                add_sighting(connection, subject, it)?;
            }
        }
        Ok(true)
    }

    /// Gives a book that has none yet its kind, without a name.
    pub(super) fn set_kind(&mut self, subject: i64, kind: Kind) -> rusqlite::Result<()> {
        let held = self.held(subject)?;
        if held.book.kind == 0 {
            held.book.kind = kind.code();
            held.is_changed = true;
        }
        Ok(())
    }

    /// Sets the verdict of one sighting in the book of `subject`.
    pub(super) fn mark(
        &mut self,
        subject: i64,
        time: UnixSeconds,
        message: i64,
        verdict: i16,
    ) -> rusqlite::Result<()> {
        let connection = self.connection;
        let held = self.held(subject)?;
        if held.book.digest.is_some() {
            connection
                .prepare_cached(
                    "UPDATE sighting SET verdict = ?4 \
                     WHERE subject = ?1 AND time = ?2 AND message = ?3 AND verdict <> ?4",
                )?
                .execute(params![subject, time, message, verdict])?;
            let end = beginning_end(&held.book);
            held.is_beginning_changed |= end.is_some_and(|end| (time, message) <= end);
        }
        held.is_changed |= held.book.mark(time, message, verdict);
        Ok(())
    }

    /// Removes one sighting from the book of `subject`.
    pub(super) fn remove(
        &mut self,
        subject: i64,
        time: UnixSeconds,
        message: i64,
    ) -> rusqlite::Result<()> {
        let connection = self.connection;
        let held = self.held(subject)?;
        held.is_changed = true;
        match &mut held.book.digest {
            None => held.book.remove(time, message),
            Some(digest) => {
                let removed = connection
                    .prepare_cached(
                        "DELETE FROM sighting WHERE subject = ?1 AND time = ?2 AND message = ?3",
                    )?
                    .execute(params![subject, time, message])?;
                digest.mails = digest.mails.saturating_sub(removed as u64);
                held.is_thinned = true;
            }
        }
        Ok(())
    }

    /// Writes what changed once much is held.
    pub(super) fn make_room(&mut self) -> rusqlite::Result<()> {
        if self.held.len() >= MOST_HELD {
            self.put_back()?;
        }
        Ok(())
    }

    /// Writes what changed. A subject in whose books nothing stands any more loses its name.
    pub(super) fn put_back(&mut self) -> rusqlite::Result<()> {
        for (subject, mut held) in std::mem::take(&mut self.held) {
            if held.is_thinned {
                made_anew(self.connection, subject, &mut held)?;
            }
            if held.is_changed {
                write(self.connection, subject, &held)?;
            }
        }
        Ok(())
    }

    /// Removes the books that nothing stands in any more, of those that are held.
    pub(super) fn put_back_or_remove(&mut self) -> rusqlite::Result<()> {
        for (subject, mut held) in std::mem::take(&mut self.held) {
            if held.is_thinned {
                made_anew(self.connection, subject, &mut held)?;
            }
            if held.book.events.is_empty() {
                delete(self.connection, subject, &held.book)?;
            } else if held.is_changed {
                write(self.connection, subject, &held)?;
            }
        }
        Ok(())
    }
}

/// The last place of a thick book's beginning.
fn beginning_end(book: &Book) -> Option<(UnixSeconds, i64)> {
    let last = book.digest.as_ref()?.beginning.last()?;
    Some((last.time, last.message))
}

fn read(connection: &Connection, subject: i64) -> rusqlite::Result<Held> {
    let sql = "SELECT kind, value, block, events, digest FROM book WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([subject])?;
    let Some(row) = rows.next()? else {
        return Ok(Held::default());
    };
    let digest = match row.get_ref(4)?.as_blob_or_null()? {
        None => None,
        Some(packed) => {
            let beginning = connection
                .prepare_cached("SELECT events FROM beginning WHERE id = ?1")?
                .query_row([subject], |row| blob(row, 0))
                .optional()?
                .ok_or_else(|| damaged(Unreadable))?;
            Some(Digest::unpack(packed, beginning).map_err(damaged)?)
        }
    };
    Ok(Held {
        book: Book {
            kind: row.get(0)?,
            value: row.get(1)?,
            block: row.get(2)?,
            events: blob(row, 3)?,
            digest,
        },
        is_stored: true,
        ..Held::default()
    })
}

fn add_sighting(connection: &Connection, subject: i64, it: &Sighting) -> rusqlite::Result<bool> {
    let added = connection
        .prepare_cached(
            "INSERT INTO sighting (subject, time, message, mailbox, verdict, origin, detail) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            subject, it.time, it.message, it.mailbox, it.verdict, it.origin, it.detail
        ])?;
    Ok(added > 0)
}

fn write(connection: &Connection, subject: i64, held: &Held) -> rusqlite::Result<()> {
    let book = &held.book;
    let events = pack(&book.events);
    let digest = book.digest.as_ref().map(Digest::pack);
    if held.is_stored {
        connection
            .prepare_cached("UPDATE book SET block = ?2, events = ?3, digest = ?4 WHERE id = ?1")?
            .execute(params![subject, book.block, events, digest])?;
    } else {
        connection
            .prepare_cached(
                "INSERT INTO book (id, kind, value, block, events, digest) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                subject, book.kind, book.value, book.block, events, digest
            ])?;
    }
    if let Some(digest) = &book.digest
        && held.is_beginning_changed
    {
        connection
            .prepare_cached(
                "INSERT INTO beginning (id, events) VALUES (?1, ?2) \
                 ON CONFLICT (id) DO UPDATE SET events = excluded.events",
            )?
            .execute(params![subject, pack(&digest.beginning)])?;
    }
    Ok(())
}

fn delete(connection: &Connection, subject: i64, book: &Book) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM book WHERE id = ?1",
        "DELETE FROM beginning WHERE id = ?1",
        "DELETE FROM sighting WHERE subject = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([subject])?;
    }
    let hash = book
        .value
        .as_ref()
        .filter(|_| book.kind == Kind::Text.code());
    let hash = hash.and_then(|it| u64::from_str_radix(it, 16).ok());
    for band in hash.into_iter().flat_map(bands) {
        connection
            .prepare_cached("DELETE FROM band WHERE band = ?1 AND subject = ?2")?
            .execute(params![band, subject])?;
    }
    Ok(())
}

/// Makes the row of a thick book from its sightings, of which some are gone.
fn made_anew(connection: &Connection, subject: i64, held: &mut Held) -> rusqlite::Result<()> {
    let Some(digest) = &mut held.book.digest else {
        return Ok(());
    };
    let newest = format!(
        "SELECT {COLUMNS} FROM sighting WHERE subject = ?1 \
         ORDER BY time DESC, message DESC LIMIT {NEWEST}"
    );
    held.book.events = sightings(connection, &newest, subject)?;
    held.book.events.reverse();
    if digest.mails < THICK as u64 {
        held.book.digest = None;
        for sql in [
            "DELETE FROM sighting WHERE subject = ?1",
            "DELETE FROM beginning WHERE id = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([subject])?;
        }
        return Ok(());
    }
    let oldest = format!(
        "SELECT {COLUMNS} FROM sighting WHERE subject = ?1 ORDER BY time, message LIMIT {RECENT}"
    );
    digest.beginning = sightings(connection, &oldest, subject)?;
    held.is_beginning_changed = true;
    digest.any_bad = connection
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM sighting INDEXED BY sighting_bad \
             WHERE subject = ?1 AND verdict >= {BAD})"
        ))?
        .query_row([subject], |row| row.get(0))?;
    digest.days = leaps(
        connection,
        "SELECT max(time) FROM sighting WHERE subject = ?1 AND time < ?2",
        subject,
        i64::MAX,
        |time| {
            (
                time.div_euclid(DAY),
                time.saturating_sub(time.rem_euclid(DAY)),
            )
        },
        DAYS,
    )?;
    digest.mailboxes = leaps(
        connection,
        "SELECT min(mailbox) FROM sighting WHERE subject = ?1 AND mailbox > ?2",
        subject,
        crate::subject::NO_MAILBOX,
        |mailbox| (mailbox, mailbox),
        MAILBOX_CAP as usize,
    )?;
    Ok(())
}

fn sightings(connection: &Connection, sql: &str, subject: i64) -> rusqlite::Result<Vec<Sighting>> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([subject], sighting)?.collect()
}

/// Leaps from one answer of `sql` to the next: `step` makes of each what is kept and where the next leap starts.
fn leaps(
    connection: &Connection,
    sql: &str,
    subject: i64,
    start: i64,
    step: impl Fn(i64) -> (i64, i64),
    most: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = Vec::new();
    let mut from = start;
    while found.len() < most {
        let next: Option<i64> = statement.query_row(params![subject, from], |row| row.get(0))?;
        let Some(next) = next else { break };
        let (kept, further) = step(next);
        found.push(kept);
        from = further;
    }
    Ok(found)
}
