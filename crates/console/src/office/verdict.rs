//! One verdict, and what persons say of it.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use store::{EntryFilter, Feedback, Page, RecordId, Word};

use super::gate::Visitor;
use super::{BackOffice, Rooms, Unanswered};
use crate::pages::office::verdict::{Known, verdict};
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
        Ok(Some(Known {
            report: store.report(id)?.unwrap_or_default(),
            feedback: store.feedback(id)?,
            entries: store.entries(&filter, &Page::first(ENTRIES))?,
            record,
        }))
    });
    match asked.await {
        Ok(Some(known)) => {
            let frame = rooms.frame(&visitor, "verdicts");
            Rooms::<O>::page(&visitor, verdict(&frame, &known))
        }
        Ok(None) => rooms.unanswered(&visitor, &Unanswered::Missing),
        Err(why) => rooms.unanswered(&visitor, &why),
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
