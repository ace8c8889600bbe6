//! What kind of character a code point is, as far as the folding asks.
//!
//! Facts from the Unicode Character Database: `White_Space`, `Default_Ignorable_Code_Point`, the
//! blocks, and the scripts as far as their blocks tell them apart.

/// Whether `character` shows nothing and takes no room: format characters, fillers, variation
/// selectors, tags, and control characters that are no white space.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether `character` is drawn as an empty room although Unicode does not call it white space: the
/// Hangul fillers of full and half width and the empty Braille pattern.
pub(crate) fn is_disguised_blank(character: char) -> bool {
    matches!(character, '\u{3164}' | '\u{FFA0}' | '\u{2800}')
}

/// Whether `character` ends a line.
pub(crate) fn is_line_break(character: char) -> bool {
    matches!(
        character,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether `character` is a mark that the folding removes from any base: the accents, overlays and
/// enclosing marks of the blocks that no script needs to be written.
pub(crate) fn is_removable_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{34E}' | '\u{350}'..='\u{36F}' | '\u{483}'..='\u{489}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Whether `mark` is one of the accents that languages put alone on a letter, whether or not
/// Unicode has the pair as one character.
pub(crate) fn is_common_accent(mark: char) -> bool {
    matches!(mark,
        '\u{300}'..='\u{304}' | '\u{306}'..='\u{308}' | '\u{30A}'..='\u{30C}'
        | '\u{323}' | '\u{326}'..='\u{328}')
}

/// Whether `mark` strikes its letter through or encloses it.
pub(crate) fn is_overlay(mark: char) -> bool {
    matches!(mark,
        '\u{334}'..='\u{338}' | '\u{488}'..='\u{489}' | '\u{20D2}'..='\u{20D3}'
        | '\u{20D8}'..='\u{20DA}' | '\u{20DD}'..='\u{20E0}' | '\u{20E2}'..='\u{20E6}'
        | '\u{20EA}'..='\u{20EB}')
}

/// A script, as coarsely as telling mixed words needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Latin as languages write it.
    Latin,
    /// Latin letters of phonetic alphabets.
    Phonetic,
    Greek,
    Cyrillic,
    /// Chinese, Japanese and Korean scripts.
    EastAsian,
    /// Any other.
    Other,
}

impl Script {
    /// The script of `character`, which is a letter or digit.
    pub(crate) fn of(character: char) -> Self {
        match character {
            '\u{0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' => Self::Latin,
            '\u{250}'..='\u{2FF}'
            | '\u{1D00}'..='\u{1DBF}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{AB30}'..='\u{AB6F}' => Self::Phonetic,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Self::Greek,
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => {
                Self::Cyrillic
            }
            '\u{1100}'..='\u{11FF}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF65}'..='\u{FFDC}'
            | '\u{20000}'..='\u{3FFFF}' => Self::EastAsian,
            _ => Self::Other,
        }
    }

    /// This script as one bit of a set.
    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_do_not_overlap() {
        for character in ('\u{0}'..='\u{10FFFF}').filter(|it| is_invisible(*it)) {
            assert!(!character.is_whitespace(), "{character:?}");
            assert!(!is_removable_mark(character), "{character:?}");
            assert!(!is_disguised_blank(character), "{character:?}");
        }
    }

    #[test]
    fn line_breaks_are_white_space() {
        let breaks = ('\u{0}'..='\u{10FFFF}').filter(|it| is_line_break(*it));
        assert!(breaks.clone().all(char::is_whitespace));
        assert_eq!(breaks.count(), 7);
    }

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(Script::of('é'), Script::Latin);
        assert_eq!(Script::of('ɑ'), Script::Phonetic);
        assert_eq!(Script::of('α'), Script::Greek);
        assert_eq!(Script::of('Я'), Script::Cyrillic);
        assert_eq!(Script::of('が'), Script::EastAsian);
        assert_eq!(Script::of('ب'), Script::Other);
    }
}
