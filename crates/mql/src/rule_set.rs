//! Many programs over each message.
//!
//! The programs of a [`RuleSet`] are held as one graph in which equal sub-expressions are one node.
//! A [`Run`] evaluates them over one message: each node with one value a message is computed at most
//! once, the constant tests of one text are answered in one pass over it, and loops whose body can
//! find nothing are not run. The answers are those of [`Program::evaluate`].

use std::sync::Arc;

use crate::env::Env;
use crate::evaluate::{Machine, Shared};
use crate::graph::{Graph, NodeId};
use crate::matcher::Matcher;
use crate::outcome::{Decision, Evaluated};
use crate::plan::{Plan, order::Intake};
use crate::program::Program;
use crate::schema::Schema;
use crate::types::Type;

/// How many times the steps of one program all programs of a set may take together.
const STEPS_OF_A_RUN: u64 = 4;

/// A program was compiled for another schema than the rule set's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the program was compiled for another schema")]
pub struct OtherSchema;

/// Programs that are evaluated together.
#[derive(Debug, Clone)]
pub struct RuleSet {
    schema: Arc<Schema>,
    graph: Graph,
    plan: Plan,
    programs: Vec<(NodeId, Type)>,
}

/// Collects the programs of a [`RuleSet`].
#[derive(Debug, Clone)]
pub struct RuleSetBuilder {
    schema: Arc<Schema>,
    intake: Intake,
    programs: Vec<(NodeId, Type)>,
}

impl RuleSetBuilder {
    /// Adds a program, a rule or an expression of any type, and returns its position.
    pub fn add(&mut self, program: &Program) -> Result<usize, OtherSchema> {
        if !Arc::ptr_eq(&self.schema, &program.schema) {
            return Err(OtherSchema);
        }
        let root = self.intake.take(&program.graph, program.root, &self.schema);
        self.programs.push((root, program.result.clone()));
        Ok(self.programs.len() - 1)
    }

    /// Plans the evaluation of everything that was added.
    pub fn build(self) -> RuleSet {
        let graph = self.intake.graph.finish();
        let roots: Vec<NodeId> = self.programs.iter().map(|(root, _)| *root).collect();
        RuleSet {
            plan: Plan::new(&graph, &roots),
            schema: self.schema,
            graph,
            programs: self.programs,
        }
    }
}

impl RuleSet {
    /// Starts a set of programs compiled for `schema`.
    pub fn builder(schema: &Arc<Schema>) -> RuleSetBuilder {
        RuleSetBuilder {
            schema: Arc::clone(schema),
            intake: Intake::default(),
            programs: Vec::new(),
        }
    }

    /// Starts a set that is to take the place of this one: regular expressions that this one has
    /// compiled are not compiled again.
    pub fn successor(&self) -> RuleSetBuilder {
        RuleSetBuilder {
            intake: Intake::sharing_patterns(&self.graph),
            ..Self::builder(&self.schema)
        }
    }

    /// A set of `programs`, in their order.
    pub fn new<'p>(
        schema: &Arc<Schema>,
        programs: impl IntoIterator<Item = &'p Program>,
    ) -> Result<Self, OtherSchema> {
        let mut builder = Self::builder(schema);
        for program in programs {
            builder.add(program)?;
        }
        Ok(builder.build())
    }

    /// The number of programs.
    pub fn len(&self) -> usize {
        self.programs.len()
    }

    /// Whether there is no program.
    pub fn is_empty(&self) -> bool {
        self.programs.is_empty()
    }

    /// The number of distinct sub-expressions of all programs.
    pub fn node_count(&self) -> usize {
        self.graph.len()
    }

    /// Bytes taken by the automata that look for literals.
    pub fn automaton_bytes(&self) -> usize {
        self.plan.groups.automata_bytes()
    }

    /// Compiles every regular expression now, rather than each when it is first needed, and returns
    /// those that are too large to be run. Such a pattern leaves its rule undecided.
    pub fn compile_patterns(&self) -> Vec<String> {
        let sets = self.graph.sets().map(|(_, it)| it.matcher());
        let parts = sets.flat_map(|it| match it {
            Matcher::Patterns(patterns) => patterns.parts(),
            _ => &[],
        });
        let too_large = parts.filter(|it| it.regex().is_err());
        too_large.map(ToString::to_string).collect()
    }

    /// Begins the evaluation over the message of `env`.
    ///
    /// Values may borrow from the set's constants, so the set must outlive `env`.
    pub fn run<'e, 'm>(&'m self, env: &'e Env<'m>) -> Run<'e, 'm> {
        Run {
            set: self,
            env,
            machine: Machine::together(&self.graph, &self.schema, env, Shared::new(&self.plan)),
            steps_left: env.steps().saturating_mul(STEPS_OF_A_RUN),
            chances: None,
        }
    }
}

/// The evaluation of a rule set over one message. Programs are evaluated when they are asked for;
/// what one of them computed, the next ones use.
pub struct Run<'e, 'm> {
    set: &'m RuleSet,
    env: &'e Env<'m>,
    machine: Machine<'e, 'm>,
    steps_left: u64,
    /// By program: whether it can be true at all; found out when the first rule is decided.
    chances: Option<Vec<bool>>,
}

impl<'e, 'm> Run<'e, 'm> {
    /// Evaluates the program at `position`. `None` when there is none.
    pub fn evaluate(&mut self, position: usize) -> Option<Evaluated<'m>> {
        let (root, ty) = self.set.programs.get(position)?;
        Some(self.within_budget(|machine| machine.program(*root, ty)))
    }

    /// Evaluates the program at `position` as a rule. `None` when there is none.
    ///
    /// This is cheaper than [`Run::evaluate`], as false and null need not be told apart.
    pub fn decide(&mut self, position: usize) -> Option<Decision> {
        if self.chances.is_none() {
            self.chances = Some(self.find_chances());
        }
        let chance = self.chances.as_ref()?.get(position)?;
        if !chance {
            return Some(Decision::NotMatched);
        }
        match self.set.programs.get(position)? {
            (root, Type::Bool) => Some(self.within_budget(|machine| machine.decision(*root))),
            _ => Some(self.evaluate(position)?.decision()),
        }
    }

    /// Evaluates every program as a rule.
    pub fn decide_all(&mut self) -> Vec<Decision> {
        let positions = 0..self.set.len();
        positions.map_while(|it| self.decide(it)).collect()
    }

    fn find_chances(&mut self) -> Vec<bool> {
        let rules = self.set.len();
        let chances = self.within_budget(|machine| machine.chances(rules));
        chances.unwrap_or_else(|| vec![true; rules])
    }

    fn within_budget<T>(&mut self, work: impl FnOnce(&mut Machine<'e, 'm>) -> T) -> T {
        let allowance = self.env.steps().min(self.steps_left);
        self.env.refill(allowance);
        let result = work(&mut self.machine);
        self.steps_left -= allowance - self.env.steps_left();
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matcher::Part;

    /// The compiled parts of every pattern of `set`.
    fn parts(set: &RuleSet) -> Vec<Arc<Part>> {
        let sets = set.graph.sets().map(|(_, it)| it.matcher());
        let patterns = sets.filter_map(|it| match it {
            Matcher::Patterns(patterns) => Some(patterns.parts().to_vec()),
            _ => None,
        });
        patterns.flatten().collect()
    }

    #[test]
    fn a_successor_keeps_the_patterns_it_still_has() {
        let json = serde_json::json!({ "roots": { "subject": "str" } });
        let schema = Arc::new(Schema::from_json(&json).unwrap());
        let program = |pattern: &str| {
            let source = format!("regex.contains(subject, '{pattern}')");
            Program::compile_rule(&source, &schema).unwrap()
        };
        let (kept, gone, new) = (program("kept+"), program("gone+"), program("new+"));
        let old = RuleSet::new(&schema, [&kept, &gone]).unwrap();
        assert!(old.compile_patterns().is_empty());
        let mut builder = old.successor();
        builder.add(&kept).unwrap();
        builder.add(&new).unwrap();
        let set = builder.build();
        let (before, after) = (parts(&old), parts(&set));
        assert_eq!((before.len(), after.len()), (2, 2));
        let shared = |it: &&Arc<Part>| before.iter().any(|old| Arc::ptr_eq(old, it));
        assert_eq!(after.iter().filter(shared).count(), 1);
    }

    fn set(sources: &[&str]) -> RuleSet {
        let json = serde_json::json!({ "roots": { "a": "str", "b": "str", "c": "[str]" } });
        let schema = Arc::new(Schema::from_json(&json).unwrap());
        let programs = sources.iter();
        let programs: Vec<Program> = programs
            .map(|it| Program::compile_rule(it, &schema).unwrap())
            .collect();
        RuleSet::new(&schema, &programs).unwrap()
    }

    #[test]
    fn a_rule_waits_for_each_of_its_conditions() {
        let set = set(&[
            "strings.contains(a, 'alpha') and (strings.contains(b, 'beta') and length(a) > 3)",
            "2 of (strings.contains(a, 'gamma'), strings.contains(b, 'delta'), length(a) > 3)",
            "2 of (strings.contains(a, 'eps'), strings.contains(b, 'zeta'), strings.contains(a, 'eta_'))",
            "3 of (strings.contains(a, 'xi__'), strings.contains(b, 'rho_'), strings.contains(a, 'tau_'))",
            "any(c, strings.contains(., 'one_') and strings.contains(., 'two_'))",
            "strings.contains(a, 'alpha') or strings.contains(b, 'beta')",
            "not strings.contains(a, 'alpha')",
        ]);
        let triggers = &set.plan.triggers;
        let conditions: Vec<usize> = (0..set.len())
            .map(|it| triggers.of_rule(it).len())
            .collect();
        assert_eq!(conditions, [2, 1, 1, 3, 2, 1, 0]);
    }

    #[test]
    fn texts_that_are_often_the_same_are_searched_once() {
        let set = set(&[
            "strings.contains(a, 'alpha') or strings.contains(a, 'beta')",
            "strings.contains(strings.replace_confusables(a), 'gamma')",
            "strings.contains(strings.replace_confusables(a), 'delta')",
            "strings.contains(b, 'epsilon') or strings.contains(b, 'zeta')",
            "b == 'eta' or a == 'theta'",
        ]);
        let groups = &set.plan.groups;
        let automata = (0..groups.count()).map(|it| groups.group(it as u16).automaton);
        let automata: Vec<Option<u16>> = automata.collect();
        // `a`, `a` without look-alikes, `b`.
        assert_eq!(automata, [Some(0), Some(0), Some(1)]);
        let (arena, lists) = (crate::Arena::new(), crate::Lists::new());
        let limits = limits::Limits::default();
        let message = serde_json::json!({ "a": "delta alpha", "b": "zeta alpha", "c": [] });
        let env = Env::new(&arena, &message, &lists, &limits);
        let decisions = set.run(&env).decide_all();
        let matched: Vec<bool> = decisions
            .iter()
            .map(|it| *it == Decision::Matched)
            .collect();
        assert_eq!(matched, [true, false, true, true, false]);
    }

    #[test]
    fn only_rules_with_a_chance_are_walked() {
        let set = set(&[
            "strings.contains(a, 'alpha') and strings.contains(b, 'beta')",
            "any(c, strings.contains(., 'one_') and strings.contains(., 'two_'))",
            "strings.contains(a, 'gamma') or any(c, . == 'three') or strings.contains(b, 'y')",
        ]);
        let chances = |message: serde_json::Value| {
            let (arena, lists) = (crate::Arena::new(), crate::Lists::new());
            let limits = limits::Limits::default();
            let env = Env::new(&arena, &message, &lists, &limits);
            set.run(&env).find_chances()
        };
        let nothing = serde_json::json!({ "a": "alpha", "b": "x", "c": ["one_"] });
        assert_eq!(chances(nothing), [false, false, false]);
        let both = serde_json::json!({ "a": "alpha", "b": "beta", "c": ["one_", "two_"] });
        assert_eq!(chances(both), [true, true, false]);
        let either = serde_json::json!({ "a": null, "b": "beta", "c": ["three"] });
        assert_eq!(chances(either), [false, false, true]);
    }
}
