//! Who asks, what he may, and how often.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use jiff::Timestamp;
use store::{Role, Store};

use super::problem::Problem;
use crate::door::Shared;

/// The one whose token a request bears.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    /// The name of the token, which records and entries keep.
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) store: Arc<Store>,
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

    /// Asks the store, which waits for its disk.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Store) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let store = Arc::clone(&self.store);
        let asked = tokio::task::spawn_blocking(move || question(&store));
        asked.await.unwrap_or_else(|_| Err(Problem::failed()))
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
        let asked = tokio::task::spawn_blocking(move || {
            let away = |_| {
                let detail = "the store cannot be opened; the server's log says why";
                Problem::later(StatusCode::SERVICE_UNAVAILABLE, 10, detail)
            };
            let store = keeping.store().map_err(away)?;
            let token = store.token(&text, Timestamp::now().as_second())?;
            Ok::<_, Problem>((store, token))
        });
        let (store, token) = asked.await.unwrap_or_else(|_| Err(Problem::failed()))?;
        let token = token.ok_or_else(unknown)?;
        let most = shared.settings.http.requests_per_minute;
        shared.rates.note(token.id, most)?;
        Ok(Self {
            name: token.name,
            role: token.role,
            store,
        })
    }
}

/// How often each token was used in this minute. There are as many entries as there are tokens.
#[derive(Debug, Default)]
pub(crate) struct Rates(Mutex<BTreeMap<i64, (i64, u32)>>);

impl Rates {
    fn note(&self, token: i64, most: u32) -> Result<(), Problem> {
        let now = Timestamp::now().as_second();
        let minute = now.div_euclid(60);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (counted, count) = all.entry(token).or_insert((minute, 0));
        if *counted != minute {
            (*counted, *count) = (minute, 0);
        }
        *count = count.saturating_add(1);
        if most > 0 && *count > most {
            let left = 60 - now.rem_euclid(60);
            let detail =
                format!("a token may ask {most} times a minute (http.requests_per_minute)");
            let left = left.unsigned_abs();
            return Err(Problem::later(StatusCode::TOO_MANY_REQUESTS, left, detail));
        }
        Ok(())
    }
}
