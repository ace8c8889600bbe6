//! The language, construct by construct: expressions and what they are over one small message.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::Limits;
use mql::{Arena, Env, FunctionBuilder, List, Lists, Program, RuleSet, Schema};
use serde_json::{Value as Json, json};

fn schema() -> Arc<Schema> {
    let json = json!({
        "types": {
            "Item": {"name": "str", "size": "int", "ratio": "float", "tags": "[str]", "flag": "bool"},
            "Part": {"items": "[Item]", "name": "str"},
            "Person": {"name": "str", "mail": "str"},
            "Answer": {"labels": "[str]", "score": "float"},
        },
        "roots": {
            "text": "str", "absent": "str", "count": "int", "items": "[Item]", "part": "Part",
            "gone": "Part", "parameters": "map<[str]>", "data": "json", "sent": "time",
            "yes": "bool", "unknown": "bool",
        },
        "functions": {
            "label": {"args": ["str"], "arity": [1, 1], "ret": "Answer"},
        },
        "lists": {"hosts": "str", "words": "str", "people": "Person", "unset": "str"},
    });
    let mut builder = Schema::builder();
    builder.function(
        FunctionBuilder::new("twice", "")
            .takes("text", "str")
            .keyword("glue", "str")
            .returns("str")
            .implemented(|arguments, env| {
                let text = arguments.text(0).unwrap_or_default();
                let glue = arguments.keyword("glue").as_str().unwrap_or_default();
                env.text(&[text, glue, text].concat())
            }),
    );
    builder.declare_json(&json).unwrap();
    Arc::new(builder.build().unwrap())
}

fn message() -> Json {
    json!({
        "text": "Ünïcode Order #42, call +1",
        "count": 7,
        "yes": true,
        "sent": "2026-11-24T12:00:00+01:00",
        "items": [
            {"name": "a", "size": 10, "ratio": 0.5, "tags": ["x", "y"], "flag": true},
            {"name": null, "size": 5, "tags": [], "flag": false},
            {"name": "A", "size": 10},
        ],
        "part": {"name": "p", "items": [{"name": "inner", "size": 1}]},
        "parameters": {"u": ["1", "2"], "v": ["3"]},
        "data": {"n": 3, "s": "x", "b": true, "list": [1, "two", null], "o": {"k": "v"}},
    })
}

fn lists() -> Lists {
    let mut lists = Lists::new();
    lists.insert("hosts", List::hostnames(["Example.com", "test.example"]));
    lists.insert("words", List::texts(["Zip", "rar"]));
    lists.insert(
        "people",
        List::json(vec![json!({"name": "Ann", "mail": "ann@corp.example"})]),
    );
    lists
}

/// Checks the value of an expression, walked alone and as part of a set.
#[track_caller]
fn check(source: &str, expected: &Json) {
    let schema = schema();
    let program = Program::compile(source, &schema)
        .unwrap_or_else(|it| panic!("{}", it.render("test", source, 1, false)));
    let set = RuleSet::new(&schema, [&program]).unwrap();
    let (message, lists, limits) = (message(), lists(), Limits::default());
    let arena = Arena::new();
    let env = Env::new(&arena, &message, &lists, &limits);
    let ty = program.result_type();
    let alone = schema.to_json(program.evaluate(&env).value, ty, &env);
    assert_eq!(&alone, expected, "{source}");
    let together = set.run(&env).evaluate(0).unwrap();
    assert_eq!(
        &schema.to_json(together.value, ty, &env),
        expected,
        "{source}, in a set"
    );
}

#[track_caller]
fn all(cases: &[(&str, Json)]) {
    for (source, expected) in cases {
        check(source, expected);
    }
}

#[test]
fn null_spreads_but_for_the_exceptions() {
    let null = Json::Null;
    all(&[
        ("absent == \"x\"", null.clone()),
        ("absent != \"x\"", null.clone()),
        ("null == null", null.clone()),
        ("not unknown", null.clone()),
        ("absent in (\"a\")", null.clone()),
        ("absent not in $words", null.clone()),
        ("strings.contains(absent, \"x\")", null.clone()),
        ("strings.contains(\"x\", absent)", null.clone()),
        ("strings.contains(\"x\", absent, \"x\")", json!(true)),
        ("strings.contains(\"x\", absent, \"y\")", null.clone()),
        ("strings.concat(\"a\", absent)", null.clone()),
        ("length(absent) + 1", null.clone()),
        ("gone.name", null.clone()),
        ("items[7].name", null.clone()),
        ("items[0 - 1].name", null.clone()),
        ("absent[0:2]", null.clone()),
        ("unknown and false", json!(false)),
        ("unknown or true", json!(true)),
        ("unknown and true", null.clone()),
        ("absent is null", json!(true)),
        ("unknown is not null", json!(false)),
        ("gone is null", json!(true)),
        ("coalesce(absent, text[0:3])", json!("Ünï")),
        ("coalesce(unknown, false)", json!(false)),
        ("coalesce(absent, gone.name)", null.clone()),
        ("1 of (unknown, false)", null.clone()),
        ("1 of (unknown, true)", json!(true)),
        ("3 of (true, false, unknown)", null),
    ]);
}

#[test]
fn arrays_that_are_absent_are_empty_and_unknown_ones_are_irregular() {
    let null = Json::Null;
    all(&[
        ("length(gone.items)", json!(0)),
        ("length(items[1].tags)", json!(0)),
        ("length(items[2].tags)", json!(0)),
        ("any(items[2].tags, true)", json!(false)),
        ("any(label(text).labels, true)", null.clone()),
        ("all(label(text).labels, false)", json!(true)),
        ("length(filter(label(text).labels, true))", json!(0)),
        ("map(label(text).labels, 1)", null.clone()),
        ("length(distinct(label(text).labels))", json!(0)),
        ("length(flatten(map(label(text).labels, [.])))", json!(0)),
        ("length(label(text).labels)", null.clone()),
        ("sum(map(label(text).labels, 1))", json!(0)),
        ("ratio(label(text).labels, true)", null.clone()),
        ("label(text).labels[0]", null.clone()),
        ("length(label(text).labels[0:3])", json!(0)),
        ("\"x\" in label(text).labels", null.clone()),
        ("ratio(items[1].tags, true)", null),
        ("\"x\" in items[1].tags", json!(false)),
    ]);
}

#[test]
fn predicates_over_elements_are_three_valued() {
    all(&[
        ("any(items, .name == \"a\")", json!(true)),
        ("any(items, .name == \"z\")", Json::Null),
        ("all(items, .name =~ \"a\")", Json::Null),
        ("all(items, .name == \"z\")", json!(false)),
        ("length(filter(items, .name =~ \"a\"))", json!(2)),
        ("map(items, .name)", json!(["a", null, "A"])),
        ("length(distinct(items, .size))", json!(2)),
        ("length(distinct(items, .name))", json!(3)),
        ("distinct(map(items, .size))", json!([10, 5])),
        ("sum(map(items, .size))", json!(25)),
        ("sum(items, .size)", json!(25)),
        ("sum(map(items, .ratio))", json!(0.5)),
        ("ratio(items, .name == \"a\") > 0.3", json!(true)),
        ("\"a\" in map(items, .name)", json!(true)),
        ("\"b\" in map(items, .name)", Json::Null),
    ]);
}

#[test]
fn loops_nest_and_dots_climb() {
    all(&[
        ("any(items, any(.tags, . == \"y\"))", json!(true)),
        ("any(items, any(.tags, ..size == 10))", json!(true)),
        ("any(items, any(part.items, ..name == .name))", Json::Null),
        ("any([1, 2], any([2, 3], . == ..))", json!(true)),
        ("any([1], any([2], any([3], ... + .. == .)))", json!(true)),
        (
            "any(filter(items, .size == 10), .name == \"A\")",
            json!(true),
        ),
        ("any(items, .name in map(part.items, ..name))", json!(true)),
        ("map(items, map(.tags, length(.)))", json!([[1, 1], [], []])),
        (
            "any([items, part.items], any(., .name == \"inner\"))",
            json!(true),
        ),
        ("any(items, count == 7)", json!(true)),
    ]);
}

#[test]
fn numbers() {
    all(&[
        ("7 / 2", json!(3)),
        ("(0 - 7) / 2", json!(-3)),
        ("7 % 4 + 2 * 3 - 1", json!(8)),
        ("7 / 2.0", json!(3.5)),
        ("count + 0.0", json!(7.0)),
        ("1 / 0", Json::Null),
        ("1.0 / 0", Json::Null),
        ("1 % 0", Json::Null),
        ("9223372036854775807 + 1", Json::Null),
        ("--3", json!(3)),
        ("3 == 3.0", json!(true)),
        ("0 < count <= 7", json!(true)),
        ("0 < count < 7", json!(false)),
        ("0 <= length(absent) < 7", Json::Null),
        ("9 < length(absent) < 7", Json::Null),
        ("9 < count < length(absent)", json!(false)),
    ]);
}

#[test]
fn texts() {
    all(&[
        ("\"a\" < \"b\" and \"Z\" < \"a\"", json!(true)),
        ("\"ÉT\" =~ \"ét\"", json!(true)),
        ("\"ß\" =~ \"SS\"", json!(false)),
        ("\"a\" !~ \"A\"", json!(false)),
        ("length(text)", json!(26)),
        ("text[0:7]", json!("Ünïcode")),
        ("text[20:99]", json!("all +1")),
        ("text[9:3]", json!("")),
        ("strings.icontains(text, \"ORDER\")", json!(true)),
        ("strings.contains(text, \"ORDER\", \"call\")", json!(true)),
        ("strings.contains(text, \"\")", json!(true)),
        ("strings.istarts_with(text, \"üNÏ\")", json!(true)),
        ("strings.starts_with(text, \"üNÏ\")", json!(false)),
        ("strings.iends_with(text, \"CALL +1\")", json!(true)),
        ("strings.ends_with(text, \"+2\", \"+1\")", json!(true)),
        ("strings.ilike(text, \"ün?code*#42*\")", json!(true)),
        ("strings.like(text, \"*order*\")", json!(false)),
        ("ilike(text, \"*order*\")", json!(true)),
        ("strings.count(\"aaaa\", \"aa\")", json!(2)),
        ("strings.icount(text, \"C\")", json!(2)),
        ("strings.levenshtein(\"paypal\", \"paypa1\")", json!(1)),
        ("strings.ilevenshtein(\"PAYPAL\", \"paypal\")", json!(0)),
        ("strings.concat(\"a\", text[0:1], \"c\")", json!("aÜc")),
        (
            "strings.replace_confusables(\"\u{430}pple\")",
            json!("apple"),
        ),
        (
            "hash.sha256(\"\")",
            json!("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ),
        ("twice(\"a\")", json!("aa")),
        ("twice(\"a\", glue=\"-\")", json!("a-a")),
        ("twice(absent, glue=\"-\")", Json::Null),
    ]);
}

#[test]
fn patterns() {
    all(&[
        (r"regex.contains(text, 'order')", json!(false)),
        (r"regex.icontains(text, 'nope', 'order\s#\d+')", json!(true)),
        (r"regex.match(text, 'Order')", json!(false)),
        (r"regex.imatch(text, '.*ORDER.*')", json!(true)),
        (r"regex.match('ab', 'a|ab')", json!(true)),
        (r"regex.count(text, '\d')", json!(3)),
        (r"regex.icount(text, 'C')", json!(2)),
        (r"regex.count(absent, 'C')", Json::Null),
        (r"regex.extract(text, '#(\d+)')[0].groups[0]", json!("42")),
        (
            r"regex.extract(text, '#(?P<id>\d+)')[0].named_groups['id']",
            json!("42"),
        ),
        (
            r"regex.extract(text, '#(?P<id>\d+)')[0].named_groups['no']",
            Json::Null,
        ),
        (r"regex.iextract(text, 'ORDER (x)?')[0].groups", json!([""])),
        (
            r"map(regex.extract(text, '\d+'), .full_match)",
            json!(["42", "1"]),
        ),
        (r"length(regex.extract(text, 'nope'))", json!(0)),
    ]);
}

#[test]
fn membership_and_lists() {
    all(&[
        ("\"b\" in (\"a\", \"b\",)", json!(true)),
        ("\"B\" in (\"a\", \"b\")", json!(false)),
        ("\"B\" in~ (\"a\", \"b\")", json!(true)),
        ("\"B\" not in~ (\"a\")", json!(true)),
        ("\"b\" in (absent, \"b\")", json!(true)),
        ("\"b\" in (absent, \"c\")", Json::Null),
        ("7 in (1, count)", json!(true)),
        ("\"zip\" in $words", json!(false)),
        ("\"zip\" in~ $words", json!(true)),
        ("\"EXAMPLE.COM\" in $hosts", json!(true)),
        ("\"x\" in $unset", Json::Null),
        ("\"x\" not in $unset", Json::Null),
        ("any($people, .mail == \"ann@corp.example\")", json!(true)),
        (
            "any($words, strings.icontains(\"a zip file\", .))",
            json!(true),
        ),
        ("length($words)", json!(2)),
    ]);
}

#[test]
fn maps_and_json() {
    all(&[
        ("parameters[\"u\"][1]", json!("2")),
        ("parameters[\"w\"]", Json::Null),
        ("length(parameters[\"w\"])", Json::Null),
        ("keys(parameters)", json!(["u", "v"])),
        ("flatten(values(parameters))", json!(["1", "2", "3"])),
        ("length(parameters)", json!(2)),
        ("data[\"n\"] > 2", json!(true)),
        ("data[\"n\"] + 1", json!(4)),
        ("data[\"s\"] == \"x\"", json!(true)),
        ("data[\"n\"] == \"3\"", Json::Null),
        ("data[\"b\"] == true", json!(true)),
        ("data[\"list\"][1]", json!("two")),
        ("data[\"list\"][2] is null", json!(true)),
        ("data[\"o\"][\"k\"] in (\"v\")", json!(true)),
        ("data[\"none\"] is null", json!(true)),
        ("any(data[\"list\"], . == \"two\")", json!(true)),
        ("keys(data[\"o\"])", json!(["k"])),
        ("strings.icontains(data[\"s\"], \"X\")", json!(true)),
        (
            "strings.parse_json('{\"a\": [1]}')[\"a\"][0] == 1",
            json!(true),
        ),
        ("strings.parse_json(\"nope\") is null", json!(true)),
    ]);
}

#[test]
fn decoders_and_networks() {
    all(&[
        (
            "strings.decode_base64(\"aGVsbG8gd29ybGQ=\")",
            json!("hello world"),
        ),
        ("strings.decode_base64(\"aGVsbG8gd29ybGQ\")", Json::Null),
        (
            "strings.decode_base64(\"aGVsbG8gd29ybGQ\", ignore_padding=true)",
            json!("hello world"),
        ),
        (
            "strings.scan_base64(\"see aGVsbG8gd29ybGQ= there\")",
            json!(["hello world"]),
        ),
        ("beta.scan_base64(\"none\")", json!([])),
        ("beta.ip_in(\"10.1.2.3\", \"10.0.0.0/8\")", json!(true)),
        (
            "beta.ip_in(\"2001:db8::1\", \"10.0.0.0/8\", \"2001:db8::/32\")",
            json!(true),
        ),
        ("beta.ip_in(\"11.1.2.3\", \"10.0.0.0/8\")", json!(false)),
        ("beta.ip_in(absent, \"10.0.0.0/8\")", Json::Null),
        (
            "beta.ip_in(\"10.1.2.3\", strings.concat(\"10.0.0.0\", \"/8\"))",
            json!(true),
        ),
    ]);
}

#[test]
fn times_are_compared_as_moments() {
    all(&[("sent == sent", json!(true)), ("sent < sent", json!(false))]);
}

#[test]
fn thousands_of_arguments_are_no_trouble() {
    let networks: Vec<String> = (0..5_000)
        .map(|it| format!("\"10.{}.{}.0/24\"", it / 250, it % 250))
        .collect();
    let source = format!("beta.ip_in(\"10.19.249.9\", {})", networks.join(", "));
    check(&source, &json!(true));
    let words: Vec<String> = (0..5_000).map(|it| format!("\"word{it}\"")).collect();
    check(
        &format!("strings.icontains(text, {})", words.join(", ")),
        &json!(false),
    );
    check(
        &format!("\"word4999\" in ({})", words.join(", ")),
        &json!(true),
    );
    let clauses = vec!["yes"; 5_000].join(", ");
    check(&format!("5000 of ({clauses})"), &json!(true));
}
