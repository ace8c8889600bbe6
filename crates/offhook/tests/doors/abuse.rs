//! Readers who send on what looks wrong to them, through a real Postfix, and the answers they get.

use crate::doors::postfix::send_between;
use crate::doors::quarantine::{Site, decoded, fakes};

const PAT: &str = "pat@example.org";
const DESK: &str = "scam@example.org";
const SETTINGS: &str =
    "[abuse]\naddresses = [\"scam@example.org\"]\nanswer_domains = [\"example.org\"]\n";

/// Pat's mail to the desk with a lure attached, of which the receiving host says whether Pat wrote it.
fn reported(dmarc: &str, more: &str) -> Vec<u8> {
    let lure = String::from_utf8_lossy(&fakes()[0].raw).replace("\r\n", "\n");
    format!(
        "Authentication-Results: mx.example.org; dmarc={dmarc} header.from=example.org\nFrom: Pat <{PAT}>\nTo: {DESK}\n\
         Subject: Is this real?\nMessage-ID: <q1@example.org>\nMIME-Version: 1.0\n{more}Content-Type: multipart/mixed; boundary=zz\n\n\
         --zz\nContent-Type: text/plain\n\nIs this real?\n--zz\nContent-Type: message/rfc822\n\n{lure}\n--zz--\n"
    )
    .into_bytes()
}

#[test]
fn a_reader_is_told_what_was_sent_on() {
    let Some((site, server)) = Site::start("malicious = \"quarantine\"", SETTINGS) else {
        return;
    };
    let reply = send_between(site.postfix.port, PAT, DESK, &reported("pass", ""));
    assert!(reply.starts_with("250 "), "{reply}");
    let delivered = site.postfix.await_delivered(2);
    let texts = delivered
        .iter()
        .map(|it| String::from_utf8_lossy(it).into_owned());
    let (answers, reports): (Vec<_>, Vec<_>) =
        texts.partition(|it| it.contains("Auto-Submitted: auto-replied"));
    // The desk has what was reported, though its verdict would have kept it from anybody else.
    assert!(
        reports[0].contains("X-Offhook-Verdict: malicious"),
        "{}",
        reports[0]
    );
    let answer = &answers[0];
    for field in [
        "To: <pat@example.org>",
        "From: <scam@example.org>",
        "In-Reply-To: <q1@example.org>",
    ] {
        assert!(answer.contains(field), "{field}: {answer}");
    }
    assert!(!answer.contains("X-Offhook-Release"), "{answer}");
    let (_, body) = answer.split_once("\n\n").unwrap();
    let text = decoded(&body.split_whitespace().collect::<String>());
    assert!(text.contains("This is a scam"), "{text}");
    assert!(
        !text.contains("397-5786") && !text.contains("http"),
        "{text}"
    );
    let reports = site.store().user_reports(10).unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].by, PAT);
    let counted =
        "offhook_messages_total{door=\"report\",verdict=\"malicious\",action=\"none\"} 1\n";
    assert!(server.metrics().contains(counted), "{}", server.metrics());
}

#[test]
fn nobody_is_answered_in_the_name_of_another() {
    let Some((site, server)) = Site::start("malicious = \"quarantine\"", SETTINGS) else {
        return;
    };
    let port = site.postfix.port;
    send_between(port, PAT, DESK, &reported("fail", ""));
    send_between(port, "eve@example.net", DESK, &reported("pass", ""));
    send_between(
        port,
        PAT,
        DESK,
        &reported("pass", "Auto-Submitted: auto-generated\n"),
    );
    site.postfix.await_delivered(3);
    site.postfix.wait_for("all are looked at", || {
        server
            .metrics()
            .contains("door=\"report\",verdict=\"malicious\",action=\"none\"} 3\n")
    });
    // Whoever is answered is answered after this one, who is.
    send_between(port, PAT, DESK, &reported("pass", ""));
    let delivered = site.postfix.await_delivered(5);
    let is_answer = |it: &&Vec<u8>| String::from_utf8_lossy(it).contains("auto-replied");
    assert_eq!(delivered.iter().filter(is_answer).count(), 1);
}
