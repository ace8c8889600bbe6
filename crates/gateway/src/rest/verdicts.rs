//! The records of verdicts, and what persons say of them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use store::{Feedback, Filter, RecordId, Role, Word};

use super::access::Caller;
use super::page::{self, Wanted, parsed, seconds};
use super::problem::{Answer, Problem};
use crate::door::Shared;

/// Characters of a person's note.
const MOST_NOTE: usize = 2000;

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Search {
    verdict: Option<String>,
    door: Option<String>,
    attack_type: Option<String>,
    brand: Option<String>,
    number: Option<String>,
    sender_domain: Option<String>,
    recipient: Option<String>,
    rule: Option<String>,
    since: Option<String>,
    until: Option<String>,
    text: Option<String>,
    message_id: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

impl Search {
    fn filter(&self) -> Result<Filter, Problem> {
        let verdicts = "malicious, suspicious, undecided or benign";
        Ok(Filter {
            verdict: parsed("verdict", self.verdict.as_ref(), verdicts)?,
            door: self.door.clone(),
            attack_type: self.attack_type.clone(),
            brand: self.brand.clone(),
            number: self.number.clone(),
            sender_domain: self.sender_domain.clone(),
            recipient: self.recipient.clone(),
            rule: self.rule.clone(),
            since: seconds("since", self.since.as_ref())?,
            until: seconds("until", self.until.as_ref())?,
            text: self.text.clone(),
            message_id: self.message_id.clone(),
            ..Filter::default()
        })
    }

    fn page(&self) -> Result<store::Page<RecordId>, Problem> {
        let limit = parsed("limit", self.limit.as_ref(), "a number")?;
        Wanted::new(limit, self.cursor.clone()).page()
    }
}

pub(super) async fn list(
    _: State<Arc<Shared>>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let (filter, page) = (search.filter()?, search.page()?);
    let limit = page.limit;
    let records = caller
        .ask(move |store| store.records(&filter, &page))
        .await?;
    page::answer(&records, limit, |it| it.id)
}

/// The id of a path.
pub(super) fn record_id(text: &str) -> Result<RecordId, Problem> {
    text.parse().map_err(|_| Problem::not_found("such verdict"))
}

pub(super) async fn one(_: State<Arc<Shared>>, caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be(Role::Analyst)?;
    let id = record_id(&id)?;
    let asked = caller.ask(move |store| Ok((store.record(id)?, store.report(id)?)));
    let (record, report) = asked.await?;
    let record = record.ok_or_else(|| Problem::not_found("such verdict"))?;
    let mut value = page::with_times(&record).map_err(|_| Problem::failed())?;
    if let Some(members) = value.as_object_mut() {
        members.insert("report".to_owned(), report.unwrap_or(Value::Null));
    }
    Ok(page::object(&value))
}

pub(super) async fn feedback(
    _: State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let id = record_id(&id)?;
    let words = caller.ask(move |store| store.feedback(id)).await?;
    page::answer(&words, usize::MAX, |it| it.record)
}

/// A person's word on a message.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    /// `scam` or `genuine`.
    pub(super) word: String,
    pub(super) note: Option<String>,
}

impl Said {
    /// Reads it.
    pub(super) fn of(body: &[u8]) -> Result<Self, Problem> {
        let form = "the body is JSON such as {\"word\": \"genuine\", \"note\": \"…\"}";
        let said: Self = serde_json::from_slice(body).map_err(|_| Problem::bad_request(form))?;
        if said
            .note
            .as_ref()
            .is_some_and(|it| it.chars().count() > MOST_NOTE)
        {
            return Err(Problem::bad_request(format!(
                "a note has at most {MOST_NOTE} characters"
            )));
        }
        Ok(said)
    }

    pub(super) fn on(self, record: RecordId, by: &str) -> Result<Feedback, Problem> {
        let word: Word = self
            .word
            .parse()
            .map_err(|_| Problem::bad_request("word is scam or genuine"))?;
        Ok(Feedback {
            record,
            word,
            by: by.to_owned(),
            time: Timestamp::now().as_second(),
            note: self.note,
        })
    }
}

pub(super) async fn say(
    _: State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    body: axum::body::Bytes,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let feedback = Said::of(&body)?.on(record_id(&id)?, &caller.name)?;
    caller.ask(move |store| store.say(&feedback)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
