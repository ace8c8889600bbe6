//! Entries and the bytes they need.

use postgres::types::ToSql;
use postgres::{Row, Transaction};

use super::fault::Fault;
use super::records;
use super::search::{damaged, digest, named};
use crate::backend::{Holding, Settling, Within};
use crate::entry::{Entry, EntryFilter, EntryState, Held};
use crate::error::StoreError;
use crate::filter::Page;
use crate::id::{Digest, EntryId, RecordId};
use crate::quarantine::Usage;
use crate::record::UnixSeconds;

const COLUMNS: &str = "id, record, content, bytes, mail_from, recipient, verdict, subject, sender, cause, \
    state, held, changed, changed_by, reason, told, undo_until";
/// Digests that are read at once.
const CONTENTS: i64 = 1000;
/// The lock of whoever adds or removes bytes: `ofsq`.
const LOCK: i64 = 0x6f66_7371;

pub(super) fn has_content(
    transaction: &mut Transaction<'_>,
    content: &Digest,
) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM content WHERE digest = $1)";
    Ok(transaction
        .query_one(sql, &[&content.0.as_slice()])?
        .try_get(0)?)
}

fn lock(transaction: &mut Transaction<'_>) -> Result<(), Fault> {
    transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&LOCK])?;
    Ok(())
}

pub(super) fn hold(
    transaction: &mut Transaction<'_>,
    holding: &mut Holding,
    ensure: Within<'_>,
) -> Result<Held, Fault> {
    lock(transaction)?;
    ensure()?;
    let content = holding.row.record.content;
    let mut entries = Vec::new();
    let mut fresh: Vec<(EntryId, &String, String)> = Vec::new();
    for recipient in &holding.recipients {
        let mailbox = recipient.to_lowercase();
        // The same recipient may be named twice.
        let named = fresh.iter().find(|it| it.2 == mailbox).map(|it| it.0);
        let known = match named {
            Some(id) => Some(id),
            None => held(transaction, &content, &mailbox)?,
        };
        let id = match known {
            Some(id) => id,
            None => free(transaction, holding.first_entry, fresh.len())?,
        };
        if known.is_none() {
            fresh.push((id, recipient, mailbox));
        }
        entries.push(id);
    }
    if fresh.is_empty() {
        return Ok(Held {
            entries,
            was_held: true,
        });
    }
    take_room(transaction, &content, holding.bytes, holding.most_bytes)?;
    records::add(transaction, std::slice::from_mut(&mut holding.row))?;
    let record = &holding.row.record;
    for (id, recipient, mailbox) in fresh {
        transaction.execute(
            "INSERT INTO entry (id, record, content, bytes, mail_from, recipient, mailbox, verdict, \
             subject, sender, cause, state, held) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12)",
            &[
                &id.to_row(),
                &holding.row.id.to_row(),
                &content.0.as_slice(),
                &holding.bytes.cast_signed(),
                &holding.mail_from,
                recipient,
                &mailbox,
                &record.verdict.name(),
                &record.subject,
                &record.from,
                &holding.cause,
                &record.time,
            ],
        )?;
    }
    Ok(Held {
        entries,
        was_held: false,
    })
}

/// The entry by which these bytes are held back from `mailbox`.
fn held(
    transaction: &mut Transaction<'_>,
    content: &Digest,
    mailbox: &str,
) -> Result<Option<EntryId>, Fault> {
    let sql = "SELECT id FROM entry WHERE content = $1 AND mailbox = $2 AND state = 0";
    let row = transaction.query_opt(sql, &[&content.0.as_slice(), &mailbox])?;
    Ok(row
        .map(|it| it.try_get(0))
        .transpose()?
        .map(EntryId::of_row))
}

/// The first id from `first` on that nobody has, `taken` of which were given out just now.
fn free(transaction: &mut Transaction<'_>, first: EntryId, taken: usize) -> Result<EntryId, Fault> {
    let mut id = EntryId(first.0 + taken as u64);
    let sql = "SELECT EXISTS (SELECT 1 FROM entry WHERE id = $1)";
    while transaction.query_one(sql, &[&id.to_row()])?.try_get(0)? {
        // Past all that may have been given out for one message.
        id.0 += 1 << 12;
    }
    Ok(id)
}

fn take_room(
    transaction: &mut Transaction<'_>,
    content: &Digest,
    bytes: u64,
    most: u64,
) -> Result<(), Fault> {
    let added = transaction.execute(
        "INSERT INTO content (digest, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        &[&content.0.as_slice(), &bytes.cast_signed()],
    )?;
    if added == 0 {
        return Ok(());
    }
    let all = total(transaction)?;
    if all > most {
        let held = all.saturating_sub(bytes);
        return Err(StoreError::QuarantineFull { held, most }.into());
    }
    Ok(())
}

fn total(transaction: &mut Transaction<'_>) -> Result<u64, Fault> {
    let sql = "SELECT coalesce(sum(bytes), 0)::bigint FROM content";
    let bytes: i64 = transaction.query_one(sql, &[])?.try_get(0)?;
    Ok(bytes.cast_unsigned())
}

pub(super) fn forget(
    transaction: &mut Transaction<'_>,
    content: &Digest,
    remove: Within<'_>,
) -> Result<(), Fault> {
    lock(transaction)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM entry \
               WHERE content = $1 AND (state = 0 OR undo_until IS NOT NULL))";
    let is_needed: bool = transaction
        .query_one(sql, &[&content.0.as_slice()])?
        .try_get(0)?;
    if is_needed {
        return Ok(());
    }
    let sql = "DELETE FROM content WHERE digest = $1";
    transaction.execute(sql, &[&content.0.as_slice()])?;
    remove()?;
    Ok(())
}

/// A deleted entry no longer needs its bytes.
pub(super) fn end_undo(transaction: &mut Transaction<'_>, entry: EntryId) -> Result<(), Fault> {
    lock(transaction)?;
    let sql = "UPDATE entry SET undo_until = NULL WHERE id = $1";
    transaction.execute(sql, &[&entry.to_row()])?;
    Ok(())
}

pub(super) fn forgettable(
    transaction: &mut Transaction<'_>,
    now: UnixSeconds,
) -> Result<Vec<(EntryId, Digest)>, Fault> {
    let sql = "SELECT id, content FROM entry \
               WHERE undo_until IS NOT NULL AND undo_until <= $1 ORDER BY undo_until LIMIT $2";
    let rows = transaction.query(sql, &[&now, &CONTENTS])?;
    rows.iter()
        .map(|row| Ok((EntryId::of_row(row.try_get(0)?), digest(row, 1)?)))
        .collect()
}

pub(super) fn entry(
    transaction: &mut Transaction<'_>,
    id: EntryId,
) -> Result<Option<Entry>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM entry WHERE id = $1");
    let row = transaction.query_opt(&sql, &[&id.to_row()])?;
    row.map(|it| read(&it)).transpose()
}

pub(super) fn entries(
    transaction: &mut Transaction<'_>,
    filter: &EntryFilter,
    page: &Page<EntryId>,
) -> Result<Vec<Entry>, Fault> {
    let mut values: Vec<Box<dyn ToSql + Sync>> = vec![Box::new(page.rows())];
    let mut conditions = vec!["true".to_owned()];
    let mut add = |condition: &str, value: Box<dyn ToSql + Sync>| {
        values.push(value);
        conditions.push(format!("{condition} ${}", values.len()));
    };
    if let Some(after) = page.after {
        add("id <", Box::new(after.to_row()));
    }
    if let Some(before) = filter.held_before {
        add("id <", Box::new(EntryId::first_of(before).to_row()));
    }
    if let Some(state) = filter.state {
        add("state =", Box::new(state as i16));
    }
    if let Some(recipient) = &filter.recipient {
        add("mailbox =", Box::new(recipient.to_lowercase()));
    }
    if let Some(record) = filter.record {
        add("record =", Box::new(record.to_row()));
    }
    if let Some(content) = &filter.content {
        add("content =", Box::new(content.0.to_vec()));
    }
    if filter.untold {
        conditions.push("told IS NULL".to_owned());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM entry WHERE {} ORDER BY id DESC LIMIT $1",
        conditions.join(" AND ")
    );
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(AsRef::as_ref).collect();
    let rows = transaction.query(&sql, &values)?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Entry, Fault> {
    let state: i16 = row.try_get(10)?;
    let mut states = EntryState::ALL.into_iter();
    let state = states.find(|it| *it as i16 == state);
    let bytes: i64 = row.try_get(3)?;
    Ok(Entry {
        id: EntryId::of_row(row.try_get(0)?),
        record: RecordId::of_row(row.try_get(1)?),
        content: digest(row, 2)?,
        bytes: bytes.cast_unsigned(),
        mail_from: row.try_get(4)?,
        recipient: row.try_get(5)?,
        verdict: named(row, 6)?,
        subject: row.try_get(7)?,
        from: row.try_get(8)?,
        cause: row.try_get(9)?,
        state: state.ok_or_else(|| damaged("a state that is none"))?,
        held: row.try_get(11)?,
        changed: row.try_get(12)?,
        changed_by: row.try_get(13)?,
        reason: row.try_get(14)?,
        told: row.try_get(15)?,
        undo_until: row.try_get(16)?,
    })
}

pub(super) fn claim(
    transaction: &mut Transaction<'_>,
    id: EntryId,
    now: UnixSeconds,
    until: UnixSeconds,
) -> Result<bool, Fault> {
    let claimed = transaction.execute(
        "UPDATE entry SET claimed = $3 \
         WHERE id = $1 AND state = 0 AND (claimed IS NULL OR claimed <= $2)",
        &[&id.to_row(), &now, &until],
    )?;
    Ok(claimed > 0)
}

pub(super) fn give_back(transaction: &mut Transaction<'_>, id: EntryId) -> Result<(), Fault> {
    let sql = "UPDATE entry SET claimed = NULL WHERE id = $1";
    transaction.execute(sql, &[&id.to_row()])?;
    Ok(())
}

pub(super) fn settle(
    transaction: &mut Transaction<'_>,
    id: EntryId,
    how: &Settling<'_>,
    unclaimed: bool,
) -> Result<bool, Fault> {
    let settled = transaction.execute(
        "UPDATE entry SET state = $2, changed = $3, changed_by = $4, reason = $5, claimed = NULL, \
         undo_until = $7 WHERE id = $1 AND state = 0 AND (NOT $6 OR claimed IS NULL OR claimed <= $3)",
        &[
            &id.to_row(),
            &(how.state as i16),
            &how.now,
            &how.actor,
            &how.reason,
            &unclaimed,
            &how.undo_until,
        ],
    )?;
    if settled > 0 {
        transaction.execute("DELETE FROM link WHERE entry = $1", &[&id.to_row()])?;
    }
    Ok(settled > 0)
}

pub(super) fn restore(
    transaction: &mut Transaction<'_>,
    id: EntryId,
    how: &Settling<'_>,
) -> Result<bool, Fault> {
    // Nobody holds the same message anew meanwhile.
    lock(transaction)?;
    let restored = transaction.execute(
        "UPDATE entry SET state = $2, changed = $3, changed_by = $4, reason = $5, undo_until = NULL \
         WHERE id = $1 AND state = 2 AND undo_until > $3 AND NOT EXISTS ( \
            SELECT 1 FROM entry AS o \
            WHERE o.content = entry.content AND o.mailbox = entry.mailbox AND o.state = 0)",
        &[
            &id.to_row(),
            &(how.state as i16),
            &how.now,
            &how.actor,
            &how.reason,
        ],
    )?;
    Ok(restored > 0)
}

pub(super) fn purge(
    transaction: &mut Transaction<'_>,
    recipient: &str,
) -> Result<Vec<Digest>, Fault> {
    let sql = "DELETE FROM link WHERE entry IN (SELECT id FROM entry WHERE mailbox = $1)";
    transaction.execute(sql, &[&recipient])?;
    let sql = "DELETE FROM entry WHERE mailbox = $1 RETURNING content";
    let rows = transaction.query(sql, &[&recipient])?;
    rows.iter().map(|row| digest(row, 0)).collect()
}

pub(super) fn tell(
    transaction: &mut Transaction<'_>,
    entries: &[EntryId],
    now: UnixSeconds,
) -> Result<(), Fault> {
    let entries: Vec<i64> = entries.iter().map(|it| it.to_row()).collect();
    let sql = "UPDATE entry SET told = $2 WHERE id = ANY ($1)";
    transaction.execute(sql, &[&entries, &now])?;
    Ok(())
}

pub(super) fn usage(transaction: &mut Transaction<'_>) -> Result<Usage, Fault> {
    let sql = "SELECT count(*) FROM entry WHERE state = 0";
    let held: i64 = transaction.query_one(sql, &[])?.try_get(0)?;
    Ok(Usage {
        held: held.cast_unsigned(),
        bytes: total(transaction)?,
    })
}

pub(super) fn contents(
    transaction: &mut Transaction<'_>,
    after: Option<&Digest>,
) -> Result<Vec<Digest>, Fault> {
    let after: &[u8] = after.map_or(&[], |it| it.0.as_slice());
    let sql = "SELECT digest FROM content WHERE digest > $1 ORDER BY digest LIMIT $2";
    let rows = transaction.query(sql, &[&after, &CONTENTS])?;
    rows.iter().map(|row| digest(row, 0)).collect()
}
