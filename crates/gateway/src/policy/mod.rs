//! What becomes of a message, by its verdict: what an operator sets of it.

mod decision;
mod exception;

use detect::{Report, Verdict};
use serde::{Deserialize, Serialize};

pub(crate) use decision::{Decision, Question};
pub use exception::Exception;

/// What becomes of mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicySettings {
    /// Whether actions are taken, or only observed.
    pub mode: Mode,
    /// For `malicious`.
    pub malicious: Action,
    /// For `suspicious`.
    pub suspicious: Action,
    /// For `undecided`.
    pub undecided: Action,
    /// For `benign`.
    pub benign: Action,
    /// What `subject` puts before the subject.
    pub subject_prefix: String,
    /// The mildest verdict that spamd's and Rspamd's clients are told is spam.
    pub spam_from: SpamFrom,
    /// Whether malicious and suspicious mail that is delivered marked gets a warning in front of its text.
    pub banner: bool,
    /// Whether `X-Spam-Flag` and `X-Spam-Status` are written as well.
    pub spam_headers: bool,
    /// What is done otherwise for some recipients.
    pub recipients: Vec<ForRecipients>,
    /// What is let through though the verdict speaks against it.
    pub exceptions: Vec<Exception>,
}

/// Actions for some recipients in place of the general ones; what is not set stays as for all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForRecipients {
    /// Addresses, and domains with all their addresses. An address counts before its domain.
    pub of: Vec<String>,
    /// Whether actions are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// For `malicious`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub malicious: Option<Action>,
    /// For `suspicious`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspicious: Option<Action>,
    /// For `undecided`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undecided: Option<Action>,
    /// For `benign`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub benign: Option<Action>,
}

impl Default for PolicySettings {
    fn default() -> Self {
        Self {
            mode: Mode::Observe,
            malicious: Action::Hold,
            suspicious: Action::Tag,
            undecided: Action::Tag,
            benign: Action::Tag,
            subject_prefix: "[Suspected scam] ".to_owned(),
            spam_from: SpamFrom::Malicious,
            banner: false,
            spam_headers: false,
            recipients: Vec::new(),
            exceptions: Vec::new(),
        }
    }
}

/// Whether actions are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Header fields only, whatever the verdict.
    Observe,
    /// The action of the verdict.
    Enforce,
}

/// What is done with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Delivered without a mark.
    Accept,
    /// Delivered with header fields.
    Tag,
    /// As `tag`, with a prefix to the subject.
    Subject,
    /// As `tag`, and put into the mail server's hold queue.
    Hold,
    /// Kept in the quarantine here and not delivered until somebody releases it.
    Quarantine,
    /// Refused for now.
    Tempfail,
    /// Refused.
    Reject,
}

impl Action {
    /// Its name, as in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Tag => "tag",
            Self::Subject => "subject",
            Self::Hold => "hold",
            Self::Quarantine => "quarantine",
            Self::Tempfail => "tempfail",
            Self::Reject => "reject",
        }
    }
}

/// The mildest verdict that counts as spam where a protocol knows only spam and not spam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpamFrom {
    /// Malicious only.
    Malicious,
    /// Suspicious as well.
    Suspicious,
}

impl Action {
    /// Whether the message does not reach its reader by it.
    pub(crate) fn keeps_back(self) -> bool {
        matches!(self, Self::Quarantine | Self::Tempfail | Self::Reject)
    }
}

impl PolicySettings {
    /// What is wrong with the values: key and reason.
    pub(crate) fn problems(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if !self
            .subject_prefix
            .chars()
            .all(|it| matches!(it, ' '..='~'))
        {
            let reason = "may have printable ASCII characters only".to_owned();
            found.push(("policy.subject_prefix", reason));
        }
        for it in &self.recipients {
            if it.of.is_empty() || it.of.iter().any(|of| of.trim().is_empty()) {
                let reason = "an entry names no recipient in `of`".to_owned();
                found.push(("policy.recipients", reason));
            }
        }
        let exceptions = self.exceptions.iter();
        let problems = exceptions.filter_map(|it| Some(("policy.exceptions", it.problem()?)));
        found.extend(problems);
        found
    }

    /// The keys of actions that take a quarantine.
    pub(crate) fn quarantines(&self) -> Vec<&'static str> {
        let general = [
            ("policy.malicious", self.malicious),
            ("policy.suspicious", self.suspicious),
            ("policy.undecided", self.undecided),
            ("policy.benign", self.benign),
        ];
        let general = general.into_iter().filter(|it| it.1 == Action::Quarantine);
        let mut keys: Vec<&str> = general.map(|it| it.0).collect();
        let is_used = |it: &ForRecipients| {
            let set = [it.malicious, it.suspicious, it.undecided, it.benign];
            set.contains(&Some(Action::Quarantine))
        };
        if self.recipients.iter().any(is_used) {
            keys.push("policy.recipients");
        }
        keys
    }

    /// Whether `report` counts as spam.
    pub(crate) fn is_spam(&self, report: &Report) -> bool {
        match self.spam_from {
            SpamFrom::Malicious => report.verdict == Verdict::Malicious,
            SpamFrom::Suspicious => report.verdict <= Verdict::Suspicious,
        }
    }

    /// The score as points on a scale where spam begins at [`THRESHOLD`].
    pub(crate) fn points(&self, report: &Report) -> f64 {
        let points = report.score * 2.0 * THRESHOLD;
        if self.is_spam(report) {
            points.max(THRESHOLD)
        } else {
            points.min(THRESHOLD - 0.1)
        }
    }
}

/// The points from which a message is spam, as SpamAssassin has it by default.
pub(crate) const THRESHOLD: f64 = 5.0;
