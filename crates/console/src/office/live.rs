//! Pages that are kept up to date while they are open, by server-sent events.
//!
//! A listener is told that there is something new, and then asks the store what of it his page shows. Nothing is kept for those
//! who are slow: whoever has fallen behind is told to load the page again.

mod events;
mod seen;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use store::{Filter, Page, RecordId};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use super::gate::{Visitor, secret};
use super::search::{Search, value};
use super::{BackOffice, Rooms};
use crate::pages::office::verdicts::live_row;
use crate::request::field;
use crate::response::guard_stream;
pub(super) use events::Events;
use seen::Seen;

/// Pages that listen at the same time.
pub(super) const LISTENERS: usize = 64;
/// Between two signs of life, at each of which it is looked whether the session still lives.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Between two answers to one listener: what comes in between is told together.
const PAUSE: Duration = Duration::from_secs(1);
/// Events that wait for a listener who does not read.
const WAITING: usize = 64;
/// Rows that are told of at once. Whoever would have to be told of more loads the page again.
const ROWS: usize = 50;
/// Seconds that lie between judging and recording at most, by which late records are found.
const LATE: i64 = 120;
/// What the browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(5);

/// What a page shows already.
struct Known {
    seen: Seen,
    /// When the store was last asked, in seconds since 1970; at first the time of the newest row of the page.
    asked: i64,
}

/// Why a stream ends.
pub(super) enum End {
    /// Nobody reads any more.
    Gone,
    /// The session has ended.
    SignedOut,
    /// The listener is behind.
    Behind,
    /// The server ends; the browser comes again.
    Closing,
}

/// What the newest verdicts are that match the search of the page.
pub(super) async fn verdicts<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let Ok(filter) = Search::of(&query).filter() else {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-missing", "");
    };
    // A browser that comes again says what it heard last.
    let last = field(&headers, "last-event-id").and_then(|it| it.parse().ok());
    let top = last.or_else(|| value(&query, "top").and_then(|it| it.parse().ok()));
    let mut known = Known {
        seen: Seen::up_to(top.unwrap_or(RecordId(0))),
        asked: top.map_or_else(|| Timestamp::now().as_second(), RecordId::seconds),
    };
    let mut news = rooms.office.news();
    rooms.listen(&visitor, &headers, |rooms, stream| async move {
        loop {
            rooms.tell_verdicts(&filter, &mut known, &stream).await?;
            // Another process may have written to the same store: it is asked now and then though nobody said a word.
            stream.wait(&rooms, news.changed()).await?;
        }
    })
}

impl<O: BackOffice> Rooms<O> {
    /// Has `tell` write events until it ends, the session does, or the server.
    pub(super) fn listen<F, W>(
        self: &Arc<Self>,
        visitor: &Visitor,
        headers: &HeaderMap,
        tell: F,
    ) -> Response
    where
        F: FnOnce(Arc<Self>, Stream) -> W,
        W: Future<Output = Result<(), End>> + Send + 'static,
    {
        let place = Arc::clone(&self.listeners).try_acquire_owned();
        let (Ok(place), Some(secret)) = (place, secret(headers)) else {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let mut answer = self.refuse(visitor, status, "console-live-full", "");
            let wait = header::HeaderValue::from_static("60");
            answer.headers_mut().insert(header::RETRY_AFTER, wait);
            return answer;
        };
        let (sender, events) = mpsc::channel(WAITING);
        let stream = Stream {
            sender: sender.clone(),
            secret: secret.to_owned(),
        };
        // The first bytes open the stream.
        let _ = sender.try_send(Event::default().retry(RETRY).comment("listening"));
        let mut closing = self.office.closing();
        let telling = tell(Arc::clone(self), stream);
        tokio::spawn(async move {
            let _place = place;
            let end = tokio::select! {
                end = telling => end.err().unwrap_or(End::Gone),
                _ = closing.wait_for(|it| *it) => End::Closing,
            };
            let last = match end {
                End::SignedOut => "end",
                End::Behind => "behind",
                End::Gone | End::Closing => return,
            };
            let _ = sender.try_send(Event::default().event(last).data("."));
        });
        let mut response = Sse::new(Events(events)).into_response();
        guard_stream(&mut response);
        response
    }

    async fn tell_verdicts(
        &self,
        filter: &Filter,
        known: &mut Known,
        stream: &Stream,
    ) -> Result<(), End> {
        let now = Timestamp::now().as_second();
        let late = known.asked.saturating_sub(LATE);
        let mut filter = filter.clone();
        filter.since = Some(filter.since.map_or(late, |it| it.max(late)));
        let page = Page::first(ROWS);
        let asked = self.office.ask(move |store| store.records(&filter, &page));
        // A store that is away is asked again.
        let Ok(records) = asked.await else {
            return Ok(());
        };
        known.asked = now;
        let is_full = records.len() >= ROWS;
        let new = known.seen.new_of(records.iter().map(|it| it.id).collect());
        if is_full && new.len() >= ROWS {
            return Err(End::Behind);
        }
        // The oldest first: each is put on top of those before it.
        for record in records.iter().rev().filter(|it| new.contains(&it.id)) {
            let row = live_row(&self.words, record);
            let event = Event::default().event("verdict").id(record.id.to_string());
            stream.send(event.data(row))?;
        }
        Ok(())
    }
}

/// The way to one listener.
pub(super) struct Stream {
    sender: mpsc::Sender<Event>,
    secret: String,
}

impl Stream {
    pub(super) fn send(&self, event: Event) -> Result<(), End> {
        // Whoever does not read for so long that all places are taken is behind.
        let sent = self.sender.try_send(event);
        sent.map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => End::Behind,
            mpsc::error::TrySendError::Closed(_) => End::Gone,
        })
    }

    /// Waits until there is something `new`, or for a heartbeat.
    pub(super) async fn wait<O: BackOffice, E>(
        &self,
        rooms: &Rooms<O>,
        new: impl Future<Output = Result<(), E>>,
    ) -> Result<(), End> {
        let beat = sleep_until(Instant::now() + HEARTBEAT);
        tokio::select! {
            () = self.sender.closed() => return Err(End::Gone),
            told = new => {
                told.map_err(|_| End::Closing)?;
                sleep(PAUSE).await;
            }
            () = beat => self.send(Event::default().comment("still here"))?,
        }
        if rooms.is_still_in(&self.secret).await {
            Ok(())
        } else {
            Err(End::SignedOut)
        }
    }
}
