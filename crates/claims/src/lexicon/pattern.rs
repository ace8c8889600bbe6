//! The notation in which phrases are written, and its expansion.
//!
//! `call (us|our team) [now]` stands for four phrases. `{0,3}` lets up to three words stand between
//! its neighbours, `#` is any number, `@brand` any spelling of a brand of the registry, `<name>` a
//! named group of alternatives. Everything else is words, folded as the texts are.

use std::collections::HashMap;

use crate::words::{self, Vocabulary};

/// Alternatives one phrase may expand to. More is a mistake in the data.
const MAX_EXPANSIONS: usize = 4_096;
/// Elements of one alternative.
const MAX_ELEMENTS: usize = 24;
/// Words that are worth a class.
const SMALLEST_CLASS: usize = 3;
/// Nesting of brackets and named groups.
const MAX_DEPTH: usize = 8;

/// One element of an expanded phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Element {
    /// A word.
    Word(Box<str>),
    /// Any of these words, in order of the alphabet.
    Class(Vec<Box<str>>),
    /// From none up to this many words of any kind.
    Gap(u8),
    /// A word of digits only.
    Number,
    /// A spelling of a brand.
    Brand,
}

/// Named groups of one language.
pub(crate) type Groups = HashMap<String, String>;

/// Expands `pattern` into the phrases it stands for.
pub(crate) fn expand(pattern: &str, groups: &Groups) -> Result<Vec<Vec<Element>>, String> {
    let mut reader = Reader {
        rest: pattern,
        groups,
    };
    let phrases = reader.alternatives(0)?;
    if !reader.rest.is_empty() {
        return Err(format!("unexpected {:?} in {pattern:?}", reader.rest));
    }
    let mut phrases: Vec<_> = phrases.into_iter().map(trimmed).collect();
    if phrases.iter().any(Vec::is_empty) {
        return Err(format!("{pattern:?} may stand for nothing"));
    }
    phrases.sort_by_key(Vec::len);
    phrases.dedup();
    Ok(phrases)
}

/// A phrase without gaps at its ends, which would match any word.
fn trimmed(mut phrase: Vec<Element>) -> Vec<Element> {
    while matches!(phrase.last(), Some(Element::Gap(_))) {
        phrase.pop();
    }
    let leading = phrase
        .iter()
        .take_while(|it| matches!(it, Element::Gap(_)))
        .count();
    phrase.drain(..leading);
    phrase
}

struct Reader<'p> {
    rest: &'p str,
    groups: &'p Groups,
}

type Phrases = Vec<Vec<Element>>;

impl Reader<'_> {
    /// `sequence | sequence | …`
    fn alternatives(&mut self, depth: usize) -> Result<Phrases, String> {
        if depth > MAX_DEPTH {
            return Err("brackets or groups are nested too deeply".to_owned());
        }
        let mut all = self.sequence(depth)?;
        while self.take('|') {
            all.extend(self.sequence(depth)?);
            bounded(all.len())?;
        }
        Ok(with_classes(all))
    }

    fn sequence(&mut self, depth: usize) -> Result<Phrases, String> {
        let mut phrases: Phrases = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            let Some(next) = self.rest.chars().next() else {
                return Ok(phrases);
            };
            let piece = match next {
                '|' | ')' | ']' => return Ok(phrases),
                '(' => self.bracketed(')', depth)?,
                '[' => {
                    let mut inner = self.bracketed(']', depth)?;
                    inner.push(Vec::new());
                    inner
                }
                '<' => self.group(depth)?,
                '{' => vec![vec![self.gap()?]],
                '#' => {
                    self.take('#');
                    vec![vec![Element::Number]]
                }
                '@' => {
                    let rest = self.rest.strip_prefix("@brand");
                    self.rest = rest.ok_or("only @brand may follow @")?;
                    vec![vec![Element::Brand]]
                }
                _ => vec![self.words()?],
            };
            phrases = product(&phrases, &piece)?;
        }
    }

    fn bracketed(&mut self, close: char, depth: usize) -> Result<Phrases, String> {
        self.rest = self.rest.get(1..).unwrap_or_default();
        let inner = self.alternatives(depth + 1)?;
        if self.take(close) {
            Ok(inner)
        } else {
            Err(format!("missing {close:?} before {:?}", self.rest))
        }
    }

    /// `<name>`
    fn group(&mut self, depth: usize) -> Result<Phrases, String> {
        let (name, rest) = self
            .rest
            .get(1..)
            .and_then(|it| it.split_once('>'))
            .ok_or("missing '>'")?;
        self.rest = rest;
        let text = self
            .groups
            .get(name)
            .ok_or_else(|| format!("no group is called {name:?} in this language"))?;
        let mut inner = Reader {
            rest: text,
            groups: self.groups,
        };
        let phrases = inner.alternatives(depth + 1)?;
        if inner.rest.is_empty() {
            Ok(phrases)
        } else {
            Err(format!("unexpected {:?} in group {name:?}", inner.rest))
        }
    }

    /// `{0,3}`
    fn gap(&mut self) -> Result<Element, String> {
        let (inside, rest) = self
            .rest
            .get(1..)
            .and_then(|it| it.split_once('}'))
            .ok_or("missing '}'")?;
        self.rest = rest;
        match inside.split_once(',') {
            Some(("0", most)) => match most.trim().parse() {
                Ok(most @ 1..=12) => Ok(Element::Gap(most)),
                _ => Err(format!("a gap holds up to twelve words, not {most:?}")),
            },
            _ => Err(format!("a gap is written {{0,3}}, not {{{inside}}}")),
        }
    }

    fn words(&mut self) -> Result<Vec<Element>, String> {
        let end = self
            .rest
            .find(['|', '(', ')', '[', ']', '<', '{', '#', '@'])
            .unwrap_or(self.rest.len());
        let (words, rest) = self.rest.split_at(end);
        if words.is_empty() {
            return Err(format!("unexpected {:?}", self.rest));
        }
        self.rest = rest;
        Ok(folded_words(words).map(Element::Word).collect())
    }

    fn take(&mut self, wanted: char) -> bool {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

/// The words of `text`, folded as texts are.
pub(crate) fn folded_words(text: &str) -> impl Iterator<Item = Box<str>> {
    // Nearly all of the lexicon is plain letters already, and folding them would take most of the time
    // that loading it takes.
    let plain = |it: u8| it.is_ascii_lowercase() || it == b' ';
    let words: Vec<Box<str>> = if text.bytes().all(plain) {
        text.split_ascii_whitespace().map(Box::from).collect()
    } else {
        let folded = text::fold(text);
        words::split(folded.text(), &Vocabulary::default())
            .iter()
            .map(|it| it.of(folded.text()).into())
            .collect()
    };
    words.into_iter()
}

/// Alternatives with those that are single words made one element: they need one way through the
/// trie, not one each.
fn with_classes(alternatives: Phrases) -> Phrases {
    let is_word = |it: &Vec<Element>| matches!(it.as_slice(), [Element::Word(_)]);
    if alternatives.iter().filter(|it| is_word(it)).count() < SMALLEST_CLASS {
        return alternatives;
    }
    let (words, mut rest): (Phrases, Phrases) = alternatives.into_iter().partition(is_word);
    let mut class: Vec<Box<str>> = words
        .into_iter()
        .flatten()
        .filter_map(|it| match it {
            Element::Word(word) => Some(word),
            _ => None,
        })
        .collect();
    class.sort();
    class.dedup();
    rest.push(vec![Element::Class(class)]);
    rest
}

fn product(left: &Phrases, right: &Phrases) -> Result<Phrases, String> {
    bounded(left.len().saturating_mul(right.len()))?;
    let mut all = Vec::with_capacity(left.len() * right.len());
    for head in left {
        for tail in right {
            let mut phrase = head.clone();
            phrase.extend_from_slice(tail);
            if phrase.len() > MAX_ELEMENTS {
                return Err(format!("a phrase has more than {MAX_ELEMENTS} words"));
            }
            all.push(phrase);
        }
    }
    Ok(all)
}

fn bounded(count: usize) -> Result<(), String> {
    if count > MAX_EXPANSIONS {
        Err(format!("stands for more than {MAX_EXPANSIONS} phrases"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(phrase: &[Element]) -> String {
        let words: Vec<String> = phrase
            .iter()
            .map(|it| match it {
                Element::Word(word) => word.to_string(),
                Element::Class(words) => words.join("/"),
                Element::Gap(most) => format!("{{0,{most}}}"),
                Element::Number => "#".to_owned(),
                Element::Brand => "@brand".to_owned(),
            })
            .collect();
        words.join(" ")
    }

    #[track_caller]
    fn check(pattern: &str, expected: &[&str]) {
        let groups = Groups::from([("who".to_owned(), "us|our (team|agents)".to_owned())]);
        let mut found: Vec<String> = expand(pattern, &groups)
            .unwrap()
            .iter()
            .map(|it| show(it))
            .collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_error(pattern: &str, expected: &str) {
        let error = expand(pattern, &Groups::new()).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn alternatives_and_optional_words_multiply() {
        check(
            "call (us|me) [now]",
            &["call me", "call me now", "call us", "call us now"],
        );
    }

    #[test]
    fn many_single_words_become_a_class() {
        check(
            "call (us|me|him|our team)",
            &["call him/me/us", "call our team"],
        );
    }

    #[test]
    fn groups_are_put_in() {
        check(
            "call <who>",
            &["call our agents", "call our team", "call us"],
        );
    }

    #[test]
    fn gaps_numbers_and_brands_are_elements() {
        check("within # hours", &["within # hours"]);
        check("your @brand {0,2} order", &["your @brand {0,2} order"]);
    }

    #[test]
    fn gaps_at_the_ends_are_dropped() {
        check("{0,2} call [us] {0,3}", &["call", "call us"]);
    }

    #[test]
    fn words_are_folded_and_split_like_texts() {
        check("Don't WAIT", &["don t wait"]);
    }

    #[test]
    fn mistakes_are_named() {
        check_error("call (us", "missing ')'");
        check_error("call us)", "unexpected");
        check_error("[call]", "may stand for nothing");
        check_error("<nobody>", "no group");
        check_error("a {0,19} b", "up to twelve");
        check_error(&"(a b|c d|e f|g h|i j)".repeat(6), "more than");
        check_error(&"(".repeat(20), "nested");
    }
}
