//! `offhook extract`: the tree of files, and writing them where nothing can be overwritten or escape.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/attachments")
        .join(name)
}

fn extract(arguments: &[&str], file: &Path) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("offhook").unwrap();
    let output = command
        .arg("extract")
        .args(arguments)
        .arg(file)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_tree_shows_each_file_with_what_it_says() {
    let (status, tree, _) = extract(&[], &example("archive-rar.eml"));
    assert_eq!(status, Some(0));
    let lines: Vec<&str> = tree.lines().collect();
    assert_eq!(lines[0], "order.rar  rar  303 bytes");
    assert_eq!(lines[1], "  order.txt  txt  250 bytes");
    assert!(lines[2].contains("+1 844 555 0151"), "{tree}");
}

#[test]
fn what_was_not_read_is_said_and_shows_in_the_exit_status() {
    let (status, tree, _) = extract(&["--no-ocr"], &example("picture-png.eml"));
    assert_eq!(status, Some(2));
    assert!(
        tree.contains("not read: text in pictures was not read (ocr)"),
        "{tree}"
    );
}

#[test]
fn the_password_can_be_given_by_hand() {
    let locked = example("pdf-password.eml");
    let (status, tree, _) = extract(&[], &locked);
    assert_eq!(status, Some(2));
    assert!(tree.contains("encrypted"), "{tree}");
    let (status, tree, _) = extract(&["--password", "renew2026"], &locked);
    assert_eq!(status, Some(0));
    assert!(tree.contains("888") || tree.contains("877"), "{tree}");
}

#[test]
fn json_holds_the_same() {
    let (status, json, _) = extract(&["--format", "json"], &example("qr-picture.eml"));
    assert_eq!(status, Some(0));
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["files"][0]["codes"][0]["data"], "tel:+18335550127");
}

/// A mail with attachments of these names, each holding its number.
fn mail_with(directory: &Path, names: &[&str]) -> PathBuf {
    let mut mail = String::from(
        "From: a@example.org\nTo: b@example.org\nSubject: files\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhi\n",
    );
    for (number, name) in names.iter().enumerate() {
        let part = format!(
            "--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"{name}\"\n\nfile {number}\n"
        );
        mail.push_str(&part);
    }
    mail.push_str("--b--\n");
    let path = directory.join("mail.eml");
    std::fs::write(&path, mail).unwrap();
    path
}

#[test]
fn files_are_written_under_names_that_lead_nowhere_else() {
    let directory = tempfile::tempdir().unwrap();
    let names = [
        "../../escape.txt",
        "/etc/passwd",
        "twice.txt",
        "twice.txt",
        "con.txt",
        "-rf",
        ".hidden",
    ];
    let mail = mail_with(directory.path(), &names);
    let out = directory.path().join("out");
    let (status, _, error) = extract(&["--out", out.to_str().unwrap()], &mail);
    assert_eq!(status, Some(0), "{error}");
    let mut written: Vec<String> = std::fs::read_dir(&out)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written.len(), names.len(), "{written:?}");
    for name in ["escape.txt", "passwd", "twice.txt", "rf", "hidden"] {
        assert!(written.iter().any(|it| it == name), "{name} of {written:?}");
    }
    assert!(!written.iter().any(|it| it == "con.txt"), "{written:?}");
    assert!(!directory.path().join("escape.txt").exists());

    // A second time nothing is overwritten, and the file is named.
    let (status, _, error) = extract(&["--out", out.to_str().unwrap()], &mail);
    assert_eq!(status, Some(2));
    assert!(error.contains("cannot write"), "{error}");
}
