//! The quarantine behind a real Postfix: nothing is answered for before it is kept, and what is let go arrives as it was.

mod faults;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use store::{Settings, Store};

use crate::doors::mails::{Mail, seeds, without_ours};
use crate::doors::postfix::{Postfix, as_sent, free_port, send, send_to};
use crate::doors::server::{Server, get};

const PAT: &str = "pat@example.org";
const SECONDS: i64 = 1_795_000_000;

/// A server with a store, a Postfix before and behind it, and the settings of both for the command line.
pub(crate) struct Site {
    home: tempfile::TempDir,
    pub(crate) postfix: Postfix,
    settings: PathBuf,
}

impl Site {
    /// With `policy`, and `more` in `[quarantine]`.
    pub(crate) fn start(policy: &str, more: &str) -> Option<(Self, Server)> {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("store");
        Self::start_in(home, &directory, "", policy, more)
    }

    fn start_in(
        home: tempfile::TempDir,
        directory: &Path,
        store: &str,
        policy: &str,
        more: &str,
    ) -> Option<(Self, Server)> {
        let port = free_port();
        let postfix = Postfix::start(&format!("127.0.0.1:{port}"))?;
        let text = format!(
            "[milter]\nlisten = [\"127.0.0.1:{port}\"]\nbelieve_results = true\n[spamd]\nlisten = []\n\
             [http]\nlisten = [\"127.0.0.1:0\"]\n[web]\nlisten = []\n[trust]\nhosts = [\"mx.example.org\"]\n\
             [policy]\nmode = \"enforce\"\n{policy}\n[store]\ndirectory = \"{}\"\n{store}\n\
             [quarantine]\nrelease_to = \"127.0.0.1:{}\"\n{more}\n",
            directory.display(),
            postfix.port
        );
        let settings = home.path().join("settings.toml");
        fs::write(&settings, &text).unwrap();
        let site = Self {
            home,
            postfix,
            settings,
        };
        let server = site.server();
        Some((site, server))
    }

    fn server(&self) -> Server {
        Server::with_settings(&fs::read_to_string(&self.settings).unwrap())
    }

    pub(crate) fn store(&self) -> Store {
        Store::open(
            &self.home.path().join("store"),
            Settings::default(),
            SECONDS,
        )
        .unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offhook"));
        command.args(arguments).arg("--config").arg(&self.settings);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The lines of JSON that a command prints.
    fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().map(|it| serde_json::from_str(it).unwrap());
        lines.collect()
    }

    fn held(&self) -> Vec<Value> {
        self.lines(&["quarantine", "list", "--json", "--limit", "1000"])
    }
}

pub(crate) fn fakes() -> Vec<Mail> {
    seeds().into_iter().filter(|it| it.is_fake).collect()
}

fn id(entry: &Value) -> String {
    entry["id"].as_str().unwrap().to_owned()
}

/// With line ends as mailboxes have them.
fn plain(raw: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(raw)
        .replace("\r\n", "\n")
        .into_bytes()
}

#[test]
fn fakes_are_held_with_their_reasons_and_come_back_byte_for_byte() {
    let Some((site, server)) = Site::start("malicious = \"quarantine\"", "encrypt = true") else {
        return;
    };
    let mails = seeds();
    for mail in &mails {
        let reply = send(site.postfix.port, &mail.raw);
        assert!(
            reply.starts_with("250 "),
            "{}: {reply}",
            mail.path.display()
        );
    }
    let fakes: Vec<&Mail> = mails.iter().filter(|it| it.is_fake).collect();
    let genuine = mails.len() - fakes.len();
    assert_eq!(site.postfix.await_delivered(genuine).len(), genuine);
    let held = site.held();
    assert_eq!(held.len(), fakes.len());
    for entry in &held {
        assert_eq!(entry["recipient"], PAT);
        assert_eq!(entry["verdict"], "malicious");
        assert!(entry["cause"].as_str().unwrap().len() > 40, "{entry}");
    }
    let metrics = server.metrics();
    let count = fakes.len();
    for line in [
        format!("offhook_held_total {count}\n"),
        format!("offhook_quarantine_entries {count}\n"),
        "offhook_not_held_total 0\n".to_owned(),
    ] {
        assert!(metrics.contains(&line), "{line}{metrics}");
    }
    // Everything that was judged is on record, held or not.
    let deadline = Instant::now() + Duration::from_secs(30);
    while site
        .lines(&["records", "list", "--json", "--limit", "1000"])
        .len()
        < mails.len()
    {
        assert!(Instant::now() < deadline, "records are missing");
        std::thread::sleep(Duration::from_millis(50));
    }
    let of = |verdict| {
        site.lines(&["records", "list", "--json", "--verdict", verdict])
            .len()
    };
    assert_eq!(of("malicious"), count);
    // Shown without anything that acts, or as it is.
    let shown = site.run(&["quarantine", "show", &id(&held[0])]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(
        !shown.contains("http") && !shown.contains('\u{1b}'),
        "{shown}"
    );
    let raw = site
        .run(&["quarantine", "show", "--raw", &id(&held[0])])
        .stdout;
    assert!(
        fakes.iter().any(|it| plain(&it.raw) == plain(&raw)),
        "{}",
        String::from_utf8_lossy(&raw)
    );
    let ids: Vec<String> = held.iter().map(id).collect();
    let mut arguments = vec!["quarantine", "release", "--by", "ann", "--reason", "asked"];
    arguments.extend(ids.iter().map(String::as_str));
    let output = site.run(&arguments);
    assert!(output.status.success(), "{output:?}");
    let delivered = site.postfix.await_delivered(mails.len());
    assert_eq!(delivered.len(), mails.len());
    for mail in &fakes {
        let sent = plain(&mail.raw);
        let found = delivered.iter().any(|it| as_sent(it) == sent.as_slice());
        assert!(
            found,
            "{} was changed, or fields are left",
            mail.path.display()
        );
    }
    assert_eq!(site.held().len(), 0);
    let released = site.lines(&["quarantine", "list", "--json", "--state", "released"]);
    assert!(
        released
            .iter()
            .all(|it| it["changed_by"] == "ann" && it["reason"] == "asked")
    );
    assert!(
        server
            .metrics()
            .contains(&format!("offhook_tickets_total {count}\n"))
    );
}

#[test]
fn of_two_releases_at_once_one_delivers() {
    let Some((site, _server)) = Site::start("malicious = \"quarantine\"", "") else {
        return;
    };
    for mail in &fakes() {
        assert!(send(site.postfix.port, &mail.raw).starts_with("250 "));
    }
    let held = site.held();
    for entry in &held {
        let id = id(entry);
        let start = || {
            site.command(&["quarantine", "release", "--by", "ann", &id])
                .spawn()
                .unwrap()
        };
        let both = [start(), start()].map(|it| it.wait_with_output().unwrap());
        let done = both.iter().filter(|it| it.status.success()).count();
        assert_eq!(done, 1, "{both:?}");
    }
    let again = site.run(&["quarantine", "release", "--by", "ann", &id(&held[0])]);
    assert_eq!(again.status.code(), Some(2));
    let text = String::from_utf8(again.stderr).unwrap();
    assert!(text.contains("is released already"), "{text}");
    site.postfix.await_delivered(held.len());
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(site.postfix.delivered().len(), held.len());
}

#[test]
fn a_forged_or_used_ticket_lets_nothing_through() {
    let Some((site, server)) = Site::start("malicious = \"quarantine\"", "") else {
        return;
    };
    let fake = fakes().remove(0);
    let content = String::from_utf8_lossy(&fake.raw)
        .replace("\r\n", "\n")
        .replace('\n', "\r\n");
    let other = content.replacen("Subject: ", "Subject: Re: ", 1);
    assert_ne!(other, content);
    let expires = history_now() + 600;
    let issue = |bytes: &str, to: &str, expires| {
        site.store()
            .issue_ticket(None, bytes.as_bytes(), to, expires)
            .unwrap()
    };
    let with = |ticket: &str, content: &str| format!("X-Offhook-Release: {ticket}\r\n{content}");
    let good = issue(&content, PAT, expires);
    let forged = [
        with("v1; id=0; expires=9999999999; nonce=00; mac=00", &content),
        with(&good.replace("expires=", "expires=9"), &content),
        with(&good, &other),
        with(&issue(&content, "ann@example.org", expires), &content),
        with(&issue(&content, PAT, history_now() - 1), &content),
        with(&good, &with(&good, &content)),
        content.clone(),
    ];
    for mail in &forged {
        assert!(
            send(site.postfix.port, mail.as_bytes()).starts_with("250 "),
            "{mail}"
        );
    }
    assert_eq!(site.postfix.delivered().len(), 0);
    // The same bytes to the same recipient are held once, whatever ticket they came with.
    assert_eq!(site.held().len(), 2);
    assert!(send(site.postfix.port, with(&good, &content).as_bytes()).starts_with("250 "));
    let delivered = site.postfix.await_delivered(1);
    assert_eq!(as_sent(&delivered[0]), plain(content.as_bytes()));
    // Once is once.
    assert!(send(site.postfix.port, with(&good, &content).as_bytes()).starts_with("250 "));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(site.postfix.delivered().len(), 1);
    let metrics = server.metrics();
    assert!(metrics.contains("offhook_tickets_total 1\n"), "{metrics}");
    assert!(
        metrics.contains("offhook_refused_tickets_total 6\n"),
        "{metrics}"
    );
}

fn history_now() -> i64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    since.as_secs().cast_signed()
}

#[test]
fn who_wants_it_gets_it_and_for_who_does_not_it_is_held() {
    let policy = "recipients = [{ of = [\"pat@example.org\"], malicious = \"quarantine\" }]\nmalicious = \"tag\"";
    let Some((site, server)) = Site::start(policy, "") else {
        return;
    };
    let fake = fakes().remove(0);
    let all = ["ann@example.org", PAT, "eve@example.org"];
    assert!(send_to(site.postfix.port, &all, &fake.raw).starts_with("250 "));
    let delivered = site.postfix.await_delivered(2);
    for mail in &delivered {
        let (rest, ours) = without_ours(as_sent(mail));
        assert_eq!(rest, plain(&fake.raw));
        assert!(ours.contains("X-Offhook-Verdict: malicious"), "{ours}");
    }
    let held = site.held();
    assert_eq!(held.len(), 1);
    assert_eq!(held[0]["recipient"], PAT);
    let released = site.run(&["quarantine", "release", "--by", "ann", &id(&held[0])]);
    assert!(released.status.success(), "{released:?}");
    site.postfix.await_delivered(3);
    assert!(server.metrics().contains("offhook_tickets_total 1\n"));
}

#[test]
fn readers_are_told_and_release_what_is_not_malicious() {
    let public = "public_url = \"https://mail.example.org/x/\"";
    let policy = "malicious = \"quarantine\"\nbenign = \"quarantine\"";
    let Some((site, server)) = Site::start(policy, public) else {
        return;
    };
    let genuine = b"From: Sam <sam@example.net>\nTo: pat@example.org\nSubject: Lunch <b>at</b> www.cafe.example\n\
        Message-ID: <1@example.net>\nDate: Mon, 30 Nov 2026 10:00:00 +0000\n\nShall we?\n";
    assert!(send(site.postfix.port, &fakes().remove(0).raw).starts_with("250 "));
    assert!(send(site.postfix.port, genuine).starts_with("250 "));
    assert_eq!(site.held().len(), 2);
    let dry = site.run(&["quarantine", "digest", "--dry-run"]);
    let text = String::from_utf8(dry.stdout).unwrap();
    assert_eq!(
        text.matches("Subject: ").count(),
        1,
        "malicious mail is not offered: {text}"
    );
    assert!(text.contains("www[.]cafe[.]example"), "{text}");
    let sent = site.run(&["quarantine", "digest"]);
    assert!(sent.status.success(), "{sent:?}");
    // It passes though all benign mail is held.
    let delivered = site.postfix.await_delivered(1);
    let digest = String::from_utf8_lossy(&delivered[0]).into_owned();
    assert!(
        digest.contains("Subject: 1 message held back from you"),
        "{digest}"
    );
    assert!(!digest.contains("X-Offhook-"), "{digest}");
    let (_, body) = digest.split_once("\n\n").unwrap();
    let body: String = body.lines().collect();
    let body = decoded(&body);
    let (_, link) = body
        .split_once("https://mail.example.org/x/release/")
        .unwrap();
    let secret = link.get(..32).unwrap();
    assert_eq!(
        site.run(&["quarantine", "digest"]).stdout,
        b"",
        "nobody is told twice"
    );
    let path = format!("/release/{secret}");
    for _ in 0..2 {
        // Looking changes nothing: programs that scan mail look at all links.
        let page = get(server.address("Http"), &path);
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        assert!(page.contains("default-src 'none'"), "{page}");
        assert!(page.contains("Lunch &lt;b&gt;at&lt;/b&gt;"), "{page}");
    }
    assert_eq!(site.held().len(), 2);
    let page = post(server.address("Http"), &path);
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    let delivered = site.postfix.await_delivered(2);
    let found = delivered.iter().any(|it| as_sent(it) == genuine);
    assert!(found, "it was changed");
    for answer in [
        post(server.address("Http"), &path),
        get(server.address("Http"), &path),
        get(
            server.address("Http"),
            "/release/00000000000000000000000000000000",
        ),
    ] {
        assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    }
    assert_eq!(site.held().len(), 1);
}

fn post(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// What base64 stands for.
pub(crate) fn decoded(text: &str) -> String {
    let bytes = data_encoding::BASE64.decode(text.as_bytes()).unwrap();
    String::from_utf8(bytes).unwrap()
}
