//! QR codes (ISO/IEC 18004), in pictures and made of characters.

use std::collections::HashSet;

use rxing::{BarcodeFormat, DecodeHints};

use crate::file::Code;

/// Codes that are read in one picture.
const CODES: usize = 16;
/// Pictures smaller than this on their longer side are read at twice their size as well.
const SMALL: u32 = 500;
/// Pictures larger than this on their longer side are read at half their size as well.
const LARGE: u32 = 1_400;
/// The smallest code has 21 modules a side.
const MODULES: usize = 21;

/// A grey picture: one byte a pixel, row by row, 0 is black.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grey {
    pub(crate) pixels: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// What the QR codes of `picture` say: rotated, mirrored, inverted and pale ones too.
pub(crate) fn in_picture(picture: &Grey) -> Vec<String> {
    let longer = picture.width.max(picture.height);
    let mut found = read(picture);
    if found.is_empty()
        && let Some(stretched) = stretched(picture)
    {
        found = read(&stretched);
    }
    if found.is_empty() && longer < SMALL {
        found = read(&doubled(picture));
    }
    if found.is_empty() && longer > LARGE {
        found = read(&halved(picture));
    }
    found
}

fn read(picture: &Grey) -> Vec<String> {
    let side = MODULES as u32;
    let sound = picture.pixels.len() as u64 == u64::from(picture.width) * u64::from(picture.height);
    if !sound || picture.width < side || picture.height < side {
        return Vec::new();
    }
    let mut hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        AlsoInverted: Some(true),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let results = rxing::helpers::detect_multiple_in_luma_with_hints(
        picture.pixels.clone(),
        picture.width,
        picture.height,
        &mut hints,
    );
    let mut texts: Vec<String> = Vec::new();
    for result in results.unwrap_or_default() {
        let text = result.getText();
        if !text.is_empty() && texts.len() < CODES && !texts.iter().any(|it| it == text) {
            texts.push(text.to_owned());
        }
    }
    texts
}

/// The picture with its darkest pixel black and its lightest white; none where it is so already.
fn stretched(picture: &Grey) -> Option<Grey> {
    let low = *picture.pixels.iter().min()?;
    let high = *picture.pixels.iter().max()?;
    if high <= low || (low < 32 && high > 223) {
        return None;
    }
    let range = u32::from(high - low);
    let stretch = |it: &u8| (u32::from(it - low) * 255 / range) as u8;
    Some(Grey {
        pixels: picture.pixels.iter().map(stretch).collect(),
        ..*picture
    })
}

fn doubled(picture: &Grey) -> Grey {
    let mut pixels = Vec::with_capacity(picture.pixels.len() * 4);
    for row in picture.pixels.chunks(picture.width.max(1) as usize) {
        for _ in 0..2 {
            pixels.extend(row.iter().flat_map(|it| [*it, *it]));
        }
    }
    Grey {
        pixels,
        width: picture.width * 2,
        height: picture.height * 2,
    }
}

/// Half the size, each pixel the mean of four: moiré and noise of a large photograph go away.
fn halved(picture: &Grey) -> Grey {
    let (width, height) = (picture.width / 2, picture.height / 2);
    let at = |x: u32, y: u32| {
        let index = y as usize * picture.width as usize + x as usize;
        u32::from(picture.pixels.get(index).copied().unwrap_or(255))
    };
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    for y in 0..height {
        for x in 0..width {
            let (x, y) = (x * 2, y * 2);
            let sum = at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1);
            pixels.push((sum / 4) as u8);
        }
    }
    Grey {
        pixels,
        width,
        height,
    }
}

/// Lines of one drawing that are looked at: the largest code has 177 modules a side.
const LINES: usize = 200;
/// Characters of one line that are looked at.
const COLUMNS: usize = 400;
/// A half block is one module wide and two high, so the smallest code takes this many lines.
const FEWEST_LINES: usize = MODULES / 2;

/// The QR codes that `text` draws with block characters (U+2580 to U+259F).
///
/// Texts without such characters, nearly all, cost one pass over the bytes.
pub fn codes_of_characters(text: &str) -> Vec<Code> {
    if memchr::memmem::find(text.as_bytes(), &[0xE2, 0x96]).is_none() {
        return Vec::new();
    }
    let mut codes: Vec<Code> = Vec::new();
    let mut drawing: Vec<&str> = Vec::new();
    for line in text.lines().chain(std::iter::once("")) {
        if is_drawn(line) && drawing.len() < LINES {
            drawing.push(line);
            continue;
        }
        for data in read_drawing(&drawing) {
            if codes.len() < CODES && !codes.iter().any(|it| it.data == data) {
                codes.push(Code {
                    data,
                    page: None,
                    of_characters: true,
                });
            }
        }
        drawing.clear();
    }
    codes
}

fn read_drawing(lines: &[&str]) -> Vec<String> {
    if lines.len() < FEWEST_LINES {
        return Vec::new();
    }
    // Characters are twice as high as wide in most fonts; a style sheet may make them square.
    for (width, height) in [(4, 8), (8, 8)] {
        for margin in [255, 0] {
            let found = read(&drawn(lines, width, height, margin));
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// Whether `line` is made of blocks and blanks, with enough of them for a code.
fn is_drawn(line: &str) -> bool {
    let mut blocks = 0;
    let mut cells = 0;
    for character in line.chars().take(COLUMNS) {
        match quarters(character) {
            None => return false,
            Some(ink) => {
                blocks += usize::from(ink != 0);
                cells += 1;
            }
        }
    }
    blocks > 0 && cells >= MODULES
}

/// The picture of `lines`, each character `width` by `height` pixels, within a margin of one colour.
fn drawn(lines: &[&str], width: usize, height: usize, margin: u8) -> Grey {
    const MARGIN: usize = 32;
    let columns = lines.iter().map(|it| it.chars().count().min(COLUMNS)).max();
    let row = columns.unwrap_or(0) * width + 2 * MARGIN;
    let rows = lines.len() * height + 2 * MARGIN;
    let mut pixels = vec![margin; row * rows];
    for (y, line) in lines.iter().enumerate() {
        for (x, character) in line.chars().take(COLUMNS).enumerate() {
            let ink = quarters(character).unwrap_or(0);
            for down in 0..height {
                for right in 0..width {
                    let quarter =
                        usize::from(down >= height / 2) * 2 + usize::from(right >= width / 2);
                    let value = if ink >> quarter & 1 == 1 { 0 } else { 255 };
                    let at = (MARGIN + y * height + down) * row + MARGIN + x * width + right;
                    if let Some(pixel) = pixels.get_mut(at) {
                        *pixel = value;
                    }
                }
            }
        }
    }
    Grey {
        pixels,
        width: row as u32,
        height: rows as u32,
    }
}

/// Which quarters of its cell a character fills: bit 0 upper left, 1 upper right, 2 lower left, 3 lower
/// right (Unicode, Block Elements). `None` for characters that no code is drawn with.
fn quarters(character: char) -> Option<u8> {
    Some(match character {
        ' ' | '\u{A0}' | '\u{2003}' | '\u{3000}' | '\u{2591}' => 0b0000,
        '▀' => 0b0011,
        '▄' => 0b1100,
        '█' | '▓' | '■' => 0b1111,
        '▌' => 0b0101,
        '▐' => 0b1010,
        '▖' => 0b0100,
        '▗' => 0b1000,
        '▘' => 0b0001,
        '▙' => 0b1101,
        '▚' => 0b1001,
        '▛' => 0b0111,
        '▜' => 0b1011,
        '▝' => 0b0010,
        '▞' => 0b0110,
        '▟' => 0b1110,
        _ => return None,
    })
}

#[cfg(test)]
mod drawn;

#[cfg(test)]
mod tests {
    use super::drawn::modules;
    use super::*;

    const LINK: &str = "https://pay.example.com/cancel?order=113-2938475";

    fn picture(text: &str, scale: usize, dark: u8, light: u8) -> Grey {
        let modules = modules(text);
        let side = modules.len() * scale;
        let mut pixels = Vec::with_capacity(side * side);
        for y in 0..side {
            for x in 0..side {
                pixels.push(if modules[y / scale][x / scale] {
                    dark
                } else {
                    light
                });
            }
        }
        Grey {
            pixels,
            width: side as u32,
            height: side as u32,
        }
    }

    fn turned(picture: &Grey) -> Grey {
        let (width, height) = (picture.width as usize, picture.height as usize);
        let mut pixels = vec![0; picture.pixels.len()];
        for y in 0..height {
            for x in 0..width {
                pixels[x * height + (height - 1 - y)] = picture.pixels[y * width + x];
            }
        }
        Grey {
            pixels,
            width: picture.height,
            height: picture.width,
        }
    }

    #[test]
    fn a_code_is_read_however_it_is_shown() {
        let plain = picture(LINK, 4, 0, 255);
        for (name, shown) in [
            ("plain", plain.clone()),
            ("small", picture(LINK, 2, 0, 255)),
            ("inverted", picture(LINK, 4, 255, 0)),
            ("pale", picture(LINK, 4, 200, 230)),
            ("turned", turned(&plain)),
            ("upside down", turned(&turned(&plain))),
            ("large", picture(LINK, 40, 0, 255)),
        ] {
            assert_eq!(in_picture(&shown), [LINK], "{name}");
        }
    }

    #[test]
    fn two_codes_in_one_picture_are_both_read() {
        let (left, right) = (
            picture("tel:+18005550199", 4, 0, 255),
            picture("tel:+18005550100", 4, 0, 255),
        );
        assert_eq!(left.height, right.height);
        let rows = left.pixels.chunks(left.width as usize);
        let rows = rows.zip(right.pixels.chunks(right.width as usize));
        let both = Grey {
            pixels: rows.flat_map(|(a, b)| a.iter().chain(b).copied()).collect(),
            width: left.width + right.width,
            height: left.height,
        };
        let mut found = in_picture(&both);
        found.sort_unstable();
        assert_eq!(found, ["tel:+18005550100", "tel:+18005550199"]);
    }

    /// The code drawn with half blocks, as terminal programs do.
    fn half_blocks(text: &str, invert: bool) -> String {
        let modules = modules(text);
        let mut drawing = String::from("Scan to cancel:\n");
        for pair in modules.chunks(2) {
            for (x, above) in pair[0].iter().enumerate() {
                let below = pair.get(1).is_some_and(|it| it[x]);
                drawing.push(match (*above != invert, below != invert) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            drawing.push('\n');
        }
        drawing + "Thank you\n"
    }

    #[test]
    fn a_code_made_of_characters_is_read() {
        for invert in [false, true] {
            let codes = codes_of_characters(&half_blocks(LINK, invert));
            let found: Vec<_> = codes.iter().map(|it| it.data.as_str()).collect();
            assert_eq!(found, [LINK], "inverted: {invert}");
        }
        let wide: String = modules(LINK)
            .iter()
            .map(|row| {
                row.iter()
                    .map(|it| if *it { "██" } else { "  " })
                    .collect::<String>()
                    + "\n"
            })
            .collect();
        assert_eq!(codes_of_characters(&wide).len(), 1);
    }

    #[test]
    fn ordinary_text_and_bar_charts_are_no_codes() {
        assert!(codes_of_characters("Hello\nworld").is_empty());
        let chart = "████████████████████████▌   \n".repeat(30);
        assert!(codes_of_characters(&chart).is_empty());
        assert!(codes_of_characters(&"█".repeat(100_000)).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_picture_and_any_text_end(
            pixels in proptest::collection::vec(0_u8.., 0..4000),
            width in 0_u32..80,
            text in "[█▀▄ \n]{0,600}",
        ) {
            let height = (pixels.len() as u32).checked_div(width).unwrap_or(0);
            let _ = in_picture(&Grey { pixels, width, height });
            let _ = codes_of_characters(&text);
        }
    }
}
