//! Evaluating a graph over one message.
//!
//! One [`Machine`] walks the nodes. Values carry what they lacked; truth values carry the set of
//! outcomes still possible as well ([`truth`](self::truth)). The rules of null are those of the
//! language: most operations are null if an operand is, and the exceptions are spelled out where
//! they are computed. Nothing fails: what cannot be computed is null.

mod access;
mod arithmetic;
mod calls;
mod compare;
mod json;
mod junction;
mod logic;
mod loops;
mod shared;
mod tests_of_text;
mod truth;
mod unseen;

use limits::{Capability, CapabilitySet};

pub(crate) use shared::Shared;
pub(crate) use truth::Truth;

use shared::Memo;

use crate::env::Env;
use crate::graph::{Graph, NodeId, Op};
use crate::list::List;
use crate::outcome::{Decision, Evaluated, Outcomes};
use crate::schema::Schema;
use crate::types::Type;
use crate::value::Value;

/// A value and what it lacked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'m> {
    pub(crate) value: Value<'m>,
    pub(crate) lacks: CapabilitySet,
}

impl<'m> Known<'m> {
    pub(crate) fn certain(value: Value<'m>) -> Self {
        Self {
            value,
            lacks: CapabilitySet::EMPTY,
        }
    }

    fn with(self, lacks: CapabilitySet) -> Self {
        Self {
            lacks: self.lacks.union(lacks),
            ..self
        }
    }

    /// Null because of `capability`.
    fn missing(capability: Capability) -> Self {
        Self {
            value: Value::Null,
            lacks: CapabilitySet::of(capability),
        }
    }

    /// Null whatever is missing.
    fn is_certainly_null(self) -> bool {
        self.value.is_null() && self.lacks.is_empty()
    }
}

/// Walks the nodes of one graph over one message.
pub(crate) struct Machine<'e, 'm> {
    graph: &'m Graph,
    schema: &'m Schema,
    env: &'e Env<'m>,
    /// The elements of the loops around, innermost last.
    elements: Vec<Value<'m>>,
    /// What programs share that are evaluated together; `None` when one is walked on its own.
    shared: Option<Shared<'m>>,
    /// The configured lists by position in the schema; empty where they are looked up by name.
    lists: Vec<Option<&'m List>>,
}

impl<'e, 'm> Machine<'e, 'm> {
    pub(crate) fn new(graph: &'m Graph, schema: &'m Schema, env: &'e Env<'m>) -> Self {
        Self {
            graph,
            schema,
            env,
            elements: Vec::new(),
            shared: None,
            lists: Vec::new(),
        }
    }

    /// A machine whose programs share what they compute.
    pub(crate) fn together(
        graph: &'m Graph,
        schema: &'m Schema,
        env: &'e Env<'m>,
        shared: Shared<'m>,
    ) -> Self {
        let names = schema.lists.keys();
        Self {
            lists: names.map(|it| env.lists().get(it)).collect(),
            shared: Some(shared),
            ..Self::new(graph, schema, env)
        }
    }

    /// Evaluates the program whose root is `id` and whose type is `ty`.
    pub(crate) fn program(&mut self, id: NodeId, ty: &Type) -> Evaluated<'m> {
        if *ty == Type::Bool {
            let truth = self.truth(id);
            return Evaluated {
                value: truth.as_value(),
                possible: truth.possible,
                lacks: truth.lacks,
            };
        }
        let known = self.value(id);
        Evaluated {
            value: known.value,
            possible: Outcomes::NONE,
            lacks: known.lacks,
        }
    }

    /// What becomes of the rule whose root is `id`.
    pub(crate) fn decision(&mut self, id: NodeId) -> Decision {
        let truth = self.decisive_truth(id);
        Evaluated {
            value: truth.as_value(),
            possible: truth.possible,
            lacks: truth.lacks,
        }
        .decision()
    }

    /// The value of a node.
    fn value(&mut self, id: NodeId) -> Known<'m> {
        if !self.env.spend(1) {
            return Known::missing(Capability::EvaluationLimit);
        }
        if self.graph.node(id).is_truth {
            let truth = self.truth(id);
            return Known {
                value: truth.as_value(),
                lacks: truth.lacks,
            };
        }
        match self.recall_value(id) {
            Memo::Known(known) => known,
            Memo::Empty(cell) => {
                let known = self.compute(id);
                self.remember_value(cell, known);
                known
            }
            Memo::None => self.compute(id),
        }
    }

    fn compute(&mut self, id: NodeId) -> Known<'m> {
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Int(it) => Known::certain(Value::Int(*it)),
            Op::Float(bits) => Known::certain(Value::Float(f64::from_bits(*bits))),
            Op::Text(text) => Known::certain(Value::Str(text)),
            Op::Root(root) => self.root(*root),
            Op::Element(up) => self.element(*up),
            Op::Field {
                base,
                object,
                field,
                model,
            } => {
                let base = self.value(*base);
                self.field(base, *object, *field, *model)
            }
            Op::Member { base, name } => {
                let base = self.value(*base);
                self.member(base, name)
            }
            Op::Subscript { base, index } => self.subscript(*base, *index),
            Op::Slice {
                base,
                from,
                to,
                text,
            } => self.slice(*base, *from, *to, *text),
            Op::List(list) => self.list(*list),
            Op::Array(items) => self.array(items),
            Op::Arithmetic { op, left, right } => self.arithmetic(*op, *left, *right),
            Op::Negate(operand) => self.negate(*operand),
            Op::Collect { how, array, body } => self.collect(id, *how, *array, *body),
            Op::Coalesce {
                operands,
                truth: false,
            } => self.coalesce(operands),
            Op::Native { function, operands } => self.native(*function, operands),
            Op::Pattern {
                function,
                subject,
                constants,
            } => self.pattern(*function, *subject, *constants),
            Op::Call {
                function,
                positional,
                keywords,
            } => self.call(*function, positional, keywords),
            // Everything else is null or a truth value.
            _ => Known::default(),
        }
    }

    /// The list at `position` in the schema, if it is configured.
    fn configured_list(&self, position: u16, name: &str) -> Option<&'m List> {
        match self.lists.get(usize::from(position)) {
            Some(list) => *list,
            None => self.env.lists().get(name),
        }
    }

    fn element(&self, up: u8) -> Known<'m> {
        let at = self.elements.len().checked_sub(usize::from(up) + 1);
        let element = at.and_then(|at| self.elements.get(at));
        Known::certain(element.copied().unwrap_or_default())
    }

    fn array(&mut self, items: &[NodeId]) -> Known<'m> {
        let mut values = Vec::with_capacity(items.len());
        let mut lacks = CapabilitySet::EMPTY;
        for item in items {
            let item = self.value(*item);
            values.push(item.value);
            lacks = lacks.union(item.lacks);
        }
        Known::certain(self.env.array(values)).with(lacks)
    }

    /// The first operand that is not null.
    fn coalesce(&mut self, operands: &[NodeId]) -> Known<'m> {
        let mut lacks = CapabilitySet::EMPTY;
        for operand in operands {
            let known = self.value(*operand);
            lacks = lacks.union(known.lacks);
            if !known.value.is_null() {
                return Known::certain(known.value).with(lacks);
            }
        }
        Known::default().with(lacks)
    }
}
