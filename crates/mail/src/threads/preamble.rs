//! What stands above a quoted message says who wrote it, to whom, when and about what.

use address::{EmailAddress, Mailbox, parse_mailboxes};
use limits::Limits;

use super::header_block::Block;
use super::labels::Label;
use super::model::PreviousThread;
use crate::subject::Subject;

/// Fills in what the header block says.
pub(super) fn read_block(block: &Block, thread: &mut PreviousThread, limits: &Limits) {
    for (label, value) in &block.fields {
        if value.is_empty() {
            continue;
        }
        match label {
            Label::From if thread.sender.is_none() => {
                thread.sender = mailboxes(value, limits).into_iter().next();
            }
            Label::To => thread.recipients.to.extend(mailboxes(value, limits)),
            Label::Cc => thread.recipients.cc.extend(mailboxes(value, limits)),
            Label::Bcc => thread.recipients.bcc.extend(mailboxes(value, limits)),
            Label::Date if thread.date.is_none() => thread.date = Some(value.clone()),
            Label::Subject if thread.subject.is_none() => {
                thread.subject = Some(Subject::parse(value));
            }
            _ => {}
        }
    }
}

/// The mailboxes of a shown list. Mail programs show names with commas unquoted and set the entries
/// apart by semicolons, or show one entry.
fn mailboxes(value: &str, limits: &Limits) -> Vec<Mailbox> {
    let value = value
        .replace("[mailto:", "<")
        .replace("<mailto:", "<")
        .replace(']', ">");
    let entries: Vec<&str> = value
        .split(';')
        .filter(|it| !it.trim().is_empty())
        .collect();
    let is_one = entries.len() == 1 && value.matches('@').count() <= 1 && value.contains('<');
    if entries.len() > 1 || is_one {
        entries
            .iter()
            .take(limits.mailboxes)
            .map(|it| entry(it))
            .collect()
    } else {
        parse_mailboxes(&value, limits)
    }
}

/// `Lee, Ann <ann@example.com>`, an address or a name.
fn entry(text: &str) -> Mailbox {
    let text = text.trim();
    let (name, address) = match text.split_once('<') {
        Some((name, rest)) => (name, rest.split(['<', '>']).next().unwrap_or_default()),
        None if text.contains('@') => ("", text),
        None => (text, ""),
    };
    let name = name.trim().trim_matches(['"', '\'', '*', '(']).trim();
    Mailbox {
        display_name: (!name.is_empty()).then(|| name.to_owned()),
        email: EmailAddress::lenient(address.trim_matches(['"', '\'', ' '])),
    }
}

/// Fills in what an attribution line says.
pub(super) fn read_attribution(text: &str, thread: &mut PreviousThread) {
    let address = address(text);
    let head = match address {
        Some((start, _)) => text.get(..start).unwrap_or_default(),
        None => text,
    };
    let end = end_of_date(head);
    let date = without_opening(head.get(..end).unwrap_or_default());
    let name = name(head.get(end..).unwrap_or_default());
    thread.date = (!date.is_empty()).then(|| date.to_owned());
    if address.is_some() || name.is_some() {
        thread.sender = Some(Mailbox {
            display_name: name,
            email: EmailAddress::lenient(address.map_or("", |(_, address)| address)),
        });
    }
}

/// The address in brackets, and where its bracket stands. `In message <…>` names no address.
fn address(text: &str) -> Option<(usize, &str)> {
    let at = text.rfind('@')?;
    let before = text.get(..at)?;
    let start = before.rfind(['<', '('])?;
    let inner = text.get(start + 1..)?;
    let inner = inner.get(..inner.find(['>', ')', ' '])?)?;
    let is_message = before.get(..start)?.trim_end().ends_with("message");
    (!is_message).then(|| (start, inner.trim_start_matches("mailto:")))
}

/// Where the date ends: behind the last time of day with what belongs to it, else behind the last
/// year; 0 if there is neither.
fn end_of_date(head: &str) -> usize {
    let bytes = head.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    for at in 0..bytes.len() {
        let is_separator = matches!(bytes.get(at), Some(b':' | b'.' | b'h'));
        if is_separator && at > 0 && is_digit(at - 1) && is_digit(at + 1) && is_digit(at + 2) {
            end = at + 3;
        } else if matches!(bytes.get(at..at + 2), Some(b"19" | b"20"))
            && is_digit(at + 2)
            && is_digit(at + 3)
            && !is_digit(at + 4)
        {
            end = end.max(at + 4);
        }
    }
    let mut rest = head.get(end..).unwrap_or_default();
    loop {
        let trimmed = rest.trim_start();
        let word_end = trimmed.find([' ', ',']).unwrap_or(trimmed.len());
        let word = trimmed.get(..word_end).unwrap_or_default();
        let is_part = end > 0 && belongs_to_time(word);
        if !is_part {
            return end;
        }
        rest = trimmed.get(word_end..).unwrap_or_default();
        end = head.len() - rest.len();
    }
}

fn belongs_to_time(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_zone = lower.starts_with(['+', '-'])
        && lower.len() >= 3
        && lower
            .bytes()
            .skip(1)
            .all(|it| it.is_ascii_digit() || it == b':');
    let words = [
        "am", "pm", "a.m.", "p.m.", "uhr", "utc", "(utc)", "h", "год", "г.",
    ];
    is_zone
        || words.contains(&lower.as_str())
        || lower.starts_with("gmt")
        || lower.starts_with("(gmt")
}

fn without_opening(date: &str) -> &str {
    let date = date.trim().trim_matches(',');
    let opening = [
        "On ",
        "Am ",
        "Le ",
        "El ",
        "Em ",
        "Il giorno ",
        "Il ",
        "Op ",
        "Den ",
        "W dniu ",
        "Dne ",
        "Pe ",
        "În ",
        "Στις ",
        "Vào ",
        "Pada ",
        "В ",
    ];
    let rest = opening.iter().find_map(|it| date.strip_prefix(it));
    rest.unwrap_or(date).trim()
}

/// The name between date and address or verb.
fn name(text: &str) -> Option<String> {
    const VERBS: [&str; 22] = [
        "said",
        "writes",
        "Quoting",
        "quoting",
        "wrote",
        "schrieb",
        "hat",
        "geschrieben",
        "a écrit",
        "escribió",
        "escreveu",
        "ha scritto",
        "schreef",
        "heeft",
        "skrev",
        "pisze",
        "napisał(a)",
        "написал(а)",
        "пишет",
        "kirjoitti",
        "şunu yazdı",
        "tarihinde",
    ];
    let is_edge =
        |it: char| it.is_whitespace() || matches!(it, ',' | ':' | '"' | '\'' | '(' | '：');
    let mut name = text.trim_matches(is_edge);
    for _ in 0..3 {
        for verb in VERBS {
            name = name.strip_prefix(verb).unwrap_or(name);
            name = name.strip_suffix(verb).unwrap_or(name);
        }
        name = name.trim_matches(is_edge);
    }
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: Option<&str>, address: &str, date: Option<&str>) {
        let mut thread = PreviousThread::default();
        read_attribution(text, &mut thread);
        let sender = thread.sender.unwrap_or_default();
        assert_eq!(sender.display_name.as_deref(), name, "{text}");
        assert_eq!(sender.email.email, address, "{text}");
        assert_eq!(thread.date.as_deref(), date, "{text}");
    }

    #[test]
    fn attributions() {
        check(
            "On Mon, 3 Mar 2026 at 10:00 AM, Ann Lee <Ann@a.test> wrote:",
            Some("Ann Lee"),
            "ann@a.test",
            Some("Mon, 3 Mar 2026 at 10:00 AM"),
        );
        check(
            "Am 03.03.2026 um 10:00 Uhr schrieb Ann Lee <ann@a.test>:",
            Some("Ann Lee"),
            "ann@a.test",
            Some("03.03.2026 um 10:00 Uhr"),
        );
        check(
            "On 3/3/2026 10:00, Ann Lee wrote:",
            Some("Ann Lee"),
            "",
            Some("3/3/2026 10:00"),
        );
        check("Ann Lee wrote:", Some("Ann Lee"), "", None);
        check("Quoting Ann (ann@a.test):", Some("Ann"), "ann@a.test", None);
        check("Ann said:", Some("Ann"), "", None);
        check(
            "On 2026-03-03 10:00:01 +0100, \"Lee, Ann\" <ann@a.test> wrote:",
            Some("Lee, Ann"),
            "ann@a.test",
            Some("2026-03-03 10:00:01 +0100"),
        );
    }

    #[test]
    fn shown_lists() {
        let limits = Limits::default();
        let of = |value: &str| -> Vec<(String, String)> {
            mailboxes(value, &limits)
                .into_iter()
                .map(|it| (it.display_name.unwrap_or_default(), it.email.email))
                .collect()
        };
        let pair = |name: &str, address: &str| (name.to_owned(), address.to_owned());
        assert_eq!(
            of("Lee, Ann <ann@a.test>; Bob; carl@c.test"),
            [
                pair("Lee, Ann", "ann@a.test"),
                pair("Bob", ""),
                pair("", "carl@c.test")
            ]
        );
        assert_eq!(
            of("Lee, Ann [mailto:ann@a.test]"),
            [pair("Lee, Ann", "ann@a.test")]
        );
        assert_eq!(of("a@a.test, b@b.test").len(), 2);
    }
}
