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
    first: Vec<Beginnings>,
    edges: HashMap<u64, u32, BuildHasherDefault<ShortHasher>>,
    nodes: Vec<Node>,
    /// Classes by their words.
    classes: HashMap<Vec<Box<str>>, u32>,
    /// By number of the word, its classes, a bit each; bits are shared.
    class_bits: Vec<u64>,
    /// Which word is in which class.
    members: HashSet<u64, BuildHasherDefault<ShortHasher>>,
}

#[derive(Debug, Default)]
struct Node {
    /// Which words may lead on from here, as a bit each by their number; bits are shared.
    words: u64,
    /// Which classes may, likewise.
    classes_mask: u64,
    number: Option<u32>,
    brand: Option<u32>,
    /// What ends here.
    outputs: Vec<u32>,
    gaps: Vec<(u8, u32)>,
    classes: Vec<(u32, u32)>,
}

impl Node {
    /// Whether an edge may lead on over `word`, whose classes are `classes`: a quick look that may err
    /// only by saying yes.
    fn may_go_on(&self, word: &Word, classes: u64, is_brand: impl Fn() -> bool) -> bool {
        self.words & bit(word.id) != 0
            || self.classes_mask & classes != 0
            || !self.gaps.is_empty()
            || self.number.is_some() && word.shape == Shape::Digits
            || self.brand.is_some() && is_brand()
    }
}

/// The nodes after one first word. Common words begin hundreds of phrases, nearly all of which go on
/// otherwise than the text does, so the nodes are parted by what may come second.
#[derive(Debug, Clone, Default)]
struct Beginnings {
    /// All nodes.
    nodes: Vec<u32>,
    /// Nodes to visit whatever comes second.
    always: Vec<u32>,
    /// Nodes by the bit of the second word: those of bit `b` are `by_second[starts[b]..starts[b + 1]]`.
    by_second: Vec<u32>,
    starts: Vec<u32>,
}

impl Beginnings {
    /// The nodes to visit if the word with this number comes second.
    fn before(&self, second: u32) -> &[u32] {
        let bucket = (second & 63) as usize;
        let (Some(&start), Some(&end)) = (self.starts.get(bucket), self.starts.get(bucket + 1))
        else {
            return &[];
        };
        self.by_second
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }
}

fn bit(number: u32) -> u64 {
    1 << (number & 63)
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
            node.words |= bit(word);
        }
        if node == ROOT {
            self.begins(word, to);
        }
        to
    }

    /// Makes the trie fast once all phrases are in.
    pub(crate) fn finish(&mut self) {
        let mut class_words = vec![0_u64; self.classes.len()];
        for member in &self.members {
            if let Some(bits) = class_words.get_mut((member >> 32) as usize) {
                *bits |= bit(*member as u32);
            }
        }
        let nodes = &self.nodes;
        let second = |node: u32| -> Option<u64> {
            let node = nodes.get(node as usize)?;
            let others = node.number.is_some() || node.brand.is_some() || !node.gaps.is_empty();
            let class_bits = |it: &(u32, u32)| class_words.get(it.0 as usize).copied();
            let classes = node.classes.iter().filter_map(class_bits);
            let words = classes.fold(node.words, |all, it| all | it);
            (!others && node.outputs.is_empty()).then_some(words)
        };
        for first in &mut self.first {
            let all = || first.nodes.iter().copied();
            first.always = all().filter(|it| second(*it).is_none()).collect();
            let bounded: Vec<(u32, u64)> = all().filter_map(|it| Some((it, second(it)?))).collect();
            first.starts = vec![0];
            first.by_second.clear();
            for bucket in 0..64 {
                let of_bucket = bounded.iter().filter(|it| it.1 & bit(bucket) != 0);
                first.by_second.extend(of_bucket.map(|it| it.0));
                first.starts.push(first.by_second.len() as u32);
            }
        }
    }

    /// Notes that a phrase may begin with `word` and go on at `node`.
    fn begins(&mut self, word: u32, node: u32) {
        let at = word as usize;
        if self.first.len() <= at {
            self.first.resize_with(at + 1, Beginnings::default);
        }
        if let Some(first) = self.first.get_mut(at)
            && !first.nodes.contains(&node)
        {
            first.nodes.push(node);
        }
    }

    fn class_edge(&mut self, node: u32, words: &[Box<str>], vocabulary: &mut Vocabulary) -> u32 {
        let class = if let Some(&class) = self.classes.get(words) {
            class
        } else {
            let class = self.classes.len() as u32;
            self.classes.insert(words.to_vec(), class);
            for word in words {
                self.add_member(class, vocabulary.intern(word));
            }
            class
        };
        if let Some(node) = self.nodes.get_mut(node as usize) {
            node.classes_mask |= bit(class);
        }
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

    fn add_member(&mut self, class: u32, word: u32) {
        self.members.insert(key(class, word));
        let at = word as usize;
        if self.class_bits.len() <= at {
            self.class_bits.resize(at + 1, 0);
        }
        if let Some(bits) = self.class_bits.get_mut(at) {
            *bits |= bit(class);
        }
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
        branches: &mut Branches,
        found: impl FnMut(Found),
    ) {
        let (Some(root), Some(word)) = (self.nodes.first(), words.get(at)) else {
            return;
        };
        let mut walk = Walk {
            trie: self,
            words,
            brands,
            found,
            branches,
        };
        if let Some(first) = self.first.get(word.id as usize) {
            for &node in &first.always {
                walk.enter(node, at + 1, None);
            }
            let next = words.get(at + 1);
            if let Some(next) = next.filter(|it| it.id != UNKNOWN && !it.after_break) {
                for &node in first.before(next.id) {
                    walk.enter(node, at + 1, None);
                }
            }
        }
        if let Some(node) = root.number.filter(|_| word.shape == Shape::Digits) {
            walk.enter(node, at + 1, None);
        }
        if let Some(node) = root.brand {
            for &(brand, end) in brands.at(at) {
                walk.enter(node, end as usize, Some(brand));
            }
        }
        walk.run();
    }

    /// Whether any phrase may begin with the word of this number.
    pub(crate) fn may_begin(&self, word: u32) -> bool {
        let first = self.first.get(word as usize);
        word != UNKNOWN && first.is_some_and(|it| !it.nodes.is_empty())
    }

    /// The classes that a word is in, a bit each; bits are shared.
    fn classes_of(&self, word: u32) -> u64 {
        self.class_bits
            .get(word as usize)
            .copied()
            .unwrap_or_default()
    }
}

/// One walk through the trie.
struct Walk<'w, B, F> {
    trie: &'w Trie,
    words: &'w [Word],
    brands: &'w B,
    found: F,
    branches: &'w mut Branches,
}

impl<B: BrandsAt, F: FnMut(Found)> Walk<'_, B, F> {
    /// Follows all branches to their ends.
    fn run(&mut self) {
        let mut steps = 0;
        while let Some((node, at, brand)) = self.branches.pop() {
            steps += 1;
            if steps > MAX_STEPS {
                self.branches.0.clear();
                return;
            }
            self.step(node, at, brand);
        }
    }

    /// Comes to `node` with word `at` next: reports what ends there, and goes on if there is a way.
    fn enter(&mut self, node: u32, at: usize, brand: Option<u32>) {
        let Some(data) = self.trie.nodes.get(node as usize) else {
            return;
        };
        for &output in &data.outputs {
            (self.found)(Found {
                output,
                end: at as u32,
                brand,
            });
        }
        if let Some(next) = self.words.get(at)
            && !next.after_break
            && data.may_go_on(next, self.trie.classes_of(next.id), || {
                !self.brands.at(at).is_empty()
            })
        {
            self.branches.push(node, at, brand);
        }
    }

    /// Follows all edges from `node` over word `at`.
    fn step(&mut self, node: u32, at: usize, brand: Option<u32>) {
        let trie = self.trie;
        let (Some(data), Some(word)) = (trie.nodes.get(node as usize), self.words.get(at)) else {
            return;
        };
        if data.words & bit(word.id) != 0
            && let Some(&to) = trie.edges.get(&key(node, word.id))
        {
            self.enter(to, at + 1, brand);
        }
        if data.classes_mask & trie.classes_of(word.id) != 0 {
            for &(class, to) in &data.classes {
                if trie.members.contains(&key(class, word.id)) {
                    self.enter(to, at + 1, brand);
                }
            }
        }
        if let Some(to) = data.number.filter(|_| word.shape == Shape::Digits) {
            self.enter(to, at + 1, brand);
        }
        if let Some(to) = data.brand {
            let brands = self.brands;
            for &(named, end) in brands.at(at) {
                self.enter(to, end as usize, brand.or(Some(named)));
            }
        }
        for &(most, to) in &data.gaps {
            self.skip(to, at, most, brand);
        }
    }

    /// Comes to `node` after none up to `most` words.
    fn skip(&mut self, node: u32, at: usize, most: u8, brand: Option<u32>) {
        for skipped in 0..=usize::from(most) {
            match self.words.get(at + skipped) {
                Some(next) if !next.after_break => self.enter(node, at + skipped, brand),
                _ => break,
            }
        }
    }
}

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}

/// The unfinished branches of a walk; kept between walks, so that none has to make room anew.
#[derive(Debug, Default)]
pub(crate) struct Branches(Vec<(u32, u32, Option<u32>)>);

impl Branches {
    /// Keeps a branch, unless there are too many already.
    fn push(&mut self, node: u32, at: usize, brand: Option<u32>) {
        if self.0.len() < MAX_BRANCHES {
            self.0.push((node, at as u32, brand));
        }
    }

    fn pop(&mut self) -> Option<(u32, usize, Option<u32>)> {
        let (node, at, brand) = self.0.pop()?;
        Some((node, at as usize, brand))
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
        trie.finish();
        let words = split(text, &vocabulary);
        let mut branches = Branches::default();
        let mut all = Vec::new();
        for at in 0..words.len() {
            trie.walk(&words, at, brands, &mut branches, |found| {
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
        check(
            &patterns,
            "call us now",
            &[(0, "call us now"), (1, "call us")],
        );
        check(&patterns, "dial her now", &[]);
    }

    #[test]
    fn gaps_skip_a_bounded_number_of_words() {
        check(
            &["did not {0,2} order"],
            "did not order",
            &[(0, "did not order")],
        );
        check(
            &["did not {0,2} order"],
            "did not place this order",
            &[(0, "did not place this order")],
        );
        check(&["did not {0,2} order"], "did not a b c order", &[]);
    }

    #[test]
    fn numbers_match_digits_only() {
        check(
            &["within # hours"],
            "within 24 hours",
            &[(0, "within 24 hours")],
        );
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
