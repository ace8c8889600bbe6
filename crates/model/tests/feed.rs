//! Every public rule over real mail, with the real data model: both evaluations agree, and each rule
//! reaches a verdict or says what it lacks.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "reference/mod.rs"]
mod reference;

use std::sync::Arc;

use limits::Limits;
use mail::ParseOptions;
use model::Subject;
use mql::{Arena, Decision, Env, Evaluated, Outcomes, RuleSet};

/// Of each folder of the labelled mail, one in so many is taken.
const ONE_IN: usize = 12;

/// Everything of a result that is to agree, apart from the value.
fn essence(evaluated: &Evaluated<'_>) -> String {
    // What a rule lacks that cannot fire anyway is nobody's business.
    let matters = evaluated.possible.contains(Outcomes::TRUE);
    let lacks = matters.then_some(evaluated.lacks);
    format!("{:?} {lacks:?}", evaluated.possible)
}

#[test]
fn both_ways_agree_on_real_mail() {
    let schema = Arc::new(model::schema().unwrap());
    let (Some(programs), Some(sample)) = (reference::programs(&schema), reference::mail(ONE_IN))
    else {
        return;
    };
    assert!(programs.len() > 1_000, "the feed is complete");
    let set = RuleSet::new(&schema, programs.iter().map(|(_, it)| it)).unwrap();
    let knowledge = reference::knowledge();
    let lists = reference::lists(&knowledge);
    let limits = Limits::default();
    let mut matched = 0;
    for file in sample {
        let message = mail::parse(&std::fs::read(&file).unwrap(), &ParseOptions::default());
        let subject = Subject::new(message, None, &knowledge);
        let (arena, other_arena) = (Arena::new(), Arena::new());
        let env = Env::new(&arena, &subject, &lists, &limits);
        let other_env = Env::new(&other_arena, &subject, &lists, &limits);
        let mut run = set.run(&env);
        let decisions = run.decide_all();
        for (position, (rule, program)) in programs.iter().enumerate() {
            let alone = program.evaluate(&other_env);
            let place = || format!("{} over {}", rule.display(), file.display());
            assert_eq!(decisions[position], alone.decision(), "{}", place());
            if let Decision::Undecided(lacks) = decisions[position] {
                assert!(!lacks.is_empty(), "{} says why", place());
            }
            matched += usize::from(decisions[position] == Decision::Matched);
            let together = run.evaluate(position).unwrap();
            assert_eq!(essence(&together), essence(&alone), "{}", place());
            let ty = program.result_type();
            assert_eq!(
                schema.to_json(together.value, ty, &env),
                schema.to_json(alone.value, ty, &other_env),
                "{}",
                place()
            );
        }
    }
    assert!(matched > 0, "some rule matches some mail");
}
