//! Judging labelled mail and counting.

use std::collections::BTreeMap;
use std::path::Path;

use detect::{Report, Verdict};
use mail::source::Input;
use serde::Serialize;

use crate::labels::{Label, LabelledMail, LabelsError, read_labels};

/// The counts of one evaluation.
#[derive(Debug, Default, Serialize)]
pub struct Evaluation {
    /// By label.
    pub labels: BTreeMap<&'static str, LabelResult>,
    /// Callback phishing by family.
    pub families: BTreeMap<String, FamilyResult>,
    /// Labelled numbers in the text of callback mails.
    pub numbers_labelled: usize,
    /// Of these, found in E.164.
    pub numbers_found: usize,
    /// Genuine mails that were accused.
    pub accusations: Vec<Accusation>,
    /// Scams that were not flagged, or callback mails that were not named so.
    pub misses: Vec<Miss>,
    /// Labelled files that could not be read.
    pub unreadable: Vec<String>,
}

/// The counts of one label.
#[derive(Debug, Default, Clone, Serialize)]
pub struct LabelResult {
    /// Mails.
    pub mails: usize,
    /// Judged malicious.
    pub malicious: usize,
    /// Judged suspicious.
    pub suspicious: usize,
    /// Judged undecided.
    pub undecided: usize,
    /// Judged benign.
    pub benign: usize,
}

/// The counts of one family of callback phishing.
#[derive(Debug, Default, Clone, Serialize)]
pub struct FamilyResult {
    /// Mails.
    pub mails: usize,
    /// Mails whose number is in the text.
    pub in_text: usize,
    /// Of these, judged malicious and named callback phishing.
    pub caught_in_text: usize,
    /// Of the others, malicious, suspicious or undecided.
    pub flagged_elsewhere: usize,
}

/// A genuine mail that was accused.
#[derive(Debug, Clone, Serialize)]
pub struct Accusation {
    /// The file.
    pub path: String,
    /// Its label.
    pub label: &'static str,
    /// The verdict.
    pub verdict: Verdict,
    /// The score.
    pub score: f64,
    /// The sentences it rests on, with their weights.
    pub evidence: Vec<(String, f64)>,
}

/// A scam that was missed.
#[derive(Debug, Clone, Serialize)]
pub struct Miss {
    /// The file.
    pub path: String,
    /// Its family.
    pub family: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The score.
    pub score: f64,
    /// Why it counts as missed.
    pub why: String,
    /// The signals that held, with their weights.
    pub evidence: Vec<(String, f64)>,
}

/// Mails judged in one go.
const BATCH_MAILS: usize = 64;

/// Counts how `judge` judges the labelled mails of `directory`. It is given them batch by batch, and returns
/// a report for each in its order.
pub fn evaluate(
    directory: &Path,
    judge: impl Fn(&[Input]) -> Vec<Report>,
) -> Result<Evaluation, LabelsError> {
    let mut evaluation = Evaluation::default();
    for labelled in read_labels(directory)?.chunks(BATCH_MAILS) {
        let mut mails = Vec::with_capacity(labelled.len());
        let mut batch = Vec::with_capacity(labelled.len());
        for mail in labelled {
            let name = mail.name.clone();
            match std::fs::read(&mail.path) {
                Ok(bytes) => {
                    mails.push(mail);
                    batch.push(Input { name, bytes });
                }
                Err(_) => evaluation.unreadable.push(name),
            }
        }
        for (mail, report) in mails.into_iter().zip(judge(&batch)) {
            evaluation.count(mail, &report);
        }
    }
    Ok(evaluation)
}

impl Evaluation {
    /// Mails with this label that were judged malicious or suspicious, and their number.
    pub fn flagged(&self, label: Label) -> (usize, usize) {
        self.labels
            .get(label.name())
            .map_or((0, 0), |it| (it.malicious + it.suspicious, it.mails))
    }

    fn count(&mut self, mail: &LabelledMail, report: &Report) {
        let result = self.labels.entry(mail.label.name()).or_default();
        result.mails += 1;
        match report.verdict {
            Verdict::Malicious => result.malicious += 1,
            Verdict::Suspicious => result.suspicious += 1,
            Verdict::Undecided => result.undecided += 1,
            Verdict::Benign => result.benign += 1,
        }
        if mail.label.is_genuine() {
            self.count_genuine(mail, report);
        } else if mail.label == Label::Callback {
            self.count_callback(mail, report);
        } else if report.verdict > Verdict::Suspicious {
            self.misses.push(miss(mail, report, "not flagged"));
        }
    }

    fn count_genuine(&mut self, mail: &LabelledMail, report: &Report) {
        if report.verdict <= Verdict::Suspicious {
            self.accusations.push(Accusation {
                path: mail.name.clone(),
                label: mail.label.name(),
                verdict: report.verdict,
                score: report.score,
                evidence: report
                    .evidence
                    .iter()
                    .map(|it| (it.text.clone(), it.weight))
                    .collect(),
            });
        }
    }

    fn count_callback(&mut self, mail: &LabelledMail, report: &Report) {
        let family = self.families.entry(mail.family.clone()).or_default();
        family.mails += 1;
        if mail.has_number_in_text() {
            family.in_text += 1;
            self.numbers_labelled += mail.numbers.len();
            let found = |number: &&String| report.numbers.iter().any(|it| it.e164 == **number);
            let missed: Vec<&String> = mail.numbers.iter().filter(|it| !found(it)).collect();
            self.numbers_found += mail.numbers.len() - missed.len();
            let named = report
                .attack_types
                .iter()
                .any(|it| it == "callback_phishing");
            if report.verdict == Verdict::Malicious && named {
                family.caught_in_text += 1;
            } else {
                self.misses
                    .push(miss(mail, report, "not malicious callback phishing"));
            }
            for number in missed {
                self.misses.push(miss(
                    mail,
                    report,
                    &format!("the number {number} was not found"),
                ));
            }
        } else if report.verdict <= Verdict::Undecided {
            family.flagged_elsewhere += 1;
        } else {
            self.misses.push(miss(
                mail,
                report,
                "benign, though its number is not in the text",
            ));
        }
    }
}

fn miss(mail: &LabelledMail, report: &Report, why: &str) -> Miss {
    Miss {
        path: mail.name.clone(),
        family: mail.family.clone(),
        verdict: report.verdict,
        score: report.score,
        why: why.to_owned(),
        evidence: report
            .evidence
            .iter()
            .map(|it| (it.signal.clone(), it.weight))
            .collect(),
    }
}
