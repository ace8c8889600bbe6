//! Signing in to the console with an account, over a real engine and a real store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod desk;

use axum::body::Body;
use axum::http::Request;
use console::Settings;
use desk::Answer;
use desk::office::{Console, encoded};
use jiff::Timestamp;
use store::{Account, AccountDeed, By, NewAccount, PasswordHash, Role, TotpSecret};

const WORDS: &str = "correct horse battery";
const OTHER_WORDS: &str = "seven kettles sing low";

fn now() -> i64 {
    Timestamp::now().as_second()
}

fn by() -> By<'static> {
    By {
        actor: "root",
        now: now(),
    }
}

/// A console that believes a proxy, so that each test comes from where it likes.
fn console(require_totp: bool) -> Console {
    Console::with(Settings {
        behind_proxy: true,
        require_totp,
        ..Settings::default()
    })
}

fn create(console: &Console, name: &str, role: Role) -> Account {
    let new = NewAccount {
        name: name.parse().unwrap(),
        display_name: None,
        role,
        password: Some(PasswordHash::of(WORDS).unwrap()),
        openid: None,
    };
    console.back.store.create_account(&new, by()).unwrap()
}

/// Sends a form from `client`, with the cookie of a session where there is one.
async fn post(
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

async fn get(console: &Console, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path).header("cookie", cookie);
    console.send(request.body(Body::empty()).unwrap()).await
}

async fn sign_in(console: &Console, client: &str, name: &str, password: &str) -> Answer {
    let fields = [("name", name), ("password", password)];
    post(console, client, "", "/console/sign-in", &fields).await
}

/// The session that an answer begins.
fn cookie(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    assert!(cookie.starts_with("offhook="), "{} {cookie}", answer.status);
    cookie.to_owned()
}

fn form(page: &Answer) -> String {
    let text = page.text();
    let form = text.split("name=\"form\" value=\"").nth(1).unwrap();
    form.split('"').next().unwrap().to_owned()
}

/// Somebody who has signed in: his cookie, and what his forms hold.
async fn signed_in(console: &Console, client: &str, name: &str) -> (String, String) {
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

#[tokio::test]
async fn what_is_wrong_with_a_sign_in_is_not_told() {
    let console = console(false);
    create(&console, "ann", Role::Analyst);
    let store = &console.back.store;
    let disabled = create(&console, "bob", Role::Analyst);
    store.disable_account(disabled.id, by()).unwrap();
    create(&console, "eve", Role::Analyst);
    // Ten attempts with the waits between them, the last a while ago.
    let mut at = now() - 100;
    for _ in 0..10 {
        while store.begin_sign_in("eve", at).unwrap().attempt.is_none() {
            at += 1;
        }
    }
    let mut said = Vec::new();
    for (index, (name, password)) in [
        ("ann", "wrong"),
        ("ann", ""),
        ("nobody", WORDS),
        ("bob", WORDS),
        ("eve", WORDS),
        ("eve", "wrong"),
        ("a/b", WORDS),
        ("", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = sign_in(&console, &format!("192.0.2.{index}"), name, password).await;
        assert_eq!(answer.status, 403, "{name}");
        assert_eq!(answer.header("set-cookie"), "", "{name}");
        said.push(answer.text());
    }
    assert!(
        said[0].contains("Name or password are wrong"),
        "{}",
        said[0]
    );
    assert!(said.iter().all(|it| *it == said[0]), "one page for all");
    let answer = sign_in(&console, "192.0.2.100", " Ann", WORDS).await;
    let cookie = cookie(&answer);
    let page = get(&console, &cookie, "/console/verdicts").await;
    assert!(
        page.text().contains("<strong>ann</strong>"),
        "{}",
        page.text()
    );
    let account = store
        .account_named(&"ann".parse().unwrap())
        .unwrap()
        .unwrap();
    assert!(account.signed_in.is_some());
    assert_eq!(store.failures(&account.name).unwrap().count, 0);
    // Once it is unlocked the right password counts again.
    let eve = store
        .account_named(&"eve".parse().unwrap())
        .unwrap()
        .unwrap();
    store.unlock_account(eve.id, by()).unwrap();
    signed_in(&console, "192.0.2.101", "eve").await;
}

#[tokio::test]
async fn a_client_that_fails_waits_whatever_names_it_tries() {
    let console = console(false);
    let mut statuses = Vec::new();
    for name in ["a", "b", "c", "d"] {
        statuses.push(
            sign_in(&console, "192.0.2.1", name, WORDS)
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses, [403, 403, 403, 429]);
    assert_eq!(sign_in(&console, "192.0.2.2", "a", WORDS).await.status, 403);
}

/// Sets up an authenticator through the pages; its secret, the recovery codes and the new session.
async fn enrol(
    console: &Console,
    client: &str,
    cookie_before: &str,
) -> (TotpSecret, Vec<String>, String) {
    let path = "/console/account/authenticator";
    let page = get(console, cookie_before, path).await;
    let secret = form(&page);
    let begin = |password| {
        [
            ("form", secret.as_str()),
            ("do", "begin"),
            ("password", password),
        ]
    };
    let refused = post(console, client, cookie_before, path, &begin("wrong")).await;
    assert_eq!(refused.status, 403);
    assert!(
        !refused.text().contains("<svg viewBox=\"0 0 5"),
        "{}",
        refused.text()
    );
    let page = post(console, client, cookie_before, path, &begin(WORDS)).await;
    let text = page.text();
    let shown = text.split("id=\"secret\">").nth(1).unwrap();
    let shown = shown.split('<').next().unwrap().replace(' ', "");
    assert!(text.contains(&format!("secret={shown}")), "{text}");
    let account = console.back.store.accounts().unwrap();
    assert!(
        account.iter().all(|it| !it.has_totp),
        "nothing before a code was shown"
    );
    let totp = TotpSecret::of_text(&shown).unwrap();
    let wrong = post(
        console,
        client,
        cookie_before,
        path,
        &[("form", &secret), ("code", "000")],
    )
    .await;
    assert_eq!(wrong.status, 403);
    let code = totp.code(now() / 30);
    let done = post(
        console,
        client,
        cookie_before,
        path,
        &[("form", &secret), ("code", &code)],
    )
    .await;
    let text = done.text();
    assert_eq!(done.header("cache-control"), "no-store");
    let codes = text.split("<li><code>").skip(1);
    let codes: Vec<String> = codes
        .map(|it| it.split('<').next().unwrap().to_owned())
        .collect();
    assert_eq!(codes.len(), 10, "{text}");
    (totp, codes, cookie(&done))
}

#[tokio::test]
async fn an_authenticator_is_set_up_and_asked_for() {
    let console = console(false);
    let ann = create(&console, "ann", Role::Analyst);
    let (other, _) = signed_in(&console, "192.0.2.9", "ann").await;
    let (first, _) = signed_in(&console, "192.0.2.1", "ann").await;
    let (totp, codes, second) = enrol(&console, "192.0.2.1", &first).await;
    assert_ne!(first, second);
    for ended in [&first, &other] {
        assert_eq!(get(&console, ended, "/console/verdicts").await.status, 303);
    }
    assert_eq!(
        get(&console, &second, "/console/verdicts").await.status,
        200
    );
    let page = get(&console, &second, "/console/account").await.text();
    assert!(page.contains("10 recovery codes are left"), "{page}");
    // The password alone opens nothing but the page that asks for the code.
    let answer = sign_in(&console, "192.0.2.2", "ann", WORDS).await;
    assert_eq!(answer.header("location"), "/console/sign-in/code");
    let half = cookie(&answer);
    for path in [
        "/console/verdicts",
        "/console/account",
        "/console/quarantine",
    ] {
        let answer = get(&console, &half, path).await;
        assert_eq!(answer.header("location"), "/console/sign-in/code", "{path}");
    }
    let page = get(&console, &half, "/console/sign-in/code").await;
    let secret = form(&page);
    let show = async |client: &str, code: &str| {
        let fields = [("form", secret.as_str()), ("code", code)];
        post(&console, client, &half, "/console/sign-in/code", &fields).await
    };
    assert_eq!(show("192.0.2.3", "000").await.status, 403);
    let foreign = [("form", "0"), ("code", codes[0].as_str())];
    let foreign = post(
        &console,
        "192.0.2.3",
        &half,
        "/console/sign-in/code",
        &foreign,
    )
    .await;
    assert_eq!(foreign.status, 403);
    let code = totp.code(now() / 30 + 1);
    let answer = show("192.0.2.4", &code).await;
    assert_eq!(
        answer.header("location"),
        "/console/verdicts",
        "{}",
        answer.text()
    );
    let whole = cookie(&answer);
    assert_ne!(whole, half);
    assert_eq!(get(&console, &whole, "/console/verdicts").await.status, 200);
    assert_eq!(
        get(&console, &half, "/console/verdicts")
            .await
            .header("location"),
        "/console/sign-in"
    );
    // The same code a second time, and a recovery code twice.
    for (code, status) in [
        (code.as_str(), 403),
        (codes[0].as_str(), 303),
        (codes[0].as_str(), 403),
    ] {
        let half = cookie(&sign_in(&console, "192.0.2.5", "ann", WORDS).await);
        let secret = form(&get(&console, &half, "/console/sign-in/code").await);
        let fields = [("form", secret.as_str()), ("code", code)];
        let answer = post(
            &console,
            "192.0.2.6",
            &half,
            "/console/sign-in/code",
            &fields,
        )
        .await;
        assert_eq!(answer.status, status, "{code}");
    }
    // An administrator takes it away: the password is enough again, and the sessions have ended.
    console.back.store.reset_totp(ann.id, by()).unwrap();
    assert_eq!(get(&console, &whole, "/console/verdicts").await.status, 303);
    console.back.store.unlock_account(ann.id, by()).unwrap();
    signed_in(&console, "192.0.2.7", "ann").await;
}

#[tokio::test]
async fn codes_are_not_guessed_by_whoever_knows_the_password() {
    let console = console(false);
    let ann = create(&console, "ann", Role::Analyst);
    let store = &console.back.store;
    let secret = TotpSecret::fresh().unwrap();
    store.enrol_totp(ann.id, &secret, 0, by()).unwrap();
    let mut refused = 0;
    for index in 0..5 {
        let client = format!("192.0.2.{index}");
        let answer = sign_in(&console, &client, "ann", WORDS).await;
        if answer.status == 403 {
            // The name waits, whichever client asks.
            refused += 1;
            continue;
        }
        let half = cookie(&answer);
        let form = form(&get(&console, &half, "/console/sign-in/code").await);
        let fields = [("form", form.as_str()), ("code", "000000")];
        let client = format!("198.51.100.{index}");
        assert_eq!(
            post(&console, &client, &half, "/console/sign-in/code", &fields)
                .await
                .status,
            403
        );
    }
    assert!(refused >= 1);
    assert!(store.failures(&ann.name).unwrap().count >= 4);
}

#[tokio::test]
async fn where_an_authenticator_is_required_nothing_opens_without_one() {
    let console = console(true);
    create(&console, "ann", Role::Admin);
    let (cookie, _) = signed_in(&console, "192.0.2.1", "ann").await;
    for path in [
        "/console/verdicts",
        "/console/quarantine",
        "/console/accounts",
        "/console/health",
    ] {
        let answer = get(&console, &cookie, path).await;
        assert_eq!(
            answer.header("location"),
            "/console/account/authenticator",
            "{path}"
        );
    }
    let (_, _, cookie) = enrol(&console, "192.0.2.1", &cookie).await;
    assert_eq!(
        get(&console, &cookie, "/console/accounts").await.status,
        200
    );
    // A token is a secret of its own that no person types from memory.
    let token = console.person(Role::Analyst).await;
    assert_eq!(console.open(&token, "/console/verdicts").await.status, 200);
    let own = console.open(&token, "/console/account").await.text();
    assert!(own.contains("signed in with a token"), "{own}");
    let none = console.open(&token, "/console/account/authenticator").await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn a_new_password_ends_every_session_but_the_new_one() {
    let console = console(false);
    create(&console, "ann", Role::Analyst);
    let (other, _) = signed_in(&console, "192.0.2.9", "ann").await;
    let (own, secret) = signed_in(&console, "192.0.2.1", "ann").await;
    let path = "/console/account/password";
    for (index, (old, new, again, said)) in [
        (WORDS, "short", "short", "at least 12 characters"),
        (WORDS, "password1234", "password1234", "tried first"),
        (
            WORDS,
            "ann sings in the rain",
            "ann sings in the rain",
            "name of the account",
        ),
        (WORDS, OTHER_WORDS, WORDS, "not the same"),
        ("wrong", OTHER_WORDS, OTHER_WORDS, "not your password"),
    ]
    .into_iter()
    .enumerate()
    {
        let fields = [
            ("form", secret.as_str()),
            ("password", old),
            ("new", new),
            ("again", again),
        ];
        let answer = post(&console, &format!("192.0.2.{index}"), &own, path, &fields).await;
        assert!(answer.status.is_client_error(), "{said}");
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    let fields = [
        ("form", secret.as_str()),
        ("password", WORDS),
        ("new", OTHER_WORDS),
        ("again", OTHER_WORDS),
    ];
    let answer = post(&console, "192.0.2.1", &own, path, &fields).await;
    assert_eq!(
        answer.header("location"),
        "/console/account",
        "{}",
        answer.text()
    );
    let renewed = cookie(&answer);
    for ended in [&own, &other] {
        assert_eq!(get(&console, ended, "/console/verdicts").await.status, 303);
    }
    assert_eq!(
        get(&console, &renewed, "/console/verdicts").await.status,
        200
    );
    assert_eq!(
        sign_in(&console, "192.0.2.20", "ann", WORDS).await.status,
        403
    );
    assert_eq!(
        sign_in(&console, "192.0.2.21", "ann", OTHER_WORDS)
            .await
            .status,
        303
    );
    let events = console.back.store.account_events(1).unwrap();
    assert_eq!(
        (events[0].deed, events[0].actor.as_str()),
        (AccountDeed::PasswordChanged, "ann")
    );
}

#[tokio::test]
async fn who_is_signed_in_elsewhere_signs_out_there() {
    let console = console(false);
    create(&console, "ann", Role::Analyst);
    let (one, _) = signed_in(&console, "198.51.100.1", "ann").await;
    let (two, _) = signed_in(&console, "198.51.100.2", "ann").await;
    let (own, secret) = signed_in(&console, "198.51.100.3", "ann").await;
    let page = get(&console, &own, "/console/account").await.text();
    for client in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
        assert!(page.contains(client), "{page}");
    }
    let row = page.split("198.51.100.1<").nth(1).unwrap();
    let handle = row.split("name=\"session\" value=\"").nth(1).unwrap();
    let handle = handle.split('"').next().unwrap();
    let path = "/console/account/sessions";
    let fields = [("form", secret.as_str()), ("session", handle)];
    post(&console, "198.51.100.3", &own, path, &fields).await;
    assert_eq!(get(&console, &one, "/console/verdicts").await.status, 303);
    assert_eq!(get(&console, &two, "/console/verdicts").await.status, 200);
    post(&console, "198.51.100.3", &own, path, &[("form", &secret)]).await;
    assert_eq!(get(&console, &two, "/console/verdicts").await.status, 303);
    assert_eq!(get(&console, &own, "/console/verdicts").await.status, 200);
}

#[tokio::test]
async fn administrators_look_after_accounts_and_it_stays_on_record() {
    let console = console(false);
    let store = &console.back.store;
    let ada = create(&console, "ada", Role::Admin);
    let ann = create(&console, "ann", Role::Analyst);
    let (boss, secret) = signed_in(&console, "192.0.2.1", "ada").await;
    let (analyst, own) = signed_in(&console, "192.0.2.2", "ann").await;
    let path = "/console/accounts";
    assert_eq!(get(&console, &analyst, path).await.status, 403);
    let page = get(&console, &analyst, "/console/verdicts").await.text();
    assert!(!page.contains("href=\"/console/accounts\""), "{page}");
    let id = ann.id.to_string();
    let ada_id = ada.id.to_string();
    let as_analyst = [
        ("form", own.as_str()),
        ("do", "admin"),
        ("account", id.as_str()),
    ];
    assert_eq!(
        post(&console, "192.0.2.2", &analyst, path, &as_analyst)
            .await
            .status,
        403
    );
    let act = async |deed: &str, id: &str| {
        let fields = [("form", secret.as_str()), ("do", deed), ("account", id)];
        post(&console, "192.0.2.1", &boss, path, &fields)
            .await
            .status
            .as_u16()
    };
    for deed in ["disable", "analyst", "reset-totp"] {
        assert_eq!(act(deed, &ada_id).await, 409, "nobody locks himself out");
    }
    assert_eq!(act("explode", &id).await, 400);
    assert_eq!(act("disable", "x").await, 400);
    assert_eq!(act("disable", "4711").await, 404);
    assert_eq!(act("admin", &id).await, 303);
    assert_eq!(
        get(&console, &analyst, path).await.status,
        200,
        "what he may is looked up each time"
    );
    assert_eq!(act("analyst", &id).await, 303);
    assert_eq!(act("disable", &id).await, 303);
    assert_eq!(
        get(&console, &analyst, "/console/verdicts").await.status,
        303
    );
    assert_eq!(act("enable", &id).await, 303);
    assert_eq!(
        get(&console, &analyst, "/console/verdicts").await.status,
        303,
        "not the old session"
    );
    assert_eq!(act("unlock", &id).await, 303);
    assert_eq!(act("reset-totp", &id).await, 303);
    let events = store.account_events(6).unwrap();
    assert!(
        events
            .iter()
            .all(|it| it.actor == "ada" && it.account == "ann")
    );
    let page = get(&console, &boss, path).await.text();
    for said in [
        "role changed (admin)",
        "authenticator taken away",
        "unlocked",
        "by ada",
        "by root",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn forms_about_accounts_need_their_secret() {
    let console = console(false);
    let ada = create(&console, "ada", Role::Admin);
    let ann = create(&console, "ann", Role::Analyst);
    let (cookie, secret) = signed_in(&console, "192.0.2.1", "ada").await;
    let (_, other) = signed_in(&console, "192.0.2.2", "ann").await;
    let id = ann.id.to_string();
    let before = console.back.store.accounts().unwrap();
    for (path, fields) in [
        (
            "/console/accounts",
            [("do", "disable"), ("account", id.as_str()), ("", "")],
        ),
        (
            "/console/account/password",
            [
                ("password", WORDS),
                ("new", OTHER_WORDS),
                ("again", OTHER_WORDS),
            ],
        ),
        (
            "/console/account/authenticator",
            [("do", "begin"), ("password", WORDS), ("", "")],
        ),
        (
            "/console/account/sessions",
            [("session", "0"), ("", ""), ("", "")],
        ),
    ] {
        for (form, site) in [
            (None, "same-origin"),
            (Some(other.as_str()), "same-origin"),
            (Some(secret.as_str()), "cross-site"),
        ] {
            let mut all = fields.to_vec();
            all.extend(form.map(|it| ("form", it)));
            let request = Request::post(path)
                .header("cookie", &cookie)
                .header("sec-fetch-site", site);
            let answer = console
                .send(request.body(Body::from(encoded(&all))).unwrap())
                .await;
            assert_eq!(answer.status, 403, "{path} {site}");
        }
    }
    assert_eq!(console.back.store.accounts().unwrap(), before);
    assert_eq!(
        get(&console, &cookie, "/console/verdicts").await.status,
        200
    );
    assert!(ada.counts());
    for name in ["ada", "nobody"] {
        let fields = encoded(&[("name", name), ("password", WORDS)]);
        let request = Request::post("/console/sign-in").header("sec-fetch-site", "cross-site");
        let answer = console
            .send(request.body(Body::from(fields)).unwrap())
            .await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.header("set-cookie"), "");
    }
}
