//! Operators.

use text::Span;

use super::unify::comparable;
use super::{Checker, Typed};
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{NodeId, Op};
use crate::syntax::{ArithmeticOp, CompareOp, Expr};
use crate::types::Type;

impl Checker<'_> {
    pub(super) fn not(&mut self, operand: &Expr<'_>) -> Typed {
        let node = self.truth(operand, "the operand of `not`");
        self.computed(Op::Not(node), Type::Bool)
    }

    pub(super) fn junction(
        &mut self,
        operands: &[Expr<'_>],
        build: fn(Box<[NodeId]>) -> Op,
    ) -> Typed {
        let mut nodes = Vec::with_capacity(operands.len());
        for operand in operands {
            let node = self.truth(operand, "an operand of `and` and `or`");
            // Operands of a like junction in parentheses are operands of this one.
            match &self.graph.node(node).op {
                Op::And(inner) | Op::Or(inner)
                    if build(inner.clone()) == self.graph.node(node).op =>
                {
                    nodes.extend_from_slice(inner);
                }
                _ => nodes.push(node),
            }
        }
        self.computed(build(nodes.into()), Type::Bool)
    }

    pub(super) fn of(&mut self, threshold: u64, span: Span, clauses: &[Expr<'_>]) -> Typed {
        let nodes: Box<[NodeId]> = clauses
            .iter()
            .map(|it| self.truth(it, "a clause of `of`"))
            .collect();
        if threshold > nodes.len() as u64 {
            let message = format!("{threshold} of {} clauses can never hold", nodes.len());
            self.report(
                Diagnostic::new(Code::ThresholdTooHigh, span, message)
                    .label("more than there are clauses"),
            );
        }
        let threshold = u32::try_from(threshold).unwrap_or(u32::MAX);
        self.computed(
            Op::Of {
                threshold,
                clauses: nodes,
            },
            Type::Bool,
        )
    }

    /// Checks an expression that must be a truth value.
    pub(super) fn truth(&mut self, expr: &Expr<'_>, what: &str) -> NodeId {
        let typed = self.expr(expr);
        self.expect_bool(&typed, expr.span, what);
        typed.node
    }

    pub(super) fn compare(
        &mut self,
        op: CompareOp,
        op_span: Span,
        left: &Expr<'_>,
        right: &Expr<'_>,
    ) -> Typed {
        let (a, b) = (self.expr(left), self.expr(right));
        let folded = matches!(op, CompareOp::EqualFolded | CompareOp::NotEqualFolded);
        let equality = matches!(op, CompareOp::Equal | CompareOp::NotEqual);
        let suits = |ty: &Type| match ty {
            Type::Json | Type::Null | Type::Any | Type::Str => true,
            Type::Bool => equality,
            Type::Int | Type::Float | Type::Time => !folded,
            _ => false,
        };
        if !comparable(&a.ty, &b.ty) {
            self.report_incomparable((&a.ty, left.span), (&b.ty, right.span), op_span);
        } else if let Some((ty, span)) = [(&a.ty, left.span), (&b.ty, right.span)]
            .into_iter()
            .find(|(ty, _)| !suits(ty))
        {
            let name = self.type_name(ty);
            let message = if folded {
                format!("only texts are compared without regard to case, not {name}")
            } else {
                format!("{name} has no order")
            };
            self.report(
                Diagnostic::new(Code::MismatchedTypes, span, message)
                    .also(op_span, "this operator"),
            );
        }
        let times = a.ty == Type::Time || b.ty == Type::Time;
        let op = Op::Compare {
            op,
            left: a.node,
            right: b.node,
            times,
        };
        self.computed(op, Type::Bool)
    }

    pub(super) fn report_incomparable(
        &mut self,
        (left, left_span): (&Type, Span),
        (right, right_span): (&Type, Span),
        op_span: Span,
    ) {
        let (left, right) = (self.type_name(left), self.type_name(right));
        self.report(
            Diagnostic::new(
                Code::MismatchedTypes,
                op_span,
                format!("{left} and {right} cannot be compared"),
            )
            .also(left_span, format!("this is {left}"))
            .also(right_span, format!("this is {right}")),
        );
    }

    pub(super) fn range(
        &mut self,
        low: &Expr<'_>,
        low_strict: bool,
        middle: &Expr<'_>,
        high_strict: bool,
        high: &Expr<'_>,
    ) -> Typed {
        let (a, b, c) = (self.expr(low), self.expr(middle), self.expr(high));
        for (bound, span) in [(&a, low.span), (&c, high.span)] {
            let ordered = !matches!(bound.ty, Type::Bool) && !matches!(b.ty, Type::Bool);
            if !ordered || !comparable(&bound.ty, &b.ty) {
                let at = middle.span;
                self.report_incomparable((&bound.ty, span), (&b.ty, at), span);
            }
        }
        let op = Op::Range {
            low: a.node,
            low_strict,
            middle: b.node,
            high_strict,
            high: c.node,
        };
        self.computed(op, Type::Bool)
    }

    pub(super) fn is_null(&mut self, operand: &Expr<'_>, negated: bool) -> Typed {
        let typed = self.expr(operand);
        if matches!(typed.ty, Type::Array(_)) {
            let name = self.type_name(&typed.ty);
            let message = format!("an array ({name}) is not compared with null");
            self.report(
                Diagnostic::new(Code::ArrayIsNull, operand.span, message)
                    .help("an absent array is empty: `length(…) == 0`"),
            );
        }
        let is_null = self.computed(Op::IsNull(typed.node), Type::Bool);
        if negated {
            self.computed(Op::Not(is_null.node), Type::Bool)
        } else {
            is_null
        }
    }

    pub(super) fn negate(&mut self, operand: &Expr<'_>) -> Typed {
        let typed = self.expr(operand);
        self.expect_number(&typed.ty, operand.span);
        let ty = if typed.ty == Type::Int {
            Type::Int
        } else {
            Type::Float
        };
        self.computed(Op::Negate(typed.node), ty)
    }

    pub(super) fn arithmetic(
        &mut self,
        op: ArithmeticOp,
        left: &Expr<'_>,
        right: &Expr<'_>,
    ) -> Typed {
        let (a, b) = (self.expr(left), self.expr(right));
        self.expect_number(&a.ty, left.span);
        self.expect_number(&b.ty, right.span);
        let ty = match (&a.ty, &b.ty) {
            (Type::Int, Type::Int) => Type::Int,
            (Type::Float, _) | (_, Type::Float) => Type::Float,
            // A JSON number may turn out either way.
            _ => Type::Json,
        };
        self.computed(
            Op::Arithmetic {
                op,
                left: a.node,
                right: b.node,
            },
            ty,
        )
    }

    fn expect_number(&mut self, ty: &Type, span: Span) {
        if ty.is_number() || matches!(ty, Type::Json | Type::Any | Type::Null) {
            return;
        }
        let name = self.type_name(ty);
        let mut diagnostic = Diagnostic::new(
            Code::MismatchedTypes,
            span,
            format!("arithmetic is done on numbers, not on {name}"),
        )
        .label(format!("expected int or float, found {name}"));
        if *ty == Type::Str {
            diagnostic = diagnostic.help("texts are joined by `strings.concat(…, …)`");
        }
        self.report(diagnostic);
    }
}
