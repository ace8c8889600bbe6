//! Taking programs into a shared graph: operands in a fixed, cheap-first order, comparisons with
//! constants as membership, so that more nodes are equal and groups answer more of them.

use super::odds::{Odds, odds};
use crate::function::Implementation;
use crate::graph::{Graph, NodeId, Op, SetId, SetKind, renumber};
use crate::native::Native;
use crate::schema::Schema;
use crate::syntax::CompareOp;

/// A graph under construction, with what each node is likely to cost.
#[derive(Debug, Clone, Default)]
pub(crate) struct Intake {
    pub(crate) graph: Graph,
    costs: Vec<u32>,
    odds: Vec<Odds>,
}

/// What decides more seldom is taken to decide as seldom as this.
const SELDOM: f32 = 1e-6;

impl Intake {
    /// Nothing, but the compiled patterns of `graph`.
    pub(crate) fn sharing_patterns(graph: &Graph) -> Self {
        Self {
            graph: Graph::sharing_patterns(graph),
            ..Self::default()
        }
    }

    /// Takes over the node `root` of `other` with all it needs.
    pub(crate) fn take(&mut self, other: &Graph, root: NodeId, schema: &Schema) -> NodeId {
        let sets: Vec<SetId> = other
            .sets()
            .map(|(_, it)| self.graph.add_set(it.kind(), it.texts().into()))
            .collect();
        let mut nodes: Vec<NodeId> = Vec::with_capacity(other.len());
        for (_, node) in other.nodes() {
            let op = renumber(&node.op, |it| nodes[it.index()], |it| sets[it.index()]);
            nodes.push(self.add(op, schema));
        }
        nodes[root.index()]
    }

    fn add(&mut self, op: Op, schema: &Schema) -> NodeId {
        match op {
            Op::And(mut operands) => {
                self.sort(&mut operands, |it| it.fails);
                self.insert(Op::And(operands), schema)
            }
            Op::Or(mut operands) => {
                self.sort(&mut operands, |it| it.holds);
                self.insert(Op::Or(operands), schema)
            }
            Op::Of {
                threshold,
                mut clauses,
            } => {
                self.sort(&mut clauses, |_| 1.0);
                self.insert(Op::Of { threshold, clauses }, schema)
            }
            Op::Compare {
                op,
                left,
                right,
                times: false,
            } => self.compare(op, left, right, schema),
            other => self.insert(other, schema),
        }
    }

    /// A comparison with a constant text is membership among one.
    fn compare(&mut self, op: CompareOp, left: NodeId, right: NodeId, schema: &Schema) -> NodeId {
        let (fold, negated) = match op {
            CompareOp::Equal => (false, false),
            CompareOp::NotEqual => (false, true),
            CompareOp::EqualFolded => (true, false),
            CompareOp::NotEqualFolded => (true, true),
            _ => {
                return self.insert(
                    Op::Compare {
                        op,
                        left,
                        right,
                        times: false,
                    },
                    schema,
                );
            }
        };
        let (needle, text) = match (&self.graph.node(left).op, &self.graph.node(right).op) {
            (Op::Text(_), Op::Text(_)) => {
                return self.insert(
                    Op::Compare {
                        op,
                        left,
                        right,
                        times: false,
                    },
                    schema,
                );
            }
            (_, Op::Text(text)) => (left, text.clone()),
            (Op::Text(text), _) => (right, text.clone()),
            _ => {
                return self.insert(
                    Op::Compare {
                        op,
                        left,
                        right,
                        times: false,
                    },
                    schema,
                );
            }
        };
        let constants = self.graph.add_set(SetKind::Members { fold }, [text].into());
        let values = Box::default();
        let is_member = self.insert(
            Op::InValues {
                needle,
                constants,
                values,
                fold,
            },
            schema,
        );
        if negated {
            self.insert(Op::Not(is_member), schema)
        } else {
            is_member
        }
    }

    /// Orders operands whose order is unobservable: those first that are likely to decide, for what they
    /// cost.
    fn sort(&self, operands: &mut [NodeId], decides: impl Fn(&Odds) -> f32) {
        let price = |it: &NodeId| {
            let odds = decides(&self.odds[it.index()]).max(SELDOM);
            (self.costs[it.index()].saturating_add(1)) as f32 / odds
        };
        operands.sort_by(|a, b| price(a).total_cmp(&price(b)).then(a.cmp(b)));
    }

    fn insert(&mut self, op: Op, schema: &Schema) -> NodeId {
        let id = self.graph.add(op);
        if id.index() == self.costs.len() {
            let cost = self.cost(id, schema);
            self.costs.push(cost);
            let odds = odds(&self.graph, &self.graph.node(id).op, schema, &self.odds);
            self.odds.push(odds);
        }
        id
    }

    /// The likely work of a node in units of about one field access.
    fn cost(&self, id: NodeId, schema: &Schema) -> u32 {
        let op = &self.graph.node(id).op;
        let mut total = own_cost(&self.graph, op, schema);
        op.each_operand(|operand, body| {
            let cost = self.costs[operand.index()];
            // A loop is taken to have eight elements.
            let times = if body { 8 } else { 1 };
            total = total.saturating_add(cost.saturating_mul(times));
        });
        total
    }
}

fn own_cost(graph: &Graph, op: &Op, schema: &Schema) -> u32 {
    match op {
        Op::Null | Op::Bool(_) | Op::Int(_) | Op::Float(_) | Op::Text(_) | Op::Element(_) => 0,
        Op::Native { function, .. } => match function {
            Native::Length | Native::Keys | Native::Values | Native::Flatten => 2,
            Native::Levenshtein { .. } => 200,
            _ => 100,
        },
        Op::InValues { .. } => 3,
        Op::InList { .. } => 6,
        Op::InArray { .. } => 20,
        Op::TextTest { constants, .. } => match graph.constants(*constants).kind() {
            SetKind::Search { .. } | SetKind::Whole { .. } => 40,
            _ => 10,
        },
        Op::Pattern { .. } => 400,
        Op::Call { function, .. } => {
            let function = schema.functions.get_index(usize::from(*function));
            match function.map(|(_, it)| &it.implementation) {
                Some(Implementation::Host(_)) => 2_000,
                // What nobody implements is null at once.
                _ => 1,
            }
        }
        _ => 1,
    }
}
