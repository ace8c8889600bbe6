//! Nodes that are remembered for the message.

use crate::graph::{Graph, NodeId, Op};

/// For each node the number of its slot.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    /// By node; 0 means none, else the slot's number plus one.
    by_node: Vec<u32>,
    count: usize,
}

impl Slots {
    pub(super) fn new(graph: &Graph, roots: &[NodeId]) -> Self {
        let mut uses = vec![0_u32; graph.len()];
        for root in roots {
            uses[root.index()] += 1;
        }
        for (_, node) in graph.nodes() {
            node.op.each_operand(|operand, body| {
                // What is asked for in a loop is asked for again and again.
                let times = if body || node.loops > 0 { 2 } else { 1 };
                uses[operand.index()] += times;
            });
        }
        let mut count = 0;
        let by_node = graph
            .nodes()
            .map(|(id, node)| {
                let worthwhile = node.loops == 0 && uses[id.index()] > 1 && !is_trivial(&node.op);
                if worthwhile {
                    count += 1;
                }
                if worthwhile { count } else { 0 }
            })
            .collect();
        Self {
            by_node,
            count: count as usize,
        }
    }

    /// The slot of the node `id`.
    pub(super) fn of(&self, id: NodeId) -> Option<usize> {
        let slot = self.by_node.get(id.index()).copied().unwrap_or(0);
        (slot as usize).checked_sub(1)
    }

    /// The number of slots.
    pub(super) fn count(&self) -> usize {
        self.count
    }
}

/// Whether computing the node is no dearer than remembering it.
pub(super) fn is_trivial(op: &Op) -> bool {
    matches!(
        op,
        Op::Null | Op::Bool(_) | Op::Int(_) | Op::Float(_) | Op::Text(_) | Op::Element(_)
    )
}
