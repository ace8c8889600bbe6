//! The quarantine: what is held, and what becomes of it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use jiff::Timestamp;
use mail::ParseOptions;
use serde::Deserialize;
use serde_json::json;
use store::{EntryFilter, EntryId, Role, Store, StoreError, UnixSeconds};

use super::access::Caller;
use super::check::parts;
use super::page::{self, Wanted, parsed};
use super::problem::{Answer, Problem};
use super::verdicts::Said;
use crate::door::Shared;
use crate::quarantine::{Actor, Power, let_go};

/// Which entries are wanted.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Search {
    state: Option<String>,
    recipient: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

pub(super) async fn list(
    _: State<Arc<Shared>>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let states = "held, released, deleted or expired";
    let filter = EntryFilter {
        state: parsed("state", search.state.as_ref(), states)?,
        recipient: search.recipient,
        ..EntryFilter::default()
    };
    let limit = parsed("limit", search.limit.as_ref(), "a number")?;
    let page = Wanted::new(limit, search.cursor).page()?;
    let limit = page.limit;
    let entries = caller
        .ask(move |store| store.entries(&filter, &page))
        .await?;
    page::answer(&entries, limit, |it| it.id)
}

fn entry_id(text: &str) -> Result<EntryId, Problem> {
    text.parse().map_err(|_| Problem::not_found("such entry"))
}

pub(super) async fn one(_: State<Arc<Shared>>, caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be(Role::Analyst)?;
    let id = entry_id(&id)?;
    let entry = caller.ask(move |store| store.entry(id)).await?;
    page::one(&entry.ok_or_else(|| Problem::not_found("such entry"))?)
}

/// The message as texts, with nothing in it that a program could follow, load or run.
pub(super) async fn view(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let id = entry_id(&id)?;
    let held = caller.ask(move |store| store.message(id)).await?;
    let engine = shared.judge.engine();
    let work = move || {
        let message = &mail::parse(&held.bytes, &ParseOptions::default());
        let links = message.body.links.iter();
        let links = links.map(|it| json!({ "text": it.display_text, "leads_to": it.href_url.url }));
        let report = engine.judge("held", &held.bytes);
        json!({
            "entry": page::with_times(&held.entry).unwrap_or_default(),
            "from": message.sender.email.email,
            "from_name": message.sender.display_name,
            "to": message.recipients.to.iter().map(|it| it.email.email.clone()).collect::<Vec<_>>(),
            "subject": message.subject.subject,
            "date": message.headers.date,
            "text": message.body.visible_text,
            "links": links.collect::<Vec<_>>(),
            "parts": parts(message),
            "report": report,
        })
    };
    let busy = || {
        Problem::later(
            StatusCode::SERVICE_UNAVAILABLE,
            1,
            "too many messages are being judged",
        )
    };
    let done = shared.judge.at_work(work).await.ok_or_else(busy)?;
    Ok(page::object(&done.map_err(|_| Problem::failed())?))
}

/// The bytes, as a file that no browser shows.
pub(super) async fn raw(_: State<Arc<Shared>>, caller: Caller, Path(id): Path<String>) -> Answer {
    caller.must_be(Role::Analyst)?;
    let id = entry_id(&id)?;
    let held = caller.ask(move |store| store.message(id)).await?;
    let name = format!("attachment; filename=\"{id}.eml\"");
    let fields = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((StatusCode::OK, fields, held.bytes).into_response())
}

/// Why something is done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: Option<String>,
}

impl Reason {
    fn of(body: &[u8]) -> Result<Option<String>, Problem> {
        if body.is_empty() {
            return Ok(None);
        }
        let form = "the body is empty or JSON such as {\"reason\": \"…\"}";
        let read: Self = serde_json::from_slice(body).map_err(|_| Problem::bad_request(form))?;
        Ok(read.reason)
    }
}

pub(super) async fn release(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let (id, reason) = (entry_id(&id)?, Reason::of(&body)?);
    let actor = Actor {
        name: caller.name.clone(),
        power: Power::Role(caller.role),
    };
    let_go(&shared.keeping, &shared.metrics, id, actor, reason).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn delete(
    _: State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    settle(&caller, &id, &body, Store::delete).await
}

/// Brings back what was deleted, as long as its message is kept for that.
pub(super) async fn restore(
    _: State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    settle(&caller, &id, &body, Store::restore).await
}

/// What an analyst may do to an entry, by whom, why and when.
type Deed = fn(&Store, EntryId, &str, Option<&str>, UnixSeconds) -> Result<(), StoreError>;

async fn settle(caller: &Caller, id: &str, body: &[u8], deed: Deed) -> Answer {
    caller.must_be(Role::Analyst)?;
    let (id, reason) = (entry_id(id)?, Reason::of(body)?);
    let by = caller.name.clone();
    let now = Timestamp::now().as_second();
    caller
        .ask(move |store| deed(store, id, &by, reason.as_deref(), now))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What a person says of a held message; it stays held.
pub(super) async fn say(
    _: State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Answer {
    caller.must_be(Role::Analyst)?;
    let (id, said) = (entry_id(&id)?, Said::of(&body)?);
    let entry = caller.ask(move |store| store.entry(id)).await?;
    let entry = entry.ok_or_else(|| Problem::not_found("such entry"))?;
    let feedback = said.on(entry.record, &caller.name)?;
    caller.ask(move |store| store.say(&feedback)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
