//! What the public rules ask of a sender's past, answered by both stores.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "../../history/tests/stores/mod.rs"]
mod stores;

use detect::{Delivery, Engine, Options, conclusion, message_key, remember};
use history::{Settings, Store};
use limits::Capability;
use model::{Past, Subject};
use mql::{Arena, Program};
use serde_json::{Value as Json, json};
use stores::{DAY, NOW, on_both};

fn engine() -> Engine {
    let mut options = Options::default();
    options.parse.organisation_domains = vec!["home.example".to_owned()];
    Engine::new(options).unwrap()
}

fn mail(from: &str, reply_to: Option<&str>, authenticated: bool, text: &str) -> String {
    let host = from.rsplit('@').next().unwrap();
    let result = if authenticated { "pass" } else { "fail" };
    let reply_to = reply_to.map_or(String::new(), |it| format!("Reply-To: {it}\n"));
    format!(
        "Received: from mail.{host} (mail.{host} [192.0.2.1]) by mx.home.example\n \
         for <pat@home.example>; Tue, 3 Nov 2026 10:00:00 +0000\n\
         Authentication-Results: mx.home.example; dmarc={result} header.from={host}\n\
         From: {from}\n{reply_to}To: pat@home.example\nSubject: hello\n\n{text}\n"
    )
}

fn at(time: i64) -> Delivery {
    Delivery {
        mailbox: Some("pat@home.example".to_owned()),
        received: Some(time),
        is_own: false,
    }
}

/// Tells `store` of `raw` and of its verdict, and gives the message with what was known before it.
fn note(engine: &Engine, store: &dyn Store, raw: &str, delivery: &Delivery) -> Subject {
    let mut subject = engine.read(raw.as_bytes());
    let registry = &engine.knowledge().registry;
    let key = message_key(raw.as_bytes(), delivery);
    let observation = remember(key, &subject, registry, delivery).unwrap();
    let knowledge = store.observe(&observation).unwrap();
    let report = engine.judge("mail", raw.as_bytes());
    let conclusion = conclusion(observation.message, &report, false);
    store.conclude(&[conclusion]).unwrap();
    subject.past = Some(Past {
        received: observation.received,
        brand: None,
        knowledge,
    });
    subject
}

fn sent(engine: &Engine, store: &dyn Store, to: &str, time: i64) {
    let raw = format!("From: pat@home.example\nTo: {to}\nSubject: hello\n\nHello.\n");
    let delivery = Delivery {
        is_own: true,
        ..at(time)
    };
    note(engine, store, &raw, &delivery);
}

#[track_caller]
fn check(engine: &Engine, subject: &Subject, expression: &str, expected: &Json) {
    let schema = engine.schema();
    let program = Program::compile(expression, schema).unwrap();
    let arena = Arena::new();
    let env = engine.env(subject, &arena);
    let found = program.evaluate(&env);
    let found = schema.to_json(found.value, program.result_type(), &env);
    assert_eq!(found, *expected, "{expression}");
}

fn check_all(engine: &Engine, subject: &Subject, cases: &[(&str, Json)]) {
    for (expression, expected) in cases {
        check(engine, subject, expression, expected);
    }
}

const FIRM: &str = "ann@firm.example";

#[test]
fn a_sender_never_seen() {
    let engine = engine();
    on_both(&Settings::default(), |store| {
        let raw = mail(FIRM, None, true, "Hello.");
        let subject = note(&engine, store, &raw, &at(NOW));
        for name in [
            "profile.by_sender",
            "profile.by_sender_email",
            "profile.by_sender_domain",
        ] {
            for (field, expected) in [
                ("prevalence", json!("new")),
                ("solicited", json!(false)),
                ("any_messages_benign", json!(false)),
                ("any_messages_malicious_or_spam", json!(false)),
                ("any_false_positives", json!(false)),
                ("auth_failed", json!(false)),
                ("days_known", json!(0)),
                ("days_since.first_contact", json!(null)),
                ("days_since.last_inbound", json!(null)),
                ("days_since.last_outbound", json!(null)),
            ] {
                check(&engine, &subject, &format!("{name}().{field}"), &expected);
            }
        }
        check_all(
            &engine,
            &subject,
            &[
                ("not profile.by_sender().solicited", json!(true)),
                ("beta.profile.by_reply_to() is null", json!(true)),
                ("facts.identity.first_seen is null", json!(true)),
            ],
        );
    });
}

#[test]
fn a_sender_that_was_seen_and_written_to() {
    let engine = engine();
    on_both(&Settings::default(), |store| {
        let first = mail(FIRM, None, true, "The first.");
        note(&engine, store, &first, &at(NOW));
        sent(&engine, store, FIRM, NOW + 5 * DAY);
        note(
            &engine,
            store,
            &mail("bob@firm.example", None, true, "The second."),
            &at(NOW + 8 * DAY),
        );
        let raw = mail(FIRM, None, true, "The third.");
        let subject = note(&engine, store, &raw, &at(NOW + 10 * DAY));
        check_all(
            &engine,
            &subject,
            &[
                // A firm is known by its domain, and so by Bob's mail.
                ("profile.by_sender().days_since.last_inbound", json!(2)),
                (
                    "profile.by_sender_domain().days_since.last_inbound",
                    json!(2),
                ),
                (
                    "profile.by_sender_email().days_since.last_inbound",
                    json!(10),
                ),
                (
                    "profile.by_sender_email().days_since.last_outbound",
                    json!(5),
                ),
                (
                    "profile.by_sender_email().days_since.last_contact",
                    json!(5),
                ),
                (
                    "profile.by_sender_email().days_since.first_contact",
                    json!(10),
                ),
                ("profile.by_sender().days_known", json!(10)),
                ("profile.by_sender().prevalence", json!("outlier")),
                ("profile.by_sender().solicited", json!(true)),
                ("profile.by_sender().any_messages_benign", json!(true)),
                ("facts.identity.solicited", json!(true)),
                (
                    "facts.identity.first_seen",
                    json!(history::format_time(NOW)),
                ),
            ],
        );
        // Who forges the address has none of that.
        let forged = mail(FIRM, None, false, "The fourth.");
        let subject = note(&engine, store, &forged, &at(NOW + 11 * DAY));
        check_all(
            &engine,
            &subject,
            &[
                ("profile.by_sender_email().prevalence", json!("new")),
                ("profile.by_sender_email().auth_failed", json!(true)),
                (
                    "profile.by_sender_email().any_messages_benign",
                    json!(false),
                ),
            ],
        );
    });
}

#[test]
fn a_mailbox_provider_is_known_by_its_addresses() {
    let engine = engine();
    on_both(&Settings::default(), |store| {
        let lure = mail(
            "desk7788@gmail.com",
            None,
            true,
            "Dear customer, your Norton subscription was renewed for $399.99. If you did not make this \
             purchase call us at +1 805 555 0142 to cancel and get a refund.",
        );
        note(&engine, store, &lure, &at(NOW));
        let by = |from: &str, time| {
            let raw = mail(from, None, true, "Hello.");
            note(&engine, store, &raw, &at(time))
        };
        let same = by("desk7788@gmail.com", NOW + 2 * DAY);
        let other = by("pia@gmail.com", NOW + 2 * DAY);
        let bad = "profile.by_sender().any_messages_malicious_or_spam";
        check(&engine, &same, bad, &json!(true));
        check(&engine, &other, bad, &json!(false));
        let days = "profile.by_sender_domain().days_known";
        check(&engine, &other, days, &json!(2));
    });
}

#[test]
fn a_reply_to_has_a_past_of_its_own() {
    let engine = engine();
    on_both(&Settings::default(), |store| {
        let other = Some("collect@firm2.example");
        let first = mail(FIRM, other, true, "The first.");
        let subject = note(&engine, store, &first, &at(NOW));
        let prevalence = "beta.profile.by_reply_to().prevalence";
        check(&engine, &subject, prevalence, &json!("new"));
        sent(&engine, store, "collect@firm2.example", NOW + DAY);
        let second = mail("bob@firm3.example", other, true, "The second.");
        let subject = note(&engine, store, &second, &at(NOW + 3 * DAY));
        check_all(
            &engine,
            &subject,
            &[
                (prevalence, json!("outlier")),
                ("beta.profile.by_reply_to().solicited", json!(true)),
                ("profile.by_sender().solicited", json!(false)),
            ],
        );
        let itself = mail(FIRM, Some(FIRM), true, "The third.");
        let subject = note(&engine, store, &itself, &at(NOW + 4 * DAY));
        check(
            &engine,
            &subject,
            "beta.profile.by_reply_to().days_known",
            &json!(4),
        );
    });
}

#[test]
fn a_verdict_of_a_person_counts_after_it_was_given() {
    let engine = engine();
    on_both(&Settings::default(), |store| {
        let subject = note(
            &engine,
            store,
            &mail(FIRM, None, true, "The first."),
            &at(NOW),
        );
        let bad = "profile.by_sender_email().any_messages_malicious_or_spam";
        check(&engine, &subject, bad, &json!(false));
        let word = history::Teaching {
            about: history::About::Sender(FIRM.to_owned()),
            label: history::TaughtLabel::Malicious,
            actor: "pat".to_owned(),
            note: None,
            time: NOW + DAY,
        };
        store.teach(&word).unwrap();
        let raw = mail(FIRM, None, true, "The second.");
        let subject = note(&engine, store, &raw, &at(NOW + 2 * DAY));
        check(&engine, &subject, bad, &json!(true));
    });
}

#[test]
fn without_a_history_nothing_is_asserted() {
    let engine = engine();
    let raw = mail(FIRM, Some("x@y.example"), true, "Hello.");
    let subject = engine.read(raw.as_bytes());
    for (expression, capability) in [
        (
            "not profile.by_sender().solicited",
            Capability::ProfileBySender,
        ),
        (
            "not profile.by_sender_email().solicited",
            Capability::ProfileBySenderEmail,
        ),
        (
            "not profile.by_sender_domain().solicited",
            Capability::ProfileBySenderDomain,
        ),
        (
            "not beta.profile.by_reply_to().solicited",
            Capability::ProfileByReplyTo,
        ),
        ("facts.order == 'absent'", Capability::History),
        ("facts.identity.prevalence == 'new'", Capability::History),
    ] {
        let program = Program::compile(expression, engine.schema()).unwrap();
        let arena = Arena::new();
        let found = program.evaluate(&engine.env(&subject, &arena));
        assert!(found.value.is_null(), "{expression}");
        assert!(found.lacks.contains(capability), "{expression}");
    }
}
