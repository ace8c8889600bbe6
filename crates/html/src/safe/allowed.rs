//! Which elements and attributes are written.

use html5ever::{LocalName, local_name};

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Neither it nor what is within is written.
    LeaveOut,
    /// Only what is within is written.
    PassThrough,
    /// It is written, under this name.
    Write {
        /// The name.
        name: &'static str,
        /// Whether it has content and an end tag.
        has_end: bool,
    },
}

/// What becomes of the HTML element `name`.
pub(super) fn treatment(name: &LocalName) -> Treatment {
    const WRITTEN: &[&str] = &[
        "abbr",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "big",
        "blockquote",
        "caption",
        "center",
        "cite",
        "code",
        "colgroup",
        "dd",
        "del",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "i",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "u",
        "ul",
    ];
    let with_content = |name| Treatment::Write {
        name,
        has_end: true,
    };
    let empty = |name| Treatment::Write {
        name,
        has_end: false,
    };
    match *name {
        local_name!("br") => empty("br"),
        local_name!("hr") => empty("hr"),
        local_name!("wbr") => empty("wbr"),
        local_name!("col") => empty("col"),
        // A link is a place to click; here it is words that look like one.
        local_name!("a") => with_content("u"),
        // What a reader may press is shown, and does nothing.
        local_name!("button") => with_content("span"),
        local_name!("html")
        | local_name!("body")
        | local_name!("form")
        | local_name!("fieldset")
        | local_name!("legend")
        | local_name!("label")
        | local_name!("noscript")
        | local_name!("bdo") => Treatment::PassThrough,
        local_name!("head")
        | local_name!("title")
        | local_name!("style")
        | local_name!("script")
        | local_name!("template")
        | local_name!("iframe")
        | local_name!("frameset")
        | local_name!("frame")
        | local_name!("noframes")
        | local_name!("object")
        | local_name!("embed")
        | local_name!("applet")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("canvas")
        | local_name!("map")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("textarea")
        | local_name!("input")
        | local_name!("base")
        | local_name!("link")
        | local_name!("meta")
        | local_name!("noembed")
        | local_name!("plaintext") => Treatment::LeaveOut,
        _ => WRITTEN
            .iter()
            .find(|it| **it == &**name)
            .map_or(Treatment::PassThrough, |it| with_content(it)),
    }
}

/// The attribute `name`, if it may be written with `value`. None of them can load or run anything, whatever its value;
/// values that are no plain word, number or colour are left out all the same.
pub(super) fn attribute(name: &LocalName, value: &str) -> Option<&'static str> {
    const PLAIN: &[&str] = &[
        "align",
        "bgcolor",
        "border",
        "cellpadding",
        "cellspacing",
        "color",
        "colspan",
        "dir",
        "face",
        "height",
        "nowrap",
        "rowspan",
        "size",
        "span",
        "start",
        "type",
        "valign",
        "width",
    ];
    let name = PLAIN.iter().find(|it| **it == &**name)?;
    let is_plain = |it: char| it.is_ascii_alphanumeric() || " #%.,-+'".contains(it);
    (value.len() <= 100 && value.chars().all(is_plain)).then_some(*name)
}
