//! What is kept of each judged mail: enough to compare two evaluations mail by mail.

use detect::{Report, Stages};
use serde::{Deserialize, Serialize};

use crate::labels::LabelledMail;

/// One judged mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The file, and the place in it.
    pub path: String,
    /// What it is: the name of a label.
    pub label: String,
    /// Its family.
    pub family: String,
    /// The name of the verdict.
    pub verdict: String,
    /// 0..1.
    pub score: f64,
    /// Kinds of attack.
    pub attack_types: Vec<String>,
    /// The observations with their weights in log-odds.
    pub signals: Vec<(String, f64)>,
    /// Names of the rules that matched, the public feed's included.
    pub rules: Vec<String>,
    /// Microseconds from bytes to verdict.
    pub elapsed_us: u64,
    /// Where that time went.
    #[serde(default)]
    pub stages_us: Stages,
}

impl Record {
    pub(crate) fn new(mail: &LabelledMail, report: &Report) -> Self {
        Self {
            path: mail.name.clone(),
            label: mail.label.name().to_owned(),
            family: mail.family.clone(),
            verdict: report.verdict.name().to_owned(),
            score: report.score,
            attack_types: report.attack_types.clone(),
            signals: report
                .evidence
                .iter()
                .map(|it| (it.signal.clone(), it.weight))
                .collect(),
            rules: report.rules.iter().map(|it| it.name.clone()).collect(),
            elapsed_us: report.elapsed_us,
            stages_us: report.stages,
        }
    }

    /// Whether the mail was called malicious or suspicious.
    pub fn is_flagged(&self) -> bool {
        matches!(self.verdict.as_str(), "malicious" | "suspicious")
    }

    /// Whether the mail is a scam.
    pub fn is_scam(&self) -> bool {
        matches!(self.label.as_str(), "callback" | "phish")
    }
}
