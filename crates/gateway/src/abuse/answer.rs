//! The answer to a report, as a mail.

use std::fmt::Write as _;

use detect::{Argument, Catalogue, Report, Verdict};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{AbuseSettings, Reported, Seen};
use crate::fields::safe;
use crate::quarantine::{base64_lines, mask};

/// Sentences of evidence in an answer.
const MOST: usize = 5;

/// The mail that answers `reported`; `None` where it must not be answered (RFC 3834 section 2).
pub(super) fn compose(
    settings: &AbuseSettings,
    reported: &Reported,
    seen: &Seen,
    catalogue: &Catalogue,
) -> Option<Vec<u8>> {
    if reported.by.is_empty() || is_automatic(&reported.raw) {
        return None;
    }
    let from = settings.answer_from.as_ref().unwrap_or(&reported.mailbox);
    let subject = seen.own.subject.as_deref().unwrap_or_default();
    let now = Timestamp::now().to_zoned_datetime(TimeZone::UTC);
    let date = jiff::fmt::rfc2822::to_string(&now).ok()?;
    let mut mail = String::new();
    let mut field = |name: &str, value: &str| {
        let _ = write!(mail, "{name}: {}\r\n", value.replace('\n', "\r\n"));
    };
    field("From", &format!("<{}>", address(from)?));
    field("To", &format!("<{}>", address(&reported.by)?));
    field("Subject", &safe(&format!("Re: {subject}"), 9));
    field("Date", &date);
    if let Some(id) = &seen.own.message_id {
        let id: String = id
            .chars()
            .filter(|it| matches!(it, '!'..='~') && !"<>".contains(*it))
            .collect();
        field("In-Reply-To", &format!("<{id}>"));
    }
    // Section 5: no program answers this one.
    field("Auto-Submitted", "auto-replied");
    field("MIME-Version", "1.0");
    field("Content-Type", "text/plain; charset=utf-8");
    field("Content-Transfer-Encoding", "base64");
    mail.push_str("\r\n");
    mail.push_str(&base64_lines(&text(seen, catalogue)));
    Some(mail.into_bytes())
}

/// An address that can stand between brackets.
fn address(text: &str) -> Option<&str> {
    let fits = text
        .bytes()
        .all(|it| matches!(it, b'!'..=b'~') && !b"<>".contains(&it));
    fits.then_some(text)
}

/// What it says, with nothing in it that can be clicked or called.
fn text(seen: &Seen, catalogue: &Catalogue) -> String {
    let report: &Report = &seen.report;
    let say = |key: &str| catalogue.sentence(key, &[] as &[(String, Argument)]);
    let mut text = String::new();
    let mut line = |it: &str| {
        text.push_str(&mask(it));
        text.push('\n');
    };
    line(&say(if seen.is_sent_on {
        "report-thanks"
    } else {
        "report-thanks-itself"
    }));
    line("");
    line(&report.summary);
    if report.verdict < Verdict::Benign {
        for it in report
            .evidence
            .iter()
            .filter(|it| it.weight > 0.0)
            .take(MOST)
        {
            line(&format!("- {}", it.text));
        }
    }
    if !report.advice.is_empty() {
        line("");
        for it in &report.advice {
            line(it);
        }
    }
    if report.verdict == Verdict::Benign {
        line("");
        line(&say("report-benign"));
    }
    text
}

/// Whether a program wrote the mail, or it went to a list.
fn is_automatic(raw: &[u8]) -> bool {
    let head = raw
        .split(|it| *it == b'\n')
        .take_while(|it| !it.trim_ascii().is_empty());
    let mut fields = head.filter_map(|it| {
        let line = String::from_utf8_lossy(it).to_lowercase();
        let (name, value) = line.split_once(':')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    fields.any(|(name, value)| match name.as_str() {
        "auto-submitted" => value != "no",
        "precedence" => matches!(value.as_str(), "bulk" | "list" | "junk"),
        "list-id" | "x-auto-response-suppress" | "x-loop" => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_lists_get_no_answer() {
        for (raw, expected) in [
            (
                "From: a@b\nSubject: x\n\nAuto-Submitted: auto-replied\n",
                false,
            ),
            ("Auto-Submitted: auto-generated\n\n", true),
            ("auto-submitted: no\n\n", false),
            ("Precedence: Bulk\n\n", true),
            ("List-Id: <x.example>\n\n", true),
        ] {
            assert_eq!(is_automatic(raw.as_bytes()), expected, "{raw}");
        }
    }
}
