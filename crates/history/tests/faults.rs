//! Faults: each an error that names the place, and nothing that was stored is lost.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use history::{HistoryError, Observation, Settings, Store, open};
use stores::{NOW, Server, forged, key, mail};

/// The test binary starts itself again with this set, to be killed while it writes.
const VICTIM: &str = "HISTORY_TEST_WRITE_TO";

fn quick() -> Settings {
    Settings {
        patience: Duration::from_millis(300),
        ..Settings::default()
    }
}

fn messages(store: &dyn Store) -> u64 {
    store.summary().unwrap().messages
}

fn observation(number: u64) -> Observation {
    mail(number, NOW + number.cast_signed(), "a@shop.example")
}

struct File {
    folder: tempfile::TempDir,
}

impl File {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self) -> String {
        self.folder.path().join("history.db").display().to_string()
    }

    fn open(&self) -> Result<Box<dyn Store>, HistoryError> {
        open(&self.path(), quick())
    }

    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }
}

/// `error` names `place` and is what `is` says.
#[track_caller]
fn check(error: HistoryError, place: &str, is: impl Fn(&HistoryError) -> bool) {
    assert!(is(&error), "{error:?}");
    assert!(error.to_string().contains(place), "{error}");
}

#[test]
fn a_locked_file_is_waited_for_and_then_named() {
    let file = File::new();
    let store = file.open().unwrap();
    store.observe(&observation(1)).unwrap();
    let other = file.raw();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let start = Instant::now();
    let error = store.observe(&observation(2)).unwrap_err();
    assert!(start.elapsed() >= Duration::from_millis(250));
    check(error, &file.path(), |it| {
        matches!(it, HistoryError::Locked { .. })
    });
    // Reading goes on.
    assert_eq!(
        store
            .recall(&observation(3))
            .unwrap()
            .sender
            .unwrap()
            .seen
            .mails,
        1
    );
    other.execute_batch("ROLLBACK").unwrap();
    store.observe(&observation(2)).unwrap();
    assert_eq!(messages(&*store), 2);
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let file = File::new();
    drop(file.open().unwrap());
    file.raw().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(file.path()).unwrap();
    let error = file.open().unwrap_err();
    check(error, &file.path(), |it| {
        matches!(it, HistoryError::NewerSchema { found: 99, .. })
    });
    assert_eq!(std::fs::read(file.path()).unwrap(), before);
}

#[test]
fn what_is_no_history_is_refused_and_left_alone() {
    let file = File::new();
    file.raw().execute_batch("CREATE TABLE theirs (x)").unwrap();
    check(file.open().unwrap_err(), &file.path(), |it| {
        matches!(it, HistoryError::Foreign { .. })
    });
    std::fs::write(file.path(), "From: this is a letter\n".repeat(100)).unwrap();
    check(file.open().unwrap_err(), &file.path(), |it| {
        matches!(it, HistoryError::Corrupt { .. })
    });
    let nowhere = "/nonexistent/folder/history.db";
    check(open(nowhere, quick()).unwrap_err(), nowhere, |_| true);
    check(open("", quick()).unwrap_err(), "path", |it| {
        matches!(it, HistoryError::Address { .. })
    });
}

#[test]
fn a_damaged_file_is_named() {
    let file = File::new();
    {
        let store = file.open().unwrap();
        let all: Vec<Observation> = (0..2_000).map(observation).collect();
        store.learn(&all).unwrap();
    }
    let mut bytes = std::fs::read(file.path()).unwrap();
    for byte in &mut bytes[8_192..] {
        *byte = 0xa5;
    }
    std::fs::write(file.path(), bytes).unwrap();
    let error = match file.open() {
        Err(error) => error,
        Ok(store) => store.observe(&observation(5_000)).unwrap_err(),
    };
    check(error, &file.path(), |it| {
        matches!(it, HistoryError::Corrupt { .. })
    });
}

#[test]
fn a_lost_or_foreign_key_is_named() {
    let file = File::new();
    drop(file.open().unwrap());
    let key_file = format!("{}.key", file.path());
    let kept = std::fs::read(&key_file).unwrap();
    std::fs::remove_file(&key_file).unwrap();
    check(file.open().unwrap_err(), &key_file, |it| {
        matches!(it, HistoryError::WrongKey { .. })
    });
    assert!(!std::path::Path::new(&key_file).exists());
    std::fs::write(&key_file, "00".repeat(32)).unwrap();
    check(file.open().unwrap_err(), &key_file, |it| {
        matches!(it, HistoryError::WrongKey { .. })
    });
    std::fs::write(&key_file, kept).unwrap();
    file.open().unwrap();
}

/// A file system of its own: small, and for the second part read-only.
#[test]
fn a_full_disk_and_a_read_only_one_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mount = |options: &str| {
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path());
        mount
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|it| it.success())
    };
    if !stores::is_root() || !mount("size=2m") {
        eprintln!("skipped: mounting a small file system needs root");
        return;
    }
    let path = folder.path().join("history.db").display().to_string();
    let result = std::panic::catch_unwind(|| {
        let store = open(&path, quick()).unwrap();
        let mut stored = 0;
        let error = loop {
            let batch: Vec<Observation> = (stored..stored + 100).map(observation).collect();
            match store.learn(&batch) {
                Ok(added) => stored += added as u64,
                Err(error) => break error,
            }
        };
        check(error, &path, |it| matches!(it, HistoryError::Full { .. }));
        assert!(stored > 0);
        assert_eq!(messages(&*store), stored);
        drop(store);
        assert!(mount("remount,ro"));
        let error = open(&path, quick()).and_then(|it| it.observe(&observation(9_999_999)));
        check(error.unwrap_err(), &path, |_| true);
    });
    let unmounted = Command::new("umount").arg(folder.path()).status().unwrap();
    assert!(unmounted.success());
    result.unwrap();
}

#[test]
fn a_server_that_goes_away_is_named_and_found_again() {
    let Some(server) = Server::start() else {
        return;
    };
    let store = open(&server.url(), quick()).unwrap();
    store.observe(&observation(1)).unwrap();
    // Restarted between two messages: nobody notices.
    server.stop("fast");
    server.go();
    store.observe(&observation(2)).unwrap();
    // A connection that is cut by the administrator: the same.
    server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'offhook'",
    );
    store.observe(&observation(3)).unwrap();
    // Gone.
    server.stop("immediate");
    let error = store.observe(&observation(4)).unwrap_err();
    check(error, "postgres", |it| {
        matches!(it, HistoryError::Unreachable { .. })
    });
    server.go();
    assert_eq!(messages(&*store), 3);
    store.observe(&observation(4)).unwrap();
    assert_eq!(messages(&*store), 4);
}

#[test]
fn a_server_that_falls_silent_holds_nothing_up() {
    let Some(server) = Server::start() else {
        return;
    };
    let store = open(&server.url(), quick()).unwrap();
    store.observe(&observation(1)).unwrap();
    let pid = server.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'offhook'");
    let signal = |name: &str| {
        let status = Command::new("kill").args([name, pid.trim()]).status();
        assert!(status.unwrap().success());
    };
    signal("-STOP");
    let start = Instant::now();
    let error = store.observe(&observation(2)).unwrap_err();
    let waited = start.elapsed();
    signal("-CONT");
    check(error, "postgres", |it| {
        matches!(it, HistoryError::Unreachable { .. })
    });
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    store.observe(&observation(2)).unwrap();
    assert_eq!(messages(&*store), 2);
}

#[test]
fn a_server_that_is_locked_or_newer_is_named() {
    let Some(server) = Server::start() else {
        return;
    };
    let store = open(&server.url(), quick()).unwrap();
    store.observe(&observation(1)).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| server.sql("BEGIN; LOCK TABLE offhook.message; SELECT pg_sleep(2); COMMIT"));
        std::thread::sleep(Duration::from_millis(700));
        let error = store.observe(&observation(2)).unwrap_err();
        check(error, "postgres", |it| {
            matches!(it, HistoryError::Locked { .. })
        });
    });
    store.observe(&observation(2)).unwrap();
    server.sql("UPDATE offhook.meta SET value = '99' WHERE name = 'schema'");
    let error = open(&server.url(), quick()).unwrap_err();
    check(error, "postgres", |it| {
        matches!(it, HistoryError::NewerSchema { found: 99, .. })
    });
    let nowhere = "postgres://tester@127.0.0.1:1/none";
    check(open(nowhere, quick()).unwrap_err(), "127.0.0.1:1", |it| {
        matches!(it, HistoryError::Unreachable { .. })
    });
}

#[test]
fn several_may_open_and_write_at_once() {
    let file = File::new();
    let server = Server::start();
    let mut places = vec![file.path()];
    places.extend(server.iter().map(Server::url));
    for place in places {
        std::thread::scope(|scope| {
            for thread in 0..4_u64 {
                let place = &place;
                scope.spawn(move || {
                    let store = open(place, Settings::default()).unwrap();
                    for it in 0..50 {
                        // Half of the messages are everybody's.
                        let number = if it % 2 == 0 { it } else { thread * 1_000 + it };
                        store.observe(&observation(number)).unwrap();
                        store
                            .conclude(&[stores::judged(number, history::Verdict::Malicious)])
                            .unwrap();
                    }
                });
            }
        });
        let store = open(&place, Settings::default()).unwrap();
        assert_eq!(messages(&*store), 25 + 4 * 25);
    }
}

/// Not a test of its own: what the next one kills. It writes messages and says the number of each once it is stored.
#[test]
fn victim() {
    let Ok(place) = std::env::var(VICTIM) else {
        return;
    };
    let store = open(&place, Settings::default()).unwrap();
    for number in 0.. {
        store
            .observe(&forged(number, NOW, "a@shop.example"))
            .unwrap();
        println!("stored {number}");
    }
}

#[test]
fn nothing_that_was_stored_is_lost_to_a_kill() {
    let file = File::new();
    let server = Server::start();
    let mut places = vec![file.path()];
    places.extend(server.iter().map(Server::url));
    for place in places {
        for _ in 0..3 {
            let mut victim = Command::new(std::env::current_exe().unwrap())
                .args(["victim", "--exact", "--nocapture"])
                .env(VICTIM, &place)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(victim.stdout.take().unwrap());
            let mut last = None;
            let mut line = String::new();
            while last.is_none_or(|it| it < 40) {
                line.clear();
                assert_ne!(lines.read_line(&mut line).unwrap(), 0, "the victim ended");
                let number = line.trim().rsplit_once("stored ").map(|it| it.1.parse());
                last = number.map_or(last, |it| Some(it.unwrap()));
            }
            victim.kill().unwrap();
            victim.wait().unwrap();
            let mut rest = String::new();
            lines.read_to_string(&mut rest).unwrap();
            let whole = rest.lines().filter(|_| rest.ends_with('\n'));
            let mut said = whole.filter_map(|it| it.strip_prefix("stored ")?.parse::<u64>().ok());
            let last: u64 = said.next_back().or(last).unwrap();
            let store = open(&place, Settings::default()).unwrap();
            let keys: Vec<_> = (0..=last).map(key).collect();
            assert!(store.known(&keys).unwrap().iter().all(|it| *it));
            let known = store
                .recall(&forged(1 << 40, NOW + 1, "a@shop.example"))
                .unwrap();
            assert!(u64::from(known.sender.unwrap().seen.mails) > last.min(255));
        }
    }
}
