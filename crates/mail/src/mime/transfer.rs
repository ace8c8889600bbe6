//! Content-Transfer-Encoding (RFC 2045 section 6), with the misspellings and the older encoding
//! that mail programs still read.

use std::borrow::Cow;

use mail_parser::{Encoding, MessagePart};

use crate::message::Findings;

/// The content of `part`, whose body is `raw`, decoded as far as it can be.
pub(super) fn decode<'m>(
    part: &MessagePart<'_>,
    raw: &'m [u8],
    findings: &mut Findings,
) -> Cow<'m, [u8]> {
    if !part.has_known_transfer_encoding() {
        return decode_unknown(part, raw, findings);
    }
    let (content, is_malformed) = part.encoding().decode_checked(raw);
    if is_malformed {
        findings.note("malformed_encoding", describe(part.encoding()));
        if part.encoding() == Encoding::Base64
            && let Some(content) = base64_by_lines(raw)
        {
            return Cow::Owned(content);
        }
    }
    content
}

/// Fewest lines of one length that tell how long the encoder's lines are.
const FULL_LINES: usize = 3;

/// Decodes broken base64 line by line, where nearly all lines are of one length: one damaged line then
/// costs its own bytes, and does not shift those of all lines after it. It still counts for as many bytes as
/// any other, since formats such as PDF find their parts by offset.
fn base64_by_lines(raw: &[u8]) -> Option<Vec<u8>> {
    let lines: Vec<&[u8]> = raw
        .split(|it| *it == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|it| !it.is_empty())
        .collect();
    let full = lines.first()?.len();
    let whole = lines.iter().filter(|it| it.len() == full).count();
    if !full.is_multiple_of(4) || whole < FULL_LINES || lines.len() - whole > lines.len() / 10 + 2 {
        return None;
    }
    let mut content = Vec::with_capacity(raw.len() / 4 * 3);
    for (index, line) in lines.iter().enumerate() {
        let decoded = Encoding::Base64.decode(line);
        let start = content.len();
        content.extend_from_slice(&decoded);
        if index + 1 < lines.len() {
            content.resize(start + full / 4 * 3, 0);
        }
    }
    Some(content)
}

fn describe(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Base64 => "broken base64",
        Encoding::QuotedPrintable => "broken quoted-printable",
        Encoding::None => "broken encoding",
    }
}

fn decode_unknown<'m>(
    part: &MessagePart<'_>,
    raw: &'m [u8],
    findings: &mut Findings,
) -> Cow<'m, [u8]> {
    let name = part.content_transfer_encoding().unwrap_or_default();
    findings.note(
        "unknown_encoding",
        format!("Content-Transfer-Encoding {name:?} is not known"),
    );
    match meant_by(name) {
        Some(Meant::Mime(encoding)) => encoding.decode(raw),
        Some(Meant::UuEncode) => uudecode(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
        None => Cow::Borrowed(raw),
    }
}

/// What a name that no standard knows most likely stands for.
enum Meant {
    Mime(Encoding),
    UuEncode,
}

fn meant_by(name: &str) -> Option<Meant> {
    let letters: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    if letters.starts_with("base64") || letters == "b" {
        Some(Meant::Mime(Encoding::Base64))
    } else if letters.starts_with("quoted") || letters.starts_with("qp") || letters == "q" {
        Some(Meant::Mime(Encoding::QuotedPrintable))
    } else if letters.contains("uu") {
        Some(Meant::UuEncode)
    } else {
        None
    }
}

/// Decodes uuencoded content (POSIX `uuencode`): a `begin` line, then lines that begin with their
/// length.
fn uudecode(raw: &[u8]) -> Option<Vec<u8>> {
    let mut lines = raw.split(|it| *it == b'\n');
    lines.find(|it| it.starts_with(b"begin "))?;
    let mut content = Vec::with_capacity(raw.len() / 4 * 3);
    for line in lines {
        let Some((&first, data)) = line.trim_ascii_end().split_first() else {
            continue;
        };
        let wanted = usize::from(sextet(first));
        if wanted == 0 || line.starts_with(b"end") {
            break;
        }
        let end = content.len() + wanted;
        for chunk in data.chunks(4) {
            let mut group = [0_u8; 4];
            for (slot, byte) in group.iter_mut().zip(chunk) {
                *slot = sextet(*byte);
            }
            let [a, b, c, d] = group;
            content.extend_from_slice(&[a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]);
        }
        content.truncate(end);
    }
    Some(content)
}

fn sextet(byte: u8) -> u8 {
    byte.wrapping_sub(b' ') & 0x3F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(encoding: &str, body: &str, content: &[u8], defect: Option<&str>) {
        let raw = format!("Content-Transfer-Encoding: {encoding}\r\n\r\n{body}");
        let message = mail_parser::MessageParser::new().parse(&raw).unwrap();
        let mut findings = Findings::default();
        let part = message.root_part();
        assert_eq!(&*decode(&part, part.raw_body(), &mut findings), content);
        assert_eq!(findings.defects.first().map(|it| it.kind), defect);
    }

    #[test]
    fn known_encodings() {
        check("7bit", "a=3D", b"a=3D", None);
        check("quoted-printable", "a=3Db=\r\nc", b"a=bc", None);
        check("BASE64", "SGVs\r\nbG8=", b"Hello", None);
    }

    #[test]
    fn broken_content_is_decoded_as_far_as_possible() {
        let defect = Some("malformed_encoding");
        check("base64", "SGVs!bG8=", b"Hello", defect);
        check("quoted-printable", "100=% =ZZ", b"100=% =ZZ", defect);
    }

    #[test]
    fn a_damaged_line_does_not_shift_the_lines_after_it() {
        let text = b"one line two line three linefour line five lin";
        let body =
            "b25lIGxpbmUg\r\ndHdvIGxpbmUg\r\ndGhyZWUgbGlu\r\nZWZvdXIgbGlu\r\nZSBmaXZlIGxp\r\nbg==";
        check("base64", body, text, None);
        let damaged = body.replace("dHdvIGxpbmUg", "dHdvp@t.doeIGxpbmUg");
        let raw = format!("Content-Transfer-Encoding: base64\r\n\r\n{damaged}");
        let message = mail_parser::MessageParser::new().parse(&raw).unwrap();
        let part = message.root_part();
        let content = decode(&part, part.raw_body(), &mut Findings::default());
        assert_eq!(content.len(), text.len());
        assert_eq!(&content[..9], &text[..9]);
        assert_eq!(&content[18..], &text[18..]);
    }

    #[test]
    fn misspelled_encodings() {
        let defect = Some("unknown_encoding");
        check("base-64", "SGVsbG8=", b"Hello", defect);
        check("quoted printable", "a=3D", b"a=", defect);
        check(
            "x-uuencode",
            "begin 644 a\r\n%2&5L;&\\\r\n`\r\nend\r\n",
            b"Hello",
            defect,
        );
        check("x-uuencode", "nothing", b"nothing", defect);
        check("utf-8", "plain", b"plain", defect);
    }
}
