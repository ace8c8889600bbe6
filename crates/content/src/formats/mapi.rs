//! What Outlook's formats have in common: a message of MAPI properties, and compressed RTF.

use crate::file::Source;
use crate::formats::{bytes::Bytes, charset, markup, rtf};
use crate::walk::Reading;

/// The properties that a reader sees.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) subject: Option<String>,
    pub(super) sender_name: Option<String>,
    pub(super) sender_address: Option<String>,
    pub(super) body: Option<String>,
    pub(super) html: Option<Vec<u8>>,
    pub(super) compressed_rtf: Option<Vec<u8>>,
}

/// Reports a message: one body, for they are the same text in several forms; HTML is what is shown where there
/// is some.
pub(super) fn report(reading: &mut Reading<'_, '_>, message: &Message) {
    let shown = [
        ("subject", &message.subject),
        ("from", &message.sender_name),
        ("from_address", &message.sender_address),
    ];
    for (name, value) in shown {
        reading.found_property(name, value.as_deref().unwrap_or_default());
    }
    for text in [&message.subject, &message.sender_name]
        .into_iter()
        .flatten()
    {
        reading.found_text(text.trim_end_matches('\0'), Source::Nested);
    }
    if let Some(html) = message.html.as_deref().filter(|it| !it.is_empty()) {
        markup::html(reading, html, Source::Nested);
    } else if let Some(body) = message.body.as_deref().filter(|it| !it.trim().is_empty()) {
        let body = body.trim_end_matches('\0');
        reading.found_text(body, Source::Nested);
        reading.found_links_in(body, Source::Nested);
    } else if let Some(packed) = &message.compressed_rtf {
        let unpacked = unpack_rtf(packed, reading.may_expand());
        if let Some(unpacked) = unpacked
            && reading.expand(unpacked.len() as u64)
        {
            rtf::text_of(reading, &unpacked, Source::Nested);
        }
    }
}

/// What the dictionary holds before anything is unpacked ([MS-OXRTFCP] section 2.1.2.1).
const DICTIONARY: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\
\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const WINDOW: usize = 4096;

/// Unpacks compressed RTF ([MS-OXRTFCP] section 2.2); at most `most` bytes.
fn unpack_rtf(packed: &[u8], most: u64) -> Option<Vec<u8>> {
    let mut rest = Bytes(packed);
    let _size = rest.u32()?;
    let raw_size = rest.length()?;
    let kind = rest.take(4)?;
    rest.take(4)?;
    if kind == b"MELA" {
        return Some(rest.0.get(..raw_size.min(rest.0.len()))?.to_vec());
    }
    if kind != b"LZFu" {
        return None;
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX).min(raw_size);
    let mut window = [b' '; WINDOW];
    for (slot, byte) in window.iter_mut().zip(DICTIONARY) {
        *slot = *byte;
    }
    let mut at = DICTIONARY.len();
    let mut out = Vec::new();
    let mut put = |byte: u8, at: &mut usize, window: &mut [u8; WINDOW]| {
        if let Some(slot) = window.get_mut(*at) {
            *slot = byte;
        }
        *at = (*at + 1) % WINDOW;
        out.push(byte);
        out.len() < most
    };
    'packed: while let Some(flags) = rest.u8() {
        for bit in 0..8 {
            if flags >> bit & 1 == 0 {
                let Some(byte) = rest.u8() else { break 'packed };
                if !put(byte, &mut at, &mut window) {
                    break 'packed;
                }
                continue;
            }
            let (Some(high), Some(low)) = (rest.u8(), rest.u8()) else {
                break 'packed;
            };
            let token = usize::from(u16::from_be_bytes([high, low]));
            let from = token >> 4;
            // A token that points at the place of writing ends the text.
            if from == at {
                break 'packed;
            }
            for offset in 0..(token & 0x0F) + 2 {
                let byte = window
                    .get((from + offset) % WINDOW)
                    .copied()
                    .unwrap_or_default();
                if !put(byte, &mut at, &mut window) {
                    break 'packed;
                }
            }
        }
    }
    Some(out)
}

/// A text property of TNEF: bytes in a code page, or UTF-16.
pub(super) fn text(bytes: &[u8], wide: bool, page: u32) -> String {
    let text = if wide {
        charset::utf16(bytes)
    } else {
        charset::code_page(bytes, page)
    };
    text.trim_end_matches('\0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_dictionary_has_the_length_of_the_specification() {
        assert_eq!(DICTIONARY.len(), 207);
    }

    #[test]
    fn the_example_of_the_specification() {
        // [MS-OXRTFCP] section 3.1.1.
        let packed = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        let unpacked = unpack_rtf(packed, 1_000).unwrap();
        assert_eq!(
            unpacked,
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
        );
        assert_eq!(unpack_rtf(packed, 5).unwrap(), b"{\\rtf");
        assert_eq!(
            unpack_rtf(b"\0\0\0\0\x03\0\0\0MELA\0\0\0\0{a}", 9).unwrap(),
            b"{a}"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let packed = [b"\0\0\0\0\xFF\xFF\xFF\x7FLZFu\0\0\0\0".as_slice(), &bytes].concat();
            prop_assert!(unpack_rtf(&packed, 5_000).unwrap().len() <= 5_000);
        }
    }
}
