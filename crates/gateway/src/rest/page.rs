//! Lists in pages, times as texts, and answers in JSON.

use std::fmt::Display;
use std::str::FromStr;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use store::Page;

use super::problem::{Answer, Problem};

/// Entries of a page where the client does not say how many.
const USUAL: usize = 50;
/// Entries of a page at most.
const MOST: usize = 500;

/// Which page is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    limit: Option<usize>,
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Wanted {
    pub(super) fn new(limit: Option<usize>, cursor: Option<String>) -> Self {
        Self { limit, cursor }
    }

    pub(super) fn page<Id: FromStr>(&self) -> Result<Page<Id>, Problem> {
        let limit = self.limit.unwrap_or(USUAL);
        if limit == 0 || limit > MOST {
            return Err(Problem::bad_request(format!("limit is 1 to {MOST}")));
        }
        let Some(cursor) = &self.cursor else {
            return Ok(Page::first(limit));
        };
        let after = cursor
            .parse()
            .map_err(|_| Problem::bad_request("cursor is `next` of the page before"))?;
        Ok(Page::after(after, limit))
    }
}

/// A page of `items`, of which `limit` were asked for.
pub(super) fn answer<T: Serialize, Id: Display>(
    items: &[T],
    limit: usize,
    id: impl Fn(&T) -> Id,
) -> Answer {
    let next = items
        .last()
        .filter(|_| items.len() >= limit)
        .map(|it| id(it).to_string());
    let items: Result<Vec<Value>, _> = items.iter().map(with_times).collect();
    let items = items.map_err(|_| Problem::failed())?;
    Ok(object(&json!({ "items": items, "next": next })))
}

/// One thing of the store.
pub(super) fn one<T: Serialize>(it: &T) -> Answer {
    let value = with_times(it).map_err(|_| Problem::failed())?;
    Ok(object(&value))
}

pub(super) fn object(value: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (StatusCode::OK, kind, value.to_string()).into_response()
}

/// Keys under which the store has seconds.
const TIMES: [&str; 5] = ["time", "held", "changed", "told", "undo_until"];

/// `it` with its times as RFC 3339 has them.
pub(super) fn with_times<T: Serialize>(it: &T) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(it)?;
    if let Some(members) = value.as_object_mut() {
        for key in TIMES {
            let seconds = members.get(key).and_then(Value::as_i64);
            let time = seconds.and_then(|it| Timestamp::from_second(it).ok());
            if let Some(time) = time {
                members.insert(key.to_owned(), time.to_string().into());
            }
        }
    }
    Ok(value)
}

/// A time of a query: RFC 3339.
pub(super) fn seconds(name: &str, text: Option<&String>) -> Result<Option<i64>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let time: Result<Timestamp, _> = text.parse();
    let time = time.map_err(|_| {
        Problem::bad_request(format!("{name} is a time such as 2026-11-30T12:00:00Z"))
    })?;
    Ok(Some(time.as_second()))
}

/// A value of a query that has a form of its own.
pub(super) fn parsed<T: FromStr>(
    name: &str,
    text: Option<&String>,
    form: &str,
) -> Result<Option<T>, Problem> {
    let Some(text) = text else { return Ok(None) };
    let value = text
        .parse()
        .map_err(|_| Problem::bad_request(format!("{name} is {form}")))?;
    Ok(Some(value))
}
