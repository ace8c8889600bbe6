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

/// A letter that holds a word of each kind.
const LETTER: &str = "Hello Ann,\n\nplease review the attached invoice and pay it today. The finance department needs \
    this immediately: contact us immediately.\n\nBest regards,\nPat Weaver\n\nThis email is confidential.";

fn entities(condition: &str) -> String {
    format!("any(ml.nlu_classifier(body.current_thread.text).entities, {condition})")
}

/// A rule that asks for some entity of `kind`.
fn asked(kind: &str) -> String {
    entities(&format!(".name == \"{kind}\""))
}

#[test]
fn every_kind_of_entity_is_found() {
    for kind in claims::EntityKind::ALL {
        assert_eq!(
            decide(&asked(kind.name()), LETTER),
            Decision::Matched,
            "{}",
            kind.name()
        );
        let absent = format!("not {}", asked(kind.name()));
        assert_eq!(decide(&absent, LETTER), Decision::NotMatched);
    }
    let text = entities(".name == \"recipient\" and .text == \"Ann\"");
    assert_eq!(decide(&text, LETTER), Decision::Matched);
}

#[test]
fn a_kind_that_is_often_missed_is_never_said_to_be_absent() {
    let nothing = "The parts that you asked for are with us and we are glad of it.";
    for kind in claims::EntityKind::ALL {
        let rules = [asked(kind.name()), format!("not {}", asked(kind.name()))];
        let decided = rules.map(|it| decide(&it, nothing));
        if kind.is_often_missed() {
            assert!(decided.iter().all(lacks_the_model), "{}", kind.name());
        } else {
            assert_eq!(decided, [Decision::NotMatched, Decision::Matched]);
        }
    }
    // A text that no entity has may be that of one that was missed.
    let other = entities(".name == \"recipient\" and .text == \"Bob\"");
    assert!(lacks_the_model(&decide(&other, LETTER)));
    let neither = entities(".name in (\"greeting\", \"salutation\") and .text == \"Ahoy\"");
    assert_eq!(decide(&neither, LETTER), Decision::NotMatched);
    // What passes over what is often missed does not wait for it.
    let filtered = "length(filter(ml.nlu_classifier(body.current_thread.text).entities, .name == \"greeting\")) == 1";
    assert_eq!(decide(filtered, LETTER), Decision::Matched);
    let counted = filtered.replace("greeting", "urgency");
    assert!(lacks_the_model(&decide(&counted, LETTER)));
}

#[test]
fn entities_of_a_language_without_phrases_are_missing() {
    let german = "Guten Tag, wir haben Ihre Bestellung erhalten und bereiten sie gerade für den Versand vor.";
    for kind in ["greeting", "financial"] {
        assert!(lacks_the_model(&decide(&asked(kind), german)), "{kind}");
        let absent = format!("not {}", asked(kind));
        assert!(lacks_the_model(&decide(&absent, german)), "not {kind}");
    }
}

#[test]
fn what_is_not_read_of_a_long_text_may_hold_anything() {
    let long = "The parts are with us and we are glad of it. ".repeat(2_000);
    let Decision::Undecided(lacks) = decide(&asked("greeting"), &long) else {
        panic!("what stands behind was not read");
    };
    assert!(lacks.contains(Capability::TextLimit));
}

#[test]
fn tags_say_what_a_text_deals_with() {
    let tag = |name: &str, confidence: &str| {
        format!(
            "any(ml.nlu_classifier(body.current_thread.text).tags, .name == \"{name}\" and .confidence == \"{confidence}\")"
        )
    };
    let once = "Your invoice is with the rest of it.";
    let twice = format!("{once} Please pay the invoice.");
    assert_eq!(decide(&tag("invoice", "medium"), once), Decision::Matched);
    assert_eq!(decide(&tag("invoice", "high"), &twice), Decision::Matched);
    for rule in [
        tag("payment", "high"),
        format!("not {}", tag("payment", "high")),
    ] {
        assert!(lacks_the_model(&decide(&rule, once)), "{rule}");
    }
    assert_eq!(decide(&tag("parcel", "high"), once), Decision::NotMatched);
}

/// A rule that asks for a topic, of either function.
fn topics(name: &str, confidence: &str) -> [String; 2] {
    let functions = ["ml.nlu_classifier", "beta.ml_topic"];
    functions.map(|function| {
        format!(
            "any({function}(body.current_thread.text).topics, .name == \"{name}\" and .confidence == \"{confidence}\")"
        )
    })
}

#[test]
fn topics_say_what_a_text_is_about() {
    let once = "Your account has been locked for now, and there is more at the desk.";
    let twice = format!("{once} Please verify your identity.");
    for (confidence, text) in [("medium", once), ("high", &twice)] {
        for rule in topics("Security and Authentication", confidence) {
            assert_eq!(decide(&rule, text), Decision::Matched, "{rule}");
            let absent = format!("not {rule}");
            assert_eq!(decide(&absent, text), Decision::NotMatched, "{rule}");
        }
    }
}

#[test]
fn a_topic_that_is_not_told_is_never_said_to_be_absent() {
    for name in ["E-Signature", "Romance", "What Nobody Heard of"] {
        for rule in topics(name, "high") {
            for rule in [rule.clone(), format!("not {rule}")] {
                assert!(lacks_the_model(&decide(&rule, LETTER)), "{rule}");
            }
        }
    }
    let all = "all(ml.nlu_classifier(body.current_thread.text).topics, .name == \"Romance\")";
    let security = "Your account has been locked for now, and there is more at the desk.";
    assert_eq!(decide(all, security), Decision::NotMatched);
    assert!(lacks_the_model(&decide(all, "The parts are with us.")));
}

#[test]
fn topics_of_a_language_without_phrases_are_missing() {
    let german = "Guten Tag, wir haben Ihre Bestellung erhalten und bereiten sie gerade für den Versand vor.";
    for rule in topics("Order Confirmations", "high") {
        assert!(lacks_the_model(&decide(&rule, german)), "{rule}");
        assert!(lacks_the_model(&decide(&format!("not {rule}"), german)));
    }
}

#[test]
fn topics_that_rules_ask_for_make_them_want_the_model() {
    for name in ["E-Signature", "Romance"] {
        for rule in topics(name, "high") {
            let program = Program::compile_rule(&rule, &SCHEMA).unwrap();
            let wants = program.wants(&Lists::new());
            assert_eq!(wants, CapabilitySet::of(Capability::Nlu), "{rule}");
        }
    }
}
