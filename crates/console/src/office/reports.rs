//! What readers reported, as a queue: what waits is answered by somebody, once.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use store::{
    Feedback, Filter, Page, QueuedReport, RecordId, ReportAnswer, ReportFilter, Store, StoreError,
    Word,
};

use super::gate::Visitor;
use super::search::value;
use super::{BackOffice, Rooms, Unanswered};
use crate::pages::office::reports::{Asked, Listing, reports};
use crate::response;

/// Rows of a page.
const ROWS: usize = 50;

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = Asked {
        is_answered: value(&query, "state").as_deref() == Some("answered"),
        by: value(&query, "by").unwrap_or_default(),
        verdict: value(&query, "verdict").and_then(|it| it.parse().ok()),
        after: value(&query, "after").and_then(|it| it.parse().ok()),
    };
    let filter = ReportFilter {
        open: Some(!asked.is_answered),
        by: Some(asked.by.clone()).filter(|it| !it.is_empty()),
        verdict: asked.verdict,
        record: None,
    };
    let limit = ROWS + 1;
    let page = asked
        .after
        .map_or(Page::first(limit), |it| Page::after(it, limit));
    let asking = rooms.office.ask(move |store| {
        let mut reports = store.queued_reports(&filter, &page)?;
        let has_more = reports.len() > ROWS;
        reports.truncate(ROWS);
        let mut found = Vec::new();
        for it in reports {
            let record = record_of(store, &it)?;
            found.push((it, record));
        }
        Ok((found, has_more))
    });
    match asking.await {
        Ok((reports_found, has_more)) => {
            let listing = Listing {
                next: reports_found.last().filter(|_| has_more).map(|it| it.0.id),
                reports: reports_found,
                asked,
            };
            let frame = rooms.frame(&visitor, "reports");
            Rooms::<O>::page(&visitor, reports(&frame, &listing))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

/// The verdict under which the reported message came in: the one that was noted, else the newest with its `Message-ID`.
fn record_of(store: &Store, queued: &QueuedReport) -> Result<Option<RecordId>, StoreError> {
    if let Some(record) = queued.report.record {
        return Ok(Some(record));
    }
    let Some(message_id) = &queued.report.message_id else {
        return Ok(None);
    };
    let filter = Filter {
        message_id: Some(message_id.clone()),
        ..Filter::default()
    };
    let found = store.records(&filter, &Page::first(1))?;
    Ok(found.first().map(|it| it.id))
}

/// Keeps what somebody says of a reported message, on the report and, where there is one, on its verdict.
pub(super) async fn answer<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let Some(Ok(id)) = form.get("report").map(str::parse::<i64>) else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let word = match form.get("word") {
        Some("close") => None,
        Some(word) => match word.parse::<Word>() {
            Ok(word) => Some(word),
            Err(_) => {
                return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-word", "");
            }
        },
        None => return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-word", ""),
    };
    let answer = ReportAnswer {
        word,
        by: visitor.name.clone(),
        time: Timestamp::now().as_second(),
    };
    let asking = rooms.office.ask(move |store| answered(store, id, &answer));
    match asking.await {
        Ok(true) => response::redirect("/console/reports"),
        Ok(false) => rooms.refuse(
            &visitor,
            StatusCode::CONFLICT,
            "console-report-answered",
            "",
        ),
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

fn answered(store: &Store, id: i64, answer: &ReportAnswer) -> Result<bool, StoreError> {
    // The one that comes after the number before it.
    let page = Page::after(id.saturating_add(1), 1);
    let found = store.queued_reports(&ReportFilter::default(), &page)?;
    let Some(queued) = found.into_iter().find(|it| it.id == id) else {
        return Ok(false);
    };
    if !store.answer_report(id, answer)? {
        return Ok(false);
    }
    if let (Some(word), Some(record)) = (answer.word, record_of(store, &queued)?) {
        let said = store.say(&Feedback {
            record,
            word,
            by: answer.by.clone(),
            time: answer.time,
            note: None,
        });
        match said {
            // It has expired in the meantime.
            Err(StoreError::NotFound { .. }) => {}
            other => other?,
        }
    }
    Ok(true)
}
