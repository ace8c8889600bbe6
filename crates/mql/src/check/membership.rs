//! `in` and its relatives.

use text::Span;

use super::unify::comparable;
use super::{Checker, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{NodeId, Op, SetKind};
use crate::syntax::{Expr, Haystack};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn membership(
        &mut self,
        needle: &Expr<'_>,
        haystack: &Haystack<'_>,
        negated: bool,
        fold: bool,
    ) -> Typed {
        let needle_span = needle.span;
        let needle = self.expr(needle);
        if fold {
            self.expect_text(&needle.ty, needle_span);
        }
        let op = match haystack {
            Haystack::Values(values) => self.in_values(&needle, needle_span, values, fold),
            Haystack::Array(array) => self.in_array(&needle, needle_span, array, fold),
        };
        let found = self.computed(op, Type::Bool);
        if negated {
            self.computed(Op::Not(found.node), Type::Bool)
        } else {
            found
        }
    }

    fn in_values(&mut self, needle: &Typed, span: Span, values: &[Expr<'_>], fold: bool) -> Op {
        let mut texts: Vec<Box<str>> = Vec::new();
        let mut others: Vec<NodeId> = Vec::new();
        for value in values {
            let typed = self.expr(value);
            self.expect_comparable((&needle.ty, span), (&typed.ty, value.span));
            if fold {
                self.expect_text(&typed.ty, value.span);
            }
            match self.constant_text(typed.node) {
                Some(text) => texts.push(text.into()),
                None => others.push(typed.node),
            }
        }
        texts.sort();
        texts.dedup();
        Op::InValues {
            needle: needle.node,
            constants: self.graph.add_set(SetKind::Members { fold }, texts.into()),
            values: others.into(),
            fold,
        }
    }

    fn in_array(&mut self, needle: &Typed, span: Span, array: &Expr<'_>, fold: bool) -> Op {
        let array_span = array.span;
        let array = self.expr(array);
        match &array.ty {
            Type::Array(element) => {
                self.expect_comparable((&needle.ty, span), (element, array_span));
                if fold {
                    self.expect_text(element, array_span);
                }
            }
            Type::Json | Type::Any | Type::Null => {}
            other => {
                let name = self.type_name(other);
                self.report(
                    Diagnostic::new(
                        Code::MismatchedTypes,
                        array_span,
                        format!("`in` looks into an array, not into {name}"),
                    )
                    .label(format!("expected an array, found {name}"))
                    .help("a list of values is written in parentheses: `in (\"a\", \"b\")`"),
                );
            }
        }
        match self.graph.node(array.node).op {
            Op::List(list) => Op::InList {
                needle: needle.node,
                list,
                fold,
            },
            _ => Op::InArray {
                needle: needle.node,
                haystack: array.node,
                fold,
            },
        }
    }

    fn expect_comparable(&mut self, needle: (&Type, Span), item: (&Type, Span)) {
        if !comparable(needle.0, item.0) {
            let (left, right) = (self.type_name(needle.0), self.type_name(item.0));
            self.report(
                Diagnostic::new(
                    Code::MismatchedTypes,
                    item.1,
                    format!("{left} is looked for among {right}"),
                )
                .label(format!("this is {right}"))
                .also(needle.1, format!("this is {left}")),
            );
        }
    }

    fn expect_text(&mut self, ty: &Type, span: Span) {
        if !matches!(ty, Type::Str | Type::Json | Type::Any | Type::Null) {
            let name = self.type_name(ty);
            let message = format!("only texts are compared without regard to case, not {name}");
            self.report(Diagnostic::new(Code::MismatchedTypes, span, message));
        }
    }
}
