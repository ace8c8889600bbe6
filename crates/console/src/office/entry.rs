//! One held message: what it says, with the places marked, and its bytes.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use detect::Engine;
use identity::Envelope;
use store::{Entry, EntryId, EntryState};

use super::gate::Visitor;
use super::{BackOffice, Rooms, Unanswered};
use crate::desk::DeskError;
use crate::pages::office::entry::{Opened, entry as entry_page};
use crate::response;
use crate::shown::Shown;

/// What the message is called in its report.
const NAME: &str = "held";

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<EntryId>() else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let asked = rooms.office.ask(move |store| {
        let Some(entry) = store.entry(id)? else {
            return Ok(None);
        };
        // What became of it in this moment is said by its state.
        let is_held = entry.state == EntryState::Held;
        let bytes = is_held.then(|| store.message(id)).transpose();
        Ok(Some((entry, bytes.ok().flatten().map(|it| it.bytes))))
    });
    let (entry, bytes) = match asked.await {
        Ok(Some(found)) => found,
        Ok(None) => return rooms.unanswered(&visitor, &Unanswered::Missing),
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let opened = match bytes {
        None => Opened::Gone,
        Some(bytes) => rooms.open(&entry, bytes).await,
    };
    let frame = rooms.frame(&visitor, "quarantine");
    let with_mail = matches!(&opened, Opened::Shown(shown) if shown.look.is_some());
    let html = entry_page(&frame, &entry, &opened, visitor.role);
    Rooms::<O>::page_with(&visitor, html, with_mail)
}

impl<O: BackOffice> Rooms<O> {
    /// Reads a message again for its marks.
    async fn open(&self, entry: &Entry, bytes: Vec<u8>) -> Opened {
        // The message, and the copies of it that reading makes.
        let Some(_held) = self.office.hold(bytes.len().saturating_mul(2)) else {
            return Opened::Busy;
        };
        let envelope = Envelope {
            mail_from: Some(entry.mail_from.clone()),
            recipients: vec![entry.recipient.clone()],
            ..Envelope::default()
        };
        let work = move |engine: &Engine| {
            let (report, subject) = engine.judge_for_showing(NAME, &bytes, &envelope);
            Shown::of(&report, &subject, &engine.knowledge().registry)
        };
        match self.office.at_work(work).await {
            Ok(shown) => Opened::Shown(Box::new(shown)),
            Err(DeskError::Busy) => Opened::Busy,
            Err(DeskError::Failed) => Opened::Failed,
        }
    }
}

/// The bytes, as a file that no browser shows.
pub(super) async fn download<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<EntryId>() else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let message = match rooms.office.ask(move |store| store.message(id)).await {
        Ok(message) => message,
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let mut response =
        response::office_page(StatusCode::OK, String::new(), response::Sending::default());
    *response.body_mut() = Body::from(message.bytes);
    let fields = response.headers_mut();
    let kind = HeaderValue::from_static("application/octet-stream");
    fields.insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"{id}.eml\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        fields.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
