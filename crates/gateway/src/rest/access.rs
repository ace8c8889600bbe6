//! Who asks, what he may, and how often.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use jiff::Timestamp;
use store::{Role, Store, StoreError};

use super::problem::Problem;
use crate::door::Shared;
use crate::quarantine::Keeping;

/// The one whose token a request bears.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The name of the token, which records and entries keep.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) keeping: Arc<Keeping>,
}

impl Caller {
    /// Refuses who may less than `role`.
    pub(super) fn must_be(&self, role: Role) -> Result<(), Problem> {
        if self.role >= role {
            return Ok(());
        }
        let detail = format!(
            "this takes a token with the role `{}`; yours is `{}`",
            role.name(),
            self.role.name()
        );
        Err(Problem::new(StatusCode::FORBIDDEN, detail))
    }

    /// Says that verdicts have been recorded.
    pub(super) fn note_news(&self) {
        self.keeping.note_news();
    }

    /// Asks the store.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Problem> {
        Ok(self.keeping.work(question).await?)
    }
}

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        let keeping = Arc::clone(&shared.keeping);
        if !keeping.is_set() {
            let detail = "tokens are kept in the store, and none is set: [store] directory";
            return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail));
        }
        let wanted = "send a token: Authorization: Bearer oh_… (offhook token create)";
        let unknown = || Problem::new(StatusCode::UNAUTHORIZED, wanted);
        let field = parts.headers.get(header::AUTHORIZATION);
        let text = field.and_then(|it| it.to_str().ok()?.split_once(' '));
        let (_, text) = text
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .ok_or_else(unknown)?;
        let text = text.trim().to_owned();
        let now = Timestamp::now().as_second();
        let token = keeping.work(move |store| store.token(&text, now)).await?;
        let token = token.ok_or_else(unknown)?;
        shared.requests.take(token.id, now).map_err(|wait| {
            let most = shared.settings.http.requests_per_minute;
            let detail =
                format!("a token may ask {most} times a minute (http.requests_per_minute)");
            Problem::later(StatusCode::TOO_MANY_REQUESTS, wait, detail)
        })?;
        Ok(Self {
            name: token.name,
            role: token.role,
            keeping,
        })
    }
}
