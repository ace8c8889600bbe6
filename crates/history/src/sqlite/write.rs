//! Adding messages and verdicts. The caller opens and commits the transaction.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::backend::mark;
use crate::export::json;
use crate::ledger::BAD;
use crate::observation::Conclusion;
use crate::plan::Plan;
use crate::subject::Kind;

/// Adds the rows of `plan`, unless its message is noted already. Returns whether it is new. Subjects that are in
/// `named` have their names already.
pub(super) fn note(
    connection: &Connection,
    plan: &Plan,
    named: &BTreeSet<i64>,
) -> rusqlite::Result<bool> {
    let added = connection
        .prepare_cached(
            "INSERT INTO message (key, time, mailbox, subject_line) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![
            plan.key.as_slice(),
            plan.time,
            plan.mailbox,
            plan.subject_line
        ])?;
    if added == 0 {
        return Ok(false);
    }
    let message = connection.last_insert_rowid();
    let mut name = connection.prepare_cached(
        "INSERT INTO subject (id, kind, value, block) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (id) DO UPDATE SET block = excluded.block WHERE block <> excluded.block",
    )?;
    for it in plan.names.iter().filter(|it| !named.contains(&it.id)) {
        name.execute(params![it.id, it.kind, it.value, it.block])?;
    }
    let mut event = connection.prepare_cached(
        "INSERT INTO event \
         (subject, time, message, mailbox, verdict, takes_verdict, origin, detail) \
         VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7)",
    )?;
    for it in &plan.entries {
        event.execute(params![
            it.subject,
            plan.time,
            message,
            plan.mailbox,
            it.takes_verdict,
            it.origin,
            it.detail
        ])?;
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
pub(super) fn conclude(connection: &Connection, conclusion: &Conclusion) -> rusqlite::Result<()> {
    let id: Option<i64> = connection
        .prepare_cached(
            "UPDATE message SET verdict = ?2, score = ?3, attack_types = ?4, rules = ?5 \
             WHERE key = ?1 RETURNING id",
        )?
        .query_row(
            params![
                conclusion.message.0.as_slice(),
                conclusion.verdict.code(),
                conclusion.score,
                json(&conclusion.attack_types),
                json(&conclusion.rules)
            ],
            |row| row.get(0),
        )
        .optional()?;
    let Some(message) = id else {
        return Ok(());
    };
    let mark = mark(conclusion);
    connection
        .prepare_cached(
            "UPDATE event SET verdict = ?2 \
             WHERE message = ?1 AND takes_verdict AND verdict <> ?2",
        )?
        .execute(params![message, mark])?;
    if mark >= BAD {
        connection
            .prepare_cached(
                "INSERT INTO event \
                 (subject, time, message, mailbox, verdict, takes_verdict, origin, detail) \
                 SELECT s.block, e.time, e.message, e.mailbox, ?2, 1, e.origin, s.id \
                 FROM event AS e JOIN subject AS s ON s.id = e.subject \
                 WHERE e.message = ?1 AND s.kind = ?3 AND s.block <> 0 ORDER BY s.id \
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![message, mark, Kind::Number.code()])?;
    }
    Ok(())
}
