//! Panels on a page: buttons and boxes of another shade, often with light letters on them.
//!
//! OCR takes the whole picture for dark letters on a light ground, and a number on a dark button for a stain. Such panels
//! are turned over, each by itself, and read as a picture of their own: what the page says is read as if there were none.

use crate::codes::Grey;

/// Pixels of a side of the tiles by which panels are looked for.
const TILE: usize = 8;
/// A panel has at least so many tiles a side: a line of letters fits in.
const WIDTH: usize = 6;
const HEIGHT: usize = 3;
/// Shades that set a panel apart from the page, and letters apart from the panel.
const APART: u8 = 48;
/// Panels that are turned over in one picture at most. All together they are no higher than the page.
const PANELS: usize = 24;
/// White rows above each of them.
const MARGIN: usize = 8;

/// A rectangle of pixels: from, and one past the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// The panels of `picture`, which has a light ground, whose letters are lighter than the panel: turned into dark letters on
/// white and put below each other. `None` where there is no such panel.
pub(crate) fn turned_over(picture: &Grey) -> Option<Grey> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    if width == 0 || picture.pixels.len() != width * height {
        return None;
    }
    let dark = median(&picture.pixels).checked_sub(APART)?;
    let mut pixels = Vec::new();
    for area in panels(picture, dark).into_iter().take(PANELS) {
        let area = fitted(picture, area, dark);
        let rows = area.bottom - area.top + MARGIN;
        if pixels.len() + rows * width <= picture.pixels.len()
            && let Some(ground) = ground_of_light_letters(picture, area)
        {
            pixels.resize(pixels.len() + MARGIN * width, 255);
            append(picture, area, ground, &mut pixels);
        }
    }
    let rows = pixels.len() / width;
    pixels.resize((rows + MARGIN) * width, 255);
    (rows > 0).then_some(Grey {
        pixels,
        width: picture.width,
        height: (rows + MARGIN) as u32,
    })
}

/// The shade of the panel `area`, if enough of its pixels are lighter, and more than are darker.
fn ground_of_light_letters(picture: &Grey, area: Area) -> Option<u8> {
    let counts = counts(rows(picture, area).flatten());
    let all: usize = counts.iter().sum();
    let ground = middle(&counts);
    let above = usize::from(ground) + usize::from(APART);
    let lighter: usize = counts.iter().skip(above).sum();
    let below = usize::from(ground.saturating_sub(APART));
    let darker: usize = counts.iter().take(below).sum();
    // Letters take one pixel in a hundred at least.
    (lighter * 100 >= all && lighter >= darker).then_some(ground)
}

/// Appends rows as wide as the page to `below`: the panel turned over, white beside it.
fn append(picture: &Grey, area: Area, ground: u8, below: &mut Vec<u8>) {
    let range = u32::from(255 - ground).max(1);
    for row in rows(picture, area) {
        let start = below.len();
        below.resize(start + area.left, 255);
        below.extend(row.iter().map(|pixel| {
            let above = u32::from(pixel.saturating_sub(ground));
            255 - (above * 255 / range) as u8
        }));
        below.resize(start + picture.width as usize, 255);
    }
}

/// The areas of connected tiles most of whose pixels are darker than `dark`.
fn panels(picture: &Grey, dark: u8) -> Vec<Area> {
    let (across, down) = (
        picture.width as usize / TILE,
        picture.height as usize / TILE,
    );
    let mut open: Vec<bool> = (0..across * down)
        .map(|tile| {
            let area = in_pixels(
                tile % across,
                tile / across,
                tile % across + 1,
                tile / across + 1,
            );
            let dark = rows(picture, area)
                .flatten()
                .filter(|it| **it < dark)
                .count();
            dark * 100 >= TILE * TILE * 55
        })
        .collect();
    let mut found = Vec::new();
    let mut queue = Vec::new();
    for start in 0..open.len() {
        if !std::mem::take(&mut open[start]) {
            continue;
        }
        let (mut left, mut top, mut right, mut bottom) = (across, down, 0, 0);
        let mut tiles = 0;
        queue.push(start);
        while let Some(tile) = queue.pop() {
            let (x, y) = (tile % across, tile / across);
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x + 1), bottom.max(y + 1));
            tiles += 1;
            for (x, y) in neighbours(x, y, across, down) {
                if std::mem::take(&mut open[y * across + x]) {
                    queue.push(y * across + x);
                }
            }
        }
        let (wide, high) = (right - left, bottom - top);
        let is_filled = tiles * 2 >= wide * high;
        if wide >= WIDTH && high >= HEIGHT && is_filled {
            found.push(in_pixels(left, top, right, bottom));
        }
    }
    found
}

fn neighbours(
    x: usize,
    y: usize,
    across: usize,
    down: usize,
) -> impl Iterator<Item = (usize, usize)> {
    let around = [(0, 1), (2, 1), (1, 0), (1, 2)];
    around.into_iter().filter_map(move |(dx, dy)| {
        let (x, y) = ((x + dx).checked_sub(1)?, (y + dy).checked_sub(1)?);
        (x < across && y < down).then_some((x, y))
    })
}

fn in_pixels(left: usize, top: usize, right: usize, bottom: usize) -> Area {
    Area {
        left: left * TILE,
        top: top * TILE,
        right: right * TILE,
        bottom: bottom * TILE,
    }
}

/// `area` without the rows and columns at its edges that are mostly of the page, and with those beyond them that are
/// mostly of the panel: a tile's side at most each.
fn fitted(picture: &Grey, mut area: Area, dark: u8) -> Area {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let is_dark = |area: Area| {
        let (mut count, mut all) = (0, 0);
        for pixel in rows(picture, area).flatten() {
            count += usize::from(*pixel < dark);
            all += 1;
        }
        all > 0 && count * 2 >= all
    };
    let row = |area: Area, y: usize| Area {
        top: y,
        bottom: y + 1,
        ..area
    };
    let column = |area: Area, x: usize| Area {
        left: x,
        right: x + 1,
        ..area
    };
    for _ in 0..TILE {
        area.top += usize::from(!is_dark(row(area, area.top)));
        area.bottom -= usize::from(!is_dark(row(area, area.bottom - 1)));
        area.left += usize::from(!is_dark(column(area, area.left)));
        area.right -= usize::from(!is_dark(column(area, area.right - 1)));
    }
    for _ in 0..TILE {
        area.top -= usize::from(area.top > 0 && is_dark(row(area, area.top - 1)));
        area.bottom += usize::from(area.bottom < height && is_dark(row(area, area.bottom)));
        area.left -= usize::from(area.left > 0 && is_dark(column(area, area.left - 1)));
        area.right += usize::from(area.right < width && is_dark(column(area, area.right)));
    }
    area
}

/// The pixels of `area`, row by row.
fn rows(picture: &Grey, area: Area) -> impl Iterator<Item = &[u8]> {
    let width = picture.width as usize;
    (area.top..area.bottom).filter_map(move |y| {
        picture
            .pixels
            .get(y * width + area.left..y * width + area.right)
    })
}

fn median(pixels: &[u8]) -> u8 {
    middle(&counts(pixels))
}

/// How often each shade occurs.
fn counts<'p>(pixels: impl IntoIterator<Item = &'p u8>) -> [usize; 256] {
    let mut counts = [0; 256];
    for pixel in pixels {
        counts[usize::from(*pixel)] += 1;
    }
    counts
}

/// The shade below which half of the pixels lie.
fn middle(counts: &[usize; 256]) -> u8 {
    let half = counts.iter().sum::<usize>() / 2;
    let mut seen = 0;
    let found = counts.iter().position(|it| {
        seen += it;
        seen > half
    });
    found.unwrap_or(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with a panel of one shade from (40, 30) to (160, 70) and strokes of another on it.
    fn page(panel: u8, stroke: u8) -> Grey {
        let mut picture = Grey {
            pixels: vec![255; 200 * 100],
            width: 200,
            height: 100,
        };
        for y in 30..70 {
            for x in 40..160 {
                let inked = (42..58).contains(&y) && x % 9 < 2;
                picture.pixels[y * 200 + x] = if inked { stroke } else { panel };
            }
        }
        picture
    }

    fn at(picture: &Grey, x: usize, y: usize) -> u8 {
        picture.pixels[y * 200 + x]
    }

    #[test]
    fn light_letters_on_a_panel_become_dark_ones_on_white() {
        for (panel, stroke) in [(20, 255), (110, 255), (165, 255), (20, 200)] {
            let panels = turned_over(&page(panel, stroke)).unwrap();
            assert_eq!((panels.width, panels.height), (200, 8 + 40 + 8), "{panel}");
            assert_eq!(at(&panels, 50, 8 + 5), 255, "the panel of {panel}");
            assert!(at(&panels, 54, 8 + 20) < 80, "its letters of {stroke}");
            assert_eq!(at(&panels, 5, 20), 255, "beside it");
        }
    }

    #[test]
    fn panels_with_dark_letters_or_none_are_left_out() {
        for (panel, stroke) in [(165, 0), (20, 20)] {
            assert!(
                turned_over(&page(panel, stroke)).is_none(),
                "{panel} {stroke}"
            );
        }
    }

    #[test]
    fn letters_are_no_panels() {
        let mut picture = Grey {
            pixels: vec![255; 200 * 100],
            width: 200,
            height: 100,
        };
        // Strokes eleven pixels wide, as of a headline.
        for y in 20..60 {
            for x in (20..180).filter(|it| it % 30 < 11) {
                picture.pixels[y * 200 + x] = 0;
            }
        }
        assert!(turned_over(&picture).is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_picture_ends(width in 0_u32..90, pixels in proptest::collection::vec(0_u8.., 0..4_000)) {
            let height = (pixels.len() as u32).checked_div(width).unwrap_or(0);
            let before = pixels.len();
            if let Some(panels) = turned_over(&Grey { pixels, width, height }) {
                assert!(panels.pixels.len() <= before + MARGIN * width as usize);
            }
        }
    }
}
