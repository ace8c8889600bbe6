//! Signing in with a token, and signing out.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use store::{Role, Token};

use super::gate::{Form, Visitor, cookie, is_encrypted, is_own_form, secret};
use super::{BackOffice, Rooms};
use crate::pages::office::{OfficeFrame, sign_in};
use crate::request::{client, takes_gzip};
use crate::response::{self, Sending};

/// Characters of a token that are looked at.
const TOKEN: usize = 100;

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    headers: HeaderMap,
) -> Response {
    rooms.ask_to_sign_in(&headers, StatusCode::OK, None)
}

impl<O: BackOffice> Rooms<O> {
    fn ask_to_sign_in(
        &self,
        headers: &HeaderMap,
        status: StatusCode,
        problem: Option<&str>,
    ) -> Response {
        let frame = OfficeFrame::new(&self.words, &self.assets, None, "");
        let sending = Sending {
            gzip: takes_gzip(headers),
            with_mail: false,
        };
        response::office_page(status, sign_in(&frame, problem), sending)
    }
}

pub(super) async fn enter<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let refuse = |status, key: &str, seconds: &str| {
        let problem = rooms.words.with(key, "seconds", seconds);
        rooms.ask_to_sign_in(&headers, status, Some(&problem))
    };
    if !is_own_form(&headers) {
        return refuse(StatusCode::FORBIDDEN, "console-foreign-form", "");
    }
    let behind_proxy = rooms.settings.behind_proxy;
    let client = client(&request, behind_proxy);
    let now = Instant::now();
    if let Err(wait) = rooms.attempts.begin(client, now) {
        let seconds = wait.as_secs() + 1;
        let mut response = refuse(
            StatusCode::TOO_MANY_REQUESTS,
            "console-too-often",
            &seconds.to_string(),
        );
        let fields = response.headers_mut();
        fields.insert(header::RETRY_AFTER, seconds.into());
        return response;
    }
    let Some(form) = Form::read(request).await else {
        return refuse(StatusCode::BAD_REQUEST, "console-broken-form", "");
    };
    let text = form.text("token", TOKEN).unwrap_or_default();
    let second = Timestamp::now().as_second();
    let token = rooms
        .office
        .ask(move |store| store.token(&text, second))
        .await;
    let token: Token = match token {
        Ok(Some(token)) => token,
        Ok(None) => return refuse(StatusCode::FORBIDDEN, "console-wrong-token", ""),
        Err(_) => return refuse(StatusCode::SERVICE_UNAVAILABLE, "console-away", ""),
    };
    rooms.attempts.forget(client);
    if token.role < Role::Analyst {
        return refuse(StatusCode::FORBIDDEN, "console-low-role", "");
    }
    // Whoever was signed in here before no longer is.
    if let Some(before) = secret(&headers) {
        rooms.sessions.end(before);
    }
    let Ok(secret) = rooms.sessions.begin(token.id, now) else {
        return refuse(StatusCode::SERVICE_UNAVAILABLE, "console-away", "");
    };
    let cookie = cookie(Some(&secret), is_encrypted(&headers, behind_proxy));
    with_cookie(response::redirect("/console/verdicts"), &cookie)
}

pub(super) async fn leave<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    if let Err(refused) = rooms.form(&visitor, request).await {
        return refused;
    }
    if let Some(secret) = secret(&headers) {
        rooms.sessions.end(secret);
    }
    let cookie = cookie(None, is_encrypted(&headers, rooms.settings.behind_proxy));
    with_cookie(response::redirect("/console/sign-in"), &cookie)
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}
