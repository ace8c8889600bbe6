//! Texts without which a pattern cannot match.
//!
//! Looking for a literal is many times cheaper than running a regular expression, and most texts
//! lack some literal that a pattern needs. What a pattern needs is told as clauses: of each clause at
//! least one literal must occur.
//!
//! Literals are in folded form, to be looked for in the folded text. That is sound for a
//! case-insensitive pattern too: each character that such a pattern matches folds to what some
//! character of the case-sensitive pattern folds to.

use std::cmp::Reverse;

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use crate::fold::{fold, fold_char};

/// A clause with a shorter literal filters too little to be worth looking for.
const SHORTEST: usize = 3;

/// A clause with more literals is not kept.
const MOST: usize = 64;

/// Runs of alternatives are multiplied out up to this many texts.
const MOST_TEXTS: usize = 48;

/// A class with more characters is not multiplied out.
const MOST_CHARACTERS: usize = 4;

/// No more clauses than this are kept of a pattern.
const MOST_CLAUSES: usize = 3;

/// Literals of which at least one occurs in every match, sorted.
pub(crate) type Clause = Vec<String>;

/// The most selective clauses of `pattern`; none if nothing is known.
pub(crate) fn required_literals(pattern: &str) -> Vec<Clause> {
    let Ok(hir) = super::parse(pattern) else {
        return Vec::new();
    };
    let mut clauses = analyse(&hir).into_clauses();
    clauses.sort_by_key(|it| Reverse(quality(it)));
    clauses.dedup();
    clauses.truncate(MOST_CLAUSES);
    clauses
}

/// What is known of a part of a pattern.
#[derive(Default)]
struct Known {
    /// Every text that the part can match, if these are few.
    texts: Option<Vec<String>>,
    clauses: Vec<Clause>,
}

impl Known {
    fn texts(texts: Vec<String>) -> Self {
        Self {
            texts: Some(texts),
            clauses: Vec::new(),
        }
    }

    /// The clauses, those of the texts included.
    fn into_clauses(self) -> Vec<Clause> {
        let mut clauses = self.clauses;
        clauses.extend(self.texts.and_then(clause));
        clauses
    }
}

/// Recursion is bounded by the pattern parser's own limit on nesting.
fn analyse(hir: &Hir) -> Known {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Known::texts(vec![String::new()]),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Known::texts(vec![fold(text).into_owned()]),
            Err(_) => Known::default(),
        },
        HirKind::Class(class) => Known {
            texts: characters(class),
            clauses: Vec::new(),
        },
        HirKind::Capture(group) => analyse(&group.sub),
        HirKind::Repetition(repetition) => repeated(repetition),
        HirKind::Concat(parts) => concatenated(parts),
        HirKind::Alternation(branches) => alternated(branches),
    }
}

fn characters(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else {
        return None;
    };
    // A class of letters in both cases folds to half as many.
    let mut all: Vec<char> = Vec::new();
    for character in class.iter().flat_map(|it| it.start()..=it.end()) {
        let folded = fold_char(character);
        if !all.contains(&folded) {
            all.push(folded);
        }
        if all.len() > MOST {
            return None;
        }
    }
    // Characters of several bytes are selective even alone.
    let few = all.len() <= MOST_CHARACTERS || all.iter().all(|it| it.len_utf8() >= SHORTEST);
    few.then(|| all.iter().map(char::to_string).collect())
}

fn repeated(repetition: &Repetition) -> Known {
    let once = analyse(&repetition.sub);
    match (repetition.min, repetition.max) {
        (0, Some(0)) => Known::texts(vec![String::new()]),
        (1, Some(1)) => once,
        (0, Some(1)) => Known {
            texts: once.texts.map(|mut it| {
                it.push(String::new());
                it
            }),
            clauses: Vec::new(),
        },
        (0, _) => Known::default(),
        (1, Some(2)) => {
            let twice = once.texts.as_ref().and_then(|it| product(it, it));
            match (once.texts, twice) {
                (Some(once), Some(twice)) if once.len() + twice.len() <= MOST_TEXTS => {
                    Known::texts(once.into_iter().chain(twice).collect())
                }
                (texts, _) => at_least_once(texts, once.clauses),
            }
        }
        (2, Some(2)) => match once.texts.as_ref().and_then(|it| product(it, it)) {
            Some(twice) => Known::texts(twice),
            None => at_least_once(once.texts, once.clauses),
        },
        _ => at_least_once(once.texts, once.clauses),
    }
}

fn at_least_once(texts: Option<Vec<String>>, clauses: Vec<Clause>) -> Known {
    Known {
        texts: None,
        clauses: Known { texts, clauses }.into_clauses(),
    }
}

/// Neighbours whose texts are known are joined; what is between has clauses of its own.
fn concatenated(parts: &[Hir]) -> Known {
    let mut clauses = Vec::new();
    let mut run: Vec<String> = vec![String::new()];
    let mut is_whole = true;
    for part in parts {
        let known = analyse(part);
        let joined = known.texts.as_ref().and_then(|it| product(&run, it));
        if let Some(joined) = joined {
            run = joined;
            continue;
        }
        is_whole = false;
        clauses.extend(clause(std::mem::take(&mut run)));
        clauses.extend(known.clauses);
        run = known.texts.unwrap_or_else(|| vec![String::new()]);
    }
    if is_whole {
        return Known::texts(run);
    }
    clauses.extend(clause(run));
    Known {
        texts: None,
        clauses,
    }
}

fn alternated(branches: &[Hir]) -> Known {
    let mut texts = Some(Vec::new());
    let mut together: Option<Clause> = Some(Vec::new());
    for branch in branches {
        let known = analyse(branch);
        texts = match (texts, &known.texts) {
            (Some(mut all), Some(of_branch)) if all.len() + of_branch.len() <= MOST_TEXTS => {
                all.extend(of_branch.iter().cloned());
                Some(all)
            }
            _ => None,
        };
        let best = known.into_clauses().into_iter().max_by_key(quality);
        together = match (together, best) {
            (Some(mut all), Some(best)) => {
                all.extend(best);
                Some(all)
            }
            _ => None,
        };
    }
    Known {
        clauses: match texts {
            Some(_) => Vec::new(),
            None => together.and_then(clause).into_iter().collect(),
        },
        texts,
    }
}

/// Every text of `left` followed by every one of `right`, if these are not too many.
fn product(left: &[String], right: &[String]) -> Option<Vec<String>> {
    let few = left.len().saturating_mul(right.len()) <= MOST_TEXTS;
    few.then(|| {
        let pairs = left
            .iter()
            .flat_map(|a| right.iter().map(move |b| format!("{a}{b}")));
        pairs.collect()
    })
}

/// `texts` as a clause, if it is worth looking for.
fn clause(mut texts: Vec<String>) -> Option<Clause> {
    texts.sort();
    texts.dedup();
    let long = texts.iter().all(|it| it.len() >= SHORTEST);
    (long && !texts.is_empty() && texts.len() <= MOST).then_some(texts)
}

/// Longer literals occur less often, and few of them are cheaper than many.
fn quality(clause: &Clause) -> (usize, Reverse<usize>) {
    let shortest = clause.iter().map(String::len).min().unwrap_or_default();
    (shortest, Reverse(clause.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &[&[&str]]) {
        assert_eq!(required_literals(pattern), expected, "{pattern}");
    }

    #[test]
    fn clauses_are_what_every_match_contains() {
        check("(?:Pay|Bill)ment", &[&["billment", "payment"]]);
        check(r"(order|invoice) \d+", &[&["invoice ", "order "]]);
        check(
            r"(schedule|set up).{0,20}(call|meeting)",
            &[&["schedule", "set up"], &["call", "meeting"]],
        );
        check(
            r"v[o0][il1]ce",
            &[&["v01ce", "v0ice", "v0lce", "vo1ce", "voice", "volce"]],
        );
        check(r"\benrol{1,2}ment\b", &[&["enrollment", "enrolment"]]);
        check(r"(?:ÉTÉ)+x", &[&["été"]]);
        check(
            "[\u{200b}-\u{200d}]",
            &[&["\u{200b}", "\u{200c}", "\u{200d}"]],
        );
        check(r"colou?r", &[&["color", "colour"]]);
    }

    #[test]
    fn nothing_is_claimed_where_nothing_is_needed() {
        for pattern in [
            r"\d+x?",
            "(abc)?d",
            r"(?:abc|\d)",
            "",
            "(abc)*",
            "a|bc",
            "[a-z]{8}",
        ] {
            check(pattern, &[]);
        }
    }
}
