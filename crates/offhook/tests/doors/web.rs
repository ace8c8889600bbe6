//! The page for readers beside the doors for mail servers, asked with curl as a browser without scripts would.

use std::path::Path;
use std::process::Command;

use crate::doors::server::{Server, program, root};

/// Sends a file through the form; status and page.
fn show(curl: &Path, server: &Server, file: &Path) -> (String, String) {
    let output = Command::new(curl)
        .args(["-s", "-w", "\n%{http_code}", "-H", "Accept-Language: es"])
        .arg("-F")
        .arg(format!("file=@{}", file.display()))
        .arg(format!("http://{}/check", server.address("Web")))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (page, status) = text.rsplit_once('\n').unwrap();
    (status.to_owned(), page.to_owned())
}

#[test]
fn a_reader_is_answered_by_the_judge_of_all_doors() {
    let Some(curl) = program("curl") else {
        return;
    };
    let settings =
        crate::doors::server::ANY_PORTS.replace("[web]\n", "[web]\nupload_bytes = 100000\n");
    let trust = "[trust]\nhosts = [\"mx.example.org\"]\n";
    let server = Server::with_settings(&format!("{settings}{trust}"));
    let fake = root("examples/mail").join("seed-1-gmail-fake-order.eml");
    let (status, page) = show(&curl, &server, &fake);
    assert_eq!(status, "200");
    assert!(page.contains("class=\"verdict malicious\""), "{page}");
    assert!(page.contains("<html lang=\"es\">"), "{page}");
    // A mail whose sender the trusted host has confirmed is called genuine.
    let genuine = root("examples/mail").join("seed-1-twin-a-real-notification.eml");
    let (_, page) = show(&curl, &server, &genuine);
    assert!(page.contains("class=\"verdict genuine\""), "{page}");
    let metrics = server.metrics();
    assert!(
        metrics.contains("offhook_messages_total{door=\"web\",verdict=\"malicious\""),
        "{metrics}"
    );
    let home = tempfile::tempdir().unwrap();
    let long = home.path().join("long.eml");
    std::fs::write(&long, vec![b'x'; 3_000_000]).unwrap();
    let (status, page) = show(&curl, &server, &long);
    assert_eq!(status, "413");
    assert!(page.contains("Es demasiado grande"), "{page}");
}
