//! Programs no person writes: nested without end, as long as an attacker likes. They are refused or
//! compiled, formatted and run, in bounded time and on an ordinary stack.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::Limits;
use mql::syntax::{format, parse};
use mql::{Analysis, Arena, Decision, Env, Lists, Program, RuleSet, Schema};
use proptest::prelude::*;
use serde_json::json;

fn schema() -> Arc<Schema> {
    let json = json!({
        "types": {"Item": {"name": "str", "flag": "bool", "items": "[Item]"}},
        "roots": {"text": "str", "flag": "bool", "items": "[Item]", "data": "json"},
    });
    Arc::new(Schema::from_json(&json).unwrap())
}

/// Parses, formats and checks on a stack as small as a worker thread's.
fn survive(source: String) {
    let work = move || {
        let parsed = parse(&source);
        format(&source, &parsed);
        let analysis = Analysis::new(&source, &schema(), true);
        let rendered = analysis.diagnostics().render("x", &source, 1, false);
        assert!(
            rendered.len() < 64 * source.len() + 100_000,
            "messages stay short"
        );
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn nesting_has_an_end() {
    const DEPTH: usize = 50_000;
    for (open, middle, close) in [
        ("(", "flag", ")"),
        ("[", "flag", "]"),
        ("not ", "flag", ""),
        ("-", "1", ""),
        ("any(items, ", ".flag", ")"),
        ("length(", "text", ")"),
        ("1 of (", "flag", ")"),
        ("data[", "0", "]"),
        ("flag and (flag or ", "flag", ")"),
        ("coalesce(", "flag", ", false)"),
        ("text in (", "\"a\"", ")"),
    ] {
        survive(format!(
            "{}{middle}{}",
            open.repeat(DEPTH),
            close.repeat(DEPTH)
        ));
        survive(format!("{}{middle}", open.repeat(DEPTH)));
        survive(format!("{middle}{}", close.repeat(DEPTH)));
    }
    survive(format!("data{}", "[0]".repeat(DEPTH)));
    survive(format!("data{}", ".a".repeat(DEPTH)));
    survive(format!("flag{}", " and flag".repeat(DEPTH)));
    survive(format!("1{} > 0", " + 1".repeat(DEPTH)));
    survive(format!("any(items, {}flag)", ".".repeat(DEPTH)));
    survive("\"".repeat(DEPTH));
    survive("// \n".repeat(DEPTH));
}

#[test]
fn five_thousand_arguments_are_nothing_special() {
    let texts: Vec<String> = (0..5_000)
        .map(|it| format!("\"word number {it}\""))
        .collect();
    let texts = texts.join(", ");
    let ranges: Vec<String> = (0..5_000)
        .map(|it| format!("\"10.{}.{}.0/24\"", it / 256, it % 256))
        .collect();
    let clauses = vec!["flag"; 5_000].join(", ");
    let schema = schema();
    let sources = [
        format!("strings.icontains(text, {texts})"),
        format!("text in ({texts})"),
        format!("not any([{texts}], . == text)"),
        format!("beta.ip_in(\"10.19.135.7\", {})", ranges.join(", ")),
        format!("2 of ({clauses})"),
    ];
    let programs: Vec<Program> = sources
        .iter()
        .map(|it| Program::compile_rule(it, &schema).unwrap())
        .collect();
    let set = RuleSet::new(&schema, &programs).unwrap();
    let message = json!({"text": "Word Number 4999", "flag": true});
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, &message, &lists, &limits);
    let decisions = set.run(&env).decide_all();
    let (yes, no) = (Decision::Matched, Decision::NotMatched);
    assert_eq!(decisions, [yes, no, yes, yes, yes]);
    for (program, decision) in programs.iter().zip(decisions) {
        assert_eq!(program.decide(&env), decision);
    }
    for source in &sources {
        let parsed = parse(source);
        let formatted = format(source, &parsed).unwrap();
        assert!(parse(&formatted).expr.same_as(&parsed.expr));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        survive(String::from_utf8_lossy(&bytes).into_owned());
    }

    #[test]
    fn repeated_pieces_are_survived(piece in "[a-z(){}\\[\\],.:$\"'<>=~/* \\n0-9]{1,8}", times in 1..3_000_usize) {
        survive(piece.repeat(times));
    }
}
