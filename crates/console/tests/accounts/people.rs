//! People with accounts, and the browsers they come with.

use axum::body::Body;
use axum::http::Request;
use console::Settings;
use jiff::Timestamp;
use store::{Account, By, NewAccount, PasswordHash, Role};

use crate::desk::Answer;
use crate::desk::office::{Console, encoded};

pub(crate) const WORDS: &str = "correct horse battery";
pub(crate) const OTHER_WORDS: &str = "seven kettles sing low";

pub(crate) fn now() -> i64 {
    Timestamp::now().as_second()
}

pub(crate) fn by() -> By<'static> {
    By {
        actor: "root",
        now: now(),
    }
}

/// A console that believes a proxy, so that each test comes from where it likes.
pub(crate) fn console(require_totp: bool) -> Console {
    Console::with(Settings {
        behind_proxy: true,
        require_totp,
        ..Settings::default()
    })
}

pub(crate) fn create(console: &Console, name: &str, role: Role) -> Account {
    create_with(console, name, role, &[])
}

/// As [`create`], with mailboxes.
pub(crate) fn create_with(
    console: &Console,
    name: &str,
    role: Role,
    mailboxes: &[&str],
) -> Account {
    let new = NewAccount {
        name: name.parse().unwrap(),
        display_name: None,
        role,
        mailboxes: mailboxes.iter().map(|it| it.parse().unwrap()).collect(),
        password: Some(PasswordHash::of(WORDS).unwrap()),
        openid: None,
    };
    console.back.store.create_account(&new, by()).unwrap()
}

/// Sends a form from `client`, with the cookie of a session where there is one.
pub(crate) async fn post(
    console: &Console,
    client: &str,
    cookie: &str,
    path: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", client)
        .header("cookie", cookie);
    console
        .send(request.body(Body::from(encoded(fields))).unwrap())
        .await
}

pub(crate) async fn get(console: &Console, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path).header("cookie", cookie);
    console.send(request.body(Body::empty()).unwrap()).await
}

pub(crate) async fn sign_in(console: &Console, client: &str, name: &str, password: &str) -> Answer {
    let fields = [("name", name), ("password", password)];
    post(console, client, "", "/console/sign-in", &fields).await
}

/// The session that an answer begins.
pub(crate) fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    assert!(
        cookie.starts_with("offhook-session="),
        "{} {cookie}",
        answer.status
    );
    cookie.to_owned()
}

pub(crate) fn form(page: &Answer) -> String {
    let text = page.text();
    let form = text.split("name=\"form\" value=\"").nth(1).unwrap();
    form.split('"').next().unwrap().to_owned()
}

/// A reader who has signed in: his cookie, and what his forms hold.
pub(crate) async fn reader_in(console: &Console, client: &str, name: &str) -> (String, String) {
    let answer = sign_in(console, client, name, WORDS).await;
    assert_eq!(answer.header("location"), "/", "{}", answer.text());
    let cookie = cookie(&answer);
    let form = form(&get(console, &cookie, "/").await);
    (cookie, form)
}

/// Somebody who has signed in: his cookie, and what his forms hold.
pub(crate) async fn signed_in(console: &Console, client: &str, name: &str) -> (String, String) {
    let answer = sign_in(console, client, name, WORDS).await;
    assert_eq!(
        answer.header("location"),
        "/console/verdicts",
        "{}",
        answer.text()
    );
    let cookie = cookie(&answer);
    let form = form(&get(console, &cookie, "/console/account").await);
    (cookie, form)
}
