//! The history in a PostgreSQL database (14 or later), in a schema of its own called `offhook`.
//!
//! A message costs one round trip: one statement answers by what was there before it began and adds the message.
//! A connection that breaks is made again once, and what was asked is asked again: everything that is written
//! has a key, so twice is once.

mod fault;
mod link;
mod open;
mod rows;
mod upkeep;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postgres::Config;

use crate::answer::Answers;
use crate::backend::{Backend, mark};
use crate::error::HistoryError;
use crate::export::{Line, json};
use crate::observation::{Conclusion, MessageKey, UnixSeconds};
use crate::own::{OwnBooks, OwnBoxes};
use crate::plan::Plan;
use crate::settings::Settings;
use crate::store::Summary;
use crate::subject::Keys;
use crate::teaching::{Teaching, TeachingId, TeachingRecord};

use fault::Fault;
use link::{Link, Silent, Worker};
use open::SetupError;
use rows::{Additions, Questions};
use upkeep::Doomed;

/// Connections that are kept open when they are not in use.
const IDLE: usize = 4;
/// How long a statement may take longer than the server allows it, before the server counts as gone.
const GRACE: Duration = Duration::from_secs(1);

const READ: &str = include_str!("read.sql");
const READ_OWN: &str = include_str!("own.sql");
const NOTE: &str = include_str!("note.sql");
const CONCLUDE: &str = include_str!("conclude.sql");
/// Parameters of [`READ`] and of [`NOTE`].
const READ_PARAMETERS: usize = 8;
const NOTE_PARAMETERS: usize = 17;

/// A PostgreSQL database.
#[derive(Debug)]
pub(crate) struct Postgres {
    config: Config,
    place: String,
    settings: Settings,
    keys: Keys,
    idle: Mutex<Vec<Worker>>,
}

impl Postgres {
    pub(crate) fn open(url: &str, settings: Settings) -> Result<Self, HistoryError> {
        let (config, place) = open::config(url, settings.patience)?;
        let worker = connect(&config, &place, &settings).map_err(Fault::error)?;
        let (for_setup, its_place) = (settings.clone(), place.clone());
        let patience = settings.patience + GRACE;
        let prepared = worker.run(patience, move |link| {
            open::prepare(link, &its_place, &for_setup)
        });
        let keys = match prepared {
            Ok(Ok(keys)) => keys,
            Ok(Err(SetupError::Found(error))) => return Err(error),
            Ok(Err(SetupError::Connection(error))) => return Err(fault::at(&place, &error).error()),
            Err(Silent) => return Err(silent(&place)),
        };
        Ok(Self {
            config,
            place,
            settings,
            keys,
            idle: Mutex::new(vec![worker]),
        })
    }

    /// Runs `work` on a connection; once more on a new one if the connection is lost, or if two writers collided.
    fn run<T, W>(&self, work: W) -> Result<T, HistoryError>
    where
        T: Send + 'static,
        W: Fn(&mut Link) -> Result<T, postgres::Error> + Send + Sync + 'static,
    {
        let work = Arc::new(work);
        match self.attempt(work.clone()) {
            Err(Fault::Lost(_)) => {
                // Those that lie idle are of the same server, which went away.
                lock(&self.idle).clear();
                self.attempt(work).map_err(Fault::error)
            }
            Err(Fault::Collision(_)) => self.attempt(work).map_err(Fault::error),
            other => other.map_err(Fault::error),
        }
    }

    fn attempt<T, W>(&self, work: Arc<W>) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: Fn(&mut Link) -> Result<T, postgres::Error> + Send + Sync + 'static,
    {
        let idle = lock(&self.idle).pop();
        let worker = match idle {
            Some(worker) => worker,
            None => connect(&self.config, &self.place, &self.settings)?,
        };
        let patience = self.settings.patience + GRACE;
        match worker.run(patience, move |link| work(link)) {
            Ok(Ok(result)) => {
                self.keep(worker);
                Ok(result)
            }
            Ok(Err(error)) => {
                let fault = fault::at(&self.place, &error);
                if !matches!(fault, Fault::Lost(_)) {
                    self.keep(worker);
                }
                Err(fault)
            }
            // Asking a silent server again would take as long again.
            Err(Silent) => Err(Fault::Final(silent(&self.place))),
        }
    }

    fn keep(&self, worker: Worker) {
        let mut idle = lock(&self.idle);
        if idle.len() < IDLE {
            idle.push(worker);
        }
    }

    fn not_found(&self, what: impl Into<String>) -> HistoryError {
        HistoryError::NotFound {
            place: self.place.clone(),
            what: what.into(),
        }
    }

    fn remove(&self, doomed: Doomed) -> Result<u64, HistoryError> {
        let mut removed = 0;
        loop {
            match self.run(move |link| upkeep::remove(link, doomed))? {
                0 => return Ok(removed),
                some => removed += some,
            }
        }
    }
}

fn connect(config: &Config, place: &str, settings: &Settings) -> Result<Worker, Fault> {
    match Worker::connect(config, settings.patience + GRACE) {
        Ok(Ok(worker)) => Ok(worker),
        Ok(Err(error)) => Err(fault::at(place, &error)),
        Err(Silent) => Err(Fault::Final(silent(place))),
    }
}

fn silent(place: &str) -> HistoryError {
    HistoryError::Unreachable {
        place: place.to_owned(),
        detail: "the server does not answer".to_owned(),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// [`NOTE`] with its parameters numbered from `before` on.
fn note_sql(before: usize) -> String {
    (1..=NOTE_PARAMETERS).fold(NOTE.to_owned(), |sql, at| {
        sql.replace(&format!("{{{at}}}"), &format!("${}", before + at))
    })
}

type Parameters<'p> = Vec<&'p (dyn postgres::types::ToSql + Sync)>;

fn question_parameters(it: &Questions) -> Parameters<'_> {
    vec![
        &it.key,
        &it.time,
        &it.mailbox,
        &it.subjects,
        &it.modes,
        &it.hash,
        &it.bands,
        &it.text,
    ]
}

fn addition_parameters(it: &Additions) -> Parameters<'_> {
    vec![
        &it.messages.keys,
        &it.messages.times,
        &it.messages.mailboxes,
        &it.messages.lines,
        &it.names.ids,
        &it.names.kinds,
        &it.names.values,
        &it.names.blocks,
        &it.events.keys,
        &it.events.subjects,
        &it.events.takes_verdict,
        &it.events.origins,
        &it.events.details,
        &it.texts.bands,
        &it.texts.subjects,
        &it.texts.hashes,
        &it.texts.times,
    ]
}

impl Backend for Postgres {
    fn keys(&self) -> &Keys {
        &self.keys
    }

    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn read(&self, plan: &Plan) -> Result<Answers, HistoryError> {
        let plan = plan.clone();
        self.run(move |link| {
            let statement = link.prepared("read", &format!("WITH {READ} SELECT * FROM answer"))?;
            let questions = Questions::of(&plan);
            let rows = link
                .client
                .query(&statement, &question_parameters(&questions))?;
            rows::answers(&plan, &rows)
        })
    }

    fn read_own(&self, plan: &Plan, own: &OwnBoxes) -> Result<OwnBooks, HistoryError> {
        let (plan, own) = (plan.clone(), own.clone());
        self.run(move |link| {
            let statement = link.prepared("own", READ_OWN)?;
            let subjects: Vec<i64> = plan.asks.iter().map(|it| it.subject).collect();
            let without: Vec<Vec<u8>> = own.without.iter().map(|it| it.0.to_vec()).collect();
            let rows = link.client.query(
                &statement,
                &[&without, &subjects, &own.mailboxes, &plan.time],
            )?;
            rows::own_books(&plan, &rows)
        })
    }

    fn read_and_note(&self, plan: &Plan) -> Result<Answers, HistoryError> {
        let plan = plan.clone();
        self.run(move |link| {
            let sql = format!(
                "WITH {READ}, {} SELECT * FROM answer",
                note_sql(READ_PARAMETERS)
            );
            let statement = link.prepared("observe", &sql)?;
            let questions = Questions::of(&plan);
            let additions = Additions::of(std::slice::from_ref(&plan));
            let mut parameters = question_parameters(&questions);
            parameters.extend(addition_parameters(&additions));
            let rows = link.client.query(&statement, &parameters)?;
            rows::answers(&plan, &rows)
        })
    }

    fn note(&self, plans: &[Plan]) -> Result<usize, HistoryError> {
        let additions = Additions::of(plans);
        self.run(move |link| {
            let sql = format!("WITH {} SELECT count(*) FROM added", note_sql(0));
            let statement = link.prepared("note", &sql)?;
            let row = link
                .client
                .query_one(&statement, &addition_parameters(&additions))?;
            let added: i64 = row.try_get(0)?;
            Ok(usize::try_from(added).unwrap_or(0))
        })
    }

    fn known(&self, messages: &[MessageKey]) -> Result<Vec<bool>, HistoryError> {
        let keys: Vec<Vec<u8>> = messages.iter().map(|it| it.0.to_vec()).collect();
        self.run(move |link| {
            let sql = "SELECT m.id IS NOT NULL FROM unnest($1::bytea[]) WITH ORDINALITY AS k (key, ord) \
                       LEFT JOIN message AS m ON m.key = k.key ORDER BY k.ord";
            let statement = link.prepared("known", sql)?;
            let rows = link.client.query(&statement, &[&keys])?;
            rows.iter().map(|it| it.try_get(0)).collect()
        })
    }

    fn conclude(&self, conclusions: &[&Conclusion]) -> Result<(), HistoryError> {
        let each = || conclusions.iter();
        let keys: Vec<Vec<u8>> = each().map(|it| it.message.0.to_vec()).collect();
        let verdicts: Vec<i16> = each().map(|it| it.verdict.code()).collect();
        let marks: Vec<i16> = each().map(|it| mark(it)).collect();
        let scores: Vec<f64> = each().map(|it| it.score).collect();
        let attack_types: Vec<String> = each().map(|it| json(&it.attack_types)).collect();
        let rules: Vec<String> = each().map(|it| json(&it.rules)).collect();
        self.run(move |link| {
            let statement = link.prepared("conclude", CONCLUDE)?;
            link.client.execute(
                &statement,
                &[&keys, &verdicts, &marks, &scores, &attack_types, &rules],
            )?;
            Ok(())
        })
    }

    fn teach(&self, id: TeachingId, teaching: &Teaching) -> Result<(), HistoryError> {
        let subject = teaching.about.subject(&self.keys);
        let about = teaching.about.text();
        let teaching = teaching.clone();
        if self.run(move |link| upkeep::teach(link, id, &teaching, subject))? {
            Ok(())
        } else {
            Err(self.not_found(about))
        }
    }

    fn undo(&self, id: TeachingId, actor: &str, now: UnixSeconds) -> Result<(), HistoryError> {
        let actor = actor.to_owned();
        if self.run(move |link| upkeep::undo(link, id, &actor, now))? {
            Ok(())
        } else {
            Err(self.not_found(format!("teaching {}", id.0)))
        }
    }

    fn teachings(&self, about: Option<&str>) -> Result<Vec<TeachingRecord>, HistoryError> {
        let about = about.map(ToOwned::to_owned);
        self.run(move |link| upkeep::teachings(link, about.as_deref()))
    }

    fn purge(&self, mailbox: i64) -> Result<u64, HistoryError> {
        self.remove(Doomed::OfMailbox(mailbox))
    }

    fn expire(&self, before: UnixSeconds) -> Result<u64, HistoryError> {
        self.remove(Doomed::Before(before))
    }

    fn lines(&self, mailbox: Option<i64>, after: i64) -> Result<Vec<(i64, Line)>, HistoryError> {
        self.run(move |link| upkeep::lines(link, mailbox, after))
    }

    fn summary(&self) -> Result<Summary, HistoryError> {
        let (messages, first, last) = self.run(|link| {
            let sql = "SELECT count(*), min(time), max(time) FROM message";
            let row = link.client.query_one(sql, &[])?;
            Ok((row.try_get::<_, i64>(0)?, row.try_get(1)?, row.try_get(2)?))
        })?;
        let file = self.settings.key_file.as_ref();
        Ok(Summary {
            place: self.place.clone(),
            schema: open::SCHEMA,
            messages: messages.unsigned_abs(),
            first,
            last,
            key: file.map_or_else(|| self.place.clone(), |it| it.display().to_string()),
        })
    }
}
