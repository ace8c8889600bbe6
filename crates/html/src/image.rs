//! Images of the document.

use html5ever::{LocalName, local_name};

use crate::style::{self, Style};
use crate::tree::{NodeId, Tree};

/// An `<img>` or `<input type=image>`.
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
    /// Whether a reader can see it; a counting pixel cannot be seen.
    pub visible: bool,
}

/// Reads the image element `id`.
pub(crate) fn read(tree: &Tree, id: NodeId, style: &Style) -> Image {
    let text = |name| {
        tree.attribute(id, name)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let size = |styled: Option<f32>, name: LocalName| {
        let styled = styled.map(style::whole);
        styled.or_else(|| tree.attribute(id, &name).and_then(pixels))
    };
    let width = size(style.width, local_name!("width"));
    let height = size(style.height, local_name!("height"));
    let has_area = width != Some(0) && height != Some(0) && (width, height) != (Some(1), Some(1));
    Image {
        source: text(&local_name!("src")),
        alternative: text(&local_name!("alt")),
        width,
        height,
        visible: style.shows_boxes() && has_area,
    }
}

/// Reads the digits at the start of a dimension attribute; percentages are no pixels.
/// <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-dimension-values>
fn pixels(value: &str) -> Option<u32> {
    let value = value.trim_start();
    let end = value
        .bytes()
        .position(|it| !it.is_ascii_digit())
        .unwrap_or(value.len());
    let (digits, rest) = value.split_at(end);
    let fraction = rest.trim_start_matches(|it: char| it == '.' || it.is_ascii_digit());
    if fraction.starts_with('%') {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dimensions_as_old_html_writes_them() {
        assert_eq!(pixels("600"), Some(600));
        assert_eq!(pixels(" 25px"), Some(25));
        assert_eq!(pixels("1.5"), Some(1));
        assert_eq!(pixels("100%"), None);
        assert_eq!(pixels("33.3%"), None);
        assert_eq!(pixels("auto"), None);
        assert_eq!(pixels("99999999999999"), None);
    }
}
