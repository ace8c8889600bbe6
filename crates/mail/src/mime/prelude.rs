//! What may stand before the header block or disguise it: byte order marks, mailbox separators,
//! blank lines, line ends of other systems.

use std::borrow::Cow;

use limits::{Capability, Limits};
use memchr::{memchr, memchr_iter};

use super::header_block;
use crate::message::Findings;

/// The message as it should have come.
pub(super) fn prepare<'m>(
    raw: &'m [u8],
    limits: &Limits,
    findings: &mut Findings,
) -> Cow<'m, [u8]> {
    let raw = cut(raw, limits, findings);
    if let Some(text) = utf16(raw) {
        findings.note("utf16_message", "the whole message is written in UTF-16");
        return Cow::Owned(text.into_bytes());
    }
    let raw = match raw.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => {
            findings.note(
                "byte_order_mark",
                "the message begins with a byte order mark",
            );
            rest
        }
        None => raw,
    };
    let raw = without_separator(raw);
    let raw = without_blank_lines(raw, findings);
    if has_only_carriage_returns(raw) {
        findings.note("bare_cr", "lines end with CR alone");
        let lines = raw.iter().map(|it| if *it == b'\r' { b'\n' } else { *it });
        return Cow::Owned(lines.collect());
    }
    Cow::Borrowed(raw)
}

fn cut<'m>(raw: &'m [u8], limits: &Limits, findings: &mut Findings) -> &'m [u8] {
    let Some(head) = raw
        .get(..limits.message_bytes)
        .filter(|it| it.len() < raw.len())
    else {
        return raw;
    };
    findings.cut(
        Capability::MessageLimit,
        "truncated",
        format!("only the first {} bytes are read", limits.message_bytes),
    );
    head
}

/// Some programs save mail as UTF-16 with a byte order mark.
fn utf16(raw: &[u8]) -> Option<String> {
    let (encoding, _) = encoding_rs::Encoding::for_bom(raw)?;
    if encoding == encoding_rs::UTF_8 {
        return None;
    }
    let (text, _, _) = encoding.decode(raw);
    Some(text.into_owned())
}

/// Without the line that separates messages in an mbox (`From ann@example.com Sat Jan  3 …`).
fn without_separator(raw: &[u8]) -> &[u8] {
    let is_separator = raw.starts_with(b"From ") || raw.starts_with(b">From ");
    match memchr(b'\n', raw) {
        Some(end) if is_separator => raw.get(end + 1..).unwrap_or_default(),
        _ => raw,
    }
}

/// Without blank lines before the header block; without a header block they are left alone.
fn without_blank_lines<'m>(raw: &'m [u8], findings: &mut Findings) -> &'m [u8] {
    let blank = raw.iter().take_while(|it| it.is_ascii_whitespace()).count();
    let Some(rest) = raw.get(blank..).filter(|_| blank > 0) else {
        return raw;
    };
    if header_block::begins_with_known_field(rest) {
        findings.note("leading_blank_lines", "white space before the header block");
        rest
    } else {
        raw
    }
}

fn has_only_carriage_returns(raw: &[u8]) -> bool {
    memchr(b'\n', raw).is_none() && memchr_iter(b'\r', raw).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &[u8], prepared: &[u8], defect: Option<&str>) {
        let mut findings = Findings::default();
        assert_eq!(&*prepare(raw, &Limits::default(), &mut findings), prepared);
        assert_eq!(findings.defects.first().map(|it| it.kind), defect);
    }

    #[test]
    fn sound_messages_are_left_alone() {
        check(b"From: a@b.c\r\n\r\nx", b"From: a@b.c\r\n\r\nx", None);
        check(b"", b"", None);
    }

    #[test]
    fn separators_and_marks_are_removed() {
        check(
            b"From ann@example.com Sat Jan  3 01:05:34 1996\nTo: a@b.c\n\n",
            b"To: a@b.c\n\n",
            None,
        );
        check(
            b"\xEF\xBB\xBFTo: a@b.c\n\nx",
            b"To: a@b.c\n\nx",
            Some("byte_order_mark"),
        );
        check(
            b"\r\n\r\nTo: a@b.c\r\n\r\nx",
            b"To: a@b.c\r\n\r\nx",
            Some("leading_blank_lines"),
        );
        check(b"\n\nhello\n", b"\n\nhello\n", None);
    }

    #[test]
    fn lines_of_old_macs() {
        check(b"To: a@b.c\r\rx", b"To: a@b.c\n\nx", Some("bare_cr"));
    }

    #[test]
    fn messages_in_utf16() {
        let mut raw = vec![0xFF, 0xFE];
        raw.extend("To: a@b.c\n\nü".encode_utf16().flat_map(u16::to_le_bytes));
        check(&raw, "To: a@b.c\n\nü".as_bytes(), Some("utf16_message"));
    }

    #[test]
    fn long_messages_are_cut() {
        let mut limits = Limits::default();
        limits.message_bytes = 4;
        let mut findings = Findings::default();
        assert_eq!(&*prepare(b"To: a@b.c", &limits, &mut findings), b"To: ");
        assert!(findings.missing.contains(Capability::MessageLimit));
    }
}
