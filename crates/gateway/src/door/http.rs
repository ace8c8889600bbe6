//! HTTP: Rspamd's protocol, and what operators and their monitors ask.
#![allow(
    clippy::unused_async,
    reason = "the router takes functions that return futures"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use detect::Report;
use history::TaughtLabel;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use identity::Envelope;
use protocol::rspamd::{self, AddHeader, CheckReply, MilterChanges, Symbol};
use serde::Serialize;
use serde_json::json as object;
use store::Store;
use tokio::time::timeout;

use super::{Shared, symbol};
use crate::fields;
use crate::held::Full;
use crate::judge::{Incoming, Outcome};
use crate::listen::Stream;
use crate::policy::{Action, THRESHOLD};
use crate::quarantine::{Recorded, confirm_release, release_by_link};
use crate::rest;
use crate::teach::{Untaught, Word, teacher};

/// Serves one connection until its client is done, is too slow, or the server ends.
pub(crate) async fn serve(stream: Box<dyn Stream>, shared: Arc<Shared>) {
    let mut closing = shared.closing.clone();
    let receive = shared.settings.serve.receive();
    let service = TowerToHyperService::new(router(shared));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(receive)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = &mut connection => return,
        _ = closing.wait_for(|it| *it) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/checkv2", post(check))
        .route("/ping", get(|| async { "pong\r\n" }))
        .route("/stat", get(stat))
        .route("/learnspam", post(learn_spam))
        .route("/learnham", post(learn_ham))
        .route("/metrics", get(metrics))
        .route("/release/{secret}", get(confirm).post(release))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .merge(rest::router())
        .with_state(shared)
}

async fn metrics(State(shared): State<Arc<Shared>>) -> impl IntoResponse {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    let keeping = Arc::clone(&shared.keeping);
    let usage = if keeping.is_set() {
        keeping.work(Store::usage).await.ok()
    } else {
        None
    };
    (
        [(header::CONTENT_TYPE, kind)],
        shared.metrics.render(shared.judge.waiting(), usage),
    )
}

async fn confirm(State(shared): State<Arc<Shared>>, Path(secret): Path<String>) -> Response {
    confirm_release(Arc::clone(&shared.keeping), secret).await
}

async fn release(State(shared): State<Arc<Shared>>, Path(secret): Path<String>) -> Response {
    let metrics = Arc::clone(&shared.metrics);
    release_by_link(Arc::clone(&shared.keeping), secret, metrics).await
}

async fn ready(State(shared): State<Arc<Shared>>) -> (StatusCode, &'static str) {
    if *shared.closing.borrow() {
        (StatusCode::SERVICE_UNAVAILABLE, "closing\n")
    } else {
        (StatusCode::OK, "ready\n")
    }
}

async fn stat(State(shared): State<Arc<Shared>>) -> Response {
    let by_verdict = shared.metrics.by_verdict();
    let scanned: u64 = by_verdict.values().sum();
    let spam = by_verdict.get("malicious").copied().unwrap_or(0);
    let stat = object!({
        "version": env!("CARGO_PKG_VERSION"),
        "read_only": true,
        "scanned": scanned,
        "learned": 0,
        "spam_count": spam,
        "ham_count": scanned.saturating_sub(spam),
        "verdicts": by_verdict,
    });
    json(StatusCode::OK, &stat)
}

async fn learn_spam(shared: State<Arc<Shared>>, request: Request) -> Response {
    learn(shared, request, TaughtLabel::Malicious).await
}

async fn learn_ham(shared: State<Arc<Shared>>, request: Request) -> Response {
    learn(shared, request, TaughtLabel::Benign).await
}

async fn learn(
    State(shared): State<Arc<Shared>>,
    request: Request,
    label: TaughtLabel,
) -> Response {
    let (parts, body) = request.into_parts();
    let user = parts.headers.get("user").and_then(|it| it.to_str().ok());
    let actor = match teacher(&shared.settings.http.teachers, user) {
        Ok(actor) => actor,
        Err(refusal) => return untaught(refusal),
    };
    let (message, _room) = match receive(&shared, &parts.headers, body).await {
        Ok(it) => it,
        Err(refusal) => return refusal.into_response(),
    };
    let incoming = Incoming::new(Arc::new(message), envelope(&parts.headers));
    match shared.judge.teach(incoming, Word::Is(label), actor).await {
        Ok(true) => json(StatusCode::OK, &object!({ "success": true })),
        Ok(false) => problem(StatusCode::ALREADY_REPORTED, "it is known so already"),
        Err(refusal) => untaught(refusal),
    }
}

fn untaught(refusal: Untaught) -> Response {
    let status = match refusal {
        Untaught::Off | Untaught::NotAllowed => StatusCode::FORBIDDEN,
        Untaught::Away | Untaught::Busy => StatusCode::SERVICE_UNAVAILABLE,
    };
    problem(status, &refusal.to_string())
}

/// Rspamd's form of an error.
fn problem(status: StatusCode, reason: &str) -> Response {
    json(status, &object!({ "error": reason }))
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    match serde_json::to_vec(value) {
        Ok(text) => (status, kind, text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn check(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let (message, _room) = match receive(&shared, &parts.headers, body).await {
        Ok(it) => it,
        Err(refusal) => {
            shared.metrics.note_bad_request();
            return refusal.into_response();
        }
    };
    let envelope = envelope(&parts.headers);
    let message = Arc::new(message);
    let incoming = Incoming::new(Arc::clone(&message), envelope.clone());
    let outcome = shared.judge.judge(incoming).await;
    let action = shared.decide(&outcome, &envelope.recipients, false).action;
    let verdict = match &outcome {
        Outcome::Judged(report) => report.verdict.name(),
        _ => "undecided",
    };
    shared
        .metrics
        .note_message("rspamd", verdict, action.name());
    let answer = json(StatusCode::OK, &reply(&outcome, action, &shared));
    let queue_id = parts
        .headers
        .get("queue-id")
        .and_then(|it| it.to_str().ok());
    let judged = Recorded {
        door: "rspamd",
        envelope,
        mailbox: None,
        queue_id: queue_id.unwrap_or_default().to_owned(),
        raw: message,
        added: 0,
    };
    shared.record(outcome, action, judged);
    answer
}

/// What the fields of a request say of the delivery.
fn envelope(headers: &HeaderMap) -> Envelope {
    let fields = headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let envelope = rspamd::Envelope::of(fields);
    Envelope {
        client_ip: envelope.ip.and_then(|it| it.parse().ok()),
        helo: envelope.helo,
        mail_from: envelope.from,
        recipients: envelope.recipients,
    }
}

/// Why a message is not taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    TooLong,
    NoRoom,
    CutOff,
    Slow,
}

impl Refused {
    /// What a client is told.
    pub(crate) fn told(self) -> (StatusCode, &'static str) {
        match self {
            Self::TooLong => (StatusCode::PAYLOAD_TOO_LARGE, "the message is too long"),
            Self::NoRoom => (StatusCode::SERVICE_UNAVAILABLE, "busy; try again later"),
            Self::CutOff => (
                StatusCode::BAD_REQUEST,
                "the message is cut off or too long",
            ),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, "the message came too slowly"),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, reason) = self.told();
        problem(status, reason)
    }
}

/// The message, and the room it takes.
pub(crate) async fn receive(
    shared: &Shared,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Vec<u8>, impl Sized + use<>), Refused> {
    let most = shared.room.message_bytes();
    let stated = headers.get(header::CONTENT_LENGTH);
    let stated = stated.and_then(|it| it.to_str().ok()?.parse().ok());
    let room = shared.room.reserve(stated.unwrap_or(most));
    let room = room.map_err(|full| match full {
        Full::TooLong => Refused::TooLong,
        Full::NoRoom => Refused::NoRoom,
    })?;
    let read = timeout(shared.settings.serve.receive(), to_bytes(body, most)).await;
    match read {
        Ok(Ok(bytes)) => Ok((bytes.to_vec(), room)),
        Ok(Err(_)) => Err(Refused::CutOff),
        Err(_) => Err(Refused::Slow),
    }
}

fn reply(outcome: &Outcome, action: Action, shared: &Shared) -> CheckReply {
    let policy = &shared.policy();
    let report = match outcome {
        Outcome::Judged(report) => Some(report.as_ref()),
        _ => None,
    };
    let advised = match action {
        Action::Accept | Action::Tag => rspamd::Action::NoAction,
        Action::Subject => rspamd::Action::RewriteSubject,
        Action::Hold | Action::Quarantine => rspamd::Action::Quarantine,
        Action::Tempfail => rspamd::Action::SoftReject,
        Action::Reject => rspamd::Action::Reject,
    };
    let subject = report.and_then(|it| it.subject.as_deref());
    let subject = (action == Action::Subject)
        .then(|| format!("{}{}", policy.subject_prefix, subject.unwrap_or_default()));
    let mut messages = BTreeMap::new();
    if let (Some(report), Action::Reject) = (report, action) {
        messages.insert("smtp_message".to_owned(), fields::safe(&report.summary, 0));
    }
    CheckReply {
        is_skipped: report.is_none(),
        score: report.map_or(0.0, |it| policy.points(it)),
        required_score: THRESHOLD,
        action: advised,
        symbols: report.map_or_else(BTreeMap::new, |it| symbols(it, policy.points(it))),
        messages,
        message_id: report
            .and_then(|it| it.message_id.clone())
            .unwrap_or_default(),
        time_real: report.map_or(0.0, |it| it.elapsed_us as f64 / 1e6),
        subject,
        milter: changes(outcome, action, shared),
    }
}

/// The verdict carries all points; what it rests on is named beside it.
fn symbols(report: &Report, points: f64) -> BTreeMap<String, Symbol> {
    let verdict = Symbol {
        name: symbol(report.verdict.name()),
        score: points,
        metric_score: points,
        description: Some(report.summary.clone()),
        options: report.attack_types.clone(),
    };
    let signals = report.evidence.iter().map(|it| Symbol {
        name: symbol(&it.signal),
        description: Some(it.text.clone()),
        options: it.quote.iter().cloned().collect(),
        ..Symbol::default()
    });
    let all = signals.chain([verdict]);
    all.map(|it| (it.name.clone(), it)).collect()
}

fn changes(outcome: &Outcome, action: Action, shared: &Shared) -> MilterChanges {
    let mut changes = MilterChanges::default();
    for name in fields::NAMES {
        changes.remove_headers.insert(name.to_owned(), 0);
    }
    if action == Action::Accept {
        return changes;
    }
    for field in fields::of(outcome, &shared.policy()) {
        // One field of a name: the first evidence is the strongest.
        let added = AddHeader {
            value: field.value,
            order: -1,
        };
        changes
            .add_headers
            .entry(field.name.to_owned())
            .or_insert(added);
    }
    changes
}
