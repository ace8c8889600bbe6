//! A text with the places marked that the reasons rest on.

use text::Span;

use crate::hostile_text::visible;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The text, safe to read.
    pub(crate) text: String,
    /// The reason that it is the place of.
    pub(crate) mark: Option<Mark>,
}

/// A marked place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The number of the reason, from 1.
    pub(crate) reason: usize,
    /// Whether this is the first place of that reason: reasons link there.
    pub(crate) is_first: bool,
}

/// A place and the number of the reason that rests on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub(crate) span: Span,
    pub(crate) reason: usize,
}

/// Places of one text that are marked.
const MARKS: usize = 200;

/// A text in its stretches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) segments: Vec<Segment>,
    /// Whether the text goes on.
    pub(crate) is_cut: bool,
}

/// `text` with `quoted` marked, at most `most` bytes of it. Where places overlap, the shorter says more and is kept.
/// `linked` has the reasons that have a first place already, and takes in those that get one here.
pub(crate) fn marked(
    text: &str,
    quoted: &[Quoted],
    most: usize,
    linked: &mut Vec<usize>,
) -> Marked {
    let shown = text.get(..text.floor_char_boundary(most)).unwrap_or(text);
    let mut kept: Vec<Quoted> = Vec::new();
    let mut by_length: Vec<&Quoted> = quoted.iter().collect();
    by_length.sort_by_key(|it| (it.span.len(), it.span.start, it.reason));
    for it in by_length {
        let fits = !it.span.is_empty() && !it.span.of(shown).is_empty();
        if fits && kept.len() < MARKS && !kept.iter().any(|had| had.span.overlaps(it.span)) {
            kept.push(*it);
        }
    }
    kept.sort_by_key(|it| it.span.start);
    let mut segments = Vec::new();
    let mut at = 0;
    for it in kept {
        let start = it.span.start as usize;
        push(&mut segments, shown.get(at..start), None);
        let is_first = !linked.contains(&it.reason);
        if is_first {
            linked.push(it.reason);
        }
        let mark = Mark {
            reason: it.reason,
            is_first,
        };
        push(&mut segments, Some(it.span.of(shown)), Some(mark));
        at = it.span.end as usize;
    }
    push(&mut segments, shown.get(at..), None);
    Marked {
        segments,
        is_cut: shown.len() < text.len(),
    }
}

fn push(segments: &mut Vec<Segment>, text: Option<&str>, mark: Option<Mark>) {
    if let Some(text) = text.filter(|it| !it.is_empty()) {
        segments.push(Segment {
            text: visible(text),
            mark,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, quoted: &[(usize, usize, usize)], most: usize) -> Vec<String> {
        let quoted: Vec<_> = quoted
            .iter()
            .map(|&(start, end, reason)| Quoted {
                span: Span::new(start, end),
                reason,
            })
            .collect();
        let marked = marked(text, &quoted, most, &mut Vec::new());
        let each = marked.segments.iter();
        each.map(|it| match it.mark {
            None => it.text.clone(),
            Some(mark) => format!(
                "[{}{}:{}]",
                mark.reason,
                if mark.is_first { "" } else { "+" },
                it.text
            ),
        })
        .collect()
    }

    #[test]
    fn places_are_marked_in_the_order_of_the_text() {
        let text = "call +1 803 now, or call again";
        assert_eq!(
            texts(text, &[(20, 24, 1), (5, 11, 2), (0, 11, 3), (0, 4, 1)], 100),
            [
                "[1:call]",
                " ",
                "[2:+1 803]",
                " now, or ",
                "[1+:call]",
                " again"
            ]
        );
    }

    #[test]
    fn places_that_do_not_fit_are_left_out() {
        assert_eq!(
            texts("äöü", &[(1, 3, 1), (4, 90, 2), (2, 2, 3)], 100),
            ["äöü"]
        );
        assert_eq!(texts("äöü", &[(0, 2, 1)], 3), ["[1:ä]"]);
    }
}
