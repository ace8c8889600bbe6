//! Every rule of the public feed parses and survives a round trip.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod shared;

use std::sync::Arc;

use mql::syntax::{Parsed, format, parse};
use mql::{Program, RuleSet, Schema};

fn comment_texts<'s>(source: &'s str, parsed: &Parsed<'s>) -> Vec<&'s str> {
    parsed.comments.iter().map(|it| it.of(source)).collect()
}

#[test]
fn every_rule_parses_and_formats_to_the_same_tree() {
    let Some(feed) = shared::feed() else { return };
    assert!(feed.len() > 1_000, "the feed is complete");
    for (path, rule) in &feed {
        let path = path.display();
        let parsed = parse(&rule.source);
        assert!(
            parsed.diagnostics.is_empty(),
            "{path}: {:?}",
            parsed.diagnostics
        );
        let formatted = format(&rule.source, &parsed).unwrap();
        let again = parse(&formatted);
        assert!(
            again.diagnostics.is_empty(),
            "{path}: {formatted}\n{:?}",
            again.diagnostics
        );
        assert!(again.expr.same_as(&parsed.expr), "{path}: {formatted}");
        assert_eq!(
            comment_texts(&formatted, &again),
            comment_texts(&rule.source, &parsed),
            "{path}: every comment is kept"
        );
        let twice = format(&formatted, &again).unwrap();
        let changed = formatted.lines().zip(twice.lines()).find(|(a, b)| a != b);
        assert!(
            twice == formatted,
            "{path}: formatting again changes {changed:?}\n{formatted}"
        );
    }
}

#[test]
fn every_rule_checks_against_the_reference_types() {
    let (Some(feed), Some(types)) = (shared::feed(), shared::types()) else {
        return;
    };
    let schema = Arc::new(Schema::from_json(&types).unwrap());
    let mut wrong = Vec::new();
    for (path, rule) in &feed {
        let compiled = if rule.is_rule() {
            Program::compile_rule(&rule.source, &schema)
        } else {
            Program::compile(&rule.source, &schema)
        };
        if let Err(diagnostics) = compiled {
            let file = path.display().to_string();
            wrong.push(diagnostics.render(&file, &rule.source, rule.source_line, false));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\n{} rules",
        wrong.join("\n\n"),
        wrong.len()
    );
}

#[test]
fn every_pattern_compiles() {
    let (Some(feed), Some(types)) = (shared::feed(), shared::types()) else {
        return;
    };
    let schema = Arc::new(Schema::from_json(&types).unwrap());
    let compile = |(_, rule): &(_, mql::RuleFile)| Program::compile(&rule.source, &schema).unwrap();
    let programs: Vec<Program> = feed.iter().map(compile).collect();
    let set = RuleSet::new(&schema, &programs).unwrap();
    assert_eq!(set.compile_patterns(), [""; 0]);
}
