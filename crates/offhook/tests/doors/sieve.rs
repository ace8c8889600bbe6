//! The Sieve script that is handed out, run by Dovecot's interpreter over mail with offhook's fields.

use std::process::Command;

use crate::doors::server::{program, root};

#[test]
fn mail_is_sorted_by_the_verdict_in_its_header() {
    let Some(sieve) = program("sieve-test") else {
        return;
    };
    let home = tempfile::tempdir().unwrap();
    // Root is not let deliver mail, so the interpreter becomes somebody else, who writes beside the script what he compiles.
    let settings = home.path().join("dovecot.conf");
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user = if is_root {
        "mail_uid = 65534\nmail_gid = 65534\nfirst_valid_uid = 0\n"
    } else {
        ""
    };
    let place = format!(
        "{user}log_path = /dev/stderr\nprotocols =\nssl = no\nmail_location = maildir:{0}/mail\n",
        home.path().display()
    );
    std::fs::write(&settings, place).unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(home.path(), open).unwrap();
    let script = home.path().join("offhook.sieve");
    std::fs::copy(root("dist/sieve/offhook.sieve"), &script).unwrap();
    let actions = |verdict: &str| {
        let mail = home.path().join("mail.eml");
        let raw = format!("From: a@b.example\nX-Offhook-Verdict: {verdict}\nSubject: x\n\nhello\n");
        std::fs::write(&mail, raw).unwrap();
        let output = Command::new(&sieve)
            .arg("-c")
            .arg(&settings)
            .args(["-x", "+imap4flags"])
            .arg(&script)
            .arg(&mail)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let malicious = actions("malicious");
    assert!(
        malicious.contains("Junk") && malicious.contains("$Phishing"),
        "{malicious}"
    );
    let suspicious = actions("suspicious");
    assert!(
        suspicious.contains("INBOX") && suspicious.contains("$Phishing"),
        "{suspicious}"
    );
    for verdict in ["benign", "undecided", "undecided (busy)", "maliciously"] {
        let kept = actions(verdict);
        assert!(
            kept.contains("INBOX") && !kept.contains('$'),
            "{verdict}: {kept}"
        );
    }
}
