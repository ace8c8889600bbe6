//! Leaving for a provider of OpenID Connect. What it answers is held by the test with a real one.

use axum::body::Body;
use axum::http::Request;
use console::{ClientSecret, OpenIdSettings, Settings};

use crate::accounts::people::console;
use crate::desk::office::Console;

#[tokio::test]
async fn nobody_is_sent_away_unless_a_provider_is_set_and_answers() {
    let without = console(false);
    for path in ["/console/openid", "/console/openid/return?code=x&state=y"] {
        let answer = without.stranger(path).await;
        assert_eq!(answer.header("location"), "/console/sign-in", "{path}");
    }
    let page = without.stranger("/console/sign-in").await.text();
    assert!(!page.contains("href=\"/console/openid\""), "{page}");
    let with = Console::with(Settings {
        openid: Some(OpenIdSettings {
            issuer: "https://id.example".to_owned(),
            client_id: "offhook".to_owned(),
            client_secret: Some(ClientSecret::new("hush")),
            scopes: vec!["openid".to_owned()],
            redirect_url: "https://mail.example/console/openid/return".to_owned(),
            roles_claim: "roles".to_owned(),
            admin_values: Vec::new(),
            analyst_values: vec!["soc".to_owned()],
            reader_values: Vec::new(),
            mailbox_from_email: false,
        }),
        ..Settings::default()
    });
    let page = with.stranger("/console/sign-in").await.text();
    assert!(page.contains("Sign in with id.example"), "{page}");
    let answer = with.stranger("/console/openid").await;
    assert_eq!(answer.status, 503);
    assert!(
        answer.text().contains("does not answer as it should"),
        "{}",
        answer.text()
    );
    let failures = with.back.failures.lock().unwrap().clone();
    assert!(
        failures[0].contains("no provider at https://id.example/.well-known/"),
        "{failures:?}"
    );
    assert!(!failures[0].contains("hush"));
    let answer = with.stranger("/console/openid/return?code=x&state=y").await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("Begin again"), "{}", answer.text());
    // Another site does not send anybody to the provider.
    let request = Request::get("/console/openid").header("sec-fetch-site", "cross-site");
    let answer = with.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("location"), "/console/sign-in");
}
