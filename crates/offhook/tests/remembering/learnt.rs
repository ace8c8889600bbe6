//! The figures of the labelled real mail with a history that learnt it, in both stores.
//!
//! Real mail lies beside the project, never in it: without it the test says so and passes.

use std::path::Path;

use serde_json::Value as Json;

use crate::offhook;
use crate::stores::Server;

fn run(arguments: &[&str], corpus: &Path) -> String {
    let output = offhook().args(arguments).arg(corpus).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `eval` counts, without what depends on the clock.
fn evaluate(place: Option<&str>, corpus: &Path) -> Json {
    let mut arguments = vec!["eval", "--json"];
    if let Some(place) = place {
        let with = [
            "--history",
            place,
            "--orders",
            "--mailbox",
            "pat@home.example",
        ];
        arguments.extend(with);
    }
    let evaluation: Json = serde_json::from_str(&run(&arguments, corpus)).unwrap();
    evaluation["labels"].clone()
}

#[test]
fn a_learnt_history_loses_nothing_on_real_mail_in_both_stores() {
    let Some(corpus) = reference_data::path("corpus") else {
        return;
    };
    let without = evaluate(None, &corpus);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.db").display().to_string();
    let server = Server::start();
    let mut seen = Vec::new();
    for place in [Some(file), server.as_ref().map(Server::url)]
        .into_iter()
        .flatten()
    {
        let learn = ["learn", "--orders", "--mailbox", "pat@home.example"];
        run(&[&learn[..], &["--history", &place]].concat(), &corpus);
        let learnt = evaluate(Some(&place), &corpus);
        let count = |it: &Json, label: &str, verdict: &str| it[label][verdict].as_u64().unwrap();
        for label in ["callback", "phish"] {
            let flagged = |it| count(it, label, "malicious") + count(it, label, "suspicious");
            assert!(flagged(&learnt) >= flagged(&without), "{learnt:#}");
        }
        for label in ["ham", "transactional"] {
            let accused = |it| count(it, label, "malicious") + count(it, label, "suspicious");
            assert!(accused(&learnt) <= accused(&without), "{learnt:#}");
        }
        seen.push(learnt);
    }
    assert!(seen.windows(2).all(|it| it[0] == it[1]), "{seen:#?}");
}
