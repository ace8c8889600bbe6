//! What a person types to find a text, as the full-text index asks for it.

/// Words of one search.
const MOST_WORDS: usize = 20;

/// `text` as a question to FTS5: each word by itself and in quotes, so that none of its operators means anything; a `*` at the
/// end of a word stands for any ending. `None` where there is no word in it.
pub(crate) fn query(text: &str) -> Option<String> {
    let words = text.split_whitespace().filter_map(|it| {
        let plain = it.trim_end_matches('*');
        if !plain.chars().any(char::is_alphanumeric) {
            return None;
        }
        let any_ending = if plain.len() < it.len() { "*" } else { "" };
        Some(format!("\"{}\"{any_ending}", plain.replace('"', "\"\"")))
    });
    let words: Vec<String> = words.take(MOST_WORDS).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operator_gets_through() {
        let of = |text| query(text);
        assert_eq!(
            of("Norton  NEAR(x) a\"b").as_deref(),
            Some("\"Norton\" \"NEAR(x)\" \"a\"\"b\"")
        );
        assert_eq!(of("nort* - OR").as_deref(), Some("\"nort\"* \"OR\""));
        assert_eq!(of("* \" -"), None);
        assert_eq!(of(""), None);
    }
}
