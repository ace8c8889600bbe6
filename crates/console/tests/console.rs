//! The console, over a real engine and a real store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::desk::office::{Console, NOW, encoded, record};
use axum::body::Body;
use axum::http::Request;
use console::Settings;
use store::{EntryState, Role, Verdict};

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../examples/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

const PAGES: [&str; 16] = [
    "/console",
    "/console/reports",
    "/console/campaigns",
    "/console/campaign?number=%2B18055550142",
    "/console/brands",
    "/console/settings",
    "/console/verdicts",
    "/console/quarantine",
    "/console/number?number=%2B18055550142",
    "/console/sender?domain=evil.example",
    "/console/rules",
    "/console/rules/one?name=x",
    "/console/rules/edit",
    "/console/jobs",
    "/console/live/jobs",
    "/console/health",
];

#[tokio::test]
async fn strangers_are_asked_to_sign_in() {
    let console = Console::new();
    let id = console.add(vec![record(|_| ())])[0];
    let one = format!("/console/verdicts/{id}");
    for path in PAGES
        .into_iter()
        .chain([one.as_str(), "/console/quarantine/x/mail"])
    {
        let answer = console.stranger(path).await;
        assert_eq!(answer.status, 303, "{path}");
        assert_eq!(answer.header("location"), "/console/sign-in", "{path}");
        assert!(answer.bytes.is_empty());
    }
    let answer = console.stranger("/console/sign-in").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(
        answer
            .header("content-security-policy")
            .contains("default-src 'none'")
    );
}

#[tokio::test]
async fn only_tokens_that_count_open_the_console() {
    let console = Console::new();
    let store = &console.back.store;
    let check = store
        .create_token("mail client", Role::Check, NOW, None)
        .unwrap();
    let old = store
        .create_token("old", Role::Admin, NOW - 20, Some(NOW - 10))
        .unwrap();
    for (secret, said) in [
        (check.text.as_str(), "may only have mail checked"),
        (old.text.as_str(), "does not count"),
        ("oh_0123456789abcdef0123456789abcdef", "does not count"),
    ] {
        let answer = console.show_token(secret, &[]).await;
        assert_eq!(answer.status, 403, "{said}");
        assert!(answer.text().contains(said), "{}", answer.text());
        assert_eq!(answer.header("set-cookie"), "");
    }
    // From another site, nobody signs anybody in.
    let form = encoded(&[("token", &check.text)]);
    let request = Request::post("/console/sign-in").header("sec-fetch-site", "cross-site");
    let answer = console.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn who_mistypes_often_waits() {
    let console = Console::new();
    let mut statuses = Vec::new();
    for _ in 0..5 {
        let answer = console.show_token("oh_wrong", &[]).await;
        statuses.push(answer.status.as_u16());
        if answer.status == 429 {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
        }
    }
    assert_eq!(statuses, [403, 403, 403, 429, 429]);
}

#[tokio::test]
async fn the_cookie_is_guarded_and_the_session_ends_with_the_token() {
    let console = Console::with(Settings {
        behind_proxy: true,
        ..Settings::default()
    });
    let ann = console.person(Role::Analyst).await;
    let answer = console
        .show_token(&ann.secret, &[("x-forwarded-proto", "https")])
        .await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-offhook="), "{cookie}");
    for part in ["; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(ann.cookie.starts_with("offhook-session="));
    // Signing in again with the old session at hand ends that one.
    let answer = console
        .show_token(&ann.secret, &[("cookie", &ann.cookie)])
        .await;
    let second = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    assert_ne!(second, ann.cookie);
    assert_eq!(console.open(&ann, "/console/verdicts").await.status, 303);
    let mut again = console.person(Role::Admin).await;
    assert_eq!(console.open(&again, "/console/verdicts").await.status, 200);
    console.back.store.revoke_token(again.token, NOW).unwrap();
    assert_eq!(console.open(&again, "/console/verdicts").await.status, 303);
    again = console.person(Role::Admin).await;
    let answer = console.fill(&again, "/console/sign-out", &[]).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(console.open(&again, "/console/verdicts").await.status, 303);
}

#[tokio::test]
async fn forms_without_their_secret_change_nothing() {
    let console = Console::new();
    let ann = console.person(Role::Admin).await;
    let other = console.person(Role::Admin).await;
    let id = console.add(vec![record(|_| ())])[0];
    let entry = console.hold(
        b"Subject: x\r\n\r\nx",
        &["pat@home.example"],
        record(|_| ()),
    )[0];
    let (say, entry) = (
        format!("/console/verdicts/{id}/feedback"),
        entry.to_string(),
    );
    let deed = [
        ("do", "delete"),
        ("meant", "yes"),
        ("entry", entry.as_str()),
    ];
    for (path, fields) in [
        (say.as_str(), &[("word", "scam")][..]),
        ("/console/quarantine", &deed[..]),
        ("/console/sign-out", &[]),
    ] {
        for (secret, site) in [
            (None, "same-origin"),
            (Some("0"), "same-origin"),
            (Some(other.form.as_str()), "same-origin"),
            (Some(ann.form.as_str()), "cross-site"),
            (Some(ann.form.as_str()), "same-site"),
        ] {
            let mut all = fields.to_vec();
            all.extend(secret.map(|it| ("form", it)));
            let request = Request::post(path)
                .header("cookie", &ann.cookie)
                .header("sec-fetch-site", site);
            let answer = console
                .send(request.body(Body::from(encoded(&all))).unwrap())
                .await;
            assert_eq!(answer.status, 403, "{path} {site} {secret:?}");
        }
    }
    assert!(console.back.store.feedback(id).unwrap().is_empty());
    assert_eq!(console.back.store.usage().unwrap().held, 1);
    assert_eq!(console.open(&ann, "/console/verdicts").await.status, 200);
}

#[tokio::test]
async fn verdicts_are_narrowed_down() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    console.add(vec![
        record(|_| ()),
        record(|it| {
            it.subject = Some("Garden party".to_owned());
            it.from = "bob@friends.example".to_owned();
            it.verdict = Verdict::Benign;
            it.brands = Vec::new();
            it.numbers = Vec::new();
            it.attack_types = Vec::new();
            it.door = "rspamd".to_owned();
            it.recipients = vec!["ann@home.example".to_owned()];
            it.time = NOW - 86_400;
            it.report = serde_json::json!({});
        }),
    ]);
    for (query, norton, garden) in [
        ("", true, true),
        ("verdict=malicious", true, false),
        ("verdict=benign", false, true),
        ("attack_type=callback_phishing", true, false),
        ("brand=norton", true, false),
        ("number=%2B1+805-555-0142", true, false),
        ("sender_domain=friends.example", false, true),
        ("recipient=ann%40home.example", false, true),
        ("door=rspamd", false, true),
        ("text=garden", false, true),
        ("text=norton+renew*", true, false),
        ("since=2026-11-30T00%3A00", true, false),
        ("until=2026-11-30", false, true),
        ("verdict=benign&brand=norton", false, false),
    ] {
        let page = console
            .open(&ann, &format!("/console/verdicts?{query}"))
            .await;
        assert_eq!(page.status, 200, "{query}");
        let text = page.text();
        assert_eq!(text.contains("Your Norton renewal"), norton, "{query}");
        assert_eq!(text.contains("Garden party"), garden, "{query}");
    }
    let text = console
        .open(&ann, "/console/verdicts?since=soon&text=a%22b")
        .await
        .text();
    assert!(text.contains("cannot be understood"), "{text}");
    assert!(text.contains("value=\"a&#34;b\""), "{text}");
}

#[tokio::test]
async fn pages_follow_each_other_and_miss_none() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    store::seed(&console.back.store, 130, NOW).unwrap();
    let mut path = "/console/verdicts".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let text = console.open(&ann, &path).await.text();
        let links = text.split("href=\"/console/verdicts/").skip(1);
        seen.extend(links.map(|it| it.split('"').next().unwrap().to_owned()));
        let Some(next) = text.split("rel=\"next\" href=\"").nth(1) else {
            break;
        };
        path = next.split('"').next().unwrap().replace("&#38;", "&");
    }
    assert_eq!(seen.len(), 130);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first, each once");
}

#[tokio::test]
async fn one_verdict_says_what_it_rests_on() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let id = console.add(vec![record(|_| ())])[0];
    let path = format!("/console/verdicts/{id}");
    let text = console.open(&ann, &path).await.text();
    for said in [
        "Somebody pretends to be Norton.",
        "It says to call.",
        "call now to cancel",
        "smtp.mailfrom=evil.example",
        "Callback lure",
        "Young domain",
        "network.whois",
        "/console/number?number=%2B18055550142",
        "/console/sender?domain=evil.example",
        "bounce@evil.example",
        "Nobody has said anything yet.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let said = format!("{path}/feedback");
    let fields = [("word", "genuine"), ("note", "a <b>customer</b>")];
    let answer = console.fill(&ann, &said, &fields).await;
    assert_eq!(answer.header("location"), format!("{path}#said"));
    let text = console.open(&ann, &path).await.text();
    assert!(text.contains("analyst Ann"), "{text}");
    assert!(text.contains("a &#60;b&#62;customer&#60;/b&#62;"), "{text}");
    assert_eq!(
        console.fill(&ann, &said, &[("word", "x")]).await.status,
        400
    );
    for missing in ["/console/verdicts/0000000000000", "/console/verdicts/x"] {
        assert_eq!(console.open(&ann, missing).await.status, 404);
    }
}

#[tokio::test]
async fn what_a_sender_writes_is_inert() {
    let console = Console::new();
    let ann = console.person(Role::Admin).await;
    let attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>\u{202E}";
    let write = |it: &mut store::NewRecord| {
        it.subject = Some(attack.to_owned());
        it.from = format!("{attack}@evil.example");
        it.recipients = vec![attack.to_owned()];
        it.brands = vec![attack.to_owned()];
        it.attack_types = vec![attack.to_owned()];
        it.queue_id = Some(attack.to_owned());
        it.message_id = Some(attack.to_owned());
        it.report = serde_json::json!({ "summary": attack, "advice": [attack], "missing": [attack],
            "evidence": [{ "text": attack, "quote": attack }],
            "numbers": [{ "raw": attack, "e164": attack, "owner": attack, "ownership": "listed" }],
            "authentication": { "by": attack, "methods": [{ "method": attack, "result": attack, "properties": [[attack, attack]] }] },
            "rules": [{ "name": attack, "severity": attack }], "undecided_rules": [{ "name": attack, "missing": [attack] }] });
    };
    let id = console.add(vec![record(write)])[0];
    let raw = format!("From: {attack} <a@evil.example>\r\nSubject: {attack}\r\n\r\n{attack}");
    let entry = console.hold(raw.as_bytes(), &[attack], record(write))[0];
    let query = encoded(&[("text", attack), ("brand", attack), ("since", attack)]);
    for path in [
        "/console/verdicts".to_owned(),
        format!("/console/verdicts?{query}"),
        format!("/console/verdicts/{id}"),
        "/console".to_owned(),
        "/console/reports".to_owned(),
        "/console/campaigns".to_owned(),
        format!("/console/brands?{}", encoded(&[("name", attack)])),
        format!("/console/reports?{}", encoded(&[("by", attack)])),
        "/console/quarantine".to_owned(),
        format!("/console/quarantine?{}", encoded(&[("recipient", attack)])),
        format!("/console/quarantine/{entry}"),
        "/console/number?number=%2B18055550142".to_owned(),
        "/console/sender?domain=evil.example".to_owned(),
    ] {
        let answer = console.open(&ann, &path).await;
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text();
        assert!(
            !text.contains("<script>alert") && !text.contains("<img src=x"),
            "{path}: {text}"
        );
        assert!(!text.contains('\u{202E}'), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
}

#[tokio::test]
async fn a_held_mail_is_shown_with_its_places_and_handed_out_as_a_file() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let raw = example("seed-1-gmail-fake-order.eml");
    let entry = console.hold(&raw, &["pat@home.example"], record(|_| ()))[0];
    let path = format!("/console/quarantine/{entry}");
    let text = console.open(&ann, &path).await.text();
    assert!(
        text.contains("<mark>") && text.contains("href=\"#place-"),
        "{text}"
    );
    assert!(text.contains("released by administrators only"), "{text}");
    assert!(!text.contains("value=\"release\""));
    let file = console.open(&ann, &format!("{path}/mail")).await;
    assert_eq!(file.bytes, raw);
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(
        file.header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn several_are_released_or_deleted_at_once_after_a_question() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let suspicious = record(|it| it.verdict = Verdict::Suspicious);
    let two = ["pat@home.example", "bob@home.example"];
    let mut ids: Vec<String> = console
        .hold(b"Subject: a\r\n\r\na", &two, suspicious)
        .iter()
        .map(ToString::to_string)
        .collect();
    let bad = console.hold(
        b"Subject: b\r\n\r\nb",
        &["pat@home.example"],
        record(|_| ()),
    )[0];
    ids.push(bad.to_string());
    let mut fields = vec![("do", "release")];
    fields.extend(ids.iter().map(|it| ("entry", it.as_str())));
    // Asked first: nothing is done by that.
    let page = console.fill(&ann, "/console/quarantine", &fields).await;
    assert!(
        page.text().contains("Release 2 messages?"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("released by administrators only"));
    assert!(console.back.released.lock().unwrap().is_empty());
    fields.extend([("meant", "yes"), ("reason", "asked for")]);
    let page = console
        .fill(&ann, "/console/quarantine", &fields)
        .await
        .text();
    assert!(page.contains("2 messages were released"), "{page}");
    assert!(page.contains("One message stays as it was."), "{page}");
    let state = |id: &str| {
        console
            .back
            .store
            .entry(id.parse().unwrap())
            .unwrap()
            .unwrap()
    };
    assert_eq!(state(&ids[0]).state, EntryState::Released);
    assert_eq!(state(&ids[0]).changed_by.as_deref(), Some("analyst Ann"));
    assert_eq!(state(&ids[0]).reason.as_deref(), Some("asked for"));
    assert_eq!(state(&ids[2]).state, EntryState::Held);
    let listed = console
        .open(&ann, "/console/quarantine?state=released")
        .await
        .text();
    assert!(
        listed.contains("asked for") && listed.contains("by analyst Ann"),
        "{listed}"
    );
    // What somebody else has settled in the meantime is said so.
    let page = console
        .fill(&ann, "/console/quarantine", &fields)
        .await
        .text();
    assert!(page.contains("Nothing was released"), "{page}");
    let boss = console.person(Role::Admin).await;
    let deed = [
        ("do", "delete"),
        ("meant", "yes"),
        ("entry", ids[2].as_str()),
    ];
    let page = console
        .fill(&boss, "/console/quarantine", &deed)
        .await
        .text();
    assert!(page.contains("One message was deleted"), "{page}");
    assert_eq!(state(&ids[2]).state, EntryState::Deleted);
    let nothing = console
        .fill(&boss, "/console/quarantine", &[("do", "delete")])
        .await;
    assert_eq!(nothing.status, 400);
}

#[tokio::test]
async fn a_number_shows_whose_it_is_and_what_was_seen_of_it() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    console.add(vec![
        record(|_| ()),
        record(|it| it.time = NOW - 3 * 86_400),
        record(|it| it.numbers = vec!["+18055550199".to_owned()]),
    ]);
    let text = console
        .open(&ann, "/console/number?number=%2B18055550142")
        .await
        .text();
    assert!(text.contains("does not know this number"), "{text}");
    assert!(text.contains("+18055550199"), "the neighbour: {text}");
    assert_eq!(text.matches("fill=\"url(#days-0)\"/>").count(), 2);
    assert!(
        text.contains("2026-11-27") && text.contains("/console/verdicts?number=%2B18055550142")
    );
    let text = console
        .open(&ann, "/console/number?number=%2B18662161075")
        .await
        .text();
    assert!(
        text.contains("Amazon") && text.contains("No mail that is kept has it."),
        "{text}"
    );
    assert_eq!(
        console
            .open(&ann, "/console/number?number=hello")
            .await
            .status,
        400
    );
    let text = console
        .open(&ann, "/console/sender?domain=evil.example")
        .await
        .text();
    assert!(
        text.contains("Numbers beside it") && text.contains("norton"),
        "{text}"
    );
    let text = console
        .open(&ann, "/console/sender?domain=x%40arnazon.com")
        .await
        .text();
    assert!(text.contains("It looks like amazon"), "{text}");
}

#[tokio::test]
async fn rules_and_health_are_told() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let text = console.open(&ann, "/console/rules").await.text();
    assert!(
        text.contains("rules of offhook's own are loaded")
            || text.contains("rules of offhook&#39;s own")
    );
    assert!(text.matches("<tr>").count() > 10);
    let text = console.open(&ann, "/console/health").await.text();
    assert!(text.contains("1 of 8 places"), "{text}");
    assert!(
        text.contains("Records that were not written. <strong>2</strong>"),
        "{text}"
    );
    assert!(text.contains("store.sqlite"), "{text}");
}
