//! Loops over arrays.
//!
//! What a null array gives is irregular and was measured on the original engine: `any`, `map` and
//! `ratio` are null, `all` is true, `filter` and `distinct` are empty, `sum` is zero.

use std::collections::HashSet;

use limits::CapabilitySet;

use super::compare::{number, plain};
use super::junction::Junction;
use super::{Known, Machine, Truth};
use crate::graph::{Collect, NodeId};
use crate::hash::BuildFastHasher;
use crate::outcome::Outcomes;
use crate::value::{Items, Value};

impl<'m> Machine<'_, 'm> {
    pub(super) fn any(&mut self, array: NodeId, body: NodeId) -> Truth {
        let array = self.value(array);
        let Some(items) = self.items(array.value) else {
            return Truth::guess(None, array.lacks);
        };
        let mut any = Junction::or();
        for item in items.iter() {
            if any.add(self.within(item, |machine| machine.truth(body))) {
                break;
            }
        }
        any.result().uncertain(array.lacks)
    }

    pub(super) fn all(&mut self, array: NodeId, body: NodeId) -> Truth {
        let array = self.value(array);
        let Some(items) = self.items(array.value) else {
            return Truth::guess(Some(true), array.lacks);
        };
        let mut all = Junction::and();
        for item in items.iter() {
            if all.add(self.within(item, |machine| machine.truth(body))) {
                break;
            }
        }
        all.result().uncertain(array.lacks)
    }

    /// Evaluates with `element` as the innermost loop's.
    fn within<T>(&mut self, element: Value<'m>, evaluate: impl FnOnce(&mut Self) -> T) -> T {
        self.elements.push(element);
        let result = evaluate(self);
        self.elements.pop();
        result
    }

    pub(super) fn collect(&mut self, how: Collect, array: NodeId, body: NodeId) -> Known<'m> {
        let array = self.value(array);
        let Some(items) = self.items(array.value) else {
            let value = match how {
                Collect::Filter | Collect::Distinct => Value::empty_array(),
                Collect::Sum => Value::Int(0),
                Collect::Map | Collect::Ratio => Value::Null,
            };
            return Known::certain(value).with(array.lacks);
        };
        let known = match how {
            Collect::Filter => self.filter(items, body),
            Collect::Map => self.map(items, body),
            Collect::Distinct => self.distinct(items, body),
            Collect::Sum => self.sum(items, body),
            Collect::Ratio => self.ratio(items, body),
        };
        known.with(array.lacks)
    }

    fn filter(&mut self, items: Items<'m>, body: NodeId) -> Known<'m> {
        let mut kept = Vec::new();
        let mut lacks = CapabilitySet::EMPTY;
        for item in items.iter() {
            let truth = self.within(item, |machine| machine.truth(body));
            if truth.value == Outcomes::TRUE {
                kept.push(item);
            }
            // Whether false or null is possible instead makes no difference to what is kept.
            let sure = truth.possible == Outcomes::TRUE || !truth.possible.contains(Outcomes::TRUE);
            if !sure {
                lacks = lacks.union(truth.lacks);
            }
        }
        Known::certain(self.env.array(kept)).with(lacks)
    }

    fn map(&mut self, items: Items<'m>, body: NodeId) -> Known<'m> {
        let mut values = Vec::with_capacity(items.len());
        let mut lacks = CapabilitySet::EMPTY;
        for item in items.iter() {
            let known = self.within(item, |machine| machine.value(body));
            values.push(known.value);
            lacks = lacks.union(known.lacks);
        }
        Known::certain(self.env.array(values)).with(lacks)
    }

    fn distinct(&mut self, items: Items<'m>, key: NodeId) -> Known<'m> {
        let mut seen: HashSet<Key<'m>, BuildFastHasher> = HashSet::default();
        let mut kept = Vec::new();
        let mut lacks = CapabilitySet::EMPTY;
        for item in items.iter() {
            let known = self.within(item, |machine| machine.value(key));
            lacks = lacks.union(known.lacks);
            if seen.insert(Key::of(known.value)) {
                kept.push(item);
            }
        }
        Known::certain(self.env.array(kept)).with(lacks)
    }

    /// Nulls are skipped; integers add up to an integer.
    fn sum(&mut self, items: Items<'m>, body: NodeId) -> Known<'m> {
        let (mut whole, mut fraction, mut is_float) = (Some(0_i64), 0.0, false);
        let mut lacks = CapabilitySet::EMPTY;
        for item in items.iter() {
            let known = self.within(item, |machine| machine.value(body));
            lacks = lacks.union(known.lacks);
            match plain(known.value) {
                Value::Int(it) => {
                    whole = whole.and_then(|sum| sum.checked_add(it));
                    fraction += it as f64;
                }
                other => {
                    is_float |= matches!(other, Value::Float(_));
                    fraction += number(other).unwrap_or_default();
                }
            }
        }
        let value = if is_float {
            Value::Float(fraction)
        } else {
            whole.into()
        };
        Known::certain(value).with(lacks)
    }

    fn ratio(&mut self, items: Items<'m>, body: NodeId) -> Known<'m> {
        let mut hits = 0_usize;
        let mut lacks = CapabilitySet::EMPTY;
        for item in items.iter() {
            let truth = self.within(item, |machine| machine.truth(body));
            hits += usize::from(truth.value == Outcomes::TRUE);
            lacks = lacks.union(truth.lacks);
        }
        if items.is_empty() {
            return Known::default();
        }
        let share = hits as f64 / items.len() as f64;
        Known::certain(Value::Float(share)).with(lacks)
    }
}

/// What two values must share not to be distinct.
#[derive(PartialEq, Eq, Hash)]
enum Key<'m> {
    Null,
    Bool(bool),
    Int(i64),
    Float(u64),
    Str(&'m str),
    /// Objects and containers are the same only if they are one and the same.
    Identity(crate::env::Identity),
}

impl<'m> Key<'m> {
    fn of(value: Value<'m>) -> Self {
        match plain(value) {
            Value::Null => Key::Null,
            Value::Bool(it) => Key::Bool(it),
            Value::Int(it) => Key::Int(it),
            Value::Float(it) => Key::Float(it.to_bits()),
            Value::Str(it) => Key::Str(it),
            other => Key::Identity(crate::env::Identity::of(other)),
        }
    }
}
