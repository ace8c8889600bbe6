//! Inner text: the text of all nodes without tags, hidden ones included.

use html5ever::local_name;

use crate::display::{self, Display};
use crate::style::WhiteSpace;
use crate::tree::{NodeData, NodeId, Step, Tree};
use crate::writer::Writer;

/// The text within `root`, laid out as if nothing were hidden.
///
/// Code and meta data (scripts, style sheets) are left out, except where `root` itself is or lies in
/// such an element, whose text was then asked for.
pub(crate) fn inner_text(tree: &Tree, root: NodeId) -> String {
    let asked_for_code = std::iter::once(root)
        .chain(tree.ancestors(root))
        .any(|it| tree.name(it).is_some_and(display::is_not_text));
    let mut writer = Writer::default();
    let mut kept = Vec::new();
    let mut step = Some(Step::Enter(root));
    while let Some(now) = step {
        step = tree.step_after(now, root);
        match now {
            Step::Enter(id) => match tree.data(id) {
                NodeData::Text(_) => {
                    let white_space = if kept.is_empty() {
                        WhiteSpace::Collapse
                    } else {
                        WhiteSpace::Keep
                    };
                    writer.write(tree.text(id).unwrap_or_default(), white_space);
                }
                NodeData::Element { name, .. } => {
                    if !asked_for_code && is_left_out(name) {
                        step = tree.step_after(Step::Leave(id), root);
                        continue;
                    }
                    if *name == local_name!("br") {
                        writer.line_break();
                    }
                    if display::keeps_white_space(name) {
                        kept.push(id);
                    }
                    edge(&mut writer, display::of_element(name));
                }
                _ => {}
            },
            Step::Leave(id) => {
                if kept.last() == Some(&id) {
                    kept.pop();
                }
                if let Some(name) = tree.name(id) {
                    edge(&mut writer, display::of_element(name));
                }
            }
        }
    }
    writer.into_text()
}

/// The title is text, and the head that holds it must be looked into.
fn is_left_out(name: &html5ever::LocalName) -> bool {
    display::is_not_text(name) && !matches!(*name, local_name!("head") | local_name!("title"))
}

fn edge(writer: &mut Writer, display: Display) {
    match display {
        Display::Block | Display::Row => writer.block_edge(1),
        Display::Paragraph => writer.block_edge(2),
        Display::Cell => writer.gap(),
        Display::Inline | Display::InlineBlock | Display::None => {}
    }
}
