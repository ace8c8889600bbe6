//! The quarantine behind a real Postfix: nothing is answered for before it is kept, and what is let go arrives as it was.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use protocol::milter::{Actions, Command as Said, Negotiation, Reply, Steps};
use serde_json::Value;
use store::{EntryFilter, EntryState, Page, Settings, Store};

use crate::mails::{Mail, seeds, without_ours};
use crate::milter::{converse, message};
use crate::postfix::{Postfix, as_sent, free_port, send, send_to};
use crate::server::{Server, get};
use crate::stores;

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
             [http]\nlisten = [\"127.0.0.1:0\"]\n[trust]\nhosts = [\"mx.example.org\"]\n\
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

/// The server is killed when it has held the message and nobody has heard its answer.
#[test]
fn a_kill_between_holding_and_answering_loses_and_doubles_nothing() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("store");
    let settings = format!(
        "[milter]\nlisten = [\"127.0.0.1:0\"]\n[spamd]\nlisten = []\n[http]\nlisten = []\n\
         [policy]\nmode = \"enforce\"\nmalicious = \"quarantine\"\n[store]\ndirectory = \"{}\"\n",
        directory.display()
    );
    let fake = fakes().remove(0);
    let offer = Said::Negotiate(Negotiation {
        version: 6,
        actions: Actions(0x1ff),
        steps: Steps(0x1f_ffff),
    });
    let open = |server: &Server| {
        let mut stream = TcpStream::connect(server.address("Milter")).unwrap();
        converse(&mut stream, std::slice::from_ref(&offer));
        let from = Said::Mail(vec![b"<a@example.net>".to_vec()]);
        assert_eq!(converse(&mut stream, &[from]), [Reply::Continue]);
        stream
    };
    let entries = || {
        let store = Store::open(&directory, Settings::default(), SECONDS).unwrap();
        let all = store
            .entries(&EntryFilter::default(), &Page::first(10))
            .unwrap();
        (store, all)
    };
    let mut first = None;
    for _ in 0..3 {
        let mut server = Server::with_settings(&settings);
        let mut stream = open(&server);
        let mut wire = Vec::new();
        for it in message(&fake.raw) {
            it.encode(&mut wire).unwrap();
        }
        stream.write_all(&wire).unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        while entries().1.is_empty() {
            assert!(Instant::now() < deadline, "it is never held");
        }
        server.signal("KILL");
        server.child.wait().unwrap();
        let (store, all) = entries();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].state, EntryState::Held);
        assert_eq!(
            plain(&store.message(all[0].id).unwrap().bytes),
            plain(&fake.raw)
        );
        let id = *first.get_or_insert(all[0].id);
        assert_eq!(all[0].id, id);
    }
    // The mail server comes again and hears the answer.
    let server = Server::with_settings(&settings);
    let mut stream = open(&server);
    assert_eq!(converse(&mut stream, &message(&fake.raw)), [Reply::Discard]);
    assert_eq!(entries().1.len(), 1);
}

#[test]
fn nothing_is_lost_or_doubled_while_the_filter_is_killed_again_and_again() {
    let Some((site, mut server)) = Site::start("malicious = \"quarantine\"", "") else {
        return;
    };
    let fake = fakes().remove(0);
    let text = String::from_utf8_lossy(&fake.raw).into_owned();
    let count = 60;
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..6)
            .map(|sender| {
                let (port, text) = (site.postfix.port, &text);
                scope.spawn(move || {
                    for number in (sender..count).step_by(6) {
                        let mail = format!("X-Number: {number};\n{text}");
                        while !send(port, mail.as_bytes()).starts_with("250 ") {
                            std::thread::sleep(Duration::from_millis(50));
                        }
                    }
                })
            })
            .collect();
        for _ in 0..3 {
            std::thread::sleep(Duration::from_millis(400));
            server.signal("KILL");
            server.child.wait().unwrap();
            server = site.server();
        }
        senders.into_iter().for_each(|it| it.join().unwrap());
    });
    assert_eq!(site.postfix.delivered().len(), 0);
    let store = site.store();
    let held = store
        .entries(&EntryFilter::default(), &Page::first(1000))
        .unwrap();
    let mut numbers: Vec<String> = held
        .iter()
        .map(|it| {
            let bytes = store.message(it.id).unwrap().bytes;
            String::from_utf8_lossy(&bytes)
                .lines()
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), count);
    assert_eq!(held.len(), count);
}

#[test]
fn with_a_full_disk_the_mail_server_keeps_the_mail() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("store");
    fs::create_dir(&directory).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(&directory)
        .stderr(Stdio::null())
        .status();
    if !stores::is_root() || !mounted.is_ok_and(|it| it.success()) {
        println!("skipped: mounting a small file system needs root");
        return;
    }
    let unmount = Unmount(directory.clone());
    let Some((site, server)) =
        Site::start_in(home, &directory, "", "malicious = \"quarantine\"", "")
    else {
        return;
    };
    let fakes = fakes();
    assert!(send(site.postfix.port, &fakes[0].raw).starts_with("250 "));
    let filler = directory.join("filler");
    let mut file = fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    while file.write_all(&[0]).is_ok() {}
    drop(file);
    for mail in &fakes[1..] {
        let reply = send(site.postfix.port, &mail.raw);
        assert!(reply.starts_with("451 "), "{reply}");
    }
    let metrics = server.metrics();
    let refused = fakes.len() - 1;
    assert!(
        metrics.contains(&format!("offhook_not_held_total {refused}\n")),
        "{metrics}"
    );
    fs::remove_file(&filler).unwrap();
    for mail in &fakes {
        let reply = send(site.postfix.port, &mail.raw);
        assert!(reply.starts_with("250 "), "{reply}");
    }
    assert_eq!(site.held().len(), fakes.len());
    assert_eq!(site.postfix.delivered().len(), 0);
    drop((site, server, unmount));
}

struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn with_the_database_gone_the_mail_server_keeps_the_mail() {
    let Some((site, _server)) = Site::start("malicious = \"quarantine\"", "") else {
        return;
    };
    let fakes = fakes();
    assert!(send(site.postfix.port, &fakes[0].raw).starts_with("250 "));
    let store = site.home.path().join("store");
    let away = site.home.path().join("away");
    // The database alone: what is written into a file without a name nobody finds.
    for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] {
        fs::create_dir_all(&away).unwrap();
        let _ = fs::rename(store.join(name), away.join(name));
    }
    let reply = send(site.postfix.port, &fakes[1].raw);
    assert!(reply.starts_with("451 "), "{reply}");
    for name in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] {
        let _ = fs::rename(away.join(name), store.join(name));
    }
    assert!(send(site.postfix.port, &fakes[1].raw).starts_with("250 "));
    // All of it.
    fs::remove_dir(&away).unwrap();
    fs::rename(&store, &away).unwrap();
    let reply = send(site.postfix.port, &fakes[2].raw);
    assert!(reply.starts_with("451 "), "{reply}");
    assert!(!store.exists(), "no other store is made in its place");
    fs::rename(&away, &store).unwrap();
    assert!(send(site.postfix.port, &fakes[2].raw).starts_with("250 "));
    assert_eq!(site.held().len(), 3);
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
fn with_postgresql_gone_the_mail_server_keeps_the_mail() {
    let Some(database) = stores::Server::start() else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("store");
    let url = format!("url = \"{}\"", database.url());
    let policy = "malicious = \"quarantine\"";
    let Some((site, server)) = Site::start_in(home, &directory, &url, policy, "") else {
        return;
    };
    let fakes = fakes();
    assert!(send(site.postfix.port, &fakes[0].raw).starts_with("250 "));
    database.stop("immediate");
    let reply = send(site.postfix.port, &fakes[1].raw);
    assert!(reply.starts_with("451 "), "{reply}");
    assert!(server.metrics().contains("offhook_not_held_total 1\n"));
    database.go();
    assert!(send(site.postfix.port, &fakes[1].raw).starts_with("250 "));
    let held = site.held();
    assert_eq!(held.len(), 2);
    let released = site.run(&["quarantine", "release", "--by", "ann", &id(&held[1])]);
    assert!(released.status.success(), "{released:?}");
    let delivered = site.postfix.await_delivered(1);
    assert_eq!(as_sent(&delivered[0]), plain(&fakes[0].raw));
}

#[test]
fn what_cannot_be_held_is_marked_where_that_is_set() {
    let policy = "malicious = \"quarantine\"";
    let Some((site, _server)) = Site::start(policy, "when_full = \"tag\"\nbytes = 10") else {
        return;
    };
    let fake = fakes().remove(0);
    assert!(send(site.postfix.port, &fake.raw).starts_with("250 "));
    let delivered = site.postfix.await_delivered(1);
    let (rest, ours) = without_ours(as_sent(&delivered[0]));
    assert_eq!(rest, plain(&fake.raw));
    assert!(ours.contains("X-Offhook-Verdict: malicious"), "{ours}");
    assert_eq!(site.held().len(), 0);
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
