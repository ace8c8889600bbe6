//! All literals that tests of one kind of text look for, found in one pass over it.

use daachorse::DoubleArrayAhoCorasick;

use super::{set, words};

/// The literals of the groups of one family, and which of their clauses each of them fulfils.
///
/// Groups of which one often sees a text that another one saw are one family, so that the text is read once.
/// All others have an automaton of their own: a small one stays in the processor's first cache.
#[derive(Clone)]
pub(super) struct Automaton {
    search: DoubleArrayAhoCorasick<u32>,
    /// By literal: the groups and their clauses that it fulfils, sorted.
    postings: Vec<Box<[(u16, u16)]>>,
}

impl Automaton {
    /// Finds `literals`, which are not empty and differ. `None` where there are more than an automaton can hold.
    pub(super) fn new<'l>(
        literals: impl IntoIterator<Item = &'l String>,
        postings: Vec<Box<[(u16, u16)]>>,
    ) -> Option<Self> {
        let search = DoubleArrayAhoCorasick::new(literals).ok()?;
        Some(Self { search, postings })
    }

    /// Bytes taken by the automaton.
    pub(super) fn bytes(&self) -> usize {
        self.search.heap_bytes()
    }

    /// Appends to `found` the number of each literal that occurs in `folded`, once. `seen` is scratch
    /// space, clear before and after.
    pub(super) fn scan(&self, folded: &str, found: &mut Vec<u32>, seen: &mut Vec<u64>) {
        let needed = words(self.postings.len());
        if seen.len() < needed {
            seen.resize(needed, 0);
        }
        let start = found.len();
        for occurrence in self.search.find_overlapping_iter(folded) {
            let literal = occurrence.value();
            let (word, bit) = (&mut seen[literal as usize / 64], 1_u64 << (literal % 64));
            if *word & bit == 0 {
                *word |= bit;
                found.push(literal);
            }
        }
        for literal in &found[start..] {
            seen[*literal as usize / 64] = 0;
        }
    }

    /// Sets the bits of the clauses of `group` that the literals `found` fulfil.
    pub(super) fn mark(&self, group: u16, found: &[u32], bits: &mut [u64]) {
        for literal in found {
            let postings = &self.postings[*literal as usize];
            let first = postings.partition_point(|(it, _)| *it < group);
            let of_group = postings[first..].iter().take_while(|(it, _)| *it == group);
            of_group.for_each(|(_, clause)| set(bits, *clause));
        }
    }
}
