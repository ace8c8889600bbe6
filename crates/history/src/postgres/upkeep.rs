//! Purging, expiring, exporting, teaching.

use postgres::Row;

use super::link::Link;
use crate::export::{Line, MessageLine, SeenIn, list};
use crate::observation::{MessageKey, UnixSeconds, Verdict};
use crate::subject::NO_MAILBOX;
use crate::teaching::{About, TaughtLabel, Teaching, TeachingId, TeachingRecord};

/// Messages removed or handed over in one go.
const CHUNK: i64 = 500;

/// Which messages go.
#[derive(Debug, Clone, Copy)]
pub(super) enum Doomed {
    OfMailbox(i64),
    Before(UnixSeconds),
}

/// Removes up to [`CHUNK`] messages with everything that rests on them alone. Returns how many.
pub(super) fn remove(link: &mut Link, doomed: Doomed) -> Result<u64, postgres::Error> {
    let (sql, value) = match doomed {
        Doomed::OfMailbox(it) => ("SELECT id FROM message WHERE mailbox = $1 LIMIT $2", it),
        Doomed::Before(it) => ("SELECT id FROM message WHERE time < $1 LIMIT $2", it),
    };
    let mut transaction = link.client.transaction()?;
    let messages = column(&transaction.query(sql, &[&value, &CHUNK])?)?;
    let sql = "DELETE FROM event WHERE message = ANY ($1) RETURNING subject";
    let mut subjects = column(&transaction.query(sql, &[&messages])?)?;
    subjects.sort_unstable();
    subjects.dedup();
    for sql in [
        "DELETE FROM taught WHERE message = ANY ($1)",
        "DELETE FROM message WHERE id = ANY ($1)",
    ] {
        transaction.execute(sql, &[&messages])?;
    }
    // A subject in whose books nothing stands any more loses its name.
    for sql in [
        "DELETE FROM subject AS s WHERE s.id = ANY ($1) \
         AND NOT EXISTS (SELECT 1 FROM event WHERE event.subject = s.id)",
        "DELETE FROM band AS b WHERE b.subject = ANY ($1) \
         AND NOT EXISTS (SELECT 1 FROM event WHERE event.subject = b.subject)",
    ] {
        transaction.execute(sql, &[&subjects])?;
    }
    transaction.commit()?;
    Ok(messages.len() as u64)
}

fn column(rows: &[Row]) -> Result<Vec<i64>, postgres::Error> {
    rows.iter().map(|it| it.try_get(0)).collect()
}

/// The next messages after the id `after`, with their ids.
pub(super) fn lines(
    link: &mut Link,
    mailbox: Option<i64>,
    after: i64,
) -> Result<Vec<(i64, Line)>, postgres::Error> {
    let sql = "SELECT id, key, time, mailbox, verdict, score, attack_types, rules, subject_line \
               FROM message WHERE id > $1 AND ($2::bigint IS NULL OR mailbox = $2) \
               ORDER BY id LIMIT $3";
    let rows = link.client.query(sql, &[&after, &mailbox, &CHUNK])?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: i64 = row.try_get(0)?;
        let message = MessageLine {
            key: key(row.try_get(1)?).to_string(),
            received: row.try_get(2)?,
            mailbox: Some(row.try_get::<_, i64>(3)?)
                .filter(|it| *it != NO_MAILBOX)
                .map(|it| format!("{it:016x}")),
            verdict: Verdict::from_code(row.try_get(4)?),
            score: row.try_get(5)?,
            attack_types: list(row.try_get(6)?),
            rules: list(row.try_get(7)?),
            subject_line: row.try_get(8)?,
            seen: seen(link, id)?,
        };
        lines.push((id, Line::Message(message)));
    }
    Ok(lines)
}

fn key(bytes: &[u8]) -> MessageKey {
    let mut key = MessageKey::default();
    for (to, from) in key.0.iter_mut().zip(bytes) {
        *to = *from;
    }
    key
}

fn seen(link: &mut Link, message: i64) -> Result<Vec<SeenIn>, postgres::Error> {
    let sql = "SELECT s.kind, s.value, s.id FROM event AS e JOIN subject AS s ON s.id = e.subject \
               WHERE e.message = $1 ORDER BY s.kind, s.id";
    let statement = link.prepared("seen", sql)?;
    let rows = link.client.query(&statement, &[&message])?;
    let entry = |it: &Row| Ok(SeenIn::new(it.try_get(0)?, it.try_get(1)?, it.try_get(2)?));
    rows.iter().map(entry).collect()
}

/// Keeps a word; `false` if the message it is about is not there.
pub(super) fn teach(
    link: &mut Link,
    id: TeachingId,
    teaching: &Teaching,
    subject: Option<i64>,
) -> Result<bool, postgres::Error> {
    let mut transaction = link.client.transaction()?;
    transaction.execute(
        "INSERT INTO teaching (id, actor, time, about, label, note) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &[
            &id.0,
            &teaching.actor,
            &teaching.time,
            &teaching.about.text(),
            &teaching.label.code(),
            &teaching.note,
        ],
    )?;
    match (&teaching.about, subject) {
        (About::Message(key), _) => transaction.execute(
            "INSERT INTO taught (subject, teaching, message) \
             SELECT e.subject, $1, e.message FROM message AS m JOIN event AS e ON e.message = m.id \
             WHERE m.key = $2 AND e.takes_verdict ON CONFLICT DO NOTHING",
            &[&id.0, &key.0.as_slice()],
        )?,
        (_, Some(subject)) => transaction.execute(
            "INSERT INTO taught (subject, teaching, message) VALUES ($1, $2, 0) \
             ON CONFLICT DO NOTHING",
            &[&subject, &id.0],
        )?,
        (_, None) => 0,
    };
    // Counted rather than taken from the insertion, which a second attempt finds done.
    let sql = "SELECT count(*) FROM taught WHERE teaching = $1";
    let kept: i64 = transaction.query_one(sql, &[&id.0])?.try_get(0)?;
    if kept > 0 {
        transaction.commit()?;
    }
    Ok(kept > 0)
}

/// Takes a word back; `false` if there is none of that name. Taking it back twice changes nothing.
pub(super) fn undo(
    link: &mut Link,
    id: TeachingId,
    actor: &str,
    now: UnixSeconds,
) -> Result<bool, postgres::Error> {
    let sql = "UPDATE teaching SET undone = coalesce(undone, $2), \
               undone_by = coalesce(undone_by, $3) WHERE id = $1";
    Ok(link.client.execute(sql, &[&id.0, &now, &actor])? > 0)
}

/// All words, or those about what is called `about`; oldest first.
pub(super) fn teachings(
    link: &mut Link,
    about: Option<&str>,
) -> Result<Vec<TeachingRecord>, postgres::Error> {
    let of = about.map_or("", |_| "WHERE about = $1");
    let sql = format!(
        "SELECT id, actor, time, about, label, note, undone, undone_by FROM teaching {of} \
         ORDER BY time, id"
    );
    let record = |row: &Row| {
        Ok(TeachingRecord {
            id: TeachingId(row.try_get(0)?),
            actor: row.try_get(1)?,
            time: row.try_get(2)?,
            about: row.try_get(3)?,
            label: TaughtLabel::from_code(row.try_get(4)?),
            note: row.try_get(5)?,
            undone: row.try_get(6)?,
            undone_by: row.try_get(7)?,
        })
    };
    let rows = match &about {
        Some(about) => link.client.query(&sql, &[about])?,
        None => link.client.query(&sql, &[])?,
    };
    rows.iter().map(record).collect()
}
