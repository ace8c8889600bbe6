//! `offhook fit` and `offhook intent`, from the command line.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

fn offhook() -> Command {
    let mut command = Command::cargo_bin("offhook").unwrap();
    // Nobody's own settings.
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The lines of a weights file without their numbers.
fn shape(text: &str) -> Vec<String> {
    let lines = text.lines();
    lines
        .map(|it| match it.split_once(" = ") {
            Some((key @ ("weight" | "bias"), _)) => key.to_owned(),
            _ => it.to_owned(),
        })
        .collect()
}

#[test]
fn fitting_shows_what_changed_and_writes_only_where_it_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let out = directory.path().join("weights.toml");
    let mails = root("examples/unseen/first");
    offhook()
        .arg("fit")
        .arg(&mails)
        .assert()
        .success()
        .stdout(contains("before").and(contains("accused")))
        .stdout(contains("Nothing was written"));
    offhook()
        .arg("fit")
        .arg(&mails)
        .arg("--out")
        .arg(&out)
        .assert()
        .success();
    let before = std::fs::read_to_string(root("rules/weights.toml")).unwrap();
    let after = std::fs::read_to_string(&out).unwrap();
    assert_eq!(shape(&before), shape(&after));
    assert_ne!(before, after);
    detect::Weights::parse("weights.toml", &after).unwrap();
}

#[test]
fn every_weight_says_which_sign_it_must_have() {
    let text = std::fs::read_to_string(root("rules/weights.toml")).unwrap();
    let weights = detect::Weights::parse("weights.toml", &text).unwrap();
    for (name, weight) in weights.signals.iter().chain(&weights.rules) {
        assert!(weight.monotone.is_some(), "{name}");
    }
}

#[test]
fn a_model_is_trained_and_measured() {
    let directory = tempfile::tempdir().unwrap();
    let text = directory.path().join("text");
    std::fs::create_dir_all(text.join("en")).unwrap();
    std::fs::write(text.join("slots.txt"), "@pool phone\n(###) ###-####\n").unwrap();
    let classes = [
        ("benign", "picnic garden"),
        ("callback_scam", "cancel charge"),
        ("cred_theft", "verify login"),
        ("bec", "wire director"),
        ("steal_pii", "passport birth"),
        ("advance_fee", "inheritance million"),
        ("extortion", "webcam wallet"),
        ("job_scam", "weekly telegram"),
    ];
    let file: Vec<String> = classes
        .iter()
        .map(|(name, words)| {
            format!("@intent {name}\n@document {name}\n{words} <phone>\n{words} today <phone>\n")
        })
        .collect();
    std::fs::write(text.join("en/all.txt"), file.concat()).unwrap();
    let model = directory.path().join("model.bin");
    offhook()
        .args(["intent", "train", "--text"])
        .arg(&text)
        .arg("--mail")
        .arg(root("examples/mail"))
        .arg("--out")
        .arg(&model)
        .assert()
        .success()
        .stdout(contains("en/callback_scam").and(contains("bytes")));
    offhook()
        .args(["intent", "measure", "--model"])
        .arg(&model)
        .arg(root("examples/mail"))
        .assert()
        .success()
        .stdout(contains("accused").and(contains("callback/seed-1")));
    let mut damaged = std::fs::read(&model).unwrap();
    damaged.truncate(9_000);
    std::fs::write(&model, damaged).unwrap();
    offhook()
        .args(["intent", "measure", "--model"])
        .arg(&model)
        .arg(root("examples/mail"))
        .assert()
        .code(2)
        .stderr(contains("model.bin"));
}

#[test]
fn written_text_with_a_mistake_is_named_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir(directory.path().join("en")).unwrap();
    std::fs::write(directory.path().join("slots.txt"), "").unwrap();
    std::fs::write(directory.path().join("en/a.txt"), "@pool a\n{b\n").unwrap();
    offhook()
        .args(["intent", "train", "--text"])
        .arg(directory.path())
        .assert()
        .code(2)
        .stderr(contains("a.txt, line 2"));
}
