//! Conditions without which a loop's body is false.
//!
//! `any(links, .host in ("a", "b") and …)` finds nothing unless some host is `a` or `b`, which the
//! group of `.host` knows of every element after one look. So most loops of most rules are never run.

use super::Groups;
use super::columns::is_stable;
use crate::graph::{Collect, Graph, NodeId, Op};

/// A condition on an element; where it fails, the body is certainly false.
#[derive(Debug, Clone)]
pub(crate) enum Guard {
    /// One of these units of a group must hold, or its subject be null.
    Test { group: u16, units: Box<[u16]> },
    /// All must hold.
    All(Vec<Guard>),
    /// One must hold.
    Any(Vec<Guard>),
}

/// The guards of all loops that have one.
#[derive(Debug, Clone)]
pub(super) struct Guards {
    guards: Vec<Guard>,
    /// By node: the number of its guard plus one.
    by_node: Vec<u32>,
}

impl Guards {
    pub(super) fn new(graph: &Graph, groups: &Groups) -> Self {
        let mut all = Self {
            guards: Vec::new(),
            by_node: vec![0; graph.len()],
        };
        for (id, node) in graph.nodes() {
            let (Op::Any { array, body }
            | Op::Collect {
                how: Collect::Filter,
                array,
                body,
            }) = node.op
            else {
                continue;
            };
            let stable = is_stable(graph, array);
            if let Some(guard) = stable.then(|| guard(graph, groups, body)).flatten() {
                all.guards.push(guard);
                all.by_node[id.index()] = all.guards.len() as u32;
            }
        }
        all
    }

    /// The number of the guard of the loop `id`.
    pub(super) fn number(&self, id: NodeId) -> Option<usize> {
        (self.by_node[id.index()] as usize).checked_sub(1)
    }

    /// The guard with that number.
    pub(super) fn get(&self, number: usize) -> Option<&Guard> {
        self.guards.get(number)
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
            let it = groups.test(groups.test_number(id)?)?;
            Some(Guard::Test {
                group: it.group,
                units: it.units.clone(),
            })
        }
        _ => None,
    }
}
