//! The Sieve script that is handed out, run by Dovecot's interpreter over mail with offhook's fields.

use std::process::Command;

use crate::server::{program, root};

#[test]
fn mail_is_sorted_by_the_verdict_in_its_header() {
    let Some(sieve) = program("sieve-test") else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    // Beside the script the interpreter puts what it compiles.
    let script = home.path().join("offhook.sieve");
    std::fs::copy(root("dist/sieve/offhook.sieve"), &script).unwrap();
    let actions = |verdict: &str| {
        let mail = home.path().join("mail.eml");
        let raw = format!("From: a@b.example\nX-Offhook-Verdict: {verdict}\nSubject: x\n\nhello\n");
        std::fs::write(&mail, raw).unwrap();
        let output = Command::new(&sieve)
            .env("HOME", home.path())
            .args(["-c", "/dev/null", "-x", "+imap4flags"])
            .arg(&script)
            .arg(&mail)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let malicious = actions("malicious");
    assert!(malicious.contains("Junk") && malicious.contains("$Phishing"), "{malicious}");
    let suspicious = actions("suspicious");
    assert!(suspicious.contains("INBOX") && suspicious.contains("$Phishing"), "{suspicious}");
    for verdict in ["benign", "undecided", "undecided (busy)", "maliciously"] {
        let kept = actions(verdict);
        assert!(kept.contains("INBOX") && !kept.contains('$'), "{verdict}: {kept}");
    }
}
