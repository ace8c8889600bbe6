//! The servers with a history: it is told of each mail, asked about it, and done without where it fails.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;

use crate::mails::seeds;
use crate::server::Server;

/// Messages that pass before a history that failed is asked again.
const REST: usize = 256;

/// The answer to HEADERS: the header with our fields.
fn headers(server: &Server, user: &str, mail: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address("Spamd")).unwrap();
    let length = mail.len();
    let head = format!("HEADERS SPAMC/1.5\r\nContent-length: {length}\r\nUser: {user}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(mail).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn lacks_history(answer: &str) -> bool {
    assert!(answer.contains("X-Offhook-Verdict: "), "{answer}");
    let fields = answer.replace("\r\n ", " ").replace("\n ", " ");
    let mut lines = fields.lines();
    lines.any(|it| it.starts_with("X-Offhook-Missing: ") && it.contains("history"))
}

#[test]
fn every_mail_is_noted_once() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("history.sqlite");
    let settings = format!("[history]\nurl = \"{}\"\n", file.display());
    let mails = seeds();
    let first = {
        let server = Server::start(&settings);
        let answers = mails
            .iter()
            .map(|it| headers(&server, "pat@example.org", &it.raw));
        answers.collect::<Vec<_>>()
    };
    assert!(!first.iter().any(|it| lacks_history(it)), "{first:?}");
    // The same mails come again, and count once.
    let server = Server::start(&settings);
    for (mail, answer) in mails.iter().zip(&first) {
        let again = headers(&server, "Pat@Example.org", &mail.raw);
        for it in [answer, &again] {
            let is_found = it.contains("X-Offhook-Verdict: malicious");
            assert_eq!(is_found, mail.is_fake, "{}: {it}", mail.path.display());
            // What this mailbox has seen before is not for everyone who reads the header.
            assert!(
                !it.contains("before") && !it.contains("in this mailbox"),
                "{it}"
            );
        }
    }
    let metrics = server.metrics();
    let count = mails.len();
    assert!(
        metrics.contains(&format!("offhook_remembered_total {count}\n")),
        "{metrics}"
    );
    let output = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(["history", "--history"])
        .arg(&file)
        .arg("export")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let noted = text
        .lines()
        .filter(|it| it.contains("\"received\""))
        .count();
    assert_eq!(noted, count, "{text}");
    assert!(
        text.contains("\"malicious\""),
        "the verdicts are kept: {text}"
    );
}

#[test]
fn mail_is_judged_while_the_history_is_away_and_noted_once_it_is_back() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("later");
    let file = folder.join("history.sqlite");
    let server = Server::start(&format!("[history]\nurl = \"{}\"\n", file.display()));
    let mails = seeds();
    let fake = mails.iter().find(|it| it.is_fake).unwrap();
    let answer = headers(&server, "pat@example.org", &fake.raw);
    assert!(answer.contains("X-Offhook-Verdict: malicious"), "{answer}");
    assert!(lacks_history(&answer), "{answer}");
    std::fs::create_dir(&folder).unwrap();
    let small = b"From: a@example.net\nTo: pat@example.org\nSubject: x\n\nhello\n";
    let mut answers = (0..=REST).map(|_| headers(&server, "pat@example.org", small));
    assert!(answers.any(|it| !lacks_history(&it)), "it stays away");
    assert!(file.exists());
}
