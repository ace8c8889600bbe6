//! Combining marks on one base character: which of them are an ordinary accent.
//!
//! `é` may come as one character or as `e` and an accent; both are ordinary writing. A letter with
//! two or more marks that no composed letter stands for, any mark on a digit, a stroke or circle
//! around a character, and marks that no language puts alone on a letter are a disguise.

use unicode_normalization::char::compose;

use crate::character::{is_common_accent, is_overlay};

/// The marks seen so far on one base character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks {
    /// The base with as many marks as Unicode has a composed character for.
    composed: char,
    /// Whether the base is a digit.
    on_digit: bool,
    total: u32,
    uncomposed: u32,
    suspicious: bool,
}

impl Marks {
    /// No marks yet on `base`, as written, which folds to a digit or not.
    pub(crate) fn on(base: char, on_digit: bool) -> Self {
        Self {
            composed: base,
            on_digit,
            total: 0,
            uncomposed: 0,
            suspicious: false,
        }
    }

    /// Adds `mark`.
    pub(crate) fn add(&mut self, mark: char) {
        self.total = self.total.saturating_add(1);
        if let Some(composed) = compose(self.composed, mark) {
            self.composed = composed;
        } else {
            self.uncomposed = self.uncomposed.saturating_add(1);
            self.suspicious |= !is_common_accent(mark);
        }
        self.suspicious |= is_overlay(mark) || self.on_digit;
    }

    /// Whether these marks disguise the base.
    pub(crate) fn are_a_disguise(&self) -> bool {
        self.suspicious || (self.total >= 2 && self.uncomposed >= 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disguised(text: &str) -> bool {
        let mut characters = text.chars();
        let base = characters.next().unwrap();
        let mut marks = Marks::on(base, base.is_ascii_digit());
        characters.for_each(|it| marks.add(it));
        marks.are_a_disguise()
    }

    #[test]
    fn accents_of_languages_are_ordinary() {
        for text in [
            "e\u{301}",
            "n\u{303}",
            "c\u{327}",
            "e\u{302}\u{301}",
            "g\u{303}",
            "а\u{301}",
        ] {
            assert!(!disguised(text), "{text}");
        }
    }

    #[test]
    fn piled_and_striking_marks_are_a_disguise() {
        for text in [
            "a\u{332}",
            "8\u{301}",
            "a\u{338}",
            "p\u{20DD}",
            "m\u{301}\u{308}",
            "o\u{35C}",
        ] {
            assert!(disguised(text), "{text}");
        }
    }
}
