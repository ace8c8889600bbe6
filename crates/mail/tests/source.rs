//! Reading messages from paths.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use limits::Limits;
use mail::source::{Input, SourceError, read, read_within};

const MAIL: &str = "From: a@b.example\nSubject: x\n\nhi\n";

fn write(directory: &Path, name: &str, content: &str) -> PathBuf {
    let path = directory.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    path
}

/// Names without the directory, errors as `!`.
fn names(directory: &Path, found: impl Iterator<Item = Result<Input, SourceError>>) -> Vec<String> {
    let prefix = format!("{}/", directory.display());
    found
        .map(|it| it.map_or_else(|_| "!".to_owned(), |it| it.name.replace(&prefix, "")))
        .collect()
}

#[test]
fn directories_are_read_in_order_and_what_is_no_mail_is_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(root, "b.eml", MAIL);
    write(root, "a.eml", "not even a header");
    write(root, "sub/1", MAIL);
    write(root, "sub/deep/2.", MAIL);
    write(root, "saved.txt", MAIL);
    write(root, "labels.csv", "path,label\n");
    write(root, "README.md", "# Mail\n\nFrom: x\nTo: y\n");
    write(root, ".hidden.eml", MAIL);
    let expected = ["a.eml", "b.eml", "saved.txt", "sub/1", "sub/deep/2."];
    assert_eq!(names(root, read(&[root])), expected);
}

#[test]
fn a_named_file_is_read_whatever_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = write(directory.path(), "notes.csv", "a,b\n");
    let found: Vec<_> = read(&[path]).map(Result::unwrap).collect();
    assert_eq!(found[0].bytes, b"a,b\n");
}

#[test]
fn a_maildir_is_read_by_its_layout() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for name in [
        "new/1.h",
        "cur/2.h:2,S",
        "tmp/3.h",
        ".Sent/cur/4.h:2,S",
        "dovecot-uidlist",
    ] {
        write(root, name, MAIL);
    }
    fs::create_dir(root.join(".Sent/new")).unwrap();
    let expected = [".Sent/cur/4.h:2,S", "cur/2.h:2,S", "new/1.h"];
    assert_eq!(names(root, read(&[root])), expected);
}

#[test]
fn an_mbox_is_read_message_by_message() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let one = format!("From a@b.example Sat Jan  3 01:05:34 1996\n{MAIL}\n");
    let path = write(root, "in.mbox", &one.repeat(3));
    assert_eq!(
        names(root, read(&[path])),
        ["in.mbox#1", "in.mbox#2", "in.mbox#3"]
    );
    let single = write(root, "single.eml", &one);
    let found: Vec<_> = read(&[single]).map(Result::unwrap).collect();
    assert!(found[0].name.ends_with("single.eml"));
    assert!(found[0].bytes.starts_with(b"From: a@b.example"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let path = write(root, "a.eml", MAIL);
    let missing = root.join("missing.eml");
    assert_eq!(names(root, read(&[missing.clone(), path])), ["!", "a.eml"]);
    let error = read(&[missing]).next().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("cannot read "));
    assert!(error.path.ends_with("missing.eml"));
}

#[test]
fn a_message_is_cut_one_byte_above_the_limit() {
    let directory = tempfile::tempdir().unwrap();
    let path = write(directory.path(), "a.eml", MAIL);
    let mut limits = Limits::default();
    limits.message_bytes = 10;
    let found: Vec<_> = read_within(&[path], &limits).map(Result::unwrap).collect();
    assert_eq!(found[0].bytes.len(), 11);
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_not_followed() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    write(root, "sub/a.eml", MAIL);
    std::os::unix::fs::symlink(root, root.join("sub/loop")).unwrap();
    std::os::unix::fs::symlink(root.join("sub/a.eml"), root.join("b.eml")).unwrap();
    assert_eq!(names(root, read(&[root])), ["b.eml", "sub/a.eml"]);
}
