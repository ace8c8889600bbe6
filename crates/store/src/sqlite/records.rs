//! Writing and removing records.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{rules, search, tally};
use crate::backend::Row;
use crate::filter::{Kind, Term};
use crate::id::RecordId;
use crate::record::Feedback;
use crate::rule::{self, DayCounts, day_of};
use crate::scrub;
use crate::tally::Changes;

/// Records that are removed in one transaction.
const BATCH: i64 = 50;

/// Adds records. An id that is taken is counted up.
pub(super) fn add(connection: &Connection, rows: &mut [Row]) -> rusqlite::Result<()> {
    let (mut counts, mut changes) = (DayCounts::new(), Changes::default());
    for row in rows {
        add_one(connection, row)?;
        rule::count(&mut counts, row.id, &row.rules, &row.record.report);
        changes.count(row.id, &row.record, 1);
    }
    tally::apply(connection, &changes)?;
    rules::count(connection, &counts)
}

fn add_one(connection: &Connection, row: &mut Row) -> rusqlite::Result<()> {
    let record = &row.record;
    let mut insert = connection.prepare_cached(
        "INSERT INTO record (id, door, queue_id, mail_from, recipients, subject, sender, message_id, \
         verdict, score, action, attack_types, brands, numbers, content, rules, microseconds, \
         text_hash, template_hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, \
         ?19) \
         ON CONFLICT (id) DO NOTHING",
    )?;
    loop {
        let added = insert.execute(params![
            row.id.to_row(),
            record.door,
            record.queue_id,
            record.mail_from,
            list(&record.recipients),
            record.subject,
            record.from,
            record.message_id,
            record.verdict.name(),
            record.score,
            record.action,
            list(&record.attack_types),
            list(&record.brands),
            list(&record.numbers),
            record.content.0.as_slice(),
            list(&row.rules),
            record.microseconds.map(u64::cast_signed),
            record.likeness.text.map(u64::cast_signed),
            record.likeness.template.map(u64::cast_signed),
        ])?;
        if added > 0 {
            break;
        }
        row.id.0 += 1;
    }
    let id = row.id.to_row();
    let packed = row.packed_report();
    connection
        .prepare_cached("INSERT INTO report (record, body) VALUES (?1, ?2)")?
        .execute(params![id, packed])?;
    connection
        .prepare_cached("INSERT INTO words (rowid, body) VALUES (?1, ?2)")?
        .execute(params![id, row.text])?;
    for term in &row.terms {
        let term = number(connection, term)?;
        connection
            .prepare_cached("INSERT INTO posting (term, record) VALUES (?1, ?2)")?
            .execute(params![term, id])?;
    }
    Ok(())
}

fn list(values: &[String]) -> String {
    serde_json::Value::from(values).to_string()
}

/// The number of a term, given where it has none.
fn number(connection: &Connection, term: &Term) -> rusqlite::Result<i64> {
    if let Some(found) = known(connection, term)? {
        return Ok(found);
    }
    let mut insert = connection.prepare_cached("INSERT INTO term (kind, value) VALUES (?1, ?2)")?;
    insert.insert(params![term.0 as i64, term.1])
}

pub(super) fn known(connection: &Connection, term: &Term) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT id FROM term WHERE kind = ?1 AND value = ?2")?
        .query_row(params![term.0 as i64, term.1], |row| row.get(0))
        .optional()
}

/// Removes some of the records before `before`.
pub(super) fn expire(connection: &Connection, before: RecordId) -> rusqlite::Result<u64> {
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT id FROM record WHERE id < ?1 ORDER BY id LIMIT ?2")?
        .query_map(params![before.to_row(), BATCH], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut changes = Changes::default();
    for id in &ids {
        remove(connection, RecordId::of_row(*id), &mut changes)?;
    }
    tally::apply(connection, &changes)?;
    rules::forget_days(connection, day_of(before.seconds()))?;
    Ok(ids.len() as u64)
}

fn remove(connection: &Connection, id: RecordId, changes: &mut Changes) -> rusqlite::Result<()> {
    let Some(record) = search::record(connection, id)? else {
        return Ok(());
    };
    let (record, rules) = scrub::as_new(record);
    changes.count(id, &record, -1);
    for term in scrub::terms(&record, &rules) {
        unlist(connection, &term, id)?;
    }
    for sql in [
        "DELETE FROM words WHERE rowid = ?1",
        "DELETE FROM report WHERE record = ?1",
        "DELETE FROM feedback WHERE record = ?1",
        "DELETE FROM user_report WHERE record = ?1",
        "DELETE FROM record WHERE id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([id.to_row()])?;
    }
    Ok(())
}

/// A record is no longer found by `term`; a term by which nothing is found is forgotten, for it may be a person's address.
fn unlist(connection: &Connection, term: &Term, record: RecordId) -> rusqlite::Result<()> {
    let Some(number) = known(connection, term)? else {
        return Ok(());
    };
    connection
        .prepare_cached("DELETE FROM posting WHERE term = ?1 AND record = ?2")?
        .execute([number, record.to_row()])?;
    connection
        .prepare_cached(
            "DELETE FROM term WHERE id = ?1 \
             AND NOT EXISTS (SELECT 1 FROM posting WHERE term = ?1)",
        )?
        .execute([number])?;
    Ok(())
}

/// Removes some of the records of `recipient`, or the recipient from them; what it reported; 0 once there are none.
pub(super) fn purge(connection: &Connection, recipient: &str) -> rusqlite::Result<u64> {
    connection.execute(
        "DELETE FROM user_report WHERE lower(actor) = ?1",
        [recipient],
    )?;
    let term = (Kind::Recipient, recipient.to_owned());
    let Some(number) = known(connection, &term)? else {
        return Ok(0);
    };
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT record FROM posting WHERE term = ?1 LIMIT ?2")?
        .query_map([number, BATCH], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut changes = Changes::default();
    for id in &ids {
        let id = RecordId::of_row(*id);
        let Some(mut record) = search::record(connection, id)? else {
            unlist(connection, &term, id)?;
            continue;
        };
        record
            .recipients
            .retain(|it| it.to_lowercase() != recipient);
        if record.recipients.is_empty() {
            remove(connection, id, &mut changes)?;
            // Not among the terms that were worked out, as it is no longer a recipient.
            unlist(connection, &term, id)?;
        } else {
            unlist(connection, &term, id)?;
            connection
                .prepare_cached("UPDATE record SET recipients = ?2 WHERE id = ?1")?
                .execute(params![id.to_row(), list(&record.recipients)])?;
        }
    }
    tally::apply(connection, &changes)?;
    Ok(ids.len() as u64)
}

pub(super) fn say(connection: &Connection, it: &Feedback) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO feedback (record, word, actor, time, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![it.record.to_row(), it.word.name(), it.by, it.time, it.note],
    )?;
    Ok(())
}

pub(super) fn feedback(
    connection: &Connection,
    record: RecordId,
) -> rusqlite::Result<Vec<Feedback>> {
    connection
        .prepare_cached(
            "SELECT word, actor, time, note FROM feedback WHERE record = ?1 ORDER BY id",
        )?
        .query_map([record.to_row()], |row| {
            Ok(Feedback {
                record,
                word: search::named(row, 0)?,
                by: row.get(1)?,
                time: row.get(2)?,
                note: row.get(3)?,
            })
        })?
        .collect()
}
