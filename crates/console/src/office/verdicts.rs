//! The list of verdicts.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use store::Page;

use super::gate::Visitor;
use super::search::{Search, Unclear};
use super::{BackOffice, Rooms};
use crate::pages::office::verdicts::{Found, verdicts};

/// Rows of a page.
pub(super) const ROWS: usize = 50;

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let search = Search::of(&query.unwrap_or_default());
    let frame = rooms.frame(&visitor, "verdicts");
    let filter = match search.filter() {
        Ok(filter) => filter,
        Err(Unclear(field)) => {
            let found = Found::Unclear(field);
            return Rooms::<O>::page(&visitor, verdicts(&frame, &search, &found));
        }
    };
    // One more than is shown says whether there are more.
    let limit = ROWS + 1;
    let page = search
        .after
        .map_or(Page::first(limit), |it| Page::after(it, limit));
    let asked = rooms.office.ask(move |store| store.records(&filter, &page));
    let mut records = match asked.await {
        Ok(records) => records,
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let has_more = records.len() > ROWS;
    records.truncate(ROWS);
    let next = records.last().filter(|_| has_more).map(|it| it.id);
    let found = Found::Records { records, next };
    Rooms::<O>::page(&visitor, verdicts(&frame, &search, &found))
}
