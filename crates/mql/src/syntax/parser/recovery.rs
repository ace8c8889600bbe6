//! Reading on after a mistake.

use super::{Parser, T};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Expr, ExprKind};

impl<'s> Parser<'s> {
    /// Items separated by commas (one may trail) up to `close`, the opening bracket taken.
    pub(super) fn separated(
        &mut self,
        close: T,
        close_name: &str,
        mut item: impl FnMut(&mut Self),
    ) {
        loop {
            if matches!(self.cursor.peek(), T::End) || self.cursor.peek() == close {
                break;
            }
            item(self);
            if self.cursor.eat(T::Comma) || self.cursor.peek() == close {
                continue;
            }
            self.cursor.expected(&format!("`,` or {close_name}"));
            self.cursor
                .skip_to(|it| matches!(it, T::Comma | T::CloseParen | T::CloseBracket));
            if !self.cursor.eat(T::Comma) {
                break;
            }
        }
        self.close(close, close_name);
    }

    /// Takes the closing bracket `close`, or says that it is missing.
    pub(super) fn close(&mut self, close: T, name: &str) {
        if self.cursor.eat(close) {
            return;
        }
        self.cursor.expected(name);
        self.cursor
            .skip_to(|it| matches!(it, T::CloseParen | T::CloseBracket | T::Comma));
        self.cursor.eat(close);
    }

    /// What stands where an expression should begin is none: says so, and takes it unless something
    /// around can go on from it.
    pub(super) fn no_expression(&mut self) -> Expr<'s> {
        let span = self.cursor.span();
        match self.cursor.peek() {
            T::Unknown => {
                let text = self.cursor.text(span);
                let mut diagnostic = Diagnostic::new(
                    Code::UnknownCharacter,
                    span,
                    format!("`{text}` is no part of the language"),
                );
                if let Some(help) = foreign_help(text) {
                    diagnostic = diagnostic.help(help);
                }
                self.cursor.report(diagnostic);
                while self.cursor.eat(T::Unknown) {}
                if !matches!(self.cursor.peek(), T::End | T::MalformedNumber) {
                    return self.primary();
                }
            }
            T::MalformedNumber => {
                let message = format!("`{}` is no number", self.cursor.text(span));
                self.cursor
                    .report(Diagnostic::new(Code::MalformedNumber, span, message));
            }
            _ => self.cursor.expected("an expression"),
        }
        let goes_on = matches!(
            self.cursor.peek(),
            T::CloseParen | T::CloseBracket | T::Comma | T::And | T::Or | T::End
        );
        if !goes_on {
            self.cursor.bump();
        }
        self.node(ExprKind::Error, span)
    }

    /// Reports what follows a complete expression, then goes on behind it to find more mistakes.
    pub(super) fn expect_end(&mut self) {
        while self.cursor.peek() != T::End {
            let text = self.cursor.text(self.cursor.span());
            match foreign_help(text) {
                Some(help) => {
                    let span = self.cursor.span();
                    self.cursor.report(
                        Diagnostic::new(
                            Code::UnexpectedToken,
                            span,
                            format!("expected an operator, found `{text}`"),
                        )
                        .help(help),
                    );
                }
                None => self
                    .cursor
                    .expected("an operator or the end of the program"),
            }
            self.cursor.bump();
            self.cursor.skip_to(|it| matches!(it, T::And | T::Or));
            if matches!(self.cursor.peek(), T::And | T::Or) {
                self.cursor.bump();
                self.expression(super::Level::Or);
            }
        }
    }
}

/// What to write in place of an operator of other languages.
fn foreign_help(text: &str) -> Option<&'static str> {
    Some(match text {
        "&&" | "&" => "write `and`",
        "||" | "|" => "write `or`",
        "!" => "write `not`",
        "?" => "there is no conditional operator; write `a and b or not a and c`",
        ";" => "a program is a single expression",
        "{" | "}" => "there are no map literals",
        "=" => "write `==` to compare",
        "~" => "case is disregarded by `=~`, `!~` and `in~` (no space before `~`)",
        "of" => "`of` takes a number before it and clauses in parentheses: `2 of (a, b, c)`",
        _ => return None,
    })
}
