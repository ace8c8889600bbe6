//! Files that carry mail or what a browser shows.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

mod read;

use std::io::{Cursor, Write as _};

use content::{Input, Settings, Source, read as read_all};
use proptest::prelude::*;
use read::{extract, hidden, missing, targets, visible};

fn attribute(level: u8, id: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![level];
    bytes.extend(id.to_le_bytes());
    bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes.extend([0, 0]);
    bytes
}

/// Encoded MAPI properties of variable length.
fn properties(list: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let mut bytes = u32::try_from(list.len()).unwrap().to_le_bytes().to_vec();
    for (kind, id, value) in list {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(id.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(u32::try_from(value.len()).unwrap().to_le_bytes());
        bytes.extend(*value);
        bytes.resize(bytes.len() + (value.len().wrapping_neg() & 3), 0);
    }
    bytes
}

fn winmail() -> Vec<u8> {
    let name: Vec<u8> = "long name.vcf\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let html = b"<p>Call <a href='tel:+18005550100'>us</a></p>";
    [
        vec![0x78, 0x9F, 0x3E, 0x22, 1, 0],
        attribute(1, 0x0006_9007, &1252_u32.to_le_bytes()),
        attribute(1, 0x0001_8004, b"Your order\0"),
        attribute(1, 0x0006_9003, &properties(&[(0x0102, 0x1013, html)])),
        attribute(2, 0x0006_9002, &[0; 14]),
        attribute(2, 0x0001_8010, b"SHORT.VCF\0"),
        attribute(2, 0x0006_800F, b"BEGIN:VCARD\nFN:Desk\nEND:VCARD"),
        attribute(2, 0x0006_9005, &properties(&[(0x1F, 0x3707, &name)])),
    ]
    .concat()
}

#[test]
fn a_winmail_file() {
    let extraction = extract(&winmail());
    let [message, card] = &*extraction.files else {
        panic!()
    };
    assert_eq!(message.kind, "tnef");
    assert_eq!(visible(message), "Your order\nCall us");
    assert!(message.texts.iter().all(|it| it.source == Source::Nested));
    assert_eq!(targets(message), ["tel:+18005550100"]);
    assert_eq!((&*card.path, &*card.kind), ("2/long name.vcf", "vcf"));
}

fn msg() -> Vec<u8> {
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut put = |path: &str, data: &[u8]| {
        if let Some((folder, _)) = path.rsplit_once('/').filter(|it| !it.0.is_empty()) {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(path).unwrap().write_all(data).unwrap();
    };
    put("/__properties_version1.0", &[0; 32]);
    put("/__substg1.0_0037001F", &wide("Your renewal"));
    put("/__substg1.0_0C1A001F", &wide("Billing Desk"));
    put("/__substg1.0_5D01001F", &wide("desk@example.com"));
    put("/__substg1.0_1000001E", b"Call +1 800 555 0100");
    put(
        "/__attach_version1.0_#00000000/__substg1.0_37010102",
        b"BEGIN:VCARD\nFN:Desk\nEND:VCARD",
    );
    put(
        "/__attach_version1.0_#00000000/__substg1.0_3707001F",
        &wide("desk.vcf"),
    );
    let nested = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    put(&format!("{nested}/__properties_version1.0"), &[0; 24]);
    put(&format!("{nested}/__substg1.0_0037001F"), &wide("Inner"));
    put(
        &format!("{nested}/__substg1.0_10130102"),
        b"<p>inner <span style='display:none'>dark</span></p>",
    );
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn an_outlook_message() {
    let extraction = extract(&msg());
    let [outer, card, inner] = &*extraction.files else {
        panic!("{:?}", extraction.files)
    };
    assert_eq!(outer.kind, "msg");
    assert_eq!(
        visible(outer),
        "Your renewal\nBilling Desk\nCall +1 800 555 0100"
    );
    assert!(
        outer
            .properties
            .contains(&("from_address".to_owned(), "desk@example.com".to_owned()))
    );
    assert_eq!(card.kind, "vcf");
    assert_eq!((&*inner.kind, inner.depth), ("msg", 1));
    assert_eq!(visible(inner), "Inner\ninner");
    assert_eq!(hidden(inner), "dark");
}

const MAIL: &[u8] = b"From: \"Billing\" <a@shop.example>\r\nTo: b@example.org\r\nSubject: Your order\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nCall +1 800 555 0100\r\n\
    --x\r\nContent-Type: text/vcard; name=c.vcf\r\nContent-Disposition: attachment\r\n\r\nBEGIN:VCARD\r\nFN:Desk\r\nEND:VCARD\r\n--x--\r\n";

#[test]
fn a_message_with_and_without_type_and_name() {
    for (name, content_type) in [
        (None, None),
        (Some("mail.eml"), Some("application/octet-stream")),
        (None, Some("message/rfc822")),
    ] {
        let input = Input {
            path: "2",
            name,
            content_type,
            bytes: MAIL,
        };
        let extraction = read_all(&[input], &[], &Settings::default());
        let [message, card] = &*extraction.files else {
            panic!()
        };
        assert_eq!(message.kind, "eml");
        assert_eq!(
            visible(message),
            "Your order\nBilling\nCall +1 800 555 0100"
        );
        assert_eq!(card.kind, "vcf");
    }
}

#[test]
fn html_with_hidden_text() {
    let extraction = extract(
        b"<!doctype html><meta charset=windows-1251><p>\xC7\xE2\xEE\xED\xE8 <a href='https://h.example/a'>here</a>\
        <p style='display:none'>cats</p><form action='https://post.example'></form><iframe src='https://frame.example'></iframe>",
    );
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Звони here");
    assert_eq!(hidden(file), "cats");
    assert_eq!(
        targets(file),
        [
            "https://h.example/a",
            "https://post.example",
            "https://frame.example"
        ]
    );
    assert_eq!(file.texts[0].source, Source::Attachment);
}

#[test]
fn a_drawing() {
    let extraction = extract(
        b"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='x'><text>Call +1 800 555 0100</text>\
        <a xlink:href='https://s.example'><text>open</text></a><g display='none'><text>dark</text></g>\
        <image href='data:image/png;base64,iVBORw0KGgo='/><script>alert(1)</script></svg>",
    );
    let file = &extraction.files[0];
    assert_eq!(visible(file), "Call +1 800 555 0100\nopen");
    assert_eq!(hidden(file), "dark");
    assert_eq!(targets(file), ["https://s.example"]);
    assert_eq!(extraction.files[1].kind, "png");
    let bomb = extract(b"<!DOCTYPE svg [<!ENTITY a 'x'>]><svg><text>&a;</text></svg>");
    assert_eq!(missing(&bomb), ["limit.html"]);
}

#[test]
fn a_table_as_text() {
    let extraction = extract("name;number\nBüro;+1 800 555 0100 https://t.example".as_bytes());
    let file = &extraction.files[0];
    assert_eq!(file.kind, "txt");
    assert!(visible(file).contains("Büro;+1 800 555 0100"));
    assert_eq!(targets(file), ["https://t.example"]);
}

#[test]
fn text_is_bounded() {
    let mut settings = Settings::default();
    settings.text_bytes = 100;
    let extraction = read::extract_with("call us ".repeat(1_000).as_bytes(), &[], &settings);
    assert!(extraction.files[0].texts[0].text.len() <= 100);
    assert_eq!(missing(&extraction), ["limit.text"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn damaged_files_end(
        which in 0..3_usize,
        at in 0..20_000_usize,
        with in proptest::collection::vec(any::<u8>(), 0..12),
        length in 0..20_000_usize,
    ) {
        let mut bytes = [winmail(), msg(), MAIL.to_vec()][which].clone();
        for (offset, byte) in with.iter().enumerate() {
            let place = (at + offset) % bytes.len();
            bytes[place] = *byte;
        }
        bytes.truncate(length.max(10));
        let extraction = extract(&bytes);
        prop_assert!(extraction.files.len() < 20);
    }

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0..8_usize) {
        let starts: [&[u8]; 8] = [
            b"", b"PK\x03\x04", b"{\\rtf1", b"\x78\x9F\x3E\x22", b"<svg>", b"<html>", b"BEGIN:VCALENDAR\n", b"\x1F\x8B\x08",
        ];
        extract(&[starts[start], &bytes].concat());
    }
}
