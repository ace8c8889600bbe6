//! Reading what lies in one's own mailboxes: of thin books what was packed of them, of thick ones by the index of mailboxes.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::shelf::{COLUMNS, Shelf, sighting};
use crate::ledger::Sighting;
use crate::own::{OwnBook, OwnBooks, OwnBoxes, READ};
use crate::plan::Plan;

/// What there is for the questions of `plan`, from one state of the database.
pub(super) fn books(
    connection: &Connection,
    plan: &Plan,
    own: &OwnBoxes,
) -> rusqlite::Result<OwnBooks> {
    let transaction = connection.unchecked_transaction()?;
    let mut shelf = Shelf::new(&transaction);
    let asking = Asking {
        connection: &transaction,
        mailboxes: &own.mailboxes,
        without: known(&transaction, own)?,
        now: plan.time,
    };
    let mut books = OwnBooks::default();
    for ask in &plan.asks {
        let book = shelf.book(ask.subject)?;
        let mut found = if book.digest.is_some() {
            asking.thick(ask.subject)?
        } else {
            OwnBook {
                newest: book
                    .events
                    .iter()
                    .filter(|it| asking.is_own(it))
                    .copied()
                    .collect(),
                ..OwnBook::default()
            }
        };
        asking.teachings(ask.subject, &mut found)?;
        books.books.push(found);
    }
    for brand in books.brands(plan) {
        if let Some(name) = shelf.book(brand)?.value.clone() {
            books.names.insert(brand, name);
        }
    }
    Ok(books)
}

/// The ids of the messages that are left out.
fn known(connection: &Connection, own: &OwnBoxes) -> rusqlite::Result<BTreeSet<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM message WHERE key = ?1")?;
    let mut ids = BTreeSet::new();
    for key in &own.without {
        let id = statement.query_row([key.0.as_slice()], |row| row.get::<_, i64>(0));
        ids.extend(id.optional()?);
    }
    Ok(ids)
}

struct Asking<'c> {
    connection: &'c Connection,
    mailboxes: &'c [i64],
    without: BTreeSet<i64>,
    now: i64,
}

impl Asking<'_> {
    fn is_own(&self, it: &Sighting) -> bool {
        it.time < self.now
            && self.mailboxes.contains(&it.mailbox)
            && !self.without.contains(&it.message)
    }

    fn thick(&self, subject: i64) -> rusqlite::Result<OwnBook> {
        let mut book = OwnBook::default();
        for mailbox in self.mailboxes {
            let sql = format!(
                "SELECT {COLUMNS} FROM sighting WHERE subject = ?1 AND mailbox = ?2 AND time < ?3 \
                 ORDER BY time DESC, message DESC LIMIT ?4"
            );
            let most = READ + self.without.len();
            let asked = params![subject, mailbox, self.now, most.cast_signed() as i64];
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(asked)?;
            while let Some(row) = rows.next()? {
                book.newest.push(sighting(row)?);
            }
            let sql = "SELECT time, message FROM sighting WHERE subject = ?1 AND mailbox = ?2 AND time < ?3 \
                       ORDER BY time, message LIMIT ?4";
            let most = 1 + self.without.len();
            let asked = params![subject, mailbox, self.now, most.cast_signed() as i64];
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(asked)?;
            while let Some(row) = rows.next()? {
                if !self.without.contains(&row.get(1)?) {
                    let time: i64 = row.get(0)?;
                    book.first = Some(book.first.map_or(time, |first: i64| first.min(time)));
                    break;
                }
            }
        }
        book.newest.retain(|it| !self.without.contains(&it.message));
        Ok(book)
    }

    /// What persons said of the messages in `book`.
    fn teachings(&self, subject: i64, book: &mut OwnBook) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT teaching.time, taught.message, 0, teaching.label, 0, 0 \
             FROM taught JOIN teaching ON teaching.id = taught.teaching \
             WHERE taught.message = ?1 AND taught.subject = ?2 AND teaching.time < ?3 \
             AND teaching.undone IS NULL ORDER BY teaching.time, teaching.id",
        )?;
        for it in &book.newest {
            let mut rows = statement.query(params![it.message, subject, self.now])?;
            while let Some(row) = rows.next()? {
                book.taught.push(sighting(row)?);
            }
        }
        Ok(())
    }
}
