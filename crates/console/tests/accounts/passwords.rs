//! Signing in with a name and a password, changing it, and signing out elsewhere.

use store::{AccountDeed, Role};

use crate::accounts::people::{
    OTHER_WORDS, WORDS, by, console, cookie, create, get, now, post, sign_in, signed_in,
};

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
