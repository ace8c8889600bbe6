//! From the tree back to HTML, for rules that read the source of an element.
//!
//! <https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments>

use html5ever::{LocalName, local_name};

use crate::display;
use crate::tree::{NodeData, NodeId, Step, Tree};

/// The HTML of `root` and what is within.
pub(crate) fn outer_html(tree: &Tree, root: NodeId) -> String {
    let mut html = String::new();
    let mut step = Some(Step::Enter(root));
    while let Some(now) = step {
        match now {
            Step::Enter(id) => open(tree, id, &mut html),
            Step::Leave(id) => {
                if let Some(name) = tree.name(id)
                    && !display::is_void(name)
                {
                    html.push_str("</");
                    html.push_str(name);
                    html.push('>');
                }
            }
        }
        step = tree.step_after(now, root);
    }
    html
}

fn open(tree: &Tree, id: NodeId, html: &mut String) {
    match tree.data(id) {
        NodeData::Document => {}
        NodeData::Doctype => html.push_str("<!DOCTYPE html>"),
        NodeData::Comment(span) => {
            html.push_str("<!--");
            html.push_str(tree.slice(*span));
            html.push_str("-->");
        }
        NodeData::Text(span) => {
            let text = tree.slice(*span);
            let parent = tree.parent(id).and_then(|it| tree.name(it));
            if parent.is_some_and(holds_raw_text) {
                html.push_str(text);
            } else {
                escape(text, false, html);
            }
        }
        NodeData::Element { name, .. } => {
            html.push('<');
            html.push_str(name);
            for attribute in tree.attributes(id) {
                html.push(' ');
                html.push_str(&attribute.name);
                html.push_str("=\"");
                escape(tree.value(attribute), true, html);
                html.push('"');
            }
            html.push('>');
        }
    }
}

/// Elements whose text is not escaped.
fn holds_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("style")
            | local_name!("script")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
    )
}

fn escape(text: &str, in_attribute: bool, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            '"' if in_attribute => html.push_str("&quot;"),
            '<' if !in_attribute => html.push_str("&lt;"),
            '>' if !in_attribute => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use limits::Limits;

    #[test]
    fn what_was_parsed_is_written_back() {
        let html = "<html><head><style>a>b{}</style></head><body><p class=\"x &amp; &quot;y&quot;\">\
            1 &lt; 2&nbsp;<br><img src=\"a\"></p><!-- c --></body></html>";
        let tree = crate::feed::parse(html, &Limits::default()).tree;
        assert_eq!(outer_html(&tree, NodeId::DOCUMENT), html);
    }
}
