//! How elements take part in the layout: the standard's own style sheet, as far as text is concerned.
//!
//! <https://html.spec.whatwg.org/multipage/rendering.html>

use html5ever::{LocalName, local_name};

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Display {
    /// Part of the line.
    #[default]
    Inline,
    /// A box within the line.
    InlineBlock,
    /// On lines of its own.
    Block,
    /// On lines of its own, with an empty line around it.
    Paragraph,
    /// A table row.
    Row,
    /// A cell of a row.
    Cell,
    /// Not laid out at all.
    None,
}

/// The display of an HTML element without any style.
pub(crate) fn of_element(name: &LocalName) -> Display {
    match *name {
        local_name!("p") => Display::Paragraph,
        local_name!("td") | local_name!("th") => Display::Cell,
        local_name!("tr") => Display::Row,
        local_name!("address")
        | local_name!("article")
        | local_name!("aside")
        | local_name!("blockquote")
        | local_name!("body")
        | local_name!("caption")
        | local_name!("center")
        | local_name!("dd")
        | local_name!("details")
        | local_name!("dir")
        | local_name!("div")
        | local_name!("dl")
        | local_name!("dt")
        | local_name!("fieldset")
        | local_name!("figcaption")
        | local_name!("figure")
        | local_name!("footer")
        | local_name!("form")
        | local_name!("frameset")
        | local_name!("h1")
        | local_name!("h2")
        | local_name!("h3")
        | local_name!("h4")
        | local_name!("h5")
        | local_name!("h6")
        | local_name!("header")
        | local_name!("hgroup")
        | local_name!("hr")
        | local_name!("html")
        | local_name!("legend")
        | local_name!("li")
        | local_name!("listing")
        | local_name!("main")
        | local_name!("menu")
        | local_name!("nav")
        | local_name!("ol")
        | local_name!("optgroup")
        | local_name!("option")
        | local_name!("plaintext")
        | local_name!("pre")
        | local_name!("search")
        | local_name!("section")
        | local_name!("summary")
        | local_name!("table")
        | local_name!("tbody")
        | local_name!("tfoot")
        | local_name!("thead")
        | local_name!("ul")
        | local_name!("xmp") => Display::Block,
        local_name!("area")
        | local_name!("base")
        | local_name!("datalist")
        | local_name!("dialog")
        | local_name!("param")
        | local_name!("rp") => Display::None,
        _ => Display::Inline,
    }
}

/// Whether the text within is code or meta data, which is text for no reader, hidden or not.
pub(crate) fn is_not_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("head")
            | local_name!("title")
            | local_name!("style")
            | local_name!("script")
            | local_name!("template")
            | local_name!("iframe")
            | local_name!("noframes")
            | local_name!("noembed")
            | local_name!("metadata")
    )
}

/// Whether white space is kept within.
pub(crate) fn keeps_white_space(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("pre")
            | local_name!("listing")
            | local_name!("plaintext")
            | local_name!("textarea")
            | local_name!("xmp")
    )
}

/// Elements that have no content and no end tag.
pub(crate) fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("image")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
            | local_name!("frame")
            | local_name!("basefont")
            | local_name!("bgsound")
    )
}
