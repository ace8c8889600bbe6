//! Bytes to a message.

use std::panic::{AssertUnwindSafe, catch_unwind};

use address::decode_words;

use crate::body;
use crate::direction;
use crate::headers;
use crate::message::{Findings, Message};
use crate::mime;
use crate::options::ParseOptions;
use crate::sender;
use crate::subject::Subject;

/// Parses `raw`; never fails and never panics.
///
/// Parsers that others wrote read the bytes first. Should one of them panic, the message is still
/// read, as one text.
pub fn parse(raw: &[u8], options: &ParseOptions) -> Message {
    let read = || read(raw, options);
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| as_text(raw, options))
}

fn read(raw: &[u8], options: &ParseOptions) -> Message {
    let limits = &options.limits;
    let mut findings = Findings::default();
    let structure = mime::read(raw, limits, &mut findings);
    let headers = headers::read(structure.fields, options, &mut findings);
    let people = sender::read(&headers, limits, &mut findings);
    let (body, attachments) = body::read(structure.leaves, limits, &mut findings);
    Message {
        direction: direction::of(&people.sender, &people.recipients, &headers, options),
        subject: subject(&headers),
        sender: people.sender,
        sender_decoders: people.sender_decoders,
        from: people.from,
        from_all: people.from_all,
        sender_field: people.sender_field,
        recipients: people.recipients,
        mailbox: people.mailbox,
        headers,
        body,
        attachments,
        defects: findings.defects,
        missing: findings.missing,
        size: raw.len(),
    }
}

fn subject(headers: &headers::Headers) -> Subject {
    let is_subject = |name: &str| name.eq_ignore_ascii_case("Subject");
    match headers.fields.iter().find(|it| is_subject(&it.name)) {
        None => Subject::default(),
        Some(field) => Subject::parse(&decode_words(field.value.as_deref().unwrap_or_default())),
    }
}

/// The last resort: no structure, only text.
fn as_text(raw: &[u8], options: &ParseOptions) -> Message {
    let limits = &options.limits;
    let mut message = Message {
        size: raw.len(),
        ..Message::default()
    };
    let mut findings = Findings::default();
    findings.note(
        "unreadable_structure",
        "the structure of the message cannot be read",
    );
    let head = raw
        .get(..raw.len().min(limits.text_bytes))
        .unwrap_or_default();
    let text = String::from_utf8_lossy(head).into_owned();
    message.direction.inbound = true;
    message.body.visible_text.clone_from(&text);
    message.body.current_thread.text.clone_from(&text);
    message.body.current_thread.span = text::Span::new(0, text.len());
    message.body.plain = Some(text);
    message.defects = findings.defects;
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_subject_is_not_an_absent_one() {
        let of = |raw: &str| parse(raw.as_bytes(), &ParseOptions::default()).subject;
        assert_eq!(
            of("From: a@b.c\r\nSubject:\r\n\r\nx").subject.as_deref(),
            Some("")
        );
        assert_eq!(of("From: a@b.c\r\n\r\nx").subject, None);
        let subject = of("From: a@b.c\r\nSubject: =?utf-8?q?Re=3A_Gr=C3=BC=C3=9Fe?=\r\n\r\nx");
        assert_eq!(subject.subject.as_deref(), Some("Re: Grüße"));
        assert_eq!(subject.base.as_deref(), Some("Grüße"));
        assert!(subject.is_reply);
    }

    #[test]
    fn the_last_resort_keeps_the_text() {
        let message = as_text(b"caf\xE9 call", &ParseOptions::default());
        assert!(message.body.visible_text.contains("call"));
        assert_eq!(message.defects[0].kind, "unreadable_structure");
    }
}
