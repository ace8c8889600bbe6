//! A trie of words: all phrases share it, and one walk from each word of a text finds them.

mod walk;

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use super::pattern::Element;
use crate::words::{Shape, ShortHasher, UNKNOWN, Vocabulary, Word};
pub(crate) use walk::{Branches, BrandsAt, Found, NoBrands};

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

const ROOT: u32 = 0;
/// Beginnings that are not worth parting.
const FEW_BEGINNINGS: usize = 3;

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
            if first.nodes.len() <= FEW_BEGINNINGS {
                first.always.clone_from(&first.nodes);
                continue;
            }
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

fn key(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
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
