//! What must occur in a message for a rule to have a chance.
//!
//! Most rules need some literal or some exact text: a host among the links, a phrase in the body.
//! Each rule waits for the most selective such event that it implies. The events of a message come
//! out of the groups, one pass for each text, and rules that wait in vain are never looked at. So the
//! work grows with what is found and hardly with the number of rules.
//!
//! Here only "can be true" counts. False and null are the same to a rule, which makes this
//! stronger than what [`guards`](super::guards) may use.

use std::collections::{BTreeMap, HashSet};

use super::Groups;
use crate::graph::{Graph, NodeId, Op};

/// Where events come from: a group, of a subject that has one value a message or is asked of the
/// elements of an array; without a group, the array itself and whether it has elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    pub(crate) array: Option<NodeId>,
    pub(crate) group: Option<u16>,
}

/// The rules that wait for the events of one source.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) source: Source,
    /// By clause of the group; for an array alone, one entry.
    pub(crate) by_clause: Vec<Box<[u32]>>,
    /// All rules that wait here.
    pub(crate) rules: Box<[u32]>,
}

/// All rules and what they wait for.
#[derive(Debug, Clone)]
pub(crate) struct Triggers {
    pub(crate) waiting: Vec<Waiting>,
    /// Rules that always have a chance.
    pub(crate) always: Box<[u32]>,
}

/// Any of these events gives a rule a chance.
#[derive(Debug, Clone)]
struct Trigger {
    events: Vec<(Source, u16)>,
    /// How seldom it is expected to happen.
    score: u32,
}

/// An exact text is rarer than any literal.
const EXACT: u32 = 1_000;

/// That an array has elements says little.
const NOT_EMPTY: u32 = 1;

/// More events than this are not worth waiting for.
const MOST_EVENTS: usize = 2_000;

impl Waiting {
    /// Calls `mark` with the rules that wait for a clause set in `bits`.
    pub(crate) fn mark(&self, bits: &[u64], mark: &mut impl FnMut(&[u32])) {
        for (word, all) in self.by_clause.chunks(64).zip(bits) {
            let mut left = *all;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                if let Some(rules) = word.get(bit) {
                    mark(rules);
                }
            }
        }
    }
}

impl Triggers {
    pub(super) fn new(graph: &Graph, groups: &Groups, roots: &[NodeId]) -> Self {
        let mut waiting: BTreeMap<Source, BTreeMap<u16, Vec<u32>>> = BTreeMap::new();
        let mut always = Vec::new();
        let finder = Finder { graph, groups };
        for (rule, root) in (0_u32..).zip(roots) {
            match finder.trigger(*root, None) {
                Some(trigger) => {
                    for (source, clause) in trigger.events {
                        let rules = waiting.entry(source).or_default();
                        rules.entry(clause).or_default().push(rule);
                    }
                }
                None => always.push(rule),
            }
        }
        let waiting = waiting
            .into_iter()
            .map(|(source, rules)| collect(source, rules));
        Self {
            waiting: waiting.collect(),
            always: always.into(),
        }
    }
}

fn collect(source: Source, rules: BTreeMap<u16, Vec<u32>>) -> Waiting {
    let clauses = rules.keys().last().map_or(0, |it| usize::from(*it) + 1);
    let mut by_clause = vec![Box::default(); clauses];
    let mut all: Vec<u32> = Vec::new();
    for (clause, mut rules) in rules {
        rules.dedup();
        all.extend(&rules);
        by_clause[usize::from(clause)] = rules.into();
    }
    all.sort_unstable();
    all.dedup();
    Waiting {
        source,
        by_clause,
        rules: all.into(),
    }
}

struct Finder<'p> {
    graph: &'p Graph,
    groups: &'p Groups,
}

impl Finder<'_> {
    /// The most selective event without which the truth value `id` cannot be true; `array` is the
    /// array of the innermost loop around, if it has one value a message. `None` if there is no such
    /// event. Recursion follows the program's own nesting.
    fn trigger(&self, id: NodeId, array: Option<NodeId>) -> Option<Trigger> {
        let node = self.graph.node(id);
        match &node.op {
            Op::Bool(false) | Op::Null => Some(Trigger {
                events: Vec::new(),
                score: u32::MAX,
            }),
            Op::And(operands) => operands
                .iter()
                .filter_map(|it| self.trigger(*it, array))
                .max_by_key(|it| it.score),
            Op::Or(operands)
            | Op::Of {
                clauses: operands,
                threshold: 1..,
            }
            | Op::Coalesce {
                operands,
                truth: true,
            } => self.any_of(operands, array),
            // What is asked inside a loop over something missing is anybody's guess, so a loop's
            // events come from its own array, which is known to be there or not.
            Op::Any { array: inner, body } if array.is_none() => self.of_loop(*inner, *body),
            Op::TextTest {
                subject,
                alternatives: others,
                ..
            }
            | Op::InValues {
                needle: subject,
                values: others,
                ..
            } if others.is_empty() => self.of_test(id, *subject, array),
            _ => None,
        }
    }

    fn any_of(&self, operands: &[NodeId], array: Option<NodeId>) -> Option<Trigger> {
        let mut all = Trigger {
            events: Vec::new(),
            score: u32::MAX,
        };
        for operand in operands {
            let trigger = self.trigger(*operand, array)?;
            all.events.extend(trigger.events);
            all.score = all.score.min(trigger.score);
        }
        (all.events.len() <= MOST_EVENTS).then_some(all)
    }

    fn of_loop(&self, array: NodeId, body: NodeId) -> Option<Trigger> {
        if self.graph.node(array).loops > 0 || self.calls_host(array) {
            return None;
        }
        let of_body = self.trigger(body, Some(array));
        let not_empty = || Trigger {
            events: vec![(
                Source {
                    array: Some(array),
                    group: None,
                },
                0,
            )],
            score: NOT_EMPTY,
        };
        // A body that is never true says nothing of whether the array is there.
        let of_body = of_body.filter(|it| !it.events.is_empty());
        Some(of_body.unwrap_or_else(not_empty))
    }

    /// Whether a function of the host must run for the value of `id`. That is too dear to find out
    /// whether a rule has a chance: it runs when the rule's cheap operands hold.
    fn calls_host(&self, id: NodeId) -> bool {
        let mut open = vec![id];
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            let op = &self.graph.node(id).op;
            if matches!(op, Op::Call { .. }) {
                return true;
            }
            op.each_operand(|it, _| {
                if seen.insert(it) {
                    open.push(it);
                }
            });
        }
        false
    }

    fn of_test(&self, id: NodeId, subject: NodeId, array: Option<NodeId>) -> Option<Trigger> {
        let test = self.groups.test(self.groups.test_number(id)?)?;
        let loops = usize::from(self.graph.node(subject).loops);
        if loops != usize::from(array.is_some()) || self.calls_host(subject) {
            return None;
        }
        let group = self.groups.group(test.group);
        let source = Source {
            array,
            group: Some(test.group),
        };
        let mut trigger = Trigger {
            events: Vec::new(),
            score: EXACT,
        };
        for unit in &test.units {
            let clauses = &group.units[usize::from(*unit)].clauses;
            let rarity = |it: &u16| group.shortest_literal(*it).map_or(EXACT, |it| it as u32);
            let best = clauses.iter().max_by_key(|it| rarity(it))?;
            trigger.events.push((source, *best));
            trigger.score = trigger.score.min(rarity(best));
        }
        Some(trigger)
    }
}
