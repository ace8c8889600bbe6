//! Judging labelled mail and counting.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use detect::{Report, Verdict};
use mail::source::Input;
use serde::Serialize;

use crate::contribution::{self, Contribution};
use crate::labels::{Label, LabelledMail, LabelsError, read_labels};
use crate::race::{Rival, RivalResult, own_processor_time};
use crate::record::Record;
use crate::statistics::Statistics;

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
    /// What the scores are worth.
    pub statistics: Statistics,
    /// What each signal does.
    pub signals: Vec<Contribution>,
    /// What each rule does.
    pub rules: Vec<Contribution>,
    /// Microseconds of processor time a mail, helper processes included; `null` where the system does not say.
    pub processor_us: Option<f64>,
    /// What other filters made of the same mail.
    pub rivals: Vec<RivalResult>,
    /// Every mail that was judged.
    pub mails: Vec<Record>,
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

/// A labelled mail with its bytes, or the name of one that could not be read.
pub type Source = Result<(LabelledMail, Vec<u8>), String>;

/// The mails that `labels.csv` of `directory` names, read one after the other.
///
/// # Errors
///
/// Where the labels cannot be read.
pub fn labelled_directory(directory: &Path) -> Result<impl Iterator<Item = Source>, LabelsError> {
    let mails = read_labels(directory)?.into_iter();
    Ok(mails.map(|mail| match std::fs::read(&mail.path) {
        Ok(bytes) => Ok((mail, bytes)),
        Err(_) => Err(mail.name),
    }))
}

/// The mails of `paths` (files, directories, Maildir, mbox), all of them `label`.
pub fn labelled_paths(paths: &[PathBuf], label: Label) -> impl Iterator<Item = Source> {
    mail::source::read(paths).map(move |read| match read {
        Ok(input) => {
            let mail = LabelledMail {
                path: PathBuf::from(&input.name),
                family: label.name().to_owned(),
                number_in: Vec::new(),
                numbers: Vec::new(),
                name: input.name,
                label,
            };
            Ok((mail, input.bytes))
        }
        Err(error) => Err(error.to_string()),
    })
}

/// Counts how `judge` judges `sources`. It is given them batch by batch, and returns a report for each in its order.
/// `margin` is the sum of weights from which it flags a mail. Each of `rivals` is given the same mails, after `judge`, so
/// that they do not take each other's processors.
pub fn evaluate(
    sources: impl Iterator<Item = Source>,
    margin: f64,
    rivals: &mut [Rival],
    judge: impl Fn(&[Input]) -> Vec<Report>,
) -> Evaluation {
    let mut evaluation = Evaluation::default();
    let mut processor: Option<Duration> = None;
    let mut sources = sources.peekable();
    while sources.peek().is_some() {
        let mut mails = Vec::with_capacity(BATCH_MAILS);
        let mut batch = Vec::with_capacity(BATCH_MAILS);
        for source in sources.by_ref().take(BATCH_MAILS) {
            match source {
                Ok((mail, bytes)) => {
                    let name = mail.name.clone();
                    mails.push(mail);
                    batch.push(Input { name, bytes });
                }
                Err(name) => evaluation.unreadable.push(name),
            }
        }
        let before = own_processor_time();
        let reports = judge(&batch);
        if let (Some(before), Some(after)) = (before, own_processor_time()) {
            *processor.get_or_insert_default() += after.saturating_sub(before);
        }
        for (mail, report) in mails.iter().zip(&reports) {
            evaluation.count(mail, report);
        }
        for rival in &mut *rivals {
            rival.judge(&batch);
        }
    }
    let mails = evaluation.mails.len().max(1) as f64;
    evaluation.processor_us = processor.map(|it| it.as_secs_f64() * 1e6 / mails);
    evaluation.rivals = rivals
        .iter()
        .map(|it| it.result(&evaluation.mails))
        .collect();
    evaluation.statistics = Statistics::of(&evaluation.mails);
    evaluation.signals = contribution::signals(&evaluation.mails, margin);
    evaluation.rules = contribution::rules(&evaluation.mails);
    evaluation
}

impl Evaluation {
    /// Mails with this label that were judged malicious or suspicious, and their number.
    pub fn flagged(&self, label: Label) -> (usize, usize) {
        self.labels
            .get(label.name())
            .map_or((0, 0), |it| (it.malicious + it.suspicious, it.mails))
    }

    fn count(&mut self, mail: &LabelledMail, report: &Report) {
        self.mails.push(Record::new(mail, report));
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
