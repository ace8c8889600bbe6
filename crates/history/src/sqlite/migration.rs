//! From schema 1, where a sighting and a name were rows of their own, to schema 2, where a subject is one row.

use rusqlite::{Connection, params};

use super::book::pack_subjects;
use super::shelf::Shelf;
use crate::plan::Name;

/// Moves what the tables of schema 1 hold into those of schema 2, which are there, and removes the old ones.
pub(super) fn to_schema_2(connection: &Connection) -> rusqlite::Result<()> {
    let mut shelf = Shelf::new(connection);
    let mut names = connection.prepare("SELECT id, kind, value, block FROM subject")?;
    let mut rows = names.query([])?;
    while let Some(row) = rows.next()? {
        shelf.name(&Name {
            id: row.get(0)?,
            kind: row.get(1)?,
            value: row.get(2)?,
            block: row.get(3)?,
        })?;
        shelf.make_room()?;
    }
    drop(rows);
    names.finalize()?;
    let mut events = connection.prepare(
        "SELECT time, message, mailbox, verdict, origin, detail, subject FROM event \
         ORDER BY subject, time, message",
    )?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        let subject = row.get(6)?;
        shelf.make_room()?;
        shelf.enter(subject, super::shelf::sighting(row)?)?;
        // Hundreds of numbers had no row of their own.
        shelf.set_kind(subject, crate::subject::Kind::Block)?;
    }
    drop(rows);
    events.finalize()?;
    shelf.put_back()?;
    message_subjects(connection)?;
    connection.execute_batch("DROP TABLE event; DROP TABLE subject;")
}

/// Writes down with each message in whose books it stands.
fn message_subjects(connection: &Connection) -> rusqlite::Result<()> {
    let mut events = connection.prepare(
        "SELECT message, subject, takes_verdict FROM event INDEXED BY event_message ORDER BY message, subject",
    )?;
    let mut set = connection.prepare("UPDATE message SET subjects = ?2 WHERE id = ?1")?;
    let mut of: Option<(i64, Vec<(i64, bool)>)> = None;
    let mut rows = events.query([])?;
    loop {
        let next: Option<(i64, i64, bool)> = match rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?, row.get(2)?)),
            None => None,
        };
        if let Some((message, subjects)) = &mut of {
            match next {
                Some((same, subject, takes)) if same == *message => {
                    subjects.push((subject, takes));
                    continue;
                }
                _ => set.execute(params![*message, pack_subjects(subjects.drain(..))])?,
            };
        }
        let Some((message, subject, takes)) = next else {
            return Ok(());
        };
        of = Some((message, vec![(subject, takes)]));
    }
}
