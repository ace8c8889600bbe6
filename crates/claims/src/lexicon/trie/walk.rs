//! The walk through the trie of phrases, from one word of a text on.
//!
//! Gaps and classes make the trie branch, so a walk keeps its unfinished branches; how many there are and
//! how many steps they take is bounded, whatever the text.

use super::{Trie, bit, key};
use crate::words::{Shape, UNKNOWN, Word};

/// Steps a walk may take from one word of the text. Gaps branch, and this bounds the branches.
const MAX_STEPS: usize = 512;
/// Unfinished branches kept at a time.
const MAX_BRANCHES: usize = 64;

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

impl Trie {
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
