//! Globs: `*` is any run of characters, `?` exactly one, and nothing else is special.

use memchr::memmem::Finder;

/// A compiled glob.
#[derive(Debug, Clone)]
pub(crate) struct Glob {
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    /// No star: the text has exactly these pieces.
    Exact(Piece),
    /// Stars: `head*middle*…*tail`.
    Starred {
        head: Piece,
        middle: Vec<Piece>,
        tail: Piece,
    },
}

/// What stands between two stars: literals and question marks.
#[derive(Debug, Clone)]
enum Piece {
    Literal(Box<Finder<'static>>),
    /// `None` is a question mark.
    Mixed(Vec<Option<char>>),
}

impl Glob {
    pub(crate) fn new(pattern: &str) -> Self {
        let mut pieces = pattern.split('*').map(Piece::new);
        let head = pieces.next().unwrap_or_else(|| Piece::new(""));
        let mut middle: Vec<Piece> = pieces.collect();
        let shape = match middle.pop() {
            None => Shape::Exact(head),
            Some(tail) => {
                middle.retain(|it| !it.is_empty());
                Shape::Starred { head, middle, tail }
            }
        };
        Self { shape }
    }

    /// Whether the glob covers the whole of `text`.
    pub(crate) fn matches(&self, text: &str) -> bool {
        match &self.shape {
            Shape::Exact(piece) => piece.prefix(text) == Some(text.len()),
            Shape::Starred { head, middle, tail } => {
                let Some(mut rest) = head.prefix(text).and_then(|it| text.get(it..)) else {
                    return false;
                };
                // The first place is always good enough, as anything may follow a star.
                for piece in middle {
                    match piece.find(rest).and_then(|end| rest.get(end..)) {
                        Some(after) => rest = after,
                        None => return false,
                    }
                }
                tail.suffix(rest)
            }
        }
    }
}

/// The longest literal of a glob.
pub(crate) struct GlobLiteral<'g> {
    /// Every text that the glob matches contains it; `None` if there is none.
    pub(crate) text: Option<&'g str>,
    /// The glob matches every text that contains it.
    pub(crate) is_whole: bool,
}

/// The literal to look for before `glob` is matched.
pub(crate) fn literal(glob: &str) -> GlobLiteral<'_> {
    let longest = glob.split(['*', '?']).max_by_key(|it| it.len());
    let text = longest.filter(|it| !it.is_empty());
    let whole = glob.strip_prefix('*').and_then(|it| it.strip_suffix('*'));
    GlobLiteral {
        text,
        is_whole: text.is_some() && text == whole,
    }
}

impl Piece {
    fn new(text: &str) -> Self {
        if text.contains('?') {
            Piece::Mixed(text.chars().map(|it| (it != '?').then_some(it)).collect())
        } else {
            Piece::Literal(Box::new(Finder::new(text.as_bytes()).into_owned()))
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Piece::Literal(finder) if finder.needle().is_empty())
    }

    /// The end of this piece at the start of `text`.
    fn prefix(&self, text: &str) -> Option<usize> {
        match self {
            Piece::Literal(finder) => {
                let needle = finder.needle();
                text.as_bytes().starts_with(needle).then_some(needle.len())
            }
            Piece::Mixed(characters) => {
                let mut rest = text.chars();
                for wanted in characters {
                    let found = rest.next()?;
                    if wanted.is_some_and(|it| it != found) {
                        return None;
                    }
                }
                Some(text.len() - rest.as_str().len())
            }
        }
    }

    /// The end of the first occurrence of this piece in `text`.
    fn find(&self, text: &str) -> Option<usize> {
        match self {
            Piece::Literal(finder) => {
                let start = finder.find(text.as_bytes())?;
                Some(start + finder.needle().len())
            }
            Piece::Mixed(_) => {
                let starts = text.char_indices().map(|(at, _)| at);
                starts
                    .into_iter()
                    .find_map(|at| Some(at + self.prefix(text.get(at..)?)?))
            }
        }
    }

    /// Whether `text` ends with this piece.
    fn suffix(&self, text: &str) -> bool {
        match self {
            Piece::Literal(finder) => text.as_bytes().ends_with(finder.needle()),
            Piece::Mixed(characters) => {
                let mut rest = text.chars().rev();
                characters.iter().rev().all(|wanted| {
                    rest.next()
                        .is_some_and(|it| wanted.is_none_or(|wanted| wanted == it))
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(glob: &str, text: &str, expected: bool) {
        assert_eq!(
            Glob::new(glob).matches(text),
            expected,
            "{glob} on {text:?}"
        );
    }

    #[test]
    fn globs_cover_the_whole_text() {
        check("abc", "abc", true);
        check("abc", "abcd", false);
        check("a?c", "aéc", true);
        check("a?", "a", false);
        check("*", "", true);
        check("", "", true);
        check("", "a", false);
        check("invoice-*", "my invoice-42", false);
        check("*b*", "a\nb\nc", true);
    }

    #[test]
    fn pieces_do_not_overlap() {
        check("ab*ba", "aba", false);
        check("ab*ba", "abba", true);
        check("*aa*aa*", "aaa", false);
        check("*a?*b", "xaab", true);
        check("*a?b", "ab", false);
        check("**a**", "xax", true);
        check("*?", "", false);
    }

    #[test]
    fn nothing_but_star_and_question_mark_is_special() {
        check("a[b]", "a[b]", true);
        check("a.c", "abc", false);
        check("100%_\\", "100%_\\", true);
    }
}
