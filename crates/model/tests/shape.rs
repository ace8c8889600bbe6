//! The declared fields are those of the public message data model.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

#[path = "../../mql/tests/shared/mod.rs"]
mod shared;

use mql::Schema;
use serde_json::Value as Json;

/// Every field and function of the reference is there, with the same type.
#[test]
fn the_schema_has_the_reference_types() {
    let Some(types) = shared::types() else { return };
    let schema = model::schema().unwrap();
    let mut wrong = Vec::new();
    for (object, fields) in types["types"].as_object().unwrap() {
        compare_fields(&schema, object, fields, &mut wrong);
    }
    for (root, ty) in types["roots"].as_object().unwrap() {
        let declared = schema.root(root).map(|it| schema.type_name(it.ty()));
        expect(root, ty.as_str(), declared.as_deref(), &mut wrong);
    }
    for (name, function) in types["functions"].as_object().unwrap() {
        compare_function(&schema, name, function, &mut wrong);
    }
    for (name, element) in types["lists"].as_object().unwrap() {
        let declared = schema.list(name).map(|it| schema.type_name(it.element()));
        expect(name, element.as_str(), declared.as_deref(), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn compare_fields(schema: &Schema, object: &str, fields: &Json, wrong: &mut Vec<String>) {
    let declared = schema.object_id(object).and_then(|it| schema.object(it));
    let Some(declared) = declared else {
        wrong.push(format!("{object} is not declared"));
        return;
    };
    for (name, ty) in fields.as_object().unwrap() {
        let found = declared.field(name).map(|it| schema.type_name(it.ty()));
        let place = format!("{object}.{name}");
        let own = TOPICS.contains(&place.as_str()).then_some("[Topic]");
        expect(&place, own.or(ty.as_str()), found.as_deref(), wrong);
    }
}

fn expect(place: &str, expected: Option<&str>, found: Option<&str>, wrong: &mut Vec<String>) {
    if expected != found {
        wrong.push(format!("{place} is {found:?}, expected {expected:?}"));
    }
}

/// The reference calls everything that has a name and a confidence `Ranked`; topics are a type of their own, since other
/// elements of theirs go unseen.
const TOPICS: [&str; 2] = ["Nlu.topics", "Topics.topics"];

#[test]
fn a_topic_has_the_fields_of_what_it_stands_for() {
    let schema = model::schema().unwrap();
    let fields = |name: &str| -> Vec<_> {
        let object = schema.object(schema.object_id(name).unwrap()).unwrap();
        let fields = object.fields();
        fields
            .map(|it| (it.name().to_owned(), schema.type_name(it.ty())))
            .collect()
    };
    assert_eq!(fields("Topic"), fields("Ranked"));
}

/// Array functions are generic, so only their names and arities can be compared.
fn compare_function(schema: &Schema, name: &str, expected: &Json, wrong: &mut Vec<String>) {
    let Some(function) = schema.function(name) else {
        wrong.push(format!("{name} is not declared"));
        return;
    };
    let (least, most) = function.arity();
    let most = most.map_or(-1, |it| i64::try_from(it).unwrap());
    let arity = [i64::try_from(least).unwrap(), most];
    if expected["arity"] != serde_json::json!(arity) {
        wrong.push(format!(
            "{name} takes {arity:?}, expected {}",
            expected["arity"]
        ));
    }
    for keyword in expected["kwargs"].as_object().into_iter().flatten() {
        let declared = function.keywords().iter().find(|it| it.name == *keyword.0);
        let found = declared
            .and_then(|it| it.accepts.first())
            .map(|it| schema.type_name(it));
        expect(
            &format!("{name}({}=)", keyword.0),
            keyword.1.as_str(),
            found.as_deref(),
            wrong,
        );
    }
    let ty = expected["ret"].as_str().unwrap();
    if !["same", "array", "number"].contains(&ty) {
        let found = schema.type_name(function.returns());
        expect(&format!("{name}()"), Some(ty), Some(&found), wrong);
    }
}

/// Object types that only enrichments give, which are read from JSON or by nobody yet.
const ENRICHMENTS: [&str; 29] = [
    "AdditionalResponse",
    "AsaAgent",
    "AttackScore",
    "Brand",
    "CredPhish",
    "DaysSince",
    "DownloadedFile",
    "External",
    "FinalDOM",
    "LinkAnalysis",
    "LogoDetect",
    "MDM",
    "MacroVerdict",
    "Meta",
    "Nlu",
    "NluEntity",
    "Ranked",
    "SenderProfile",
    "SensitiveElement",
    "SensitiveInfo",
    "SensitivityLabel",
    "Topics",
    "Translation",
    "Triage",
    "TriageAgents",
    "TriageClassification",
    "TriageReports",
    "Vip",
    "Whois",
];

/// A field of the message that nothing reads would be null for ever.
#[test]
fn every_field_that_is_no_enrichment_is_read() {
    let schema = model::schema().unwrap();
    for object in schema.objects() {
        let unread: Vec<&str> = object
            .fields()
            .filter(|it| !it.is_bound())
            .map(mql::Field::name)
            .collect();
        let is_enrichment = ENRICHMENTS.contains(&object.name());
        assert!(
            unread.is_empty() || is_enrichment,
            "{}: {unread:?}",
            object.name()
        );
    }
}

/// What an editor shows over a name, and the manual lists.
#[test]
fn everything_says_what_it_is() {
    let schema = model::schema().unwrap();
    let mut silent: Vec<String> = Vec::new();
    for object in schema.objects() {
        let fields = object.fields().filter(|it| it.doc().is_empty());
        silent.extend(fields.map(|it| format!("{}.{}", object.name(), it.name())));
        if object.doc().is_empty() {
            silent.push(object.name().to_owned());
        }
    }
    let roots = schema.roots().filter(|it| it.doc().is_empty());
    silent.extend(roots.map(|it| it.name().to_owned()));
    let functions = schema.functions().filter(|it| it.doc().is_empty());
    silent.extend(functions.map(|it| format!("{}()", it.name())));
    assert!(silent.is_empty(), "{}", silent.join(", "));
}
