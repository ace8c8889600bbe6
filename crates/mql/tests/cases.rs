//! The reference cases: an expression, a data model in JSON, the expected value.
//!
//! Cases are firm or doubtful; of the doubtful ones the choices that differ are listed here. Cases
//! that need a host's functions (URLs, addresses, HTML) belong to the host's tests.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod shared;

use std::sync::Arc;

use limits::Limits;
use mql::{Arena, Env, FunctionBuilder, List, Lists, Program, Schema};
use serde_json::{Value as Json, json};

/// Functions of the reference that a host provides.
const HOST: [&str; 5] = [
    "strings.parse_url",
    "strings.parse_domain",
    "strings.parse_email",
    "strings.parse_html",
    "html.xpath",
];

/// Doubtful cases in which we chose otherwise, and why.
const CHOSEN_OTHERWISE: [(&str, &str); 1] = [(
    "of-009",
    "a threshold above the number of clauses is refused when the rule is compiled",
)];

struct Case {
    id: String,
    expression: String,
    model: Json,
    enrich: Json,
    lists: Json,
    expected: Json,
    doubtful: bool,
}

fn cases() -> Option<Vec<Case>> {
    let text = std::fs::read_to_string(reference_data::path("mql/cases.jsonl")?).unwrap();
    let read = |line: &str| {
        let case: Json = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().unwrap().to_owned();
        Case {
            id: text("id"),
            expression: text("expr"),
            model: case.get("mdm").cloned().unwrap_or_else(|| json!({})),
            enrich: case.get("enrich").cloned().unwrap_or_default(),
            lists: case.get("lists").cloned().unwrap_or_default(),
            expected: case["expected"].clone(),
            doubtful: case["doubt"] == json!(true),
        }
    };
    Some(text.lines().map(read).collect())
}

/// The reference's schema, in which the functions of `enrich` give the answers written there.
fn schema(types: &Json, enrich: &Json) -> Arc<Schema> {
    let mut builder = Schema::builder();
    for (name, answer) in enrich.as_object().into_iter().flatten() {
        let declared = &types["functions"][name];
        let mut function = FunctionBuilder::new(name, "");
        for types in declared["args"].as_array().unwrap() {
            function = function.takes("argument", types.as_str().unwrap());
        }
        for (keyword, types) in declared["kwargs"].as_object().into_iter().flatten() {
            function = function.keyword(keyword, types.as_str().unwrap());
        }
        let answer = answer.clone();
        builder.function(
            function
                .returns(declared["ret"].as_str().unwrap())
                .implemented(move |_, env| env.json(answer.clone())),
        );
    }
    builder.declare_json(types).unwrap();
    Arc::new(builder.build().unwrap())
}

fn lists(json: &Json) -> Lists {
    let mut lists = Lists::new();
    for (name, entries) in json.as_object().into_iter().flatten() {
        let entries = entries.as_array().unwrap();
        let list = match entries.first() {
            Some(Json::Object(_)) => List::json(entries.clone()),
            _ => List::texts(entries.iter().map(|it| it.as_str().unwrap())),
        };
        lists.insert(name, list);
    }
    lists
}

fn evaluate(case: &Case, types: &Json) -> Json {
    let schema = schema(types, &case.enrich);
    let program = match Program::compile(&case.expression, &schema) {
        Ok(program) => program,
        Err(diagnostics) => {
            let is_syntax = diagnostics.iter().any(|it| it.code.id().starts_with("M01"));
            return json!({"error": if is_syntax { "syntax" } else { "type" }});
        }
    };
    let (arena, lists, limits) = (Arena::new(), lists(&case.lists), Limits::default());
    let env = Env::new(&arena, &case.model, &lists, &limits);
    let evaluated = program.evaluate(&env);
    schema.to_json(evaluated.value, program.result_type(), &env)
}

#[test]
fn every_firm_case_holds() {
    let (Some(cases), Some(types)) = (cases(), shared::types()) else {
        return;
    };
    let mut wrong = Vec::new();
    let mut otherwise = Vec::new();
    let mut skipped = Vec::new();
    for case in &cases {
        if HOST.iter().any(|it| case.expression.contains(it))
            && case.enrich.is_null()
            && case.expected.get("error").is_none()
        {
            skipped.push(case.id.as_str());
            continue;
        }
        let found = evaluate(case, &types);
        if found == case.expected {
            continue;
        }
        if case.doubtful {
            otherwise.push(case.id.as_str());
        }
        if !case.doubtful || !CHOSEN_OTHERWISE.iter().any(|(id, _)| *id == case.id) {
            wrong.push(format!(
                "{}: {} is {found}, expected {}",
                case.id, case.expression, case.expected
            ));
        }
    }
    eprintln!("left to the host's tests: {skipped:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let expected: Vec<&str> = CHOSEN_OTHERWISE.iter().map(|(id, _)| *id).collect();
    assert_eq!(
        otherwise, expected,
        "the list of other choices is up to date"
    );
}
