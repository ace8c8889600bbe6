//! Regular expressions as tests run them: literals first, compiled when first needed.

use std::sync::OnceLock;

use regex::bytes::Regex;

use super::Needles;
use crate::regex_dialect::{self, Extent};

/// The patterns of one call.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    patterns: Box<[Box<str>]>,
    fold: bool,
    kind: Kind,
    regex: OnceLock<Option<Regex>>,
    /// Literals of which every match contains one, if all patterns have any.
    literals: OnceLock<Option<Needles>>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Test(Extent),
    Capturing,
}

/// The pattern is too large to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Pattern {
    /// Patterns any of which may match.
    pub(super) fn test(patterns: &[Box<str>], fold: bool, extent: Extent) -> Self {
        Self::new(patterns, fold, Kind::Test(extent))
    }

    /// One pattern whose groups count.
    pub(super) fn capturing(patterns: &[Box<str>], fold: bool) -> Self {
        Self::new(patterns, fold, Kind::Capturing)
    }

    fn new(patterns: &[Box<str>], fold: bool, kind: Kind) -> Self {
        Self {
            patterns: patterns.into(),
            fold,
            kind,
            regex: OnceLock::new(),
            literals: OnceLock::new(),
        }
    }

    /// Whether `text` holds a literal that a match needs, `folded` being its folded form.
    pub(crate) fn may_match<'t>(&self, folded: impl FnOnce() -> &'t str) -> bool {
        let literals = self.literals.get_or_init(|| literals(&self.patterns));
        literals.as_ref().is_none_or(|it| it.occur_in(folded()))
    }

    /// The compiled expression.
    pub(crate) fn regex(&self) -> Result<&Regex, TooLarge> {
        let regex = self
            .regex
            .get_or_init(|| match (self.kind, &*self.patterns) {
                (Kind::Test(extent), patterns) => {
                    regex_dialect::compile_test(patterns, self.fold, extent)
                }
                (Kind::Capturing, [pattern, ..]) => {
                    regex_dialect::compile_capturing(pattern, self.fold)
                }
                (Kind::Capturing, []) => None,
            });
        regex.as_ref().ok_or(TooLarge)
    }

    /// Whether any of the patterns matches `text`.
    pub(crate) fn is_match<'t>(
        &self,
        text: &str,
        folded: impl FnOnce() -> &'t str,
    ) -> Result<bool, TooLarge> {
        if !self.may_match(folded) {
            return Ok(false);
        }
        Ok(self.regex()?.is_match(text.as_bytes()))
    }
}

fn literals(patterns: &[Box<str>]) -> Option<Needles> {
    let mut all = Vec::new();
    for pattern in patterns {
        let required = regex_dialect::required_literals(pattern)?;
        all.extend(required.into_iter().map(String::into_boxed_str));
    }
    Some(Needles::new(all))
}
