//! Numbers whose last digits are a word: `1-800-FLOWERS`, `1 888 GET-HELP`.
//!
//! Only toll-free numbers are written so, and only in capitals; the keypad turns the letters into
//! digits. Such a number is not hidden: everybody who can dial can read it.

use text::Span;

use crate::reading::Reading;
use crate::words::{Shape, Word};

/// Digits of the subscriber's part.
const SUBSCRIBER: usize = 7;

/// A number written with a word.
pub(super) struct Vanity {
    /// Its ten digits.
    pub(super) digits: String,
    pub(super) span: Span,
    /// First word, and one past the last.
    pub(super) words: (u32, u32),
    /// Whether the leading `1` is written.
    pub(super) lead: bool,
}

/// The number with a word that begins at word `at`, with `1` or with the code of a toll-free line.
pub(super) fn at(reading: &Reading, at: usize) -> Option<Vanity> {
    let first = reading.words.get(at)?;
    let text = first.of(reading.text());
    let (code_at, lead) = match text {
        "1" => (at + 1, true),
        _ => (at, false),
    };
    let code = reading.words.get(code_at)?;
    let code_text = code.of(reading.text());
    if code.shape != Shape::Digits || !is_toll_free(code_text) {
        return None;
    }
    if lead && !joins(reading, first, code) {
        return None;
    }
    let mut digits = String::from(code_text);
    let mut letters = 0;
    let mut previous = code;
    let mut end = code_at + 1;
    while digits.len() < code_text.len() + SUBSCRIBER {
        let word = reading.words.get(end)?;
        if !joins(reading, previous, word) {
            return None;
        }
        match word.shape {
            Shape::Digits => digits.push_str(word.of(reading.text())),
            Shape::Letters if is_capital(reading, word) => {
                letters += word.len();
                push_keypad(word.of(reading.text()), &mut digits)?;
            }
            _ => return None,
        }
        previous = word;
        end += 1;
    }
    if letters < 3 || previous.shape == Shape::Digits && digits.len() > code_text.len() + SUBSCRIBER
    {
        return None;
    }
    digits.truncate(code_text.len() + SUBSCRIBER);
    Some(Vanity {
        digits,
        span: reading.span_of(at, end),
        words: (at as u32, end as u32),
        lead,
    })
}

fn is_toll_free(code: &str) -> bool {
    matches!(
        code,
        "800" | "888" | "877" | "866" | "855" | "844" | "833" | "822"
    )
}

/// Whether a hyphen, a dot, a space or parentheses stand between the words, and nothing else.
fn joins(reading: &Reading, left: &Word, right: &Word) -> bool {
    let gap = reading.slice(left.end, right.start);
    matches!(gap, "-" | " " | "." | ") " | ")-" | ")" | " (" | "-(" | "(")
}

fn is_capital(reading: &Reading, word: &Word) -> bool {
    let span = Span {
        start: word.start,
        end: word.end,
    };
    let written = reading.written(span);
    word.len() >= 2 && written.bytes().all(|it| it.is_ascii_uppercase())
}

fn push_keypad(word: &str, digits: &mut String) -> Option<()> {
    for letter in word.bytes() {
        digits.push(match letter {
            b'a'..=b'c' => '2',
            b'd'..=b'f' => '3',
            b'g'..=b'i' => '4',
            b'j'..=b'l' => '5',
            b'm'..=b'o' => '6',
            b'p'..=b's' => '7',
            b't'..=b'v' => '8',
            b'w'..=b'z' => '9',
            _ => return None,
        });
    }
    Some(())
}
