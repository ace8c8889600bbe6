//! The body as it may be shown to a person: nothing in it runs, loads, submits or leads anywhere.
//!
//! What is written is made anew from the tree, element by element, from lists of what is allowed; whatever the lists
//! do not name is left out. Links lose their targets: whoever shows the body lists them beside it, as text. Pictures
//! are kept only where the caller has their bytes. Marks that turn the direction of text are shown, so that no number
//! and no address can be made to read backwards unseen.

mod allowed;
mod css;

use html5ever::{LocalName, local_name};

use crate::Document;
use crate::tree::{Namespace, NodeData, NodeId, Step, Tree};
use allowed::Treatment;

/// A body that is safe to show, as the inner HTML of a `<body>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml {
    /// The HTML.
    pub html: String,
    /// Pictures that were left out, most of them on other hosts.
    pub pictures_left_out: usize,
    /// Whether the body is longer than what was written.
    pub is_cut: bool,
}

impl Document {
    /// The document without anything that runs, loads, submits or leads anywhere; at most about `most` bytes. `picture`
    /// has a `data:` URL for the source of an image that is part of the message, such as `cid:logo`; any other URL that
    /// it gives is refused.
    pub fn safe_html(&self, most: usize, picture: &dyn Fn(&str) -> Option<String>) -> SafeHtml {
        let mut writer = Writer {
            tree: &self.tree,
            picture,
            most,
            safe: SafeHtml::default(),
        };
        writer.write();
        writer.safe
    }
}

struct Writer<'d> {
    tree: &'d Tree,
    picture: &'d dyn Fn(&str) -> Option<String>,
    most: usize,
    safe: SafeHtml,
}

impl<'d> Writer<'d> {
    fn write(&mut self) {
        let root = NodeId::DOCUMENT;
        // The ends of the elements that were begun, innermost last; empty for elements that are passed through.
        let mut open: Vec<(NodeId, &'static str)> = Vec::new();
        let mut step = Some(Step::Enter(root));
        while let Some(now) = step {
            if self.safe.html.len() >= self.most {
                self.safe.is_cut = true;
                break;
            }
            step = match now {
                Step::Enter(id) => {
                    if self.enter(id, &mut open) {
                        self.tree.step_after(now, root)
                    } else {
                        self.tree.step_after(Step::Leave(id), root)
                    }
                }
                Step::Leave(id) => {
                    if open.last().is_some_and(|it| it.0 == id)
                        && let Some((_, name)) = open.pop()
                    {
                        self.end(name);
                    }
                    self.tree.step_after(now, root)
                }
            };
        }
        while let Some((_, name)) = open.pop() {
            self.end(name);
        }
    }

    fn end(&mut self, name: &str) {
        self.safe.html.push_str("</");
        self.safe.html.push_str(name);
        self.safe.html.push('>');
    }

    /// Writes the beginning of a node; says whether what is within is looked at.
    fn enter(&mut self, id: NodeId, open: &mut Vec<(NodeId, &'static str)>) -> bool {
        match self.tree.data(id) {
            NodeData::Document => true,
            NodeData::Doctype | NodeData::Comment(_) => false,
            NodeData::Text(span) => {
                escape_text(self.tree.slice(*span), &mut self.safe.html);
                false
            }
            NodeData::Element {
                name, namespace, ..
            } => {
                if *namespace != Namespace::Html {
                    return false;
                }
                if *name == local_name!("img") {
                    self.image(id);
                    return false;
                }
                match allowed::treatment(name) {
                    Treatment::LeaveOut => false,
                    Treatment::PassThrough => true,
                    Treatment::Write { name, has_end } => {
                        self.begin(id, name);
                        if has_end {
                            open.push((id, name));
                        }
                        has_end
                    }
                }
            }
        }
    }

    fn begin(&mut self, id: NodeId, name: &str) {
        self.safe.html.push('<');
        self.safe.html.push_str(name);
        self.attributes(id);
        self.safe.html.push('>');
    }

    fn attributes(&mut self, id: NodeId) {
        let tree = self.tree;
        for attribute in tree.attributes(id) {
            let value = tree.value(attribute);
            if attribute.name == local_name!("style") {
                let kept = css::filtered(value);
                if !kept.is_empty() {
                    self.attribute("style", &kept);
                }
            } else if let Some(name) = allowed::attribute(&attribute.name, value) {
                self.attribute(name, value);
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.safe.html.push(' ');
        self.safe.html.push_str(name);
        self.safe.html.push_str("=\"");
        escape_value(value, &mut self.safe.html);
        self.safe.html.push('"');
    }

    /// A picture of the message itself, or what stands for one that was left out.
    fn image(&mut self, id: NodeId) {
        let source = self.value(id, &local_name!("src")).trim();
        let found = if is_plain_picture(source) {
            Some(source.to_owned())
        } else {
            (self.picture)(source).filter(|it| is_plain_picture(it))
        };
        let fits = |it: &String| it.len() < self.most.saturating_sub(self.safe.html.len());
        let alternative = self.value(id, &local_name!("alt")).trim();
        let Some(url) = found.filter(fits) else {
            self.safe.pictures_left_out += 1;
            if !alternative.is_empty() {
                self.safe.html.push_str("<span>[");
                escape_text(alternative, &mut self.safe.html);
                self.safe.html.push_str("]</span>");
            }
            return;
        };
        self.safe.html.push_str("<img");
        self.attribute("src", &url);
        self.attribute("alt", alternative);
        self.attributes(id);
        self.safe.html.push('>');
    }

    fn value(&self, id: NodeId, name: &LocalName) -> &'d str {
        self.tree.attribute(id, name).unwrap_or_default()
    }
}

/// Whether `url` holds the bytes of a picture that is nothing but pixels: an SVG is a document.
fn is_plain_picture(url: &str) -> bool {
    const KINDS: [&str; 4] = ["png", "jpeg", "gif", "webp"];
    let Some(rest) = url.strip_prefix("data:image/") else {
        return false;
    };
    let Some((kind, data)) = rest.split_once(";base64,") else {
        return false;
    };
    let is_base64 = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'=');
    KINDS.contains(&kind) && data.bytes().all(is_base64)
}

/// What is shown in place of a mark that turns the direction of text.
const TURNS: &str = "<b title=\"U+202E\">\u{21C4}</b>";

fn escape_text(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => html.push_str(TURNS),
            '\0' => {}
            other => html.push(other),
        }
    }
}

fn escape_value(value: &str, html: &mut String) {
    for character in value.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '\0' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests;
