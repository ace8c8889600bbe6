//! The operator's own rules as they are: files, and what the store knows of them.

use std::collections::BTreeMap;

use mql::RuleFile;
use store::{RuleState, RuleVersion};

use crate::change::ChangeError;
use crate::draft::{self, Checkup};
use crate::{RuleFolder, Workbench};

/// What an operator's rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnState {
    /// It judges.
    Enabled,
    /// Its file is there and wrong: it does not judge.
    Refused,
    /// It never judged.
    Draft,
    /// It did, and no longer does.
    Disabled,
}

impl OwnState {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enabled => "enabled",
            Self::Refused => "refused",
            Self::Draft => "draft",
            Self::Disabled => "disabled",
        }
    }
}

/// One of the operator's own rules.
#[derive(Debug, Clone)]
pub struct OwnRule {
    /// The name of its file, without the ending.
    pub file: String,
    /// What it calls itself; the name of its file where it does not.
    pub name: String,
    /// What it is.
    pub state: OwnState,
    /// What judges, or stands in the file; none where there is no file.
    pub in_force: Option<String>,
    /// What was saved last; it may be newer than what judges.
    pub newest: Option<RuleVersion>,
    /// Why the file is refused.
    pub refusal: Option<String>,
}

impl OwnRule {
    /// What its editor begins with.
    pub fn text(&self) -> &str {
        let newest = self.newest.as_ref().map(|it| it.text.as_str());
        newest.or(self.in_force.as_deref()).unwrap_or_default()
    }

    /// Whether there is a draft that is newer than what judges.
    pub fn has_draft(&self) -> bool {
        let newest = self.newest.as_ref();
        self.in_force.is_some() && newest.is_some_and(|it| it.state == RuleState::Draft)
    }
}

fn name_in(text: &str) -> Option<String> {
    let file = RuleFile::parse(text).ok()?;
    let name = file.name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

impl Workbench {
    pub(crate) fn rule_folder(&self) -> Result<&RuleFolder, ChangeError> {
        self.folder.as_ref().ok_or(ChangeError::NoDirectory)
    }

    /// The operator's own rules, by the names of their files. Waits for the disk.
    pub fn own_rules(&self) -> Result<Vec<OwnRule>, ChangeError> {
        let files = self.rule_folder()?.all()?;
        let store = self.bench.store().map_err(ChangeError::Away)?;
        let engine = self.bench.engine();
        let mut all: BTreeMap<String, OwnRule> = BTreeMap::new();
        for (file, text) in files {
            let path = self.rule_folder()?.path(&file).display().to_string();
            let mut errors = engine.foreign_errors().iter();
            let refusal = errors.find(|it| it.path() == path);
            let rule = OwnRule {
                state: if refusal.is_some() {
                    OwnState::Refused
                } else {
                    OwnState::Enabled
                },
                newest: None,
                refusal: refusal.map(ToString::to_string),
                name: name_in(&text).unwrap_or_else(|| file.clone()),
                in_force: Some(text),
                file: file.clone(),
            };
            all.insert(file, rule);
        }
        for version in store.newest_rule_versions()? {
            let file = version.file.clone();
            let rule = all.entry(file.clone()).or_insert_with(|| OwnRule {
                name: name_in(&version.text).unwrap_or_else(|| file.clone()),
                file,
                state: match version.state {
                    RuleState::Draft => OwnState::Draft,
                    // Enabled without a file: somebody removed it.
                    RuleState::Enabled | RuleState::Disabled => OwnState::Disabled,
                },
                in_force: None,
                newest: None,
                refusal: None,
            });
            // A file that was changed by hand since is newer than what was enabled here.
            let is_by_hand = version.state != RuleState::Draft && rule.in_force.is_some();
            if !is_by_hand {
                rule.newest = Some(version);
            }
        }
        Ok(all.into_values().collect())
    }

    /// Looks at a rule that is being written; runs its tests where that is `tested`.
    pub fn check(&self, file: &str, text: &str, tested: bool) -> Checkup {
        draft::check(&self.bench.engine(), file, text, tested)
    }
}
