//! Lines of the visible text, with the marks (`>`) by which plain text quotes.

/// Marks that are counted at the start of one line.
const DEEPEST: usize = 50;

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it begins, marks included.
    pub(super) start: usize,
    /// Where it ends, the line break left out.
    pub(super) end: usize,
    /// How many `>` it begins with.
    pub(super) depth: usize,
    /// What stands behind the marks, without white space and invisible characters around it.
    pub(super) content: &'t str,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize, end: usize) -> Self {
        let line = text.get(start..end).unwrap_or_default();
        let (depth, rest) = unquoted(line, DEEPEST);
        Self {
            start,
            end,
            depth,
            content: trimmed(rest),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.content.is_empty()
    }

    pub(super) fn ends_with_colon(&self) -> bool {
        self.content.ends_with([':', '：'])
    }
}

/// `text` cut into lines.
pub(super) fn cut(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(text.len() / 40 + 1);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        lines.push(Line::new(text, start, end));
        start = end + 1;
    }
    if start < text.len() {
        lines.push(Line::new(text, start, text.len()));
    }
    lines
}

/// `line` without at most `most` marks, and how many there were. A blank may stand behind each.
pub(super) fn unquoted(line: &str, most: usize) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = line;
    while depth < most
        && let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >"))
    {
        depth += 1;
        rest = after;
    }
    if depth > 0 {
        rest = rest.strip_prefix(' ').unwrap_or(rest);
    }
    (depth, rest)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|it: char| {
        it.is_ascii_whitespace() || !it.is_ascii() && (it.is_whitespace() || text::is_invisible(it))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_are_counted_and_taken_off() {
        let found = cut("a\n> b\n>> c \n> > d\n\u{200b}\n");
        let of: Vec<_> = found.iter().map(|it| (it.depth, it.content)).collect();
        assert_eq!(of, [(0, "a"), (1, "b"), (2, "c"), (2, "d"), (0, "")]);
        assert_eq!(unquoted(">>  x", 1), (1, ">  x"));
    }

    proptest! {
        #[test]
        fn lines_cover_the_text(text in "[ab> \\n\u{200b}ü]{0,80}") {
            let joined: Vec<_> = cut(&text)
                .iter()
                .map(|it| text[it.start..it.end].to_owned())
                .collect();
            let whole = joined.join("\n");
            prop_assert_eq!(text.strip_suffix('\n').unwrap_or(&text), whole);
        }
    }
}
