//! The document: the tree and what rendering made of it.

use std::sync::OnceLock;

use limits::Limits;

use crate::anchor::Anchor;
use crate::form::{Form, Frame, Input};
use crate::image::Image;
use crate::order::Order;
use crate::quoted::QuotedBlock;
use crate::render::{self, Rendered};
use crate::tree::{NodeId, Tree};
use crate::{feed, inner, invisible};

/// A parsed HTML document with its rendered texts.
///
/// Built once per body. `visible_text` is what a mail client shows (blocks on lines of their own,
/// runs of white space collapsed as CSS does, invisible elements left out); all spans count in it.
#[derive(Debug, Default)]
pub struct Document {
    pub(crate) tree: Tree,
    pub(crate) rendered: Rendered,
    inner_text: OnceLock<String>,
    order: OnceLock<Order>,
    truncated: bool,
}

impl Document {
    /// Parses `html` as a browser would.
    pub fn parse(html: &str, limits: &Limits) -> Self {
        let built = feed::parse(html, limits);
        let rendered = render::render(&built.tree, &built.owners, limits);
        Self {
            truncated: built.cut || rendered.cut,
            tree: built.tree,
            rendered,
            inner_text: OnceLock::new(),
            order: OnceLock::new(),
        }
    }

    /// The text a reader sees.
    pub fn visible_text(&self) -> &str {
        &self.rendered.visible
    }

    /// The text a reader sees, without invisible characters (zero-width spaces, joiners, marks of
    /// direction) and with every other kind of space made an ordinary one. Spans do not count in it.
    pub fn display_text(&self) -> String {
        invisible::remove(&self.rendered.visible)
    }

    /// The text that is hidden from the reader, runs separated by line breaks.
    pub fn hidden_text(&self) -> &str {
        &self.rendered.hidden
    }

    /// The text of all nodes without tags, hidden ones and the title included.
    pub fn inner_text(&self) -> &str {
        self.inner_text
            .get_or_init(|| inner::inner_text(&self.tree, NodeId::DOCUMENT))
    }

    /// The order of the nodes.
    pub(crate) fn order(&self) -> &Order {
        self.order.get_or_init(|| Order::of(&self.tree))
    }

    /// The anchors in document order.
    pub fn anchors(&self) -> &[Anchor] {
        &self.rendered.anchors
    }

    /// The images in document order.
    pub fn images(&self) -> &[Image] {
        &self.rendered.images
    }

    /// The blocks marked as quoted history, in document order.
    pub fn quoted(&self) -> &[QuotedBlock] {
        &self.rendered.quoted
    }

    /// The forms in document order, each with its fields.
    pub fn forms(&self) -> &[Form] {
        &self.rendered.forms
    }

    /// The fields that belong to no form; scripts may send them all the same.
    pub fn loose_inputs(&self) -> &[Input] {
        &self.rendered.loose_inputs
    }

    /// The frames in document order.
    pub fn frames(&self) -> &[Frame] {
        &self.rendered.frames
    }

    /// Where `<meta http-equiv=refresh>` leads, as written.
    pub fn refresh(&self) -> Option<&str> {
        self.rendered.refresh.as_deref()
    }

    /// `<base href>` as written; the first one counts.
    pub fn base(&self) -> Option<&str> {
        self.rendered.base.as_deref()
    }

    /// Whether a limit cut the tree short.
    pub fn truncated(&self) -> bool {
        self.truncated
    }
}
