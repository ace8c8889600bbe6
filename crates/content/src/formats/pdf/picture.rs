//! Pages as pictures.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Rect;

use crate::codes::Grey;

/// The longer side of a page in pixels: about 170 dots an inch for a letter.
const LONGER_SIDE: f32 = 2_000.0;
/// However small the page, a point is at most so many pixels.
const LARGEST_SCALE: f32 = 4.0;

/// Draws pages.
pub(super) struct Renderer {
    pixels: u64,
}

/// A page as a picture.
pub(super) struct Sheet {
    pub(super) whole: Grey,
    /// Pixels a point.
    scale: f64,
}

impl Renderer {
    /// A renderer of pictures of at most `pixels` pixels.
    pub(super) fn new(pixels: u64) -> Self {
        Self { pixels }
    }

    /// Draws `page` in grey on white; none where that would be too large a picture, or none at all.
    pub(super) fn render<'a>(&self, page: &'a Page<'a>) -> Option<Sheet> {
        let (width, height) = page.render_dimensions();
        let longer = width.max(height);
        if !longer.is_finite() || width.min(height) < 1.0 {
            return None;
        }
        let scale = (LONGER_SIDE / longer).min(LARGEST_SCALE);
        let area = f64::from(width) * f64::from(height) * f64::from(scale) * f64::from(scale);
        if area > self.pixels as f64 || width * scale < 1.0 || height * scale < 1.0 {
            return None;
        }
        // A damaged font sends the hinter into a recursion without end.
        let render = RenderSettings {
            hinting: false,
            ..RenderSettings::default()
        };
        let pixmap = PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        };
        let cache = RenderCache::new();
        let pixmap = hayro::render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &render,
            &pixmap,
        );
        let (pixels, _) = pixmap.data_as_u8_slice().as_chunks::<4>();
        // ITU-R BT.601, in thousandths; the ground is opaque.
        let grey = |&[red, green, blue, _]: &[u8; 4]| {
            let [red, green, blue] = [red, green, blue].map(u32::from);
            ((red * 299 + green * 587 + blue * 114) / 1000) as u8
        };
        let whole = Grey {
            pixels: pixels.iter().map(grey).collect(),
            width: u32::from(pixmap.width()),
            height: u32::from(pixmap.height()),
        };
        Some(Sheet {
            whole,
            scale: f64::from(scale),
        })
    }
}

impl Sheet {
    /// The part of the page at `place`, in points.
    pub(super) fn part(&self, place: Rect) -> Option<Grey> {
        let side = |from: f64, to: f64, most: u32| {
            #[expect(clippy::cast_sign_loss, reason = "clamped to no less than zero")]
            let pixel = |it: f64| (it * self.scale).clamp(0.0, f64::from(most)) as usize;
            (pixel(from) < pixel(to)).then(|| pixel(from)..pixel(to))
        };
        let columns = side(place.x0, place.x1, self.whole.width)?;
        let rows = side(place.y0, place.y1, self.whole.height)?;
        let mut pixels = Vec::with_capacity(columns.len() * rows.len());
        for row in self
            .whole
            .pixels
            .chunks(self.whole.width as usize)
            .take(rows.end)
            .skip(rows.start)
        {
            pixels.extend_from_slice(row.get(columns.clone())?);
        }
        Some(Grey {
            width: u32::try_from(columns.len()).ok()?,
            height: u32::try_from(rows.len()).ok()?,
            pixels,
        })
    }
}
