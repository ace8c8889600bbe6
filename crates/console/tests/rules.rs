//! Rules and jobs in the console, over a real engine, a real store and a real directory of rules.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::desk::office::{Console, Person, record};
use jiff::Timestamp;
use store::{Feedback, NewRecord, RecordId, Role, RuleState, Verdict, Word};
use workbench::Bench as _;

const RULE: &str = r#"name: "Ours: pool renewals"
type: rule
severity: medium
source: |
  strings.icontains(subject.subject, "pool")
tests:
  - name: the lure
    mail: |
      From: a@lure.example
      Subject: Your pool

      Hello.
    matches: true
  - name: another subject
    like: the lure
    replace: { "Your pool": "Your garden" }
    matches: false
"#;
const EDIT: &str = "/console/rules/edit";

fn now() -> i64 {
    Timestamp::now().as_second()
}

fn judged(change: impl FnOnce(&mut NewRecord)) -> NewRecord {
    record(|it| {
        it.time = now();
        change(it);
    })
}

fn held(console: &Console, subject: &str, verdict: Verdict) -> RecordId {
    let raw = format!("From: shop@pool.example\r\nSubject: {subject}\r\n\r\nHello.\r\n");
    let record = judged(|it| {
        it.verdict = verdict;
        it.subject = Some(subject.to_owned());
    });
    let entry = console.hold(raw.as_bytes(), &["pat@home.example"], record)[0];
    let entry = console.back.store.entry(entry).unwrap().unwrap();
    entry.record
}

fn say(console: &Console, record: RecordId, word: Word) {
    let feedback = Feedback {
        record,
        word,
        by: "Ann".to_owned(),
        time: now(),
        note: None,
    };
    console.back.store.say(&feedback).unwrap();
}

/// The page of a job once it has ended.
async fn ended(console: &Console, person: &Person, job: &str) -> String {
    loop {
        let text = console.open(person, job).await.text();
        if text.contains("data-said=") {
            return text;
        }
        // The worker is a thread of its own.
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

async fn fill(console: &Console, ada: &Person, deed: &str, text: &str) -> crate::desk::Answer {
    let fields = [("file", "pool"), ("text", text), ("do", deed)];
    console.fill(ada, EDIT, &fields).await
}

#[tokio::test]
async fn rules_show_what_they_came_to() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let lure = |it: &mut NewRecord| {
        it.time = now();
        it.report = serde_json::json!({ "rules": [{ "name": "Scam: an inheritance, donation or fund that needs an advance" }],
            "undecided_rules": [{ "name": "Shy", "missing": ["network.whois"] }] });
    };
    let ids = console.add((0..6).map(|_| record(lure)).collect());
    for id in &ids[..2] {
        say(&console, *id, Word::Scam);
    }
    let text = console.open(&ann, "/console/rules").await.text();
    let row = text
        .split("<tr>")
        .find(|it| it.contains("an inheritance, donation"));
    let row = row.unwrap().replace(['\u{2068}', '\u{2069}'], "");
    assert!(
        row.contains(">6</a>") && row.contains("too few (2 of 2)"),
        "{row}"
    );
    for (id, word) in ids[2..].iter().zip([Word::Scam, Word::Genuine, Word::Scam]) {
        say(&console, *id, word);
    }
    let address = row
        .split("href=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let address = address.replace("&#38;", "&");
    let page = console.open(&ann, &address).await;
    let text = page.text().replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(page.status, 200, "{address}");
    assert!(text.contains("80 % (4 of 5)"), "{text}");
    assert!(
        text.contains("inheritance_advance_fee"),
        "the source is not shown"
    );
    // Its verdicts are found by its name.
    let verdicts = text.split("href=\"/console/verdicts?rule=").nth(1).unwrap();
    let verdicts = verdicts.split('"').next().unwrap();
    let list = console
        .open(&ann, &format!("/console/verdicts?rule={verdicts}"))
        .await
        .text();
    assert_eq!(list.matches("data-verdict=").count(), 6);
    let none = console
        .open(&ann, "/console/verdicts?rule=Other")
        .await
        .text();
    assert_eq!(none.matches("data-verdict=").count(), 0);
}

#[tokio::test]
async fn a_rule_is_corrected_tried_and_enabled_and_matches_the_next_mail() {
    let console = Console::new();
    let ada = console.person(Role::Admin).await;
    held(&console, "Your pool is due", Verdict::Suspicious);
    held(&console, "Your garden", Verdict::Malicious);

    let wrong = RULE.replace("subject.subject", "subject.subjekt");
    let text = fill(&console, &ada, "check", &wrong).await.text();
    assert!(
        text.contains("subject.subjekt") && text.contains('^'),
        "{text}"
    );
    assert!(
        text.replace(['\u{2068}', '\u{2069}'], "")
            .contains("Line 5"),
        "{text}"
    );
    let refused = fill(&console, &ada, "enable", &wrong).await;
    assert_eq!(refused.status, 409);
    let failing = RULE.replace("matches: false", "matches: true");
    let text = fill(&console, &ada, "test", &failing);
    assert!(text.await.text().contains("Its own tests fail."));
    let text = fill(&console, &ada, "test", RULE).await.text();
    assert!(text.contains("All tests pass."), "{text}");
    // Not before it was tried as it stands.
    let refused = fill(&console, &ada, "enable", RULE).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("back-tested first"));
    let begun = fill(&console, &ada, "backtest", RULE).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let text = ended(&console, &ada, begun.header("location")).await;
    assert!(text.contains("Your pool is due"), "{text}");
    assert!(!text.contains("Your garden"), "{text}");
    let changed = RULE.replace("medium", "high");
    assert_eq!(fill(&console, &ada, "enable", &changed).await.status, 409);
    let file = console.folder.path().join("rules/pool.yml");
    assert!(!file.exists());
    let enabled = fill(&console, &ada, "enable", RULE).await;
    assert_eq!(enabled.status, 303, "{}", enabled.text());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), RULE);
    let judge = || {
        let engine = console.back.judge.engine();
        let report = engine.judge(
            "x",
            b"From: a@b.example\r\nSubject: the pool\r\n\r\nHello.\r\n",
        );
        report
            .rules
            .iter()
            .any(|it| it.name == "Ours: pool renewals")
    };
    assert!(judge());
    // Every change is kept with who and why.
    let reason = [("file", "pool"), ("do", "disable"), ("reason", "too loud")];
    assert_eq!(console.fill(&ada, EDIT, &reason).await.status, 303);
    assert!(!judge() && !file.exists());
    let versions = console.back.store.rule_versions("pool").unwrap();
    let states: Vec<RuleState> = versions.iter().map(|it| it.state).collect();
    assert_eq!(
        states,
        [RuleState::Disabled, RuleState::Enabled, RuleState::Draft]
    );
    assert_eq!(versions[0].reason.as_deref(), Some("too loud"));
    assert_eq!(versions[0].by, "admin Ann");
    let first = versions[2].id.to_string();
    let restore = [("file", "pool"), ("do", "restore"), ("version", &first)];
    assert_eq!(console.fill(&ada, EDIT, &restore).await.status, 303);
    let page = console
        .open(&ada, "/console/rules/edit?file=pool")
        .await
        .text();
    assert!(
        page.contains("restored from version") && page.contains("Disabled"),
        "{page}"
    );
}

#[tokio::test]
async fn genuine_mail_stands_in_the_way_until_it_is_seen() {
    let console = Console::new();
    let ada = console.person(Role::Admin).await;
    let record = held(&console, "Your pool invoice", Verdict::Malicious);
    say(&console, record, Word::Genuine);
    let begun = fill(&console, &ada, "backtest", RULE).await;
    let text = ended(&console, &ada, begun.header("location")).await;
    assert!(text.contains("It would match one genuine mail"), "{text}");
    assert!(text.find("id=\"genuine\"") < text.find("class=\"facts figures\""));
    let refused = fill(&console, &ada, "enable", RULE).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("It would match one genuine mail"));
    let seen = [
        ("file", "pool"),
        ("text", RULE),
        ("do", "enable"),
        ("seen", "yes"),
    ];
    assert_eq!(console.fill(&ada, EDIT, &seen).await.status, 303);
}

#[tokio::test]
async fn rules_are_changed_by_administrators_within_their_directory_only() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let ada = console.person(Role::Admin).await;
    for deed in ["check", "save", "backtest", "enable", "disable", "restore"] {
        let answer = fill(&console, &ann, deed, RULE).await;
        assert_eq!(answer.status, 403, "{deed}");
    }
    assert_eq!(console.open(&ann, EDIT).await.status, 403);
    assert!(console.back.store.rule_versions("pool").unwrap().is_empty());
    let long = "a".repeat(65);
    for name in ["../evil", "a/b", ".hidden", "A", "", "a.yml", &long] {
        for deed in ["save", "backtest", "enable", "disable"] {
            let fields = [("file", name), ("text", RULE), ("do", deed)];
            let answer = console.fill(&ada, EDIT, &fields).await;
            assert_ne!(answer.status, 303, "{name} {deed}");
        }
    }
    let too_long = format!("{RULE}# {}\n", "x".repeat(70_000));
    assert_ne!(fill(&console, &ada, "save", &too_long).await.status, 303);
    // A rule of the pack cannot be shadowed by its name, nor another file by a new one.
    let shipped = console.back.judge.engine().pack().rules()[0]
        .file
        .name
        .clone();
    let twin = RULE.replace("Ours: pool renewals", &shipped.replace('"', ""));
    let text = fill(&console, &ada, "check", &twin).await.text();
    assert!(text.contains("has a rule with the same"), "{text}");
    assert_eq!(fill(&console, &ada, "save", RULE).await.status, 303);
    let again = [
        ("file", "pool"),
        ("text", RULE),
        ("do", "save"),
        ("new", "yes"),
    ];
    assert_eq!(console.fill(&ada, EDIT, &again).await.status, 409);
    let folder = std::fs::read_dir(console.folder.path().join("rules")).unwrap();
    assert_eq!(folder.count(), 0);
    // Markup in a rule is shown, not taken.
    let attack = RULE.replace("Hello.", "</textarea><script>alert(1)</script>");
    let text = fill(&console, &ada, "check", &attack).await.text();
    assert!(!text.contains("<script>alert"), "{text}");
}

#[tokio::test]
async fn held_mail_is_judged_again_and_the_doors_go_first() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    held(&console, "Minutes of the meeting", Verdict::Malicious);
    console
        .back
        .judge
        .is_idle
        .store(false, std::sync::atomic::Ordering::Relaxed);
    let begun = console
        .fill(&ann, "/console/jobs", &[("do", "rescan")])
        .await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let job = begun.header("location").to_owned();
    loop {
        let text = console.open(&ann, &job).await.text();
        assert!(!text.contains("data-said="), "{text}");
        if text.contains("the doors need every worker") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let mut stream = console.listen(&ann, "/console/live/jobs").await;
    let first = stream.event().await.unwrap();
    assert!(first.contains("data-state=\"running\""), "{first}");
    console
        .back
        .judge
        .is_idle
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let text = ended(&console, &ann, &job).await;
    assert!(text.contains("Minutes of the meeting"), "{text}");
    loop {
        let event = stream.event().await.unwrap();
        assert!(event.contains("event: job"), "{event}");
        if event.contains("data-state=\"done\"") {
            break;
        }
    }
    let entries = console.back.store.usage().unwrap();
    assert_eq!(entries.held, 1, "nothing was released by it");
}

#[tokio::test]
async fn jobs_wait_in_a_bounded_queue_and_can_be_stopped() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let ada = console.person(Role::Admin).await;
    held(&console, "Minutes of the meeting", Verdict::Malicious);
    console
        .back
        .judge
        .is_idle
        .store(false, std::sync::atomic::Ordering::Relaxed);
    let mut last = String::new();
    let mut begun = 0;
    loop {
        let answer = console
            .fill(&ada, "/console/jobs", &[("do", "rescan")])
            .await;
        if answer.status == 409 {
            assert!(
                answer.text().contains("too many jobs wait"),
                "{}",
                answer.text()
            );
            break;
        }
        answer.header("location").clone_into(&mut last);
        begun += 1;
    }
    assert!((8..=9).contains(&begun), "{begun}");
    // Who did not begin it, and is no administrator, does not stop it.
    let cancel = format!("{last}/cancel");
    assert_eq!(console.fill(&ann, &cancel, &[]).await.status, 403);
    assert_eq!(console.fill(&ada, &cancel, &[]).await.status, 303);
    assert!(ended(&console, &ada, &last).await.contains("Cancelled"));
    for id in 1..=begun {
        let path = format!("/console/jobs/{id}/cancel");
        assert_eq!(console.fill(&ada, &path, &[]).await.status, 303);
    }
    assert!(
        ended(&console, &ada, "/console/jobs/1")
            .await
            .contains("Cancelled")
    );
    assert_eq!(console.open(&ada, "/console/jobs/99").await.status, 404);
}

#[tokio::test]
async fn mail_is_imported_from_the_directory_and_from_the_browser() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let ada = console.person(Role::Admin).await;
    let import = console.folder.path().join("import");
    std::fs::create_dir(import.join("box")).unwrap();
    for number in 0..3 {
        let mail = format!("From: a@b.example\nSubject: imported {number}\n\nHello.\n");
        std::fs::write(import.join(format!("box/{number}.eml")), mail).unwrap();
    }
    let folder = |name| {
        [
            ("do", "import"),
            ("folder", name),
            ("mailbox", "pat@home.example"),
        ]
    };
    assert_eq!(
        console
            .fill(&ann, "/console/jobs", &folder("box"))
            .await
            .status,
        403
    );
    for name in ["../store", "/etc", "none", ""] {
        assert_eq!(
            console
                .fill(&ada, "/console/jobs", &folder(name))
                .await
                .status,
            409,
            "{name}"
        );
    }
    let begun = console.fill(&ada, "/console/jobs", &folder("box")).await;
    let text = ended(&console, &ada, begun.header("location")).await;
    assert!(text.contains("<dd>3</dd>"), "{text}");
    let list = "/console/verdicts?door=import&recipient=pat%40home.example";
    let list = console.open(&ada, list).await.text();
    assert_eq!(list.matches("data-verdict=").count(), 3);

    let mbox = "From a@b Mon Nov  2 10:00:00 2026\nFrom: a@b.example\nSubject: sent 1\n\nHello.\n\nFrom a@b Mon Nov  2 10:00:01 2026\nFrom: a@b.example\nSubject: sent 2\n\nHello.\n";
    let send = |person: &Person, secret: &str| {
        let mut body = String::new();
        for (name, file, value) in [
            ("form", "", secret),
            ("file", "; filename=\"x.mbox\"", mbox),
        ] {
            let head = format!("Content-Disposition: form-data; name=\"{name}\"{file}");
            body += &["--frontier\r\n", &head, "\r\n\r\n", value, "\r\n"].concat();
        }
        body += "--frontier--\r\n";
        axum::http::Request::post("/console/jobs/import")
            .header("cookie", &person.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=frontier")
            .body(axum::body::Body::from(body))
            .unwrap()
    };
    assert_eq!(console.send(send(&ann, &ann.form)).await.status, 403);
    assert_eq!(console.send(send(&ada, "wrong")).await.status, 403);
    let begun = console.send(send(&ada, &ada.form)).await;
    assert_eq!(begun.status, 303, "{}", begun.text());
    let text = ended(&console, &ada, begun.header("location")).await;
    assert!(text.contains("<dd>2</dd>"), "{text}");
}
