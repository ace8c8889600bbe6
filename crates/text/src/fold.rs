//! The one folding.
//!
//! Every comparison of words, brands and digits is made on folded text. The folding lower-cases,
//! replaces a character by the ASCII letter, digit or sign that it is a form of or looks like,
//! removes marks and what is invisible, and makes one space of each run of white space. It never
//! changes ASCII into other ASCII (`0` stays `0`, `rn` stays `rn`): whoever looks for such tricks
//! knows what for. What was removed is remembered as [disguises](crate::Disguise) as far as it was
//! no ordinary writing; when that is so is said in the modules `word` and `marks`.
//!
//! Case is simple case folding, but looks come first: a capital `Н` looks like `H`, a small `η` like
//! `n`, so that two cases of one foreign letter may fold apart.
//!
//! Mail is nearly all ASCII, so the one pass copies stretches of printable ASCII whole and looks at
//! single characters only between them.

use std::sync::OnceLock;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::Span;
use crate::ascii_form::{AsciiForm, ascii_form};
use crate::character::{
    Script, is_disguised_blank, is_invisible, is_line_break, is_removable_mark,
};
use crate::disguise::Disguise;
use crate::folded::Folded;
use crate::marks::Marks;
use crate::offset_map::Stride;
use crate::style::Style;
use crate::word::{Kind, Words};

/// Bytes that are read of one text: offsets are 32 bits wide.
const MAXIMUM_BYTES: usize = 1 << 31;

/// Folds `text`.
pub fn fold(text: &str) -> Folded {
    let end = text.floor_char_boundary(MAXIMUM_BYTES);
    let mut folding = Folding::new(text.get(..end).unwrap_or_default());
    folding.run();
    folding.finish()
}

/// The last unit written, on which marks may follow.
#[derive(Debug, Clone, Copy)]
struct Base {
    /// The character as written.
    character: char,
    /// Where its folded form starts.
    start: u32,
    /// The marks on it so far.
    marks: Option<Marks>,
}

/// A folding under way.
struct Folding<'t> {
    text: &'t str,
    folded: Folded,
    words: Words,
    base: Base,
    /// End of the run of regional indicators last looked at, and whether it spells a word.
    flags: (usize, bool),
}

impl<'t> Folding<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            folded: Folded {
                text: String::with_capacity(text.len()),
                ..Folded::default()
            },
            words: Words::default(),
            base: Base {
                character: ' ',
                start: 0,
                marks: None,
            },
            flags: (0, false),
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        loop {
            let plain_end = plain_end(self.text.as_bytes(), at, self.ends_in_space());
            self.copy(at, plain_end);
            let rest = self.text.get(plain_end..).unwrap_or_default();
            let Some(character) = rest.chars().next() else {
                return;
            };
            at = plain_end + unit_len(character, rest);
            self.special(character, Span::new(plain_end, at));
        }
    }

    fn finish(mut self) -> Folded {
        let text = self.text;
        let has_latin = || text.bytes().any(|it| it.is_ascii_alphabetic());
        self.words.finish(has_latin, &mut self.folded.traces);
        self.folded.traces.finish();
        self.folded
    }

    /// Copies the printable ASCII at `start..end` in lower case.
    fn copy(&mut self, start: usize, end: usize) {
        let Some(plain) = self.text.get(start..end).filter(|it| !it.is_empty()) else {
            return;
        };
        if self.words.is_open() {
            self.words.ascii(plain.as_bytes(), &mut self.folded.traces);
        }
        let written = self.folded.text.len();
        self.push(plain, Span::new(start, end), Stride::Bytes(1));
        self.base = Base {
            character: plain.chars().next_back().unwrap_or(' '),
            start: (written + plain.len() - 1) as u32,
            marks: None,
        };
    }

    /// Folds one character that is not printable ASCII, or ASCII white space to the end of its run.
    fn special(&mut self, character: char, at: Span) {
        if character.is_whitespace() {
            let run = at.of(self.text);
            self.space(at, run.contains(is_line_break));
        } else if let Some(form) = self.form(character, at) {
            self.replace(character, form, at);
        } else if is_cased_script(character) {
            self.keep(character, at);
        } else if character.is_ascii() || is_invisible(character) {
            self.invisible();
        } else if is_disguised_blank(character) {
            self.space(at, false);
            self.trace_last(Disguise::Invisible);
        } else if is_removable_mark(character) {
            self.mark(character, at);
        } else if is_combining_mark(character) {
            self.foreign_mark(character, at);
        } else {
            self.keep(character, at);
        }
    }

    /// Writes a space, unless one stands there already: then that one stands for this one too.
    fn space(&mut self, at: Span, is_line_break: bool) {
        self.words.close(&mut self.folded.traces);
        if self.ends_in_space() {
            self.folded.map.extend_last(at.end);
        } else {
            self.begin_unit(' ');
            self.push(" ", at, Stride::of_one(at.len()));
        }
        let space = self.written() - 1;
        if is_line_break && self.folded.line_breaks.last() != Some(&space) {
            self.folded.line_breaks.push(space);
        }
    }

    /// Drops an invisible character. Between characters of other scripts and in emoji sequences such
    /// characters are ordinary; after ASCII, in a word or number, they are not.
    fn invisible(&mut self) {
        let after_ascii = self.folded.text.as_bytes().last().is_none_or(u8::is_ascii);
        if after_ascii {
            let here = self.written();
            self.folded.traces.push(here, here, Disguise::Invisible);
        }
    }

    /// Drops a mark, which becomes part of the unit before it.
    fn mark(&mut self, mark: char, at: Span) {
        if self.folded.text.is_empty() {
            return;
        }
        self.folded.map.extend_last(at.end);
        let last = self.folded.text.bytes().next_back().unwrap_or_default();
        let script = Script::of(self.base.character);
        if !last.is_ascii_alphanumeric() || matches!(script, Script::EastAsian | Script::Other) {
            return;
        }
        let base = self.base.character;
        let marks = self
            .base
            .marks
            .get_or_insert_with(|| Marks::on(base, last.is_ascii_digit()));
        marks.add(mark);
        if marks.are_a_disguise() {
            self.trace_last(Disguise::Combining);
        }
    }

    /// A mark that some script needs to be written belongs there and is kept; on ASCII it is dropped
    /// like any other.
    fn foreign_mark(&mut self, mark: char, at: Span) {
        let after_ascii = self.folded.text.as_bytes().last().is_none_or(u8::is_ascii);
        if after_ascii {
            self.mark(mark, at);
        } else {
            self.push(mark.encode_utf8(&mut [0; 4]), at, Stride::Bytes(1));
        }
    }

    /// The ASCII form of `character`. Two regional indicators are a flag; three and more are letters.
    fn form(&mut self, character: char, at: Span) -> Option<AsciiForm> {
        if is_regional_indicator(character) {
            let at = at.start as usize;
            if at >= self.flags.0 {
                self.flags = self.measure_flags(at);
            }
            if !self.flags.1 {
                return None;
            }
        }
        ascii_form(character)
    }

    /// The end of the run of regional indicators at `at`, and whether it is more than a flag.
    fn measure_flags(&self, at: usize) -> (usize, bool) {
        let rest = self.text.get(at..).unwrap_or_default();
        let mut count = 0;
        let mut end = at;
        for (offset, character) in rest.char_indices() {
            if is_regional_indicator(character) {
                count += 1;
                end = at + offset + character.len_utf8();
            } else if !is_invisible(character) && !is_removable_mark(character) {
                break;
            }
        }
        (end, count > 2)
    }

    /// Writes the ASCII form of `character` in its place.
    fn replace(&mut self, character: char, form: AsciiForm, at: Span) {
        let start = self.begin_unit(character);
        if form.text.bytes().all(|it| it.is_ascii_alphanumeric()) {
            let kind = match form.style {
                Style::FullWidth => Kind::FullWidth,
                Style::Confusable => Kind::Confusable(Script::of(character)),
                Style::Ordinary | Style::Circled | Style::Styled | Style::Raised => Kind::Latin,
            };
            let range = (start, start + form.text.len() as u32);
            self.words.folded(kind, form.text, range, &self.folded.text);
        } else {
            self.words.close(&mut self.folded.traces);
        }
        let stride = if form.text.len() == 1 {
            Stride::of_one(at.len())
        } else {
            Stride::Whole
        };
        self.push(form.text, at, stride);
        match form.style {
            Style::Circled => self.trace_last(Disguise::Circled),
            Style::Styled | Style::Raised => self.trace_last(Disguise::Styled),
            Style::Ordinary | Style::Confusable | Style::FullWidth => {}
        }
    }

    /// Writes a character that has no ASCII form: its lower case without accents.
    fn keep(&mut self, character: char, at: Span) {
        let kept = settled(character);
        if kept != character
            && let Some(form) = ascii_form(kept)
        {
            self.replace(character, form, at);
            return;
        }
        if kept.is_alphanumeric() {
            self.words.foreign(Script::of(kept), &self.folded.text);
        } else {
            self.words.close(&mut self.folded.traces);
        }
        self.begin_unit(character);
        let stride = if kept.len_utf8() == at.len() {
            Stride::Bytes(1)
        } else {
            Stride::Whole
        };
        self.push(kept.encode_utf8(&mut [0; 4]), at, stride);
    }

    /// Notes that a unit of `character` is written next, and tells where.
    fn begin_unit(&mut self, character: char) -> u32 {
        let start = self.written();
        self.base = Base {
            character,
            start,
            marks: None,
        };
        start
    }

    /// Writes `text` in lower case for what stands at `original`.
    fn push(&mut self, text: &str, original: Span, stride: Stride) {
        let written = self.folded.text.len();
        self.folded.text.push_str(text);
        if let Some(tail) = self.folded.text.get_mut(written..) {
            tail.make_ascii_lowercase();
        }
        self.folded.map.push(text.len() as u32, original, stride);
    }

    /// Notes `disguise` on the last unit.
    fn trace_last(&mut self, disguise: Disguise) {
        let end = self.written();
        self.folded.traces.push(self.base.start, end, disguise);
    }

    fn written(&self) -> u32 {
        self.folded.text.len() as u32
    }

    fn ends_in_space(&self) -> bool {
        self.folded.text.ends_with(' ')
    }
}

/// Bytes of the unit that begins `rest` with `character`: ASCII white space is taken a run at a time.
fn unit_len(character: char, rest: &str) -> usize {
    let run = rest
        .bytes()
        .take_while(|it| matches!(it, b' ' | b'\t'..=b'\r'))
        .count();
    run.max(character.len_utf8())
}

fn is_regional_indicator(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

/// The scripts besides Latin that have case, Greek and Cyrillic, but for the marks between them.
const CASED: std::ops::RangeInclusive<char> = '\u{370}'..='\u{52F}';

fn is_cased_script(character: char) -> bool {
    CASED.contains(&character) && !is_removable_mark(character)
}

/// What [`settle`] finds, remembered for the scripts of which texts are full.
fn settled(character: char) -> char {
    static SETTLED: OnceLock<Vec<char>> = OnceLock::new();
    if !CASED.contains(&character) {
        return settle(character);
    }
    let known = SETTLED.get_or_init(|| CASED.map(settle).collect());
    let place = character as usize - *CASED.start() as usize;
    known.get(place).copied().unwrap_or(character)
}

/// The lower case of `character` without accents, applied until nothing changes.
fn settle(character: char) -> char {
    let mut settled = character;
    // Each step reaches its end at once in all of Unicode but a few letters, which take two.
    for _ in 0..4 {
        let next = without_accents(simple_lower_case(settled));
        if next == settled || ascii_form(next).is_some() {
            return next;
        }
        settled = next;
    }
    settled
}

/// The lower case of `character` if it is one character.
fn simple_lower_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}

/// The base of `character` if it is one character with nothing but removable marks on it.
fn without_accents(character: char) -> char {
    if matches!(character, '\u{AC00}'..='\u{D7A3}') {
        return character;
    }
    let mut base = None;
    let mut is_composed = true;
    decompose_canonical(character, |part| {
        if base.is_none() {
            base = Some(part);
        } else {
            is_composed &= is_removable_mark(part);
        }
    });
    base.filter(|_| is_composed).unwrap_or(character)
}

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// The end of the stretch at `at` that is copied as it is: printable ASCII without a space after a
/// space. The first bytes are judged one by one, since stretches between accented letters are short;
/// then whole blocks without a branch for each byte, which compilers turn into vector instructions.
fn plain_end(bytes: &[u8], at: usize, after_space: bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let (head, tail) = rest.split_at(rest.len().min(BLOCK / 2));
    let (mut plain, mut after_space) = plain_len(head, after_space);
    if plain < head.len() {
        return at + plain;
    }
    for block in tail.chunks_exact(BLOCK) {
        if !is_plain(block, after_space) {
            break;
        }
        after_space = block.last() == Some(&b' ');
        plain += BLOCK;
    }
    let left = rest.get(plain..).unwrap_or_default();
    at + plain + plain_len(left, after_space).0
}

/// How many bytes at the start of `bytes` are copied as they are, and whether the last of them is a
/// space.
fn plain_len(bytes: &[u8], mut after_space: bool) -> (usize, bool) {
    for (at, &byte) in bytes.iter().enumerate() {
        if !is_printable(byte) || (after_space && byte == b' ') {
            return (at, after_space);
        }
        after_space = byte == b' ';
    }
    (bytes.len(), after_space)
}

fn is_plain(block: &[u8], after_space: bool) -> bool {
    let odd = block
        .iter()
        .fold(0, |odd, &it| odd | u8::from(!is_printable(it)));
    let following = block.iter().skip(1);
    // Two bytes are both spaces if neither differs from a space in any bit.
    let doubled = block
        .iter()
        .zip(following)
        .fold(0, |doubled, (&it, &next)| {
            doubled | u8::from(((it ^ b' ') | (next ^ b' ')) == 0)
        });
    odd | doubled == 0 && !(after_space && block.first() == Some(&b' '))
}

fn is_printable(byte: u8) -> bool {
    byte.wrapping_sub(b' ') <= b'~' - b' '
}
