//! The properties that can hide or show text, and how their values are read.
//!
//! A reader gives nothing where the value is invalid; some take any value, but all look alike so that
//! they stand in one table.

#![allow(clippy::unnecessary_wraps)]

use cssparser::{ParseError, Parser, Token, match_ignore_ascii_case};

use super::declaration::{Declaration, FontSize, Ground, Ink, Ranked, WhiteSpace};
use super::value::{self, Colour, Length};
use crate::display::Display;

/// Declares the names of properties once: for the quick test and for reading.
macro_rules! properties {
    ($($name:literal => $read:expr,)*) => {
        /// Whether a property can hide or show text.
        pub(super) fn matters(name: &str) -> bool {
            $(name.eq_ignore_ascii_case($name))||*
        }

        /// Reads the value of a property; all declarations a shorthand stands for go to `found`.
        pub(super) fn read(name: &str, input: &mut Parser<'_>, found: &mut Vec<Ranked>) -> Option<()> {
            $(if name.eq_ignore_ascii_case($name) {
                let read: fn(&mut Parser<'_>, &mut Vec<Ranked>) -> Option<()> = $read;
                return read(input, found);
            })*
            None
        }
    };
}

/// A reader of one declaration from one value.
macro_rules! one {
    ($read:expr, $declaration:expr) => {
        |input, found| {
            found.push(($declaration($read(input)?), false));
            Some(())
        }
    };
}

properties! {
    "color" => one!(ink, Declaration::Ink),
    "font-size" => one!(font_size, Declaration::FontSize),
    "line-height" => one!(flat_lines, Declaration::FlatLines),
    "background-color" => one!(background_colour, Declaration::Ground),
    "background" => background,
    "background-image" => one!(picture, Declaration::Picture),
    "width" => one!(size, Declaration::Width),
    "height" => one!(size, Declaration::Height),
    "max-width" => one!(size, Declaration::MaxWidth),
    "max-height" => one!(size, Declaration::MaxHeight),
    "display" => one!(display, Declaration::Display),
    "white-space" => one!(white_space, Declaration::WhiteSpace),
    "overflow" => one!(overflow, Declaration::Clips),
    "overflow-x" => one!(overflow, Declaration::Clips),
    "overflow-y" => one!(overflow, Declaration::Clips),
    "visibility" => one!(visible, Declaration::Visible),
    "opacity" => one!(value::number, Declaration::Opacity),
    "font" => font,
    "text-shadow" => one!(shadow, Declaration::Shadow),
    "text-indent" => one!(value::length, Declaration::TextIndent),
    "position" => position,
    "left" => one!(value::length, Declaration::Left),
    "top" => one!(value::length, Declaration::Top),
    "margin-left" => one!(value::length, Declaration::MarginLeft),
    "margin-top" => one!(value::length, Declaration::MarginTop),
    "margin" => margin,
    "direction" => one!(right_to_left, Declaration::RightToLeft),
    "unicode-bidi" => one!(bidi_override, Declaration::Override),
    "clip" => one!(clipped_away, Declaration::ClippedAway),
    "clip-path" => one!(clip_path, Declaration::PaintedAway),
    "transform" => one!(transformed_away, Declaration::PaintedAway),
    "content-visibility" => one!(content_hidden, Declaration::PaintedAway),
}

/// The next token, if it is a word.
fn word<'i>(input: &mut Parser<'i>) -> Option<cssparser::CowRcStr<'i>> {
    input.try_parse(Parser::expect_ident_cloned).ok()
}

/// Passes over what is left of a value, up to `!important`.
fn pass_rest(input: &mut Parser<'_>) {
    loop {
        let start = input.state();
        match input.next() {
            Ok(Token::Delim('!')) => return input.reset(&start),
            Ok(_) => {}
            Err(_) => return,
        }
    }
}

fn display(input: &mut Parser<'_>) -> Option<Display> {
    Some(match_ignore_ascii_case! { &word(input)?,
        "none" => Display::None,
        "block" | "flex" | "grid" | "table" | "list-item" | "flow-root" | "table-row-group"
        | "table-header-group" | "table-footer-group" | "table-caption" | "-webkit-box"
            => Display::Block,
        "table-row" => Display::Row,
        "table-cell" => Display::Cell,
        "inline" | "contents" | "initial" | "unset" => Display::Inline,
        "inline-block" | "inline-flex" | "inline-grid" | "inline-table" => Display::InlineBlock,
        _ => return None,
    })
}

fn visible(input: &mut Parser<'_>) -> Option<bool> {
    Some(match_ignore_ascii_case! { &word(input)?,
        "hidden" | "collapse" => false,
        "visible" | "initial" => true,
        _ => return None,
    })
}

fn white_space(input: &mut Parser<'_>) -> Option<WhiteSpace> {
    Some(match_ignore_ascii_case! { &word(input)?,
        "pre" | "pre-wrap" | "break-spaces" => WhiteSpace::Keep,
        "pre-line" => WhiteSpace::KeepBreaks,
        "normal" | "nowrap" | "initial" => WhiteSpace::Collapse,
        _ => return None,
    })
}

/// One or two words; either cuts off what does not fit.
fn overflow(input: &mut Parser<'_>) -> Option<bool> {
    let mut clips = None;
    while let Some(word) = word(input) {
        let this = match_ignore_ascii_case! { &word,
            "hidden" | "clip" | "scroll" | "auto" => true,
            "visible" | "initial" => false,
            _ => return None,
        };
        clips = Some(this || clips == Some(true));
    }
    clips
}

fn size(input: &mut Parser<'_>) -> Option<Length> {
    // `auto` and `none` lift an earlier zero.
    match word(input) {
        Some(_) => Some(Length::Percent(1.0)),
        None => value::length(input),
    }
}

fn ink(input: &mut Parser<'_>) -> Option<Ink> {
    let start = input.state();
    if let Some(colour) = value::colour(input) {
        return Some(Ink::Known(colour));
    }
    input.reset(&start);
    if let Some(word) = word(input) {
        return Some(match_ignore_ascii_case! { &word,
            "inherit" | "currentcolor" | "unset" => Ink::Inherit,
            "initial" => Ink::Known(Colour::BLACK),
            _ => return None,
        });
    }
    // A function may be a colour in a newer notation; anything else is none, and is skipped.
    matches!(input.next(), Ok(Token::Function(_))).then_some(Ink::Unknown)
}

fn background_colour(input: &mut Parser<'_>) -> Option<Ground> {
    Some(match ink(input) {
        Some(Ink::Known(colour)) if colour.alpha > 0.0 => Ground::Known(colour),
        Some(Ink::Known(_)) => Ground::Transparent,
        _ => Ground::Unknown,
    })
}

/// `background`: a colour, an image, and words on how to place it.
fn background(input: &mut Parser<'_>, found: &mut Vec<Ranked>) -> Option<()> {
    let mut ground = Ground::Transparent;
    let mut picture = false;
    loop {
        let start = input.state();
        match input.next() {
            Ok(Token::UnquotedUrl(_)) => picture = true,
            Ok(
                token @ (Token::Function(_) | Token::Hash(_) | Token::IDHash(_) | Token::Ident(_)),
            ) => {
                let is_function = matches!(token, Token::Function(_));
                input.reset(&start);
                match value::colour(input) {
                    Some(colour) if colour.alpha > 0.0 => ground = Ground::Known(colour),
                    Some(_) => {}
                    None => picture |= is_function,
                }
            }
            Ok(Token::Delim('!')) => {
                input.reset(&start);
                break;
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    found.push((Declaration::Ground(ground), false));
    found.push((Declaration::Picture(picture), false));
    Some(())
}

/// Anything but a word (`none`) puts a picture on the background.
fn picture(input: &mut Parser<'_>) -> Option<bool> {
    let none = word(input).is_some();
    pass_rest(input);
    Some(!none)
}

/// Anything but a word (`none`) is a shadow.
fn shadow(input: &mut Parser<'_>) -> Option<bool> {
    let none = word(input).is_some() && input.is_exhausted();
    pass_rest(input);
    Some(!none)
}

fn font_size(input: &mut Parser<'_>) -> Option<FontSize> {
    if let Some(word) = word(input) {
        return Some(match_ignore_ascii_case! { &word,
            "xx-small" => FontSize::Pixels(9.0),
            "x-small" => FontSize::Pixels(10.0),
            "small" => FontSize::Pixels(13.0),
            "medium" | "initial" => FontSize::Pixels(value::INITIAL_FONT_SIZE),
            "large" => FontSize::Pixels(18.0),
            "x-large" => FontSize::Pixels(24.0),
            "xx-large" => FontSize::Pixels(32.0),
            "smaller" => FontSize::Factor(1.0 / 1.2),
            "larger" => FontSize::Factor(1.2),
            "inherit" | "unset" => FontSize::Factor(1.0),
            _ => return None,
        });
    }
    match value::length(input)? {
        Length::Pixels(pixels) if pixels >= 0.0 => Some(FontSize::Pixels(pixels)),
        Length::Relative(factor) | Length::Percent(factor) if factor >= 0.0 => {
            Some(FontSize::Factor(factor))
        }
        _ => None,
    }
}

fn flat_lines(input: &mut Parser<'_>) -> Option<bool> {
    if word(input).is_some() {
        return Some(false);
    }
    match input.next().ok()? {
        Token::Number { value, .. } | Token::Dimension { value, .. } => Some(*value == 0.0),
        Token::Percentage { unit_value, .. } => Some(*unit_value == 0.0),
        _ => None,
    }
}

/// `font: 0/0 a`: size and line height within the shorthand.
fn font(input: &mut Parser<'_>, found: &mut Vec<Ranked>) -> Option<()> {
    // Style, variant and weight come first; a weight is a number of 1 and more.
    loop {
        let start = input.state();
        match input.next().ok()? {
            Token::Ident(_) => {}
            Token::Number { value, .. } if *value >= 1.0 => {}
            _ => {
                input.reset(&start);
                break;
            }
        }
    }
    found.push((Declaration::FontSize(font_size(input)?), false));
    if input.try_parse(|it| it.expect_delim('/')).is_ok() {
        found.push((Declaration::FlatLines(flat_lines(input)?), false));
    }
    pass_rest(input);
    Some(())
}

fn position(input: &mut Parser<'_>, found: &mut Vec<Ranked>) -> Option<()> {
    let (lifted, positioned) = match_ignore_ascii_case! { &word(input)?,
        "absolute" | "fixed" => (true, true),
        "relative" | "sticky" => (false, true),
        "static" | "initial" => (false, false),
        _ => return None,
    };
    found.push((Declaration::Lifted(lifted), false));
    found.push((Declaration::Positioned(positioned), false));
    Some(())
}

/// One to four lengths; the first is the top, the last of four the left margin.
fn margin(input: &mut Parser<'_>, found: &mut Vec<Ranked>) -> Option<()> {
    let mut sides = Vec::new();
    while sides.len() < 4 {
        if let Ok(side) = input.try_parse(|it| value::length(it).ok_or(())) {
            sides.push(side);
        } else if word(input).is_some() {
            // `auto` takes a place and moves nothing.
            sides.push(Length::Pixels(0.0));
        } else {
            break;
        }
    }
    let top = *sides.first()?;
    let left = *sides.get(3).or_else(|| sides.get(1)).unwrap_or(&top);
    found.push((Declaration::MarginTop(top), false));
    found.push((Declaration::MarginLeft(left), false));
    Some(())
}

/// `rect(0,0,0,0)` and `rect(1px 1px 1px 1px)`: nothing is left.
fn clipped_away(input: &mut Parser<'_>) -> Option<bool> {
    let Ok(Token::Function(name)) = input.next() else {
        return Some(false);
    };
    if !name.eq_ignore_ascii_case("rect") {
        return None;
    }
    let sides = lengths(input)?;
    Some(
        !sides.is_empty()
            && sides
                .iter()
                .all(|it| it.pixels(16.0).is_some_and(|px| px <= 1.0)),
    )
}

/// `inset(50%)` and beyond, `circle(0)`: nothing is left.
fn clip_path(input: &mut Parser<'_>) -> Option<bool> {
    let Ok(Token::Function(name)) = input.next().cloned() else {
        return Some(false);
    };
    let lengths = lengths(input)?;
    let first = lengths.first()?;
    if name.eq_ignore_ascii_case("inset") {
        return Some(matches!(first, Length::Percent(share) if *share >= 0.5));
    }
    let round = name.eq_ignore_ascii_case("circle") || name.eq_ignore_ascii_case("ellipse");
    Some(round && first.pixels(16.0) == Some(0.0))
}

/// `scale(0)`: nothing is left.
fn transformed_away(input: &mut Parser<'_>) -> Option<bool> {
    while let Ok(token) = input.next() {
        let Token::Function(name) = token else {
            return Some(false);
        };
        let scales = name.to_ascii_lowercase().starts_with("scale");
        let away = input
            .parse_nested_block(|block| {
                let first = value::number(block);
                Ok::<_, ParseError<()>>(scales && first == Some(0.0))
            })
            .unwrap_or(false);
        if away {
            return Some(true);
        }
    }
    Some(false)
}

fn right_to_left(input: &mut Parser<'_>) -> Option<bool> {
    Some(match_ignore_ascii_case! { &word(input)?,
        "rtl" => true,
        "ltr" | "initial" => false,
        _ => return None,
    })
}

fn bidi_override(input: &mut Parser<'_>) -> Option<bool> {
    Some(match_ignore_ascii_case! { &word(input)?,
        "bidi-override" | "isolate-override" => true,
        "normal" | "embed" | "isolate" | "plaintext" | "initial" | "unset" => false,
        _ => return None,
    })
}

fn content_hidden(input: &mut Parser<'_>) -> Option<bool> {
    Some(word(input)?.eq_ignore_ascii_case("hidden"))
}

/// The lengths of a function, whose name has just been read.
fn lengths(input: &mut Parser<'_>) -> Option<Vec<Length>> {
    input
        .parse_nested_block(|block| {
            let mut found = Vec::new();
            while !block.is_exhausted() {
                if block.try_parse(Parser::expect_comma).is_ok() {
                    continue;
                }
                match value::length(block) {
                    Some(length) => found.push(length),
                    None => return Err(block.new_error_for_next_token::<()>()),
                }
            }
            Ok(found)
        })
        .ok()
}
