//! What a page draws: glyphs with place, size and whether a reader sees them, pictures, and areas of colour.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf as Syntax;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt as _, interpret_page,
};

/// Areas of colour of one page that are remembered as the ground of text.
const AREAS: usize = 4_000;
/// Pictures of one page that are looked at.
const PICTURES: usize = 20;
/// Text smaller than this many points is not read by anybody.
const TINY: f64 = 2.0;
/// How many times brighter the brighter of text and ground must be (WCAG 2.2 contrast ratio) to be seen.
const CONTRAST: f32 = 1.15;
/// Less opaque than this, nothing is seen.
const OPACITY: f32 = 0.08;
/// Pictures smaller than this part of the page are decoration.
const PART_OF_PAGE: f64 = 0.02;
/// Drawings of fewer areas than this are no code.
const AREAS_OF_A_CODE: usize = 60;

/// One character on a page, in points from the top left corner.
#[derive(Debug, Clone)]
pub(super) struct Character {
    pub(super) text: BfString,
    /// Where it stands: the left end of its baseline.
    pub(super) x: f64,
    pub(super) y: f64,
    /// How far it reaches to the right.
    pub(super) width: f64,
    /// The size of the font as it is drawn.
    pub(super) size: f64,
    /// Whether its line runs from left to right.
    pub(super) upright: bool,
    pub(super) hidden: bool,
    /// Whether the font says which character it is.
    known: bool,
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) characters: Vec<Character>,
    /// Places of pictures that are more than decoration.
    pub(super) pictures: Vec<Rect>,
    /// Areas of colour drawn, those that are not remembered included.
    area_count: usize,
    picture_count: usize,
    /// From the page's own coordinates to those of the characters.
    pub(super) transform: Affine,
}

impl Drawn {
    /// Whether a reader sees text that is also known as text.
    pub(super) fn has_legible_text(&self) -> bool {
        let seen = self
            .characters
            .iter()
            .filter(|it| !it.hidden && !it.is_space());
        let (known, unknown): (Vec<_>, Vec<_>) = seen.partition(|it| it.known);
        !known.is_empty() && known.len() >= unknown.len()
    }

    /// Whether nothing is drawn at all.
    pub(super) fn is_blank(&self) -> bool {
        self.area_count == 0
            && self.picture_count == 0
            && self.characters.iter().all(|it| it.hidden || it.is_space())
    }

    /// Whether the page draws so many areas of colour that they may make up a QR code.
    pub(super) fn may_draw_a_code(&self) -> bool {
        self.area_count >= AREAS_OF_A_CODE
    }
}

impl Character {
    pub(super) fn is_space(&self) -> bool {
        match &self.text {
            BfString::Char(it) => it.is_whitespace(),
            BfString::String(it) => it.chars().all(char::is_whitespace),
        }
    }
}

/// Draws the pages of one document.
pub(super) struct Interpreter<'a> {
    syntax: &'a Syntax,
    cache: InterpreterCache<'a>,
}

/// What ends the interpretation of a page that draws too much: the interpreter offers no other way.
struct TooMuch;

impl<'a> Interpreter<'a> {
    pub(super) fn new(syntax: &'a Syntax) -> Self {
        Self {
            syntax,
            cache: InterpreterCache::new(),
        }
    }

    /// Draws `page` and takes what that costs from `operations`; none where they are used up.
    pub(super) fn draw(&self, page: &Page<'a>, operations: &mut u64) -> Option<Drawn> {
        let (width, height) = page.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let mut canvas = Canvas {
            sheet,
            clips: vec![sheet],
            areas: Vec::new(),
            drawn: Drawn {
                transform,
                ..Drawn::default()
            },
            opacities: Vec::new(),
            operations: *operations,
        };
        let xref = self.syntax.xref();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, sheet, &self.cache, xref, settings);
        let ended = catch_unwind(AssertUnwindSafe(|| {
            interpret_page(page, &mut context, &mut canvas);
        }));
        *operations = canvas.operations;
        match ended {
            Ok(()) => Some(canvas.finish()),
            Err(reason) if reason.is::<TooMuch>() => None,
            Err(reason) => resume_unwind(reason),
        }
    }
}

/// An area of one colour, or a picture, which may have any.
struct Area {
    place: Rect,
    colour: Option<[f32; 3]>,
    /// Characters that were drawn before it, and lie under it.
    characters: usize,
}

/// Where a page is drawn.
struct Canvas {
    sheet: Rect,
    clips: Vec<Rect>,
    areas: Vec<Area>,
    drawn: Drawn,
    opacities: Vec<f32>,
    operations: u64,
}

impl Canvas {
    fn spend(&mut self, operations: usize) {
        let Some(left) = self.operations.checked_sub(operations as u64) else {
            self.operations = 0;
            resume_unwind(Box::new(TooMuch));
        };
        self.operations = left;
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.sheet)
    }

    fn opacity(&self) -> f32 {
        self.opacities.iter().product()
    }

    fn cover(&mut self, place: Rect, colour: Option<[f32; 3]>) {
        let place = place.intersect(self.clip());
        if place.area() > 0.0 && self.areas.len() < AREAS {
            let characters = self.drawn.characters.len();
            self.areas.push(Area {
                place,
                colour,
                characters,
            });
        }
    }

    /// The colour of the ground at `point` so far; none where it is a picture.
    fn ground(&self, point: Point) -> Option<[f32; 3]> {
        const PAPER: [f32; 3] = [1.0; 3];
        let above = self.areas.iter().rev().find(|it| it.place.contains(point));
        above.map_or(Some(PAPER), |it| it.colour)
    }

    /// What was drawn; text that something was drawn over is hidden.
    fn finish(mut self) -> Drawn {
        for area in &self.areas {
            let below = self.drawn.characters.iter_mut().take(area.characters);
            for character in below.filter(|it| !it.hidden) {
                let middle = Point::new(
                    character.x + character.width / 2.0,
                    character.y - character.size / 4.0,
                );
                character.hidden = area.place.contains(middle);
            }
        }
        self.drawn
    }
}

impl<'a> Device<'a> for Canvas {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1 + path.elements().len());
        self.drawn.area_count += 1;
        if !matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..))
            || props.soft_mask.is_some()
        {
            return;
        }
        let place = (props.transform * path).bounding_box();
        // What is no rectangle covers less than its bounds: then it is not taken for the ground.
        let filled = (props.transform * path).area().abs();
        if filled < place.area() * 0.9 {
            return;
        }
        match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, alpha] = colour.to_rgba().components();
                if alpha * self.opacity() > 0.95 && props.blend_mode == BlendMode::Normal {
                    self.cover(place, Some([red, green, blue]));
                }
            }
            Paint::Pattern(_) => self.cover(place, None),
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.spend(1 + clip.path.elements().len());
        let clip = clip.path.bounding_box().intersect(self.clip());
        self.clips.push(clip);
    }

    fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
        self.opacities.push(opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(100);
        self.drawn.picture_count += 1;
        // The transform starts from the pixels of the picture.
        let pixels = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        let place = props
            .transform
            .transform_rect_bbox(pixels)
            .intersect(self.clip());
        if place.area() >= self.sheet.area() * PART_OF_PAGE && self.drawn.pictures.len() < PICTURES
        {
            self.drawn.pictures.push(place);
        }
        if props.soft_mask.is_none() {
            self.cover(place, None);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(run.glyphs().len());
        let unseen = match (mode, &props.paint) {
            (DrawMode::Invisible, _) => true,
            (_, Paint::Color(colour)) => {
                let [.., alpha] = colour.to_rgba().components();
                alpha * self.opacity() < OPACITY
            }
            (_, Paint::Pattern(_)) => self.opacity() < OPACITY,
        };
        let ink = match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, _] = colour.to_rgba().components();
                Some([red, green, blue])
            }
            Paint::Pattern(_) => None,
        };
        for glyph in run.glyphs() {
            let text = glyph.as_unicode();
            let known = text.is_some();
            let text = text.unwrap_or(BfString::Char(char::REPLACEMENT_CHARACTER));
            let mut character = placed(props.transform * glyph.transform(), advance(glyph), text);
            character.known = known;
            let middle = Point::new(
                character.x + character.width / 2.0,
                character.y - character.size / 4.0,
            );
            let faint = || match (ink, self.ground(middle)) {
                (Some(ink), Some(ground)) => contrast(ink, ground) < CONTRAST,
                _ => false,
            };
            character.hidden = unseen
                || character.size < TINY
                || !self.clip().inflate(1.0, 1.0).contains(middle)
                || faint();
            self.drawn.characters.push(character);
        }
    }
}

/// The advance of `glyph` in thousandths of the font's size; a guess where the font does not say.
fn advance(glyph: &hayro_interpret::font::Glyph<'_>) -> f64 {
    const GUESS: f32 = 500.0;
    let advance = match glyph {
        hayro_interpret::font::Glyph::Outline(it) => it.advance_width(),
        hayro_interpret::font::Glyph::Type3(it) => it.advance_width(),
    };
    f64::from(advance.unwrap_or(GUESS))
}

/// A character whose glyph, of a thousand units, is placed by `transform`.
fn placed(transform: Affine, advance: f64, text: BfString) -> Character {
    let [along_x, along_y, up_x, up_y, x, y] = transform.as_coeffs();
    Character {
        text,
        x,
        y,
        width: advance * along_x.hypot(along_y),
        size: 1000.0 * up_x.hypot(up_y),
        upright: along_x > 0.0 && along_y.abs() <= along_x.abs() * 0.2,
        hidden: false,
        known: true,
    }
}

/// The contrast ratio of two colours (WCAG 2.2, with the simple power of 2.2 for sRGB).
fn contrast(one: [f32; 3], other: [f32; 3]) -> f32 {
    let luminance = |[red, green, blue]: [f32; 3]| {
        let linear = |it: f32| it.clamp(0.0, 1.0).powf(2.2);
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}
