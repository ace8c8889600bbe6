//! How the programs of a rule set are evaluated together.
//!
//! All programs are nodes of one graph, so what they have in common is there once. The plan says of
//! that graph, once and for all messages:
//!
//! - which nodes are remembered: those with one value a message that several others ask for
//!   ([`slots`]), and those with one value for each element of an array ([`columns`]);
//! - which constant tests of one text are answered together, in one pass over it ([`groups`]);
//! - which loops can be told to find nothing from those answers alone ([`guards`]).
//!
//! The order of operands is fixed when programs are taken in ([`order`]): cheap ones first.

mod columns;
mod groups;
mod guards;
pub(crate) mod order;
mod slots;

pub(crate) use columns::{Column, Columns};
pub(crate) use groups::{Group, Groups, TestRef};
pub(crate) use guards::{Guard, Guards};
pub(crate) use slots::Slots;

use crate::graph::{Graph, NodeId};

/// The plan for a graph.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) slots: Slots,
    pub(crate) columns: Columns,
    pub(crate) groups: Groups,
    pub(crate) guards: Guards,
}

impl Plan {
    /// Plans the evaluation of `graph`, of which `roots` are asked for.
    pub(crate) fn new(graph: &Graph, roots: &[NodeId]) -> Self {
        let groups = Groups::new(graph);
        let guards = Guards::new(graph, &groups);
        Self {
            slots: Slots::new(graph, roots),
            columns: Columns::new(graph),
            groups,
            guards,
        }
    }
}
