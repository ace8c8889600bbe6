//! Texts without which a pattern cannot match.
//!
//! Looking for a literal is many times cheaper than running a regular expression, and most texts
//! contain none of a pattern's literals.

use regex_syntax::hir::{Hir, HirKind};

use crate::fold::fold;

/// A set of literals with shorter members filters too little to be worth looking for.
const SHORTEST: usize = 2;

/// A larger set is not kept.
const MOST: usize = 64;

/// Literals of which every match of `pattern` contains at least one, in folded form: they are to be
/// looked for in the folded text. `None` when there are none worth looking for.
///
/// Folding keeps this sound for a case-insensitive pattern too: each character that such a pattern
/// matches folds to what some character of the case-sensitive pattern folds to.
pub(crate) fn required_literals(pattern: &str) -> Option<Vec<String>> {
    let hir = super::parse(pattern).ok()?;
    let literals = required(&hir)?;
    Some(
        literals
            .into_iter()
            .map(|it| fold(&it).into_owned())
            .collect(),
    )
}

/// The best set for `hir`. The depth of recursion is bounded by the pattern parser's own.
fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            worthwhile(vec![text.to_owned()])
        }
        HirKind::Capture(group) => required(&group.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Concat(parts) => parts
            .iter()
            .filter_map(required)
            .max_by_key(|it| quality(it)),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(required(branch)?);
            }
            all.sort();
            all.dedup();
            worthwhile(all)
        }
        _ => None,
    }
}

fn worthwhile(literals: Vec<String>) -> Option<Vec<String>> {
    let long = literals.iter().all(|it| it.len() >= SHORTEST);
    (long && literals.len() <= MOST).then_some(literals)
}

/// Longer literals hit less often, and few of them are cheaper than many.
fn quality(literals: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = literals.iter().map(String::len).min().unwrap_or_default();
    (shortest, std::cmp::Reverse(literals.len()))
}
