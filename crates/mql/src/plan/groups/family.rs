//! Which groups look for their literals together.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeId, Op};
use crate::native::Native;
use crate::types::ObjectId;

/// What the groups of one family have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    /// The same field of the same type of object, wherever the object is found.
    Field(ObjectId, u16),
    /// This very text, or what is left of it when look-alikes are replaced: usually the same.
    Node(NodeId),
}

/// The literals of each family with the groups and clauses that want them.
#[derive(Debug, Default)]
pub(super) struct Families {
    by_family: BTreeMap<Family, (Vec<u16>, Literals)>,
}

/// By literal: the groups and their clauses that it fulfils.
pub(super) type Literals = BTreeMap<String, Vec<(u16, u16)>>;

impl Families {
    /// Takes the `literals` of the group numbered `group`, with the clauses that want them.
    pub(super) fn add(
        &mut self,
        graph: &Graph,
        subject: NodeId,
        group: u16,
        literals: BTreeMap<String, Vec<u16>>,
    ) {
        if literals.is_empty() {
            return;
        }
        let (members, all) = self.by_family.entry(family(graph, subject)).or_default();
        members.push(group);
        for (literal, clauses) in literals {
            let clauses = clauses.into_iter().map(|it| (group, it));
            all.entry(literal).or_default().extend(clauses);
        }
    }

    /// The groups and literals of each family.
    pub(super) fn into_iter(self) -> impl Iterator<Item = (Vec<u16>, Literals)> {
        self.by_family.into_values()
    }
}

fn family(graph: &Graph, subject: NodeId) -> Family {
    match &graph.node(subject).op {
        Op::Field { object, field, .. } => Family::Field(*object, *field),
        Op::Native {
            function: Native::ReplaceConfusables,
            operands,
        } => match operands.first() {
            Some(text) => family(graph, *text),
            None => Family::Node(subject),
        },
        _ => Family::Node(subject),
    }
}
