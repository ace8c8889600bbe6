//! The axes: which nodes a step looks at, seen from a node (section 2.2 of the specification).

use html5ever::LocalName;
use limits::Budget;

use super::XPathError;
use super::syntax::{Axis, NodeTest, Step};
use super::value::NodeRef;
use crate::document::Document;
use crate::order::Order;
use crate::tree::{NodeData, NodeId, Tree};

/// What is looked at, and what it may cost.
pub(super) struct Walk<'d, 'b> {
    pub(super) document: &'d Document,
    pub(super) order: &'d Order,
    pub(super) budget: &'b mut Budget,
}

impl Axis {
    /// Whether nearer nodes come later in the document.
    pub(super) fn is_reverse(self) -> bool {
        matches!(
            self,
            Self::Ancestor | Self::AncestorOrSelf | Self::Preceding | Self::PrecedingSibling
        )
    }
}

impl Walk<'_, '_> {
    fn tree(&self) -> &Tree {
        &self.document.tree
    }

    /// The nodes on the step's axis that pass its test, seen from `from`, nearest first.
    pub(super) fn candidates(
        &mut self,
        step: &Step,
        from: NodeRef,
    ) -> Result<Vec<NodeRef>, XPathError> {
        self.budget.take(1)?;
        let found = match from {
            NodeRef::Attribute(owner, _) => self.seen_from_attribute(step, from, owner)?,
            NodeRef::Tree(id) => self.seen_from_node(step, id)?,
        };
        Ok(found)
    }

    fn seen_from_attribute(
        &mut self,
        step: &Step,
        from: NodeRef,
        owner: NodeId,
    ) -> Result<Vec<NodeRef>, XPathError> {
        match step.axis {
            Axis::Itself | Axis::DescendantOrSelf => {
                Ok(self.attribute_if(&step.test, from).into_iter().collect())
            }
            Axis::Parent => Ok(self.node_if(&step.test, owner).into_iter().collect()),
            Axis::Ancestor | Axis::AncestorOrSelf => {
                let mut found = Vec::new();
                if step.axis == Axis::AncestorOrSelf {
                    found.extend(self.attribute_if(&step.test, from));
                }
                found.extend(self.node_if(&step.test, owner));
                self.push_all(step, owner, Tree::parent, &mut found)?;
                Ok(found)
            }
            // What follows an attribute is what its element holds and what follows that.
            Axis::Following => {
                let (from, to) = (self.order.place(owner) + 1, self.order.end());
                self.range(step, from, to)
            }
            Axis::Preceding => self.preceding(step, owner),
            Axis::Attribute
            | Axis::Child
            | Axis::Descendant
            | Axis::FollowingSibling
            | Axis::Namespace
            | Axis::PrecedingSibling => Ok(Vec::new()),
        }
    }

    fn seen_from_node(&mut self, step: &Step, id: NodeId) -> Result<Vec<NodeRef>, XPathError> {
        let (place, last) = (self.order.place(id), self.order.last(id));
        let mut found = Vec::new();
        match step.axis {
            Axis::Itself => found.extend(self.node_if(&step.test, id)),
            Axis::Parent => {
                let parent = self.tree().parent(id);
                found.extend(parent.and_then(|it| self.node_if(&step.test, it)));
            }
            Axis::Attribute => return self.attributes(step, id),
            Axis::Child => {
                let first = self.tree().first_child(id);
                if let Some(first) = first {
                    found.extend(self.node_if(&step.test, first));
                    self.push_all(step, first, Tree::next_sibling, &mut found)?;
                }
            }
            Axis::FollowingSibling => self.push_all(step, id, Tree::next_sibling, &mut found)?,
            Axis::PrecedingSibling => {
                self.push_all(step, id, Tree::previous_sibling, &mut found)?;
            }
            Axis::Ancestor => self.push_all(step, id, Tree::parent, &mut found)?,
            Axis::AncestorOrSelf => {
                found.extend(self.node_if(&step.test, id));
                self.push_all(step, id, Tree::parent, &mut found)?;
            }
            Axis::Descendant => return self.range(step, place + 1, last),
            Axis::DescendantOrSelf => return self.range(step, place, last),
            Axis::Following => return self.range(step, last + 1, self.order.end()),
            Axis::Preceding => return self.preceding(step, id),
            Axis::Namespace => {}
        }
        Ok(found)
    }

    /// Goes on from `from` by `next`, as far as it leads.
    fn push_all(
        &mut self,
        step: &Step,
        from: NodeId,
        next: fn(&Tree, NodeId) -> Option<NodeId>,
        found: &mut Vec<NodeRef>,
    ) -> Result<(), XPathError> {
        let mut at = next(self.tree(), from);
        while let Some(id) = at {
            self.budget.take(1)?;
            found.extend(self.node_if(&step.test, id));
            at = next(self.tree(), id);
        }
        Ok(())
    }

    fn attributes(&mut self, step: &Step, id: NodeId) -> Result<Vec<NodeRef>, XPathError> {
        let count = self.tree().attributes(id).len() as u32;
        self.budget.take(u64::from(count))?;
        Ok((0..count)
            .map(|index| NodeRef::Attribute(id, index))
            .filter_map(|it| self.attribute_if(&step.test, it))
            .collect())
    }

    /// The nodes at the places `from..=to` that pass the test, in document order.
    fn range(&mut self, step: &Step, from: u32, to: u32) -> Result<Vec<NodeRef>, XPathError> {
        if from > to {
            return Ok(Vec::new());
        }
        if let NodeTest::Name(name) = &step.test {
            let found: Vec<_> = self
                .order
                .named(name, from, to)
                .map(NodeRef::Tree)
                .collect();
            self.budget.take(found.len() as u64)?;
            return Ok(found);
        }
        self.budget.take(u64::from(to - from))?;
        let nodes = self.order.range(from, to).iter();
        Ok(nodes
            .filter_map(|&id| self.node_if(&step.test, id))
            .collect())
    }

    /// What comes before `id` and does not hold it, nearest first.
    fn preceding(&mut self, step: &Step, id: NodeId) -> Result<Vec<NodeRef>, XPathError> {
        let place = self.order.place(id);
        let Some(before) = place.checked_sub(1) else {
            return Ok(Vec::new());
        };
        let mut found = self.range(step, 0, before)?;
        let order = self.order;
        found.retain(|it| matches!(it, NodeRef::Tree(it) if order.last(*it) < place));
        found.reverse();
        Ok(found)
    }

    fn node_if(&self, test: &NodeTest, id: NodeId) -> Option<NodeRef> {
        let data = self.tree().data(id);
        let passes = match test {
            NodeTest::Node => !matches!(data, NodeData::Doctype),
            NodeTest::Text => matches!(data, NodeData::Text(_)),
            NodeTest::Comment => matches!(data, NodeData::Comment(_)),
            NodeTest::Instruction => false,
            NodeTest::Any => matches!(data, NodeData::Element { .. }),
            NodeTest::Name(wanted) => {
                matches!(data, NodeData::Element { name, .. } if name == wanted)
            }
        };
        passes.then_some(NodeRef::Tree(id))
    }

    fn attribute_if(&self, test: &NodeTest, attribute: NodeRef) -> Option<NodeRef> {
        let passes = match test {
            NodeTest::Node | NodeTest::Any => true,
            NodeTest::Name(wanted) => self.attribute_name(attribute) == Some(wanted),
            NodeTest::Text | NodeTest::Comment | NodeTest::Instruction => false,
        };
        passes.then_some(attribute)
    }

    fn attribute_name(&self, attribute: NodeRef) -> Option<&LocalName> {
        match attribute {
            NodeRef::Attribute(id, index) => self
                .tree()
                .attributes(id)
                .get(index as usize)
                .map(|it| &it.name),
            NodeRef::Tree(_) => None,
        }
    }

    /// Brings nodes into document order, each once.
    pub(super) fn sort(&mut self, nodes: &mut Vec<NodeRef>) -> Result<(), XPathError> {
        self.budget.take(nodes.len() as u64)?;
        let key = |node: &NodeRef| match *node {
            NodeRef::Tree(id) => (self.order.place(id), 0),
            NodeRef::Attribute(id, index) => (self.order.place(id), index + 1),
        };
        if !nodes.is_sorted_by(|a, b| key(a) < key(b)) {
            nodes.sort_by_key(key);
            nodes.dedup();
        }
        Ok(())
    }

    /// Leaves out context nodes from which a step without positions leads nowhere that it does not
    /// lead to from another one.
    pub(super) fn without_redundant(&self, axis: Axis, nodes: Vec<NodeRef>) -> Vec<NodeRef> {
        match axis {
            Axis::Descendant | Axis::DescendantOrSelf => {
                let mut covered: Option<u32> = None;
                let mut kept = nodes;
                kept.retain(|it| match *it {
                    NodeRef::Tree(id) if covered.is_some_and(|it| self.order.place(id) <= it) => {
                        false
                    }
                    NodeRef::Tree(id) => {
                        covered = Some(self.order.last(id));
                        true
                    }
                    NodeRef::Attribute(..) => true,
                });
                kept
            }
            Axis::Following => {
                let end = |node: &NodeRef| match *node {
                    NodeRef::Tree(id) => self.order.last(id),
                    NodeRef::Attribute(id, _) => self.order.place(id),
                };
                nodes.into_iter().min_by_key(end).into_iter().collect()
            }
            _ => nodes,
        }
    }
}
