//! Changing the operator's own rules: each change whole or not at all, and kept as a version.

use std::sync::PoisonError;

use jiff::Timestamp;
use store::{Digest, RuleState, RuleVersion, StoreError};

use crate::Workbench;
use crate::rule_files::{FileError, is_rule_name};

/// Why a rule is not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// No directory of rules is set.
    #[error("no directory for rules is set: name one as `editable` in [rules] of the settings")]
    NoDirectory,
    /// The name of the file is none.
    #[error("the file's name takes small letters, digits, `-` and `_`, 64 at most")]
    Name,
    /// Something is wrong with it.
    #[error("the rule does not check")]
    Mistakes,
    /// Its own tests fail.
    #[error("the rule's own tests fail")]
    Tests,
    /// It was not back-tested as it is now.
    #[error("the rule was not back-tested as it stands now")]
    Untried,
    /// It would accuse mail that people say is genuine, and nobody has said that this is seen.
    #[error("the rule would match {0} mails that are genuine")]
    Genuine(usize),
    /// The engine refuses the rules with it.
    #[error("the engine refuses it: {0}")]
    Refused(String),
    /// There is no such rule or version.
    #[error("there is no such rule")]
    Missing,
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store is away; why.
    #[error("{0}")]
    Away(String),
}

/// What is to be enabled, and by whom.
#[derive(Debug, Clone)]
pub struct Enabling<'a> {
    /// The name of the file, without its ending.
    pub file: &'a str,
    /// The rule.
    pub text: &'a str,
    /// Who does it.
    pub by: &'a str,
    /// Why.
    pub reason: Option<&'a str>,
    /// He has seen which genuine mail it would match.
    pub has_seen_genuine: bool,
}

impl Workbench {
    /// Lets a rule judge: where nothing is wrong with it, its tests pass, and a back-test of this very text is done. Waits for the disk.
    pub fn enable(&self, what: &Enabling<'_>) -> Result<(), ChangeError> {
        let checkup = self.check(what.file, what.text, true);
        if !checkup.is_clean() {
            return Err(ChangeError::Mistakes);
        }
        if !checkup.passes() {
            return Err(ChangeError::Tests);
        }
        let tried = self
            .jobs
            .tried(what.file, &Digest::of(what.text.as_bytes()));
        let tried = tried.ok_or(ChangeError::Untried)?;
        let genuine = tried.genuine();
        if genuine > 0 && !what.has_seen_genuine {
            return Err(ChangeError::Genuine(genuine));
        }
        self.put(what.file, Some(what.text), what.by, what.reason)
    }

    /// Lets a rule no longer judge. What it was stays as a version.
    pub fn disable(&self, file: &str, by: &str, reason: Option<&str>) -> Result<(), ChangeError> {
        self.put(file, None, by, reason)
    }

    /// Saves a rule that is being written. It does not judge by that.
    pub fn save_draft(
        &self,
        file: &str,
        text: &str,
        by: &str,
        reason: Option<&str>,
    ) -> Result<(), ChangeError> {
        if !is_rule_name(file) {
            return Err(ChangeError::Name);
        }
        self.rule_folder()?;
        self.keep(file, RuleState::Draft, text, by, reason)
    }

    /// Saves what a rule was in its version `id` as a draft, from which it can be enabled again.
    pub fn restore(&self, file: &str, id: i64, by: &str) -> Result<(), ChangeError> {
        let store = self.bench.store().map_err(ChangeError::Away)?;
        let versions = store.rule_versions(file)?;
        let version = versions.into_iter().find(|it| it.id == id);
        let version = version.ok_or(ChangeError::Missing)?;
        let reason = format!("restored from version {id}");
        self.save_draft(file, &version.text, by, Some(&reason))
    }

    /// Writes or removes the file of a rule and has the engine take all of them anew; where it refuses, or the store does not keep
    /// the version, everything is as it was.
    fn put(
        &self,
        file: &str,
        text: Option<&str>,
        by: &str,
        reason: Option<&str>,
    ) -> Result<(), ChangeError> {
        if !is_rule_name(file) {
            return Err(ChangeError::Name);
        }
        let folder = self.rule_folder()?;
        let _alone = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = folder.read(file)?;
        if text.is_none() && before.is_none() {
            return Err(ChangeError::Missing);
        }
        let write = |text: Option<&str>| match text {
            Some(text) => folder.write(file, text),
            None => folder.remove(file),
        };
        write(text)?;
        let done = self.reload().and_then(|()| {
            let (state, kept) = match text {
                Some(text) => (RuleState::Enabled, text),
                None => (RuleState::Disabled, before.as_deref().unwrap_or_default()),
            };
            self.keep(file, state, kept, by, reason)
        });
        if done.is_err() {
            write(before.as_deref())?;
            self.reload()?;
        }
        done
    }

    fn reload(&self) -> Result<(), ChangeError> {
        let changed = self
            .bench
            .change_engine(&detect::Engine::with_rules_read_again);
        changed.map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            ChangeError::Refused(errors.join("\n"))
        })
    }

    fn keep(
        &self,
        file: &str,
        state: RuleState,
        text: &str,
        by: &str,
        reason: Option<&str>,
    ) -> Result<(), ChangeError> {
        let store = self.bench.store().map_err(ChangeError::Away)?;
        store.add_rule_version(&RuleVersion {
            id: 0,
            file: file.to_owned(),
            state,
            text: text.to_owned(),
            by: by.to_owned(),
            time: Timestamp::now().as_second(),
            reason: reason.map(str::to_owned),
        })?;
        Ok(())
    }

    /// One rule and its versions, newest first. Waits for the disk.
    pub fn own_rule(&self, file: &str) -> Result<(crate::OwnRule, Vec<RuleVersion>), ChangeError> {
        let rule = self.own_rules()?.into_iter().find(|it| it.file == file);
        let rule = rule.ok_or(ChangeError::Missing)?;
        let store = self.bench.store().map_err(ChangeError::Away)?;
        Ok((rule, store.rule_versions(file)?))
    }
}
