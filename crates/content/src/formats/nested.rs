//! Messages within the message: `message/rfc822`, `.eml`, and what begins like one.

use mail::{LinkParser, Message, ParseOptions};

use crate::file::Source;
use crate::walk::Reading;

/// Header fields that only mail has, of which two show that a file without name or type is one.
const FIELDS: [&str; 9] = [
    "received:",
    "from:",
    "to:",
    "subject:",
    "date:",
    "message-id:",
    "mime-version:",
    "return-path:",
    "content-type:",
];
/// So much of a file is looked at.
const HEAD_BYTES: usize = 16 << 10;

/// Whether a file is a message: by its declared type, by its name, or by its first lines.
pub(super) fn is_message(
    content_type: Option<&str>,
    extension: Option<&str>,
    bytes: &[u8],
) -> bool {
    let declared = content_type.unwrap_or_default().to_ascii_lowercase();
    declared.starts_with("message/rfc822")
        || declared.starts_with("message/global")
        || extension == Some("eml")
        || begins_like_mail(bytes)
}

/// Whether the first lines are header fields, at least three of them such that mail has.
fn begins_like_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let mut seen = Vec::new();
    for (index, line) in head.lines().enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && index > 0 || line.starts_with("From ") && index == 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            return false;
        };
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_graphic()) {
            return false;
        }
        let name = format!("{}:", name.to_ascii_lowercase());
        if FIELDS.contains(&&*name) && !seen.contains(&name) {
            seen.push(name);
        }
    }
    let has = |name: &str| seen.iter().any(|it| it == name);
    seen.len() >= 3 && (has("from:") || has("received:"))
}

/// Reads a message into the file of `reading`. It is not judged here: that is for the engine, which sees
/// attached messages as messages.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    "eml".clone_into(&mut reading.file.kind);
    let message = mail::parse(bytes, &ParseOptions::default());
    for capability in message.missing.iter() {
        reading.unread(capability, "the message within is only read in part");
    }
    report(reading, &message);
    for attachment in message.attachments {
        if reading.expand(attachment.content.len() as u64) {
            reading.add_child(attachment.file_name, attachment.content);
        }
    }
}

fn report(reading: &mut Reading<'_, '_>, message: &Message) {
    let source = Source::Nested;
    let subject = message.subject.subject.as_deref().unwrap_or_default();
    let name = message.sender.display_name.as_deref().unwrap_or_default();
    reading.found_property("subject", subject);
    reading.found_property("from", name);
    reading.found_property("from_address", &message.sender.email.email);
    reading.found_text(subject, source);
    reading.found_text(name, source);
    reading.found_text(&message.body.visible_text, source);
    reading.found_hidden_text(&message.body.hidden_text, source);
    for link in &message.body.links {
        let shown = match link.parser {
            LinkParser::Hyperlink => link.display_text.as_deref(),
            LinkParser::Plain => None,
        };
        reading.found_link(&link.href_url.url, shown, source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_by_their_first_lines() {
        let check =
            |text: &str, is: bool| assert_eq!(begins_like_mail(text.as_bytes()), is, "{text}");
        check(
            "From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nhello",
            true,
        );
        check(
            "Received: from x\r\n by y\r\nDate: now\r\nFrom: a\r\n\r\n",
            true,
        );
        check("From: a\nplain words\nTo: b\nSubject: c", false);
        check("To: a\nDate: b\nSubject: c\n\n", false);
        check("From: me\nTo: you\n\nminutes", false);
        check("", false);
    }
}
