//! Bytes of a text part to text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::defects::Defects;

/// Bytes of an HTML body in which a `<meta>` charset is looked for (HTML standard, 13.2.3.2).
const META_PRESCAN: usize = 1024;

/// Decodes `bytes`, declared to be in the charset `label`. Unknown, missing and lying labels are
/// answered with the best guess: UTF-8 where the bytes are, else windows-1252.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>, is_html: bool, defects: &mut Defects) -> String {
    let declared = label.map(|it| it.trim().trim_matches(['"', '\'']));
    let encoding = declared.and_then(|it| Encoding::for_label(it.as_bytes()));
    if let (Some(label), None) = (declared, encoding)
        && !label.is_empty()
        && !label.eq_ignore_ascii_case("utf-7")
    {
        defects.add("unknown_charset", label.chars().take(40).collect::<String>());
    }
    let encoding = encoding.or_else(|| if is_html { meta_charset(bytes) } else { None });
    let text = match encoding {
        // Programs that declare ASCII or UTF-8 and write something else are common.
        Some(it) if it == UTF_8 || declared.is_some_and(|it| it.eq_ignore_ascii_case("us-ascii")) => guess(bytes),
        Some(it) => it.decode(bytes).0.into_owned(),
        None => guess(bytes),
    };
    if text.contains('\u{fffd}') {
        defects.add("undecodable_text", declared.unwrap_or("no charset").to_owned());
    }
    if text.contains('\0') { text.replace('\0', "") } else { text }
}

fn guess(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        // A cut character at the very end does not make the whole another charset.
        Err(error) if error.valid_up_to() + 4 > bytes.len() => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(META_PRESCAN)].to_ascii_lowercase();
    let at = memchr::memmem::find(head, b"charset=")? + b"charset=".len();
    let label: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|it| matches!(it, b'"' | b'\'' | b' '))
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], label: Option<&str>, text: &str, defects: &[&str]) {
        let mut found = Defects::default();
        assert_eq!(decode(bytes, label, false, &mut found), text);
        assert_eq!(found.into_vec().iter().map(|it| it.kind).collect::<Vec<_>>(), defects);
    }

    #[test]
    fn labels_are_followed_where_they_are_true() {
        check(b"caf\xe9", Some("iso-8859-1"), "café", &[]);
        check("café".as_bytes(), Some("utf-8"), "café", &[]);
        check(b"\x82\xa0", Some("shift_jis"), "あ", &[]);
    }

    #[test]
    fn missing_and_lying_labels_are_guessed() {
        check(b"+1\xa0803", None, "+1\u{a0}803", &[]);
        check(b"caf\xe9 au lait", Some("utf-8"), "café au lait", &[]);
        check("café".as_bytes(), Some("klingon"), "café", &["unknown_charset"]);
    }
}
