//! What the settings want kept of a record, and what it is found by.

use serde_json::Value;

use crate::filter::{Kind, Term};
use crate::record::{MOST_CHARACTERS, MOST_NAMES, MOST_RECIPIENTS, NewRecord, Record, Verdict};
use crate::settings::Settings;
use crate::tally::hexadecimal;

/// Bytes of text that one record is found by.
const MOST_TEXT: usize = 16 << 10;

/// `record` without what is not to be kept and within its bounds.
pub(crate) fn scrubbed(mut record: NewRecord, settings: &Settings) -> NewRecord {
    if !settings.keep_subjects {
        record.subject = None;
    }
    if !(settings.keep_subjects && settings.keep_quotes) {
        scrub(&mut record.report, settings);
    }
    let texts = [
        Some(&mut record.door),
        Some(&mut record.from),
        Some(&mut record.action),
        record.queue_id.as_mut(),
        record.mail_from.as_mut(),
        record.subject.as_mut(),
        record.message_id.as_mut(),
    ];
    for text in texts.into_iter().flatten() {
        cut(text);
    }
    record.recipients.truncate(MOST_RECIPIENTS);
    let lists = [
        &mut record.attack_types,
        &mut record.brands,
        &mut record.numbers,
    ];
    for list in lists {
        list.truncate(MOST_NAMES);
        list.iter_mut().for_each(cut);
    }
    record.recipients.iter_mut().for_each(cut);
    record
}

pub(crate) fn cut(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(MOST_CHARACTERS) {
        text.truncate(at);
    }
    // No database takes it in a text.
    if text.contains('\0') {
        *text = text.replace('\0', " ");
    }
}

/// Takes subjects and quotes out of a report, those of attached mail too. Quotes stand in sentences as well.
fn scrub(report: &mut Value, settings: &Settings) {
    let Value::Object(fields) = report else {
        return;
    };
    if !settings.keep_subjects {
        fields.remove("subject");
    }
    if !settings.keep_quotes {
        for list in ["evidence", "numbers"] {
            let entries = fields.get_mut(list).and_then(Value::as_array_mut);
            for entry in entries.into_iter().flatten() {
                if let Value::Object(entry) = entry {
                    entry.retain(|key, _| {
                        !matches!(key.as_str(), "quote" | "quotes" | "text" | "raw")
                    });
                }
            }
        }
    }
    if let Some(attached) = fields.get_mut("attached") {
        scrub(attached, settings);
    }
}

/// What `record`, which `rules` matched, is found by.
pub(crate) fn terms(record: &NewRecord, rules: &[String]) -> Vec<Term> {
    let mut terms = vec![
        (Kind::Verdict, record.verdict.name().to_owned()),
        (Kind::Door, record.door.to_lowercase()),
    ];
    let lists = [
        (Kind::AttackType, &record.attack_types),
        (Kind::Brand, &record.brands),
        (Kind::Number, &record.numbers),
        (Kind::Recipient, &record.recipients),
    ];
    for (kind, list) in lists {
        terms.extend(list.iter().map(|it| (kind, it.to_lowercase())));
    }
    terms.extend(rules.iter().map(|it| (Kind::Rule, it.to_lowercase())));
    if let Some((_, domain)) = record.from.rsplit_once('@') {
        terms.push((Kind::SenderDomain, domain.to_lowercase()));
    }
    if record.verdict <= Verdict::Suspicious {
        let hashes = [
            (Kind::Template, record.likeness.template),
            (Kind::Text, record.likeness.text),
        ];
        let hashes = hashes
            .into_iter()
            .filter_map(|(kind, hash)| Some((kind, hexadecimal(hash?))));
        terms.extend(hashes);
    }
    terms.sort();
    terms.dedup();
    terms
}

/// A record that was kept as it came, but for its report; and the rules that matched.
pub(crate) fn as_new(record: Record) -> (NewRecord, Vec<String>) {
    let new = NewRecord {
        time: record.time,
        door: record.door,
        queue_id: record.queue_id,
        mail_from: record.mail_from,
        recipients: record.recipients,
        subject: record.subject,
        from: record.from,
        message_id: record.message_id,
        verdict: record.verdict,
        score: record.score,
        action: record.action,
        attack_types: record.attack_types,
        brands: record.brands,
        numbers: record.numbers,
        content: record.content,
        microseconds: record.microseconds,
        likeness: record.likeness,
        report: Value::Null,
    };
    (new, record.rules)
}

/// The text that `record` is found by: subject, From and quotes, as far as they are kept.
pub(crate) fn text(record: &NewRecord) -> String {
    let report = &record.report;
    let quotes = ["evidence", "numbers"]
        .into_iter()
        .filter_map(|list| report.get(list)?.as_array())
        .flatten()
        .filter_map(|it| it.get("quote")?.as_str());
    let sender = report
        .pointer("/sender/display_name")
        .and_then(Value::as_str);
    let all = record.subject.as_deref().into_iter();
    let all = all
        .chain([record.from.as_str()])
        .chain(sender)
        .chain(quotes);
    let mut text = String::new();
    for it in all {
        // The same sentence is quoted by many a signal.
        if text.contains(it) {
            continue;
        }
        if text.len().saturating_add(it.len()) > MOST_TEXT {
            break;
        }
        text.push_str(it);
        text.push('\n');
    }
    text
}
