//! Glyphs to lines of text, in the order in which they are read: by base line, then from left to right.

use super::text::PlacedGlyph;

/// Base lines nearer than this share of the letters' size are one line.
const SAME_LINE: f64 = 0.4;
/// A gap wider than this share of the letters' size is a blank.
const BLANK: f64 = 0.18;
/// A gap wider than this many times the letters' size parts columns.
const COLUMN: f64 = 2.5;
/// A step down of more than this many times the letters' size begins a paragraph.
const PARAGRAPH: f64 = 1.9;

/// The text of `glyphs`.
pub(super) fn lines<'g>(glyphs: impl Iterator<Item = &'g PlacedGlyph>) -> String {
    let mut glyphs: Vec<&PlacedGlyph> = glyphs.collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut text = String::new();
    let mut rest = glyphs.as_mut_slice();
    let mut above: Option<f64> = None;
    while let Some(first) = rest.first() {
        let (base, size) = (first.y, first.size.max(1.0));
        let end = rest
            .iter()
            .position(|it| it.y - base > SAME_LINE * size)
            .unwrap_or(rest.len());
        let (line, after) = rest.split_at_mut(end);
        rest = after;
        // Stable: what is drawn twice at one place stays in the order in which it was drawn.
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        if above.is_some_and(|it| base - it > PARAGRAPH * size) {
            text.push('\n');
        }
        above = Some(base);
        add_line(line, &mut text);
    }
    text
}

fn add_line(line: &[&PlacedGlyph], text: &mut String) {
    let start = text.len();
    let mut before: Option<&PlacedGlyph> = None;
    for glyph in line {
        if let Some(before) = before {
            // Bold letters are drawn twice by some programs, a little apart.
            let again = glyph.text == before.text && glyph.x - before.x < before.width * 0.3;
            if again {
                continue;
            }
            let gap = glyph.x - (before.x + before.width);
            let size = before.size.max(glyph.size).max(1.0);
            let has_blank = before.text.ends_with(' ') || glyph.text.starts_with(' ');
            if gap > COLUMN * size {
                text.push_str("  ");
            } else if gap > BLANK * size && !has_blank {
                text.push(' ');
            }
        }
        text.push_str(&glyph.text);
        before = Some(glyph);
    }
    if text.get(start..).is_some_and(|it| it.trim().is_empty()) {
        text.truncate(start);
    } else {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` from (`x`, `y`) on, each letter six points wide, ten high; blanks are gaps only.
    fn set(text: &str, x: f64, y: f64) -> Vec<PlacedGlyph> {
        let letters = text.chars().enumerate().filter(|it| it.1 != ' ');
        letters
            .map(|(index, letter)| PlacedGlyph {
                text: letter.to_string(),
                x: x + 6.0 * index as f64,
                y,
                size: 10.0,
                width: 6.0,
                hidden: false,
            })
            .collect()
    }

    #[test]
    fn lines_are_read_from_top_to_bottom_and_left_to_right() {
        let mut glyphs = set("second line", 50.0, 112.0);
        glyphs.extend(set("Total", 50.0, 160.0));
        glyphs.extend(set("$399.99", 300.0, 161.0));
        glyphs.extend(set("First line", 50.0, 100.0));
        assert_eq!(
            lines(glyphs.iter()),
            "First line\nsecond line\n\nTotal  $399.99\n"
        );
    }

    #[test]
    fn letters_drawn_twice_for_weight_are_read_once() {
        let mut glyphs = set("Call", 50.0, 100.0);
        glyphs.extend(set("Call", 50.3, 100.0));
        assert_eq!(lines(glyphs.iter()), "Call\n");
    }
}
