//! A leaf part: something with content, decoded from its transfer encoding.

use std::borrow::Cow;

/// A leaf part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Leaf<'m> {
    /// The declared type, lower case, without parameters; `None` where none is declared.
    pub(crate) media_type: Option<String>,
    /// The `charset` parameter.
    pub(crate) charset: Option<String>,
    /// `format=flowed` (RFC 3676).
    pub(crate) is_flowed: bool,
    /// `delsp=yes` (RFC 3676).
    pub(crate) deletes_space: bool,
    /// The name, decoded.
    pub(crate) name: Option<String>,
    /// Without brackets.
    pub(crate) content_id: Option<String>,
    /// `inline`, `attachment` or what else is declared, lower case.
    pub(crate) disposition: Option<String>,
    /// The decoded content.
    pub(crate) content: Cow<'m, [u8]>,
    /// Path of part numbers from the top, such as `2.1`.
    pub(crate) path: String,
    /// Whether it is the first part of its multipart, or the only part.
    pub(crate) is_first: bool,
    /// The outermost `multipart/alternative` it is in, by number.
    pub(crate) alternative: Option<usize>,
    /// Whether it is a part of a `multipart/related` that another part refers to.
    pub(crate) is_resource: bool,
    /// Whether only some mail programs see it.
    pub(crate) is_other_reading: bool,
}

impl Leaf<'_> {
    pub(crate) fn into_owned(self) -> Leaf<'static> {
        Leaf {
            content: Cow::Owned(self.content.into_owned()),
            media_type: self.media_type,
            charset: self.charset,
            is_flowed: self.is_flowed,
            deletes_space: self.deletes_space,
            name: self.name,
            content_id: self.content_id,
            disposition: self.disposition,
            path: self.path,
            is_first: self.is_first,
            alternative: self.alternative,
            is_resource: self.is_resource,
            is_other_reading: self.is_other_reading,
        }
    }

    /// Whether it is HTML by its declared type.
    pub(crate) fn is_html(&self) -> bool {
        matches!(
            self.media_type.as_deref(),
            Some("text/html" | "application/xhtml+xml")
        )
    }

    /// Whether it is plain text by its declared type, or by the default where none is declared
    /// (RFC 2045 section 5.2).
    pub(crate) fn is_plain(&self) -> bool {
        matches!(
            self.media_type.as_deref(),
            None | Some("text/plain" | "text")
        )
    }

    pub(crate) fn is_attached(&self) -> bool {
        self.disposition.as_deref() == Some("attachment")
    }
}
