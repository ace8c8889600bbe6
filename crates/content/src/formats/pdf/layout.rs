//! Characters with places to lines of text: a page says where a letter stands, not what a word is.

use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::Rect;

use super::glyphs::{Character, Drawn};

/// A gap of this part of the font's size is a space.
const SPACE: f64 = 0.2;
/// Baselines closer than this part of the font's size are one line.
const ONE_LINE: f64 = 0.4;

/// The text of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) visible: String,
    pub(super) hidden: String,
}

/// The text of all that is `drawn`, line by line.
pub(super) fn lines(drawn: &Drawn) -> Lines {
    let (hidden, visible): (Vec<&Character>, Vec<&Character>) =
        drawn.characters.iter().partition(|it| it.hidden);
    Lines {
        visible: joined(visible),
        hidden: joined(hidden),
    }
}

/// The text whose middle lies within `place`.
pub(super) fn within(drawn: &Drawn, place: Rect) -> String {
    let inside = drawn.characters.iter().filter(|it| {
        let (x, y) = (it.x + it.width / 2.0, it.y - it.size / 4.0);
        !it.hidden && place.x0 <= x && x <= place.x1 && place.y0 <= y && y <= place.y1
    });
    joined(inside.collect())
}

/// Upright text from top to bottom and left to right; other directions as they were drawn.
fn joined(characters: Vec<&Character>) -> String {
    let (upright, turned): (Vec<&Character>, Vec<&Character>) =
        characters.into_iter().partition(|it| it.upright);
    let mut text = String::new();
    for mut line in rows(upright) {
        line.sort_by(|one, other| one.x.total_cmp(&other.x));
        push_line(&mut text, &line);
    }
    if !turned.is_empty() {
        push_drawn(&mut text, &turned);
    }
    text
}

/// Groups by baseline. Characters are sorted by height first, so that each row only looks at its neighbour.
fn rows(mut characters: Vec<&Character>) -> Vec<Vec<&Character>> {
    characters.retain(|it| it.x.is_finite() && it.y.is_finite());
    characters.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut rows: Vec<Vec<&Character>> = Vec::new();
    for character in characters {
        let near = |row: &Vec<&Character>| {
            row.last().is_some_and(|last| {
                (character.y - last.y).abs() < ONE_LINE * last.size.min(character.size)
            })
        };
        match rows.last_mut() {
            Some(row) if near(row) => row.push(character),
            _ => rows.push(vec![character]),
        }
    }
    rows
}

fn push_line(text: &mut String, line: &[&Character]) {
    if line.iter().all(|it| it.is_space()) {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    let start = text.len();
    let mut before: Option<&Character> = None;
    for character in line {
        if let Some(before) = before {
            // The same letter again a hair beside itself makes it look bold.
            let close = (character.x - before.x).abs() < 0.15 * character.size;
            if close && same(&character.text, &before.text) && !character.is_space() {
                continue;
            }
            if character.x - (before.x + before.width) > SPACE * character.size {
                push_space(text, start);
            }
        }
        push(text, start, character);
        before = Some(character);
    }
    text.truncate(text.trim_end().len().max(start));
}

/// Text that runs another way, in the order in which it is drawn: a new line where the next letter is far.
fn push_drawn(text: &mut String, characters: &[&Character]) {
    let mut before: Option<&Character> = None;
    for character in characters {
        let distance = before.map(|it| (character.x - it.x).hypot(character.y - it.y) - it.width);
        match (before, distance) {
            (Some(_), Some(distance)) if distance > 2.0 * character.size => text.push('\n'),
            (Some(_), Some(distance)) if distance > SPACE * character.size => push_space(text, 0),
            (None, _) if !text.is_empty() => text.push('\n'),
            _ => {}
        }
        push(text, 0, character);
        before = Some(character);
    }
    text.truncate(text.trim_end().len());
}

fn push(text: &mut String, start: usize, character: &Character) {
    if character.is_space() {
        push_space(text, start);
        return;
    }
    match &character.text {
        BfString::Char(it) if it.is_control() => {}
        BfString::Char(it) => text.push(*it),
        BfString::String(it) => text.extend(it.chars().filter(|it| !it.is_control())),
    }
}

fn push_space(text: &mut String, start: usize) {
    if text.len() > start && !text.ends_with([' ', '\n']) {
        text.push(' ');
    }
}

fn same(one: &BfString, other: &BfString) -> bool {
    match (one, other) {
        (BfString::Char(one), BfString::Char(other)) => one == other,
        (BfString::String(one), BfString::String(other)) => one == other,
        _ => false,
    }
}
