//! Evaluation (sections 2 and 3 of the specification).
//!
//! Recursion follows the query, whose nesting the parser bounds; the document is only ever walked in
//! loops.

#![allow(clippy::float_cmp)] // XPath compares numbers exactly

use std::borrow::Cow;

use html5ever::LocalName;
use limits::Budget;

use super::XPathError;
use super::axis::Walk;
use super::function;
use super::syntax::{Expression, Operator, Predicate, Step};
use super::value::{self, NodeRef, Value};
use crate::document::Document;
use crate::tree::NodeId;

/// Where an expression is evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    pub(super) node: NodeRef,
    /// The node's place among the candidates, the first being 1.
    pub(super) position: usize,
    /// How many candidates there are.
    pub(super) size: usize,
}

/// Evaluates `expression` on a document.
pub(super) fn evaluate<'d>(
    expression: &'d Expression,
    document: &'d Document,
    budget: &mut Budget,
) -> Result<Value<'d>, XPathError> {
    let mut evaluator = Evaluator {
        walk: Walk {
            document,
            order: document.order(),
            budget,
        },
    };
    let context = Context {
        node: NodeRef::Tree(NodeId::DOCUMENT),
        position: 1,
        size: 1,
    };
    evaluator.value(expression, context)
}

pub(super) struct Evaluator<'d, 'b> {
    pub(super) walk: Walk<'d, 'b>,
}

impl<'d> Evaluator<'d, '_> {
    /// The value of an expression.
    pub(super) fn value(
        &mut self,
        expression: &'d Expression,
        context: Context,
    ) -> Result<Value<'d>, XPathError> {
        self.walk.budget.take(1)?;
        Ok(match expression {
            Expression::Literal(text) => Value::Text(Cow::Borrowed(text)),
            Expression::Number(number) => Value::Number(*number),
            Expression::Negate(inner) => Value::Number(-self.number(inner, context)?),
            Expression::Binary(operator, left, right) => {
                self.binary(*operator, left, right, context)?
            }
            Expression::Call(function, arguments) => {
                function::call(self, *function, arguments, context)?
            }
            Expression::Absolute(steps) => {
                let root = vec![NodeRef::Tree(NodeId::DOCUMENT)];
                Value::Nodes(self.path(root, steps)?)
            }
            Expression::Relative(steps) => Value::Nodes(self.path(vec![context.node], steps)?),
            Expression::Filter {
                primary,
                predicates,
                steps,
            } => {
                let mut nodes = self.value(primary, context)?.into_nodes()?;
                for predicate in predicates {
                    nodes = self.filtered(nodes, predicate)?;
                }
                Value::Nodes(self.path(nodes, steps)?)
            }
        })
    }

    /// Whether an expression is true: what [`Value::truth`] says of its value, which is not made where
    /// nobody looks at it.
    pub(super) fn holds(
        &mut self,
        expression: &'d Expression,
        context: Context,
    ) -> Result<bool, XPathError> {
        if let Some(name) = expression.own_attribute() {
            return Ok(self.own_attribute(name, context)?.is_some());
        }
        match expression {
            Expression::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
                self.walk.budget.take(1)?;
                let decided = *operator == Operator::Or;
                let first = self.holds(left, context)?;
                if first == decided {
                    Ok(decided)
                } else {
                    self.holds(right, context)
                }
            }
            Expression::Binary(operator @ (Operator::Equal | Operator::NotEqual), left, right) => {
                let (Some(name), Expression::Literal(text)) = (left.own_attribute(), &**right)
                else {
                    return Ok(self.value(expression, context)?.truth());
                };
                let equal = self.own_attribute(name, context)?.map(|it| it == text);
                Ok(equal.is_some_and(|it| it == (*operator == Operator::Equal)))
            }
            Expression::Relative(steps) => match &**steps {
                [step] if step.predicates.iter().all(|it| !it.positional) => {
                    self.walk.budget.take(1)?;
                    self.leads_somewhere(step, context.node)
                }
                _ => Ok(self.value(expression, context)?.truth()),
            },
            _ => function::holds(self, expression, context),
        }
    }

    /// Whether a step without positions leads anywhere from `node`.
    fn leads_somewhere(&mut self, step: &'d Step, node: NodeRef) -> Result<bool, XPathError> {
        for node in self.walk.candidates(step, node)? {
            if self.passes(node, &step.predicates)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether `node` meets predicates that do not ask for its position.
    fn passes(&mut self, node: NodeRef, predicates: &'d [Predicate]) -> Result<bool, XPathError> {
        let context = Context {
            node,
            position: 1,
            size: 1,
        };
        for predicate in predicates {
            if !self.holds(&predicate.condition, context)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The value of the attribute `name` of the context node.
    fn own_attribute(
        &mut self,
        name: &LocalName,
        context: Context,
    ) -> Result<Option<&'d str>, XPathError> {
        let NodeRef::Tree(id) = context.node else {
            return Ok(None);
        };
        let tree = &self.walk.document.tree;
        let value = tree.attribute(id, name);
        let steps = tree.attributes(id).len() + value.map_or(0, |it| it.len() / 64);
        self.walk.budget.take(1 + steps as u64)?;
        Ok(value)
    }

    /// The value of an expression as a text.
    pub(super) fn text(
        &mut self,
        expression: &'d Expression,
        context: Context,
    ) -> Result<Cow<'d, str>, XPathError> {
        if let Some(name) = expression.own_attribute() {
            let value = self.own_attribute(name, context)?;
            return Ok(Cow::Borrowed(value.unwrap_or_default()));
        }
        let value = self.value(expression, context)?;
        self.text_of(value)
    }

    pub(super) fn number(
        &mut self,
        expression: &'d Expression,
        context: Context,
    ) -> Result<f64, XPathError> {
        let value = self.value(expression, context)?;
        self.number_of(value)
    }

    pub(super) fn number_of(&mut self, value: Value<'d>) -> Result<f64, XPathError> {
        Ok(match value {
            Value::Number(number) => number,
            Value::Truth(truth) => f64::from(u8::from(truth)),
            text => value::number_of(&self.text_of(text)?),
        })
    }

    /// Section 4.2, `string`: that of nodes is that of the first.
    pub(super) fn text_of(&mut self, value: Value<'d>) -> Result<Cow<'d, str>, XPathError> {
        Ok(match value {
            Value::Text(text) => text,
            Value::Number(number) => value::text_of(number).into(),
            Value::Truth(truth) => if truth { "true" } else { "false" }.into(),
            Value::Nodes(nodes) => match nodes.first() {
                Some(&first) => self.string_value(first)?,
                None => Cow::Borrowed(""),
            },
        })
    }

    /// The string value of a node, which costs what it is long.
    pub(super) fn string_value(&mut self, node: NodeRef) -> Result<Cow<'d, str>, XPathError> {
        if let NodeRef::Tree(id) = node {
            let order = self.walk.order;
            let nodes = u64::from(order.last(id) - order.place(id));
            self.walk.budget.take(nodes)?;
        }
        let text = value::string_value(&self.walk.document.tree, node);
        self.walk.budget.take(text.len() as u64 / 64)?;
        Ok(text)
    }

    /// The nodes to which `steps` lead from `nodes`, in document order.
    fn path(
        &mut self,
        mut nodes: Vec<NodeRef>,
        steps: &'d [Step],
    ) -> Result<Vec<NodeRef>, XPathError> {
        for step in steps {
            nodes = self.step(nodes, step)?;
        }
        Ok(nodes)
    }

    fn step(&mut self, nodes: Vec<NodeRef>, step: &'d Step) -> Result<Vec<NodeRef>, XPathError> {
        let positional = step.predicates.iter().any(|it| it.positional);
        let nodes = if positional {
            nodes
        } else {
            self.walk.without_redundant(step.axis, nodes)
        };
        let mut all = Vec::new();
        for node in nodes {
            let mut found = self.walk.candidates(step, node)?;
            for predicate in &step.predicates {
                found = self.filtered(found, predicate)?;
            }
            if step.axis.is_reverse() {
                found.reverse();
            }
            all.append(&mut found);
        }
        self.walk.sort(&mut all)?;
        Ok(all)
    }

    /// Those of `nodes` for which the predicate holds (section 2.4).
    fn filtered(
        &mut self,
        nodes: Vec<NodeRef>,
        predicate: &'d Predicate,
    ) -> Result<Vec<NodeRef>, XPathError> {
        let size = nodes.len();
        let mut kept = Vec::new();
        if !predicate.positional {
            for node in nodes {
                if self.passes(node, std::slice::from_ref(predicate))? {
                    kept.push(node);
                }
            }
            return Ok(kept);
        }
        for (index, node) in nodes.into_iter().enumerate() {
            let context = Context {
                node,
                position: index + 1,
                size,
            };
            let holds = match self.value(&predicate.condition, context)? {
                Value::Number(number) => number == context.position as f64,
                other => other.truth(),
            };
            if holds {
                kept.push(node);
            }
        }
        Ok(kept)
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &'d Expression,
        right: &'d Expression,
        context: Context,
    ) -> Result<Value<'d>, XPathError> {
        Ok(match operator {
            Operator::Or | Operator::And => {
                let decided = operator == Operator::Or;
                let first = self.value(left, context)?.truth();
                Value::Truth(if first == decided {
                    decided
                } else {
                    self.value(right, context)?.truth()
                })
            }
            Operator::Union => {
                let mut nodes = self.value(left, context)?.into_nodes()?;
                nodes.extend(self.value(right, context)?.into_nodes()?);
                self.walk.sort(&mut nodes)?;
                Value::Nodes(nodes)
            }
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Remainder => {
                let left = self.number(left, context)?;
                let right = self.number(right, context)?;
                Value::Number(match operator {
                    Operator::Add => left + right,
                    Operator::Subtract => left - right,
                    Operator::Multiply => left * right,
                    Operator::Divide => left / right,
                    _ => left % right,
                })
            }
            comparison => {
                let left = self.value(left, context)?;
                let right = self.value(right, context)?;
                Value::Truth(self.compare(comparison, left, right)?)
            }
        })
    }

    /// Section 3.4: nodes compare as their string values do, and it is enough that one does.
    fn compare(
        &mut self,
        operator: Operator,
        left: Value<'d>,
        right: Value<'d>,
    ) -> Result<bool, XPathError> {
        match (left, right) {
            (Value::Nodes(left), Value::Nodes(right)) => self.compare_nodes(operator, left, right),
            (Value::Nodes(nodes), Value::Truth(truth)) => {
                let left = Value::Truth(!nodes.is_empty());
                self.compare_plain(operator, left, Value::Truth(truth))
            }
            (Value::Truth(truth), Value::Nodes(nodes)) => {
                let right = Value::Truth(!nodes.is_empty());
                self.compare_plain(operator, Value::Truth(truth), right)
            }
            (Value::Nodes(nodes), plain) => self.any_compares(nodes, |it, text| {
                it.compare_plain(operator, text, plain.clone())
            }),
            (plain, Value::Nodes(nodes)) => self.any_compares(nodes, |it, text| {
                it.compare_plain(operator, plain.clone(), text)
            }),
            (left, right) => self.compare_plain(operator, left, right),
        }
    }

    fn any_compares(
        &mut self,
        nodes: Vec<NodeRef>,
        compares: impl Fn(&mut Self, Value<'d>) -> Result<bool, XPathError>,
    ) -> Result<bool, XPathError> {
        for node in nodes {
            let text = self.string_value(node)?;
            if compares(self, Value::Text(text))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn compare_nodes(
        &mut self,
        operator: Operator,
        left: Vec<NodeRef>,
        right: Vec<NodeRef>,
    ) -> Result<bool, XPathError> {
        let mut texts = Vec::with_capacity(right.len());
        for node in right {
            texts.push(self.string_value(node)?);
        }
        for node in left {
            let text = self.string_value(node)?;
            for other in &texts {
                self.walk.budget.take(1)?;
                let (left, right) = (Value::Text(text.clone()), Value::Text(other.clone()));
                if self.compare_plain(operator, left, right)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Compares values that are no nodes.
    fn compare_plain(
        &mut self,
        operator: Operator,
        left: Value<'d>,
        right: Value<'d>,
    ) -> Result<bool, XPathError> {
        let equality = match operator {
            Operator::Equal => Some(true),
            Operator::NotEqual => Some(false),
            _ => None,
        };
        if let Some(wanted) = equality {
            let equal = match (&left, &right) {
                (Value::Truth(_), _) | (_, Value::Truth(_)) => left.truth() == right.truth(),
                (Value::Text(left), Value::Text(right)) => left == right,
                _ => self.number_of(left)? == self.number_of(right)?,
            };
            return Ok(equal == wanted);
        }
        let (left, right) = (self.number_of(left)?, self.number_of(right)?);
        Ok(match operator {
            Operator::Less => left < right,
            Operator::LessOrEqual => left <= right,
            Operator::Greater => left > right,
            _ => left >= right,
        })
    }
}
