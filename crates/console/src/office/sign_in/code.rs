//! The code behind the password: of an authenticator, or one for when it is lost.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use store::{Account, Store, StoreError};

use super::Asking;
use crate::office::gate::{Form, secret};
use crate::office::session::{Holder, Stage, form_secret, is_same};
use crate::office::{BackOffice, Rooms};
use crate::pages::office::{OfficeFrame, sign_in as pages};
use crate::request::takes_gzip;
use crate::response::{self, Sending};

/// Characters of a code that are looked at.
const CODE: usize = 40;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    match rooms.half_signed_in(&asking.headers) {
        Some((secret, ..)) => rooms.ask_for_code(&asking, &secret, StatusCode::OK, None),
        None => response::redirect("/console/sign-in"),
    }
}

pub(super) async fn enter<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    let Some((secret, id, generation)) = rooms.half_signed_in(&asking.headers) else {
        return response::redirect("/console/sign-in");
    };
    if let Some(refused) = rooms.may_not_try(&asking) {
        return refused;
    }
    let again = |status, key: &str| {
        let problem = rooms.words_of(&asking).say(key);
        rooms.ask_for_code(&asking, &secret, status, Some(&problem))
    };
    let Some(form) = Form::read(request).await else {
        return again(StatusCode::BAD_REQUEST, "console-broken-form");
    };
    if !is_same(form.get("form").unwrap_or_default(), &form_secret(&secret)) {
        return again(StatusCode::FORBIDDEN, "console-foreign-form");
    }
    let code = form.text("code", CODE).unwrap_or_default();
    let now = Timestamp::now().as_second();
    let asked = rooms
        .office
        .ask(move |store| shown(store, id, generation, &code, now));
    match asked.await {
        Ok(Shown::Right(account)) => rooms.admit(&asking, *account).await,
        Ok(Shown::Wrong) => again(StatusCode::FORBIDDEN, "console-wrong-code"),
        Ok(Shown::Over) => {
            rooms.sessions.end(&secret);
            asking.with_session(response::redirect("/console/sign-in"), None)
        }
        Err(_) => again(StatusCode::SERVICE_UNAVAILABLE, "console-away"),
    }
}

/// What came of a code.
enum Shown {
    Right(Box<Account>),
    Wrong,
    /// The account is no longer what it was when its password was shown.
    Over,
}

fn shown(
    store: &Store,
    id: i64,
    generation: i64,
    code: &str,
    now: i64,
) -> Result<Shown, StoreError> {
    let account = store.account(id)?;
    let account = account.filter(|it| it.counts() && it.generation == generation);
    let Some(account) = account else {
        return Ok(Shown::Over);
    };
    // Counted as an attempt with the name is: whoever knows the password guesses no codes.
    if store
        .begin_sign_in(account.name.as_str(), now)?
        .attempt
        .is_none()
    {
        return Ok(Shown::Wrong);
    }
    if store.use_code(id, code, now)? {
        Ok(Shown::Right(Box::new(account)))
    } else {
        Ok(Shown::Wrong)
    }
}

impl<O: BackOffice> Rooms<O> {
    /// Whoever has shown his password and not yet a code: the session's secret, the account and its generation.
    fn half_signed_in(&self, headers: &HeaderMap) -> Option<(String, i64, i64)> {
        let secret = secret(headers)?;
        match self.sessions.find(secret, Instant::now())? {
            (Holder::Account(id, generation), Stage::Code) => {
                Some((secret.to_owned(), id, generation))
            }
            _ => None,
        }
    }

    fn ask_for_code(
        &self,
        asking: &Asking,
        secret: &str,
        status: StatusCode,
        problem: Option<&str>,
    ) -> Response {
        let frame = OfficeFrame::new(&self.words_of(asking), &self.assets, None, "");
        let sending = Sending {
            gzip: takes_gzip(&asking.headers),
            with_mail: false,
        };
        let html = pages::code(&frame, &form_secret(secret), problem);
        response::office_page(status, html, sending)
    }
}
