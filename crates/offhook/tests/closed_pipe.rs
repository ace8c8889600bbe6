//! A reader that stops reading does not make a scam benign.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::path::Path;
use std::process::{Command, Stdio};

fn status_when_nobody_reads(arguments: &[&str]) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    output.status.code()
}

#[test]
fn an_unread_verdict_is_not_reported_as_benign() {
    let scam = "examples/mail/seed-1-gmail-fake-order.eml";
    assert_eq!(status_when_nobody_reads(&["scan", scam]), Some(141));
    let json = ["scan", "--format", "json", scam];
    assert_eq!(status_when_nobody_reads(&json), Some(141));
    let check = ["rules", "check", "--format", "json", "rules/detections"];
    assert_eq!(status_when_nobody_reads(&check), Some(141));
}
