//! Truth values: connectives, comparisons, membership.

use limits::{Capability, CapabilitySet};

use super::compare::{compare, equal};
use super::junction::Junction;
use super::{Known, Machine, Memo, Truth};
use crate::graph::{NodeId, Op, SetId};
use crate::outcome::Outcomes;
use crate::syntax::CompareOp;
use crate::value::Value;

impl Machine<'_, '_> {
    /// The truth value of a node.
    pub(super) fn truth(&mut self, id: NodeId) -> Truth {
        if let Some(settled) = self.settled(id) {
            return settled;
        }
        let node = self.graph.node(id);
        if !node.is_truth {
            return Truth::of(self.value(id));
        }
        if !self.env.spend(1) {
            return Truth::missing(Capability::EvaluationLimit);
        }
        let closed = node.loops == 0;
        match self.recall_truth(id) {
            Memo::Known(truth) => truth,
            Memo::Empty(cell) => {
                let truth = self.compute_truth(id);
                if !(closed && self.settle(id, truth)) {
                    self.remember_truth(cell, truth);
                }
                truth
            }
            Memo::None => {
                let truth = self.compute_truth(id);
                if closed {
                    self.settle(id, truth);
                }
                truth
            }
        }
    }

    fn compute_truth(&mut self, id: NodeId) -> Truth {
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Bool(it) => Truth::certain(Some(*it)),
            Op::Not(operand) => self.truth(*operand).negated(),
            Op::And(operands) => self.join(Junction::and(), operands),
            Op::Or(operands) => self.join(Junction::or(), operands),
            Op::Of { threshold, clauses } => self.of(*threshold, clauses),
            Op::Compare {
                op,
                left,
                right,
                times,
            } => {
                let (left, right) = (self.value(*left), self.value(*right));
                strict(left, right, |a, b| compare(*op, a, b, *times))
            }
            Op::Range {
                low,
                low_strict,
                middle,
                high_strict,
                high,
            } => {
                let below = |strict| {
                    if strict {
                        CompareOp::Less
                    } else {
                        CompareOp::LessEqual
                    }
                };
                let (low, middle) = (self.value(*low), self.value(*middle));
                let first = strict(low, middle, |a, b| compare(below(*low_strict), a, b, false));
                if first.is_certainly(Outcomes::FALSE) {
                    return first;
                }
                let high = self.value(*high);
                first.and(strict(middle, high, |a, b| {
                    compare(below(*high_strict), a, b, false)
                }))
            }
            Op::IsNull(operand) => self.is_null(*operand),
            Op::InValues {
                needle,
                constants,
                values,
                fold,
            } => self.in_values(id, *needle, *constants, values, *fold),
            Op::InArray {
                needle,
                haystack,
                fold,
            } => self.in_array(*needle, *haystack, *fold),
            Op::InList { needle, list, fold } => self.in_list(*needle, *list, *fold),
            Op::Any { array, body } => self.any(id, *array, *body),
            Op::All { array, body } => self.all(*array, *body),
            Op::TextTest {
                subject,
                constants,
                alternatives,
            } => self.text_test(id, *subject, *constants, alternatives),
            Op::Coalesce {
                operands,
                truth: true,
            } => self.coalesce_truth(operands),
            // Everything else is no truth value.
            _ => Truth::NULL,
        }
    }

    /// The truth value of a rule whose root is `id`, or some value that cannot be true where the rule's cannot.
    ///
    /// To a rule it is all one whether it is false or null, so the first operand of its `and` that
    /// cannot be true decides. What is known of the others is joined as ever.
    pub(super) fn decisive_truth(&mut self, id: NodeId) -> Truth {
        let graph = self.graph;
        let Op::And(operands) = &graph.node(id).op else {
            return self.truth(id);
        };
        if !matches!(self.recall_truth(id), Memo::None) || self.settled(id).is_some() {
            return self.truth(id);
        }
        let mut junction = Junction::and();
        for operand in operands {
            let truth = self.decisive_truth(*operand);
            if !truth.possible.contains(Outcomes::TRUE) {
                return Truth::FALSE;
            }
            junction.add(truth);
        }
        junction.result()
    }

    fn join(&mut self, mut junction: Junction, operands: &[NodeId]) -> Truth {
        for operand in operands {
            if junction.add(self.truth(*operand)) {
                break;
            }
        }
        junction.result()
    }

    /// True if the true clauses alone reach the threshold; else null if any clause is; else false.
    fn of(&mut self, threshold: u32, clauses: &[NodeId]) -> Truth {
        let mut count = Clauses::default();
        for clause in clauses {
            count.add(self.truth(*clause));
            if count.certainly_true >= threshold {
                return Truth::TRUE;
            }
        }
        count.verdict(threshold)
    }

    fn is_null(&mut self, operand: NodeId) -> Truth {
        if self.graph.node(operand).is_truth {
            let truth = self.truth(operand);
            let mut possible = Outcomes::NONE;
            if truth.possible.contains(Outcomes::NULL) {
                possible = possible.union(Outcomes::TRUE);
            }
            if truth.possible != Outcomes::NULL {
                possible = possible.union(Outcomes::FALSE);
            }
            return Truth::possible(Some(truth.as_bool().is_none()), possible, truth.lacks);
        }
        let known = self.value(operand);
        let value = Some(known.value.is_null());
        let either = Outcomes::TRUE.union(Outcomes::FALSE);
        if known.lacks.is_empty() {
            Truth::certain(value)
        } else {
            Truth::possible(value, either, known.lacks)
        }
    }

    fn in_values(
        &mut self,
        id: NodeId,
        needle: NodeId,
        constants: SetId,
        values: &[NodeId],
        fold: bool,
    ) -> Truth {
        let needle = self.value(needle);
        if needle.value.is_null() {
            return Truth::guess(None, needle.lacks);
        }
        let mut found = Junction::or();
        let mut done = false;
        let constants = self.graph.constants(constants);
        if !constants.texts().is_empty() {
            let among = match needle.value.as_str() {
                Some(text) => self.constants_hold(id, constants, text),
                None => Truth::NULL,
            };
            done = found.add(among);
        }
        for value in values {
            if done {
                break;
            }
            let value = self.value(*value);
            let same = strict(Known::certain(needle.value), value, |a, b| {
                equal(a, b, fold)
            });
            done = found.add(same);
        }
        found.result().uncertain(needle.lacks)
    }

    fn in_array(&mut self, needle: NodeId, haystack: NodeId, fold: bool) -> Truth {
        let needle = self.value(needle);
        if needle.is_certainly_null() {
            return Truth::NULL;
        }
        let haystack = self.value(haystack);
        let lacks = needle.lacks.union(haystack.lacks);
        let Some(items) = self.items(haystack.value) else {
            return Truth::guess(None, lacks);
        };
        if needle.value.is_null() || !self.env.spend(items.len() as u64) {
            return Truth::guess(None, lacks);
        }
        let mut found = Some(false);
        for item in items.iter() {
            match equal(needle.value, item, fold) {
                Some(true) => {
                    found = Some(true);
                    break;
                }
                Some(false) => {}
                None => found = None,
            }
        }
        Truth::guess(found, lacks)
    }

    fn in_list(&mut self, needle: NodeId, list: u16, fold: bool) -> Truth {
        let needle = self.value(needle);
        if needle.is_certainly_null() {
            return Truth::NULL;
        }
        let Some((name, declaration)) = self.schema.lists.get_index(usize::from(list)) else {
            return Truth::missing(Capability::List);
        };
        let Some(list) = self.configured_list(list, name) else {
            let lacks = needle
                .lacks
                .union(CapabilitySet::of(declaration.capability));
            return Truth::guess(None, lacks);
        };
        let found = needle.value.as_str().map(|it| {
            if fold || list.is_folded() {
                list.contains_folded(self.env.folded(it))
            } else {
                list.contains(it, false)
            }
        });
        Truth::guess(found, needle.lacks)
    }

    /// The first operand that is not null; what is missing in it leaves the next ones possible.
    fn coalesce_truth(&mut self, operands: &[NodeId]) -> Truth {
        let mut value = None;
        let mut possible = Outcomes::NULL;
        let mut lacks = CapabilitySet::EMPTY;
        for operand in operands {
            let truth = self.truth(*operand);
            value = value.or(truth.as_bool());
            let before = possible.intersection(Outcomes::TRUE.union(Outcomes::FALSE));
            possible = before.union(truth.possible);
            lacks = lacks.union(truth.lacks);
            if !truth.possible.contains(Outcomes::NULL) {
                break;
            }
        }
        Truth::possible(value, possible, lacks)
    }
}

/// The clauses of an `of`, counted.
#[derive(Default)]
struct Clauses {
    is_true: u32,
    is_null: bool,
    certainly_true: u32,
    possibly_true: u32,
    possibly_null: bool,
    certainly_null: bool,
    never_false: u32,
    lacks: CapabilitySet,
}

impl Clauses {
    fn add(&mut self, clause: Truth) {
        let possible = clause.possible;
        self.is_true += u32::from(clause.value == Outcomes::TRUE);
        self.is_null |= clause.value == Outcomes::NULL;
        self.certainly_true += u32::from(possible == Outcomes::TRUE);
        self.possibly_true += u32::from(possible.contains(Outcomes::TRUE));
        self.possibly_null |= possible.contains(Outcomes::NULL);
        self.certainly_null |= possible == Outcomes::NULL;
        self.never_false += u32::from(!possible.contains(Outcomes::FALSE));
        self.lacks = self.lacks.union(clause.lacks);
    }

    fn verdict(&self, threshold: u32) -> Truth {
        let value = if self.is_true >= threshold {
            Some(true)
        } else if self.is_null {
            None
        } else {
            Some(false)
        };
        let mut possible = Outcomes::NONE;
        if self.possibly_true >= threshold {
            possible = possible.union(Outcomes::TRUE);
        }
        if self.certainly_true < threshold {
            if self.possibly_null {
                possible = possible.union(Outcomes::NULL);
            }
            if !self.certainly_null && self.never_false < threshold {
                possible = possible.union(Outcomes::FALSE);
            }
        }
        Truth::possible(value, possible, self.lacks)
    }
}

/// An operation that is null if an operand is.
fn strict<'m>(
    left: Known<'m>,
    right: Known<'m>,
    operation: impl FnOnce(Value<'m>, Value<'m>) -> Option<bool>,
) -> Truth {
    if left.is_certainly_null() || right.is_certainly_null() {
        return Truth::NULL;
    }
    let lacks = left.lacks.union(right.lacks);
    let value = if left.value.is_null() || right.value.is_null() {
        None
    } else {
        operation(left.value, right.value)
    };
    Truth::guess(value, lacks)
}
