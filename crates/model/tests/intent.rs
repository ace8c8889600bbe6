//! `ml.nlu_classifier` as rules see it.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod reference;

use std::sync::{Arc, LazyLock};

use limits::{Capability, CapabilitySet, Limits};
use model::{Knowledge, Subject};
use mql::{Arena, Decision, Env, Lists, Program, Schema};

static SCHEMA: LazyLock<Arc<Schema>> = LazyLock::new(|| Arc::new(model::schema().unwrap()));
static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(reference::knowledge);

const LURE: &str = "Your yearly computer protection has been renewed and 389.99 USD was taken from your bank account. \
    If you did not want this renewal, ring our billing desk within 24 hours on +1 (888) 555-0142 to cancel.";

/// Of which nobody can say what it wants.
const NOTHING: &str = "Xyzzy plugh.";

fn decide(source: &str, body: &str) -> Decision {
    let program = Program::compile_rule(source, &SCHEMA).unwrap();
    let raw = format!("From: pat@example.org\nSubject: renewal\n\n{body}\n");
    let message = mail::parse(raw.as_bytes(), &mail::ParseOptions::default());
    let subject = Subject::new(message, None, &KNOWLEDGE);
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, &subject, &lists, &limits);
    program.decide(&env)
}

fn intents(condition: &str) -> String {
    format!(
        "any(ml.nlu_classifier(body.current_thread.text, subject=subject.subject).intents, {condition})"
    )
}

fn lacks_the_model(decision: &Decision) -> bool {
    matches!(decision, Decision::Undecided(lacks) if *lacks == CapabilitySet::of(Capability::Nlu))
}

#[test]
fn rules_ask_for_intents() {
    let callback =
        intents(".name == \"callback_scam\" and .confidence in (\"low\", \"medium\", \"high\")");
    assert_eq!(decide(&callback, LURE), Decision::Matched);
    let other = intents(".name == \"cred_theft\" and .confidence != \"low\"");
    assert_eq!(decide(&other, LURE), Decision::NotMatched);
}

#[test]
fn what_the_model_is_not_sure_of_stays_undecided() {
    for name in ["callback_scam", "benign"] {
        let rule = intents(&format!(".name == \"{name}\""));
        assert!(lacks_the_model(&decide(&rule, NOTHING)), "{name}");
        // The rule that would match because there is no answer.
        let absent = format!("not {rule}");
        assert!(lacks_the_model(&decide(&absent, NOTHING)), "not {name}");
    }
    assert!(lacks_the_model(&decide(&intents("true"), "")));
}

#[test]
fn the_language_is_told_by_its_english_name() {
    let rule = "ml.nlu_classifier(body.current_thread.text).language == \"english\"";
    assert_eq!(decide(rule, LURE), Decision::Matched);
    let german = "Wir haben Ihre Bestellung erhalten und bereiten sie gerade für den Versand vor, vielen Dank dafür.";
    assert_eq!(decide(rule, german), Decision::NotMatched);
    assert!(lacks_the_model(&decide(rule, "12 345")));
}

#[test]
fn what_there_is_no_model_for_stays_missing() {
    for field in ["entities", "tags", "topics"] {
        let rule = format!(
            "any(ml.nlu_classifier(body.current_thread.text).{field}, .name == \"financial\")"
        );
        assert!(lacks_the_model(&decide(&rule, LURE)), "{field}");
        let absent = format!("not {rule}");
        assert!(lacks_the_model(&decide(&absent, LURE)), "not {field}");
    }
}
