//! Structures that mail programs read differently: whatever one of them shows is read, and noted.

use mail::{Message, ParseOptions, parse};

fn read(raw: &[u8]) -> Message {
    parse(raw, &ParseOptions::default())
}

/// The text of `raw` holds the lure, and `kind` is among the defects.
#[track_caller]
fn check(raw: &[u8], kind: &str) {
    let message = read(raw);
    let kinds: Vec<_> = message.defects.iter().map(|it| it.kind).collect();
    assert!(
        message.body.visible_text.contains("the lure"),
        "{:?} {kinds:?}",
        message.body.visible_text
    );
    assert!(kinds.contains(&kind), "{kinds:?}");
}

#[test]
fn two_boundaries_of_which_the_second_is_used() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=one; boundary=two\r\n\r\n\
          --two\r\nContent-Type: text/plain\r\n\r\nthe lure\r\n--two--\r\n",
        "boundary_recovered",
    );
}

#[test]
fn two_boundaries_that_are_both_used() {
    let raw =
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=one; boundary=two\r\n\r\n\
        --one\r\nContent-Type: text/plain\r\n\r\nharmless\r\n--one--\r\n\
        --two\r\nContent-Type: text/plain\r\n\r\nthe lure\r\n--two--\r\n";
    check(raw, "ambiguous_boundary");
    let message = read(raw);
    assert!(message.body.visible_text.starts_with("harmless"));
    assert_eq!(message.body.plain.as_deref(), Some("harmless"));
}

#[test]
fn a_boundary_with_a_blank_at_its_end() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=\"one \"\r\n\r\n\
          --one\r\nContent-Type: text/plain\r\n\r\nthe lure\r\n--one--\r\n",
        "boundary_recovered",
    );
}

#[test]
fn nul_in_the_boundary() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=\"on\0e\"\r\n\r\n\
          --one\r\nContent-Type: text/html\r\n\r\n<p>the lure</p>\r\n--one--\r\n",
        "odd_content_type",
    );
}

#[test]
fn nul_in_the_name_of_a_field() {
    check(
        b"From: a@b.example\r\nContent-T\0ype: multipart/mixed; boundary=one\r\n\r\n\
          --one\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\
          PHA+dGhlIGx1cmU8L3A+\r\n--one--\r\n",
        "ambiguous_structure",
    );
}

#[test]
fn delimiters_that_end_with_cr_alone() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=one\r\n\r\n\
          --one\rContent-Type: text/html\rContent-Transfer-Encoding: base64\r\r\
          PHA+dGhlIGx1cmU8L3A+\r--one--\r",
        "ambiguous_structure",
    );
}

#[test]
fn a_boundary_that_is_not_the_one_declared() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=one\r\n\r\npreamble\r\n\
          --other\r\nContent-Type: text/html\r\n\r\n<p>the lure</p>\r\n--other--\r\n",
        "boundary_recovered",
    );
}

#[test]
fn a_multipart_without_a_boundary() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/alternative\r\n\r\n\
          --x\r\nContent-Type: text/html\r\n\r\n<p>the lure</p>\r\n--x--\r\n",
        "boundary_recovered",
    );
}

#[test]
fn an_encoded_multipart() {
    // "--x\r\nContent-Type: text/html\r\n\r\n<p>the lure</p>\r\n--x--\r\n" in base64.
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\
          Content-Transfer-Encoding: base64\r\n\r\n\
          LS14DQpDb250ZW50LVR5cGU6IHRleHQvaHRtbA0KDQo8cD50aGUgbHVyZTwv\r\n\
          cD4NCi0teC0tDQo=\r\n",
        "boundary_recovered",
    );
}

#[test]
fn two_content_types() {
    check(
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\
          Content-Type: text/plain\r\n\r\n\
          --x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\
          PHA+dGhlIGx1cmU8L3A+\r\n--x--\r\n",
        "duplicate_content_type",
    );
    check(
        b"From: a@b.example\r\nContent-Type: text/html\r\nContent-Type: text/plain\r\n\r\n\
          <p>the&nbsp;l<b></b>ure and the&#32;lure</p>",
        "duplicate_content_type",
    );
}

#[test]
fn a_multipart_that_is_none_is_text() {
    let message =
        read(b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nthe lure\r\n");
    assert_eq!(message.body.visible_text, "the lure\n");
    assert!(
        message
            .defects
            .iter()
            .any(|it| it.kind == "unopened_multipart")
    );
}

#[test]
fn other_readings_are_bounded() {
    let mut raw = b"From: a@b.example\r\nContent-Type: multipart/mixed".to_vec();
    for number in 0..500 {
        raw.extend_from_slice(format!(";\r\n boundary=b{number}").as_bytes());
    }
    raw.extend_from_slice(b"\r\n\r\n");
    for number in 0..500 {
        raw.extend_from_slice(format!("--b{number}\r\n\r\ntext {number}\r\n").as_bytes());
    }
    let message = read(&raw);
    assert!(message.attachments.len() < 10_000);
    assert!(message.body.visible_text.contains("text 0"));
}
