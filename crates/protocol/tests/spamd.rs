//! spamd requests and answers: round trips, hostile bytes, bounds.
#![allow(clippy::unwrap_used, reason = "tests may")]

use std::io::Write as _;

use proptest::prelude::*;
use protocol::spamd::{Answer, Code, Judgement, Method, RequestHead, SpamdError, Told, Version};

const LIMIT: usize = 1_000_000;

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![
        Method::Check,
        Method::Symbols,
        Method::Report,
        Method::ReportIfSpam,
        Method::Process,
        Method::Headers,
        Method::Ping,
        Method::Tell,
        Method::Skip,
    ])
}

proptest! {
    #[test]
    fn heads_come_back(
        method in method(),
        (major, minor) in any::<(u8, u8)>(),
        content_length in prop::option::of(0_usize..LIMIT),
        user in prop::option::of("[a-z@.]{1,20}"),
        is_compressed in any::<bool>(),
        is_spam in any::<Option<bool>>(),
        sets in any::<bool>(),
        removes in any::<bool>(),
        body in prop::collection::vec(any::<u8>(), 0..50),
    ) {
        let told = Told { is_spam, sets, removes };
        let head = RequestHead { method, version: Version { major, minor }, content_length, user, is_compressed, told };
        let mut wire = head.encode();
        let length = wire.len();
        for end in 0..length {
            prop_assert_eq!(RequestHead::parse(&wire[..end], LIMIT), Ok(None));
        }
        wire.extend(body);
        prop_assert_eq!(RequestHead::parse(&wire, LIMIT), Ok(Some((head, length))));
    }

    #[test]
    fn answers_come_back(is_spam in any::<bool>(), tenths in 0_u32..2000, body in prop::collection::vec(any::<u8>(), 0..200)) {
        let judgement = Judgement { is_spam, points: f64::from(tenths) / 10.0, threshold: 5.0 };
        let answer = Answer { code: Code::Ok, text: "EX_OK".to_owned(), judgement: Some(judgement), done: None, body };
        prop_assert_eq!(Answer::parse(&answer.encode()), Ok(answer));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = RequestHead::parse(&bytes, LIMIT);
        let _ = Answer::parse(&bytes);
        let head = RequestHead { method: Method::Check, version: Version::CURRENT, content_length: None, user: None, is_compressed: true, told: Told::default() };
        let _ = head.unpack(bytes, LIMIT);
    }

    #[test]
    fn a_user_cannot_write_a_line_of_its_own(user in ".*") {
        let head = RequestHead { method: Method::Check, version: Version::CURRENT, content_length: None, user: Some(user), is_compressed: false, told: Told::default() };
        let wire = head.encode();
        if let Ok(Some((read, length))) = RequestHead::parse(&wire, LIMIT) {
            prop_assert_eq!(length, wire.len());
            prop_assert!(!read.is_compressed);
        }
    }
}

#[test]
fn two_gigabytes_are_refused_by_their_statement() {
    for length in ["2147483648", "99999999999999999999999999"] {
        let wire = format!("CHECK SPAMC/1.5\r\nContent-length: {length}\r\n\r\n");
        let error = RequestHead::parse(wire.as_bytes(), LIMIT).unwrap_err();
        assert_eq!(error, SpamdError::TooLong(LIMIT));
    }
    let wire = b"CHECK SPAMC/1.5\r\nContent-length: -1\r\n\r\n";
    assert_eq!(RequestHead::parse(wire, LIMIT), Err(SpamdError::Header));
}

#[test]
fn a_head_without_end_is_refused() {
    let wire = format!("CHECK SPAMC/1.5\r\nUser: {}", "a".repeat(9000));
    assert_eq!(
        RequestHead::parse(wire.as_bytes(), LIMIT),
        Err(SpamdError::HeadTooLong)
    );
}

fn packed(message: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(message).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn packed_messages() {
    let head = RequestHead {
        method: Method::Check,
        version: Version::CURRENT,
        content_length: None,
        user: None,
        is_compressed: true,
        told: Told::default(),
    };
    let message = b"From: a@example.org\r\n\r\nhello\r\n";
    assert_eq!(head.unpack(packed(message), LIMIT).unwrap(), message);
    let bomb = packed(&vec![0; 50_000_000]);
    assert!(bomb.len() < 100_000);
    assert_eq!(head.unpack(bomb, LIMIT), Err(SpamdError::TooLong(LIMIT)));
}

#[test]
fn a_ping_is_answered_in_one_line() {
    let answer = Answer::plain(Code::Ok, "PONG");
    assert_eq!(answer.encode(), b"SPAMD/1.5 0 PONG\r\n");
    assert_eq!(Answer::parse(b"SPAMD/1.5 0 PONG\r\n"), Ok(answer));
}

/// What a client of `version` that asks by `method` is sent.
fn sent(method: &str, version: &str) -> String {
    let wire = format!("{method} SPAMC/{version}\r\n\r\n");
    let (head, _) = RequestHead::parse(wire.as_bytes(), LIMIT).unwrap().unwrap();
    let judgement = Judgement {
        is_spam: true,
        points: 7.3,
        threshold: 5.0,
    };
    let answer = Answer {
        judgement: Some(judgement),
        body: b"body".to_vec(),
        ..Answer::plain(Code::Ok, "")
    };
    String::from_utf8(answer.encode_for(&head)).unwrap()
}

#[test]
fn clients_get_as_many_header_lines_as_they_take() {
    let spam = "Spam: True ; 7.3 / 5.0\r\n";
    let length = "Content-length: 4\r\n";
    for (method, version, expected) in [
        ("REPORT", "1.5", format!("{length}{spam}")),
        ("REPORT", "1.3", format!("{length}{spam}")),
        ("REPORT", "1.2", spam.to_owned()),
        ("SYMBOLS", "1.1", spam.to_owned()),
        ("CHECK", "1.0", spam.to_owned()),
        ("PROCESS", "1.3", format!("{length}{spam}")),
        ("PROCESS", "1.2", length.to_owned()),
        ("HEADERS", "1.2", length.to_owned()),
        ("PROCESS", "1.1", String::new()),
    ] {
        let expected = format!("SPAMD/1.5 0 EX_OK\r\n{expected}\r\nbody");
        assert_eq!(sent(method, version), expected, "{method} {version}");
    }
}

#[test]
fn what_is_no_version_is_no_request() {
    for wire in [
        "CHECK SPAMC/\r\n\r\n",
        "CHECK SPAMC/1\r\n\r\n",
        "CHECK SPAMC/1.999\r\n\r\n",
    ] {
        let error = RequestHead::parse(wire.as_bytes(), LIMIT).unwrap_err();
        assert_eq!(error, SpamdError::FirstLine);
    }
}
