//! The same mails, over as many connections, through the door of spamd and that of Rspamd: once to them, once to offhook. A few
//! mails here; `OFFHOOK_BESIDE=400 OFFHOOK_HYPERSCAN=1` with `--nocapture` prints what docs/PERFORMANCE.md tells.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::doors::load::{count, mail, settings, texts};
use crate::doors::server::Server;
use crate::rivals::{free_port, rspamd_with, spamd_with};

/// Connections at once.
const CONNECTIONS: usize = 8;

/// In which protocol a mail is asked about.
#[derive(Clone, Copy)]
enum Protocol {
    Spamd,
    Rspamd,
}

impl Protocol {
    fn question(self, mail: &[u8]) -> Vec<u8> {
        let length = mail.len();
        let mut question = match self {
            Self::Spamd => format!("CHECK SPAMC/1.5\r\nContent-length: {length}\r\n\r\n"),
            Self::Rspamd => format!(
                "POST /checkv2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
            ),
        }
        .into_bytes();
        question.extend_from_slice(mail);
        question
    }

    /// What an answer must hold.
    fn verdict(self) -> &'static str {
        match self {
            Self::Spamd => "Spam: ",
            Self::Rspamd => "\"score\"",
        }
    }
}

/// What it took to have all mails judged.
struct Taken {
    all: Duration,
    /// Of each mail, shortest first.
    each: Vec<Duration>,
}

impl Taken {
    /// Milliseconds within which so many of a hundred were answered.
    fn percentile(&self, percent: usize) -> f64 {
        let last = self.each.len() - 1;
        self.each[last * percent / 100].as_secs_f64() * 1000.0
    }

    fn rate(&self) -> f64 {
        self.each.len() as f64 / self.all.as_secs_f64()
    }

    fn print(&self, name: &str) {
        let (rate, half, most) = (self.rate(), self.percentile(50), self.percentile(99));
        println!("{name}: {rate:.0} mails a second, p50 {half:.1} ms, p99 {most:.1} ms");
    }
}

/// Has the mails judged at `address`.
fn ask(protocol: Protocol, address: &str, mails: &[Vec<u8>]) -> Taken {
    let each = Mutex::new(Vec::new());
    let start = Instant::now();
    std::thread::scope(|scope| {
        for first in 0..CONNECTIONS {
            let each = &each;
            scope.spawn(move || {
                for mail in mails.iter().skip(first).step_by(CONNECTIONS) {
                    let begun = Instant::now();
                    let mut stream = TcpStream::connect(address).unwrap();
                    stream.write_all(&protocol.question(mail)).unwrap();
                    let mut answer = Vec::new();
                    stream.read_to_end(&mut answer).unwrap();
                    let taken = begun.elapsed();
                    let answer = String::from_utf8_lossy(&answer);
                    assert!(answer.contains(protocol.verdict()), "{answer}");
                    each.lock().unwrap().push(taken);
                }
            });
        }
    });
    let all = start.elapsed();
    let mut each = each.into_inner().unwrap();
    each.sort();
    assert_eq!(each.len(), mails.len());
    Taken { all, each }
}

/// First a few that nobody counts, so that caches are as they are in service.
fn measured(protocol: Protocol, address: &str, mails: &[Vec<u8>]) -> Taken {
    ask(
        protocol,
        address,
        &mails[..mails.len().min(CONNECTIONS * 4)],
    );
    ask(protocol, address, mails)
}

#[test]
fn every_mail_is_answered_as_by_those_whose_doors_these_are() {
    let mails = count("OFFHOOK_BESIDE", 24);
    let texts = texts();
    let mails: Vec<Vec<u8>> = (0..mails).map(|it| mail(&texts, it)).collect();
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let server = Server::start(&settings());
    let home = tempfile::tempdir().unwrap();
    let port = free_port();
    if let Some(_running) = spamd_with(port, home.path(), processors) {
        let theirs = measured(Protocol::Spamd, &format!("127.0.0.1:{port}"), &mails);
        let ours = measured(Protocol::Spamd, server.address("Spamd"), &mails);
        theirs.print("spamd");
        ours.print("offhook at spamd's door");
        println!("ratio of the rates: {:.1}", ours.rate() / theirs.rate());
    }
    let home = tempfile::tempdir().unwrap();
    let port = free_port();
    let hyperscan = std::env::var_os("OFFHOOK_HYPERSCAN").is_some();
    if let Some(_running) = rspamd_with(port, home.path(), processors, hyperscan) {
        if hyperscan {
            // It compiles, then loads what it compiled.
            std::thread::sleep(Duration::from_secs(90));
        }
        let theirs = measured(Protocol::Rspamd, &format!("127.0.0.1:{port}"), &mails);
        let ours = measured(Protocol::Rspamd, server.address("Http"), &mails);
        theirs.print("Rspamd");
        ours.print("offhook at Rspamd's door");
        println!("ratio of the rates: {:.1}", ours.rate() / theirs.rate());
    }
}
