//! Why there is no answer, in a sentence.

use askama::Template;
use axum::http::StatusCode;

use super::{Frame, written};
use crate::words::Words;

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nothing was filled in.
    Empty,
    /// It is no mail, no text and no picture.
    Unknown,
    /// The upload is too long.
    TooLong,
    /// Too many ask at the same time.
    Busy,
    /// The engine failed.
    Failed,
    /// One client asks too often; seconds to wait.
    Often(u64),
    /// The form is another site's.
    Origin,
    /// The upload broke off.
    Broken,
    /// The upload took too long.
    Slow,
    /// There is no such page.
    Missing,
}

/// Seconds after which it is worth trying again.
const SOON: u64 = 5;

impl Refusal {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::Empty | Self::Broken => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Often(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Origin => StatusCode::FORBIDDEN,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Missing => StatusCode::NOT_FOUND,
        }
    }

    /// Seconds to wait, for `Retry-After`.
    pub(crate) fn wait(self) -> Option<u64> {
        match self {
            Self::Busy => Some(SOON),
            Self::Often(seconds) => Some(seconds),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Empty => "refused-empty",
            Self::Unknown => "refused-unknown",
            Self::TooLong => "refused-too-long",
            Self::Busy => "refused-busy",
            Self::Failed => "refused-failed",
            Self::Often(_) => "refused-often",
            Self::Origin => "refused-origin",
            Self::Broken => "refused-broken",
            Self::Slow => "refused-slow",
            Self::Missing => "refused-missing",
        }
    }
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
    sentence: String,
}

/// The page that says so.
pub(crate) fn refusal(frame: &Frame, refusal: Refusal, megabytes: usize) -> String {
    let words = &frame.words;
    written(&RefusalPage {
        frame,
        words,
        sentence: words.with(refusal.key(), "megabytes", &megabytes.to_string()),
    })
}
