//! The way of a mail after it was signed, as rules read it.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use detect::{Engine, Options};
use mql::{Arena, Program};
use serde_json::{Value as Json, json};

fn replayed(added: &str, to: &str) -> String {
    format!(
        "Delivered-To: bob@home.example\n\
         Received: from relay.test (relay.test [203.0.113.9]) by mx.home.example for <bob@home.example>; \
         Mon, 2 Nov 2026 10:00:00 +0000\n\
         Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=x@relay.test; \
         dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example{added}\n\
         Received: from out.shop.example by relay.test; Mon, 2 Nov 2026 09:59:00 +0000\n\
         DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s; h=from:to:cc:subject; bh=x; b=y\n\
         Received: from app by out.shop.example; Mon, 2 Nov 2026 09:58:00 +0000\n\
         From: Shop <billing@shop.example>\nTo: {to}\nSubject: Invoice\n\nx\n"
    )
}

#[test]
fn replay_and_forwarding_are_facts() {
    let mut options = Options::default();
    options.parse.trusted_hosts = vec!["mx.home.example".to_owned()];
    let engine = Engine::new(options).unwrap();
    let ann = "ann@elsewhere.example";
    let forwarded = "\nX-Forwarded-For: ann@elsewhere.example bob@home.example";
    for (added, to, expected) in [
        ("", ann, [json!(true), json!(true), json!(false), json!(1)]),
        (
            "",
            "bob@home.example",
            [json!(false), json!(false), json!(false), json!(1)],
        ),
        (
            forwarded,
            ann,
            [json!(true), json!(null), json!(true), json!(1)],
        ),
    ] {
        let subject = engine.read(replayed(added, to).as_bytes());
        let found = [
            "addressed_elsewhere",
            "replayed",
            "forwarded",
            "hops_after_signature",
        ]
        .map(|field| read(&engine, &subject, &format!("facts.identity.{field}")));
        assert_eq!(found, expected, "{added} {to}");
    }
}

fn read(engine: &Engine, subject: &model::Subject, expression: &str) -> Json {
    let program = Program::compile(expression, engine.schema()).unwrap();
    let arena = Arena::new();
    let env = engine.env(subject, &arena);
    let found = program.evaluate(&env);
    engine
        .schema()
        .to_json(found.value, program.result_type(), &env)
}
