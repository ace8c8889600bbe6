//! The search: lines that may hold something, the formats that match there, then checks and words.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use crate::checks::Check;
use crate::kinds::{self, Kind};
use crate::{Found, Identifier};

/// More candidates than this are not looked at in one text.
const MOST_CANDIDATES: usize = 20_000;

/// More identifiers than this are not reported of one text.
const MOST_FOUND: usize = 1_000;

/// Bytes before and behind a candidate in which words tell what it is.
const BEFORE: usize = 80;
const BEHIND: usize = 40;

/// What lines without a digit must hold to be looked at.
const MARKS: [&str; 6] = ["-----BEGIN", "@", "ecret", "ECRET", "uthoriz", "UTHORIZ"];

/// All kinds, and what tells which of them a line may hold.
struct Search {
    kinds: Vec<(&'static Kind, Regex)>,
    formats: RegexSet,
}

static SEARCH: LazyLock<Option<Search>> = LazyLock::new(Search::new);

/// The identifiers in `text`.
pub fn find(text: &str) -> Found {
    let mut found = Found::default();
    // The table is checked by a test: every format compiles.
    let Some(search) = &*SEARCH else {
        return found;
    };
    let mut candidates = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if may_hold_any(line) {
            search.line(text, start, line, &mut candidates, &mut found);
        }
        start += line.len();
    }
    found.identifiers.sort_by_key(|it| it.start);
    found
}

fn may_hold_any(line: &str) -> bool {
    line.bytes().any(|it| it.is_ascii_digit()) || MARKS.iter().any(|it| line.contains(it))
}

impl Search {
    fn new() -> Option<Self> {
        let patterns: Vec<String> = kinds::all().map(Kind::pattern).collect();
        let compiled = kinds::all().zip(&patterns);
        let compiled = compiled.map(|(kind, pattern)| Some((kind, Regex::new(pattern).ok()?)));
        Some(Self {
            kinds: compiled.collect::<Option<_>>()?,
            formats: RegexSetBuilder::new(&patterns).build().ok()?,
        })
    }

    /// Adds to `found` what stands in `line`, which begins at `start` in `text`.
    fn line(
        &self,
        text: &str,
        start: usize,
        line: &str,
        candidates: &mut usize,
        found: &mut Found,
    ) {
        for number in self.formats.matches(line) {
            let Some((kind, format)) = self.kinds.get(number) else {
                continue;
            };
            for candidate in format.find_iter(line) {
                *candidates += 1;
                if *candidates > MOST_CANDIDATES || found.identifiers.len() >= MOST_FOUND {
                    found.cut = true;
                    return;
                }
                let at = start + candidate.start();
                found
                    .identifiers
                    .extend(kind.identify(text, at, candidate.as_str()));
            }
        }
    }
}

impl Kind {
    /// The format with its edges.
    fn pattern(&self) -> String {
        let edge = if self.is_word { r"\b" } else { "" };
        format!("(?-u){edge}(?:{}){edge}", self.format)
    }

    /// What `candidate`, which stands at `start` of `text`, is.
    fn identify(&self, text: &str, start: usize, candidate: &str) -> Option<Identifier> {
        let candidate = match self.check {
            Check::None => candidate,
            Check::Digits(fits) => fits(&digits(candidate)).then_some(candidate)?,
            Check::Text(fits) => fits(candidate).then_some(candidate)?,
            Check::Cut(cut) => cut(candidate)?,
        };
        let end = start + candidate.len();
        if self.is_word && is_part_of_more(text, start, end) {
            return None;
        }
        let confidence = if self.is_named_near(text, start, end) {
            self.near
        } else {
            self.alone?
        };
        Some(Identifier {
            kind: self.name,
            confidence,
            text: candidate.to_owned(),
            start,
        })
    }

    /// Whether a word that names the kind stands near `start..end`.
    fn is_named_near(&self, text: &str, start: usize, end: usize) -> bool {
        if self.words.is_empty() {
            return false;
        }
        let from = text.floor_char_boundary(start.saturating_sub(BEFORE));
        let to = text.ceil_char_boundary((end + BEHIND).min(text.len()));
        let parts = [text.get(from..start), text.get(end..to)];
        parts.into_iter().flatten().any(|part| {
            let part = part.to_lowercase();
            self.words.iter().any(|it| has_word(&part, it))
        })
    }
}

/// Whether `word` occurs in `text` and is no part of a longer word.
fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).and_then(|it| bytes.get(it));
        let first_is_letter = word
            .as_bytes()
            .first()
            .is_some_and(u8::is_ascii_alphanumeric);
        let last_is_letter = word
            .as_bytes()
            .last()
            .is_some_and(u8::is_ascii_alphanumeric);
        !(first_is_letter && is_letter(before)
            || last_is_letter && is_letter(bytes.get(at + word.len())))
    })
}

/// Whether `start..end` goes on, as a date, a fraction or a longer number does: `1-800-555`.
fn is_part_of_more(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let joins = |it: Option<&u8>| it.is_some_and(|it| b"-./:,_".contains(it));
    let goes_on = |it: Option<&u8>| it.is_some_and(u8::is_ascii_digit);
    let before = |back: usize| start.checked_sub(back).and_then(|it| bytes.get(it));
    joins(before(1)) && goes_on(before(2)) || joins(bytes.get(end)) && goes_on(bytes.get(end + 1))
}

/// The digits of `text`.
fn digits(text: &str) -> Vec<u32> {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.map(|it| u32::from(it - b'0')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;

    #[test]
    fn every_format_compiles() {
        assert!(Search::new().is_some());
    }

    #[test]
    fn candidates_are_bounded() {
        let text = "123456789 ".repeat(100_000);
        assert!(find(&text).cut);
    }

    #[test]
    fn a_word_beside_makes_sure() {
        let found = find("Our SIN: 046 454 286");
        let sin = found
            .identifiers
            .iter()
            .find(|it| it.kind == "canadian_sin");
        assert_eq!(sin.unwrap().confidence, Confidence::High);
        let found = find("The business of 046 454 286");
        let sin = found
            .identifiers
            .iter()
            .find(|it| it.kind == "canadian_sin");
        assert_eq!(sin.unwrap().confidence, Confidence::Low);
    }

    #[test]
    fn parts_of_longer_numbers_are_none() {
        for text in [
            "SIN 1-046-454-286",
            "SIN 046454286.50",
            "SIN 0464542861",
            "sin x046454286",
        ] {
            let found = find(text);
            assert!(
                found.identifiers.iter().all(|it| it.kind != "canadian_sin"),
                "{text}"
            );
        }
    }
}
