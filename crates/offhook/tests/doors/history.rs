//! The servers with a history: it is told of each mail, asked about it, and done without where it fails.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use crate::doors::mails::{Mail, seeds};
use crate::doors::server::{ANY_PORTS, Server, program};
use crate::stores;

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
    let noted = noted(&file.display().to_string());
    assert_eq!(noted.len(), count, "{noted:?}");
    assert!(
        noted.iter().any(|it| it.contains("\"malicious\"")),
        "the verdicts are kept: {noted:?}"
    );
}

/// The messages that the history at `place` holds.
fn noted(place: &str) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(["history", "--history", place, "export"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().filter(|it| it.contains("\"received\""));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_postgresql_that_goes_away_holds_no_mail_up_and_is_found_again() {
    let Some(database) = stores::Server::start() else {
        return;
    };
    let url = database.url();
    let settings =
        format!("{ANY_PORTS}[trust]\nhosts = [\"mx.example.org\"]\n[history]\nurl = \"{url}\"\n");
    let server = Server::with_settings(&settings);
    let mails = seeds();
    let check = |answer: &str, mail: &Mail| {
        let is_found = answer.contains("X-Offhook-Verdict: malicious");
        assert_eq!(is_found, mail.is_fake, "{}: {answer}", mail.path.display());
    };
    for mail in &mails {
        let answer = headers(&server, "pat@example.org", &mail.raw);
        check(&answer, mail);
        assert!(!lacks_history(&answer), "{answer}");
    }
    assert_eq!(noted(&url).len(), mails.len());
    // Restarted between two mails: nobody notices.
    database.stop("fast");
    database.go();
    let answer = headers(&server, "ann@example.org", &mails[0].raw);
    check(&answer, &mails[0]);
    assert!(!lacks_history(&answer), "{answer}");
    // Gone: mail is judged without it.
    database.stop("immediate");
    for mail in &mails {
        let answer = headers(&server, "ben@example.org", &mail.raw);
        check(&answer, mail);
        assert!(lacks_history(&answer), "{answer}");
    }
    database.go();
    let small = b"From: a@example.net\nTo: pat@example.org\nSubject: x\n\nhello\n";
    let mut answers = (0..=REST).map(|_| headers(&server, "pat@example.org", small));
    assert!(answers.any(|it| !lacks_history(&it)), "it stays away");
    // What was noted before is there: the mails of Pat, the one of Ann, and the small one.
    assert_eq!(noted(&url).len(), mails.len() + 2);
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

#[test]
fn the_word_of_a_teacher_counts_until_it_is_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("history.sqlite");
    let text = "[spamd]\nlisten = [\"127.0.0.1:0\"]\nteachers = [\"pat@example.org\"]\n\
        [http]\nlisten = [\"127.0.0.1:0\"]\nteachers = [\"pat@example.org\"]\n[milter]\nlisten = []\n[web]\nlisten = []\n";
    let settings = format!("{text}[history]\nurl = \"{}\"\n", file.display());
    let server = Server::with_settings(&settings);
    let Some(spamc) = program("spamc") else {
        return;
    };
    let run = |arguments: &[&str], mail: &str| {
        let mut command = Command::new(&spamc);
        command
            .args(["-d", "127.0.0.1", "-x", "-p", server.port("Spamd")])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(mail.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), text)
    };
    // A text for each step: where mail of a text passed as benign, a word on another mail does not outweigh that.
    let mail = |id: &str, text: &str| {
        format!(
            "From: Sam <sam@example.net>\nTo: pat@example.org\nSubject: News\nMessage-ID: <{id}@example.net>\n\n{text}\n"
        )
    };
    let fair = "Dear Pat, the garden fair on the green is on Saturday in two weeks, and the committee has asked \
        whether your brass band would play in the afternoon.";
    let boat = "Hello, our rowing boat needs two new oars before spring, so I measured the old ones twice and found \
        a joiner near the harbour who makes such things from ash.";
    let cake = "My grandmother baked this cake with plums every September; use less sugar than she wrote down, let \
        the dough rest overnight in a cool cellar, then bake until brown.";
    let train = "Since early trains no longer stop at our village, six of us share one car to town each weekday, and \
        there is still room for somebody who enjoys quiet mornings.";
    let pat = ["-u", "pat@example.org"];
    let symbols = |text: &str| {
        // A word counts for mail received after the second in which it was given.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        run(&[pat[0], pat[1], "-y"], &mail("second", text)).1
    };
    let tell =
        |user: &str, what: &str, text: &str| run(&["-u", user, "-L", what], &mail("first", text));
    let (news, known) = (
        "Message successfully un/learned\n",
        "Message was already un/learned\n",
    );
    assert_eq!(
        tell("eve@example.org", "spam", fair).0,
        Some(74),
        "Eve may not teach"
    );
    assert!(!symbols(fair).contains("TEXT_BAD_BEFORE"));
    assert_eq!(tell(pat[1], "spam", boat).1, news);
    assert_eq!(tell(pat[1], "spam", boat).1, known);
    let taught = symbols(boat);
    assert!(taught.contains("OFFHOOK_TEXT_BAD_BEFORE"), "{taught}");
    assert_eq!(tell(pat[1], "spam", cake).1, news);
    assert_eq!(tell(pat[1], "forget", cake).1, news);
    assert_eq!(tell(pat[1], "forget", cake).1, known);
    assert!(!symbols(cake).contains("TEXT_BAD_BEFORE"));
    let Some(curl) = program("curl") else { return };
    for (user, expected) in [("eve@example.org", "403"), (pat[1], "200"), (pat[1], "208")] {
        let output = Command::new(&curl)
            .args(["-sS", "-o", "/dev/null", "-w", "%{http_code}", "-H"])
            .arg(format!("User: {user}"))
            .args(["--data-binary", &mail("first", train)])
            .arg(format!("http://{}/learnspam", server.address("Http")))
            .output()
            .unwrap();
        assert_eq!(output.stdout, expected.as_bytes(), "{user}");
    }
    let taught = symbols(train);
    assert!(taught.contains("OFFHOOK_TEXT_BAD_BEFORE"), "{taught}");
}
