//! Entries and the bytes they need.

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};

use super::fault::Fault;
use super::records;
use super::search::{damaged, digest, named};
use crate::backend::{Holding, Settling, Within};
use crate::entry::{Entry, EntryFilter, EntryState, Held};
use crate::error::StoreError;
use crate::filter::Page;
use crate::id::{Digest, EntryId, InvalidId, RecordId};
use crate::quarantine::Usage;
use crate::record::UnixSeconds;

const COLUMNS: &str = "id, record, content, bytes, mail_from, recipient, verdict, subject, sender, cause, \
    state, held, changed, changed_by, reason, told, undo_until";
/// Digests that are read at once.
const CONTENTS: i64 = 1000;

pub(super) fn has_content(connection: &Connection, content: &Digest) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM content WHERE digest = ?1)")?
        .query_row([content.0.as_slice()], |row| row.get(0))
}

pub(super) fn hold(
    connection: &Connection,
    holding: &mut Holding,
    ensure: Within<'_>,
) -> Result<Held, Fault> {
    let content = holding.row.record.content;
    ensure()?;
    let mut entries = Vec::new();
    let mut fresh: Vec<(EntryId, &String, String)> = Vec::new();
    for recipient in &holding.recipients {
        let mailbox = recipient.to_lowercase();
        // The same recipient may be named twice.
        let named = fresh.iter().find(|it| it.2 == mailbox).map(|it| it.0);
        let known = match named {
            Some(id) => Some(id),
            None => held(connection, &content, &mailbox)?,
        };
        let id = match known {
            Some(id) => id,
            None => free(connection, holding.first_entry, fresh.len())?,
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
    take_room(connection, holding)?;
    records::add(connection, std::slice::from_mut(&mut holding.row))?;
    let record = &holding.row.record;
    for (id, recipient, mailbox) in fresh {
        connection
            .prepare_cached(
                "INSERT INTO entry (id, record, content, bytes, mail_from, recipient, mailbox, verdict, \
                 subject, sender, cause, state, held) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12)",
            )?
            .execute(params![
                id.to_row(),
                holding.row.id.to_row(),
                content.0.as_slice(),
                holding.bytes.cast_signed(),
                holding.mail_from,
                recipient,
                mailbox,
                record.verdict.name(),
                record.subject,
                record.from,
                holding.cause,
                record.time,
            ])?;
    }
    Ok(Held {
        entries,
        was_held: false,
    })
}

/// The entry by which these bytes are held back from `mailbox`.
fn held(
    connection: &Connection,
    content: &Digest,
    mailbox: &str,
) -> rusqlite::Result<Option<EntryId>> {
    connection
        .prepare_cached("SELECT id FROM entry WHERE content = ?1 AND mailbox = ?2 AND state = 0")?
        .query_row(params![content.0.as_slice(), mailbox], |row| {
            Ok(EntryId::of_row(row.get(0)?))
        })
        .optional()
}

/// The first id from `first` on that nobody has, `taken` of which were given out just now.
fn free(connection: &Connection, first: EntryId, taken: usize) -> rusqlite::Result<EntryId> {
    let mut id = EntryId(first.0 + taken as u64);
    let mut look =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?1)")?;
    while look.query_row([id.to_row()], |row| row.get::<_, bool>(0))? {
        // Past all that may have been given out for one message.
        id.0 += 1 << 12;
    }
    Ok(id)
}

fn take_room(connection: &Connection, holding: &Holding) -> Result<(), Fault> {
    let content = holding.row.record.content;
    let added = connection
        .prepare_cached(
            "INSERT INTO content (digest, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?
        .execute(params![content.0.as_slice(), holding.bytes.cast_signed()])?;
    if added == 0 {
        return Ok(());
    }
    let bytes = total(connection)?;
    if bytes > holding.most_bytes {
        return Err(StoreError::QuarantineFull {
            held: bytes - holding.bytes,
            most: holding.most_bytes,
        }
        .into());
    }
    Ok(())
}

fn total(connection: &Connection) -> rusqlite::Result<u64> {
    let bytes: i64 = connection
        .prepare_cached("SELECT bytes FROM total")?
        .query_row([], |row| row.get(0))?;
    Ok(bytes.cast_unsigned())
}

pub(super) fn forget(
    connection: &Connection,
    content: &Digest,
    remove: Within<'_>,
) -> Result<(), Fault> {
    let is_needed: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry \
             WHERE content = ?1 AND (state = 0 OR undo_until IS NOT NULL))",
        )?
        .query_row([content.0.as_slice()], |row| row.get(0))?;
    if is_needed {
        return Ok(());
    }
    connection
        .prepare_cached("DELETE FROM content WHERE digest = ?1")?
        .execute([content.0.as_slice()])?;
    remove()?;
    Ok(())
}

/// A deleted entry no longer needs its bytes.
pub(super) fn end_undo(connection: &Connection, entry: EntryId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE entry SET undo_until = NULL WHERE id = ?1")?
        .execute([entry.to_row()])?;
    Ok(())
}

pub(super) fn forgettable(
    connection: &Connection,
    now: UnixSeconds,
) -> rusqlite::Result<Vec<(EntryId, Digest)>> {
    connection
        .prepare_cached(
            "SELECT id, content FROM entry \
             WHERE undo_until IS NOT NULL AND undo_until <= ?1 ORDER BY undo_until LIMIT ?2",
        )?
        .query_map([now, CONTENTS], |row| {
            Ok((EntryId::of_row(row.get(0)?), digest(row, 1)?))
        })?
        .collect()
}

pub(super) fn entry(connection: &Connection, id: EntryId) -> rusqlite::Result<Option<Entry>> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM entry WHERE id = ?1"))?
        .query_row([id.to_row()], read)
        .optional()
}

pub(super) fn entries(
    connection: &Connection,
    filter: &EntryFilter,
    page: &Page<EntryId>,
) -> rusqlite::Result<Vec<Entry>> {
    let mut values: Vec<Value> = vec![page.rows().into()];
    let mut conditions = vec!["1".to_owned()];
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(format!("{condition} ?{}", values.len()));
    };
    if let Some(after) = page.after {
        add("id <", after.to_row().into());
    }
    if let Some(before) = filter.held_before {
        add("id <", EntryId::first_of(before).to_row().into());
    }
    if let Some(state) = filter.state {
        add("state =", (state as i64).into());
    }
    if let Some(recipient) = &filter.recipient {
        add("mailbox =", recipient.to_lowercase().into());
    }
    if let Some(record) = filter.record {
        add("record =", record.to_row().into());
    }
    if let Some(content) = &filter.content {
        add("content =", content.0.to_vec().into());
    }
    if filter.untold {
        conditions.push("told IS NULL".to_owned());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM entry WHERE {} ORDER BY id DESC LIMIT ?1",
        conditions.join(" AND ")
    );
    connection
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values), read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let state: i64 = row.get(10)?;
    let mut states = EntryState::ALL.into_iter();
    let state = states.find(|it| *it as i64 == state);
    let bytes: i64 = row.get(3)?;
    Ok(Entry {
        id: EntryId::of_row(row.get(0)?),
        record: RecordId::of_row(row.get(1)?),
        content: digest(row, 2)?,
        bytes: bytes.cast_unsigned(),
        mail_from: row.get(4)?,
        recipient: row.get(5)?,
        verdict: named(row, 6)?,
        subject: row.get(7)?,
        from: row.get(8)?,
        cause: row.get(9)?,
        state: state.ok_or_else(|| damaged(10, Type::Integer, InvalidId))?,
        held: row.get(11)?,
        changed: row.get(12)?,
        changed_by: row.get(13)?,
        reason: row.get(14)?,
        told: row.get(15)?,
        undo_until: row.get(16)?,
    })
}

pub(super) fn claim(
    connection: &Connection,
    id: EntryId,
    now: UnixSeconds,
    until: UnixSeconds,
) -> rusqlite::Result<bool> {
    let claimed = connection.execute(
        "UPDATE entry SET claimed = ?3 \
         WHERE id = ?1 AND state = 0 AND (claimed IS NULL OR claimed <= ?2)",
        [id.to_row(), now, until],
    )?;
    Ok(claimed > 0)
}

pub(super) fn give_back(connection: &Connection, id: EntryId) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE entry SET claimed = NULL WHERE id = ?1",
        [id.to_row()],
    )?;
    Ok(())
}

pub(super) fn settle(
    connection: &Connection,
    id: EntryId,
    how: &Settling<'_>,
    unclaimed: bool,
) -> rusqlite::Result<bool> {
    let settled = connection.execute(
        "UPDATE entry SET state = ?2, changed = ?3, changed_by = ?4, reason = ?5, claimed = NULL, \
         undo_until = ?7 WHERE id = ?1 AND state = 0 AND (NOT ?6 OR claimed IS NULL OR claimed <= ?3)",
        params![
            id.to_row(),
            how.state as i64,
            how.now,
            how.actor,
            how.reason,
            unclaimed,
            how.undo_until
        ],
    )?;
    if settled > 0 {
        connection.execute("DELETE FROM link WHERE entry = ?1", [id.to_row()])?;
    }
    Ok(settled > 0)
}

pub(super) fn restore(
    connection: &Connection,
    id: EntryId,
    how: &Settling<'_>,
) -> rusqlite::Result<bool> {
    let restored = connection.execute(
        "UPDATE entry SET state = ?2, changed = ?3, changed_by = ?4, reason = ?5, undo_until = NULL \
         WHERE id = ?1 AND state = 2 AND undo_until > ?3 AND NOT EXISTS ( \
            SELECT 1 FROM entry AS o \
            WHERE o.content = entry.content AND o.mailbox = entry.mailbox AND o.state = 0)",
        params![
            id.to_row(),
            how.state as i64,
            how.now,
            how.actor,
            how.reason
        ],
    )?;
    Ok(restored > 0)
}

pub(super) fn purge(connection: &Connection, recipient: &str) -> rusqlite::Result<Vec<Digest>> {
    connection.execute(
        "DELETE FROM link WHERE entry IN (SELECT id FROM entry WHERE mailbox = ?1)",
        [recipient],
    )?;
    connection
        .prepare("DELETE FROM entry WHERE mailbox = ?1 RETURNING content")?
        .query_map([recipient], |row| digest(row, 0))?
        .collect()
}

pub(super) fn tell(
    connection: &Connection,
    entries: &[EntryId],
    now: UnixSeconds,
) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached("UPDATE entry SET told = ?2 WHERE id = ?1")?;
    for it in entries {
        update.execute([it.to_row(), now])?;
    }
    Ok(())
}

pub(super) fn usage(connection: &Connection) -> rusqlite::Result<Usage> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    Ok(Usage {
        held: count("SELECT count(*) FROM entry WHERE state = 0")?.cast_unsigned(),
        bytes: total(connection)?,
    })
}

pub(super) fn contents(
    connection: &Connection,
    after: Option<&Digest>,
) -> rusqlite::Result<Vec<Digest>> {
    let after: &[u8] = after.map_or(&[], |it| it.0.as_slice());
    connection
        .prepare_cached("SELECT digest FROM content WHERE digest > ?1 ORDER BY digest LIMIT ?2")?
        .query_map(params![after, CONTENTS], |row| digest(row, 0))?
        .collect()
}
