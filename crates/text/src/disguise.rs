//! The ways in which a text can be written so that people read it and filters do not.

use crate::Span;

/// Declares the disguises once: variant, public name, meaning.
macro_rules! disguises {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// One way in which a text was written so that people read it and filters do not.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Disguise {
            $(#[doc = $doc] $variant,)*
        }

        impl Disguise {
            /// Every disguise, in declaration order.
            pub const ALL: &'static [Disguise] = &[$(Disguise::$variant,)*];

            /// The name shown to users, such as `full_width`.
            pub fn name(self) -> &'static str {
                match self { $(Disguise::$variant => $name,)* }
            }
        }
    };
}

disguises! {
    Invisible = "invisible",
        "Zero-width, soft-hyphen, variation-selector, tag, bidi and other format characters.";
    Combining = "combining", "Combining marks over letters or digits (beyond an ordinary accent).";
    Confusable = "confusable", "Letters or digits of another script that look like ASCII.";
    Circled = "circled", "Circled, parenthesised, squared digits or letters.";
    Styled = "styled", "Mathematical bold, italic, double-struck, small capitals and similar styles.";
    FullWidth = "full_width", "Full-width forms.";
}

/// A small set of [`Disguise`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Disguises(u8);

impl Disguises {
    /// Adds `disguise`.
    pub fn insert(&mut self, disguise: Disguise) {
        self.0 |= 1 << disguise as u8;
    }

    /// Whether `disguise` is in the set.
    pub fn contains(self, disguise: Disguise) -> bool {
        self.0 & (1 << disguise as u8) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The members in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Disguise> {
        Disguise::ALL
            .iter()
            .copied()
            .filter(move |&it| self.contains(it))
    }
}

impl FromIterator<Disguise> for Disguises {
    fn from_iter<I: IntoIterator<Item = Disguise>>(members: I) -> Self {
        let mut set = Self::default();
        for disguise in members {
            set.insert(disguise);
        }
        set
    }
}

/// Where in a folded text which disguise was removed: for each disguise the ranges of the folded
/// text in ascending order. A removed character leaves an empty range, a replaced one the range of
/// its replacement.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traces([Vec<(u32, u32)>; Disguise::ALL.len()]);

impl Traces {
    /// Notes `disguise` at `start..end` of the folded text; adjoining notes are merged.
    pub(crate) fn push(&mut self, start: u32, end: u32, disguise: Disguise) {
        let Some(ranges) = self.0.get_mut(disguise as usize) else {
            return;
        };
        match ranges.last_mut() {
            Some(last) if *last == (start, end) => {}
            Some(last) if last.1 == start && last.0 != last.1 && start != end => last.1 = end,
            _ => ranges.push((start, end)),
        }
    }

    /// Puts the notes in order: those that waited for the end of their word or of the text come late.
    pub(crate) fn finish(&mut self) {
        for ranges in &mut self.0 {
            if !ranges.is_sorted() {
                ranges.sort_unstable();
            }
        }
    }

    /// The disguises noted within `span`. What was removed exactly at an edge does not count: blank
    /// padding before a word is no disguise of the word.
    pub(crate) fn within(&self, span: Span) -> Disguises {
        let touches = |ranges: &&[(u32, u32)]| {
            let first = ranges.partition_point(|&(_, end)| end <= span.start);
            ranges
                .get(first)
                .is_some_and(|&(start, _)| start < span.end)
        };
        Disguise::ALL
            .iter()
            .copied()
            .zip(self.0.iter().map(Vec::as_slice))
            .filter(|(_, ranges)| touches(ranges))
            .map(|(disguise, _)| disguise)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_inside_a_span_counts() {
        let mut traces = Traces::default();
        traces.push(3, 3, Disguise::Invisible);
        traces.push(5, 6, Disguise::Circled);
        traces.push(6, 8, Disguise::Circled);
        traces.finish();
        let within = |start, end| {
            traces
                .within(Span::new(start, end))
                .iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(within(0, 3), []);
        assert_eq!(within(3, 5), []);
        assert_eq!(within(2, 4), [Disguise::Invisible]);
        assert_eq!(within(7, 9), [Disguise::Circled]);
        assert_eq!(within(0, 9), [Disguise::Invisible, Disguise::Circled]);
    }

    #[test]
    fn a_set_keeps_its_members_apart() {
        let set: Disguises = [Disguise::Styled, Disguise::Invisible]
            .into_iter()
            .collect();
        assert!(set.contains(Disguise::Styled));
        assert!(!set.contains(Disguise::Circled));
        assert_eq!(
            set.iter().map(Disguise::name).collect::<Vec<_>>(),
            ["invisible", "styled"]
        );
    }
}
