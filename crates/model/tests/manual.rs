//! The language's manual names every function and type of the schema, as the schema tells them.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::fmt::Write as _;

use mql::{Function, Parameter, Schema, Type};

/// Where the tables stand in the manual.
const BEGIN: &str = "<!-- functions -->\n";
const END: &str = "<!-- end of functions -->";

#[test]
fn the_manual_lists_every_function() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/language.md");
    let manual = std::fs::read_to_string(path).unwrap();
    let schema = model::schema().unwrap();
    let (before, rest) = manual.split_once(BEGIN).unwrap();
    let (found, after) = rest.split_once(END).unwrap();
    let expected = table(&schema);
    if std::env::var_os("OFFHOOK_WRITE_MANUAL").is_some() {
        let whole = format!("{before}{BEGIN}{expected}{END}{after}");
        std::fs::write(path, whole).unwrap();
        return;
    }
    assert!(
        found == expected,
        "docs/language.md differs from the schema; write it anew with OFFHOOK_WRITE_MANUAL=1"
    );
}

#[test]
fn every_function_says_what_it_does() {
    let schema = model::schema().unwrap();
    for function in schema.functions() {
        assert!(!function.doc().is_empty(), "{}", function.name());
    }
}

#[test]
fn fields_of_what_is_looked_up_say_what_they_hold() {
    let schema = model::schema().unwrap();
    let names = [
        "SenderProfile",
        "DaysSince",
        "Nlu",
        "NluEntity",
        "Ranked",
        "LinkAnalysis",
        "CredPhish",
        "Whois",
        "LogoDetect",
        "Topic",
        "Topics",
        "SensitiveInfo",
        "SensitiveElement",
    ];
    for name in names {
        let id = schema.object_id(name).unwrap();
        for field in schema.object(id).unwrap().fields() {
            assert!(!field.doc().is_empty(), "{name}.{}", field.name());
        }
    }
}

fn table(schema: &Schema) -> String {
    let mut table =
        String::from("| function | gives | what it does | needs |\n|---|---|---|---|\n");
    for function in schema.functions() {
        let missing = function.capability().filter(|_| !function.is_implemented());
        writeln!(
            table,
            "| `{}` | `{}` | {} | {} |",
            signature(schema, function),
            schema.type_name(function.returns()),
            function.doc(),
            missing.map_or(String::new(), |it| format!("`{}`", it.name()))
        )
        .unwrap();
    }
    table
}

fn signature(schema: &Schema, function: &Function) -> String {
    let types = |accepts: &[Type]| -> String {
        let names: Vec<String> = accepts.iter().map(|it| schema.type_name(it)).collect();
        // What is a file is told in the text.
        let names = names.join("\u{a6}");
        names.replace(
            "Attachment\u{a6}File\u{a6}DownloadedFile\u{a6}Exploded\u{a6}ArchiveFile",
            "file",
        )
    };
    let (least, _) = function.arity();
    let positional = function.parameters().iter().enumerate().map(|(index, it)| {
        let optional = if index < least { "" } else { "?" };
        format!("{}{optional}: {}", it.name, types(&it.accepts))
    });
    let more = function.is_variadic().then(|| "…".to_owned());
    let keywords = function.keywords().iter();
    let keywords = keywords.map(|it: &Parameter| format!("{}=: {}", it.name, types(&it.accepts)));
    let all: Vec<String> = positional.chain(more).chain(keywords).collect();
    format!("{}({})", function.name(), all.join(", "))
}
