//! The HTML tree of a mail: what a reader sees, what is hidden, where the links are.

use limits::Limits;
use text::Span;

/// A parsed HTML document with its rendered texts.
///
/// Built once per body. `visible_text` is what a mail client shows (blocks on lines of their own,
/// runs of white space collapsed as CSS does, invisible elements left out); all spans count in it.
#[derive(Debug, Default)]
pub struct Document {
    visible_text: String,
    hidden_text: String,
    inner_text: String,
    anchors: Vec<Anchor>,
    images: Vec<Image>,
    quoted: Vec<QuotedBlock>,
    truncated: bool,
}

/// An `<a href>` or `<area href>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The attribute as written, character references decoded, white space trimmed.
    pub href: String,
    /// The visible text of the anchor, trimmed; empty where it holds none.
    pub text: String,
    /// Whether it holds an image.
    pub has_image: bool,
    /// Whether a reader can see it.
    pub visible: bool,
    /// Where its text stands in the visible text (empty span at its place when it has no text).
    pub span: Span,
}

/// An `<img>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Image {
    /// The source as written.
    pub source: String,
    /// The alternative text.
    pub alternative: String,
    /// Declared width in CSS pixels, from attribute or style.
    pub width: Option<u32>,
    /// Declared height in CSS pixels, from attribute or style.
    pub height: Option<u32>,
    /// Whether a reader can see it.
    pub visible: bool,
}

/// An element by which mail clients mark quoted or forwarded history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedBlock {
    /// What kind of marker it is, such as `gmail_quote`, `divRplyFwdMsg`, `appendonsend`,
    /// `blockquote_cite`, `moz-cite-prefix`, `yahoo_quoted`, `protonmail_quote`, `hr_reply`.
    pub marker: &'static str,
    /// Where its text stands in the visible text. For markers that precede the quoted history
    /// (`divRplyFwdMsg`, `appendonsend`) the span reaches from the marker to the end.
    pub span: Span,
}

impl Document {
    /// Parses `html` as a browser would.
    pub fn parse(html: &str, limits: &Limits) -> Self {
        let _ = (html, limits);
        Self::default()
    }

    /// The text a reader sees.
    pub fn visible_text(&self) -> &str {
        &self.visible_text
    }

    /// The text that is hidden from the reader, runs separated by line breaks.
    pub fn hidden_text(&self) -> &str {
        &self.hidden_text
    }

    /// The text of all nodes without tags, hidden ones included.
    pub fn inner_text(&self) -> &str {
        &self.inner_text
    }

    /// The anchors in document order.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// The images in document order.
    pub fn images(&self) -> &[Image] {
        &self.images
    }

    /// The blocks marked as quoted history, in document order.
    pub fn quoted(&self) -> &[QuotedBlock] {
        &self.quoted
    }

    /// Whether a limit cut the tree short.
    pub fn truncated(&self) -> bool {
        self.truncated
    }
}
