//! One verdict, with everything that is kept of it.

use askama::Template;
use serde_json::Value;
use store::{Entry, Feedback, Record, Verdict};

use super::campaigns::said;
use super::memory::{Book, books};
use super::quarantine::EntryRow;
use super::verdicts::Row;
use super::{OfficeFrame, spoken, time};
use crate::anatomy::Anatomy;
use crate::hostile_text::{shortened, visible};
use crate::office::Recalled;
use crate::office::campaigns::Shared;
use crate::office::recall::Remembered;
use crate::office::search::with_value;
use crate::pages::written;
use crate::words::Words;

/// Entries of one list that are shown.
const MOST: usize = 50;
/// Characters of a quote.
const QUOTE: usize = 300;

/// What is known of a verdict.
pub(crate) struct Known {
    pub(crate) record: Record,
    /// The report, as JSON; null where it is gone.
    pub(crate) report: Value,
    pub(crate) feedback: Vec<Feedback>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) anatomy: Inside,
    pub(crate) recalled: Recalled<Remembered>,
}

/// What the mail itself tells, which is there only while it is held.
pub(crate) enum Inside {
    NotHeld,
    /// Too much is being judged at this moment.
    Busy,
    Read(Box<Anatomy>),
}

/// An observation that the verdict rests on.
struct Reason {
    sentence: String,
    quotes: Vec<String>,
    weight: String,
    is_for: bool,
}

struct Number {
    raw: String,
    e164: String,
    href: String,
    ownership: &'static str,
    owner: String,
    to_call: bool,
}

struct Check {
    method: String,
    result: String,
    /// How the result is to be taken: `benign` for a pass, `malicious` for a failure.
    tone: &'static str,
    properties: String,
}

struct Said {
    word: String,
    by: String,
    time: String,
    note: String,
}

#[derive(Template)]
#[template(path = "console/verdict.html")]
struct VerdictPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    row: Row,
    say_at: String,
    summary: String,
    score: String,
    advice: Vec<String>,
    reasons: Vec<Reason>,
    numbers: Vec<Number>,
    sender_href: String,
    relation: String,
    checks: Vec<Check>,
    checked_by: String,
    /// Name, severity, where its parts are told.
    rules: Vec<(String, String, String)>,
    undecided: Vec<(String, String)>,
    missing: String,
    envelope: Vec<(String, String)>,
    said: Vec<Said>,
    entries: Vec<EntryRow>,
    anatomy: Option<&'p Anatomy>,
    /// Why there is none.
    no_anatomy: String,
    /// Where a rule is chosen.
    trace_at: String,
    books: Vec<Book>,
    no_books: String,
    /// Mail that is alike: what they share, and where they are.
    campaigns: Vec<(String, String)>,
    took: String,
}

fn text(value: &Value, key: &str) -> String {
    visible(value.get(key).and_then(Value::as_str).unwrap_or_default())
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    let found = value.get(key).and_then(Value::as_array);
    found.into_iter().flatten().take(MOST)
}

fn texts(value: &Value, key: &str) -> Vec<String> {
    list(value, key)
        .filter_map(Value::as_str)
        .map(visible)
        .collect()
}

fn reason(value: &Value) -> Reason {
    let weight = value
        .get("weight")
        .and_then(Value::as_f64)
        .unwrap_or_default();
    let line = |it: &str| {
        let words: Vec<&str> = it.split_whitespace().collect();
        shortened(&words.join(" "), QUOTE)
    };
    let mut quotes: Vec<String> = list(value, "quotes")
        .take(5)
        .filter_map(|it| it.get("text").and_then(Value::as_str))
        .map(line)
        .collect();
    let first = value.get("quote").and_then(Value::as_str).map(line);
    if let (true, Some(first)) = (quotes.is_empty(), first) {
        quotes.push(first);
    }
    quotes.dedup();
    quotes.retain(|it| !it.is_empty());
    let sentence = text(value, "text");
    Reason {
        sentence: if sentence.is_empty() {
            spoken(&text(value, "signal"))
        } else {
            sentence
        },
        quotes,
        weight: format!("{weight:+.2}"),
        is_for: weight < 0.0,
    }
}

fn number(value: &Value) -> Number {
    let e164 = text(value, "e164");
    Number {
        raw: shortened(text(value, "raw").trim(), 60),
        href: with_value("/console/number", "number", &e164),
        e164,
        ownership: match value.get("ownership").and_then(Value::as_str) {
            Some("listed") => "listed",
            Some("not_listed") => "not_listed",
            _ => "unknown",
        },
        owner: text(value, "owner"),
        to_call: value.get("call_to_action") == Some(&Value::Bool(true)),
    }
}

fn check(value: &Value) -> Check {
    let result = text(value, "result");
    let properties = list(value, "properties").filter_map(|it| {
        let (name, value) = (it.get(0)?.as_str()?, it.get(1)?.as_str()?);
        Some(format!("{name}={value}"))
    });
    let properties: Vec<String> = properties.collect();
    Check {
        method: text(value, "method"),
        tone: match result.as_str() {
            "pass" => "benign",
            "fail" | "permerror" => "malicious",
            "softfail" | "temperror" => "suspicious",
            _ => "undecided",
        },
        result,
        properties: shortened(&properties.join(" "), QUOTE),
    }
}

/// What a record alone knows of numbers, where its report says nothing of them.
fn bare_number(e164: &str) -> Number {
    Number {
        raw: visible(e164),
        e164: visible(e164),
        href: with_value("/console/number", "number", e164),
        ownership: "unknown",
        owner: String::new(),
        to_call: false,
    }
}

fn envelope(words: &Words, record: &Record) -> Vec<(String, String)> {
    let recipients: Vec<&str> = record
        .recipients
        .iter()
        .take(MOST)
        .map(String::as_str)
        .collect();
    let rows = [
        ("console-mail-from", record.mail_from.clone()),
        ("console-recipients", Some(recipients.join(", "))),
        ("console-door", Some(record.door.clone())),
        ("console-queue-id", record.queue_id.clone()),
        ("console-message-id", record.message_id.clone()),
        ("console-content", Some(record.content.to_string())),
        ("console-record", Some(record.id.to_string())),
    ];
    let rows = rows.into_iter().filter_map(|(key, value)| {
        let value = value.filter(|it| !it.is_empty())?;
        Some((words.say(key), shortened(&value, 1000)))
    });
    rows.collect()
}

/// The page.
pub(crate) fn verdict(frame: &OfficeFrame, known: &Known) -> String {
    let words = &frame.words;
    let (record, report) = (&known.record, &known.report);
    let authentication = report.get("authentication").unwrap_or(&Value::Null);
    let mut checks: Vec<Check> = list(authentication, "methods").map(check).collect();
    checks.extend(list(authentication, "verified_here").map(check));
    let mut numbers: Vec<Number> = list(report, "numbers").map(number).collect();
    numbers.dedup_by(|a, b| a.e164 == b.e164);
    if numbers.is_empty() {
        numbers = record.numbers.iter().map(|it| bare_number(it)).collect();
    }
    let sender = report.get("sender").unwrap_or(&Value::Null);
    let domain = record.from.rsplit_once('@').map_or("", |it| it.1);
    let trace_at = format!("/console/verdicts/{}/rule", record.id);
    let (anatomy, no_anatomy) = match &known.anatomy {
        Inside::Read(anatomy) => (Some(&**anatomy), String::new()),
        Inside::NotHeld => (None, words.say("console-inside-not-held")),
        Inside::Busy => (None, words.with("console-busy", "detail", "")),
    };
    let rules = list(report, "rules").map(|it| {
        let severity = spoken(&text(it, "severity"));
        let name = it.get("name").and_then(Value::as_str).unwrap_or_default();
        let href = anatomy.map(|_| with_value(&trace_at, "rule", name));
        (visible(name), severity, href.unwrap_or_default())
    });
    let (books, no_books) = books(words, &known.recalled);
    let undecided = list(report, "undecided_rules")
        .map(|it| (text(it, "name"), texts(it, "missing").join(", ")));
    let said = known.feedback.iter().rev().map(|it| Said {
        word: words.say(&format!("console-word-{}", it.word.name())),
        by: visible(&it.by),
        time: time(it.time),
        note: it.note.as_deref().map(visible).unwrap_or_default(),
    });
    written(&VerdictPage {
        frame,
        words,
        row: Row::of(words, record),
        say_at: format!("/console/verdicts/{}/feedback", record.id),
        summary: text(report, "summary"),
        score: format!("{:.2}", record.score),
        advice: texts(report, "advice"),
        reasons: list(report, "evidence").map(reason).collect(),
        numbers,
        sender_href: if domain.is_empty() {
            String::new()
        } else {
            with_value("/console/sender", "domain", &domain.to_lowercase())
        },
        relation: spoken(&text(sender, "relation")),
        checks,
        checked_by: text(authentication, "by"),
        rules: rules.collect(),
        undecided: undecided.collect(),
        missing: texts(report, "missing").join(", "),
        envelope: envelope(words, record),
        said: said.collect(),
        entries: known
            .entries
            .iter()
            .map(|it| EntryRow::of(words, it))
            .collect(),
        anatomy,
        no_anatomy,
        trace_at,
        books,
        no_books,
        campaigns: campaigns(words, record),
        took: record.microseconds.map(milliseconds).unwrap_or_default(),
    })
}

fn milliseconds(microseconds: u64) -> String {
    format!("{:.1} ms", microseconds as f64 / 1000.0)
}

/// What this mail may share with others: accused mail is listed by it.
fn campaigns(words: &Words, record: &Record) -> Vec<(String, String)> {
    if record.verdict > Verdict::Suspicious {
        return Vec::new();
    }
    let numbers = record
        .numbers
        .iter()
        .take(5)
        .map(|it| Shared::Number(it.clone()));
    let hashes = [
        record.likeness.text.map(Shared::Text),
        record.likeness.template.map(Shared::Template),
    ];
    let shared = numbers.chain(hashes.into_iter().flatten());
    shared.map(|it| (said(words, &it), it.address())).collect()
}
