//! Compiled sets of constants: many alternatives, one pass.

mod glob;
mod needles;
mod networks;
mod pattern;

use std::collections::HashSet;

pub(crate) use glob::{Glob, literal as glob_literal};
pub(crate) use needles::Needles;
pub(crate) use networks::{Networks, Prefix};
pub(crate) use pattern::{Part, PatternPool, Patterns};

use crate::fold::fold;
use crate::graph::SetKind;
use crate::hash::BuildFastHasher;
use crate::regex_dialect::Extent;

/// A compiled set of constants.
#[derive(Debug, Clone)]
pub(crate) enum Matcher {
    Contains(Needles),
    StartsWith(Vec<Box<str>>),
    EndsWith(Vec<Box<str>>),
    Like(Vec<Glob>),
    Members(HashSet<Box<str>, BuildFastHasher>),
    Patterns(Patterns),
    Networks(Networks),
}

impl Matcher {
    pub(crate) fn new(kind: SetKind, texts: &[Box<str>], pool: &PatternPool) -> Self {
        let folded = |it: &str| -> Box<str> {
            if kind.wants_folded() {
                fold(it).into()
            } else {
                it.into()
            }
        };
        let all = || texts.iter().map(|it| folded(it));
        match kind {
            SetKind::Contains { .. } => Matcher::Contains(Needles::new(all().collect())),
            SetKind::StartsWith { .. } => Matcher::StartsWith(all().collect()),
            SetKind::EndsWith { .. } => Matcher::EndsWith(all().collect()),
            SetKind::Like { .. } => Matcher::Like(all().map(|it| Glob::new(&it)).collect()),
            SetKind::Members { .. } => Matcher::Members(all().collect()),
            SetKind::Search { fold } => {
                Matcher::Patterns(Patterns::test(texts, fold, Extent::Search, pool))
            }
            SetKind::Whole { fold } => {
                Matcher::Patterns(Patterns::test(texts, fold, Extent::Whole, pool))
            }
            SetKind::Capture { fold } => Matcher::Patterns(Patterns::capturing(texts, fold, pool)),
            SetKind::Networks => {
                Matcher::Networks(texts.iter().filter_map(|it| Prefix::parse(it)).collect())
            }
        }
    }

    /// Whether any of the constants holds for `text`, which is folded if the set wants that.
    /// Patterns and networks are asked otherwise.
    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Matcher::Contains(needles) => needles.occur_in(text),
            Matcher::StartsWith(prefixes) => prefixes.iter().any(|it| text.starts_with(&**it)),
            Matcher::EndsWith(suffixes) => suffixes.iter().any(|it| text.ends_with(&**it)),
            Matcher::Like(globs) => globs.iter().any(|it| it.matches(text)),
            Matcher::Members(members) => members.contains(text),
            Matcher::Patterns(_) | Matcher::Networks(_) => false,
        }
    }
}
