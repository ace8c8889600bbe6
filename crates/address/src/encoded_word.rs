//! Encoded words in header fields (RFC 2047).
//!
//! Read as generously as mail programs do: next to other text, with blanks inside, with characters
//! cut in two between neighbouring words, without padding, and in any character set of the Encoding
//! standard.

use std::borrow::Cow;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Base64 without a care for padding or trailing bits.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes of the longest name of a character set, with a language (RFC 2231).
const LONGEST_CHARSET: usize = 64;

/// `text` with its encoded words decoded; the white space between two of them falls away. Line
/// breaks and NUL that come out of an encoded word become spaces.
pub fn decode_words(text: &str) -> Cow<'_, str> {
    let (head, tail) = text.split_at(end_of_words(text));
    if !head.contains("=?") {
        return Cow::Borrowed(text);
    }
    let mut decoder = Decoder::default();
    let mut rest = head;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some(word) = EncodedWord::at_start_of(from) else {
            decoder.literal(before);
            decoder.literal("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        decoder.literal(before);
        decoder.word(&word);
        rest = from.get(word.len..).unwrap_or_default();
    }
    decoder.literal(rest);
    decoder.literal(tail);
    decoder.flush();
    Cow::Owned(decoder.text)
}

/// Where in `text` no encoded word ends any more. Looking for words only before it keeps a text of
/// unclosed words from being searched to its end again and again.
pub(crate) fn end_of_words(text: &str) -> usize {
    text.rfind("?=").map_or(0, |at| at + 2)
}

/// One encoded word as written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EncodedWord<'t> {
    charset: &'t str,
    is_base64: bool,
    payload: &'t str,
    /// Bytes of the whole word.
    pub(crate) len: usize,
}

impl<'t> EncodedWord<'t> {
    /// The encoded word that `text` begins with.
    pub(crate) fn at_start_of(text: &'t str) -> Option<Self> {
        let after = text.strip_prefix("=?")?;
        let name_end = after
            .bytes()
            .take(LONGEST_CHARSET + 1)
            .position(|it| !is_charset_byte(it))?;
        let (charset, after) = after.split_at_checked(name_end)?;
        let is_base64 = match after.as_bytes().get(..3)? {
            [b'?', b'B' | b'b', b'?'] => true,
            [b'?', b'Q' | b'q', b'?'] => false,
            _ => return None,
        };
        let after = after.get(3..)?;
        let payload = after.get(..after.find("?=")?)?;
        Some(Self {
            // RFC 2231 lets a language follow the character set.
            charset: charset.split('*').next().unwrap_or_default(),
            is_base64,
            payload,
            len: 2 + name_end + 3 + payload.len() + 2,
        })
    }

    fn bytes(&self) -> Vec<u8> {
        if self.is_base64 {
            base64_bytes(self.payload)
        } else {
            quoted_bytes(self.payload)
        }
    }
}

fn is_charset_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.:+*'".contains(&byte)
}

/// Decodes base64, skipping what is not of its alphabet.
fn base64_bytes(payload: &str) -> Vec<u8> {
    let mut digits: Vec<u8> = payload
        .bytes()
        .filter(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/'))
        .collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    BASE64.decode(digits).unwrap_or_default()
}

/// Decodes the Q encoding; a broken escape stands for itself.
fn quoted_bytes(payload: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(payload.len());
    let mut bytes = payload.as_bytes();
    while let [first, rest @ ..] = bytes {
        let escaped = match rest {
            [high, low, ..] if *first == b'=' => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            decoded.push(high << 4 | low);
            bytes = rest.get(2..).unwrap_or_default();
        } else {
            decoded.push(if *first == b'_' { b' ' } else { *first });
            bytes = rest;
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|it| it as u8)
}

/// Text put together from literal text and encoded words.
#[derive(Default)]
struct Decoder<'t> {
    text: String,
    /// Bytes of encoded words that stand side by side in one character set: a character may be cut
    /// in two between them.
    pending: Vec<u8>,
    charset: &'t str,
    /// White space after an encoded word, dropped if another follows.
    space: &'t str,
    after_word: bool,
}

impl<'t> Decoder<'t> {
    fn literal(&mut self, text: &'t str) {
        if text.is_empty() {
            return;
        }
        if self.after_word && self.space.is_empty() && text.trim_ascii().is_empty() {
            self.space = text;
            return;
        }
        self.flush();
        self.text.push_str(text);
    }

    fn word(&mut self, word: &EncodedWord<'t>) {
        if self.after_word && !word.charset.eq_ignore_ascii_case(self.charset) {
            self.space = "";
            self.flush();
        }
        self.space = "";
        self.after_word = true;
        self.charset = word.charset;
        self.pending.append(&mut word.bytes());
    }

    /// Writes out what is pending.
    fn flush(&mut self) {
        let bytes = std::mem::take(&mut self.pending);
        let decoded = decode(&bytes, self.charset);
        let is_break = |it: char| matches!(it, '\r' | '\n' | '\0');
        self.text.push_str(&decoded.replace(is_break, " "));
        self.text.push_str(self.space);
        self.space = "";
        self.after_word = false;
    }
}

/// Decodes `bytes`, by UTF-8 or else Windows-1252 where the character set is not known.
fn decode<'b>(bytes: &'b [u8], charset: &str) -> Cow<'b, str> {
    let encoding = Encoding::for_label_no_replacement(charset.as_bytes()).unwrap_or_else(|| {
        if std::str::from_utf8(bytes).is_ok() {
            UTF_8
        } else {
            WINDOWS_1252
        }
    });
    encoding.decode_without_bom_handling(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, decoded: &str) {
        assert_eq!(decode_words(text), decoded, "{text}");
    }

    #[test]
    fn both_encodings_and_several_charsets() {
        check("=?UTF-8?B?w4RwZmVs?=", "Äpfel");
        check("=?iso-8859-1?q?caf=E9_cr=E8me?=", "café crème");
        check("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "日本");
        check("=?windows-1251?B?z/Do4uXy?=", "Привет");
        check("=?utf-8*en?Q?plain?= text", "plain text");
        check(
            "=?x-unknown?Q?caf=E9?= =?x-unknown?Q?_caf=C3=A9?=",
            "café cafÃ©",
        );
    }

    #[test]
    fn white_space_between_words_falls_away() {
        check("=?utf-8?q?a?= =?utf-8?q?b?=", "ab");
        check("=?utf-8?q?a?=\r\n =?utf-8?b?Yg==?= c", "ab c");
        check("x =?utf-8?q?a?= y =?utf-8?q?b?=", "x a y b");
        check("=?utf-8?q?a?= =?latin1?q?b?=", "ab");
    }

    #[test]
    fn characters_cut_in_two_are_mended() {
        check("=?utf-8?B?w4Q=?= =?utf-8?Q?=C3?= =?UTF-8?Q?=A4?=", "Ää");
    }

    #[test]
    fn sloppy_words_are_read() {
        check("=?utf-8?Q?two words?=", "two words");
        check("(=?utf-8?Q?x?=)", "(x)");
        check("=?utf-8?B?YQ?=", "a");
        check("=?utf-8?B?Y Q = =?=", "a");
        check("=?utf-8?Q?100=_50=ZZ?=", "100= 50=ZZ");
    }

    #[test]
    fn what_is_no_encoded_word_stays() {
        for text in [
            "plain",
            "a =? b",
            "=?utf-8?X?a?=",
            "=?utf-8?Q?open",
            "=?a b?Q?x?=",
            "=?=",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn line_breaks_do_not_come_out() {
        check("=?utf-8?Q?a=0D=0AB=00?=", "a  B ");
    }

    #[test]
    fn unclosed_words_take_linear_time() {
        let text = "=?utf-8?q?x ".repeat(100_000);
        assert_eq!(decode_words(&text).len(), text.len());
    }
}
