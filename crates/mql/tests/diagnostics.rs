//! Diagnostics as rule writers see them.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use mql::{Code, Program, Schema};
use serde_json::json;

fn schema() -> Arc<Schema> {
    let json = json!({
        "types": {
            "Link": {"host": "str", "display_text": "str", "port": "int", "visible": "bool"},
            "Sender": {"email": "str", "display_name": "str"},
        },
        "roots": {
            "subject": "str", "links": "[Link]", "sender": "Sender", "size": "int",
            "spam": "bool", "data": "json", "parameters": "map<[str]>",
        },
        "functions": {
            "file.explode": {"args": ["Link"], "arity": [1, 1], "ret": "[Link]",
                             "kwargs": {"mode": "str"}},
        },
        "lists": {"known_hosts": "str"},
    });
    Arc::new(Schema::from_json(&json).unwrap())
}

/// Checks the codes of everything wrong with a rule, in source order.
#[track_caller]
fn check(source: &str, expected: &[Code]) {
    let codes: Vec<Code> = match Program::compile_rule(source, &schema()) {
        Ok(_) => Vec::new(),
        Err(diagnostics) => {
            let drawn = diagnostics.render("rule.yml", source, 1, false);
            assert!(drawn.contains("rule.yml:"), "{drawn}");
            diagnostics.iter().map(|it| it.code).collect()
        }
    };
    assert_eq!(codes, expected, "{source}");
}

/// Checks how the diagnostics of a rule are drawn.
#[track_caller]
fn check_drawn(source: &str, expected: &str) {
    let diagnostics = Program::compile_rule(source, &schema()).unwrap_err();
    let drawn = diagnostics.render("rule.yml", source, 7, false);
    assert_eq!(drawn.trim_end(), expected.trim_matches('\n'), "\n{drawn}");
}

#[test]
fn a_misspelt_field_is_shown_with_the_nearest() {
    check_drawn(
        "spam\nand any(links, .display_txt == \"x\")",
        r#"
error[M0202]: Link has no field `display_txt`
 --> rule.yml:8:17
  |
8 | and any(links, .display_txt == "x")
  |                 ^^^^^^^^^^^
  |
  = help: did you mean `display_text`?
"#,
    );
}

#[test]
fn a_type_error_names_both_types() {
    check_drawn(
        "subject == size",
        r"
error[M0209]: str and int cannot be compared
 --> rule.yml:7:9
  |
7 | subject == size
  | ------- ^^ ---- this is int
  | |
  | this is str
",
    );
}

#[test]
fn all_mistakes_of_a_rule_are_shown_at_once() {
    check(
        "sbject == \"x\" and strings.icontain(subject, \"y\") and (size or) and spam and any(links, .prt > 1)",
        &[
            Code::UnknownRoot,
            Code::UnknownFunction,
            Code::NotBoolean,
            Code::UnexpectedToken,
            Code::UnknownField,
        ],
    );
}

#[test]
fn mistakes_of_spelling() {
    check("subject == \"a\\d\"", &[Code::UnknownEscape]);
    check("subject == \"a", &[Code::UnterminatedString]);
    check("size == 12x", &[Code::MalformedNumber]);
    check("size == 99999999999999999999", &[Code::MalformedNumber]);
    check("spam && spam", &[Code::UnexpectedToken]);
    check("spam and # spam", &[Code::UnknownCharacter]);
    check("", &[Code::EmptyProgram]);
    check("// only a comment", &[Code::EmptyProgram]);
}

#[test]
fn mistakes_of_structure() {
    check("size > 5 > 1", &[Code::ComparisonChain]);
    check("1 < size < 5 < 9", &[Code::ComparisonChain]);
    check(
        "any of (spam, spam)",
        &[Code::UnknownRoot, Code::UnexpectedToken],
    );
    check("2 of (spam, spam) == true", &[Code::UnexpectedToken]);
    check("true == not spam", &[Code::UnexpectedToken]);
    check("spam and", &[Code::UnexpectedToken]);
    check("(spam", &[Code::UnexpectedToken]);
    check(
        "any(file.explode(links[0], mode=\"x\", 3), spam)",
        &[Code::WrongArity, Code::PositionalAfterKeyword],
    );
    let deep = format!("{}spam{}", "(".repeat(1_000), ")".repeat(1_000));
    check(&deep, &[Code::TooDeep]);
    let tall = format!("size == {}1", "1 + ".repeat(1_000));
    check(&tall, &[Code::TooDeep]);
    let wide = format!("spam{}", " and spam".repeat(10_000));
    check(&wide, &[]);
}

#[test]
fn mistakes_of_names() {
    check("TRUE", &[Code::UnknownRoot]);
    check("host == \"x\"", &[Code::UnknownRoot]);
    check("sender.mail == \"x\"", &[Code::UnknownField]);
    check("strings.contain(subject, \"x\")", &[Code::UnknownFunction]);
    check("subject in $known_host", &[Code::UnknownList]);
    check(
        "any(file.explode(links[0], mod=\"x\"), spam)",
        &[Code::UnknownKeyword],
    );
    check(
        "any(file.explode(links[0], mode=\"x\", mode=\"y\"), spam)",
        &[Code::DuplicateKeyword],
    );
    check(".host == \"x\"", &[Code::ScopeTooDeep]);
    check("any(links, ..host == \"x\")", &[Code::ScopeTooDeep]);
}

#[test]
fn mistakes_of_types() {
    check("subject", &[Code::NotARule]);
    check("subject and spam", &[Code::NotBoolean]);
    check("any(links, .port)", &[Code::NotBoolean]);
    check("any(links)", &[Code::WrongArity]);
    check("any(subject, spam)", &[Code::WrongArgument]);
    check("strings.icontains(size, \"x\")", &[Code::WrongArgument]);
    check("links.host == \"x\"", &[Code::NoImplicitIteration]);
    check("links is null", &[Code::ArrayIsNull]);
    check("subject[0] == \"x\"", &[Code::NotIndexable]);
    check("links[\"a\"].host == \"x\"", &[Code::MismatchedTypes]);
    check(
        "\"a\" + \"b\" == \"ab\"",
        &[Code::MismatchedTypes, Code::MismatchedTypes],
    );
    check("subject =~ size", &[Code::MismatchedTypes]);
    check("spam < true", &[Code::MismatchedTypes]);
    check("subject in links", &[Code::MismatchedTypes]);
    check("\"x\" in [1, \"x\"]", &[Code::MismatchedTypes]);
    check("coalesce(subject, size) == 1", &[Code::MismatchedTypes]);
    check("data", &[Code::NotARule]);
    check(
        "data[\"a\"] == true and data[\"b\"][0] > 3 and data[\"c\"] == \"x\"",
        &[],
    );
    check("3 of (spam, spam)", &[Code::ThresholdTooHigh]);
}

#[test]
fn mistakes_in_patterns() {
    check("regex.contains(subject, '(?=a)')", &[Code::BadPattern]);
    check("regex.contains(subject, 'a', '(')", &[Code::BadPattern]);
    check("regex.contains(subject, sender.email)", &[Code::BadPattern]);
    check(
        "beta.ip_in(subject, \"10.0.0.0/8\", \"10.0.0.0/99\")",
        &[Code::BadPattern],
    );
    check("regex.contains(subject, ('a'))", &[]);
}

#[test]
fn diagnostics_are_data_too() {
    let source = "spam and\n  links.host == \"x\"";
    let diagnostics = Program::compile_rule(source, &schema()).unwrap_err();
    let json = diagnostics.to_json(source, 10);
    assert_eq!(json[0]["code"], "M0214");
    assert_eq!(
        (&json[0]["line"], &json[0]["column"]),
        (&json!(11), &json!(9))
    );
    assert_eq!(json[0]["start"], 17);
    assert!(json[0]["help"].as_str().unwrap().contains("map"));
    assert!(diagnostics.to_string().starts_with("M0214: "));
}

#[test]
fn codes_are_unique() {
    let mut ids: Vec<&str> = Code::ALL.iter().map(|it| it.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Code::ALL.len());
}
