//! Which declarations of a `style` attribute are written.

/// Properties that change how text looks, and nothing else. Left out on purpose: what moves boxes over others
/// (`position`, `transform`, `z-index`), what makes text (`content`), what turns its direction (`unicode-bidi`).
const PROPERTIES: &[&str] = &[
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-style",
    "border-top-width",
    "border-width",
    "clear",
    "color",
    "direction",
    "display",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "min-width",
    "opacity",
    "overflow-wrap",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "vertical-align",
    "width",
];

/// Functions that are colours.
const FUNCTIONS: [&str; 4] = ["rgb", "rgba", "hsl", "hsla"];

/// Declarations of one attribute that are looked at.
const DECLARATIONS: usize = 60;

/// The declarations of `style` that may be written.
pub(super) fn filtered(style: &str) -> String {
    let mut kept = String::new();
    for declaration in style.split(';').take(DECLARATIONS) {
        let Some((name, value)) = declaration.split_once(':') else {
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim();
        if PROPERTIES.binary_search(&name.as_str()).is_ok() && is_plain(value) {
            if !kept.is_empty() {
                kept.push(';');
            }
            kept.push_str(&name);
            kept.push(':');
            kept.push_str(value);
        }
    }
    kept
}

/// Whether a value is made of words, numbers, colours and quoted names, and of no function but a colour. Escapes and
/// comments, by which a function could be hidden, are none of these.
fn is_plain(value: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || " #%.,-+!'\"()/".contains(it);
    let even = |quote: char| value.matches(quote).count().is_multiple_of(2);
    let is_colour = |before: &str| {
        let word = before.rsplit(|it: char| !it.is_ascii_alphanumeric()).next();
        let word = word.unwrap_or_default().to_ascii_lowercase();
        FUNCTIONS.contains(&word.as_str())
    };
    !value.is_empty()
        && value.len() <= 200
        && value.chars().all(is_allowed)
        && !value.contains("//")
        && even('\'')
        && even('"')
        && value
            .match_indices('(')
            .all(|(at, _)| value.get(..at).is_some_and(is_colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_properties_are_in_order() {
        assert!(PROPERTIES.is_sorted());
    }

    #[test]
    fn what_looks_is_kept_and_what_loads_is_not() {
        let check = |style, expected| assert_eq!(filtered(style), expected, "{style}");
        check(
            "COLOR : #fff; font: bold 12px/1.5 'Open Sans', Arial !important",
            "color:#fff;font:bold 12px/1.5 'Open Sans', Arial !important",
        );
        check(
            "background:rgba(0, 0, 0, .5) ;width:50%",
            "background:rgba(0, 0, 0, .5);width:50%",
        );
        check("background:url(https://x.example/a)", "");
        check("background:u\\72l(https://x.example/a)", "");
        check("background:ur/**/l(//x.example)", "");
        check("background:image-set('https://x.example/a' 1x)", "");
        check("width:expression(alert(1))", "");
        check("color:var(--x)", "");
        check("position:fixed;top:0", "");
        check("behavior:url(x);-moz-binding:url(y)", "");
        check("unicode-bidi:bidi-override;direction:rtl", "direction:rtl");
        check("font-family:'a;color:red", "color:red");
        check("@import 'x'", "");
    }
}
