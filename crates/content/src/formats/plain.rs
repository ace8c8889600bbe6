//! Text files, tables as text included.

use super::charset;
use crate::file::Source;
use crate::walk::Reading;

/// So much of a file shows whether it is text.
const HEAD_BYTES: usize = 8 << 10;

/// Whether the bytes are text: no control characters but those of text, in whatever encoding.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    if head.is_empty() {
        return false;
    }
    let text = charset::decode(head, None);
    let is_control = |it: char| matches!(it, '\0'..='\u{8}' | '\u{E}'..='\u{1A}' | '\u{1C}'..='\u{1F}' | '\u{FFFD}');
    let (mut all, mut controls) = (0_usize, 0_usize);
    for character in text.chars() {
        all += 1;
        controls += usize::from(is_control(character));
    }
    // A text with damage is still one.
    controls * 50 <= all
}

/// Reads a text file into the file of `reading`.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    "txt".clone_into(&mut reading.file.kind);
    let declared = reading.content_type.as_deref().and_then(charset_parameter);
    // A little more than is kept, so that the cut is noticed and noted.
    let most = reading
        .walk
        .settings
        .text_bytes
        .saturating_mul(4)
        .saturating_add(4);
    let bytes = bytes.get(..bytes.len().min(most)).unwrap_or_default();
    let text = charset::decode(bytes, declared);
    reading.found_text(&text, Source::Attachment);
    reading.found_links_in(&text, Source::Attachment);
}

fn charset_parameter(content_type: &str) -> Option<&str> {
    let mut parameters = content_type.split(';').skip(1);
    parameters.find_map(|it| {
        let (name, value) = it.split_once('=')?;
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_data() {
        assert!(is_text(b"name;number\r\nBilling;+1 800 555 0100\r\n"));
        assert!(is_text(b"caf\xE9"));
        assert!(is_text(b"\xFF\xFEh\0i\0"));
        assert!(!is_text(b""));
        assert!(!is_text(&[0, 1, 2, 3, 200, 7]));
        assert_eq!(
            charset_parameter("text/plain; Charset=\"koi8-r\""),
            Some("koi8-r")
        );
    }
}
