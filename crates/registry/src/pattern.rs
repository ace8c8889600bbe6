//! Regular expressions of the data, compiled at first use.
//!
//! A scan of ordinary mail needs few of them, and start-up must stay cheap. Patterns come from data
//! files, so the size of what they compile to is bounded.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// Bytes a compiled pattern may take.
const SIZE_LIMIT: usize = 1 << 20;

/// A slot for the compiled form of a pattern that is kept as text beside it.
#[derive(Debug, Clone, Default)]
pub struct LazyRegex(OnceLock<Option<Regex>>);

impl LazyRegex {
    /// The compiled form of `pattern`; `None` where it does not compile, which
    /// [`crate::Registry::check`] reports. The slot belongs to one pattern: the first wins.
    pub fn get(&self, pattern: &str) -> Option<&Regex> {
        self.0.get_or_init(|| compile(pattern).ok()).as_ref()
    }
}

/// A pattern with its compiled form.
#[derive(Debug, Clone, Default)]
pub struct Pattern {
    /// As written.
    pub text: String,
    compiled: LazyRegex,
}

impl Pattern {
    /// A pattern that is compiled at first use.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            compiled: LazyRegex::default(),
        }
    }

    /// Whether it matches anywhere in `text`; `false` where it does not compile.
    pub fn matches(&self, text: &str) -> bool {
        let regex = self.compiled.get(&self.text);
        regex.is_some_and(|it| it.is_match(text))
    }
}

/// Compiles `pattern` within the size limit.
pub(crate) fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_pattern_matches_nothing() {
        assert!(LazyRegex::default().get("(").is_none());
    }

    #[test]
    fn a_pattern_that_explodes_is_refused() {
        assert!(compile(r"(?:\w{1000}){1000}").is_err());
    }
}
