//! Declarations: the properties that decide whether and how text is shown. All others are skipped.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, parse_important,
};

use super::property::{matters, read};
use super::value::{Colour, Length};
use crate::display::Display;

/// How white space is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum WhiteSpace {
    /// Runs become one space.
    #[default]
    Collapse,
    /// Runs become one space, but line breaks stay.
    KeepBreaks,
    /// Everything stays.
    Keep,
}

/// A colour as declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Ink {
    Known(Colour),
    /// That of the parent.
    Inherit,
    /// In a notation that is not evaluated.
    Unknown,
}

/// A background as declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Ground {
    Known(Colour),
    /// What lies behind shows through.
    Transparent,
    /// In a notation that is not evaluated.
    Unknown,
}

/// A font size as declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum FontSize {
    Pixels(f32),
    /// A multiple of the parent's.
    Factor(f32),
}

/// One declaration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Declaration {
    Display(Display),
    Visible(bool),
    Opacity(f32),
    /// Whether the text throws a shadow, by which it can be seen on any ground.
    Shadow(bool),
    FontSize(FontSize),
    /// Whether lines have no height.
    FlatLines(bool),
    Ink(Ink),
    Ground(Ground),
    /// Whether an image or a gradient lies on the background.
    Picture(bool),
    /// Whether content that does not fit is cut off.
    Clips(bool),
    Width(Length),
    Height(Length),
    MaxWidth(Length),
    MaxHeight(Length),
    TextIndent(Length),
    /// Whether the element is taken out of its place (`absolute`, `fixed`).
    Lifted(bool),
    /// Whether `left` and `top` move the element.
    Positioned(bool),
    Left(Length),
    Top(Length),
    MarginLeft(Length),
    MarginTop(Length),
    /// A clip to nothing, which only takes effect on lifted elements.
    ClippedAway(bool),
    /// A clip path or transformation to nothing, or contents not painted.
    PaintedAway(bool),
    WhiteSpace(WhiteSpace),
    /// Whether characters run from right to left...
    RightToLeft(bool),
    /// ...and do so whatever script they are of.
    Override(bool),
}

/// A declaration and whether it is `!important`.
pub(crate) type Ranked = (Declaration, bool);

/// Reads the contents of a `style` attribute or of a rule's block into `found`.
pub(crate) fn parse_block(input: &mut Parser<'_>, found: &mut Vec<Ranked>) {
    let mut body = Body { found };
    for item in RuleBodyParser::new(input, &mut body) {
        // A broken declaration is skipped, as CSS has it; the good ones are in `found`.
        drop(item);
    }
}

/// Reads a `style` attribute into `found`.
pub(crate) fn parse_attribute(style: &str, found: &mut Vec<Ranked>) {
    if !is_plain(style) {
        parse_block(&mut Parser::new(style), found);
        return;
    }
    for declaration in style.split(';') {
        if let Some((name, value)) = declaration.split_once(':')
            && let name = name.trim_ascii()
            && matters(name)
        {
            parse_value(name, &mut Parser::new(value), found);
        }
    }
}

/// Whether semicolons and colons mean in `style` what they seem to, with nothing that quotes,
/// nests or escapes.
fn is_plain(style: &str) -> bool {
    !style
        .bytes()
        .any(|it| matches!(it, b'\\' | b'"' | b'\'' | b'(' | b'[' | b'{' | b'}' | b'@'))
        && !style.contains("/*")
}

/// Reads the value of the property `name`. A value with anything left over is invalid, and a
/// browser ignores it; so must this.
fn parse_value(name: &str, input: &mut Parser<'_>, found: &mut Vec<Ranked>) {
    let before = found.len();
    let valid = read(name, input, found).is_some();
    let important = input.try_parse(parse_important).is_ok();
    if !valid || !input.is_exhausted() {
        found.truncate(before);
    }
    for (_, is_important) in found.iter_mut().skip(before) {
        *is_important = important;
    }
}

/// The contents of a block, as cssparser wants to be asked for it.
struct Body<'a> {
    found: &'a mut Vec<Ranked>,
}

impl<'i> DeclarationParser<'i> for Body<'_> {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _: &ParserState,
    ) -> Result<(), ParseError<()>> {
        if matters(&name) {
            parse_value(&name, input, self.found);
        }
        Ok(())
    }
}

impl AtRuleParser<'_> for Body<'_> {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}

impl QualifiedRuleParser<'_> for Body<'_> {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();
}

impl RuleBodyItemParser<'_, (), ()> for Body<'_> {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(style: &str) -> Vec<Declaration> {
        let mut found = Vec::new();
        parse_attribute(style, &mut found);
        let mut thorough = Vec::new();
        parse_block(&mut Parser::new(style), &mut thorough);
        assert_eq!(found, thorough, "the quick way reads as the thorough one");
        found.into_iter().map(|it| it.0).collect()
    }

    #[test]
    fn hiding_is_read_however_it_is_written() {
        let none = [Declaration::Display(Display::None)];
        assert_eq!(declared("display:none"), none);
        assert_eq!(declared("color;DISPLAY : None !important"), none);
        assert_eq!(declared("dis\\play:/**/none"), none);
        assert_eq!(declared("a:url(;);display:none"), none);
        assert_eq!(declared("content:';display:block';display:none"), none);
    }

    #[test]
    fn shorthands_are_taken_apart() {
        assert_eq!(
            declared("font:0/0 a"),
            [
                Declaration::FontSize(FontSize::Pixels(0.0)),
                Declaration::FlatLines(true)
            ]
        );
        assert_eq!(
            declared("font: bold 700 12px/1.5 Arial"),
            [
                Declaration::FontSize(FontSize::Pixels(12.0)),
                Declaration::FlatLines(false)
            ]
        );
        let white = Declaration::Ground(Ground::Known(Colour::WHITE));
        assert_eq!(
            declared("background: #fff url(x.png) no-repeat"),
            [white, Declaration::Picture(true)]
        );
        assert_eq!(
            declared("background: white none"),
            [white, Declaration::Picture(false)]
        );
        assert_eq!(
            declared("margin: 0 auto 0 -9999px"),
            [
                Declaration::MarginTop(Length::Pixels(0.0)),
                Declaration::MarginLeft(Length::Pixels(-9999.0))
            ]
        );
    }

    #[test]
    fn clips_to_nothing() {
        assert_eq!(
            declared("clip: rect(0 0 0 0)"),
            [Declaration::ClippedAway(true)]
        );
        assert_eq!(
            declared("clip: rect(0px, 100px, 100px, 0px)"),
            [Declaration::ClippedAway(false)]
        );
        assert_eq!(
            declared("clip-path: inset(100%)"),
            [Declaration::PaintedAway(true)]
        );
        assert_eq!(
            declared("transform: rotate(3deg) scale(0)"),
            [Declaration::PaintedAway(true)]
        );
    }

    #[test]
    fn what_a_browser_ignores_is_ignored() {
        assert_eq!(declared("display:none x"), []);
        assert_eq!(declared("font-size:0 0"), []);
        assert_eq!(declared("font-size:-1px"), []);
        assert_eq!(declared("font-size:1"), []);
        assert_eq!(declared("visibility:hidden!imp"), []);
    }

    #[test]
    fn importance_is_kept() {
        let mut found = Vec::new();
        parse_attribute("display:none!important;visibility:hidden", &mut found);
        assert_eq!(
            found,
            [
                (Declaration::Display(Display::None), true),
                (Declaration::Visible(false), false)
            ]
        );
    }
}
