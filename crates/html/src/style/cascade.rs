//! From declarations to a computed style.

use html5ever::{LocalName, local_name};

use super::Style;
use super::declaration::{Declaration, FontSize, Ground, Ink};
use super::value::{Colour, Length};
use crate::display::Display;

/// Opacity below which nothing can be seen.
const UNSEEN_OPACITY: f32 = 0.05;
/// Pixels beyond the left or upper edge at which content is out of sight.
const FAR_AWAY: f32 = -500.0;
/// A box that cuts off what does not fit shows nothing if it is no larger than this.
const NO_ROOM: f32 = 1.0;

/// The declared values that only together, or only with the parent's, say something.
#[derive(Debug, Default)]
pub(super) struct Declared {
    opacity: Option<f32>,
    ground: Option<Ground>,
    picture: bool,
    clips: bool,
    /// Width, height and their upper limits.
    sizes: [Option<Length>; 4],
    lifted: bool,
    positioned: bool,
    /// `left` and `top`.
    place: [Option<Length>; 2],
    /// `margin-left` and `margin-top`.
    margins: [Option<Length>; 2],
    text_indent: Option<Length>,
    clipped_away: bool,
    painted_away: bool,
}

impl Declared {
    /// Takes one declaration; later ones win over earlier ones.
    pub(super) fn set(&mut self, declaration: Declaration, style: &mut Style, parent: &Style) {
        match declaration {
            Declaration::Display(display) => style.display = display,
            Declaration::Visible(visible) => style.visible = visible,
            Declaration::WhiteSpace(white_space) => style.white_space = white_space,
            Declaration::FlatLines(flat) => style.flat_lines = flat,
            Declaration::FontSize(FontSize::Pixels(pixels)) => style.font_size = pixels,
            Declaration::FontSize(FontSize::Factor(factor)) => {
                style.font_size = parent.font_size * factor;
            }
            Declaration::Ink(Ink::Known(colour)) => style.ink = Some(colour),
            Declaration::Ink(Ink::Inherit) => style.ink = parent.ink,
            Declaration::Ink(Ink::Unknown) => style.ink = None,
            Declaration::RightToLeft(right_to_left) => style.right_to_left = right_to_left,
            Declaration::Override(overrides) => style.overrides = overrides,
            Declaration::Shadow(shadowed) => style.shadowed = shadowed,
            Declaration::Opacity(opacity) => self.opacity = Some(opacity),
            Declaration::Ground(ground) => self.ground = Some(ground),
            Declaration::Picture(picture) => self.picture = picture,
            Declaration::Clips(clips) => self.clips = clips,
            Declaration::Width(length) => self.sizes[0] = Some(length),
            Declaration::Height(length) => self.sizes[1] = Some(length),
            Declaration::MaxWidth(length) => self.sizes[2] = Some(length),
            Declaration::MaxHeight(length) => self.sizes[3] = Some(length),
            Declaration::TextIndent(length) => self.text_indent = Some(length),
            Declaration::Lifted(lifted) => self.lifted = lifted,
            Declaration::Positioned(positioned) => self.positioned = positioned,
            Declaration::Left(length) => self.place[0] = Some(length),
            Declaration::Top(length) => self.place[1] = Some(length),
            Declaration::MarginLeft(length) => self.margins[0] = Some(length),
            Declaration::MarginTop(length) => self.margins[1] = Some(length),
            Declaration::ClippedAway(away) => self.clipped_away = away,
            Declaration::PaintedAway(away) => self.painted_away = away,
        }
    }

    /// Draws the conclusions.
    pub(super) fn settle(&self, name: &LocalName, style: &mut Style, parent: &Style) {
        let em = style.font_size;
        let pixels = |length: Option<Length>| length.and_then(|it| it.pixels(em));
        if let Some(opacity) = self.opacity {
            style.opacity = parent.opacity * opacity.clamp(0.0, 1.0);
        }
        if let Some(indent) = pixels(self.text_indent) {
            style.indented_away = indent <= FAR_AWAY;
        }
        let far = |lengths: &[Option<Length>; 2]| {
            lengths
                .iter()
                .any(|&it| pixels(it).is_some_and(|px| px <= FAR_AWAY))
        };
        style.width = pixels(self.sizes[0]);
        style.height = pixels(self.sizes[1]);
        let no_room = self
            .sizes
            .iter()
            .any(|&it| pixels(it).is_some_and(|px| px <= NO_ROOM));
        let clips = self.clips && self.is_box(name, style);
        let height_follows_lines = pixels(self.sizes[1]).is_none();
        style.clipped |= clips && height_follows_lines;
        style.gone |= style.display == Display::None
            || style.opacity < UNSEEN_OPACITY
            || (self.positioned && far(&self.place))
            || far(&self.margins)
            || (self.lifted && self.clipped_away)
            || self.painted_away
            || (clips && no_room);
        style.ground = self.ground(style, parent);
        style.lost = match (style.ink, style.ground) {
            (Some(ink), _) if ink.alpha == 0.0 => !style.shadowed,
            (Some(ink), Some(ground)) => !style.shadowed && ink.is_lost_on(ground),
            _ => false,
        };
    }

    /// Whether sizes apply: they do not to what flows in a line, nor, as upper limits, to tables.
    fn is_box(&self, name: &LocalName, style: &Style) -> bool {
        let table = matches!(
            *name,
            local_name!("table")
                | local_name!("tbody")
                | local_name!("thead")
                | local_name!("tfoot")
                | local_name!("caption")
        );
        match style.display {
            Display::Block | Display::Paragraph => !table,
            Display::InlineBlock => true,
            Display::Inline => self.lifted,
            Display::Row | Display::Cell | Display::None => false,
        }
    }

    fn ground(&self, style: &Style, parent: &Style) -> Option<Colour> {
        // What is lifted out of its place may lie on anything.
        let behind = if self.lifted {
            None
        } else {
            style.ground.and(parent.ground)
        };
        if self.picture {
            return None;
        }
        match self.ground {
            Some(Ground::Known(colour)) if colour.alpha >= 1.0 => Some(colour),
            Some(Ground::Known(colour)) => behind.map(|it| colour.over(it)),
            Some(Ground::Unknown) => None,
            Some(Ground::Transparent) | None => behind,
        }
    }
}
