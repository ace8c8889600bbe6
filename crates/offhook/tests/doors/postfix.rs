//! A real Postfix behind the milter, with a configuration directory, a queue and ports of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::doors::mails::{seeds, without_ours};
use crate::doors::server::{Server, program};

/// Mails that are under way when the filter is killed, and who sends them at once.
const MAILS: usize = 200;
const SENDERS: usize = 10;
/// Whose the delivered mail is.
const OWNER: u32 = 65534;

pub(crate) struct Postfix {
    home: tempfile::TempDir,
    pub(crate) port: u16,
}

impl Postfix {
    /// Starts it, if it is installed and this process may.
    pub(crate) fn start(milter: &str) -> Option<Self> {
        program("postfix")?;
        let user = Command::new("id").arg("-u").output().unwrap().stdout;
        if user != b"0\n" {
            println!("skipped: only root can start a Postfix");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        let at = home.path();
        // Its processes change their user and must get through.
        fs::set_permissions(at, fs::Permissions::from_mode(0o755)).unwrap();
        for folder in ["etc", "spool", "data", "mail"] {
            fs::create_dir(at.join(folder)).unwrap();
        }
        let id = Command::new("id").args(["-u", "postfix"]).output().unwrap();
        let id = String::from_utf8(id.stdout)
            .unwrap()
            .trim()
            .parse()
            .unwrap();
        chown(at.join("data"), Some(id), None).unwrap();
        chown(at.join("mail"), Some(OWNER), Some(OWNER)).unwrap();
        let port = free_port();
        let here = at.display();
        let main = format!(
            "compatibility_level = 3.6\nqueue_directory = {here}/spool\ndata_directory = {here}/data\n\
             maillog_file = {here}/log\nmaillog_file_prefixes = {here}\nmyhostname = mx.test.example\n\
             mydestination =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmynetworks = 127.0.0.0/8\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\nlocal_header_rewrite_clients =\n\
             message_drop_headers =\nvirtual_mailbox_domains = example.org\nvirtual_mailbox_base = {here}/mail\n\
             virtual_mailbox_maps = static:all/\nvirtual_uid_maps = static:{OWNER}\nvirtual_gid_maps = static:{OWNER}\n\
             alias_maps =\nlocal_recipient_maps =\nsmtpd_milters = inet:{milter}\nmilter_default_action = tempfail\n\
             smtpd_client_connection_count_limit = 0\n"
        );
        fs::write(at.join("etc/main.cf"), main).unwrap();
        fs::write(at.join("etc/master.cf"), master(port)).unwrap();
        let postfix = Self { home, port };
        postfix.command("start");
        postfix.wait_for("it listens", || {
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        Some(postfix)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn command(&self, verb: &str) {
        let output = Command::new(program("postfix").unwrap())
            .arg("-c")
            .arg(self.path("etc"))
            .arg(verb)
            .output()
            .unwrap();
        let log = fs::read_to_string(self.path("log")).unwrap_or_default();
        assert!(output.status.success(), "{verb}: {output:?}\n{log}");
    }

    pub(crate) fn wait_for(&self, what: &str, holds: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while !holds() {
            if Instant::now() > deadline {
                let log = fs::read_to_string(self.path("log")).unwrap_or_default();
                panic!("it does not come about that {what}:\n{log}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Everything delivered so far.
    pub(crate) fn delivered(&self) -> Vec<Vec<u8>> {
        let folder = self.path("mail/all/new");
        let files = fs::read_dir(folder).into_iter().flatten();
        files
            .map(|it| fs::read(it.unwrap().path()).unwrap())
            .collect()
    }

    /// Waits for `count` mails.
    pub(crate) fn await_delivered(&self, count: usize) -> Vec<Vec<u8>> {
        self.wait_for(&format!("{count} mails are delivered"), || {
            self.delivered().len() >= count
        });
        self.delivered()
    }

    fn on_hold(&self) -> usize {
        walk(&self.path("spool/hold"))
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let mut stop = Command::new("postfix");
        let _ = stop.arg("-c").arg(self.path("etc")).arg("stop").output();
    }
}

fn walk(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|it| {
            if it.path().is_dir() {
                walk(&it.path())
            } else {
                1
            }
        })
        .sum()
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn master(port: u16) -> String {
    let inet = format!("127.0.0.1:{port} inet n - n - - smtpd\n");
    let private = [
        ("rewrite", "trivial-rewrite"),
        ("bounce", "bounce"),
        ("defer", "bounce"),
        ("trace", "bounce"),
        ("verify", "verify"),
        ("proxymap", "proxymap"),
        ("anvil", "anvil"),
        ("error", "error"),
        ("retry", "error"),
        ("smtp", "smtp"),
    ];
    let private = private.map(|(name, program)| format!("{name} unix - - n - - {program}\n"));
    // What delivers must be able to become the owner of a mailbox.
    let public = "virtual unix - n n - - virtual\ncleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\nflush unix n - n 1000? 0 flush\n\
                  showq unix n - n - - showq\npostlog unix-dgram n - n - 1 postlogd\n";
    [&inet, public, &private.concat()].concat()
}

/// Sends one mail to Pat; the last reply of the server.
pub(crate) fn send(port: u16, raw: &[u8]) -> String {
    send_to(port, &["pat@example.org"], raw)
}

pub(crate) fn send_to(port: u16, recipients: &[&str], raw: &[u8]) -> String {
    converse(port, "a@example.net", recipients, raw)
}

pub(crate) fn send_between(port: u16, from: &str, to: &str, raw: &[u8]) -> String {
    converse(port, from, &[to], raw)
}

fn converse(port: u16, from: &str, recipients: &[&str], raw: &[u8]) -> String {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    let mut reply = || {
        let mut line = String::new();
        loop {
            line.clear();
            reader.read_line(&mut line).unwrap();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line.clone();
            }
        }
    };
    reply();
    let mut steps = vec![
        "EHLO client.example".to_owned(),
        format!("MAIL FROM:<{from}>"),
    ];
    steps.extend(recipients.iter().map(|it| format!("RCPT TO:<{it}>")));
    steps.push("DATA".to_owned());
    for step in steps {
        write!(writer, "{step}\r\n").unwrap();
        let line = reply();
        if !line.starts_with(['2', '3']) {
            return line;
        }
    }
    let mut wire = Vec::new();
    for line in raw.split_inclusive(|it| *it == b'\n') {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.starts_with(b".") {
            wire.push(b'.');
        }
        wire.extend_from_slice(line);
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    writer.write_all(&wire).unwrap();
    reply()
}

/// The mail as it came in: without what Postfix wrote on top when it took it in and delivered it.
pub(crate) fn as_sent(delivered: &[u8]) -> &[u8] {
    let mut start = 0;
    let mut is_in_received = false;
    for line in delivered.split_inclusive(|it| *it == b'\n') {
        let is_folded = matches!(line[0], b' ' | b'\t');
        if is_in_received && !is_folded {
            break;
        }
        is_in_received |= line.starts_with(b"Received:");
        start += line.len();
    }
    &delivered[start..]
}

#[test]
fn fakes_are_marked_and_genuine_mail_stays_byte_for_byte() {
    let server = Server::start("");
    let Some(postfix) = Postfix::start(server.address("Milter")) else {
        return;
    };
    let mails = seeds();
    for mail in &mails {
        let reply = send(postfix.port, &mail.raw);
        assert!(
            reply.starts_with("250 "),
            "{}: {reply}",
            mail.path.display()
        );
    }
    let delivered = postfix.await_delivered(mails.len());
    assert_eq!(delivered.len(), mails.len());
    let delivered: Vec<_> = delivered
        .iter()
        .map(|it| without_ours(as_sent(it)))
        .collect();
    for mail in &mails {
        let name = mail.path.display();
        let sent = String::from_utf8_lossy(&mail.raw).replace("\r\n", "\n");
        let found = delivered.iter().find(|it| it.0 == sent.as_bytes());
        let (_, ours) = found.unwrap_or_else(|| panic!("{name} was changed"));
        let is_found = ours.contains("X-Offhook-Verdict: malicious");
        assert_eq!(is_found, mail.is_fake, "{name}: {ours}");
    }
}

#[test]
fn fakes_go_on_hold_where_policy_says_so() {
    let server = Server::start("[policy]\nmode = \"enforce\"\n");
    let Some(postfix) = Postfix::start(server.address("Milter")) else {
        return;
    };
    let mails = seeds();
    for mail in &mails {
        assert!(send(postfix.port, &mail.raw).starts_with("250 "));
    }
    let fakes = mails.iter().filter(|it| it.is_fake).count();
    let delivered = postfix.await_delivered(mails.len() - fakes);
    assert_eq!(delivered.len(), mails.len() - fakes);
    assert_eq!(postfix.on_hold(), fakes);
}

#[test]
fn nothing_is_lost_or_doubled_when_the_filter_is_killed() {
    let port = free_port();
    let settings = format!(
        "[milter]\nlisten = [\"127.0.0.1:{port}\"]\n[spamd]\nlisten = []\n[http]\nlisten = []\n[web]\nlisten = []\n"
    );
    let mut server = Server::with_settings(&settings);
    let Some(postfix) = Postfix::start(&format!("127.0.0.1:{port}")) else {
        return;
    };
    let deferred = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for sender in 0..SENDERS {
            let (smtp, deferred) = (postfix.port, &deferred);
            scope.spawn(move || {
                for number in (sender..MAILS).step_by(SENDERS) {
                    let raw = format!(
                        "From: a@example.net\nSubject: {number}\nX-Number: {number};\n\nhello\n"
                    );
                    // As a mail server does: what is put off is sent again.
                    while !send(smtp, raw.as_bytes()).starts_with("250 ") {
                        deferred.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        std::thread::sleep(Duration::from_millis(50));
                    }
                }
            });
        }
        postfix.wait_for("some mails are delivered", || {
            postfix.delivered().len() > MAILS / 10
        });
        server.signal("KILL");
        server.child.wait().unwrap();
        postfix.wait_for("mails are put off", || {
            deferred.load(std::sync::atomic::Ordering::Relaxed) > 0
        });
        server = Server::with_settings(&settings);
    });
    let delivered = postfix.await_delivered(MAILS);
    assert_eq!(delivered.len(), MAILS);
    for number in 0..MAILS {
        let mark = format!("X-Number: {number};");
        let copies = delivered
            .iter()
            .filter(|it| String::from_utf8_lossy(it).contains(&mark));
        let copies: Vec<_> = copies.collect();
        assert_eq!(copies.len(), 1, "mail {number}");
        assert!(String::from_utf8_lossy(copies[0]).contains("X-Offhook-Verdict: "));
    }
}
