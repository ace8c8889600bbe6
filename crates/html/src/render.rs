//! One walk over the tree that writes the texts apart and collects what stands in them.

use html5ever::{LocalName, local_name};
use limits::Limits;
use text::Span;
use url::Url;

use crate::anchor::{self, Anchor};
use crate::display::{self, Display};
use crate::form::{self, Form, Frame, Input};
use crate::image::{self, Image};
use crate::quoted::{self, Marker, QuotedBlock};
use crate::sink::FormOwners;
use crate::style::{Style, Styler};
use crate::tree::{Namespace, NodeData, NodeId, Step, Tree};
use crate::writer::Writer;

/// Steps that matching selectors may take for each node that a tree may have.
const STYLE_STEPS_PER_NODE: u64 = 16;
/// Lines drawn with `<hr>` that are looked at as the beginning of a quotation.
const RULES: usize = 64;

/// What rendering finds.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) visible: String,
    pub(crate) hidden: String,
    /// Where the text of each node stands in the visible text.
    pub(crate) shown: Vec<Span>,
    pub(crate) anchors: Vec<Anchor>,
    /// The element of each anchor.
    pub(crate) anchor_nodes: Vec<NodeId>,
    pub(crate) images: Vec<Image>,
    pub(crate) quoted: Vec<QuotedBlock>,
    pub(crate) forms: Vec<Form>,
    pub(crate) loose_inputs: Vec<Input>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) refresh: Option<String>,
    pub(crate) base: Option<String>,
    /// Whether a limit cut something off.
    pub(crate) cut: bool,
}

/// An element whose children are being rendered.
struct Open {
    style: Style,
    /// Where its visible text begins, at the earliest.
    start: usize,
    anchor: Option<usize>,
    marker: Option<usize>,
    is_row: bool,
}

/// A table row that is being rendered.
struct Row {
    /// Where its visible text begins, at the earliest.
    start: usize,
    /// Lines begun before it.
    lines: u32,
}

/// A marker that was met, and where what it marks begins.
struct Marked {
    marker: Marker,
    start: usize,
    end: usize,
}

struct Renderer<'t> {
    tree: &'t Tree,
    styler: Styler<'t>,
    owners: &'t FormOwners,
    visible: Writer,
    hidden: Writer,
    /// Visible text was written since the last hidden text.
    hidden_run_ended: bool,
    open: Vec<Open>,
    rows: Vec<Row>,
    /// Anchors that are open, as indexes.
    open_anchors: Vec<usize>,
    markers: Vec<Marked>,
    rules: usize,
    form_nodes: Vec<NodeId>,
    links: usize,
    out: Rendered,
}

/// Renders the document of `tree`.
pub(crate) fn render(tree: &Tree, owners: &FormOwners, limits: &Limits) -> Rendered {
    let mut renderer = Renderer {
        tree,
        styler: Styler::new(tree, STYLE_STEPS_PER_NODE * limits.html_nodes as u64),
        owners,
        visible: Writer::default(),
        hidden: Writer::default(),
        hidden_run_ended: false,
        open: Vec::new(),
        rows: Vec::new(),
        open_anchors: Vec::new(),
        markers: Vec::new(),
        rules: 0,
        form_nodes: Vec::new(),
        links: limits.links,
        out: Rendered {
            shown: vec![Span::default(); tree.len()],
            ..Rendered::default()
        },
    };
    renderer.walk();
    renderer.finish()
}

impl Renderer<'_> {
    fn walk(&mut self) {
        let root = NodeId::DOCUMENT;
        let mut step = Some(Step::Enter(root));
        while let Some(mut now) = step {
            if let Step::Enter(id) = now
                && !self.enter(id)
            {
                now = Step::Leave(id);
            }
            if let Step::Leave(id) = now {
                self.leave(id);
            }
            step = self.tree.step_after(now, root);
        }
    }

    /// Enters a node; says whether its children are to be rendered.
    fn enter(&mut self, id: NodeId) -> bool {
        match self.tree.data(id) {
            NodeData::Text(span) => {
                let start = self.visible.len();
                self.write_text(self.tree.slice(*span));
                self.set_shown(id, start);
                false
            }
            NodeData::Element {
                name, namespace, ..
            } => {
                let style = match self.open.last() {
                    Some(parent) => self.styler.style(id, &parent.style),
                    None => self.styler.style(id, &Style::initial()),
                };
                self.edge(&style, true);
                self.open.push(Open {
                    style,
                    start: self.visible.len(),
                    anchor: None,
                    marker: None,
                    is_row: style.display == Display::Row,
                });
                if *namespace == Namespace::Html {
                    self.enter_html(id, name, &style);
                }
                self.open_marker(id, name);
                *name == local_name!("head") || !display::is_not_text(name)
            }
            NodeData::Document => true,
            NodeData::Doctype | NodeData::Comment(_) => false,
        }
    }

    fn leave(&mut self, id: NodeId) {
        if self.tree.name(id).is_none() {
            if id == NodeId::DOCUMENT {
                self.set_shown(id, 0);
            }
            return;
        }
        let Some(open) = self.open.pop() else { return };
        self.set_shown(id, open.start);
        if let Some(index) = open.anchor {
            self.close_anchor(index, open.start);
        }
        if let Some(index) = open.marker
            && let Some(marked) = self.markers.get_mut(index)
        {
            marked.end = self.visible.len();
        }
        if open.is_row {
            self.rows.pop();
        }
        self.edge(&open.style, false);
    }

    fn set_shown(&mut self, id: NodeId, start: usize) {
        if let Some(span) = self.out.shown.get_mut(id.index()) {
            *span = Span::new(start, self.visible.len());
        }
    }

    fn write_text(&mut self, text: &str) {
        let style = self
            .open
            .last()
            .map_or_else(Style::initial, |open| open.style);
        self.write(text, &style);
    }

    /// Writes text to where the style puts it.
    fn write(&mut self, text: &str, style: &Style) {
        let reversed: String;
        let text = if style.reverses() {
            reversed = text.chars().rev().collect();
            &reversed
        } else {
            text
        };
        if style.shows_text() {
            let before = self.visible.len();
            self.visible.write(text, style.white_space);
            self.hidden_run_ended |= self.visible.len() > before;
        } else if !style.displays() && text.bytes().all(|it| it.is_ascii_whitespace()) {
            // White space that is not laid out separates nothing.
            self.hidden.write(text, style.white_space);
        } else {
            if std::mem::take(&mut self.hidden_run_ended) {
                self.hidden.block_edge(1);
            }
            self.hidden.write(text, style.white_space);
        }
    }

    /// The edge of an element: where it begins (`opening`) or ends.
    fn edge(&mut self, style: &Style, opening: bool) {
        let breaks = match style.display {
            Display::Inline | Display::InlineBlock | Display::None => return,
            Display::Paragraph => 2,
            Display::Block | Display::Row | Display::Cell => 1,
        };
        if !style.displays() {
            self.hidden.block_edge(breaks);
            return;
        }
        if style.display == Display::Cell {
            if opening {
                self.open_cell();
            }
            return;
        }
        self.visible.block_edge(breaks);
        self.hidden.block_edge(breaks);
        if opening && style.display == Display::Row {
            self.rows.push(Row {
                start: self.visible.len(),
                lines: self.visible.lines(),
            });
        }
    }

    /// Cells stay on the line of the cells before them, as long as the row has only one line.
    fn open_cell(&mut self) {
        let same_line = self.rows.last().is_some_and(|row| {
            self.visible.len() > row.start && self.visible.lines() <= row.lines + 1
        });
        if same_line {
            self.visible.cell_edge();
        } else {
            self.visible.block_edge(1);
        }
        self.hidden.gap();
    }

    fn finish(mut self) -> Rendered {
        self.out.cut |= self.styler.is_exhausted();
        self.finish_markers();
        if let Some(base) = self.out.base.as_deref().and_then(|it| Url::parse(it).ok()) {
            for anchor in &mut self.out.anchors {
                anchor.resolved = anchor::resolve(&base, &anchor.href);
            }
        }
        self.out.visible = self.visible.into_text();
        self.out.hidden = self.hidden.into_text();
        self.out
    }
}

/// Elements that mean something of their own.
impl Renderer<'_> {
    fn enter_html(&mut self, id: NodeId, name: &LocalName, style: &Style) {
        match *name {
            local_name!("br") => {
                if style.displays() {
                    self.visible.line_break();
                }
                self.hidden.line_break();
            }
            local_name!("a") | local_name!("area") => self.open_anchor(id, name),
            local_name!("img") => self.add_image(id, style),
            local_name!("hr") if self.rules < RULES && style.shows_boxes() => {
                self.rules += 1;
                self.mark(quoted::RULE);
            }
            local_name!("form") => {
                self.form_nodes.push(id);
                self.out.forms.push(form::read_form(self.tree, id));
            }
            local_name!("input") => self.enter_input(id, style),
            local_name!("textarea") | local_name!("select") | local_name!("button") => {
                self.add_input(id, style);
            }
            local_name!("iframe") | local_name!("frame") => {
                let frame = form::read_frame(self.tree, id, style.shows_boxes());
                self.out.frames.extend(frame);
            }
            local_name!("meta") if self.out.refresh.is_none() => {
                self.out.refresh = form::read_refresh(self.tree, id);
            }
            local_name!("base") if self.out.base.is_none() => {
                self.out.base = self
                    .tree
                    .attribute(id, &local_name!("href"))
                    .map(|it| it.trim().to_owned());
            }
            _ => {}
        }
    }

    fn parent_shows_boxes(&self) -> bool {
        let parent = self.open.iter().rev().nth(1);
        parent.is_none_or(|it| it.style.shows_boxes())
    }

    fn open_anchor(&mut self, id: NodeId, name: &LocalName) {
        let Some(href) = self.tree.attribute(id, &local_name!("href")) else {
            return;
        };
        if self.out.anchors.len() >= self.links {
            self.out.cut = true;
            return;
        }
        let index = self.out.anchors.len();
        self.out.anchor_nodes.push(id);
        self.out.anchors.push(Anchor {
            href: href.trim().to_owned(),
            // An area is part of an image, and seen where that is.
            visible: *name == local_name!("area") && self.parent_shows_boxes(),
            ..Anchor::default()
        });
        self.open_anchors.push(index);
        if let Some(open) = self.open.last_mut() {
            open.anchor = Some(index);
        }
    }

    fn close_anchor(&mut self, index: usize, start: usize) {
        self.open_anchors.retain(|&it| it != index);
        let span = trimmed(self.visible.as_str(), start, self.visible.len());
        if let Some(anchor) = self.out.anchors.get_mut(index) {
            span.of(self.visible.as_str()).clone_into(&mut anchor.text);
            anchor.visible |= !span.is_empty();
            anchor.span = span;
        }
    }

    fn add_image(&mut self, id: NodeId, style: &Style) {
        let image = image::read(self.tree, id, style);
        for &index in &self.open_anchors {
            if let Some(anchor) = self.out.anchors.get_mut(index) {
                anchor.has_image = true;
                anchor.visible |= image.visible;
            }
        }
        self.out.images.push(image);
    }

    fn enter_input(&mut self, id: NodeId, style: &Style) {
        let kind = self.tree.attribute(id, &local_name!("type"));
        if kind.is_some_and(|it| it.trim().eq_ignore_ascii_case("image")) {
            self.add_image(id, style);
        }
        if let Some(value) = form::shown_value(self.tree, id) {
            self.write(value, style);
        }
        self.add_input(id, style);
    }

    fn add_input(&mut self, id: NodeId, style: &Style) {
        let Some(input) = form::read_input(self.tree, id, style.shows_boxes()) else {
            return;
        };
        let form = self
            .owners
            .get(&id)
            .and_then(|form| self.form_nodes.iter().rposition(|it| it == form))
            .and_then(|index| self.out.forms.get_mut(index));
        match form {
            Some(form) => form.inputs.push(input),
            None => self.out.loose_inputs.push(input),
        }
    }
}

/// Quoted history.
impl Renderer<'_> {
    fn open_marker(&mut self, id: NodeId, name: &LocalName) {
        if let Some(marker) = quoted::marker(self.tree, id, name) {
            let index = self.mark(marker);
            if let Some(open) = self.open.last_mut() {
                open.marker = Some(index);
            }
        }
    }

    fn mark(&mut self, marker: Marker) -> usize {
        let at = self.visible.len();
        self.markers.push(Marked {
            marker,
            start: at,
            end: at,
        });
        self.markers.len() - 1
    }

    fn finish_markers(&mut self) {
        let text = self.visible.as_str();
        for marked in &self.markers {
            let marker = marked.marker;
            if marker.needs_header
                && !text
                    .get(marked.start..)
                    .is_some_and(quoted::begins_with_header)
            {
                continue;
            }
            let end = if marker.to_the_end {
                text.len()
            } else {
                marked.end
            };
            self.out.quoted.push(QuotedBlock {
                marker: marker.name,
                span: trimmed(text, marked.start, end),
            });
        }
    }
}

/// The span `start..end` of `text` without the white space at both ends. Where nothing is left it is
/// empty and stands at the end.
pub(crate) fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let Some(slice) = text.get(start..end) else {
        return Span::default();
    };
    let start = end - slice.trim_start().len();
    Span::new(start, start + slice.trim().len())
}
