//! From html5ever's tree builder into the arena.
//!
//! A handle carries the element's name beside its index, because the tree builder asks for names
//! far more often than for anything else.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{ExpandedName, LocalName, QualName, local_name, ns};
use limits::Limits;
use text::Span;

use crate::tokens::ATTRIBUTES;
use crate::tree::{Namespace, NodeData, NodeId, Tree};

/// The form that each field belongs to, which is not always the one it lies in.
pub(crate) type FormOwners = HashMap<NodeId, NodeId>;

/// What the tree builder made.
pub(crate) struct Built {
    pub(crate) tree: Tree,
    pub(crate) owners: FormOwners,
    /// Whether something was left out.
    pub(crate) cut: bool,
}

/// A node as the tree builder knows it.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    id: NodeId,
    namespace: html5ever::Namespace,
    name: LocalName,
    html_integration_point: bool,
}

impl Handle {
    fn unnamed(id: NodeId) -> Self {
        Self {
            id,
            namespace: ns!(),
            name: local_name!(""),
            html_integration_point: false,
        }
    }
}

/// Receives the tree builder's operations.
pub(crate) struct Sink {
    tree: RefCell<Tree>,
    /// Text that came to a text node after other text had been stored, in order of arrival.
    pieces: RefCell<Vec<(NodeId, Span)>>,
    owners: RefCell<FormOwners>,
    node_limit: usize,
    text_limit: usize,
    full: Cell<bool>,
    cut: Cell<bool>,
}

impl Sink {
    /// A sink for `bytes` of HTML.
    pub(crate) fn new(bytes: usize, limits: &Limits) -> Self {
        Self {
            tree: RefCell::new(Tree::for_input(bytes)),
            pieces: RefCell::default(),
            owners: RefCell::default(),
            node_limit: limits.html_nodes,
            // Formatting elements are cloned with their attributes, so the tree may hold more
            // text than the source; but not without bound.
            text_limit: limits.text_bytes.saturating_mul(4),
            full: Cell::new(false),
            cut: Cell::new(false),
        }
    }

    /// Whether the tree may not grow further.
    pub(crate) fn is_full(&self) -> bool {
        self.full.get()
    }

    /// Makes a node, and notes whether it was the last that may be made.
    fn create(&self, tree: &mut Tree, data: NodeData) -> NodeId {
        let id = tree.create(data);
        if tree.len() >= self.node_limit || tree.text_len() >= self.text_limit {
            self.full.set(true);
        }
        id
    }

    /// Appends text to `node` if that is a text node; gives the text back if not.
    fn extend_text(&self, node: Option<NodeId>, text: &str) -> bool {
        let Some(id) = node else { return false };
        let mut tree = self.tree.borrow_mut();
        let NodeData::Text(span) = *tree.data(id) else {
            return false;
        };
        let mut longer = span;
        if tree.extend(&mut longer, text) {
            *tree.data_mut(id) = NodeData::Text(longer);
            return true;
        }
        let mut pieces = self.pieces.borrow_mut();
        if let Some((owner, piece)) = pieces.last_mut()
            && *owner == id
            && tree.extend(piece, text)
        {
            return true;
        }
        let piece = tree.store(text);
        pieces.push((id, piece));
        true
    }

    fn new_text(&self, text: &str) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let span = tree.store(text);
        self.create(&mut tree, NodeData::Text(span))
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Built;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self::Output {
        let mut tree = self.tree.into_inner();
        let mut pieces = self.pieces.into_inner();
        // Stable, so the pieces of one node stay in order; each node is joined once.
        pieces.sort_by_key(|(id, _)| *id);
        for group in pieces.chunk_by(|a, b| a.0 == b.0) {
            let spans: Vec<Span> = group.iter().map(|(_, span)| *span).collect();
            if let Some((id, _)) = group.first() {
                tree.join_text(*id, &spans);
            }
        }
        Built {
            tree,
            owners: self.owners.into_inner(),
            cut: self.cut.get(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::unnamed(NodeId::DOCUMENT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName {
            ns: &target.namespace,
            local: &target.name,
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<html5ever::Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        let mut tree = self.tree.borrow_mut();
        let bytes: usize = attributes.iter().map(|it| it.value.len()).sum();
        let room = self.text_limit.saturating_sub(tree.text_len());
        let kept = if bytes <= room { ATTRIBUTES } else { 0 };
        if attributes.len() > kept {
            self.cut.set(true);
        }
        let stored = tree.store_attributes(
            attributes
                .iter()
                .take(kept)
                .map(|it| (it.name.local.clone(), &*it.value)),
        );
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let element = NodeData::Element {
            name: name.local.clone(),
            namespace,
            attributes: stored,
        };
        let id = self.create(&mut tree, element);
        if name.local == local_name!("style") {
            tree.add_sheet(id);
        }
        Handle {
            id,
            namespace: name.ns,
            name: name.local,
            html_integration_point: flags.mathml_annotation_xml_integration_point,
        }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        let mut tree = self.tree.borrow_mut();
        let span = tree.store(&text);
        Handle::unnamed(self.create(&mut tree, NodeData::Comment(span)))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        // HTML has no processing instructions: its tokenizer makes comments of them.
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        match child {
            NodeOrText::AppendNode(node) => self.tree.borrow_mut().append(parent.id, node.id),
            NodeOrText::AppendText(text) => {
                let last = self.tree.borrow().last_child(parent.id);
                if !self.extend_text(last, &text) {
                    let node = self.new_text(&text);
                    self.tree.borrow_mut().append(parent.id, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous_element: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let parent = self.tree.borrow().parent(element.id);
        match parent {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(previous_element, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let doctype = tree.create(NodeData::Doctype);
        tree.append(NodeId::DOCUMENT, doctype);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // A template is never shown; its contents may as well be its children.
        Handle::unnamed(target.id)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.borrow_mut().quirks = mode == QuirksMode::Quirks;
    }

    fn append_before_sibling(&self, sibling: &Handle, new_node: NodeOrText<Handle>) {
        match new_node {
            NodeOrText::AppendNode(node) => {
                self.tree.borrow_mut().insert_before(sibling.id, node.id);
            }
            NodeOrText::AppendText(text) => {
                let previous = self.tree.borrow().previous_sibling(sibling.id);
                if !self.extend_text(previous, &text) {
                    let node = self.new_text(&text);
                    self.tree.borrow_mut().insert_before(sibling.id, node);
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<html5ever::Attribute>) {
        let attributes = attributes
            .into_iter()
            .map(|it| (it.name.local, it.value.to_string()));
        self.tree
            .borrow_mut()
            .add_missing_attributes(target.id, attributes, ATTRIBUTES);
    }

    fn associate_with_form(&self, target: &Handle, form: &Handle, _: (&Handle, Option<&Handle>)) {
        self.owners.borrow_mut().insert(target.id, form.id);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.tree.borrow_mut().detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.tree.borrow_mut().move_children(node.id, new_parent.id);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.html_integration_point
    }
}
