//! Writing a rule: check, test, back-test, and only then enable. Administrators only.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use store::{Role, RuleVersion};
use workbench::{
    Backtest, BacktestResult, ChangeError, Checkup, Enabling, NotBegun, OwnRule, Task, Workbench,
};

use super::gate::{Form, Visitor};
use super::search::{value, with_value};
use super::{BackOffice, Rooms};
use crate::pages::office::rule_edit::{Editing, rule_edit};
use crate::response;

/// Bytes of the form: a rule, of which each byte may be written as three.
const FORM: usize = 256 << 10;
/// Characters of a reason.
const REASON: usize = 500;

/// A rule as the editor is asked to show it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The name of its file; empty for one that has none yet.
    pub(crate) file: String,
    pub(crate) text: String,
    /// What is known of it, where it was saved.
    pub(crate) known: Option<(OwnRule, Vec<RuleVersion>)>,
    /// What a look at this text came to.
    pub(crate) checkup: Option<Checkup>,
    /// Whether its tests were run.
    pub(crate) is_tested: bool,
    /// What trying this very text came to.
    pub(crate) tried: Option<Arc<BacktestResult>>,
    /// Why what was asked for is not done.
    pub(crate) problem: Option<Problem>,
}

/// Why something is not done with a rule.
#[derive(Debug)]
pub(crate) enum Problem {
    Change(ChangeError),
    Job(NotBegun),
    Taken,
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    if let Some(refused) = rooms.unless_administrator(&visitor) {
        return refused;
    }
    let query = query.unwrap_or_default();
    let file = value(&query, "file");
    let workbench = rooms.office.workbench();
    let work = move |_: &detect::Engine| match file {
        None => Ok(Draft {
            text: TEMPLATE.to_owned(),
            ..Draft::default()
        }),
        Some(file) => workbench.own_rule(&file).map(|known| {
            let text = known.0.text().to_owned();
            Draft {
                tried: workbench.tried(&file, &text),
                known: Some(known),
                text,
                file,
                ..Draft::default()
            }
        }),
    };
    match rooms.office.at_work(work).await {
        Ok(Ok(draft)) => rooms.editor(&visitor, StatusCode::OK, draft),
        Ok(Err(why)) => rooms.not_changed(&visitor, &why),
        Err(why) => rooms.not_at_work(&visitor, why),
    }
}

/// What is done with the rule in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Check,
    Test,
    Save,
    Backtest,
    Enable,
    Disable,
    Restore,
}

impl Deed {
    fn of(form: &Form) -> Option<Self> {
        Some(match form.get("do")? {
            "check" => Self::Check,
            "test" => Self::Test,
            "save" => Self::Save,
            "backtest" => Self::Backtest,
            "enable" => Self::Enable,
            "disable" => Self::Disable,
            "restore" => Self::Restore,
            _ => return None,
        })
    }
}

/// What came of it.
enum Done {
    /// The editor is shown again.
    Show(Box<Draft>),
    /// The browser is led elsewhere.
    Lead(String),
}

pub(super) async fn act<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let form = match rooms.form_within(&visitor, request, FORM).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    if let Some(refused) = rooms.unless_administrator(&visitor) {
        return refused;
    }
    let Some(deed) = Deed::of(&form) else {
        return rooms.refuse(
            &visitor,
            StatusCode::BAD_REQUEST,
            "console-no-rule-deed",
            "",
        );
    };
    let asked = Asked {
        deed,
        is_new: form.get("new").is_some(),
        file: form.get("file").unwrap_or_default().trim().to_owned(),
        // Browsers send the ends of lines as the standard has them; rules are files.
        text: form.get("text").unwrap_or_default().replace("\r\n", "\n"),
        by: visitor.name.clone(),
        reason: form.text("reason", REASON),
        has_seen_genuine: form.get("seen") == Some("yes"),
        version: form.get("version").and_then(|it| it.parse().ok()),
        also: form.text("also", REASON),
    };
    let workbench = rooms.office.workbench();
    let work = move |_: &detect::Engine| asked.carry_out(&workbench);
    match rooms.office.at_work(work).await {
        Ok(Ok(Done::Lead(to))) => response::redirect(&to),
        Ok(Ok(Done::Show(draft))) => {
            let status = if draft.problem.is_some() {
                StatusCode::CONFLICT
            } else {
                StatusCode::OK
            };
            rooms.editor(&visitor, status, *draft)
        }
        Ok(Err(why)) => rooms.not_changed(&visitor, &why),
        Err(why) => rooms.not_at_work(&visitor, why),
    }
}

/// A form that was filled in.
struct Asked {
    deed: Deed,
    is_new: bool,
    file: String,
    text: String,
    by: String,
    reason: Option<String>,
    has_seen_genuine: bool,
    version: Option<i64>,
    also: Option<String>,
}

impl Asked {
    fn carry_out(self, workbench: &Workbench) -> Result<Done, ChangeError> {
        let known = match workbench.own_rule(&self.file) {
            Ok(known) => Some(known),
            Err(ChangeError::Missing) => None,
            Err(error) => return Err(error),
        };
        if self.is_new && known.is_some() {
            let known = None;
            return Ok(self.show(workbench, known, Some(Problem::Taken)));
        }
        let reason = self.reason.as_deref();
        let done = match self.deed {
            Deed::Check | Deed::Test => Ok(None),
            Deed::Save => {
                let saved = workbench.save_draft(&self.file, &self.text, &self.by, reason);
                saved
                    .map(|()| Some(self.address()))
                    .map_err(Problem::Change)
            }
            Deed::Backtest => self.backtest(workbench, known.as_ref()),
            Deed::Enable => {
                let enabling = Enabling {
                    file: &self.file,
                    text: &self.text,
                    by: &self.by,
                    reason,
                    has_seen_genuine: self.has_seen_genuine,
                };
                let enabled = workbench.enable(&enabling);
                enabled
                    .map(|()| Some(self.address()))
                    .map_err(Problem::Change)
            }
            Deed::Disable => {
                let disabled = workbench.disable(&self.file, &self.by, reason);
                disabled
                    .map(|()| Some(self.address()))
                    .map_err(Problem::Change)
            }
            Deed::Restore => {
                let version = self.version.unwrap_or_default();
                let restored = workbench.restore(&self.file, version, &self.by);
                restored
                    .map(|()| Some(self.address()))
                    .map_err(Problem::Change)
            }
        };
        match done {
            Ok(Some(address)) => Ok(Done::Lead(address)),
            Ok(None) => Ok(self.show(workbench, known, None)),
            Err(problem) => Ok(self.show(workbench, known, Some(problem))),
        }
    }

    /// Saves the rule and begins to try it, where nothing is wrong with it.
    fn backtest(
        &self,
        workbench: &Workbench,
        known: Option<&(OwnRule, Vec<RuleVersion>)>,
    ) -> Result<Option<String>, Problem> {
        let checkup = workbench.check(&self.file, &self.text, false);
        if !checkup.is_clean() {
            return Ok(None);
        }
        let is_saved = known.is_some_and(|it| it.0.text() == self.text);
        if !is_saved {
            let saved =
                workbench.save_draft(&self.file, &self.text, &self.by, self.reason.as_deref());
            saved.map_err(Problem::Change)?;
        }
        let task = Backtest {
            file: self.file.clone(),
            text: self.text.clone(),
            present: known.and_then(|it| it.0.in_force.clone()),
            also: self.also.clone(),
        };
        let begun = workbench.begin(Task::Backtest(task), &self.by);
        let id = begun.map_err(Problem::Job)?;
        Ok(Some(format!("/console/jobs/{id}")))
    }

    fn show(
        self,
        workbench: &Workbench,
        known: Option<(OwnRule, Vec<RuleVersion>)>,
        problem: Option<Problem>,
    ) -> Done {
        let is_tested = !matches!(self.deed, Deed::Check | Deed::Backtest);
        let checkup = workbench.check(&self.file, &self.text, is_tested);
        Done::Show(Box::new(Draft {
            tried: workbench.tried(&self.file, &self.text),
            is_tested: is_tested && checkup.is_clean(),
            checkup: Some(checkup),
            known,
            file: self.file,
            text: self.text,
            problem,
        }))
    }

    fn address(&self) -> String {
        edit_address(&self.file)
    }
}

/// Where the rule in `file` is changed.
pub(crate) fn edit_address(file: &str) -> String {
    with_value("/console/rules/edit", "file", file)
}

impl<O: BackOffice> Rooms<O> {
    /// What to say to those who are no administrators.
    pub(super) fn unless_administrator(&self, visitor: &Visitor) -> Option<Response> {
        let refuse = || {
            let status = StatusCode::FORBIDDEN;
            self.refuse(visitor, status, "console-administrators", "")
        };
        (visitor.role < Role::Admin).then(refuse)
    }

    fn editor(&self, visitor: &Visitor, status: StatusCode, draft: Draft) -> Response {
        let frame = self.frame(visitor, "rules");
        let importable = self.office.workbench().importable();
        let editing = Editing {
            is_new: draft.known.is_none(),
            importable,
            draft,
        };
        let html = rule_edit(&frame, &editing);
        let sending = response::Sending {
            gzip: visitor.takes_gzip,
            with_mail: false,
        };
        response::office_page(status, html, sending)
    }

    fn not_changed(&self, visitor: &Visitor, why: &ChangeError) -> Response {
        match why {
            ChangeError::Missing => {
                self.refuse(visitor, StatusCode::NOT_FOUND, "console-missing", "")
            }
            ChangeError::NoDirectory => {
                self.refuse(visitor, StatusCode::CONFLICT, "console-rules-read-only", "")
            }
            other => {
                let detail = other.to_string();
                let status = StatusCode::SERVICE_UNAVAILABLE;
                self.refuse(visitor, status, "console-rule-failed", &detail)
            }
        }
    }
}

/// What a new rule begins with.
const TEMPLATE: &str = r#"name: "Ours: what it catches"
description: |
  What such mail looks like, and whom it hurts.
type: rule
severity: medium
source: |
  any(facts.numbers, .call_to_action)
  and strings.icontains(subject.subject, "renewal")
tests:
  - name: the lure
    mail: |
      From: Billing <billing@lure.example>
      To: Pat Doe <pat@example.org>
      Subject: Your renewal

      Your plan renews today for $389. To cancel, call +1 (805) 555-0142.
    matches: true
  - name: the same without a number
    like: the lure
    replace: { "call +1 (805) 555-0142": "reply to this mail" }
    matches: false
"#;
