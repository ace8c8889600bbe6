//! Why a program says what it says of one message: the tree of its values.
//!
//! What stands in a loop has one value an element; it is shown by its counts. Those values are found by
//! asking the language itself: the body of `any(xs, body)` is evaluated as `map(xs, body)`.

use std::collections::HashMap;

use limits::CapabilitySet;
use mql::syntax::{Expr, ExprKind, parse};
use mql::{Arena, Diagnostics, Explained, Outcomes, Program};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use text::Span;

use crate::engine::Engine;

/// A tree has no more nodes than this; a program may be far longer than anybody reads.
const MAX_NODES: usize = 4_000;
/// So many places where a loop's body holds are named.
const MAX_PLACES: usize = 5;

/// A sub-expression, what came of it, and what it was made of.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Where it stands in the program.
    pub span: Span,
    /// The sub-expression as written.
    pub text: String,
    /// Its type; empty where it has no value.
    pub ty: String,
    /// Its value, or of a loop's body the values by element.
    pub value: serde_json::Value,
    /// For truth values: what it could be if nothing were missing.
    pub possible: Outcomes,
    /// What it lacked.
    pub lacks: CapabilitySet,
    /// For what stands in a loop: how often it was what.
    pub each: Option<Each>,
    /// Its operands.
    pub operands: Vec<Explanation>,
}

/// How often a loop's body was what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Each {
    /// True.
    #[serde(rename = "true")]
    pub truths: usize,
    /// False.
    #[serde(rename = "false")]
    pub falsehoods: usize,
    /// Null.
    #[serde(rename = "null")]
    pub nulls: usize,
    /// Anything else.
    pub others: usize,
    /// The first elements for which it was true, counted from zero through all loops.
    pub true_at: Vec<usize>,
}

impl Explanation {
    /// Whether this is a truth value.
    pub fn is_truth(&self) -> bool {
        self.ty == "bool" && self.each.is_none()
    }

    /// Whether it is certainly true.
    pub fn is_true(&self) -> bool {
        self.possible == Outcomes::TRUE
    }
}

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shown = serializer.serialize_struct("Explanation", 8)?;
        shown.serialize_field("span", &[self.span.start, self.span.end])?;
        shown.serialize_field("text", &self.text)?;
        shown.serialize_field("type", &self.ty)?;
        shown.serialize_field("value", &self.value)?;
        if self.is_truth() {
            let outcomes = [
                (Outcomes::TRUE, "true"),
                (Outcomes::FALSE, "false"),
                (Outcomes::NULL, "null"),
            ];
            let possible = outcomes.iter().filter(|it| self.possible.contains(it.0));
            let possible: Vec<&str> = possible.map(|it| it.1).collect();
            shown.serialize_field("possible", &possible)?;
        }
        let lacks: Vec<&str> = self.lacks.iter().map(limits::Capability::name).collect();
        shown.serialize_field("lacks", &lacks)?;
        if let Some(each) = &self.each {
            shown.serialize_field("each", each)?;
        }
        shown.serialize_field("operands", &self.operands)?;
        shown.end()
    }
}

impl Engine {
    /// Evaluates `source` as a rule over `subject` and shows what every part of it came to.
    pub fn explain(
        &self,
        source: &str,
        subject: &model::Subject,
    ) -> Result<Explanation, Diagnostics> {
        let program = Program::compile(source, self.schema())?;
        let parsed = parse(source);
        let mut plan = Plan {
            engine: self,
            source,
            loops: Vec::new(),
            bodies: HashMap::new(),
            left: MAX_NODES,
        };
        plan.find_bodies(&parsed.expr);
        // The programs come before what borrows from them.
        let bodies = std::mem::take(&mut plan.bodies);
        let arena = Arena::new();
        let env = self.env(subject, &arena);
        let mut values: HashMap<Span, Found> = HashMap::new();
        for it in program.explain(&env) {
            let found = Found::closed(self, &it, &env);
            values.insert(it.span, found);
        }
        for (span, (body, depth)) in &bodies {
            let evaluated = body.evaluate(&env);
            let value = self
                .schema()
                .to_json(evaluated.value, body.result_type(), &env);
            let mut each = Each::default();
            let mut at = 0;
            count(&value, *depth, &mut each, &mut at);
            values.insert(
                *span,
                Found {
                    ty: element_type(self, body.result_type(), *depth),
                    value,
                    possible: Outcomes::NONE,
                    lacks: evaluated.lacks,
                    each: Some(each),
                },
            );
        }
        let mut left = MAX_NODES;
        Ok(tree(&parsed.expr, source, &values, &mut left))
    }
}

/// What was found out about a sub-expression.
#[derive(Debug, Clone)]
struct Found {
    ty: String,
    value: serde_json::Value,
    possible: Outcomes,
    lacks: CapabilitySet,
    each: Option<Each>,
}

impl Found {
    fn closed<'m>(engine: &Engine, it: &Explained<'m>, env: &mql::Env<'m>) -> Self {
        let schema = engine.schema();
        Self {
            ty: schema.type_name(it.ty),
            value: schema.to_json(it.evaluated.value, it.ty, env),
            possible: it.evaluated.possible,
            lacks: it.evaluated.lacks,
            each: None,
        }
    }
}

/// Collects the bodies of loops as programs of their own.
struct Plan<'p> {
    engine: &'p Engine,
    source: &'p str,
    /// The arrays of the loops around, as text, outermost first.
    loops: Vec<&'p str>,
    bodies: HashMap<Span, (Program, usize)>,
    left: usize,
}

impl Plan<'_> {
    fn find_bodies(&mut self, expr: &Expr<'_>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        if !self.loops.is_empty() && is_shown(expr) {
            self.add(expr);
        }
        let array_and_body = as_loop(expr);
        for child in expr.kind.children() {
            let is_body = array_and_body.is_some_and(|(_, body)| std::ptr::eq(body, child));
            match array_and_body {
                Some((array, _)) if is_body => {
                    self.loops.push(array.span.of(self.source));
                    self.find_bodies(child);
                    self.loops.pop();
                }
                _ => self.find_bodies(child),
            }
        }
    }

    fn add(&mut self, expr: &Expr<'_>) {
        let body = expr.span.of(self.source).to_owned();
        // A comment at the end of a line would swallow the parenthesis.
        let wrap = |body: String, array: &&str| format!("map({array}\n, {body}\n)");
        let source = self.loops.iter().rev().fold(body, wrap);
        if let Ok(program) = Program::compile(&source, self.engine.schema()) {
            self.bodies.insert(expr.span, (program, self.loops.len()));
        }
    }
}

/// The array and the body of a loop.
fn as_loop<'e, 's>(expr: &'e Expr<'s>) -> Option<(&'e Expr<'s>, &'e Expr<'s>)> {
    let ExprKind::Call {
        name, arguments, ..
    } = &expr.kind
    else {
        return None;
    };
    let loops = ["any", "all", "filter", "map", "distinct", "sum", "ratio"];
    match arguments.as_slice() {
        [array, body] if loops.contains(&name.as_ref()) => Some((&array.value, &body.value)),
        _ => None,
    }
}

/// Literals say what they are, and of a path only the end is worth a line.
fn is_shown(expr: &Expr<'_>) -> bool {
    !matches!(
        expr.kind,
        ExprKind::Literal(_) | ExprKind::Paren(_) | ExprKind::List(_) | ExprKind::Error
    )
}

fn tree(
    expr: &Expr<'_>,
    source: &str,
    values: &HashMap<Span, Found>,
    left: &mut usize,
) -> Explanation {
    if let ExprKind::Paren(inner) = &expr.kind {
        return tree(inner, source, values, left);
    }
    let mut operands = Vec::new();
    let is_path = matches!(expr.kind, ExprKind::Field { .. });
    for child in expr.kind.children() {
        let inner = unwrapped(child);
        let hidden = !is_shown(inner) || (is_path && is_plain_path(inner));
        if *left == 0 || hidden {
            continue;
        }
        *left -= 1;
        operands.push(tree(inner, source, values, left));
    }
    let found = values.get(&expr.span).cloned();
    let found = found.unwrap_or(Found {
        ty: String::new(),
        value: serde_json::Value::Null,
        possible: Outcomes::NONE,
        lacks: CapabilitySet::EMPTY,
        each: None,
    });
    Explanation {
        span: expr.span,
        text: expr.span.of(source).to_owned(),
        ty: found.ty,
        value: found.value,
        possible: found.possible,
        lacks: found.lacks,
        each: found.each,
        operands,
    }
}

fn unwrapped<'e, 's>(mut expr: &'e Expr<'s>) -> &'e Expr<'s> {
    while let ExprKind::Paren(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// A path of names, in which nothing is computed.
fn is_plain_path(expr: &Expr<'_>) -> bool {
    match &expr.kind {
        ExprKind::Root(_) | ExprKind::Element { .. } => true,
        ExprKind::Field { base, .. } => is_plain_path(base),
        _ => false,
    }
}

fn count(value: &serde_json::Value, depth: usize, each: &mut Each, at: &mut usize) {
    match value {
        serde_json::Value::Array(items) if depth > 0 => {
            for item in items {
                count(item, depth - 1, each, at);
            }
            return;
        }
        serde_json::Value::Null if depth > 0 => return,
        serde_json::Value::Bool(true) => {
            each.truths += 1;
            if each.true_at.len() < MAX_PLACES {
                each.true_at.push(*at);
            }
        }
        serde_json::Value::Bool(false) => each.falsehoods += 1,
        serde_json::Value::Null => each.nulls += 1,
        _ => each.others += 1,
    }
    *at += 1;
}

fn element_type(engine: &Engine, ty: &mql::Type, depth: usize) -> String {
    let mut ty = ty;
    for _ in 0..depth {
        if let mql::Type::Array(element) = ty {
            ty = element;
        }
    }
    engine.schema().type_name(ty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    const MAIL: &[u8] =
        b"From: Ann <ann@example.com>\nTo: b@example.org, c@example.org\nSubject: Lunch\n\nHello\n";

    fn explain(source: &str) -> Explanation {
        let engine = Engine::new(Options::default()).unwrap();
        engine.explain(source, &engine.read(MAIL)).unwrap()
    }

    #[test]
    fn operands_have_values_and_bodies_have_counts() {
        let all = explain(
            "subject.subject == \"Lunch\"\nand any(recipients.to, // each\n  (.email.local_part == \"c\") or false)\n",
        );
        assert!(all.is_true());
        let [subject, any] = all.operands.as_slice() else {
            panic!("{all:?}");
        };
        assert_eq!(subject.operands[0].value, "Lunch");
        assert!(subject.operands[0].operands.is_empty());
        let [array, body] = any.operands.as_slice() else {
            panic!("{any:?}");
        };
        assert_eq!(array.text, "recipients.to");
        let each = body.each.as_ref().unwrap();
        assert_eq!((each.truths, each.falsehoods), (1, 1));
        assert_eq!(each.true_at, [1]);
        let equal = &body.operands[0];
        assert_eq!(equal.operands[0].value, serde_json::json!(["b", "c"]));
    }

    #[test]
    fn loops_in_loops_are_counted_through() {
        let all = explain("any(recipients.to, any(recipients.to, .email.email != ..email.email))");
        let inner = &all.operands[1].operands[1];
        let each = inner.each.as_ref().unwrap();
        assert_eq!((each.truths, each.falsehoods), (2, 2));
    }

    #[test]
    fn what_is_missing_is_named() {
        let all = explain("beta.ml_translate(body.current_thread.text).text == \"english\"");
        assert!(all.possible.contains(Outcomes::TRUE) && !all.is_true());
        let names: Vec<&str> = all.lacks.iter().map(limits::Capability::name).collect();
        assert_eq!(names, ["beta.ml_translate"]);
    }
}
