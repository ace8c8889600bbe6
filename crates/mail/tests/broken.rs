//! Broken and hostile mail: always a message, always what could be recovered, never a panic.

use mail::{Message, ParseOptions, parse};
use proptest::prelude::*;

fn read(raw: &[u8]) -> Message {
    parse(raw, &ParseOptions::default())
}

fn kinds(message: &Message) -> Vec<&'static str> {
    message.defects.iter().map(|it| it.kind).collect()
}

#[test]
fn text_without_a_header_block_is_still_read() {
    let message = read(b"Call us at once\n\nabout your order\n");
    assert!(message.body.visible_text.contains("about your order"));
    assert!(kinds(&message).contains(&"no_header_block"));
}

#[test]
fn an_unterminated_multipart_is_read_and_noted() {
    let message = read(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nthe lure\n",
    );
    assert!(message.body.visible_text.contains("the lure"));
    assert!(
        kinds(&message).contains(&"unterminated_multipart"),
        "{:?}",
        kinds(&message)
    );
}

#[test]
fn a_boundary_folded_after_its_equals_sign_is_read() {
    let message = read(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=\n \"abc\"\n\n--abc\nContent-Type: text/plain\n\nthe lure\n--abc--\n",
    );
    assert!(
        message.body.visible_text.contains("the lure"),
        "{:?}",
        message.body.visible_text
    );
}

#[test]
fn unknown_charsets_and_encodings_are_guessed_and_noted() {
    let message = read(
        b"From: a@b.example\nContent-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: rot13\n\nthe lure\n",
    );
    assert!(message.body.visible_text.contains("the lure"));
    let kinds = kinds(&message);
    assert!(
        kinds.contains(&"unknown_charset") && kinds.contains(&"unknown_encoding"),
        "{kinds:?}"
    );
}

#[test]
fn five_hundred_nested_parts_end_in_a_limit() {
    let mut raw = String::from("From: a@b.example\n");
    for depth in 0..500 {
        let delimiter = format!("--b{depth}");
        raw.push_str("Content-Type: multipart/mixed; boundary=");
        raw.push_str(&delimiter[2..]);
        raw.push_str("\n\n");
        raw.push_str(&delimiter);
        raw.push('\n');
    }
    raw.push_str("Content-Type: text/plain\n\nthe lure\n");
    let message = read(raw.as_bytes());
    assert!(
        message.missing.contains(limits::Capability::PartLimit),
        "{:?}",
        message.missing
    );
}

#[test]
fn a_very_long_line_is_cut_at_the_limit() {
    let mut raw = b"From: a@b.example\n\n".to_vec();
    raw.resize(raw.len() + (8 << 20), b'a');
    let message = read(&raw);
    assert!(message.body.visible_text.len() <= ParseOptions::default().limits.text_bytes);
    assert!(message.missing.contains(limits::Capability::TextLimit));
}

#[test]
fn many_texts_are_shown_up_to_the_limit() {
    let mut raw = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n".to_vec();
    for _ in 0..8 {
        raw.extend_from_slice(b"--x\nContent-Type: text/plain\n\n");
        raw.resize(raw.len() + (800 << 10), b'a');
        raw.push(b'\n');
    }
    let message = read(&raw);
    assert!(message.body.visible_text.len() < 2 << 20);
    assert_eq!(message.attachments.len(), 7);
    assert!(message.missing.contains(limits::Capability::TextLimit));
}

#[test]
fn several_from_fields_are_noted_and_the_first_counts() {
    let message = read(b"From: a@first.example\nFrom: b@second.example\n\nx\n");
    assert_eq!(message.sender.email.email, "a@first.example");
    assert!(kinds(&message).contains(&"duplicate_from"));
}

#[test]
fn a_text_shown_below_the_first_is_judged_too() {
    let message = read(
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nharmless\n\
          --x\nContent-Type: text/html\n\n<p>the lure</p>\n--x\nContent-Type: text/plain\n\nthe footer\n--x--\n",
    );
    for text in ["harmless", "the lure", "the footer"] {
        assert!(
            message.body.visible_text.contains(text),
            "{text}: {:?}",
            message.body.visible_text
        );
    }
    assert_eq!(
        message.body.plain.as_deref().map(str::trim),
        Some("harmless")
    );
}

#[test]
fn of_alternatives_the_html_is_shown() {
    let message = read(
        b"From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\nplain\n\
          --x\nContent-Type: text/html\n\n<p>rich</p>\n--x--\n",
    );
    assert_eq!(message.body.visible_text.trim(), "rich");
    assert_eq!(message.body.plain.as_deref().map(str::trim), Some("plain"));
    assert!(message.attachments.is_empty());
}

fn check_spans(message: &Message) {
    let text = &message.body.visible_text;
    let fits = |span: text::Span| text.get(span.start as usize..span.end as usize).is_some();
    assert!(fits(message.body.current_thread.span));
    for thread in &message.body.previous_threads {
        assert!(fits(thread.span));
        assert!(thread.links.iter().all(|it| *it < message.body.links.len()));
    }
    for link in &message.body.links {
        assert!(fits(link.span), "{:?} {}", link.span, text.len());
    }
}

/// Pieces of which hostile mails are made.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("From: a@b.example\n".to_owned()),
        Just("Content-Type: multipart/mixed; boundary=x\n".to_owned()),
        Just("Content-Type: text/html; charset=utf-8\n".to_owned()),
        Just("Content-Type: message/rfc822\n".to_owned()),
        Just("Content-Transfer-Encoding: base64\n".to_owned()),
        Just("\n--x\n".to_owned()),
        Just("\n--x--\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("> quoted\n> more\n".to_owned()),
        Just("On Monday 2 Nov 2026, Pät <p@b.example> wrote:\n".to_owned()),
        Just("From: Ü <p@b.example>\nSent: Monday\nSubject: x\n".to_owned()),
        Just("<div class=gmail_quote><a href='https://a.example/'>ä</a></div>".to_owned()),
        Just("Received: from a by b ((;\n".to_owned()),
        Just("Authentication-Results: ; =\"\n".to_owned()),
        ".{0,40}",
    ]
}

proptest! {
    #[test]
    fn any_bytes_make_a_message(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        check_spans(&read(&bytes));
    }

    #[test]
    fn any_pieces_make_a_message(pieces in proptest::collection::vec(piece(), 0..30)) {
        check_spans(&read(pieces.concat().as_bytes()));
    }
}
