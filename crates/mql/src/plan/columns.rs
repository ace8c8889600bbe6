//! Nodes that are remembered for each element of an array.
//!
//! Many rules loop over the same array and ask the same things of each element. Where an array comes
//! from the host rather than being computed anew, an element is known by its array and position, and
//! what is asked of it more than once has a column in that array's table.

use std::collections::{HashMap, HashSet};

use super::slots::is_trivial;
use crate::graph::{Graph, NodeId, Op};

/// A place in an array's table.
#[derive(Debug, Clone, Copy)]
struct Column {
    /// The number of the array.
    array: u16,
    /// The number of the column in its table.
    column: u16,
}

/// Which nodes have columns.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// By node: where its columns begin in `listed`, with the end of the last one at the end.
    starts: Vec<u32>,
    listed: Vec<Column>,
    /// By node: the number of the array plus one; 0 for what no loop is over.
    arrays: Vec<u16>,
    /// By array: how many columns it has.
    widths: Vec<u16>,
}

impl Columns {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut arrays = vec![0_u16; graph.len()];
        let mut uses: Vec<HashMap<NodeId, u32>> = Vec::new();
        let mut walked: Vec<HashSet<NodeId>> = Vec::new();
        for (_, node) in graph.nodes() {
            let Some((array, body)) = node.op.as_loop() else {
                continue;
            };
            if !is_stable(graph, array) {
                continue;
            }
            let number = &mut arrays[array.index()];
            if *number == 0 {
                let Ok(next) = u16::try_from(uses.len() + 1) else {
                    continue;
                };
                *number = next;
                uses.push(HashMap::new());
                walked.push(HashSet::new());
            }
            let at = usize::from(*number) - 1;
            count_uses(graph, body, &mut uses[at], &mut walked[at]);
        }
        Self::assign(graph, arrays, &uses)
    }

    fn assign(graph: &Graph, arrays: Vec<u16>, uses: &[HashMap<NodeId, u32>]) -> Self {
        let mut by_node: Vec<Vec<Column>> = vec![Vec::new(); graph.len()];
        let mut widths = Vec::with_capacity(uses.len());
        for (array, uses) in (0_u16..).zip(uses) {
            let mut shared: Vec<NodeId> = uses
                .iter()
                .filter(|(id, uses)| **uses > 1 && !is_trivial(&graph.node(**id).op))
                .map(|(id, _)| *id)
                .collect();
            shared.sort_unstable();
            shared.truncate(usize::from(u16::MAX));
            for (column, id) in (0..).zip(&shared) {
                by_node[id.index()].push(Column { array, column });
            }
            widths.push(shared.len() as u16);
        }
        let mut starts = Vec::with_capacity(by_node.len() + 1);
        let mut columns = Vec::new();
        for of_node in by_node {
            starts.push(columns.len() as u32);
            columns.extend(of_node);
        }
        starts.push(columns.len() as u32);
        Self {
            starts,
            listed: columns,
            arrays,
            widths,
        }
    }

    /// Where the columns of the node `id` are listed.
    pub(super) fn listed(&self, id: NodeId) -> std::ops::Range<usize> {
        self.starts[id.index()] as usize..self.starts[id.index() + 1] as usize
    }

    /// The column in the table of `array` among those listed in `range`.
    pub(super) fn find(&self, range: std::ops::Range<usize>, array: u16) -> Option<usize> {
        let listed = self.listed.get(range)?;
        let found = listed.iter().find(|it| it.array == array);
        found.map(|it| usize::from(it.column))
    }

    /// The number of the array that the node `id` is.
    pub(super) fn array(&self, id: NodeId) -> Option<u16> {
        self.arrays[id.index()].checked_sub(1)
    }

    /// The number of columns of `array`.
    pub(super) fn width(&self, array: u16) -> usize {
        usize::from(self.widths[usize::from(array)])
    }
}

/// Whether asking again for the array gives the very same one: it has one value a message, or is a
/// field of an element or an element itself.
pub(super) fn is_stable(graph: &Graph, array: NodeId) -> bool {
    let node = graph.node(array);
    node.loops == 0 || matches!(node.op, Op::Field { .. } | Op::Element(_))
}

/// Counts who asks for what below `body`, of the nodes that depend on this loop's element alone.
fn count_uses(
    graph: &Graph,
    body: NodeId,
    uses: &mut HashMap<NodeId, u32>,
    walked: &mut HashSet<NodeId>,
) {
    if graph.node(body).loops == 1 {
        *uses.entry(body).or_default() += 1;
    }
    let mut open = vec![body];
    while let Some(id) = open.pop() {
        if !walked.insert(id) {
            continue;
        }
        graph.node(id).op.each_operand(|operand, in_loop| {
            // A nested loop's body has another element.
            if in_loop {
                return;
            }
            if graph.node(operand).loops == 1 {
                *uses.entry(operand).or_default() += 1;
            }
            open.push(operand);
        });
    }
}
