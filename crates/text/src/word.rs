//! When a look-alike letter is a disguise.
//!
//! Real Russian, Greek or Japanese is full of letters that look like ASCII, and none of it is
//! disguised. So a look-alike counts only
//!
//! - in a word that mixes scripts and folds to ASCII as a whole (`pаypal` with a Cyrillic `а`),
//! - in a run of digits: a word with an ASCII digit whose every letter looks like a digit (`8ОО`),
//! - in a word of one foreign script that folds to ASCII as a whole, if the text has Latin letters
//!   and no other letter of that script anywhere (`Аррӏе Support`).
//!
//! Full-width forms are ordinary in East Asian text. They count beside ASCII in a word that folds to
//! ASCII as a whole, and anywhere in a text without an East Asian letter.
//!
//! A word is a run of letters and digits; invisible characters and marks do not end it.

use crate::character::Script;
use crate::disguise::{Disguise, Traces};

/// ASCII letters that are read as digits among digits.
const DIGIT_LIKE: &[u8] = b"oilsbzgq";

/// What a letter or digit is to its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Latin in ordinary or styled form.
    Latin,
    /// Full-width.
    FullWidth,
    /// Of another script, and looks like ASCII.
    Confusable(Script),
}

/// A range of the folded text.
type Range = (u32, u32);

/// The word being read.
#[derive(Debug, Default)]
struct Word {
    /// The scripts of its letters, a bit each.
    scripts: u8,
    has_ascii: bool,
    has_ascii_digit: bool,
    /// Some letter is not read as a digit.
    has_plain_letter: bool,
    /// Some letter did not fold to ASCII.
    has_foreign_letter: bool,
    confusables: Vec<(Script, Range)>,
    full_width: Vec<Range>,
}

impl Word {
    fn reset(&mut self) {
        self.confusables.clear();
        self.full_width.clear();
        *self = Self {
            confusables: std::mem::take(&mut self.confusables),
            full_width: std::mem::take(&mut self.full_width),
            ..Self::default()
        };
    }

    /// Takes in a folded letter or digit.
    fn folded(&mut self, byte: u8) {
        if byte.is_ascii_digit() {
            return;
        }
        self.has_plain_letter |= !DIGIT_LIKE.contains(&byte);
    }
}

/// Follows the words of a text while it is folded.
#[derive(Debug, Default)]
pub(crate) struct Words {
    word: Word,
    is_open: bool,
    /// Scripts of letters anywhere that did not fold to ASCII.
    foreign: u8,
    /// Look-alikes in words of one script: the end of the text decides.
    whole: Vec<(Script, Range)>,
    /// Full-width forms without ASCII beside them: the end of the text decides.
    full_width: Vec<Range>,
}

impl Words {
    /// Whether a word has begun that needs watching.
    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Goes on with copied ASCII text.
    pub(crate) fn ascii(&mut self, text: &[u8], traces: &mut Traces) {
        for &byte in text {
            if !byte.is_ascii_alphanumeric() {
                self.close(traces);
                return;
            }
            self.ascii_byte(byte.to_ascii_lowercase());
        }
    }

    fn ascii_byte(&mut self, byte: u8) {
        self.word.has_ascii = true;
        if byte.is_ascii_digit() {
            self.word.has_ascii_digit = true;
        } else {
            self.word.scripts |= Script::Latin.bit();
        }
        self.word.folded(byte);
    }

    /// Begins a word unless one is open; `folded` is the folded text so far, whose last letters and
    /// digits belong to the word.
    fn open(&mut self, folded: &str) {
        if self.is_open {
            return;
        }
        self.is_open = true;
        self.word.reset();
        let tail = folded.bytes().rev();
        for byte in tail.take_while(u8::is_ascii_alphanumeric) {
            self.ascii_byte(byte);
        }
    }

    /// Takes in a character that folded to `form`, ASCII letters and digits now standing at `range`
    /// after `before`.
    pub(crate) fn folded(&mut self, kind: Kind, form: &str, range: Range, before: &str) {
        self.open(before);
        form.bytes()
            .for_each(|it| self.word.folded(it.to_ascii_lowercase()));
        match kind {
            Kind::Latin => self.word.scripts |= Script::Latin.bit(),
            Kind::FullWidth => {
                self.word.scripts |= Script::Latin.bit();
                self.word.full_width.push(range);
            }
            Kind::Confusable(script) => {
                self.word.scripts |= script.bit();
                self.word.confusables.push((script, range));
            }
        }
    }

    /// Takes in a letter or digit that has no ASCII form.
    pub(crate) fn foreign(&mut self, script: Script, before: &str) {
        self.open(before);
        self.word.has_foreign_letter = true;
        self.foreign |= script.bit();
    }

    /// Ends the word, if one is open.
    pub(crate) fn close(&mut self, traces: &mut Traces) {
        if !self.is_open {
            return;
        }
        self.is_open = false;
        if !self.word.has_foreign_letter {
            self.judge_confusables(traces);
        }
        if self.word.has_ascii && !self.word.has_foreign_letter {
            note(traces, &self.word.full_width, Disguise::FullWidth);
        } else {
            self.full_width.append(&mut self.word.full_width);
        }
    }

    fn judge_confusables(&mut self, traces: &mut Traces) {
        let mixed = self.word.scripts.count_ones() >= 2;
        let digit_run = self.word.has_ascii_digit && !self.word.has_plain_letter;
        for &(script, range) in &self.word.confusables {
            if mixed || digit_run {
                note(traces, &[range], Disguise::Confusable);
            } else if self.foreign & script.bit() == 0 {
                self.whole.push((script, range));
            }
        }
    }

    /// Ends the text, which has Latin letters or not.
    pub(crate) fn finish(mut self, has_latin: impl FnOnce() -> bool, traces: &mut Traces) {
        self.close(traces);
        self.whole
            .retain(|(script, _)| self.foreign & script.bit() == 0);
        if !self.whole.is_empty() && has_latin() {
            for (_, range) in &self.whole {
                note(traces, &[*range], Disguise::Confusable);
            }
        }
        if self.foreign & Script::EastAsian.bit() == 0 {
            note(traces, &self.full_width, Disguise::FullWidth);
        }
    }
}

fn note(traces: &mut Traces, ranges: &[Range], disguise: Disguise) {
    for &(start, end) in ranges {
        traces.push(start, end, disguise);
    }
}
