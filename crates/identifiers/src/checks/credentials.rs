//! Keys, tokens, addresses of machines.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::{base36, weighted};

/// Basic authorization encodes a name and a password with a colon between (RFC 7617); of bearers nothing is
/// known.
pub(crate) fn authorization(text: &str) -> bool {
    let (before, token) = text.rsplit_once([' ', '\t']).unwrap_or_default();
    let basic = before.trim_end().to_ascii_lowercase().ends_with("basic");
    !basic || STANDARD.decode(token).is_ok_and(|it| it.contains(&b':'))
}

/// The header is a JSON object that names its algorithm (RFC 7519).
pub(crate) fn json_web_token(text: &str) -> bool {
    let header = text.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    header.starts_with(b"{") && header.windows(5).any(|it| it == b"\"alg\"")
}

/// Secrets are of letters and digits both; placeholders are words.
pub(crate) fn secret(text: &str) -> bool {
    let value = text.rsplit([':', '=']).next().unwrap_or_default();
    let has = |what: fn(&u8) -> bool| value.as_bytes().iter().any(what);
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// Six bytes with one separator; more are a fingerprint.
pub(crate) fn hardware_address(text: &str) -> bool {
    let separators: Vec<u8> = text.bytes().filter(|it| !it.is_ascii_hexdigit()).collect();
    let same = separators.windows(2).all(|it| it[0] == it[1]);
    let bytes = text.split([':', '-']);
    separators.len() == 5 && same && !bytes.clone().all(|it| it == "00") && bytes.count() == 6
}

/// The check digit of North American vehicles (49 CFR 565.15), and letters and digits both.
pub(crate) fn vehicle(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let value = |it: u8| match it {
        b'0'..=b'9' => base36(it),
        b'A'..=b'H' => Some(u32::from(it - b'A') + 1),
        b'J'..=b'R' => Some(u32::from(it - b'J') + 1),
        _ => Some(u32::from(it.saturating_sub(b'S')) + 2),
    };
    let values: Option<Vec<u32>> = text.bytes().map(value).collect();
    let rest = weighted(&values.unwrap_or_default(), &WEIGHTS) % 11;
    let mixed = text.bytes().any(|it| it.is_ascii_digit())
        && text.bytes().any(|it| it.is_ascii_alphabetic());
    mixed && text.as_bytes().get(8) == b"0123456789X".get(rest as usize)
}
