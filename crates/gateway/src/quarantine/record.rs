//! A report as the store keeps it.

use detect::Report;
use identity::Envelope;
use store::{Digest, NewRecord};
use workbench::new_record;

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
