//! The same sound mail read by another parser: structure, texts and contents must agree.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use mail::{ParseOptions, parse};
use mailparse::{MailHeaderMap as _, ParsedMail, parse_mail};
use proptest::prelude::*;

/// A mail that every parser reads alike.
#[derive(Debug, Clone)]
struct Sound {
    subject: String,
    text: String,
    html: Option<String>,
    files: Vec<(String, Vec<u8>)>,
    is_quoted_printable: bool,
}

fn sound() -> impl Strategy<Value = Sound> {
    let word = "[a-zA-Z0-9]{1,8}";
    (
        proptest::collection::vec(word, 1..5),
        proptest::collection::vec("[a-zA-Z0-9äöü€ =.]{0,50}[a-z]", 1..6),
        proptest::option::of("[a-z ]{0,40}[a-z]"),
        proptest::collection::vec(
            (
                "[a-z]{1,8}\\.bin",
                proptest::collection::vec(any::<u8>(), 0..200),
            ),
            0..3,
        ),
        any::<bool>(),
    )
        .prop_map(|(subject, text, html, files, is_quoted_printable)| Sound {
            subject: subject.join(" "),
            text: text.join("\r\n"),
            html: html.map(|it| format!("<p>{it}</p>")),
            files,
            is_quoted_printable,
        })
}

fn quoted_printable(text: &str) -> String {
    let mut encoded = String::new();
    for line in text.split("\r\n") {
        if !encoded.is_empty() {
            encoded.push_str("\r\n");
        }
        let mut column = 0;
        for byte in line.bytes() {
            if column > 70 {
                encoded.push_str("=\r\n");
                column = 0;
            }
            let piece = match byte {
                b'!'..=b'<' | b'>'..=b'~' => char::from(byte).to_string(),
                _ => format!("={byte:02X}"),
            };
            column += piece.len();
            encoded.push_str(&piece);
        }
    }
    encoded
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<_> = encoded
        .as_bytes()
        .chunks(76)
        .map(|it| String::from_utf8_lossy(it).into_owned())
        .collect();
    lines.join("\r\n")
}

impl Sound {
    fn write(&self) -> String {
        let text_part = |kind: &str, text: &str| {
            let (encoding, body) = if self.is_quoted_printable {
                ("quoted-printable", quoted_printable(text))
            } else {
                ("8bit", text.to_owned())
            };
            format!(
                "Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n"
            )
        };
        let mut parts = vec![text_part("plain", &self.text)];
        if let Some(html) = &self.html {
            parts.push(text_part("html", html));
        }
        let texts = format!(
            "Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\n{}--inner--\r\n",
            parts.join("--inner\r\n")
        );
        let mut mail = format!(
            "From: a@b.example\r\nSubject: {}\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n{texts}",
            self.subject
        );
        for (name, content) in &self.files {
            mail.push_str("--outer\r\nContent-Type: application/octet-stream\r\n");
            mail.push_str("Content-Disposition: attachment; filename=");
            mail.push_str(name);
            mail.push_str("\r\nContent-Transfer-Encoding: base64\r\n\r\n");
            mail.push_str(&base64(content));
            mail.push_str("\r\n");
        }
        mail.push_str("--outer--\r\n");
        mail
    }
}

fn leaves<'m, 'r>(mail: &'m ParsedMail<'r>, found: &mut Vec<&'m ParsedMail<'r>>) {
    if mail.subparts.is_empty() {
        found.push(mail);
    }
    for part in &mail.subparts {
        leaves(part, found);
    }
}

proptest! {
    #[test]
    fn sound_mail_is_read_alike(sound in sound()) {
        let raw = sound.write();
        let ours = parse(raw.as_bytes(), &ParseOptions::default());
        let theirs = parse_mail(raw.as_bytes()).unwrap();
        let mut parts = Vec::new();
        leaves(&theirs, &mut parts);
        prop_assert!(ours.defects.is_empty(), "{:?}", ours.defects);
        prop_assert_eq!(ours.subject.subject, theirs.headers.get_first_value("Subject"));
        // The line break before a delimiter belongs to the delimiter; the other parser keeps it.
        let body = |kind: &str| parts.iter()
            .find(|it| it.ctype.mimetype == kind)
            .map(|it| it.get_body().unwrap().trim_end_matches("\r\n").to_owned());
        let plain = body("text/plain");
        prop_assert_eq!(ours.body.plain.as_deref(), plain.as_deref());
        prop_assert_eq!(ours.body.plain.as_deref(), Some(sound.text.as_str()));
        prop_assert_eq!(ours.body.html.map(|it| it.raw), body("text/html"));
        let files: Vec<_> = parts.iter()
            .filter(|it| it.ctype.mimetype == "application/octet-stream")
            .map(|it| it.get_body_raw().unwrap())
            .collect();
        prop_assert_eq!(ours.attachments.iter().map(|it| it.content.clone()).collect::<Vec<_>>(), files);
        let names: Vec<_> = ours.attachments.iter().filter_map(|it| it.file_name.clone()).collect();
        prop_assert_eq!(names, sound.files.into_iter().map(|it| it.0).collect::<Vec<_>>());
    }
}
