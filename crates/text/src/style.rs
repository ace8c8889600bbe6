//! In which manner a character that folds to ASCII differs from it.

/// The manner in which a character is dressed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Ordinary writing: accents, letters with strokes, ligatures, ordinal signs, punctuation.
    Ordinary,
    /// A letter or digit of another script.
    Confusable,
    /// Circled, parenthesised, squared.
    Circled,
    /// Bold, italic, double-struck, small capitals and the like.
    Styled,
    /// Superscript and subscript.
    Raised,
    /// Full-width.
    FullWidth,
}

/// The Latin small capitals: letters of phonetic alphabets that are also a way to style a word.
const SMALL_CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ";

impl Style {
    /// Every style, so that it can be kept as a number.
    const ALL: [Self; 6] = [
        Self::Ordinary,
        Self::Confusable,
        Self::Circled,
        Self::Styled,
        Self::Raised,
        Self::FullWidth,
    ];

    /// The style with the number `index`.
    pub(crate) fn from_index(index: u16) -> Self {
        Self::ALL
            .get(usize::from(index))
            .copied()
            .unwrap_or(Self::Ordinary)
    }

    /// The style of `character`, whose ASCII form is `target`.
    pub(crate) fn of(character: char, target: &str) -> Self {
        match character {
            '\u{FF01}'..='\u{FF5E}' => Self::FullWidth,
            _ if !target.bytes().all(|it| it.is_ascii_alphanumeric()) => Self::Ordinary,
            _ if SMALL_CAPITALS.contains(character) => Self::Styled,
            '\u{B2}'..='\u{B3}'
            | '\u{B9}'
            | '\u{2B0}'..='\u{2B8}'
            | '\u{2E0}'..='\u{2E4}'
            | '\u{1D2C}'..='\u{1D6A}'
            | '\u{1D78}'
            | '\u{1D9B}'..='\u{1DBF}'
            | '\u{2070}'..='\u{209F}'
            | '\u{2C7C}'..='\u{2C7D}' => Self::Raised,
            '\u{2460}'..='\u{24FF}'
            | '\u{2776}'..='\u{2793}'
            | '\u{3200}'..='\u{32FF}'
            | '\u{1F100}'..='\u{1F1FF}' => Self::Circled,
            '\u{2100}'..='\u{2115}'
            | '\u{2117}'..='\u{218F}'
            | '\u{1CCD6}'..='\u{1CCF9}'
            | '\u{1D400}'..='\u{1D7FF}'
            | '\u{1FBF0}'..='\u{1FBF9}' => Self::Styled,
            '\u{80}'..='\u{24F}'
            | '\u{2116}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{3371}'..='\u{33DF}'
            | '\u{FB00}'..='\u{FB06}' => Self::Ordinary,
            _ => Self::Confusable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_survives_being_a_number() {
        for style in Style::ALL {
            assert_eq!(Style::from_index(style as u16), style);
        }
    }

    #[test]
    fn styles_are_told_apart() {
        for (character, target, style) in [
            ('é', "e", Style::Ordinary),
            ('а', "a", Style::Confusable),
            ('ɑ', "a", Style::Confusable),
            ('①', "1", Style::Circled),
            ('𝗔', "A", Style::Styled),
            ('ᴀ', "A", Style::Styled),
            ('²', "2", Style::Raised),
            ('８', "8", Style::FullWidth),
            ('’', "'", Style::Ordinary),
        ] {
            assert_eq!(Style::of(character, target), style, "{character}");
        }
    }
}
