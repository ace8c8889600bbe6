//! What becomes of a message, by its verdict.

use detect::{Report, Verdict};
use serde::{Deserialize, Serialize};

use crate::judge::Outcome;
use crate::settings::WhenBusy;

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
    /// Whether `X-Spam-Flag` and `X-Spam-Status` are written as well.
    pub spam_headers: bool,
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
            spam_headers: false,
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

impl PolicySettings {
    /// What becomes of a message with this outcome. A message that could not be judged is delivered and marked: mail is
    /// not lost for a fault of ours.
    pub(crate) fn action(&self, outcome: &Outcome, when_busy: WhenBusy) -> Action {
        let report = match outcome {
            Outcome::Judged(report) => report,
            Outcome::Busy if when_busy == WhenBusy::Tempfail => return Action::Tempfail,
            Outcome::Busy | Outcome::Failed => return Action::Tag,
        };
        if self.mode == Mode::Observe {
            return Action::Tag;
        }
        match report.verdict {
            Verdict::Malicious => self.malicious,
            Verdict::Suspicious => self.suspicious,
            Verdict::Undecided => self.undecided,
            Verdict::Benign => self.benign,
        }
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
