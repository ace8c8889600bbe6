//! Simple Unicode case folding: one code point to one code point.
//!
//! This is what `=~`, `in~` and every function with an `i` prefix compare by, and what the regular
//! expression engines mean by "case-insensitive". Full folding (`ß` to `ss`) is not wanted: it
//! would make `length` and `icount` disagree.
//!
//! The tables come from `regex-syntax`, so that a text test and a regular expression never differ.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

/// The folded forms of the 256 code points of a page, for the pages that have any that differ.
type Page = Option<Box<[char; 256]>>;

/// Pages by the upper bits of the code point.
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(build_pages);

/// No character beyond this one has case variants (checked by a test).
const LAST_CASED: char = '\u{1ffff}';

/// Characters beyond ASCII whose folded form is ASCII: long s and the Kelvin sign.
const INTO_ASCII: [(char, char); 2] = [('\u{17f}', 's'), ('\u{212a}', 'k')];

/// The representative of `character` among its case variants.
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        character.to_ascii_lowercase()
    } else {
        let code = character as usize;
        match PAGES.get(code >> 8) {
            Some(Some(page)) => page[code & 0xff],
            _ => character,
        }
    }
}

/// `text` with every character folded; borrowed when that changes nothing.
pub fn fold(text: &str) -> Cow<'_, str> {
    let has_capitals = has_capitals(text);
    if text.is_ascii() {
        return if has_capitals {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        };
    }
    if !has_capitals && text.chars().all(|it| fold_char(it) == it) {
        return Cow::Borrowed(text);
    }
    // Runs of ASCII are folded as such.
    let mut folded = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, other) = rest.split_at(ascii_run(rest));
        let start = folded.len();
        folded.push_str(ascii);
        if let Some(run) = folded.get_mut(start..) {
            run.make_ascii_lowercase();
        }
        let mut characters = other.chars();
        folded.extend(characters.next().map(fold_char));
        rest = characters.as_str();
    }
    Cow::Owned(folded)
}

/// Whether any capital of ASCII occurs; blocks are looked at whole, as the processor likes it.
fn has_capitals(text: &str) -> bool {
    let any = |block: &[u8]| {
        let capitals = block.iter().map(|it| u8::from(it.is_ascii_uppercase()));
        capitals.fold(0, |all, it| all | it) != 0
    };
    text.as_bytes().chunks(64).any(any)
}

/// The length of the ASCII that `text` begins with.
fn ascii_run(text: &str) -> usize {
    let (blocks, _) = text.as_bytes().as_chunks::<16>();
    let whole = blocks.iter().take_while(|it| it.is_ascii()).count() * 16;
    let rest = text.as_bytes().iter().skip(whole);
    whole + rest.take_while(|it| it.is_ascii()).count()
}

/// Whether `left` and `right` are equal but for case.
pub fn eq_folded(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || (!(left.is_ascii() && right.is_ascii())
            && left.chars().map(fold_char).eq(right.chars().map(fold_char)))
}

/// Walks every cased code point once and picks the representative of its variants: the ASCII lower
/// case letter if there is one, else a lower case variant, else the first.
fn build_pages() -> Vec<Page> {
    let mut pages: Vec<Page> = vec![None; (LAST_CASED as usize >> 8) + 1];
    let foreign = ('\u{80}'..=LAST_CASED)
        .filter(|&it| has_case(it))
        .map(|it| (it, representative(&variants(it))));
    for (from, to) in foreign.chain(INTO_ASCII).filter(|(from, to)| from != to) {
        let code = from as usize;
        let page = pages[code >> 8].get_or_insert_with(|| Box::new(identity_page(code >> 8)));
        page[code & 0xff] = to;
    }
    pages
}

fn identity_page(number: usize) -> [char; 256] {
    std::array::from_fn(|low| char::from_u32((number << 8 | low) as u32).unwrap_or_default())
}

fn has_case(character: char) -> bool {
    !(character.to_lowercase().eq([character]) && character.to_uppercase().eq([character]))
}

fn variants(character: char) -> Vec<char> {
    let mut class = ClassUnicode::new([ClassUnicodeRange::new(character, character)]);
    class.case_fold_simple();
    class
        .ranges()
        .iter()
        .flat_map(|range| range.start()..=range.end())
        .collect()
}

fn representative(variants: &[char]) -> char {
    let ascii = variants.iter().find(|it| it.is_ascii_lowercase());
    let lower = variants.iter().find(|it| it.is_lowercase());
    ascii
        .or(lower)
        .or(variants.first())
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_one_to_one() {
        assert_eq!(fold("ÉTÉ"), "été");
        assert_eq!(fold("ß"), "ß");
        assert!(!eq_folded("ß", "SS"));
        assert!(!eq_folded("İ", "i"));
        assert!(eq_folded("\u{212a}", "k"));
        assert!(eq_folded("ΣΑΣ", "σας"));
        assert!(matches!(fold("plain"), Cow::Borrowed(_)));
        assert!(matches!(fold("plain é"), Cow::Borrowed(_)));
        assert_eq!(fold("Plain É, ÀB \u{212a}c Ω"), "plain é, àb kc ω");
    }

    #[test]
    fn folding_agrees_with_case_insensitive_regular_expressions() {
        for character in (1..0x2_ffff_u32).filter_map(char::from_u32) {
            let folded = fold_char(character);
            assert_eq!(fold_char(folded), folded, "{character:?} folds in one step");
            assert!(
                folded == character || variants(character).contains(&folded),
                "{character:?} and {folded:?} are variants"
            );
            for variant in variants(character) {
                assert_eq!(fold_char(variant), folded, "{character:?} and {variant:?}");
            }
        }
    }
}
