//! The HTML tree of a mail: what a reader sees, what is hidden, where the links are.
//!
//! Mail is judged by what the mail client shows. So the body is parsed by the HTML standard's own
//! algorithm (a browser-exact tree, error recovery included), the style sheets and attributes that
//! hide text are evaluated, and one walk over the tree writes the texts apart: what is visible, what
//! is hidden, and where anchors, images and quoted history stand in it.
//!
//! Nothing here is recursive over the tree, and everything is bounded by [`limits::Limits`]: a
//! document that asks for more is cut, and says so by [`Document::truncated`].

mod anchor;
mod display;
mod document;
mod feed;
mod form;
mod image;
mod inner;
mod invisible;
mod order;
mod quoted;
mod render;
mod safe;
mod serialize;
mod sink;
mod style;
mod tokens;
mod tree;
mod writer;
mod xpath;

pub use anchor::Anchor;
pub use document::Document;
pub use form::{Form, Frame, Input};
pub use image::Image;
pub use quoted::QuotedBlock;
pub use safe::SafeHtml;
pub use xpath::{DEFAULT_STEPS, XPath, XPathError, XPathNode, XPathNodeKey, XPathValue};
