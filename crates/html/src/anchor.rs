//! Links of the document.

use text::Span;
use url::{ParseError, Url};

/// An `<a href>` or `<area href>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The attribute as written, character references decoded, white space trimmed.
    pub href: String,
    /// The target, where `<base href>` makes another one of a relative `href`.
    pub resolved: Option<String>,
    /// The visible text of the anchor, trimmed; empty where it holds none.
    pub text: String,
    /// Whether it holds an image.
    pub has_image: bool,
    /// Whether a reader can see it: some of its text or one of its images.
    pub visible: bool,
    /// Where its text stands in the visible text (empty span at its place when it has no text).
    pub span: Span,
}

impl Anchor {
    /// Where the link leads: `href`, resolved against `<base href>` where there is one.
    pub fn target(&self) -> &str {
        self.resolved.as_deref().unwrap_or(&self.href)
    }
}

/// The target of `href` in a document whose `<base href>` is `base`, if it is relative.
/// <https://html.spec.whatwg.org/multipage/urls-and-fetching.html#resolving-urls>
pub(crate) fn resolve(base: &Url, href: &str) -> Option<String> {
    match Url::parse(href) {
        Err(ParseError::RelativeUrlWithoutBase) => base.join(href).ok().map(String::from),
        _ => None,
    }
}
