//! Comparing values that are not null.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::json::moment;
use crate::fold::eq_folded;
use crate::syntax::CompareOp;
use crate::value::Value;

/// `left op right`; null when the two cannot be compared. `times` says that texts are moments.
pub(super) fn compare(
    op: CompareOp,
    left: Value<'_>,
    right: Value<'_>,
    times: bool,
) -> Option<bool> {
    match op {
        CompareOp::EqualFolded => equal(left, right, true),
        CompareOp::NotEqualFolded => equal(left, right, true).map(|it| !it),
        _ => Some(holds(op, order(plain(left), plain(right), times)?)),
    }
}

/// Whether both are equal; `fold` disregards case. Null when the two cannot be compared.
pub(super) fn equal(left: Value<'_>, right: Value<'_>, fold: bool) -> Option<bool> {
    match (plain(left), plain(right)) {
        (Value::Str(left), Value::Str(right)) if fold => Some(eq_folded(left, right)),
        (Value::Str(left), Value::Str(right)) => Some(left == right),
        (left, right) => order(left, right, false).map(|it| it == Some(Ordering::Equal)),
    }
}

/// How both are ordered; the inner `None` is for floats that are not numbers.
#[expect(
    clippy::option_option,
    reason = "cannot be compared, and compares to nothing, differ"
)]
fn order(left: Value<'_>, right: Value<'_>, times: bool) -> Option<Option<Ordering>> {
    Some(match (left, right) {
        (Value::Str(left), Value::Str(right)) if times => Some(moment(left)?.cmp(&moment(right)?)),
        // Bytes of UTF-8 are ordered as code points are.
        (Value::Str(left), Value::Str(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(&right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(&right)),
        (left, right) => number(left)?.partial_cmp(&number(right)?),
    })
}

fn holds(op: CompareOp, order: Option<Ordering>) -> bool {
    match op {
        CompareOp::NotEqual | CompareOp::NotEqualFolded => order != Some(Ordering::Equal),
        CompareOp::Equal | CompareOp::EqualFolded => order == Some(Ordering::Equal),
        CompareOp::Less => order == Some(Ordering::Less),
        CompareOp::LessEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        CompareOp::Greater => order == Some(Ordering::Greater),
        CompareOp::GreaterEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

/// A JSON scalar as the value it stands for.
pub(super) fn plain(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Json(Json::String(text)) => Value::Str(text),
        Value::Json(Json::Bool(it)) => Value::Bool(*it),
        Value::Json(Json::Number(number)) => match (number.as_i64(), number.as_f64()) {
            (Some(it), _) => Value::Int(it),
            (None, Some(it)) => Value::Float(it),
            (None, None) => value,
        },
        Value::Json(Json::Null) => Value::Null,
        other => other,
    }
}

/// A number as a float.
pub(super) fn number(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Int(it) => Some(it as f64),
        Value::Float(it) => Some(it),
        _ => None,
    }
}
