//! The language in its corners, one expression a line: its value over a small model, or which kind of mistake it
//! is. Each is evaluated by both ways, and formatted: twice gives the same text, and the same value.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::Limits;
use mql::syntax::{format, parse};
use mql::{Arena, Env, Lists, Program, RuleSet, Schema};
use serde_json::{Value as Json, json};

fn message() -> Json {
    let link = json!({
        "display_text": "x",
        "href_url": {
            "url": "https://a.example/p?q=1&q=2&r=z",
            "domain": {"root_domain": "a.example"},
            "query_params_decoded": {"q": ["1", "2"], "r": ["z"]},
        },
    });
    json!({
        "type": {"inbound": true},
        "subject": {"subject": "Urgent: pay"},
        "sender": {"display_name": "Ann", "email": {
            "email": "ann@corp.test", "local_part": "ann",
            "domain": {"domain": "mail.corp.test", "root_domain": "corp.test", "valid": true},
        }},
        "body": {"links": [link, {"href_url": {"url": "https://b.example"}}], "html": {"raw": "<p>hi</p>"}},
        "headers": {"references": ["a@b", "c@d"]},
        "recipients": {"to": [{"display_name": "T", "email": {"email": "t@corp.test"}}]},
    })
}

/// The value of `source`, or the kind of mistake it is.
fn evaluate(source: &str, schema: &Arc<Schema>, lists: &Lists) -> Json {
    let program = match Program::compile(source, schema) {
        Ok(program) => program,
        Err(found) => {
            let is_syntax = found.iter().any(|it| it.code.id().starts_with("M01"));
            return if is_syntax { "syntax" } else { "type" }.into();
        }
    };
    let set = RuleSet::new(schema, [&program]).unwrap();
    let (arena, limits, message) = (Arena::new(), Limits::default(), message());
    let env = Env::new(&arena, &message, lists, &limits);
    let ty = program.result_type();
    let alone = schema.to_json(program.evaluate(&env).value, ty, &env);
    let together = set.run(&env).evaluate(0).unwrap();
    assert_eq!(alone, schema.to_json(together.value, ty, &env), "{source}");
    alone
}

#[test]
fn every_spelling_means_what_it_should() {
    let schema = Arc::new(model::json_schema().unwrap());
    let registry = registry::Registry::builtin().unwrap();
    let lists = model::lists(&registry, &model::Organisation::default());
    let evaluate = |source: &str| evaluate(source, &schema, &lists);
    let mut wrong = Vec::new();
    let mut count = 0;
    let lines = include_str!("spellings.txt").lines();
    for line in lines.filter(|it| !it.is_empty() && !it.starts_with('#')) {
        let (source, expected) = line.rsplit_once(" => ").unwrap();
        let expected = match expected {
            "syntax" | "type" => expected.into(),
            json => serde_json::from_str::<Json>(json).unwrap(),
        };
        count += 1;
        let found = evaluate(source);
        if found != expected {
            wrong.push(format!("{source} is {found}, expected {expected}"));
        }
        let parsed = parse(source);
        if !parsed.diagnostics.is_empty() {
            assert_eq!(expected, "syntax", "{source}");
            continue;
        }
        let formatted = format(source, &parsed).unwrap();
        let again = parse(&formatted);
        assert!(again.expr.same_as(&parsed.expr), "{source}: {formatted}");
        assert_eq!(
            format(&formatted, &again).as_ref(),
            Some(&formatted),
            "{source}"
        );
        assert_eq!(evaluate(&formatted), found, "{source}: {formatted}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 300, "the table is there");
}
