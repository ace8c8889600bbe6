//! `offhook account` as an operator meets it: what is made, listed and refused, and that no password is ever shown.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

fn account(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("offhook").unwrap();
    for (name, _) in std::env::vars().filter(|it| it.0.starts_with("OFFHOOK_")) {
        command.env_remove(name);
    }
    command.env("HOME", directory).env("LOGNAME", "root");
    command.env("OFFHOOK_STORE_DIRECTORY", directory.join("store"));
    command.arg("account").args(arguments);
    command
}

#[test]
fn accounts_are_made_changed_and_removed() {
    let home = tempfile::tempdir().unwrap();
    let account = |arguments: &[&str]| account(home.path(), arguments);
    let ann = [
        "create",
        "Ann",
        "--role",
        "analyst",
        "--display-name",
        "Ann Lee",
    ];
    let made = account(&ann)
        .write_stdin("correct horse battery\n")
        .assert()
        .code(0);
    made.stdout(contains("Account ann is made.").and(contains("horse").not()));
    account(&["list"])
        .assert()
        .code(0)
        .stdout(contains("ann (Ann Lee)  analyst").and(contains("last signed in never")));
    account(&ann)
        .write_stdin("another long one!\n")
        .assert()
        .code(2)
        .stderr(contains("already"));
    account(&["role", "ann", "admin"]).assert().code(0);
    account(&["disable", "ann", "--by", "bob"]).assert().code(0);
    account(&["list"])
        .assert()
        .stdout(contains("  admin  ").and(contains("disabled 2")));
    account(&["enable", "ann"]).assert().code(0);
    account(&["password", "ann"])
        .write_stdin("another long one!\r\n")
        .assert()
        .code(0);
    account(&["totp-reset", "ann"]).assert().code(0);
    account(&["unlock", "ann"]).assert().code(0);
    account(&["remove", "ann"]).assert().code(0);
    account(&["remove", "ann"])
        .assert()
        .code(2)
        .stderr(contains("there is no account ann"));
    let events = account(&["events"])
        .assert()
        .code(0)
        .get_output()
        .stdout
        .clone();
    let events = String::from_utf8(events).unwrap();
    assert_eq!(events.lines().count(), 8, "{events}");
    assert!(
        events.contains("disabled  by bob") && events.contains("role_changed (admin)  by root")
    );
}

#[test]
fn readers_have_mailboxes() {
    let home = tempfile::tempdir().unwrap();
    let account = |arguments: &[&str]| account(home.path(), arguments);
    let pat = [
        "create",
        "pat",
        "--role",
        "reader",
        "--mailbox",
        "Pat@Example.org",
        "--mailbox",
        "sales@example.org",
    ];
    account(&pat)
        .write_stdin("correct horse battery\n")
        .assert()
        .code(0);
    account(&["list"]).assert().code(0).stdout(
        contains("pat  reader").and(contains("  mailboxes pat@example.org, sales@example.org")),
    );
    account(&["mailboxes", "pat", "pat@example.org"])
        .assert()
        .code(0)
        .stdout(contains("To pat belong: pat@example.org."));
    account(&["mailboxes", "pat", "nobody"])
        .assert()
        .code(2)
        .stderr(contains("a mailbox is an address"));
    let many: Vec<String> = (0..21).map(|it| format!("u{it}@example.org")).collect();
    let mut too_many = vec!["mailboxes", "pat"];
    too_many.extend(many.iter().map(String::as_str));
    account(&too_many)
        .assert()
        .code(2)
        .stderr(contains("at most 20 mailboxes"));
    account(&["list"])
        .assert()
        .stdout(contains("mailboxes pat@example.org\n"));
    account(&["mailboxes", "pat"])
        .assert()
        .code(0)
        .stdout(contains("No mailbox belongs to pat."));
    account(&["role", "pat", "analyst"]).assert().code(0);
    account(&["events"]).assert().stdout(
        contains("mailboxes_changed (none)")
            .and(contains("mailboxes_changed (pat[@]example[.]org)")),
    );
}

#[test]
fn weak_passwords_and_impossible_names_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let account = |arguments: &[&str]| account(home.path(), arguments);
    for (password, said) in [
        ("short", "at least 12 characters"),
        ("password1234", "tried first"),
        ("my name is ann.lee", "name of the account"),
        ("", "at least 12 characters"),
    ] {
        let create = ["create", "ann.lee", "--role", "admin"];
        account(&create)
            .write_stdin(password)
            .assert()
            .code(2)
            .stderr(contains(said));
    }
    account(&["create", "a/b", "--role", "admin"])
        .assert()
        .code(2)
        .stderr(contains("a name is"));
    account(&["list"]).assert().code(0).stdout("");
}
