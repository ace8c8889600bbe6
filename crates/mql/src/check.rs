//! From tree to graph: names are resolved, types are checked, constants are collected.
//!
//! Every mistake of a program is reported; what could not be understood takes the type
//! [`Type::Any`], which fits everywhere, so that one mistake is not reported twice.

mod array_functions;
mod calls;
mod membership;
mod operators;
mod paths;
mod suggest;
mod unify;

use text::Span;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::graph::{Graph, NodeId, Op};
use crate::schema::Schema;
use crate::syntax::{Expr, ExprKind, Literal, MAX_DIAGNOSTICS};
use crate::types::Type;

/// A checked program.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) graph: Graph,
    pub(crate) root: NodeId,
    pub(crate) result: Type,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Every sub-expression, operands before what uses them.
    pub(crate) parts: Vec<Part>,
}

/// A sub-expression of a checked program.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) span: Span,
    pub(crate) ty: Type,
    pub(crate) node: NodeId,
}

/// Checks `expr` against `schema`. With `rule`, the whole must be a truth value.
pub(crate) fn check(expr: &Expr<'_>, schema: &Schema, rule: bool) -> Checked {
    let mut checker = Checker {
        schema,
        graph: Graph::default(),
        scopes: Vec::new(),
        diagnostics: Vec::new(),
        parts: Vec::new(),
    };
    let whole = checker.expr(expr);
    if rule {
        checker.expect_rule(&whole, expr.span);
    }
    Checked {
        graph: checker.graph,
        root: whole.node,
        result: whole.ty,
        diagnostics: checker.diagnostics,
        parts: checker.parts,
    }
}

/// A checked sub-expression.
#[derive(Debug, Clone)]
struct Typed {
    node: NodeId,
    ty: Type,
    /// It is part of the message, whose absent arrays are empty.
    model: bool,
}

/// The element of a loop.
#[derive(Debug, Clone)]
struct Scope {
    ty: Type,
    model: bool,
}

struct Checker<'c> {
    schema: &'c Schema,
    graph: Graph,
    /// The loops around, innermost last.
    scopes: Vec<Scope>,
    diagnostics: Vec<Diagnostic>,
    parts: Vec<Part>,
}

impl Checker<'_> {
    fn expr(&mut self, expr: &Expr<'_>) -> Typed {
        let typed = self.kind(expr);
        self.parts.push(Part {
            span: expr.span,
            ty: typed.ty.clone(),
            node: typed.node,
        });
        typed
    }

    fn kind(&mut self, expr: &Expr<'_>) -> Typed {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::List(name) => self.list(name, expr.span),
            ExprKind::Root(name) => self.root(name, expr.span),
            ExprKind::Element { dots } => self.element(*dots, expr.span),
            ExprKind::Field { base, name } => self.field(base, name),
            ExprKind::Subscript { base, index } => self.subscript(base, index),
            ExprKind::Slice { base, from, to } => self.slice(base, from.as_deref(), to.as_deref()),
            ExprKind::Call {
                name,
                name_span,
                arguments,
            } => self.call(name, *name_span, arguments, expr.span),
            ExprKind::Array(items) => self.array(items),
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Not(operand) => self.not(operand),
            ExprKind::Negate(operand) => self.negate(operand),
            ExprKind::And(operands) => self.junction(operands, Op::And),
            ExprKind::Or(operands) => self.junction(operands, Op::Or),
            ExprKind::Of {
                threshold,
                threshold_span,
                clauses,
            } => self.of(*threshold, *threshold_span, clauses),
            ExprKind::Arithmetic { op, left, right } => self.arithmetic(*op, left, right),
            ExprKind::Compare {
                op,
                op_span,
                left,
                right,
            } => self.compare(*op, *op_span, left, right),
            ExprKind::Range {
                low,
                low_strict,
                middle,
                high_strict,
                high,
            } => self.range(low, *low_strict, middle, *high_strict, high),
            ExprKind::In {
                needle,
                haystack,
                negated,
                folded,
            } => self.membership(needle, haystack, *negated, *folded),
            ExprKind::IsNull { operand, negated } => self.is_null(operand, *negated),
            ExprKind::Error => self.unknown(),
        }
    }

    fn literal(&mut self, literal: &Literal<'_>) -> Typed {
        let (op, ty) = match literal {
            Literal::Null => (Op::Null, Type::Null),
            Literal::Bool(it) => (Op::Bool(*it), Type::Bool),
            Literal::Int(it) => (Op::Int(*it), Type::Int),
            Literal::Float(it) => (Op::Float(it.to_bits()), Type::Float),
            Literal::Str(it) => (Op::Text(it.as_ref().into()), Type::Str),
        };
        self.computed(op, ty)
    }

    /// A value that is computed, not part of the message.
    fn computed(&mut self, op: Op, ty: Type) -> Typed {
        Typed {
            node: self.graph.add(op),
            ty,
            model: false,
        }
    }

    /// What stands in for an expression with a mistake.
    fn unknown(&mut self) -> Typed {
        self.computed(Op::Null, Type::Any)
    }

    /// The text of a constant text.
    fn constant_text(&self, node: NodeId) -> Option<&str> {
        match &self.graph.node(node).op {
            Op::Text(text) => Some(text),
            _ => None,
        }
    }

    fn type_name(&self, ty: &Type) -> String {
        self.schema.type_name(ty)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MAX_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports `typed` unless it is a truth value; `what` needs one.
    fn expect_bool(&mut self, typed: &Typed, span: Span, what: &str) {
        if matches!(typed.ty, Type::Bool | Type::Null | Type::Any) {
            return;
        }
        let name = self.type_name(&typed.ty);
        let mut diagnostic = Diagnostic::new(
            Code::NotBoolean,
            span,
            format!("{what} must be a truth value, not {name}"),
        )
        .label(format!("expected bool, found {name}"));
        if let Some(help) = truth_help(&typed.ty) {
            diagnostic = diagnostic.help(help);
        }
        self.report(diagnostic);
    }

    fn expect_rule(&mut self, typed: &Typed, span: Span) {
        if !matches!(typed.ty, Type::Bool | Type::Null | Type::Any) {
            let name = self.type_name(&typed.ty);
            let message = format!("a rule must be a truth value, not {name}");
            self.report(
                Diagnostic::new(Code::NotARule, span, message)
                    .label(format!("expected bool, found {name}")),
            );
        }
    }
}

/// How to make a truth value of another type.
fn truth_help(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Str => "compare it: `… == \"…\"`, or test `… is not null`",
        Type::Int | Type::Float => "compare it: `… > 0`",
        Type::Array(_) | Type::Map(_) => "test its length: `length(…) > 0`",
        Type::Json => "compare it: `… == true`",
        Type::Object(_) => "test it: `… is not null`",
        _ => return None,
    })
}

/// Parses and checks `source`, all mistakes together.
pub(crate) fn compile(source: &str, schema: &Schema, rule: bool) -> Result<Checked, Diagnostics> {
    let parsed = crate::syntax::parse(source);
    let mut checked = check(&parsed.expr, schema, rule && parsed.diagnostics.is_empty());
    let mut all = parsed.diagnostics;
    all.append(&mut checked.diagnostics);
    if all.is_empty() {
        Ok(checked)
    } else {
        Err(Diagnostics::new(all))
    }
}
