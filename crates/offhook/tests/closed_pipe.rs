//! A reader that stops reading does not make a scam benign.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn an_unread_verdict_is_not_reported_as_benign() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mail");
    let mut child = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .arg("scan")
        .arg(examples.join("seed-1-gmail-fake-order.eml"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(141));
}
