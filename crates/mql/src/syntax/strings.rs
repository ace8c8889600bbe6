//! The values of string literals.

use std::borrow::Cow;

use text::Span;

/// The value of a double-quoted literal, quotes included in `literal`; or where its first unknown
/// escape is, relative to the literal.
pub(crate) fn unescape(literal: &str) -> Result<Cow<'_, str>, Span> {
    let inner = strip(literal, '"');
    if !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let mut value = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        let escape = &rest[at..];
        let (character, length) = read_escape(escape).ok_or_else(|| {
            let start = literal.len() - 1 - escape.len();
            Span::new(start, start + unknown_escape_length(escape))
        })?;
        value.push(character);
        rest = &escape[length..];
    }
    value.push_str(rest);
    Ok(Cow::Owned(value))
}

/// The value of a raw literal, quotes included in `literal`.
pub(crate) fn unquote_raw(literal: &str) -> Cow<'_, str> {
    let inner = strip(literal, '\'');
    if inner.contains("''") {
        Cow::Owned(inner.replace("''", "'"))
    } else {
        Cow::Borrowed(inner)
    }
}

fn strip(literal: &str, quote: char) -> &str {
    let inner = literal.strip_prefix(quote).unwrap_or(literal);
    inner.strip_suffix(quote).unwrap_or(inner)
}

/// The character that `escape` (which starts with a backslash) stands for, and its length.
fn read_escape(escape: &str) -> Option<(char, usize)> {
    let simple = match escape.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' => '"',
        b'\'' => '\'',
        b'\\' => '\\',
        b'u' => return read_code_point(escape),
        _ => return None,
    };
    Some((simple, 2))
}

/// `\u{H…}` with two to eight digits, naming a code point other than zero.
fn read_code_point(escape: &str) -> Option<(char, usize)> {
    let digits = escape.strip_prefix(r"\u{")?;
    let digits = &digits[..digits.find('}')?];
    let valid = (2..=8).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|it| valid && *it > 0)?;
    Some((char::from_u32(code)?, digits.len() + 4))
}

fn unknown_escape_length(escape: &str) -> usize {
    if escape.starts_with(r"\u{") {
        return escape.find('}').map_or(3, |at| at + 1);
    }
    let next = escape[1..].chars().next();
    1 + next.map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_the_documented_ones_and_no_other() {
        assert_eq!(unescape(r#""a\n\r\t\"\'\\b""#).unwrap(), "a\n\r\t\"'\\b");
        assert_eq!(unescape(r#""\u{41}\u{0001F600}""#).unwrap(), "A\u{1f600}");
        for (literal, start, end) in [
            (r#""ab\dc""#, 3, 5),
            (r#""\u{4}""#, 1, 6),
            (r#""\u{00}""#, 1, 7),
            (r#""\u{D800}""#, 1, 9),
            (r#""\u{41""#, 1, 4),
            (r#""\é""#, 1, 4),
        ] {
            assert_eq!(unescape(literal), Err(Span::new(start, end)), "{literal}");
        }
    }

    #[test]
    fn raw_strings_know_only_the_doubled_quote() {
        assert_eq!(unquote_raw(r"'\'"), r"\");
        assert_eq!(unquote_raw("'it''s'"), "it's");
        assert_eq!(unquote_raw("''"), "");
    }
}
