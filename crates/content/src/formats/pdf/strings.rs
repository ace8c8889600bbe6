//! Text strings (ISO 32000-2, 7.9.2.2): UTF-16BE or UTF-8 with a byte order mark, else PDFDocEncoding.

/// Bytes of one string that are kept.
const LONGEST: usize = 64 << 10;

/// The text of a string object's bytes.
pub(super) fn text(bytes: &[u8]) -> String {
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    let text = if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        utf16(rest, u16::from_be_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        // Not in the standard, and written by some.
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        String::from_utf8_lossy(rest).into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        bytes.iter().map(|it| document_encoding(*it)).collect()
    };
    text.trim_end_matches('\0').to_owned()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|it| unit(*it));
    let text = char::decode_utf16(units).map(|it| it.unwrap_or(char::REPLACEMENT_CHARACTER));
    text.collect()
}

/// PDFDocEncoding (ISO 32000-2, annex D.3): Latin 1 but for two short ranges.
fn document_encoding(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let from = |table: &[char], first: u8| {
        let index = byte.checked_sub(first)?;
        table.get(usize::from(index)).copied()
    };
    from(&FROM_18, 0x18)
        .or_else(|| from(&FROM_80, 0x80))
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn every_encoding_of_the_standard_is_read() {
        for (bytes, expected) in [
            (&b"Invoice"[..], "Invoice"),
            (b"\xFE\xFF\0I\x20\xAC", "I€"),
            (b"\xFF\xFEI\0", "I"),
            (b"\xEF\xBB\xBF\xC3\xA9", "é"),
            (b"Caf\xE9 \xA0 5", "Café € 5"),
            (b"\x8Dquoted\x8E\x00", "“quoted”"),
            (b"\xFE\xFF\xD8", ""),
            (b"\xFE\xFF\xD8\0", "\u{FFFD}"),
        ] {
            assert_eq!(text(bytes), expected, "{bytes:?}");
        }
    }
}
