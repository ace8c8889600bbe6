//! From the bytes of a text to Unicode.
//!
//! The declared charset is believed where it is known. Where none is declared, or none that anybody
//! knows, valid UTF-8 is UTF-8 and anything else is windows-1252, which is what most mail programs
//! make of it; for HTML its own `<meta>` declaration comes first.

use std::borrow::Cow;

use encoding_rs::{Encoding, REPLACEMENT, WINDOWS_1252};

use crate::message::Findings;

/// `<meta>` is looked for in so many bytes (HTML standard, "prescan a byte stream").
const PRESCAN_BYTES: usize = 1024;

/// The text of `bytes`. `label` is the declared charset.
pub(crate) fn decode_text(
    bytes: Cow<'_, [u8]>,
    label: Option<&str>,
    is_html: bool,
    findings: &mut Findings,
) -> String {
    let label = label.map(clean_label).filter(|it| !it.is_empty());
    let label = match label {
        // US-ASCII says nothing of bytes beyond ASCII.
        Some(label) if is_ascii_label(label) && !bytes.is_ascii() => None,
        label => label,
    };
    match label {
        None if is_html => decode_undeclared(bytes, meta_charset, findings),
        None => decode_undeclared(bytes, |_| None, findings),
        Some(label) => decode_declared(bytes, label, findings),
    }
}

fn clean_label(label: &str) -> &str {
    label.trim_matches(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | ';' | '\0'))
}

fn is_ascii_label(label: &str) -> bool {
    ["us-ascii", "ascii", "ansi_x3.4-1968", "7bit", "us_ascii"]
        .iter()
        .any(|it| label.eq_ignore_ascii_case(it))
}

fn decode_declared(bytes: Cow<'_, [u8]>, label: &str, findings: &mut Findings) -> String {
    if let Some(encoding) = encoding(label) {
        return decode_as(bytes, encoding, findings);
    }
    // UTF-7 and some code pages that browsers do not know.
    if let Some(charset) = mail_parser::Charset::from_label(label.as_bytes())
        && charset != mail_parser::Charset::Replacement
    {
        return charset.decode(&bytes).into_owned();
    }
    findings.note("unknown_charset", format!("charset {label:?} is not known"));
    decode_undeclared(bytes, |_| None, findings)
}

/// The encoding called `label`; not the one that stands for encodings nobody should read.
fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes()).filter(|it| *it != REPLACEMENT)
}

fn decode_as(bytes: Cow<'_, [u8]>, encoding: &'static Encoding, findings: &mut Findings) -> String {
    let bytes = match into_utf8(bytes, encoding) {
        Ok(text) => return text,
        Err(bytes) => bytes,
    };
    let (text, encoding, is_malformed) = encoding.decode(&bytes);
    if is_malformed {
        findings.note(
            "malformed_charset",
            format!("bytes that do not exist in {}", encoding.name()),
        );
    }
    text.into_owned()
}

/// What is UTF-8 already, without a byte order mark, is taken as it is.
fn into_utf8<'b>(
    bytes: Cow<'b, [u8]>,
    encoding: &'static Encoding,
) -> Result<String, Cow<'b, [u8]>> {
    let takes_as_is = encoding == encoding_rs::UTF_8
        || encoding.is_ascii_compatible()
            && bytes.is_ascii()
            && encoding != encoding_rs::ISO_2022_JP;
    if !takes_as_is || bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(bytes);
    }
    match bytes {
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).map_err(|error| Cow::Owned(error.into_bytes()))
        }
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes)
            .map(str::to_owned)
            .map_err(|_| Cow::Borrowed(bytes)),
    }
}

fn decode_undeclared(
    bytes: Cow<'_, [u8]>,
    declared_within: impl Fn(&[u8]) -> Option<&'static Encoding>,
    findings: &mut Findings,
) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return decode_as(bytes, encoding, findings);
    }
    if let Some(encoding) = declared_within(&bytes) {
        return decode_as(bytes, encoding, findings);
    }
    match into_utf8(bytes, encoding_rs::UTF_8) {
        Ok(text) => text,
        Err(bytes) => {
            findings.note(
                "undeclared_charset",
                "8-bit text without a charset, read as windows-1252",
            );
            WINDOWS_1252.decode(&bytes).0.into_owned()
        }
    }
}

/// The charset that HTML declares for itself by `<meta charset>` or `<meta http-equiv>`.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN_BYTES))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    for meta in head.split("<meta").skip(1) {
        let tag = meta.split('>').next().unwrap_or_default();
        let Some((_, after)) = tag.split_once("charset") else {
            continue;
        };
        let value = after.trim_start().strip_prefix('=').unwrap_or_default();
        let value =
            value.trim_start_matches(|it: char| it.is_whitespace() || it == '"' || it == '\'');
        let end = value
            .find(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | ';' | '/'))
            .unwrap_or(value.len());
        if let Some(found) = encoding(value.get(..end).unwrap_or_default()) {
            // A declaration that could be read as ASCII cannot be in UTF-16.
            let is_utf16 = found == encoding_rs::UTF_16LE || found == encoding_rs::UTF_16BE;
            return Some(if is_utf16 { encoding_rs::UTF_8 } else { found });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], label: Option<&str>, is_html: bool, text: &str, defect: Option<&str>) {
        let mut findings = Findings::default();
        let owned = decode_text(Cow::Owned(bytes.to_vec()), label, is_html, &mut findings);
        assert_eq!(owned, text);
        assert_eq!(findings.defects.first().map(|it| it.kind), defect);
        let borrowed = decode_text(Cow::Borrowed(bytes), label, is_html, &mut findings);
        assert_eq!(borrowed, text);
    }

    #[test]
    fn declared_charsets() {
        check("Grüße".as_bytes(), Some("UTF-8"), false, "Grüße", None);
        check(b"Gr\xFC\xDFe", Some("iso-8859-1"), false, "Grüße", None);
        check(b"\x80 5", Some("ISO-8859-1"), false, "€ 5", None);
        check(b"\xC4\xE3\xBA\xC3", Some("gb2312"), false, "你好", None);
        check(b"\x1b$B$3\x1b(B", Some("iso-2022-jp"), false, "こ", None);
        check(
            b"Hi Mom -+Jjo--!",
            Some("utf-7"),
            false,
            "Hi Mom -☺-!",
            None,
        );
        check(b"plain", Some("\"utf-8\";"), false, "plain", None);
        check(b"a\x93b", Some("cp850"), false, "aôb", None);
    }

    #[test]
    fn undeclared_charsets() {
        check("Grüße".as_bytes(), None, false, "Grüße", None);
        check(
            b"Gr\xFC\xDFe",
            None,
            false,
            "Grüße",
            Some("undeclared_charset"),
        );
        check(
            b"1\xA0803",
            Some("us-ascii"),
            false,
            "1\u{a0}803",
            Some("undeclared_charset"),
        );
        check(b"\xFF\xFEa\0", None, false, "a", None);
        check(b"\xEF\xBB\xBFa", Some("utf-8"), false, "a", None);
    }

    #[test]
    fn unknown_charsets_are_guessed() {
        check(
            "ü".as_bytes(),
            Some("x-nothing"),
            false,
            "ü",
            Some("unknown_charset"),
        );
        check(
            b"\xFC",
            Some("hz-gb-2312"),
            false,
            "ü",
            Some("unknown_charset"),
        );
    }

    #[test]
    fn broken_text_keeps_what_can_be_read() {
        check(
            b"a\xFFb",
            Some("utf-8"),
            false,
            "a\u{fffd}b",
            Some("malformed_charset"),
        );
    }

    #[test]
    fn html_declares_its_own_charset() {
        let html = b"<html><meta charset=\"iso-8859-2\"><p>\xB1";
        check(
            html,
            None,
            true,
            "<html><meta charset=\"iso-8859-2\"><p>ą",
            None,
        );
        let html = b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>\xC1";
        let text = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>а";
        check(html, None, true, text, None);
        check(
            b"<meta charset=utf-16><p>a",
            None,
            true,
            "<meta charset=utf-16><p>a",
            None,
        );
    }
}
