//! Presentational attributes: the style that old HTML writes outside of CSS.
//!
//! <https://html.spec.whatwg.org/multipage/rendering.html#presentational-hints>

use html5ever::{LocalName, local_name};

use super::declaration::{Declaration, FontSize, Ground, Ink, Ranked};
use super::value::legacy_colour;
use crate::display::Display;
use crate::tree::{NodeId, Tree};

/// The attributes that style refers to, found in one pass.
#[derive(Debug, Default)]
pub(super) struct Named<'t> {
    pub(super) style: Option<&'t str>,
    pub(super) class: Option<&'t str>,
    pub(super) id: Option<&'t str>,
    pub(super) href: Option<&'t str>,
}

/// Puts what the attributes of an element declare into `found`; it is weaker than any style sheet.
pub(super) fn read<'t>(
    tree: &'t Tree,
    id: NodeId,
    element: &LocalName,
    found: &mut Vec<Ranked>,
) -> Named<'t> {
    let mut named = Named::default();
    if *element == local_name!("bdo") {
        found.push((Declaration::Override(true), false));
    }
    for attribute in tree.attributes(id) {
        let value = tree.value(attribute);
        let declaration = match attribute.name {
            local_name!("style") => {
                named.style = Some(value);
                None
            }
            local_name!("class") => {
                named.class = Some(value);
                None
            }
            local_name!("id") => {
                named.id = Some(value);
                None
            }
            local_name!("href") => {
                named.href = Some(value);
                None
            }
            local_name!("hidden") => Some(Declaration::Display(Display::None)),
            local_name!("open") if *element == local_name!("dialog") => {
                Some(Declaration::Display(Display::Block))
            }
            local_name!("dir") => direction(value),
            local_name!("bgcolor") => ground(value),
            local_name!("background") => {
                (!value.trim().is_empty()).then_some(Declaration::Picture(true))
            }
            local_name!("color") if *element == local_name!("font") => ink(value),
            local_name!("text") if *element == local_name!("body") => ink(value),
            local_name!("size") if *element == local_name!("font") => font_size(value),
            _ => None,
        };
        if let Some(declaration) = declaration {
            found.push((declaration, false));
        }
    }
    named
}

fn direction(value: &str) -> Option<Declaration> {
    let is = |wanted: &str| value.trim().eq_ignore_ascii_case(wanted);
    (is("rtl") || is("ltr")).then(|| Declaration::RightToLeft(is("rtl")))
}

fn ground(value: &str) -> Option<Declaration> {
    let value = value.trim();
    if value.is_empty() || value.eq_ignore_ascii_case("transparent") {
        return None;
    }
    Some(Declaration::Ground(match legacy_colour(value) {
        Some(colour) => Ground::Known(colour),
        None => Ground::Unknown,
    }))
}

fn ink(value: &str) -> Option<Declaration> {
    if value.trim().is_empty() {
        return None;
    }
    Some(Declaration::Ink(match legacy_colour(value) {
        Some(colour) => Ink::Known(colour),
        None => Ink::Unknown,
    }))
}

/// <https://html.spec.whatwg.org/multipage/rendering.html#rules-for-parsing-a-legacy-font-size>
fn font_size(value: &str) -> Option<Declaration> {
    const PIXELS: [f32; 7] = [10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0];
    let value = value.trim();
    let digits = value.trim_start_matches(['+', '-']);
    let end = digits
        .bytes()
        .position(|it| !it.is_ascii_digit())
        .unwrap_or(digits.len());
    // More than two digits are beyond either end anyway.
    let number: i32 = digits.get(..end.min(2))?.parse().ok()?;
    let size = match value.bytes().next()? {
        b'+' => 3 + number,
        b'-' => 3 - number,
        _ => number,
    };
    let index = usize::try_from(size.clamp(1, 7) - 1).ok()?;
    let pixels = PIXELS.get(index)?;
    Some(Declaration::FontSize(FontSize::Pixels(*pixels)))
}

/// Whether the client paints the element in colours and a font of its own.
pub(super) fn has_own_look(element: &LocalName) -> bool {
    matches!(
        *element,
        local_name!("button")
            | local_name!("input")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("mark")
    )
}

/// The size of text in form controls, which does not depend on the text around them.
pub(super) const CONTROL_FONT_SIZE: f32 = 13.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn font_sizes_never_leave_the_scale() {
        let of = |value| font_size(value);
        let pixels = |px| Some(Declaration::FontSize(FontSize::Pixels(px)));
        assert_eq!(of("0"), pixels(10.0));
        assert_eq!(of("2"), pixels(13.0));
        assert_eq!(of("+1"), pixels(18.0));
        assert_eq!(of("-99999"), pixels(10.0));
        assert_eq!(of("big"), None);
    }
}
