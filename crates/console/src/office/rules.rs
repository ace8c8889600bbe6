//! The rules: what judges, what each came to, and which of them are the operator's own.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use detect::{Engine, Rule};
use jiff::Timestamp;
use store::RuleCount;
use workbench::{OwnRule, OwnState, Workbench};

use super::gate::Visitor;
use super::search::value;
use super::{BackOffice, Rooms, Unanswered};
use crate::desk::DeskError;
use crate::hostile_text::visible;
use crate::pages::office::rule::rule as rule_page;
use crate::pages::office::rules::rules;

/// A rule as the pages show it.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownRule {
    pub(crate) name: String,
    pub(crate) severity: String,
    pub(crate) attack_types: Vec<String>,
    /// Whether it is of the project's own pack.
    pub(crate) is_own: bool,
    pub(crate) path: String,
    pub(crate) description: String,
    pub(crate) source: String,
    /// What is known of it where it is one of the operator's that may be changed here.
    pub(crate) editable: Option<Editable>,
    pub(crate) count: RuleCount,
}

/// A rule that may be changed here.
#[derive(Debug, Clone)]
pub(crate) struct Editable {
    pub(crate) file: String,
    pub(crate) state: OwnState,
    pub(crate) has_draft: bool,
    pub(crate) refusal: Option<String>,
}

/// All rules, and what was not loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct KnownRules {
    pub(crate) all: Vec<KnownRule>,
    pub(crate) refused: Vec<String>,
    /// Whether rules may be written here at all.
    pub(crate) is_editable: bool,
}

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
) -> Response {
    match rooms.known_rules(&visitor).await {
        Ok(known) => {
            let frame = rooms.frame(&visitor, "rules");
            Rooms::<O>::page(&visitor, rules(&frame, &known, visitor.role))
        }
        Err(refused) => refused,
    }
}

pub(super) async fn one<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let wanted = value(&query.unwrap_or_default(), "name").unwrap_or_default();
    let known = match rooms.known_rules(&visitor).await {
        Ok(known) => known,
        Err(refused) => return refused,
    };
    // What is asked for was shown, and what is shown has its turning marks made visible.
    let found = known.all.iter().find(|it| visible(&it.name) == wanted);
    let Some(found) = found else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    let frame = rooms.frame(&visitor, "rules");
    Rooms::<O>::page(&visitor, rule_page(&frame, found, visitor.role))
}

impl<O: BackOffice> Rooms<O> {
    async fn known_rules(&self, visitor: &Visitor) -> Result<KnownRules, Response> {
        let now = Timestamp::now().as_second();
        let counts = self.office.ask(move |store| store.rule_counts(now)).await;
        let counts = counts.map_err(|it| self.unanswered(visitor, &it))?;
        let workbench = self.office.workbench();
        let work = move |engine: &Engine| known(engine, &workbench, counts);
        let known = self.office.at_work(work).await;
        known.map_err(|it| self.not_at_work(visitor, it))
    }

    /// What to say where the judge has no time, or fails.
    pub(super) fn not_at_work(&self, visitor: &Visitor, _why: DeskError) -> Response {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        self.refuse(visitor, status, "console-busy", "")
    }
}

fn known(engine: &Engine, workbench: &Workbench, counts: Vec<RuleCount>) -> KnownRules {
    let own = workbench.own_rules();
    let is_editable = own.is_ok();
    let mut own: HashMap<String, OwnRule> = own
        .unwrap_or_default()
        .into_iter()
        .map(|it| (it.name.clone(), it))
        .collect();
    let mut counts: HashMap<String, RuleCount> =
        counts.into_iter().map(|it| (it.rule.clone(), it)).collect();
    let loaded = engine.pack().rules().iter().chain(&engine.foreign().rules);
    let mut all: Vec<KnownRule> = loaded.map(loaded_rule).collect();
    for rule in &mut all {
        if !rule.is_own {
            rule.editable = own.remove(rule.name.trim()).map(editable);
        }
    }
    // What does not judge: drafts, what is switched off, what is refused.
    all.extend(own.into_values().map(|it| KnownRule {
        name: it.name.clone(),
        source: it.text().to_owned(),
        path: format!("{}.yml", it.file),
        editable: Some(editable(it)),
        ..KnownRule::default()
    }));
    for rule in &mut all {
        if let Some(count) = counts.remove(&rule.name) {
            rule.count = count;
        }
    }
    all.sort_by(|a, b| {
        let key = |it: &KnownRule| (it.editable.is_none(), std::cmp::Reverse(it.count.month));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    let refused = engine.foreign_errors().iter();
    KnownRules {
        all,
        refused: refused.map(|it| visible(&it.to_string())).collect(),
        is_editable,
    }
}

fn editable(rule: OwnRule) -> Editable {
    Editable {
        state: rule.state,
        has_draft: rule.has_draft(),
        refusal: rule.refusal,
        file: rule.file,
    }
}

fn loaded_rule(rule: &Rule) -> KnownRule {
    let file = &rule.file;
    KnownRule {
        name: file.name.clone(),
        severity: file.severity.clone(),
        attack_types: file.attack_types.clone(),
        is_own: rule.own,
        path: rule.path.clone(),
        description: file.description.trim().to_owned(),
        source: file.source.trim().to_owned(),
        ..KnownRule::default()
    }
}
