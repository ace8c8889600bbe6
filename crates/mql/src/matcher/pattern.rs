//! Regular expressions as tests run them: literals first, compiled when first needed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex::bytes::Regex;

use super::Needles;
use crate::regex_dialect::{self, Clause, Extent};

/// Patterns without literals are run as one up to this many bytes: beyond that the automaton of their
/// union grows faster than it saves passes.
const MOST_JOINED_BYTES: usize = 400;

/// The patterns of one test.
#[derive(Debug, Clone)]
pub(crate) struct Patterns {
    parts: Vec<Arc<Part>>,
}

/// What is compiled into one regular expression: a pattern, or several of which nothing is known.
#[derive(Debug)]
pub(crate) struct Part {
    key: PartKey,
    /// Of each clause a literal occurs in every match.
    clauses: Vec<Clause>,
    needles: OnceLock<Vec<Needles>>,
    regex: OnceLock<Option<Regex>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct PartKey {
    patterns: Box<[Box<str>]>,
    fold: bool,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Test(Extent),
    Capturing,
}

/// The pattern is too large to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// Compiled parts by what they were compiled from, so that a pattern is compiled once however many
/// tests have it.
#[derive(Debug, Default)]
pub(crate) struct PatternPool {
    parts: Mutex<HashMap<PartKey, Arc<Part>>>,
}

impl PatternPool {
    /// Forgets what no test uses any more.
    pub(crate) fn forget_unused(&self) {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.retain(|_, part| Arc::strong_count(part) > 1);
    }

    fn part(
        &self,
        patterns: &[Box<str>],
        fold: bool,
        kind: Kind,
        clauses: Vec<Clause>,
    ) -> Arc<Part> {
        let key = PartKey {
            patterns: patterns.into(),
            fold,
            kind,
        };
        // Nothing panics while the lock is held, and a half-made entry cannot be.
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let part = parts.entry(key.clone()).or_insert_with(|| {
            Arc::new(Part {
                key,
                clauses,
                needles: OnceLock::new(),
                regex: OnceLock::new(),
            })
        });
        Arc::clone(part)
    }
}

impl Patterns {
    /// Patterns any of which may match.
    pub(super) fn test(
        patterns: &[Box<str>],
        fold: bool,
        extent: Extent,
        pool: &PatternPool,
    ) -> Self {
        let kind = Kind::Test(extent);
        let mut parts = Vec::new();
        let mut unknown: Vec<Box<str>> = Vec::new();
        for pattern in patterns {
            let clauses = regex_dialect::required_literals(pattern);
            if !clauses.is_empty() {
                parts.push(pool.part(std::slice::from_ref(pattern), fold, kind, clauses));
                continue;
            }
            let bytes: usize = unknown.iter().map(|it| it.len()).sum();
            if bytes + pattern.len() > MOST_JOINED_BYTES && !unknown.is_empty() {
                parts.push(pool.part(&unknown, fold, kind, Vec::new()));
                unknown.clear();
            }
            unknown.push(pattern.clone());
        }
        if !unknown.is_empty() {
            parts.push(pool.part(&unknown, fold, kind, Vec::new()));
        }
        Self { parts }
    }

    /// One pattern whose groups count.
    pub(super) fn capturing(patterns: &[Box<str>], fold: bool, pool: &PatternPool) -> Self {
        let parts = patterns.iter().take(1).map(|pattern| {
            let clauses = regex_dialect::required_literals(pattern);
            pool.part(
                std::slice::from_ref(pattern),
                fold,
                Kind::Capturing,
                clauses,
            )
        });
        Self {
            parts: parts.collect(),
        }
    }

    pub(crate) fn parts(&self) -> &[Arc<Part>] {
        &self.parts
    }
}

impl Part {
    /// Of each clause a literal occurs in every match.
    pub(crate) fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Whether the text whose folded form is `folded` holds the literals that a match needs.
    pub(crate) fn may_match<'t>(&self, folded: impl FnOnce() -> &'t str) -> bool {
        if self.clauses.is_empty() {
            return true;
        }
        let needles = self.needles.get_or_init(|| {
            let boxed = |clause: &Clause| clause.iter().map(|it| it.as_str().into()).collect();
            self.clauses
                .iter()
                .map(|it| Needles::new(boxed(it)))
                .collect()
        });
        let folded = folded();
        needles.iter().all(|it| it.occur_in(folded))
    }

    /// The compiled expression.
    pub(crate) fn regex(&self) -> Result<&Regex, TooLarge> {
        let PartKey {
            patterns,
            fold,
            kind,
        } = &self.key;
        let regex = self.regex.get_or_init(|| match (kind, &**patterns) {
            (Kind::Test(extent), patterns) => regex_dialect::compile_test(patterns, *fold, *extent),
            (Kind::Capturing, [pattern, ..]) => regex_dialect::compile_capturing(pattern, *fold),
            (Kind::Capturing, []) => None,
        });
        regex.as_ref().ok_or(TooLarge)
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.key.patterns.join(" | "))
    }
}
