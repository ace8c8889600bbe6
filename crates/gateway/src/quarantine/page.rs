//! The page behind a link in a digest: looking at it changes nothing, its one button delivers the message.

use std::sync::{Arc, OnceLock};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use store::{Entry, Store, StoreError, Verdict};
use tokio::sync::Semaphore;

use super::digest::mask;
use super::keeping::Keeping;
use super::release::{Actor, Power, ReleaseError, release as release_entry};
use crate::metrics::Metrics;

/// Pages that are made at the same time, each of which may wait for a mail server.
const AT_ONCE: usize = 8;

/// What a page says.
struct Page {
    status: StatusCode,
    title: &'static str,
    text: String,
    button: bool,
}

impl Page {
    fn plain(status: StatusCode, title: &'static str, text: &str) -> Self {
        Self {
            status,
            title,
            text: text.to_owned(),
            button: false,
        }
    }

    fn gone() -> Self {
        let text = "This link is used up or too old, or the message is no longer here.";
        Self::plain(StatusCode::NOT_FOUND, "Nothing to deliver", text)
    }

    fn later() -> Self {
        let text =
            "The message could not be delivered now and is still held. Please try again later.";
        Self::plain(StatusCode::SERVICE_UNAVAILABLE, "Not now", text)
    }

    fn render(self) -> Response {
        let button = if self.button {
            "<form method=\"post\"><button type=\"submit\">Deliver this message to me</button></form>"
        } else {
            ""
        };
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\
             <body><h1>{title}</h1>{}{button}</body></html>\n",
            self.text,
            title = self.title,
        );
        let fields = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            ),
            (header::CACHE_CONTROL, "no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
        ];
        (self.status, fields, html).into_response()
    }
}

/// Asks whether the message behind `secret` is to be delivered.
pub(crate) async fn confirm(keeping: Arc<Keeping>, secret: String) -> Response {
    answer(move || {
        let Ok(store) = keeping.store() else {
            return Page::later();
        };
        match look_up(&store, &secret) {
            Ok(Some(entry)) => question(&entry),
            Ok(None) => Page::gone(),
            Err(_) => Page::later(),
        }
    })
    .await
}

/// Delivers the message behind `secret`.
pub(crate) async fn release(
    keeping: Arc<Keeping>,
    secret: String,
    metrics: Arc<Metrics>,
) -> Response {
    answer(move || {
        let Ok(store) = keeping.store() else {
            return Page::later();
        };
        let entry = match look_up(&store, &secret) {
            Ok(Some(entry)) => entry,
            Ok(None) => return Page::gone(),
            Err(_) => return Page::later(),
        };
        let actor = Actor {
            name: entry.recipient.clone(),
            power: Power::Recipient,
        };
        let done = release_entry(&store, keeping.settings(), entry.id, &actor, Some("link"));
        metrics.note_release(done.is_ok());
        match done {
            Ok(()) => {
                tracing::info!(entry = %entry.id, "released by its recipient");
                Page::plain(
                    StatusCode::OK,
                    "Delivered",
                    "The message is on its way to you.",
                )
            }
            Err(ReleaseError::NotAllowed { .. }) => {
                let text = "Only an administrator may deliver this message.";
                Page::plain(StatusCode::FORBIDDEN, "Not delivered", text)
            }
            Err(ReleaseError::Store(StoreError::Settled { .. } | StoreError::NotFound { .. })) => {
                Page::gone()
            }
            Err(error) => {
                tracing::warn!(entry = %entry.id, %error, "not released");
                Page::later()
            }
        }
    })
    .await
}

async fn answer(make: impl FnOnce() -> Page + Send + 'static) -> Response {
    static PLACES: OnceLock<Semaphore> = OnceLock::new();
    let places = PLACES.get_or_init(|| Semaphore::new(AT_ONCE));
    let Ok(_place) = places.try_acquire() else {
        return Page::later().render();
    };
    let page = tokio::task::spawn_blocking(make).await;
    page.unwrap_or_else(|_| Page::later()).render()
}

fn look_up(store: &Store, secret: &str) -> Result<Option<Entry>, StoreError> {
    let now = Timestamp::now().as_second();
    match store.link(secret, now)? {
        Some(id) => store.entry(id),
        None => Ok(None),
    }
}

fn question(entry: &Entry) -> Page {
    let text = format!(
        "<p>This message was held back because it looks wrong. If you do not know the sender, close this page.</p>\
         <dl><dt>From</dt><dd>{}</dd><dt>Subject</dt><dd>{}</dd></dl>",
        escape(&mask(&entry.from)),
        escape(&mask(entry.subject.as_deref().unwrap_or("(not kept)"))),
    );
    Page {
        status: StatusCode::OK,
        title: "Deliver this message?",
        text,
        button: entry.verdict != Verdict::Malicious,
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(it),
        }
    }
    out
}
