//! Plans as arrays, which is how one statement takes many rows, and rows as answers.

use std::collections::BTreeMap;

use postgres::Row;

use crate::answer::Answers;
use crate::ledger::{Ledger, Sighting, What};
use crate::own::{OwnBook, OwnBooks};
use crate::plan::Plan;

/// What a plan asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Questions {
    pub(super) key: Vec<u8>,
    pub(super) time: i64,
    pub(super) mailbox: i64,
    pub(super) subjects: Vec<i64>,
    pub(super) modes: Vec<i16>,
    pub(super) hash: i64,
    pub(super) bands: Vec<i32>,
    pub(super) text: i64,
}

impl Questions {
    pub(super) fn of(plan: &Plan) -> Self {
        let (hash, text) = plan.text.unwrap_or_default();
        Self {
            key: plan.key.to_vec(),
            time: plan.time,
            mailbox: plan.mailbox,
            subjects: plan.asks.iter().map(|it| it.subject).collect(),
            modes: plan.asks.iter().map(|it| it.mode as i16).collect(),
            hash: hash.cast_signed(),
            bands: plan.bands().map(|it| it.to_vec()).unwrap_or_default(),
            text,
        }
    }
}

/// What plans add.
#[derive(Debug, Clone, Default)]
pub(super) struct Additions {
    pub(super) messages: Messages,
    pub(super) names: Names,
    pub(super) events: Events,
    pub(super) texts: Texts,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Messages {
    pub(super) keys: Vec<Vec<u8>>,
    pub(super) times: Vec<i64>,
    pub(super) mailboxes: Vec<i64>,
    pub(super) lines: Vec<Option<String>>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    pub(super) ids: Vec<i64>,
    pub(super) kinds: Vec<i16>,
    pub(super) values: Vec<Option<String>>,
    pub(super) blocks: Vec<i64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Events {
    pub(super) keys: Vec<Vec<u8>>,
    pub(super) subjects: Vec<i64>,
    pub(super) takes_verdict: Vec<bool>,
    pub(super) origins: Vec<i64>,
    pub(super) details: Vec<i64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    pub(super) bands: Vec<i32>,
    pub(super) subjects: Vec<i64>,
    pub(super) hashes: Vec<i64>,
    pub(super) times: Vec<i64>,
}

impl Additions {
    /// The rows of `plans`. One statement may touch a row once, so names and texts that several plans share
    /// are joined; they are sorted, so that writers take them in the same order.
    pub(super) fn of(plans: &[Plan]) -> Self {
        let mut additions = Self::default();
        let mut names = BTreeMap::new();
        let mut texts: BTreeMap<(i32, i64), (i64, i64)> = BTreeMap::new();
        for plan in plans {
            additions.add_message(plan);
            additions.add_events(plan);
            names.extend(plan.names.iter().map(|it| (it.id, it)));
            if let (Some((hash, subject)), Some(bands)) = (plan.text, plan.bands()) {
                for band in bands {
                    let slot = texts
                        .entry((band, subject))
                        .or_insert((hash.cast_signed(), plan.time));
                    slot.1 = slot.1.min(plan.time);
                }
            }
        }
        for (id, name) in names {
            additions.names.ids.push(id);
            additions.names.kinds.push(name.kind);
            additions.names.values.push(name.value.clone());
            additions.names.blocks.push(name.block);
        }
        for ((band, subject), (hash, time)) in texts {
            additions.texts.bands.push(band);
            additions.texts.subjects.push(subject);
            additions.texts.hashes.push(hash);
            additions.texts.times.push(time);
        }
        additions
    }

    fn add_message(&mut self, plan: &Plan) {
        self.messages.keys.push(plan.key.to_vec());
        self.messages.times.push(plan.time);
        self.messages.mailboxes.push(plan.mailbox);
        self.messages.lines.push(plan.subject_line.clone());
    }

    fn add_events(&mut self, plan: &Plan) {
        for it in &plan.entries {
            self.events.keys.push(plan.key.to_vec());
            self.events.subjects.push(it.subject);
            self.events.takes_verdict.push(it.takes_verdict);
            self.events.origins.push(it.origin);
            self.events.details.push(it.detail);
        }
    }
}

/// A name rather than a sighting; the number is the query's.
const NAME: i32 = 10;
/// Questions from here on are about near texts.
const FIRST_NEAR: i32 = 1_000;

/// The answers to a plan's questions.
pub(super) fn answers(plan: &Plan, rows: &[Row]) -> Result<Answers, postgres::Error> {
    let mut answers = Answers {
        ledgers: vec![Ledger::default(); plan.asks.len()],
        ..Answers::default()
    };
    let mut near: BTreeMap<i32, Ledger> = BTreeMap::new();
    for row in rows {
        let question: i32 = row.try_get(0)?;
        let code: i32 = row.try_get(1)?;
        let sighting = sighting(row)?;
        if code == NAME {
            answers.names.extend(name(row)?);
            continue;
        }
        let ledger = if question > FIRST_NEAR {
            Some(near.entry(question).or_default())
        } else {
            usize::try_from(question)
                .ok()
                .and_then(|it| answers.ledgers.get_mut(it))
        };
        if let (Some(ledger), Some(what)) = (ledger, What::from_code(code)) {
            ledger.add(what, sighting);
        }
    }
    answers.near = near.into_values().collect();
    for ledger in answers.ledgers.iter_mut().chain(&mut answers.near) {
        ledger.put_in_order();
    }
    Ok(answers)
}

/// A name, by the number it goes by.
fn name(row: &Row) -> Result<Option<(i64, String)>, postgres::Error> {
    let name: Option<String> = row.try_get(8)?;
    name.map(|it| Ok((row.try_get(3)?, it))).transpose()
}

fn sighting(row: &Row) -> Result<Sighting, postgres::Error> {
    Ok(Sighting {
        time: row.try_get(2)?,
        message: row.try_get(3)?,
        mailbox: row.try_get(4)?,
        verdict: i16::try_from(row.try_get::<_, i32>(5)?).unwrap_or(0),
        origin: row.try_get(6)?,
        detail: row.try_get(7)?,
    })
}

/// What lies in one's own mailboxes.
pub(super) fn own_books(plan: &Plan, rows: &[Row]) -> Result<OwnBooks, postgres::Error> {
    let mut books = OwnBooks {
        books: vec![OwnBook::default(); plan.asks.len()],
        ..OwnBooks::default()
    };
    for row in rows {
        let question: i32 = row.try_get(0)?;
        let code: i32 = row.try_get(1)?;
        let sighting = sighting(row)?;
        if code == NAME {
            books.names.extend(name(row)?);
            continue;
        }
        let book = usize::try_from(question).ok();
        let Some(book) = book.and_then(|it| books.books.get_mut(it)) else {
            continue;
        };
        match What::from_code(code) {
            Some(What::Newest) => book.newest.push(sighting),
            Some(What::HereFirst) => book.first = Some(sighting.time),
            Some(What::Taught) => book.taught.push(sighting),
            _ => {}
        }
    }
    Ok(books)
}
