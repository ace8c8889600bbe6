//! Operands: literals, paths, calls, brackets, and the prefix operators.

use std::borrow::Cow;

use text::Span;

use super::{Level, Parser, T};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Argument, Expr, ExprKind, Literal, Name};
use crate::syntax::strings;

impl<'s> Parser<'s> {
    /// One operand with its prefix operators, and the level of what was read.
    pub(super) fn operand(&mut self, least: Level) -> (Expr<'s>, Level) {
        match self.cursor.peek() {
            T::Not => (self.not(least), Level::Not),
            T::Int if self.cursor.peek_at(1) == T::Of => (self.of(least), Level::Of),
            T::Minus => (self.negate(), Level::Unary),
            _ => (self.postfix(), Level::Primary),
        }
    }

    fn not(&mut self, least: Level) -> Expr<'s> {
        self.check_prefix(least, Level::Not, "not");
        let mut starts = Vec::new();
        while self.cursor.peek() == T::Not {
            starts.push(self.cursor.bump().span);
        }
        let mut expr = self.expression(Level::Of);
        for start in starts.into_iter().rev() {
            expr = self.node(ExprKind::Not(Box::new(expr)), start);
        }
        expr
    }

    fn negate(&mut self) -> Expr<'s> {
        let mut starts = Vec::new();
        while self.cursor.peek() == T::Minus {
            starts.push(self.cursor.bump().span);
        }
        let mut expr = self.postfix();
        for start in starts.into_iter().rev() {
            expr = self.node(ExprKind::Negate(Box::new(expr)), start);
        }
        expr
    }

    fn of(&mut self, least: Level) -> Expr<'s> {
        self.check_prefix(least, Level::Of, "of");
        let number = self.cursor.bump().span;
        self.cursor.bump();
        let threshold = self.cursor.text(number).parse().unwrap_or(u64::MAX);
        let clauses = if self.cursor.eat(T::OpenParen) {
            self.items(T::CloseParen, "`)`")
        } else {
            self.cursor.expected("`(`");
            Vec::new()
        };
        let kind = ExprKind::Of {
            threshold,
            threshold_span: number,
            clauses,
        };
        self.node(kind, number)
    }

    /// Reports a prefix operator that binds more weakly than its place allows.
    fn check_prefix(&mut self, least: Level, level: Level, word: &str) {
        if least > level {
            let span = self.cursor.span();
            self.cursor.report(
                Diagnostic::new(
                    Code::UnexpectedToken,
                    span,
                    format!("an `{word}` expression is no operand of this operator"),
                )
                .help("put parentheses around it"),
            );
        }
    }

    /// A primary expression with the fields and subscripts that follow it.
    fn postfix(&mut self) -> Expr<'s> {
        let mut expr = self.primary();
        loop {
            let grown = match self.cursor.peek() {
                T::Dots => self.field(expr),
                T::OpenBracket => self.subscript(expr),
                T::OpenParen => Ok(self.not_callable(expr)),
                _ => return expr,
            };
            expr = match grown {
                Ok(grown) => grown,
                Err(unchanged) => return unchanged,
            };
        }
    }

    fn field(&mut self, base: Expr<'s>) -> Result<Expr<'s>, Expr<'s>> {
        let dots = self.cursor.span();
        if dots.len() > 1 {
            let diagnostic = Diagnostic::new(Code::UnexpectedToken, dots, "a field takes one dot")
                .help("more dots climb out of loops and stand at the beginning of a path");
            self.cursor.report(diagnostic);
        }
        self.cursor.bump();
        if !self.cursor.peek().is_word() {
            self.cursor.expected("the name of a field");
            return Err(base);
        }
        let name = self.name();
        Ok(self.field_of(base, name))
    }

    fn field_of(&mut self, base: Expr<'s>, name: Name<'s>) -> Expr<'s> {
        let start = base.span;
        let base = Box::new(base);
        self.node(ExprKind::Field { base, name }, start)
    }

    fn name(&mut self) -> Name<'s> {
        let span = self.cursor.bump().span;
        Name {
            text: self.cursor.text(span),
            span,
        }
    }

    fn subscript(&mut self, base: Expr<'s>) -> Result<Expr<'s>, Expr<'s>> {
        self.cursor.bump();
        let start = base.span;
        let base = Box::new(base);
        let from = match self.cursor.peek() {
            T::Colon => None,
            _ => Some(Box::new(self.expression(Level::Or))),
        };
        let kind = if self.cursor.eat(T::Colon) {
            let to = match self.cursor.peek() {
                T::CloseBracket => None,
                _ => Some(Box::new(self.expression(Level::Or))),
            };
            ExprKind::Slice { base, from, to }
        } else {
            match from {
                Some(index) => ExprKind::Subscript { base, index },
                None => return Err(*base),
            }
        };
        self.close(T::CloseBracket, "`]`");
        Ok(self.node(kind, start))
    }

    /// An opening parenthesis after something that is no function name.
    fn not_callable(&mut self, expr: Expr<'s>) -> Expr<'s> {
        self.cursor.expected("an operator");
        self.cursor.bump();
        self.items(T::CloseParen, "`)`");
        expr
    }

    pub(super) fn primary(&mut self) -> Expr<'s> {
        let span = self.cursor.span();
        match self.cursor.peek() {
            T::Name => self.path(),
            T::Dots => self.element(),
            T::Str | T::UnterminatedStr => self.text_literal(),
            T::RawStr | T::UnterminatedRawStr => self.raw_literal(),
            T::Int => self.int(),
            T::Float => self.float(),
            T::True => self.literal(Literal::Bool(true)),
            T::False => self.literal(Literal::Bool(false)),
            T::Null => self.literal(Literal::Null),
            T::List => {
                self.cursor.bump();
                let name = self.cursor.text(span).trim_start_matches('$');
                self.node(ExprKind::List(name), span)
            }
            T::OpenBracket => {
                self.cursor.bump();
                let items = self.items(T::CloseBracket, "`]`");
                self.node(ExprKind::Array(items), span)
            }
            T::OpenParen => {
                self.cursor.bump();
                let inner = Box::new(self.expression(Level::Or));
                self.close(T::CloseParen, "`)`");
                self.node(ExprKind::Paren(inner), span)
            }
            _ => self.no_expression(),
        }
    }

    /// A root, or a call if a parenthesis follows the last segment of the dotted name.
    fn path(&mut self) -> Expr<'s> {
        let mut segments = 1;
        while self.cursor.peek_at(segments) == T::Dots
            && self.cursor.span_at(segments).len() == 1
            && self.cursor.peek_at(segments + 1).is_word()
        {
            segments += 2;
        }
        if self.cursor.peek_at(segments) == T::OpenParen {
            return self.call(segments);
        }
        let name = self.name();
        self.node(ExprKind::Root(name.text), name.span)
    }

    fn call(&mut self, tokens: usize) -> Expr<'s> {
        let start = self.cursor.span();
        let mut parts = Vec::new();
        for _ in 0..tokens {
            parts.push(self.cursor.bump().span);
        }
        let name_span = Span {
            start: start.start,
            end: self.cursor.previous_end(),
        };
        let whole = self.cursor.text(name_span);
        let adjacent = parts.windows(2).all(|it| it[0].end == it[1].start);
        let name = if adjacent {
            Cow::Borrowed(whole)
        } else {
            Cow::Owned(parts.iter().map(|it| self.cursor.text(*it)).collect())
        };
        self.cursor.bump();
        let arguments = self.arguments();
        let kind = ExprKind::Call {
            name,
            name_span,
            arguments,
        };
        self.node(kind, start)
    }

    /// The arguments of a call, its opening parenthesis taken.
    fn arguments(&mut self) -> Vec<Argument<'s>> {
        let mut arguments: Vec<Argument<'s>> = Vec::new();
        self.separated(T::CloseParen, "`)`", |parser| {
            let keyword = (parser.cursor.peek() == T::Name
                && parser.cursor.peek_at(1) == T::Assign)
                .then(|| {
                    let name = parser.name();
                    parser.cursor.bump();
                    name
                });
            let value = parser.expression(Level::Or);
            let after_keyword = arguments.last().is_some_and(|it| it.keyword.is_some());
            if keyword.is_none() && after_keyword {
                parser.cursor.report(
                    Diagnostic::new(
                        Code::PositionalAfterKeyword,
                        value.span,
                        "a positional argument follows a keyword argument",
                    )
                    .help("keyword arguments come last"),
                );
            }
            arguments.push(Argument { keyword, value });
        });
        arguments
    }

    /// Expressions separated by commas up to `close`, the opening bracket taken.
    pub(super) fn items(&mut self, close: T, name: &str) -> Vec<Expr<'s>> {
        let mut items = Vec::new();
        self.separated(close, name, |parser| {
            items.push(parser.expression(Level::Or));
        });
        items
    }

    /// `.`, `..`, `...`, and the element's field if a name follows. A keyword is a field name only
    /// directly after the dots: in `. in $list` it is the operator.
    fn element(&mut self) -> Expr<'s> {
        let span = self.cursor.bump().span;
        let dots = span.len() as u32;
        let element = self.node(ExprKind::Element { dots }, span);
        let adjacent = self.cursor.span().start == span.end && self.cursor.peek().is_word();
        if !adjacent && self.cursor.peek() != T::Name {
            return element;
        }
        let name = self.name();
        self.field_of(element, name)
    }

    fn literal(&mut self, literal: Literal<'s>) -> Expr<'s> {
        let span = self.cursor.bump().span;
        self.node(ExprKind::Literal(literal), span)
    }

    fn int(&mut self) -> Expr<'s> {
        let span = self.cursor.span();
        let value = self.cursor.text(span).parse().unwrap_or_else(|_| {
            let message = "the number does not fit 64 bits";
            self.cursor
                .report(Diagnostic::new(Code::MalformedNumber, span, message));
            0
        });
        self.literal(Literal::Int(value))
    }

    fn float(&mut self) -> Expr<'s> {
        let text = self.cursor.text(self.cursor.span());
        self.literal(Literal::Float(text.parse().unwrap_or(f64::NAN)))
    }

    fn text_literal(&mut self) -> Expr<'s> {
        let span = self.cursor.span();
        self.check_terminated(T::UnterminatedStr, span, '"');
        let value = match strings::unescape(self.cursor.text(span)) {
            Ok(value) => value,
            Err(place) => {
                let place = Span {
                    start: span.start + place.start,
                    end: span.start + place.end,
                };
                let escape = self.cursor.text(place);
                self.cursor.report(
                    Diagnostic::new(
                        Code::UnknownEscape,
                        place,
                        format!("unknown escape `{escape}` in a string"),
                    )
                    .help(r#"the escapes are \n \r \t \" \' \\ and \u{…}; write patterns in single quotes, where a backslash is itself"#),
                );
                Cow::Borrowed("")
            }
        };
        self.literal(Literal::Str(value))
    }

    fn raw_literal(&mut self) -> Expr<'s> {
        let span = self.cursor.span();
        self.check_terminated(T::UnterminatedRawStr, span, '\'');
        let value = strings::unquote_raw(self.cursor.text(span));
        self.literal(Literal::Str(value))
    }

    fn check_terminated(&mut self, unterminated: T, span: Span, quote: char) {
        if self.cursor.peek() == unterminated {
            self.cursor.report(
                Diagnostic::new(
                    Code::UnterminatedString,
                    span,
                    format!("the string has no closing `{quote}`"),
                )
                .help("a string ends on the line it begins on"),
            );
        }
    }
}
