//! What administrators do to accounts, and what nobody has done in his name.

use axum::body::Body;
use axum::http::Request;
use store::Role;

use crate::accounts::people::{OTHER_WORDS, WORDS, console, create, get, post, signed_in};
use crate::desk::office::encoded;

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
