//! The one folding. (Signatures fixed; the implementation is in progress.)

use crate::Span;

/// One way in which a text was written so that people read it and filters do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Disguise {
    /// Zero-width, soft-hyphen, variation-selector, tag, bidi and other format characters.
    Invisible,
    /// Combining marks over letters or digits (beyond an ordinary accent).
    Combining,
    /// Letters or digits of another script that look like ASCII.
    Confusable,
    /// Circled, parenthesised, squared digits or letters.
    Circled,
    /// Mathematical bold, italic, double-struck and similar styles.
    Styled,
    /// Full-width forms.
    FullWidth,
}

/// A small set of [`Disguise`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Disguises(u8);

impl Disguises {
    /// Adds `disguise`.
    pub fn insert(&mut self, disguise: Disguise) {
        self.0 |= 1 << disguise as u8;
    }

    /// Whether `disguise` is in the set.
    pub fn contains(self, disguise: Disguise) -> bool {
        self.0 & (1 << disguise as u8) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A folded text with its way back to the text as written.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    text: String,
}

impl Folded {
    /// The folded text: lower case, ASCII where a character has an ASCII look-alike or base letter,
    /// without invisible characters, runs of white space as one space.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the original text that `span` of the folded text came from.
    pub fn original(&self, span: Span) -> Span {
        span
    }

    /// The span of the folded text that `original` of the text as written became.
    pub fn folded_span(&self, original: Span) -> Span {
        original
    }

    /// Whether a space within `span` of the folded text stands for a line break.
    pub fn line_break_within(&self, _span: Span) -> bool {
        false
    }

    /// The disguises that were removed within `span` of the folded text.
    pub fn disguises(&self, _span: Span) -> Disguises {
        Disguises::default()
    }
}

/// Folds `text`.
pub fn fold(text: &str) -> Folded {
    Folded {
        text: text.to_lowercase(),
    }
}
