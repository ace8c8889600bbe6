//! Loops over arrays.
//!
//! What a null array gives is irregular and was measured on the original engine: `any`, `map` and
//! `ratio` are null, `all` is true, `filter` and `distinct` are empty, `sum` is zero.

use std::collections::HashSet;

use limits::CapabilitySet;

use super::compare::{number, plain};
use super::junction::Junction;
use super::shared::Looped;
use super::{Known, Machine, Truth};
use crate::graph::{Collect, NodeId};
use crate::hash::BuildFastHasher;
use crate::outcome::Outcomes;
use crate::value::{Items, Value};

impl<'m> Machine<'_, 'm> {
    pub(super) fn any(&mut self, id: NodeId, array_id: NodeId, body: NodeId) -> Truth {
        let array = self.value(array_id);
        let Some(items) = self.items(array.value) else {
            return Truth::guess(None, array.lacks);
        };
        let looped = self.looped(array_id, items);
        let guard = self.guard(id, &looped);
        let unseen = self.unseen(array_id, array.lacks);
        if unseen.is_none() && guard.as_ref().is_some_and(|it| self.rules_out_all(it)) {
            return Truth::FALSE.uncertain(array.lacks);
        }
        let mut any = Junction::or();
        for index in 0..items.len() {
            if guard
                .as_ref()
                .is_some_and(|it| self.rules_out_one(it, index))
            {
                continue;
            }
            if any.add(self.within(&looped, index, |it| it.truth(body))) {
                break;
            }
        }
        let Some(unseen) = unseen else {
            return any.result().uncertain(array.lacks);
        };
        any.add(self.of_unseen(unseen, body, false));
        any.result()
    }

    pub(super) fn all(&mut self, array_id: NodeId, body: NodeId) -> Truth {
        let array = self.value(array_id);
        let Some(items) = self.items(array.value) else {
            return Truth::guess(Some(true), array.lacks);
        };
        let looped = self.looped(array_id, items);
        let mut all = Junction::and();
        for index in 0..items.len() {
            if all.add(self.within(&looped, index, |it| it.truth(body))) {
                break;
            }
        }
        let Some(unseen) = self.unseen(array_id, array.lacks) else {
            return all.result().uncertain(array.lacks);
        };
        all.add(self.of_unseen(unseen, body, true));
        all.result()
    }

    pub(super) fn collect(
        &mut self,
        id: NodeId,
        how: Collect,
        array_id: NodeId,
        body: NodeId,
    ) -> Known<'m> {
        let mut array = self.value(array_id);
        let Some(items) = self.items(array.value) else {
            let value = match how {
                Collect::Filter | Collect::Distinct => Value::empty_array(),
                Collect::Sum => Value::Int(0),
                Collect::Map | Collect::Ratio => Value::Null,
            };
            return Known::certain(value).with(array.lacks);
        };
        let looped = self.looped(array_id, items);
        let known = match how {
            Collect::Filter => self.filter(id, &looped, items, body),
            Collect::Map => self.map(&looped, items, body),
            Collect::Distinct => self.distinct(&looped, items, body),
            Collect::Sum => self.sum(&looped, items, body),
            Collect::Ratio => self.ratio(&looped, items, body),
        };
        if how == Collect::Filter
            && let Some(unseen) = self.unseen(array_id, array.lacks)
        {
            let kept = self.of_unseen(unseen, body, false);
            if !kept.possible.contains(Outcomes::TRUE) {
                array.lacks = CapabilitySet::EMPTY;
            }
        }
        known.with(array.lacks)
    }

    fn filter(
        &mut self,
        id: NodeId,
        looped: &Looped<'m>,
        items: Items<'m>,
        body: NodeId,
    ) -> Known<'m> {
        let mut kept = Vec::new();
        let mut lacks = CapabilitySet::EMPTY;
        let guard = self.guard(id, looped);
        for (index, item) in items.iter().enumerate() {
            if guard
                .as_ref()
                .is_some_and(|it| self.rules_out_one(it, index))
            {
                continue;
            }
            let truth = self.within(looped, index, |it| it.truth(body));
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

    fn map(&mut self, looped: &Looped<'m>, items: Items<'m>, body: NodeId) -> Known<'m> {
        let mut values = Vec::with_capacity(items.len());
        let mut lacks = CapabilitySet::EMPTY;
        for index in 0..items.len() {
            let known = self.within(looped, index, |it| it.value(body));
            values.push(known.value);
            lacks = lacks.union(known.lacks);
        }
        Known::certain(self.env.array(values)).with(lacks)
    }

    fn distinct(&mut self, looped: &Looped<'m>, items: Items<'m>, key: NodeId) -> Known<'m> {
        let mut seen: HashSet<Key<'m>, BuildFastHasher> = HashSet::default();
        let mut kept = Vec::new();
        let mut lacks = CapabilitySet::EMPTY;
        for (index, item) in items.iter().enumerate() {
            let known = self.within(looped, index, |it| it.value(key));
            lacks = lacks.union(known.lacks);
            if seen.insert(Key::of(known.value)) {
                kept.push(item);
            }
        }
        Known::certain(self.env.array(kept)).with(lacks)
    }

    /// Nulls are skipped; integers add up to an integer.
    fn sum(&mut self, looped: &Looped<'m>, items: Items<'m>, body: NodeId) -> Known<'m> {
        let (mut whole, mut fraction, mut is_float) = (Some(0_i64), 0.0, false);
        let mut lacks = CapabilitySet::EMPTY;
        for index in 0..items.len() {
            let known = self.within(looped, index, |it| it.value(body));
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

    fn ratio(&mut self, looped: &Looped<'m>, items: Items<'m>, body: NodeId) -> Known<'m> {
        let mut hits = 0_usize;
        let mut lacks = CapabilitySet::EMPTY;
        for index in 0..items.len() {
            let truth = self.within(looped, index, |it| it.truth(body));
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
