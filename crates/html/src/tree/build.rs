//! How the parser makes and changes the tree.

use html5ever::LocalName;
use text::Span;

use super::{Attribute, AttributeRange, Node, NodeData, NodeId, Tree};

impl Tree {
    /// An empty tree for about `bytes` of HTML.
    pub(crate) fn for_input(bytes: usize) -> Self {
        let mut tree = Self::default();
        tree.nodes.reserve(bytes / 24);
        tree.attributes.reserve(bytes / 40);
        tree.text.reserve(bytes);
        tree
    }

    /// Makes a node that has no place in the tree yet.
    pub(crate) fn create(&mut self, data: NodeData) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node {
            parent: NodeId::NONE,
            previous: NodeId::NONE,
            next: NodeId::NONE,
            first_child: NodeId::NONE,
            last_child: NodeId::NONE,
            data,
        });
        id
    }

    /// Keeps `text` and says where.
    pub(crate) fn store(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    /// Lengthens `span` by `text` if it is the last thing stored; says whether it could.
    pub(crate) fn extend(&mut self, span: &mut Span, text: &str) -> bool {
        let last = span.end as usize == self.text.len();
        if last {
            self.text.push_str(text);
            span.end = self.text.len() as u32;
        }
        last
    }

    /// Keeps attributes next to each other.
    pub(crate) fn store_attributes<'a>(
        &mut self,
        attributes: impl Iterator<Item = (LocalName, &'a str)>,
    ) -> AttributeRange {
        let start = self.attributes.len();
        for (name, value) in attributes {
            let value = self.store(value);
            self.attributes.push(Attribute { name, value });
        }
        AttributeRange {
            start: start as u32,
            count: (self.attributes.len() - start) as u32,
        }
    }

    /// Gives an element the attributes of `more` that it lacks, `cap` in all.
    pub(crate) fn add_missing_attributes(
        &mut self,
        id: NodeId,
        more: impl Iterator<Item = (LocalName, String)>,
        cap: usize,
    ) {
        let old = self.attributes(id);
        let room = cap.saturating_sub(old.len());
        let missing: Vec<_> = more
            .filter(|(name, _)| old.iter().all(|it| it.name != *name))
            .take(room)
            .collect();
        if missing.is_empty() {
            return;
        }
        let kept: Vec<_> = old.iter().map(|it| (it.name.clone(), it.value)).collect();
        let start = self.attributes.len();
        for (name, value) in kept {
            self.attributes.push(Attribute { name, value });
        }
        for (name, value) in missing {
            let value = self.store(&value);
            self.attributes.push(Attribute { name, value });
        }
        let range = AttributeRange {
            start: start as u32,
            count: (self.attributes.len() - start) as u32,
        };
        if let NodeData::Element { attributes, .. } = self.data_mut(id) {
            *attributes = range;
        }
    }

    /// Makes `child` the last child of `parent`.
    pub(crate) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let previous = self.node(parent).last_child;
        self.node_mut(child).parent = parent;
        self.node_mut(child).previous = previous;
        self.node_mut(parent).last_child = child;
        match previous.known() {
            Some(previous) => self.node_mut(previous).next = child,
            None => self.node_mut(parent).first_child = child,
        }
    }

    /// Puts `node` before `sibling`, which has a parent.
    pub(crate) fn insert_before(&mut self, sibling: NodeId, node: NodeId) {
        self.detach(node);
        let parent = self.node(sibling).parent;
        let previous = self.node(sibling).previous;
        self.node_mut(node).parent = parent;
        self.node_mut(node).previous = previous;
        self.node_mut(node).next = sibling;
        self.node_mut(sibling).previous = node;
        match previous.known() {
            Some(previous) => self.node_mut(previous).next = node,
            None => {
                if let Some(parent) = parent.known() {
                    self.node_mut(parent).first_child = node;
                }
            }
        }
    }

    /// Takes `id` with its children out of its parent.
    pub(crate) fn detach(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        node.parent = NodeId::NONE;
        node.previous = NodeId::NONE;
        node.next = NodeId::NONE;
        let Some(parent) = parent.known() else {
            return;
        };
        match previous.known() {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first_child = next,
        }
        match next.known() {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last_child = previous,
        }
    }

    /// Moves all children of `from` to the end of `to`.
    pub(crate) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.append(to, child);
        }
    }

    /// Moves the children of `id` behind it, as its siblings.
    fn hoist_children(&mut self, id: NodeId) {
        while let Some(child) = self.last_child(id) {
            match self.next_sibling(id) {
                Some(next) => self.insert_before(next, child),
                None => match self.parent(id) {
                    Some(parent) => self.append(parent, child),
                    None => return,
                },
            }
        }
    }

    /// Flattens what lies deeper than `limit`, and says whether anything did. An element at the limit
    /// keeps children that hold nothing themselves, so that a link there keeps its text.
    ///
    /// Each node moves at most once, so the cost is linear whatever the tree looks like.
    pub(crate) fn flatten(&mut self, limit: usize) -> bool {
        let limit = limit.max(1);
        let mut depth = 0;
        let mut flattened = false;
        let mut at = NodeId::DOCUMENT;
        loop {
            if depth >= limit
                && self
                    .children(at)
                    .any(|child| self.first_child(child).is_some())
            {
                self.hoist_children(at);
                flattened = true;
            }
            if let Some(child) = self.first_child(at) {
                at = child;
                depth += 1;
                continue;
            }
            loop {
                if let Some(next) = self.next_sibling(at) {
                    at = next;
                    break;
                }
                match self.parent(at) {
                    Some(parent) => at = parent,
                    None => return flattened,
                }
                depth -= 1;
            }
        }
    }

    /// Replaces the text of a text node by all of `pieces`, in order.
    pub(crate) fn join_text(&mut self, id: NodeId, pieces: &[Span]) {
        let mut joined = String::new();
        if let NodeData::Text(span) = self.data(id) {
            joined.push_str(self.slice(*span));
        }
        for piece in pieces {
            joined.push_str(self.slice(*piece));
        }
        let joined = self.store(&joined);
        if let NodeData::Text(span) = self.data_mut(id) {
            *span = joined;
        }
    }

    /// Notes that `id` is a style sheet.
    pub(crate) fn add_sheet(&mut self, id: NodeId) {
        self.sheets.push(id);
    }

    /// Bytes of text stored so far.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn data_mut(&mut self, id: NodeId) -> &mut NodeData {
        &mut self.node_mut(id).data
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(tree: &mut Tree) -> NodeId {
        tree.create(NodeData::Comment(Span::default()))
    }

    #[test]
    fn siblings_keep_their_order_through_moves() {
        let mut tree = Tree::default();
        let [a, b, c] = [(); 3].map(|()| comment(&mut tree));
        tree.append(NodeId::DOCUMENT, a);
        tree.append(NodeId::DOCUMENT, c);
        tree.insert_before(c, b);
        assert_eq!(
            tree.children(NodeId::DOCUMENT).collect::<Vec<_>>(),
            [a, b, c]
        );
        tree.detach(b);
        tree.append(a, b);
        tree.move_children(NodeId::DOCUMENT, b.known().map_or(b, |_| c));
        assert_eq!(tree.first_child(NodeId::DOCUMENT), None);
    }

    #[test]
    fn flattening_keeps_the_order_and_bounds_the_depth() {
        let mut tree = Tree::default();
        let mut parent = NodeId::DOCUMENT;
        let mut all = Vec::new();
        for _ in 0..50_000 {
            let node = comment(&mut tree);
            tree.append(parent, node);
            all.push(node);
            parent = node;
        }
        assert!(tree.flatten(10));
        assert_eq!(tree.descendants(NodeId::DOCUMENT).collect::<Vec<_>>(), all);
        let deepest = all.iter().map(|&it| tree.ancestors(it).count()).max();
        assert_eq!(deepest, Some(11));
        assert!(!tree.flatten(10));
    }
}
