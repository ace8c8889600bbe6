//! A report as the store keeps it.

use detect::Report;
use identity::Envelope;
use jiff::Timestamp;
use store::{Digest, NewRecord, Verdict};

/// Signals that stand in the sentence that says why a message is held.
const MOST_CAUSES: usize = 3;

/// A message that was judged, beside its report.
#[derive(Debug, Clone)]
pub(crate) struct Judged<'a> {
    pub(crate) door: &'static str,
    pub(crate) action: &'static str,
    pub(crate) envelope: &'a Envelope,
    pub(crate) mailbox: Option<&'a str>,
    pub(crate) queue_id: &'a str,
}

impl Judged<'_> {
    /// What is kept of it. The digest of its bytes is the caller's to set where the store does not.
    pub(crate) fn record(&self, report: &Report, content: Digest) -> NewRecord {
        let mut record = new_record(report, content);
        self.door.clone_into(&mut record.door);
        self.action.clone_into(&mut record.action);
        record.queue_id = Some(self.queue_id.to_owned()).filter(|it| !it.is_empty());
        record.mail_from.clone_from(&self.envelope.mail_from);
        record.recipients.clone_from(&self.envelope.recipients);
        if record.recipients.is_empty() {
            record.recipients = self.mailbox.map(str::to_owned).into_iter().collect();
        }
        record
    }
}

/// What the store keeps of a report: judged now, through no door, with no action.
pub fn new_record(report: &Report, content: Digest) -> NewRecord {
    let mut numbers: Vec<String> = report.numbers.iter().map(|it| it.e164.clone()).collect();
    numbers.sort();
    numbers.dedup();
    NewRecord {
        time: Timestamp::now().as_second(),
        door: "check".to_owned(),
        queue_id: None,
        mail_from: None,
        recipients: Vec::new(),
        subject: report.subject.clone(),
        from: report.from.clone(),
        message_id: report.message_id.clone(),
        verdict: verdict(report.verdict),
        score: report.score,
        action: "none".to_owned(),
        attack_types: report.attack_types.clone(),
        brands: report.claimed_brands.clone(),
        numbers,
        content,
        microseconds: Some(report.elapsed_us).filter(|it| *it > 0),
        likeness: store::Likeness {
            text: report.likeness.text,
            template: report.likeness.template,
        },
        report: serde_json::to_value(report).unwrap_or_default(),
    }
}

pub(crate) fn verdict(verdict: detect::Verdict) -> Verdict {
    match verdict {
        detect::Verdict::Malicious => Verdict::Malicious,
        detect::Verdict::Suspicious => Verdict::Suspicious,
        detect::Verdict::Undecided => Verdict::Undecided,
        detect::Verdict::Benign => Verdict::Benign,
    }
}

/// Why a message is held, for the person who decides about it.
pub(crate) fn cause(report: &Report) -> String {
    let against = report.evidence.iter().filter(|it| it.weight >= 0.0);
    let sentences = against.map(|it| it.text.as_str());
    let mut all = vec![report.summary.as_str()];
    for it in sentences.take(MOST_CAUSES) {
        if !all.contains(&it) {
            all.push(it);
        }
    }
    all.join(" ")
}
