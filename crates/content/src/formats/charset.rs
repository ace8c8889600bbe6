//! Bytes of a text file to text: by its mark, by what it declares, else UTF-8 or Windows-1252.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// So many bytes are looked at where UTF-16 has no mark.
const HEAD_BYTES: usize = 512;

/// Decodes `bytes`. A byte order mark wins over `declared` (a label of the Encoding Standard), which wins
/// over what the bytes look like.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Some(encoding) = declared.and_then(|it| Encoding::for_label(it.trim().as_bytes()))
        // What declares UTF-16 in bytes that are none was read as ASCII to get that far.
        && encoding != UTF_16LE
        && encoding != UTF_16BE
    {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A character that is cut at the end says nothing against UTF-8 that was seen before it.
        Err(error) if error.error_len().is_none() && !begins_ascii(bytes, error.valid_up_to()) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        Err(_) => windows_1252(bytes),
    }
}

fn begins_ascii(bytes: &[u8], length: usize) -> bool {
    bytes.get(..length).is_some_and(<[u8]>::is_ascii)
}

/// Decodes Windows-1252.
pub(crate) fn windows_1252(bytes: &[u8]) -> String {
    WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// Decodes little-endian UTF-16; half a character at the end is dropped.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    UTF_16LE
        .decode_without_bom_handling(bytes.get(..bytes.len() & !1).unwrap_or_default())
        .0
        .into_owned()
}

/// Decodes bytes in a Windows code page; an unknown one is taken for Windows-1252.
pub(crate) fn code_page(bytes: &[u8], page: u32) -> String {
    let encoding = encoding_of_page(page);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding of a Windows code page.
pub(crate) fn encoding_of_page(page: u32) -> &'static Encoding {
    let label = match page {
        65001 => "utf-8".to_owned(),
        1200 => "utf-16le".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// Text in UTF-16 of which nearly every other byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES) & !1)?;
    if head.len() < 8 {
        return None;
    }
    let zeros = |first: usize| {
        let zero = head.iter().skip(first).step_by(2).filter(|it| **it == 0);
        zero.count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    if odd * 10 >= pairs * 7 && even * 10 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 10 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, text: &str) {
        assert_eq!(decode(bytes, declared), text);
    }

    #[test]
    fn marks_declarations_and_guesses() {
        check(b"\xEF\xBB\xBFcaf\xC3\xA9", Some("koi8-r"), "café");
        check(b"\xFF\xFEh\0i\0", None, "hi");
        check(b"c\0a\0l\0l\0 \0u\0s\0", None, "call us");
        check(b"\0c\0a\0l\0l\0 \0u\0s", None, "call us");
        check(b"\xD4\xC5\xD3\xD4", Some("koi8-r"), "тест");
        check(b"caf\xC3\xA9", None, "café");
        check(b"caf\xE9 \x80", None, "café €");
        check(b"\xC3\xA9caf\xC3", None, "écaf\u{FFFD}");
        check(b"caf\xC3", None, "cafÃ");
        check(b"plain", Some("utf-16"), "plain");
    }

    #[test]
    fn code_pages() {
        assert_eq!(code_page(b"\xE4", 1251), "д");
        assert_eq!(code_page(b"\x83\x65", 932), "テ");
        assert_eq!(code_page(b"\xE4", 4711), "ä");
    }
}
