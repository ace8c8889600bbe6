//! How a message came and what it is made of: the hops with their times, the main header fields, the parts.

use jiff::Timestamp;
use mail::{Hop, Message};
use serde_json::Value;

use crate::hostile_text::{shortened, visible};

/// Hops and parts that are shown.
const MOST: usize = 50;
/// Characters of one value.
const LINE: usize = 400;
/// The header fields that are shown, where they are there.
const FIELDS: [&str; 14] = [
    "From",
    "Sender",
    "Reply-To",
    "Return-Path",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "List-Id",
    "X-Mailer",
    "User-Agent",
    "X-Originating-IP",
];

/// What is told of a message beside its text.
#[derive(Debug, Default)]
pub(crate) struct Anatomy {
    /// From the sender to the mailbox.
    pub(crate) steps: Vec<Step>,
    /// Whether it is known which host took the message in.
    pub(crate) has_border: bool,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) parts: Vec<Part>,
    pub(crate) more_parts: usize,
    pub(crate) defects: Vec<(String, String)>,
}

/// One hop.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) from: String,
    pub(crate) by: String,
    pub(crate) protocol: String,
    pub(crate) time: String,
    /// Seconds since the hop before; negative where a clock is wrong or the line is made up.
    pub(crate) delay: Option<i64>,
    /// Whether a host of ours wrote it: the one that took the message in, and those behind it.
    pub(crate) is_ours: bool,
    /// Whether here the message was taken in from outside.
    pub(crate) is_border: bool,
}

impl Step {
    /// Whether it happened before the hop that came before it.
    pub(crate) fn is_back(&self) -> bool {
        self.delay.is_some_and(|it| it < 0)
    }

    /// How long after the hop before, or how long before it.
    pub(crate) fn delay_text(&self) -> Option<String> {
        let seconds = self.delay?.unsigned_abs();
        let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
        let (minutes, rest) = (seconds / 60 % 60, seconds % 60);
        Some(match (days, hours, minutes) {
            (0, 0, 0) => format!("{rest} s"),
            (0, 0, _) => format!("{minutes} min {rest} s"),
            (0, ..) => format!("{hours} h {minutes} min"),
            _ => format!("{days} d {hours} h"),
        })
    }
}

/// One part, or a file within one.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its number in the message, and the names on the way.
    pub(crate) path: String,
    /// How deep it lies: 0 for a part of the message.
    pub(crate) depth: usize,
    pub(crate) name: String,
    /// The type by content.
    pub(crate) kind: String,
    /// The type that the message declares, where it is another.
    pub(crate) declared: String,
    pub(crate) bytes: Option<usize>,
    /// Letters and digits that a reader sees in it.
    pub(crate) letters: Option<u64>,
    /// Phone numbers found in it.
    pub(crate) numbers: Vec<String>,
    pub(crate) is_locked: bool,
    /// Why it was not read, or not to its end.
    pub(crate) unread: String,
}

impl Anatomy {
    /// That of `message`; what was found in its files stands in its `report`.
    pub(crate) fn of(message: &Message, report: &Value) -> Self {
        let mut parts = parts(message, report);
        let more_parts = parts.len().saturating_sub(MOST);
        parts.truncate(MOST);
        let steps = steps(message);
        let defects = message.defects.iter().take(MOST);
        Self {
            has_border: steps.iter().any(|it| it.is_border),
            steps,
            fields: fields(message),
            parts,
            more_parts,
            defects: defects
                .map(|it| (it.kind.replace('_', " "), shortened(&it.detail, LINE)))
                .collect(),
        }
    }
}

fn steps(message: &Message) -> Vec<Step> {
    let hops: Vec<&Hop> = message.headers.hops.iter().collect();
    let border = border(message);
    let mut before: Option<Timestamp> = None;
    let mut steps = Vec::new();
    for (at, hop) in hops.iter().enumerate() {
        let Some(received) = &hop.received else {
            continue;
        };
        let time: Option<Timestamp> = received.time.as_deref().and_then(|it| it.parse().ok());
        let from = [&received.source, &received.source_ip];
        let mut from: Vec<&str> = from.iter().filter_map(|it| it.as_deref()).collect();
        from.dedup();
        let text = |it: &Option<String>| visible(it.as_deref().unwrap_or_default());
        steps.push(Step {
            from: shortened(&from.join(" "), LINE),
            by: text(&received.server),
            protocol: text(&received.protocol),
            time: time.map_or_else(
                || text(&received.time),
                |it| it.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            ),
            delay: before
                .zip(time)
                .map(|(before, time)| time.as_second().saturating_sub(before.as_second())),
            is_ours: border.is_some_and(|it| at >= it),
            is_border: border == Some(at),
        });
        before = time.or(before);
    }
    let left_out = steps.len().saturating_sub(MOST);
    steps.drain(..left_out);
    steps
}

/// The hop at which the message was taken in: the last line of the host that did, as the headers tell.
fn border(message: &Message) -> Option<usize> {
    let host = message.headers.receiving_host.as_deref()?;
    let by_it = |hop: &Hop| {
        let server = hop.received.as_ref().and_then(|it| it.server.as_deref());
        server.is_some_and(|it| it.eq_ignore_ascii_case(host))
    };
    message.headers.hops.iter().rposition(by_it)
}

fn fields(message: &Message) -> Vec<(String, String)> {
    let subject = message.subject.subject.as_deref();
    let mut fields = Vec::new();
    for name in FIELDS {
        if name == "Subject" {
            // As a reader sees it.
            fields.extend(subject.map(|it| (name.to_owned(), shortened(it, LINE))));
            continue;
        }
        let values = message.headers.all(name).take(3);
        fields.extend(values.map(|it| (name.to_owned(), shortened(it, LINE))));
    }
    fields
}

/// The bodies, then the attachments, each with the files that were found within it.
fn parts(message: &Message, report: &Value) -> Vec<Part> {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).count() as u64;
    let mut parts = Vec::new();
    if let Some(plain) = &message.body.plain {
        parts.push(Part {
            kind: "text/plain".to_owned(),
            bytes: Some(plain.len()),
            letters: Some(letters(plain)),
            ..Part::default()
        });
    }
    if let Some(html) = &message.body.html {
        parts.push(Part {
            kind: "text/html".to_owned(),
            bytes: Some(html.raw.len()),
            letters: Some(letters(&message.body.visible_text)),
            ..Part::default()
        });
    }
    let found = files(report);
    for it in &message.attachments {
        let declared = it.content_type.as_deref().unwrap_or_default();
        let mut part = Part {
            path: visible(&it.part_path),
            name: shortened(it.file_name.as_deref().unwrap_or_default(), LINE),
            kind: visible(it.file_type),
            declared: visible(declared),
            bytes: Some(it.content.len()),
            ..Part::default()
        };
        let is_within = |path: &str| path.starts_with(&format!("{}/", it.part_path));
        let own = found.iter().find(|file| {
            file.path == it.part_path
                || it
                    .file_name
                    .as_ref()
                    .is_some_and(|name| file.path == format!("{}/{name}", it.part_path))
        });
        if let Some(own) = own {
            own.kind.clone_into(&mut part.kind);
            part.letters = own.letters;
            part.numbers.clone_from(&own.numbers);
            part.is_locked = own.is_locked;
            own.unread.clone_into(&mut part.unread);
        }
        parts.push(part);
        let within = found
            .iter()
            .filter(|file| is_within(&file.path) && own.is_none_or(|own| own.path != file.path));
        parts.extend(within.map(|file| Part {
            path: visible(&file.path),
            depth: file.path.split('/').count().saturating_sub(1),
            name: visible(file.path.rsplit('/').next().unwrap_or_default()),
            kind: file.kind.clone(),
            letters: file.letters,
            numbers: file.numbers.clone(),
            is_locked: file.is_locked,
            unread: file.unread.clone(),
            ..Part::default()
        }));
    }
    parts
}

/// A file as the report names it.
struct Found {
    path: String,
    kind: String,
    letters: Option<u64>,
    numbers: Vec<String>,
    is_locked: bool,
    unread: String,
}

fn files(report: &Value) -> Vec<Found> {
    let list = |key: &str| {
        let found = report.get(key).and_then(Value::as_array);
        found.into_iter().flatten().take(500)
    };
    let text = |value: &Value, key: &str| {
        let found = value.get(key).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let each = list("files").map(|file| {
        let path = text(file, "path");
        let of_it = |it: &&Value| it.get("file").and_then(Value::as_str) == Some(&path);
        let mut numbers: Vec<String> = list("numbers")
            .filter(of_it)
            .map(|it| visible(&text(it, "e164")))
            .collect();
        numbers.sort();
        numbers.dedup();
        let reasons = list("unread").filter(of_it);
        let reasons: Vec<String> = reasons.map(|it| visible(&text(it, "reason"))).collect();
        Found {
            kind: visible(&text(file, "kind")),
            letters: file.get("letters").and_then(Value::as_u64),
            numbers,
            is_locked: file.get("locked") == Some(&Value::Bool(true)),
            unread: shortened(&reasons.join("; "), LINE),
            path,
        }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MAIL: &str = "Received: from mx.home.example by store.home.example with LMTP; Mon, 30 Nov 2026 12:00:09 +0000\r\n\
        Received: from evil.example ([192.0.2.7]) by mx.home.example with ESMTPS; Mon, 30 Nov 2026 13:00:04 +0100\r\n\
        Received: from laptop by evil.example with ESMTPA; Mon, 30 Nov 2026 12:10:00 +0000\r\n\
        From: a@evil.example\r\nSubject: =?utf-8?q?F=C3=AAte?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\ncall\r\n\
        --b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n";

    fn anatomy(report: &Value) -> Anatomy {
        let message = mail::parse(MAIL.as_bytes(), &mail::ParseOptions::default());
        Anatomy::of(&message, report)
    }

    #[test]
    fn hops_are_in_order_with_delays_and_the_border() {
        let anatomy = anatomy(&Value::Null);
        let by: Vec<&str> = anatomy.steps.iter().map(|it| it.by.as_str()).collect();
        assert_eq!(
            by,
            ["evil.example", "mx.home.example", "store.home.example"]
        );
        let delays: Vec<_> = anatomy.steps.iter().map(|it| it.delay).collect();
        assert_eq!(delays, [None, Some(-596), Some(5)]);
        let said: Vec<_> = anatomy.steps.iter().filter_map(Step::delay_text).collect();
        assert_eq!(said, ["9 min 56 s", "5 s"]);
        assert!(anatomy.steps[1].is_back());
        assert_eq!(anatomy.steps[1].time, "2026-11-30 12:00:04");
        assert!(!anatomy.steps[0].is_ours && anatomy.steps[2].is_ours);
        assert!(anatomy.has_border);
        let subject = ("Subject".to_owned(), "Fête".to_owned());
        assert!(anatomy.fields.contains(&subject), "{:?}", anatomy.fields);
    }

    #[test]
    fn parts_tell_what_was_found_in_them() {
        let report = json!({
            "files": [
                { "path": "2/a.pdf", "kind": "pdf", "letters": 12 },
                { "path": "2/a.pdf/b.png", "kind": "png", "letters": 0, "locked": true },
            ],
            "numbers": [{ "e164": "+18055550142", "file": "2/a.pdf" }],
            "unread": [{ "file": "2/a.pdf/b.png", "reason": "no OCR" }],
        });
        let parts = anatomy(&report).parts;
        assert_eq!(parts.len(), 3, "{parts:?}");
        assert_eq!(
            (parts[0].kind.as_str(), parts[0].letters),
            ("text/plain", Some(4))
        );
        assert_eq!(parts[1].numbers, ["+18055550142"]);
        assert_eq!(
            (parts[1].name.as_str(), parts[1].letters),
            ("a.pdf", Some(12))
        );
        assert_eq!((parts[2].depth, parts[2].unread.as_str()), (2, "no OCR"));
        assert!(parts[2].is_locked);
    }
}
