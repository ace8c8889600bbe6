//! The figures of the labelled real mail with a history that learnt it, in both stores; and that learning and judging
//! remember the same.
//!
//! Real mail lies beside the project, never in it: without it the test says so and passes.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value as Json;

use crate::remembering::offhook;
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

/// In whose books each message stands, by its key. Of an order only that it stands there: its name is a hash, and each
/// history has a key of its own.
fn books(place: &str) -> BTreeMap<String, Vec<String>> {
    let output = offhook()
        .args(["history", "--history", place, "export"])
        .output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let lines = text
        .lines()
        .map(|it| serde_json::from_str::<Json>(it).unwrap());
    let of = |line: Json| {
        let message = &line["message"];
        let name = |it: &Json| match it["kind"].as_str().unwrap() {
            "order" => "order".to_owned(),
            kind => format!("{kind} {}", it["value"]),
        };
        let mut seen: Vec<String> = message["seen"]
            .as_array()
            .unwrap()
            .iter()
            .map(name)
            .collect();
        seen.push(format!("received {}", message["received"]));
        seen.sort();
        (message["key"].as_str().unwrap().to_owned(), seen)
    };
    lines.map(of).collect()
}

/// Files of `from` and the folders in it, in two folders: mail without anything attached, and the rest.
fn sort_out(from: &Path, plain: &Path, attached: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sort_out(&path, plain, attached);
        } else if path.extension().is_some_and(|it| it == "eml") {
            let raw = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&raw).to_lowercase();
            let signs = [
                "name=",
                "name*",
                "content-disposition: attachment",
                "content-type: application/",
                "message/rfc822",
                "text/calendar",
                "image/",
                "begin 6",
            ];
            let folder = if signs.iter().any(|it| text.contains(it)) {
                attached
            } else {
                plain
            };
            let name = path.display().to_string().replace('/', "_");
            std::fs::write(folder.join(name), raw).unwrap();
        }
    }
}

#[test]
fn what_is_learnt_is_what_judging_notes() {
    let folder = tempfile::tempdir().unwrap();
    let [plain, attached] = ["plain", "attached"].map(|it| folder.path().join(it));
    std::fs::create_dir(&plain).unwrap();
    std::fs::create_dir(&attached).unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    let corpus = reference_data::path("corpus");
    for from in [Some(examples), corpus].into_iter().flatten() {
        sort_out(&from, &plain, &attached);
    }
    for mails in [&plain, &attached] {
        let place = |name: &str| {
            let file = format!("{}.{name}", mails.display());
            let orders = ["--orders", "--mailbox", "pat@home.example"];
            let mut command = offhook();
            command.args([name, "--history", &file]).args(orders);
            let output = command.arg(mails).output().unwrap();
            assert!(output.status.code().is_some_and(|it| it < 2), "{output:?}");
            books(&file)
        };
        let (learnt, judged) = (place("learn"), place("scan"));
        assert!(learnt.len() > 5, "{learnt:?}");
        assert!(learnt.keys().eq(judged.keys()));
        for (key, seen) in &learnt {
            if mails == &plain {
                assert_eq!(seen, &judged[key]);
            } else {
                // Judging reads the attachments too.
                assert!(
                    seen.iter().all(|it| judged[key].contains(it)),
                    "{seen:?} {:?}",
                    judged[key]
                );
            }
        }
    }
}
