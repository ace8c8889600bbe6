//! A node that a query found, as rules see it.

use text::Span;

use super::value::{self, NodeRef};
use crate::anchor::Anchor;
use crate::document::Document;
use crate::tree::{NodeData, NodeId};
use crate::{display, inner, invisible, serialize};

/// A node of a document.
#[derive(Clone, Copy)]
pub struct XPathNode<'d> {
    document: &'d Document,
    node: NodeRef,
}

/// A node without its document: what is kept of it, where the document must not be borrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct XPathNodeKey(NodeRef);

impl Document {
    /// The node that has `key`, which came from a node of this very document.
    pub fn xpath_node(&self, key: XPathNodeKey) -> XPathNode<'_> {
        XPathNode::new(self, key.0)
    }
}

impl<'d> XPathNode<'d> {
    pub(super) fn new(document: &'d Document, node: NodeRef) -> Self {
        Self { document, node }
    }

    /// What finds the node again in its document.
    pub fn key(&self) -> XPathNodeKey {
        XPathNodeKey(self.node)
    }

    /// The name of an element or attribute; empty for other nodes.
    pub fn name(&self) -> &'d str {
        value::name_of(&self.document.tree, self.node)
    }

    /// The outer HTML of an element, text or comment (a comment with its delimiters), the value of
    /// an attribute.
    pub fn raw(&self) -> String {
        match self.node {
            NodeRef::Attribute(..) => self.own_text().to_owned(),
            NodeRef::Tree(id) => match self.document.tree.data(id) {
                // Text reads as it is meant, character references decoded.
                NodeData::Text(_) => self.own_text().to_owned(),
                _ => serialize::outer_html(&self.document.tree, id),
            },
        }
    }

    /// What of the node's text a reader sees, without invisible characters. Titles, which no mail
    /// client shows, are read as text; so are attributes. Comments have none.
    pub fn display_text(&self) -> String {
        let text = match self.node {
            NodeRef::Attribute(..) => invisible::remove(self.own_text()),
            NodeRef::Tree(id) if self.is_in_title(id) => {
                invisible::remove(&inner::inner_text(&self.document.tree, id))
            }
            NodeRef::Tree(_) => invisible::remove(self.span().of(self.document.visible_text())),
        };
        text.trim().to_owned()
    }

    /// The node's text, hidden text included; of an attribute its value, of a comment its content.
    pub fn inner_text(&self) -> String {
        match self.node {
            NodeRef::Attribute(..) => self.own_text().to_owned(),
            NodeRef::Tree(id) => match self.document.tree.data(id) {
                NodeData::Comment(_) => self.own_text().to_owned(),
                _ => inner::inner_text(&self.document.tree, id),
            },
        }
    }

    /// Where the node's text stands in the visible text; empty where it has none.
    pub fn span(&self) -> Span {
        let NodeRef::Tree(id) = self.node else {
            return Span::default();
        };
        let rendered = &self.document.rendered;
        let shown = rendered.shown.get(id.index()).copied().unwrap_or_default();
        crate::render::trimmed(&rendered.visible, shown.start as usize, shown.end as usize)
    }

    /// The links within the node, itself included, in document order: places in
    /// [`Document::anchors`].
    pub fn link_indexes(&self) -> impl Iterator<Item = usize> + use<'d> {
        let document = self.document;
        let order = document.order();
        let places = match self.node {
            NodeRef::Tree(id) => Some(order.place(id)..=order.last(id)),
            NodeRef::Attribute(..) => None,
        };
        let nodes = document.rendered.anchor_nodes.iter().enumerate();
        nodes
            .filter(move |(_, id)| {
                let place = order.place(**id);
                places.as_ref().is_some_and(|it| it.contains(&place))
            })
            .map(|(index, _)| index)
    }

    /// The links within the node, itself included, in document order.
    pub fn links(&self) -> impl Iterator<Item = &'d Anchor> + use<'d> {
        let anchors = self.document.anchors();
        self.link_indexes().filter_map(|it| anchors.get(it))
    }

    fn own_text(&self) -> &'d str {
        value::own_text(&self.document.tree, self.node).unwrap_or_default()
    }

    fn is_in_title(&self, id: NodeId) -> bool {
        let tree = &self.document.tree;
        std::iter::once(id)
            .chain(tree.ancestors(id))
            .filter_map(|it| tree.name(it))
            .find(|it| display::is_not_text(it))
            .is_some_and(|it| &**it == "title")
    }
}

impl PartialEq for XPathNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.node == other.node
    }
}

impl std::fmt::Debug for XPathNode<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "XPathNode({})", self.raw())
    }
}
