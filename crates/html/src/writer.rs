//! Writes text as CSS lays it out: white space collapsed, lines broken where blocks begin and end.
//!
//! White space and line breaks are only owed until something follows, so a text never begins or
//! ends with them, and the breaks of nested blocks fall together. The rules follow `innerText`:
//! <https://html.spec.whatwg.org/multipage/dom.html#the-innertext-idl-attribute>

use crate::style::WhiteSpace;

/// A text in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writer {
    text: String,
    /// Line breaks owed before the next content.
    breaks: u32,
    /// Whether a space is owed before the next content.
    space: bool,
    /// Lines begun so far.
    lines: u32,
    /// Blocks do not break the line before the next content: a cell has just begun.
    joined: bool,
}

impl Writer {
    /// Bytes written so far; the next content begins at or after it.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Lines begun so far.
    pub(crate) fn lines(&self) -> u32 {
        self.lines
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Writes text of the document.
    pub(crate) fn write(&mut self, text: &str, white_space: WhiteSpace) {
        match white_space {
            WhiteSpace::Collapse => self.write_collapsed(text),
            WhiteSpace::KeepBreaks => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        self.line_break();
                    }
                    self.write_collapsed(line);
                }
            }
            WhiteSpace::Keep => {
                for (index, line) in text.split('\n').enumerate() {
                    if index > 0 {
                        self.line_break();
                    }
                    let line = line.strip_suffix('\r').unwrap_or(line);
                    if !line.is_empty() {
                        self.pay();
                        self.text.push_str(line);
                    }
                }
            }
        }
    }

    fn write_collapsed(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let trimmed = rest.trim_ascii_start();
            self.space |= trimmed.len() < rest.len();
            if trimmed.is_empty() {
                return;
            }
            let end = trimmed
                .bytes()
                .position(|it| it.is_ascii_whitespace())
                .unwrap_or(trimmed.len());
            let (word, tail) = trimmed.split_at(end);
            self.pay();
            self.text.push_str(word);
            rest = tail;
        }
    }

    /// Writes the breaks or the space that are owed.
    fn pay(&mut self) {
        if self.text.is_empty() {
            self.lines = 1;
        } else if self.breaks > 0 {
            self.text
                .extend(std::iter::repeat_n('\n', self.breaks as usize));
            self.lines += 1;
        } else if self.space {
            self.text.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        self.joined = false;
    }

    /// A `<br>`.
    pub(crate) fn line_break(&mut self) {
        self.breaks += 1;
        self.space = false;
    }

    /// The edge of a block, `breaks` line breaks wide at least.
    pub(crate) fn block_edge(&mut self, breaks: u32) {
        if !self.joined {
            self.breaks = self.breaks.max(breaks);
            self.space = false;
        }
    }

    /// A space, unless the line ends anyway.
    pub(crate) fn gap(&mut self) {
        self.space = true;
    }

    /// The edge between two cells of a row that share a line.
    pub(crate) fn cell_edge(&mut self) {
        self.breaks = 0;
        self.space = true;
        self.joined = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::default();
        write(&mut writer);
        writer.into_text()
    }

    #[test]
    fn white_space_collapses_across_runs() {
        let text = written(|it| {
            it.write("  one \n", WhiteSpace::Collapse);
            it.write("\t two", WhiteSpace::Collapse);
            it.write("three ", WhiteSpace::Collapse);
        });
        assert_eq!(text, "one twothree");
    }

    #[test]
    fn edges_of_nested_blocks_fall_together() {
        let text = written(|it| {
            it.block_edge(1);
            it.write("a", WhiteSpace::Collapse);
            it.block_edge(1);
            it.block_edge(1);
            it.write("b", WhiteSpace::Collapse);
            it.line_break();
            it.block_edge(1);
            it.write("c", WhiteSpace::Collapse);
            it.line_break();
            it.line_break();
            it.write("d", WhiteSpace::Collapse);
        });
        assert_eq!(text, "a\nb\nc\n\nd");
    }

    #[test]
    fn preserved_text_keeps_its_columns() {
        let text = written(|it| it.write("a  b\r\n\tc\n", WhiteSpace::Keep));
        assert_eq!(text, "a  b\n\tc");
    }

    #[test]
    fn cells_share_a_line() {
        let text = written(|it| {
            it.write("Total", WhiteSpace::Collapse);
            it.block_edge(1);
            it.cell_edge();
            it.block_edge(1);
            it.write("$5", WhiteSpace::Collapse);
            it.block_edge(1);
            it.write("Tax", WhiteSpace::Collapse);
        });
        assert_eq!(text, "Total $5\nTax");
    }
}
