//! CSS values, as far as they decide whether text can be seen: lengths, colours, numbers.

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{Parser, Token};

/// Pixels of the initial font size.
pub(crate) const INITIAL_FONT_SIZE: f32 = 16.0;

/// A length in CSS pixels, or a multiple of the font size or the containing block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Length {
    Pixels(f32),
    /// `em` and the like: 1 is the font size.
    Relative(f32),
    /// Of something that is not known here: 1 is all of it.
    Percent(f32),
}

impl Length {
    /// In pixels, where `em` is the font size; nothing for percentages other than zero.
    pub(crate) fn pixels(self, em: f32) -> Option<f32> {
        match self {
            Length::Pixels(pixels) => Some(pixels),
            Length::Relative(factor) => Some(factor * em),
            Length::Percent(share) => (share == 0.0).then_some(0.0),
        }
    }
}

/// A colour with its opacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Colour {
    pub(crate) red: u8,
    pub(crate) green: u8,
    pub(crate) blue: u8,
    pub(crate) alpha: f32,
}

impl Colour {
    pub(crate) const BLACK: Self = Self::opaque(0, 0, 0);
    pub(crate) const WHITE: Self = Self::opaque(255, 255, 255);
    const TRANSPARENT: Self = Self {
        alpha: 0.0,
        ..Self::BLACK
    };

    pub(crate) const fn opaque(red: u8, green: u8, blue: u8) -> Self {
        Self {
            red,
            green,
            blue,
            alpha: 1.0,
        }
    }

    /// This colour painted over an opaque `ground`.
    pub(crate) fn over(self, ground: Self) -> Self {
        let mix = |top: u8, bottom: u8| {
            let mixed = f32::from(top) * self.alpha + f32::from(bottom) * (1.0 - self.alpha);
            channel(mixed)
        };
        Self::opaque(
            mix(self.red, ground.red),
            mix(self.green, ground.green),
            mix(self.blue, ground.blue),
        )
    }

    /// Whether text of this colour cannot be told from `ground`: no channel differs by more than a
    /// sixteenth of its range. Such pairs have a contrast below 1.2 to 1, where the accessibility
    /// guidelines ask for 4.5.
    pub(crate) fn is_lost_on(self, ground: Self) -> bool {
        let text = self.over(ground);
        [
            (text.red, ground.red),
            (text.green, ground.green),
            (text.blue, ground.blue),
        ]
        .iter()
        .all(|(a, b)| a.abs_diff(*b) <= 16)
    }
}

/// A value of 0 to 255, rounded, as a channel of a colour.
#[allow(clippy::cast_sign_loss)] // clamped
fn channel(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// Reads a colour attribute of old HTML (`bgcolor`, `<font color>`).
pub(crate) fn legacy_colour(value: &str) -> Option<Colour> {
    let value = value.trim();
    if let Ok((red, green, blue)) = parse_named_color(value) {
        return Some(Colour::opaque(red, green, blue));
    }
    let digits = value.strip_prefix('#').unwrap_or(value);
    match digits.len() {
        3 | 6 => hash_colour(digits),
        _ => None,
    }
}

fn hash_colour(digits: &str) -> Option<Colour> {
    let (red, green, blue, alpha) = parse_hash_color(digits.as_bytes()).ok()?;
    Some(Colour {
        red,
        green,
        blue,
        alpha,
    })
}

/// Reads a colour token, or nothing where it is of a kind this engine does not know.
pub(crate) fn colour(input: &mut Parser<'_>) -> Option<Colour> {
    match input.next().ok()?.clone() {
        Token::Hash(digits) | Token::IDHash(digits) => hash_colour(&digits),
        Token::Ident(name) if name.eq_ignore_ascii_case("transparent") => Some(Colour::TRANSPARENT),
        Token::Ident(name) => {
            let (red, green, blue) = parse_named_color(&name).ok()?;
            Some(Colour::opaque(red, green, blue))
        }
        Token::Function(name) => {
            let rgb = name.eq_ignore_ascii_case("rgb") || name.eq_ignore_ascii_case("rgba");
            let hsl = name.eq_ignore_ascii_case("hsl") || name.eq_ignore_ascii_case("hsla");
            let components = components(input)?;
            match (rgb, hsl) {
                (true, _) => rgb_colour(&components),
                (_, true) => hsl_colour(&components),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A number within a colour function.
#[derive(Clone, Copy)]
enum Component {
    Number(f32),
    Share(f32),
}

/// The numbers of a function, whose name has just been read.
fn components(input: &mut Parser<'_>) -> Option<Vec<Component>> {
    input
        .parse_nested_block(|block| {
            let mut found = Vec::new();
            while let Ok(token) = block.next() {
                match token {
                    Token::Number { value, .. } => found.push(Component::Number(*value)),
                    Token::Percentage { unit_value, .. } => {
                        found.push(Component::Share(*unit_value));
                    }
                    Token::Dimension { value, unit, .. } if unit.eq_ignore_ascii_case("deg") => {
                        found.push(Component::Number(*value));
                    }
                    Token::Comma | Token::Delim('/') => {}
                    _ => return Err(block.new_error_for_next_token::<()>()),
                }
            }
            Ok(found)
        })
        .ok()
}

fn alpha(component: Option<&Component>) -> f32 {
    match component {
        None => 1.0,
        Some(Component::Number(value) | Component::Share(value)) => value.clamp(0.0, 1.0),
    }
}

fn rgb_colour(components: &[Component]) -> Option<Colour> {
    let [red, green, blue, rest @ ..] = components else {
        return None;
    };
    let channel = |component: &Component| {
        let value = match component {
            Component::Number(value) => *value,
            Component::Share(share) => share * 255.0,
        };
        self::channel(value)
    };
    Some(Colour {
        red: channel(red),
        green: channel(green),
        blue: channel(blue),
        alpha: alpha(rest.first()),
    })
}

/// <https://www.w3.org/TR/css-color-4/#hsl-to-rgb>
fn hsl_colour(components: &[Component]) -> Option<Colour> {
    let [
        Component::Number(hue),
        Component::Share(saturation),
        Component::Share(lightness),
        rest @ ..,
    ] = components
    else {
        return None;
    };
    let saturation = saturation.clamp(0.0, 1.0);
    let lightness = lightness.clamp(0.0, 1.0);
    let channel = |offset: f32| {
        let k = (offset + hue.rem_euclid(360.0) / 30.0).rem_euclid(12.0);
        let a = saturation * lightness.min(1.0 - lightness);
        let value = lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        self::channel(value * 255.0)
    };
    Some(Colour {
        red: channel(0.0),
        green: channel(8.0),
        blue: channel(4.0),
        alpha: alpha(rest.first()),
    })
}

/// Reads a length; a number without unit is one only if it is zero.
pub(crate) fn length(input: &mut Parser<'_>) -> Option<Length> {
    match input.next().ok()? {
        Token::Number { value, .. } if *value == 0.0 => Some(Length::Pixels(0.0)),
        Token::Percentage { unit_value, .. } => Some(Length::Percent(*unit_value)),
        Token::Dimension { value, unit, .. } => dimension(*value, unit),
        _ => None,
    }
}

fn dimension(value: f32, unit: &str) -> Option<Length> {
    const UNITS: &[(&str, f32)] = &[
        ("px", 1.0),
        ("pt", 96.0 / 72.0),
        ("pc", 16.0),
        ("in", 96.0),
        ("cm", 96.0 / 2.54),
        ("mm", 96.0 / 25.4),
        ("rem", INITIAL_FONT_SIZE),
        // A viewport of 800 by 600 stands for all.
        ("vw", 8.0),
        ("vh", 6.0),
    ];
    const FONT_UNITS: &[(&str, f32)] = &[("em", 1.0), ("ex", 0.5), ("ch", 0.5)];
    let factor = |units: &[(&str, f32)]| {
        units
            .iter()
            .find(|(name, _)| unit.eq_ignore_ascii_case(name))
            .map(|(_, factor)| factor * value)
    };
    factor(UNITS)
        .map(Length::Pixels)
        .or_else(|| factor(FONT_UNITS).map(Length::Relative))
}

/// Reads a number or a percentage as a number.
pub(crate) fn number(input: &mut Parser<'_>) -> Option<f32> {
    match input.next().ok()? {
        Token::Number { value, .. } => Some(*value),
        Token::Percentage { unit_value, .. } => Some(*unit_value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_colour(css: &str) -> Option<Colour> {
        colour(&mut Parser::new(css))
    }

    #[test]
    fn colours_of_every_notation() {
        let white = Some(Colour::WHITE);
        assert_eq!(read_colour("#fff"), white);
        assert_eq!(read_colour("WHITE"), white);
        assert_eq!(read_colour("rgb(255, 255,255)"), white);
        assert_eq!(read_colour("rgb(100% 100% 100% / 1)"), white);
        assert_eq!(read_colour("hsl(0, 0%, 100%)"), white);
        assert_eq!(
            read_colour("hsl(120deg 100% 50%)"),
            Some(Colour::opaque(0, 255, 0))
        );
        assert_eq!(read_colour("rgba(1,2,3,0)").map(|it| it.alpha), Some(0.0));
        assert_eq!(read_colour("var(--ink)"), None);
        assert_eq!(legacy_colour("ffffff"), white);
        assert_eq!(legacy_colour("chucknorris"), None);
    }

    #[test]
    fn near_white_is_lost_on_white_and_grey_is_not() {
        assert!(Colour::opaque(253, 253, 253).is_lost_on(Colour::WHITE));
        assert!(!Colour::opaque(204, 204, 204).is_lost_on(Colour::WHITE));
        let faint = Colour {
            alpha: 0.03,
            ..Colour::BLACK
        };
        assert!(faint.is_lost_on(Colour::WHITE));
    }

    #[test]
    fn lengths_in_their_units() {
        let read = |css| length(&mut Parser::new(css));
        assert_eq!(read("0"), Some(Length::Pixels(0.0)));
        assert_eq!(read("12"), None);
        assert_eq!(read("3pt"), Some(Length::Pixels(4.0)));
        assert_eq!(read(".5EM"), Some(Length::Relative(0.5)));
        assert_eq!(read("50%"), Some(Length::Percent(0.5)));
    }
}
