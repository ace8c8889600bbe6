//! The rules that are loaded.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use detect::{Engine, Rule};

use super::gate::Visitor;
use super::{BackOffice, Rooms};
use crate::hostile_text::{shortened, visible};
use crate::pages::office::rules::{LoadedRule, rules};

/// Characters of a description.
const DESCRIPTION: usize = 400;
/// Bytes of a rule's source that are shown.
const SOURCE: usize = 20_000;

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
) -> Response {
    let work = |engine: &Engine| {
        let all = engine.pack().rules().iter().chain(&engine.foreign().rules);
        let loaded: Vec<LoadedRule> = all.map(loaded).collect();
        let refused = engine
            .foreign_errors()
            .iter()
            .map(|it| visible(&it.to_string()));
        (loaded, refused.collect::<Vec<String>>())
    };
    match rooms.office.at_work(work).await {
        Ok((loaded, refused)) => {
            let frame = rooms.frame(&visitor, "rules");
            Rooms::<O>::page(&visitor, rules(&frame, &loaded, &refused))
        }
        Err(_) => rooms.refuse(
            &visitor,
            StatusCode::SERVICE_UNAVAILABLE,
            "console-busy",
            "",
        ),
    }
}

fn loaded(rule: &Rule) -> LoadedRule {
    let file = &rule.file;
    let path = rule.path.rsplit('/').next().unwrap_or(&rule.path);
    LoadedRule {
        name: visible(&file.name),
        severity: visible(&file.severity),
        attack_types: file.attack_types.iter().map(|it| visible(it)).collect(),
        is_own: rule.own,
        file: visible(path),
        description: shortened(file.description.trim(), DESCRIPTION),
        source: shortened(file.source.trim(), SOURCE),
    }
}
