//! Regular expressions: the language's dialect (RE2's, in its Go flavour) on Rust's engine.
//!
//! This is the only module that constructs a regular expression, because the two dialects differ
//! in nine places and a pattern that skipped the rewrite would silently mean something else.

/// One match, as `regex.extract` returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegexMatch {
    /// What the whole pattern matched.
    pub full_match: String,
    /// What each capture group matched, empty where one took no part.
    pub groups: Vec<String>,
    /// What each named group matched.
    pub named_groups: Vec<(String, String)>,
}
