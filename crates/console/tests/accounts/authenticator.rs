//! The code behind the password.

use store::{Role, TotpSecret};

use crate::accounts::people::{
    WORDS, by, console, cookie, create, form, get, now, post, sign_in, signed_in,
};
use crate::desk::office::Console;

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
