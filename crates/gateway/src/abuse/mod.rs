//! The mailbox to which readers send what looks wrong to them, and the answer they get.

mod answer;
mod sent_on;
mod settings;

use std::sync::Arc;

use detect::{Engine, Report};
use jiff::Timestamp;
use store::{Filter, Page, RecordId, Store, UserReport};

use crate::door::Shared;
use crate::quarantine::{deliver_answer, verdict};

pub use settings::AbuseSettings;

/// Mail that a reader sent to the mailbox.
#[derive(Debug, Clone)]
pub(crate) struct Reported {
    /// The message as it came, without what the door put before it.
    pub(crate) raw: Vec<u8>,
    /// Who sent it, by the envelope.
    pub(crate) by: String,
    /// The mailbox.
    pub(crate) mailbox: String,
    /// Whether the mail server knows who he is, because he logged in or stands in an own network.
    pub(crate) is_own: bool,
}

/// Judges what was reported, keeps the report, and answers whoever sent it. The mail itself goes its way meanwhile.
pub(crate) async fn take(shared: Arc<Shared>, reported: Reported) {
    let engine = shared.judge.engine();
    let by = reported.by.clone();
    let looked_at = shared
        .judge
        .at_work(move || look(&engine, reported))
        .await
        .and_then(Result::ok);
    let Some((seen, reported)) = looked_at else {
        tracing::warn!("a report could not be looked at");
        return;
    };
    shared
        .metrics
        .note_message("report", seen.report.verdict.name(), "none");
    let may_answer = shared.settings.abuse.may_answer(&reported, &seen.own);
    let is_in_turn = may_answer
        && shared
            .answers
            .take(by.to_lowercase(), Timestamp::now().as_second())
            .is_ok();
    let work = tokio::task::spawn_blocking(move || {
        keep(&shared, &reported, &seen);
        if !is_in_turn {
            return Ok(());
        }
        let settings = &shared.settings.abuse;
        let Some(mail) = answer::compose(
            settings,
            &reported,
            &seen,
            shared.judge.engine().catalogue(),
        ) else {
            return Ok(());
        };
        deliver_answer(&shared.keeping, &reported.by, &mail)
    });
    if let Ok(Err(error)) = work.await {
        tracing::warn!(%error, "a report could not be answered");
    }
}

/// What a report turned out to be.
#[derive(Debug)]
struct Seen {
    /// On the mail that was reported.
    report: Report,
    /// On the mail that carries it.
    own: Report,
    /// Whether anything was found that was sent on; if not, the mail itself was judged.
    is_sent_on: bool,
}

fn look(engine: &Engine, reported: Reported) -> (Seen, Reported) {
    let own = engine.judge("report", &reported.raw);
    let seen = match own.attached.clone() {
        // What is attached is judged whole, with all that says who sent it.
        Some(attached) => Seen {
            report: *attached,
            own,
            is_sent_on: true,
        },
        None => match sent_on::message(&reported.raw) {
            Some(inner) => Seen {
                report: engine.judge("sent on", &inner),
                own,
                is_sent_on: true,
            },
            None => Seen {
                report: own.clone(),
                own,
                is_sent_on: false,
            },
        },
    };
    (seen, reported)
}

fn keep(shared: &Shared, reported: &Reported, seen: &Seen) {
    if !shared.keeping.is_set() {
        return;
    }
    let Ok(store) = shared.keeping.store() else {
        // Why it cannot be opened has been said.
        return;
    };
    let report = UserReport {
        record: record_of(&store, seen.report.message_id.as_deref()),
        by: reported.by.clone(),
        time: Timestamp::now().as_second(),
        message_id: seen.report.message_id.clone(),
        verdict: Some(verdict(seen.report.verdict)),
        note: seen.report.subject.clone(),
    };
    if let Err(error) = store.add_user_report(&report) {
        tracing::warn!(%error, "a report is lost");
    }
}

/// The verdict under which the message came in, where it did.
fn record_of(store: &Store, message_id: Option<&str>) -> Option<RecordId> {
    let filter = Filter {
        message_id: Some(message_id?.to_owned()),
        ..Filter::default()
    };
    let found = store.records(&filter, &Page::first(1)).ok()?;
    found.first().map(|it| it.id)
}
