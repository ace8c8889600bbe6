//! The console as those meet it who run offhook: a real browser, driven by `tests/browser/console_walk.py`, over a store with mail in it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use detect::{Engine, Options};
use jiff::Timestamp;
use store::{Digest, Envelope, Role, Settings, Store, UserReport, Verdict};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A program that is killed where it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `path`, if it is there. Where it is not, the test is skipped, unless everything is required.
fn installed(path: PathBuf, what: &str) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var("OFFHOOK_REQUIRE_ALL").as_deref() == Ok("1");
    assert!(!required, "{what} is required");
    println!("skipped: {what} is not installed");
    None
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Judges mail as the doors do, and keeps it: the malicious and some made suspicious are held.
fn fill(store: &Store, now: i64) {
    store::seed(store, 400, now - 3600).unwrap();
    let engine = Engine::new(Options::default()).unwrap();
    let folder = root().join("examples/mail");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "eml"))
        .collect();
    files.sort();
    // The first is what the walk looks for.
    files.sort_by_key(|it| !it.ends_with("seed-1-gmail-fake-order.eml"));
    for (index, file) in (0_i64..).zip(files.iter().take(14)) {
        let raw = std::fs::read(file).unwrap();
        let report = engine.judge("message", &raw);
        let mut record = gateway::new_record(&report, Digest::of(&raw));
        "milter".clone_into(&mut record.door);
        record.time = now - 60 * index;
        record.recipients = vec![format!("reader{index}@home.example")];
        if record.verdict == Verdict::Benign {
            store.add(vec![record]).unwrap();
            continue;
        }
        if index % 2 == 1 {
            record.verdict = Verdict::Suspicious;
        }
        "quarantine".clone_into(&mut record.action);
        let reported = UserReport {
            record: None,
            by: format!("reader{index}@home.example"),
            time: now,
            message_id: report.message_id.clone(),
            verdict: Some(record.verdict),
            note: record.subject.clone(),
        };
        store.add_user_report(&reported).unwrap();
        let envelope = Envelope {
            mail_from: report.from.clone(),
            recipients: record.recipients.clone(),
        };
        store
            .hold(&raw, &envelope, record, Some(&report.summary))
            .unwrap();
    }
}

/// A server over the store in `directory`, and the address of its pages.
fn serve(directory: &Path, release_to: u16) -> (Running, String) {
    let settings = directory.join("offhook.toml");
    let text = format!(
        "[milter]\nlisten = []\n[spamd]\nlisten = []\n[http]\nlisten = []\n[web]\nlisten = [\"127.0.0.1:0\"]\nper_minute = 0\n\
         [store]\ndirectory = \"{}\"\n[quarantine]\nrelease_to = \"127.0.0.1:{release_to}\"\n",
        directory.join("store").display()
    );
    std::fs::write(&settings, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_offhook"));
    for (name, _) in std::env::vars().filter(|it| it.0.starts_with("OFFHOOK_")) {
        command.env_remove(name);
    }
    command.arg("serve").arg("--config").arg(&settings);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let running = Running(child);
    let (mut address, mut line) = (String::new(), String::new());
    while !line.contains(" ready ") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "the server ended");
        if let Some((_, place)) = line.trim_end().rsplit_once(" listens on ") {
            place.clone_into(&mut address);
        }
    }
    // What is not read would block the server once the pipe is full.
    std::thread::spawn(move || log.lines().for_each(drop));
    (running, address)
}

#[test]
fn an_analyst_and_an_administrator_walk_the_console_in_a_real_browser() {
    let python = root().join("target/browser/bin/python");
    let python = installed(python, "the Python of tests/browser (see .ci/run)");
    let browser = installed("/usr/bin/chromium".into(), "Debian's chromium");
    let sink = installed("/usr/sbin/smtp-sink".into(), "Postfix's smtp-sink");
    let (Some(python), Some(_), Some(sink)) = (python, browser, sink) else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let now = Timestamp::now().as_second();
    let store = Store::open(&home.path().join("store"), Settings::default(), now).unwrap();
    fill(&store, now);
    let analyst = store
        .create_token("Ann Lyst", Role::Analyst, now, None)
        .unwrap();
    let admin = store
        .create_token("Ada Min", Role::Admin, now, None)
        .unwrap();
    let port = free_port();
    let mut mail_server = Command::new(sink);
    // It asks for another user where it is started by root, and has none to offer otherwise.
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    if user.trim_ascii() == b"0" {
        mail_server.args(["-u", "nobody"]);
    }
    mail_server.arg(format!("127.0.0.1:{port}")).arg("10");
    let _mail_server = Running(mail_server.spawn().unwrap());
    let (_server, address) = serve(home.path(), port);
    let output = Command::new(python)
        .arg(root().join("tests/browser/console_walk.py"))
        .arg(format!("http://{address}"))
        .args([analyst.text, admin.text])
        .arg(root().join("target/screenshots"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    println!("{said}");
    drop(store);
}
