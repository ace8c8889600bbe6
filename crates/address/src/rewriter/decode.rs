//! Encodings that rewriters put targets in.

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Bytes of the longest target that is decompressed; no browser goes to a longer one.
const LONGEST_TARGET: usize = 64 << 10;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64 of either alphabet, with or without padding.
pub(super) fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    let digits: String = text
        .trim()
        .trim_end_matches('=')
        .chars()
        .map(|it| match it {
            // A plus that went through form decoding is a blank.
            '+' | ' ' => '-',
            '/' => '_',
            _ => it,
        })
        .collect();
    BASE64.decode(digits).ok()
}

/// Decodes base64 to text.
pub(super) fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64_bytes(text)?).ok()
}

/// Decodes base64 of a zlib stream to text.
pub(super) fn inflated_text(text: &str) -> Option<String> {
    let bytes = decompress_to_vec_zlib_with_limit(&base64_bytes(text)?, LONGEST_TARGET).ok()?;
    String::from_utf8(bytes).ok()
}

/// The string at `key` of a JSON object.
pub(super) fn json_string(json: &str, key: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    Some(value.get(key)?.as_str()?.to_owned())
}
