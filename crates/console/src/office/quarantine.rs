//! What is held, and releasing or deleting several at once.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use store::{Entry, EntryFilter, EntryId, EntryState, Page};

use super::gate::Visitor;
use super::search::value;
use super::{BackOffice, NotReleased, Rooms, Unanswered};
use crate::pages::office::quarantine::{Deed, Done, Listing, confirm, done, quarantine};

/// Rows of a page, and entries that something is done to at once.
const ROWS: usize = 50;
/// Characters of a reason.
const REASON: usize = 500;

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let state = value(&query, "state");
    let state = state.map_or(Ok(EntryState::Held), |it| it.parse());
    let state = state.unwrap_or(EntryState::Held);
    let recipient = value(&query, "recipient");
    let after = value(&query, "after").and_then(|it| it.parse::<EntryId>().ok());
    let filter = EntryFilter {
        state: Some(state),
        recipient: recipient.clone(),
        ..EntryFilter::default()
    };
    let limit = ROWS + 1;
    let page = after.map_or(Page::first(limit), |it| Page::after(it, limit));
    let asked = rooms.office.ask(move |store| store.entries(&filter, &page));
    let mut entries = match asked.await {
        Ok(entries) => entries,
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let has_more = entries.len() > ROWS;
    entries.truncate(ROWS);
    let listing = Listing {
        state,
        recipient: recipient.unwrap_or_default(),
        next: entries.last().filter(|_| has_more).map(|it| it.id),
        is_first: after.is_none(),
        entries,
    };
    let frame = rooms.frame(&visitor, "quarantine");
    Rooms::<O>::page(&visitor, quarantine(&frame, &listing))
}

/// Asks whether it is meant, and does it once that was said.
pub(super) async fn act<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let deed = match form.get("do") {
        Some("release") => Deed::Release,
        Some("delete") => Deed::Delete,
        Some("restore") => Deed::Restore,
        _ => return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-deed", ""),
    };
    let mut ids: Vec<EntryId> = form.all("entry").filter_map(|it| it.parse().ok()).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    if ids.is_empty() {
        return rooms.refuse(
            &visitor,
            StatusCode::BAD_REQUEST,
            "console-nothing-chosen",
            "",
        );
    }
    if ids.len() > ROWS {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-too-many", "");
    }
    let asked = rooms.office.ask(move |store| {
        let found: Result<Vec<Option<Entry>>, _> =
            ids.into_iter().map(|it| store.entry(it)).collect();
        Ok(found?.into_iter().flatten().collect::<Vec<Entry>>())
    });
    let entries = match asked.await {
        Ok(entries) if entries.is_empty() => {
            return rooms.unanswered(&visitor, &Unanswered::Missing);
        }
        Ok(entries) => entries,
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let frame = rooms.frame(&visitor, "quarantine");
    // Bringing back harms nobody: it is not asked whether that is meant.
    if deed != Deed::Restore && form.get("meant") != Some("yes") {
        let html = confirm(&frame, deed, &entries, visitor.role);
        return Rooms::<O>::page(&visitor, html);
    }
    let reason = form.text("reason", REASON);
    let mut results = Vec::new();
    // One after the other: each waits for the mail server, and none is to be lost among many.
    for entry in entries {
        let result = rooms.one(&visitor, deed, entry.id, reason.clone()).await;
        results.push((entry, result));
    }
    Rooms::<O>::page(&visitor, done(&frame, deed, &results))
}

impl<O: BackOffice> Rooms<O> {
    async fn one(
        &self,
        visitor: &Visitor,
        deed: Deed,
        entry: EntryId,
        reason: Option<String>,
    ) -> Done {
        let result = match deed {
            Deed::Release => self.office.release(entry, visitor.releaser(), reason).await,
            Deed::Restore => {
                let by = visitor.name.clone();
                let now = Timestamp::now().as_second();
                let asked = self
                    .office
                    .ask(move |store| store.restore(entry, &by, None, now));
                asked.await.map_err(NotReleased::from)
            }
            Deed::Delete => {
                let by = visitor.name.clone();
                let now = Timestamp::now().as_second();
                let asked = self
                    .office
                    .ask(move |store| store.delete(entry, &by, reason.as_deref(), now));
                asked.await.map_err(NotReleased::from)
            }
        };
        match result {
            Ok(()) => Done::Yes,
            Err(NotReleased::NotAllowed) => Done::NotAllowed,
            Err(NotReleased::Undelivered(why)) => Done::Undelivered(why),
            Err(NotReleased::Store(Unanswered::Settled(why))) => Done::Settled(why),
            Err(NotReleased::Store(_)) => Done::Away,
        }
    }
}
