//! Attachments: which parts they are, their names and what they hold.

use mail::{Message, ParseOptions, parse};

fn read(raw: &str) -> Message {
    parse(
        raw.replace('\n', "\r\n").as_bytes(),
        &ParseOptions::default(),
    )
}

fn with_part(headers: &str, body: &str) -> Message {
    read(&format!(
        "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n\
         --x\nContent-Type: text/plain\n\nsee attached\n--x\n{headers}\n\n{body}\n--x--\n"
    ))
}

#[track_caller]
fn check_name(headers: &str, name: &str) {
    let message = with_part(headers, "x");
    assert_eq!(
        message.attachments[0].file_name.as_deref(),
        Some(name),
        "{headers}"
    );
}

#[test]
fn names_however_they_are_written() {
    check_name("Content-Type: application/pdf; name=\"a b.pdf\"", "a b.pdf");
    check_name(
        "Content-Disposition: attachment; filename=\n \"fold.pdf\"",
        "fold.pdf",
    );
    check_name(
        "Content-Disposition: attachment; filename*=utf-8''%e2%98%95%20bill.pdf",
        "☕ bill.pdf",
    );
    check_name(
        "Content-Disposition: attachment; filename*0=\"long-\"; filename*1=\"name.pdf\"",
        "long-name.pdf",
    );
    check_name(
        "Content-Disposition: attachment; filename=\"=?gb2312?B?1cq1pS5wZGY=?=\"",
        "帐单.pdf",
    );
    check_name(
        "Content-Disposition: attachment; filename=\"Grüße.pdf\"",
        "Grüße.pdf",
    );
}

#[test]
fn an_eight_bit_name_is_recovered() {
    let mut raw = b"From: a@b.example\r\nContent-Type: application/pdf; name=\"Gr".to_vec();
    raw.extend_from_slice(b"\xFC\xDFe.pdf\"\r\n\r\n%PDF-1.4");
    let message = parse(&raw, &ParseOptions::default());
    assert_eq!(
        message.attachments[0].file_name.as_deref(),
        Some("Grüße.pdf")
    );
    assert_eq!(message.attachments[0].file_type, "pdf");
}

#[test]
fn what_an_attachment_says_of_itself() {
    let message = with_part(
        "Content-Type: Application/Octet-Stream; name=Invoice.PDF\n\
         Content-Disposition: ATTACHMENT\nContent-ID: <p1@b.example>\n\
         Content-Transfer-Encoding: base64",
        "JVBERi0xLjQK",
    );
    let attachment = &message.attachments[0];
    assert_eq!(
        attachment.content_type.as_deref(),
        Some("application/octet-stream")
    );
    assert_eq!(
        attachment.content_disposition.as_deref(),
        Some("attachment")
    );
    assert_eq!(attachment.content_id.as_deref(), Some("p1@b.example"));
    assert_eq!(attachment.file_extension.as_deref(), Some("pdf"));
    assert_eq!(attachment.file_type, "pdf");
    assert_eq!(attachment.content, b"%PDF-1.4\n");
    assert_eq!(attachment.part_path, "2");
    assert_eq!(attachment.md5().len(), 32);
}

#[test]
fn an_attached_message_keeps_its_bytes() {
    let message = with_part(
        "Content-Type: message/rfc822",
        "From: c@d.example\nSubject: inner\n\nhi",
    );
    let attachment = &message.attachments[0];
    assert!(attachment.is_message());
    let inner = parse(&attachment.content, &ParseOptions::default());
    assert_eq!(inner.subject.subject.as_deref(), Some("inner"));
    assert_eq!(inner.body.visible_text, "hi");
    // A base64 one, which RFC 2046 forbids and senders use, is decoded.
    let message = with_part(
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64",
        "U3ViamVjdDogaW5uZXINCg0KaGk=",
    );
    let inner = parse(&message.attachments[0].content, &ParseOptions::default());
    assert_eq!(inner.subject.subject.as_deref(), Some("inner"));
}

#[test]
fn inline_pictures_calendars_and_signatures_are_attachments() {
    let message = read(
        "From: a@b.example\nContent-Type: multipart/signed; boundary=s\n\n\
         --s\nContent-Type: multipart/related; boundary=r\n\n\
         --r\nContent-Type: multipart/alternative; boundary=a\n\n\
         --a\nContent-Type: text/plain\n\nplain\n\
         --a\nContent-Type: text/html\n\n<p>rich <img src=cid:i></p>\n\
         --a\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--a--\n\
         --r\nContent-Type: image/gif\nContent-ID: <i>\nContent-Transfer-Encoding: base64\n\nR0lGODlh\n--r--\n\
         --s\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nx\n--s--\n",
    );
    let found: Vec<_> = message
        .attachments
        .iter()
        .map(|it| (it.part_path.as_str(), it.file_type))
        .collect();
    assert_eq!(found, [("1.1.3", "ics"), ("1.2", "gif"), ("2", "unknown")]);
    assert_eq!(message.body.visible_text.trim(), "rich");
    assert_eq!(message.body.plain.as_deref(), Some("plain"));
}

#[test]
fn a_file_taken_for_a_message_is_an_attachment() {
    let message = parse(b"%PDF-1.7\n1 0 obj\n", &ParseOptions::default());
    assert_eq!(message.attachments[0].file_type, "pdf");
    assert_eq!(message.body.visible_text, "");
    let message = parse(b"<!doctype html><p>the lure", &ParseOptions::default());
    assert_eq!(message.body.visible_text.trim(), "the lure");
    assert!(message.body.html.is_some());
}

#[test]
fn html_without_anything_to_see_gives_way_to_the_text() {
    let alternative = |html: &str| {
        read(&format!(
            "From: a@b.example\nContent-Type: multipart/alternative; boundary=a\n\n\
             --a\nContent-Type: text/plain\n\nplain\n--a\nContent-Type: text/html\n\n{html}\n--a--\n"
        ))
    };
    assert_eq!(alternative("<div></div>").body.visible_text.trim(), "plain");
    let picture = alternative("<img src=https://a.example/lure.png>");
    assert_eq!(picture.body.visible_text.trim(), "");
    assert_eq!(picture.body.plain.as_deref(), Some("plain"));
}
