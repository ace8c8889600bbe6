//! The words of a folded text: where each stands, which of the known words it is, and where a
//! sentence ends.
//!
//! Phrases, brands, labels and digits are all matched on this one sequence, so white space and
//! punctuation between words never matter, and a match never begins inside a word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The id of a word that no phrase and no brand uses.
pub(crate) const UNKNOWN: u32 = 0;

/// A word of a folded text: a run of letters and digits, or one character of a script that sets no spaces between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// Its id in the vocabulary, or [`UNKNOWN`].
    pub(crate) id: u32,
    /// Which characters it has.
    pub(crate) shape: Shape,
    /// Whether a sentence or a heading ends before it.
    pub(crate) after_break: bool,
}

impl Word {
    /// The word in its text.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Length in bytes.
    pub(crate) fn len(&self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }
}

/// Which characters a word has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Digits only.
    Digits,
    /// Letters only.
    Letters,
    /// Both.
    Mixed,
}

/// The words that phrases and brands are made of, by number.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<Box<str>, u32, BuildHasherDefault<ShortHasher>>,
}

impl Vocabulary {
    /// The number of `word`, which is added if it is new.
    pub(crate) fn intern(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.ids.len() as u32 + 1;
        self.ids.insert(word.into(), id);
        id
    }

    /// The number of `word`, or [`UNKNOWN`].
    pub(crate) fn id(&self, word: &str) -> u32 {
        self.ids.get(word).copied().unwrap_or(UNKNOWN)
    }
}

/// Splits `folded` into its words.
pub(crate) fn split(folded: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words = Vec::with_capacity(folded.len() / 5 + 1);
    let mut rest = 0;
    let mut previous: Option<Word> = None;
    while let Some((start, end, shape)) = next_word(folded, rest) {
        let gap = folded.get(rest..start).unwrap_or_default();
        let mut after_break = previous.is_some_and(|it| ends_sentence(it, gap));
        rest = end;
        if shape != Shape::Mixed {
            let text = folded.get(start..end).unwrap_or_default();
            let word = Word {
                start: start as u32,
                end: end as u32,
                id: vocabulary.id(text),
                shape,
                after_break,
            };
            words.push(word);
            previous = Some(word);
            continue;
        }
        let mut part_start = start;
        for (part_end, shape) in parts(folded, start, end) {
            let text = folded.get(part_start..part_end).unwrap_or_default();
            let word = Word {
                start: part_start as u32,
                end: part_end as u32,
                id: vocabulary.id(text),
                shape,
                after_break,
            };
            words.push(word);
            previous = Some(word);
            part_start = part_end;
            after_break = false;
        }
    }
    words
}

/// Letters and digits that are glued (`Call8033975786Thank`) are words of their own if both are long;
/// short mixtures (`8oo`, `m365`, `1z0y12`) stay whole.
fn parts(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, Shape)> {
    let mut cuts = [(end, Shape::Mixed); MOST_PARTS];
    let bytes = text.as_bytes().get(start..end).unwrap_or_default();
    let count = cut(bytes, start, &mut cuts).unwrap_or(1);
    cuts.into_iter().take(count)
}

/// Words that one run of letters and digits is cut into at most.
const MOST_PARTS: usize = 3;

/// The ends of the long pieces that `bytes` consist of, and how many there are; `None` if any piece is
/// short or there are too many. What `cuts` holds is of use only if there are some.
fn cut(bytes: &[u8], start: usize, cuts: &mut [(usize, Shape); MOST_PARTS]) -> Option<usize> {
    const LETTERS: usize = 3;
    const DIGITS: usize = 4;
    let mut lengths = [(0, Shape::Mixed); MOST_PARTS];
    let mut count = 0;
    let mut from = 0;
    while let Some(first) = bytes.get(from) {
        let digits = first.is_ascii_digit();
        let same = |it: &&u8| it.is_ascii_alphanumeric() && it.is_ascii_digit() == digits;
        let length = bytes.iter().skip(from).take_while(same).count();
        if length < if digits { DIGITS } else { LETTERS } {
            return None;
        }
        from += length;
        let shape = if digits {
            Shape::Digits
        } else {
            Shape::Letters
        };
        *lengths.get_mut(count)? = (start + from, shape);
        count += 1;
    }
    *cuts = lengths;
    Some(count)
}

/// The next run of letters and digits at or after `from`.
fn next_word(text: &str, from: usize) -> Option<(usize, usize, Shape)> {
    let bytes = text.as_bytes();
    let mut at = from;
    let start = loop {
        let &byte = bytes.get(at)?;
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                break at;
            }
            at += 1;
        } else {
            let next = text.get(at..)?.chars().next()?;
            if is_unspaced(next) {
                return Some((at, at + next.len_utf8(), Shape::Letters));
            }
            if next.is_alphanumeric() {
                break at;
            }
            at += next.len_utf8();
        }
    };
    let (mut digits, mut letters) = (false, false);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_digit() {
                digits = true;
            } else if byte.is_ascii_alphabetic() {
                letters = true;
            } else {
                break;
            }
            at += 1;
        } else {
            let Some(next) = text.get(at..).and_then(|it| it.chars().next()) else {
                break;
            };
            if !next.is_alphanumeric() || is_unspaced(next) {
                break;
            }
            letters = true;
            at += next.len_utf8();
        }
    }
    let shape = match (digits, letters) {
        (true, false) => Shape::Digits,
        (false, _) => Shape::Letters,
        (true, true) => Shape::Mixed,
    };
    Some((start, at, shape))
}

/// Whether `character` is a kana or a Chinese character: nothing stands between two words of these, so each is taken for one.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the gap after `word` ends a sentence: a stop with white space after it (an initial such as
/// `U.S. Bank` does not count), or an empty line.
fn ends_sentence(word: Word, gap: &str) -> bool {
    if gap == " " || gap.is_empty() {
        return false;
    }
    // An ideographic full stop needs no space after it.
    if gap.contains('。') {
        return true;
    }
    let mut stop = false;
    let mut newlines = 0;
    for byte in gap.bytes() {
        match byte {
            b'.' => stop = word.len() > 1,
            b'!' | b'?' => stop = true,
            b'\n' => {
                newlines += 1;
                if stop || newlines > 1 {
                    return true;
                }
            }
            b' ' | b'\t' if stop => return true,
            _ => {}
        }
    }
    false
}

/// A small hash for short keys. The maps it serves are filled from our own data only, so nobody can
/// choose keys that collide.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct ShortHasher(u64);

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

impl ShortHasher {
    fn mix(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(MULTIPLIER);
    }
}

impl Hasher for ShortHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for chunk in whole {
            self.mix(u64::from_le_bytes(*chunk));
        }
        if !rest.is_empty() {
            let packed = rest.iter().fold(0, |sum, it| sum << 8 | u64::from(*it));
            self.mix(packed);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let words = split(text, &Vocabulary::default());
        let found: Vec<_> = words
            .iter()
            .map(|it| (it.of(text), it.after_break))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn punctuation_separates_words() {
        check(
            "call us: at&t, don't",
            &[
                ("call", false),
                ("us", false),
                ("at", false),
                ("t", false),
                ("don", false),
                ("t", false),
            ],
        );
    }

    #[test]
    fn a_stop_and_an_empty_line_end_a_sentence() {
        check(
            "one. two!three\n\nfour u.s. bank 1.5",
            &[
                ("one", false),
                ("two", true),
                ("three", false),
                ("four", true),
                ("u", false),
                ("s", false),
                ("bank", false),
                ("1", false),
                ("5", false),
            ],
        );
    }

    #[test]
    fn characters_of_scripts_without_spaces_are_words_each() {
        check(
            "お電話。amazonの注文abc 日本",
            &[
                ("お", false),
                ("電", false),
                ("話", false),
                ("amazon", true),
                ("の", false),
                ("注", false),
                ("文", false),
                ("abc", false),
                ("日", false),
                ("本", false),
            ],
        );
    }

    #[test]
    fn long_glued_pieces_are_words_of_their_own() {
        let words = |text: &str| -> Vec<String> {
            let words = split(text, &Vocabulary::default());
            words.iter().map(|it| it.of(text).to_owned()).collect()
        };
        assert_eq!(
            words("call8033975786thank you"),
            ["call", "8033975786", "thank", "you"]
        );
        assert_eq!(words("5786thank"), ["5786", "thank"]);
        assert_eq!(
            words("8oo m365 1z0y12345678 a1234567"),
            ["8oo", "m365", "1z0y12345678", "a1234567"]
        );
        assert_eq!(words("abc1234def5678"), ["abc1234def5678"]);
        assert_eq!(
            words("12345\u{436}\u{436}\u{436}"),
            ["12345\u{436}\u{436}\u{436}"]
        );
    }

    #[test]
    fn words_of_other_scripts_are_words() {
        check("ж한글 x", &[("ж한글", false), ("x", false)]);
    }

    #[test]
    fn known_words_have_a_number() {
        let mut vocabulary = Vocabulary::default();
        let call = vocabulary.intern("call");
        assert_eq!(vocabulary.intern("call"), call);
        assert_ne!(call, UNKNOWN);
        let words = split("call me", &vocabulary);
        assert_eq!(words.first().map(|it| it.id), Some(call));
        assert_eq!(words.get(1).map(|it| it.id), Some(UNKNOWN));
    }
}
