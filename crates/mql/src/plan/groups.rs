//! Constant tests of one text, answered together.
//!
//! All literals that the tests of one subject look for are found in a single pass over the folded
//! text: the needles of `contains`, the longest piece of each glob, the literals without which a
//! regular expression cannot match. Whole texts (`in`, `==`) are looked up in a table. What comes out
//! is one bit a test: unset means the test fails, set means it holds or is to be verified.

use std::collections::{BTreeMap, HashMap};

use daachorse::DoubleArrayAhoCorasick;

use crate::fold::fold;
use crate::graph::{Constants, Graph, NodeId, Op, SetId, SetKind};
use crate::matcher::glob_literal;
use crate::regex_dialect::required_literals;

/// Fewer tests than this are quicker on their own.
const FEWEST: usize = 2;

/// Where a node's constant test is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TestRef {
    pub(crate) group: u16,
    pub(crate) test: u16,
    /// A set bit means that the test holds, not only that it may.
    pub(crate) exact: bool,
}

/// The tests of one subject.
#[derive(Clone)]
pub(crate) struct Group {
    /// The subject: a node that is a text.
    pub(crate) subject: NodeId,
    /// Whether the subject has one value a message.
    pub(crate) closed: bool,
    /// 64-bit words that one bit a test takes.
    pub(crate) words: usize,
    literals: Option<DoubleArrayAhoCorasick<u32>>,
    /// By literal: the tests that look for it.
    by_literal: Vec<Box<[u16]>>,
    /// By whole folded text: the tests that hold or may hold for it.
    by_text: HashMap<Box<str>, Box<[u16]>>,
    /// The tests that nothing is known of beforehand.
    always: Box<[u16]>,
}

/// All groups, and which nodes they answer.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    groups: Vec<Group>,
    by_node: Vec<Option<TestRef>>,
}

impl Groups {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut tests: BTreeMap<NodeId, Vec<(NodeId, SetId)>> = BTreeMap::new();
        for (id, node) in graph.nodes() {
            if let Some((subject, set)) = constant_test(graph, &node.op) {
                tests.entry(subject).or_default().push((id, set));
            }
        }
        let mut groups = Vec::new();
        let mut by_node = vec![None; graph.len()];
        for (subject, nodes) in tests {
            let mut sets: Vec<SetId> = nodes.iter().map(|(_, set)| *set).collect();
            sets.sort_unstable();
            sets.dedup();
            let (Ok(group), true) = (u16::try_from(groups.len()), sets.len() >= FEWEST) else {
                continue;
            };
            sets.truncate(usize::from(u16::MAX));
            let mut builder = GroupBuilder::default();
            let exact: Vec<bool> = (0..)
                .zip(&sets)
                .map(|(test, set)| builder.add(test, graph.constants(*set)))
                .collect();
            for (node, set) in nodes {
                if let Ok(test) = sets.binary_search(&set) {
                    let exact = exact[test];
                    let test = test as u16;
                    by_node[node.index()] = Some(TestRef { group, test, exact });
                }
            }
            let closed = graph.node(subject).loops == 0;
            groups.push(builder.build(subject, closed, sets.len()));
        }
        Self { groups, by_node }
    }

    /// Where the constants of the node `id` are answered.
    pub(crate) fn test(&self, id: NodeId) -> Option<TestRef> {
        self.by_node[id.index()]
    }

    pub(crate) fn group(&self, number: u16) -> &Group {
        &self.groups[usize::from(number)]
    }

    pub(crate) fn count(&self) -> usize {
        self.groups.len()
    }

    /// Bytes taken by the automata.
    pub(crate) fn automaton_bytes(&self) -> usize {
        let automata = self.groups.iter().filter_map(|it| it.literals.as_ref());
        automata.map(DoubleArrayAhoCorasick::heap_bytes).sum()
    }
}

/// The subject and the constants of a test that a group can answer.
fn constant_test(graph: &Graph, op: &Op) -> Option<(NodeId, SetId)> {
    let (subject, set) = match op {
        Op::TextTest {
            subject, constants, ..
        } => (*subject, *constants),
        Op::InValues {
            needle, constants, ..
        } => (*needle, *constants),
        _ => return None,
    };
    let constants = graph.constants(set);
    let suits = !matches!(
        constants.kind(),
        SetKind::Networks | SetKind::Capture { .. }
    );
    let is_constant = matches!(graph.node(subject).op, Op::Text(_));
    (suits && !is_constant && !constants.texts().is_empty()).then_some((subject, set))
}

#[derive(Default)]
struct GroupBuilder {
    by_literal: BTreeMap<String, Vec<u16>>,
    by_text: HashMap<Box<str>, Vec<u16>>,
    always: Vec<u16>,
}

impl GroupBuilder {
    /// Adds a test; `true` if its bit is exact.
    fn add(&mut self, test: u16, constants: &Constants) -> bool {
        match constants.kind() {
            SetKind::Members { fold } => {
                for text in constants.texts() {
                    let text = crate::fold::fold(text).into();
                    self.by_text.entry(text).or_default().push(test);
                }
                fold
            }
            SetKind::Contains { fold } => {
                let literals = constants.texts().iter().map(|it| Some(folded(it)));
                self.look_for(test, literals) && fold
            }
            SetKind::StartsWith { .. } | SetKind::EndsWith { .. } => {
                let literals = constants.texts().iter().map(|it| Some(folded(it)));
                self.look_for(test, literals);
                false
            }
            SetKind::Like { fold } => {
                let pieces: Vec<_> = constants
                    .texts()
                    .iter()
                    .map(|it| glob_literal(it))
                    .collect();
                let whole = pieces.iter().all(|it| it.is_whole);
                let literals = pieces.iter().map(|it| it.text.map(folded));
                self.look_for(test, literals) && whole && fold
            }
            _ => {
                let mut literals = Vec::new();
                for pattern in constants.texts() {
                    match required_literals(pattern) {
                        Some(of_pattern) => literals.extend(of_pattern.into_iter().map(Some)),
                        None => literals.push(None),
                    }
                }
                self.look_for(test, literals.into_iter());
                false
            }
        }
    }

    /// Looks for `literals`, of which any will do; `false` if one of them is none or empty, so that
    /// nothing is known of the test beforehand.
    fn look_for(&mut self, test: u16, literals: impl Iterator<Item = Option<String>>) -> bool {
        let literals: Option<Vec<String>> = literals.collect();
        match literals {
            Some(literals) if literals.iter().all(|it| !it.is_empty()) => {
                for literal in literals {
                    self.by_literal.entry(literal).or_default().push(test);
                }
                true
            }
            _ => {
                self.always.push(test);
                false
            }
        }
    }

    fn build(mut self, subject: NodeId, closed: bool, tests: usize) -> Group {
        let automaton = DoubleArrayAhoCorasick::new(self.by_literal.keys());
        let literals = automaton.ok().filter(|_| !self.by_literal.is_empty());
        if literals.is_none() {
            // No automaton, no answers: every test is then run.
            let tests = self.by_literal.values().flatten();
            self.always.extend(tests);
        }
        self.always.sort_unstable();
        self.always.dedup();
        let distinct = |mut tests: Vec<u16>| -> Box<[u16]> {
            tests.sort_unstable();
            tests.dedup();
            tests.into()
        };
        Group {
            subject,
            closed,
            words: tests.div_ceil(64),
            literals,
            by_literal: self.by_literal.into_values().map(distinct).collect(),
            by_text: self
                .by_text
                .into_iter()
                .map(|(text, tests)| (text, distinct(tests)))
                .collect(),
            always: self.always.into(),
        }
    }
}

fn folded(text: impl AsRef<str>) -> String {
    fold(text.as_ref()).into_owned()
}

impl Group {
    /// Sets the bits of the tests that hold or may hold for the text that `folded` is the folded form
    /// of. `bits` has room for every test and is clear; `seen` is scratch space.
    pub(crate) fn answer(&self, folded: &str, bits: &mut [u64], seen: &mut Vec<u64>) {
        let mut set = |test: u16| {
            if let Some(word) = bits.get_mut(usize::from(test) / 64) {
                *word |= 1 << (test % 64);
            }
        };
        self.always.iter().for_each(|it| set(*it));
        if let Some(tests) = self.by_text.get(folded) {
            tests.iter().for_each(|it| set(*it));
        }
        let Some(literals) = &self.literals else {
            return;
        };
        seen.clear();
        seen.resize(self.by_literal.len().div_ceil(64), 0);
        for found in literals.find_overlapping_iter(folded) {
            let literal = found.value() as usize;
            let (word, bit) = (&mut seen[literal / 64], 1_u64 << (literal % 64));
            if *word & bit == 0 {
                *word |= bit;
                self.by_literal[literal].iter().for_each(|it| set(*it));
            }
        }
    }
}

impl std::fmt::Debug for Group {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Group")
            .field("subject", &self.subject)
            .field("literals", &self.by_literal.len())
            .field("texts", &self.by_text.len())
            .field("always", &self.always.len())
            .finish_non_exhaustive()
    }
}
