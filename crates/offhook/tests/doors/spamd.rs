//! spamc, as it comes from Debian.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use crate::doors::mails::{seeds, without_ours};
use crate::doors::server::{Server, program};

fn spamc(server: &Server, arguments: &[&str], mail: &[u8]) -> Option<Output> {
    let mut command = Command::new(program("spamc")?);
    // Without -x and with retries spamc would pass the mail on when the server is wrong.
    command
        .args(["-d", "127.0.0.1", "-x", "-p", server.port("Spamd")])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(mail).unwrap();
    Some(child.wait_with_output().unwrap())
}

#[test]
fn fakes_are_spam_and_genuine_mail_stays_byte_for_byte() {
    let server = Server::start("");
    for mail in seeds() {
        let name = mail.path.display();
        for arguments in [&[][..], &["-u", "pat@example.org"]] {
            let Some(output) = spamc(&server, arguments, &mail.raw) else {
                return;
            };
            let (rest, ours) = without_ours(&output.stdout);
            assert!(rest == mail.raw, "{name} was changed");
            let is_found = ours.contains("X-Offhook-Verdict: malicious");
            assert_eq!(is_found, mail.is_fake, "{name}: {ours}");
        }
        let output = spamc(&server, &["-c"], &mail.raw).unwrap();
        assert_eq!(
            output.status.code(),
            Some(i32::from(mail.is_fake)),
            "{name}"
        );
    }
}

#[test]
fn every_method_is_answered() {
    let server = Server::start("");
    let mails = seeds();
    let fake = mails.iter().find(|it| it.is_fake).unwrap();
    let genuine = mails.iter().find(|it| !it.is_fake).unwrap();
    let run = |arguments: &[&str], mail: &[u8]| {
        spamc(&server, arguments, mail).map(|it| String::from_utf8_lossy(&it.stdout).into_owned())
    };
    let Some(ping) = run(&["-K"], b"") else {
        return;
    };
    assert!(ping.starts_with("SPAMD/1.5 0"), "{ping}");
    let symbols = run(&["-y"], &fake.raw).unwrap();
    assert!(symbols.contains("OFFHOOK_MALICIOUS,"), "{symbols}");
    let report = run(&["-R"], &fake.raw).unwrap();
    assert!(report.contains("malicious: "), "{report}");
    let of_spam = run(&["-r"], &fake.raw).unwrap();
    assert!(of_spam.contains("malicious: "), "{of_spam}");
    let of_ham = run(&["-r"], &genuine.raw).unwrap();
    assert!(!of_ham.contains("benign"), "{of_ham}");
    let headers = run(&["--headers"], &fake.raw).unwrap();
    assert_eq!(without_ours(headers.as_bytes()).0, fake.raw);
    assert!(headers.contains("X-Offhook-Evidence: "), "{headers}");
    let learned = spamc(&server, &["-L", "spam"], &fake.raw).unwrap();
    // 0 would say that it was learned.
    assert_eq!(learned.status.code(), Some(74), "TELL is off");
}

#[test]
fn the_test_strings_raise_the_verdict() {
    let server = Server::start("");
    for text in [
        "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X",
        "OFFHOOK*TEST*7Q2M9X4K1V8B3N6L*THIS-IS-NO-SCAM",
        "nothing of the kind",
    ] {
        let mail = format!("From: a@example.org\nTo: b@example.org\nSubject: x\n\n{text}\n");
        let Some(output) = spamc(&server, &["-c"], mail.as_bytes()) else {
            return;
        };
        let expected = i32::from(!text.starts_with("nothing"));
        assert_eq!(output.status.code(), Some(expected), "{text}");
    }
}

#[test]
fn nobody_else_speaks_in_our_name() {
    let server = Server::start("[policy]\nspam_headers = true\n");
    let mail = b"From: a@example.org\nX-Offhook-Verdict: forged\nX-Spam-Flag: NO-WAY\n\
        Authentication-Results: offhook; dmarc=pass\nSubject: x\n\nhello\n";
    let Some(output) = spamc(&server, &[], mail) else {
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    for forged in ["forged", "NO-WAY", "Authentication-Results"] {
        assert!(!text.contains(forged), "{text}");
    }
    assert!(text.contains("X-Spam-Flag: NO\n"), "{text}");
}
