//! Purging, expiring, exporting, teaching.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::export::{Line, MessageLine, SeenIn, list};
use crate::observation::{MessageKey, UnixSeconds, Verdict};
use crate::subject::NO_MAILBOX;
use crate::teaching::{TaughtLabel, Teaching, TeachingId, TeachingRecord};

/// Messages removed or handed over in one go.
pub(super) const CHUNK: i64 = 500;

/// Which messages go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doomed {
    OfMailbox(i64),
    Before(UnixSeconds),
}

/// Removes up to [`CHUNK`] messages with everything that rests on them alone. Returns how many.
pub(super) fn remove(connection: &Connection, doomed: Doomed) -> rusqlite::Result<u64> {
    let (sql, value) = match doomed {
        Doomed::OfMailbox(it) => ("SELECT id FROM message WHERE mailbox = ?1 LIMIT ?2", it),
        Doomed::Before(it) => ("SELECT id FROM message WHERE time < ?1 LIMIT ?2", it),
    };
    let messages: Vec<i64> = connection
        .prepare_cached(sql)?
        .query_map([value, CHUNK], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut subjects = BTreeSet::new();
    for message in &messages {
        let found = connection
            .prepare_cached("SELECT subject FROM event WHERE message = ?1")?
            .query_map([message], |row| row.get::<_, i64>(0))?
            .collect::<Result<Vec<_>, _>>()?;
        subjects.extend(found);
        for sql in [
            "DELETE FROM event WHERE message = ?1",
            "DELETE FROM taught WHERE message = ?1",
            "DELETE FROM message WHERE id = ?1",
        ] {
            connection.prepare_cached(sql)?.execute([message])?;
        }
    }
    for subject in subjects {
        forget_if_unused(connection, subject)?;
    }
    Ok(messages.len() as u64)
}

/// A subject in whose books nothing stands any more loses its name.
fn forget_if_unused(connection: &Connection, subject: i64) -> rusqlite::Result<()> {
    let is_used: bool = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM event WHERE subject = ?1)")?
        .query_row([subject], |row| row.get(0))?;
    if is_used {
        return Ok(());
    }
    for sql in [
        "DELETE FROM subject WHERE id = ?1",
        "DELETE FROM band WHERE subject = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([subject])?;
    }
    Ok(())
}

/// The next messages after the id `after`, with their ids.
pub(super) fn lines(
    connection: &Connection,
    mailbox: Option<i64>,
    after: i64,
) -> rusqlite::Result<Vec<(i64, Line)>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, key, time, mailbox, verdict, score, attack_types, rules, subject_line \
         FROM message WHERE id > ?1 AND (?2 IS NULL OR mailbox = ?2) ORDER BY id LIMIT ?3",
    )?;
    let mut rows = statement.query(params![after, mailbox, CHUNK])?;
    let mut lines = Vec::new();
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
            seen: seen(connection, id)?,
        };
        lines.push((id, Line::Message(line)));
    }
    Ok(lines)
}

fn key(row: &Row<'_>) -> rusqlite::Result<MessageKey> {
    Ok(MessageKey(row.get(1)?))
}

fn seen(connection: &Connection, message: i64) -> rusqlite::Result<Vec<SeenIn>> {
    connection
        .prepare_cached(
            "SELECT s.kind, s.value, s.id FROM event AS e JOIN subject AS s ON s.id = e.subject \
             WHERE e.message = ?1 ORDER BY s.kind, s.id",
        )?
        .query_map([message], |row| {
            Ok(SeenIn::new(row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect()
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
        (crate::About::Message(key), _) => connection.execute(
            "INSERT INTO taught (subject, teaching, message) \
             SELECT e.subject, ?1, e.message FROM message AS m JOIN event AS e ON e.message = m.id \
             WHERE m.key = ?2 AND e.takes_verdict ON CONFLICT DO NOTHING",
            params![id.0, key.0.as_slice()],
        )?,
        (_, Some(subject)) => connection.execute(
            "INSERT INTO taught (subject, teaching, message) VALUES (?1, ?2, 0) \
             ON CONFLICT DO NOTHING",
            params![subject, id.0],
        )?,
        (_, None) => 0,
    };
    Ok(rows > 0)
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

pub(super) fn teachings(connection: &Connection) -> rusqlite::Result<Vec<TeachingRecord>> {
    connection
        .prepare(
            "SELECT id, actor, time, about, label, note, undone, undone_by FROM teaching \
             ORDER BY time, id",
        )?
        .query_map([], |row| {
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
