//! Looking up the ASCII form of a character.
//!
//! The generated table is small and in order, which is good for reading and bad for looking up. It
//! is spread once into pages of 128 code points, so that each look-up is two array accesses.

use std::sync::OnceLock;

use crate::style::Style;
use crate::table::{SEVERAL, SINGLE};

/// A character's ASCII form, in the case of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsciiForm {
    /// One ASCII character, or several letters and digits.
    pub(crate) text: &'static str,
    /// In which manner the character differs from it.
    pub(crate) style: Style,
}

/// Code points on one page.
const PAGE: usize = 128;

/// Code points that the table can cover.
const COVERED: usize = 0x2_0000;

/// Every ASCII character as a text of its own, to borrow from.
const ASCII: &str = "\0\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\t\n\u{B}\u{C}\r\u{E}\u{F}\u{10}\u{11}\
\u{12}\u{13}\u{14}\u{15}\u{16}\u{17}\u{18}\u{19}\u{1A}\u{1B}\u{1C}\u{1D}\u{1E}\u{1F} !\"#$%&'()*+,-./\
0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u{7F}";

/// The spread table. An entry is 0 for no form; else its low 12 bits are an ASCII character, or 128
/// and more for an index into [`SEVERAL`], and its high bits are the style.
struct Pages {
    /// For each page of code points the number of its entries' page; page 0 is empty.
    index: Vec<u8>,
    entries: Vec<[u16; PAGE]>,
}

impl Pages {
    fn shared() -> &'static Self {
        static PAGES: OnceLock<Pages> = OnceLock::new();
        PAGES.get_or_init(Self::spread)
    }

    fn spread() -> Self {
        let mut pages = Self {
            index: vec![0; COVERED / PAGE],
            entries: vec![[0; PAGE]],
        };
        for (first, forms) in SINGLE {
            for (code, form) in (*first..).zip(forms.chars()).filter(|(_, it)| *it != ' ') {
                pages.set(code, u32::from(form) as u16, form.encode_utf8(&mut [0; 4]));
            }
        }
        for (position, (code, forms)) in (128..).zip(SEVERAL) {
            pages.set(*code, position, forms);
        }
        pages
    }

    fn set(&mut self, code: u32, form: u16, text: &str) {
        let Some(style) = char::from_u32(code).map(|it| Style::of(it, text)) else {
            return;
        };
        let Some(page) = self.index.get_mut(code as usize / PAGE) else {
            return;
        };
        if *page == 0 {
            *page = self.entries.len() as u8;
            self.entries.push([0; PAGE]);
        }
        if let Some(entry) = self
            .entries
            .get_mut(usize::from(*page))
            .and_then(|it| it.get_mut(code as usize % PAGE))
        {
            *entry = form | (style as u16) << 12;
        }
    }

    fn get(&self, character: char) -> Option<AsciiForm> {
        let code = character as usize;
        let page = *self.index.get(code / PAGE)?;
        let entry = *self.entries.get(usize::from(page))?.get(code % PAGE)?;
        let form = usize::from(entry & 0xFFF);
        let text = match form {
            0 => return None,
            1..128 => ASCII.get(form..=form)?,
            _ => SEVERAL.get(form - 128)?.1,
        };
        Some(AsciiForm {
            text,
            style: Style::from_index(entry >> 12),
        })
    }
}

/// The ASCII form of `character`, which is not ASCII, if it has one.
pub(crate) fn ascii_form(character: char) -> Option<AsciiForm> {
    Pages::shared().get(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_in_order() {
        assert!((0..128).all(|it| ASCII.as_bytes()[it] as usize == it));
    }

    #[test]
    fn the_pages_hold_what_the_table_says() {
        let single = SINGLE.iter().flat_map(|(first, forms)| {
            (*first..)
                .zip(forms.split("").filter(|it| !it.is_empty()))
                .filter(|(_, form)| *form != " ")
        });
        let several = SEVERAL.iter().map(|(code, form)| (*code, *form));
        let mut count = 0;
        for (code, form) in single.chain(several) {
            let character = char::from_u32(code).unwrap();
            assert_eq!(ascii_form(character).unwrap().text, form, "{character:?}");
            count += 1;
        }
        let found = ('\u{80}'..='\u{10FFFF}').filter(|it| ascii_form(*it).is_some());
        assert_eq!(found.count(), count);
        assert!(Pages::shared().entries.len() < 256);
    }

    #[test]
    fn forms_of_every_kind() {
        for (character, form) in [
            ('é', "e"),
            ('ß', "ss"),
            ('ł', "l"),
            ('ﬁ', "fi"),
            ('а', "a"),
            ('І', "I"),
            ('Ӏ', "l"),
            ('ё', "e"),
            ('ά', "a"),
            ('①', "1"),
            ('⑳', "20"),
            ('⑴', "1"),
            ('⒈', "1"),
            ('Ⓐ', "A"),
            ('🅰', "A"),
            ('𝟠', "8"),
            ('𝓐', "A"),
            ('８', "8"),
            ('＠', "@"),
            ('²', "2"),
            ('٣', "3"),
            ('०', "0"),
            ('〇', "0"),
            ('’', "'"),
            ('–', "-"),
        ] {
            assert_eq!(
                ascii_form(character).map(|it| it.text),
                Some(form),
                "{character}"
            );
        }
        for character in [
            'ж', '日', 'の', 'ب', '™', '¡', '×', '│', '€', '½', '😀', 'が', '한',
        ] {
            assert_eq!(ascii_form(character), None, "{character}");
        }
    }

    #[test]
    fn the_table_is_of_the_version_its_documentation_names() {
        assert_eq!(crate::table::UNICODE_VERSION, "18.0.0");
    }
}
