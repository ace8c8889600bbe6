//! What must occur in a message for a rule to have a chance.
//!
//! Most rules need some literals and some exact texts: a host among the links, a phrase in the body. Of each
//! rule all such conditions are known, and each condition is met by any of some events. The events of a
//! message come out of the groups, one pass for each text, and a rule of which a condition is not met is
//! never looked at. Conditions that several rules have are one, and a source of events is asked only when a rule
//! still open waits for it. So the work grows with what is found and hardly with the number of rules.
//!
//! Here only "can be true" counts. False and null are the same to a rule, which makes this
//! stronger than what [`guards`](super::guards) may use.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::Groups;
use crate::graph::{Graph, NodeId, Op};

/// Where events come from: a group, of a subject that has one value a message or is asked of the
/// elements of an array; without a group, the array itself and whether it has elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Source {
    pub(crate) array: Option<NodeId>,
    pub(crate) group: Option<u16>,
}

/// The conditions that the events of one source meet.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) source: Source,
    /// By clause of the group; for an array alone, one entry.
    by_clause: Vec<Box<[u32]>>,
    /// All conditions that any event meets.
    pub(crate) all: Box<[u32]>,
}

/// All rules and what they wait for.
#[derive(Debug, Clone)]
pub(crate) struct Triggers {
    pub(crate) waiting: Vec<Waiting>,
    /// By condition: the places in `waiting` from which its events come.
    sources: Vec<Box<[u32]>>,
    /// By rule: its conditions, those first that are cheap to find out.
    rules: Vec<Box<[u32]>>,
}

/// A condition: any of these events meets it.
#[derive(Debug, Clone)]
struct Trigger {
    events: Vec<(Source, u16)>,
    /// How seldom it is expected to be met.
    score: u32,
}

/// An exact text is rarer than any literal.
const EXACT: u32 = 1_000;

/// That an array has elements says little.
const NOT_EMPTY: u32 = 1;

/// More events than this are not worth waiting for.
const MOST_EVENTS: usize = 2_000;

/// No more conditions than this are kept of a rule.
const MOST_CONDITIONS: usize = 16;

impl Waiting {
    /// Calls `meet` with the conditions that a clause set in `bits` meets.
    pub(crate) fn mark(&self, bits: &[u64], meet: &mut impl FnMut(&[u32])) {
        for (word, all) in self.by_clause.chunks(64).zip(bits) {
            let mut left = *all;
            while left != 0 {
                let bit = left.trailing_zeros() as usize;
                left &= left - 1;
                if let Some(conditions) = word.get(bit) {
                    meet(conditions);
                }
            }
        }
    }
}

impl Triggers {
    pub(super) fn new(graph: &Graph, groups: &Groups, roots: &[NodeId]) -> Self {
        let finder = Finder { graph, groups };
        let mut numbers: HashMap<Vec<(Source, u16)>, u32> = HashMap::new();
        let mut conditions: Vec<Vec<(Source, u16)>> = Vec::new();
        let mut rules = Vec::with_capacity(roots.len());
        for root in roots {
            let mut all = finder.conditions(*root, None);
            all.sort_by_key(|it| (finder.price(it), Reverse(it.score)));
            all.truncate(MOST_CONDITIONS);
            let mut of_rule: Vec<u32> = Vec::with_capacity(all.len());
            for Trigger { mut events, .. } in all {
                events.sort_unstable();
                events.dedup();
                let number = *numbers.entry(events).or_insert_with_key(|events| {
                    conditions.push(events.clone());
                    conditions.len() as u32 - 1
                });
                if !of_rule.contains(&number) {
                    of_rule.push(number);
                }
            }
            rules.push(of_rule.into());
        }
        let mut by_source: BTreeMap<Source, BTreeMap<u16, Vec<u32>>> = BTreeMap::new();
        for (number, events) in (0..).zip(&conditions) {
            for (source, clause) in events {
                let met = by_source.entry(*source).or_default();
                met.entry(*clause).or_default().push(number);
            }
        }
        let places: HashMap<Source, u32> = by_source.keys().copied().zip(0..).collect();
        let sources = conditions.iter().map(|events| {
            let mut of_condition: Vec<u32> = events.iter().map(|(it, _)| places[it]).collect();
            of_condition.dedup();
            of_condition.into()
        });
        Self {
            sources: sources.collect(),
            waiting: by_source
                .into_iter()
                .map(|(source, met)| collect(source, met))
                .collect(),
            rules,
        }
    }

    /// The number of conditions.
    pub(crate) fn conditions(&self) -> usize {
        self.sources.len()
    }

    /// The conditions of a rule; without all of them it has no chance.
    pub(crate) fn of_rule(&self, rule: usize) -> &[u32] {
        self.rules.get(rule).map_or(&[], |it| it)
    }

    /// The places in `waiting` from which the events of a condition come.
    pub(crate) fn sources(&self, condition: u32) -> &[u32] {
        self.sources.get(condition as usize).map_or(&[], |it| it)
    }
}

fn collect(source: Source, met: BTreeMap<u16, Vec<u32>>) -> Waiting {
    let clauses = met.keys().last().map_or(0, |it| usize::from(*it) + 1);
    let mut by_clause = vec![Box::default(); clauses];
    let mut all: Vec<u32> = Vec::new();
    for (clause, conditions) in met {
        all.extend(&conditions);
        by_clause[usize::from(clause)] = conditions.into();
    }
    all.sort_unstable();
    all.dedup();
    Waiting {
        source,
        by_clause,
        all: all.into(),
    }
}

struct Finder<'p> {
    graph: &'p Graph,
    groups: &'p Groups,
}

impl Finder<'_> {
    /// Conditions without each of which the truth value `id` cannot be true; `array` is the array of the
    /// innermost loop around, if it has one value a message. Recursion follows the program's own nesting.
    fn conditions(&self, id: NodeId, array: Option<NodeId>) -> Vec<Trigger> {
        let node = self.graph.node(id);
        let one = |it: Option<Trigger>| it.into_iter().collect();
        match &node.op {
            Op::Bool(false) | Op::Null => vec![Trigger {
                events: Vec::new(),
                score: u32::MAX,
            }],
            Op::And(operands) => {
                let of_operands = operands.iter().map(|it| self.conditions(*it, array));
                of_operands.flatten().collect()
            }
            Op::Or(operands)
            | Op::Coalesce {
                operands,
                truth: true,
            } => one(self.any_of(operands, array)),
            Op::Of { threshold, clauses } => self.several_of(*threshold, clauses, array),
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
            } if others.is_empty() => one(self.of_test(id, *subject, array)),
            _ => Vec::new(),
        }
    }

    /// The most selective condition of `id`.
    fn best(&self, id: NodeId, array: Option<NodeId>) -> Option<Trigger> {
        let all = self.conditions(id, array);
        all.into_iter().max_by_key(|it| it.score)
    }

    /// What it costs to find out whether a condition is met, roughly.
    fn price(&self, trigger: &Trigger) -> u32 {
        let of_source = |source: &Source| match (source.array, source.group) {
            (_, None) => 1,
            (None, Some(group)) if self.groups.group(group).automaton.is_none() => 2,
            (None, Some(_)) => 8,
            (Some(_), Some(_)) => 16,
        };
        let sources: HashSet<&Source> = trigger.events.iter().map(|(it, _)| it).collect();
        sources.into_iter().map(of_source).sum()
    }

    fn any_of(&self, operands: &[NodeId], array: Option<NodeId>) -> Option<Trigger> {
        let mut all = Trigger {
            events: Vec::new(),
            score: u32::MAX,
        };
        for operand in operands {
            let trigger = self.best(*operand, array)?;
            all.events.extend(trigger.events);
            all.score = all.score.min(trigger.score);
        }
        (all.events.len() <= MOST_EVENTS).then_some(all)
    }

    /// Of so many clauses of which `threshold` must hold, any that are left when all but one of these are taken away
    /// hold at least one that does.
    fn several_of(
        &self,
        threshold: u32,
        clauses: &[NodeId],
        array: Option<NodeId>,
    ) -> Vec<Trigger> {
        let threshold = threshold as usize;
        if threshold == 0 {
            return Vec::new();
        }
        if threshold == clauses.len() {
            let of_clauses = clauses.iter().map(|it| self.conditions(*it, array));
            return of_clauses.flatten().collect();
        }
        let mut rarest: Vec<(u32, NodeId)> = clauses
            .iter()
            .filter_map(|it| Some((self.best(*it, array)?.score, *it)))
            .collect();
        rarest.sort_by_key(|(score, _)| Reverse(*score));
        let needed = (clauses.len() + 1).saturating_sub(threshold);
        if rarest.len() < needed {
            return Vec::new();
        }
        let operands: Vec<NodeId> = rarest.into_iter().take(needed).map(|it| it.1).collect();
        self.any_of(&operands, array).into_iter().collect()
    }

    fn of_loop(&self, array: NodeId, body: NodeId) -> Vec<Trigger> {
        if self.graph.node(array).loops > 0 || self.calls_host(array) {
            return Vec::new();
        }
        let mut all = self.conditions(body, Some(array));
        // A body that is never true says nothing of whether the array is there.
        all.retain(|it| !it.events.is_empty());
        if all.is_empty() {
            let source = Source {
                array: Some(array),
                group: None,
            };
            all.push(Trigger {
                events: vec![(source, 0)],
                score: NOT_EMPTY,
            });
        }
        all
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
