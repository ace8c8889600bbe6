//! The glyphs of a page with their places, and which of them a reader sees.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt as _, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;

/// Glyphs of one page that are kept.
const GLYPHS: usize = 60_000;
/// Grounds of one page that are remembered, the latest ones.
const GROUNDS: usize = 2_000;
/// Letters smaller than this, in points, are not read.
const SMALLEST: f64 = 2.0;
/// Two colours nearer than this in each channel cannot be told apart.
const SAME_COLOUR: u8 = 24;
/// Opacity below which nothing is seen.
const FAINT: u8 = 20;

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) glyphs: Vec<PlacedGlyph>,
    /// Pictures on the page.
    pub(super) pictures: usize,
    /// The share of the page that pictures cover, at most 1 unless they overlap.
    pub(super) picture_share: f64,
    /// Filled shapes on the page.
    pub(super) shapes: usize,
}

/// A glyph where it stands, in points from the upper left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct PlacedGlyph {
    pub(super) text: String,
    pub(super) x: f64,
    /// The base line.
    pub(super) y: f64,
    /// Height of the font.
    pub(super) size: f64,
    /// How far it reaches along the base line.
    pub(super) width: f64,
    /// Whether a reader does not see it.
    pub(super) hidden: bool,
}

/// Reads what `page` shows.
pub(super) fn of_page(pdf: &Pdf, page: &Page<'_>) -> PageText {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings);
    let mut collector = Collector {
        page: PageText::default(),
        bounds,
        grounds: Vec::new(),
    };
    interpret_page(page, &mut context, &mut collector);
    collector.page
}

/// Collects what is drawn.
struct Collector {
    page: PageText,
    bounds: Rect,
    /// What was painted, in order: letters are read against the last of them that lies below.
    grounds: Vec<Ground>,
}

struct Ground {
    area: Rect,
    /// None for pictures and patterns.
    colour: Option<[u8; 4]>,
}

impl Collector {
    fn paint(&mut self, area: Rect, colour: Option<[u8; 4]>) {
        if self.grounds.len() >= GROUNDS {
            self.grounds.remove(0);
        }
        self.grounds.push(Ground { area, colour });
    }

    /// The colour below `point`; none where it is a picture's.
    fn ground_at(&self, point: Point) -> Option<[u8; 4]> {
        let below = self.grounds.iter().rev().find(|it| it.area.contains(point));
        below.map_or(Some([255, 255, 255, 255]), |it| it.colour)
    }

    fn is_hidden(&self, at: Point, size: f64, paint: &Paint<'_>, mode: &DrawMode) -> bool {
        if matches!(mode, DrawMode::Invisible) || size < SMALLEST || !self.bounds.contains(at) {
            return true;
        }
        let Some(ink) = colour(paint) else {
            return false;
        };
        // The middle of a letter tells its ground better than its corner.
        let middle = at + Vec2::new(size * 0.25, -size * 0.3);
        let Some(ground) = self.ground_at(middle) else {
            return ink[3] < FAINT;
        };
        let near = |channel: usize| ink[channel].abs_diff(ground[channel]) < SAME_COLOUR;
        ink[3] < FAINT || (0..3).all(near)
    }
}

fn colour(paint: &Paint<'_>) -> Option<[u8; 4]> {
    match paint {
        Paint::Color(color) => Some(color.to_rgba().to_rgba8()),
        Paint::Pattern(_) => None,
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.page.shapes += 1;
            let area = props.transform.transform_rect_bbox(path.bounding_box());
            let colour = colour(&props.paint);
            if colour.is_none_or(|it| it[3] >= FAINT) {
                self.paint(area, colour);
            }
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            if self.page.glyphs.len() >= GLYPHS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(it)) => it.to_string(),
                Some(BfString::String(it)) => it,
                None => continue,
            };
            let place = props.transform * glyph.transform();
            let at = place * Point::ZERO;
            let size = reach(place, 0.0, 1000.0);
            let advance = match &**glyph {
                Glyph::Outline(it) => it.advance_width(),
                Glyph::Type3(it) => it.advance_width(),
            };
            let width = advance.map_or(size * 0.5, |it| reach(place, f64::from(it), 0.0));
            if !(at.x.is_finite() && at.y.is_finite() && size.is_finite() && width.is_finite()) {
                continue;
            }
            self.page.glyphs.push(PlacedGlyph {
                hidden: self.is_hidden(at, size, &props.paint, mode),
                text,
                x: at.x,
                y: at.y,
                size,
                width,
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let area = props
            .transform
            .transform_rect_bbox(Rect::new(0.0, 0.0, width, height))
            .intersect(self.bounds);
        if width >= 40.0 && height >= 20.0 {
            self.page.pictures += 1;
            let whole = self.bounds.area().max(1.0);
            self.page.picture_share += area.area().max(0.0) / whole;
        }
        self.paint(area, None);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// How far a step of (`x`, `y`) in glyph space reaches on the page.
fn reach(place: Affine, x: f64, y: f64) -> f64 {
    let [a, b, c, d, _, _] = place.as_coeffs();
    (a * x + c * y).hypot(b * x + d * y)
}
