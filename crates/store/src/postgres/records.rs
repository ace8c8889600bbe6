//! Writing and removing records.

use postgres::Transaction;

use super::fault::Fault;
use super::{rules, search, tally};
use crate::backend::Row;
use crate::filter::{Kind, Term};
use crate::id::RecordId;
use crate::record::Feedback;
use crate::rule::{self, DayCounts, day_of};
use crate::scrub;
use crate::tally::Changes;
use crate::words;

/// Records that are removed in one transaction.
const BATCH: i64 = 50;

const INSERT: &str = "INSERT INTO record (id, door, queue_id, mail_from, recipients, subject, sender, message_id, \
     verdict, score, action, attack_types, brands, numbers, content, report, words, rules, \
     microseconds, text_hash, template_hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
     array_to_tsvector($17), $18, $19, $20, $21) ON CONFLICT (id) DO NOTHING";
/// In one order for all, so that two who write the same terms wait for each other and do not lock each other out.
const TERMS: &str = "INSERT INTO term (kind, value) SELECT * FROM unnest($1::smallint[], $2::text[]) \
     ORDER BY 1, 2 ON CONFLICT DO NOTHING";
const POSTINGS: &str = "INSERT INTO posting (term, record) \
     SELECT t.id, r FROM unnest($1::smallint[], $2::text[], $3::bigint[]) AS n (kind, value, r) \
     JOIN term AS t ON t.kind = n.kind AND t.value = n.value";

/// Adds records. An id that is taken is counted up.
pub(super) fn add(transaction: &mut Transaction<'_>, rows: &mut [Row]) -> Result<(), Fault> {
    let insert = transaction.prepare(INSERT)?;
    let mut changes = Changes::default();
    for row in &mut *rows {
        let packed = row.packed_report();
        let words = words::lexemes(&row.text);
        let record = &row.record;
        loop {
            let added = transaction.execute(
                &insert,
                &[
                    &row.id.to_row(),
                    &record.door,
                    &record.queue_id,
                    &record.mail_from,
                    &record.recipients,
                    &record.subject,
                    &record.from,
                    &record.message_id,
                    &record.verdict.name(),
                    &record.score,
                    &record.action,
                    &record.attack_types,
                    &record.brands,
                    &record.numbers,
                    &record.content.0.as_slice(),
                    &packed,
                    &words,
                    &row.rules,
                    &record.microseconds.map(u64::cast_signed),
                    &record.likeness.text.map(u64::cast_signed),
                    &record.likeness.template.map(u64::cast_signed),
                ],
            )?;
            if added > 0 {
                break;
            }
            row.id.0 += 1;
        }
        changes.count(row.id, &row.record, 1);
    }
    let all = || {
        rows.iter()
            .flat_map(|row| row.terms.iter().map(move |it| (row, it)))
    };
    let kinds: Vec<i16> = all().map(|(_, it)| it.0 as i16).collect();
    let values: Vec<&str> = all().map(|(_, it)| it.1.as_str()).collect();
    let ids: Vec<i64> = all().map(|(row, _)| row.id.to_row()).collect();
    transaction.execute(TERMS, &[&kinds, &values])?;
    transaction.execute(POSTINGS, &[&kinds, &values, &ids])?;
    tally::apply(transaction, &changes)?;
    let mut counts = DayCounts::new();
    for row in rows {
        rule::count(&mut counts, row.id, &row.rules, &row.record.report);
    }
    rules::count(transaction, &counts)
}

pub(super) fn known(transaction: &mut Transaction<'_>, term: &Term) -> Result<Option<i64>, Fault> {
    let sql = "SELECT id FROM term WHERE kind = $1 AND value = $2";
    let row = transaction.query_opt(sql, &[&(term.0 as i16), &term.1])?;
    Ok(row.map(|it| it.try_get(0)).transpose()?)
}

/// Removes some of the records before `before`.
pub(super) fn expire(transaction: &mut Transaction<'_>, before: RecordId) -> Result<u64, Fault> {
    let sql = "SELECT id FROM record WHERE id < $1 ORDER BY id LIMIT $2";
    let rows = transaction.query(sql, &[&before.to_row(), &BATCH])?;
    let mut changes = Changes::default();
    for row in &rows {
        let id = RecordId::of_row(row.try_get(0)?);
        remove(transaction, id, &mut changes)?;
    }
    tally::apply(transaction, &changes)?;
    rules::forget_days(transaction, day_of(before.seconds()))?;
    Ok(rows.len() as u64)
}

fn remove(
    transaction: &mut Transaction<'_>,
    id: RecordId,
    changes: &mut Changes,
) -> Result<(), Fault> {
    let Some(record) = search::record(transaction, id)? else {
        return Ok(());
    };
    let (record, rules) = scrub::as_new(record);
    changes.count(id, &record, -1);
    for term in scrub::terms(&record, &rules) {
        unlist(transaction, &term, id)?;
    }
    for sql in [
        "DELETE FROM feedback WHERE record = $1",
        "DELETE FROM user_report WHERE record = $1",
        "DELETE FROM record WHERE id = $1",
    ] {
        transaction.execute(sql, &[&id.to_row()])?;
    }
    Ok(())
}

/// A record is no longer found by `term`; a term by which nothing is found is forgotten, for it may be a person's address.
fn unlist(transaction: &mut Transaction<'_>, term: &Term, record: RecordId) -> Result<(), Fault> {
    let Some(number) = known(transaction, term)? else {
        return Ok(());
    };
    let sql = "DELETE FROM posting WHERE term = $1 AND record = $2";
    transaction.execute(sql, &[&number, &record.to_row()])?;
    // Only what names somebody: the others come again at once, and another may be about to write one of them.
    if matches!(term.0, Kind::Recipient | Kind::SenderDomain | Kind::Number) {
        transaction.execute(
            "DELETE FROM term WHERE id = $1 \
             AND NOT EXISTS (SELECT 1 FROM posting WHERE term = $1)",
            &[&number],
        )?;
    }
    Ok(())
}

/// Removes some of the records of `recipient`, or the recipient from them; what it reported; 0 once there are none.
pub(super) fn purge(transaction: &mut Transaction<'_>, recipient: &str) -> Result<u64, Fault> {
    let sql = "DELETE FROM user_report WHERE lower(actor) = $1";
    transaction.execute(sql, &[&recipient])?;
    let term = (Kind::Recipient, recipient.to_owned());
    let Some(number) = known(transaction, &term)? else {
        return Ok(0);
    };
    let sql = "SELECT record FROM posting WHERE term = $1 LIMIT $2";
    let rows = transaction.query(sql, &[&number, &BATCH])?;
    let mut changes = Changes::default();
    for row in &rows {
        let id = RecordId::of_row(row.try_get(0)?);
        if let Some(mut record) = search::record(transaction, id)? {
            record
                .recipients
                .retain(|it| it.to_lowercase() != recipient);
            if record.recipients.is_empty() {
                remove(transaction, id, &mut changes)?;
            } else {
                let sql = "UPDATE record SET recipients = $2 WHERE id = $1";
                transaction.execute(sql, &[&id.to_row(), &record.recipients])?;
            }
        }
        unlist(transaction, &term, id)?;
    }
    tally::apply(transaction, &changes)?;
    Ok(rows.len() as u64)
}

pub(super) fn say(transaction: &mut Transaction<'_>, it: &Feedback) -> Result<(), Fault> {
    transaction.execute(
        "INSERT INTO feedback (record, word, actor, time, note) VALUES ($1, $2, $3, $4, $5)",
        &[
            &it.record.to_row(),
            &it.word.name(),
            &it.by,
            &it.time,
            &it.note,
        ],
    )?;
    Ok(())
}

pub(super) fn feedback(
    transaction: &mut Transaction<'_>,
    record: RecordId,
) -> Result<Vec<Feedback>, Fault> {
    let sql = "SELECT word, actor, time, note FROM feedback WHERE record = $1 ORDER BY id";
    let rows = transaction.query(sql, &[&record.to_row()])?;
    rows.iter()
        .map(|row| {
            Ok(Feedback {
                record,
                word: search::named(row, 0)?,
                by: row.try_get(1)?,
                time: row.try_get(2)?,
                note: row.try_get(3)?,
            })
        })
        .collect()
}
