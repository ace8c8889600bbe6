//! Errors as problem details (RFC 9457).

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use store::StoreError;

use crate::quarantine::{NotLetGo, ReleaseError, Unkept};

/// Why a request is not answered with what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    status: StatusCode,
    /// What to tell the client; it says what to do.
    detail: String,
    /// Seconds after which to come again.
    retry_after: Option<u64>,
}

/// What a handler answers.
pub(super) type Answer = Result<Response, Problem>;

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            retry_after: None,
        }
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("there is no {what}"))
    }

    pub(super) fn later(status: StatusCode, seconds: u64, detail: impl Into<String>) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(status, detail)
        }
    }

    /// Something went wrong here that is no business of the client's.
    pub(super) fn failed() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this failed; the server's log says why",
        )
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        // Section 4.2.1: without a type of its own, the title is that of the status.
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, kind, body.to_string()).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Bearer realm=\"offhook\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { what } => Self::not_found(&what),
            StoreError::Settled { .. }
            | StoreError::Claimed { .. }
            | StoreError::TooLate { .. } => Self::new(StatusCode::CONFLICT, error.to_string()),
            other => away(&other),
        }
    }
}

impl From<Unkept> for Problem {
    fn from(error: Unkept) -> Self {
        match error {
            Unkept::Store(error) => error.into(),
            other => away(&other),
        }
    }
}

impl From<NotLetGo> for Problem {
    fn from(error: NotLetGo) -> Self {
        match error {
            NotLetGo::Store(error) => error.into(),
            NotLetGo::Release(error @ ReleaseError::NotAllowed { .. }) => {
                Self::new(StatusCode::FORBIDDEN, error.to_string())
            }
            NotLetGo::Release(error) => {
                let detail = format!("the mail server did not take it: {error}");
                Self::later(StatusCode::BAD_GATEWAY, 60, detail)
            }
        }
    }
}

fn away(error: &dyn std::error::Error) -> Problem {
    tracing::error!(%error, "the store fails");
    let detail = "the store cannot be reached; the server's log says why";
    Problem::later(StatusCode::SERVICE_UNAVAILABLE, 10, detail)
}
