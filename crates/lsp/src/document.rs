//! Open documents, and the programs in them.

use std::path::Path;

use detect::{Scalar, ScalarStyle, scalars};
use lsp_types::{Position, Range, TextDocumentContentChangeEvent};

use crate::position::Lines;

/// A document longer than this many bytes is kept and not looked at.
pub(crate) const MAX_BYTES: usize = 1 << 20;

/// An open document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path, or whatever the editor calls it; only the end matters.
    pub(crate) name: String,
    pub(crate) version: i32,
    pub(crate) text: String,
    pub(crate) lines: Lines,
}

/// The program that the cursor stands in.
#[derive(Debug)]
pub(crate) struct Cursor {
    /// The program's text.
    pub(crate) text: String,
    /// The cursor, as a byte of that text.
    pub(crate) at: usize,
    place: Option<Scalar>,
}

impl Cursor {
    /// Where the byte `offset` of the program stands in the document.
    fn in_file(&self, offset: usize) -> usize {
        self.place.as_ref().map_or(offset, |it| it.in_file(offset))
    }
}

impl Document {
    pub(crate) fn new(name: String, version: i32, text: String) -> Self {
        Self {
            name,
            version,
            lines: Lines::new(&text),
            text,
        }
    }

    pub(crate) fn apply(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        for change in changes {
            match change.range {
                None => self.text = change.text,
                Some(range) => {
                    let start = self.lines.offset(&self.text, range.start);
                    let end = self.lines.offset(&self.text, range.end).max(start);
                    self.text.replace_range(start..end, &change.text);
                }
            }
            self.lines = Lines::new(&self.text);
        }
    }

    pub(crate) fn is_too_long(&self) -> bool {
        self.text.len() > MAX_BYTES
    }

    /// Whether the whole document is one program.
    pub(crate) fn is_program(&self) -> bool {
        let path = self.name.split(['?', '#']).next().unwrap_or(&self.name);
        Path::new(path).extension().is_some_and(|it| it == "mql")
    }

    /// The program at `position`, if there is one.
    pub(crate) fn cursor(&self, position: Position) -> Option<Cursor> {
        if self.is_too_long() {
            return None;
        }
        let offset = self.lines.offset(&self.text, position);
        if self.is_program() {
            return Some(Cursor {
                text: self.text.clone(),
                at: offset,
                place: None,
            });
        }
        let found = scalars(&self.text);
        let programs = found.into_iter().filter(is_program);
        for scalar in programs {
            if scalar.style == ScalarStyle::Other {
                if self.is_empty_block(&scalar, offset) {
                    return Some(Cursor {
                        text: String::new(),
                        at: 0,
                        place: Some(scalar),
                    });
                }
            } else if !self.in_header(&scalar, offset)
                && let Some(at) = scalar.in_text(offset)
            {
                return Some(Cursor {
                    text: scalar.text.clone(),
                    at,
                    place: Some(scalar),
                });
            }
        }
        None
    }

    /// Whether `offset` is on the line of the `|`.
    fn in_header(&self, scalar: &Scalar, offset: usize) -> bool {
        let header = self.text.get(scalar.value.start..offset);
        matches!(scalar.style, ScalarStyle::Literal(_))
            && header.is_none_or(|it| !it.contains('\n'))
    }

    /// Whether `offset` is on a blank line below a `|` that has no line yet.
    fn is_empty_block(&self, scalar: &Scalar, offset: usize) -> bool {
        let written = self.text.get(scalar.value.clone()).unwrap_or_default();
        let between = self.text.get(scalar.value.end..offset);
        written.starts_with('|')
            && between.is_some_and(|it| it.contains('\n') && it.trim().is_empty())
    }

    /// The range in the document of the bytes from `start` to `end` of the program at `cursor`.
    pub(crate) fn range(&self, cursor: &Cursor, start: usize, end: usize) -> Range {
        if cursor.text.is_empty() {
            // The cursor itself: nothing has been written that could be replaced.
            let at = cursor.in_file(0);
            return self.lines.range(&self.text, at, at);
        }
        // A run of text ends with its line, so that the end is taken from the character before it.
        let from = cursor.in_file(start);
        let to = if end > start {
            let last = cursor.text.get(..end).and_then(|it| it.chars().next_back());
            let width = last.map_or(0, char::len_utf8);
            cursor.in_file(end - width) + width
        } else {
            from
        };
        self.lines.range(&self.text, from, to)
    }
}

/// Whether the scalar is a program of one of our files.
fn is_program(scalar: &Scalar) -> bool {
    match scalar.keys.as_slice() {
        [key] => matches!(key.as_str(), "source" | "quote" | "unread" | "hides"),
        [outer, _] => outer == "arguments" && scalar.item.is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(name: &str, text: &str) -> Document {
        Document::new(name.to_owned(), 1, text.to_owned())
    }

    #[test]
    fn the_cursor_is_found_in_the_program_and_nowhere_else() {
        let yaml = "name: é\nsource: |\n  // 😀 x\n  a.b\n\nid: y\n";
        let document = document("file:///a.yml", yaml);
        let at = |line, column| document.cursor(Position::new(line, column)).map(|it| it.at);
        assert_eq!(at(0, 3), None);
        assert_eq!(at(1, 8), None);
        assert_eq!(at(2, 2), Some(0));
        // The smiley takes two units of a column and four bytes.
        assert_eq!(at(2, 8), Some("// 😀 ".len()));
        assert_eq!(at(3, 5), Some("// 😀 x\na.b".len()));
        assert_eq!(at(5, 1), None);
        let cursor = document.cursor(Position::new(3, 5)).unwrap();
        let end = cursor.text.find(".b").unwrap() + 2;
        assert_eq!(
            document.range(&cursor, end - 1, end),
            Range::new(Position::new(3, 4), Position::new(3, 5))
        );
    }

    #[test]
    fn changes_are_applied_in_order() {
        let mut document = document("a.mql", "aé\nb");
        let change = |range: Option<[u32; 4]>, text: &str| TextDocumentContentChangeEvent {
            range: range
                .map(|it| Range::new(Position::new(it[0], it[1]), Position::new(it[2], it[3]))),
            range_length: None,
            text: text.to_owned(),
        };
        document.apply(
            2,
            vec![
                change(Some([0, 1, 0, 2]), "😀"),
                change(Some([0, 3, 1, 0]), " "),
                change(Some([9, 0, 2, 0]), "!"),
            ],
        );
        assert_eq!(document.text, "a😀 b!");
        document.apply(3, vec![change(None, "new")]);
        assert_eq!((document.text.as_str(), document.version), ("new", 3));
    }
}
