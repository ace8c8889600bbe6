//! Pictures: decoding within limits, metadata, and making them legible for OCR.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageReader, Limits, imageops};

use crate::codes::Grey;
use crate::panels;

/// Why a picture was not decoded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PictureError {
    /// It has more pixels than are decoded.
    #[error("the picture has {width} by {height} pixels, more than are read")]
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// It cannot be decoded.
    #[error("the picture is broken: {0}")]
    Broken(#[from] image::ImageError),
}

/// A decoded picture.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// Width and height as stored.
    pub(crate) size: (u32, u32),
    /// The picture as a reader sees it, on white paper, in the shade that shows its text best.
    pub(crate) grey: Grey,
}

/// Bytes of memory for a pixel while decoding: four for the decoder's own buffer, four for the picture, and
/// room for formats of 16 bits a channel.
const BYTES_A_PIXEL: u64 = 16;

/// Decodes `bytes`, of which at most `pixels` pixels are read. Of an animation it is the first picture.
pub(crate) fn decode(bytes: &[u8], pixels: u64) -> Result<Decoded, PictureError> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(image::ImageError::from)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels.saturating_mul(BYTES_A_PIXEL));
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > pixels {
        return Err(PictureError::TooLarge { width, height });
    }
    let orientation = decoder.orientation();
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if let Ok(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(Decoded {
        size: (width, height),
        grey: best_shade(&picture),
    })
}

/// The shade of `picture` that shows its text: its brightness, or where that hardly differs the colour with the widest
/// spread, as of red on blue. A picture that brightness shows well is never seen in one colour: yellow letters on black,
/// say, are black in blue.
fn best_shade(picture: &DynamicImage) -> Grey {
    /// How much wider a colour's spread must be than that of the brightness.
    const CLEARLY: f64 = 1.5;
    /// The spread of a page of which a fiftieth is black letters on white.
    const ENOUGH: f64 = 35.0;
    let colours = picture.to_rgba8();
    let on_paper = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        ((value * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    let shade = |channel: usize| -> Vec<u8> {
        let pixels = colours.pixels();
        pixels.map(|it| on_paper(it.0[channel], it.0[3])).collect()
    };
    let brightness: Vec<u8> = colours
        .pixels()
        .map(|it| {
            let [red, green, blue, alpha] = it.0.map(u32::from);
            // ITU-R BT.601, in thousandths.
            let value = (red * 299 + green * 587 + blue * 114) / 1000;
            on_paper(value as u8, alpha as u8)
        })
        .collect();
    let mut best = (spread(&brightness) * CLEARLY, brightness);
    let channels = if best.0 < ENOUGH * CLEARLY {
        0..3
    } else {
        0..0
    };
    for channel in channels {
        let shade = shade(channel);
        let spread = spread(&shade);
        if spread > best.0 {
            best = (spread, shade);
        }
    }
    Grey {
        pixels: best.1,
        width: colours.width(),
        height: colours.height(),
    }
}

/// The standard deviation of the pixels.
fn spread(pixels: &[u8]) -> f64 {
    let count = pixels.len().max(1) as f64;
    let sum: u64 = pixels.iter().map(|it| u64::from(*it)).sum();
    let squares: u64 = pixels.iter().map(|it| u64::from(*it).pow(2)).sum();
    let mean = sum as f64 / count;
    (squares as f64 / count - mean * mean).max(0.0).sqrt()
}

/// The fewest pixels a side, and of the whole, that a line of text takes.
const FEWEST_A_SIDE: u32 = 16;
const FEWEST: u64 = 100 * 24;
/// Shades between the darkest and the lightest hundredth of a picture that shows anything.
const FEWEST_SHADES: u8 = 12;

/// Whether `picture` may show text: large enough, and not of one colour.
pub(crate) fn may_show_text(picture: &Grey) -> bool {
    let area = u64::from(picture.width) * u64::from(picture.height);
    if picture.width.min(picture.height) < FEWEST_A_SIDE || area < FEWEST {
        return false;
    }
    let (low, high) = extremes(picture);
    high - low >= FEWEST_SHADES
}

/// However large the picture, so many pixels of one shade are no specks: a short line of text has more.
const SPECKS: u64 = 300;

/// The shades that all but the darkest and the lightest two thousandths of the pixels lie between.
fn extremes(picture: &Grey) -> (u8, u8) {
    let mut counts = [0_u64; 256];
    for pixel in &picture.pixels {
        counts[usize::from(*pixel)] += 1;
    }
    let few = (picture.pixels.len() as u64 / 500).min(SPECKS);
    let low = beyond(&counts, few, 0..256);
    let high = beyond(&counts, few, (0..256).rev());
    (low.min(high), high)
}

/// The first of `shades` up to which there are more than `few` pixels.
fn beyond(counts: &[u64; 256], few: u64, mut shades: impl Iterator<Item = usize>) -> u8 {
    let mut seen = 0;
    let found = shades.find(|it| {
        seen += counts.get(*it).copied().unwrap_or(0);
        seen > few
    });
    found.unwrap_or(0) as u8
}

/// OCR reads letters about thirty pixels high best; those of screens are half as high.
const SMALL_WIDTH: u32 = 1_300;
const TINY_WIDTH: u32 = 500;
/// Beyond this, more pixels only cost time.
const LARGE_SIDE: u32 = 3_000;

/// `picture` as OCR reads it best: dark text on a light ground, with full contrast, large enough; and likewise its panels
/// with light letters, where it has any.
pub(crate) fn legible(picture: &Grey) -> (Grey, Option<Grey>) {
    let (low, high) = extremes(picture);
    let range = u32::from(high.saturating_sub(low)).max(1);
    let mean = picture.pixels.iter().map(|it| u64::from(*it)).sum::<u64>()
        / (picture.pixels.len() as u64).max(1);
    // A dark ground shows in a mean below the middle of the shades.
    let inverted = mean < u64::midpoint(u64::from(low), u64::from(high));
    let shade = |it: &u8| {
        let stretched = u32::from(it.saturating_sub(low)).min(range) * 255 / range;
        let stretched = stretched as u8;
        if inverted { 255 - stretched } else { stretched }
    };
    let stretched = Grey {
        pixels: picture.pixels.iter().map(shade).collect(),
        ..*picture
    };
    let longer = stretched.width.max(stretched.height);
    let panels = panels::turned_over(&stretched);
    (
        scaled(stretched, longer),
        panels.map(|it| scaled(it, longer)),
    )
}

/// `picture` in the size for letters of a page whose longer side is `longer`.
fn scaled(picture: Grey, longer: u32) -> Grey {
    let (numerator, denominator) = match picture.width {
        _ if longer > LARGE_SIDE => (LARGE_SIDE, longer),
        width if width < TINY_WIDTH => (3, 1),
        width if width < SMALL_WIDTH => (2, 1),
        _ => return picture,
    };
    let scale = |side: u32| {
        let scaled = u64::from(side) * u64::from(numerator) / u64::from(denominator);
        u32::try_from(scaled)
            .unwrap_or(u32::MAX)
            .clamp(1, 2 * LARGE_SIDE)
    };
    let (width, height) = (scale(picture.width), scale(picture.height));
    let Some(grey) = GrayImage::from_raw(picture.width, picture.height, picture.pixels) else {
        return Grey {
            pixels: Vec::new(),
            width: 0,
            height: 0,
        };
    };
    let scaled = imageops::resize(&grey, width, height, imageops::FilterType::CatmullRom);
    Grey {
        pixels: scaled.into_raw(),
        width,
        height,
    }
}

/// Fields of metadata kept of one picture, and characters of one value.
const FIELDS: usize = 200;
const VALUE: usize = 300;

/// The EXIF fields of `bytes` (JPEG, TIFF, PNG, WebP, HEIF): names as the standard gives them, values as text.
pub(crate) fn exif_fields(bytes: &[u8]) -> Vec<(String, String)> {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    let Ok(exif) = read else {
        return Vec::new();
    };
    let fields = exif.fields().take(FIELDS).map(|field| {
        let value = field.display_value().with_unit(&exif).to_string();
        let value = value.trim_matches('"').chars().take(VALUE).collect();
        (field.tag.to_string(), value)
    });
    fields.collect()
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn encoded(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture.clone());
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::from(picture.to_rgb8()),
            _ => picture,
        };
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A stripe of `text` on `ground`.
    fn stripe(text: [u8; 4], ground: [u8; 4]) -> RgbaImage {
        RgbaImage::from_fn(200, 60, |x, y| {
            let inked = (20..40).contains(&y) && x % 10 < 3;
            Rgba(if inked { text } else { ground })
        })
    }

    #[test]
    fn every_format_is_decoded() {
        let picture = stripe([0, 0, 0, 255], [255, 255, 255, 255]);
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
            ImageFormat::Tiff,
            ImageFormat::Bmp,
        ] {
            let decoded = decode(&encoded(&picture, format), 1 << 20).unwrap();
            assert_eq!(decoded.size, (200, 60), "{format:?}");
            assert!(may_show_text(&decoded.grey), "{format:?}");
        }
    }

    #[test]
    fn more_pixels_than_allowed_are_refused_before_they_are_decoded() {
        let bytes = encoded(&RgbaImage::new(2_000, 1_000), ImageFormat::Png);
        let refused = decode(&bytes, 1_999_999);
        assert!(matches!(
            refused,
            Err(PictureError::TooLarge {
                width: 2_000,
                height: 1_000
            })
        ));
        assert!(decode(&bytes, 2_000_000).is_ok());
    }

    #[test]
    fn a_picture_of_one_colour_or_the_size_of_an_icon_shows_no_text() {
        let grey = |picture: &RgbaImage| {
            decode(&encoded(picture, ImageFormat::Png), 1 << 20)
                .unwrap()
                .grey
        };
        let plain = stripe([9, 9, 9, 255], [9, 9, 9, 255]);
        assert!(!may_show_text(&grey(&plain)));
        let icon = RgbaImage::from_fn(32, 32, |x, _| Rgba([(x * 8) as u8, 0, 0, 255]));
        assert!(!may_show_text(&grey(&icon)));
    }

    #[test]
    fn text_becomes_black_on_white_however_it_was_coloured() {
        for (name, text, ground) in [
            ("plain", [0, 0, 0, 255], [255, 255, 255, 255]),
            ("inverted", [255, 255, 255, 255], [10, 10, 60, 255]),
            ("pale", [215, 215, 215, 255], [235, 235, 235, 255]),
            (
                "red on as bright a blue",
                [150, 40, 30, 255],
                [0, 70, 200, 255],
            ),
            ("on transparent ground", [0, 0, 0, 255], [0, 0, 0, 0]),
        ] {
            let bytes = encoded(&stripe(text, ground), ImageFormat::Png);
            let decoded = decode(&bytes, 1 << 20).unwrap();
            assert!(may_show_text(&decoded.grey), "{name}");
            let (legible, _) = legible(&decoded.grey);
            assert_eq!((legible.width, legible.height), (600, 180), "{name}");
            let (dark, light) = extremes(&legible);
            assert!(dark < 20 && light > 235, "{name}: {dark}..{light}");
            let light_ones = legible.pixels.iter().filter(|it| **it > 200).count();
            assert!(light_ones * 2 > legible.pixels.len(), "{name}");
        }
    }

    #[test]
    fn a_coloured_head_does_not_hide_letters_of_its_colour() {
        let (yellow, black) = ([255, 214, 0, 255], [26, 26, 26, 255]);
        let picture = RgbaImage::from_fn(300, 200, |x, y| {
            let button = (100..160).contains(&y) && (40..200).contains(&x);
            let letter = (120..140).contains(&y) && x % 10 < 3;
            Rgba(match (y < 60, button, letter) {
                (true, ..) | (_, true, true) => yellow,
                (_, true, false) => black,
                _ => [255; 4],
            })
        });
        let grey = decode(&encoded(&picture, ImageFormat::Png), 1 << 20)
            .unwrap()
            .grey;
        let at = |x: usize, y: usize| grey.pixels[y * 300 + x];
        assert!(at(50, 130).abs_diff(at(55, 130)) > 100);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(
            start in proptest::sample::select(vec![
                &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\0", b"BM", b"RIFF\0\0\0\0WEBPVP8 ", b"",
            ]),
            rest in proptest::collection::vec(0_u8.., 0..400),
        ) {
            let bytes = [start, &rest].concat();
            if let Ok(decoded) = decode(&bytes, 1 << 20) {
                let _ = legible(&decoded.grey);
            }
            let _ = exif_fields(&bytes);
        }
    }
}
