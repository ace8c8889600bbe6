//! A report as the store keeps it.

use detect::Report;
use jiff::Timestamp;
use store::{Digest, NewRecord, Verdict};

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

/// The store's word for a verdict.
pub fn verdict(verdict: detect::Verdict) -> Verdict {
    match verdict {
        detect::Verdict::Malicious => Verdict::Malicious,
        detect::Verdict::Suspicious => Verdict::Suspicious,
        detect::Verdict::Undecided => Verdict::Undecided,
        detect::Verdict::Benign => Verdict::Benign,
    }
}
