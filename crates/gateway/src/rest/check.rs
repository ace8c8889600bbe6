//! Having a message judged.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Query, Request, State};
use axum::http::{StatusCode, header};
use detect::Report;
use identity::Envelope;
use mail::ParseOptions;
use serde::Deserialize;
use serde_json::{Value, json};
use store::Digest;

use super::access::Caller;
use super::page::object;
use super::problem::{Answer, Problem};
use crate::door::Shared;
use crate::door::http::{Refused, receive};
use crate::judge::{Incoming, Outcome};
use crate::quarantine::Judged;

/// How it arrived, and what is wanted beside the verdict.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    ip: Option<String>,
    helo: Option<String>,
    mail_from: Option<String>,
    /// Recipients, parted by commas.
    rcpt: Option<String>,
    /// Whether the verdict is kept.
    #[serde(default)]
    record: bool,
    /// Whether the parts of the message are listed.
    #[serde(default)]
    parts: bool,
}

impl Asked {
    fn envelope(&self) -> Result<Envelope, Problem> {
        let ip = self.ip.as_ref().map(|it| it.parse());
        let client_ip = ip
            .transpose()
            .map_err(|_| Problem::bad_request("ip is an address such as 192.0.2.1"))?;
        let recipients = self.rcpt.iter().flat_map(|it| it.split(','));
        Ok(Envelope {
            client_ip,
            helo: self.helo.clone(),
            mail_from: self.mail_from.clone(),
            recipients: recipients
                .map(|it| it.trim().to_owned())
                .filter(|it| !it.is_empty())
                .collect(),
        })
    }
}

pub(super) async fn check(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Query(asked): Query<Asked>,
    request: Request,
) -> Answer {
    let envelope = asked.envelope()?;
    let (parts, body) = request.into_parts();
    let received = receive(&shared, &parts.headers, body).await;
    let (bytes, _room) = received.map_err(refused)?;
    let is_form = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.starts_with("multipart/form-data"));
    let message = if is_form {
        of_form(Request::from_parts(parts, Body::from(bytes))).await?
    } else {
        bytes
    };
    if message.is_empty() {
        return Err(Problem::bad_request(
            "send the message as the body, or as the field `message` of a form",
        ));
    }
    let message = Arc::new(message);
    let incoming = Incoming::new(Arc::clone(&message), envelope.clone());
    let report = match shared.judge.judge(incoming).await {
        Outcome::Judged(report) => report,
        Outcome::Busy => {
            let detail = "too many messages are being judged";
            return Err(Problem::later(StatusCode::SERVICE_UNAVAILABLE, 1, detail));
        }
        Outcome::Failed => return Err(Problem::failed()),
    };
    shared
        .metrics
        .note_message("rest", report.verdict.name(), "none");
    let mut answer = serde_json::to_value(&report).map_err(|_| Problem::failed())?;
    let listed = if asked.parts {
        Some(listed(&shared, Arc::clone(&message)).await?)
    } else {
        None
    };
    let record = if asked.record {
        Some(keep(&caller, &report, envelope, &message).await?)
    } else {
        None
    };
    if let Some(members) = answer.as_object_mut() {
        // Where the bytes lie is this server's business.
        members.remove("path");
        members.extend(listed.map(|it| ("parts".to_owned(), it)));
        members.extend(record.map(|it| ("id".to_owned(), it.into())));
    }
    Ok(object(&answer))
}

fn refused(refused: Refused) -> Problem {
    let (status, detail) = refused.told();
    Problem::new(status, detail)
}

/// The message in the field `message` of a form.
async fn of_form(mut request: Request) -> Result<Vec<u8>, Problem> {
    let broken = || Problem::bad_request("the form is cut off or malformed");
    // The bound was kept when the bytes were received.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| broken())?;
    while let Some(field) = form.next_field().await.map_err(|_| broken())? {
        if field.name() == Some("message") {
            return Ok(field.bytes().await.map_err(|_| broken())?.to_vec());
        }
    }
    Err(Problem::bad_request("the form has no field `message`"))
}

/// What the message is made of.
async fn listed(shared: &Shared, message: Arc<Vec<u8>>) -> Result<Value, Problem> {
    let work = move || parts(&mail::parse(&message, &ParseOptions::default()));
    let busy = || {
        Problem::later(
            StatusCode::SERVICE_UNAVAILABLE,
            1,
            "too many messages are being judged",
        )
    };
    let done = shared.judge.at_work(work).await.ok_or_else(busy)?;
    done.map_err(|_| Problem::failed())
}

/// The attachments of a message, each with its place in the tree of parts.
pub(super) fn parts(message: &mail::Message) -> Value {
    let parts = message.attachments.iter().map(|it| {
        json!({
            "part": it.part_path,
            "file_name": it.file_name,
            "content_type": it.content_type,
            "file_type": it.file_type,
            "disposition": it.content_disposition,
            "bytes": it.content.len(),
            "sha256": it.sha256(),
        })
    });
    parts.collect()
}

async fn keep(
    caller: &Caller,
    report: &Report,
    envelope: Envelope,
    message: &[u8],
) -> Result<String, Problem> {
    let judged = Judged {
        door: "rest",
        action: "none",
        envelope: &envelope,
        mailbox: None,
        queue_id: "",
    };
    let record = judged.record(report, Digest::of(message));
    let kept = caller.ask(move |store| store.add(vec![record])).await?;
    caller.note_news();
    let id = kept.first().ok_or_else(Problem::failed)?;
    Ok(id.to_string())
}
