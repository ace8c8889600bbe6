//! Who asks, and whether a form may be listened to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use store::{Account, Role, Store};
use url::form_urlencoded;

use super::session::{Holder, Stage, form_secret, is_same};
use super::{BackOffice, Releaser, Rooms, Unanswered};
use crate::request::{field, takes_gzip};
use crate::response;
use crate::router::Settings;
use crate::words::Words;

/// Bytes of a form.
const FORM_BYTES: usize = 64 << 10;
/// How long a form may take to arrive.
const FORM_TIME: Duration = Duration::from_secs(30);
/// The cookie with the session. The first name is used where the connection is encrypted: browsers take such a cookie only
/// from this very host, and over such a connection.
const GUARDED: &str = "__Host-offhook";
const PLAIN: &str = "offhook-session";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    /// The name of the account or the token.
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The account; none where a token was shown.
    pub(crate) account: Option<Account>,
    /// What the forms of the session hold.
    pub(crate) form_secret: String,
    pub(crate) takes_gzip: bool,
    /// The words for readers, who are spoken to in their language; the console is in English.
    pub(crate) words: Option<Words>,
}

impl Visitor {
    pub(super) fn releaser(&self) -> Releaser {
        Releaser {
            name: self.name.clone(),
            role: self.role,
        }
    }
}

impl Visitor {
    /// Whether he has to set up an authenticator before he sees anything else.
    pub(super) fn lacks_totp(&self, settings: &Settings) -> bool {
        let account = self.account.as_ref();
        account.is_some_and(|it| lacks_totp(it, settings))
    }
}

/// Whether an account has to get an authenticator before it opens anything.
pub(super) fn lacks_totp(account: &Account, settings: &Settings) -> bool {
    settings.require_totp && account.has_password && !account.has_totp
}

/// Whether a page is about the visitor himself.
fn is_own_part(path: &str) -> bool {
    path == "/console/account"
        || path.starts_with("/console/account/")
        || path == "/console/sign-out"
}

impl<O: BackOffice> FromRequestParts<Arc<Rooms<O>>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        rooms: &Arc<Rooms<O>>,
    ) -> Result<Self, Response> {
        let to_sign_in = || response::redirect("/console/sign-in");
        let secret = secret(&parts.headers).ok_or_else(to_sign_in)?;
        let found = rooms.sessions.find(secret, Instant::now());
        let (holder, stage) = found.ok_or_else(to_sign_in)?;
        if stage == Stage::Code {
            return Err(response::redirect("/console/sign-in/code"));
        }
        let mut visitor = Self {
            name: String::new(),
            role: Role::Check,
            account: None,
            form_secret: form_secret(secret),
            takes_gzip: takes_gzip(&parts.headers),
            words: None,
        };
        let known = rooms.holder(holder).await;
        let known = known.map_err(|it| rooms.unanswered(&visitor, &it))?;
        // A token is shown here for the console alone.
        let known = known.filter(|it| it.1 >= Role::Analyst || it.2.is_some());
        let Some((name, role, account)) = known else {
            // The token was revoked or its time is over; the account was disabled or has another password.
            rooms.sessions.end(secret);
            return Err(to_sign_in());
        };
        visitor.name = name;
        visitor.role = role;
        visitor.account = account;
        if visitor.lacks_totp(&rooms.settings) && !is_own_part(parts.uri.path()) {
            return Err(response::redirect("/console/account/authenticator"));
        }
        if role < Role::Analyst {
            visitor.words = Some(rooms.words_for(&parts.headers, parts.uri.query()));
            if !is_own_part(parts.uri.path()) {
                return Err(rooms.not_for_readers(&visitor));
            }
        }
        Ok(visitor)
    }
}

/// The secret of the session that a request names.
pub(super) fn secret(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE);
    let each = all.iter().filter_map(|it| it.to_str().ok());
    let mut pairs = each
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='));
    let found = pairs.find(|(name, _)| matches!(*name, GUARDED | PLAIN));
    found.map(|it| it.1).filter(|it| it.len() == 64)
}

/// The field that hands a browser the secret of its session, or takes it away where there is none.
pub(super) fn cookie(secret: Option<&str>, is_encrypted: bool) -> String {
    // A name with `__Host-` asks for the whole host as its path (RFC 6265bis section 4.1.3.2), and the page for everybody wants to
    // know its readers.
    let (name, rest) = if is_encrypted {
        (GUARDED, "Path=/; Secure")
    } else {
        (PLAIN, "Path=/")
    };
    let value = secret.unwrap_or_default();
    let end = if secret.is_none() { "; Max-Age=0" } else { "" };
    format!("{name}={value}; {rest}; HttpOnly; SameSite=Strict{end}")
}

/// Whether the client's connection to the proxy is encrypted, as the proxy says.
pub(super) fn is_encrypted(headers: &HeaderMap, behind_proxy: bool) -> bool {
    behind_proxy && field(headers, "x-forwarded-proto") == Some("https")
}

/// Whether a form was sent by a page of this very site. Unlike on the page for everybody, silence is no yes.
pub(super) fn is_own_form(headers: &HeaderMap) -> bool {
    if let Some(site) = field(headers, "sec-fetch-site") {
        return site == "same-origin";
    }
    let origin = field(headers, header::ORIGIN.as_str()).and_then(|it| it.split_once("://"));
    let host = field(headers, header::HOST.as_str()).unwrap_or_default();
    origin.is_some_and(|it| !host.is_empty() && it.1.eq_ignore_ascii_case(host))
}

/// A form that was filled in.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads it; `None` where it is too long or breaks off.
    pub(super) async fn read(request: Request) -> Option<Self> {
        Self::read_within(request, FORM_BYTES).await
    }

    async fn read_within(request: Request, most: usize) -> Option<Self> {
        let reading = to_bytes(request.into_body(), most);
        let bytes = tokio::time::timeout(FORM_TIME, reading).await.ok()?.ok()?;
        let pairs = form_urlencoded::parse(&bytes).into_owned();
        Some(Self(pairs.collect()))
    }

    /// What was filled in as `name`.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        pairs.find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// A text that was filled in as `name`, unless it is empty; its first `most` characters.
    pub(super) fn text(&self, name: &str, most: usize) -> Option<String> {
        let text = self.get(name)?.trim();
        (!text.is_empty()).then(|| text.chars().take(most).collect())
    }

    /// Everything that was filled in as `name`.
    pub(super) fn all<'f>(&'f self, name: &'static str) -> impl Iterator<Item = &'f str> {
        let named = self.0.iter().filter(move |it| it.0 == name);
        named.map(|it| it.1.as_str())
    }
}

impl<O: BackOffice> Rooms<O> {
    /// What the store says at this moment of whoever holds a session: name, role, account; `None` where it opens nothing any more.
    pub(super) async fn holder(
        &self,
        holder: Holder,
    ) -> Result<Option<(String, Role, Option<Account>)>, Unanswered> {
        let now = Timestamp::now().as_second();
        let ask = move |store: &Store| match holder {
            Holder::Token(id) => {
                let token = store.token_numbered(id, now)?;
                Ok(token.map(|it| (it.name, it.role, None)))
            }
            Holder::Account(id, generation) => {
                let account = store.account(id)?;
                let account = account.filter(|it| it.counts() && it.generation == generation);
                Ok(account.map(|it| (it.name.to_string(), it.role, Some(it))))
            }
        };
        self.office.ask(ask).await
    }

    /// Whether the session with `secret` is still that of somebody who may be here. It does not count as used.
    pub(super) async fn is_still_in(&self, secret: &str) -> bool {
        let found = self.sessions.peek(secret, Instant::now());
        let Some((holder, Stage::Whole)) = found else {
            return false;
        };
        let known = self.holder(holder).await;
        known.is_ok_and(|it| it.is_some_and(|it| it.1 >= Role::Analyst))
    }

    /// The form that `visitor` sent from a page of his session.
    pub(super) async fn form(&self, visitor: &Visitor, request: Request) -> Result<Form, Response> {
        self.form_within(visitor, request, FORM_BYTES).await
    }

    /// As [`form`](Self::form), for a form of up to `most` bytes.
    pub(super) async fn form_within(
        &self,
        visitor: &Visitor,
        request: Request,
        most: usize,
    ) -> Result<Form, Response> {
        let foreign = || self.refuse(visitor, StatusCode::FORBIDDEN, "console-foreign-form", "");
        if !is_own_form(request.headers()) {
            return Err(foreign());
        }
        let form = Form::read_within(request, most).await;
        let form = form.ok_or_else(|| {
            self.refuse(visitor, StatusCode::BAD_REQUEST, "console-broken-form", "")
        })?;
        let shown = form.get("form").unwrap_or_default();
        if !is_same(shown, &visitor.form_secret) {
            return Err(foreign());
        }
        Ok(form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let fields = fields.iter();
        fields
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_own_forms_are_listened_to() {
        let is_own = |fields: &[_]| is_own_form(&headers(fields));
        assert!(is_own(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(is_own(&[
            ("host", "a.example:8"),
            ("origin", "http://a.example:8")
        ]));
        assert!(!is_own(&[
            ("host", "a.example"),
            ("origin", "http://b.example")
        ]));
        assert!(!is_own(&[("sec-fetch-site", "none")]));
        assert!(!is_own(&[("sec-fetch-site", "same-site")]));
        assert!(!is_own(&[("host", "a.example"), ("origin", "null")]));
        assert!(!is_own(&[("host", "a.example")]));
        assert!(!is_own(&[]));
    }

    #[test]
    fn the_cookie_is_for_this_host_alone() {
        let guarded = cookie(Some("x"), true);
        assert_eq!(
            guarded,
            "__Host-offhook=x; Path=/; Secure; HttpOnly; SameSite=Strict"
        );
        assert!(cookie(Some("x"), false).starts_with("offhook-session=x; Path=/; HttpOnly;"));
        assert!(cookie(None, true).ends_with("; Max-Age=0"));
        let value: &'static str =
            "a=b; offhook-session=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        assert_eq!(
            secret(&headers(&[("cookie", value)])).map(str::len),
            Some(64)
        );
        assert_eq!(
            secret(&headers(&[("cookie", "offhook-session=short")])),
            None
        );
    }
}
