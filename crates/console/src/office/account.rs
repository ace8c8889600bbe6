//! One's own account: the password, the authenticator, where one is signed in.

mod authenticator;
mod reauthentication;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use store::{Account, By, WeakPassword, check_password};

use super::gate::{Visitor, secret};
use super::session::{Holder, Stage, form_secret};
use super::sign_in::Asking;
use super::{BackOffice, Rooms};
use crate::pages::office::account::{Own, own};
use crate::response;

pub(super) fn routes<O: BackOffice>() -> Router<Arc<Rooms<O>>> {
    Router::new()
        .route("/console/account", get(show::<O>))
        .route("/console/account/password", post(change_password::<O>))
        .route("/console/account/sessions", post(end_sessions::<O>))
        .route(
            "/console/account/authenticator",
            get(authenticator::show::<O>).post(authenticator::act::<O>),
        )
}

async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Response {
    rooms
        .own_page(&visitor, &headers, StatusCode::OK, None)
        .await
}

async fn change_password<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let account = visitor.account.clone().filter(|it| it.has_password);
    let Some(account) = account else {
        return rooms.refuse(&visitor, StatusCode::NOT_FOUND, "console-missing", "");
    };
    let headers = &asking.headers;
    let again = async |status, key: &str| {
        let said = rooms.words_to(&visitor).say(key);
        rooms.own_page(&visitor, headers, status, Some(&said)).await
    };
    let new = form.get("new").unwrap_or_default();
    if new != form.get("again").unwrap_or_default() {
        return again(StatusCode::BAD_REQUEST, "console-password-differs").await;
    }
    if let Err(weak) = check_password(new, &account.name) {
        return again(StatusCode::BAD_REQUEST, sentence(weak)).await;
    }
    let old = form.get("password").unwrap_or_default().to_owned();
    if let Err(key) = rooms.is_owner(&account, old).await {
        return again(StatusCode::FORBIDDEN, key).await;
    }
    let Ok(Ok(hash)) = rooms.hashing.hash(new.to_owned()).await else {
        return again(StatusCode::SERVICE_UNAVAILABLE, "console-busy").await;
    };
    let (id, name) = (account.id, account.name.to_string());
    let changed = rooms.office.ask(move |store| {
        let by = By {
            actor: &name,
            now: Timestamp::now().as_second(),
        };
        store.set_password(id, &hash, by)?;
        store.account(id)
    });
    match changed.await {
        // All sessions of the account have ended by that; this one is begun anew.
        Ok(Some(account)) => rooms.begin(
            &asking,
            Holder::of(&account),
            Stage::Whole,
            "/console/account",
        ),
        Ok(None) => response::redirect("/console/sign-in"),
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

/// The sentence for a password that is not taken.
fn sentence(weak: WeakPassword) -> &'static str {
    match weak {
        WeakPassword::Long => "console-password-long",
        WeakPassword::Common => "console-password-common",
        WeakPassword::HoldsName => "console-password-holds-name",
        _ => "console-password-short",
    }
}

async fn end_sessions<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    if let Some(secret) = secret(&headers) {
        rooms.sessions.end_others(secret, form.get("session"));
    }
    response::redirect("/console/account#sessions")
}

impl<O: BackOffice> Rooms<O> {
    /// The page about oneself, with a sentence about what was not done.
    async fn own_page(
        &self,
        visitor: &Visitor,
        headers: &HeaderMap,
        status: StatusCode,
        problem: Option<&str>,
    ) -> Response {
        let secret = secret(headers).unwrap_or_default();
        let left = match visitor.account.as_ref().filter(|it| it.has_totp) {
            Some(account) => {
                let id = account.id;
                match self
                    .office
                    .ask(move |store| store.recovery_codes_left(id))
                    .await
                {
                    Ok(left) => Some(left),
                    Err(why) => return self.unanswered(visitor, &why),
                }
            }
            None => None,
        };
        let own_data = Own {
            account: visitor.account.as_ref(),
            recovery_codes_left: left,
            sessions: self.sessions.listed(secret, Instant::now()),
            problem,
        };
        let html = own(&self.frame(visitor, "account"), &own_data);
        let mut response = Self::page(visitor, html);
        *response.status_mut() = status;
        response
    }

    /// A session in place of the one that asks, once the account has changed; the visitor as he is from here on, and the session's
    /// secret.
    fn renewed(
        &self,
        asking: &Asking,
        visitor: &Visitor,
        account: Account,
    ) -> Option<(Visitor, String)> {
        let secret = self.new_session(asking, Holder::of(&account), Stage::Whole)?;
        let visitor = Visitor {
            form_secret: form_secret(&secret),
            account: Some(account),
            ..visitor.clone()
        };
        Some((visitor, secret))
    }
}
