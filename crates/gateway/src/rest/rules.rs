//! The rules that are loaded, and what each of them may lack.

use std::sync::Arc;

use axum::extract::{Path, State};
use detect::{Engine, Rule};
use serde_json::{Value, json};

use super::access::Caller;
use super::page::object;
use super::problem::{Answer, Problem};
use crate::door::Shared;

fn all(engine: &Engine) -> impl Iterator<Item = &Rule> {
    engine
        .pack()
        .rules()
        .iter()
        .chain(engine.foreign().rules.iter())
}

fn short(rule: &Rule) -> Value {
    json!({
        "name": rule.file.name,
        "id": rule.file.id,
        "severity": rule.file.severity,
        "attack_types": rule.file.attack_types,
        "own": rule.own,
        "path": rule.path,
    })
}

pub(super) async fn list(State(shared): State<Arc<Shared>>, _: Caller) -> Answer {
    let engine = shared.judge.engine();
    let items: Vec<Value> = all(&engine).map(short).collect();
    let refused = engine.foreign_errors().iter().map(ToString::to_string);
    let refused: Vec<String> = refused.collect();
    Ok(object(
        &json!({ "items": items, "next": null, "refused": refused }),
    ))
}

pub(super) async fn one(
    State(shared): State<Arc<Shared>>,
    _: Caller,
    Path(name): Path<String>,
) -> Answer {
    let engine = shared.judge.engine();
    let rule = all(&engine).find(|it| it.file.name == name || it.file.id == name);
    let rule = rule.ok_or_else(|| Problem::not_found("such rule; see /v1/rules"))?;
    let mut value = short(rule);
    if let Some(members) = value.as_object_mut() {
        members.insert("description".to_owned(), json!(rule.file.description));
        members.insert("source".to_owned(), json!(rule.file.source));
    }
    Ok(object(&value))
}
