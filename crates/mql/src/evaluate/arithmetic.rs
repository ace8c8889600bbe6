//! Arithmetic: integers stay integers, a float makes a float, and what has no result is null.

use super::compare::{number, plain};
use super::{Known, Machine};
use crate::graph::NodeId;
use crate::syntax::ArithmeticOp;
use crate::value::Value;

impl<'m> Machine<'_, 'm> {
    pub(super) fn arithmetic(
        &mut self,
        op: ArithmeticOp,
        left: NodeId,
        right: NodeId,
    ) -> Known<'m> {
        let (left, right) = (self.value(left), self.value(right));
        if left.is_certainly_null() || right.is_certainly_null() {
            return Known::default();
        }
        let value = match (plain(left.value), plain(right.value)) {
            (Value::Int(left), Value::Int(right)) => integers(op, left, right).map(Value::Int),
            (left, right) => match (number(left), number(right)) {
                (Some(left), Some(right)) => floats(op, left, right).map(Value::Float),
                _ => None,
            },
        };
        Known::certain(value.unwrap_or_default()).with(left.lacks.union(right.lacks))
    }

    pub(super) fn negate(&mut self, operand: NodeId) -> Known<'m> {
        let known = self.value(operand);
        let value = match plain(known.value) {
            Value::Int(it) => it.checked_neg().map(Value::Int),
            Value::Float(it) => Some(Value::Float(-it)),
            _ => None,
        };
        Known::certain(value.unwrap_or_default()).with(known.lacks)
    }
}

fn integers(op: ArithmeticOp, left: i64, right: i64) -> Option<i64> {
    match op {
        ArithmeticOp::Add => left.checked_add(right),
        ArithmeticOp::Subtract => left.checked_sub(right),
        ArithmeticOp::Multiply => left.checked_mul(right),
        ArithmeticOp::Divide => left.checked_div(right),
        ArithmeticOp::Remainder => left.checked_rem(right),
    }
}

fn floats(op: ArithmeticOp, left: f64, right: f64) -> Option<f64> {
    let result = match op {
        ArithmeticOp::Add => left + right,
        ArithmeticOp::Subtract => left - right,
        ArithmeticOp::Multiply => left * right,
        ArithmeticOp::Divide => left / right,
        ArithmeticOp::Remainder => left % right,
    };
    result.is_finite().then_some(result)
}
