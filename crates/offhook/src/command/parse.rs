//! `offhook parse`: the message data model as JSON.

use std::io::Write as _;

use super::input;
use crate::Outcome;
use crate::cli::ParseArguments;

pub(crate) fn run(arguments: &ParseArguments) -> anyhow::Result<Outcome> {
    let raw = input::read(&arguments.file)?;
    let engine = input::engine(&arguments.engine)?;
    let subject = engine.read(&raw);
    let mut json = engine.to_json(&subject);
    if let Some(members) = json.as_object_mut() {
        let defects = subject.message.defects.iter();
        let defects = defects
            .map(|it| serde_json::json!({ "kind": it.kind, "detail": it.detail }))
            .collect();
        members.insert("_defects".to_owned(), serde_json::Value::Array(defects));
    }
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &json)?;
    writeln!(out)?;
    Ok(Outcome::Clean)
}
