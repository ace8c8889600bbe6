//! curl, as Rspamd's clients ask.

use std::process::Command;

use serde_json::Value;

use crate::doors::mails::seeds;
use crate::doors::server::{Server, get, program};

#[test]
fn verdicts_in_the_form_of_rspamd() {
    let server = Server::start("[policy]\nmode = \"enforce\"\nmalicious = \"reject\"\n");
    let Some(curl) = program("curl") else { return };
    for mail in seeds() {
        let output = Command::new(&curl)
            .args(["-sS", "-H", "IP: 192.0.2.7", "-H", "From: <a@example.net>"])
            .args(["-H", "Rcpt: pat@example.org", "--data-binary"])
            .arg(format!("@{}", mail.path.display()))
            .arg(format!("http://{}/checkv2", server.address("Http")))
            .output()
            .unwrap();
        let reply: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = if mail.is_fake { "reject" } else { "no action" };
        assert_eq!(reply["action"], expected, "{}", mail.path.display());
        let is_spam = reply["score"].as_f64() >= reply["required_score"].as_f64();
        assert_eq!(is_spam, mail.is_fake, "{reply}");
        assert_eq!(
            reply["symbols"].get("OFFHOOK_MALICIOUS").is_some(),
            mail.is_fake
        );
        let fields = &reply["milter"]["add_headers"];
        assert!(fields["X-Offhook-Score"]["value"].is_string(), "{reply}");
        assert_eq!(reply["milter"]["remove_headers"]["X-Offhook-Verdict"], 0);
    }
    let metrics = server.metrics();
    let line =
        "offhook_messages_total{door=\"rspamd\",verdict=\"malicious\",action=\"reject\"} 6\n";
    assert!(metrics.contains(line), "{metrics}");
}

#[test]
fn its_own_client_is_answered() {
    let Some(rspamc) = program("rspamc") else {
        return;
    };
    let server = Server::start("");
    let mails = seeds();
    let fake = mails.iter().find(|it| it.is_fake).unwrap();
    let output = Command::new(rspamc)
        .args(["-h", server.address("Http"), "--json"])
        .arg(&fake.path)
        .output()
        .unwrap();
    let reply: Value = serde_json::from_slice(&output.stdout).unwrap();
    let reply = reply.get(0).unwrap_or(&reply);
    assert!(reply["symbols"]["OFFHOOK_MALICIOUS"].is_object(), "{reply}");
}

#[test]
fn health_and_statistics() {
    let server = Server::start("");
    for (path, expected) in [
        ("/ping", "pong"),
        ("/healthz", "ok"),
        ("/readyz", "ready"),
        ("/stat", "\"scanned\":0"),
        ("/metrics", "offhook_judge_seconds_count 0"),
        ("/metrics", "offhook_queue_messages 0"),
        ("/nothing", "404"),
    ] {
        let answer = get(server.address("Http"), path);
        assert!(answer.contains(expected), "{path}: {answer}");
    }
}

#[test]
fn a_reload_keeps_serving() {
    let server = Server::start("");
    server.signal("HUP");
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while !server.metrics().contains("offhook_reloads_total 1") {
        assert!(std::time::Instant::now() < deadline, "{}", server.metrics());
        std::thread::yield_now();
    }
    assert!(get(server.address("Http"), "/readyz").contains("ready"));
}

#[test]
fn a_reload_brings_the_new_policy() {
    let mail = seeds().into_iter().find(|it| it.is_fake).unwrap();
    let Some(curl) = program("curl") else { return };
    let server = Server::start("[policy]\nmode = \"observe\"\n");
    let action = || {
        let output = Command::new(&curl)
            .args(["-sS", "--data-binary"])
            .arg(format!("@{}", mail.path.display()))
            .arg(format!("http://{}/checkv2", server.address("Http")))
            .output()
            .unwrap();
        let reply: Value = serde_json::from_slice(&output.stdout).unwrap();
        reply["action"].as_str().unwrap().to_owned()
    };
    assert_eq!(action(), "no action");
    server.change_settings(
        "mode = \"observe\"",
        "mode = \"enforce\"\nmalicious = \"reject\"",
    );
    server.signal("HUP");
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while action() != "reject" {
        assert!(std::time::Instant::now() < deadline, "{}", server.metrics());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    // What is wrong is refused whole, and the old policy goes on.
    server.change_settings("mode = \"enforce\"", "mode = \"whatever\"");
    server.signal("HUP");
    while !server.metrics().contains("offhook_failed_reloads_total 1") {
        assert!(std::time::Instant::now() < deadline, "{}", server.metrics());
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(action(), "reject");
}

#[test]
fn it_ends_when_told_to() {
    let mut server = Server::start("");
    server.signal("TERM");
    let status = server.child.wait().unwrap();
    assert_eq!(status.code(), Some(0));
}
