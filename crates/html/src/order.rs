//! Document order: which node comes before which, and what lies within what.
//!
//! Nodes are numbered as the parser made them, which is not where they stand: broken tables and
//! formatting elements are moved. XPath asks for order all the time, so it is worked out once.

use std::collections::HashMap;

use html5ever::LocalName;

use crate::tree::{NodeId, Step, Tree};

/// The order of a document's nodes.
#[derive(Debug)]
pub(crate) struct Order {
    /// All nodes in document order.
    nodes: Vec<NodeId>,
    /// The place of each node in `nodes`, and that of the last node within it.
    places: Vec<(u32, u32)>,
    /// The places of the elements of each name.
    by_name: HashMap<LocalName, Vec<u32>>,
}

impl Order {
    /// Works out the order of `tree`.
    pub(crate) fn of(tree: &Tree) -> Self {
        let mut order = Self {
            nodes: Vec::with_capacity(tree.len()),
            places: vec![(0, 0); tree.len()],
            by_name: HashMap::new(),
        };
        let mut step = Some(Step::Enter(NodeId::DOCUMENT));
        while let Some(now) = step {
            match now {
                Step::Enter(id) => order.enter(tree, id),
                Step::Leave(id) => {
                    let last = order.nodes.len().saturating_sub(1) as u32;
                    if let Some(place) = order.places.get_mut(id.index()) {
                        place.1 = last;
                    }
                }
            }
            step = tree.step_after(now, NodeId::DOCUMENT);
        }
        order
    }

    fn enter(&mut self, tree: &Tree, id: NodeId) {
        let place = self.nodes.len() as u32;
        self.nodes.push(id);
        if let Some(own) = self.places.get_mut(id.index()) {
            own.0 = place;
        }
        if let Some(name) = tree.name(id) {
            match self.by_name.get_mut(name) {
                Some(places) => places.push(place),
                None => {
                    self.by_name.insert(name.clone(), vec![place]);
                }
            }
        }
    }

    /// The place of `id`.
    pub(crate) fn place(&self, id: NodeId) -> u32 {
        self.places.get(id.index()).map_or(0, |it| it.0)
    }

    /// The place of the last node within `id`, or its own.
    pub(crate) fn last(&self, id: NodeId) -> u32 {
        self.places.get(id.index()).map_or(0, |it| it.1)
    }

    /// The nodes at the places `from..=to`.
    pub(crate) fn range(&self, from: u32, to: u32) -> &[NodeId] {
        self.nodes
            .get(from as usize..=to as usize)
            .unwrap_or_default()
    }

    /// The place of the last node of all.
    pub(crate) fn end(&self) -> u32 {
        self.nodes.len().saturating_sub(1) as u32
    }

    /// The elements called `name` at the places `from..=to`.
    pub(crate) fn named(
        &self,
        name: &LocalName,
        from: u32,
        to: u32,
    ) -> impl DoubleEndedIterator<Item = NodeId> + '_ {
        let places = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let start = places.partition_point(|&it| it < from);
        let end = places.partition_point(|&it| it <= to).max(start);
        places
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter_map(|&it| self.nodes.get(it as usize).copied())
    }
}
