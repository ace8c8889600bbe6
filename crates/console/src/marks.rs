//! A text with the places marked that the reasons rest on.

use text::Span;

use crate::hostile_text::visible;

/// A stretch of a text. Places overlap: a stretch may lie in several, and each begins and ends with a stretch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The text, safe to read.
    pub(crate) text: String,
    /// Whether it is the place of a reason.
    pub(crate) is_marked: bool,
    /// The reasons whose first place begins here: their links lead here.
    pub(crate) begins: Vec<usize>,
    /// The strongest reasons whose first place ends here: links lead back to them.
    pub(crate) ends: Vec<usize>,
}

/// A place and the number of the reason that rests on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub(crate) span: Span,
    pub(crate) reason: usize,
}

/// Places of one text that are marked.
const MARKS: usize = 200;
/// Links back to reasons at the end of one place: more would hide the text.
const LINKS: usize = 2;

/// A text in its stretches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) segments: Vec<Segment>,
    /// Whether the text goes on.
    pub(crate) is_cut: bool,
}

/// `text` with `quoted` marked, at most `most` bytes of it. `linked` has the reasons that have a first place already,
/// and takes in those that get one here.
pub(crate) fn marked(
    text: &str,
    quoted: &[Quoted],
    most: usize,
    linked: &mut Vec<usize>,
) -> Marked {
    let shown = text.get(..text.floor_char_boundary(most)).unwrap_or(text);
    let fits = |it: &&Quoted| !it.span.is_empty() && !it.span.of(shown).is_empty();
    let kept: Vec<&Quoted> = quoted.iter().filter(fits).take(MARKS).collect();
    let ends = kept.iter().flat_map(|it| [it.span.start, it.span.end]);
    let mut cuts: Vec<usize> = ends.map(|it| it as usize).collect();
    cuts.extend([0, shown.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut segments = Vec::new();
    // Each reason is linked back to from its first place; the others are marked all the same.
    let mut noted: Vec<usize> = Vec::new();
    for (&start, &end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let (from, to) = (start as u32, end as u32);
        let mut segment = Segment {
            text: visible(shown.get(start..end).unwrap_or_default()),
            is_marked: kept
                .iter()
                .any(|it| it.span.start <= from && to <= it.span.end),
            ..Segment::default()
        };
        for it in kept.iter().filter(|it| it.span.start == from) {
            if !linked.contains(&it.reason) {
                linked.push(it.reason);
                segment.begins.push(it.reason);
            }
        }
        let ending = kept.iter().filter(|it| it.span.end == to);
        let mut ending: Vec<usize> = ending.map(|it| it.reason).collect();
        ending.sort_unstable();
        ending.retain(|it| !noted.contains(it));
        ending.dedup();
        noted.extend(&ending);
        ending.truncate(LINKS);
        segment.ends = ending;
        segments.push(segment);
    }
    Marked {
        segments,
        is_cut: shown.len() < text.len(),
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
        each.map(|it| {
            let begins: Vec<String> = it.begins.iter().map(|it| format!("{it}(")).collect();
            let ends: Vec<String> = it.ends.iter().map(|it| format!("){it}")).collect();
            let sign = if it.is_marked { "*" } else { "" };
            format!("{}{sign}{}{}", begins.concat(), it.text, ends.concat())
        })
        .collect()
    }

    #[test]
    fn places_are_marked_in_the_order_of_the_text_and_may_overlap() {
        let text = "call +1 803 now, or call again";
        assert_eq!(
            texts(
                text,
                &[(20, 24, 1), (5, 11, 2), (0, 15, 3), (0, 15, 1)],
                100
            ),
            [
                "3(1(*call ",
                "2(*+1 803)2",
                "* now)1)3",
                ", or ",
                "*call",
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
        assert_eq!(texts("äöü", &[(0, 2, 1)], 3), ["1(*ä)1"]);
        assert_eq!(texts("", &[(0, 0, 1)], 3), [""; 0]);
    }
}
