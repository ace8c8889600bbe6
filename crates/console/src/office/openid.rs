//! Signing in by the provider of one's organisation: there with what was made up for it, and back with a code.

mod exchange;
mod pending;

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use jiff::Timestamp;
use serde::Deserialize;
use store::{Account, By, Mailbox, NewAccount, OpenIdSubject, Role, Store, StoreError};

use self::exchange::Failure;
use super::gate::is_encrypted;
use super::readers::landing;
use super::session::{Holder, Stage, is_same};
use super::sign_in::Asking;
use super::{BackOffice, Rooms};
use crate::openid::{OpenIdSettings, Person};
use crate::pages::office::{OfficeFrame, sign_in as pages};
use crate::request::{field, takes_gzip};
use crate::response::{self, Sending};
pub(super) use exchange::Known;
pub(super) use pending::Pending;
use pending::Started;

pub(super) fn routes<O: BackOffice>() -> Router<Arc<Rooms<O>>> {
    Router::new()
        .route("/console/openid", get(start::<O>))
        .route("/console/openid/return", get(come_back::<O>))
}

/// What the provider sends the browser back with (RFC 6749 section 4.1.2, RFC 9207).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Returned {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn start<O: BackOffice>(State(rooms): State<Arc<Rooms<O>>>, request: Request) -> Response {
    let Some(settings) = rooms.settings.openid.clone() else {
        return response::redirect("/console/sign-in");
    };
    // Only a link of the sign-in page leads here, or somebody who types the address.
    let site = field(request.headers(), "sec-fetch-site").unwrap_or("none");
    if !matches!(site, "same-origin" | "none") {
        return response::redirect("/console/sign-in");
    }
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    if rooms.starts.take(asking.client, Instant::now()).is_err() {
        return rooms.not_in(&asking, StatusCode::TOO_MANY_REQUESTS, "console-busy");
    }
    let metadata = match rooms.metadata(&settings).await {
        Ok(metadata) => metadata,
        Err(failure) => return rooms.not_by_provider(&asking, &failure),
    };
    let Ok((secret, started)) = rooms.pending.begin(Instant::now()) else {
        return rooms.not_in(&asking, StatusCode::SERVICE_UNAVAILABLE, "console-away");
    };
    match exchange::authorization(&metadata, &settings, &started) {
        Some(address) => rooms.with_pending(&asking, response::redirect(&address), Some(&secret)),
        None => rooms.not_by_provider(&asking, &Failure::Answer),
    }
}

async fn come_back<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    Query(returned): Query<Returned>,
    request: Request,
) -> Response {
    let Some(settings) = rooms.settings.openid.clone() else {
        return response::redirect("/console/sign-in");
    };
    let asking = Asking::new(&request, rooms.settings.behind_proxy);
    let started =
        pending::secret(request.headers()).and_then(|it| rooms.pending.take(it, Instant::now()));
    let answer = match rooms.by_provider(&settings, started, returned).await {
        Ok(account) => {
            rooms.attempts.forget(asking.client);
            match rooms.new_session(&asking, Holder::of(&account), Stage::Whole) {
                Some(secret) => {
                    let page = rooms.welcome(&asking, landing(&account, &rooms.settings));
                    asking.with_session(page, Some(&secret))
                }
                None => rooms.not_in(&asking, StatusCode::SERVICE_UNAVAILABLE, "console-away"),
            }
        }
        Err(failure) => rooms.not_by_provider(&asking, &failure),
    };
    rooms.with_pending(&asking, answer, None)
}

impl<O: BackOffice> Rooms<O> {
    /// The account of whoever comes back from the provider.
    async fn by_provider(
        &self,
        settings: &OpenIdSettings,
        started: Option<Started>,
        returned: Returned,
    ) -> Result<Account, Failure> {
        let started = started.ok_or(Failure::Late)?;
        if !is_same(
            returned.state.as_deref().unwrap_or_default(),
            &started.state,
        ) {
            return Err(Failure::State);
        }
        if returned.iss.is_some_and(|it| it != settings.issuer) {
            return Err(Failure::State);
        }
        if let Some(error) = returned.error {
            return Err(Failure::Refused(error.chars().take(60).collect()));
        }
        let code = returned.code.ok_or(Failure::State)?;
        let person = self.exchange(settings, &started, &code).await?;
        let role = person.role.ok_or(Failure::NoRole)?;
        let issuer = settings.issuer.clone();
        let now = Timestamp::now().as_second();
        let owns = settings.mailbox_from_email;
        let asked = self
            .office
            .ask(move |store| admitted(store, &issuer, &person, role, owns, now));
        let account = asked.await.map_err(|_| Failure::Away)?;
        account.filter(Account::counts).ok_or(Failure::Disabled)
    }

    /// The sentence for what went wrong, on the page that asks to sign in.
    fn not_by_provider(&self, asking: &Asking, failure: &Failure) -> Response {
        self.office.note_sign_in_failure(&failure.to_string());
        let status = match failure {
            Failure::Unreachable(_) | Failure::Metadata(_) | Failure::Away | Failure::Answer => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::FORBIDDEN,
        };
        self.not_in(asking, status, failure.sentence())
    }

    /// The page after it: a request that another site led here does not yet bear the new cookie, a step from this page on does.
    fn welcome(&self, asking: &Asking, to: &str) -> Response {
        let frame = OfficeFrame::new(&self.words_of(asking), &self.assets, None, "");
        let sending = Sending {
            gzip: takes_gzip(&asking.headers),
            with_mail: false,
        };
        response::office_page(StatusCode::OK, pages::welcome(&frame, to), sending)
    }

    /// `response` with the cookie by which whoever comes back is known, or without it.
    fn with_pending(
        &self,
        asking: &Asking,
        mut response: Response,
        secret: Option<&str>,
    ) -> Response {
        let is_encrypted = is_encrypted(&asking.headers, self.settings.behind_proxy);
        let cookie = pending::cookie(secret, is_encrypted);
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

/// The account of `person`, made at the first time, with the role that he has now, and with the mailbox where the provider `owns` that.
fn admitted(
    store: &Store,
    issuer: &str,
    person: &Person,
    role: Role,
    owns: bool,
    now: i64,
) -> Result<Option<Account>, StoreError> {
    let by = By {
        actor: "OpenID Connect",
        now,
    };
    let known = store.account_of_subject(issuer, &person.subject)?;
    let account = match known {
        Some(account) => account,
        None => made(store, issuer, person, role, by)?,
    };
    if !account.counts() {
        return Ok(Some(account));
    }
    if account.role != role {
        store.set_account_role(account.id, role, by)?;
    }
    let mailboxes: Vec<Mailbox> = person.mailbox.clone().into_iter().collect();
    if owns && account.mailboxes != mailboxes {
        store.set_mailboxes(account.id, &mailboxes, by)?;
    }
    if account.display_name != person.display_name {
        store.set_display_name(account.id, person.display_name.as_deref())?;
    }
    store.finish_sign_in(&account, now)?;
    store.account(account.id)
}

/// A new account. A name that somebody has is never his: an account is known by issuer and subject alone.
fn made(
    store: &Store,
    issuer: &str,
    person: &Person,
    role: Role,
    by: By<'_>,
) -> Result<Account, StoreError> {
    let tag = exchange::tag(issuer, &person.subject);
    let wanted = person.name.as_ref().map_or("openid", |it| it.as_str());
    let short: String = wanted.chars().take(50).collect();
    let names = [wanted.to_owned(), format!("{short}-{tag}")];
    let mut taken = StoreError::Taken {
        name: wanted.to_owned(),
    };
    for name in names.iter().filter_map(|it| it.parse().ok()) {
        let new = NewAccount {
            name,
            display_name: person.display_name.clone(),
            role,
            mailboxes: person.mailbox.clone().into_iter().collect(),
            password: None,
            openid: Some(OpenIdSubject {
                issuer: issuer.to_owned(),
                subject: person.subject.clone(),
            }),
        };
        match store.create_account(&new, by) {
            Err(error @ StoreError::Taken { .. }) => taken = error,
            other => return other,
        }
    }
    Err(taken)
}
