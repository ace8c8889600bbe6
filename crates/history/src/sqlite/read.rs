//! Answering the questions of a plan: from the books, and of thick ones by short looks into one index each.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::shelf::{COLUMNS, Shelf, sighting};
use crate::answer::Answers;
use crate::knowledge::{
    COMMON_DAYS, COUNT_CAP, DAY, MAILBOX_CAP, ORDER_WINDOW_DAYS, PREVALENCE_DAYS, RECENT,
};
use crate::ledger::{BAD, Ledger, Sighting, What};
use crate::plan::{Ask, Mode, Plan, Slot};
use crate::simhash::{NEAR_BITS, distance};
use crate::subject::NO_MAILBOX;

/// Texts of one band that are looked at.
const BAND_ROWS: i64 = 1_024;
/// Near texts whose books are read.
const NEAR_TEXTS: usize = 8;

/// No message has this id.
const NO_MESSAGE: i64 = -1;

/// Answers `plan` from one state of the database.
pub(super) fn answers(connection: &Connection, plan: &Plan) -> rusqlite::Result<Answers> {
    let transaction = connection.unchecked_transaction()?;
    answers_within(&mut Shelf::new(&transaction), plan)
}

/// As [`answers`], within the transaction that the caller has opened.
pub(super) fn answers_within(shelf: &mut Shelf<'_>, plan: &Plan) -> rusqlite::Result<Answers> {
    let (own, is_anything_taught) = standing(shelf.connection(), plan)?;
    let mut looker = Looker {
        connection: shelf.connection(),
        shelf,
        now: plan.time,
        own,
        mailbox: plan.mailbox,
        is_anything_taught,
    };
    let mut answers = Answers::default();
    for (ask, slot) in plan.asks.iter().zip(&plan.slots) {
        let mut ledger = looker.ledger(*ask)?;
        if needs_days_and_mailbox(*slot, &ledger) {
            looker.days_and_mailbox(ask.subject, &mut ledger)?;
        }
        answers.ledgers.push(ledger);
    }
    for subject in looker.near(plan)? {
        let ask = Ask {
            subject,
            mode: Mode::Full,
        };
        answers.near.push(looker.ledger(ask)?);
    }
    for subject in brands(plan, &answers) {
        if let Some(name) = looker.shelf.book(subject)?.value.clone() {
            answers.names.insert(subject, name);
        }
    }
    Ok(answers)
}

/// The message's own id, if it is noted already, and whether any person ever said anything.
fn standing(connection: &Connection, plan: &Plan) -> rusqlite::Result<(i64, bool)> {
    connection
        .prepare_cached(
            "SELECT ifnull((SELECT id FROM message WHERE key = ?1), ?2), \
             EXISTS (SELECT 1 FROM taught)",
        )?
        .query_row(params![plan.key.as_slice(), NO_MESSAGE], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
}

/// The brands that the books of numbers refer to.
fn brands(plan: &Plan, answers: &Answers) -> BTreeSet<i64> {
    plan.slots
        .iter()
        .zip(&answers.ledgers)
        .filter(|(slot, _)| matches!(slot, Slot::Number(_)))
        .flat_map(|(_, ledger)| ledger.newest().iter().map(|it| it.detail))
        .filter(|it| *it != 0)
        .collect()
}

/// Texts, shapes and contacts are asked neither for their days nor for the mailbox, which would be half the work
/// on a shape that is in all mail of a shop.
fn needs_days_and_mailbox(slot: Slot, ledger: &Ledger) -> bool {
    let is_asked = matches!(
        slot,
        Slot::Sender | Slot::Domain | Slot::ReplyTo | Slot::Number(_)
    );
    is_asked && !ledger.is_complete()
}

struct Looker<'s, 'c> {
    connection: &'c Connection,
    shelf: &'s mut Shelf<'c>,
    now: i64,
    own: i64,
    mailbox: i64,
    is_anything_taught: bool,
}

impl Looker<'_, '_> {
    fn ledger(&mut self, ask: Ask) -> rusqlite::Result<Ledger> {
        let mut ledger = Ledger::default();
        let subject = ask.subject;
        if self.shelf.book(subject)?.digest.is_some() {
            match ask.mode {
                Mode::Full => ledger = self.full(subject)?,
                Mode::Bad => self.bad(subject, What::Newest, &mut ledger)?,
                Mode::HereAtAll => self.here_at_all(subject, &mut ledger)?,
                Mode::HereLately => self.here_lately(subject, &mut ledger)?,
            }
        } else {
            self.thin(ask, &mut ledger)?;
        }
        if ask.mode == Mode::Full && self.is_anything_taught {
            self.taught(subject, &mut ledger)?;
        }
        Ok(ledger)
    }

    /// Of a thin book, which holds all there is.
    fn thin(&mut self, ask: Ask, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let (now, own, mailbox) = (self.now, self.own, self.mailbox);
        let mut known = self.shelf.book(ask.subject)?.before(now, own);
        let is_good_here = |it: &&Sighting| it.mailbox == mailbox && it.verdict < BAD;
        match ask.mode {
            Mode::Full => {
                for it in known.rev() {
                    ledger.add(What::Newest, *it);
                }
            }
            Mode::Bad => {
                for it in known.rev().filter(|it| it.verdict >= BAD).take(RECENT) {
                    ledger.add(What::Newest, *it);
                }
            }
            Mode::HereAtAll => {
                if let Some(it) = known.find(is_good_here) {
                    ledger.add(What::HereFirst, *it);
                }
            }
            Mode::HereLately => {
                let since = now.saturating_sub(ORDER_WINDOW_DAYS * DAY);
                let lately = known.filter(is_good_here).filter(|it| it.time >= since);
                let row = Sighting {
                    time: lately.count().cast_signed() as i64,
                    ..Sighting::default()
                };
                ledger.add(What::HereCount, row);
            }
        }
        Ok(())
    }

    /// Of a thick book: from its row where that tells, else from the sightings.
    fn full(&mut self, subject: i64) -> rusqlite::Result<Ledger> {
        let own = Some(self.own).filter(|it| *it != NO_MESSAGE);
        let book = self.shelf.book(subject)?;
        if let Some(mut ledger) = book.answer(self.now, own) {
            if book.digest.as_ref().is_some_and(|it| it.any_bad) {
                self.bad(subject, What::Bad, &mut ledger)?;
            }
            return Ok(ledger);
        }
        let mut ledger = Ledger::default();
        self.sightings(
            &format!(
                "SELECT {COLUMNS} FROM sighting \
                 WHERE subject = ?1 AND time < ?2 AND message <> ?3 \
                 ORDER BY time DESC, message DESC LIMIT {RECENT}"
            ),
            subject,
            What::Newest,
            &mut ledger,
        )?;
        if !ledger.is_complete() {
            self.beyond(subject, &mut ledger)?;
        }
        Ok(ledger)
    }

    /// What the newest sightings do not tell of any subject. Days and mailboxes are counted by leaping from one to the next,
    /// so that a busy sender costs no more than a quiet one.
    fn beyond(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        self.sightings(
            &format!(
                "SELECT {COLUMNS} FROM sighting WHERE subject = ?1 AND time < ?2 AND message <> ?3 \
                 ORDER BY time, message LIMIT {RECENT}"
            ),
            subject,
            What::Oldest,
            ledger,
        )?;
        self.bad(subject, What::Bad, ledger)?;
        let mailboxes = format!(
            "WITH RECURSIVE box (mailbox) AS (
               SELECT min(mailbox) FROM sighting WHERE subject = ?1 AND mailbox > {NO_MAILBOX}
               UNION ALL
               SELECT (SELECT min(mailbox) FROM sighting
                       WHERE subject = ?1 AND mailbox > box.mailbox)
               FROM box WHERE box.mailbox IS NOT NULL LIMIT {})
             SELECT count(*) FROM box WHERE mailbox IS NOT NULL AND EXISTS (
               SELECT 1 FROM sighting WHERE subject = ?1 AND sighting.mailbox = box.mailbox
               AND time < ?2 AND message <> ?3)",
            MAILBOX_CAP * 2
        );
        let asked = params![subject, self.now, self.own];
        self.number(&mailboxes, asked, What::Mailboxes, ledger)?;
        let count = format!(
            "SELECT count(*) FROM (SELECT 1 FROM sighting WHERE subject = ?1 AND time < ?2 \
             AND message <> ?3 LIMIT {COUNT_CAP})"
        );
        self.number(&count, asked, What::Count, ledger)
    }

    fn days_and_mailbox(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        if self.mailbox != NO_MAILBOX {
            self.here(subject, ledger)?;
        }
        if ledger.has_days() {
            return Ok(());
        }
        let since = self.now.saturating_sub(PREVALENCE_DAYS * DAY);
        let days = format!(
            "WITH RECURSIVE day (last) AS (
               SELECT max(time) FROM sighting
               WHERE subject = ?1 AND time < ?2 AND time >= ?4 AND message <> ?3
               UNION ALL
               SELECT (SELECT max(time) FROM sighting WHERE subject = ?1
                       AND time < day.last - day.last % {DAY} AND time >= ?4 AND message <> ?3)
               FROM day WHERE day.last IS NOT NULL LIMIT {})
             SELECT count(last) FROM day",
            COMMON_DAYS + 1
        );
        self.number(
            &days,
            params![subject, self.now, self.own, since],
            What::Days,
            ledger,
        )
    }

    fn here(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let asked = params![subject, self.now, self.own, self.mailbox];
        for (what, order) in [(What::HereFirst, "time"), (What::HereLast, "time DESC")] {
            let sql = format!(
                "SELECT time FROM sighting WHERE subject = ?1 AND mailbox = ?4 AND time < ?2 \
                 AND message <> ?3 ORDER BY {order} LIMIT 1"
            );
            self.number(&sql, asked, what, ledger)?;
        }
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM sighting WHERE subject = ?1 AND mailbox = ?4 \
             AND time < ?2 AND message <> ?3 LIMIT {COUNT_CAP})"
        );
        self.number(&sql, asked, What::HereCount, ledger)
    }

    fn bad(&self, subject: i64, what: What, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sighting INDEXED BY sighting_bad \
             WHERE subject = ?1 AND time < ?2 AND message <> ?3 AND verdict >= 3 \
             ORDER BY time DESC, message DESC LIMIT {RECENT}"
        );
        self.sightings(&sql, subject, what, ledger)
    }

    fn here_at_all(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let sql = "SELECT time FROM sighting WHERE subject = ?1 AND mailbox = ?4 AND time < ?2 \
                   AND message <> ?3 AND verdict < 3 ORDER BY time LIMIT 1";
        let asked = params![subject, self.now, self.own, self.mailbox];
        self.number(sql, asked, What::HereFirst, ledger)
    }

    fn here_lately(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let since = self.now.saturating_sub(ORDER_WINDOW_DAYS * DAY);
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM sighting WHERE subject = ?1 AND mailbox = ?4 \
             AND time < ?2 AND time >= ?5 AND message <> ?3 AND verdict < 3 LIMIT {COUNT_CAP})"
        );
        let asked = params![subject, self.now, self.own, self.mailbox, since];
        self.number(&sql, asked, What::HereCount, ledger)
    }

    fn taught(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let sql = format!(
            "SELECT teaching.time, taught.message, 0, teaching.label, 0, 0 \
             FROM taught JOIN teaching ON teaching.id = taught.teaching \
             WHERE taught.subject = ?1 AND teaching.time < ?2 AND taught.message <> ?3 \
             AND teaching.undone IS NULL \
             ORDER BY teaching.time DESC, teaching.id DESC LIMIT {COUNT_CAP}"
        );
        self.sightings(&sql, subject, What::Taught, ledger)
    }

    fn sightings(
        &self,
        sql: &str,
        subject: i64,
        what: What,
        ledger: &mut Ledger,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![subject, self.now, self.own])?;
        while let Some(row) = rows.next()? {
            ledger.add(what, sighting(row)?);
        }
        Ok(())
    }

    /// Adds the one number that `sql` answers with, if it answers.
    fn number(
        &self,
        sql: &str,
        asked: &[&dyn rusqlite::ToSql],
        what: What,
        ledger: &mut Ledger,
    ) -> rusqlite::Result<()> {
        let found: Option<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_row(asked, |row| row.get(0))
            .optional()?;
        if let Some(time) = found {
            let row = Sighting {
                time,
                ..Sighting::default()
            };
            ledger.add(what, row);
        }
        Ok(())
    }

    /// Subjects of texts near the plan's, nearest first.
    fn near(&self, plan: &Plan) -> rusqlite::Result<Vec<i64>> {
        let (Some((hash, own_text)), Some(bands)) = (plan.text, plan.bands()) else {
            return Ok(Vec::new());
        };
        let sql = format!(
            "SELECT subject, hash FROM (SELECT subject, hash, time FROM band WHERE band = ?1 \
             LIMIT {BAND_ROWS}) WHERE time < ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut near = BTreeSet::new();
        for band in bands {
            let mut rows = statement.query(params![band, self.now])?;
            while let Some(row) = rows.next()? {
                let (subject, other): (i64, i64) = (row.get(0)?, row.get(1)?);
                let apart = distance(hash, other.cast_unsigned());
                if subject != own_text && apart <= NEAR_BITS {
                    near.insert((apart, other, subject));
                }
            }
        }
        let near = near.into_iter().map(|(_, _, subject)| subject);
        Ok(near.take(NEAR_TEXTS).collect())
    }
}
