//! Runs of digit groups: what stands together closely enough to be one number.
//!
//! A group is a word of digits, of digits and letters that pass for digits (`8OO`), or a spelled digit;
//! a run is groups with nothing but separators between them. Which part of a run is a number is
//! decided later: this only collects.

use text::Span;

use super::spelled::{self, Spelled};
use crate::reading::{Reading, has_empty_line};
use crate::words::{Shape, Word};

/// Groups in one run at most; a longer row is a table or hostile, and is read in pieces.
const MAX_GROUPS: usize = 64;
/// Digits of one run at most.
const MAX_DIGITS: usize = 256;

/// Groups that may belong to one number.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The digits of all groups.
    pub(super) digits: String,
    pub(super) groups: Vec<Group>,
    /// What stands between a group and the one before it; that of the first is empty.
    pub(super) gaps: Vec<Gap>,
}

/// One group of digits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    /// Bytes of the folded text.
    pub(super) span: Span,
    /// Where its digits stand in those of the run.
    pub(super) digits: (u32, u32),
    /// First word, and one past the last.
    pub(super) words: (u32, u32),
    /// Holds letters that pass for digits.
    pub(super) letters: bool,
    /// Holds no true digit.
    pub(super) only_letters: bool,
    /// Spelled as a word.
    pub(super) spelled: bool,
    /// A word is glued to its front.
    pub(super) glued_before: bool,
    /// A word is glued to its end.
    pub(super) glued_after: bool,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gap {
    pub(super) space: bool,
    pub(super) hyphen: bool,
    pub(super) dot: bool,
    pub(super) slash: bool,
    pub(super) open: bool,
    pub(super) close: bool,
    /// Separators that nobody writes in a number.
    pub(super) odd: bool,
    /// A comma: only between spelled digits.
    pub(super) comma: bool,
    /// A word stands there that leads on to the next group.
    pub(super) led_on: bool,
    pub(super) line_break: bool,
    /// Separators that are not white space.
    pub(super) signs: u8,
}

impl Gap {
    /// Whether nothing separates the groups but signs.
    pub(super) fn is_tight(self) -> bool {
        !self.space
    }
}

/// Calls `visit` with each run of `reading` that has at least `least` digits. Words for which `taken`
/// holds are left out.
pub(super) fn runs(
    reading: &Reading,
    least: usize,
    taken: impl Fn(u32) -> bool,
    mut visit: impl FnMut(&Run),
) {
    let mut builder = Builder::new(reading);
    for (at, word) in reading.words.iter().enumerate() {
        let at = at as u32;
        let is_taken = taken(at);
        let was_empty = builder.is_empty();
        if is_taken || !builder.take(at, word) {
            builder.finish(least, &mut visit);
            // What begins no run when there is none does not begin one now.
            if !is_taken && !was_empty {
                builder.take(at, word);
            }
        }
    }
    builder.finish(least, &mut visit);
}

struct Builder<'r, 't> {
    reading: &'r Reading<'t>,
    run: Run,
    /// The next digit counts so many times (`double`), and where that was said.
    repeat: Option<(usize, u32, Span)>,
    /// The last group is a multiple of ten whose zero a digit may replace.
    tens: bool,
    /// The run cannot go on after its last group.
    closed: bool,
    /// Where a word ended that leads on to the next group (`then`).
    bridge: Option<u32>,
}

impl<'r, 't> Builder<'r, 't> {
    fn new(reading: &'r Reading<'t>) -> Self {
        Self {
            reading,
            run: Run::default(),
            repeat: None,
            tens: false,
            closed: false,
            bridge: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.run.groups.is_empty() && self.repeat.is_none()
    }

    /// Hands the run on and starts anew.
    fn finish(&mut self, least: usize, visit: &mut impl FnMut(&Run)) {
        if self.run.digits.len() >= least {
            visit(&self.run);
        }
        self.run.digits.clear();
        self.run.groups.clear();
        self.run.gaps.clear();
        self.repeat = None;
        self.tens = false;
        self.closed = false;
        self.bridge = None;
    }

    /// Whether `word` continues the run (or begins one).
    fn take(&mut self, at: u32, word: &Word) -> bool {
        let text = word.of(self.reading.text());
        if word.shape == Shape::Letters && !may_be_digits(text) {
            return false;
        }
        let empty = self.is_empty();
        let gap = if empty {
            Gap::default()
        } else {
            match self.gap_before(word) {
                Some(gap) if self.has_room() => gap,
                _ => return false,
            }
        };
        match word.shape {
            Shape::Digits => {
                let glued = Group {
                    glued_before: self.touches(at.checked_sub(1), Side::End(word.start)),
                    glued_after: self.touches(Some(at + 1), Side::Start(word.end)),
                    ..Group::default()
                };
                self.push(at, word, gap, text, glued);
                true
            }
            Shape::Mixed => self.take_mixed(at, word, gap, text),
            Shape::Letters => self.take_letters(at, word, gap, text, empty),
        }
    }

    /// Whether the word with this number touches the digits.
    fn touches(&self, word: Option<u32>, side: Side) -> bool {
        let word = word.and_then(|it| self.reading.words.get(it as usize));
        word.is_some_and(|it| match side {
            Side::End(at) => it.end == at,
            Side::Start(at) => it.start == at,
        })
    }

    fn has_room(&self) -> bool {
        !self.closed && self.run.groups.len() < MAX_GROUPS && self.run.digits.len() < MAX_DIGITS
    }

    fn gap_before(&self, word: &Word) -> Option<Gap> {
        let end = match (self.repeat, self.bridge) {
            (Some((_, _, span)), _) => span.end,
            (None, Some(end)) => end,
            (None, None) => self.run.groups.last()?.span.end,
        };
        let mut gap = gap(self.reading, end, word.start)?;
        gap.odd |= self.bridge.is_some();
        gap.led_on = self.bridge.is_some();
        Some(gap)
    }

    /// Digits with letters: look-alikes, or an extension.
    fn take_mixed(&mut self, at: u32, word: &Word, gap: Gap, text: &str) -> bool {
        let mut digits = [0_u8; 24];
        if let Some(digits) = as_digits(text, &mut digits) {
            let letters = Group {
                letters: true,
                ..Group::default()
            };
            self.push(at, word, gap, digits, letters);
            return true;
        }
        let leading = text.bytes().take_while(u8::is_ascii_digit).count();
        let (head, tail) = text.split_at(leading);
        if leading >= 4 && is_extension(tail) {
            let part = Word {
                end: word.start + leading as u32,
                ..*word
            };
            self.push(at, &part, gap, head, Group::default());
            self.closed = true;
            return true;
        }
        false
    }

    /// Spelled digits, and letters that pass for digits.
    fn take_letters(&mut self, at: u32, word: &Word, gap: Gap, text: &str, empty: bool) -> bool {
        if let Some(meaning) = spelled::meaning(text) {
            return self.take_spelled(at, word, gap, meaning, empty);
        }
        let mut digits = [0_u8; 24];
        let Some(digits) = as_digits(text, &mut digits) else {
            return false;
        };
        // After a full stop it is an article: "… 0147. O atendente".
        if empty && !follows_plus(self.reading, word) || gap.dot && gap.space {
            return false;
        }
        let letters = Group {
            letters: true,
            only_letters: true,
            ..Group::default()
        };
        self.push(at, word, gap, digits, letters);
        true
    }

    fn take_spelled(
        &mut self,
        at: u32,
        word: &Word,
        gap: Gap,
        meaning: Spelled,
        empty: bool,
    ) -> bool {
        let spelled = Group {
            spelled: true,
            ..Group::default()
        };
        match meaning {
            Spelled::Digits(digits) => {
                if self.tens && digits.len() == 1 && digits != "0" && !gap.comma {
                    self.run.digits.pop();
                    self.extend_last(at, word, digits);
                    self.tens = false;
                } else if let Some(sum) = self.french_sum(digits).filter(|_| !gap.comma) {
                    self.run.digits.truncate(self.run.digits.len() - 2);
                    self.extend_last(at, word, sum);
                    self.tens = false;
                } else {
                    self.push(at, word, gap, digits, spelled);
                }
            }
            Spelled::Tens(digits) => {
                // `soixante-dix`, to which `huit` may follow.
                if let Some(sum) = self.french_sum(digits).filter(|_| !gap.comma) {
                    self.run.digits.truncate(self.run.digits.len() - 2);
                    self.extend_last(at, word, sum);
                } else {
                    self.push(at, word, gap, digits, spelled);
                }
                self.tens = true;
            }
            Spelled::Repeat(times) => {
                if self.repeat.is_some() {
                    return false;
                }
                let span = Span {
                    start: word.start,
                    end: word.end,
                };
                self.repeat = Some((times, at, span));
            }
            Spelled::Hundred => {
                let single = self
                    .run
                    .groups
                    .last()
                    .is_some_and(|it| it.digits.1 == it.digits.0 + 1 && it.words.1 == at);
                if !single {
                    return false;
                }
                self.extend_last(at, word, "00");
            }
            Spelled::Within(digits) => {
                // After a full stop it is an article: "… 1473. Een medewerker".
                if empty || gap.dot && gap.space {
                    return false;
                }
                if self.tens && digits.len() == 1 && !gap.comma {
                    self.run.digits.pop();
                    self.extend_last(at, word, digits);
                    self.tens = false;
                } else {
                    self.push(at, word, gap, digits, spelled);
                }
            }
            Spelled::Then => {
                if self.run.groups.is_empty() || self.repeat.is_some() {
                    return false;
                }
                self.bridge = Some(word.end);
                self.tens = false;
            }
            Spelled::And => {
                if self.tens {
                    self.extend_last(at, word, "");
                } else if !empty && self.leads_on(at + 1) {
                    self.bridge = Some(word.end);
                } else {
                    return false;
                }
            }
            Spelled::Vingt => {
                let after_four = self.run.digits.ends_with('4')
                    && !gap.comma
                    && self.run.groups.last().is_some_and(|it| {
                        it.spelled && it.digits.1 == it.digits.0 + 1 && it.words.1 == at
                    });
                if after_four {
                    self.run.digits.pop();
                    self.extend_last(at, word, "80");
                } else {
                    self.push(at, word, gap, "20", spelled);
                }
                self.tens = true;
            }
        }
        true
    }

    /// Whether the word with this number leads on to a further group: "and finally 9178".
    fn leads_on(&self, word: u32) -> bool {
        let word = self.reading.words.get(word as usize);
        let text = word.map(|it| it.of(self.reading.text()));
        text.is_some_and(|it| spelled::meaning(it) == Some(Spelled::Then))
    }

    /// French counts on from sixty and eighty: `soixante-dix`, `quatre-vingt-onze`.
    fn french_sum(&self, digits: &str) -> Option<&'static str> {
        const SEVENTIES: [&str; 10] = ["70", "71", "72", "73", "74", "75", "76", "77", "78", "79"];
        const NINETIES: [&str; 10] = ["90", "91", "92", "93", "94", "95", "96", "97", "98", "99"];
        let sums = match () {
            () if !self.tens => return None,
            () if self.run.digits.ends_with("60") => SEVENTIES,
            () if self.run.digits.ends_with("80") => NINETIES,
            () => return None,
        };
        let unit: usize = digits
            .strip_prefix('1')
            .filter(|it| it.len() == 1)?
            .parse()
            .ok()?;
        sums.get(unit).copied()
    }

    /// Lets the last group go on with `digits` up to the end of `word`.
    fn extend_last(&mut self, at: u32, word: &Word, digits: &str) {
        self.run.digits.push_str(digits);
        let end = self.run.digits.len() as u32;
        if let Some(last) = self.run.groups.last_mut() {
            last.span.end = word.end;
            last.words.1 = at + 1;
            last.digits.1 = end;
            last.spelled = true;
        }
    }

    fn push(&mut self, at: u32, word: &Word, gap: Gap, digits: &str, traits: Group) {
        let start = self.run.digits.len() as u32;
        let repeat = self.repeat.take();
        for _ in 0..repeat.map_or(1, |it| if digits.len() == 1 { it.0 } else { 1 }) {
            self.run.digits.push_str(digits);
        }
        self.run.groups.push(Group {
            span: Span {
                start: repeat.map_or(word.start, |it| it.2.start),
                end: word.end,
            },
            digits: (start, self.run.digits.len() as u32),
            words: (repeat.map_or(at, |it| it.1), at + 1),
            spelled: traits.spelled || repeat.is_some(),
            ..traits
        });
        self.bridge = None;
        let first = self.run.gaps.is_empty();
        self.run.gaps.push(if first { Gap::default() } else { gap });
        self.tens = false;
    }
}

/// The side of a word that touches digits, and where.
#[derive(Clone, Copy)]
enum Side {
    Start(u32),
    End(u32),
}

/// A quick look before the costly ones: may a word of letters stand for digits?
fn may_be_digits(word: &str) -> bool {
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'l' | b'i') => bytes.len() <= 3 || matches!(word, "luego" | "infine"),
        Some(b'j' | b'k') => ["jed", "kah", "kak", "ket", "kil", "kol", "kuu", "kym"]
            .iter()
            .any(|it| word.starts_with(it)),
        Some(
            b'o' | b'z' | b't' | b'f' | b's' | b'e' | b'n' | b'd' | b'h' | b'u' | b'q' | b'c'
            | b'v' | b'a' | b'm' | b'y' | b'p',
        ) => bytes.len() <= spelled::LONGEST,
        _ => false,
    }
}

/// The digits for which `word` passes, if each of its characters does.
fn as_digits<'b>(word: &str, buffer: &'b mut [u8; 24]) -> Option<&'b str> {
    if word.len() > buffer.len() {
        return None;
    }
    let letters_only = !word.bytes().any(|it| it.is_ascii_digit());
    if letters_only && word.len() > 4 {
        return None;
    }
    let mut digits = 0;
    for (from, to) in word.bytes().zip(buffer.iter_mut()) {
        *to = match from {
            b'0'..=b'9' => from,
            b'o' => b'0',
            b'l' | b'i' => b'1',
            b's' if !letters_only => b'5',
            b'b' if !letters_only => b'8',
            b'z' if !letters_only => b'2',
            _ => return None,
        };
        digits += usize::from(from.is_ascii_digit());
    }
    if !letters_only && digits * 2 < word.len() && word.len() > 4 {
        return None;
    }
    std::str::from_utf8(buffer.get(..word.len())?).ok()
}

/// `x12`, `ext5`.
fn is_extension(text: &str) -> bool {
    let rest = text.strip_prefix("ext").or_else(|| text.strip_prefix('x'));
    rest.is_some_and(|it| it.len() <= 6 && it.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a plus sign stands before `word`.
fn follows_plus(reading: &Reading, word: &Word) -> bool {
    let before = reading.before(word.start, 4);
    before.trim_end_matches([' ', '(']).ends_with('+')
}

/// What stands between `start` and `end`, unless it ends a run.
fn gap(reading: &Reading, start: u32, end: u32) -> Option<Gap> {
    let text = reading.slice(start, end);
    if text.len() > 24 {
        return None;
    }
    let span = Span { start, end };
    let mut gap = Gap::default();
    for next in text.chars() {
        gap.signs = gap.signs.saturating_add(u8::from(next != ' '));
        match next {
            ' ' | '\n' | '\t' => gap.space = true,
            // A negative number: " -26.23".
            '-' if text.ends_with(" -") && !reading.folded.line_break_within(span) => return None,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => gap.hyphen = true,
            '.' => gap.dot = true,
            '/' => gap.slash = true,
            '(' | '[' => gap.open = true,
            ')' | ']' => gap.close = true,
            '+' if gap.space => return None,
            ',' if text == ", " => gap.comma = true,
            ','
            | ';'
            | ':'
            | '='
            | '<'
            | '>'
            | '"'
            | '#'
            | '@'
            | '&'
            | '%'
            | '$'
            | '!'
            | '?'
            | '\\'
            | '^'
            | '\''
            | '\u{a2}'..='\u{a5}'
            | '\u{b0}'
            | '\u{d7}'
            | '\u{20a0}'..='\u{20cf}' => return None,
            _ => gap.odd = true,
        }
    }
    if gap.signs > 4 {
        return None;
    }
    // "1 .. 762": a stop behind a space ends nothing.
    gap.odd |= gap.dot && text.starts_with(' ');
    gap.line_break = gap.space && reading.folded.line_break_within(span);
    if gap.line_break && has_empty_line(reading.written(span)) {
        return None;
    }
    Some(gap)
}
