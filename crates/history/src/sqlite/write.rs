//! Adding messages and verdicts. The caller opens and commits the transaction.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::book::{pack_subjects, unpack_subjects};
use super::shelf::{Shelf, damaged};
use crate::backend::mark;
use crate::export::json;
use crate::ledger::{BAD, Sighting};
use crate::observation::Conclusion;
use crate::plan::Plan;
use crate::subject::Kind;

/// Adds what `plan` says, unless its message is noted already. Returns whether it is new.
pub(super) fn note(shelf: &mut Shelf<'_>, plan: &Plan) -> rusqlite::Result<bool> {
    let connection = shelf.connection();
    let subjects = plan.entries.iter().map(|it| (it.subject, it.takes_verdict));
    let added = connection
        .prepare_cached(
            "INSERT INTO message (key, time, mailbox, subject_line, subjects) \
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![
            plan.key.as_slice(),
            plan.time,
            plan.mailbox,
            plan.subject_line,
            pack_subjects(subjects)
        ])?;
    if added == 0 {
        return Ok(false);
    }
    let message = connection.last_insert_rowid();
    for it in &plan.names {
        shelf.name(it)?;
    }
    for it in &plan.entries {
        let sighting = Sighting {
            time: plan.time,
            message,
            mailbox: plan.mailbox,
            verdict: 0,
            origin: it.origin,
            detail: it.detail,
        };
        shelf.enter(it.subject, sighting)?;
    }
    note_text(connection, plan)?;
    Ok(true)
}

fn note_text(connection: &Connection, plan: &Plan) -> rusqlite::Result<()> {
    let (Some((hash, subject)), Some(bands)) = (plan.text, plan.bands()) else {
        return Ok(());
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO band (band, subject, hash, time) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (band, subject) DO UPDATE SET time = excluded.time \
         WHERE time > excluded.time",
    )?;
    for band in bands {
        statement.execute(params![band, subject, hash.cast_signed(), plan.time])?;
    }
    Ok(())
}

/// Notes the verdict on a message and in the books it stands in.
pub(super) fn conclude(shelf: &mut Shelf<'_>, conclusion: &Conclusion) -> rusqlite::Result<()> {
    let connection = shelf.connection();
    let found: Option<(i64, i64, i64, Vec<u8>)> = connection
        .prepare_cached("SELECT id, time, mailbox, subjects FROM message WHERE key = ?1")?
        .query_row([conclusion.message.0.as_slice()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((message, time, mailbox, packed)) = found else {
        return Ok(());
    };
    let mut subjects = unpack_subjects(&packed).map_err(damaged)?;
    let mark = mark(conclusion);
    let mut blocks = Vec::new();
    for (subject, takes_verdict) in &subjects {
        if *takes_verdict {
            shelf.mark(*subject, time, message, mark)?;
        }
        if mark >= BAD {
            blocks.extend(block_entry(shelf, *subject, message, mark)?);
        }
    }
    for (block, mut sighting) in blocks {
        (sighting.time, sighting.mailbox) = (time, mailbox);
        if shelf.enter(block, sighting)? {
            shelf.set_kind(block, Kind::Block)?;
            subjects.push((block, true));
        }
    }
    connection
        .prepare_cached(
            "UPDATE message SET verdict = ?2, score = ?3, attack_types = ?4, rules = ?5, \
             subjects = ?6 WHERE id = ?1",
        )?
        .execute(params![
            message,
            conclusion.verdict.code(),
            conclusion.score,
            json(&conclusion.attack_types),
            json(&conclusion.rules),
            pack_subjects(subjects)
        ])?;
    Ok(())
}

/// What a bad message leaves in the book of the hundred that its number `subject` belongs to; `None` where the subject
/// is no number, or one that no verdict gives a bad name.
fn block_entry(
    shelf: &mut Shelf<'_>,
    subject: i64,
    message: i64,
    mark: i16,
) -> rusqlite::Result<Option<(i64, Sighting)>> {
    let book = shelf.book(subject)?;
    if book.kind != Kind::Number.code() || book.block == 0 {
        return Ok(None);
    }
    // Only a message whose sighting is older than all that the row holds is not found there.
    let own = book.events.iter().find(|it| it.message == message);
    let sighting = Sighting {
        message,
        verdict: mark,
        origin: own.map_or(0, |it| it.origin),
        detail: subject,
        ..Sighting::default()
    };
    Ok(Some((book.block, sighting)))
}
