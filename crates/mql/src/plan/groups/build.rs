//! Which tests make a group, and what they look for.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::automaton::Automaton;
use super::family::Families;
use super::{Check, Group, Groups, TestRef, Unit};
use crate::fold::fold;
use crate::graph::{Constants, Graph, NodeId, Op, SetId, SetKind};
use crate::matcher::{Matcher, Part, glob_literal};

/// Fewer tests of a subject than this are quicker on their own.
const FEWEST: usize = 2;

pub(super) fn groups(graph: &Graph) -> Groups {
    let mut tests: BTreeMap<NodeId, Vec<(NodeId, SetId)>> = BTreeMap::new();
    for (id, node) in graph.nodes() {
        if let Some((subject, set)) = constant_test(graph, &node.op) {
            tests.entry(subject).or_default().push((id, set));
        }
    }
    let mut families = Families::default();
    let mut all = Groups {
        automata: Vec::new(),
        by_number: Vec::new(),
        tests: Vec::new(),
        by_node: vec![0; graph.len()],
    };
    for (subject, nodes) in tests {
        let sets: std::collections::BTreeSet<SetId> = nodes.iter().map(|(_, set)| *set).collect();
        let Ok(group) = u16::try_from(all.by_number.len()) else {
            break;
        };
        if sets.len() < FEWEST {
            continue;
        }
        let mut builder = GroupBuilder::default();
        let mut by_set: HashMap<SetId, u32> = HashMap::new();
        for set in sets {
            // A group that is full leaves the other tests to themselves.
            if let Some(units) = builder.add(set, graph.constants(set)) {
                all.tests.push(TestRef { group, units });
                by_set.insert(set, all.tests.len() as u32);
            }
        }
        for (node, set) in nodes {
            all.by_node[node.index()] = by_set.get(&set).copied().unwrap_or(0);
        }
        let closed = graph.node(subject).loops == 0;
        let literals = std::mem::take(&mut builder.by_literal);
        families.add(graph, subject, group, literals);
        all.by_number.push(builder.build(subject, closed));
    }
    for (members, literals) in families.into_iter() {
        let automaton = automaton(literals).filter(|_| all.automata.len() < usize::from(u16::MAX));
        let number = all.automata.len() as u16;
        for member in members {
            let group = &mut all.by_number[usize::from(member)];
            match automaton {
                Some(_) => group.automaton = Some(number),
                // Without an automaton nothing is known of what needs one: those tests are tried.
                None => group.forget_literals(),
            }
        }
        all.automata.extend(automaton);
    }
    all
}

fn automaton(literals: BTreeMap<String, Vec<(u16, u16)>>) -> Option<Automaton> {
    let texts: Vec<String> = literals.keys().cloned().collect();
    Automaton::new(&texts, literals.into_values().map(distinct).collect())
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

/// What fulfils a clause.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Wanted {
    /// Any of these literals, somewhere in the folded text.
    Literals(Vec<String>),
    /// Any of these, as the whole folded text.
    Texts(Vec<String>),
}

#[derive(Default)]
struct GroupBuilder {
    units: Vec<Unit>,
    parts: HashMap<*const Part, u16>,
    clauses: HashMap<Wanted, u16>,
    by_literal: BTreeMap<String, Vec<u16>>,
    by_text: HashMap<Box<str>, Vec<u16>>,
}

impl GroupBuilder {
    /// Adds a test and returns its units. `None` when the group is full.
    fn add(&mut self, set: SetId, constants: &Constants) -> Option<Box<[u16]>> {
        let all = || constants.texts().iter().map(folded);
        let tried = Check::Constants(set);
        let (wanted, check) = match constants.kind() {
            SetKind::Members { fold } => (Wanted::Texts(all().collect()), exact_if(fold, tried)),
            SetKind::Contains { fold } => {
                (Wanted::Literals(all().collect()), exact_if(fold, tried))
            }
            SetKind::StartsWith { .. } | SetKind::EndsWith { .. } => {
                (Wanted::Literals(all().collect()), tried)
            }
            SetKind::Like { fold } => {
                let pieces: Vec<_> = constants
                    .texts()
                    .iter()
                    .map(|it| glob_literal(it))
                    .collect();
                let whole = pieces.iter().all(|it| it.is_whole);
                let literals: Option<Vec<String>> =
                    pieces.iter().map(|it| it.text.map(folded)).collect();
                let literals = Wanted::Literals(literals.unwrap_or_default());
                (literals, exact_if(fold && whole, tried))
            }
            _ => return self.add_patterns(constants),
        };
        let clauses = self.clause(wanted)?;
        // Without a clause nothing is known beforehand.
        let check = if clauses.is_empty() {
            Check::Constants(set)
        } else {
            check
        };
        Some([self.unit(Unit { clauses, check })?].into())
    }

    fn add_patterns(&mut self, constants: &Constants) -> Option<Box<[u16]>> {
        let Matcher::Patterns(patterns) = constants.matcher() else {
            return None;
        };
        let mut units = Vec::new();
        for part in patterns.parts() {
            let known = self.parts.get(&Arc::as_ptr(part)).copied();
            let unit = match known {
                Some(unit) => unit,
                None => self.pattern(part)?,
            };
            units.push(unit);
        }
        Some(units.into())
    }

    fn pattern(&mut self, part: &Arc<Part>) -> Option<u16> {
        let mut clauses = Vec::new();
        for clause in part.clauses() {
            clauses.extend(self.clause(Wanted::Literals(clause.clone()))?);
        }
        let check = Check::Pattern(Arc::clone(part));
        let unit = self.unit(Unit {
            clauses: clauses.into(),
            check,
        })?;
        self.parts.insert(Arc::as_ptr(part), unit);
        Some(unit)
    }

    fn unit(&mut self, unit: Unit) -> Option<u16> {
        let number = u16::try_from(self.units.len()).ok()?;
        self.units.push(unit);
        Some(number)
    }

    /// The bit of a clause; none where everything fulfils it. `None` when the group is full.
    fn clause(&mut self, wanted: Wanted) -> Option<Box<[u16]>> {
        if let Some(known) = self.clauses.get(&wanted) {
            return Some([*known].into());
        }
        let number = u16::try_from(self.clauses.len()).ok()?;
        match &wanted {
            Wanted::Literals(literals) => {
                if literals.is_empty() || literals.iter().any(String::is_empty) {
                    return Some(Box::default());
                }
                for literal in literals {
                    self.by_literal
                        .entry(literal.clone())
                        .or_default()
                        .push(number);
                }
            }
            Wanted::Texts(texts) => {
                for text in texts {
                    self.by_text
                        .entry(text.as_str().into())
                        .or_default()
                        .push(number);
                }
            }
        }
        self.clauses.insert(wanted, number);
        Some([number].into())
    }

    fn build(self, subject: NodeId, closed: bool) -> Group {
        let mut lengths = vec![None; self.clauses.len()];
        for (wanted, clause) in &self.clauses {
            if let Wanted::Literals(literals) = wanted {
                lengths[usize::from(*clause)] = literals.iter().map(String::len).min();
            }
        }
        let by_text = self.by_text.into_iter();
        Group {
            subject,
            closed,
            units: self.units,
            automaton: None,
            clauses: lengths,
            by_text: by_text
                .map(|(text, clauses)| (text, distinct(clauses)))
                .collect(),
        }
    }
}

impl Group {
    fn forget_literals(&mut self) {
        for unit in &mut self.units {
            let looked_for = |it: &u16| self.clauses[usize::from(*it)].is_some();
            if unit.clauses.iter().any(looked_for) {
                unit.clauses = Box::default();
            }
        }
    }
}

fn distinct<T: Ord>(mut all: Vec<T>) -> Box<[T]> {
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// A bit that says that the test holds, if it says so.
fn exact_if(exact: bool, otherwise: Check) -> Check {
    if exact { Check::Holds } else { otherwise }
}

fn folded(text: impl AsRef<str>) -> String {
    fold(text.as_ref()).into_owned()
}
