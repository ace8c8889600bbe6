//! Purging, expiring, exporting, teaching.

use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::book::unpack_subjects;
use super::shelf::{Shelf, damaged};
use crate::export::{Line, MessageLine, SeenIn, list};
use crate::observation::{MessageKey, UnixSeconds, Verdict};
use crate::subject::{Kind, NO_MAILBOX};
use crate::teaching::{TaughtLabel, Teaching, TeachingId, TeachingRecord};

/// Messages removed or handed over in one go.
pub(super) const CHUNK: i64 = 500;

/// Which messages go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doomed {
    OfMailbox(i64),
    Before(UnixSeconds),
}

/// The next messages to remove after the id `after`.
pub(super) fn doomed(
    connection: &Connection,
    doomed: Doomed,
    after: i64,
) -> rusqlite::Result<Vec<i64>> {
    let (sql, value) = match doomed {
        Doomed::OfMailbox(it) => (
            "SELECT id FROM message WHERE id > ?1 AND mailbox = ?2 ORDER BY id LIMIT ?3",
            it,
        ),
        Doomed::Before(it) => (
            "SELECT id FROM message WHERE id > ?1 AND time < ?2 ORDER BY id LIMIT ?3",
            it,
        ),
    };
    connection
        .prepare_cached(sql)?
        .query_map([after, value, CHUNK], |row| row.get(0))?
        .collect()
}

/// Removes `messages` with everything that rests on them alone. Returns how many there were.
pub(super) fn remove(connection: &Connection, messages: &[i64]) -> rusqlite::Result<u64> {
    let mut shelf = Shelf::new(connection);
    let mut removed = 0;
    for message in messages {
        let found: Option<(i64, Vec<u8>)> = connection
            .prepare_cached("SELECT time, subjects FROM message WHERE id = ?1")?
            .query_row([message], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((time, subjects)) = found else {
            continue;
        };
        for (subject, _) in unpack_subjects(&subjects).map_err(damaged)? {
            shelf.remove(subject, time, *message)?;
        }
        for sql in [
            "DELETE FROM taught WHERE message = ?1",
            "DELETE FROM message WHERE id = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([message])?;
        }
        removed += 1;
    }
    shelf.put_back_or_remove()?;
    Ok(removed)
}

/// The next messages after the id `after`, with their ids.
pub(super) fn lines(
    connection: &Connection,
    mailbox: Option<i64>,
    after: i64,
) -> rusqlite::Result<Vec<(i64, Line)>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, key, time, mailbox, verdict, score, attack_types, rules, subject_line, \
         subjects FROM message WHERE id > ?1 AND (?2 IS NULL OR mailbox = ?2) ORDER BY id LIMIT ?3",
    )?;
    let mut rows = statement.query(params![after, mailbox, CHUNK])?;
    let mut lines = Vec::new();
    let mut shelf = Shelf::new(connection);
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let line = MessageLine {
            key: key(row)?.to_string(),
            received: row.get(2)?,
            mailbox: Some(row.get::<_, i64>(3)?)
                .filter(|it| *it != NO_MAILBOX)
                .map(|it| format!("{it:016x}")),
            verdict: Verdict::from_code(row.get(4)?),
            score: row.get(5)?,
            attack_types: list(&row.get::<_, String>(6)?),
            rules: list(&row.get::<_, String>(7)?),
            subject_line: row.get(8)?,
            seen: seen(&mut shelf, row.get_ref(9)?.as_blob()?)?,
        };
        lines.push((id, Line::Message(line)));
    }
    Ok(lines)
}

fn key(row: &Row<'_>) -> rusqlite::Result<MessageKey> {
    Ok(MessageKey(row.get(1)?))
}

fn seen(shelf: &mut Shelf<'_>, subjects: &[u8]) -> rusqlite::Result<Vec<SeenIn>> {
    let mut seen = Vec::new();
    for (subject, _) in unpack_subjects(subjects).map_err(damaged)? {
        let book = shelf.book(subject)?;
        // A hundred of numbers is told by the numbers.
        if book.kind != 0 && book.kind != Kind::Block.code() {
            seen.push((book.kind, subject, book.value.clone()));
        }
    }
    shelf.make_room()?;
    seen.sort_by_key(|(kind, subject, _)| (*kind, *subject));
    let seen = seen.into_iter();
    Ok(seen
        .map(|(kind, subject, value)| SeenIn::new(kind, value, subject))
        .collect())
}

/// Keeps a word; `false` if the message it is about is not there.
pub(super) fn teach(
    connection: &Connection,
    id: TeachingId,
    teaching: &Teaching,
    subject: Option<i64>,
) -> rusqlite::Result<bool> {
    connection.execute(
        "INSERT INTO teaching (id, actor, time, about, label, note) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        params![
            id.0,
            teaching.actor,
            teaching.time,
            teaching.about.text(),
            teaching.label.code(),
            teaching.note
        ],
    )?;
    let rows = match (&teaching.about, subject) {
        (crate::About::Message(key), _) => teach_message(connection, id, key)?,
        (_, Some(subject)) => connection.execute(
            "INSERT INTO taught (subject, teaching, message) VALUES (?1, ?2, 0) \
             ON CONFLICT DO NOTHING",
            params![subject, id.0],
        )?,
        (_, None) => 0,
    };
    Ok(rows > 0)
}

/// Keeps a word in the books that the message's verdict is noted in; returns in how many.
fn teach_message(
    connection: &Connection,
    id: TeachingId,
    key: &MessageKey,
) -> rusqlite::Result<usize> {
    let found: Option<(i64, Vec<u8>)> = connection
        .prepare_cached("SELECT id, subjects FROM message WHERE key = ?1")?
        .query_row([key.0.as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((message, subjects)) = found else {
        return Ok(0);
    };
    let mut rows = 0;
    for (subject, takes_verdict) in unpack_subjects(&subjects).map_err(damaged)? {
        if takes_verdict {
            rows += connection
                .prepare_cached(
                    "INSERT INTO taught (subject, teaching, message) VALUES (?1, ?2, ?3) \
                     ON CONFLICT DO NOTHING",
                )?
                .execute(params![subject, id.0, message])?;
        }
    }
    Ok(rows)
}

/// Takes a word back; `false` if there is none of that name. Taking it back twice changes nothing.
pub(super) fn undo(
    connection: &Connection,
    id: TeachingId,
    actor: &str,
    now: UnixSeconds,
) -> rusqlite::Result<bool> {
    let found: Option<Option<i64>> = connection
        .query_row("SELECT undone FROM teaching WHERE id = ?1", [id.0], |row| {
            row.get(0)
        })
        .optional()?;
    if found == Some(None) {
        connection.execute(
            "UPDATE teaching SET undone = ?2, undone_by = ?3 WHERE id = ?1",
            params![id.0, now, actor],
        )?;
    }
    Ok(found.is_some())
}

/// All words, or those about what is called `about`; oldest first.
pub(super) fn teachings(
    connection: &Connection,
    about: Option<&str>,
) -> rusqlite::Result<Vec<TeachingRecord>> {
    let of = about.map_or("", |_| "WHERE about = ?1");
    let sql = format!(
        "SELECT id, actor, time, about, label, note, undone, undone_by FROM teaching {of} \
         ORDER BY time, id"
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(about), |row| {
            Ok(TeachingRecord {
                id: TeachingId(row.get(0)?),
                actor: row.get(1)?,
                time: row.get(2)?,
                about: row.get(3)?,
                label: TaughtLabel::from_code(row.get(4)?),
                note: row.get(5)?,
                undone: row.get(6)?,
                undone_by: row.get(7)?,
            })
        })?
        .collect()
}
