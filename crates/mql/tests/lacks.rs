//! What is missing is carried along and never read as clean: a rule is undecided exactly when what
//! is missing could make the difference.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::{Capability, Capability as C, CapabilitySet, Limits};
use mql::{Arena, Decision, Env, FunctionBuilder, List, Lists, Outcomes, Program, Schema, Value};

struct Attachment {
    name: String,
    size: i64,
}

/// Something found in a text; what nobody can find has no certainty.
struct Finding {
    kind: &'static str,
    certainty: Option<&'static str>,
}

struct Message {
    inbound: bool,
    findings: Vec<Finding>,
    text: Option<String>,
    attachments: Vec<Attachment>,
    tags: Vec<String>,
}

/// A model in which a classifier, OCR and one list are missing.
fn schema() -> Arc<Schema> {
    let mut schema = Schema::builder();
    schema
        .object::<Attachment>("Attachment", "A file.")
        .field("name", "str", "Its name.", |it, _| Value::from(&it.name))
        .field("size", "int", "Its size.", |it, _| it.size.into())
        .absent("ocr", "str", "Text in it.", Capability::Ocr);
    schema
        .roots::<Message>()
        .field("inbound", "bool", "", |it, _| it.inbound.into())
        .field("text", "str", "", |it, _| Value::from(&it.text))
        .field("attachments", "[Attachment]", "", |it, _| {
            Value::objects(&it.attachments)
        })
        .field("tags", "[str]", "", |it, _| Value::from(&it.tags))
        .field("verified", "bool", "", |_, env| {
            env.missing(Capability::Authentication)
        })
        .absent("history", "[str]", "", Capability::History);
    let unseen = ["disease", "drug"].map(|kind| {
        let certainty = None;
        (kind, Finding { kind, certainty })
    });
    schema
        .object::<Finding>("Finding", "")
        .field("kind", "str", "", |it, _| it.kind.into())
        .field("certainty", "str", "", |it, env| match it.certainty {
            Some(certainty) => certainty.into(),
            None => env.missing(Capability::SensitiveInformation),
        })
        .unseen(Capability::SensitiveInformation, unseen);
    schema
        .object::<Message>("Report", "")
        .field("findings", "[Finding]", "", |it, env| {
            env.lack(Capability::SensitiveInformation);
            Value::objects(&it.findings)
        })
        .field("unread", "[Finding]", "", |it, env| {
            env.lack(Capability::SensitiveInformation);
            env.lack(Capability::Ocr);
            Value::objects(&it.findings)
        });
    schema
        .roots::<Message>()
        .field("report", "Report", "", |it, _| Value::object(it));
    schema
        .object::<()>("Topics", "")
        .absent("topics", "[str]", "", Capability::Nlu);
    schema.function(
        FunctionBuilder::new("classify", "")
            .takes("text", "str")
            .keyword("hint", "str")
            .returns("Topics")
            .needs(Capability::Nlu),
    );
    schema.function(
        FunctionBuilder::new("translate", "")
            .takes("text", "str")
            .returns("str")
            .implemented(|arguments, env| match arguments.text(0) {
                Some("bonjour") => env.text("hello"),
                _ => env.missing(Capability::Translate),
            }),
    );
    schema.list("friends", "str", "", Capability::OrganisationDomains);
    schema.list("known", "str", "", Capability::List);
    Arc::new(schema.build().unwrap())
}

fn message() -> Message {
    let attachment = |name: &str, size| Attachment {
        name: name.to_owned(),
        size,
    };
    let finding = |kind, certainty| Finding {
        kind,
        certainty: Some(certainty),
    };
    Message {
        inbound: true,
        findings: vec![finding("card", "high"), finding("iban", "low")],
        text: Some("bonjour".to_owned()),
        attachments: vec![attachment("a.pdf", 10), attachment("b.zip", 5)],
        tags: Vec::new(),
    }
}

/// Checks what `source` is and what it lacked.
#[track_caller]
fn check(source: &str, value: &str, possible: Outcomes, lacks: &[Capability]) {
    let schema = schema();
    let program = Program::compile(source, &schema)
        .unwrap_or_else(|it| panic!("{}", it.render("test", source, 1, false)));
    let message = message();
    let mut lists = Lists::new();
    lists.insert("known", List::texts(["x"]));
    let (arena, limits) = (Arena::new(), Limits::default());
    let env = Env::new(&arena, &message, &lists, &limits);
    let evaluated = program.evaluate(&env);
    assert_eq!(format!("{:?}", evaluated.value), value, "{source}");
    assert_eq!(evaluated.possible, possible, "{source}");
    let lacks: CapabilitySet = lacks.iter().copied().collect();
    assert_eq!(evaluated.lacks, lacks, "{source}");
}

#[track_caller]
fn decided(source: &str, value: &str) {
    let possible = match value {
        "true" => Outcomes::TRUE,
        "false" => Outcomes::FALSE,
        _ => Outcomes::NULL,
    };
    check(source, value, possible, &[]);
}

#[track_caller]
fn open(source: &str, value: &str, lacks: &[Capability]) {
    check(source, value, Outcomes::ANY, lacks);
}

#[test]
fn a_missing_operand_leaves_everything_open() {
    open("any(classify(text).topics, . == \"x\")", "null", &[C::Nlu]);
    open("verified", "null", &[C::Authentication]);
    open("not verified", "null", &[C::Authentication]);
    open("inbound and verified", "null", &[C::Authentication]);
    open("translate(\"hallo\") == \"x\"", "null", &[C::Translate]);
}

#[test]
fn a_sure_operand_decides_whatever_is_missing() {
    decided("verified and not inbound", "false");
    decided("not inbound and verified", "false");
    decided("verified or inbound", "true");
    decided("translate(text) == \"hello\"", "true");
    decided("2 of (inbound, true, verified)", "true");
    decided(
        "3 of (inbound, translate(text) == attachments[9].name, false)",
        "null",
    );
}

#[test]
fn a_rule_does_not_fire_because_a_model_is_absent() {
    let benign = "inbound and not any(classify(text).topics, . == \"newsletter\")";
    open(benign, "null", &[C::Nlu]);
    open("all(history, . == \"x\")", "true", &[C::History]);
    open(
        "length(filter(attachments, .ocr == \"x\")) == 0",
        "true",
        &[C::Ocr],
    );
    let either = Outcomes::TRUE.union(Outcomes::FALSE);
    check("classify(text) is null", "true", either, &[C::Nlu]);
    check(
        "coalesce(verified, false)",
        "false",
        either,
        &[C::Authentication],
    );
    check(
        "not coalesce(verified, false)",
        "true",
        either,
        &[C::Authentication],
    );
    check(
        "verified is not null",
        "false",
        either,
        &[C::Authentication],
    );
}

#[test]
fn elements_that_cannot_matter_are_left_out() {
    decided("any(attachments, .size > 100 and .ocr == \"x\")", "false");
    decided(
        "length(filter(attachments, .size > 100 and .ocr == \"x\")) == 0",
        "true",
    );
    open(
        "any(attachments, .size > 5 and .ocr == \"x\")",
        "null",
        &[C::Ocr],
    );
    decided("any(attachments, .size > 5 or .ocr == \"x\")", "true");
    decided("any(tags, verified)", "false");
}

#[test]
fn what_is_surely_null_is_null_whatever_else_is_missing() {
    decided("attachments[9].name == translate(\"hallo\")", "null");
    decided("any(classify(attachments[9].name).topics, true)", "null");
    decided("attachments[9].name in $friends", "null");
}

#[test]
fn a_list_that_is_not_configured_is_missing() {
    open("text in $friends", "null", &[C::OrganisationDomains]);
    open("text not in $friends", "null", &[C::OrganisationDomains]);
    decided("text in $known", "false");
    open(
        "any($friends, . == text)",
        "null",
        &[C::OrganisationDomains],
    );
}

#[test]
fn values_carry_their_lacks_too() {
    check(
        "map(attachments, .ocr)",
        "[null, null]",
        Outcomes::NONE,
        &[C::Ocr],
    );
    check("sum(map(history, 1))", "0", Outcomes::NONE, &[C::History]);
    check("length(history) + 1", "null", Outcomes::NONE, &[C::History]);
    check(
        "strings.concat(text, \"!\")",
        "\"bonjour!\"",
        Outcomes::NONE,
        &[],
    );
    check(
        "coalesce(attachments[0].ocr, text)",
        "\"bonjour\"",
        Outcomes::NONE,
        &[C::Ocr],
    );
}

#[test]
fn an_exhausted_budget_is_undecided_and_says_so() {
    let schema = schema();
    let source = "any(attachments, any(attachments, any(attachments, .size == 77)))";
    let program = Program::compile_rule(source, &schema).unwrap();
    let (message, lists, arena) = (message(), Lists::new(), Arena::new());
    let mut limits = Limits::default();
    limits.evaluation_steps = 20;
    let env = Env::new(&arena, &message, &lists, &limits);
    let limit = CapabilitySet::of(C::EvaluationLimit);
    assert_eq!(program.decide(&env), Decision::Undecided(limit));
    assert_eq!(env.steps_taken(), 20);
    limits.evaluation_steps = 1_000;
    let env = Env::new(&arena, &message, &lists, &limits);
    assert_eq!(program.decide(&env), Decision::NotMatched);
}

#[test]
fn a_search_for_what_can_be_found_is_sure_where_other_kinds_are_not_found() {
    let lack = &[C::SensitiveInformation];
    let either = Outcomes::TRUE.union(Outcomes::FALSE);
    decided(
        "any(report.findings, .kind == \"card\" and .certainty == \"high\")",
        "true",
    );
    decided(
        "any(report.findings, .kind == \"card\" and .certainty == \"low\")",
        "false",
    );
    decided("all(report.findings, .kind != \"key\")", "true");
    decided(
        "length(filter(report.findings, .kind == \"iban\")) == 1",
        "true",
    );
    decided(
        "length(filter(report.findings, .kind == \"key\")) > 0",
        "false",
    );
    // What asks for a kind that is not found, or for whatever there is, is open.
    let disease = "any(report.findings, .kind == \"disease\" and .certainty == \"high\")";
    check(disease, "false", Outcomes::ANY, lack);
    check(
        "any(report.findings, .kind == \"disease\")",
        "false",
        either,
        lack,
    );
    check(
        "all(report.findings, .kind != \"drug\")",
        "true",
        either,
        lack,
    );
    check(
        "not any(report.findings, .kind == \"drug\")",
        "true",
        either,
        lack,
    );
    check(
        "any(report.findings, .certainty == \"none\")",
        "false",
        Outcomes::ANY,
        lack,
    );
    open("length(report.findings) > 2", "false", lack);
    open(
        "length(filter(report.findings, .kind == \"drug\")) > 0",
        "false",
        lack,
    );
    open("\"drug\" in map(report.findings, .kind)", "false", lack);
    // Where more than such elements is missing, everything is open.
    open(
        "any(report.unread, .kind == \"key\")",
        "false",
        &[C::SensitiveInformation, C::Ocr],
    );
    // The elements that are there decide all the same.
    decided(
        "any(report.findings, .kind in (\"card\", \"drug\"))",
        "true",
    );
}

#[test]
fn a_program_wants_what_it_names_of_the_kinds_that_are_not_found() {
    let schema = schema();
    let wants = |source: &str| {
        let program = Program::compile(source, &schema).unwrap();
        !program.wants(&Lists::new()).is_empty()
    };
    assert!(!wants("any(report.findings, .kind == \"card\")"));
    assert!(wants("any(report.findings, .kind == \"drug\")"));
    assert!(wants("length(report.findings) > 2"));
    assert!(!wants(
        "length(filter(report.findings, .kind == \"card\")) > 2"
    ));
}
