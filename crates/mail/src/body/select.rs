//! Which parts are the bodies (RFC 2046 section 5.1, RFC 8621 section 4.1.4).
//!
//! Of alternatives a reader sees the HTML, of other multiparts all inline texts one below the other.
//! The first text and the first HTML are the bodies by name; further ones are shown and are
//! attachments too.

use crate::mime::Leaf;

/// Indices of leaves.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// The first inline `text/plain`.
    pub(super) plain: Option<usize>,
    /// The first inline `text/html`.
    pub(super) html: Option<usize>,
    /// What a reader sees, in order.
    pub(super) shown: Vec<usize>,
    /// Whether `plain` is among them.
    pub(super) plain_is_shown: bool,
}

impl Selection {
    /// Whether the leaf is one of the two bodies by name.
    pub(super) fn is_chosen(&self, index: usize) -> bool {
        self.plain == Some(index) || self.html == Some(index)
    }
}

/// Chooses among `leaves`.
pub(super) fn select(leaves: &[Leaf<'_>]) -> Selection {
    let mut inline: Vec<usize> = (0..leaves.len())
        .filter(|&index| leaves.get(index).is_some_and(is_inline_text))
        .collect();
    if inline.is_empty() {
        inline.extend(leaves.iter().position(is_some_text));
    }
    let first = |is_html: bool| {
        let is_wanted = |it: &Leaf<'_>| it.is_html() == is_html;
        let mut all = inline.iter().copied();
        all.find(|index| leaves.get(*index).is_some_and(is_wanted))
    };
    let html = first(true);
    let plain = first(false);
    let with_html: Vec<usize> = inline
        .iter()
        .filter_map(|&index| leaves.get(index))
        .filter(|it| it.is_html())
        .filter_map(|it| it.alternative)
        .collect();
    let is_shown = |&index: &usize| {
        leaves.get(index).is_some_and(|it| {
            it.is_html()
                || it
                    .alternative
                    .is_none_or(|group| !with_html.contains(&group))
        })
    };
    let shown: Vec<usize> = inline.iter().copied().filter(is_shown).collect();
    Selection {
        plain_is_shown: plain.is_some_and(|it| shown.contains(&it)),
        plain,
        html,
        shown,
    }
}

/// Text that is shown with the message. One with a name is a file, unless it stands first or is an
/// alternative: some senders name their bodies.
fn is_inline_text(leaf: &Leaf<'_>) -> bool {
    let is_file = leaf.name.is_some() && !leaf.is_first && leaf.alternative.is_none();
    (leaf.is_plain() || leaf.is_html()) && !leaf.is_attached() && !leaf.is_resource && !is_file
}

/// Where there is nothing else, any text that is no file of a known kind is shown (RFC 2046 section
/// 4.1.4: unknown subtypes of `text` are to be treated as plain text).
fn is_some_text(leaf: &Leaf<'_>) -> bool {
    const FILES: [&str; 7] = [
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "text/directory",
        "text/css",
        "text/csv",
        "text/javascript",
    ];
    let media_type = leaf.media_type.as_deref().unwrap_or("text/plain");
    media_type.starts_with("text")
        && !FILES.contains(&media_type)
        && !leaf.is_attached()
        && !leaf.is_resource
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(media_type: &str) -> Leaf<'static> {
        Leaf {
            media_type: Some(media_type.to_owned()),
            ..Leaf::default()
        }
    }

    fn alternative(media_type: &str) -> Leaf<'static> {
        Leaf {
            alternative: Some(1),
            ..leaf(media_type)
        }
    }

    #[track_caller]
    fn check(leaves: &[Leaf<'_>], plain: Option<usize>, html: Option<usize>, shown: &[usize]) {
        let selection = select(leaves);
        assert_eq!((selection.plain, selection.html), (plain, html));
        assert_eq!(selection.shown, shown);
    }

    #[test]
    fn of_alternatives_the_html_is_shown() {
        let leaves = [
            alternative("text/plain"),
            alternative("text/html"),
            leaf("image/png"),
        ];
        check(&leaves, Some(0), Some(1), &[1]);
        check(
            &[alternative("text/html"), alternative("text/plain")],
            Some(1),
            Some(0),
            &[0],
        );
        check(
            &[alternative("text/plain"), alternative("text/calendar")],
            Some(0),
            None,
            &[0],
        );
    }

    #[test]
    fn of_a_mixture_all_texts_are_shown() {
        let leaves = [
            leaf("text/html"),
            leaf("application/pdf"),
            leaf("text/plain"),
        ];
        check(&leaves, Some(2), Some(0), &[0, 2]);
        let leaves = [
            alternative("text/plain"),
            alternative("text/html"),
            leaf("text/plain"),
        ];
        check(&leaves, Some(0), Some(1), &[1, 2]);
    }

    #[test]
    fn files_are_not_shown() {
        let file = Leaf {
            name: Some("a.txt".to_owned()),
            ..leaf("text/plain")
        };
        let attached = Leaf {
            disposition: Some("attachment".to_owned()),
            ..leaf("text/html")
        };
        let resource = Leaf {
            is_resource: true,
            ..leaf("text/html")
        };
        check(
            &[leaf("text/plain"), file.clone(), attached.clone(), resource],
            Some(0),
            None,
            &[0],
        );
        check(&[attached], None, None, &[]);
        let first = Leaf {
            is_first: true,
            ..file
        };
        check(&[first], Some(0), None, &[0]);
    }

    #[test]
    fn a_named_alternative_is_a_body() {
        let named = Leaf {
            name: Some("index.html".to_owned()),
            ..alternative("text/html")
        };
        check(&[alternative("text/plain"), named], Some(0), Some(1), &[1]);
    }

    #[test]
    fn other_texts_only_where_there_is_nothing_else() {
        check(&[leaf("text/enriched")], Some(0), None, &[0]);
        check(&[leaf("text/calendar")], None, None, &[]);
        check(
            &[leaf("text/enriched"), leaf("text/html")],
            None,
            Some(1),
            &[1],
        );
    }
}
