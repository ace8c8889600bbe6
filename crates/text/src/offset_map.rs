//! The way between offsets of a folded text and offsets of the text as written.
//!
//! A text is a sequence of *units*: what one character (with the marks removed from it) became.
//! Only the places are stored where the way of counting changes, and they are found by binary
//! search, so that a plain text costs nothing and a long one little.

use crate::Span;

/// How the units from one breakpoint to the next count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stride {
    /// Each folded byte stands for so many bytes of the text as written. One is a copy.
    Bytes(u8),
    /// The whole stretch is a single unit.
    Whole,
}

impl Stride {
    /// The stride of one folded byte that stands for `original` bytes.
    pub(crate) fn of_one(original: usize) -> Self {
        u8::try_from(original).map_or(Self::Whole, Self::Bytes)
    }
}

/// Where a new way of counting begins.
#[derive(Debug, Clone, Copy)]
struct Breakpoint {
    /// Offset in the folded text.
    folded: u32,
    /// Where the unit before it ends in the text as written.
    before: u32,
    /// Where the unit after it begins; what lies between was removed.
    after: u32,
    stride: Stride,
}

impl Breakpoint {
    /// Where the unit that holds the folded offset `at` begins in the text as written.
    fn original(&self, at: u32) -> u32 {
        match self.stride {
            Stride::Bytes(stride) => self.after + (at - self.folded) * u32::from(stride),
            Stride::Whole => self.after,
        }
    }
}

/// The map itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct OffsetMap {
    breakpoints: Vec<Breakpoint>,
    /// Length of the folded text.
    folded_end: u32,
    /// Where the last unit ends in the text as written.
    original_end: u32,
}

impl OffsetMap {
    /// Appends `folded` bytes that stand for `original` of the text as written.
    pub(crate) fn push(&mut self, folded: u32, original: Span, stride: Stride) {
        let continues = stride != Stride::Whole
            && self.breakpoints.last().is_some_and(|last| {
                last.stride == stride
                    && self.original_end == original.start
                    && last.original(self.folded_end) == original.start
            });
        if !continues {
            self.breakpoints.push(Breakpoint {
                folded: self.folded_end,
                before: self.original_end,
                after: original.start,
                stride,
            });
        }
        self.folded_end += folded;
        self.original_end = original.end;
    }

    /// Lets the last unit reach to `end` of the text as written: marks were removed from it.
    pub(crate) fn extend_last(&mut self, end: u32) {
        self.original_end = end;
    }

    /// The span of the text as written that became `span`, which lies on character boundaries.
    pub(crate) fn original(&self, span: Span) -> Span {
        let start = self.original_start(span.start);
        let end = if span.is_empty() {
            start
        } else {
            self.original_end_of(span.end).max(start)
        };
        Span { start, end }
    }

    fn original_start(&self, at: u32) -> u32 {
        if at >= self.folded_end {
            return self.original_end;
        }
        let next = self.breakpoints.partition_point(|it| it.folded <= at);
        self.breakpoint_before(next).map_or(0, |it| it.original(at))
    }

    fn original_end_of(&self, at: u32) -> u32 {
        if at >= self.folded_end {
            return self.original_end;
        }
        let next = self.breakpoints.partition_point(|it| it.folded < at);
        match (self.breakpoint_before(next), self.breakpoints.get(next)) {
            (_, Some(following)) if following.folded == at => following.before,
            (Some(own), following) if own.stride == Stride::Whole => {
                following.map_or(self.original_end, |it| it.before)
            }
            (Some(own), _) => own.original(at),
            (None, _) => 0,
        }
    }

    /// The span of the folded text that `span` of the text as written became, before it is widened
    /// to character boundaries.
    pub(crate) fn folded(&self, span: Span) -> Span {
        let start = self.folded_offset(span.start, false);
        let end = self.folded_offset(span.end, true).max(start);
        Span {
            start,
            end: if span.is_empty() { start } else { end },
        }
    }

    /// The folded offset of `at`; within a unit its end if `up`, else its start.
    fn folded_offset(&self, at: u32, up: bool) -> u32 {
        if at >= self.original_end {
            return self.folded_end;
        }
        // The breakpoint whose stretch holds the byte at `at`, or before `at` when looking for an end.
        let next = self
            .breakpoints
            .partition_point(|it| it.after < at || (!up && it.after == at));
        let Some(own) = self.breakpoint_before(next) else {
            return 0;
        };
        let (next_folded, own_end) = self
            .breakpoints
            .get(next)
            .map_or((self.folded_end, self.original_end), |it| {
                (it.folded, it.before)
            });
        if at >= own_end {
            return next_folded;
        }
        let within = at - own.after;
        let folded = match own.stride {
            Stride::Whole if up && within > 0 => next_folded,
            Stride::Whole => own.folded,
            Stride::Bytes(stride) if up => own.folded + within.div_ceil(u32::from(stride)),
            Stride::Bytes(stride) => own.folded + within / u32::from(stride),
        };
        folded.min(next_folded)
    }

    fn breakpoint_before(&self, next: usize) -> Option<&Breakpoint> {
        next.checked_sub(1).and_then(|it| self.breakpoints.get(it))
    }

    /// How many places are stored.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.breakpoints.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `ab`, then three invisible bytes, then `ж` folded to one byte twice, then `æ` folded to two.
    fn map() -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push(2, Span::new(0, 2), Stride::Bytes(1));
        map.push(1, Span::new(5, 7), Stride::Bytes(2));
        map.push(1, Span::new(7, 9), Stride::Bytes(2));
        map.push(2, Span::new(9, 11), Stride::Whole);
        map
    }

    #[test]
    fn spans_lead_back_without_what_was_removed_around_them() {
        let map = map();
        let original = |start, end| map.original(Span::new(start, end));
        assert_eq!(original(0, 2), Span::new(0, 2));
        assert_eq!(original(1, 3), Span::new(1, 7));
        assert_eq!(original(2, 4), Span::new(5, 9));
        assert_eq!(original(4, 5), Span::new(9, 11));
        assert_eq!(original(5, 6), Span::new(9, 11));
        assert_eq!(original(6, 6), Span::new(11, 11));
    }

    #[test]
    fn spans_lead_forward_to_every_unit_they_touch() {
        let map = map();
        let folded = |start, end| map.folded(Span::new(start, end));
        assert_eq!(folded(0, 1), Span::new(0, 1));
        assert_eq!(folded(2, 5), Span::new(2, 2));
        assert_eq!(folded(1, 6), Span::new(1, 3));
        assert_eq!(folded(8, 10), Span::new(3, 6));
        assert_eq!(folded(0, 99), Span::new(0, 6));
    }

    #[test]
    fn even_stretches_need_one_breakpoint() {
        let mut map = OffsetMap::default();
        for at in 0..1000_usize {
            map.push(1, Span::new(at * 2, at * 2 + 2), Stride::Bytes(2));
        }
        assert_eq!(map.len(), 1);
    }
}
