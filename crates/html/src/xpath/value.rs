//! The values of expressions and how they turn into each other (section 4 of the specification).

use std::borrow::Cow;

use super::XPathError;
use super::node::XPathNode;
use crate::document::Document;
use crate::tree::{NodeData, NodeId, Tree};

/// A node of a document, an attribute among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeRef {
    /// The document, an element, a text or a comment.
    Tree(NodeId),
    /// The attribute of an element, by its index.
    Attribute(NodeId, u32),
}

/// What an expression is worth. Texts are borrowed from the document and the query wherever they stand there as
/// they are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'d> {
    /// Nodes in document order, each once.
    Nodes(Vec<NodeRef>),
    Number(f64),
    Text(Cow<'d, str>),
    Truth(bool),
}

/// The value of a query.
#[derive(Debug, Clone, PartialEq)]
pub enum XPathValue<'d> {
    /// Nodes in document order.
    Nodes(Vec<XPathNode<'d>>),
    /// A number.
    Number(f64),
    /// A string.
    Text(String),
    /// A truth value.
    Truth(bool),
}

impl<'d> XPathValue<'d> {
    pub(super) fn new(document: &'d Document, value: Value<'_>) -> Self {
        match value {
            Value::Nodes(nodes) => Self::Nodes(
                nodes
                    .into_iter()
                    .map(|it| XPathNode::new(document, it))
                    .collect(),
            ),
            Value::Number(number) => Self::Number(number),
            Value::Text(text) => Self::Text(text.into_owned()),
            Value::Truth(truth) => Self::Truth(truth),
        }
    }

    /// The nodes, where the value is nodes.
    pub fn nodes(&self) -> Option<&[XPathNode<'d>]> {
        match self {
            Self::Nodes(nodes) => Some(nodes),
            _ => None,
        }
    }

    /// The nodes; none where the value is something else.
    pub fn into_nodes(self) -> Vec<XPathNode<'d>> {
        match self {
            Self::Nodes(nodes) => nodes,
            _ => Vec::new(),
        }
    }
}

impl Value<'_> {
    /// The nodes, or an error that says what there is instead.
    pub(super) fn into_nodes(self) -> Result<Vec<NodeRef>, XPathError> {
        let found = match self {
            Self::Nodes(nodes) => return Ok(nodes),
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Truth(_) => "a truth value",
        };
        Err(XPathError::NotNodes { found })
    }

    /// Section 4.3, `boolean`.
    pub(super) fn truth(&self) -> bool {
        match self {
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Truth(truth) => *truth,
        }
    }
}

/// Section 4.4, `number`: digits and at most one point, a minus before them; anything else is no
/// number.
pub(super) fn number_of(text: &str) -> f64 {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
        && digits.bytes().any(|it| it.is_ascii_digit());
    if plain {
        text.parse().unwrap_or(f64::NAN)
    } else {
        f64::NAN
    }
}

/// Section 4.2, `string`, of a number.
pub(super) fn text_of(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    format!("{number}")
}

/// The string value of a node (section 5).
pub(super) fn string_value(tree: &Tree, node: NodeRef) -> Cow<'_, str> {
    if let Some(text) = own_text(tree, node) {
        return Cow::Borrowed(text);
    }
    let NodeRef::Tree(id) = node else {
        return Cow::Borrowed("");
    };
    let mut texts = tree.descendants(id).filter_map(|it| tree.text(it));
    let first = texts.next().unwrap_or_default();
    match texts.next() {
        None => Cow::Borrowed(first),
        Some(second) => {
            let mut all = [first, second].concat();
            all.extend(texts);
            Cow::Owned(all)
        }
    }
}

/// The string value of a node that has one of its own: an attribute, a text, a comment.
pub(super) fn own_text(tree: &Tree, node: NodeRef) -> Option<&str> {
    match node {
        NodeRef::Attribute(id, index) => tree
            .attributes(id)
            .get(index as usize)
            .map(|it| tree.value(it)),
        NodeRef::Tree(id) => match tree.data(id) {
            NodeData::Text(span) | NodeData::Comment(span) => Some(tree.slice(*span)),
            _ => None,
        },
    }
}

/// The name of a node: of an element or attribute; others have none.
pub(super) fn name_of(tree: &Tree, node: NodeRef) -> &str {
    match node {
        NodeRef::Attribute(id, index) => tree
            .attributes(id)
            .get(index as usize)
            .map_or("", |it| &*it.name),
        NodeRef::Tree(id) => tree.name(id).map_or("", |it| &**it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_texts() {
        assert!((number_of(" -12.5\n") + 12.5).abs() < f64::EPSILON);
        assert!(number_of("1e3").is_nan());
        assert!(number_of("").is_nan());
        assert!(number_of("+1").is_nan());
        assert!(number_of("1.2.3").is_nan());
        assert!(number_of("infinity").is_nan());
        assert_eq!(text_of(-0.0), "0");
        assert_eq!(text_of(3.0), "3");
        assert_eq!(text_of(0.5), "0.5");
        assert_eq!(text_of(f64::NEG_INFINITY), "-Infinity");
    }
}
