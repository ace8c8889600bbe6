//! Look-alike characters to ASCII, and nothing else changed.

use std::borrow::Cow;

use crate::ascii_form::ascii_form;
use crate::style::Style;

/// `text` with the characters replaced by ASCII that look like ASCII letters or digits without being
/// ordinary Latin writing: letters of other scripts, and full-width, circled, squared, mathematical
/// and small-capital forms. Plain ASCII, case, accented Latin letters, superscripts, typographic
/// signs, invisible characters and white space stay as they are.
pub fn replace_confusables(text: &str) -> Cow<'_, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    for (at, character) in text.char_indices().filter(|(_, it)| !it.is_ascii()) {
        let Some(form) = ascii_form(character) else {
            continue;
        };
        if matches!(form.style, Style::Ordinary | Style::Raised) {
            continue;
        }
        replaced.push_str(text.get(copied..at).unwrap_or_default());
        replaced.push_str(form.text);
        copied = at + character.len_utf8();
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_become_ascii_in_their_own_case() {
        for (text, replaced) in [
            ("\u{430}pple", "apple"),
            ("ｐａｙｐａｌ", "paypal"),
            ("\u{406}nvoice", "Invoice"),
            ("𝗔𝗺𝗮𝘇𝗼𝗻", "Amazon"),
            ("①⑧⓪⓪", "1800"),
            ("аррӏе", "apple"),
        ] {
            assert_eq!(replace_confusables(text), replaced);
        }
    }

    #[test]
    fn ordinary_writing_is_left_alone() {
        for text in [
            "José",
            "straße",
            "Amazon™ – “it’s” 1½ m²",
            "a\u{200B}b",
            "rn 0O Il",
        ] {
            assert!(
                matches!(replace_confusables(text), Cow::Borrowed(_)),
                "{text}"
            );
        }
    }
}
