//! The console as those meet it who run offhook: a real browser, driven by `tests/browser/console_walk.py`, over a store with mail in it;
//! and signing in by a real provider of OpenID Connect, `tests/openid/provider.mjs`, driven by `tests/browser/openid_walk.py`.
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
use store::{
    By, Digest, Envelope, NewAccount, PasswordHash, Role, Settings, Store, UserReport, Verdict,
};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A program that is killed where it is dropped.
pub(crate) struct Running(Child);

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

/// The Python that drives the browser, if both are there.
pub(crate) fn walker() -> Option<PathBuf> {
    let python = root().join("target/browser/bin/python");
    let python = installed(python, "the Python of tests/browser (see .ci/run)");
    installed("/usr/bin/chromium".into(), "Debian's chromium")?;
    python
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

/// A server over the store in `directory`, the address of its pages, and that of its HTTP door.
pub(crate) fn serve(directory: &Path, port: u16, more: &str) -> (Running, String, String) {
    let settings = directory.join("offhook.toml");
    let text = format!(
        "[milter]\nlisten = []\n[spamd]\nlisten = []\n[http]\nlisten = [\"127.0.0.1:0\"]\n[web]\nlisten = [\"127.0.0.1:{port}\"]\nper_minute = 0\n\
         [rules]\neditable = \"rules\"\n[store]\ndirectory = \"{}\"\n{more}",
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
    let (mut address, mut door, mut line) = (String::new(), String::new(), String::new());
    while !line.contains(" ready ") {
        line.clear();
        assert!(log.read_line(&mut line).unwrap() > 0, "the server ended");
        if let Some((what, place)) = line.trim_end().rsplit_once(" listens on ") {
            let is_door = what.ends_with("Http");
            place.clone_into(if is_door { &mut door } else { &mut address });
        }
    }
    // What is not read would block the server once the pipe is full.
    std::thread::spawn(move || log.lines().for_each(drop));
    (running, address, door)
}

/// The password of the accounts that are made for the walk.
pub(crate) const WORDS: &str = "correct horse battery";

fn account(store: &Store, name: &str, now: i64) {
    let new = NewAccount {
        name: name.parse().unwrap(),
        display_name: Some("Somebody of the office".to_owned()),
        role: Role::Admin,
        mailboxes: Vec::new(),
        password: Some(PasswordHash::of(WORDS).unwrap()),
        openid: None,
    };
    let by = By { actor: "root", now };
    store.create_account(&new, by).unwrap();
}

#[test]
fn an_analyst_and_an_administrator_walk_the_console_in_a_real_browser() {
    let walker = walker();
    let sink = installed("/usr/sbin/smtp-sink".into(), "Postfix's smtp-sink");
    let (Some(python), Some(sink)) = (walker, sink) else {
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
    for name in ["ann.lee", "bob.ray"] {
        account(&store, name, now);
    }
    let port = free_port();
    let mut mail_server = Command::new(sink);
    // It asks for another user where it is started by root, and has none to offer otherwise.
    let user = Command::new("id").arg("-u").output().unwrap().stdout;
    if user.trim_ascii() == b"0" {
        mail_server.args(["-u", "nobody"]);
    }
    mail_server.arg(format!("127.0.0.1:{port}")).arg("10");
    let _mail_server = Running(mail_server.spawn().unwrap());
    let release = format!("[quarantine]\nrelease_to = \"127.0.0.1:{port}\"\n");
    let (_server, address, _) = serve(home.path(), 0, &release);
    let output = Command::new(python)
        .arg(root().join("tests/browser/console_walk.py"))
        .arg(format!("http://{address}"))
        .args([analyst.text, admin.text])
        .arg(root().join("target/screenshots"))
        .arg(WORDS)
        .args(["ann.lee", "bob.ray"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    println!("{said}");
    drop(store);
}

#[test]
fn news_jobs_and_rules_are_walked_in_a_real_browser() {
    let walker = walker();
    let Some(python) = walker else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let now = Timestamp::now().as_second();
    let store = Store::open(&home.path().join("store"), Settings::default(), now).unwrap();
    fill(&store, now);
    let admin = store
        .create_token("Ada Min", Role::Admin, now, None)
        .unwrap();
    let (_server, address, door) = serve(home.path(), 0, "");
    let output = Command::new(python)
        .arg(root().join("tests/browser/live_walk.py"))
        .args([&format!("http://{address}"), &format!("http://{door}")])
        .arg(admin.text)
        .arg(root().join("target/screenshots"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    println!("{said}");
    drop(store);
}

/// The provider, and its issuer.
fn provider(redirect_url: &str) -> Option<(Running, String)> {
    let modules = root().join("target/openid");
    let what = "the provider of tests/openid (see .ci/run)";
    installed(
        modules.join("node_modules/oidc-provider/package.json"),
        what,
    )?;
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/openid/provider.mjs"))
        .arg(redirect_url);
    command.env("OPENID_MODULES", modules.canonicalize().unwrap());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let running = Running(child);
    let mut line = String::new();
    while !line.starts_with("http://") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "the provider ended");
    }
    std::thread::spawn(move || said.lines().for_each(drop));
    Some((running, line.trim_end().to_owned()))
}

#[test]
fn people_of_an_organisation_sign_in_by_its_provider() {
    let walker = walker();
    let port = free_port();
    let redirect_url = format!("http://127.0.0.1:{port}/console/openid/return");
    let (Some(python), Some((running, issuer))) = (walker, provider(&redirect_url)) else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let secret = home.path().join("client-secret");
    std::fs::write(&secret, "a secret: 100% plain\n").unwrap();
    let settings = format!(
        "[openid]\nissuer = \"{issuer}\"\nclient_id = \"offhook\"\nclient_secret_file = \"client-secret\"\n\
         redirect_url = \"{redirect_url}\"\nadmin_values = [\"mail-admins\"]\nanalyst_values = [\"soc\"]\n\
         reader_values = [\"pupil\"]\nmailbox_from_email = true\n"
    );
    let walk = |address: &str, what: &str| {
        let output = Command::new(&python)
            .arg(root().join("tests/browser/openid_walk.py"))
            .args([&format!("http://{address}"), &issuer])
            .arg(root().join("target/screenshots"))
            .arg(what)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{error}");
        println!("{said}");
    };
    let (server, address, _) = serve(home.path(), port, &settings);
    walk(&address, "walk");
    drop((server, running));
    // The accounts that were made are known by issuer and subject, and have no password.
    let now = Timestamp::now().as_second();
    let store = Store::open(&home.path().join("store"), Settings::default(), now).unwrap();
    let accounts = store.accounts().unwrap();
    let known: Vec<_> = accounts
        .iter()
        .map(|it| (it.name.as_str(), it.role, it.has_password))
        .collect();
    assert_eq!(
        known,
        [
            ("ada", Role::Admin, false),
            ("ann", Role::Analyst, false),
            ("rae", Role::Reader, false)
        ]
    );
    // The provider has verified the address of two of them.
    let mailboxes: Vec<_> = accounts
        .iter()
        .map(|it| {
            it.mailboxes
                .iter()
                .map(store::Mailbox::as_str)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        mailboxes,
        [vec![], vec!["ann@home.example"], vec!["rae@home.example"]]
    );
    let openid = accounts.iter().filter_map(|it| it.openid.as_ref());
    assert!(openid.clone().count() == 3 && openid.into_iter().all(|it| it.issuer == issuer));
    drop(store);
    // Nobody answers at the provider's address any more.
    let (_server, address, _) = serve(home.path(), 0, &settings);
    walk(&address, "away");
}
