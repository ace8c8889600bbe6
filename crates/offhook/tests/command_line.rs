//! The command line as a script meets it: exit status, standard output, standard error.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::str::contains;

const SCAM: &str = "Authentication-Results: mx.example.org; dmarc=pass header.from=gmail.com\n\
Received: from mail.gmail.com by mx.example.org with ESMTPS id 1; Mon, 2 Nov 2026 10:00:00 +0000\n\
From: Amazon Orders <orders.desk4471@gmail.com>\n\
To: pat@example.org\n\
Subject: Your order has been placed\n\
Date: Mon, 2 Nov 2026 10:00:00 +0000\n\
Message-ID: <a1@gmail.com>\n\
\n\
Dear Customer,\n\
your Amazon order of a MacBook Pro for $2,349.00 will be charged to your card today.\n\
If you did not place this order, call our customer support at +1 (803) 397-5786 to cancel it.\n";

const FRIEND: &str = "From: Ann <ann@example.com>\nTo: pat@example.org\nSubject: Lunch\n\
Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <b@example.com>\n\nFriday at noon? Ann\n";

fn offhook() -> Command {
    Command::cargo_bin("offhook").unwrap()
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail")
}

fn write(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_benign_mail_exits_with_zero() {
    offhook()
        .args(["scan", "-"])
        .write_stdin(FRIEND)
        .assert()
        .code(0)
        .stdout(contains("BENIGN"));
}

#[test]
fn a_scam_exits_with_one_and_says_why_and_what_to_do() {
    offhook()
        .args(["scan", "-"])
        .write_stdin(SCAM)
        .assert()
        .code(1)
        .stdout(contains("MALICIOUS"))
        .stdout(contains(
            "It says it is from Amazon, but it was sent from a mailbox at gmail.com",
        ))
        .stdout(contains("Do not call the number"));
}

#[test]
fn a_path_that_cannot_be_read_is_named_and_the_others_are_scanned() {
    let directory = tempfile::tempdir().unwrap();
    let friend = write(directory.path(), "friend.eml", FRIEND);
    offhook()
        .arg("scan")
        .arg(directory.path().join("missing.eml"))
        .arg(friend)
        .assert()
        .code(2)
        .stderr(contains("missing.eml"))
        .stdout(contains("friend.eml"));
}

#[test]
fn jsonl_has_one_object_a_line_with_the_agreed_keys() {
    let output = offhook()
        .args(["scan", "--format", "jsonl", "-"])
        .write_stdin(SCAM)
        .assert()
        .code(1);
    let stdout = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert_eq!(stdout.lines().count(), 1);
    let report: serde_json::Value = serde_json::from_str(stdout.trim()).unwrap();
    for key in [
        "path",
        "message_id",
        "subject",
        "from",
        "date",
        "verdict",
        "score",
        "attack_types",
        "claimed_brands",
        "sender",
        "numbers",
        "evidence",
        "rules",
        "missing",
        "advice",
        "elapsed_us",
    ] {
        assert!(report.get(key).is_some(), "{key} is missing");
    }
    assert_eq!(report["verdict"], "malicious");
    assert_eq!(report["attack_types"][0], "callback_phishing");
    assert_eq!(report["claimed_brands"][0], "amazon");
    let number = &report["numbers"][0];
    for key in [
        "raw",
        "e164",
        "region",
        "kind",
        "where",
        "hidden_by",
        "call_to_action",
        "ownership",
        "quote",
    ] {
        assert!(number.get(key).is_some(), "numbers[].{key} is missing");
    }
    assert_eq!(number["e164"], "+18033975786");
    let sender = &report["sender"];
    assert_eq!(
        (&sender["domain"], &sender["dmarc"]),
        (&"gmail.com".into(), &"pass".into())
    );
    assert_eq!(
        (&sender["relation"], &sender["freemail"]),
        (&"unrelated".into(), &true.into())
    );
    for key in ["signal", "weight", "where", "quote", "text"] {
        assert!(
            report["evidence"][0].get(key).is_some(),
            "evidence[].{key} is missing"
        );
    }
}

/// Same input, same answer: to the byte, apart from the time it took, with any number of threads.
#[test]
fn the_answer_does_not_depend_on_the_number_of_threads() {
    let scan = |jobs: &str| {
        let output = offhook()
            .args(["scan", "--format", "jsonl", "--jobs", jobs])
            .arg(examples())
            .output()
            .unwrap();
        let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(|it| {
                let mut report: serde_json::Value = serde_json::from_str(it).unwrap();
                report.as_object_mut().unwrap().remove("elapsed_us");
                report
            })
            .collect();
        lines
    };
    let one = scan("1");
    assert!(one.len() >= 24);
    assert_eq!(one, scan("4"));
}

#[test]
fn mbox_messages_are_named_by_their_place() {
    let directory = tempfile::tempdir().unwrap();
    let mbox = format!(
        "From a@b Mon Nov  2 10:00:00 2026\n{FRIEND}\nFrom a@b Mon Nov  2 10:00:00 2026\n{SCAM}\n"
    );
    let path = write(directory.path(), "inbox.mbox", &mbox);
    offhook()
        .args(["scan", "--format", "jsonl"])
        .arg(path)
        .assert()
        .code(1)
        .stdout(contains("inbox.mbox#1"))
        .stdout(contains("inbox.mbox#2"));
}

#[test]
fn parse_shows_the_data_model() {
    let output = offhook()
        .args(["parse", "-"])
        .write_stdin(SCAM)
        .assert()
        .code(0);
    let model: serde_json::Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(
        model["sender"]["email"]["domain"]["root_domain"],
        "gmail.com"
    );
    assert_eq!(model["headers"]["auth_summary"]["dmarc"]["pass"], true);
    assert_eq!(model["type"]["inbound"], true);
    assert_eq!(model["facts"]["numbers"][0]["e164"], "+18033975786");
}

#[test]
fn numbers_reads_plain_text() {
    offhook()
        .args(["numbers", "-"])
        .write_stdin("Call us at +1 (803) 397-5786 today.")
        .assert()
        .code(0)
        .stdout(contains("+18033975786"));
}

#[test]
fn brands_are_listed_shown_and_checked() {
    offhook()
        .args(["brands", "list"])
        .assert()
        .code(0)
        .stdout(contains("amazon"));
    offhook()
        .args(["brands", "show", "amazon"])
        .assert()
        .code(0)
        .stdout(contains("amazon.com"));
    offhook()
        .args(["brands", "show", "nobody"])
        .assert()
        .code(2)
        .stderr(contains("nobody"));
    offhook()
        .args(["brands", "check"])
        .assert()
        .code(0)
        .stdout(contains("0 errors"));
}

#[test]
fn a_wrong_rule_is_shown_with_its_place_and_exits_with_two() {
    let directory = tempfile::tempdir().unwrap();
    write(
        directory.path(),
        "wrong.yml",
        "name: wrong\ntype: rule\nsource: |\n  type.inbuond and true\n",
    );
    offhook()
        .args(["rules", "check"])
        .arg(directory.path())
        .assert()
        .code(2)
        .stdout(contains("wrong.yml"))
        .stdout(contains("inbound"));
}

#[test]
fn rules_of_others_are_shown_and_do_not_score() {
    let directory = tempfile::tempdir().unwrap();
    write(
        directory.path(),
        "any.yml",
        "name: Any inbound mail\ntype: rule\nseverity: high\nsource: type.inbound\n",
    );
    offhook()
        .args(["scan", "--rules"])
        .arg(directory.path())
        .arg("-")
        .write_stdin(FRIEND)
        .assert()
        .code(0)
        .stdout(contains("Any inbound mail"));
}

#[test]
fn completions_and_man_page_come_from_the_command_line() {
    offhook()
        .args(["completions", "bash"])
        .assert()
        .code(0)
        .stdout(contains("offhook"));
    offhook()
        .arg("man")
        .assert()
        .code(0)
        .stdout(contains(".TH"));
}

#[test]
fn phrases_of_ones_own_are_laid_over_those_built_in() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir(directory.path().join("lexicon")).unwrap();
    let words = "concept = \"call_request\"\n\n[phrases]\nen = [\"holler at {0,3} barn\"]\n";
    write(&directory.path().join("lexicon"), "ours.toml", words);
    let mail = write(
        directory.path(),
        "mail.eml",
        &FRIEND.replace("Friday at noon?", "Holler at us in the barn!"),
    );
    let asked = |data: &[&str]| {
        let asked = ["mql", "eval", "\"call_request\" in facts.concepts"];
        let mut command = offhook();
        command.args(asked).arg("--mail").arg(&mail).args(data);
        command.assert().code(0)
    };
    asked(&[]).stdout(contains("false"));
    asked(&["--data", directory.path().to_str().unwrap()]).stdout(contains("true"));

    write(
        &directory.path().join("lexicon"),
        "ours.toml",
        "concept = 1\n",
    );
    offhook()
        .args(["scan", "-", "--data"])
        .arg(directory.path())
        .write_stdin(FRIEND)
        .assert()
        .code(2)
        .stderr(contains("ours.toml"));
}
