//! What the plan says of each node, in one place, as every step asks for it.

use super::{Columns, Groups, Guards, Slots};
use crate::graph::{Graph, NodeId};

/// Marks what a node does not have.
const NONE: u32 = u32::MAX;

/// What the plan says of one node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    slot: u32,
    first_column: u32,
    columns: u16,
    /// The node is an array that is looped over: its number plus one.
    array: u16,
    test: u32,
    guard: u32,
}

impl Place {
    /// The slot in which the node is remembered for the message.
    pub(crate) fn slot(self) -> Option<usize> {
        (self.slot != NONE).then_some(self.slot as usize)
    }

    /// Where the node's columns are listed.
    pub(crate) fn columns(self) -> std::ops::Range<usize> {
        let first = self.first_column as usize;
        first..first + usize::from(self.columns)
    }

    /// The number of the array that the node is.
    pub(crate) fn array(self) -> Option<u16> {
        self.array.checked_sub(1)
    }

    /// The test that answers the node's constants.
    pub(crate) fn test(self) -> Option<usize> {
        (self.test != NONE).then_some(self.test as usize)
    }

    /// The guard of the loop that the node is.
    pub(crate) fn guard(self) -> Option<usize> {
        (self.guard != NONE).then_some(self.guard as usize)
    }
}

/// The places of all nodes.
pub(super) fn places(
    graph: &Graph,
    slots: &Slots,
    columns: &Columns,
    groups: &Groups,
    guards: &Guards,
) -> Vec<Place> {
    let number = |it: Option<usize>| it.map_or(NONE, |it| it as u32);
    let place = |id: NodeId| {
        let range = columns.listed(id);
        Place {
            slot: number(slots.of(id)),
            first_column: range.start as u32,
            columns: range.len() as u16,
            array: columns.array(id).map_or(0, |it| it + 1),
            test: number(groups.test_number(id)),
            guard: number(guards.number(id)),
        }
    };
    graph.nodes().map(|(id, _)| place(id)).collect()
}
