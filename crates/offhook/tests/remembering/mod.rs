//! Judging with a history as an operator does it: it is used, kept, and never in the way.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod faults;
mod learnt;
mod teaching;

use std::path::{Path, PathBuf};

use crate::stores::Server;
use assert_cmd::Command;
use serde_json::Value as Json;

pub(crate) fn offhook() -> Command {
    let mut command = Command::cargo_bin("offhook").unwrap();
    // Settings of whoever runs the tests must not matter.
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

/// A mail of the `day`th of November.
pub(crate) fn mail(day: u32, from: &str, authenticated: bool, subject: &str, body: &str) -> String {
    let host = from.rsplit('@').next().unwrap().trim_end_matches('>');
    let result = if authenticated { "pass" } else { "fail" };
    format!(
        "Delivered-To: pat@home.example\n\
         Received: from mail.{host} (mail.{host} [192.0.2.1]) by mx.home.example\n \
         for <pat@home.example>; {day} Nov 2026 10:00:00 +0000\n\
         Authentication-Results: mx.home.example; dmarc={result} header.from={host}\n\
         From: {from}\nTo: pat@home.example\nSubject: {subject}\n\n{body}\n"
    )
}

pub(crate) const LURE: &str = "Dear customer,\nyour Norton subscription was renewed for $399.99. If you did not make this \
                    purchase call us at +1 805 555 0142 within 24 hours to cancel and get a refund.";

/// Genuine orders, a fake, and two lures with one number, in the order of their receipt.
pub(crate) fn mailbox(folder: &Path) -> PathBuf {
    let order = |id: &str| format!("Thank you for your Amazon order.\nOrder #{id}");
    let amazon = "Amazon <auto-confirm@amazon.com>";
    let gmail = "Amazon <billing.desk88@gmail.com>";
    let mails = [
        mail(2, amazon, true, "Your order", &order("113-1111111-1111111")),
        mail(3, amazon, true, "Shipped", &order("113-1111111-1111111")),
        mail(
            4,
            gmail,
            true,
            "Your Amazon order",
            &order("113-7654321-7654321"),
        ),
        mail(5, "Norton <desk7788@gmail.com>", true, "Invoice", LURE),
        mail(6, "Norton <desk9900@gmail.com>", true, "Invoice", LURE),
    ];
    let path = folder.join("mails");
    std::fs::create_dir(&path).unwrap();
    for (at, text) in mails.iter().enumerate() {
        std::fs::write(path.join(format!("{at}.eml")), text).unwrap();
    }
    path
}

pub(crate) struct Run {
    pub(crate) reports: Vec<Json>,
    pub(crate) code: i32,
    pub(crate) errors: String,
}

pub(crate) fn scan(mails: &Path, more: &[&str]) -> Run {
    let output = offhook()
        .args(["scan", "--format", "jsonl"])
        .args(more)
        .arg(mails)
        .output()
        .unwrap();
    run_of(output)
}

/// What a `scan` said.
pub(crate) fn run_of(output: std::process::Output) -> Run {
    let text = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| {
        let mut report: Json = serde_json::from_str(line).unwrap();
        report.as_object_mut().unwrap().remove("elapsed_us");
        report
    };
    Run {
        reports: text.lines().map(read).collect(),
        code: output.status.code().unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn field<'r>(run: &'r Run, pointer: &str) -> Vec<&'r Json> {
    let reports = run.reports.iter();
    reports
        .map(|it| it.pointer(pointer).unwrap_or(&Json::Null))
        .collect()
}

pub(crate) fn signals(report: &Json) -> Vec<&str> {
    let evidence = report["evidence"].as_array().unwrap().iter();
    evidence.map(|it| it["signal"].as_str().unwrap()).collect()
}

#[test]
fn a_mailbox_is_judged_with_its_own_past_on_both_stores() {
    let folder = tempfile::tempdir().unwrap();
    let mails = mailbox(folder.path());
    let server = Server::start();
    let file = folder.path().join("history.db").display().to_string();
    let places = [Some(file), server.as_ref().map(Server::url)];
    for place in places.into_iter().flatten() {
        let with = ["--history", &place, "--orders"];
        let first = scan(&mails, &with);
        assert_eq!(first.errors, "");
        assert_eq!(
            field(&first, "/order/state"),
            ["unknown", "matched", "absent", "unknown", "unknown"]
        );
        assert!(signals(&first.reports[2]).contains(&"order_absent"));
        assert_eq!(first.reports[3]["numbers"][0]["reputation"], 0.0);
        assert!(signals(&first.reports[4]).contains(&"number_bad_name"));
        // Again, and on one thread: the same answers.
        for more in [&[][..], &["--jobs", "1"]] {
            let again = scan(&mails, &[&with[..], more].concat());
            assert_eq!(first.reports, again.reports);
        }
        let told = offhook()
            .args(["explain", "--history", &place])
            .arg(mails.join("2.eml"))
            .output()
            .unwrap();
        let told = String::from_utf8(told.stdout).unwrap();
        let sentence = "None of the 2 genuine Amazon mails in this mailbox mentions this order.";
        assert!(told.contains(sentence), "{told}");
    }
}

#[test]
fn the_settings_name_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let mails = mailbox(folder.path());
    let settings = folder.path().join("offhook.toml");
    std::fs::write(&settings, "[history]\nurl = \"kept.db\"\norders = true\n").unwrap();
    let settings = settings.display().to_string();
    let learnt = offhook()
        .args(["--config", &settings, "learn"])
        .arg(&mails)
        .output()
        .unwrap();
    assert!(learnt.status.success(), "{learnt:?}");
    // Beside the settings, wherever the command runs.
    assert!(folder.path().join("kept.db").exists());
    let run = scan(&mails, &["--config", &settings]);
    assert_eq!(run.reports[2]["order"]["state"], "absent");
    let shown = offhook()
        .args([
            "--config",
            &settings,
            "history",
            "show",
            "number",
            "+18055550142",
        ])
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("2 malicious"), "{shown}");
}
