//! `offhook eval --vs`: the same mail judged by a real spamd and a real Rspamd, without network tests.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::path::Path;

use serde_json::Value;

use crate::rivals::{free_port, rspamd, spamd};

const GTUBE: &str = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

/// A lure that both know (their test string) and a letter.
fn labelled(directory: &Path) {
    let head = "From: Ann <ann@example.org>\nTo: Bob <bob@example.net>\nDate: Mon, 16 Nov 2026 09:00:00 +0000\n";
    let mail = |subject: &str, text: &str| {
        format!("{head}Message-ID: <{subject}.1@example.org>\nSubject: {subject}\n\n{text}\n")
    };
    std::fs::write(directory.join("known.eml"), mail("offer", GTUBE)).unwrap();
    let letter = "Dear Bob, shall we meet on Sunday at the lake? The children would like to swim. Yours, Ann";
    std::fs::write(directory.join("letter.eml"), mail("Sunday", letter)).unwrap();
    let labels = "path,label\nknown.eml,phish\nletter.eml,ham\n";
    std::fs::write(directory.join("labels.csv"), labels).unwrap();
}

fn eval(directory: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let output = assert_cmd::Command::cargo_bin("offhook")
        .unwrap()
        .arg("eval")
        .arg(directory)
        .args(more)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn judged_by_both(result: &Value) {
    let both = (&result["labels"]["phish"], &result["labels"]["ham"]);
    assert_eq!(both.0["flagged"], 1, "{result}");
    assert_eq!(both.0["mails"], 1, "{result}");
    assert_eq!(both.1["flagged"], 0, "{result}");
    assert_eq!(both.1["mails"], 1, "{result}");
    assert_eq!(result["only_there"][0], "known.eml", "{result}");
    // The processes were found by the port: they spent more than nothing, and less than the test may take.
    let spent = result["processor_us"].as_f64().unwrap();
    assert!((0.0..1e8).contains(&spent), "{result}");
}

#[test]
fn a_spamd_judges_the_same_mail() {
    let home = tempfile::tempdir().unwrap();
    let port = free_port();
    let Some(_server) = spamd(port, home.path()) else {
        return;
    };
    let mails = tempfile::tempdir().unwrap();
    labelled(mails.path());
    let place = format!("127.0.0.1:{port}");
    let (status, json, errors) = eval(mails.path(), &["--json", "--vs", "spamd", &place]);
    assert_eq!(status, Some(0), "{errors}");
    let value: Value = serde_json::from_str(&json).unwrap();
    judged_by_both(&value["rivals"][0]);
    assert!(value["processor_us"].as_f64().unwrap() >= 0.0);

    let (_, text, _) = eval(mails.path(), &["--vs", "spamd", &place]);
    assert!(text.contains(&format!("beside spamd at {place}")), "{text}");
    assert!(text.contains("only there: known.eml"), "{text}");
}

#[test]
fn an_rspamd_judges_the_same_mail() {
    let home = tempfile::tempdir().unwrap();
    let port = free_port();
    let Some(_server) = rspamd(port, home.path()) else {
        return;
    };
    let mails = tempfile::tempdir().unwrap();
    labelled(mails.path());
    let place = format!("http://127.0.0.1:{port}");
    let page = home.path().join("page.html");
    let page = page.to_str().unwrap();
    let arguments = ["--json", "--html", page, "--vs", "rspamd", &place];
    let (status, json, errors) = eval(mails.path(), &arguments);
    assert_eq!(status, Some(0), "{errors}");
    let value: Value = serde_json::from_str(&json).unwrap();
    judged_by_both(&value["rivals"][0]);
    let written = std::fs::read_to_string(page).unwrap();
    assert!(written.contains(&format!("rspamd at 127.0.0.1:{port}")));
    assert!(written.contains("Time by stage"));
}

#[test]
fn a_filter_that_is_not_there_is_named_before_anything_is_judged() {
    let mails = tempfile::tempdir().unwrap();
    labelled(mails.path());
    let port = free_port();
    let closed = format!("127.0.0.1:{port}");
    let url = format!("http://{closed}");
    for (arguments, expected) in [
        (["--vs", "spamd", &closed], closed.as_str()),
        (["--vs", "rspamd", &url], closed.as_str()),
        (["--vs", "rspamd", &closed], "expected http://HOST:PORT"),
        (["--vs", "spamd", "nowhere"], "expected HOST:PORT"),
        (["--vs", "milter", &closed], "--vs takes"),
    ] {
        let (status, text, errors) = eval(mails.path(), &arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {errors}");
        assert!(errors.contains(expected), "{arguments:?}: {errors}");
        assert!(text.is_empty(), "{text}");
    }
}
