//! A history that fails while mail is judged: it is named once, every mail has its verdict, and what was kept is
//! kept.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::remembering::{LURE, Run, mail, mailbox, run_of, scan};
use crate::stores::{self, Server};

/// The mail is judged as without a history, `history` is missing, and `named` stands once in the errors.
#[track_caller]
fn check_fault(mails: &Path, place: &str, named: &str) {
    let without = scan(mails, &[]);
    let with = scan(mails, &["--history", place]);
    assert_eq!(with.code, without.code, "{}", with.errors);
    assert_eq!(with.errors.matches(named).count(), 1, "{}", with.errors);
    assert_eq!(with.errors.lines().count(), 1, "{}", with.errors);
    assert_eq!(with.reports.len(), without.reports.len());
    for (with, without) in with.reports.iter().zip(&without.reports) {
        assert_eq!(with["verdict"], without["verdict"]);
        assert_eq!(with["score"], without["score"]);
        let missing = with["missing"].as_array().unwrap();
        assert!(missing.iter().any(|it| it == "history"), "{missing:?}");
    }
}

#[test]
fn a_history_out_of_order_is_named_and_holds_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    let mails = mailbox(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    let make = |name: &str| {
        let place = path(name);
        drop(history::open(&place, history::Settings::default()).unwrap());
        place
    };

    let newer = make("newer.db");
    let raw = rusqlite::Connection::open(&newer).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    check_fault(&mails, &newer, "newer.db");

    let damaged = path("damaged.db");
    std::fs::write(&damaged, "From: this is a letter\n".repeat(100)).unwrap();
    check_fault(&mails, &damaged, "damaged.db");

    let locked = make("locked.db");
    let other = rusqlite::Connection::open(&locked).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    check_fault(&mails, &locked, "locked.db");
    other.execute_batch("ROLLBACK").unwrap();

    check_fault(&mails, &path("no/such/folder/history.db"), "unable to open");
    check_fault(&mails, "postgres://nobody@127.0.0.1:9/none", "127.0.0.1");
}

#[test]
fn a_read_only_history_is_named() {
    if stores::is_root() {
        eprintln!("skipped: root may write everywhere");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mails = mailbox(folder.path());
    let place = folder.path().join("fixed.db");
    let settings = history::Settings::default();
    drop(history::open(place.to_str().unwrap(), settings).unwrap());
    let permissions = std::fs::Permissions::from_mode(0o400);
    std::fs::set_permissions(&place, permissions).unwrap();
    check_fault(&mails, place.to_str().unwrap(), "fixed.db");
}

/// As many letters as wanted, each of a sender of its own, then a lure.
fn letters(folder: &Path, count: u32) -> std::path::PathBuf {
    let path = folder.join("letters");
    std::fs::create_dir(&path).unwrap();
    for at in 0..count {
        let from = format!("Ann <ann{at}@firm{at}.example>");
        let text = format!("We meet at noon, room {at}.");
        let text = mail(3 + at % 20, &from, true, "Meeting", &text);
        std::fs::write(path.join(format!("{at:05}.eml")), text).unwrap();
    }
    let lure = mail(25, "Norton <desk7788@gmail.com>", true, "Invoice", LURE);
    std::fs::write(path.join("99999.eml"), lure).unwrap();
    path
}

/// Every mail has the verdict it has without a history. Returns how many were judged without it.
#[track_caller]
fn check_verdicts(with: &Run, without: &Run) -> usize {
    assert_eq!(with.code, without.code, "{}", with.errors);
    assert_eq!(with.reports.len(), without.reports.len());
    for (with, without) in with.reports.iter().zip(&without.reports) {
        assert_eq!(with["verdict"], without["verdict"]);
    }
    assert_eq!(with.reports.last().unwrap()["verdict"], "malicious");
    let lacks = |it: &&serde_json::Value| {
        let missing = it["missing"].as_array().unwrap();
        missing.iter().any(|it| it == "history")
    };
    with.reports.iter().filter(lacks).count()
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mails = letters(folder.path(), 600);
    let without = scan(&mails, &[]);
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    // A file system of its own, seen by this shell only; it is gone with the shell.
    let script = "mount -t tmpfs -o size=600k tmpfs \"$2\" || exit 99\n\
        \"$1\" scan --format jsonl --history \"$2/history.db\" \"$3\"; code=$?\n\
        \"$1\" history export --history \"$2/history.db\" >\"$4\" || exit 98\n\
        exit $code";
    let kept = folder.path().join("kept.jsonl");
    let mut unshare = Command::new("unshare");
    if !stores::is_root() {
        unshare.args(["--user", "--map-root-user"]);
    }
    let output = unshare
        .args(["--mount", "sh", "-c", script, "sh"])
        .arg(env!("CARGO_BIN_EXE_offhook"))
        .args([&disk, &mails, &kept])
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    if text.contains("unshare:") || output.status.code() == Some(99) {
        eprintln!("skipped: no file system may be mounted here: {text}");
        return;
    }
    let with = run_of(output);
    assert_eq!(with.errors.lines().count(), 1, "{}", with.errors);
    assert!(with.errors.contains("history.db"), "{}", with.errors);
    assert!(with.errors.contains("no space is left"), "{}", with.errors);
    let lacking = check_verdicts(&with, &without);
    assert!(lacking > 0);
    // What was answered for was noted, and is still there.
    let kept = std::fs::read_to_string(kept).unwrap().lines().count();
    let answered = with.reports.len() - lacking;
    assert!(kept > 0 && kept >= answered, "{kept} {answered}");
}

#[test]
fn a_server_that_stops_in_between_is_named_and_loses_nothing() {
    let Some(server) = Server::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mails = letters(folder.path(), 4_000);
    let without = scan(&mails, &[]);
    drop(history::open(&server.url(), history::Settings::default()).unwrap());
    let running = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(["scan", "--format", "jsonl", "--jobs", "1", "--history"])
        .arg(server.url())
        .arg(&mails)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Its output is read while the server is watched: a full pipe would hold the mail up.
    let reader = std::thread::spawn(|| running.wait_with_output().unwrap());
    let count = || -> usize {
        let count = server.sql("SELECT count(*) FROM offhook.message");
        count.trim().parse().unwrap()
    };
    while count() < 64 && !reader.is_finished() {}
    let before = count();
    server.stop("immediate");
    let with = run_of(reader.join().unwrap());
    let host = server.url();
    let host = host
        .rsplit('@')
        .next()
        .unwrap()
        .trim_end_matches("/postgres");
    let host = host.replace("%2F", "/");
    assert_eq!(with.errors.lines().count(), 1, "{}", with.errors);
    assert_eq!(with.errors.matches(&host).count(), 1, "{}", with.errors);
    let lacking = check_verdicts(&with, &without);
    assert!(lacking > 0 && lacking < with.reports.len(), "{lacking}");
    server.go();
    assert!(before >= 64 && count() >= before, "{before} {}", count());
}
