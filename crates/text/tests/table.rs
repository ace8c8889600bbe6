//! The table of ASCII forms is generated: this test derives it again from the Unicode data of the
//! crates `unicode-normalization` and `unicode-security` and compares. After an update of either,
//! run it once with `OFFHOOK_UPDATE=1` to write the table anew, and review the difference.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The table covers the first two planes; beyond them nothing looks like ASCII.
const LAST: u32 = 0x1_FFFF;

/// What neither a decomposition nor the confusables say, one ASCII form and its characters a line.
const BY_HAND: &[(&str, &str)] = &[
    // Letters with strokes, hooks and tails: their base letter.
    ("b", "ƀɓƃ"),
    ("B", "ɃƁƂ"),
    ("c", "ƈȼ"),
    ("C", "ƇȻ"),
    ("d", "đɖɗƌðȡ"),
    ("D", "ĐƉƊƋÐ"),
    ("e", "ɇ"),
    ("E", "Ɇ"),
    ("f", "ƒ"),
    ("F", "Ƒ"),
    ("g", "ǥɠ"),
    ("G", "ǤƓ"),
    ("h", "ħɦⱨ"),
    ("H", "ĦⱧ"),
    ("i", "ıɨ"),
    ("I", "Ɨ"),
    ("j", "ȷɉ"),
    ("J", "Ɉ"),
    ("k", "ƙⱪ"),
    ("K", "ƘⱩ"),
    ("l", "łƚɫɬɭȴⱡ"),
    ("L", "ŁȽⱢⱠ"),
    ("n", "ŋƞɲɳŉȵ"),
    ("N", "ŊȠƝ"),
    ("o", "øɵ"),
    ("O", "ØƟ"),
    ("p", "ƥ"),
    ("P", "ƤⱣ"),
    ("q", "ɋ"),
    ("Q", "Ɋ"),
    ("r", "ɍɼɽ"),
    ("R", "ɌⱤ"),
    ("s", "ʂȿ"),
    ("t", "ŧƫƭʈȶⱦ"),
    ("T", "ŦƬƮȾ"),
    ("u", "ʉ"),
    ("U", "Ʉ"),
    ("v", "ʋ"),
    ("V", "Ʋ"),
    ("w", "ⱳ"),
    ("W", "Ⱳ"),
    ("y", "ƴɏ"),
    ("Y", "ƳɎ"),
    ("z", "ƶȥʐɀⱬ"),
    ("Z", "ƵȤⱿⱫ"),
    // Ligatures and letters that are written as two.
    ("ss", "ß"),
    ("SS", "ẞ"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("oe", "œ"),
    ("OE", "Œ"),
    // Small capitals.
    ("A", "ᴀ"),
    ("B", "ʙ"),
    ("C", "ᴄ"),
    ("D", "ᴅ"),
    ("E", "ᴇ"),
    ("F", "ꜰ"),
    ("G", "ɢ"),
    ("H", "ʜ"),
    ("I", "ɪ"),
    ("J", "ᴊ"),
    ("K", "ᴋ"),
    ("L", "ʟ"),
    ("M", "ᴍ"),
    ("N", "ɴ"),
    ("O", "ᴏ"),
    ("P", "ᴘ"),
    ("Q", "ꞯ"),
    ("R", "ʀ"),
    ("S", "ꜱ"),
    ("T", "ᴛ"),
    ("U", "ᴜ"),
    ("V", "ᴠ"),
    ("W", "ᴡ"),
    ("Y", "ʏ"),
    ("Z", "ᴢ"),
    // Cyrillic and Greek letters drawn as small capitals or with a tail that nobody sees.
    ("b", "в"),
    ("k", "кκ"),
    ("h", "н"),
    ("m", "м"),
    ("t", "тτ"),
    ("b", "β"),
    // The palochka is a bar in either case; the data has it as the letter i in one.
    ("l", "Ӏӏ"),
    // Digits in discs: black, sans-serif and black sans-serif, and double circles.
    ("0", "⓿🄋🄌"),
    ("1", "❶➀➊⓵"),
    ("2", "❷➁➋⓶"),
    ("3", "❸➂➌⓷"),
    ("4", "❹➃➍⓸"),
    ("5", "❺➄➎⓹"),
    ("6", "❻➅➏⓺"),
    ("7", "❼➆➐⓻"),
    ("8", "❽➇➑⓼"),
    ("9", "❾➈➒⓽"),
    ("10", "❿➉➓⓾"),
    ("11", "⓫"),
    ("12", "⓬"),
    ("13", "⓭"),
    ("14", "⓮"),
    ("15", "⓯"),
    ("16", "⓰"),
    ("17", "⓱"),
    ("18", "⓲"),
    ("19", "⓳"),
    ("20", "⓴"),
    // The ideographic zero.
    ("0", "〇"),
    // Dashes and quotation marks.
    ("-", "‐‑‒–—―−﹘﹣⸺⸻"),
    ("'", "‘’‛′ʼ"),
    ("\"", "“”‟″„"),
    // Letters that the data calls like something else first.
    ("p", "þ"),
    ("P", "Þ"),
    ("n", "η"),
];

/// Blocks of letters in discs and boxes, the first code point of each A to Z.
const ALPHABETS: &[u32] = &[0x1F150, 0x1F170, 0x1F1E6];

/// Symbols that would fold although they are read as what they are.
const NEVER: &str = "™℠℡℻ªº¼½¾¡¢£¥×÷¦§¶·•…";

#[test]
fn the_table_is_what_the_unicode_data_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table.rs");
    let derived = render(&derive());
    if std::env::var_os("OFFHOOK_UPDATE").is_some() {
        std::fs::write(&path, &derived).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(
        committed == derived,
        "src/table.rs is out of date: run this test with OFFHOOK_UPDATE=1"
    );
}

fn derive() -> BTreeMap<u32, String> {
    let mut by_hand = BTreeMap::new();
    for (target, characters) in BY_HAND {
        for character in characters.chars() {
            by_hand.insert(character, (*target).to_owned());
        }
    }
    for first in ALPHABETS {
        for (offset, letter) in (0..).zip('A'..='Z') {
            by_hand.insert(char::from_u32(first + offset).unwrap(), letter.to_string());
        }
    }
    // The ordinal signs stay letters, so that `nº` reads as it is said.
    by_hand.insert('ª', "a".to_owned());
    by_hand.insert('º', "o".to_owned());
    let mut table = BTreeMap::new();
    let mut digits_in_a_row = 0;
    for code in 0x80..=LAST {
        let Some(character) = char::from_u32(code) else {
            continue;
        };
        let is_digit = character.general_category() == GeneralCategory::DecimalNumber;
        let digit = is_digit.then_some(digits_in_a_row % 10);
        digits_in_a_row = if is_digit { digits_in_a_row + 1 } else { 0 };
        if let Some(target) = target(character, digit, &by_hand) {
            table.insert(code, target);
        }
    }
    table
}

/// The ASCII form of `character`, if it has one; `digit` is its value if it is a decimal digit.
fn target(character: char, digit: Option<u32>, by_hand: &BTreeMap<char, String>) -> Option<String> {
    if let Some(target) = by_hand.get(&character) {
        return Some(target.clone());
    }
    if is_combining_mark(character) || character.is_whitespace() || NEVER.contains(character) {
        return None;
    }
    if let Some(digit) = digit {
        return Some(digit.to_string());
    }
    let base: String = character
        .nfkd()
        .filter(|it| !is_combining_mark(*it))
        .collect();
    if let Some(form) = ascii_form(character, &base) {
        return Some(form);
    }
    let base = single(&base).filter(|it| *it != character);
    base.and_then(|it| target(it, None, by_hand))
        .or_else(|| look_alike(character, by_hand))
}

/// `base`, the compatibility decomposition of `character`, if it is an ASCII letter, digit or sign,
/// or several letters and digits; brackets, dots and commas of enclosed forms fall away.
fn ascii_form(character: char, base: &str) -> Option<String> {
    let enclosed = matches!(u32::from(character), 0x2474..=0x24B5 | 0x1F100..=0x1F12A);
    let base = if enclosed {
        base.trim_matches(|it: char| it.is_ascii_punctuation())
    } else {
        base
    };
    let fits = match base.len() {
        1 => base.is_ascii() && base != " ",
        length => (2..=4).contains(&length) && base.bytes().all(|it| it.is_ascii_alphanumeric()),
    };
    fits.then(|| base.to_owned())
}

/// The ASCII character that `character` looks like, by the confusables of UTS 39.
fn look_alike(character: char, by_hand: &BTreeMap<char, String>) -> Option<String> {
    let prototype: String = unicode_security::skeleton(character.encode_utf8(&mut [0; 4]))
        .filter(|it| !is_combining_mark(*it))
        .collect();
    let prototype = single(&prototype)?;
    if !prototype.is_ascii() {
        return by_hand
            .get(&prototype)
            .filter(|it| it.len() == 1 && prototype != character && is_letter(character))
            .map(|it| it.to_lowercase());
    }
    if prototype.is_ascii_punctuation() {
        return is_sign(character).then(|| prototype.to_string());
    }
    if !is_letter(character) {
        return None;
    }
    Some(if prototype == 'l' && is_capital_i(character) {
        "I".to_owned()
    } else {
        prototype.to_string()
    })
}

/// Letters and numbers, and the symbols that are drawn letters.
fn is_letter(character: char) -> bool {
    matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number
    ) || matches!(u32::from(character), 0x2100..=0x214F | 0x2336..=0x237A | 0x1CCD6..=0x1CCF9)
}

/// Punctuation, symbols and the modifier letters that are signs.
fn is_sign(character: char) -> bool {
    matches!(
        character.general_category_group(),
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Symbol
    ) || matches!(u32::from(character), 0x2B9..=0x2DF)
}

/// The data draws a capital I as the letter l. A capital whose small letter looks like an i is an I.
fn is_capital_i(character: char) -> bool {
    let mut lower = character.to_lowercase();
    let (Some(lower), None) = (lower.next(), lower.next()) else {
        return false;
    };
    lower != character
        && unicode_security::skeleton(lower.encode_utf8(&mut [0; 4])).eq(std::iter::once('i'))
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// The source text of the table: runs of code points with one ASCII character each (a blank where a
/// code point has none), and the few with several.
fn render(table: &BTreeMap<u32, String>) -> String {
    /// Up to so many code points without an ASCII form do not end a run.
    const GAP: u32 = 6;
    /// Characters of a run on one line.
    const WIDTH: usize = 64;
    let mut source = String::from(
        "//! The ASCII forms of characters. Generated by `tests/table.rs` from the Unicode data of the\n\
         //! crates `unicode-normalization` (decompositions) and `unicode-security` (confusables of UTS\n\
         //! 39), with the additions listed there. Not edited by hand.\n\n\
         /// The version of the confusables.\n",
    );
    let (major, minor, patch) = unicode_security::UNICODE_VERSION;
    writeln!(
        source,
        "#[cfg(test)]\npub(crate) const UNICODE_VERSION: &str = \"{major}.{minor}.{patch}\";\n"
    )
    .unwrap();
    source.push_str(
        "/// First code point of a run, and the ASCII form of each code point from there on; a blank where\n\
         /// there is none.\n#[rustfmt::skip]\npub(crate) const SINGLE: &[(u32, &str)] = &[\n",
    );
    let mut run: Option<(u32, String)> = None;
    for (&code, target) in table.iter().filter(|(_, it)| it.len() == 1) {
        if let Some((first, targets)) = &mut run {
            let end = *first + targets.len() as u32;
            let gap = code - end;
            if gap <= GAP && targets.len() + (gap as usize) < WIDTH {
                targets.extend(std::iter::repeat_n(' ', gap as usize));
                targets.push_str(target);
                continue;
            }
            writeln!(source, "    (0x{first:04X}, {targets:?}),").unwrap();
        }
        run = Some((code, target.clone()));
    }
    if let Some((first, targets)) = run {
        writeln!(source, "    (0x{first:04X}, {targets:?}),").unwrap();
    }
    source.push_str(
        "];\n\n/// Characters with an ASCII form of several letters or digits.\n#[rustfmt::skip]\n\
         pub(crate) const SEVERAL: &[(u32, &str)] = &[\n",
    );
    for (code, target) in table.iter().filter(|(_, it)| it.len() > 1) {
        writeln!(source, "    (0x{code:04X}, {target:?}),").unwrap();
    }
    source.push_str("];\n");
    source
}
