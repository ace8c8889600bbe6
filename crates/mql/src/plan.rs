//! How the programs of a rule set are evaluated together.
//!
//! All programs are nodes of one graph, so what they have in common is there once. The plan says of
//! that graph, once and for all messages:
//!
//! - which nodes are remembered: those with one value a message that several others ask for
//!   ([`slots`]), and those with one value for each element of an array ([`columns`]);
//! - which constant tests of one text are answered together, in one pass over it ([`groups`]);
//! - which loops can be told to find nothing from those answers alone ([`guards`]);
//! - which rules have no chance in a message ([`triggers`]).
//!
//! The order of operands is fixed when programs are taken in ([`order`]): cheap ones first.

mod columns;
mod groups;
mod guards;
mod odds;
pub(crate) mod order;
mod places;
mod slots;
mod triggers;

use columns::Columns;
pub(crate) use groups::{Check, Group, Groups, is_set, set};
pub(crate) use guards::Guard;
use guards::Guards;
pub(crate) use places::Place;
use slots::Slots;
pub(crate) use triggers::{Source, Triggers, Waiting};

use crate::graph::{Graph, NodeId};

/// The plan for a graph.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    places: Vec<Place>,
    slots: usize,
    columns: Columns,
    pub(crate) groups: Groups,
    guards: Guards,
    pub(crate) triggers: Triggers,
}

impl Plan {
    /// Plans the evaluation of `graph`, of which `roots` are asked for.
    pub(crate) fn new(graph: &Graph, roots: &[NodeId]) -> Self {
        let groups = Groups::new(graph);
        let guards = Guards::new(graph, &groups);
        let slots = Slots::new(graph, roots);
        let columns = Columns::new(graph);
        Self {
            places: places::places(graph, &slots, &columns, &groups, &guards),
            triggers: Triggers::new(graph, &groups, roots),
            slots: slots.count(),
            columns,
            groups,
            guards,
        }
    }

    /// What the plan says of the node `id`.
    pub(crate) fn place(&self, id: NodeId) -> Place {
        self.places[id.index()]
    }

    /// The number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.places.len()
    }

    /// The number of slots.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// The column of the node at `place` in the table of `array`.
    pub(crate) fn column(&self, place: Place, array: u16) -> Option<usize> {
        self.columns.find(place.columns(), array)
    }

    /// The number of columns of `array`.
    pub(crate) fn width(&self, array: u16) -> usize {
        self.columns.width(array)
    }

    /// The guard of the loop at `place`.
    pub(crate) fn guard(&self, place: Place) -> Option<&Guard> {
        self.guards.get(place.guard()?)
    }
}
