//! From tree to text, with comments where they were.
//!
//! The layout is fixed: one line where it fits, else one operand, argument or clause a line,
//! indented by two. Text, order and parentheses stay as written, so reading the result gives the
//! same tree.

mod brackets;

use text::Span;

use super::ast::{ArithmeticOp, CompareOp, Expr, ExprKind, Name};
use super::doc::{Doc, render};
use super::parser::Parsed;

/// Formats the program in `source`, which was read as `parsed`. A text with mistakes is not
/// formatted: `None`.
pub fn format(source: &str, parsed: &Parsed<'_>) -> Option<String> {
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut printer = Printer {
        source,
        comments: &parsed.comments,
        last_end: 0,
        docs: Vec::new(),
    };
    printer.lead(parsed.expr.span.start);
    printer.expr(&parsed.expr);
    printer.rest();
    Some(render(&Doc::group(printer.docs)))
}

struct Printer<'p, 's> {
    source: &'s str,
    /// Comments that are still to be placed.
    comments: &'p [Span],
    /// The end of what was printed last.
    last_end: u32,
    docs: Vec<Doc<'s>>,
}

impl<'s> Printer<'_, 's> {
    fn expr(&mut self, expr: &Expr<'_>) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Error
            | ExprKind::Literal(_)
            | ExprKind::List(_)
            | ExprKind::Root(_)
            | ExprKind::Element { .. } => self.token(span),
            ExprKind::Field { base, name } => self.field(base, name),
            ExprKind::Subscript { base, index } => {
                self.expr(base);
                self.text("[");
                self.expr(index);
                self.end_bracket(span, "]");
            }
            ExprKind::Slice { base, from, to } => {
                self.slice(base, from.as_deref(), to.as_deref(), span);
            }
            ExprKind::Call {
                name_span,
                name,
                arguments,
            } => {
                self.lead(name_span.start);
                self.docs.push(Doc::text(name.clone().into_owned()));
                self.trail(name_span.end);
                self.bracketed("(", arguments, ")", span, |printer, argument| {
                    if let Some(keyword) = argument.keyword {
                        printer.token(keyword.span);
                        printer.text("=");
                    }
                    printer.expr(&argument.value);
                });
            }
            ExprKind::Array(items) => self.bracketed("[", items, "]", span, Self::expr),
            ExprKind::Paren(inner) => {
                self.lead(span.start);
                self.bracketed("(", std::slice::from_ref(&**inner), ")", span, Self::expr);
            }
            ExprKind::Not(operand) => self.prefixed("not ", operand, span),
            ExprKind::Negate(operand) => self.prefixed("-", operand, span),
            ExprKind::And(operands) => self.chain(operands, "and "),
            ExprKind::Or(operands) => self.chain(operands, "or "),
            ExprKind::Of {
                threshold_span,
                clauses,
                ..
            } => {
                self.token(*threshold_span);
                self.text(" of ");
                self.bracketed("(", clauses, ")", span, Self::expr);
            }
            ExprKind::Arithmetic { op, left, right } => {
                self.joined(left, arithmetic_text(*op), right);
            }
            ExprKind::Compare {
                op, left, right, ..
            } => self.joined(left, compare_text(*op), right),
            ExprKind::Range {
                low,
                low_strict,
                middle,
                high_strict,
                high,
            } => {
                let op = |strict| if strict { " < " } else { " <= " };
                self.joined(low, op(*low_strict), middle);
                self.text(op(*high_strict));
                self.expr(high);
            }
            ExprKind::In {
                needle,
                haystack,
                negated,
                folded,
            } => {
                self.expr(needle);
                self.text(if *negated { " not in" } else { " in" });
                self.text(if *folded { "~ " } else { " " });
                self.haystack(haystack, span);
            }
            ExprKind::IsNull { operand, negated } => {
                self.expr(operand);
                self.text(if *negated { " is not null" } else { " is null" });
                self.trail(span.end);
            }
        }
    }

    /// A token as written, with the comments around it.
    fn token(&mut self, span: Span) {
        self.lead(span.start);
        let range = span.start as usize..span.end as usize;
        self.docs
            .push(Doc::text(self.source.get(range).unwrap_or_default()));
        self.trail(span.end);
    }

    fn text(&mut self, text: &'static str) {
        self.docs.push(Doc::text(text));
    }

    fn field(&mut self, base: &Expr<'_>, name: &Name<'_>) {
        self.expr(base);
        self.lead(name.span.start);
        // An element's own field has no further dot: the element's dots are it.
        if !matches!(base.kind, ExprKind::Element { .. }) {
            self.text(".");
        }
        self.token(name.span);
    }

    fn slice(
        &mut self,
        base: &Expr<'_>,
        from: Option<&Expr<'_>>,
        to: Option<&Expr<'_>>,
        span: Span,
    ) {
        self.expr(base);
        self.text("[");
        if let Some(from) = from {
            self.expr(from);
        }
        self.text(":");
        if let Some(to) = to {
            self.expr(to);
        }
        self.end_bracket(span, "]");
    }

    fn prefixed(&mut self, word: &'static str, operand: &Expr<'_>, span: Span) {
        self.lead(span.start);
        self.text(word);
        self.expr(operand);
    }

    fn joined(&mut self, left: &Expr<'_>, op: &'static str, right: &Expr<'_>) {
        self.expr(left);
        self.text(op);
        self.expr(right);
    }

    /// Prints with `print` into a group of its own.
    fn grouped(&mut self, print: impl FnOnce(&mut Self)) {
        let outer = std::mem::take(&mut self.docs);
        print(self);
        let inner = std::mem::replace(&mut self.docs, outer);
        self.docs.push(Doc::group(inner));
    }

    /// Places the comments that stand before `start`, each on its own line.
    fn lead(&mut self, start: u32) {
        while let Some((comment, rest)) = self.comments.split_first() {
            if comment.start >= start {
                break;
            }
            self.comments = rest;
            self.keep_blank_line(comment.start);
            self.docs.push(Doc::Comment(self.comment_text(*comment)));
            self.last_end = comment.end;
        }
    }

    /// Places the comment that stands on the same line behind the token that ended at `end`, if only
    /// punctuation is between.
    fn trail(&mut self, end: u32) {
        self.last_end = end;
        let Some((comment, rest)) = self.comments.split_first() else {
            return;
        };
        let between = self.between(end, comment.start);
        let same_place = between
            .bytes()
            .all(|it| matches!(it, b' ' | b'\t' | b',' | b'(' | b')' | b'[' | b']'));
        if comment.start >= end && same_place {
            self.comments = rest;
            self.docs.push(Doc::Trailing(self.comment_text(*comment)));
            self.last_end = comment.end;
        }
    }

    /// Places the comments behind the program.
    fn rest(&mut self) {
        self.docs.push(Doc::HardLine);
        self.lead(u32::MAX);
    }

    /// Keeps one empty line where the source has some between what was printed last and `next`.
    fn keep_blank_line(&mut self, next: u32) {
        let between = self.between(self.last_end, next);
        if self.last_end > 0 && ends_with_blank_line(between) {
            self.docs.push(Doc::BlankLine);
        }
    }

    /// The start of the next comment before `start`, else `start`.
    fn next_thing(&self, start: u32) -> u32 {
        let comment = self.comments.first().map_or(start, |it| it.start);
        comment.min(start)
    }

    fn between(&self, from: u32, to: u32) -> &'s str {
        self.source
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    fn comment_text(&self, span: Span) -> &'s str {
        self.between(span.start, span.end)
    }
}

/// Whether there is an empty line at the end of `between`, an operator behind it set aside.
fn ends_with_blank_line(between: &str) -> bool {
    let trimmed = between.trim_end();
    let joint = trimmed.strip_suffix("and").or(trimmed.strip_suffix("or"));
    let (text, end) = match joint {
        Some(before) => (before, before.trim_end().len()),
        None => (between, trimmed.len()),
    };
    let breaks = text.bytes().skip(end).filter(|it| *it == b'\n');
    breaks.count() > 1
}

fn compare_text(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => " == ",
        CompareOp::NotEqual => " != ",
        CompareOp::EqualFolded => " =~ ",
        CompareOp::NotEqualFolded => " !~ ",
        CompareOp::Less => " < ",
        CompareOp::LessEqual => " <= ",
        CompareOp::Greater => " > ",
        CompareOp::GreaterEqual => " >= ",
    }
}

fn arithmetic_text(op: ArithmeticOp) -> &'static str {
    match op {
        ArithmeticOp::Add => " + ",
        ArithmeticOp::Subtract => " - ",
        ArithmeticOp::Multiply => " * ",
        ArithmeticOp::Divide => " / ",
        ArithmeticOp::Remainder => " % ",
    }
}
