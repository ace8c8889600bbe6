//! `offhook eval`: mail from labels and from paths, the page, and what changed since.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn examples(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name)
}

fn eval(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("offhook")
        .unwrap()
        .arg("eval")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn mail(name: &str) -> String {
    examples("mail").join(name).display().to_string()
}

#[test]
fn mail_can_be_labelled_by_where_it_lies() {
    let (lure, twin) = (
        mail("seed-1-gmail-fake-order.eml"),
        mail("seed-1-twin-c-small-shop-receipt.eml"),
    );
    let (status, text, errors) = eval(&["--callback", &lure, "--genuine", &twin]);
    assert_eq!(status, Some(0), "{errors}");
    assert!(
        text.contains("callback mails flagged 1 of 1 (100.0 %, 95 % confidence 20.7 to 100.0 %)"),
        "{text}"
    );
    assert!(text.contains("genuine mails accused  0 of 1"), "{text}");
    assert!(text.contains("accusing none (0 of 1)"), "{text}");
    let (status, _, errors) = eval(&[]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("<DIR>"), "{errors}");
}

#[test]
fn the_page_stands_alone_and_a_stored_evaluation_shows_what_changed() {
    let home = tempfile::tempdir().unwrap();
    let (page, stored) = (
        home.path().join("page.html"),
        home.path().join("before.json"),
    );
    let (page, stored) = (page.to_str().unwrap(), stored.to_str().unwrap());
    let folder = examples("mail");
    let folder = folder.to_str().unwrap();

    let (_, json, _) = eval(&["--json", "--without-brands", folder]);
    std::fs::write(stored, &json).unwrap();
    let before: Value = serde_json::from_str(&json).unwrap();
    let signals = before["signals"].as_array().unwrap();
    let dispute = signals
        .iter()
        .find(|it| it["name"] == "call_to_dispute")
        .unwrap();
    assert!(dispute["scams"].as_u64().unwrap() > 0 && dispute["weight"].as_f64().unwrap() > 0.0);
    assert!(before["statistics"]["area"].as_f64().unwrap() > 0.9);

    let (status, text, errors) = eval(&["--html", page, "--compare", stored, folder]);
    assert_eq!(status, Some(0), "{errors}");
    assert!(text.contains("scams lost: 0\n"), "{text}");
    let written = std::fs::read_to_string(page).unwrap();
    assert!(written.contains("<svg") && written.contains("ROC curve"));
    assert!(!written.contains("<script") && !written.contains("src="));

    let (status, _, errors) = eval(&["--compare", page, folder]);
    assert_eq!(status, Some(2));
    assert!(errors.contains("is no evaluation"), "{errors}");
}
