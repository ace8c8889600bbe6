//! Sets of constants that a test compares with, compiled when they are first needed.

use std::sync::{Arc, OnceLock};

use crate::matcher::{Matcher, PatternPool};

/// How a set of constants is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SetKind {
    Contains {
        fold: bool,
    },
    StartsWith {
        fold: bool,
    },
    EndsWith {
        fold: bool,
    },
    Like {
        fold: bool,
    },
    Members {
        fold: bool,
    },
    /// Patterns, any of which matches somewhere.
    Search {
        fold: bool,
    },
    /// Patterns, any of which matches the whole text.
    Whole {
        fold: bool,
    },
    /// One pattern whose matches are counted or extracted.
    Capture {
        fold: bool,
    },
    /// Networks that an address may lie in.
    Networks,
}

impl SetKind {
    /// Whether the set is matched against the folded text.
    pub(crate) fn wants_folded(self) -> bool {
        match self {
            SetKind::Contains { fold }
            | SetKind::StartsWith { fold }
            | SetKind::EndsWith { fold }
            | SetKind::Like { fold }
            | SetKind::Members { fold } => fold,
            SetKind::Search { .. }
            | SetKind::Whole { .. }
            | SetKind::Capture { .. }
            | SetKind::Networks => false,
        }
    }
}

/// A set of constants.
#[derive(Debug, Clone)]
pub(crate) struct Constants {
    kind: SetKind,
    texts: Box<[Box<str>]>,
    pool: Arc<PatternPool>,
    matcher: OnceLock<Matcher>,
}

impl Constants {
    pub(super) fn new(kind: SetKind, texts: Box<[Box<str>]>, pool: &Arc<PatternPool>) -> Self {
        Self {
            kind,
            texts,
            pool: Arc::clone(pool),
            matcher: OnceLock::new(),
        }
    }

    pub(crate) fn kind(&self) -> SetKind {
        self.kind
    }

    pub(crate) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    pub(crate) fn matcher(&self) -> &Matcher {
        self.matcher
            .get_or_init(|| Matcher::new(self.kind, &self.texts, &self.pool))
    }
}
