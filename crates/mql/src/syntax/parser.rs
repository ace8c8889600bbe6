//! From tokens to tree.
//!
//! A precedence climber: one function reads an expression whose operators bind at least so
//! strongly, so that a level of parentheses costs few stack frames. Chains of `and` and `or`,
//! arguments and list items are read in loops.

mod atom;
mod recovery;

use text::Span;

use super::ast::{ArithmeticOp, CompareOp, Expr, ExprKind, Haystack};
use super::cursor::Cursor;
use super::lexer::{TokenKind as T, tokenize};
use super::{MAX_DEPTH, MAX_SOURCE_BYTES};
use crate::diagnostic::{Code, Diagnostic};

/// What a text was read as.
#[derive(Debug, Clone)]
pub struct Parsed<'s> {
    /// The tree, with [`ExprKind::Error`] where the text could not be read.
    pub expr: Expr<'s>,
    /// Where the comments are, in order.
    pub comments: Vec<Span>,
    /// What is wrong, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads `source` as one expression.
pub fn parse(source: &str) -> Parsed<'_> {
    if source.len() > MAX_SOURCE_BYTES {
        return too_large(source);
    }
    let (tokens, comments) = tokenize(source);
    let mut parser = Parser {
        cursor: Cursor::new(source, tokens),
        nesting: 0,
    };
    let expr = parser.program();
    let mut diagnostics = parser.cursor.diagnostics;
    diagnostics.sort_by_key(|it| it.span.start);
    Parsed {
        expr,
        comments,
        diagnostics,
    }
}

fn too_large(source: &str) -> Parsed<'_> {
    let message = format!("the program is larger than {MAX_SOURCE_BYTES} bytes");
    let span = Span::default();
    Parsed {
        expr: Expr::new(ExprKind::Error, Span::new(0, source.len())),
        comments: Vec::new(),
        diagnostics: vec![Diagnostic::new(Code::TooLarge, span, message)],
    }
}

/// How strongly an operator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Of,
    Comparison,
    Sum,
    Product,
    Unary,
    Primary,
}

struct Parser<'s> {
    cursor: Cursor<'s>,
    nesting: usize,
}

impl<'s> Parser<'s> {
    fn program(&mut self) -> Expr<'s> {
        if self.cursor.peek() == T::End {
            let span = self.cursor.span();
            self.cursor.report(
                Diagnostic::new(Code::EmptyProgram, span, "there is no expression")
                    .help("a rule that never matches is written `false`"),
            );
            return Expr::new(ExprKind::Error, span);
        }
        let expr = self.expression(Level::Or);
        self.expect_end();
        expr
    }

    /// An expression of operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: Level) -> Expr<'s> {
        if !self.enter() {
            return self.error_here();
        }
        let (mut left, mut level) = self.operand(least);
        while let Some(found) = infix_level(self.cursor.peek(), self.cursor.peek_at(1)) {
            if found < least {
                break;
            }
            let sound = self.binds(&left, level, found);
            left = self.infix(left, found);
            if !sound {
                // It was reported, and its types are nobody's business.
                left.kind = ExprKind::Error;
            }
            level = found;
        }
        self.nesting -= 1;
        left
    }

    /// Whether an operator of level `found` may take `left`, of level `level`, as its operand; if not,
    /// says so.
    fn binds(&mut self, left: &Expr<'s>, level: Level, found: Level) -> bool {
        if level > found || (level == found && matches!(found, Level::Sum | Level::Product)) {
            return true;
        }
        if level == Level::Comparison && found == Level::Comparison {
            let span = self.cursor.span();
            self.cursor.report(
                Diagnostic::new(Code::ComparisonChain, span, "comparisons do not chain")
                    .label("a second comparison")
                    .also(left.span, "this is already one")
                    .help("only `a < b < c` with `<` or `<=` is a range; join others by `and`"),
            );
            return false;
        }
        let what = if level == Level::Of { "of" } else { "not" };
        let span = self.cursor.span();
        self.cursor.report(
            Diagnostic::new(
                Code::UnexpectedToken,
                span,
                format!("an `{what}` expression is no operand of this operator"),
            )
            .also(left.span, "the operand")
            .help("put parentheses around the operand"),
        );
        false
    }

    /// Reads the operator after `left` and what follows it.
    fn infix(&mut self, left: Expr<'s>, level: Level) -> Expr<'s> {
        match level {
            Level::Or => self.chain(left, T::Or),
            Level::And => self.chain(left, T::And),
            Level::Sum | Level::Product => self.arithmetic(left, level),
            _ => self.comparison(left),
        }
    }

    /// Two or more operands joined by `joint`.
    fn chain(&mut self, first: Expr<'s>, joint: T) -> Expr<'s> {
        let (least, build): (_, fn(Vec<Expr<'s>>) -> ExprKind<'s>) = match joint {
            T::Or => (Level::And, ExprKind::Or),
            _ => (Level::Not, ExprKind::And),
        };
        let start = first.span;
        let mut operands = vec![first];
        while self.cursor.eat(joint) {
            operands.push(self.expression(least));
        }
        self.node(build(operands), start)
    }

    fn arithmetic(&mut self, left: Expr<'s>, level: Level) -> Expr<'s> {
        let op = match self.cursor.bump().kind {
            T::Plus => ArithmeticOp::Add,
            T::Minus => ArithmeticOp::Subtract,
            T::Star => ArithmeticOp::Multiply,
            T::Slash => ArithmeticOp::Divide,
            _ => ArithmeticOp::Remainder,
        };
        let tighter = if level == Level::Sum {
            Level::Product
        } else {
            Level::Unary
        };
        let right = Box::new(self.expression(tighter));
        let start = left.span;
        let left = Box::new(left);
        self.node(ExprKind::Arithmetic { op, left, right }, start)
    }

    fn comparison(&mut self, left: Expr<'s>) -> Expr<'s> {
        let operator = self.cursor.bump();
        match operator.kind {
            T::Is => self.is_null(left),
            T::Not => {
                let folded = self.cursor.bump().kind == T::InFolded;
                self.membership(left, true, folded)
            }
            T::In => self.membership(left, false, false),
            T::InFolded => self.membership(left, false, true),
            _ => self.compare(left, compare_op(operator.kind), operator.span),
        }
    }

    fn compare(&mut self, left: Expr<'s>, op: CompareOp, op_span: Span) -> Expr<'s> {
        let start = left.span;
        let right = self.expression(Level::Sum);
        let strict = |it| match it {
            CompareOp::Less => Some(true),
            CompareOp::LessEqual => Some(false),
            _ => None,
        };
        let second = matches!(self.cursor.peek(), T::Less | T::LessEqual)
            .then(|| strict(compare_op(self.cursor.peek())))
            .flatten();
        if let (Some(low_strict), Some(high_strict)) = (strict(op), second) {
            self.cursor.bump();
            let high = Box::new(self.expression(Level::Sum));
            let kind = ExprKind::Range {
                low: Box::new(left),
                low_strict,
                middle: Box::new(right),
                high_strict,
                high,
            };
            return self.node(kind, start);
        }
        let kind = ExprKind::Compare {
            op,
            op_span,
            left: Box::new(left),
            right: Box::new(right),
        };
        self.node(kind, start)
    }

    fn is_null(&mut self, operand: Expr<'s>) -> Expr<'s> {
        let negated = self.cursor.eat(T::Not);
        if !self.cursor.eat(T::Null) {
            self.cursor.expected("`null`");
        }
        let start = operand.span;
        let operand = Box::new(operand);
        self.node(ExprKind::IsNull { operand, negated }, start)
    }

    fn membership(&mut self, needle: Expr<'s>, negated: bool, folded: bool) -> Expr<'s> {
        let haystack = if self.cursor.eat(T::OpenParen) {
            if self.cursor.peek() == T::CloseParen {
                self.cursor.expected("a value");
            }
            Haystack::Values(self.items(T::CloseParen, "`)`"))
        } else {
            Haystack::Array(Box::new(self.expression(Level::Sum)))
        };
        let start = needle.span;
        let kind = ExprKind::In {
            needle: Box::new(needle),
            haystack,
            negated,
            folded,
        };
        self.node(kind, start)
    }

    /// Goes one level deeper, if that is still allowed.
    fn enter(&mut self) -> bool {
        if self.nesting >= MAX_DEPTH {
            self.too_deep(self.cursor.span());
            return false;
        }
        self.nesting += 1;
        true
    }

    fn too_deep(&mut self, span: Span) {
        let message = format!("expressions are nested deeper than {MAX_DEPTH} levels");
        self.cursor
            .give_up(Diagnostic::new(Code::TooDeep, span, message).label("too deep here"));
    }

    /// A node that begins where `start` does and ends at the last token taken.
    fn node(&mut self, kind: ExprKind<'s>, start: Span) -> Expr<'s> {
        let end = self.cursor.previous_end().max(start.end);
        let span = Span {
            start: start.start,
            end,
        };
        let expr = Expr::new(kind, span);
        if expr.depth as usize > MAX_DEPTH {
            self.too_deep(span);
            return Expr::new(ExprKind::Error, span);
        }
        expr
    }

    fn error_here(&self) -> Expr<'s> {
        let at = self.cursor.span().start;
        Expr::new(ExprKind::Error, Span { start: at, end: at })
    }
}

/// The level of the infix operator that `kind` begins; `next` is the token after it.
fn infix_level(kind: T, next: T) -> Option<Level> {
    Some(match kind {
        T::Or => Level::Or,
        T::And => Level::And,
        T::Equal
        | T::NotEqual
        | T::EqualFolded
        | T::NotEqualFolded
        | T::Less
        | T::LessEqual
        | T::Greater
        | T::GreaterEqual
        | T::In
        | T::InFolded
        | T::Is => Level::Comparison,
        T::Not if matches!(next, T::In | T::InFolded) => Level::Comparison,
        T::Plus | T::Minus => Level::Sum,
        T::Star | T::Slash | T::Percent => Level::Product,
        _ => return None,
    })
}

fn compare_op(kind: T) -> CompareOp {
    match kind {
        T::NotEqual => CompareOp::NotEqual,
        T::EqualFolded => CompareOp::EqualFolded,
        T::NotEqualFolded => CompareOp::NotEqualFolded,
        T::Less => CompareOp::Less,
        T::LessEqual => CompareOp::LessEqual,
        T::Greater => CompareOp::Greater,
        T::GreaterEqual => CompareOp::GreaterEqual,
        _ => CompareOp::Equal,
    }
}
