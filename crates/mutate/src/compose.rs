//! Writing mails (RFC 5322, RFC 2045), and the disguises that are only a matter of form.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::original::Field;
use crate::{Knowledge, Original};

/// A part of a mail, headers and content.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    header: String,
    content: Vec<u8>,
}

impl Part {
    /// Text in UTF-8, as it is.
    pub(crate) fn text(text: &str) -> Self {
        Self::new(
            "text/plain; charset=utf-8",
            "8bit",
            text.as_bytes().to_vec(),
        )
    }

    /// HTML in UTF-8, as it is.
    pub(crate) fn html(text: &str) -> Self {
        Self::new("text/html; charset=utf-8", "8bit", text.as_bytes().to_vec())
    }

    /// A file.
    pub(crate) fn file(name: &str, content_type: &str, content: &[u8]) -> Self {
        let mut part = Self::base64(&format!("{content_type}; name=\"{name}\""), content);
        let _ = writeln!(
            part.header,
            "Content-Disposition: attachment; filename=\"{name}\""
        );
        part
    }

    /// Parts in one.
    pub(crate) fn multipart(subtype: &str, boundary: &str, parts: &[Part]) -> Self {
        let mut content = Vec::new();
        for part in parts {
            content.extend_from_slice(format!("--{boundary}\n{}\n", part.header).as_bytes());
            content.extend_from_slice(&part.content);
            content.push(b'\n');
        }
        content.extend_from_slice(format!("--{boundary}--\n").as_bytes());
        Self::new(
            &format!("multipart/{subtype}; boundary=\"{boundary}\""),
            "8bit",
            content,
        )
    }

    fn base64(content_type: &str, content: &[u8]) -> Self {
        let encoded = STANDARD.encode(content);
        let mut lines = Vec::with_capacity(encoded.len() + encoded.len() / 76 + 1);
        for line in encoded.as_bytes().chunks(76) {
            lines.extend_from_slice(line);
            lines.push(b'\n');
        }
        Self::new(content_type, "base64", lines)
    }

    fn new(content_type: &str, encoding: &str, content: Vec<u8>) -> Self {
        let header =
            format!("Content-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n");
        Self { header, content }
    }
}

/// A mail with these fields and this body.
pub(crate) fn mail(fields: &[Field], body: &Part) -> Vec<u8> {
    let mut mail = String::new();
    for field in fields {
        let _ = writeln!(mail, "{}: {}", field.name, field.value);
    }
    mail.push_str("MIME-Version: 1.0\n");
    mail.push_str(&body.header);
    mail.push('\n');
    let mut mail = mail.into_bytes();
    mail.extend_from_slice(&body.content);
    mail
}

pub(crate) fn plain(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    Some(mail(&original.fields, &Part::text(&original.body)))
}

pub(crate) fn utf_16(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let units = std::iter::once(0xFEFF).chain(original.body.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    Some(mail(
        &original.fields,
        &Part::base64("text/plain; charset=utf-16", &bytes),
    ))
}

pub(crate) fn charset_lie(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let part = Part::base64(
        "text/plain; charset=x-unknown-8bit",
        original.body.as_bytes(),
    );
    Some(mail(&original.fields, &part))
}

/// RFC 2045, section 6.7, at its most wasteful: soft line breaks fall within words and numbers.
pub(crate) fn quoted_printable(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let mut encoded = String::new();
    for line in original.body.lines() {
        for (at, byte) in line.bytes().enumerate() {
            if at % 7 == 6 {
                encoded.push_str("=\n");
            }
            let _ = write!(encoded, "={byte:02X}");
        }
        encoded.push('\n');
    }
    let part = Part::new(
        "text/plain; charset=utf-8",
        "quoted-printable",
        encoded.into_bytes(),
    );
    Some(mail(&original.fields, &part))
}

pub(crate) fn nested_parts(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let mut part = Part::text(&original.body);
    for depth in 0..8 {
        let subtype = if depth % 2 == 0 { "mixed" } else { "related" };
        part = Part::multipart(subtype, &format!("=_level{depth}"), &[part]);
    }
    Some(mail(&original.fields, &part))
}

pub(crate) fn nested_message(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let inner = mail(&original.fields, &Part::text(&original.body));
    let inner = Part::new("message/rfc822", "8bit", inner);
    let cover = Part::text(&knowledge.wording.cover);
    let both = Part::multipart("mixed", "=_message", &[cover, inner]);
    Some(mail(&original.fields, &both))
}

pub(crate) fn html_split(original: &Original, _: &Knowledge) -> Option<Vec<u8>> {
    let mut html = String::from("<html><body><p>");
    for character in original.body.chars() {
        match character {
            '\n' => html.push_str("<br>"),
            ' ' => html.push(' '),
            _ => {
                html.push_str("<span>");
                push_escaped(&mut html, character);
                html.push_str("</span>");
            }
        }
    }
    html.push_str("</p></body></html>");
    Some(mail(&original.fields, &Part::html(&html)))
}

/// Text as HTML.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' {
            html.push_str("<br>\n");
        } else {
            push_escaped(&mut html, character);
        }
    }
    html
}

fn push_escaped(html: &mut String, character: char) {
    match character {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        '"' => html.push_str("&quot;"),
        _ => html.push(character),
    }
}
