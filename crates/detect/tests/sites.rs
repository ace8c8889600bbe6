//! Mail in the name of an organisation that no registry knows: the site that its links lead to tells whose it would be.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use detect::{Engine, Options};

/// A change of a train, with a number to call.
fn mail(from: &str, links: usize) -> String {
    let host = from.rsplit('@').next().unwrap().trim_end_matches('>');
    let link = |number| format!("<a href=\"https://www.brightrail.com/trips/{number}\">Trip</a> ");
    let links: String = (0..links).map(link).collect();
    format!(
        "Received: from mail.{host} (mail.{host} [192.0.2.1]) by mx.home.example; Mon, 2 Nov 2026 10:00:00 +0000\n\
         Authentication-Results: mx.home.example; dmarc=pass header.from={host}\n\
         From: {from}\nTo: pat@home.example\nSubject: Your train was changed\n\
         Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@{host}>\nMIME-Version: 1.0\n\
         Content-Type: text/html; charset=utf-8\n\n\
         <p>Your train to Leeds now leaves at 9:14.</p><p>Questions? Call Customer Service: +1 (803) 397-5786</p>{links}\n"
    )
}

fn signals(raw: &str) -> Vec<String> {
    let engine = Engine::new(Options::default()).unwrap();
    let report = engine.judge("mail", raw.as_bytes());
    let names = report.evidence.iter().map(|it| it.signal.clone());
    names.filter(|it| it.starts_with("anothers_site")).collect()
}

#[test]
fn who_bears_the_name_of_the_linked_site_and_writes_from_a_free_mailbox_is_noticed() {
    let both = ["anothers_site_and_address", "anothers_site_in_name"];
    let mut found = signals(&mail("Brightrail <order.update2181@gmail.com>", 3));
    found.sort();
    assert_eq!(found, both);
    // An address that looks like the name, as a small firm has it, and few links.
    let fitting = "Brightrail <brightrail.office@gmail.com>";
    assert_eq!(signals(&mail(fitting, 3)), ["anothers_site_in_name"]);
    assert_eq!(signals(&mail(fitting, 1)), [""; 0]);
    // The organisation itself, somebody with a name of his own, and mail without links.
    for (from, links) in [
        ("Brightrail <news@brightrail.com>", 3),
        ("Ann Lee <ann.lee71@gmail.com>", 3),
        ("Brightrail <order.update2181@gmail.com>", 0),
    ] {
        assert_eq!(signals(&mail(from, links)), [""; 0], "{from}");
    }
}
