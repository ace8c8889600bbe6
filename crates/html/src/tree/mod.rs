//! The tree: an arena of nodes linked by index.
//!
//! Nodes, attributes and all their text live in three vectors, so that a tree of any depth is
//! walked and dropped without recursion, and can be shared between threads (html5ever's own
//! strings cannot).

mod build;

use html5ever::LocalName;
use text::Span;

/// The index of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

impl NodeId {
    /// The document node, which every tree has.
    pub(crate) const DOCUMENT: Self = Self(0);
    /// No node; never handed out as an `Option`'s content.
    const NONE: Self = Self(u32::MAX);

    /// Its place in a vector that has one entry a node.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }

    fn known(self) -> Option<Self> {
        (self != Self::NONE).then_some(self)
    }
}

/// The namespaces that HTML knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// HTML elements.
    Html,
    /// Elements within `<svg>`.
    Svg,
    /// Elements within `<math>`.
    MathMl,
}

/// A run of attributes in the tree's attribute vector.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AttributeRange {
    start: u32,
    count: u32,
}

/// One attribute of an element.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: LocalName,
    value: Span,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum NodeData {
    /// The root.
    Document,
    /// `<!DOCTYPE …>`.
    Doctype,
    /// Text.
    Text(Span),
    /// A comment, conditional comments of Microsoft included.
    Comment(Span),
    /// An element.
    Element {
        /// Its local name, lower case for HTML.
        name: LocalName,
        /// The namespace of the name.
        namespace: Namespace,
        /// Its attributes.
        attributes: AttributeRange,
    },
}

/// A node and its place in the tree.
#[derive(Debug)]
struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    data: NodeData,
}

/// The arena. It always holds at least the document node.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    text: String,
    /// The `<style>` elements.
    sheets: Vec<NodeId>,
    /// Whether the document is rendered in quirks mode, in which class names ignore case.
    pub(crate) quirks: bool,
}

impl std::fmt::Debug for Tree {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tree({} nodes)", self.nodes.len())
    }
}

impl Default for Tree {
    fn default() -> Self {
        let mut tree = Self {
            nodes: Vec::new(),
            attributes: Vec::new(),
            text: String::new(),
            sheets: Vec::new(),
            quirks: false,
        };
        tree.create(NodeData::Document);
        tree
    }
}

/// A step of a walk over a subtree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A node is entered, before its children.
    Enter(NodeId),
    /// A node is left, after its children.
    Leave(NodeId),
}

impl Tree {
    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn data(&self, id: NodeId) -> &NodeData {
        &self.node(id).data
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent.known()
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).first_child.known()
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).last_child.known()
    }

    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next.known()
    }

    pub(crate) fn previous_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).previous.known()
    }

    /// The children in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |&it| self.next_sibling(it))
    }

    /// The parents, innermost first.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |&it| self.parent(it))
    }

    /// The node after `id` in document order, leaving out the children of `id`, within `root`.
    pub(crate) fn after_subtree(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        let mut at = id;
        while at != root {
            if let Some(next) = self.next_sibling(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The node after `id` in document order, within `root`.
    pub(crate) fn following(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        self.first_child(id)
            .or_else(|| self.after_subtree(id, root))
    }

    /// The nodes below `root` in document order.
    pub(crate) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.following(root, root), move |&it| {
            self.following(it, root)
        })
    }

    /// The step after `step` of a walk that began by entering `root`.
    pub(crate) fn step_after(&self, step: Step, root: NodeId) -> Option<Step> {
        match step {
            Step::Enter(id) => Some(match self.first_child(id) {
                Some(child) => Step::Enter(child),
                None => Step::Leave(id),
            }),
            Step::Leave(id) if id == root => None,
            Step::Leave(id) => self
                .next_sibling(id)
                .map(Step::Enter)
                .or_else(|| self.parent(id).map(Step::Leave)),
        }
    }

    /// The text at a span of the tree's own storage.
    pub(crate) fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The `<style>` elements in the order they were made.
    pub(crate) fn sheets(&self) -> &[NodeId] {
        &self.sheets
    }

    /// The text of a text node.
    pub(crate) fn text(&self, id: NodeId) -> Option<&str> {
        match self.data(id) {
            NodeData::Text(span) => Some(self.slice(*span)),
            _ => None,
        }
    }

    /// The local name of an element.
    pub(crate) fn name(&self, id: NodeId) -> Option<&LocalName> {
        match self.data(id) {
            NodeData::Element { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The attributes of an element, none for other nodes.
    pub(crate) fn attributes(&self, id: NodeId) -> &[Attribute] {
        match self.data(id) {
            NodeData::Element { attributes, .. } => {
                let start = attributes.start as usize;
                self.attributes
                    .get(start..start + attributes.count as usize)
                    .unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The value of an attribute.
    pub(crate) fn value(&self, attribute: &Attribute) -> &str {
        self.slice(attribute.value)
    }

    /// The value of the attribute called `name`.
    pub(crate) fn attribute(&self, id: NodeId, name: &LocalName) -> Option<&str> {
        self.attributes(id)
            .iter()
            .find(|it| it.name == *name)
            .map(|it| self.value(it))
    }
}
