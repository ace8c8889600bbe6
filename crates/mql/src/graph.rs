//! Checked programs: operations on nodes, with equal nodes held once.
//!
//! A node is an operation and the numbers of its operands, which always come before it. Loop
//! elements are counted from the innermost loop outwards (de Bruijn indices), so that equal
//! sub-expressions are equal nodes even in different loops and different programs.

mod constants;
mod renumber;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

pub(crate) use constants::{Constants, SetKind};
pub(crate) use renumber::renumber;

use crate::matcher::PatternPool;
use crate::native::Native;
use crate::syntax::{ArithmeticOp, CompareOp};
use crate::types::ObjectId;

/// The number of a node in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a set of constants in its graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SetId(u32);

impl SetId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The loops that yield arrays or numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Collect {
    Filter,
    Map,
    Distinct,
    Sum,
    Ratio,
}

/// What a node computes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    Null,
    Bool(bool),
    Int(i64),
    /// The bits of the float.
    Float(u64),
    Text(Box<str>),
    /// A root, by position in the schema.
    Root(u16),
    /// The element of an enclosing loop; 0 is the innermost.
    Element(u8),
    /// A field, by position in its object type. `model` says that the object belongs to the message,
    /// whose arrays are empty rather than null where they are absent.
    Field {
        base: NodeId,
        object: ObjectId,
        field: u16,
        model: bool,
    },
    /// A field of something the schema says nothing of.
    Member {
        base: NodeId,
        name: Box<str>,
    },
    /// An element by position, or a value by key.
    Subscript {
        base: NodeId,
        index: NodeId,
    },
    Slice {
        base: NodeId,
        from: Option<NodeId>,
        to: Option<NodeId>,
        text: bool,
    },
    /// A list, by position in the schema.
    List(u16),
    Array(Box<[NodeId]>),

    Not(NodeId),
    And(Box<[NodeId]>),
    Or(Box<[NodeId]>),
    Of {
        threshold: u32,
        clauses: Box<[NodeId]>,
    },
    Compare {
        op: CompareOp,
        left: NodeId,
        right: NodeId,
        times: bool,
    },
    Range {
        low: NodeId,
        low_strict: bool,
        middle: NodeId,
        high_strict: bool,
        high: NodeId,
    },
    IsNull(NodeId),
    /// Membership among constants and values.
    InValues {
        needle: NodeId,
        constants: SetId,
        values: Box<[NodeId]>,
        fold: bool,
    },
    InArray {
        needle: NodeId,
        haystack: NodeId,
        fold: bool,
    },
    InList {
        needle: NodeId,
        list: u16,
        fold: bool,
    },
    Any {
        array: NodeId,
        body: NodeId,
    },
    All {
        array: NodeId,
        body: NodeId,
    },
    /// A test of a text against constants and further alternatives.
    TextTest {
        subject: NodeId,
        constants: SetId,
        alternatives: Box<[NodeId]>,
    },

    Arithmetic {
        op: ArithmeticOp,
        left: NodeId,
        right: NodeId,
    },
    Negate(NodeId),
    Collect {
        how: Collect,
        array: NodeId,
        body: NodeId,
    },
    /// The first operand that is not null; `truth` says that they are truth values.
    Coalesce {
        operands: Box<[NodeId]>,
        truth: bool,
    },
    /// One of the language's functions of values.
    Native {
        function: Native,
        operands: Box<[NodeId]>,
    },
    /// A function of one pattern.
    Pattern {
        function: Native,
        subject: NodeId,
        constants: SetId,
    },
    /// A host's function, by position in the schema. Absent keywords are `None`.
    Call {
        function: u16,
        positional: Box<[NodeId]>,
        keywords: Box<[Option<NodeId>]>,
    },
}

/// A node.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) op: Op,
    /// How many loops must be around the node; a node that needs none has one value a message.
    pub(crate) loops: u8,
    /// Whether the node is computed as a truth value.
    pub(crate) is_truth: bool,
}

/// How a set of constants is matched, and the constants.
type SetKey = (SetKind, Box<[Box<str>]>);

/// Nodes and the constants they use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
    by_op: HashMap<Op, NodeId>,
    sets: Vec<Constants>,
    by_set: HashMap<SetKey, SetId>,
    pool: Arc<PatternPool>,
}

impl Graph {
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    pub(crate) fn constants(&self, id: SetId) -> &Constants {
        &self.sets[id.0 as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Every node, operands before what uses them.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        let ids = (0..).map(NodeId);
        ids.zip(&self.nodes)
    }

    /// Every set of constants.
    pub(crate) fn sets(&self) -> impl Iterator<Item = (SetId, &Constants)> {
        let ids = (0..).map(SetId);
        ids.zip(&self.sets)
    }

    /// Nothing, but the compiled patterns of `other` that are in use, so that none of them is compiled
    /// again.
    pub(crate) fn sharing_patterns(other: &Self) -> Self {
        other.pool.forget_unused();
        Self {
            pool: Arc::clone(&other.pool),
            ..Self::default()
        }
    }

    /// The finished graph, without what only serves to add to it: a copy of every operation.
    pub(crate) fn finish(self) -> Self {
        Self {
            by_op: HashMap::new(),
            by_set: HashMap::new(),
            ..self
        }
    }

    /// The node that computes `op`.
    pub(crate) fn add(&mut self, op: Op) -> NodeId {
        let next = NodeId(self.nodes.len() as u32);
        match self.by_op.entry(op) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                let op = free.key().clone();
                free.insert(next);
                let loops = loops(&self.nodes, &op);
                let is_truth = op.is_truth();
                self.nodes.push(Node {
                    op,
                    loops,
                    is_truth,
                });
                next
            }
        }
    }

    /// The set of the constants `texts`.
    pub(crate) fn add_set(&mut self, kind: SetKind, texts: Box<[Box<str>]>) -> SetId {
        let next = SetId(self.sets.len() as u32);
        match self.by_set.entry((kind, texts)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                self.sets
                    .push(Constants::new(kind, free.key().1.clone(), &self.pool));
                free.insert(next);
                next
            }
        }
    }
}

impl Op {
    /// Calls `visit` with every operand, in order; `true` says that the operand is the body of a
    /// loop, one loop further in.
    pub(crate) fn each_operand(&self, mut visit: impl FnMut(NodeId, bool)) {
        match self {
            Op::Null
            | Op::Bool(_)
            | Op::Int(_)
            | Op::Float(_)
            | Op::Text(_)
            | Op::Root(_)
            | Op::Element(_)
            | Op::List(_) => {}
            Op::Field { base, .. } | Op::Member { base, .. } => visit(*base, false),
            Op::Not(it) | Op::IsNull(it) | Op::Negate(it) => visit(*it, false),
            Op::InList { needle, .. } => visit(*needle, false),
            Op::Pattern { subject, .. } => visit(*subject, false),
            Op::Subscript { base: a, index: b }
            | Op::Compare {
                left: a, right: b, ..
            }
            | Op::Arithmetic {
                left: a, right: b, ..
            }
            | Op::InArray {
                needle: a,
                haystack: b,
                ..
            } => {
                visit(*a, false);
                visit(*b, false);
            }
            Op::Slice { base, from, to, .. } => {
                visit(*base, false);
                from.iter().chain(to).for_each(|it| visit(*it, false));
            }
            Op::Range {
                low, middle, high, ..
            } => {
                for it in [low, middle, high] {
                    visit(*it, false);
                }
            }
            Op::Array(items)
            | Op::And(items)
            | Op::Or(items)
            | Op::Of { clauses: items, .. }
            | Op::Coalesce {
                operands: items, ..
            }
            | Op::Native {
                operands: items, ..
            } => {
                items.iter().for_each(|it| visit(*it, false));
            }
            Op::InValues {
                needle,
                values: items,
                ..
            }
            | Op::TextTest {
                subject: needle,
                alternatives: items,
                ..
            } => {
                visit(*needle, false);
                items.iter().for_each(|it| visit(*it, false));
            }
            Op::Any { array, body } | Op::All { array, body } | Op::Collect { array, body, .. } => {
                visit(*array, false);
                visit(*body, true);
            }
            Op::Call {
                positional,
                keywords,
                ..
            } => {
                positional.iter().for_each(|it| visit(*it, false));
                keywords.iter().flatten().for_each(|it| visit(*it, false));
            }
        }
    }

    /// Array and body, if this is a loop.
    pub(crate) fn as_loop(&self) -> Option<(NodeId, NodeId)> {
        match self {
            Op::Any { array, body } | Op::All { array, body } | Op::Collect { array, body, .. } => {
                Some((*array, *body))
            }
            _ => None,
        }
    }

    /// Whether the node is computed as a truth value.
    fn is_truth(&self) -> bool {
        match self {
            Op::Bool(_)
            | Op::Not(_)
            | Op::And(_)
            | Op::Or(_)
            | Op::Of { .. }
            | Op::Compare { .. }
            | Op::Range { .. }
            | Op::IsNull(_)
            | Op::InValues { .. }
            | Op::InArray { .. }
            | Op::InList { .. }
            | Op::Any { .. }
            | Op::All { .. }
            | Op::TextTest { .. } => true,
            Op::Coalesce { truth, .. } => *truth,
            _ => false,
        }
    }
}

fn loops(nodes: &[Node], op: &Op) -> u8 {
    let mut needed = match op {
        Op::Element(up) => up + 1,
        _ => 0,
    };
    op.each_operand(|operand, body| {
        let loops = nodes[operand.index()].loops;
        needed = needed.max(if body { loops.saturating_sub(1) } else { loops });
    });
    needed
}
