//! Characters that look like ASCII letters and digits.
//!
//! Rules test `x != strings.replace_confusables(x)` to see that somebody disguised a text, so what
//! ordinary texts contain must stay: ASCII, accented Latin, ordinal and trade mark signs.
//! Unicode's confusables data (UTS 39) and compatibility forms (width, mathematical, circled) decide
//! the rest, and only where the target is one ASCII letter or digit.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// The last character of the Latin blocks in which European languages are written.
const LAST_EUROPEAN_LATIN: char = '\u{24f}';

/// `text` with look-alikes replaced; borrowed when there are none.
pub(crate) fn replace_confusables(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|it| replacement(it).is_none()) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|it| replacement(it).unwrap_or(it));
    Cow::Owned(replaced.collect())
}

/// The ASCII letter or digit that `character` looks like, if it is none itself.
fn replacement(character: char) -> Option<char> {
    if character <= LAST_EUROPEAN_LATIN {
        return None;
    }
    let compatible = only(character.nfkc());
    if compatible.is_some_and(|it| it.is_ascii_alphanumeric()) {
        return compatible;
    }
    // A letter with an accent keeps it, whatever its base is.
    if character.nfd().nth(1).is_some() {
        return None;
    }
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let prototype: String = skeleton(text).collect();
    match prototype.as_str() {
        // The data maps `m` to what it can be mistaken for.
        "rn" => Some('m'),
        // It takes capital I, small l and the digit one for the same.
        "l" if character.is_uppercase() => Some('I'),
        "l" if character.is_numeric() => Some('1'),
        // And the letter O and the digit zero.
        "O" if character.is_numeric() => Some('0'),
        other => only(other.chars()).filter(char::is_ascii_alphanumeric),
    }
}

fn only(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_replaced() {
        for (text, expected) in [
            ("аpple", "apple"),
            ("ｐａｙｐａｌ１", "paypal1"),
            ("𝐏𝐚𝐲𝟚", "Pay2"),
            ("ⓐⓑ", "ab"),
            ("ΡауРаІ", "PayPaI"),
        ] {
            assert_eq!(replace_confusables(text), expected);
        }
    }

    #[test]
    fn ordinary_texts_stay_as_they_are() {
        for text in [
            "PayPal 1lI0O",
            "José Müller ğıİ",
            "Brand™ … № 5 n.º ²",
            "你好",
        ] {
            assert!(
                matches!(replace_confusables(text), Cow::Borrowed(_)),
                "{text}"
            );
        }
    }
}
