//! What asks for input or leads elsewhere by itself: forms, frames, refreshes.

use html5ever::local_name;

use crate::tree::{NodeId, Tree};

/// A `<form>` and the fields that belong to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent, as written; empty where the attribute is absent.
    pub action: String,
    /// The method in lower case; `get` where the attribute is absent.
    pub method: String,
    /// Its fields, in document order.
    pub inputs: Vec<Input>,
}

/// A field: `<input>`, `<textarea>`, `<select>` or `<button>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The type in lower case (`text`, `password`, `hidden`, …); `textarea`, `select` or `button`
    /// for those elements.
    pub kind: String,
    /// The name under which it is sent.
    pub name: String,
    /// Whether a reader can see it.
    pub visible: bool,
}

/// An `<iframe>` or `<frame>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The address of the document within, as written.
    pub source: String,
    /// Whether a reader can see it.
    pub visible: bool,
}

pub(crate) fn read_form(tree: &Tree, id: NodeId) -> Form {
    let method = tree.attribute(id, &local_name!("method")).unwrap_or("get");
    Form {
        action: trimmed(tree.attribute(id, &local_name!("action"))),
        method: method.trim().to_ascii_lowercase(),
        inputs: Vec::new(),
    }
}

/// Reads the field `id`, if it is one.
pub(crate) fn read_input(tree: &Tree, id: NodeId, visible: bool) -> Option<Input> {
    let kind = match *tree.name(id)? {
        local_name!("input") => tree
            .attribute(id, &local_name!("type"))
            .map(|it| it.trim().to_ascii_lowercase())
            .filter(|it| !it.is_empty())
            .unwrap_or_else(|| "text".to_owned()),
        ref name @ (local_name!("textarea") | local_name!("select") | local_name!("button")) => {
            name.to_string()
        }
        _ => return None,
    };
    Some(Input {
        visible: visible && kind != "hidden",
        kind,
        name: trimmed(tree.attribute(id, &local_name!("name"))),
    })
}

/// The text that an `<input>` shows.
pub(crate) fn shown_value(tree: &Tree, id: NodeId) -> Option<&str> {
    const WITHOUT_TEXT: &[&str] = &[
        "hidden", "password", "checkbox", "radio", "image", "file", "color", "range",
    ];
    let kind = tree.attribute(id, &local_name!("type")).unwrap_or_default();
    if WITHOUT_TEXT
        .iter()
        .any(|it| kind.trim().eq_ignore_ascii_case(it))
    {
        return None;
    }
    tree.attribute(id, &local_name!("value"))
}

pub(crate) fn read_frame(tree: &Tree, id: NodeId, visible: bool) -> Option<Frame> {
    let source = tree.attribute(id, &local_name!("src"))?.trim();
    Some(Frame {
        source: source.to_owned(),
        visible,
    })
}

/// The target of `<meta http-equiv=refresh>`, if `id` is one that leads elsewhere.
/// <https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh>
pub(crate) fn read_refresh(tree: &Tree, id: NodeId) -> Option<String> {
    let kind = tree.attribute(id, &local_name!("http-equiv"))?;
    if !kind.trim().eq_ignore_ascii_case("refresh") {
        return None;
    }
    refresh_target(tree.attribute(id, &local_name!("content"))?).map(str::to_owned)
}

fn refresh_target(content: &str) -> Option<&str> {
    let rest = content
        .trim_start()
        .trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let rest = rest
        .trim_start()
        .trim_start_matches([';', ','])
        .trim_start();
    let target = match rest.get(..3) {
        Some(word) if word.eq_ignore_ascii_case("url") => {
            let after = rest.get(3..)?.trim_start();
            after.strip_prefix('=').map_or(rest, str::trim_start)
        }
        _ => rest,
    };
    let target = match target.chars().next()? {
        quote @ ('"' | '\'') => target.split(quote).nth(1)?,
        _ => target,
    };
    let target = target.trim();
    (!target.is_empty()).then_some(target)
}

fn trimmed(value: Option<&str>) -> String {
    value.unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_targets_as_browsers_read_them() {
        let target = Some("https://a.test/x");
        assert_eq!(refresh_target("0; url=https://a.test/x"), target);
        assert_eq!(refresh_target("0;URL = 'https://a.test/x' y"), target);
        assert_eq!(refresh_target("5,https://a.test/x"), target);
        assert_eq!(refresh_target("30"), None);
        assert_eq!(refresh_target(""), None);
        assert_eq!(refresh_target("0;url=\""), None);
    }
}
