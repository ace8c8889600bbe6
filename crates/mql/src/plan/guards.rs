//! Conditions without which a loop's body is false.
//!
//! `any(links, .host in ("a", "b") and …)` finds nothing unless some host is `a` or `b`, which the
//! group of `.host` knows of every element after one look. So most loops of most rules are never run.

use std::collections::HashMap;

use super::Groups;
use crate::graph::{Collect, Graph, NodeId, Op};

/// A condition on an element; where it fails, the body is certainly false.
#[derive(Debug, Clone)]
pub(crate) enum Guard {
    /// A test must hold, or its subject be null.
    Test { group: u16, test: u16 },
    /// All must hold.
    All(Vec<Guard>),
    /// One must hold.
    Any(Vec<Guard>),
}

/// The guards of all loops that have one.
#[derive(Debug, Clone)]
pub(crate) struct Guards(HashMap<NodeId, Guard>);

impl Guards {
    pub(super) fn new(graph: &Graph, groups: &Groups) -> Self {
        let guarded = graph.nodes().filter_map(|(id, node)| {
            let (array, body) = match node.op {
                Op::Any { array, body }
                | Op::Collect {
                    how: Collect::Filter,
                    array,
                    body,
                } => (array, body),
                _ => return None,
            };
            let closed = graph.node(array).loops == 0;
            let guard = closed.then(|| guard(graph, groups, body)).flatten()?;
            Some((id, guard))
        });
        Self(guarded.collect())
    }

    /// The guard of the loop `id`.
    pub(crate) fn of(&self, id: NodeId) -> Option<&Guard> {
        self.0.get(&id)
    }
}

/// The condition that the truth value `id` implies. Recursion follows the program's own nesting.
fn guard(graph: &Graph, groups: &Groups, id: NodeId) -> Option<Guard> {
    let node = graph.node(id);
    if node.loops != 1 {
        return None;
    }
    match &node.op {
        Op::And(operands) => {
            let mut known: Vec<Guard> = operands
                .iter()
                .filter_map(|it| guard(graph, groups, *it))
                .collect();
            match known.len() {
                0 | 1 => known.pop(),
                _ => Some(Guard::All(known)),
            }
        }
        Op::Or(operands)
        | Op::Of {
            clauses: operands,
            threshold: 1..,
        } => {
            let all: Option<Vec<Guard>> = operands
                .iter()
                .map(|it| guard(graph, groups, *it))
                .collect();
            all.map(Guard::Any)
        }
        Op::TextTest {
            alternatives: others,
            ..
        }
        | Op::InValues { values: others, .. }
            if others.is_empty() =>
        {
            let it = groups.test(id)?;
            Some(Guard::Test {
                group: it.group,
                test: it.test,
            })
        }
        _ => None,
    }
}
