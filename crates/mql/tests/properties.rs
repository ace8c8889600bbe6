//! Whatever the text: no panic, valid spans, and formatting changes nothing but the layout.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::Limits;
use mql::syntax::{Expr, format, parse};
use mql::{Analysis, Arena, Env, Lists, Program, RuleSet, Schema};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn schema() -> Arc<Schema> {
    let json = json!({
        "types": {"Item": {"name": "str", "size": "int", "flag": "bool", "items": "[Item]"}},
        "roots": {"text": "str", "size": "int", "flag": "bool", "items": "[Item]", "data": "json"},
        "lists": {"known": "str", "missing": "str"},
    });
    Arc::new(Schema::from_json(&json).unwrap())
}

/// Pieces that programs are made of, right and wrong.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "and",
        "or",
        "not",
        "in",
        "in~",
        "of",
        "is",
        "null",
        "true",
        "1",
        "2.5",
        "3x",
        "\"a\"",
        "'b'",
        "\"\\d\"",
        "\"",
        "'",
        ".",
        "..",
        "...x",
        ".name",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "=",
        "==",
        "!=",
        "=~",
        "<",
        "<=",
        ">",
        "+",
        "-",
        "*",
        "/",
        "%",
        "items",
        "text",
        "size",
        "flag",
        "$known",
        "any",
        "filter",
        "length",
        "strings.icontains",
        "regex.contains",
        "// c\n",
        "\n",
        "&&",
        "é",
        "\u{0}",
        "{",
        "?",
        "data",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|it| it.join(" "))
}

/// Programs that are right, as text.
fn truth(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("true".to_owned()),
        Just("flag".to_owned()),
        Just("text is null".to_owned()),
        Just("size > 3".to_owned()),
        Just("1 < size <= 5".to_owned()),
        Just("text in (\"a\", \"bb\")".to_owned()),
        Just("text =~ \"A\"".to_owned()),
        Just("text in $known".to_owned()),
        Just("text in~ $missing".to_owned()),
        Just("strings.icontains(text, \"a\", 'Bb')".to_owned()),
        Just("strings.ilike(text, \"*a?\")".to_owned()),
        Just("strings.starts_with(text, \"a\")".to_owned()),
        Just("regex.icontains(text, 'a+b', 'x')".to_owned()),
        Just("regex.match(text, '[ab]+')".to_owned()),
        Just("data[\"k\"] == true".to_owned()),
        Just("any(items, .name == \"a\" and .size > 1)".to_owned()),
        Just("any(items, strings.contains(.name, \"b\"))".to_owned()),
        Just("all(items, .flag or .name != \"a\")".to_owned()),
        Just("length(filter(items, .name in (\"a\", \"b\"))) == 1".to_owned()),
        Just("any(items, any(.items, .name == ..name))".to_owned()),
        Just("any(items, any(.items, .name == \"a\"))".to_owned()),
        Just("coalesce(flag, false)".to_owned()),
        Just("text == text".to_owned()),
    ];
    leaf.prop_recursive(depth, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|it| format!("({})", it.join(" and "))),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|it| format!("({})", it.join(" or // o\n"))),
            inner.clone().prop_map(|it| format!("not ({it})")),
            prop::collection::vec(inner.clone(), 2..5)
                .prop_map(|it| format!("(2 of ({},))", it.join(", "))),
            inner.prop_map(|it| format!("any(items, {it})")),
        ]
    })
    .boxed()
}

fn messages() -> Vec<Json> {
    let item = |name: Json, size: i64| json!({"name": name, "size": size, "flag": size > 2});
    let nested = |name: &str, inner: Json| json!({"name": name, "size": 9, "items": [inner]});
    vec![
        json!({}),
        json!({"text": "ab", "size": 4, "flag": true, "data": {"k": true}, "items": [
            item(json!("a"), 1), item(Json::Null, 5), item(json!("xbx"), 3),
        ]}),
        json!({"text": "AAB x", "size": 2, "flag": false, "items": [
            nested("a", item(json!("a"), 0)), nested("b", item(Json::Null, 0)),
        ]}),
        json!({"text": "", "items": []}),
    ]
}

fn spans_are_valid(expr: &Expr<'_>, source: &str) -> bool {
    let (start, end) = (expr.span.start as usize, expr.span.end as usize);
    start <= end
        && source.get(start..end).is_some()
        && expr
            .kind
            .children()
            .iter()
            .all(|it| spans_are_valid(it, source))
}

/// Parses, checks, formats; formatted text gives the same tree.
fn round_trip(source: &str) {
    let parsed = parse(source);
    assert!(spans_are_valid(&parsed.expr, source));
    for diagnostic in &parsed.diagnostics {
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(source.get(start..end).is_some());
    }
    if let Some(formatted) = format(source, &parsed) {
        let again = parse(&formatted);
        assert!(again.diagnostics.is_empty(), "{formatted}");
        assert!(again.expr.same_as(&parsed.expr), "{formatted}");
        let comments = |text: &str, spans: &[text::Span]| -> Vec<String> {
            spans.iter().map(|it| it.of(text).to_owned()).collect()
        };
        assert_eq!(
            comments(source, &parsed.comments),
            comments(&formatted, &again.comments)
        );
    }
    let schema = schema();
    let analysis = Analysis::new(source, &schema, true);
    analysis.diagnostics().render("x", source, 1, false);
    analysis.diagnostics().to_json(source, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_parses_without_panic(source in any::<String>()) {
        round_trip(&source);
    }

    #[test]
    fn any_soup_of_tokens_parses_without_panic(source in soup()) {
        round_trip(&source);
    }

    #[test]
    fn any_pattern_is_refused_or_runs(pattern in "[a-z\\[\\]\\\\(){}*+?.|^$\\-&~,:<>0-9é]{0,24}", text in any::<String>()) {
        let quoted = pattern.replace('\'', "");
        let source = format!("regex.icontains(text, '{quoted}') or length(regex.extract(text, '{quoted}')) > 1");
        if let Ok(program) = Program::compile_rule(&source, &schema()) {
            let (message, arena) = (json!({"text": text}), Arena::new());
            let (lists, limits) = (Lists::new(), Limits::default());
            program.evaluate(&Env::new(&arena, &message, &lists, &limits));
        }
    }

    #[test]
    fn rules_give_the_same_answer_alone_and_together(sources in prop::collection::vec(truth(3), 1..8)) {
        let schema = schema();
        let programs: Vec<Program> = sources
            .iter()
            .map(|it| Program::compile_rule(it, &schema).unwrap_or_else(|error| panic!("{it}: {error}")))
            .collect();
        let set = RuleSet::new(&schema, &programs).unwrap();
        let mut lists = Lists::new();
        lists.insert("known", mql::List::texts(["ab"]));
        let limits = Limits::default();
        for message in messages() {
            let (arena, other_arena) = (Arena::new(), Arena::new());
            let env = Env::new(&arena, &message, &lists, &limits);
            let other_env = Env::new(&other_arena, &message, &lists, &limits);
            let mut run = set.run(&env);
            let decisions = run.decide_all();
            for (position, program) in programs.iter().enumerate() {
                let alone = program.evaluate(&other_env);
                prop_assert_eq!(decisions[position], alone.decision(), "{} over {}", sources[position], message);
                let together = run.evaluate(position).unwrap();
                prop_assert_eq!(together.possible, alone.possible, "{} over {}", sources[position], message);
                prop_assert_eq!(format!("{:?}", together.value), format!("{:?}", alone.value));
            }
            round_trip(&sources[0]);
        }
    }
}
