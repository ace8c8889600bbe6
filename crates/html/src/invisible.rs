//! Characters that take no room on the screen, and spaces of other widths.

/// Whether `character` is drawn as nothing at all. Joiners and variation selectors count: they
/// change how their neighbours look, but are no text of their own.
/// Code points: Unicode's `Default_Ignorable_Code_Point`, and control characters.
pub(crate) fn is_invisible(character: char) -> bool {
    match character {
        '\t' | '\n' | '\u{20}'..='\u{7e}' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        _ => matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'),
    }
}

/// `text` without invisible characters, every other kind of space being an ordinary one.
pub(crate) fn remove(text: &str) -> String {
    text.chars()
        .filter(|&it| !is_invisible(it))
        .map(|it| match it {
            '\t' | '\n' => it,
            _ if it.is_whitespace() => ' ',
            _ => it,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_remains() {
        assert_eq!(remove("1\u{200b}8\u{2060}0\u{ad}3\u{fe0f}"), "1803");
        assert_eq!(remove("a\u{a0}b\u{2003}c\td\ne"), "a b c\td\ne");
        assert_eq!(remove("naïve 電話 ’"), "naïve 電話 ’");
    }
}
