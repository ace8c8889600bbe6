//! A trie of words: all phrases share it, and one walk from each word of a text finds them.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::pattern::Element;
use crate::words::{Shape, ShortHasher, UNKNOWN, Vocabulary, Word};

/// Steps a walk may take from one word of the text. Gaps branch, and this bounds the branches.
const MAX_STEPS: usize = 512;
/// Unfinished branches kept at a time.
const MAX_BRANCHES: usize = 64;

/// Phrases by their words.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    /// The nodes after a phrase's first word, by the word's number.
    first: Vec<Vec<u32>>,
    edges: HashMap<u64, u32, BuildHasherDefault<ShortHasher>>,
    nodes: Vec<Node>,
    /// Classes by their words.
    classes: HashMap<Vec<Box<str>>, u32>,
    /// Which word is in which class.
    members: HashSet<u64, BuildHasherDefault<ShortHasher>>,
}

#[derive(Debug, Default)]
struct Node {
    /// What ends here.
    outputs: Vec<u32>,
    /// Whether word edges leave it.
    has_words: bool,
    number: Option<u32>,
    brand: Option<u32>,
    gaps: Vec<(u8, u32)>,
    classes: Vec<(u32, u32)>,
}

/// A match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// The output of the phrase.
    pub(crate) output: u32,
    /// One past the last word.
    pub(crate) end: u32,
    /// The brand that `@brand` stood for.
    pub(crate) brand: Option<u32>,
}

/// Where brands stand in the text: for the number of a word, the brands that begin with it and the
/// number of the word after each.
pub(crate) trait BrandsAt {
    /// The brands that begin with word `at`.
    fn at(&self, at: usize) -> &[(u32, u32)];
}

/// No brands at all.
pub(crate) struct NoBrands;

impl BrandsAt for NoBrands {
    fn at(&self, _at: usize) -> &[(u32, u32)] {
        &[]
    }
}

const ROOT: u32 = 0;

impl Trie {
    /// Adds `phrase`, which yields `output`.
    pub(crate) fn insert(&mut self, phrase: &[Element], output: u32, vocabulary: &mut Vocabulary) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut node = ROOT;
        for element in phrase {
            node = match element {
                Element::Word(word) => {
                    let word = vocabulary.intern(word);
                    self.word_edge(node, word)
                }
                Element::Class(words) => self.class_edge(node, words, vocabulary),
                Element::Number => self.edge(node, |it| it.number, |it, to| it.number = Some(to)),
                Element::Brand => self.edge(node, |it| it.brand, |it, to| it.brand = Some(to)),
                Element::Gap(most) => self.edge(
                    node,
                    |it| it.gaps.iter().find(|gap| gap.0 == *most).map(|gap| gap.1),
                    |it, to| it.gaps.push((*most, to)),
                ),
            };
        }
        if let Some(node) = self.nodes.get_mut(node as usize)
            && !node.outputs.contains(&output)
        {
            node.outputs.push(output);
        }
    }

    fn word_edge(&mut self, node: u32, word: u32) -> u32 {
        let next = self.nodes.len() as u32;
        let to = *self.edges.entry(key(node, word)).or_insert(next);
        if to == next {
            self.nodes.push(Node::default());
        }
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.has_words = true;
        }
        if node == ROOT {
            self.begins(word, to);
        }
        to
    }

    /// Notes that a phrase may begin with `word` and go on at `node`.
    fn begins(&mut self, word: u32, node: u32) {
        let at = word as usize;
        if self.first.len() <= at {
            self.first.resize(at + 1, Vec::new());
        }
        if let Some(nodes) = self.first.get_mut(at)
            && !nodes.contains(&node)
        {
            nodes.push(node);
        }
    }

    fn class_edge(&mut self, node: u32, words: &[Box<str>], vocabulary: &mut Vocabulary) -> u32 {
        let class = if let Some(&class) = self.classes.get(words) {
            class
        } else {
            let class = self.classes.len() as u32;
            self.classes.insert(words.to_vec(), class);
            for word in words {
                self.members.insert(key(class, vocabulary.intern(word)));
            }
            class
        };
        let to = self.edge(
            node,
            |it| it.classes.iter().find(|it| it.0 == class).map(|it| it.1),
            |it, to| it.classes.push((class, to)),
        );
        if node == ROOT {
            for word in words {
                self.begins(vocabulary.intern(word), to);
            }
        }
        to
    }

    fn edge(
        &mut self,
        node: u32,
        get: impl Fn(&Node) -> Option<u32>,
        set: impl Fn(&mut Node, u32),
    ) -> u32 {
        if let Some(to) = self.nodes.get(node as usize).and_then(&get) {
            return to;
        }
        let to = self.nodes.len() as u32;
        if let Some(from) = self.nodes.get_mut(node as usize) {
            set(from, to);
        }
        self.nodes.push(Node::default());
        to
    }

    /// Calls `found` for each phrase that begins with word `at`.
    pub(crate) fn walk(
        &self,
        words: &[Word],
        at: usize,
        brands: &impl BrandsAt,
        mut found: impl FnMut(Found),
    ) {
        let Some(root) = self.nodes.first() else {
            return;
        };
        let Some(word) = words.get(at) else { return };
        let mut branches = Branches::new();
        for &node in self.first.get(word.id as usize).into_iter().flatten() {
            branches.push(node, at + 1, None);
        }
        if let Some(node) = root.number.filter(|_| word.shape == Shape::Digits) {
            branches.push(node, at + 1, None);
        }
        if let Some(node) = root.brand {
            for &(brand, end) in brands.at(at) {
                branches.push(node, end as usize, Some(brand));
            }
        }
        let mut steps = 0;
        while let Some((node, at, brand)) = branches.pop() {
            steps += 1;
            let Some(node_data) = self.nodes.get(node as usize).filter(|_| steps <= MAX_STEPS)
            else {
                return;
            };
            for &output in &node_data.outputs {
                found(Found {
                    output,
                    end: at as u32,
                    brand,
                });
            }
            self.step(node, node_data, words, at, brand, brands, &mut branches);
        }
    }

    /// Follows all edges from `node` at word `at`.
    #[allow(clippy::too_many_arguments)] // the state of one branch, and what it reads
    fn step(
        &self,
        node: u32,
        node_data: &Node,
        words: &[Word],
        at: usize,
        brand: Option<u32>,
        brands: &impl BrandsAt,
        branches: &mut Branches,
    ) {
        let Some(word) = words.get(at).filter(|it| !it.after_break) else {
            return;
        };
        if node_data.has_words
            && word.id != UNKNOWN
            && let Some(&to) = self.edges.get(&key(node, word.id))
        {
            branches.push(to, at + 1, brand);
        }
        if word.id != UNKNOWN {
            for &(class, to) in &node_data.classes {
                if self.members.contains(&key(class, word.id)) {
                    branches.push(to, at + 1, brand);
                }
            }
        }
        if let Some(to) = node_data.number.filter(|_| word.shape == Shape::Digits) {
            branches.push(to, at + 1, brand);
        }
        if let Some(to) = node_data.brand {
            for &(named, end) in brands.at(at) {
                branches.push(to, end as usize, brand.or(Some(named)));
            }
        }
        for &(most, to) in &node_data.gaps {
            for skipped in 0..=usize::from(most) {
                match words.get(at + skipped) {
                    Some(next) if !next.after_break => branches.push(to, at + skipped, brand),
                    _ => break,
                }
            }
        }
    }
}

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// The unfinished branches of a walk, on the stack.
struct Branches {
    items: [(u32, u32, u32); MAX_BRANCHES],
    length: usize,
}

const NO_BRAND: u32 = u32::MAX;

impl Branches {
    fn new() -> Self {
        Self {
            items: [(0, 0, 0); MAX_BRANCHES],
            length: 0,
        }
    }

    /// Keeps a branch, unless there are too many already.
    fn push(&mut self, node: u32, at: usize, brand: Option<u32>) {
        if let Some(slot) = self.items.get_mut(self.length) {
            *slot = (node, at as u32, brand.unwrap_or(NO_BRAND));
            self.length += 1;
        }
    }

    fn pop(&mut self) -> Option<(u32, usize, Option<u32>)> {
        self.length = self.length.checked_sub(1)?;
        let &(node, at, brand) = self.items.get(self.length)?;
        Some((node, at as usize, (brand != NO_BRAND).then_some(brand)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::pattern::{Groups, expand};
    use crate::words::split;

    struct OneBrand(Vec<(u32, u32)>, usize);

    impl BrandsAt for OneBrand {
        fn at(&self, at: usize) -> &[(u32, u32)] {
            if at == self.1 { &self.0 } else { &[] }
        }
    }

    fn matches(patterns: &[&str], text: &str, brands: &impl BrandsAt) -> Vec<(u32, String)> {
        let mut vocabulary = Vocabulary::default();
        let mut trie = Trie::default();
        for (output, pattern) in patterns.iter().enumerate() {
            for phrase in expand(pattern, &Groups::new()).unwrap() {
                trie.insert(&phrase, output as u32, &mut vocabulary);
            }
        }
        let words = split(text, &vocabulary);
        let mut all = Vec::new();
        for at in 0..words.len() {
            trie.walk(&words, at, brands, |found| {
                let (first, last) = (words[at], words[found.end as usize - 1]);
                let span = first.start as usize..last.end as usize;
                all.push((found.output, text[span].to_owned()));
            });
        }
        all.sort();
        all.dedup();
        all
    }

    #[track_caller]
    fn check(patterns: &[&str], text: &str, expected: &[(u32, &str)]) {
        let found = matches(patterns, text, &NoBrands);
        let found: Vec<_> = found.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn phrases_match_whole_words_across_punctuation() {
        check(&["call us"], "please call, us now", &[(0, "call, us")]);
        check(&["call us"], "please recall us", &[]);
        check(&["call us"], "please call. us", &[]);
    }

    #[test]
    fn any_word_of_a_class_matches() {
        let patterns = ["(call|dial|ring) (us|me|him) now", "call us"];
        check(&patterns, "dial me now", &[(0, "dial me now")]);
        check(&patterns, "call us now", &[(0, "call us now"), (1, "call us")]);
        check(&patterns, "dial her now", &[]);
    }

    #[test]
    fn gaps_skip_a_bounded_number_of_words() {
        check(&["did not {0,2} order"], "did not order", &[(0, "did not order")]);
        check(
            &["did not {0,2} order"],
            "did not place this order",
            &[(0, "did not place this order")],
        );
        check(&["did not {0,2} order"], "did not a b c order", &[]);
    }

    #[test]
    fn numbers_match_digits_only() {
        check(&["within # hours"], "within 24 hours", &[(0, "within 24 hours")]);
        check(&["within # hours"], "within a hours", &[]);
    }

    #[test]
    fn brands_match_where_they_stand() {
        let brands = OneBrand(vec![(7, 3)], 1);
        let found = matches(&["your @brand order"], "your best buy order", &brands);
        assert_eq!(found, [(0, "your best buy order".to_owned())]);
    }

    #[test]
    fn a_walk_is_bounded_on_hostile_text() {
        let text = "a ".repeat(20_000);
        let found = matches(&["a {0,6} a {0,6} a {0,6} a {0,6} b"], &text, &NoBrands);
        assert!(found.is_empty());
    }
}
