//! Regular expressions: the language's dialect (RE2's, in its Go flavour) on Rust's engine.
//!
//! This is the only module that constructs a regular expression, because the two dialects differ
//! and a pattern that skipped the rewrite would silently mean something else.
//!
//! The engine is used on bytes: that alone lets an ASCII `\B` be expressed. Patterns stay Unicode
//! patterns, so a match begins and ends between characters; an empty match within one is dropped.

mod class;
mod escape;
mod literals;
mod rewrite;

use regex::bytes::{Regex, RegexBuilder};

pub(crate) use literals::{Clause, required_literals};

/// Bytes that a compiled pattern may take, and that its lazily built automaton may take in use.
const PROGRAM_BYTES: usize = 16 << 20;
const AUTOMATON_BYTES: usize = 2 << 20;

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

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct PatternError(pub(crate) String);

/// Says what is wrong with `pattern`, without compiling it.
pub(crate) fn check(pattern: &str) -> Result<(), PatternError> {
    parse(pattern).map(|_| ())
}

/// The parsed form of `pattern`, case-sensitive.
fn parse(pattern: &str) -> Result<regex_syntax::hir::Hir, PatternError> {
    let rewritten = rewrite::rewrite(pattern, rewrite::Groups::Capture)?;
    regex_syntax::ParserBuilder::new()
        .utf8(false)
        .build()
        .parse(&rewritten)
        .map_err(|error| PatternError(reason(&error)))
}

/// The engine's reason without its drawing of the rewritten pattern, which nobody wrote.
fn reason(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

/// How the alternatives of one call are to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Extent {
    /// Somewhere in the text.
    Search,
    /// All of the text.
    Whole,
}

/// Compiles the alternatives of a test into one regular expression. `None` when it is too large.
pub(crate) fn compile_test(patterns: &[Box<str>], fold: bool, extent: Extent) -> Option<Regex> {
    let mut alternatives = Vec::with_capacity(patterns.len());
    for pattern in patterns {
        let rewritten = rewrite::rewrite(pattern, rewrite::Groups::Plain).ok()?;
        alternatives.push(format!("(?:{rewritten})"));
    }
    let all = alternatives.join("|");
    build(
        &match extent {
            Extent::Search => all,
            Extent::Whole => format!(r"\A(?:{all})\z"),
        },
        fold,
    )
}

/// Compiles one pattern with its groups. `None` when it is too large.
pub(crate) fn compile_capturing(pattern: &str, fold: bool) -> Option<Regex> {
    build(
        &rewrite::rewrite(pattern, rewrite::Groups::Capture).ok()?,
        fold,
    )
}

fn build(pattern: &str, fold: bool) -> Option<Regex> {
    RegexBuilder::new(pattern)
        .case_insensitive(fold)
        .size_limit(PROGRAM_BYTES)
        .dfa_size_limit(AUTOMATON_BYTES)
        .build()
        .ok()
}

/// Every match of `regex` in `text` with its groups, and nothing after the first `most`.
pub(crate) fn extract(regex: &Regex, text: &str, most: usize) -> Vec<RegexMatch> {
    let names: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
    regex
        .captures_iter(text.as_bytes())
        .filter_map(|captures| {
            let full = captures.get(0)?;
            let full_match = text.get(full.range())?.to_owned();
            let group = |index: usize| {
                let range = captures.get(index + 1).map(|it| it.range());
                range.and_then(|it| text.get(it)).unwrap_or_default()
            };
            let groups = (0..names.len()).map(|it| group(it).to_owned()).collect();
            let by_name = names.iter().enumerate().filter_map(|(index, name)| {
                let name = (*name)?;
                Some((name.to_owned(), group(index).to_owned()))
            });
            Some(RegexMatch {
                full_match,
                groups,
                named_groups: by_name.collect(),
            })
        })
        .take(most)
        .collect()
}

/// The number of matches of `regex` in `text`.
pub(crate) fn count(regex: &Regex, text: &str) -> usize {
    regex
        .find_iter(text.as_bytes())
        .filter(|it| text.is_char_boundary(it.start()))
        .count()
}

#[cfg(test)]
mod tests;
