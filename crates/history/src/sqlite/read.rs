//! Answering the questions of a plan: short looks into one index each.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::answer::Answers;
use crate::knowledge::{
    COMMON_DAYS, COUNT_CAP, DAY, MAILBOX_CAP, ORDER_WINDOW_DAYS, PREVALENCE_DAYS, RECENT,
};
use crate::ledger::{Ledger, Sighting, What};
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
    answers_within(&transaction, plan)
}

/// As [`answers`], within the transaction that the caller has opened.
pub(super) fn answers_within(connection: &Connection, plan: &Plan) -> rusqlite::Result<Answers> {
    let (own, is_anything_taught) = standing(connection, plan)?;
    let looker = Looker {
        connection,
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
        if let Some(name) = looker.name(subject)? {
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

const COLUMNS: &str = "time, message, mailbox, verdict, origin, detail";

fn sighting(row: &Row<'_>) -> rusqlite::Result<Sighting> {
    Ok(Sighting {
        time: row.get(0)?,
        message: row.get(1)?,
        mailbox: row.get(2)?,
        verdict: row.get(3)?,
        origin: row.get(4)?,
        detail: row.get(5)?,
    })
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

struct Looker<'c> {
    connection: &'c Connection,
    now: i64,
    own: i64,
    mailbox: i64,
    is_anything_taught: bool,
}

impl Looker<'_> {
    fn ledger(&self, ask: Ask) -> rusqlite::Result<Ledger> {
        let mut ledger = Ledger::default();
        match ask.mode {
            Mode::Full => self.full(ask.subject, &mut ledger)?,
            Mode::Bad => self.bad(ask.subject, What::Newest, &mut ledger)?,
            Mode::HereAtAll => self.here_at_all(ask.subject, &mut ledger)?,
            Mode::HereLately => self.here_lately(ask.subject, &mut ledger)?,
        }
        Ok(ledger)
    }

    fn full(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        self.sightings(
            &format!(
                "SELECT {COLUMNS} FROM event WHERE subject = ?1 AND time < ?2 AND message <> ?3 \
                 ORDER BY time DESC, message DESC LIMIT {RECENT}"
            ),
            subject,
            What::Newest,
            ledger,
        )?;
        if !ledger.is_complete() {
            self.beyond(subject, ledger)?;
        }
        if self.is_anything_taught {
            self.taught(subject, ledger)?;
        }
        Ok(())
    }

    /// What the newest sightings do not tell of any subject. Days and mailboxes are counted by leaping from one to the next,
    /// so that a busy sender costs no more than a quiet one.
    fn beyond(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        self.sightings(
            &format!(
                "SELECT {COLUMNS} FROM event WHERE subject = ?1 AND time < ?2 AND message <> ?3 \
                 ORDER BY time, message LIMIT {RECENT}"
            ),
            subject,
            What::Oldest,
            ledger,
        )?;
        self.bad(subject, What::Bad, ledger)?;
        let mailboxes = format!(
            "WITH RECURSIVE box (mailbox) AS (
               SELECT min(mailbox) FROM event WHERE subject = ?1 AND mailbox > {NO_MAILBOX}
               UNION ALL
               SELECT (SELECT min(mailbox) FROM event
                       WHERE subject = ?1 AND mailbox > box.mailbox)
               FROM box WHERE box.mailbox IS NOT NULL LIMIT {})
             SELECT count(*) FROM box WHERE mailbox IS NOT NULL AND EXISTS (
               SELECT 1 FROM event WHERE subject = ?1 AND event.mailbox = box.mailbox
               AND time < ?2 AND message <> ?3)",
            MAILBOX_CAP * 2
        );
        let asked = params![subject, self.now, self.own];
        self.number(&mailboxes, asked, What::Mailboxes, ledger)?;
        let count = format!(
            "SELECT count(*) FROM (SELECT 1 FROM event WHERE subject = ?1 AND time < ?2 \
             AND message <> ?3 LIMIT {COUNT_CAP})"
        );
        self.number(&count, asked, What::Count, ledger)
    }

    fn days_and_mailbox(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let since = self.now.saturating_sub(PREVALENCE_DAYS * DAY);
        let days = format!(
            "WITH RECURSIVE day (last) AS (
               SELECT max(time) FROM event
               WHERE subject = ?1 AND time < ?2 AND time >= ?4 AND message <> ?3
               UNION ALL
               SELECT (SELECT max(time) FROM event WHERE subject = ?1
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
        )?;
        if self.mailbox != NO_MAILBOX {
            self.here(subject, ledger)?;
        }
        Ok(())
    }

    fn here(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let asked = params![subject, self.now, self.own, self.mailbox];
        for (what, order) in [(What::HereFirst, "time"), (What::HereLast, "time DESC")] {
            let sql = format!(
                "SELECT time FROM event WHERE subject = ?1 AND mailbox = ?4 AND time < ?2 \
                 AND message <> ?3 ORDER BY {order} LIMIT 1"
            );
            self.number(&sql, asked, what, ledger)?;
        }
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM event WHERE subject = ?1 AND mailbox = ?4 \
             AND time < ?2 AND message <> ?3 LIMIT {COUNT_CAP})"
        );
        self.number(&sql, asked, What::HereCount, ledger)
    }

    fn bad(&self, subject: i64, what: What, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let sql = format!(
            "SELECT {COLUMNS} FROM event INDEXED BY event_bad \
             WHERE subject = ?1 AND time < ?2 AND message <> ?3 AND verdict >= 3 \
             ORDER BY time DESC, message DESC LIMIT {RECENT}"
        );
        self.sightings(&sql, subject, what, ledger)
    }

    fn here_at_all(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let sql = "SELECT time FROM event WHERE subject = ?1 AND mailbox = ?4 AND time < ?2 \
                   AND message <> ?3 AND verdict < 3 ORDER BY time LIMIT 1";
        let asked = params![subject, self.now, self.own, self.mailbox];
        self.number(sql, asked, What::HereFirst, ledger)
    }

    fn here_lately(&self, subject: i64, ledger: &mut Ledger) -> rusqlite::Result<()> {
        let since = self.now.saturating_sub(ORDER_WINDOW_DAYS * DAY);
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM event WHERE subject = ?1 AND mailbox = ?4 \
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

    fn name(&self, subject: i64) -> rusqlite::Result<Option<String>> {
        self.connection
            .prepare_cached("SELECT value FROM subject WHERE id = ?1")?
            .query_row([subject], |row| row.get(0))
            .optional()
            .map(Option::flatten)
    }
}
