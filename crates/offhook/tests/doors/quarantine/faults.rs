//! What goes wrong while a message is held: it stays with one of the two, and is never with both.

use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use protocol::milter::{Actions, Command as Said, Negotiation, Reply, Steps};
use store::{EntryFilter, EntryState, Page, Settings, Store};

use super::{SECONDS, Site, fakes, id, plain};
use crate::doors::mails::without_ours;
use crate::doors::milter::{converse, message};
use crate::doors::postfix::{as_sent, send};
use crate::doors::server::Server;
use crate::stores;

/// The server is killed when it has held the message and nobody has heard its answer.
#[test]
fn a_kill_between_holding_and_answering_loses_and_doubles_nothing() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("store");
    let settings = format!(
        "[milter]\nlisten = [\"127.0.0.1:0\"]\n[spamd]\nlisten = []\n[http]\nlisten = []\n[web]\nlisten = []\n\
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
        for it in senders {
            it.join().unwrap();
        }
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

struct Unmount(PathBuf);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
