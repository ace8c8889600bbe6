//! Signing in with a name and a password, or with a token; and signing out.

pub(super) mod code;
pub(super) mod hashing;
pub(super) mod token;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use store::{Account, Role};

use super::gate::{Form, Visitor, cookie, is_encrypted, is_own_form, secret};
use super::readers::landing;
use super::session::{Holder, NewSession, Stage};
use super::{BackOffice, Rooms};
use crate::openid::OpenIdSettings;
use crate::pages::office::{OfficeFrame, sign_in as pages};
use crate::request::{accepted, client, takes_gzip};
use crate::response::{self, Sending};
use crate::words::Words;

/// Characters of a name that are looked at.
const NAME: usize = 100;

pub(super) fn routes<O: BackOffice>() -> Router<Arc<Rooms<O>>> {
    Router::new()
        .route("/console/sign-in", get(show::<O>).post(enter::<O>))
        .route(
            "/console/sign-in/code",
            get(code::show::<O>).post(code::enter::<O>),
        )
        .route("/console/sign-out", post(leave::<O>))
}

/// Somebody who tries to sign in: what his answers need.
pub(super) struct Asking {
    pub(super) headers: HeaderMap,
    pub(super) client: IpAddr,
    is_encrypted: bool,
    /// The language that the address names.
    language: Option<String>,
}

impl Asking {
    pub(super) fn new(request: &Request, behind_proxy: bool) -> Self {
        let headers = request.headers().clone();
        Self {
            client: client(request, behind_proxy),
            is_encrypted: is_encrypted(&headers, behind_proxy),
            language: language(request.uri().query()).map(str::to_owned),
            headers,
        }
    }

    /// `path`, with the language that was chosen.
    pub(super) fn address(&self, path: &str) -> String {
        match &self.language {
            Some(language) => format!("{path}?lang={language}"),
            None => path.to_owned(),
        }
    }

    /// `response` with the cookie of a session, or without any from here on.
    pub(super) fn with_session(&self, mut response: Response, secret: Option<&str>) -> Response {
        let cookie = cookie(secret, self.is_encrypted);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

/// The language that the part of an address behind the `?` names; a tag is letters and hyphens (RFC 5646).
fn language(query: Option<&str>) -> Option<&str> {
    let mut pairs = query?.split('&').filter_map(|it| it.split_once('='));
    let found = pairs.find(|it| it.0 == "lang").map(|it| it.1)?;
    let is_tag = |it: &&str| {
        it.len() <= 35
            && it
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    Some(found).filter(is_tag)
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    rooms.ask_to_sign_in(&asking, StatusCode::OK, None)
}

async fn enter<O: BackOffice>(State(rooms): State<Arc<Rooms<O>>>, request: Request) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    if let Some(refused) = rooms.may_not_try(&asking) {
        return refused;
    }
    let Some(form) = Form::read(request).await else {
        return rooms.not_in(&asking, StatusCode::BAD_REQUEST, "console-broken-form");
    };
    if form.get("token").is_some() {
        return token::enter(&rooms, &asking, &form).await;
    }
    let name = form.text("name", NAME).unwrap_or_default();
    let password = form.get("password").unwrap_or_default().to_owned();
    let now = Timestamp::now().as_second();
    let begun = rooms
        .office
        .ask(move |store| store.begin_sign_in(&name, now));
    let away = || rooms.not_in(&asking, StatusCode::SERVICE_UNAVAILABLE, "console-away");
    let Ok(begun) = begun.await else {
        return away();
    };
    // As much work whether or not there is such an account, and whether or not it is locked.
    let right = rooms.hashing.is_of(begun.password, password).await;
    let (attempt, account) = match (right, begun.attempt, begun.account) {
        (Ok(true), Some(attempt), Some(account)) => (attempt, account),
        (Ok(_), _, _) => {
            return rooms.not_in(&asking, StatusCode::FORBIDDEN, "console-wrong-password");
        }
        (Err(hashing::Busy), attempt, _) => {
            if let Some(attempt) = attempt {
                // Nothing was compared. Where this fails the attempt stays counted.
                let _ = rooms
                    .office
                    .ask(move |store| store.take_back(&attempt))
                    .await;
            }
            return rooms.not_in(&asking, StatusCode::SERVICE_UNAVAILABLE, "console-busy");
        }
    };
    if account.has_totp {
        let taken_back = rooms.office.ask(move |store| store.take_back(&attempt));
        if taken_back.await.is_err() {
            return away();
        }
        return rooms.begin(
            &asking,
            Holder::of(&account),
            Stage::Code,
            &asking.address("/console/sign-in/code"),
        );
    }
    rooms.admit(&asking, account).await
}

async fn leave<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    if let Err(refused) = rooms.form(&visitor, request).await {
        return refused;
    }
    if let Some(secret) = secret(&asking.headers) {
        rooms.sessions.end(secret);
    }
    let to = if visitor.role < Role::Analyst {
        "/"
    } else {
        "/console/sign-in"
    };
    asking.with_session(response::redirect(&asking.address(to)), None)
}

impl Holder {
    pub(super) fn of(account: &Account) -> Self {
        Self::Account(account.id, account.generation)
    }
}

impl<O: BackOffice> Rooms<O> {
    /// The words for whoever is not in yet. Readers come through this door too, so it speaks their language, not that of the console.
    pub(super) fn words_for(&self, headers: &HeaderMap, query: Option<&str>) -> Words {
        self.languages.choose(language(query), accepted(headers))
    }

    pub(super) fn words_of(&self, asking: &Asking) -> Words {
        let chosen = asking.language.as_deref();
        self.languages.choose(chosen, accepted(&asking.headers))
    }

    fn ask_to_sign_in(
        &self,
        asking: &Asking,
        status: StatusCode,
        problem: Option<&str>,
    ) -> Response {
        let frame = OfficeFrame::new(&self.words_of(asking), &self.assets, None, "");
        let sending = Sending {
            gzip: takes_gzip(&asking.headers),
            with_mail: false,
        };
        let provider = self.settings.openid.as_ref().map(OpenIdSettings::host);
        let html = pages::sign_in(&frame, provider.as_deref(), problem);
        response::office_page(status, html, sending)
    }

    /// The page again, with the sentence called `key`.
    pub(super) fn not_in(&self, asking: &Asking, status: StatusCode, key: &str) -> Response {
        self.ask_to_sign_in(asking, status, Some(&self.words_of(asking).say(key)))
    }

    /// What is answered where this client may not try now, or does not from a page of the console's own.
    pub(super) fn may_not_try(&self, asking: &Asking) -> Option<Response> {
        if !is_own_form(&asking.headers) {
            return Some(self.not_in(asking, StatusCode::FORBIDDEN, "console-foreign-form"));
        }
        let wait = self.attempts.begin(asking.client, Instant::now()).err()?;
        let seconds = wait.as_secs() + 1;
        let problem =
            self.words_of(asking)
                .with("console-too-often", "seconds", &seconds.to_string());
        let status = StatusCode::TOO_MANY_REQUESTS;
        let mut response = self.ask_to_sign_in(asking, status, Some(&problem));
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
        Some(response)
    }

    /// Begins a session in place of the one that the client had, and leads it on.
    pub(super) fn begin(
        &self,
        asking: &Asking,
        holder: Holder,
        stage: Stage,
        to: &str,
    ) -> Response {
        match self.new_session(asking, holder, stage) {
            Some(secret) => asking.with_session(response::redirect(to), Some(&secret)),
            None => self.not_in(asking, StatusCode::SERVICE_UNAVAILABLE, "console-away"),
        }
    }

    /// The secret of a new session. Whoever was signed in here before no longer is.
    pub(super) fn new_session(
        &self,
        asking: &Asking,
        holder: Holder,
        stage: Stage,
    ) -> Option<String> {
        if let Some(before) = secret(&asking.headers) {
            self.sessions.end(before);
        }
        let new = NewSession {
            holder,
            stage,
            client: asking.client,
            since: Timestamp::now().as_second(),
        };
        self.sessions.begin(new, Instant::now()).ok()
    }

    /// Somebody has shown everything that `account` takes.
    pub(super) async fn admit(&self, asking: &Asking, account: Account) -> Response {
        let holder = Holder::of(&account);
        // The console has one language, which its addresses do not name.
        let to = match landing(&account, &self.settings) {
            "/" => asking.address("/"),
            to => to.to_owned(),
        };
        let now = Timestamp::now().as_second();
        let noted = self
            .office
            .ask(move |store| store.finish_sign_in(&account, now));
        if noted.await.is_err() {
            return self.not_in(asking, StatusCode::SERVICE_UNAVAILABLE, "console-away");
        }
        self.attempts.forget(asking.client);
        self.begin(asking, holder, Stage::Whole, &to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_tag_is_taken_for_a_language() {
        assert_eq!(language(Some("a=b&lang=pt-BR")), Some("pt-BR"));
        for none in [
            None,
            Some(""),
            Some("lang"),
            Some("lang=//evil.example"),
            Some("lang=a%0Ab"),
        ] {
            assert_eq!(language(none), None, "{none:?}");
        }
    }
}
