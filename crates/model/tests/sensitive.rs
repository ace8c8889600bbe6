//! Identifiers as rules see them.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod reference;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use limits::{Capability, Limits};
use model::{Knowledge, Subject};
use mql::{Arena, Decision, Env, Lists, Program, Schema};

const FUNCTION: &str = "beta.ml_extract_sensitive_information";

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| Arc::new(model::schema().unwrap()));
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(reference::knowledge);

/// What becomes of a rule over a mail whose body is `body`.
fn decide(condition: &str, body: &str) -> Decision {
    let schema = &SCHEMA;
    let source = format!("any({FUNCTION}(body.current_thread.text).elements, {condition})");
    let program = Program::compile_rule(&source, schema).unwrap();
    let raw = format!("From: pat@example.org\nSubject: papers\n\n{body}\n");
    let message = mail::parse(raw.as_bytes(), &mail::ParseOptions::default());
    let subject = Subject::new(message, None, &KNOWLEDGE);
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, &subject, &lists, &limits);
    program.decide(&env)
}

#[test]
fn rules_find_identifiers_with_their_text() {
    let body = "Please pay to DE89 3704 0044 0532 0130 00 today.";
    let likely = ".type == \"iban_code\" and .confidence in (\"medium\", \"high\")";
    assert_eq!(decide(likely, body), Decision::Matched);
    let broken = body.replace("0130 00", "0130 01");
    assert_eq!(decide(likely, &broken), Decision::NotMatched);
    let text = "strings.starts_with(.text, \"DE89 3704\")";
    assert_eq!(
        decide(&format!(".type == \"iban_code\" and {text}"), body),
        Decision::Matched
    );
}

#[test]
fn only_rules_that_ask_for_vocabularies_are_undecided() {
    let body = "The patient takes two of them every morning.";
    for kind in identifiers::names() {
        let condition = format!(".type == \"{kind}\" and .confidence in (\"medium\", \"high\")");
        assert_eq!(decide(&condition, body), Decision::NotMatched, "{kind}");
    }
    for kind in identifiers::VOCABULARIES {
        let condition = format!(".type == \"{kind}\" and .confidence in (\"medium\", \"high\")");
        let Decision::Undecided(lacks) = decide(&condition, body) else {
            panic!("{kind} is decided");
        };
        assert!(lacks.contains(Capability::SensitiveInformation), "{kind}");
        assert_eq!(decide(&condition, "12 345"), Decision::NotMatched, "{kind}");
    }
}

#[test]
fn every_kind_that_the_feed_asks_for_is_known() {
    let Some(feed) = reference::shared::feed() else {
        return;
    };
    let known: BTreeSet<&str> = identifiers::names()
        .into_iter()
        .chain(identifiers::VOCABULARIES)
        .collect();
    let asking = feed
        .iter()
        .filter(|(_, rule)| rule.source.contains(FUNCTION));
    let mut asked = BTreeSet::new();
    for (_, rule) in asking {
        let types = rule.source.match_indices(".type == \"");
        asked.extend(types.filter_map(|(at, it)| rule.source[at + it.len()..].split('"').next()));
    }
    assert!(asked.len() > 50, "the feed asks for few: {asked:?}");
    let unknown: Vec<_> = asked.difference(&known).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
