//! A small pretty printer: documents that are laid out on one line where they fit.

use std::borrow::Cow;

/// Lines are at most this wide where that is possible.
const WIDTH: usize = 100;

/// Room kept for the brackets and commas that follow a group on its line.
const RESERVE: usize = 2;

/// Columns of one level of indentation.
const STEP: usize = 2;

/// A piece of layout.
#[derive(Debug)]
pub(super) enum Doc<'s> {
    Text(Cow<'s, str>),
    /// A space, or a line break if the group does not fit.
    Line,
    /// Nothing, or a line break if the group does not fit.
    SoftLine,
    /// Always a line break.
    HardLine,
    /// An empty line before the next line, forcing the group to break.
    BlankLine,
    /// A comment at this place; what follows goes to the next line.
    Comment(&'s str),
    /// A comment at the end of this line, after whatever else goes there.
    Trailing(&'s str),
    Indent(Vec<Doc<'s>>),
    Group {
        docs: Vec<Doc<'s>>,
        /// Width on one line; `None` if it must break.
        flat: Option<usize>,
    },
}

impl<'s> Doc<'s> {
    pub(super) fn text(text: impl Into<Cow<'s, str>>) -> Self {
        Doc::Text(text.into())
    }

    pub(super) fn group(docs: Vec<Doc<'s>>) -> Self {
        let flat = flat_width(&docs);
        Doc::Group { docs, flat }
    }

    fn flat_width(&self) -> Option<usize> {
        match self {
            Doc::Text(text) => Some(text.chars().count()),
            Doc::Line => Some(1),
            Doc::SoftLine => Some(0),
            Doc::HardLine | Doc::BlankLine | Doc::Comment(_) | Doc::Trailing(_) => None,
            Doc::Indent(docs) => flat_width(docs),
            Doc::Group { flat, .. } => *flat,
        }
    }
}

fn flat_width(docs: &[Doc<'_>]) -> Option<usize> {
    docs.iter().map(Doc::flat_width).sum()
}

/// Lays out `doc`; the result ends with a line break.
pub(super) fn render(doc: &Doc<'_>) -> String {
    let mut out = Output::default();
    let mut stack = vec![Item {
        doc,
        indent: 0,
        flat: false,
    }];
    while let Some(Item { doc, indent, flat }) = stack.pop() {
        match doc {
            Doc::Text(text) => out.text(text, indent),
            Doc::Line if flat => out.text(" ", indent),
            Doc::SoftLine if flat => {}
            Doc::Line | Doc::SoftLine | Doc::HardLine => out.line_break(),
            Doc::BlankLine => out.blank_line(),
            Doc::Comment(comment) => {
                out.comment(comment, indent);
                out.line_break();
            }
            Doc::Trailing(comment) => out.trailing.push((*comment).to_owned()),
            Doc::Indent(docs) => push_all(&mut stack, docs, indent + STEP, flat),
            Doc::Group { docs, flat: width } => {
                let room = WIDTH.saturating_sub(out.column(indent) + RESERVE);
                let fits = width.is_some_and(|it| it <= room);
                push_all(&mut stack, docs, indent, flat || fits);
            }
        }
    }
    out.line_break();
    out.text
}

struct Item<'d, 's> {
    doc: &'d Doc<'s>,
    indent: usize,
    flat: bool,
}

fn push_all<'d, 's>(stack: &mut Vec<Item<'d, 's>>, docs: &'d [Doc<'s>], indent: usize, flat: bool) {
    stack.extend(docs.iter().rev().map(|doc| Item { doc, indent, flat }));
}

#[derive(Default)]
struct Output {
    text: String,
    /// Columns on the current line; zero until something is written.
    column: usize,
    /// Comments to be written before the next line break.
    trailing: Vec<String>,
}

impl Output {
    fn column(&self, indent: usize) -> usize {
        self.column.max(indent)
    }

    fn text(&mut self, text: &str, indent: usize) {
        if self.column == 0 {
            self.text.extend(std::iter::repeat_n(' ', indent));
            self.column = indent;
        }
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    /// A comment where the line stands, set off from what is before it.
    fn comment(&mut self, comment: &str, indent: usize) {
        if self.column > 0 && !self.text.ends_with([' ', '\n']) {
            self.text(" ", indent);
        }
        self.text(comment, indent);
    }

    fn line_break(&mut self) {
        for comment in std::mem::take(&mut self.trailing) {
            if self.text.ends_with('\n') || self.text.is_empty() {
                self.text(&comment, 0);
            } else {
                self.comment(&comment, 0);
            }
            // A comment runs to the end of its line, so a further one needs another.
            self.end_line();
        }
        if self.column > 0 {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        self.text.push('\n');
        self.column = 0;
    }

    fn blank_line(&mut self) {
        self.line_break();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
