//! Genuine mail of platforms in which somebody else writes, and its twins.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use identity::{PlatformMatch, Relation, identify, relation};
use mail::{Message, ParseOptions};
use registry::Registry;
use text::Place;

fn received(results: &str, headers: &str, body: &str) -> Message {
    let raw = format!(
        "Authentication-Results: mx.example.net; {results}\r\n\
         Received: from out.example.org (out.example.org [192.0.2.7])\r\n\
         \tby mx.example.net (Postfix) with ESMTPS id 4X1\r\n\
         \tfor <pat.doe@example.net>; Mon, 9 Nov 2026 10:00:00 +0000\r\n\
         {headers}\
         To: <pat.doe@example.net>\r\n\
         Date: Mon, 9 Nov 2026 09:59:58 +0000\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         \r\n\
         {body}"
    );
    let options = ParseOptions {
        trusted_hosts: vec!["mx.example.net".to_owned()],
        ..ParseOptions::default()
    };
    mail::parse(raw.as_bytes(), &options)
}

/// The platform, what its third party wrote in the body, and the relation to `brand`.
fn judged(message: &Message, brand: &str) -> (Option<PlatformMatch>, Vec<String>, Relation) {
    let registry = Registry::builtin().expect("the data of this build loads");
    let sender = identify(message, &registry);
    let brand = registry.brand(brand).expect("a brand of the registry");
    let relation = relation(&sender, brand);
    let fields = sender.platform.iter().flat_map(|it| &it.fields);
    let body = fields
        .filter(|(place, _)| *place == Place::Body)
        .map(|(_, span)| span.of(&message.body.visible_text).to_owned());
    (sender.platform.clone(), body.collect(), relation)
}

const PAYPAL_PASS: &str = "dkim=pass header.d=paypal.com; dmarc=pass header.from=paypal.com";

fn invoice(results: &str, from: &str) -> Message {
    let headers = format!("From: {from}\r\nSubject: Invoice from Garden Works (0042)\r\n");
    let body = "Hello, Pat Doe\r\n\r\nHere's your invoice\r\nGarden Works sent you an invoice for $412.00 USD.\r\n\r\n\
        Seller note to customer\r\nYour Norton plan renewed. To cancel call 1-800-555-0100.\r\n\r\n\
        Don't know this seller?\r\nYou can safely ignore this invoice.\r\n";
    received(results, &headers, body)
}

#[test]
fn the_note_of_a_genuine_invoice_is_the_sellers() {
    let message = invoice(PAYPAL_PASS, "service@paypal.com");
    let (platform, notes, relation) = judged(&message, "paypal");
    let platform = platform.expect("a platform");
    assert_eq!(
        (platform.id.as_str(), platform.authenticated),
        ("paypal_invoice", true)
    );
    assert_eq!(
        notes,
        ["Your Norton plan renewed. To cancel call 1-800-555-0100."]
    );
    // It outranks the brand that runs it, and holds for any brand that the note claims.
    assert_eq!(relation, Relation::Platform);
    assert_eq!(judged(&message, "norton_lifelock").2, Relation::Platform);
}

#[test]
fn the_same_invoice_from_elsewhere_is_no_platform() {
    let forged = invoice("dkim=none; spf=none; dmarc=none", "service@paypal.com");
    let (platform, notes, relation) = judged(&forged, "paypal");
    assert!(platform.is_some_and(|it| !it.authenticated && it.fields.is_empty()));
    assert!(notes.is_empty());
    assert_eq!(relation, Relation::Unknown);
    let pass = "dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com";
    let foreign = invoice(pass, "service@paypal.com <billing.1@gmail.com>");
    assert_eq!(
        judged(&foreign, "paypal"),
        (None, vec![], Relation::Unrelated)
    );
}

fn invitation(dkim: &str, sender: &str, id: &str) -> Message {
    let headers = format!(
        "{sender}Message-ID: <{id}>\r\nFrom: Mallory <mallory@example.org>\r\n\
         Subject: Invitation: McAfee renewal @ Mon Nov 9, 2026 (pat.doe@example.net)\r\n"
    );
    let body = "McAfee renewal\r\nMonday Nov 9, 2026\r\n\r\nYour plan renews today for $399.00. Call 1-800-555-0100.\r\n\r\n\
        Organizer\r\nMallory\r\nmallory@example.org\r\n\r\nForwarding this invitation could allow any recipient to respond.\r\n";
    received(
        &format!("{dkim}; dmarc=none header.from=example.org"),
        &headers,
        body,
    )
}

const CALENDAR: &str = "Sender: Google Calendar <calendar-notification@google.com>\r\n";

#[test]
fn an_invitation_sent_for_an_organiser_is_the_calendars() {
    let signed = invitation(
        "dkim=pass header.d=google.com",
        CALENDAR,
        "calendar-1@google.com",
    );
    let (platform, fields, relation) = judged(&signed, "mcafee");
    let platform = platform.expect("a platform");
    assert_eq!(
        (platform.id.as_str(), platform.authenticated),
        ("google_calendar", true)
    );
    assert_eq!(relation, Relation::Platform);
    assert_eq!(fields.len(), 1);
    assert!(fields[0].contains("Call 1-800-555-0100") && !fields[0].contains("could allow"));
}

#[test]
fn a_calendar_that_fails_dmarc_for_the_organiser_forges_nobody() {
    let results = "dkim=pass header.d=google.com; dmarc=fail header.from=example.org";
    let headers = format!(
        "{CALENDAR}Message-ID: <calendar-1@google.com>\r\nFrom: Mallory <mallory@example.org>\r\nSubject: Renewal\r\n"
    );
    let registry = Registry::builtin().expect("the data of this build loads");
    let genuine = received(results, &headers, "Call 1-800-555-0100.\r\n");
    assert!(!identify(&genuine, &registry).spoofed);
    let forged = received(
        &results.replace("pass", "fail"),
        &headers,
        "Call 1-800-555-0100.\r\n",
    );
    assert!(identify(&forged, &registry).spoofed);
}

#[test]
fn a_forwarded_invitation_keeps_its_shape_only() {
    let broken = invitation(
        "dkim=fail header.d=google.com",
        CALENDAR,
        "calendar-1@google.com",
    );
    let (platform, fields, relation) = judged(&broken, "mcafee");
    assert!(platform.is_some_and(|it| it.id == "google_calendar" && !it.authenticated));
    assert!(fields.is_empty());
    assert_eq!(relation, Relation::Unrelated);
}

#[test]
fn the_same_text_of_a_stranger_is_no_invitation() {
    let plain = invitation("dkim=pass header.d=example.org", "", "1@example.org");
    assert_eq!(
        judged(&plain, "mcafee"),
        (None, vec![], Relation::Unrelated)
    );
}
