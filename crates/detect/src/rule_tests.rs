//! The tests that rules carry themselves.
//!
//! ```yaml
//! tests:
//!   - name: an order from a free mailbox
//!     mail: |
//!       From: …
//!     matches: true
//!   - name: the same from the brand itself      # a twin: the mail of an earlier test, changed
//!     like: an order from a free mailbox
//!     replace: { "shop@gmail.com": "order@brand.example" }
//!     matches: false
//!     verdict: benign                            # optional
//! ```

use std::fmt::Write as _;

use indexmap::IndexMap;
use model::Subject;
use mql::{Decision, RuleSet};
use serde::Deserialize;

use crate::engine::Engine;
use crate::pack::{ForeignRules, Rule};

/// Characters shown of an operand that failed.
const MAX_SHOWN: usize = 100;

/// One test of one rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTest {
    /// What is tested, in words.
    pub name: String,
    /// The raw mail.
    #[serde(default)]
    pub mail: Option<String>,
    /// The name of an earlier test whose mail is taken.
    #[serde(default)]
    pub like: Option<String>,
    /// What is replaced in it.
    #[serde(default)]
    pub replace: IndexMap<String, String>,
    /// Whether the rule must match.
    pub matches: bool,
    /// The verdict that the whole pack must reach.
    #[serde(default)]
    pub verdict: Option<String>,
}

/// How one test went.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// The rule's name.
    pub rule: String,
    /// The test's name.
    pub test: String,
    /// What was wrong; `None` when it passed.
    pub failure: Option<String>,
}

/// Runs the tests of `rule`. A rule of the project's own pack without tests, or without both a match and
/// a twin that does not match, fails: such a rule could not be told from one that always or never
/// matches. A rule of others is held to the tests it has.
pub fn run_rule_tests(engine: &Engine, rule: &Rule) -> Vec<TestOutcome> {
    run_tests(engine, rule, engine.set_of(rule))
}

/// As [`run_rule_tests`], for the rules of a set that is not the engine's own.
pub fn run_tests_beside(engine: &Engine, rules: &ForeignRules) -> Vec<TestOutcome> {
    let rules_of = rules.rules.iter();
    let run = rules_of.flat_map(|rule| run_tests(engine, rule, &rules.set));
    run.collect()
}

/// The mails of the tests of `rule` that can be read, each with the test's name.
pub fn test_mails(rule: &Rule) -> Vec<(String, String)> {
    let tests = rule.file.tests.iter();
    let tests = tests.filter_map(|it| serde_json::from_value::<RuleTest>(it.clone()).ok());
    let mut mails: Vec<(String, String)> = Vec::new();
    for test in tests {
        if let Ok(mail) = mail_of(&test, &mails) {
            mails.push((test.name, mail));
        }
    }
    mails
}

fn run_tests(engine: &Engine, rule: &Rule, set: &RuleSet) -> Vec<TestOutcome> {
    let outcome = |test: &str, failure| TestOutcome {
        rule: rule.file.name.clone(),
        test: test.to_owned(),
        failure,
    };
    let tests: Result<Vec<RuleTest>, _> = rule
        .file
        .tests
        .iter()
        .map(|it| serde_json::from_value(it.clone()))
        .collect();
    let tests = match tests {
        Ok(tests) => tests,
        Err(error) => return vec![outcome("reading the tests", Some(error.to_string()))],
    };
    let mut outcomes = Vec::new();
    let one_sided = !tests.iter().any(|it| it.matches) || tests.iter().all(|it| it.matches);
    if rule.own && one_sided {
        let failure = "a rule needs a test that matches and a twin that does not".to_owned();
        outcomes.push(outcome("tests", Some(failure)));
    }
    let mut mails: Vec<(String, String)> = Vec::new();
    for test in &tests {
        match mail_of(test, &mails) {
            Ok(mail) => {
                outcomes.push(outcome(&test.name, judge(engine, rule, test, &mail, set)));
                mails.push((test.name.clone(), mail));
            }
            Err(message) => outcomes.push(outcome(&test.name, Some(message))),
        }
    }
    outcomes
}

/// The mail of a test: its own, or an earlier test's with replacements, each of which must hit.
fn mail_of(test: &RuleTest, earlier: &[(String, String)]) -> Result<String, String> {
    let mut mail = match (&test.mail, &test.like) {
        (Some(mail), None) => mail.clone(),
        (None, Some(like)) => {
            let found = earlier.iter().find(|(name, _)| name == like);
            found
                .ok_or_else(|| format!("there is no earlier test `{like}`"))?
                .1
                .clone()
        }
        _ => return Err("give either `mail` or `like`".to_owned()),
    };
    for (from, to) in &test.replace {
        if !mail.contains(from.as_str()) {
            return Err(format!(
                "`{from}` is not in the mail, so replacing it tests nothing"
            ));
        }
        mail = mail.replace(from.as_str(), to);
    }
    Ok(mail)
}

fn judge(
    engine: &Engine,
    rule: &Rule,
    test: &RuleTest,
    mail: &str,
    set: &RuleSet,
) -> Option<String> {
    let subject = engine.read(mail.as_bytes());
    let arena = mql::Arena::new();
    let decision = set
        .run(&engine.env(&subject, &arena))
        .decide(rule.program.0);
    if (decision == Some(Decision::Matched)) != test.matches {
        return Some(mismatch(engine, rule, test, decision, &subject));
    }
    let wanted = test.verdict.as_deref()?;
    let report = engine.judge(&test.name, mail.as_bytes());
    if report.verdict.name() == wanted {
        return None;
    }
    let signals: Vec<String> = report
        .evidence
        .iter()
        .map(|it| format!("{} {:+}", it.signal, it.weight))
        .collect();
    Some(format!(
        "the verdict should be {wanted}, and is {} ({}): {}",
        report.verdict.name(),
        report.score,
        signals.join(", ")
    ))
}

/// What the rule said instead, and the operands that made it say so.
fn mismatch(
    engine: &Engine,
    rule: &Rule,
    test: &RuleTest,
    decision: Option<Decision>,
    subject: &Subject,
) -> String {
    let wanted = if test.matches { "match" } else { "not match" };
    let is = match decision {
        Some(Decision::Matched) => "matches".to_owned(),
        Some(Decision::Undecided(lacks)) => {
            let names: Vec<&str> = lacks.iter().map(limits::Capability::name).collect();
            format!("is undecided for want of {}", names.join(", "))
        }
        _ => "does not".to_owned(),
    };
    let mut said = format!("it should {wanted}, and {is}");
    let Ok(explanation) = engine.explain(&rule.file.source, subject) else {
        return said;
    };
    if test.matches {
        let operands = explanation.operands.iter();
        for operand in operands.filter(|it| it.is_truth() && !it.is_true()) {
            let value = if operand.lacks.is_empty() {
                operand.value.to_string()
            } else {
                "unknown".to_owned()
            };
            let words: Vec<&str> = operand.text.split_whitespace().collect();
            let shown: String = words.join(" ").chars().take(MAX_SHOWN).collect();
            let _ = write!(said, "\n{value}: {shown}");
        }
    }
    said
}
