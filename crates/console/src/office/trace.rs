//! Why a rule says what it says of a held mail: each part of it with what it came to.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use detect::{Engine, Explanation, Rule};
use identity::Envelope;
use limits::Capability;
use mql::Outcomes;
use store::{EntryFilter, EntryState, Page, Record, RecordId, Store, StoreError};

use super::gate::Visitor;
use super::search::value;
use super::{BackOffice, Rooms, Unanswered};
use crate::hostile_text::{shortened, visible};
use crate::pages::office::trace::{Choice, Outcome, Part, Trace, trace};

/// Parts of a rule that are shown.
const PARTS: usize = 600;
/// Characters of a part, and of its value.
const TEXT: usize = 300;
const VALUE: usize = 120;
/// How deep parts are set in.
const DEPTH: usize = 12;
/// Rules to choose from.
const RULES: usize = 3000;
/// Held entries of a record that are looked at.
const ENTRIES: usize = 20;

/// The record, and the bytes of the mail where it is held, with whom they came from and go to.
pub(super) type Kept = (Record, Option<(Vec<u8>, Envelope)>);

/// What is kept of a record's mail.
pub(super) fn kept(store: &Store, id: RecordId) -> Result<Option<Kept>, StoreError> {
    let Some(record) = store.record(id)? else {
        return Ok(None);
    };
    let filter = EntryFilter {
        record: Some(id),
        state: Some(EntryState::Held),
        ..EntryFilter::default()
    };
    let entries = store.entries(&filter, &Page::first(ENTRIES))?;
    // What became of it in this moment makes no error: it is no longer held.
    let message = entries.first().and_then(|it| store.message(it.id).ok());
    let held = message.map(|it| {
        let envelope = Envelope {
            mail_from: Some(it.entry.mail_from.clone()),
            recipients: vec![it.entry.recipient.clone()],
            ..Envelope::default()
        };
        (it.bytes, envelope)
    });
    Ok(Some((record, held)))
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let Ok(id) = id.parse::<RecordId>() else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let wanted = value(&query.unwrap_or_default(), "rule").unwrap_or_default();
    let asked = rooms.office.ask(move |store| kept(store, id));
    let (record, held) = match asked.await {
        Ok(Some(found)) => found,
        Ok(None) => return rooms.unanswered(&visitor, &Unanswered::Missing),
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let Some((bytes, envelope)) = held else {
        let key = "console-trace-not-held";
        return rooms.refuse(&visitor, StatusCode::NOT_FOUND, key, "");
    };
    let busy = "console-busy";
    let Some(_held) = rooms.office.hold(bytes.len().saturating_mul(2)) else {
        return rooms.refuse(&visitor, StatusCode::SERVICE_UNAVAILABLE, busy, "");
    };
    let work = move |engine: &Engine| looked_into(engine, &bytes, &envelope, &wanted);
    match rooms.office.at_work(work).await {
        Ok((choices, found)) => {
            let frame = rooms.frame(&visitor, "verdicts");
            Rooms::<O>::page(&visitor, trace(&frame, &record, choices, found))
        }
        Err(_) => rooms.refuse(&visitor, StatusCode::SERVICE_UNAVAILABLE, busy, ""),
    }
}

/// The rules there are, and what became of the one that is wanted; nothing where there is none of that name.
fn looked_into(
    engine: &Engine,
    bytes: &[u8],
    envelope: &Envelope,
    wanted: &str,
) -> (Vec<Choice>, Option<Trace>) {
    let all = || engine.pack().rules().iter().chain(&engine.foreign().rules);
    let choices = all().take(RULES).map(|it| Choice {
        name: visible(&it.file.name),
        is_own: it.own,
        is_chosen: it.file.name == wanted,
    });
    let mut choices: Vec<Choice> = choices.collect();
    choices.sort_by(|a, b| (!a.is_own, &a.name).cmp(&(!b.is_own, &b.name)));
    let found = all().find(|it| it.file.name == wanted);
    let found = found.map(|it| traced(engine, it, bytes, envelope));
    (choices, found)
}

fn traced(engine: &Engine, rule: &Rule, bytes: &[u8], envelope: &Envelope) -> Trace {
    let subject = engine.read_delivered(bytes, envelope);
    let mut trace = Trace {
        name: visible(&rule.file.name),
        description: shortened(rule.file.description.trim(), TEXT),
        outcome: Outcome::Unclear,
        parts: Vec::new(),
        is_cut: false,
    };
    // A rule that is loaded has been compiled.
    let Ok(explanation) = engine.explain(&rule.file.source, &subject) else {
        return trace;
    };
    trace.outcome = outcome(&explanation);
    // Without recursion: an expression may be deeper than the stack is worth.
    let mut open = vec![(&explanation, 0)];
    while let Some((it, depth)) = open.pop() {
        if trace.parts.len() == PARTS {
            trace.is_cut = true;
            break;
        }
        trace.parts.push(part(it, depth));
        open.extend(it.operands.iter().rev().map(|it| (it, depth + 1)));
    }
    trace
}

fn outcome(it: &Explanation) -> Outcome {
    if it.possible == Outcomes::TRUE {
        Outcome::True
    } else if it.possible == Outcomes::FALSE {
        Outcome::False
    } else if it.possible == Outcomes::NULL {
        Outcome::Null
    } else {
        Outcome::Unclear
    }
}

fn part(it: &Explanation, depth: usize) -> Part {
    let lacks: Vec<&str> = it.lacks.iter().map(Capability::name).collect();
    let is_inherited = it.operands.iter().any(|inner| inner.lacks == it.lacks);
    let words: Vec<&str> = it.text.split_whitespace().collect();
    let mut value = match &it.each {
        _ if it.is_truth() || it.ty.is_empty() => String::new(),
        Some(each) if it.ty == "bool" => {
            let counts = [
                (each.truths, "true"),
                (each.falsehoods, "false"),
                (each.nulls, "null"),
            ];
            let counts = counts.iter().filter(|it| it.0 > 0);
            let counts: Vec<String> = counts.map(|(n, word)| format!("{word} × {n}")).collect();
            counts.join(", ")
        }
        _ => match it.value.as_array() {
            Some(items) if items.iter().any(serde_json::Value::is_object) => {
                format!("[{}]", items.len())
            }
            _ => it.value.to_string(),
        },
    };
    value = shortened(&value, VALUE);
    Part {
        depth: depth.min(DEPTH),
        text: shortened(&words.join(" "), TEXT),
        outcome: it.is_truth().then(|| outcome(it)),
        value,
        lacks: if is_inherited {
            String::new()
        } else {
            lacks.join(", ")
        },
    }
}
