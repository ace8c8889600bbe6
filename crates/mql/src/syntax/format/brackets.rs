//! Layout of what is wide: chains, arguments, clauses, lists of values.

use text::Span;

use super::Printer;
use crate::syntax::ast::{Argument, Expr, Haystack};
use crate::syntax::doc::Doc;

/// Something that begins somewhere.
pub(super) trait Starts {
    fn start(&self) -> u32;
}

impl Starts for Expr<'_> {
    fn start(&self) -> u32 {
        self.span.start
    }
}

impl Starts for Argument<'_> {
    fn start(&self) -> u32 {
        self.keyword
            .map_or(self.value.span.start, |it| it.span.start)
    }
}

impl Printer<'_, '_> {
    /// Operands with `word` before all but the first.
    pub(super) fn chain(&mut self, operands: &[Expr<'_>], word: &'static str) {
        self.grouped(|printer| {
            for (index, operand) in operands.iter().enumerate() {
                if index > 0 {
                    printer.next_line(operand.span.start);
                    printer.text(word);
                }
                printer.grouped(|printer| printer.expr(operand));
            }
        });
    }

    /// `open`, the items separated by commas, `close`; `span` is that of the whole expression, which
    /// ends with the closing bracket.
    pub(super) fn bracketed<T: Starts>(
        &mut self,
        open: &'static str,
        items: &[T],
        close: &'static str,
        span: Span,
        print: impl Fn(&mut Self, &T),
    ) {
        self.grouped(|printer| {
            printer.text(open);
            let outer = std::mem::take(&mut printer.docs);
            for (index, item) in items.iter().enumerate() {
                if index == 0 {
                    printer.docs.push(Doc::SoftLine);
                    printer.lead(item.start());
                } else {
                    printer.text(",");
                    printer.next_line(item.start());
                }
                printer.grouped(|printer| print(printer, item));
            }
            printer.comments_before_close(span);
            let inner = std::mem::replace(&mut printer.docs, outer);
            printer.docs.push(Doc::Indent(inner));
            printer.docs.push(Doc::SoftLine);
            printer.text(close);
            printer.trail(span.end);
        });
    }

    pub(super) fn haystack(&mut self, haystack: &Haystack<'_>, span: Span) {
        match haystack {
            Haystack::Array(array) => self.expr(array),
            Haystack::Values(values) => self.bracketed("(", values, ")", span, Self::expr),
        }
    }

    /// The closing bracket of a subscript.
    pub(super) fn end_bracket(&mut self, span: Span, close: &'static str) {
        self.lead(span.end.saturating_sub(1));
        self.text(close);
        self.trail(span.end);
    }

    /// Goes to the next line (if the group breaks) and places what stands before `start`.
    fn next_line(&mut self, start: u32) {
        self.docs.push(Doc::Line);
        let next = self.next_thing(start);
        self.keep_blank_line(next);
        // The empty line is kept already, so the comment must not ask for it again.
        self.last_end = next;
        self.lead(start);
    }

    fn comments_before_close(&mut self, span: Span) {
        let close = span.end.saturating_sub(1);
        if self.next_thing(close) < close {
            self.docs.push(Doc::HardLine);
            self.lead(close);
        }
    }
}
