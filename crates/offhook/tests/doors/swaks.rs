//! swaks, as an administrator tries a set-up with it.

use std::process::Command;

use crate::doors::postfix::Postfix;
use crate::doors::server::{Server, program};

#[test]
fn the_test_mail_of_the_manual_is_marked() {
    let Some(swaks) = program("swaks") else {
        return;
    };
    let server = Server::start("");
    let Some(postfix) = Postfix::start(server.address("Milter")) else {
        return;
    };
    let body = "OFFHOOK*TEST*7Q2M9X4K1V8B3N6L*THIS-IS-NO-SCAM";
    for (body, verdict) in [(body, "malicious"), ("See you on Sunday!", "benign")] {
        let output = Command::new(&swaks)
            .args(["--server", &format!("127.0.0.1:{}", postfix.port)])
            .args([
                "--from",
                "a@example.net",
                "--to",
                "you@example.org",
                "--body",
                body,
            ])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        let marked = format!("X-Offhook-Verdict: {verdict}");
        postfix.wait_for("the mail is delivered with its mark", || {
            let mails = postfix.delivered();
            mails.iter().any(|it| {
                let text = String::from_utf8_lossy(it);
                text.contains(body) && text.contains(&marked)
            })
        });
    }
}
