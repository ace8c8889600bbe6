//! Pages as pictures.

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_syntax::page::Page;

use crate::codes::Grey;

/// Pixels of the longer side of a page that is drawn: letters of ten points come out 25 pixels high.
const LONGER_SIDE: f32 = 1_800.0;
/// Pixels a point at most: a page the size of a stamp gains nothing from more.
const LARGEST_SCALE: f32 = 4.0;
/// Pages larger than this many points a side, or thinner than one, are no pages.
const LARGEST_PAGE: f32 = 20_000.0;

/// Draws the pages of one document.
pub(super) struct Renderer<'p> {
    cache: RenderCache<'p>,
    interpreter: InterpreterSettings,
    settings: RenderSettings,
}

impl<'p> Renderer<'p> {
    pub(super) fn new() -> Self {
        Self {
            cache: RenderCache::new(),
            interpreter: InterpreterSettings::default(),
            // A damaged font can send the hinter into endless recursion.
            settings: RenderSettings {
                hinting: false,
                ..RenderSettings::default()
            },
        }
    }

    /// The picture of `page` on white paper; `None` where its size is absurd.
    pub(super) fn page(&self, page: &'p Page<'p>) -> Option<Grey> {
        let (width, height) = page.render_dimensions();
        let sensible = |it: f32| (1.0..=LARGEST_PAGE).contains(&it);
        if !sensible(width) || !sensible(height) {
            return None;
        }
        let scale = (LONGER_SIDE / width.max(height)).min(LARGEST_SCALE);
        let pixmap = hayro::render(
            page,
            &self.cache,
            &self.interpreter,
            &self.settings,
            &PixmapSettings {
                x_scale: scale,
                y_scale: scale,
                bg_color: WHITE,
            },
        );
        let pixels = pixmap.data().iter();
        let grey = pixels.map(|it| {
            let brightness = u32::from(it.r) * 299 + u32::from(it.g) * 587 + u32::from(it.b) * 114;
            (brightness / 1000) as u8
        });
        Some(Grey {
            pixels: grey.collect(),
            width: u32::from(pixmap.width()),
            height: u32::from(pixmap.height()),
        })
    }
}
