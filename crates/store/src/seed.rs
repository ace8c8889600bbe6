//! Made-up records, as many as are wanted: to see how a full store behaves.

use serde_json::json;

use crate::error::StoreError;
use crate::id::Digest;
use crate::record::{Likeness, NewRecord, UnixSeconds, Verdict};
use crate::store::Store;

/// Names that rules have.
const RULES: &[&str] = &[
    "Callback lure",
    "Brand impersonation",
    "Advance fee",
    "Fake invoice",
];

/// Records that are written at once.
const BATCH: u64 = 2000;

/// Adds `count` made-up records, the newest judged at `now` and each a minute before the next. The same `count` gives the same records.
pub fn seed(store: &Store, count: u64, now: UnixSeconds) -> Result<(), StoreError> {
    let mut next = 0;
    while next < count {
        let end = count.min(next + BATCH);
        store.add((next..end).map(|it| record(it, count, now)).collect())?;
        next = end;
    }
    Ok(())
}

/// `number` as a hash would have it.
fn spread(number: u64) -> u64 {
    (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The `number`th of `count`. Where it came from and to follows the low bits of a scrambled number, so that they mix.
fn record(number: u64, count: u64, now: UnixSeconds) -> NewRecord {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
    let of = |names: &[&str], bits: u64| {
        let at = usize::try_from(bits % names.len() as u64).unwrap_or(0);
        names.get(at).copied().unwrap_or_default().to_owned()
    };
    let verdict = match mixed % 100 {
        0..=2 => Verdict::Malicious,
        3..=5 => Verdict::Suspicious,
        6..=9 => Verdict::Undecided,
        _ => Verdict::Benign,
    };
    let is_bad = verdict <= Verdict::Suspicious;
    let brand = of(
        &["amazon", "norton", "paypal", "geek_squad", "mcafee"],
        mixed >> 8,
    );
    let telephone = format!("+1805555{:04}", (mixed >> 12) % 10_000);
    let domain = (mixed >> 20) % 20_000;
    let words = [
        "invoice", "renewal", "receipt", "garden", "meeting", "report",
    ];
    let subject = format!("{} {number}", of(&words, mixed >> 4));
    let quote = format!(
        "call {telephone} about your {brand} {}",
        of(&words, mixed >> 6)
    );
    NewRecord {
        time: now - i64::try_from((count - 1 - number) * 60).unwrap_or(0),
        door: of(
            &["milter", "milter", "milter", "spamd", "rspamd"],
            mixed >> 24,
        ),
        queue_id: Some(format!("4{number:X}")),
        mail_from: Some(format!("bounce@shop{domain}.example")),
        recipients: vec![format!("user{}@home.example", (mixed >> 30) % 5_000)],
        subject: Some(subject.clone()),
        from: format!("sales@shop{domain}.example"),
        message_id: Some(format!("<{number}@shop{domain}.example>")),
        verdict,
        score: if is_bad { 0.9 } else { 0.1 },
        action: "tag".to_owned(),
        attack_types: if is_bad {
            vec!["callback_phishing".to_owned()]
        } else {
            Vec::new()
        },
        brands: if is_bad { vec![brand] } else { Vec::new() },
        numbers: if is_bad { vec![telephone] } else { Vec::new() },
        content: Digest::of(&number.to_be_bytes()),
        microseconds: Some(2_000 + (mixed >> 10) % 40_000),
        likeness: Likeness {
            text: Some(spread(mixed % 3_000)),
            template: Some(spread(mixed % 500)),
        },
        report: json!({
            "verdict": verdict.name(),
            "subject": subject,
            "rules": if is_bad { vec![json!({ "name": of(RULES, mixed >> 10) })] } else { Vec::new() },
            "undecided_rules": [{ "name": of(RULES, mixed >> 14), "missing": ["network.whois"] }],
            "evidence": [{ "signal": "call_request", "weight": 1.5, "quote": quote }],
        }),
    }
}
