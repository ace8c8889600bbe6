//! Text of a stranger, made safe to read.
//!
//! Templates escape what would be markup. What is left are characters that change how the text around them is read.

/// What stands in place of a mark that turns the direction of text: without it, `6875 793 308` is read as another number.
const TURN: char = '\u{21C4}';

/// `text` with the marks that turn its direction made visible.
pub(crate) fn visible(text: &str) -> String {
    text.chars()
        .filter(|it| *it != '\0')
        .map(|it| match it {
            '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{61C}' => TURN,
            other => other,
        })
        .collect()
}

/// `text` without the marks that turn its direction, and no longer than `most` characters: for what is filled in and shown again.
pub(crate) fn filled_in(text: &str, most: usize) -> String {
    let text = visible(text.trim());
    text.chars().filter(|it| *it != TURN).take(most).collect()
}

/// The first `most` characters of `text`, with a sign that more would follow.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => visible(text),
        Some((at, _)) => visible(text.get(..at).unwrap_or_default()) + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_are_seen() {
        assert_eq!(visible("a\u{202E}b\u{2069}c\0"), "a⇄b⇄c");
        assert_eq!(filled_in(" a\u{202E}bc ", 2), "ab");
        assert_eq!(shortened("äöü", 2), "äö…");
        assert_eq!(shortened("äöü", 3), "äöü");
    }
}
