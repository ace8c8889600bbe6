//! A folded text and the way back from it.

use crate::Span;
use crate::disguise::{Disguises, Traces};
use crate::offset_map::OffsetMap;

/// A folded text with its way back to the text as written. Made by [`fold`](crate::fold()).
#[derive(Debug, Clone, Default)]
pub struct Folded {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
    pub(crate) traces: Traces,
    /// Offsets in the folded text of the spaces that stand for a line break, ascending.
    pub(crate) line_breaks: Vec<u32>,
}

impl Folded {
    /// The folded text: lower case, ASCII where a character has an ASCII look-alike or base letter,
    /// without invisible characters, runs of white space as one space.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the original text that `span` of the folded text came from: from the first byte
    /// of its first character to the last byte of its last, marks on it included, without what was
    /// removed before the first and after the last.
    pub fn original(&self, span: Span) -> Span {
        self.map.original(self.widen(span))
    }

    /// The span of the folded text that `original` of the text as written became.
    pub fn folded_span(&self, original: Span) -> Span {
        self.widen(self.map.folded(original))
    }

    /// The disguises that were removed within `span` of the folded text. What was removed exactly
    /// at an edge of the span does not count.
    pub fn disguises(&self, span: Span) -> Disguises {
        self.traces.within(span)
    }

    /// Whether a space within `span` of the folded text stands for a line break.
    pub fn line_break_within(&self, span: Span) -> bool {
        let next = self.line_breaks.partition_point(|it| *it < span.start);
        self.line_breaks.get(next).is_some_and(|it| *it < span.end)
    }

    /// `span` cut to the text and widened to character boundaries.
    fn widen(&self, span: Span) -> Span {
        let length = self.text.len();
        let start = (span.start as usize).min(length);
        let end = (span.end as usize).clamp(start, length);
        Span::new(
            self.text.floor_char_boundary(start),
            self.text.ceil_char_boundary(end),
        )
    }
}
