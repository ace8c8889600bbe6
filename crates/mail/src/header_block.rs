//! Reading the header block (RFC 5322 sections 2.2 and 4.5) as tolerantly as mail clients do.

use limits::Limits;

use crate::defects::Defects;

/// One field as it stands in the message, unfolded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawField {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The fields in order, and where the body starts.
#[derive(Debug, Default)]
pub(crate) struct HeaderBlock {
    pub(crate) fields: Vec<RawField>,
    pub(crate) body_start: usize,
}

/// Reads the header block of `raw`. Without one, the body starts at 0.
pub(crate) fn read(raw: &[u8], limits: &Limits, defects: &mut Defects) -> HeaderBlock {
    let mut block = HeaderBlock::default();
    let mut position = skip_mbox_line(raw);
    let mut current: Option<Vec<u8>> = None;
    loop {
        let Some((line, next)) = next_line(raw, position) else {
            position = raw.len();
            break;
        };
        if line.is_empty() {
            position = next;
            break;
        }
        if line.first().is_some_and(|it| matches!(it, b' ' | b'\t')) {
            if let Some(field) = &mut current {
                append_limited(field, line, limits.header_bytes, defects);
            }
        } else if is_field(line) {
            finish(current.take(), &mut block, limits, defects);
            current = Some(Vec::new());
            if let Some(field) = &mut current {
                append_limited(field, line, limits.header_bytes, defects);
            }
        } else if block.fields.is_empty() && current.is_none() {
            defects.add("no_header_block", "the message does not start with header fields");
            return HeaderBlock { fields: Vec::new(), body_start: 0 };
        } else {
            defects.add("malformed_header_line", String::from_utf8_lossy(&line[..line.len().min(60)]));
        }
        position = next;
    }
    finish(current, &mut block, limits, defects);
    block.body_start = position;
    if block.fields.is_empty() {
        defects.add("no_header_block", "the message has no header fields");
    }
    block
}

/// The line at `position` without its line break, and where the next one starts.
fn next_line(raw: &[u8], position: usize) -> Option<(&[u8], usize)> {
    let rest = raw.get(position..).filter(|it| !it.is_empty())?;
    let (line, next) = match memchr::memchr(b'\n', rest) {
        Some(end) => (&rest[..end], position + end + 1),
        None => (rest, raw.len()),
    };
    Some((line.strip_suffix(b"\r").unwrap_or(line), next))
}

/// An mbox separator or its quoted form may be left in front of the fields.
fn skip_mbox_line(raw: &[u8]) -> usize {
    if raw.starts_with(b"From ") || raw.starts_with(b">From ") {
        next_line(raw, 0).map_or(0, |(_, next)| next)
    } else {
        0
    }
}

/// `name:` with a name of printable ASCII; white space before the colon is obsolete and accepted.
fn is_field(line: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', line) else { return false };
    let name = line[..colon].trim_ascii_end();
    !name.is_empty() && name.len() <= 200 && name.iter().all(|it| (33..=126).contains(it))
}

fn append_limited(field: &mut Vec<u8>, line: &[u8], limit: usize, defects: &mut Defects) {
    let room = limit.saturating_sub(field.len());
    if line.len() > room {
        defects.add("header_too_long", String::from_utf8_lossy(&field[..field.len().min(40)]));
    }
    field.extend_from_slice(&line[..line.len().min(room)]);
}

fn finish(field: Option<Vec<u8>>, block: &mut HeaderBlock, limits: &Limits, defects: &mut Defects) {
    let Some(field) = field else { return };
    if block.fields.len() >= limits.header_fields {
        defects.add("too_many_header_fields", format!("more than {}", limits.header_fields));
        return;
    }
    let colon = memchr::memchr(b':', &field).unwrap_or(field.len());
    let name = String::from_utf8_lossy(field[..colon].trim_ascii_end()).into_owned();
    let value = field.get(colon + 1..).unwrap_or_default();
    block.fields.push(RawField { value: decode(value, &name, defects), name });
}

/// 8-bit bytes are UTF-8 (RFC 6532) or, from older programs, windows-1252.
fn decode(value: &[u8], name: &str, defects: &mut Defects) -> String {
    let text = if value.is_ascii() {
        String::from_utf8_lossy(value)
    } else {
        defects.add("eight_bit_header", name);
        match std::str::from_utf8(value) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(value).0,
        }
    };
    text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(raw: &str) -> (Vec<(String, String)>, usize, Vec<&'static str>) {
        let mut defects = Defects::default();
        let block = read(raw.as_bytes(), &Limits::default(), &mut defects);
        let fields = block.fields.into_iter().map(|it| (it.name, it.value)).collect();
        (fields, block.body_start, defects.into_vec().into_iter().map(|it| it.kind).collect())
    }

    #[test]
    fn folded_fields_are_unfolded() {
        let (found, body, defects) = fields("Subject: a\r\n b\r\nX-A : c\r\n\r\nbody");
        assert_eq!(found, [("Subject".into(), "a b".into()), ("X-A".into(), "c".into())]);
        assert_eq!((body, defects.len()), (26, 0));
    }

    #[test]
    fn text_without_fields_is_all_body() {
        let (found, body, defects) = fields("Hello there\n\nCall me");
        assert_eq!((found.len(), body), (0, 0));
        assert_eq!(defects, ["no_header_block"]);
    }

    #[test]
    fn eight_bit_fields_are_recovered_and_noted() {
        let mut defects = Defects::default();
        let block = read(b"Subject: caf\xe9\n\n", &Limits::default(), &mut defects);
        assert_eq!(block.fields[0].value, "café");
        assert_eq!(defects.into_vec()[0].kind, "eight_bit_header");
    }

    #[test]
    fn a_line_that_is_no_field_is_skipped_and_noted() {
        let (found, _, defects) = fields("A: 1\nnonsense\nB: 2\n\n");
        assert_eq!(found.len(), 2);
        assert_eq!(defects, ["malformed_header_line"]);
    }
}
