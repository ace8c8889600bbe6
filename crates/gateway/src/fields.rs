//! Header fields: what is written, what is taken out, and how a text gets into one without ending it.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use detect::Report;

use crate::judge::Outcome;
use crate::policy::{PolicySettings, THRESHOLD};

/// Pieces of evidence that are written.
const MOST_EVIDENCE: usize = 5;
/// Characters of one of them.
const MOST_CHARACTERS: usize = 300;
/// Columns at which a line is folded (RFC 5322 section 2.1.1).
const COLUMNS: usize = 74;
/// Bytes in one encoded word: 60 in base64, which with the marks stays below the 75 of RFC 2047 section 2.
const WORD_BYTES: usize = 42;

/// A field as it is written. Lines of the value are parted by LF and a blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

/// The names of the fields that are always ours.
pub(crate) const NAMES: [&str; 5] = [
    "X-Offhook-Verdict",
    "X-Offhook-Summary",
    "X-Offhook-Score",
    "X-Offhook-Missing",
    "X-Offhook-Evidence",
];

/// The fields that say how `outcome` is.
pub(crate) fn of(outcome: &Outcome, policy: &PolicySettings) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut add = |name, text: &str| {
        fields.push(Field {
            name,
            value: safe(text, name.len() + 2),
        });
    };
    let report = match outcome {
        Outcome::Judged(report) => report,
        Outcome::Busy => {
            add("X-Offhook-Verdict", "undecided (busy)");
            return fields;
        }
        Outcome::Failed => {
            add("X-Offhook-Verdict", "undecided (failed)");
            return fields;
        }
    };
    add("X-Offhook-Verdict", report.verdict.name());
    add("X-Offhook-Summary", &report.summary);
    add("X-Offhook-Score", &format!("{:.3}", report.score));
    let missing: BTreeSet<_> = report.missing.iter().map(|it| it.name()).collect();
    if !missing.is_empty() {
        let names: Vec<_> = missing.into_iter().collect();
        add("X-Offhook-Missing", &names.join(", "));
    }
    for text in evidence(report) {
        add("X-Offhook-Evidence", &text);
    }
    if policy.spam_headers {
        let answer = if policy.is_spam(report) { "Yes" } else { "No" };
        add("X-Spam-Flag", &answer.to_uppercase());
        let points = policy.points(report);
        let status = format!("{answer}, score={points:.1} required={THRESHOLD:.1}");
        add("X-Spam-Status", &status);
    }
    fields
}

/// The sentences that speak against the message, each with the name of its signal. What mailbox and organisation have
/// seen before is left out: a message may be forwarded with its header.
pub(crate) fn evidence(report: &Report) -> impl Iterator<Item = String> {
    let against = report
        .evidence
        .iter()
        .filter(|it| it.weight >= 0.0 && !it.from_history);
    against
        .take(MOST_EVIDENCE)
        .map(|it| format!("{}: {}", it.signal, it.text))
}

/// Whether an incoming field of this name and value is taken out: nobody else may speak in our name.
pub(crate) fn is_forged(
    name: &str,
    value: &str,
    authserv_id: &str,
    policy: &PolicySettings,
) -> bool {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "x-spam-flag" | "x-spam-status" => policy.spam_headers,
        "authentication-results" => results_of(value).eq_ignore_ascii_case(authserv_id),
        other => other.starts_with("x-offhook-"),
    }
}

/// Who wrote this field of authentication results: its first word (RFC 8601 section 2.2), comments passed over.
fn results_of(value: &str) -> &str {
    let mut rest = value.trim_start();
    while let Some(comment) = rest.strip_prefix('(') {
        let Some((_, after)) = comment.split_once(')') else {
            return "";
        };
        rest = after.trim_start();
    }
    let end = rest.find(|it: char| it == ';' || it.is_whitespace() || it == '(');
    rest.get(..end.unwrap_or(rest.len()))
        .unwrap_or_default()
        .trim_matches('"')
}

/// `text` as the value of a field: shortened, in ASCII, folded; nothing in it can end the field.
pub(crate) fn safe(text: &str, columns_taken: usize) -> String {
    let text: String = text
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .take(MOST_CHARACTERS)
        .collect();
    let is_plain = text.bytes().all(|it| matches!(it, b' '..=b'~')) && !text.contains("=?");
    let words: Vec<String> = if is_plain {
        text.split_ascii_whitespace().map(str::to_owned).collect()
    } else {
        encoded_words(&text)
    };
    fold(&words, columns_taken)
}

fn encoded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut piece = String::new();
    for it in text.chars() {
        if piece.len() + it.len_utf8() > WORD_BYTES {
            words.push(encoded_word(&piece));
            piece.clear();
        }
        piece.push(it);
    }
    if !piece.is_empty() {
        words.push(encoded_word(&piece));
    }
    words
}

fn encoded_word(piece: &str) -> String {
    format!("=?utf-8?B?{}?=", STANDARD.encode(piece))
}

fn fold(words: &[String], columns_taken: usize) -> String {
    let mut value = String::new();
    let mut column = columns_taken;
    for word in words {
        if value.is_empty() {
            column += word.len();
        } else if column + 1 + word.len() > COLUMNS {
            value.push_str("\n ");
            column = 1 + word.len();
        } else {
            value.push(' ');
            column += 1 + word.len();
        }
        value.push_str(word);
    }
    value
}

/// What `rewrite` does to a message.
#[derive(Debug)]
pub(crate) struct Changes<'a> {
    pub(crate) add: &'a [Field],
    pub(crate) subject_prefix: Option<&'a str>,
    pub(crate) authserv_id: &'a str,
    pub(crate) policy: &'a PolicySettings,
}

/// `raw` with forged fields taken out and ours put at the end of its header; all else stays byte for byte. Also the
/// length of the new header, its empty line included.
pub(crate) fn rewrite(raw: &[u8], changes: &Changes<'_>) -> (Vec<u8>, usize) {
    let is_crlf = raw
        .iter()
        .position(|it| *it == b'\n')
        .and_then(|it| it.checked_sub(1))
        .and_then(|it| raw.get(it))
        == Some(&b'\r');
    let end = if is_crlf { "\r\n" } else { "\n" };
    let mut out = Vec::with_capacity(raw.len().saturating_add(1024));
    let mut rest = raw;
    while let Some((field, after)) = next_field(rest, rest.len() == raw.len()) {
        rest = after;
        let text = String::from_utf8_lossy(field);
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        if is_forged(name, value, changes.authserv_id, changes.policy) {
            continue;
        }
        match changes.subject_prefix {
            Some(prefix) if name.trim().eq_ignore_ascii_case("subject") => {
                let at = field.iter().position(|it| *it == b':').unwrap_or(0) + 1;
                out.extend_from_slice(field.get(..at).unwrap_or(field));
                out.push(b' ');
                out.extend_from_slice(prefix.as_bytes());
                out.extend_from_slice(field.get(at..).unwrap_or_default().trim_ascii_start());
            }
            _ => out.extend_from_slice(field),
        }
    }
    if out.last().is_some_and(|it| *it != b'\n') {
        out.extend_from_slice(end.as_bytes());
    }
    for it in changes.add {
        let value = it.value.replace('\n', end);
        out.extend_from_slice(format!("{}: {value}{end}", it.name).as_bytes());
    }
    let has_blank = rest.starts_with(b"\n") || rest.starts_with(b"\r\n");
    if !has_blank {
        out.extend_from_slice(end.as_bytes());
    }
    let mut head = out.len();
    if has_blank {
        head += rest
            .iter()
            .position(|it| *it == b'\n')
            .map_or(0, |it| it + 1);
    }
    out.extend_from_slice(rest);
    (out, head)
}

/// The first field of `rest` with its folded lines, and what follows; `None` where the header ends.
pub(crate) fn next_field(rest: &[u8], is_first: bool) -> Option<(&[u8], &[u8])> {
    let mut length = 0;
    for line in rest.split_inclusive(|it| *it == b'\n') {
        let is_folded = matches!(line.first(), Some(b' ' | b'\t'));
        if length == 0 {
            let is_envelope = is_first && line.starts_with(b"From ");
            let is_field = line.contains(&b':') && !is_folded;
            if !is_field && !is_envelope {
                return None;
            }
        } else if !is_folded || line.trim_ascii().is_empty() {
            break;
        }
        length += line.len();
    }
    if length == 0 {
        return None;
    }
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes<'a>(add: &'a [Field], policy: &'a PolicySettings) -> Changes<'a> {
        Changes {
            add,
            subject_prefix: None,
            authserv_id: "offhook",
            policy,
        }
    }

    #[test]
    fn nothing_can_end_a_field() {
        let hostile = "a\r\nX-Evil: yes\r\n\r\nbody\0\u{2028}\u{85}";
        let value = safe(hostile, 20);
        for line in value.split('\n').skip(1) {
            assert!(line.starts_with(' '), "{value:?}");
        }
        assert!(
            value
                .bytes()
                .all(|it| it == b'\n' || matches!(it, b' '..=b'~'))
        );
        // What looks encoded is encoded, so that no reader decodes it to something else.
        assert!(safe("=?utf-8?Q?x?=", 0).starts_with("=?utf-8?B?"));
        assert!(
            safe(&"x ".repeat(500), 20)
                .lines()
                .all(|it| it.len() <= COLUMNS)
        );
    }

    #[test]
    fn forged_fields_go_and_all_else_stays() {
        let policy = PolicySettings::default();
        let add = [Field {
            name: "X-Offhook-Verdict",
            value: "benign".to_owned(),
        }];
        for end in ["\n", "\r\n"] {
            let raw = "From a@b Mon Jan  1 00:00:00 2026\nFrom: a@b\nx-offhook-VERDICT: benign\n more\n\
                       Authentication-Results: (c) OFFHOOK; dmarc=pass\n\
                       Authentication-Results: other.example; dmarc=pass\nSubject:  x\n y\n\nX-Offhook-Score: body\n"
                .replace('\n', end);
            let expected = "From a@b Mon Jan  1 00:00:00 2026\nFrom: a@b\n\
                            Authentication-Results: other.example; dmarc=pass\nSubject:  x\n y\n\
                            X-Offhook-Verdict: benign\n\nX-Offhook-Score: body\n"
                .replace('\n', end);
            let (out, head) = rewrite(raw.as_bytes(), &changes(&add, &policy));
            assert_eq!(String::from_utf8(out.clone()).unwrap(), expected);
            assert!(out[..head].ends_with(format!("{end}{end}").as_bytes()));
        }
    }

    #[test]
    fn what_the_history_knows_stays_here() {
        let engine = detect::Engine::new(detect::Options::default()).unwrap();
        let mail = "From: Amazon <orders.help.7731@gmail.com>\nTo: you@example.org\nSubject: Your order\n\n\
                    Your Amazon order of $899.00 is confirmed. If you did not place it, call +1 803 555 0147 to cancel.\n";
        let mut report = engine.judge("mail", mail.as_bytes());
        let told: Vec<String> = evidence(&report).collect();
        assert!(told.len() > 1, "{told:?}");
        let against = report.evidence.iter_mut().find(|it| it.weight >= 0.0);
        let remembered = against.map(|it| {
            it.from_history = true;
            it.text.clone()
        });
        let left: Vec<String> = evidence(&report).collect();
        let remembered = remembered.unwrap();
        assert!(told.iter().any(|it| it.contains(&remembered)));
        assert!(!left.iter().any(|it| it.contains(&remembered)), "{left:?}");
    }

    #[test]
    fn headers_without_end_and_without_anything() {
        let policy = PolicySettings::default();
        for (raw, expected) in [
            ("", "\n"),
            ("A: b", "A: b\n\n"),
            ("no header\n", "\nno header\n"),
        ] {
            let (out, _) = rewrite(raw.as_bytes(), &changes(&[], &policy));
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
