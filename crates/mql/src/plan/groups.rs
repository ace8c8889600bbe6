//! Constant tests of one text, answered together.
//!
//! All literals that its tests look for are found in a single pass over the folded text: the needles of
//! `contains`, the longest piece of each glob, the literals without which a regular expression cannot
//! match. Whole texts
//! (`in`, `==`) are looked up in a table of the subject's group. What comes out is one bit a
//! [clause](Unit::clauses): a test of which a clause is unset fails. Where all are set it holds, or is
//! to be tried.

mod automaton;
mod build;
mod family;

use std::collections::HashMap;
use std::sync::Arc;

use automaton::Automaton;

use crate::graph::{Graph, NodeId, SetId};
use crate::hash::BuildFastHasher;
use crate::matcher::Part;

/// Where a node's constant test is answered: any of the units will do.
#[derive(Debug, Clone)]
pub(crate) struct TestRef {
    pub(crate) group: u16,
    pub(crate) units: Box<[u16]>,
}

/// A test, or one of the patterns of a test.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Bits that must be set for the unit to hold.
    pub(crate) clauses: Box<[u16]>,
    pub(crate) check: Check,
}

/// How to find out whether a unit holds whose bits are set.
#[derive(Debug, Clone)]
pub(crate) enum Check {
    /// It does.
    Holds,
    /// Try the constants.
    Constants(SetId),
    /// Run the regular expression.
    Pattern(Arc<Part>),
}

/// The tests of one subject.
#[derive(Clone)]
pub(crate) struct Group {
    /// The subject: a node that is a text.
    pub(crate) subject: NodeId,
    /// Whether the subject has one value a message.
    pub(crate) closed: bool,
    pub(crate) units: Vec<Unit>,
    /// By clause: the length of its shortest literal; `None` for whole texts.
    clauses: Vec<Option<usize>>,
    /// The automaton that finds the group's literals; `None` where no clause is about literals.
    pub(crate) automaton: Option<u16>,
    /// By whole folded text: the clauses that it fulfils.
    by_text: HashMap<Box<str>, Box<[u16]>, BuildFastHasher>,
}

/// All groups, and which nodes they answer.
#[derive(Clone)]
pub(crate) struct Groups {
    automata: Vec<Automaton>,
    by_number: Vec<Group>,
    tests: Vec<TestRef>,
    /// By node: the number of its test plus one.
    by_node: Vec<u32>,
}

impl Groups {
    pub(super) fn new(graph: &Graph) -> Self {
        build::groups(graph)
    }

    /// The number of the test that answers the constants of the node `id`.
    pub(super) fn test_number(&self, id: NodeId) -> Option<usize> {
        (self.by_node[id.index()] as usize).checked_sub(1)
    }

    /// The test with that number.
    pub(crate) fn test(&self, number: usize) -> Option<&TestRef> {
        self.tests.get(number)
    }

    pub(crate) fn group(&self, number: u16) -> &Group {
        &self.by_number[usize::from(number)]
    }

    pub(crate) fn count(&self) -> usize {
        self.by_number.len()
    }

    /// Bytes taken by the automata.
    pub(crate) fn automata_bytes(&self) -> usize {
        self.automata.iter().map(Automaton::bytes).sum()
    }

    /// Appends to `found` the number of each literal of `automaton` that occurs in `folded`, once. `seen` is scratch
    /// space.
    pub(crate) fn scan(
        &self,
        automaton: u16,
        folded: &str,
        found: &mut Vec<u32>,
        seen: &mut Vec<u64>,
    ) {
        if let Some(automaton) = self.automata.get(usize::from(automaton)) {
            automaton.scan(folded, found, seen);
        }
    }

    /// Sets the bits of the clauses of the group `number` that are fulfilled by the text that `folded`
    /// is the folded form of and in which the literals `found` of the group's automaton occur. `bits` has room
    /// for them and is clear.
    pub(crate) fn answer(&self, number: u16, folded: &str, found: &[u32], bits: &mut [u64]) {
        let group = self.group(number);
        if let Some(clauses) = group.by_text.get(folded) {
            clauses.iter().for_each(|it| set(bits, *it));
        }
        let automaton = group.automaton.map(usize::from);
        if let Some(automaton) = automaton.and_then(|it| self.automata.get(it)) {
            automaton.mark(number, found, bits);
        }
    }
}

impl std::fmt::Debug for Groups {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Groups")
            .field("automata", &self.automata.len())
            .field("groups", &self.by_number)
            .finish_non_exhaustive()
    }
}

/// 64-bit words that so many bits take.
pub(crate) fn words(bits: usize) -> usize {
    bits.div_ceil(64)
}

pub(crate) fn is_set(bits: &[u64], bit: u16) -> bool {
    let word = bits.get(usize::from(bit) / 64);
    word.is_some_and(|it| it >> (bit % 64) & 1 == 1)
}

pub(crate) fn set(bits: &mut [u64], bit: u16) {
    if let Some(word) = bits.get_mut(usize::from(bit) / 64) {
        *word |= 1 << (bit % 64);
    }
}

impl Group {
    /// Words that the clauses take.
    pub(crate) fn clause_words(&self) -> usize {
        words(self.clauses.len())
    }

    /// Words that one bit a unit takes.
    pub(crate) fn unit_words(&self) -> usize {
        words(self.units.len())
    }

    /// The length of the shortest literal of a clause; `None` if it is about whole texts.
    pub(super) fn shortest_literal(&self, clause: u16) -> Option<usize> {
        self.clauses.get(usize::from(clause)).copied().flatten()
    }
}

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Group")
            .field("subject", &self.subject)
            .field("units", &self.units.len())
            .field("clauses", &self.clauses.len())
            .finish_non_exhaustive()
    }
}
