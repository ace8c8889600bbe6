//! One verdict, and what persons say of it.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use detect::Engine;
use jiff::Timestamp;
use serde_json::Value;
use store::{EntryFilter, EntryState, Feedback, Page, RecordId, Word};

use super::gate::Visitor;
use super::recall::About;
use super::{BackOffice, Recalled, Rooms, Unanswered};
use crate::anatomy::Anatomy;
use crate::pages::office::verdict::{Inside, Known, verdict};
use crate::response;

/// Characters of a person's note.
const NOTE: usize = 1000;
/// Held entries of one message that are listed.
const ENTRIES: usize = 20;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<RecordId>() else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let asked = rooms.office.ask(move |store| {
        let Some(record) = store.record(id)? else {
            return Ok(None);
        };
        let filter = EntryFilter {
            record: Some(id),
            ..EntryFilter::default()
        };
        let entries = store.entries(&filter, &Page::first(ENTRIES))?;
        let held = entries.iter().find(|it| it.state == EntryState::Held);
        // What became of it in this moment makes no error: it is no longer held.
        let message = held.and_then(|it| store.message(it.id).ok());
        let known = Known {
            report: store.report(id)?.unwrap_or_default(),
            feedback: store.feedback(id)?,
            entries,
            record,
            anatomy: Inside::NotHeld,
            recalled: Recalled::NotKept,
        };
        Ok(Some((known, message.map(|it| it.bytes))))
    });
    let (mut known, bytes) = match asked.await {
        Ok(Some(found)) => found,
        Ok(None) => return rooms.unanswered(&visitor, &Unanswered::Missing),
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    if let Some(bytes) = bytes {
        known.anatomy = rooms.opened(bytes, known.report.clone()).await;
    }
    let asked = About::of(&known.record);
    known.recalled = rooms.office.recall(move |history| asked.in_(history)).await;
    let frame = rooms.frame(&visitor, "verdicts");
    Rooms::<O>::page(&visitor, verdict(&frame, &known))
}

impl<O: BackOffice> Rooms<O> {
    /// How a held mail came and what it is made of.
    async fn opened(&self, bytes: Vec<u8>, report: Value) -> Inside {
        // The message, and the copies of it that reading makes.
        let Some(_held) = self.office.hold(bytes.len().saturating_mul(2)) else {
            return Inside::Busy;
        };
        let work = move |engine: &Engine| Anatomy::of(&engine.parse(&bytes), &report);
        match self.office.at_work(work).await {
            Ok(anatomy) => Inside::Read(Box::new(anatomy)),
            Err(_) => Inside::Busy,
        }
    }
}

pub(super) async fn say<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let Ok(record) = id.parse::<RecordId>() else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let Some(Ok(word)) = form.get("word").map(str::parse::<Word>) else {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-word", "");
    };
    let feedback = Feedback {
        record,
        word,
        by: visitor.name.clone(),
        time: Timestamp::now().as_second(),
        note: form.text("note", NOTE),
    };
    match rooms.office.ask(move |store| store.say(&feedback)).await {
        Ok(()) => response::redirect(&format!("/console/verdicts/{record}#said")),
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}
