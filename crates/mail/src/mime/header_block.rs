//! The header block: its fields, unfolded and in Unicode, and where it ends when no blank line says
//! so (RFC 5322 section 2.2).

use std::borrow::Cow;

use limits::Limits;
use mail_parser::{Header, HeaderName};
use memchr::memchr3;

use crate::headers::HopField;
use crate::message::Findings;

/// Longer names are no names.
const NAME_BYTES: usize = 100;

/// The fields of the message in order, values unfolded, encoded words left as they are.
pub(super) fn fields(
    message: &mail_parser::Message<'_>,
    limits: &Limits,
    findings: &mut Findings,
) -> Vec<HopField> {
    let headers = message.headers();
    let count = headers.len().min(limits.header_fields);
    if count < headers.len() {
        findings.note(
            "too_many_header_fields",
            format!("{} header fields, {count} are read", headers.len()),
        );
    }
    headers
        .iter()
        .take(count)
        .enumerate()
        .map(|(index, header)| HopField {
            name: header.raw_name().to_owned(),
            value: value(&header, limits, findings),
            position: count - 1 - index,
        })
        .collect()
}

fn value(header: &Header<'_>, limits: &Limits, findings: &mut Findings) -> Option<String> {
    let raw = header.raw_value();
    let raw = match raw.get(..limits.header_bytes) {
        Some(head) if head.len() < raw.len() => {
            findings.note("long_header", format!("{} is cut", header.raw_name()));
            head
        }
        _ => raw,
    };
    let raw = raw.trim_ascii();
    if raw.is_empty() {
        return None;
    }
    let bytes = unfold(raw, header.raw_name(), findings);
    let text = match String::from_utf8(bytes.into_owned()) {
        Ok(text) if text.is_ascii() => return Some(text),
        Ok(text) => (text, "UTF-8"),
        Err(error) => (
            encoding_rs::WINDOWS_1252
                .decode(error.as_bytes())
                .0
                .into_owned(),
            "windows-1252",
        ),
    };
    findings.note(
        "eight_bit_header",
        format!(
            "{} holds bytes that are not ASCII, read as {}",
            header.raw_name(),
            text.1
        ),
    );
    Some(text.0)
}

/// Joins the lines of a folded value with single blanks. Bytes that no header may hold are dropped
/// (NUL) or read as blanks (CR on its own): mail programs disagree on them, so they are defects.
fn unfold<'r>(raw: &'r [u8], name: &str, findings: &mut Findings) -> Cow<'r, [u8]> {
    if memchr3(b'\r', b'\n', 0, raw).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut unfolded = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr3(b'\r', b'\n', 0, rest) {
        let (before, from) = rest.split_at(at);
        unfolded.extend_from_slice(before);
        if from.first() == Some(&0) {
            findings.note("nul_in_header", format!("{name} holds NUL"));
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        if !from.starts_with(b"\r\n") && !from.starts_with(b"\n") {
            findings.note("bare_cr", format!("{name} holds CR without LF"));
        }
        unfolded.truncate(unfolded.trim_ascii_end().len());
        unfolded.push(b' ');
        rest = from.trim_ascii_start();
    }
    unfolded.extend_from_slice(rest);
    Cow::Owned(unfolded)
}

/// Where the body begins although no blank line says so: at the first line that is no field and has
/// no known field after it. `Some(0)` if there is no header block at all.
pub(super) fn end_of_header(message: &mail_parser::Message<'_>) -> Option<usize> {
    let raw = message.raw();
    let root = message.root_part();
    let mut junk = None;
    let mut end_of_last = 0;
    for header in message.headers() {
        let start = header.offset_field() as usize;
        if let Some(at) = first_text(raw, end_of_last, start) {
            junk.get_or_insert(at);
        }
        if !is_plausible_name(header.raw_name()) {
            junk.get_or_insert(start);
        } else if is_known(&header.name()) {
            junk = None;
        }
        end_of_last = header.offset_end() as usize;
    }
    if let Some(at) = first_text(raw, end_of_last, root.offset_body() as usize) {
        junk.get_or_insert(at);
    }
    junk
}

/// Where in `raw[from..to]` a line begins that holds more than white space.
fn first_text(raw: &[u8], from: usize, to: usize) -> Option<usize> {
    let gap = raw.get(from..to)?;
    let text = gap.iter().position(|it| !it.is_ascii_whitespace())?;
    let line = memchr::memrchr(b'\n', gap.get(..text)?).map_or(0, |at| at + 1);
    Some(from + line)
}

/// Whether `raw` begins with a field that mail is known to have.
pub(super) fn begins_with_known_field(raw: &[u8]) -> bool {
    let line = raw.get(..raw.len().min(NAME_BYTES)).unwrap_or_default();
    let Some(colon) = memchr::memchr(b':', line) else {
        return false;
    };
    let name = line.get(..colon).unwrap_or_default().trim_ascii_end();
    let Ok(name) = std::str::from_utf8(name) else {
        return false;
    };
    is_plausible_name(name) && HeaderName::parse(name).is_some_and(|it| is_known(&it))
}

fn is_known(name: &HeaderName<'_>) -> bool {
    !matches!(name, HeaderName::Other(_))
}

/// Printable ASCII without colon (RFC 5322 section 3.6.8), and not a sentence.
fn is_plausible_name(name: &str) -> bool {
    (1..=NAME_BYTES).contains(&name.len()) && name.bytes().all(|it| it.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(raw: &[u8]) -> mail_parser::Message<'_> {
        mail_parser::MessageParser::new().parse(raw).unwrap()
    }

    #[track_caller]
    fn check_value(raw: &[u8], value: &str, defect: Option<&str>) {
        let mut findings = Findings::default();
        let fields = fields(&parsed(raw), &Limits::default(), &mut findings);
        assert_eq!(fields[0].value.as_deref(), Some(value));
        assert_eq!(findings.defects.first().map(|it| it.kind), defect);
    }

    #[test]
    fn folded_values_are_joined_with_a_blank() {
        check_value(
            b"Subject: one\r\n two\r\n\tthree\r\n\r\n",
            "one two three",
            None,
        );
        check_value(b"Subject:\r\n one \r\n two\r\n\r\n", "one two", None);
    }

    #[test]
    fn eight_bit_values_are_recovered() {
        let defect = Some("eight_bit_header");
        check_value("Subject: Grüße\r\n\r\n".as_bytes(), "Grüße", defect);
        check_value(b"Subject: Gr\xFC\xDFe\r\n\r\n", "Grüße", defect);
    }

    #[test]
    fn bytes_that_no_header_may_hold() {
        check_value(b"Subject: a\0b\r\n\r\n", "ab", Some("nul_in_header"));
        check_value(b"Subject: a\rb\r\n\r\n", "a b", Some("bare_cr"));
    }

    #[test]
    fn fields_are_numbered_bottom_up_and_bounded() {
        let mut findings = Findings::default();
        let mut limits = Limits::default();
        limits.header_fields = 2;
        limits.header_bytes = 4;
        let message = parsed(b"A: 1\r\nB: 23456\r\nC: 3\r\n\r\n");
        let fields = fields(&message, &limits, &mut findings);
        assert_eq!(fields.len(), 2);
        assert_eq!((fields[0].position, fields[1].position), (1, 0));
        assert_eq!(fields[1].value.as_deref(), Some("234"));
        let kinds: Vec<_> = findings.defects.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, ["too_many_header_fields", "long_header"]);
    }

    #[test]
    fn a_header_block_may_end_without_a_blank_line() {
        let end = |raw: &[u8]| end_of_header(&parsed(raw));
        assert_eq!(end(b"From: a@b.c\r\nX-Odd: 1\r\n\r\nHello\r\n"), None);
        assert_eq!(end(b"From: a@b.c\r\nHello there\r\nMore\r\n"), Some(13));
        assert_eq!(
            end(b"From: a@b.c\r\nDear reader: hello\r\n\r\nMore\r\n"),
            Some(13)
        );
        assert_eq!(
            end(b"From: a@b.c\r\n>From here\r\nTo: b@b.c\r\n\r\nHi\r\n"),
            None
        );
        assert_eq!(end(b"Dear reader: hello\r\n\r\nMore\r\n"), Some(0));
    }
}
